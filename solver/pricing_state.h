/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_state.h - one day's choice applied to the state of a label.
 */
#ifndef SOLVER_PRICING_STATE_H
#define SOLVER_PRICING_STATE_H

#include "solver/pricing_plan.h"

/* Of one sum or count: its cost when the least (near) or the most (far) of its
 * reach is added, and the least it can cost at all. */
struct ends {
    double near, far, least;
};

struct label {
    double value; /* prices and costs so far */
    double least; /* of the live parts together */
    double bound; /* value + least + rest of the days to come */
    int32_t parent;
    int16_t group, class, node;
};

/* Applies the day's steps for `group` to a copy of the parent's state (slots
 * and ends). False when a hard rule breaks. */
bool state_advance(const struct plan *plan, int32_t day, struct label *label,
                   int32_t *state, struct ends *ends);
/* What the rest can cost more from state a than from b, summed over the live
 * parts; stops early above `limit`. */
double state_excess(const struct plan_day *day, const int32_t *state[2],
                    const struct ends *ends[2], double limit);

#endif
