/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * small.h - problems of which little is open, such as a re-plan: the exact
 * solver (compact.h) on what can still be chosen, the search only when that
 * does not come to an end.
 */
#ifndef SOLVER_SMALL_H
#define SOLVER_SMALL_H

#include "solver/solver.h"

/* As solver_run(), which takes over with what was found. The first levels are
 * proven one by one (lexicographically) while the limits last. */
enum status solver_run_small(const struct problem *problem,
                             const struct solver_options *options,
                             struct solver_result *result,
                             struct error *err) MUST_USE;

#endif
