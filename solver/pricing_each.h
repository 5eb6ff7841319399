/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_each.h - every line below a value, day by day over the states of
 * labels: for rules that have no place in tables.
 *
 * A partial line goes on while its bound (pricing_plan.h) is below; nothing is
 * merged or left out, so that all such lines are met, and others.
 */
#ifndef SOLVER_PRICING_EACH_H
#define SOLVER_PRICING_EACH_H

#include "solver/pricing_plan.h"

/* Takes a line whose open days are set; false: no more are wanted. */
typedef bool each_take(void *context, const int16_t *line);
struct each {
    const double *price; /* that the plan was laid out for */
    double below;
    int64_t steps; /* at most so many choices are looked at; what is left after */
    int16_t *line; /* scratch: its open days are overwritten */
    each_take *take;
    void *context;
};
/* After plan_run(). False when steps ran out or no more were wanted. */
bool each_line(const struct plan *plan, struct each *each);

#endif
