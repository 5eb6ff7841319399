/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_due.h - how much of a burden is due to whom (domain.md Q18).
 *
 * What the horizon needs of a burden is shared by position times the dates on
 * which the person could bear it. Who has carried less than their part over the
 * last 52 weeks gets more, and the other way round, but never more than half
 * their own share at once, so that a long debt is paid off over several
 * horizons. Dues are whole numbers that add up to the need (largest remainders,
 * earlier people first).
 */
#ifndef SOLVER_COMPILE_DUE_H
#define SOLVER_COMPILE_DUE_H

#include "solver/compile_row.h"

/* One burden. Amounts are counted a cell (`amount`), a slot (`need`) and an
 * item outside the horizon (`carried`). */
struct burden {
    enum weight_key weight;
    enum counter_kind counter;
    bool in_hours; /* the counter's unit; otherwise the burden's own */
    cell_amount *amount;
    int64_t (*need)(const struct compile_state *s, const struct slot *slot);
    bool (*carried)(const struct compile_state *s,
                    const struct work_item *item);
};

struct due {
    bool able;       /* could bear some of it */
    int64_t share;   /* whole number, when able */
    int64_t carried; /* in the last 52 weeks, counters included */
};

/* Fills due[n_people]; returns how many are able. */
int32_t dues_make(const struct compile_state *s, const struct burden *burden,
                  struct due *due);

#endif
