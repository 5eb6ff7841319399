/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * neighbour.h - which people on which days to free next.
 *
 * A shape is a table entry: how many people, how many days, how they are
 * chosen. Shapes that improved more a tick are tried more often; windows grow
 * when many in a row found nothing and shrink again after a success.
 */
#ifndef SOLVER_NEIGHBOUR_H
#define SOLVER_NEIGHBOUR_H

#include "base/random.h"
#include "solver/evaluate.h"
#include "solver/window.h"

struct neighbour;

struct neighbour *neighbour_new(const struct problem *problem);
void neighbour_free(struct neighbour *neighbour); /* accepts NULL */

/* The next window, borrowed until the next call. */
const struct window_part *neighbour_choose(struct neighbour *neighbour,
                                           const struct evaluation *at,
                                           struct random *random);
/* What came of it: points gained (0: none) for so many ticks. */
void neighbour_learn(struct neighbour *neighbour, cost gained,
                     uint64_t ticks);
/* The name of the shape last chosen. */
const char *neighbour_name(const struct neighbour *neighbour);

#endif
