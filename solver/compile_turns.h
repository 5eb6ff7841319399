/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_turns.h - activities whose dates the solver picks: their calendar
 * lines.
 */
#ifndef SOLVER_COMPILE_TURNS_H
#define SOLVER_COMPILE_TURNS_H

#include "solver/compile_row.h"

/* The activity's calendar line, or NONE. */
int32_t floating_line(const struct compile_state *s, int32_t activity);
/* The mask of one line alone. */
int32_t state_line_mask(struct compile_state *s, int32_t line);
/* What an activity's missing people cost. */
enum weight_key activity_weight(const struct activity *activity);

#endif
