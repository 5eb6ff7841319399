/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_plan.c - one pricing run, laid out day by day before labels move. */
#include "solver/pricing_plan.h"

#include <math.h>

#include "solver/pricing_rest.h"

static void give_room(struct arena *arena, struct plan_day *at,
                      const struct frame_day *frame, const struct parts *parts)
{
    size_t groups = (size_t)at->day->n_groups;
    at->price = arena_array(arena, groups, sizeof *at->price);
    at->bent = arena_array(arena, groups, sizeof *at->bent);
    at->best = arena_array(arena, groups, sizeof *at->best);
    at->steps = arena_array(arena, (size_t)at->day->n_parts + 1,
                            sizeof *at->steps);
    at->live = arena_array(arena, (size_t)parts->n + 1, sizeof *at->live);
    at->kind_price = arena_array(arena, (size_t)frame->n_kinds,
                                 sizeof *at->kind_price);
    at->kind_best = arena_array(arena, (size_t)frame->n_kinds,
                                sizeof *at->kind_best);
    at->rest =
        arena_array(arena, (size_t)frame->n_nodes, sizeof *at->rest);
    at->node = arena_array(arena, (size_t)frame->n_nodes, sizeof *at->node);
    at->way = arena_array(arena, (size_t)frame->n_nodes, sizeof *at->way);
}

/* Counts of groups for which the frame has no flag can't be priced. */
static void find_bends(struct plan *plan)
{
    for (int32_t i = 0; i < plan->parts->n; i++) {
        enum part_kind kind = plan->parts->at[i].kind;
        plan->bends[i] = kind == PART_SUM || kind == PART_GROUPS;
    }
    for (int32_t d = 0; d < plan->problem->n_days; d++) {
        const struct pricing_day *day = &plan->days[d];
        for (int32_t k = 0; k < day->n_parts; k++) {
            if (plan->parts->at[day->parts[k]].kind == PART_GROUPS &&
                plan->frame.at[d].track_of_column[k] < 0) {
                plan->bends[day->parts[k]] = false;
            }
        }
    }
}

struct plan plan_of(struct arena *arena, const struct problem *problem,
                    int32_t person, const struct parts *parts)
{
    struct plan plan = {
        .problem = problem, .person = person, .parts = parts};
    size_t n_days = (size_t)problem->n_days;
    plan.days = pricing_days_of(arena, problem, person, parts);
    plan.frame = frame_of(arena, problem, parts, plan.days);
    plan.start = arena_array(arena, (size_t)problem->n_patterns,
                             sizeof *plan.start);
    plan.at = arena_array(arena, n_days, sizeof *plan.at);
    for (size_t d = 0; d < n_days; d++) {
        plan.at[d].day = &plan.days[d];
        give_room(arena, &plan.at[d], &plan.frame.at[d], parts);
    }
    plan.reach = reaches_of(arena, parts);
    plan.multiplier = arena_array(arena, (size_t)parts->n + 1,
                                  sizeof *plan.multiplier);
    plan.lowest =
        arena_array(arena, (size_t)parts->n + 1, sizeof *plan.lowest);
    plan.bends =
        arena_array(arena, (size_t)parts->n + 1, sizeof *plan.bends);
    find_bends(&plan);
    return plan;
}

/* ---- prices --------------------------------------------------------------- */

/* Cost of the frozen neighbours' transitions; TRANSITION_NEVER forbids. */
static int64_t border_points(const struct plan *plan, int32_t day, int16_t p)
{
    const struct frozen *f = &plan->frozen;
    int64_t sum = 0;
    if (f->line && day == f->first && day > 0) {
        int32_t points = transition_points(plan->problem, plan->person,
                                           day - 1,
                                           (int16_t[2]){f->line[day - 1], p});
        sum = points;
    }
    if (f->line && day == f->last && day + 1 < plan->problem->n_days &&
        sum < TRANSITION_NEVER) {
        int32_t points = transition_points(plan->problem, plan->person, day,
                                           (int16_t[2]){p, f->line[day + 1]});
        sum += points;
    }
    return sum < TRANSITION_NEVER ? sum : TRANSITION_NEVER;
}

static void price_day(const struct plan *plan, int32_t d, const double *price)
{
    struct plan_day *at = &plan->at[d];
    int32_t n = plan->problem->n_patterns;
    const double *choice = &plan->parts->choice[d * n];
    bool border = d == plan->frozen.first || d == plan->frozen.last;
    for (int32_t g = 0; g < at->day->n_groups; g++) {
        at->price[g] = (double)INFINITY;
        at->best[g] = -1;
    }
    for (int32_t p = 0; p < n; p++) {
        int32_t g = at->day->group_of[p];
        int64_t edge = 0;
        if (g < 0) {
            continue;
        }
        if (border) {
            edge = border_points(plan, d, (int16_t)p);
        }
        double sum = choice[p] + price[d * n + p] + (double)edge;
        if (edge < TRANSITION_NEVER && sum < at->price[g]) {
            at->price[g] = sum;
            at->best[g] = (int16_t)p;
        }
    }
}

/* Choices, prices and transitions of the frozen days. */
static double frozen_cost(const struct plan *plan, const double *price)
{
    const struct frozen *f = &plan->frozen;
    int32_t n = plan->problem->n_patterns;
    double sum = 0;
    for (int32_t d = 0; f->line && d < plan->problem->n_days; d++) {
        bool open = f->first <= d && d <= f->last;
        if (!open) {
            sum += plan->parts->choice[d * n + f->line[d]] +
                   price[d * n + f->line[d]];
        }
        if (open || d + 1 == f->first || d + 1 == plan->problem->n_days) {
            continue;
        }
        int32_t points =
            transition_points(plan->problem, plan->person, d,
                              (int16_t[2]){f->line[d], f->line[d + 1]});
        sum += points == TRANSITION_NEVER ? 0 : points;
    }
    return sum;
}

/* ---- parts ----------------------------------------------------------------- */

/* Whether some open pattern of the day is in the set. */
static bool may_count(const struct plan *plan, const struct pattern_set *set,
                      int32_t day)
{
    const struct pattern_set *allowed =
        &plan->problem->allowed[plan->person * plan->problem->n_days + day];
    for (size_t i = 0; i < COUNT_OF(set->bits); i++) {
        if (allowed->bits[i] & set->bits[i]) {
            return true;
        }
    }
    return false;
}

/* Seen from before day d, the part can also get what day d gives. */
static void widen(const struct plan *plan, const struct part *part,
                  struct reach *reach, int32_t d)
{
    if (part->kind == PART_SUM) {
        reach->rmin += part->least[d - part->first];
        reach->rmax += part->most[d - part->first];
    }
    if (part->kind == PART_GROUPS) {
        int32_t group = part->group[d - part->first];
        if (group != reach->counted &&
            may_count(plan, &part->rule->u.groups.set, d)) {
            reach->counted = group;
            reach->rmax++;
        }
    }
}

static void add_step(struct plan *plan, int32_t d, int32_t column)
{
    struct plan_day *at = &plan->at[d];
    int32_t index = at->day->parts[column];
    const struct part *part = &plan->parts->at[index];
    struct reach *reach = &plan->reach[index];
    if (d < reach->first || d > reach->last || !reach->acts) {
        return;
    }
    struct step *step = &at->steps[at->n_steps++];
    *step = (struct step){
        .part = part,
        .reach = reach,
        .column = column,
        .begins = d == reach->first,
        .ends = d == reach->last,
        .rmin = reach->rmin,
        .rmax = reach->rmax,
    };
    if (part->kind == PART_GROUPS) {
        step->closes = !step->ends && part->group[d - part->first] !=
                                          part->group[d + 1 - part->first];
    }
    widen(plan, part, reach, d);
}

/* Steepest rise and fall of a curve: what one count more or less can cost. */
static struct live live_of(const struct part *part)
{
    struct live live = {.part = part, .slot = part->slot};
    if (part->kind == PART_GROUPS) {
        double up = part->curve.slope[part->curve.n - 1];
        double down = -part->curve.slope[0];
        live.up = up > 0 ? up : 0;
        live.down = down > 0 ? down : 0;
    }
    return live;
}

static void list_live(struct plan *plan, int32_t d)
{
    struct plan_day *at = &plan->at[d];
    at->n_live = 0;
    for (int32_t i = 0; i < plan->parts->n; i++) {
        const struct reach *reach = &plan->reach[i];
        if (reach->acts && reach->first <= d && d < reach->last) {
            at->live[at->n_live++] = live_of(&plan->parts->at[i]);
        }
    }
}

/* The piece of the curve in which a sum stays whatever is chosen, -1 when it
 * can leave it or a hard bound. */
static int32_t piece_of(const struct part *part, const struct reach *reach)
{
    const struct curve *curve = &part->curve;
    int64_t amount = part->base + reach->state;
    int64_t low = reach->tail;
    int64_t high = reach->tail;
    for (int32_t d = reach->first; d <= reach->last; d++) {
        low += part->least[d - part->first];
        high += part->most[d - part->first];
    }
    bool meets = amount + low >= curve->low && amount + high <= curve->high;
    return meets ? curve_piece(curve, amount, low, high) : -1;
}

static int32_t column_of(const struct pricing_day *day, int32_t part)
{
    int32_t k = 0;
    while (day->parts[k] != part) {
        k++;
    }
    return k;
}

/* A sum within one piece becomes part of the choices' costs. */
static void fold(struct plan *plan, int32_t index, int32_t piece)
{
    const struct curve *curve = &plan->parts->at[index].curve;
    struct reach *reach = &plan->reach[index];
    double slope = curve->slope[piece];
    int64_t rest = plan->parts->at[index].base + reach->state + reach->tail;
    plan->fixed +=
        curve->at[piece] + slope * (double)(rest - curve->knot[piece]);
    for (int32_t d = reach->first; d <= reach->last; d++) {
        const struct pricing_day *day = &plan->days[d];
        int32_t k = column_of(day, index);
        for (int32_t g = 0; g < day->n_groups; g++) {
            plan->at[d].price[g] += slope * day->action[g * day->n_parts + k];
        }
    }
    reach->acts = false;
}

static void find_parts(struct plan *plan)
{
    for (int32_t i = 0; i < plan->parts->n; i++) {
        const struct part *part = &plan->parts->at[i];
        struct reach *reach = &plan->reach[i];
        int32_t piece = -1;
        reach_find(reach, part, &plan->frozen);
        plan->fixed += reach->fixed;
        plan->broken |= reach->broken;
        if (part->kind == PART_SUM && reach->acts) {
            piece = piece_of(part, reach);
        }
        if (piece >= 0) {
            fold(plan, i, piece);
        }
    }
    for (int32_t d = plan->frozen.last; d >= plan->frozen.first; d--) {
        plan->at[d].n_steps = 0;
        for (int32_t k = 0; k < plan->days[d].n_parts; k++) {
            add_step(plan, d, k);
        }
        list_live(plan, d);
    }
}

void plan_run(struct plan *plan, const double *price,
              const struct frozen *frozen)
{
    plan->frozen = *frozen;
    plan->fixed = plan->parts->fixed;
    plan->broken = plan->parts->broken && !frozen->line;
    for (int32_t d = frozen->first; d <= frozen->last; d++) {
        price_day(plan, d, price);
    }
    plan->fixed += frozen_cost(plan, price);
    find_parts(plan);
    rest_enter(plan);
    plan_rest(plan);
}
