/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * master.h - the linear program over a window's columns: one column a person,
 * the local rows with their convex costs.
 *
 * Small and solved thousands of times, so it has a primal simplex of its own:
 * a dense inverse of the basis, each row's amount one variable with a
 * piecewise linear cost, steps that pass knots while that still pays (Fourer
 * 1985), and the roster as it stands for a start. Nothing rests on its last
 * digits: any prices it gives bound the window truly (window_row_bound()).
 */
#ifndef SOLVER_MASTER_H
#define SOLVER_MASTER_H

#include "solver/columns.h"
#include "solver/lp.h"

struct master;

struct master_entry {
    int32_t row; /* local */
    int32_t coef;
};

/* Takes the columns there are; the first of each line, in the order of the
 * lines, are the start. */
struct master *master_new(const struct columns *columns);
void master_free(struct master *master); /* accepts NULL */
/* Takes columns added since. */
void master_extend(struct master *master);
/* What a column counts for, row by row; returns how many. */
int32_t master_entries(const struct master *master, int32_t column,
                       const struct master_entry **entries);

/* LP_OPTIMAL, LP_FEASIBLE when `max_pivots` were not enough, LP_FAILED. */
enum lp_outcome master_solve(struct master *master, int32_t max_pivots);
/* Afterwards: objective, the price of a local row's unit, and of a person's
 * convexity row. */
double master_value(const struct master *master);
double master_price(const struct master *master, int32_t row);
double master_line(const struct master *master, int32_t line);
/* Its value less what the prices charge for it. */
double master_reduced_cost(const struct master *master, int32_t column);
/* How much of a column is in the last solution. */
double master_share(const struct master *master, int32_t column);
/* Work so far. */
uint64_t master_ticks(const struct master *master);

#endif
