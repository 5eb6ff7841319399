/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_day.h - the choices of one person's day, as pricing sees them.
 *
 * Patterns that do the same to every part and have the same neighbours form a
 * *group*: only the cheapest of a group matters for given prices. Patterns
 * with the same successors form a *class*: all that tomorrow asks of today.
 */
#ifndef SOLVER_PRICING_DAY_H
#define SOLVER_PRICING_DAY_H

#include "solver/pricing_part.h"

struct pricing_day {
    int32_t n_parts;
    int32_t *parts;     /* indices of those that act today */
    int32_t n_groups;
    int16_t *group_of;  /* by pattern, -1: not open */
    int32_t *action;    /* [group * n_parts + k] */
    int16_t *choice;    /* [k * n_groups + group]: equal actions have one */
    int16_t *n_choices; /* by k */
    int32_t n_classes;
    int16_t *class_of;  /* by pattern, open or not */
    int16_t *class_of_group;
    /* [class * groups of tomorrow + group]: cost or TRANSITION_NEVER. */
    int32_t *step;
    /* [a * n_classes + b]: how much dearer tomorrow can be from a than b. */
    double *excess;
};

/* One for each day of the problem. */
struct pricing_day *pricing_days_of(struct arena *arena,
                                    const struct problem *problem,
                                    int32_t person, const struct parts *parts);
/* Cost of `to` on day + 1 after `from` on day, by all of the person's
 * transition rules; TRANSITION_NEVER when one forbids it. */
int32_t transition_points(const struct problem *problem, int32_t person,
                          int32_t day, const int16_t pair[2]);

#endif
