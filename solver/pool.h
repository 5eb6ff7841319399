/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pool.h - lines seen lately, by person: columns that windows begin with.
 *
 * Holds the newest lines of each person that met every hard rule; a line that
 * is already there is not taken twice.
 */
#ifndef SOLVER_POOL_H
#define SOLVER_POOL_H

#include "solver/problem.h"

struct pool; /* of one thread */

struct pool *pool_new(const struct problem *problem);
void pool_free(struct pool *pool); /* accepts NULL */
/* Copies the line [n_days] of what it costs itself. */
void pool_add(struct pool *pool, int32_t person, const int16_t *line, cost own);

struct pool_line {
    const int16_t *line; /* NULL: there are no more */
    cost own;
};
/* The nth newest line of a person, from 0. Borrowed until the next pool_add().
 */
struct pool_line pool_line(const struct pool *pool, int32_t person, int32_t n);

#endif
