/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_state.h - the states of parts that labels have met, as small numbers.
 *
 * Labels share few states of one part: the states met on a day are numbered,
 * and what a choice makes of one is worked out once a run. A label then holds
 * one number a slot, and going on is one look-up a part.
 */
#ifndef SOLVER_PRICING_STATE_H
#define SOLVER_PRICING_STATE_H

#include "solver/pricing_plan.h"

struct label {
    double value; /* prices and costs so far */
    double least; /* of the live parts together */
    double bound; /* value + least + rest of the days to come */
    int32_t parent;
    int16_t group, class, node;
};

struct states;

struct states *states_new(const struct plan *plan);
void states_free(struct states *states); /* accepts NULL */
/* Lays out a day: the first of a run or the one after the last laid out. */
void states_day(struct states *states, int32_t day);
/* Applies the day's steps for label->group to a copy of the parent's state, a
 * number each slot. False when a hard rule breaks. */
bool states_advance(struct states *states, struct label *label,
                    int32_t *state);
/* No more of the day: its states are compared from here on. */
void states_close(struct states *states);
/* What the rest can cost more from state a than from b, summed over the parts
 * live after the day; stops early above `limit`. */
double states_excess(const struct states *states, const int32_t *a,
                     const int32_t *b, double limit);

#endif
