/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_plan.h - tables for one window and one choice of counters,
 * laid out day by day.
 *
 * After each open day there is a table: node by the amounts of the counters
 * that are still open. For every day only nodes and amounts take part from
 * which the last day can be reached within the hard rules (bands, one interval
 * a counter and day). A counter is closed after its last day: its cost is added
 * and its dimension is gone. A count of groups may have a price instead of a
 * dimension: then ways know whether they count one. Nothing here depends on
 * prices.
 */
#ifndef SOLVER_PRICING_DENSE_PLAN_H
#define SOLVER_PRICING_DENSE_PLAN_H

#include "solver/pricing_dense_window.h"

enum {
    DENSE_LIVE_MAX = 8,     /* dimensions of a table */
    DENSE_TRACKED_MAX = 96, /* counters in one plan */
    DENSE_CELLS_MAX = 16 * 1024 * 1024
};

/* The cells of all nodes after a day: [node][counter]..., the counter with the
 * widest band innermost. */
struct dense_layout {
    size_t at;       /* first cell among those of the plan */
    int32_t nodes;
    int32_t cells;   /* of one node */
    int32_t n;       /* counters */
    int16_t counter[DENSE_LIVE_MAX]; /* index of the tracked ones */
    int32_t low[DENSE_LIVE_MAX], size[DENSE_LIVE_MAX];
    int32_t stride[DENSE_LIVE_MAX];
};

/* A node of yesterday, over a kind, to a node of today. */
struct dense_way {
    double cost;
    int16_t from, to, kind, shift;
};

/* Which cells of `from` lead to which of `to` under one shift. */
struct dense_block {
    int32_t from, to;
    int32_t count[DENSE_LIVE_MAX]; /* in the order of the layout after */
};

/* One counter is added up: `place` of the layout before goes. */
struct dense_closing {
    int32_t place;
    const double *cost; /* by amount, from the layout's low on */
    struct dense_layout after;
};

struct dense_step {
    const struct dense_type *type;
    size_t kinds_at;            /* of the plan's prices by kind */
    size_t shifts_at;           /* of the plan's prices by shift */
    int32_t n_shifts;
    struct dense_layout layout; /* after the day's choice */
    int32_t n_closings;
    struct dense_closing *closings;
    int32_t *first_way;         /* by node, nodes + 1 */
    struct dense_way *ways;     /* by node of today */
    struct dense_block *blocks; /* by shift */
    /* [DENSE_LIVE_MAX] steps in the table before, in the order of `layout`; 0
     * for a counter that begins today. */
    int32_t from_stride[DENSE_LIVE_MAX];
};

struct dense_tracked {
    int32_t part;
    int32_t unit;
    int64_t low, high; /* hard, in units above the window's origin */
};

struct dense_plan {
    struct arena *arena;
    int32_t first, last;
    int32_t n_tracked;
    struct dense_tracked tracked[DENSE_TRACKED_MAX];
    struct dense_step *steps; /* by day - first */
    double *close;            /* by node of the last day */
    size_t cells, kinds, shifts; /* in all */
    uint64_t work;            /* cells looked at in one run */
    bool impossible;          /* no line meets the tracked hard rules */
};

struct dense_planning {
    const struct problem *problem;
    const struct parts *parts;
    struct dense_automaton *automaton;
    const struct dense_window *window;
    const bool *tracked; /* by part: the loose ones to track */
    const bool *priced;  /* by part: loose counts of groups with a price */
};
/* NULL when tables, nodes or counters would be too many. */
struct dense_plan *dense_plan_new(const struct dense_planning *planning);
void dense_plan_free(struct dense_plan *plan); /* accepts NULL */

/* The layout at the end of a day. */
static inline const struct dense_layout *
dense_after(const struct dense_step *step)
{
    return step->n_closings > 0
               ? &step->closings[step->n_closings - 1].after
               : &step->layout;
}

#endif
