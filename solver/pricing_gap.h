/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_gap.h - the state of a free-gap rule along a line.
 *
 * GAP_DONE once the gap is found (or its absence is paid); otherwise 1 + the
 * minutes from the window's opening to the end of the last duty: less is
 * always better. A state that is left at the end has its gap there.
 */
#ifndef SOLVER_PRICING_GAP_H
#define SOLVER_PRICING_GAP_H

#include "solver/problem.h"

enum { GAP_DONE = 0, GAP_MISSED = -1 };

/* Before the window's first day. */
int32_t gap_start(const struct free_gap *gap);
/* After a duty from..to (minutes as in the rule). */
int32_t gap_next(const struct free_gap *gap, int32_t state, int32_t from,
                 int32_t to);

#endif
