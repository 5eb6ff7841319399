/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choose.h - one whole column for each line of a window.
 *
 * At the master's prices every column has a reduced cost and every amount an
 * excess, all >= 0, and a choice costs the bound plus their sum. So first a
 * local search around the master's fractions, then a depth-first search that
 * gives up a branch when bound, reduced costs and the least excess that the
 * lines to come can leave add up to what is already had.
 */
#ifndef SOLVER_CHOOSE_H
#define SOLVER_CHOOSE_H

#include "base/random.h"
#include "solver/master.h"

struct choice {
    const struct columns *columns;
    const struct master *master; /* solved */
    double unit;   /* costs are multiples of this */
    double now;    /* what the first columns, the start, cost */
    int32_t nodes; /* of the depth-first search */
    int32_t tries; /* of the local search */
};

/* A choice no dearer than `now` and not the start, as good as could be found.
 * Writes a column for each line to `chosen`; false: none. `*work` grows by
 * what it took, in ticks. */
bool choose_columns(const struct choice *choice, struct random *random,
                    int32_t *chosen, uint64_t *work);

#endif
