/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_change.c - what was published and is not kept: its price by notice
 * tier, and at most so many changes where that is asked for.
 */
#include "model/notice.h"
#include "solver/compile_parts.h"
#include "solver/compile_row.h"

/* Points an hour and the reason of one tier. */
struct levy {
    int32_t reason;
    int64_t points;
};

static int32_t points_within(int64_t points)
{
    return points > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)points;
}

/* What was published for a person's day and can still be kept: a duty that
 * nobody may leave to them any more is lost without a choice. */
static bool published_day(const struct compile_state *s, int32_t person,
                          int32_t day, struct duty_set *set)
{
    const struct plan *plan = s->input->published;
    date_day date = state_date(s, day), monday = date_monday(date);
    int32_t week = plan_seek(plan, monday);
    set->n = 0;
    for (int32_t k = plan_seek(plan, date);
         k < plan->assignments.n && plan->assignments.at[k].date == date; k++) {
        const struct assignment *a = &plan->assignments.at[k];
        int32_t slot = s->slot_at[day * s->n_duties + a->duty];
        if (a->staff == s->staff_of[person] && slot != NONE &&
            s->slot_open[person * s->slots.n + slot]) {
            (void)set_add(set, a->duty);
        }
    }
    return week < plan->assignments.n &&
           plan->assignments.at[week].date < monday + 7;
}

/* Minutes of the duties of `set` that `other` lacks. */
static int64_t minutes_beyond(const struct compile_state *s,
                              const struct duty_set *set,
                              const struct duty_set *other, int32_t day)
{
    int64_t minutes = 0;
    for (int32_t k = 0; k < set->n; k++) {
        if (!set_has(other, set->duty[k])) {
            const struct slot *slot = state_slot(s, set->duty[k], day);
            minutes += (slot->end - slot->start) / 60;
        }
    }
    return minutes;
}

/* Index of the tier of a change on `date` that is made known now. */
static int32_t tier_of(const struct compile_state *s, date_day date)
{
    const struct profile *profile = s->coop->profile;
    return (int32_t)(notice_tier(profile, s->input->now, date) -
                     profile->tiers.at);
}

/* ---- people ------------------------------------------------------------- */

/* A person-hour is changed when it is gained or lost; replacing one duty by
 * another changes the longer of the two once. */
static void charge_changes_of_day(struct compile_state *s, int32_t person,
                                  int32_t day, const struct levy *levy)
{
    struct duty_set before;
    if (!published_day(s, person, day, &before)) {
        return;
    }
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (!state_cell(s, person, day, p)->open) {
            continue;
        }
        const struct duty_set *after = &s->patterns.at[p];
        int64_t lost = minutes_beyond(s, &before, after, day);
        int64_t gained = minutes_beyond(s, after, &before, day);
        int64_t changed = gained > lost ? gained : lost;
        if (changed > 0) {
            problem_charge(s->problem, person, day, p, levy->reason,
                           points_within((changed * levy->points + 30) / 60));
        }
    }
}

/* ---- floating activities -------------------------------------------------- */

static int32_t attendance(const struct compile_state *s, int32_t activity,
                          date_day date)
{
    int32_t people = 0;
    for (int32_t i = 0; i < s->n_people; i++) {
        people += activity_expects(s->coop, activity, s->staff_of[i], date);
    }
    return people;
}

static bool published_on(const struct plan *plan, duty_ix duty, date_day date)
{
    for (int32_t k = plan_seek(plan, date);
         k < plan->assignments.n && plan->assignments.at[k].date == date;
         k++) {
        if (plan->assignments.at[k].duty == duty) {
            return true;
        }
    }
    return false;
}

/* A meeting that takes place on another date than was published is a change for
 * everybody who belongs: half of it where it was, half where it is. */
static void charge_calendar(struct compile_state *s, int32_t line, int32_t day,
                            const struct levy *levy)
{
    const struct plan *plan = s->input->published;
    date_day date = state_date(s, day);
    int32_t activity = s->activity_of[line];
    duty_ix duty = duty_of_activity(s->coop, activity);
    int64_t minutes = duty_end(s->coop, duty) - duty_start(s->coop, duty);
    int64_t points =
        minutes * levy->points * attendance(s, activity, date) / 120;
    int32_t other = published_on(plan, duty, date) ? OFF : s->held;
    if (points > 0) {
        problem_charge(s->problem, line, day, other, levy->reason,
                       points_within(points));
    }
}

static void charge_changes(struct compile_state *s)
{
    const struct tier_list *tiers = &s->coop->profile->tiers;
    struct levy *levies = xcalloc((size_t)tiers->n + 1, sizeof *levies);
    for (int32_t k = 0; k < tiers->n; k++) {
        levies[k].points = coop_weight(s->coop, WEIGHT_CHANGE) *
                           tiers->at[k].weight; /* an hour */
        levies[k].reason = problem_add_reason(s->problem, "change",
                                              tiers->at[k].name, LEVEL_CHANGE);
    }
    for (int32_t day = 0; day < s->n_days && tiers->n > 0; day++) {
        const struct levy *levy = &levies[tier_of(s, state_date(s, day))];
        for (int32_t i = 0; i < s->n_people; i++) {
            charge_changes_of_day(s, i, day, levy);
        }
        for (int32_t line = s->n_people; line < s->n_lines; line++) {
            charge_calendar(s, line, day, levy);
        }
    }
    free(levies);
}

/* ---- at most so many -------------------------------------------------------- */

/* How many duties a pattern changes of what was published; an exchange is
 * one. */
static int32_t changes_of(const struct compile_state *s, int32_t person,
                          int32_t day, int32_t pattern)
{
    const struct duty_set *after = &s->patterns.at[pattern];
    struct duty_set before;
    int32_t lost = 0, gained = 0;
    if (!published_day(s, person, day, &before)) {
        return 0;
    }
    for (int32_t k = 0; k < before.n; k++) {
        lost += !set_has(after, before.duty[k]);
    }
    for (int32_t k = 0; k < after->n; k++) {
        gained += !set_has(&before, after->duty[k]);
    }
    return lost > gained ? lost : gained;
}

struct changers {
    int32_t day, pattern, count;
};

static bool changes_so(const struct compile_state *s, int32_t person,
                       const void *context)
{
    const struct changers *who = context;
    return person < s->n_people &&
           changes_of(s, person, who->day, who->pattern) == who->count;
}

static void limit_pattern(struct compile_state *s, int32_t row, int32_t day,
                          int32_t pattern)
{
    for (int32_t count = 1; count <= SET_MAX; count++) {
        struct changers who = {day, pattern, count};
        int32_t mask = state_mask(s, changes_so, &who);
        if (mask != NONE) {
            problem_add_term(s->problem, row, day, (int16_t)pattern, mask,
                             count);
        }
    }
}

static void limit_changes(struct compile_state *s)
{
    struct row row = {.name = "max-changes",
                      .source = "asked for",
                      .level = LEVEL_CHANGE,
                      .day = NONE_DAY,
                      .gauge = {.low = BOUND_NONE_LOW,
                                .high = s->input->max_changes}};
    int32_t index = problem_add_row(s->problem, &row);
    for (int32_t day = 0; day < s->n_days; day++) {
        for (int32_t p = 0; p < s->n_patterns; p++) {
            if (s->day_open[day * s->n_patterns + p]) {
                limit_pattern(s, index, day, p);
            }
        }
    }
}

void changes_price(struct compile_state *s)
{
    bool known = s->input->published && s->input->now != INSTANT_NONE;
    if (known && s->input->price_changes) {
        charge_changes(s);
    }
    if (known && s->input->max_changes > 0) {
        limit_changes(s);
    }
}
