/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_branch.h - what may be decided when the program's best solution is not
 * whole, and which decision says most.
 *
 * In turn: sums of missing or surplus units (all, by week, weekend, pattern and
 * day), amounts of single rows, a person's work or off on a day, a person's
 * pattern on a day. Sums and amounts bound pieces of the program and leave
 * pricing alone. Of the most fractional of each family, the ones are probed
 * that promise most: a few dual pivots on either side.
 */
#ifndef SOLVER_LINES_BRANCH_H
#define SOLVER_LINES_BRANCH_H

#include "solver/lines_generate.h"

enum lines_decided { DECIDED_SUM, DECIDED_AMOUNT, DECIDED_CELL };

/* A set of rosters: those that ... */
struct lines_decision {
    enum lines_decided kind;
    int32_t what;       /* sum, row or line */
    int32_t day;        /* of a cell */
    double low, high;   /* of a sum or an amount */
    struct pattern_set barred; /* of a cell */
};
/* Every roster is in one of both. */
struct lines_branching {
    struct lines_decision side[2];
};

/* The one that leaves a person nothing but a pattern on a day. */
struct lines_decision lines_fixed_cell(const struct problem *problem,
                                       int32_t line, int32_t day,
                                       int32_t pattern);

struct lines_families; /* the sums there are */
struct lines_families *lines_families_new(const struct lines_engine *engine);
void lines_families_free(struct lines_families *families); /* accepts NULL */

/* Makes the program and the pricing hold the decisions, and no others. */
void lines_decide(struct lines_engine *engine,
                  const struct lines_decision *const *decisions, int32_t n);
/* Chooses by the program's last solution; false when it is whole. Probing
 * leaves the program to be solved again, and ends when it has to stop. */
bool lines_branch(struct lines_engine *engine,
                  const struct lines_families *families,
                  const struct lines_limits *limits,
                  struct lines_branching *best);

#endif
