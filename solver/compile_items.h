/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_items.h - what each cell means in work, minute by minute.
 */
#ifndef SOLVER_COMPILE_ITEMS_H
#define SOLVER_COMPILE_ITEMS_H

#include "solver/compile_state.h"

/* Whether the person may take every duty of the pattern that day and what is
 * settled admits it. */
bool cell_possible(const struct compile_state *s, int32_t person, int32_t day,
                   int32_t pattern);
/* Fills the items of all possible cells (needs holds, patterns and cells). */
void items_make(struct compile_state *s);

#endif
