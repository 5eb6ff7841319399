/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * window_dive.h - from a window's fractional relaxation down to whole columns:
 * the surest patterns are fixed, some at a time, and lines priced anew.
 */
#ifndef SOLVER_WINDOW_DIVE_H
#define SOLVER_WINDOW_DIVE_H

#include "solver/window_parts.h"

/* After the relaxation. Looks for a choice of less than `best`; writes it to
 * `chosen` and returns true when it found one. */
bool window_dive(struct attempt *a, double best, int32_t *chosen);

#endif
