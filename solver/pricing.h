/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing.h - the cheapest line of one person for given prices: a shortest
 * path over days, exact for every rule kind.
 *
 * One label (state) holds pattern, run states, window counters, group flags and
 * gap states of the rules that are live at that day; dominance component by
 * component; forward and backward bounds keep only counter values from which
 * the limits can still be met. Where the product of live counters is small a
 * dense table is used, else labels; the choice is by a documented estimate.
 */
#ifndef SOLVER_PRICING_H
#define SOLVER_PRICING_H

#include "solver/roster.h"

struct pricing; /* prepared for one person of a problem; one thread at a time */

struct pricing_options {
    int64_t max_labels; /* per day before the result becomes heuristic */
    /* Days not open keep this line's pattern; NULL: all open. Windows. */
    const int16_t *frozen;
    int32_t first, last; /* open days when frozen is given */
};

struct pricing *pricing_new(const struct problem *problem, int32_t person);
void pricing_free(struct pricing *pricing); /* accepts NULL */

struct priced_line {
    double value;  /* cost of the line plus its prices; valid lower bound of
                      all lines when exact */
    cost own;      /* cost of choices and line rules */
    bool found;    /* false: no line meets the hard rules */
    bool exact;
};

/* `price[d * n_patterns + p]` is added to having p on d (finite). The line is
 * written to `line` [n_days]. Rules of kind and size the options' max_labels
 * can't carry are relaxed first (exact = false, value still a lower bound is
 * given in *bound). `*bound` <= value of every line that meets the hard rules,
 * always valid. */
struct priced_line pricing_run(struct pricing *pricing, const double *price,
                               const struct pricing_options *options,
                               int16_t *line, double *bound);
/* Label extensions done so far. */
uint64_t pricing_ticks(const struct pricing *pricing);

#endif
