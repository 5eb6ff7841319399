/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lagrange.h - a lower bound from any prices of the rows.
 *
 * Each person's cheapest line for the prices, plus what each row costs at least
 * when its amount may be anything within reach: never more than the cheapest
 * roster. Subgradient steps raise it from wherever the prices start (the
 * compact LP's duals, say).
 */
#ifndef SOLVER_LAGRANGE_H
#define SOLVER_LAGRANGE_H

#include "solver/roster.h"

struct lagrange;

struct lagrange *lagrange_new(const struct problem *problem);
void lagrange_free(struct lagrange *lagrange); /* accepts NULL */
/* Prices to go on from, [n_rows]: duals of the rows, sign as in compact.h. */
void lagrange_start(struct lagrange *lagrange, const double *row_dual);
/* One round: the bound at the present prices, then a step towards `target`,
 * the cost of a known roster. At most `labels` a day in pricing. Returns the
 * best bound so far, unrounded. */
double lagrange_step(struct lagrange *lagrange, double target, int64_t labels);
/* The bound of the last round, and the best one. */
double lagrange_last(const struct lagrange *lagrange);
double lagrange_best(const struct lagrange *lagrange);
uint64_t lagrange_ticks(const struct lagrange *lagrange);

#endif
