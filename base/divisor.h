/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * divisor.h - what whole numbers have in common.
 */
#ifndef BASE_DIVISOR_H
#define BASE_DIVISOR_H

#include <stdint.h>

/* The greatest common divisor, >= 0; of 0 and a number that number without its
 * sign. Neither is INT64_MIN. */
static inline int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

#endif
