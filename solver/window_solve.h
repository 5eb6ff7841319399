/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * window_solve.h - the best that a window's people can do on its days, by
 * column generation: lines are priced exactly against the frozen rest, the
 * master (master.h) combines them, branch and bound picks whole columns, and a
 * dive (window_dive.h) goes after what is then left open.
 *
 * A single person whose rows are all prices needs no master: one pricing is
 * the exact answer.
 */
#ifndef SOLVER_WINDOW_SOLVE_H
#define SOLVER_WINDOW_SOLVE_H

#include "base/random.h"
#include "solver/evaluate.h"
#include "solver/window.h"

struct window_solver; /* prepared pricing of each person; one thread */

struct window_solver *window_solver_new(const struct problem *problem);
void window_solver_free(struct window_solver *solver); /* accepts NULL */

/* Prices to begin with, from a relaxation of the whole problem: duals of the
 * rows, [n_rows], sign as in compact.h. Windows go on from there. */
void window_solver_start(struct window_solver *solver, const double *row_dual);

struct window_effort {
    int32_t rounds; /* of pricing */
    int32_t nodes;  /* of the search for whole columns, choose.h */
    int32_t tries;  /* of its local search */
    int64_t labels; /* a day, in pricing */
    uint64_t ticks; /* after so many no more rounds, after twice as many no
                       dive goes on; 0: no such limit */
};

enum window_outcome {
    WINDOW_BETTER, /* the evaluation stands at a better roster */
    WINDOW_EVEN,   /* at another of the same cost */
    WINDOW_SAME,   /* nothing as good was found */
    WINDOW_BEST    /* proven: nothing better in this window */
};
/* Never leaves the evaluation at anything worse. Of several equally good
 * choices `random` picks. */
enum window_outcome window_solve(struct window_solver *solver,
                                 struct evaluation *evaluation,
                                 const struct window_part *part,
                                 const struct window_effort *effort,
                                 struct random *random);
uint64_t window_solver_ticks(const struct window_solver *solver);
/* How far the last window's relaxation lay below the roster it began with; 0
 * when nothing better was proven to be in it. */
double window_solver_open(const struct window_solver *solver);
/* Columns made so far. */
int64_t window_solver_columns(const struct window_solver *solver);

#endif
