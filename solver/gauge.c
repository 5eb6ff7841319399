/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gauge.c - the cost of a counted amount, and how far it is out of bounds.
 */
#include "solver/problem.h"

static cost hinge_cost(const struct hinge *hinge, int64_t amount)
{
    if (amount < hinge->at) {
        return hinge->under * (hinge->at - amount);
    }
    return hinge->over * (amount - hinge->at);
}

cost gauge_cost(const struct gauge *gauge, int64_t amount)
{
    cost sum = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        sum += hinge_cost(&gauge->hinges[i], amount);
    }
    return sum;
}

int64_t gauge_breach(const struct gauge *gauge, int64_t amount)
{
    if (amount < gauge->low) {
        return gauge->low - amount;
    }
    return amount > gauge->high ? amount - gauge->high : 0;
}
