/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplex_kernel.c - the loops that the simplex spends its time in. */
#include "solver/simplex_kernel.h"

#include "base/wide.h"

enum { LANES = 4 };

WIDE void kernel_add(double *restrict to, const double *restrict from,
                     double factor, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        to[i] += factor * from[i];
    }
}

WIDE void kernel_turn(double *restrict sum, double *restrict row,
                      const struct kernel_turn *turn)
{
    const double *restrict move = turn->move;
    double weight = turn->weight;
    double factor = turn->factor;
    int32_t n = turn->n;
    for (int32_t i = 0; i < n; i++) {
        sum[i] += weight * row[i];
        row[i] -= factor * move[i];
    }
}

/* Four sums side by side, whatever the registers. */
WIDE double kernel_dot(const double *a, const double *b, int32_t n)
{
    double sum[LANES] = {0};
    int32_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (int32_t k = 0; k < LANES; k++) {
            sum[k] += a[i + k] * b[i + k];
        }
    }
    for (; i < n; i++) {
        sum[0] += a[i] * b[i];
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}
