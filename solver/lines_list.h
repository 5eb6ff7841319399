/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_list.h - every line that a better roster can have.
 *
 * At duals whose bound is near the target, a roster below the target has no line
 * whose value is above the person's cheapest by the difference or more (reduced
 * cost fixing). Where these lines are few they are all listed (Baldacci,
 * Christofides & Mingozzi 2008): pricing is a look through the list then, the
 * program has no other columns, and its bound rises with every line that goes.
 */
#ifndef SOLVER_LINES_LIST_H
#define SOLVER_LINES_LIST_H

#include "solver/lines_price.h"

struct lines_list;

struct lines_listing {
    struct lines_price *price; /* with the bars that stand */
    const double *dual;        /* of the local rows */
    double fixed;   /* what these duals make of all but the lines */
    double target;  /* rosters below are of interest */
    int32_t most;   /* lines at most */
    int64_t steps;  /* of all pricing_each(), at most */
};
/* All lines of a roster below the target. NULL when they are too many, or when a
 * person's rules do not allow it. `*work` grows by ticks beside pricing's. The
 * caller owns a share: lines_list_drop(). */
struct lines_list *lines_list_new(const struct lines_listing *listing,
                                  uint64_t *work);
/* Those of them, likewise, at other duals, or for more bars or a lower target;
 * `list` itself, with a share more, when nearly all are left. */
struct lines_list *lines_list_narrow(struct lines_list *list,
                                     const struct lines_listing *listing,
                                     uint64_t *work);
struct lines_list *lines_list_share(struct lines_list *list); /* NULL: NULL */
void lines_list_drop(struct lines_list *list); /* accepts NULL */

int32_t lines_list_count(const struct lines_list *list);
/* The target it was made for: nothing is known of rosters above. */
double lines_list_target(const struct lines_list *list);
bool lines_list_has(const struct lines_list *list, int32_t line,
                    const int16_t *whole);
/* The cheapest of a person's that may be used; always exact. A bound of
 * INFINITY: there is none. `*work` as above. */
struct lines_priced lines_list_run(const struct lines_list *list,
                                   struct lines_price *price, int32_t line,
                                   const double *dual, uint64_t *work);

#endif
