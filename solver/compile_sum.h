/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_sum.h - hours of cells and of what lies outside the horizon, counted
 * by the definition's own sums (model/rule.h).
 */
#ifndef SOLVER_COMPILE_SUM_H
#define SOLVER_COMPILE_SUM_H

#include "solver/compile_row.h"

/* A stretch of time over which something is counted. */
struct span {
    instant from, to;
    enum work_sum what;
};

units cell_sum(const struct compile_state *s, int32_t person,
               const struct cell *cell, const struct span *span);
units outside_sum(const struct compile_state *s, int32_t person,
                  const struct span *span);
/* Their items outside the horizon, by start; NULL for none. */
const struct work_item *outside_items(const struct compile_state *s,
                                      int32_t person, int32_t *n);
/* The days whose cells may reach into [from, to): from the day before, since
 * duties end after midnight. False when there are none in the horizon. */
bool span_days(const struct compile_state *s, instant from, instant to,
               int32_t *first, int32_t *last);
/* A cell_amount of compile_row.h; context: const struct span *. */
int64_t amount_in_span(const struct compile_state *s, int32_t person,
                       int32_t day, int32_t pattern, const void *context);

#endif
