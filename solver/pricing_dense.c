/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense.c - which counters are tracked, and the line found. */
#include "solver/pricing_dense.h"

#include <math.h>

enum {
    /* Cells a run may look at for each open day. Measured over months with
     * random rules (bench/pricing.c says more): labels take 50-150 extensions
     * of 0.6 us a day, tables look at 3 cells a ns. Beyond, labels are faster
     * more often than not. */
    WORK_A_DAY = 300 * 1000,
    /* At most so many where a counter is tracked that could have a multiplier
     * instead: some ten rounds over the tables without it. */
    TRACK_WORK_MAX = 8 * 1000 * 1000,
    CELLS_KEPT = 256 * 1024, /* from run to run, in a room of one's own */
    CELLS_PER_TICK = 1024, /* a label extension takes as long */
    STEPS_PER_TICK = 2,   /* days of listed lines: 0.05 to 0.09 us each */
    ROUNDS = 24,          /* of multipliers in a run */
    PATIENCE = 3,         /* rounds without a better bound */
    PUSHES = 10           /* steps towards the first line within all bounds */
};
/* How far above the bound, at most, a step of multipliers aims. */
#define GUESS 0.005
/* The first step of a push, doubled each time. */
#define PUSH 0.0003
#define SHORTER 0.5
#define SHORTEST 0.2
/* Of sums that are equal but for the order of their terms. */
#define ROUNDING 1e-10

struct dense {
    struct arena *arena;
    const struct problem *problem;
    int32_t person;
    const struct parts *parts;
    struct dense_automaton *automaton;
    struct dense_window window;
    struct loose loose;
    struct dense_plan *plan; /* NULL: to be made */
    struct dense_scratch own, *shared; /* shared NULL: own */
    int16_t *draft;          /* scratch: a line */
    uint64_t ticks;
};

struct dense *dense_new(const struct problem *problem, int32_t person,
                        const struct parts *parts)
{
    struct arena *arena = arena_new();
    struct dense *dense = arena_alloc(arena, sizeof *dense);
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
    dense->loose = loose_of(arena, problem, parts, dense->automaton,
                            &dense->window);
    dense->draft = arena_array(arena, (size_t)problem->n_days,
                               sizeof *dense->draft);
    return dense;
}

void dense_free(struct dense *dense)
{
    if (dense) {
        dense_plan_free(dense->plan);
        dense_scratch_release(&dense->own);
        dense_automaton_free(dense->automaton);
        arena_free(dense->arena);
    }
}

void dense_share(struct dense *dense, struct dense_scratch *scratch)
{
    if (dense->shared != scratch) {
        dense_scratch_release(&dense->own);
        dense->shared = scratch;
    }
}

static struct dense_scratch *scratch_of(struct dense *dense)
{
    return dense->shared ? dense->shared : &dense->own;
}

uint64_t dense_ticks(const struct dense *dense)
{
    return dense->ticks;
}

/* ---- plans --------------------------------------------------------------- */

static void forget_plan(struct dense *dense)
{
    dense_plan_free(dense->plan);
    dense->plan = NULL;
}

static uint64_t work_max(const struct dense *dense)
{
    return WORK_A_DAY *
           (uint64_t)(dense->window.last - dense->window.first + 1);
}

static struct dense_plan *plan_within(struct dense *dense, uint64_t work)
{
    struct dense_plan *plan = dense_plan_new(&(struct dense_planning){
        .problem = dense->problem,
        .parts = dense->parts,
        .automaton = dense->automaton,
        .window = &dense->window,
        .tracked = dense->loose.tracked,
        .priced = dense->loose.priced,
    });
    if (plan && (plan->work > work || plan->work > work_max(dense))) {
        dense_plan_free(plan);
        return NULL;
    }
    return plan;
}

static bool make_plan(struct dense *dense)
{
    if (!dense->plan) {
        (void)dense_automaton_tidy(dense->automaton);
        dense->plan = plan_within(dense, UINT64_MAX);
    }
    return dense->plan != NULL;
}

/* Tracks one more counter that the last line broke; false: none for which
 * tables stay small. */
static bool track_one(struct dense *dense, uint64_t work)
{
    for (;;) {
        int32_t part = loose_track(&dense->loose);
        if (part < 0) {
            return false;
        }
        struct dense_plan *plan = plan_within(dense, work);
        if (plan) {
            forget_plan(dense);
            dense->plan = plan;
            return true;
        }
        dense->loose.tracked[part] = false;
        dense->loose.wide[part] = true;
    }
}

/* ---- a run --------------------------------------------------------------- */

struct run {
    const double *price;
    double cut;
    double outside; /* own cost and prices that no choice changes */
    double bound;
    struct dense_result best;
    int16_t *line;
    double factor;  /* of the multipliers' steps */
    int32_t rounds, failed;
    uint64_t work;  /* cells looked at */
};

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

/* Below what a line or the bound must come. */
static double target_of(const struct run *run)
{
    return run->best.found ? run->best.value : run->cut;
}

static bool is_closed(const struct run *run)
{
    double target = target_of(run);
    double rounding = isfinite(target) ? ROUNDING * (1 + fabs(target)) : 0;
    return !(run->bound < target - rounding);
}

/* One fill and its line, which is judged. False: nothing is below the bound. */
static bool look(struct dense *dense, struct run *run, int32_t *broken)
{
    struct loose *l = &dense->loose;
    double shift = loose_bend(l);
    const struct dense_prices prices = {
        dense->window.base, l->bent, run->price, dense->problem->n_patterns,
        l->multiplier};
    double value = dense_fill(dense->plan, &prices, scratch_of(dense));
    dense->ticks += 1 + dense->plan->work / CELLS_PER_TICK;
    run->work += dense->plan->work;
    value += run->outside + shift;
    if (value > run->bound) {
        run->bound = value;
        run->failed = 0;
        loose_keep(l);
    } else {
        run->failed++;
    }
    if (is_closed(run)) {
        return false;
    }
    double own =
        dense_trace(dense->plan, &prices, scratch_of(dense), dense->draft);
    *broken = loose_judge(l, dense->draft);
    if (*broken > 0) {
        return true;
    }
    value = run->outside + own;
    for (int32_t d = dense->plan->first; d <= dense->plan->last; d++) {
        value +=
            run->price[d * dense->problem->n_patterns + dense->draft[d]];
    }
    if (value < target_of(run)) {
        run->best = (struct dense_result){
            .found = true,
            .value = value,
            .own = llround(dense->window.fixed + own)};
        size_t first = (size_t)dense->plan->first;
        memcpy(&run->line[first], &dense->draft[first],
               (size_t)(dense->plan->last - dense->plan->first + 1) *
                   sizeof *run->line);
    }
    return !is_closed(run);
}

/* Polyak's step: as far as would close the gap were the bound straight. */
static bool move_multipliers(struct dense *dense, struct run *run)
{
    double square = loose_square(&dense->loose);
    if (run->rounds++ == ROUNDS || run->work > work_max(dense) ||
        !(square > 0)) {
        return false;
    }
    if (run->failed == PATIENCE) {
        run->failed = 0;
        run->factor *= SHORTER;
        loose_return(&dense->loose);
        return run->factor > SHORTEST;
    }
    double target = target_of(run);
    double gap = target - run->bound;
    double guess = GUESS * (1 + fabs(run->bound));
    gap = gap < guess ? gap : guess;
    if (loose_step(&dense->loose, run->factor * gap / square, false)) {
        forget_plan(dense);
    }
    return true;
}

/* From the best multipliers on: dearer and dearer until a line is within all
 * bounds. The first such line is mostly the best that multipliers find. */
static void push(struct dense *dense, struct run *run)
{
    double length = PUSH * (1 + fabs(run->bound));
    int32_t broken = 0;
    loose_return(&dense->loose);
    for (int32_t k = 0; k < PUSHES; k++) {
        if (!make_plan(dense) || !look(dense, run, &broken) || broken == 0) {
            break;
        }
        double square = loose_square(&dense->loose);
        if (loose_step(&dense->loose, length / square, true)) {
            forget_plan(dense);
        }
        length *= 2;
    }
}

/* A line is known that the caller is content with. */
static bool is_enough(const struct run *run, const struct dense_wanted *wanted)
{
    return run->best.found &&
           (wanted->any || run->best.value - run->bound <= wanted->gap);
}

static void search(struct dense *dense, struct run *run,
                   const struct dense_wanted *wanted)
{
    int32_t broken = 0;
    uint64_t work = wanted->track_work ? wanted->track_work : TRACK_WORK_MAX;
    while (make_plan(dense) && look(dense, run, &broken)) {
        if (is_enough(run, wanted)) {
            break;
        }
        if (!(broken > 0 && track_one(dense, work)) &&
            !move_multipliers(dense, run)) {
            break;
        }
    }
    if (!is_closed(run) && !is_enough(run, wanted)) {
        push(dense, run);
    }
    loose_return(&dense->loose);
}

static void set_window(struct dense *dense, const struct frozen *frozen)
{
    if (dense_window_set(&dense->window, dense->automaton, dense->parts,
                         frozen, dense->person)) {
        forget_plan(dense);
        loose_forget(&dense->loose);
    }
}

bool dense_list(struct dense *dense, const double *price,
                const struct frozen *frozen, struct dense_all *all)
{
    set_window(dense, frozen);
    if (dense->window.unfit || (!dense->window.broken && !make_plan(dense))) {
        return false;
    }
    if (dense->window.broken) {
        return true;
    }
    struct dense_scratch *scratch = scratch_of(dense);
    int64_t steps = all->steps;
    double shift = loose_bend(&dense->loose);
    const struct dense_prices prices = {
        dense->window.base, dense->loose.bent, price,
        dense->problem->n_patterns, dense->loose.multiplier};
    double least = dense_fill(dense->plan, &prices, scratch);
    all->below -= dense->window.fixed + frozen_price(dense, price, frozen) +
                  shift;
    all->below += ROUNDING * (1 + fabs(all->below));
    bool whole = !(least < all->below) ||
                 dense_each(dense->plan, &prices, scratch, all);
    dense->ticks += 1 + dense->plan->work / CELLS_PER_TICK +
                    (uint64_t)(steps - all->steps) / STEPS_PER_TICK;
    return whole;
}

struct dense_result dense_run(struct dense *dense, const double *price,
                              const struct dense_wanted *wanted,
                              int16_t *line)
{
    set_window(dense, wanted->frozen);
    if (dense->window.unfit) {
        return (struct dense_result){.bound = -(double)INFINITY};
    }
    if (dense->window.broken) {
        return (struct dense_result){.done = true, .bound = (double)INFINITY};
    }
    struct run run = {.price = price,
                      .cut = wanted->cut,
                      .bound = -(double)INFINITY,
                      .line = line,
                      .factor = 1};
    run.outside =
        dense->window.fixed + frozen_price(dense, price, wanted->frozen);
    search(dense, &run, wanted);
    if (dense->own.cells > CELLS_KEPT) {
        dense_scratch_release(&dense->own);
    }
    run.best.bound = run.bound;
    run.best.done = is_closed(&run);
    if (run.best.found && run.best.done) {
        run.best.bound = run.best.value;
        (void)loose_judge(&dense->loose, line);
        if (loose_relax(&dense->loose)) {
            forget_plan(dense);
        }
    }
    return run.best;
}
