/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_back.h - from the last day back, over filled tables: the
 * cheapest line, or every line below a value.
 *
 * No predecessor is stored: ways are found again by comparing values backwards,
 * over the same sums in the same order. A cell is what the days before it cost
 * at least, so that no way that is followed ends without a line.
 */
#ifndef SOLVER_PRICING_DENSE_BACK_H
#define SOLVER_PRICING_DENSE_BACK_H

#include "solver/pricing_dense_table.h"

/* After dense_fill() < INFINITY: the open days' patterns go to `line`. Returns
 * their own cost, neither prices nor multipliers nor what is fixed. */
double dense_trace(const struct dense_plan *plan,
                   const struct dense_prices *prices,
                   const struct dense_scratch *scratch, int16_t *line);

/* Takes a line whose open days are set; false: no more are wanted. */
typedef bool dense_take(void *context, const int16_t *line);
struct dense_all {
    double below;  /* lines whose value, as dense_fill() tells it, is less */
    int64_t steps; /* at most so many days are looked at; what is left after */
    int16_t *line; /* scratch: its open days are overwritten */
    dense_take *take;
    void *context;
};
/* After dense_fill(): gives each line once. False when steps ran out or no more
 * were wanted. */
bool dense_each(const struct dense_plan *plan,
                const struct dense_prices *prices,
                const struct dense_scratch *scratch, struct dense_all *all);

#endif
