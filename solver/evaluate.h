/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate.h - a roster with its row amounts and line costs kept up to date;
 * exact deltas of replacing (part of) a line. In audit builds each applied
 * delta is compared with the definition (roster.h): the changed lines and the
 * rows they touch each time, the whole every 64th time.
 */
#ifndef SOLVER_EVALUATE_H
#define SOLVER_EVALUATE_H

#include "solver/roster.h"

struct evaluation; /* one per thread */

struct evaluation *evaluation_new(const struct problem *problem,
                                  const struct roster *roster);
void evaluation_free(struct evaluation *evaluation);
const struct problem *evaluation_problem(const struct evaluation *e);
/* The roster it stands at; borrowed, changes with evaluation_apply(). */
const struct roster *evaluation_roster(const struct evaluation *e);
cost evaluation_cost(const struct evaluation *e);
int32_t evaluation_breaches(const struct evaluation *e);
struct score evaluation_score(const struct evaluation *e);
const int64_t *evaluation_amounts(const struct evaluation *e); /* per row */
/* Takes over another roster whole. */
void evaluation_reset(struct evaluation *e, const struct roster *roster);

/* Replacing days first..first+n-1 of a line by `patterns`. */
struct change {
    int32_t person, first, n;
    const int16_t *patterns;
};
struct delta {
    cost total;
    int32_t breaches;
};
/* Exact, changes nothing. All changes count together; at most one a person. */
struct delta evaluation_delta(struct evaluation *e,
                              const struct change *changes, int32_t n);
/* As evaluation_delta(), but gives up as soon as it is sure that more would be
 * broken: false then, and *delta is of no use. */
bool evaluation_try(struct evaluation *e, const struct change *changes,
                    int32_t n, struct delta *delta);
void evaluation_apply(struct evaluation *e, const struct change *changes,
                      int32_t n);

#endif
