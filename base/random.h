/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random.h - a seeded generator (xoshiro256**), the same on every machine.
 * Not for secrets: those come from libsodium in base/digest.c.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t s[4];
};

void random_seed(struct random *random, uint64_t seed);
uint64_t random_next(struct random *random);
/* Uniform in [0, below); below > 0. */
int32_t random_below(struct random *random, int32_t below);
/* Uniform in [0, 1). */
double random_unit(struct random *random);

#endif
