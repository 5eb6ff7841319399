/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_plan.h - one pricing run, laid out day by day before labels move.
 *
 * Prices are brought down to one number a group; every part gets its state at
 * the first open day and what later days can add to it. `rest` bounds what the
 * days to come cost: the cheapest path over the frame's nodes, each sum and
 * count priced by a multiplier instead of its curve (a Lagrangian relaxation,
 * valid for any multipliers; pricing_bend.h improves them).
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
    int64_t lowest;     /* amount with the least cost - multiplier * amount */
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
    double track_price[FRAME_TRACKS_MAX]; /* multipliers of one count more */
    double *rest;       /* by node, after this day; multipliers included */
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
    bool *bends;           /* by part: may have a multiplier */
    double fixed;          /* own cost and prices that no choice changes */
    double unborn;         /* least cost of all parts */
    double root;           /* bound of the whole run, `fixed` included */
    bool broken;           /* no line can meet the hard rules */
};

struct plan plan_of(struct arena *arena, const struct problem *problem,
                    int32_t person, const struct parts *parts);
/* Lays out a run for these prices. */
void plan_run(struct plan *plan, const double *price,
              const struct frozen *frozen);
/* Again `bent`, `rest`, `unborn` and `root`, after multipliers have changed. */
void plan_rest(struct plan *plan);
/* Cost of a way over the frame, rises priced; INFINITY when there is none. */
double plan_edge(const struct plan *plan, int32_t day,
                 const struct frame_edge *edge);
/* The edges from a node of the day before (or into the first day). */
static inline const struct frame_edge *plan_edges(const struct plan *plan,
                                                  int32_t day, int32_t node)
{
    const struct frame_day *at = &plan->frame.at[day];
    return day == plan->frozen.first ? plan->start
                                     : &at->edge[node * at->n_kinds];
}
/* Least that a sum which stands at `state` can cost, less what its multiplier
 * charges for the days to come. */
double step_least(const struct step *step, int32_t state);

#endif
