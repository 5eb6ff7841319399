/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_parts.h - a plan of tables while it is laid out.
 *
 * First forward: which counters are alive on each day, nodes, ways, and the
 * amounts that can be reached (pricing_dense_plan.c, pricing_dense_reach.c).
 * Then backward: which of them can meet the hard rules. Then tables, blocks and
 * sorted ways for what is left (pricing_dense_layout.c).
 */
#ifndef SOLVER_PRICING_DENSE_PARTS_H
#define SOLVER_PRICING_DENSE_PARTS_H

#include "solver/pricing_dense_plan.h"

/* An interval of amounts. */
struct band {
    int32_t low, high;
};

struct way_vec VEC_OF(struct dense_way);

/* A day while it is laid out. Bands are [node * n_live + counter]. */
struct draft {
    struct dense_type *type;
    struct int_vec nodes;  /* of the automaton */
    struct way_vec ways;
    int32_t n_live;        /* counters after the choice, closing ones too */
    int16_t live[DENSE_LIVE_MAX];
    int16_t before[DENSE_LIVE_MAX]; /* its place yesterday, -1: begins */
    int16_t act[DENSE_LIVE_MAX];    /* of the type, -1: none today */
    bool closes[DENSE_LIVE_MAX];
    struct band *reached;  /* from the first day on */
    struct band *ahead;    /* what later days add */
    bool *alive;           /* by node */
    struct band band[DENSE_LIVE_MAX]; /* of all nodes that are alive */
};

struct builder {
    const struct dense_planning *in;
    struct dense_plan *plan;
    struct draft *drafts; /* by day - first */
    struct arena *scratch;
    int32_t start;        /* node before the first day */
    int32_t order[DENSE_TRACKED_MAX]; /* place of a tracked counter */
    int32_t *local;       /* by node of the automaton: index today */
    int32_t *seen;        /* by node of the automaton: day + 1 */
};

static inline const struct counter *counter_of(const struct builder *b,
                                               int32_t q)
{
    return &b->in->window->counter[b->plan->tracked[q].part];
}

/* What a way adds to the day's counter k. */
int32_t dense_shift_by(const struct draft *draft, const struct dense_way *way,
                       int32_t k);
/* Nodes, ways and reached amounts of a day; false: too many nodes. */
bool dense_reach_forward(struct builder *b, int32_t day);
/* Narrows all days to what can meet the hard rules. */
void dense_reach_backward(struct builder *b);
/* Cost of the frozen end after a node; INFINITY when it breaks a rule. */
double dense_close_node(const struct builder *b, int32_t node);
/* Tables, blocks, sorted ways; false: too large. */
bool dense_lay_days(struct builder *b);

#endif
