/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_label.h - labels: partial lines, moved forward day by day.
 *
 * A label is a class of the last pattern and one number a live part. Equal
 * labels merge; label a makes b needless when a's value plus the most that the
 * rest can be dearer from a than from b (summed over the parts) is not above
 * b's value - with soft rules this removes far more than comparing states. A
 * label whose value plus `rest` reaches the cut can't lead to anything wanted.
 * More labels than `width` on a day: the worst by that bound are dropped, and
 * the least bound among them is remembered.
 */
#ifndef SOLVER_PRICING_LABEL_H
#define SOLVER_PRICING_LABEL_H

#include "solver/pricing_plan.h"

struct labels;

struct labels *labels_new(const struct plan *plan);
void labels_free(struct labels *labels); /* accepts NULL */

struct labels_wanted {
    int32_t width; /* labels a day */
    double cut;    /* only lines of a value below */
    int32_t lines; /* at most so many, >= 1 */
};
struct labels_result {
    int32_t found;  /* lines: the best, then others of other ways there */
    double value;   /* of the best */
    double dropped; /* least bound of what was dropped; INFINITY: nothing */
};
struct labels_result labels_run(struct labels *labels,
                                const struct labels_wanted *wanted);
/* Patterns of the open days of a line that the last run found go to `line`.
 * Returns its value; the first is the best, the others go up. */
double labels_line(const struct labels *labels, int32_t i, int16_t *line);
uint64_t labels_ticks(const struct labels *labels);

#endif
