/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_loose.h - counters with nothing but hard bounds: left out,
 * priced, or tracked.
 *
 * A loose counter starts left out, but for those with bounds on both sides,
 * which are tracked from first to last. One that the cheapest line breaks is tracked
 * where tables stay small, and left out again when it had slack for some runs.
 * Otherwise it gets a multiplier: price times (amount less the bound) is added,
 * which keeps the value a lower bound of every line within the bounds.
 */
#ifndef SOLVER_PRICING_DENSE_LOOSE_H
#define SOLVER_PRICING_DENSE_LOOSE_H

#include "solver/pricing_dense_window.h"

struct loose {
    const struct problem *problem;
    const struct parts *parts;
    const struct dense_automaton *automaton;
    const struct dense_window *window;
    /* By part. */
    bool *tracked;
    bool *priced;        /* counts of groups that nodes tell apart */
    bool *wide;          /* tracking it makes tables too large here */
    int32_t *slack_runs; /* tracked, and the bounds did not matter */
    double *multiplier, *best_multiplier;
    int64_t *amount;     /* of the line judged last */
    /* The base costs with multipliers. */
    double *bent;        /* as the window's base */
};

struct loose loose_of(struct arena *arena, const struct problem *problem,
                      const struct parts *parts,
                      const struct dense_automaton *automaton,
                      const struct dense_window *window);
/* Another window: multipliers and what was too wide are forgotten. */
void loose_forget(struct loose *l);
/* Finds the amounts; the number of counters whose bounds the line breaks. */
int32_t loose_judge(struct loose *l, const int16_t *line);
/* Tracks the counter broken worst by the line judged last; its part, or -1
 * when none is left that is not too wide. */
int32_t loose_track(struct loose *l);
/* After a line was found: leaves out tracked counters that had slack for some
 * runs. True when it did. */
bool loose_relax(struct loose *l);
/* Makes `bent`; returns what multipliers add whatever the line. */
double loose_bend(struct loose *l);
/* Moves multipliers along the amounts judged last, by `length` times how far
 * each is from its bound; `up`: only those of broken bounds, away from 0. True
 * when a count of groups became priced. */
bool loose_step(struct loose *l, double length, bool up);
/* Sum of the squared distances, 0 when no multiplier has reason to move. */
double loose_square(const struct loose *l);
void loose_keep(struct loose *l);  /* these multipliers are the best so far */
void loose_return(struct loose *l); /* to the best so far */

#endif
