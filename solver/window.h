/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * window.h - a part of a roster that may change: some people on some days,
 * all else frozen; and what the rows make of it.
 *
 * A row that can only cost in proportion within reach of the window becomes a
 * price of single choices; so does one that a single person's single day
 * touches, exactly. What is left are the window's *local rows*.
 */
#ifndef SOLVER_WINDOW_H
#define SOLVER_WINDOW_H

#include "solver/pricing_curve.h"
#include "solver/roster.h"

struct window_part {
    const int32_t *people;
    int32_t n_people;
    int32_t first, last; /* days */
};

struct window_row {
    int32_t row;
    int64_t base;        /* amount without the window's choices */
    int64_t least, most; /* amounts within reach */
    struct curve curve;  /* hard bounds cost the window's `hard` a unit */
};
/* Points for a unit outside a row's hard bound: no window trades it away, and
 * the simplex can still count with it. */
#define WINDOW_HARD 1e7
/* The same for windows of a roster that breaks nothing: some times the
 * steepest soft cost of any row, WINDOW_HARD at most. A window may trade a hard
 * bound for that in vain, since no such answer is taken; but prices stay near
 * those of the answer, and the simplex keeps its digits. */
double window_hard(const struct problem *problem);

struct window_entry {
    int32_t row; /* local */
    int32_t coef;
};

/* One person of the window. */
struct window_line {
    int32_t person;
    double *price;       /* [n_days * n_patterns]; 0 outside the window */
    /* Entries of (day, pattern): at[from[cell]..from[cell + 1]], cell = (day -
     * first) * n_patterns + pattern; none for what is not allowed. */
    int32_t *from;
    struct window_entry *at;
};

struct window {
    struct arena *arena;
    const struct problem *problem;
    struct window_part part; /* people copied */
    int32_t n_rows;
    struct window_row *rows;
    struct window_line *lines;
    bool *touched; /* by row of the problem: some choice counts for it */
    double hard;   /* points a unit outside a hard bound */
    double fixed;  /* row costs that `price` starts from, of touched rows */
};

/* `amounts` are those of `roster`, by row. */
struct window *window_new(const struct problem *problem,
                          const struct roster *roster, const int64_t *amounts,
                          const struct window_part *part, double hard);
void window_free(struct window *window); /* accepts NULL */
/* Cost of the local rows at the given local amounts. */
double window_row_cost(const struct window *window, const int64_t *amounts);
/* What the rows cost at least, less what `price` [n_rows] charges for their
 * amounts beyond `base`, however the amounts come about: the rows' share of a
 * Lagrangian bound. */
double window_row_bound(const struct window *window, const double *price);
/* The amount within reach at which a row costs least for a price. */
int64_t window_row_wanted(const struct window_row *row, double price);
/* Prices of choices: `cell` [n_days * n_patterns] gets line's prices on the
 * window's days, with `price` [n_rows] for what the local rows count. */
void window_price(const struct window *window, int32_t line,
                  const double *price, double *cell);

#endif
