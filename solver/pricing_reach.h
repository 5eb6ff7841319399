/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_reach.h - what the frozen days around a run mean for each part.
 *
 * Days before the open ones fix the state a part starts with, days after them
 * what its end adds or costs. Costs that no choice changes are summed up.
 */
#ifndef SOLVER_PRICING_REACH_H
#define SOLVER_PRICING_REACH_H

#include "solver/pricing_day.h"

struct reach {
    bool acts;           /* some open day changes the part */
    int32_t first, last; /* open days on which it acts */
    int32_t state;       /* before `first` */
    int32_t flag;        /* PART_GROUPS: the group is counted already */
    int64_t tail;        /* added by days after `last` */
    bool tail_counts;    /* PART_GROUPS: they count the group of `last` */
    double *close;       /* PART_RUN: cost of the frozen end by state; < 0 when
                            it breaks the rule */
    /* Running, while a plan is laid out backwards: what later days can add,
     * and the group that is already among them (-1: none). */
    int64_t rmin, rmax;
    int32_t counted;
    double fixed;        /* cost that no choice changes */
    bool broken;         /* by the frozen days and the reach alone */
};

/* Room for what reach_find() writes. */
struct reach *reaches_of(struct arena *arena, const struct parts *parts);
struct frozen {
    const struct problem *problem;
    const int16_t *line; /* NULL: all days are open */
    int32_t first, last; /* open days */
};
void reach_find(struct reach *reach, const struct part *part,
                const struct frozen *frozen);
/* A gap's state after the frozen days that follow the open ones. */
int32_t reach_gap_end(const struct part *part, const struct frozen *frozen,
                      int32_t state);

#endif
