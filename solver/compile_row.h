/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_row.h - small helpers for rows and window sums.
 */
#ifndef SOLVER_COMPILE_ROW_H
#define SOLVER_COMPILE_ROW_H

#include "solver/compile_state.h"

/* Whether a pattern counts; `context` is the caller's. */
typedef bool pattern_test(const struct compile_state *s, int32_t pattern,
                          const void *context);
/* Adds `coef` for everybody of the mask whose pattern on `day` counts. Nothing
 * for an empty mask (NONE). */
struct row_part {
    int32_t day, mask, coef;
    pattern_test *test;
    const void *context;
};
void row_count(struct compile_state *s, int32_t row,
               const struct row_part *part);
/* context: const duty_ix * */
bool test_holds(const struct compile_state *s, int32_t pattern,
                const void *context);

/* A row without hard bounds; hinges are copied by problem_add_row(). */
struct row row_soft(const char *name, const char *source, enum weight_key level,
                    const struct hinge *hinges, int32_t n_hinges);
/* "DUTY@2027-03-28", for sources. */
const char *slot_source(struct compile_state *s, duty_ix duty, int32_t day);

/* ---- window sums of one person -------------------------------------- */

/* What a cell counts; same for every window that asks. */
typedef int64_t cell_amount(const struct compile_state *s, int32_t person,
                            int32_t day, int32_t pattern, const void *context);

/* A window being drawn: amounts as they come, brought to their greatest common
 * divisor when it is added, so that counters stay small. */
struct window_draft {
    int32_t person, first, last; /* days, within the horizon */
    enum level level;
    const char *name, *source;
    cell_amount *amount;
    const void *context;
    int64_t history, low, high; /* raw; BOUND_NONE_... */
    const struct hinge *hinges; /* raw marks, points per raw unit */
    int32_t n_hinges;
};
/* Adds nothing when no cell of the window counts anything, or when it has
 * neither a bound within reach nor a hinge. */
void window_add(struct compile_state *s, const struct window_draft *draft);

/* ---- tables of rules ------------------------------------------------ */

/* Copies `count` numbers into the problem, once for equal tables. */
const int32_t *table_keep(struct compile_state *s, const int32_t *numbers,
                          size_t count);

#endif
