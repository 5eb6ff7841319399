/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_charge.c - what a choice costs by itself: wishes, travel, exclusions
 * to avoid. (Changes against what was published: compile_change.c.)
 */
#include "solver/compile_parts.h"
#include "solver/compile_row.h"

static int32_t points_within(int64_t points)
{
    return points > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)points;
}

/* Points for the open cells of a person's day for which test() holds. */
struct levy {
    int32_t reason;
    int64_t points;
    pattern_test *test;
    const void *context;
};

static void charge_day(struct compile_state *s, int32_t person, int32_t day,
                       const struct levy *levy)
{
    for (int32_t p = 0; p < s->n_patterns && levy->points > 0; p++) {
        if (state_cell(s, person, day, p)->open &&
            levy->test(s, p, levy->context)) {
            problem_charge(s->problem, person, day, p, levy->reason,
                           points_within(levy->points));
        }
    }
}

static bool in_days(const struct compile_state *s, int32_t day, date_day from,
                    date_day to)
{
    return state_date(s, day) >= from && state_date(s, day) <= to;
}

/* ---- wishes --------------------------------------------------------- */

static bool not_off(const struct compile_state *s, int32_t pattern,
                    const void *context)
{
    (void)context;
    return s->patterns.at[pattern].n > 0;
}

static bool has_duty(const struct compile_state *s, int32_t pattern,
                     const void *context)
{
    const struct wish *wish = context;
    return wish->demand.ix == NONE
               ? pattern_standby(s, pattern)
               : pattern_has(s, pattern,
                             duty_of_demand(s->coop, wish->demand.ix));
}

static bool lacks_duty(const struct compile_state *s, int32_t pattern,
                       const void *context)
{
    return !has_duty(s, pattern, context);
}

/* A wish for a duty costs nothing on days on which the person can't have it. */
static bool wish_applies(const struct compile_state *s, const struct wish *wish,
                         int32_t person, int32_t day)
{
    if (!in_days(s, day, wish->from, wish->to) ||
        !(wish->weekdays >> date_weekday(state_date(s, day)) & 1)) {
        return false;
    }
    if (wish->kind != WISH_DUTY) {
        return true;
    }
    for (int32_t p = 0; p < s->n_patterns; p++) {
        if (state_cell(s, person, day, p)->open && has_duty(s, p, wish)) {
            return true;
        }
    }
    return false;
}

static void charge_wish(struct compile_state *s, const struct wish *wish)
{
    static pattern_test *const TESTS[] = {
        [WISH_OFF] = not_off,
        [WISH_DUTY] = lacks_duty,
        [WISH_NOT_DUTY] = has_duty,
    };
    int32_t person = s->line_of[wish->staff.ix];
    if (person == NONE || wish->to < s->from || wish->from > s->to) {
        return;
    }
    struct levy levy = {
        .reason = problem_add_reason(s->problem, "wish", wish->id, LEVEL_WISH),
        .points = coop_weight(s->coop, WEIGHT_WISH) * wish->weight,
        .test = TESTS[wish->kind],
        .context = wish,
    };
    for (int32_t day = 0; day < s->n_days; day++) {
        if (wish_applies(s, wish, person, day)) {
            charge_day(s, person, day, &levy);
        }
    }
}

/* ---- exclusions to avoid -------------------------------------------- */

static duty_ix exclusion_duty(const struct coop *coop,
                              const struct exclusion *exclusion)
{
    if (exclusion->demand.ix != NONE) {
        return duty_of_demand(coop, exclusion->demand.ix);
    }
    return exclusion->activity.ix != NONE
               ? duty_of_activity(coop, exclusion->activity.ix)
               : NONE;
}

static void charge_avoid(struct compile_state *s,
                         const struct exclusion *exclusion)
{
    int32_t person = s->line_of[exclusion->staff.ix];
    duty_ix duty = exclusion_duty(s->coop, exclusion);
    if (exclusion->degree != EXCLUDE_AVOID || person == NONE || duty == NONE) {
        return;
    }
    struct levy levy = {
        .reason =
            problem_add_reason(s->problem, "avoid", exclusion->id, LEVEL_WISH),
        .points = coop_weight(s->coop, WEIGHT_AVOID),
        .test = test_holds,
        .context = &duty,
    };
    for (int32_t day = 0; day < s->n_days; day++) {
        if (in_days(s, day, exclusion->from, exclusion->to)) {
            charge_day(s, person, day, &levy);
        }
    }
}

/* ---- travel --------------------------------------------------------- */

static int64_t travel_seconds(const struct compile_state *s,
                              const struct cell *cell)
{
    const struct work_item *items = cell_items(s, cell);
    int64_t seconds = 0;
    for (int32_t k = 0; k < cell->n; k++) {
        if (items[k].kind == SHIFT_TRAVEL) {
            seconds += items[k].to - items[k].from;
        }
    }
    return seconds;
}

static void charge_travel(struct compile_state *s)
{
    int64_t hour = coop_weight(s->coop, WEIGHT_TRAVEL_HOUR);
    int32_t reason =
        problem_add_reason(s->problem, "travel", "journeys", LEVEL_WISH);
    int64_t cells = (int64_t)s->n_people * s->n_days * s->n_patterns;
    for (int64_t k = 0; k < cells; k++) {
        const struct cell *cell = &s->cells[k];
        int64_t points = (travel_seconds(s, cell) * hour + 1800) / 3600;
        if (cell->open && points > 0) {
            int64_t at = k / s->n_patterns;
            problem_charge(s->problem, (int32_t)(at / s->n_days),
                           (int32_t)(at % s->n_days),
                           (int32_t)(k % s->n_patterns), reason,
                           points_within(points));
        }
    }
}

void charges_add(struct compile_state *s)
{
    for (int32_t k = 0; k < s->coop->wishes.n; k++) {
        charge_wish(s, &s->coop->wishes.at[k]);
    }
    for (int32_t k = 0; k < s->coop->exclusions.n; k++) {
        charge_avoid(s, &s->coop->exclusions.at[k]);
    }
    charge_travel(s);
}
