/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * window_parts.h - what the files that solve a window share: the solver with
 * its pricing, one window on its way, a round of pricing.
 */
#ifndef SOLVER_WINDOW_PARTS_H
#define SOLVER_WINDOW_PARTS_H

#include "solver/master.h"
#include "solver/pool.h"
#include "solver/pricing.h"
#include "solver/window_solve.h"

/* A column below this reduced cost is worth having; costs are whole. */
#define WINDOW_WORTH 1e-4
enum { WINDOW_PIVOTS = 2000 }; /* of a round */

struct window_solver {
    const struct problem *problem;
    struct pricing **pricing; /* by person, made when first needed */
    struct pricing_room *room;
    struct pool *pool;
    double unit;              /* problem_unit() */
    double hard;              /* window_hard() */
    double *row_price;        /* by row: the best of the last window with it */
    double *cell;             /* scratch: [n_days * n_patterns] */
    int16_t *whole;           /* scratch: a line */
    struct pricing_others others; /* scratch */
    uint64_t ticks;
    int64_t columns;
    double open; /* of the last window */
};

/* One window on its way. */
struct attempt {
    struct window_solver *solver;
    struct evaluation *evaluation;
    struct window *window;
    const struct window_effort *effort;
    uint64_t begun; /* ticks of the solver then */
    struct random *random;
    struct columns columns;
    struct VEC_OF(cost) own; /* of the line, by column */
    struct master *master;   /* NULL: a single line whose rows are prices */
    double unit;             /* what is better is better by this much */
    double now;              /* value of the window as it stands */
    double bound;            /* nothing in the window is below */
    double relaxed;          /* value of the relaxation, as far as it got */
    double *price;           /* by local row: of the round */
    double *best_price;      /* those that gave the bound */
    double *cutoff;          /* by line, of the round */
    const int16_t *fixed;    /* NULL, or by line and day of the window: the only
                                pattern open there, -1: all are (dives) */
};

/* Made when first needed. */
struct pricing *window_solver_pricing(struct window_solver *solver,
                                      int32_t person);

/* One round of pricing. */
struct window_round {
    double bound;  /* of the lines together */
    int32_t worth; /* columns of negative reduced cost for the master */
};
/* At a->price, to within `gap` of the cheapest for all lines together. */
struct window_round window_price_lines(struct attempt *a, double gap);
/* So many times what the effort allows was worked for it. */
bool window_spent(const struct attempt *a, uint64_t times);
/* What the choice of a column for each line makes of the window. */
double window_choice_value(const struct attempt *a, const int32_t *chosen);

#endif
