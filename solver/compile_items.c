/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_items.c - the definition's work items of every cell. */
#include "solver/compile_items.h"

#include "solver/compile_hold.h"
#include "solver/compile_lines.h"

bool cell_possible(const struct compile_state *s, int32_t person, int32_t day,
                   int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    if (pattern == s->held || !hold_admits(state_hold(s, person, day), set)) {
        return false;
    }
    for (int32_t k = 0; k < set->n; k++) {
        int32_t slot = s->slot_at[day * s->n_duties + set->duty[k]];
        if (slot == NONE || !s->slot_open[person * s->slots.n + slot]) {
            return false;
        }
    }
    return true;
}

static void plan_cell(const struct compile_state *s, struct plan *plan,
                      int32_t person, int32_t day, int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    for (int32_t k = 0; k < set->n; k++) {
        const struct assignment *published =
            hold_assignment(s, person, set->duty[k], day);
        plan_add(plan, s->staff_of[person], set->duty[k], state_date(s, day));
        plan->assignments.at[plan->assignments.n - 1].overtime =
            published && published->overtime;
    }
}

static void plan_callouts(const struct compile_state *s, struct plan *plan,
                          const struct plan *facts, int32_t parity)
{
    for (int32_t k = 0; facts && k < facts->callouts.n; k++) {
        int32_t day = state_day(s, callout_date(&facts->callouts.at[k]));
        if (day != NONE && day % 2 == parity) {
            vec_push(&plan->callouts, facts->callouts.at[k]);
        }
    }
}

/* Every second day the pattern for everybody who may have it: days of one plan
 * are too far apart to touch each other. */
static struct timeline *pattern_timeline(const struct compile_state *s,
                                         int32_t pattern, int32_t parity)
{
    struct plan plan;
    plan_init(&plan, s->from, s->n_days);
    for (int32_t day = parity; day < s->n_days; day += 2) {
        for (int32_t i = 0; i < s->n_people; i++) {
            if (cell_possible(s, i, day, pattern)) {
                plan_cell(s, &plan, i, day, pattern);
            }
        }
    }
    plan_callouts(s, &plan, s->input->history, parity);
    plan_callouts(s, &plan, s->input->published, parity);
    plan_sort(&plan);
    struct timeline *timeline = timeline_new(s->coop, NULL, &plan);
    plan_release(&plan);
    return timeline;
}

static int32_t item_day(const struct compile_state *s,
                        const struct work_item *item)
{
    struct callout callout = {item->staff, item->from, item->to};
    return state_day(s, item->kind == SHIFT_CALLOUT ? callout_date(&callout)
                                                    : item->date);
}

/* The items of a person lie day by day. */
static void take_items(struct compile_state *s, const struct timeline *timeline,
                       int32_t person, int32_t pattern)
{
    int32_t staff = s->staff_of[person];
    for (int32_t k = timeline->first[staff]; k < timeline->first[staff + 1];
         k++) {
        const struct work_item *item = &timeline->items.at[k];
        int32_t day = item_day(s, item);
        if (day == NONE || !cell_possible(s, person, day, pattern)) {
            continue;
        }
        struct cell *cell = state_cell(s, person, day, pattern);
        if (cell->n++ == 0) {
            cell->first = s->items.n;
        }
        vec_push(&s->items, *item);
    }
}

void items_make(struct compile_state *s)
{
    for (int32_t pattern = 1; pattern < s->n_patterns; pattern++) {
        for (int32_t parity = 0; parity < 2; parity++) {
            struct timeline *timeline = pattern_timeline(s, pattern, parity);
            for (int32_t i = 0; i < s->n_people; i++) {
                take_items(s, timeline, i, pattern);
            }
            timeline_free(timeline);
        }
    }
}
