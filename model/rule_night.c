/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_night.c - K1, K2 and K3: night work, § 10-11.
 *
 * K2 is for people whose nights are regular: in the window at least so many
 * duties with more than three hours at night. Windows end with each Monday week
 * of the horizon, as N2's do. Converted standby counts in K2, not in K3.
 */
#include "model/rule_tools.h"

/* Units of active work of one item that lie in the night. */
static units night_units(const struct timeline *timeline,
                         const struct work_item *item)
{
    struct window pause = work_break(item);

    if (!work_blocks_rest(item)) {
        return 0;
    }
    return UNITS_PER_MINUTE *
           (night_minutes(timeline->coop, item->from, item->to) -
            night_minutes(timeline->coop, pause.from, pause.to));
}

void rule_night(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        units night = night_units(timeline, item);
        if (night == 0 || !in_horizon(timeline, item->date) ||
            staff_exempt(timeline, item->staff)) {
            continue;
        }
        struct finding found = {
            .rule = RULE_NIGHT,
            .grade = FINDING_NOTE,
            .staff = item->staff,
            .duty = item->duty,
            .from = item->date,
            .to = local_date(item->to - 1),
            .value = night,
            .reference = limit_reference(timeline->coop, LIMIT_NIGHT_START),
        };
        char has[UNITS_TEXT];
        finding_add(out, &found, "%s of work at night",
                    units_format(night, has));
    }
}

static int32_t count_nights(const struct timeline *timeline, int32_t staff,
                            date_day first, date_day last)
{
    int32_t nights = 0;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->date >= first && item->date <= last) {
            nights += night_units(timeline, item) >
                      profile_limit(timeline->coop, LIMIT_NIGHT_MIN, staff,
                                    item->date);
        }
    }
    return nights;
}

/* The window of `days` that ends on `last`. */
static void check_average(const struct timeline *timeline, int32_t staff,
                          date_day last, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    int64_t days = profile_limit(coop, LIMIT_NIGHT_AVG_DAYS, staff, last);
    units limit = profile_limit(coop, LIMIT_NIGHT_AVG, staff, last);

    if (days < 1 || days > 366) {
        return;
    }
    date_day first = last - (int32_t)days + 1;
    instant from = zone_instant(first, 0), to = zone_instant(last + 1, 0);
    units worked = timeline_sum(timeline, staff, from, to, SUM_NORMAL_COUNTED);
    if (worked <= limit ||
        count_nights(timeline, staff, first, last) <
            profile_limit(coop, LIMIT_NIGHT_REGULAR, staff, last) ||
        !horizon_has_part(timeline, staff, from, to)) {
        return;
    }
    struct finding found = {
        .rule = RULE_NIGHT_AVERAGE,
        .grade = limit_grade(coop, LIMIT_NIGHT_AVG),
        .staff = staff,
        .duty = NONE,
        .from = first,
        .to = last,
        .value = worked,
        .limit = limit,
        .reference = limit_reference(coop, LIMIT_NIGHT_AVG),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT];
    finding_add(out, &found,
                "%s in %d days with regular night work, at most %s",
                units_format(worked, has), (int)days, units_format(limit, may));
}

void rule_night_average(const struct timeline *timeline,
                        struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        for (date_day monday = date_monday(timeline->from);
             monday <= timeline->to && !staff_exempt(timeline, staff);
             monday += 7) {
            check_average(timeline, staff, monday + 6, out);
        }
    }
}

/* Strained work in the night parts of [from, to). */
static units strained_night(const struct timeline *timeline, int32_t staff,
                            instant from, instant to)
{
    int64_t minutes = 0;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        instant start = item->from > from ? item->from : from;
        instant end = item->to < to ? item->to : to;
        if (item->high_strain && work_blocks_rest(item) && end > start) {
            minutes += night_minutes(timeline->coop, start, end);
        }
    }
    return minutes * UNITS_PER_MINUTE;
}

static void check_hard(const struct timeline *timeline,
                       const struct work_item *item, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    instant to = item->from + DAY_SECONDS;
    units least = profile_limit(coop, LIMIT_NIGHT_MIN, item->staff, item->date);
    units limit =
        profile_limit(coop, LIMIT_NIGHT_HARD, item->staff, item->date);
    units worked =
        timeline_sum(timeline, item->staff, item->from, to, SUM_ACTIVE);

    if (worked <= limit ||
        strained_night(timeline, item->staff, item->from, to) <= least ||
        !horizon_has_part(timeline, item->staff, item->from, to)) {
        return;
    }
    struct finding found = {
        .rule = RULE_NIGHT_HARD,
        .grade = limit_grade(coop, LIMIT_NIGHT_HARD),
        .staff = item->staff,
        .duty = item->duty,
        .from = item->date,
        .to = local_date(to - 1),
        .value = worked,
        .limit = limit,
        .reference = limit_reference(coop, LIMIT_NIGHT_HARD),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT], moment[MOMENT_TEXT];
    finding_add(out, &found,
                "%s in the 24 hours from %s with strained night work, at "
                "most %s",
                units_format(worked, has), moment_format(item->from, moment),
                units_format(limit, may));
}

void rule_night_hard(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (begins_work(timeline, i) && !staff_exempt(timeline, item->staff)) {
            check_hard(timeline, item, out);
        }
    }
}
