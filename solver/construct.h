/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * construct.h - a first roster at once: lines that meet the hard rules, then
 * day by day what costs least, then a short search.
 */
#ifndef SOLVER_CONSTRUCT_H
#define SOLVER_CONSTRUCT_H

#include "solver/roster.h"

/* The same problem and seed give the same roster. Hard rules of a line are
 * only broken where no line of that person meets them (or none was found
 * within the limits of pricing.h); hard rows are met where a short search can.
 * `*ticks`, unless NULL, gets the work done, as in search.h. The caller owns
 * the roster. */
struct roster *construct_roster(const struct problem *problem, uint64_t seed,
                                uint64_t *ticks);

#endif
