/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact.h - the lines and rows written down over x[person, day, pattern].
 *
 * As an LP: a valid bound and duals for all rows at once (solver.md). As a MIP:
 * the exact solver of small open parts (windows of a few people and days, a
 * re-plan), with everything else frozen at a given roster.
 *
 * Transitions are written by classes of patterns, runs and groups with helper
 * columns, gaps with one binary a possible gap, every hinge as bounded slack
 * columns. Hard and soft rules of all five kinds are exact for integer x.
 */
#ifndef SOLVER_COMPACT_H
#define SOLVER_COMPACT_H

#include "solver/lp.h"
#include "solver/roster.h"

/* What may change: person i on day d is open when open[i * n_days + d]. */
struct open_part {
    const bool *open;
};

struct compact_options {
    const struct roster *frozen;   /* values of what is not open; NULL with
                                      open NULL */
    const struct open_part *open;  /* NULL: everything */
    uint32_t levels;               /* bit k: level k's costs are in the
                                      objective; UINT32_MAX: all */
    const cost *level_cap;         /* NULL, or per level the most it may cost
                                      (COST_MAX: no cap): lexicographic runs */
};

struct compact;

struct compact *compact_new(const struct problem *problem,
                            const struct compact_options *options);
void compact_free(struct compact *compact); /* accepts NULL */

/* Solves the relaxation. LP_OPTIMAL, LP_INFEASIBLE or why not. */
enum lp_outcome compact_relax(struct compact *compact,
                              const struct lp_limits *limits);
/* The lower bound on the objective's levels of every roster that agrees with
 * the frozen part, rounded up to what integer costs allow (1e-6 of a point and
 * 1e-10 relative are given away first, then up to the gcd of the open costs in
 * the objective). The cost of frozen lines and rows is included. It is computed
 * from the duals alone, so it holds after a stop in mid-course too; the best
 * one so far is kept. After compact_fix(value) it holds for rosters better than
 * that value. Levels cost nothing below 0, nor does the bound. */
cost compact_bound(const struct compact *compact);
/* After LP_OPTIMAL: at most so many rounds of cutting planes, until the bound
 * reaches `target` (COST_MAX: as far as they help) or a limit. compact_bound(),
 * duals and x are then those of the tighter relaxation. Returns how many cuts
 * joined it. */
int32_t compact_tighten(struct compact *compact,
                        const struct lp_limits *limits, cost target,
                        int32_t rounds);
/* Of the levels in the objective: what they cost in every roster is this times
 * a whole number, plus a constant; 0: constant. */
cost compact_unit(const struct compact *compact);
/* Duals of the problem's rows, [n_rows], sign as for minimisation: the
 * Lagrangian price of one more unit of the row's amount is -dual. */
void compact_duals(const struct compact *compact, double *row_dual);
/* Fractional x of the last relaxation. */
double compact_x(const struct compact *compact, int32_t person, int32_t day,
                 int32_t pattern);
/* Fixes by reduced cost what no roster better than `value` can have; returns
 * how many choices went. Only after compact_relax() gave LP_OPTIMAL. */
int32_t compact_fix(struct compact *compact, cost value);
/* Cuts at the root, then branch and cut. On LP_OPTIMAL or LP_FEASIBLE `result`
 * (made by the caller) gets a roster at least as good as the limits' cutoff;
 * `*bound` as in lp.h. */
enum lp_outcome compact_mip(struct compact *compact,
                            const struct mip_limits *limits,
                            struct roster *result, double *bound);
/* Cuts may be twice as long from now on: more of them, and dearer ones. False
 * when none was too long so far, or they are long enough. */
bool compact_longer_cuts(struct compact *compact);
/* How large it is: entries of all rows. */
int32_t compact_entries(const struct compact *compact);
int64_t compact_ticks(const struct compact *compact); /* pivots */
/* The work of compact_relax() and compact_tighten() so far, in ticks of 0.1 us
 * as windows count them; and what a pivot takes of them as things stand. */
uint64_t compact_work(const struct compact *compact);
uint64_t compact_pivot_work(const struct compact *compact);

#endif
