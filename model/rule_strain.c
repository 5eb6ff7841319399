/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_strain.c - P4: what is too much even when all numbers pass, § 10-2 (1).
 *
 * Every date with a standby duty is a standby night; a weekend has standby when
 * a duty begins on its Saturday or Sunday; a day of work is a date with planned
 * work. After a call-out at night the next work should leave time to sleep.
 */
#include "model/rule_tools.h"

enum day_kind { DAY_STANDBY, DAY_WORK };

static bool is_kind(const struct work_item *item, enum day_kind kind)
{
    bool standby =
        item->kind == SHIFT_STANDBY || item->kind == SHIFT_STANDBY_STRICT;

    return kind == DAY_STANDBY ? standby : item->main_period && !standby;
}

static bool has_day(const struct timeline *timeline, int32_t staff,
                    date_day date, enum day_kind kind)
{
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->date == date && is_kind(item, kind)) {
            return true;
        }
    }
    return false;
}

static struct finding strain_finding(const struct timeline *timeline,
                                     int32_t staff, enum limit_key key)
{
    struct finding found = {
        .rule = RULE_STRAIN,
        .grade = limit_grade(timeline->coop, key),
        .staff = staff,
        .duty = NONE,
        .reference = limit_reference(timeline->coop, key),
    };
    return found;
}

/* A finding for each day beyond the longest run. */
static void check_run(const struct timeline *timeline, int32_t staff,
                      enum day_kind kind, struct finding_vec *out)
{
    enum limit_key key =
        kind == DAY_STANDBY ? LIMIT_STANDBY_RUN : LIMIT_WORK_RUN;
    const char *what = kind == DAY_STANDBY ? "standby" : "work";

    for (date_day date = timeline->from; date <= timeline->to; date++) {
        int64_t limit = profile_limit(timeline->coop, key, staff, date);
        int32_t run = 0;
        while (has_day(timeline, staff, date - run, kind)) {
            run++;
        }
        if (run <= limit) {
            continue;
        }
        struct finding found = strain_finding(timeline, staff, key);
        found.from = date - run + 1;
        found.to = date;
        found.value = run;
        found.limit = limit;
        finding_add(out, &found, "%d days running with %s, at most %d",
                    (int)run, what, (int)limit);
    }
}

static bool has_weekend(const struct timeline *timeline, int32_t staff,
                        date_day saturday)
{
    return has_day(timeline, staff, saturday, DAY_STANDBY) ||
           has_day(timeline, staff, saturday + 1, DAY_STANDBY);
}

static void check_weekend(const struct timeline *timeline, int32_t staff,
                          date_day saturday, struct finding_vec *out)
{
    int64_t one_in =
        profile_limit(timeline->coop, LIMIT_STANDBY_WEEKENDS, staff, saturday);

    if (!has_weekend(timeline, staff, saturday)) {
        return;
    }
    for (int32_t weeks = 1; weeks < one_in && weeks <= 52; weeks++) {
        if (!has_weekend(timeline, staff, saturday - 7 * weeks)) {
            continue;
        }
        struct finding found =
            strain_finding(timeline, staff, LIMIT_STANDBY_WEEKENDS);
        found.from = saturday - 7 * weeks;
        found.to = saturday + 1;
        found.value = weeks;
        found.limit = one_in;
        finding_add(out, &found,
                    "standby weekends %d weeks apart, one in %d at most",
                    (int)weeks, (int)one_in);
        return;
    }
}

static void check_weekends(const struct timeline *timeline, int32_t staff,
                           struct finding_vec *out)
{
    for (date_day saturday = date_monday(timeline->from) + 5;
         saturday <= timeline->to; saturday += 7) {
        check_weekend(timeline, staff, saturday, out);
    }
}

/* The first planned work that begins at or after `at`; NULL. */
static const struct work_item *next_work(const struct timeline *timeline,
                                         int32_t staff, instant at)
{
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->main_period && item->from >= at) {
            return item;
        }
    }
    return NULL;
}

static void check_sleep(const struct timeline *timeline,
                        const struct work_item *callout,
                        struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    int32_t staff = callout->staff;
    units limit =
        profile_limit(coop, LIMIT_FATIGUE_SLEEP, staff, callout->date);
    const struct work_item *next = next_work(timeline, staff, callout->to);

    if (!next || night_minutes(coop, callout->from, callout->to) == 0 ||
        !(in_horizon(timeline, next->date) ||
          in_horizon(timeline, callout->date))) {
        return;
    }
    units sleep = (next->from - callout->to) * UNITS_PER_MINUTE / 60;
    if (sleep >= limit) {
        return;
    }
    struct finding found = strain_finding(timeline, staff, LIMIT_FATIGUE_SLEEP);
    char has[UNITS_TEXT], may[UNITS_TEXT], moment[MOMENT_TEXT];
    found.duty = next->duty;
    found.from = callout->date;
    found.to = next->date;
    found.value = sleep;
    found.limit = limit;
    finding_add(out, &found,
                "%s between a call-out at night and the work from %s, %s to "
                "sleep",
                units_format(sleep, has), moment_format(next->from, moment),
                units_format(limit, may));
}

void rule_strain(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        if (!staff_asked(timeline, staff)) {
            continue;
        }
        check_run(timeline, staff, DAY_STANDBY, out);
        check_run(timeline, staff, DAY_WORK, out);
        check_weekends(timeline, staff, out);
    }
    for (int32_t i = 0; i < timeline->items.n; i++) {
        if (timeline->items.at[i].kind == SHIFT_CALLOUT) {
            check_sleep(timeline, &timeline->items.at[i], out);
        }
    }
}
