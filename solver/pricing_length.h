/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_length.h - a run-length rule as a small automaton.
 *
 * Days beyond a mark cost when they happen, missing days cost when the run
 * ends. Lengths past the last mark behave alike and share a state.
 */
#ifndef SOLVER_PRICING_LENGTH_H
#define SOLVER_PRICING_LENGTH_H

#include "base/arena.h"
#include "solver/problem.h"

struct run_step {
    int32_t next; /* state, or RUN_BROKEN */
    double cost;
};
#define RUN_BROKEN (-1)

struct run_table {
    int32_t n;     /* states; 0 = not in a run */
    int32_t start; /* before day 0 */
    struct run_step *step; /* [2 * state + (day in the class)] */
    /* [a * n + b]: how much dearer the rest can be from a than from b. */
    double *excess;
    bool idle;     /* nothing ever costs or breaks */
};

struct run_table run_table_of(struct arena *arena,
                              const struct run_length *run, int32_t n_days);

#endif
