/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_block.h - blocks of duties that reach over the horizon's edges.
 */
#ifndef SOLVER_COMPILE_BLOCK_H
#define SOLVER_COMPILE_BLOCK_H

#include "solver/compile_state.h"

/* Whether the pattern on the first or last day splits a block with what is
 * known outside the horizon. */
bool block_seam(const struct compile_state *s, int32_t person, int32_t day,
                int32_t pattern);

#endif
