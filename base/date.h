/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date.h - civil dates and clock times, without any time zone.
 *
 * A `date` counts days from 1970-01-01 (day 0, a Thursday). Proleptic
 * Gregorian; DATE_MIN..DATE_MAX (1970-01-01..2199-12-31) is what input may say.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

typedef int32_t date_day;

#define DATE_NONE INT32_MIN
#define DATE_MIN 0
#define DATE_MAX 84005 /* 2199-12-31 */
enum { DATE_TEXT = 11, CLOCK_TEXT = 8 };

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

date_day date_of(int year, int month, int day);
void date_split(date_day date, int *year, int *month, int *day);
bool date_exists(int year, int month, int day);
enum weekday date_weekday(date_day date);
/* The Monday on or before `date`. */
date_day date_monday(date_day date);
/* ISO 8601 week number 1..53 and the year it belongs to. */
int date_iso_week(date_day date, int *iso_year);
/* Easter Sunday, Meeus/Jones/Butcher (domain.md 3.1). */
date_day date_easter(int year);

/* Strict YYYY-MM-DD within DATE_MIN..DATE_MAX. */
enum status date_parse(const char *text, date_day *result,
                       struct error *err) MUST_USE;
/* Writes YYYY-MM-DD, or "-" for DATE_NONE. Returns `out`. */
char *date_format(date_day date, char out[DATE_TEXT]);

/* Strict HH:MM, 00:00 to 24:00, as minutes from midnight (24:00 = 1440). */
enum status clock_parse(const char *text, int32_t *minutes,
                        struct error *err) MUST_USE;
/* HH:MM modulo 24 h. Returns `out`. */
char *clock_format(int32_t minutes, char out[CLOCK_TEXT]);

/* Three letters, "man".."søn" / "Mon".."Sun". */
const char *weekday_name(enum weekday weekday, bool norwegian);

#endif
