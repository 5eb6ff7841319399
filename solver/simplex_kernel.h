/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simplex_kernel.h - the loops that the simplex spends its time in; the same
 * digits on registers of any width.
 */
#ifndef SOLVER_SIMPLEX_KERNEL_H
#define SOLVER_SIMPLEX_KERNEL_H

#include <stdint.h>

/* to += factor * from */
void kernel_add(double *restrict to, const double *restrict from, double factor,
                int32_t n);
/* sum += weight * row, then row -= factor * move: both in one go. */
struct kernel_turn {
    double weight, factor;
    const double *move;
    int32_t n;
};
void kernel_turn(double *restrict sum, double *restrict row,
                 const struct kernel_turn *turn);
double kernel_dot(const double *a, const double *b, int32_t n);

#endif
