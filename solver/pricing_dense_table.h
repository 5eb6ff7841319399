/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_table.h - fills a plan's tables for one set of prices.
 *
 * No predecessor is stored: see pricing_dense_back.h.
 */
#ifndef SOLVER_PRICING_DENSE_TABLE_H
#define SOLVER_PRICING_DENSE_TABLE_H

#include "solver/pricing_dense_plan.h"

/* Room for tables; may serve one plan after another. Zero-initialised. */
struct dense_scratch {
    double *cell;
    size_t cells;
    double *kind; /* by kind of each day: the cheapest price */
    size_t kinds;
    double *shift; /* by shift of each day: what counted groups are priced */
    size_t shifts;
};
void dense_scratch_release(struct dense_scratch *scratch);

struct dense_prices {
    const double *own;   /* [(d - first) * n_patterns + p]: own cost */
    const double *base;  /* the same with multipliers */
    const double *price; /* [d * n_patterns + p] */
    int32_t n_patterns;
    const double *multiplier; /* by part: of counted groups */
};

/* Least cost and price of the open days and the frozen end, INFINITY when
 * nothing meets the tracked hard rules. */
double dense_fill(const struct dense_plan *plan,
                  const struct dense_prices *prices,
                  struct dense_scratch *scratch);
#endif
