/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_plan.h - one pricing run, laid out day by day before labels move.
 *
 * Prices are brought down to one number a group; every part gets its state at
 * the first open day and what later days can add to it. A sum that costs the
 * same for each unit wherever the open days can bring it goes into the choices'
 * prices: most long sums vanish from short windows that way.
 */
#ifndef SOLVER_PRICING_PLAN_H
#define SOLVER_PRICING_PLAN_H

#include "solver/pricing_frame.h"
#include "solver/pricing_reach.h"

/* One part on one open day. */
struct step {
    const struct part *part;
    const struct reach *reach;
    int32_t column;     /* of the day's actions */
    bool begins, ends;  /* first, last open day on which it acts */
    bool closes;        /* PART_GROUPS: a group's last open day */
    int64_t rmin, rmax; /* what is added after this day, frozen end included */
    double multiplier;  /* PART_SUM, PART_GROUPS; else 0 */
    int64_t lowest;     /* the part's: see struct plan */
};

/* A part that is alive after the day. */
struct live {
    const struct part *part;
    int32_t slot;
    double up, down; /* PART_GROUPS: how much one more or one less can cost */
};

struct plan_day {
    const struct pricing_day *day;
    double *price;      /* by group; INFINITY: not open */
    double *bent;       /* by group: with multipliers */
    int16_t *best;      /* by group: the cheapest pattern */
    struct step *steps; /* in the order of part kinds */
    int32_t n_steps;
    struct live *live;
    int32_t n_live;
    double *kind_price; /* by kind of the frame: the least of `bent` */
    int16_t *kind_best; /* by kind: the group that has it */
    double track_price[FRAME_TRACKS_MAX]; /* multipliers of one count more */
    bool tracked;       /* one of them is not 0 */
    int16_t *node;      /* those that the start leads to */
    int32_t n_nodes;
    double *rest;       /* by node, after this day; multipliers included */
    int16_t *way;       /* by node: tomorrow's kind that `rest` begins with */
    double unborn;      /* least cost of the parts that begin later */
};

struct plan {
    const struct problem *problem;
    int32_t person;
    const struct parts *parts;
    const struct pricing_day *days;
    struct frame frame;
    struct frame_edge *start; /* by kind: into the first open day */
    struct plan_day *at;   /* by day of the problem */
    struct frozen frozen;
    struct reach *reach;   /* by part */
    double *multiplier;    /* by part */
    int64_t *lowest;       /* by part: amount with the least cost less
                              multiplier * amount */
    bool *bends;           /* by part: may have a multiplier */
    double fixed;          /* own cost and prices that no choice changes */
    double unborn;         /* least cost of all parts */
    double root;           /* bound of the whole run, `fixed` included */
    int16_t way;           /* the kind of the first day that it begins with */
    bool broken;           /* no line can meet the hard rules */
};

struct plan plan_of(struct arena *arena, const struct problem *problem,
                    int32_t person, const struct parts *parts);
/* Lays out a run for these prices. */
void plan_run(struct plan *plan, const double *price,
              const struct frozen *frozen);

#endif
