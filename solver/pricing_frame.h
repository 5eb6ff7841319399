/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_frame.h - the small automata of a line, multiplied out day by day.
 *
 * A *node* after a day is the class of its pattern, the state of each run rule
 * and, within a group of days, whether the group is counted yet. What the days
 * to come cost at least is a table over nodes: runs and transitions exactly,
 * sums and counts by multipliers. Groups (pricing_day.h) that do the same to
 * the nodes are one *kind*. Where nodes become too many, run rules with the
 * most states are left out: the bound loosens, nothing else changes.
 */
#ifndef SOLVER_PRICING_FRAME_H
#define SOLVER_PRICING_FRAME_H

#include "solver/pricing_day.h"

enum { FRAME_NODES_MAX = 400, FRAME_RUNS_MAX = 8, FRAME_TRACKS_MAX = 4 };

/* One way from a node over a kind of the next day. */
struct frame_edge {
    int32_t next;   /* node, or FRAME_NONE */
    uint32_t rises; /* bit t: the day's track t counts its group */
    double cost;    /* of transition and runs */
};
#define FRAME_NONE (-1)

struct frame_day {
    int32_t n_kinds;
    int16_t *kind_of_group;
    int16_t *group_of_kind;   /* any of them */
    int32_t n_tracks;         /* distinct sets and groups that act today */
    int32_t track_end[FRAME_TRACKS_MAX]; /* their last days */
    int16_t *track_of_column; /* of the day's actions; -1: no group part */
    int32_t n_nodes;
    int16_t *node;            /* tuples: class, run states, flags */
    struct frame_edge *edge;  /* [node of yesterday * n_kinds + kind] */
};

struct frame {
    const struct problem *problem;
    const struct parts *parts;
    const struct pricing_day *days;
    int32_t n_runs;
    int32_t *run;             /* indices of the parts that take part */
    int32_t width;            /* of a tuple */
    struct frame_day *at;     /* by day */
};

struct frame frame_of(struct arena *arena, const struct problem *problem,
                      const struct parts *parts,
                      const struct pricing_day *days);
/* The state before a day, from which edges of that day lead on. */
struct frame_start {
    const int32_t *run;  /* state of each part of frame->run */
    uint32_t counted;    /* bit t: the day's track t is counted already */
};
struct frame_edge frame_enter(const struct frame *frame, int32_t day,
                              const struct frame_start *start, int32_t kind);
int16_t frame_run_state(const struct frame *frame, int32_t day, int32_t node,
                        int32_t run);

#endif
