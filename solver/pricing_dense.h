/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense.h - the cheapest line of one person from dense tables.
 *
 * Counters with nothing but hard bounds are left out first. When the cheapest
 * line breaks one, it is tracked or gets a multiplier (pricing_dense_loose.h)
 * and the run is made again. Each run's value is a lower bound of all lines.
 *
 * A plan knows beforehand how many cells a run looks at. Labels take 50-150
 * extensions of 0.6 us an open day where they behave well, tables pass 3 cells
 * a ns: above 300 000 cells an open day no table is made (docs/solver.md).
 */
#ifndef SOLVER_PRICING_DENSE_H
#define SOLVER_PRICING_DENSE_H

#include "solver/pricing_dense_back.h"
#include "solver/pricing_dense_loose.h"

struct dense; /* for one person */

/* `parts` must outlive it. NULL when the rules have no place in tables. */
struct dense *dense_new(const struct problem *problem, int32_t person,
                        const struct parts *parts);
void dense_free(struct dense *dense); /* accepts NULL */
/* Tables lie there from now on; it is the caller's. */
void dense_share(struct dense *dense, struct dense_scratch *scratch);

struct dense_wanted {
    const struct frozen *frozen;
    double cut; /* only lines below are wanted */
    double gap; /* a line this much above the bound will do */
    bool any;   /* the first of them will do */
    uint64_t track_work; /* cells to look at, at most, where a counter is
                            tracked that could have a multiplier; 0: the
                            measured default */
};
struct dense_result {
    bool done;    /* no line below the cut is cheaper than the one found */
    bool found;   /* a line below the cut */
    double value; /* of the line */
    cost own;
    double bound; /* of all lines below the cut; INFINITY: there is none */
};
struct dense_result dense_run(struct dense *dense, const double *price,
                              const struct dense_wanted *wanted,
                              int16_t *line);
/* Gives all lines of a value below `all->below`, and others: multipliers and
 * counters left out only make lines cheaper. False when that is more than
 * `all` allows, or tables are too large. `all->below` is left changed. */
bool dense_list(struct dense *dense, const double *price,
                const struct frozen *frozen, struct dense_all *all);
/* Work so far, in label extensions of about the same time. */
uint64_t dense_ticks(const struct dense *dense);

#endif
