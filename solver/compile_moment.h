/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_moment.h - stretches of time in which the same slots are on.
 *
 * Slots of the two days before and after the horizon take part: who holds them
 * is known, so they are constants of a row.
 */
#ifndef SOLVER_COMPILE_MOMENT_H
#define SOLVER_COMPILE_MOMENT_H

#include "solver/compile_row.h"

struct moment_slot {
    duty_ix duty;
    date_day date;
    instant from, to;
};
struct moment_slot_vec VEC_OF(struct moment_slot);

/* The slots of [from, to): indices on[first..first + n - 1], ascending. */
struct moment {
    instant from, to;
    int32_t first, n;
};
struct moment_vec VEC_OF(struct moment);

struct moments {
    struct moment_slot_vec slots;
    struct moment_vec list; /* at least one slot of the horizon in each */
    struct int_vec on;
};

typedef bool duty_test(const struct coop *coop, duty_ix duty);
/* Of the duties that pass the test; moments also end at `edges`. */
void moments_make(const struct compile_state *s, duty_test *test,
                  const struct long_vec *edges, struct moments *out);
void moments_release(struct moments *moments);

/* Whether every slot of `inner` is one of `outer`. */
bool moment_within(const struct moments *moments, const struct moment *inner,
                   const struct moment *outer);

/* Adds to the row everybody of `mask` who holds a slot of the moment. */
void moment_count(struct compile_state *s, int32_t row,
                  const struct moments *moments, const struct moment *moment,
                  int32_t mask);
/* How many people outside the horizon hold one, but for those for whom
 * except[staff] is set. */
int64_t moment_known(const struct compile_state *s,
                     const struct moments *moments, const struct moment *moment,
                     const bool *except);
/* The day of the moment's first slot in the horizon, and its source text. */
int32_t moment_day(const struct compile_state *s, const struct moments *moments,
                   const struct moment *moment);

#endif
