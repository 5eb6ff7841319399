/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rest.h - a lower bound of what lies below the settled levels.
 *
 * The first levels are capped at what they are known to cost; the others are
 * the objective of one compact relaxation (compact.h), which cutting planes
 * then tighten. Without the large weights of the first levels in the objective
 * the arithmetic is fine enough for that. Work comes in pieces of about a
 * number of ticks, so that it can be fitted in between other work and told to stop.
 */
#ifndef SOLVER_REST_H
#define SOLVER_REST_H

#include "solver/lines.h"

struct rest;

/* `settled` levels come first and cost at most cap[k] each. */
struct rest *rest_new(const struct problem *problem, int32_t settled,
                      const cost *cap);
void rest_free(struct rest *rest); /* accepts NULL */
/* One piece of work; false when nothing is left to do. `target`: the levels
 * below cost that much in a roster that is known, more needs no proof. */
bool rest_step(struct rest *rest, const struct lines_work *work, cost target);
/* What the levels below cost at least in every roster within the caps. */
cost rest_bound(const struct rest *rest);
uint64_t rest_ticks(const struct rest *rest);
/* Prices of the rows, [n_rows], sign as in compact.h; NULL before the
 * relaxation was solved. */
const double *rest_duals(const struct rest *rest);

#endif
