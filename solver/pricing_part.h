/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_part.h - what one person's line rules ask a label to remember.
 *
 * A *part* is one piece of the state: a running sum, a count of groups and
 * whether the present group is counted, a run state, the end of the last duty.
 * It acts on the days first..last, where a choice can change it, and holds a
 * slot of the state vector in between; parts that never live together share a
 * slot. Rules that are linear in reach become costs of single choices and no
 * part at all.
 */
#ifndef SOLVER_PRICING_PART_H
#define SOLVER_PRICING_PART_H

#include "solver/pricing_curve.h"
#include "solver/pricing_length.h"

enum part_kind { PART_SUM, PART_GROUPS, PART_RUN, PART_GAP };

struct part {
    enum part_kind kind;
    const struct line_rule *rule;
    int32_t first, last;
    int32_t slot;
    struct curve curve;        /* PART_SUM, PART_GROUPS */
    int64_t base;              /* amount before the first day: history */
    int32_t *least, *most;     /* PART_SUM: by day - first, open patterns */
    int16_t *group;            /* PART_GROUPS: by day - first; -1 between */
    struct run_table run;      /* PART_RUN */
};

struct parts {
    struct part *at;
    int32_t n;
    int32_t slots;
    /* Choice costs with linear rules folded in, [n_days * n_patterns]. */
    double *choice;
    double fixed; /* what every line pays */
    bool broken;  /* a hard rule that no choice can mend */
};

struct parts parts_of(struct arena *arena, const struct problem *problem,
                      int32_t person);
/* What pattern `p` does to the part on `day`: a weight, 0/1 for a class, or
 * for gaps the first pattern with the same busy time (-1: not busy). */
int32_t part_action(const struct problem *problem, const struct part *part,
                    int32_t day, int32_t pattern);

#endif
