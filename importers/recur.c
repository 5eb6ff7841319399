/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recur.c - the dates of a recurrence rule, period by period. */
#include "importers/recur.h"

#include <inttypes.h>
#include <stdlib.h>

/* Dates of one period, the filters applied. At most a year's. */
enum { PERIOD_DATES_MAX = 800 };

struct period {
    const struct recur *recur;
    date_day start; /* of the whole rule */
    date_day dates[PERIOD_DATES_MAX];
    int n;
};

static void add(struct period *period, date_day date)
{
    CHECK(period->n < PERIOD_DATES_MAX);
    period->dates[period->n++] = date;
}

static int month_length(int year, int month)
{
    int length = 31;
    while (!date_exists(year, month, length)) {
        length--;
    }
    return length;
}

static bool month_wanted(const struct recur *recur, date_day date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return !recur->months || (recur->months >> month & 1);
}

static bool month_day_wanted(const struct recur *recur, date_day date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    for (int i = 0; i < recur->n_month_days; i++) {
        int wanted = recur->month_days[i];
        if (day ==
            (wanted > 0 ? wanted : month_length(year, month) + 1 + wanted)) {
            return true;
        }
    }
    return recur->n_month_days == 0;
}

/* Whether the date is one of BYDAY, ordinals counted within [first, last]. */
static bool weekday_wanted(const struct recur *recur, date_day date,
                           date_day first, date_day last)
{
    for (int i = 0; i < recur->n_days; i++) {
        int ordinal = recur->days[i].ordinal;
        if (date_weekday(date) != recur->days[i].weekday) {
            continue;
        }
        if (ordinal == 0 || ordinal == (date - first) / 7 + 1 ||
            ordinal == -((last - date) / 7 + 1)) {
            return true;
        }
    }
    return recur->n_days == 0;
}

static void add_wanted(struct period *period, date_day first, date_day last)
{
    const struct recur *recur = period->recur;
    for (date_day date = first; date <= last; date++) {
        if (month_wanted(recur, date) && month_day_wanted(recur, date) &&
            weekday_wanted(recur, date, first, last)) {
            add(period, date);
        }
    }
}

/* ---- the n-th period ----------------------------------------------------- */

/* Each fills the period and returns the first date after it. */

static date_day fill_day(struct period *period, int32_t n)
{
    date_day date = period->start + n;
    add_wanted(period, date, date);
    return date + 1;
}

static date_day fill_week(struct period *period, int32_t n)
{
    int before =
        (int)date_weekday(period->start) - (int)period->recur->week_start;
    date_day first = period->start - (before + 7) % 7 + 7 * n;
    for (date_day date = first; date < first + 7; date++) {
        bool wanted = period->recur->n_days
                          ? weekday_wanted(period->recur, date, date, date)
                          : date_weekday(date) == date_weekday(period->start);
        if (wanted && month_wanted(period->recur, date) &&
            month_day_wanted(period->recur, date)) {
            add(period, date);
        }
    }
    return first + 7;
}

/* The dates of one month, or the start's day of the month by default. */
static date_day fill_dates(struct period *period, int year, int month)
{
    const struct recur *recur = period->recur;
    date_day first = date_of(year, month, 1);
    date_day last = date_of(year, month, month_length(year, month));
    int start_year, start_month, start_day;
    if (recur->n_days || recur->n_month_days) {
        add_wanted(period, first, last);
        return last + 1;
    }
    date_split(period->start, &start_year, &start_month, &start_day);
    if (date_exists(year, month, start_day) && month_wanted(recur, first)) {
        add(period, first + start_day - 1);
    }
    return last + 1;
}

static date_day fill_month(struct period *period, int32_t n)
{
    int year, month, day;
    date_split(period->start, &year, &month, &day);
    int months = year * 12 + month - 1 + n;
    return fill_dates(period, months / 12, months % 12 + 1);
}

static date_day fill_year(struct period *period, int32_t n)
{
    const struct recur *recur = period->recur;
    int year, start_month, day;
    date_split(period->start, &year, &start_month, &day);
    year += n;
    if (recur->n_days && !recur->months && !recur->n_month_days) {
        /* Weekdays counted over the whole year. */
        add_wanted(period, date_of(year, 1, 1), date_of(year, 12, 31));
    } else {
        bool every = recur->months || recur->n_month_days;
        for (int month = 1; month <= 12; month++) {
            if (every || month == start_month) {
                fill_dates(period, year, month);
            }
        }
    }
    return date_of(year + 1, 1, 1);
}

/* Keeps the dates at the positions BYSETPOS names. They are ascending. */
static void keep_positions(struct period *period)
{
    const struct recur *recur = period->recur;
    int kept = 0;
    for (int i = 0; i < period->n; i++) {
        bool wanted = recur->n_positions == 0;
        for (int k = 0; k < recur->n_positions; k++) {
            wanted = wanted || recur->positions[k] == i + 1 ||
                     recur->positions[k] == i - period->n;
        }
        if (wanted) {
            period->dates[kept++] = period->dates[i];
        }
    }
    period->n = kept;
}

/* ---- expansion ----------------------------------------------------------- */

struct expansion {
    const struct recur_window *window;
    int32_t seen; /* occurrences so far, for COUNT */
    struct int_vec *dates;
};

static bool past_until(const struct recur *recur, date_day date,
                       int32_t minutes)
{
    return date > recur->until ||
           (date == recur->until && minutes > recur->until_minutes);
}

/* False when the rule has ended. */
static bool take(struct expansion *expansion, const struct recur *recur,
                 date_day date)
{
    if (past_until(recur, date, expansion->window->minutes) ||
        date > expansion->window->to ||
        (recur->count && expansion->seen == recur->count)) {
        return false;
    }
    expansion->seen++;
    if (date >= expansion->window->from) {
        vec_push(expansion->dates, date);
    }
    return true;
}

enum status recur_expand(const struct recur *recur,
                         const struct recur_window *window,
                         struct int_vec *dates, struct error *err)
{
    static date_day (*const FILL[])(struct period *,
                                    int32_t) = {[FREQ_DAILY] = fill_day,
                                                [FREQ_WEEKLY] = fill_week,
                                                [FREQ_MONTHLY] = fill_month,
                                                [FREQ_YEARLY] = fill_year};
    struct period period = {.recur = recur, .start = window->start};
    struct expansion expansion = {.window = window, .dates = dates};
    bool going = take(&expansion, recur, window->start);
    date_day after = window->start;
    for (int32_t n = 0; going && after <= window->to; n += recur->interval) {
        period.n = 0;
        after = FILL[recur->freq](&period, n);
        keep_positions(&period);
        for (int i = 0; going && i < period.n; i++) {
            going = period.dates[i] <= window->start ||
                    take(&expansion, recur, period.dates[i]);
        }
        if (dates->n > RECUR_OCCURRENCES_MAX) {
            return error_set(err, STATUS_INPUT,
                             "expected at most %d occurrences",
                             RECUR_OCCURRENCES_MAX);
        }
    }
    return STATUS_OK;
}
