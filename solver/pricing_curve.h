/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_curve.h - a gauge as a convex piecewise linear function.
 *
 * Hard bounds become pieces of slope STEEP, so that one function answers "how
 * much dearer can the rest become" for hard and soft rules alike. Feasibility
 * itself is never read from the curve: curve_meets() compares integers.
 */
#ifndef SOLVER_PRICING_CURVE_H
#define SOLVER_PRICING_CURVE_H

#include "base/arena.h"
#include "solver/problem.h"

/* Points for one unit outside a hard bound; dearer than any plan in use, small
 * enough that sums stay exact in double. */
#define STEEP 1e13

struct curve {
    int32_t n;       /* pieces, >= 1; piece j begins at knot[j] */
    int64_t *knot;   /* ascending; knot[0] is the least amount possible */
    double *at;      /* cost at the knot */
    double *slope;
    int64_t low, high; /* hard bounds */
};

/* The gauge's cost over the amounts least..most; lives in the arena. */
struct curve curve_of(struct arena *arena, const struct gauge *gauge,
                      int64_t least, int64_t most);
double curve_cost(const struct curve *curve, int64_t amount);
/* Can an amount + r be within the hard bounds, rmin <= r <= rmax? */
bool curve_meets(const struct curve *curve, int64_t amount, int64_t rmin,
                 int64_t rmax);
/* The piece that holds amount + rmin and amount + rmax both, or -1. */
int32_t curve_piece(const struct curve *curve, int64_t amount, int64_t rmin,
                    int64_t rmax);
/* An amount at which cost(amount) - price * amount is least: INT64_MIN or
 * INT64_MAX when it falls without end that way. */
int64_t curve_lowest(const struct curve *curve, double price);

#endif
