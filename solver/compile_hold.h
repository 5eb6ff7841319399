/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_hold.h - what is already settled: published weeks, what was opened of
 * them, and pins.
 */
#ifndef SOLVER_COMPILE_HOLD_H
#define SOLVER_COMPILE_HOLD_H

#include "solver/compile_state.h"

/* Fills holds (needs lines). A published duty that its holder may not have any
 * more is dropped with a note. STATUS_CONFLICT for pins that cannot be. */
enum status holds_make(struct compile_state *s, struct error *err) MUST_USE;

/* Whether the day lies before today: what was done then was done. */
bool hold_past(const struct compile_state *s, int32_t day);
/* Whether the day is as published: it lies before today, or something is
 * published in its Monday week and the week was not opened. */
bool hold_published(const struct compile_state *s, int32_t day);
/* The day that a pin settles; NONE: it pins nobody on, or to a day outside the
 * horizon or before today. */
int32_t hold_pin_day(const struct compile_state *s, const struct pin *pin);
/* Whether the slot was opened by its own key. */
bool hold_slot_opened(const struct compile_state *s, duty_ix duty, int32_t day);

static inline struct hold *state_hold(const struct compile_state *s,
                                      int32_t person, int32_t day)
{
    return &s->holds[person * s->n_days + day];
}
/* Whether the day may become the set of duties. */
bool hold_admits(const struct hold *hold, const struct duty_set *set);
/* The published assignment, or NULL. */
const struct assignment *hold_assignment(const struct compile_state *s,
                                         int32_t person, duty_ix duty,
                                         int32_t day);

#endif
