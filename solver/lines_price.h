/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_price.h - everybody's cheapest whole line for duals of the rows.
 *
 * A person may be barred from patterns of a day (branching): those cells get a
 * price that no line worth having can pay. What comes back are new lines and a
 * bound of all lines, valid for any duals.
 */
#ifndef SOLVER_LINES_PRICE_H
#define SOLVER_LINES_PRICE_H

#include "solver/pricing.h"
#include "solver/window.h"

struct lines_price;

/* Of a window of everybody on all days. */
struct lines_price *lines_price_new(const struct window *window);
void lines_price_free(struct lines_price *price); /* accepts NULL */

/* Patterns that a person may not have on a day. */
struct lines_bar {
    int32_t line, day;
    struct pattern_set barred;
};
/* In place of those before; the bars are copied. Days of which one pattern is
 * left are no longer looked at where they come before or after all others. */
void lines_price_bar(struct lines_price *price, const struct lines_bar *bars,
                     int32_t n);
/* Is the line ruled out? */
bool lines_price_bars(const struct lines_price *price, int32_t line,
                      const int16_t *whole);
/* A line's price a unit above that of all lines without a barred cell. */
#define LINES_BARRED 1e9

struct lines_priced {
    double bound;  /* no line that may be used is cheaper */
    bool found;    /* `line` is one, of that value when exact */
    bool exact;
    double value;
    cost own;
    const int16_t *line; /* [n_days], until the person is priced again */
};
struct lines_wanted {
    double cutoff; /* lines below are wanted (INFINITY: any) */
    bool rough;    /* as in pricing.h: soon, and not exact */
};
/* `dual` by local row. */
struct lines_priced lines_price_run(struct lines_price *price, int32_t line,
                                    const double *dual,
                                    const struct lines_wanted *wanted);
/* Gives every line of a value below `list->below` that may be used; see
 * pricing_each(). */
bool lines_price_each(struct lines_price *price, int32_t line,
                      const double *dual, struct pricing_list *list);
/* What each pattern of each day is priced, [n_days * n_patterns], bars as well:
 * until the next call for anybody. */
const double *lines_price_cells(struct lines_price *price, int32_t line,
                                const double *dual);
const struct window *lines_price_window(const struct lines_price *price);
/* Cost of the line plus its prices without rows, for duals 0. */
double lines_price_value(const struct lines_price *price, int32_t line,
                         double own, const int16_t *whole);
uint64_t lines_price_ticks(const struct lines_price *price);

#endif
