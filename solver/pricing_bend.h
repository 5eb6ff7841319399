/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_bend.h - multipliers that make a plan's bound nearly exact.
 *
 * For any multiplier m a sum's cost is at least m * amount less the curve's
 * conjugate at m. Subgradient steps raise the bound of the whole run; the same
 * multipliers then sharpen the bound of every label.
 */
#ifndef SOLVER_PRICING_BEND_H
#define SOLVER_PRICING_BEND_H

#include "solver/pricing_plan.h"

struct bend; /* scratch for one plan */

struct bend *bend_new(struct arena *arena, const struct plan *plan);
/* Starts again from nothing: multipliers serve one range of days. */
void bend_forget(struct plan *plan);
/* At most `rounds` steps towards `target`, the value of a known line (INFINITY:
 * none); the plan is left at the best multipliers met. Returns the steps. */
int32_t bend_run(struct bend *bend, struct plan *plan, double target,
                 int32_t rounds);

#endif
