/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate_parts.h - what the files of the evaluation share.
 *
 * A delta is found in two steps. *Collecting* walks the changed days and adds
 * up, for each rule and row they touch, how its amount (or its cost) moves;
 * *settling* turns the sums into cost and breaches. Each rule and row carries
 * its own running sum and a stamp that says to which delta the sum belongs, so
 * nothing has to be cleared. Applying is the same with the sums kept.
 */
#ifndef SOLVER_EVALUATE_PARTS_H
#define SOLVER_EVALUATE_PARTS_H

#include "solver/evaluate.h"

/* A gauge beside the state that is measured with it: most have one hinge at the
 * most, and one cache line is what a delta can afford. */
struct quick_gauge {
    int64_t low, high;
    struct hinge hinge;
    const struct gauge *whole; /* NULL unless there are more hinges */
};

static inline cost quick_cost(const struct quick_gauge *gauge, int64_t amount)
{
    if (gauge->whole) {
        return gauge_cost(gauge->whole, amount);
    }
    int64_t above = amount - gauge->hinge.at;
    return above < 0 ? gauge->hinge.under * -above : gauge->hinge.over * above;
}

static inline bool quick_breach(const struct quick_gauge *gauge, int64_t amount)
{
    return amount < gauge->low || amount > gauge->high;
}

/* Rules whose cost is a gauge of an amount move by amount; the others by cost
 * and by how often they are broken within the line. */
struct rule_state {
    struct quick_gauge gauge;
    int64_t amount, moved;
    cost points, points_moved;
    int32_t broken, broken_moved;
    uint32_t stamp;
    bool gauged; /* has an amount */
};

struct row_state {
    struct quick_gauge gauge;
    int64_t moved;
    cost points;
    uint32_t stamp;
    bool broken;
};

/* Entries of each (person, day) cell: at[first[cell]..first[cell + 1]]. */
struct window_entry {
    const int32_t *weight; /* of that day */
    int32_t rule;
};
struct windows_of {
    int32_t *first;
    struct window_entry *at;
};
struct group_entry {
    int32_t rule, group;
};
struct groups_of {
    int32_t *first;
    struct group_entry *at;
};
/* Indices of rules, per cell (gaps) or per person (transitions, runs). */
struct rules_list {
    int32_t *first;
    int32_t *at;
};

struct evaluation {
    const struct problem *p;
    struct roster *roster;
    struct score score;

    struct rule_state *rules;
    struct row_state *rows;
    int64_t *amounts;

    struct windows_of windows;
    struct groups_of groups;
    struct rules_list gaps, transitions, runs;

    /* Of the delta under way. */
    uint32_t stamp;
    int32_t *touched_rules, *touched_rows;
    int32_t n_touched_rules, n_touched_rows;
    int16_t *line; /* the changed line, [n_days] */

    uint64_t applied; /* changes, for audits */
};

/* A line before and after, which differ in first..last at most. */
struct line_change {
    int32_t person, first, last;
    const int16_t *before, *after;
};

struct quick_gauge quick_gauge(const struct gauge *gauge);

/* Which rules look at which days. evaluate_index.c */
void evaluation_index(struct evaluation *e);
void evaluation_index_release(struct evaluation *e);

/* Adds what the change of one line does to its rules. evaluate_rules.c */
void evaluation_collect_rules(struct evaluation *e,
                              const struct line_change *change);
/* The states of all rules of the roster it stands at, from nothing. */
void evaluation_reset_rules(struct evaluation *e);

/* After a change was applied: aborts where the states are not what the
 * definition says. Does nothing but in audit builds. evaluate_audit.c */
void evaluation_audit(struct evaluation *e, const struct change *changes,
                      int32_t n);

#endif
