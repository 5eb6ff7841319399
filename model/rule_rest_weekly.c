/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_rest_weekly.c - R2: a long rest in each week, § 10-8 (2).
 *
 * Each week from Monday 00:00 (elapsed: 167 or 169 hours at a clock change)
 * must hold one unbroken free stretch, clipped to the week. Passive standby may
 * lie in it unless the profile says otherwise; a call-out breaks it. By the
 * other reading of "seven days", any 168 hours must hold one.
 */
#include "model/rule_tools.h"

enum { WEEK_SECONDS = 7 * DAY_SECONDS };

struct question {
    const struct timeline *timeline;
    int32_t staff;
    bool standby_blocks;
    instant needed;
};

static struct question ask(const struct timeline *timeline, int32_t staff,
                           date_day date)
{
    const struct coop *coop = timeline->coop;
    struct question question = {
        .timeline = timeline,
        .staff = staff,
        .standby_blocks =
            !profile_limit(coop, LIMIT_STANDBY_IN_WEEKLY_REST, staff, date),
        .needed = profile_limit(coop, LIMIT_REST_WEEKLY, staff, date) * 60 /
                  UNITS_PER_MINUTE,
    };
    return question;
}

/* Whether [from, to) is a week without the rest; reports it. */
static bool check_window(const struct question *q, instant from, instant to,
                         struct finding_vec *out)
{
    const struct coop *coop = q->timeline->coop;
    instant free =
        longest_free(q->timeline, q->staff, from, to, q->standby_blocks);

    if (free >= q->needed ||
        !horizon_has_part(q->timeline, q->staff, from, to)) {
        return false;
    }
    struct finding found = {
        .rule = RULE_REST_WEEKLY,
        .grade = limit_grade(coop, LIMIT_REST_WEEKLY),
        .staff = q->staff,
        .duty = NONE,
        .from = local_date(from),
        .to = local_date(to - 1),
        .value = free * UNITS_PER_MINUTE / 60,
        .limit = q->needed * UNITS_PER_MINUTE / 60,
        .reference = limit_reference(coop, LIMIT_REST_WEEKLY),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT], moment[MOMENT_TEXT];
    finding_add(out, &found,
                "longest rest in the week from %s is %s, at least %s",
                moment_format(from, moment), units_format(found.value, has),
                units_format(found.limit, may));
    return true;
}

static void check_fixed(const struct timeline *timeline, int32_t staff,
                        struct finding_vec *out)
{
    for (date_day monday = date_monday(timeline->from); monday <= timeline->to;
         monday += 7) {
        struct question q = ask(timeline, staff, monday);
        check_window(&q, zone_instant(monday, 0), zone_instant(monday + 7, 0),
                     out);
    }
}

/* If any 168 hours fail, so do those that begin where the free stretch before
 * some item has just become too short. Failures that overlap are told once. */
static void check_rolling(const struct timeline *timeline, int32_t staff,
                          struct finding_vec *out)
{
    instant told = INSTANT_NONE;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        struct question q = ask(timeline, staff, item->date);
        instant from = item->from - q.needed + 60;
        if (from >= told && item->kind != SHIFT_LEAVE &&
            check_window(&q, from, from + WEEK_SECONDS, out)) {
            told = from + WEEK_SECONDS;
        }
    }
}

void rule_rest_weekly(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        if (staff_exempt(timeline, staff)) {
            continue;
        }
        if (profile_limit(timeline->coop, LIMIT_REST_WEEKLY_ROLLING, staff,
                          timeline->from)) {
            check_rolling(timeline, staff, out);
        } else {
            check_fixed(timeline, staff, out);
        }
    }
}
