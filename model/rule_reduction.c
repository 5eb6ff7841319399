/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_reduction.c - N3: the shorter norm of three-shift work, § 10-4 (6), HTA
 * 4.2.4. For people of the class `turnus`.
 *
 * Each hour on a Sunday or holiday and each hour at night counts for more; what
 * that adds is taken off the norm, down to a floor. An hour that is both takes
 * the larger credit, not both. Readings that are a choice: Sunday hours are
 * those of the LAW_SUNDAY windows; the norm is compared over the same weeks as
 * N2's mean.
 */
#include "model/rule_tools.h"

struct credit {
    units night, sunday; /* beyond the minute itself, units a minute */
};

/* What a stretch of work earns beyond itself. */
static units stretch_credit(const struct coop *coop, struct credit credit,
                            struct window stretch)
{
    struct window windows[8];
    int32_t n = calendar_law_windows(stretch.from, stretch.to, windows,
                                     (int32_t)COUNT_OF(windows));
    int64_t night = night_minutes(coop, stretch.from, stretch.to);
    int64_t sunday = 0, both = 0;

    for (int32_t i = 0; i < n; i++) {
        instant from =
            windows[i].from > stretch.from ? windows[i].from : stretch.from;
        instant to = windows[i].to < stretch.to ? windows[i].to : stretch.to;
        sunday += (to - from) / 60;
        both += night_minutes(coop, from, to);
    }
    units larger = credit.night > credit.sunday ? credit.night : credit.sunday;
    return (night - both) * credit.night + (sunday - both) * credit.sunday +
           both * larger;
}

/* The part of [from, to) inside the window. */
static struct window clip(instant from, instant to, const struct window *window)
{
    struct window part = {from > window->from ? from : window->from,
                          to < window->to ? to : window->to};

    part.to = part.to > part.from ? part.to : part.from;
    return part;
}

static units credits(const struct timeline *timeline, int32_t staff,
                     struct credit credit, const struct window *window)
{
    units sum = 0;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (!item->main_period || item->overtime) {
            continue;
        }
        struct window pause = work_break(item);
        sum += stretch_credit(timeline->coop, credit,
                              clip(item->from, pause.from, window));
        sum += stretch_credit(timeline->coop, credit,
                              clip(pause.to, item->to, window));
    }
    return sum;
}

static void check_week(const struct timeline *timeline, int32_t staff,
                       date_day monday, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    int64_t weeks = profile_limit(coop, LIMIT_AVERAGING_WEEKS, staff, monday);
    weeks = weeks < 1 ? 1 : weeks > 52 ? 52 : weeks;
    date_day first = monday - 7 * ((int32_t)weeks - 1);
    struct window window = {zone_instant(first, 0),
                            zone_instant(monday + 7, 0)};
    struct credit credit = {
        profile_limit(coop, LIMIT_NIGHT_CREDIT, staff, monday) -
            UNITS_PER_MINUTE,
        profile_limit(coop, LIMIT_SUNDAY_CREDIT, staff, monday) -
            UNITS_PER_MINUTE};
    units floor = profile_limit(coop, LIMIT_CREDIT_FLOOR, staff, monday);
    units norm = profile_limit(coop, LIMIT_CREDIT_NORM, staff, monday) -
                 credits(timeline, staff, credit, &window) / weeks;
    units worked = timeline_sum(timeline, staff, window.from, window.to,
                                SUM_NORMAL_COUNTED);

    norm = norm > floor ? norm : floor;
    if (worked <= norm * weeks ||
        !horizon_has_part(timeline, staff, window.from, window.to)) {
        return;
    }
    struct finding found = {
        .rule = RULE_REDUCTION,
        .grade = limit_grade(coop, LIMIT_CREDIT_FLOOR),
        .staff = staff,
        .duty = NONE,
        .from = first,
        .to = monday + 6,
        .value = (worked + weeks - 1) / weeks,
        .limit = norm,
        .reference = limit_reference(coop, LIMIT_CREDIT_FLOOR),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT];
    finding_add(out, &found,
                "%s a week where Sunday and night hours leave a norm of %s",
                units_format(found.value, has), units_format(norm, may));
}

void rule_reduction(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        const struct staff *person = &timeline->coop->staff.at[staff];
        if (staff_exempt(timeline, staff) ||
            person->shift_class != CLASS_TURNUS) {
            continue;
        }
        for (date_day monday = date_monday(timeline->from);
             monday <= timeline->to; monday += 7) {
            check_week(timeline, staff, monday, out);
        }
    }
}
