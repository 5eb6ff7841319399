/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense.c - which counters are tracked, and the line found. */
#include "solver/pricing_dense.h"

#include <math.h>

enum {
    /* Cells that one run may look at: beyond, labels are faster. */
    WORK_MAX = 100 * 1000 * 1000,
    CELLS_PER_TICK = 128, /* a label extension takes as long */
    SLACK_RUNS = 12       /* with slack, then a counter is left out again */
};

struct dense {
    struct arena *arena;
    const struct problem *problem;
    int32_t person;
    const struct parts *parts;
    struct dense_automaton *automaton;
    struct dense_window window;
    struct dense_plan *plan; /* NULL: to be made */
    struct dense_scratch scratch;
    bool *tracked;           /* by part: loose counters to track */
    int32_t *slack_runs;     /* by part */
    uint64_t ticks;
};

struct dense *dense_new(const struct problem *problem, int32_t person,
                        const struct parts *parts)
{
    struct arena *arena = arena_new();
    struct dense *dense = arena_alloc(arena, sizeof *dense);
    size_t n = (size_t)parts->n + 1;
    dense->arena = arena;
    dense->problem = problem;
    dense->person = person;
    dense->parts = parts;
    dense->automaton = dense_automaton_new(arena, problem, person, parts);
    if (!dense->automaton) {
        arena_free(arena);
        return NULL;
    }
    dense->window = dense_window_of(arena, problem, parts);
    dense->tracked = arena_array(arena, n, sizeof *dense->tracked);
    dense->slack_runs = arena_array(arena, n, sizeof *dense->slack_runs);
    return dense;
}

void dense_free(struct dense *dense)
{
    if (dense) {
        dense_plan_free(dense->plan);
        dense_scratch_release(&dense->scratch);
        dense_automaton_free(dense->automaton);
        arena_free(dense->arena);
    }
}

uint64_t dense_ticks(const struct dense *dense)
{
    return dense->ticks;
}

static void forget_plan(struct dense *dense)
{
    dense_plan_free(dense->plan);
    dense->plan = NULL;
}

static bool make_plan(struct dense *dense)
{
    if (dense->plan) {
        return true;
    }
    (void)dense_automaton_tidy(dense->automaton);
    dense->plan = dense_plan_new(&(struct dense_planning){
        .problem = dense->problem,
        .parts = dense->parts,
        .automaton = dense->automaton,
        .window = &dense->window,
        .tracked = dense->tracked,
    });
    if (dense->plan && dense->plan->work > WORK_MAX) {
        forget_plan(dense);
    }
    return dense->plan != NULL;
}

/* ---- loose counters ------------------------------------------------------ */

static int64_t amount_of(const struct dense *dense, int32_t i,
                         const int16_t *line)
{
    const struct part *part = &dense->parts->at[i];
    const struct counter *c = &dense->window.counter[i];
    int64_t amount = c->origin;
    if (part->kind == PART_SUM) {
        for (int32_t d = c->first; d <= c->last; d++) {
            amount += weights_of_day(dense->problem,
                                     &part->rule->u.window.weights,
                                     d)[line[d]];
        }
        return amount;
    }
    int32_t counted = -1;
    if (dense->window.reach[i].flag) {
        counted = part->group[c->first - part->first];
    }
    for (int32_t d = c->first; d <= c->last; d++) {
        int32_t group = part->group[d - part->first];
        if (group >= 0 && group != counted &&
            SET_HAS(&part->rule->u.groups.set, line[d])) {
            counted = group;
            amount++;
        }
    }
    return amount;
}

static const struct gauge *gauge_of(const struct part *part)
{
    return part->kind == PART_SUM ? &part->rule->u.window.gauge
                                  : &part->rule->u.groups.gauge;
}

/* Tracks what the line breaks; true when it breaks something. */
static bool track_broken(struct dense *dense, const int16_t *line)
{
    bool any = false;
    for (int32_t i = 0; i < dense->parts->n; i++) {
        if (dense->window.counter[i].mode == COUNTER_LOOSE &&
            !dense->tracked[i] &&
            gauge_breach(gauge_of(&dense->parts->at[i]),
                         amount_of(dense, i, line)) > 0) {
            dense->tracked[i] = true;
            dense->slack_runs[i] = 0;
            any = true;
        }
    }
    return any;
}

/* Counts the runs in which a tracked counter would have met its bounds with
 * one more unit as well; leaves out those that do so all the time. */
static void count_slack(struct dense *dense, const int16_t *line)
{
    for (int32_t i = 0; i < dense->parts->n; i++) {
        if (!dense->tracked[i] ||
            dense->window.counter[i].mode != COUNTER_LOOSE) {
            continue;
        }
        const struct gauge *gauge = gauge_of(&dense->parts->at[i]);
        int32_t unit = dense_unit(dense->automaton, i);
        int64_t amount = amount_of(dense, i, line);
        bool tight = gauge_breach(gauge, amount + unit) > 0 ||
                     gauge_breach(gauge, amount - unit) > 0;
        dense->slack_runs[i] = tight ? 0 : dense->slack_runs[i] + 1;
        if (dense->slack_runs[i] == SLACK_RUNS) {
            dense->tracked[i] = false;
            forget_plan(dense);
        }
    }
}

/* ---- a run --------------------------------------------------------------- */

static double frozen_price(const struct dense *dense, const double *price,
                           const struct frozen *frozen)
{
    int32_t n = dense->problem->n_patterns;
    double sum = 0;
    for (int32_t d = 0; frozen->line && d < frozen->first; d++) {
        sum += price[d * n + frozen->line[d]];
    }
    for (int32_t d = frozen->last + 1;
         frozen->line && d < dense->problem->n_days; d++) {
        sum += price[d * n + frozen->line[d]];
    }
    return sum;
}

static void begin(struct dense *dense, const struct frozen *frozen)
{
    if (dense_window_set(&dense->window, dense->automaton, dense->parts,
                         frozen, dense->person)) {
        forget_plan(dense);
    }
}

struct dense_result dense_run(struct dense *dense, const double *price,
                              const struct frozen *frozen, double cut,
                              int16_t *line)
{
    struct dense_result result = {.bound = -(double)INFINITY};
    begin(dense, frozen);
    if (dense->window.unfit) {
        return result;
    }
    if (dense->window.broken) {
        return (struct dense_result){.done = true, .bound = (double)INFINITY};
    }
    const struct dense_prices prices = {dense->window.base, price,
                                        dense->problem->n_patterns};
    double outside = frozen_price(dense, price, frozen);
    while (make_plan(dense)) {
        double value = dense_fill(dense->plan, &prices, &dense->scratch);
        value += dense->window.fixed + outside;
        dense->ticks += 1 + dense->plan->work / CELLS_PER_TICK;
        result.bound = value;
        if (!(value < cut)) {
            result.done = true;
            break;
        }
        double own =
            dense_trace(dense->plan, &prices, &dense->scratch, line);
        if (!track_broken(dense, line)) {
            result.done = result.found = true;
            result.value = value;
            result.own = llround(dense->window.fixed + own);
            count_slack(dense, line);
            break;
        }
        forget_plan(dense);
    }
    return result;
}
