/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_plan.c - one pricing run, laid out day by day before labels move. */
#include "solver/pricing_plan.h"

#include <math.h>

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
    at->rest =
        arena_array(arena, (size_t)frame->n_nodes, sizeof *at->rest);
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

static void find_parts(struct plan *plan)
{
    for (int32_t i = 0; i < plan->parts->n; i++) {
        const struct part *part = &plan->parts->at[i];
        struct reach *reach = &plan->reach[i];
        reach_find(reach, part, &plan->frozen);
        plan->fixed += reach->fixed;
        plan->broken |= reach->broken;
    }
    for (int32_t d = plan->frozen.last; d >= plan->frozen.first; d--) {
        plan->at[d].n_steps = 0;
        for (int32_t k = 0; k < plan->days[d].n_parts; k++) {
            add_step(plan, d, k);
        }
        list_live(plan, d);
    }
}

/* ---- what the days to come cost -------------------------------------------- */

double step_least(const struct step *step, int32_t state)
{
    int64_t amount = step->part->base + state;
    int64_t at = step->lowest;
    at = at < amount + step->rmin ? amount + step->rmin : at;
    at = at > amount + step->rmax ? amount + step->rmax : at;
    /* What the frozen end counts is not priced: at most one count. */
    double unpriced = step->reach->tail_counts && step->multiplier < 0
                          ? step->multiplier
                          : 0;
    return curve_cost(&step->part->curve, at) + unpriced -
           step->multiplier * (double)(at - amount - step->reach->tail);
}

/* What the part costs at least, seen from before its first day. */
static double unborn_cost(const struct step *step)
{
    if (step->part->kind != PART_SUM && step->part->kind != PART_GROUPS) {
        return 0;
    }
    struct step before = *step;
    before.rmin = step->reach->rmin;
    before.rmax = step->reach->rmax;
    return step_least(&before, step->reach->state);
}

static bool is_priced(const struct step *step)
{
    return step->multiplier > 0 || step->multiplier < 0;
}

static void bend_day(struct plan *plan, int32_t d)
{
    struct plan_day *at = &plan->at[d];
    const struct pricing_day *day = at->day;
    const struct frame_day *frame = &plan->frame.at[d];
    memcpy(at->bent, at->price, (size_t)day->n_groups * sizeof *at->bent);
    memset(at->track_price, 0, sizeof at->track_price);
    for (int32_t i = 0; i < at->n_steps; i++) {
        struct step *step = &at->steps[i];
        if (step->part->kind != PART_SUM && step->part->kind != PART_GROUPS) {
            continue;
        }
        step->multiplier = plan->multiplier[day->parts[step->column]];
        step->lowest = curve_lowest(&step->part->curve, step->multiplier);
        if (is_priced(step) && step->part->kind == PART_GROUPS) {
            at->track_price[frame->track_of_column[step->column]] +=
                step->multiplier;
        } else if (is_priced(step)) {
            for (int32_t g = 0; g < day->n_groups; g++) {
                at->bent[g] += step->multiplier *
                               day->action[g * day->n_parts + step->column];
            }
        }
    }
    for (int32_t k = 0; k < frame->n_kinds; k++) {
        at->kind_price[k] = (double)INFINITY;
    }
    for (int32_t g = 0; g < day->n_groups; g++) {
        double *least = &at->kind_price[frame->kind_of_group[g]];
        *least = at->bent[g] < *least ? at->bent[g] : *least;
    }
}

double plan_edge(const struct plan *plan, int32_t day,
                 const struct frame_edge *edge)
{
    if (edge->next == FRAME_NONE) {
        return (double)INFINITY;
    }
    double sum = edge->cost;
    for (uint32_t rises = edge->rises, t = 0; rises; rises >>= 1, t++) {
        sum += (rises & 1U) ? plan->at[day].track_price[t] : 0;
    }
    return sum;
}

/* Cheapest way on from a node of the day before. */
static double cheapest(const struct plan *plan, int32_t d,
                       const struct frame_edge *edges)
{
    const struct plan_day *at = &plan->at[d];
    double least = (double)INFINITY;
    for (int32_t k = 0; k < plan->frame.at[d].n_kinds; k++) {
        if (edges[k].next == FRAME_NONE) {
            continue;
        }
        double sum = plan_edge(plan, d, &edges[k]) + at->kind_price[k] +
                     at->rest[edges[k].next];
        least = sum < least ? sum : least;
    }
    return least;
}

/* What the runs that a node leaves open cost at their frozen end. */
static void close_runs(struct plan *plan)
{
    int32_t last = plan->frozen.last;
    for (int32_t i = 0; i < plan->frame.at[last].n_nodes; i++) {
        double sum = 0;
        for (int32_t r = 0; r < plan->frame.n_runs; r++) {
            double close = plan->reach[plan->frame.run[r]]
                               .close[frame_run_state(&plan->frame, last, i,
                                                      r)];
            sum += close < 0 ? (double)INFINITY : close;
        }
        plan->at[last].rest[i] = sum;
    }
}

/* The states in which the first open day is entered. */
static void enter(struct plan *plan)
{
    int32_t first = plan->frozen.first;
    const struct plan_day *at = &plan->at[first];
    const struct frame_day *frame = &plan->frame.at[first];
    int32_t run[FRAME_RUNS_MAX];
    struct frame_start start = {.run = run};
    for (int32_t r = 0; r < plan->frame.n_runs; r++) {
        run[r] = plan->reach[plan->frame.run[r]].state;
    }
    for (int32_t i = 0; i < at->n_steps; i++) {
        const struct step *step = &at->steps[i];
        int32_t track = frame->track_of_column[step->column];
        if (track >= 0 && step->reach->flag) {
            start.counted |= 1U << track;
        }
    }
    for (int32_t k = 0; k < frame->n_kinds; k++) {
        plan->start[k] = frame_enter(&plan->frame, first, &start, k);
    }
}

void plan_rest(struct plan *plan)
{
    int32_t first = plan->frozen.first;
    int32_t last = plan->frozen.last;
    double unborn = 0;
    close_runs(plan);
    for (int32_t d = last; d >= first; d--) {
        struct plan_day *at = &plan->at[d];
        at->unborn = unborn;
        bend_day(plan, d);
        for (int32_t i = 0; i < at->n_steps; i++) {
            if (at->steps[i].begins) {
                unborn += unborn_cost(&at->steps[i]);
            }
        }
        for (int32_t i = 0; d > first && i < plan->frame.at[d - 1].n_nodes;
             i++) {
            at[-1].rest[i] = cheapest(plan, d, plan_edges(plan, d, i));
        }
    }
    plan->unborn = unborn;
    plan->root = plan->fixed + unborn + cheapest(plan, first, plan->start);
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
    enter(plan);
    plan_rest(plan);
}
