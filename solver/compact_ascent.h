/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_ascent.h - a bound from the compact relaxation without a simplex.
 *
 * The primal-dual hybrid gradient method in its reflected Halpern form, with
 * restarts (Lu & Yang 2024): a round is two passes over the entries of the
 * formulation, whatever its size, where the pivots of a simplex grow in number
 * and in price. Any duals give a bound, so nothing depends on how far it has
 * converged.
 */
#ifndef SOLVER_COMPACT_ASCENT_H
#define SOLVER_COMPACT_ASCENT_H

#include "solver/compact.h"

struct compact_ascent;

/* Of the formulation as it stands, before any cut; `compact` must outlive it. */
struct compact_ascent *compact_ascent_new(struct compact *compact);
void compact_ascent_free(struct compact_ascent *ascent); /* accepts NULL */

struct ascent_limits {
    uint64_t ticks;           /* about so much work */
    double seconds;           /* <= 0: no limit */
    const volatile int *stop; /* NULL, or non-zero: end soon */
};
/* Raises compact_bound(), with the duals that go with it; false when nothing
 * more is to be had, or the bound has reached `target`. */
bool compact_ascent_work(struct compact_ascent *ascent, cost target,
                         const struct ascent_limits *limits);
uint64_t compact_ascent_ticks(const struct compact_ascent *ascent);
int32_t compact_ascent_rounds(const struct compact_ascent *ascent);

#endif
