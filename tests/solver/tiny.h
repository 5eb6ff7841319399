/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tiny.h - a whole run of the solver on a tiny problem against brute force.
 */
#ifndef TESTS_SOLVER_TINY_H
#define TESTS_SOLVER_TINY_H

#include <stdint.h>

#include "solver/solver.h"

struct tiny_tally {
    int32_t feasible; /* problems that have a roster without a breach */
    int32_t quick;    /* of these, rosters of least cost with little work */
    int32_t found;    /* and with much more where little was not enough */
    int32_t proven;   /* and known to be so */
};

/* solver_run() or solver_run_small(). */
typedef enum status tiny_run(const struct problem *problem,
                             const struct solver_options *options,
                             struct solver_result *result,
                             struct error *err);

/* Solves the tiny problems of seeds first..end-1. Fails the test where a cost
 * is below the optimum, a bound is above it or a claim is not true. */
void tiny_compare(tiny_run *run, uint64_t first, uint64_t end,
                  struct tiny_tally *tally);

#endif
