/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * neighbour.h - which people on which days to free next.
 *
 * Shapes run from one person's whole line to everybody for some days, within
 * what a window can be solved for. Those that gained more points a tick lately
 * are drawn more often, and those whose relaxation leaves most open: narrow
 * ones are soon proven to hold nothing better, then wide ones come into their
 * own. Half of the windows lie around a row that costs.
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
/* What came of it: points gained (0: none), points that a relaxation left
 * open, for so many ticks. */
void neighbour_learn(struct neighbour *neighbour, cost gained, double open,
                     uint64_t ticks);
/* The name of the shape last chosen: "8 people x 14 days". Borrowed until the
 * next call. */
const char *neighbour_name(struct neighbour *neighbour);

#endif
