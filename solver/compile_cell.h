/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_cell.h - the work that each cell stands for, and which cells are
 * open.
 */
#ifndef SOLVER_COMPILE_CELL_H
#define SOLVER_COMPILE_CELL_H

#include "solver/compile_probe.h"

/* Fills cells and items, drops patterns that nobody can have (needs patterns
 * and holds). A cell is open when every duty may be taken, the hold admits it,
 * the 24-hour limits are kept by itself and at the seams with history and later
 * publication; what is held fast is open in any case, with a note if it breaks
 * a limit. STATUS_CONFLICT when a pin leaves a day without an open cell. */
enum status cells_make(struct compile_state *s, struct probe *probe,
                       struct error *err) MUST_USE;

/* Whether the pattern attends the activity: from inside a day duty, or by
 * holding it. */
bool pattern_attends(const struct compile_state *s, int32_t pattern,
                     int32_t activity);

#endif
