/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * solver.h - from a problem to a roster, its cost and a proven lower bound.
 *
 * A pure function: the same problem, start, seed and tick limit give the same
 * roster on every machine and for one or two threads. A time limit does not
 * have that property; tests use ticks only.
 */
#ifndef SOLVER_SOLVER_H
#define SOLVER_SOLVER_H

#include "solver/roster.h"

struct solver_progress {
    double seconds;
    uint64_t ticks;
    bool has_roster;
    struct score score; /* of the best roster */
    cost bound;         /* proven lower bound of the total */
    cost level_bound[LEVEL_MAX];
    bool level_proven[LEVEL_MAX];
    int64_t columns;    /* priced for windows so far */
    const char *phase;  /* "start", "bound", "improve", "prove" */
    const char *neighbourhood; /* tried last: "8 people x 14 days" */
};
typedef void solver_report(void *context, const struct solver_progress *now,
                           const struct roster *best);

struct solver_options {
    uint64_t seed;
    uint64_t ticks;   /* 0: no limit */
    double seconds;   /* <= 0: no limit; at least one limit must be set */
    int32_t threads;  /* 1 or 2 */
    const struct roster *start; /* NULL, or a roster to begin from: borrowed */
    solver_report *report;      /* NULL, or called about once a second and at
                                   each better roster, from one thread */
    void *report_context;
    const volatile int *stop;   /* NULL, or non-zero ends the run soon */
};

enum outcome {
    OUTCOME_OPTIMAL,   /* cost equals the bound */
    OUTCOME_FEASIBLE,  /* no hard condition broken */
    OUTCOME_NONE       /* no roster without a breach was found */
};

struct solver_result {
    enum outcome outcome;
    struct roster *roster; /* the best; with breaches when OUTCOME_NONE. The
                              caller owns it: solver_result_release() */
    struct score score;
    cost bound;
    /* Lexicographic: level k's smallest value given that the levels before it
     * have the values of `score`. Equal to score.level[k] when proven. */
    cost level_bound[LEVEL_MAX];
    bool level_proven[LEVEL_MAX];
    double seconds, seconds_first; /* total; until the first valid roster */
    double seconds_waited; /* of all threads, for one another */
    uint64_t ticks;
};

enum status solver_run(const struct problem *problem,
                       const struct solver_options *options,
                       struct solver_result *result,
                       struct error *err) MUST_USE;
void solver_result_release(struct solver_result *result);

/* 0 when cost <= 0; else (cost - bound) / cost. */
double solver_gap(cost value, cost bound);

#endif
