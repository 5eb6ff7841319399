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

struct labels_result {
    bool found;
    double value;   /* of the best line below the cut */
    double dropped; /* least bound of what was dropped; INFINITY: nothing */
};
/* Patterns of the best line's open days go to `line`. */
struct labels_result labels_run(struct labels *labels, int32_t width,
                                double cut, int16_t *line);
uint64_t labels_ticks(const struct labels *labels);

#endif
