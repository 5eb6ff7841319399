/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_window.h - what does not change while the same days of a line
 * are priced again: frozen days, what is left to each counter, choice costs.
 *
 * A counter that costs the same for each unit wherever the open days can bring
 * it becomes part of the choices. One whose cost does so but for its hard
 * bounds is *loose*: left out, the value is a lower bound still. All others
 * must be tracked.
 */
#ifndef SOLVER_PRICING_DENSE_WINDOW_H
#define SOLVER_PRICING_DENSE_WINDOW_H

#include "solver/pricing_dense_node.h"
#include "solver/pricing_reach.h"

enum counter_mode { COUNTER_SETTLED, COUNTER_LOOSE, COUNTER_TRACKED };

struct counter {
    enum counter_mode mode;
    int32_t first, last;  /* open days on which it acts */
    int64_t origin;       /* amount without the open days */
    int64_t rmin, rmax;   /* what open days can add */
};

struct dense_window {
    bool known;
    bool has_line;
    int32_t first, last;     /* open days */
    int16_t *line;           /* a copy of what was frozen */
    struct reach *reach;     /* by part */
    struct counter *counter; /* by part: sums and groups */
    bool unfit;              /* a rule acts that has no place in nodes */
    bool broken;             /* no line can meet the hard rules */
    double fixed;            /* own cost that no choice changes */
    double *base;            /* [(d - first) * n_patterns + p]: own cost of the
                                choice, INFINITY where it is not open */
};

struct dense_window dense_window_of(struct arena *arena,
                                    const struct problem *problem,
                                    const struct parts *parts);
/* Of a sum or a count of groups. */
static inline const struct gauge *part_gauge(const struct part *part)
{
    return part->kind == PART_SUM ? &part->rule->u.window.gauge
                                  : &part->rule->u.groups.gauge;
}
/* Makes the window that of `frozen`; false when it was so already. */
bool dense_window_set(struct dense_window *w, const struct dense_automaton *a,
                      const struct parts *parts, const struct frozen *frozen,
                      int32_t person);
/* Whether the day's group goes on on the next open day. */
bool dense_goes_on(const struct part *part, const struct counter *counter,
                   int32_t day);

#endif
