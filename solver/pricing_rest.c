/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_rest.c - what the days to come cost at least. */
#include "solver/pricing_rest.h"

#include <math.h>

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

/* Adds the multipliers to the groups' prices and the tracks'. */
static void bend_prices(struct plan *plan, int32_t d)
{
    struct plan_day *at = &plan->at[d];
    const struct pricing_day *day = at->day;
    memcpy(at->bent, at->price, (size_t)day->n_groups * sizeof *at->bent);
    memset(at->track_price, 0, sizeof at->track_price);
    at->tracked = false;
    for (int32_t i = 0; i < at->n_steps; i++) {
        struct step *step = &at->steps[i];
        int32_t index = day->parts[step->column];
        step->multiplier = plan->multiplier[index];
        step->lowest = plan->lowest[index];
        if (!is_priced(step)) {
            continue;
        }
        if (step->part->kind == PART_GROUPS) {
            const struct frame_day *frame = &plan->frame.at[d];
            at->track_price[frame->track_of_column[step->column]] +=
                step->multiplier;
            at->tracked = true;
            continue;
        }
        for (int32_t g = 0; g < day->n_groups; g++) {
            at->bent[g] += step->multiplier *
                           day->action[g * day->n_parts + step->column];
        }
    }
}

static void bend_day(struct plan *plan, int32_t d)
{
    struct plan_day *at = &plan->at[d];
    const struct frame_day *frame = &plan->frame.at[d];
    bend_prices(plan, d);
    for (int32_t k = 0; k < frame->n_kinds; k++) {
        at->kind_price[k] = (double)INFINITY;
        at->kind_best[k] = frame->group_of_kind[k];
    }
    for (int32_t g = 0; g < at->day->n_groups; g++) {
        int32_t k = frame->kind_of_group[g];
        if (at->bent[g] < at->kind_price[k]) {
            at->kind_price[k] = at->bent[g];
            at->kind_best[k] = (int16_t)g;
        }
    }
}

/* Cheapest way on from a node of the day before; its kind goes to `way`. */
static double cheapest(const struct plan *plan, int32_t d,
                       const struct frame_edge *edges, int16_t *way)
{
    const struct plan_day *at = &plan->at[d];
    int32_t n_kinds = plan->frame.at[d].n_kinds;
    double least = (double)INFINITY;
    *way = 0;
    for (int32_t k = 0; k < n_kinds; k++) {
        if (edges[k].next == FRAME_NONE) {
            continue;
        }
        double sum = plan_edge(plan, d, &edges[k]) + at->kind_price[k] +
                     at->rest[edges[k].next];
        *way = sum < least ? (int16_t)k : *way;
        least = sum < least ? sum : least;
    }
    return least;
}

/* What the runs that a node leaves open cost at their frozen end. */
static void close_runs(struct plan *plan)
{
    int32_t last = plan->frozen.last;
    for (int32_t k = 0; k < plan->at[last].n_nodes; k++) {
        int32_t i = plan->at[last].node[k];
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

/* Adds the nodes that edges lead to. */
static void reach(struct plan_day *at, const struct frame_edge *edges,
                  int32_t n_kinds, bool *seen)
{
    for (int32_t k = 0; k < n_kinds; k++) {
        int32_t next = edges[k].next;
        if (next != FRAME_NONE && !seen[next]) {
            seen[next] = true;
            at->node[at->n_nodes++] = (int16_t)next;
        }
    }
}

/* Near the start there are few nodes, and only they are of use. */
static void reach_nodes(struct plan *plan)
{
    int32_t first = plan->frozen.first;
    for (int32_t d = first; d <= plan->frozen.last; d++) {
        struct plan_day *at = &plan->at[d];
        const struct frame_day *frame = &plan->frame.at[d];
        bool seen[FRAME_NODES_MAX] = {false};
        at->n_nodes = 0;
        if (d == first) {
            reach(at, plan->start, frame->n_kinds, seen);
        }
        for (int32_t i = 0; d > first && i < at[-1].n_nodes; i++) {
            reach(at, plan_edges(plan, d, at[-1].node[i]), frame->n_kinds,
                  seen);
        }
    }
}

void rest_enter(struct plan *plan)
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
    reach_nodes(plan);
}

/* Where each sum's curve less its multiplier is least. */
static void find_lowest(struct plan *plan)
{
    for (int32_t i = 0; i < plan->parts->n; i++) {
        if (plan->reach[i].acts && plan->bends[i]) {
            plan->lowest[i] = curve_lowest(&plan->parts->at[i].curve,
                                           plan->multiplier[i]);
        }
    }
}

void plan_rest(struct plan *plan)
{
    int32_t first = plan->frozen.first;
    int32_t last = plan->frozen.last;
    double unborn = 0;
    find_lowest(plan);
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
        for (int32_t k = 0; d > first && k < at[-1].n_nodes; k++) {
            int32_t i = at[-1].node[k];
            at[-1].rest[i] =
                cheapest(plan, d, plan_edges(plan, d, i), &at[-1].way[i]);
        }
    }
    plan->unborn = unborn;
    plan->root = plan->fixed + unborn +
                 cheapest(plan, first, plan->start, &plan->way);
}
