/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_rest.h - what the days to come cost at least.
 *
 * The cheapest path over the frame's nodes, each sum and count priced by a
 * multiplier instead of its curve: a Lagrangian relaxation, valid for any
 * multipliers; pricing_bend.h improves them.
 */
#ifndef SOLVER_PRICING_REST_H
#define SOLVER_PRICING_REST_H

#include "solver/pricing_plan.h"

/* The ways into the first open day, and the nodes they lead to. */
void rest_enter(struct plan *plan);
/* Again `bent`, `rest`, `unborn` and `root`, after multipliers have changed. */
void plan_rest(struct plan *plan);
/* Least that a sum which stands at `state` can cost, less what its multiplier
 * charges for the days to come. */
double step_least(const struct step *step, int32_t state);

/* The edges from a node of the day before (or into the first day). */
static inline const struct frame_edge *plan_edges(const struct plan *plan,
                                                  int32_t day, int32_t node)
{
    const struct frame_day *at = &plan->frame.at[day];
    return day == plan->frozen.first ? plan->start
                                     : &at->edge[node * at->n_kinds];
}

/* Cost of a way that there is, rises priced. */
static inline double plan_edge(const struct plan *plan, int32_t day,
                               const struct frame_edge *edge)
{
    const struct plan_day *at = &plan->at[day];
    double sum = edge->cost;
    uint32_t rises = at->tracked ? edge->rises : 0;
    for (int32_t t = 0; rises; rises >>= 1, t++) {
        sum += (rises & 1U) ? at->track_price[t] : 0;
    }
    return sum;
}

#endif
