/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lower.h - a lower bound of some levels, raised piece by piece.
 *
 * The levels of the objective are relaxed together (compact.h), others may be
 * capped at what they are known to cost; then cutting planes tighten the
 * relaxation. Where the first levels are capped instead of being part of the
 * objective their large weights are gone, and the arithmetic is fine enough for
 * many rounds of that. Pieces end at a count of ticks, a deadline or a flag;
 * what was begun goes on with the next, on the same thread.
 */
#ifndef SOLVER_LOWER_H
#define SOLVER_LOWER_H

#include "solver/lines.h"

struct lower;

/* Bit k of `levels`: the level is bounded. cap[k], [LEVEL_MAX]: what a level
 * may cost at most; COST_MAX: no cap. */
struct lower *lower_new(const struct problem *problem, uint32_t levels,
                        const cost *cap);
void lower_free(struct lower *lower); /* accepts NULL */
/* One piece of work; false when nothing is left to do. `target`: the levels
 * cost that much in a roster that is known, more needs no proof. */
bool lower_step(struct lower *lower, const struct lines_work *work,
                cost target);
/* Looks for the rest of the proof of `target` in a tree of limited size. */
void lower_branch(struct lower *lower, const struct lines_work *work,
                  cost target);
/* No more is done: what it knows stays, what that was worked out with goes. */
void lower_settle(struct lower *lower);
/* What the levels cost at least in every roster within the caps. */
cost lower_value(const struct lower *lower);
uint64_t lower_ticks(const struct lower *lower);
/* Whether pieces of its simplex, and of a tree, take seconds each. */
bool lower_large(const struct lower *lower);
/* The relaxation is not solved yet, or the last cuts raised the value. */
bool lower_gains(const struct lower *lower);
/* Prices of the rows, [n_rows], sign as in compact.h; NULL before the
 * relaxation was solved. */
const double *lower_duals(const struct lower *lower);

#endif
