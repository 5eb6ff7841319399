/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * waves.h - a first roster of whole lines, for long horizons.
 *
 * Windows leave what somebody works in a year to where the first roster put it:
 * around them all is frozen, and hours, weekends and caps are full. So the
 * first roster is made of whole lines that share the year out. In a *wave*
 * everybody's cheapest line is priced in turn, and after each the rows' prices
 * move: up where the line left more missing than one person's share, else down.
 * The best wave's lines are then replaced one by one, each with all others as
 * they are, while that gains.
 */
#ifndef SOLVER_WAVES_H
#define SOLVER_WAVES_H

#include "solver/window_solve.h"

/* Days and people enough for it, and room for several waves within so many
 * ticks, going by what pricing one line takes (`line_ticks`). */
bool waves_pay(const struct problem *problem, uint64_t line_ticks,
               uint64_t ticks);

struct waves_limits {
    uint64_t ticks;           /* left to one thread; waves take a share */
    double deadline;          /* thread_seconds(); 0: none */
    const volatile int *stop; /* NULL, or non-zero: end soon */
};

/* The evaluation never comes to stand at a worse roster. `solver` prices the
 * lines. Nothing is done where it does not pay. */
void waves_run(struct window_solver *solver, struct evaluation *evaluation,
               const struct waves_limits *limits, struct random *random);

#endif
