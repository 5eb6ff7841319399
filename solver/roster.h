/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster.h - a candidate plan of a problem: a pattern for each person and day.
 */
#ifndef SOLVER_ROSTER_H
#define SOLVER_ROSTER_H

#include "solver/problem.h"

struct roster {
    int32_t n_people, n_days;
    int16_t *pattern; /* [person * n_days + day] */
};

/* OFF where allowed, else the cheapest allowed pattern. Caller owns it. */
struct roster *roster_new(const struct problem *problem);
void roster_free(struct roster *roster); /* accepts NULL */
void roster_copy(struct roster *to, const struct roster *from);
static inline int16_t *roster_line(const struct roster *r, int32_t person)
{
    return &r->pattern[(int64_t)person * r->n_days];
}

/* ---- the definition of cost: slow and obvious (solver/score.c) --------- */

/* What a roster costs, by level; `breaches` counts hard conditions broken
 * (forbidden choices, hard rules, hard rows). */
struct score {
    cost total;
    cost level[LEVEL_MAX];
    int32_t breaches;
};
struct score roster_score(const struct problem *problem,
                          const struct roster *roster);

/* Cost and breaches of one line alone: choices and line rules. */
struct score line_score(const struct problem *problem, int32_t person,
                        const int16_t *line);
/* Of one rule alone, given the line. `*breach` gets 1 when it is broken. */
cost rule_score(const struct problem *problem, const struct line_rule *rule,
                const int16_t *line, int32_t *breach);
/* The amount of a row. */
int64_t row_amount(const struct problem *problem, int32_t row,
                   const struct roster *roster);

/* One non-zero item of a report: which rule, row or reason, how much. Rules
 * come first, then rows, choices that cost, choices that are forbidden. */
struct score_item {
    enum { ITEM_RULE, ITEM_ROW, ITEM_CHOICE } kind;
    int32_t index;  /* of rule, row or reason; -1: a forbidden choice */
    int32_t person; /* NONE (-1) for rows */
    int32_t day;    /* for choices, and rows with one; else -1 */
    cost points;
    int32_t breach;
};
struct item_vec VEC_OF(struct score_item);
void roster_items(const struct problem *problem, const struct roster *roster,
                  struct item_vec *out);

/* JSON: {"lines": {"person": ["pattern", ...]}} by name. solver/roster_json.c */
char *roster_write(const struct problem *problem, const struct roster *roster);
enum status roster_read(const struct problem *problem, const char *file,
                        const char *bytes, size_t length,
                        struct roster **result, struct error *err) MUST_USE;

#endif
