/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.h - the relaxation over whole lines, and the tree above it.
 *
 * The root is solved by column generation (lines_generate.h); then branch and
 * price (lines_tree.h) raises the bound and finds rosters on its way. Large
 * programs begin with an ascent (lines_ascent.h), and those for which the
 * simplex would take too long end with it. Work is done in steps that end at a
 * count of ticks, a deadline or a flag; what was begun goes on with the next
 * step. The same steps with the same rosters give the same bounds on every
 * machine.
 */
#ifndef SOLVER_LINES_H
#define SOLVER_LINES_H

#include "solver/roster.h"

struct lines;

/* `start`: any roster, its lines are the first columns. */
struct lines *lines_new(const struct problem *problem,
                        const struct roster *start);
void lines_free(struct lines *lines); /* accepts NULL */

/* Duals of all rows to begin from, sign as in compact.h; before the first
 * step. */
void lines_start(struct lines *lines, const double *row_dual);

struct lines_work {
    const struct roster *best; /* the best roster, and its cost: */
    const struct score *score;
    uint64_t ticks;            /* about so much work */
    double seconds;            /* at most; <= 0: no limit */
    const volatile int *stop;  /* NULL, or non-zero: end soon */
};
/* False when nothing is left to do: the bound is the score's, or is as good
 * as it gets. */
bool lines_step(struct lines *lines, const struct lines_work *work);
/* No roster without a breach costs less. */
cost lines_bound(const struct lines *lines);
/* A roster of less cost than the last step's best, NULL when there is none. */
const struct roster *lines_found(const struct lines *lines);
uint64_t lines_ticks(const struct lines *lines);
int32_t lines_nodes(const struct lines *lines);
/* The root was solved. */
bool lines_rooted(const struct lines *lines);
/* On the way to the root and down the first dive from it; never where programs
 * are too large for that. */
bool lines_diving(const struct lines *lines);
/* The best duals so far, by row of the problem; 0 where none is known. */
void lines_duals(const struct lines *lines, double *row_dual);

#endif
