/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense.h - the cheapest line of one person from dense tables.
 *
 * Counters with nothing but hard bounds are left out first; those that the
 * cheapest line breaks are tracked and the run is made again, until it breaks
 * none. A tracked one that had slack for some runs is left out again. Each
 * run's value is a lower bound of all lines.
 */
#ifndef SOLVER_PRICING_DENSE_H
#define SOLVER_PRICING_DENSE_H

#include "solver/pricing_dense_table.h"

struct dense; /* for one person */

/* `parts` must outlive it. NULL when the rules have no place in tables. */
struct dense *dense_new(const struct problem *problem, int32_t person,
                        const struct parts *parts);
void dense_free(struct dense *dense); /* accepts NULL */

struct dense_result {
    bool done;    /* false: no tables for this run, or not to the end */
    bool found;   /* a line below the cut; when done, the cheapest */
    double value; /* of the line */
    cost own;
    double bound; /* of all lines below the cut; INFINITY: there is none */
};
struct dense_result dense_run(struct dense *dense, const double *price,
                              const struct frozen *frozen, double cut,
                              int16_t *line);
/* Work so far, in label extensions of about the same time. */
uint64_t dense_ticks(const struct dense *dense);

#endif
