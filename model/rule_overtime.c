/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_overtime.c - O1: overtime in 7 days, 4 weeks and 52 weeks, § 10-6 (4).
 *
 * All three windows are rolling and end on a day with overtime. What a person
 * brings along in the counter `overtime` counts in the 52 weeks after it was
 * taken.
 */
#include "base/arena.h"
#include "model/overtime.h"
#include "model/rule_tools.h"

enum { YEAR_DAYS = 364 };

static const struct {
    enum limit_key limit;
    int32_t days;
    const char *words;
} WINDOWS[] = {
    {LIMIT_OT_7D, 7, "7 days"},
    {LIMIT_OT_4W, 28, "4 weeks"},
    {LIMIT_OT_52W, YEAR_DAYS, "52 weeks"},
};

/* Overtime hours brought along that lie in the window of 52 weeks. */
static units carried(const struct staff *person, date_day first, date_day last)
{
    units sum = 0;

    for (int32_t i = 0; i < person->history.n; i++) {
        const struct counter *counter = &person->history.at[i];
        if (counter->kind == COUNTER_OVERTIME && counter->as_of >= first &&
            counter->as_of <= last) {
            sum += counter->value * UNITS_PER_HOUR;
        }
    }
    return sum;
}

/* `days` are the YEAR_DAYS that end with `date`. */
static void check_date(const struct timeline *timeline, int32_t staff,
                       date_day date, const units *days,
                       struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (size_t i = 0; i < COUNT_OF(WINDOWS); i++) {
        enum limit_key key = WINDOWS[i].limit;
        date_day first = date - WINDOWS[i].days + 1;
        units limit = profile_limit(coop, key, staff, date);
        units sum = WINDOWS[i].days == YEAR_DAYS
                        ? carried(&coop->staff.at[staff], first, date)
                        : 0;
        for (int32_t d = YEAR_DAYS - WINDOWS[i].days; d < YEAR_DAYS; d++) {
            sum += days[d];
        }
        if (sum <= limit) {
            continue;
        }
        struct finding found = {
            .rule = RULE_OVERTIME,
            .grade = limit_grade(coop, key),
            .staff = staff,
            .duty = NONE,
            .from = first,
            .to = date,
            .value = sum,
            .limit = limit,
            .reference = limit_reference(coop, key),
        };
        char has[UNITS_TEXT], may[UNITS_TEXT], day[DATE_TEXT];
        finding_add(out, &found, "%s of overtime in the %s to %s, at most %s",
                    units_format(sum, has), WINDOWS[i].words,
                    date_format(date, day), units_format(limit, may));
    }
}

void rule_overtime(const struct timeline *timeline, struct finding_vec *out)
{
    date_day first = timeline->from - YEAR_DAYS + 1;
    size_t n = (size_t)(timeline->to - first + 1);
    units *days = xcalloc(n, sizeof *days);

    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        if (staff_exempt(timeline, staff)) {
            continue;
        }
        overtime_days(timeline, staff, first, timeline->to, days);
        for (date_day date = timeline->from; date <= timeline->to; date++) {
            if (days[date - first] > 0) {
                check_date(timeline, staff, date,
                           &days[date - first - YEAR_DAYS + 1], out);
            }
        }
    }
    free(days);
}
