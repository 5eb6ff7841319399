/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics_time.h - dates and times of calendars, as local Oslo dates.
 *
 * UTC, Oslo itself and the names of zones that have had the same clock since
 * 1996 are understood, Windows names among them; a time without a zone is
 * Oslo's. Never libical's or the system's zones (feeds.md 2.2, 2.6).
 */
#ifndef IMPORTERS_ICS_TIME_H
#define IMPORTERS_ICS_TIME_H

#include <stdbool.h>

#include "base/date.h"

struct ics_stamp {
    bool whole_day;
    date_day date;
    int32_t minutes; /* from local midnight; 0 for whole days */
};

/* "20270328", "20270328T080000", "20270328T060000Z". `tzid` NULL: none. */
enum status ics_stamp_parse(const char *value, const char *tzid,
                            struct ics_stamp *result,
                            struct error *err) MUST_USE;

/* "P1D", "PT8H30M", "P2W" in minutes, seconds dropped; not negative. */
enum status ics_duration_parse(const char *value, int32_t *minutes,
                               struct error *err) MUST_USE;

#endif
