/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_dive.h - a roster from the program's solution: the patterns of people
 * on days that it is surest of are fixed, lines are priced anew, and so on down
 * until it is whole.
 *
 * Nothing is proven on the way; what was fixed is forgotten afterwards.
 */
#ifndef SOLVER_LINES_DIVE_H
#define SOLVER_LINES_DIVE_H

#include "solver/lines_branch.h"

struct lines_dive;

/* From the program of these decisions (copied), with so many rounds of pricing
 * at most after each fixing. */
struct lines_dive *lines_dive_new(struct lines_engine *engine,
                                  const struct lines_decision *const *decisions,
                                  int32_t n, int32_t rounds);
void lines_dive_free(struct lines_dive *dive); /* accepts NULL */
/* LINES_LEFT at a limit; else it is over: with LINES_DONE the program's last
 * solution is whole, with LINES_CUT it would not be worth less than the
 * target. */
/* Of the last program that was solved. */
double lines_dive_value(const struct lines_dive *dive);
enum lines_progress lines_dive_work(struct lines_dive *dive, double target,
                                    const struct lines_limits *limits);

#endif
