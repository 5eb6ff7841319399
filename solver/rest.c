/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rest.c - the relaxation below the settled levels, then cuts, in pieces. */
#include "solver/rest.h"

#include <string.h>

#include "base/arena.h"
#include "solver/compact.h"

enum {
    TICKS_A_PIVOT = 200, /* a tick is about a label of pricing */
    CUT_ROUNDS = 3,      /* in a piece */
    VAIN_PIECES = 2
};
#define GAIN_LEAST 1e-3 /* of the bound, for a piece not in vain */

struct rest {
    struct compact *compact;
    bool relaxed; /* the piece before ended with an optimum */
    bool done;
    int32_t vain;
    double *duals;
    bool has_duals;
};

struct rest *rest_new(const struct problem *problem, int32_t settled,
                      const cost *cap)
{
    struct rest *rest = xcalloc(1, sizeof *rest);
    cost caps[LEVEL_MAX];
    uint32_t levels = 0;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        caps[k] = k < settled ? cap[k] : COST_MAX;
        levels |= k >= settled && k < problem->n_levels ? 1U << k : 0;
    }
    struct compact_options options = {.levels = levels, .level_cap = caps};
    rest->compact = compact_new(problem, &options);
    rest->duals = xcalloc((size_t)problem->n_rows + 1, sizeof *rest->duals);
    return rest;
}

void rest_free(struct rest *rest)
{
    if (rest) {
        compact_free(rest->compact);
        free(rest->duals);
        free(rest);
    }
}

static void take_duals(struct rest *rest)
{
    compact_duals(rest->compact, rest->duals);
    rest->has_duals = true;
}

static void tighten(struct rest *rest, cost target,
                    const struct lp_limits *limits)
{
    cost before = compact_bound(rest->compact);
    int32_t cuts = compact_tighten(rest->compact, limits, target, CUT_ROUNDS);
    cost gain = compact_bound(rest->compact) - before;
    bool vain = (double)gain < GAIN_LEAST * (double)before + 1;
    rest->vain = vain ? rest->vain + 1 : 0;
    rest->done = cuts == 0 || rest->vain >= VAIN_PIECES;
    take_duals(rest);
}

bool rest_step(struct rest *rest, const struct lines_work *work, cost target)
{
    uint64_t pivots = work->ticks / TICKS_A_PIVOT + 1;
    struct lp_limits limits = {
        .pivots = pivots < INT32_MAX ? (int32_t)pivots : INT32_MAX,
        .seconds = work->seconds,
        .bound_stop = LP_INFINITY,
        .stop = work->stop};
    if (rest->done || rest_bound(rest) >= target) {
        return false;
    }
    bool relaxed = rest->relaxed;
    enum lp_outcome outcome = compact_relax(rest->compact, &limits);
    rest->relaxed = outcome == LP_OPTIMAL;
    rest->done = outcome == LP_INFEASIBLE || outcome == LP_FAILED;
    if (relaxed && rest->relaxed) {
        tighten(rest, target, &limits);
    } else if (rest->relaxed) {
        take_duals(rest);
    }
    return true;
}

cost rest_bound(const struct rest *rest)
{
    cost bound = compact_bound(rest->compact);
    return bound > 0 ? bound : 0;
}

uint64_t rest_ticks(const struct rest *rest)
{
    return (uint64_t)compact_ticks(rest->compact);
}

const double *rest_duals(const struct rest *rest)
{
    return rest->has_duals ? rest->duals : NULL;
}
