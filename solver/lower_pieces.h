/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lower_pieces.h - a lower bound of what lies below settled levels, by columns
 * over pieces of lines (pieces.h).
 *
 * Whether they hold more than the compact relaxation differs from problem to
 * problem, so it is measured. Pieces of one week come first, then of two, then
 * of four, as long as columns say more than the compact relaxation of the same
 * pieces: each begins from the duals that the compact relaxation of the cut
 * problem ends with, and goes on for as long as its bound is above what is
 * known, or would be if as much work again gained as much as its last half.
 */
#ifndef SOLVER_LOWER_PIECES_H
#define SOLVER_LOWER_PIECES_H

#include "solver/lower.h"

struct lower_pieces;

/* The first `settled` levels cost cap[k] in the rosters that are looked at, and
 * whole units of unit[k] (0: always the same); `below`: what the levels below
 * cost in one of them. */
struct settled_part {
    int32_t settled;
    const cost *cap, *unit;
    cost below;
};
struct lower_pieces *lower_pieces_new(const struct problem *problem,
                                      const struct settled_part *part);
void lower_pieces_free(struct lower_pieces *pieces); /* accepts NULL */

/* One piece of work; false when nothing is left to do. `known`: the best bound
 * of the same by other means. */
bool lower_pieces_step(struct lower_pieces *pieces,
                       const struct lines_work *work, cost known);
/* What the levels below cost at least in rosters that cost cap[k] above. */
cost lower_pieces_value(const struct lower_pieces *pieces);
uint64_t lower_pieces_ticks(const struct lower_pieces *pieces);
/* Days of the pieces that gave the value; 0: none yet. */
int32_t lower_pieces_width(const struct lower_pieces *pieces);
/* Days of the widest that were begun; 0: none yet. */
int32_t lower_pieces_widest(const struct lower_pieces *pieces);
/* The bound is above what was known, as the last step left it. */
bool lower_pieces_ahead(const struct lower_pieces *pieces);

#endif
