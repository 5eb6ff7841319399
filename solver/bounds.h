/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bounds.h - what no roster can beat: in total, and level by level.
 *
 * Several relaxations of one problem; which of them works next is decided by
 * the work each has done and is expected to need, measured in ticks. Whole
 * lines (lines.h) bound the total; so does the compact LP. A level's bound is
 * the compact LP with that level's costs only and the levels before it capped
 * at their best known values (lexicographic). Once the first levels are proven,
 * the total is at least these plus what lies below them (lower.h), which pieces
 * of lines (lower_pieces.h) bound too where that pays. Always valid;
 * work is done in steps so that the caller can fit it in between other work.
 */
#ifndef SOLVER_BOUNDS_H
#define SOLVER_BOUNDS_H

#include "solver/lines.h"

struct bounds;

struct bounds *bounds_new(const struct problem *problem);
void bounds_free(struct bounds *bounds); /* accepts NULL */

/* One piece of work, given the best score so far; false when nothing is left
 * to do for it. Levels behind the first that is not proven hang on a value
 * that may still move, so they are bounded only when `all` is asked for. */
bool bounds_step(struct bounds *bounds, const struct lines_work *work,
                 bool all);
cost bounds_total(const struct bounds *bounds);
/* Fills level bounds that hold for `best`; `proven` where equal. */
void bounds_levels(const struct bounds *bounds, const struct score *best,
                   cost *bound, bool *proven);
uint64_t bounds_ticks(const struct bounds *bounds);
/* Of these, for pieces of lines; `width`: their days where they say more of what
 * lies below settled levels than the compact relaxation does, else 0. */
uint64_t bounds_pieces(const struct bounds *bounds, int32_t *width);
/* Much is to be expected from the next steps: a good roster, with whole lines on
 * their way to the end of their first dive; or points, as the relaxation below
 * settled levels, or the last cuts of it, still gain. */
bool bounds_promising(const struct bounds *bounds);
/* The first relaxation's duals of the rows, NULL until it was solved. */
const double *bounds_duals(const struct bounds *bounds);
/* A roster better than the last step's best, that bounding came across. */
const struct roster *bounds_roster(const struct bounds *bounds);

#endif
