/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_master.h - the linear program over whole lines of everybody: one line a
 * person, rows with their convex costs as bounded pieces on both sides of the
 * amount that costs least, and sums of such pieces to branch on.
 *
 * Pieces *below* count what is missing, pieces *above* what is too much. A sum
 * counts one side over some rows; its bounds never touch pricing. Columns that
 * were not used for long leave the program when it grows too large; the pool
 * remembers them.
 *
 * Duals have the sign of a minimisation: one more unit of a row's amount is
 * priced -dual.
 */
#ifndef SOLVER_LINES_MASTER_H
#define SOLVER_LINES_MASTER_H

#include "solver/columns.h"
#include "solver/simplex.h"

enum lines_side { LINES_BELOW, LINES_ABOVE };

struct lines_sum {
    enum lines_side side;
    int32_t n;
    int32_t *rows;      /* local */
    double low, high;   /* as they stand */
    double most;        /* what all pieces hold */
};

struct lines_master;

/* At least one column a person must be added before the first solve. */
struct lines_master *lines_master_new(const struct window *window);
void lines_master_free(struct lines_master *master); /* accepts NULL */
/* A line of n_days that costs `own`. True when it is new to the program. */
bool lines_master_add(struct lines_master *master, int32_t line, double own,
                      const int16_t *whole);
const struct columns *lines_master_pool(const struct lines_master *master);
/* Columns of the program, as indices of the pool. */
int32_t lines_master_active(const struct lines_master *master,
                            const int32_t **pool);

/* Changes that branching makes. Bounds are narrowed by what comes; a sum that
 * was there gives the same index again. */
void lines_master_range(struct lines_master *master, int32_t row, double low,
                        double high);
int32_t lines_master_sum(struct lines_master *master, enum lines_side side,
                         const int32_t *rows, int32_t n);
void lines_master_sum_bounds(struct lines_master *master, int32_t sum,
                             double low, double high);
/* Rows and sums as they were made. */
void lines_master_widen(struct lines_master *master);
/* May the column (of the pool) be used? */
void lines_master_allow(struct lines_master *master, int32_t column,
                        bool allowed);
bool lines_master_allowed(const struct lines_master *master, int32_t column);

/* To try something: lines_master_back() undoes all changes since, and gives the
 * basis back. No columns may come or go between. */
struct simplex_mark *lines_master_mark(struct lines_master *master);
void lines_master_back(struct lines_master *master, struct simplex_mark *mark);
/* What the program is worth after changes, as far as so many pivots tell. */
double lines_master_probe(struct lines_master *master, int32_t pivots);

/* Solves from the last basis. */
enum lp_outcome lines_master_solve(struct lines_master *master,
                                   const struct lp_limits *limits);
/* Drops what was not used for long, when there are more than `keep` columns. */
void lines_master_purge(struct lines_master *master, int32_t keep);
/* After LP_OPTIMAL. */
double lines_master_value(const struct lines_master *master);
double lines_master_line_dual(const struct lines_master *master, int32_t line);
/* Duals of the local rows, then of the sums: lines_master_duals() of them. */
int32_t lines_master_duals(const struct lines_master *master);
void lines_master_take_duals(const struct lines_master *master, double *dual);
double lines_master_share(const struct lines_master *master, int32_t column);
/* Units of a row's pieces in use on one side. */
double lines_master_side(const struct lines_master *master, int32_t row,
                         enum lines_side side);
/* The amount that costs least, between both sides. */
double lines_master_middle(const struct lines_master *master, int32_t row);
int32_t lines_master_sums(const struct lines_master *master);
const struct lines_sum *lines_master_sum_at(const struct lines_master *master,
                                            int32_t sum);

/* What rows and sums cost at least at any duals, however the amounts come
 * about, within the ranges that stand: their share of the Lagrangian bound. */
double lines_master_row_bound(const struct lines_master *master,
                              const double *dual);
/* The least cost of rows whose pieces are empty, and all that is fixed. */
double lines_master_fixed(const struct lines_master *master);
struct simplex *lines_master_lp(const struct lines_master *master);
/* The program's column of a pool column, or -1. */
int32_t lines_master_place(const struct lines_master *master, int32_t column);
uint64_t lines_master_ticks(const struct lines_master *master);

#endif
