/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bounds.c - relaxations of the total and of each level, in turn. */
#include "solver/bounds.h"

#include <string.h>

#include "base/arena.h"
#include "solver/compact.h"

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

struct bounds {
    const struct problem *problem;
    bool total_done, rest_done, first_done;
    cost total, rest, first; /* first: level 0 alone, without caps */
    double *duals;
    bool has_duals;
    struct level_bound level[LEVEL_MAX];
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

/* The relaxation's bound, 0 when it could not be solved in time: no cost is
 * below that. */
static cost ask(struct bounds *b, const struct question *q, double seconds,
                const volatile int *stop)
{
    struct compact_options options = {.levels = q->levels,
                                      .level_cap = q->cap};
    struct compact *compact = compact_new(b->problem, &options);
    struct lp_limits limits = {.seconds = seconds,
                               .bound_stop = LP_INFINITY,
                               .stop = stop};
    cost bound = 0;
    if (compact_relax(compact, &limits) == LP_OPTIMAL) {
        bound = compact_bound(compact);
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
                        level->bound >= best->level[k] || !b->total_done;
        if ((!tight || !branched) && best->level[k] > 0) {
            return k;
        }
        if (!all && best->level[k] > 0 && level->bound < best->level[k]) {
            break; /* the first that is not proven */
        }
    }
    return -1;
}

/* Branches only once the total is bounded: that may take long. */
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
                         .branch = k < BRANCHED_LEVELS && b->total_done,
                         .target = best->level[k]};
    level->bound = ask(b, &q, seconds, stop);
    level->branched = q.branch;
    level->known = true;
    memcpy(level->cap, cap, sizeof cap);
    if (k == 0) {
        b->first = level->bound;
        b->first_done = true;
    }
}

/* One compact relaxation; false when none is left to do. */
static bool compact_step(struct bounds *b, const struct lines_work *work,
                         bool all)
{
    const struct score *best = work->score;
    double seconds = work->seconds;
    const volatile int *stop = work->stop;
    uint32_t levels = all_levels(b->problem);
    /* The first level alone takes a fraction of the time of the total. */
    int32_t first = open_level(b, best, 1, false);
    if (first < 0 && !b->total_done) {
        struct question q = {.levels = levels, .keep_duals = true};
        b->total = ask(b, &q, seconds, stop);
        b->total_done = true;
        return true;
    }
    int32_t k = first < 0 ? open_level(b, best, b->problem->n_levels, all)
                          : first;
    if (k >= 0) {
        bound_level(b, k, best, seconds, stop);
        return true;
    }
    if (!b->rest_done && b->problem->n_levels > 1) {
        struct question q = {.levels = levels & ~1U};
        b->rest = ask(b, &q, seconds, stop);
        b->rest_done = true;
        return true;
    }
    return false;
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
    cost both = bounds->rest_done ? bounds->first + bounds->rest : 0;
    cost lines = bounds->lines ? lines_bound(bounds->lines) : 0;
    both = both > bounds->total ? both : bounds->total;
    return both > lines ? both : lines;
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
