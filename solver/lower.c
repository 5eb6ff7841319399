/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lower.c - a relaxation, then cuts, in pieces; a small tree in the end.
 *
 * Large relaxations begin with an ascent, which has their value long before the
 * simplex; cuts need the simplex all the same, where it is not out of reach.
 * A level alone is left at that: its units are large, so that the value, rounded
 * up, mostly is what plans will come to, and the rest is for its tree.
 */
#include "solver/lower.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "solver/compact.h"
#include "solver/compact_ascent.h"

enum {
    PIVOT_LEAST = 400, /* ticks */
    PIECE_PIVOTS = 1000, /* at least, or one for PIVOT_ENTRIES: each piece makes
                            the factors and the weights of the dual simplex
                            anew, and large programs came to a standstill with
                            pieces of 200 */
    PIVOT_ENTRIES = 50,
    LARGE_ENTRIES = 12, /* for a tick of a pivot; 40 people: 2.3 ms */
    CUT_ROUNDS = 3,    /* in a piece */
    VAIN_PIECES = 5,
    VAIN_ENOUGH = 2, /* not to count on the next one */
    SMALL_ENTRIES = 10000, /* below, trees are quick and cuts have had their
                              time after: */
    SMALL_VAIN_PIECES = 2,
    ASCENT_ENTRIES = 150000, /* below, the simplex is as fast */
    SIMPLEX_ENTRIES = 300000, /* above, its pieces take seconds each, and cuts
                                 add a few thousandths in minutes */
    TREE_NODES = 200,
    TREE_PIVOTS = 30000
};
#define TREE_TICKS 6e7 /* at most as many pivots as that is worth */
#define GAIN_LEAST 1e-3 /* of the bound, for a piece not in vain */

struct lower {
    const struct problem *problem;
    bool one_level;
    struct compact *compact; /* NULL once it is settled, with: */
    cost value;
    uint64_t work; /* ticks */
    struct compact_ascent *ascent; /* NULL before and after */
    uint64_t ascent_work;          /* ticks */
    cost branched; /* what the tree has proven; -1: none was grown */
    bool relaxed;  /* the piece before ended with an optimum */
    bool done;
    uint64_t tree_work; /* ticks */
    int32_t vain;
    double *duals;
    bool has_duals;
};

bool lower_large(const struct lower *lower)
{
    return compact_entries(lower->compact) >= ASCENT_ENTRIES;
}

/* For the simplex. */
static bool too_large(const struct lower *lower)
{
    return compact_entries(lower->compact) > SIMPLEX_ENTRIES;
}

struct lower *lower_new(const struct problem *problem, uint32_t levels,
                        const cost *cap)
{
    struct lower *lower = xcalloc(1, sizeof *lower);
    struct compact_options options = {.levels = levels, .level_cap = cap};
    lower->problem = problem;
    lower->one_level = (levels & (levels - 1)) == 0;
    lower->branched = -1;
    lower->compact = compact_new(problem, &options);
    lower->duals = xcalloc((size_t)problem->n_rows + 1, sizeof *lower->duals);
    if (too_large(lower) ||
        (problem->n_levels > 1 && lower_large(lower))) {
        lower->ascent = compact_ascent_new(lower->compact);
    }
    return lower;
}

void lower_free(struct lower *lower)
{
    if (lower) {
        compact_ascent_free(lower->ascent);
        compact_free(lower->compact);
        free(lower->duals);
        free(lower);
    }
}

static void take_duals(struct lower *lower)
{
    compact_duals(lower->compact, lower->duals);
    lower->has_duals = true;
}

static void tighten(struct lower *lower, cost target,
                    const struct lp_limits *limits)
{
    cost before = compact_bound(lower->compact);
    int32_t cuts = compact_tighten(lower->compact, limits, target, CUT_ROUNDS);
    cost gain = compact_bound(lower->compact) - before;
    bool small = compact_entries(lower->compact) < SMALL_ENTRIES;
    bool vain = (double)gain <= GAIN_LEAST * (double)before + small;
    lower->vain = vain ? lower->vain + 1 : 0;
    if (cuts == 0 ||
        lower->vain >= (small ? SMALL_VAIN_PIECES : VAIN_PIECES)) {
        lower->vain = 0;
        lower->done = !compact_longer_cuts(lower->compact);
    }
    take_duals(lower);
}

/* Before there is a program its rows are not known, but those to begin with. */
static uint64_t pivot_work(const struct lower *lower)
{
    uint64_t work = compact_pivot_work(lower->compact);
    uint64_t entries = (uint64_t)compact_entries(lower->compact);
    uint64_t least = lower_large(lower) ? entries / LARGE_ENTRIES : PIVOT_LEAST;
    return work > least ? work : least;
}

static void ascend(struct lower *lower, const struct lines_work *work,
                   cost target)
{
    struct ascent_limits limits = {
        .ticks = work->ticks, .seconds = work->seconds, .stop = work->stop};
    uint64_t before = compact_ascent_ticks(lower->ascent);
    bool more = compact_ascent_work(lower->ascent, target, &limits);
    lower->ascent_work += compact_ascent_ticks(lower->ascent) - before;
    if (!more) {
        take_duals(lower);
        compact_ascent_free(lower->ascent);
        lower->ascent = NULL;
        lower->done = too_large(lower) || lower->one_level;
    }
}

static uint64_t least_pivots(const struct lower *lower)
{
    int32_t least = 1 + compact_entries(lower->compact) / PIVOT_ENTRIES;
    return (uint64_t)(least < PIECE_PIVOTS ? least : PIECE_PIVOTS);
}

static void relax(struct lower *lower, const struct lines_work *work,
                  cost target)
{
    uint64_t pivots = work->ticks / pivot_work(lower) + least_pivots(lower);
    struct lp_limits limits = {
        .pivots = pivots < INT32_MAX ? (int32_t)pivots : INT32_MAX,
        .seconds = work->seconds,
        .bound_stop = LP_INFINITY,
        .stop = work->stop};
    bool relaxed = lower->relaxed;
    enum lp_outcome outcome = compact_relax(lower->compact, &limits);
    lower->relaxed = outcome == LP_OPTIMAL;
    lower->done = outcome == LP_INFEASIBLE || outcome == LP_FAILED;
    if (relaxed && lower->relaxed) {
        tighten(lower, target, &limits);
    } else if (lower->relaxed) {
        take_duals(lower);
    }
}

bool lower_step(struct lower *lower, const struct lines_work *work, cost target)
{
    if (lower->done || lower_value(lower) >= target) {
        return false;
    }
    if (lower->ascent) {
        ascend(lower, work, target);
    } else {
        relax(lower, work, target);
    }
    return true;
}

void lower_branch(struct lower *lower, const struct lines_work *work,
                  cost target)
{
    cost before = lower_value(lower);
    if (too_large(lower)) {
        lower->branched = before;
        return;
    }
    double most = fmin(TREE_PIVOTS, TREE_TICKS / (double)pivot_work(lower));
    struct roster *unused = roster_new(lower->problem);
    struct mip_limits limits = {.seconds = work->seconds,
                                .cutoff = (double)target,
                                .nodes = TREE_NODES,
                                .pivots = (int64_t)most,
                                .stop = work->stop};
    double tree = 0;
    int64_t pivots = compact_ticks(lower->compact);
    enum lp_outcome outcome =
        compact_mip(lower->compact, &limits, unused, &tree);
    pivots = compact_ticks(lower->compact) - pivots;
    lower->tree_work += (uint64_t)pivots * pivot_work(lower);
    cost proven = outcome == LP_INFEASIBLE ? target : (cost)tree;
    proven = proven < target ? proven : target;
    lower->branched = proven > before ? proven : before;
    lower->done = true;
    roster_free(unused);
}

void lower_settle(struct lower *lower)
{
    if (lower->compact) {
        lower->value = lower_value(lower);
        lower->work = lower_ticks(lower);
        compact_ascent_free(lower->ascent);
        compact_free(lower->compact);
        lower->ascent = NULL;
        lower->compact = NULL;
        lower->done = true;
    }
}

cost lower_value(const struct lower *lower)
{
    if (!lower->compact) {
        return lower->value;
    }
    /* The tree narrows the relaxation to rosters below its target. */
    return lower->branched >= 0 ? lower->branched
                                : compact_bound(lower->compact);
}

uint64_t lower_ticks(const struct lower *lower)
{
    if (!lower->compact) {
        return lower->work;
    }
    return compact_work(lower->compact) + lower->ascent_work +
           lower->tree_work;
}

bool lower_gains(const struct lower *lower)
{
    return !lower->done && lower->vain < VAIN_ENOUGH;
}

const double *lower_duals(const struct lower *lower)
{
    return lower->has_duals ? lower->duals : NULL;
}
