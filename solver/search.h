/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h - a fast local search over a roster: simulated annealing with the
 * moves of move.h and exact deltas.
 *
 * Breaches come first: a move that breaks more is refused at any temperature,
 * one that breaks fewer is always taken. The same evaluation, options and seed
 * give the same roster. One thread.
 */
#ifndef SOLVER_SEARCH_H
#define SOLVER_SEARCH_H

#include "solver/evaluate.h"

struct search_options {
    uint64_t seed;
    uint64_t ticks;   /* moves to try */
    const bool *open; /* [person * n_days + day]; NULL: everything */
    /* Points: the first and the last temperature, falling geometrically; 0:
     * chosen by search_heat(). */
    double hot, cold;
    const volatile int *stop; /* NULL, or non-zero ends the run soon */
};

/* Begins where `e` stands and leaves it at the best roster seen, which is
 * never worse than the first. Returns the ticks used. */
uint64_t search_run(struct evaluation *e, const struct search_options *options);

/* Temperatures for a problem by what moves cost where `e` stands. */
struct search_heat {
    double hot, cold;
};
struct search_heat search_heat(struct evaluation *e, const bool *open,
                               uint64_t seed);

#endif
