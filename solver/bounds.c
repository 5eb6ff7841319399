/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bounds.c - relaxations of the total and of each level, in turn. */
#include "solver/bounds.h"

#include <string.h>

#include "base/arena.h"
#include "solver/compact.h"
#include "solver/rest.h"

enum {
    BRANCHED_LEVELS = 2, /* the first ones: few of their columns cost anything */
    NODES_A_LEVEL = 200
};
/* Ticks of a compact LP that no run has the time for. */
#define TOO_MUCH 2e10

/* A level's bound holds for rosters whose earlier levels cost at most `cap`. */
struct level_bound {
    bool known, branched;
    cost cap[LEVEL_MAX];
    cost bound;
};

/* The first `settled` levels are proven to cost `cap`, and what lies below them
 * is being bounded. */
struct below {
    int32_t settled;
    cost cap[LEVEL_MAX];
    cost beyond; /* rosters that cost more than a cap cost at least this */
    struct rest *rest;
};

struct bounds {
    const struct problem *problem;
    bool total_done;
    cost total;
    double *duals;
    bool has_duals;
    struct level_bound level[LEVEL_MAX];
    struct below below;
    uint64_t ticks;
    struct lines *lines; /* whole lines, NULL until they begin */
    bool lines_done;
    double expected;     /* ticks of the compact LP of all levels */
};

/* About as many pivots as half of the choices, over as many rows. */
static double compact_expected(const struct problem *p)
{
    double choices = 0;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        for (int32_t w = 0; w < PATTERN_MAX / 64; w++) {
            choices += __builtin_popcountll(p->allowed[c].bits[w]);
        }
    }
    return choices * choices / 4;
}

struct bounds *bounds_new(const struct problem *problem)
{
    struct bounds *b = xcalloc(1, sizeof *b);
    b->problem = problem;
    b->duals = xcalloc((size_t)problem->n_rows + 1, sizeof *b->duals);
    b->expected = compact_expected(problem);
    return b;
}

void bounds_free(struct bounds *bounds)
{
    if (bounds) {
        lines_free(bounds->lines);
        rest_free(bounds->below.rest);
        free(bounds->duals);
        free(bounds);
    }
}

/* ---- one relaxation ------------------------------------------------------------ */

struct question {
    uint32_t levels;
    const cost *cap;
    bool branch; /* try to close the gap to `target` by branching */
    cost target;
    bool keep_duals;
};

/* The relaxation's bound, as far as it came in time; no cost is below 0. */
static cost ask(struct bounds *b, const struct question *q, double seconds,
                const volatile int *stop)
{
    struct compact_options options = {.levels = q->levels,
                                      .level_cap = q->cap};
    struct compact *compact = compact_new(b->problem, &options);
    struct lp_limits limits = {.seconds = seconds,
                               .bound_stop = LP_INFINITY,
                               .stop = stop};
    enum lp_outcome relaxed = compact_relax(compact, &limits);
    cost bound = relaxed == LP_FAILED ? 0 : compact_bound(compact);
    if (relaxed == LP_OPTIMAL) {
        if (q->keep_duals) {
            compact_duals(compact, b->duals);
            b->has_duals = true;
        }
        if (q->branch && bound < q->target) {
            struct roster *unused = roster_new(b->problem);
            struct mip_limits mip = {.seconds = seconds,
                                     .cutoff = (double)q->target,
                                     .nodes = NODES_A_LEVEL,
                                     .stop = stop};
            double tree = 0;
            enum lp_outcome outcome =
                compact_mip(compact, &mip, unused, &tree);
            if (outcome == LP_INFEASIBLE) {
                bound = q->target;
            } else if (tree > (double)bound) {
                cost whole = (cost)tree;
                bound = whole < q->target ? whole : q->target;
            }
            roster_free(unused);
        }
    }
    b->ticks += (uint64_t)compact_ticks(compact);
    compact_free(compact);
    return bound < 0 ? 0 : bound;
}

/* ---- steps ------------------------------------------------------------------------ */

static uint32_t all_levels(const struct problem *p)
{
    return p->n_levels >= 32 ? UINT32_MAX : (1U << p->n_levels) - 1;
}

static bool caps_hold(const struct level_bound *level, int32_t k,
                      const struct score *best)
{
    for (int32_t j = 0; j < k; j++) {
        if (level->cap[j] < best->level[j]) {
            return false; /* made for better rosters than this one */
        }
    }
    return level->known;
}

/* The first of so many levels whose bound is missing or was made for looser
 * caps; -1: none. */
static int32_t open_level(const struct bounds *b, const struct score *best,
                          int32_t n_levels, bool all)
{
    if (best->breaches > 0) {
        return -1;
    }
    for (int32_t k = 0; k < n_levels; k++) {
        const struct level_bound *level = &b->level[k];
        bool tight = caps_hold(level, k, best);
        for (int32_t j = 0; tight && j < k; j++) {
            tight = level->cap[j] == best->level[j];
        }
        bool branched = level->branched || k >= BRANCHED_LEVELS ||
                        level->bound >= best->level[k] ||
                        (k == 0 && !b->total_done);
        if ((!tight || !branched) && best->level[k] > 0) {
            return k;
        }
        if (!all && best->level[k] > 0 && level->bound < best->level[k]) {
            break; /* the first that is not proven */
        }
    }
    return -1;
}

/* Branches on the first level only once the total is bounded: that may take
 * long. */
static void bound_level(struct bounds *b, int32_t k, const struct score *best,
                        double seconds, const volatile int *stop)
{
    struct level_bound *level = &b->level[k];
    cost cap[LEVEL_MAX];
    for (int32_t j = 0; j < LEVEL_MAX; j++) {
        cap[j] = j < k ? best->level[j] : COST_MAX;
    }
    struct question q = {.levels = 1U << k,
                         .cap = k > 0 ? cap : NULL,
                         .branch = k < BRANCHED_LEVELS &&
                                   (k > 0 || b->total_done),
                         .target = best->level[k]};
    level->bound = ask(b, &q, seconds, stop);
    level->branched = q.branch;
    level->known = true;
    memcpy(level->cap, cap, sizeof cap);
}

/* ---- below what is settled ------------------------------------------------ */

static bool is_proven(const struct bounds *b, int32_t k,
                      const struct score *best)
{
    return best->breaches == 0 &&
           (best->level[k] == 0 || (caps_hold(&b->level[k], k, best) &&
                                    b->level[k].bound == best->level[k]));
}

/* The last level is never settled: what is left would be nothing. */
static int32_t settled_levels(const struct bounds *b, const struct score *best)
{
    int32_t settled = 0;
    while (settled + 1 < b->problem->n_levels && is_proven(b, settled, best)) {
        settled++;
    }
    return settled;
}

static cost level_unit(const struct problem *problem, int32_t k)
{
    struct compact_options options = {.levels = 1U << k};
    struct compact *compact = compact_new(problem, &options);
    cost unit = compact_unit(compact);
    compact_free(compact);
    return unit;
}

/* A roster that differs from the settled values has a first level on which it
 * does, and costs at least one unit more on it. */
static void below_begin(struct bounds *b, int32_t settled,
                        const struct score *best)
{
    struct below *below = &b->below;
    cost sum = 0;
    rest_free(below->rest);
    *below = (struct below){.settled = settled, .beyond = COST_MAX};
    for (int32_t k = 0; k < settled; k++) {
        cost unit = level_unit(b->problem, k);
        below->cap[k] = best->level[k];
        sum += best->level[k];
        if (unit > 0 && sum + unit < below->beyond) {
            below->beyond = sum + unit;
        }
    }
    below->rest = rest_new(b->problem, settled, below->cap);
}

static bool below_stands(const struct bounds *b, const struct score *best)
{
    bool stands = b->below.rest != NULL;
    for (int32_t k = 0; k < b->below.settled; k++) {
        stands = stands && b->below.cap[k] == best->level[k];
    }
    return stands;
}

/* False when nothing is settled or nothing is left to do. */
static bool below_step(struct bounds *b, const struct lines_work *work)
{
    const struct score *best = work->score;
    struct below *below = &b->below;
    cost sum = 0;
    int32_t settled = settled_levels(b, best);
    if (!below_stands(b, best) && settled > 0) {
        below_begin(b, settled, best);
    }
    if (!below->rest) {
        return false;
    }
    for (int32_t k = 0; k < below->settled; k++) {
        sum += below->cap[k];
    }
    uint64_t before = rest_ticks(below->rest);
    if (!rest_step(below->rest, work, best->total - sum)) {
        return false;
    }
    b->ticks += rest_ticks(below->rest) - before;
    cost bound = sum + rest_bound(below->rest);
    bound = bound < below->beyond ? bound : below->beyond;
    b->total = bound > b->total ? bound : b->total;
    if (rest_duals(below->rest)) {
        b->has_duals = true;
        memcpy(b->duals, rest_duals(below->rest),
               (size_t)b->problem->n_rows * sizeof *b->duals);
    }
    return true;
}

/* One compact relaxation; false when none is left to do. */
static bool compact_step(struct bounds *b, const struct lines_work *work,
                         bool all)
{
    const struct score *best = work->score;
    int32_t n_levels = b->problem->n_levels;
    int32_t n_first = n_levels < BRANCHED_LEVELS ? n_levels : BRANCHED_LEVELS;
    /* The first level alone takes a fraction of the time of the total. */
    int32_t k = open_level(b, best, 1, false);
    if (k < 0 && !b->total_done && settled_levels(b, best) == 0) {
        struct question q = {.levels = all_levels(b->problem),
                             .keep_duals = true};
        b->total = ask(b, &q, work->seconds, work->stop);
        b->total_done = true;
        return true;
    }
    k = k < 0 ? open_level(b, best, n_first, false) : k;
    if (k < 0 && below_step(b, work)) {
        return true;
    }
    k = k < 0 ? open_level(b, best, n_levels, all) : k;
    if (k >= 0) {
        bound_level(b, k, best, work->seconds, work->stop);
    }
    return k >= 0;
}

/* Whole lines; false when they are done with. */
static bool whole_lines_step(struct bounds *b, const struct lines_work *work)
{
    if (!b->lines) {
        b->lines = lines_new(b->problem, work->best);
    }
    uint64_t before = lines_ticks(b->lines);
    b->lines_done = !lines_step(b->lines, work);
    b->ticks += lines_ticks(b->lines) - before;
    return !b->lines_done;
}

/* Several levels need the compact relaxations for each of them. Where there is
 * one, whole lines give the better bound, and mostly sooner; the compact LP has
 * its turn when their root takes twice the work that it is expected to need. */
static bool compact_next(const struct bounds *b)
{
    if (b->expected > TOO_MUCH) {
        return false;
    }
    return b->problem->n_levels > 1 || b->lines_done ||
           (b->lines && !lines_rooted(b->lines) && !b->total_done &&
            (double)lines_ticks(b->lines) > 2 * b->expected);
}

bool bounds_step(struct bounds *bounds, const struct lines_work *work,
                 bool all)
{
    if (compact_next(bounds) && compact_step(bounds, work, all)) {
        return true;
    }
    return !bounds->lines_done && whole_lines_step(bounds, work);
}

cost bounds_total(const struct bounds *bounds)
{
    cost lines = bounds->lines ? lines_bound(bounds->lines) : 0;
    return bounds->total > lines ? bounds->total : lines;
}

void bounds_levels(const struct bounds *bounds, const struct score *best,
                   cost *bound, bool *proven)
{
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        const struct level_bound *level = &bounds->level[k];
        bool holds = k < bounds->problem->n_levels &&
                     caps_hold(level, k, best);
        bound[k] = holds ? level->bound : 0;
        if (bounds->problem->n_levels == 1 && k == 0) {
            cost total = bounds_total(bounds);
            bound[k] = total > bound[k] ? total : bound[k];
        }
        bound[k] = bound[k] > best->level[k] ? best->level[k] : bound[k];
        proven[k] = best->breaches == 0 && bound[k] == best->level[k];
    }
}

uint64_t bounds_ticks(const struct bounds *bounds)
{
    return bounds->ticks;
}

const double *bounds_duals(const struct bounds *bounds)
{
    return bounds->has_duals ? bounds->duals : NULL;
}

const struct roster *bounds_roster(const struct bounds *bounds)
{
    return bounds->lines ? lines_found(bounds->lines) : NULL;
}
