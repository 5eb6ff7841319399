/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_ascent.h - duals by ascent, for programs too large for the simplex and
 * as a start for those that are merely large.
 *
 * The volume algorithm (Barahona & Anbil 2000): from the best duals so far a
 * step along a running mean of subgradients, towards a target above the bound.
 * Each round prices everybody once, so it costs no pivot; each gives a valid
 * bound.
 */
#ifndef SOLVER_LINES_ASCENT_H
#define SOLVER_LINES_ASCENT_H

#include "solver/lines_engine.h"

struct lines_ascent;

/* From the engine's center when it has one, else from duals 0. `brief`: the
 * simplex goes on, and gets the last waves' lines for columns. */
struct lines_ascent *lines_ascent_new(struct lines_engine *engine, bool brief);
void lines_ascent_free(struct lines_ascent *ascent); /* accepts NULL */
/* False when nothing more is to be had: steps have become too short, or the
 * bound has reached `value`, the cost of a known roster (INFINITY: none). The
 * best duals are left in the engine's center. */
bool lines_ascent_work(struct lines_ascent *ascent, double value,
                       const struct lines_limits *limits);
double lines_ascent_bound(const struct lines_ascent *ascent);
int32_t lines_ascent_rounds(const struct lines_ascent *ascent);

#endif
