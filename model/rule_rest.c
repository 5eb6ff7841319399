/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_rest.c - R1: daily rest between two main periods, § 10-8 (1) and (3).
 *
 * A main period is the planned work of one date (an evening meeting belongs to
 * the day before it), or work that runs on over midnight. Between the end of
 * one and the start of the next there must be one unbroken free stretch as long
 * as the limit; call-outs break it, passive standby does not. And the period
 * itself must leave room for that rest in the 24 hours from its start. The
 * limit is that of the later period's date.
 *
 * Where an agreement shortens the rest, what is missing from the profile's own
 * limit is owed as compensatory rest: a note.
 */
#include "model/rule_tools.h"

/* A main period: planned work from its first start to its last end. */
struct period {
    instant from, to;
    date_day date;   /* to which its last work belongs */
    duty_ix duty;    /* its first */
    bool in_horizon; /* some of it */
};

static instant rest_needed(const struct coop *coop, int32_t staff,
                           date_day date)
{
    return profile_limit(coop, LIMIT_REST_DAILY, staff, date) * 60 /
           UNITS_PER_MINUTE;
}

static units as_units(instant seconds)
{
    return seconds * UNITS_PER_MINUTE / 60;
}

static struct finding rest_finding(const struct timeline *timeline,
                                   int32_t staff, enum finding_grade grade)
{
    struct finding found = {
        .rule = RULE_REST_DAILY,
        .grade = grade,
        .staff = staff,
        .duty = NONE,
        .reference = limit_reference(timeline->coop, LIMIT_REST_DAILY),
    };
    return found;
}

static void add_gap(const struct period ends[2], struct finding *found,
                    struct finding_vec *out)
{
    char has[UNITS_TEXT], may[UNITS_TEXT], owed[UNITS_TEXT];
    char moment[MOMENT_TEXT];

    found->from = ends[0].date;
    found->to = ends[1].date;
    found->duty = ends[1].duty;
    units_format(found->value, has);
    units_format(found->limit, may);
    moment_format(ends[1].from, moment);
    if (found->grade == FINDING_NOTE) {
        finding_add(out, found,
                    "%s of rest before %s instead of %s by agreement: %s owed",
                    has, moment, may,
                    units_format(found->limit - found->value, owed));
    } else {
        finding_add(out, found,
                    "%s of unbroken rest before the work from %s, at least %s",
                    has, moment, may);
    }
}

static void check_between(const struct timeline *timeline, int32_t staff,
                          const struct period ends[2], struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    instant free =
        longest_free(timeline, staff, ends[0].to, ends[1].from, false);
    instant needed = rest_needed(coop, staff, ends[1].date);
    units own = coop->profile->limits[LIMIT_REST_DAILY].value;

    if (!ends[0].in_horizon && !ends[1].in_horizon) {
        return;
    }
    struct finding found = rest_finding(
        timeline, staff,
        free < needed ? limit_grade(coop, LIMIT_REST_DAILY) : FINDING_NOTE);
    found.value = as_units(free);
    found.limit = free < needed ? as_units(needed) : own;
    if (found.value < found.limit) {
        add_gap(ends, &found, out);
    }
}

/* Whether the 24 hours from its start leave room for the rest. */
static void check_length(const struct timeline *timeline, int32_t staff,
                         const struct period *period, struct finding_vec *out)
{
    instant room = DAY_SECONDS - (period->to - period->from);
    instant needed = rest_needed(timeline->coop, staff, period->date);

    if (!period->in_horizon || room >= needed) {
        return;
    }
    struct finding found = rest_finding(
        timeline, staff, limit_grade(timeline->coop, LIMIT_REST_DAILY));
    char has[UNITS_TEXT], may[UNITS_TEXT], moment[MOMENT_TEXT];
    found.from = local_date(period->from);
    found.to = local_date(period->to);
    found.duty = period->duty;
    found.value = as_units(room > 0 ? room : 0);
    found.limit = as_units(needed);
    finding_add(out, &found,
                "work from %s leaves %s of rest in its 24 hours, at least %s",
                moment_format(period->from, moment),
                units_format(found.value, has), units_format(found.limit, may));
}

/* Whether the item still belongs to the period: it runs on, or it is on the
 * same date with less than a rest in between. */
static bool continues(const struct timeline *timeline,
                      const struct period *period, const struct work_item *item)
{
    instant gap = item->from - period->to;

    return gap <= 0 ||
           (item->date == period->date &&
            gap < rest_needed(timeline->coop, item->staff, item->date));
}

static struct period begin(const struct timeline *timeline,
                           const struct work_item *item)
{
    struct period period = {item->from, item->to, item->date, item->duty,
                            in_horizon(timeline, item->date)};
    return period;
}

static void extend(const struct timeline *timeline, struct period *period,
                   const struct work_item *item)
{
    period->to = item->to > period->to ? item->to : period->to;
    period->date = item->date;
    period->in_horizon |= in_horizon(timeline, item->date);
}

/* The first main period at or after item `*ix`; false when there is none. */
static bool next_period(const struct timeline *timeline, int32_t staff,
                        int32_t *ix, struct period *period)
{
    bool found = false;

    for (; *ix < timeline->first[staff + 1]; (*ix)++) {
        const struct work_item *item = &timeline->items.at[*ix];
        if (!item->main_period) {
            continue;
        }
        if (!found) {
            *period = begin(timeline, item);
            found = true;
        } else if (continues(timeline, period, item)) {
            extend(timeline, period, item);
        } else {
            break;
        }
    }
    return found;
}

void rule_rest_daily(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        int32_t ix = timeline->first[staff], n = 0;
        struct period ends[2] = {0};
        while (!staff_exempt(timeline, staff) &&
               next_period(timeline, staff, &ix, &ends[1])) {
            check_length(timeline, staff, &ends[1], out);
            if (n++ > 0) {
                check_between(timeline, staff, ends, out);
            }
            ends[0] = ends[1];
        }
    }
}

/* ---- after a call-out --------------------------------------------------- */

instant rest_next_start(const struct timeline *timeline, int32_t staff,
                        instant at, instant planned)
{
    instant needed = rest_needed(timeline->coop, staff, local_date(planned));
    instant ended = INSTANT_NONE, disturbed = INSTANT_NONE;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->main_period && item->from <= at && item->to > ended) {
            ended = item->to;
        }
        if (work_blocks_rest(item) && item->from < planned &&
            item->to > disturbed) {
            disturbed = item->to;
        }
    }
    if (ended == INSTANT_NONE) {
        return planned; /* no planned work before it */
    }
    bool rested =
        longest_free(timeline, staff, ended, planned, false) >= needed;
    return rested ? planned : disturbed + needed;
}
