/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.h - Europe/Oslo: instants to wall clock and back.
 *
 * Rule in force since 1996: CET-1CEST,M3.5.0,M10.5.0/3. A test compares it
 * with the footer of the system's tzdata, so a change of the law fails the
 * build. Instants are seconds since the epoch (UTC). Needs no tzdata.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdint.h>

#include "base/date.h"

typedef int64_t instant; /* seconds since 1970-01-01T00:00:00Z */
#define INSTANT_NONE INT64_MIN

enum zone_fit {
    ZONE_UNIQUE,
    ZONE_GAP,  /* the wall clock time does not exist (spring) */
    ZONE_TWICE /* it exists twice (autumn) */
};

#define ZONE_NAME "Europe/Oslo"

/* Seconds east of UTC at an instant: 3600 or 7200. */
int32_t zone_offset(instant at);

/* The instant of `minutes` after local midnight of `date`, by the wall clock;
 * minutes may be below 0 or past 1440. A time in the gap moves forward to the
 * first that exists after it by the length of the gap (RFC 5545 3.3.5: 02:30
 * is read as 03:30 CEST); a time that exists twice is the first pass. */
instant zone_instant(date_day date, int32_t minutes);

/* How `minutes` (0..1439) fits on `date`. */
enum zone_fit zone_fit(date_day date, int32_t minutes);

/* Local civil date and minutes after local midnight (0..1439). */
void zone_local(instant at, date_day *date, int32_t *minutes);

/* Length of the civil day in minutes: 1380, 1440 or 1500. */
int32_t zone_day_minutes(date_day date);

enum { INSTANT_TEXT = 24 };
/* "2027-03-28T01:00:00Z". Returns `out`. */
char *instant_format(instant at, char out[INSTANT_TEXT]);
/* Strict "YYYY-MM-DDTHH:MM:SSZ". */
enum status instant_parse(const char *text, instant *result,
                          struct error *err) MUST_USE;
/* As people write it: "YYYY-MM-DDTHH:MM" by the wall clock, refused where the
 * clock does not show it once that day, or an instant as above. */
enum status moment_parse(const char *text, instant *result,
                         struct error *err) MUST_USE;

#endif
