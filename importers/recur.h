/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recur.h - the recurrence rules of calendars, over local dates.
 *
 * The part of RFC 5545 3.3.10 that people's absences use: FREQ DAILY to YEARLY
 * with INTERVAL, COUNT, UNTIL, WKST, BYDAY (with ordinals where the RFC allows
 * them), BYMONTHDAY, BYMONTH and BYSETPOS. Anything else is refused by name.
 * The start is always the first occurrence, as calendars show it.
 */
#ifndef IMPORTERS_RECUR_H
#define IMPORTERS_RECUR_H

#include <stdbool.h>

#include "base/date.h"
#include "base/vec.h"

enum recur_freq { FREQ_DAILY, FREQ_WEEKLY, FREQ_MONTHLY, FREQ_YEARLY };

enum { RECUR_DAYS_MAX = 31, RECUR_OCCURRENCES_MAX = 1000 };

struct recur_day {
    int ordinal; /* 0: every; 1 the first, -1 the last */
    enum weekday weekday;
};

struct recur {
    enum recur_freq freq;
    int32_t interval;      /* 1 and up */
    int32_t count;         /* 0: no limit */
    date_day until;        /* DATE_MAX: no limit */
    int32_t until_minutes; /* of that day, for starts with a time; 1440: all */
    enum weekday week_start;
    int n_days;
    struct recur_day days[RECUR_DAYS_MAX];
    int n_month_days;
    int month_days[RECUR_DAYS_MAX]; /* 1..31, -31..-1 */
    unsigned months;                /* bit 1..12; 0: all */
    int n_positions;
    int positions[RECUR_DAYS_MAX]; /* of a period's dates: 1 the first, -1 the
                                      last; none: all of them */
};

/* Reads the value of an RRULE. */
enum status recur_parse(const char *text, struct recur *result,
                        struct error *err) MUST_USE;

struct recur_window {
    date_day start;    /* first occurrence of the rule */
    int32_t minutes;   /* its time of day, 0 for whole days */
    date_day from, to; /* what is wanted, both included */
};

/* Occurrences of the rule within the window, ascending. STATUS_INPUT when there
 * are more than RECUR_OCCURRENCES_MAX. */
enum status recur_expand(const struct recur *recur,
                         const struct recur_window *window,
                         struct int_vec *dates, struct error *err) MUST_USE;

#endif
