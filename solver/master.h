/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * master.h - the linear program over a window's columns: one column a person,
 * the local rows with their convex costs as bounded pieces around the amount
 * that costs least.
 */
#ifndef SOLVER_MASTER_H
#define SOLVER_MASTER_H

#include "solver/columns.h"
#include "solver/lp.h"

struct master;

/* Takes the columns there are, at least one for each person; the first of each
 * are the start. */
struct master *master_new(const struct columns *columns);
void master_free(struct master *master); /* accepts NULL */
/* Takes columns added since. */
void master_extend(struct master *master);

/* LP_OPTIMAL or why not. */
enum lp_outcome master_solve(struct master *master, int32_t max_pivots);
/* After LP_OPTIMAL: objective, the price of a local row's unit, and of a
 * person's convexity row. */
double master_value(const struct master *master);
double master_price(const struct master *master, int32_t row);
double master_line(const struct master *master, int32_t line);
/* How much of a column is in the last solution. */
double master_share(const struct master *master, int32_t column);
/* What the rows cost at least for their prices, however the amounts come
 * about: the rows' share of the Lagrangian bound. */
double master_row_bound(const struct master *master);

/* The best whole choice of columns of a value below `cutoff`, by branch and
 * bound within `nodes`; `noise` [columns] is added to the values. Writes one
 * column for each person to `chosen`. False when there is none. */
bool master_choose(struct master *master, double cutoff, int32_t nodes,
                   const double *noise, int32_t *chosen);
/* Work so far. */
uint64_t master_ticks(const struct master *master);

#endif
