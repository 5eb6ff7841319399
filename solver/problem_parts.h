/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_parts.h - what the files that build a problem share.
 *
 * While a problem is built, its growing arrays live in a draft; everything is
 * stored as given. problem_check() refuses what is out of range,
 * problem_finish() then lays the arrays out in the arena and drops the draft.
 */
#ifndef SOLVER_PROBLEM_PARTS_H
#define SOLVER_PROBLEM_PARTS_H

#include "solver/problem.h"

struct draft_term {
    int32_t row;
    struct term term;
};

struct problem_draft {
    struct VEC_OF(struct line_rule) rules;
    struct VEC_OF(struct row) rows;
    struct VEC_OF(struct draft_term) terms;
    struct VEC_OF(struct charge) charges;
    struct VEC_OF(struct charge_reason) reasons;
    struct VEC_OF(uint64_t) masks; /* mask_words words each */
};

void problem_draft_free(struct problem_draft *draft); /* accepts NULL */

/* Marks, bounds and constants beyond this are refused, so that sums of a few
 * of them cannot overflow and JSON can carry them exactly. */
#define AMOUNT_MAX ((int64_t)1 << 50)

/* Everything in the draft is in range. problem_check.c */
enum status problem_check(const struct problem *problem,
                          struct error *err) MUST_USE;
/* One rule's own data, by kind. problem_check_rule.c */
enum status problem_check_rule(const struct problem *problem,
                               const struct line_rule *rule,
                               struct error *err) MUST_USE;
/* A gauge's marks and costs. problem_check.c */
enum status problem_check_gauge(const struct gauge *gauge,
                                struct error *err) MUST_USE;

/* An upper bound of what any roster of a finished problem costs; more than
 * COST_MAX means "too much". problem_bound.c */
cost problem_cost_bound(const struct problem *problem);

#endif
