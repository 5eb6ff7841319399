/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random.c - xoshiro256** 1.0, seeded by splitmix64, both as published by
 * Blackman and Vigna (prng.di.unimi.it); bounded numbers after Lemire,
 * "Fast random integer generation in an interval" (2019).
 */
#include "base/random.h"

#include "base/status.h"

static uint64_t splitmix_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

void random_seed(struct random *random, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        random->s[i] = splitmix_next(&seed);
    }
}

uint64_t random_next(struct random *random)
{
    uint64_t *s = random->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

int32_t random_below(struct random *random, int32_t below)
{
    CHECK(below > 0);
    uint32_t range = (uint32_t)below;
    uint64_t product = (random_next(random) >> 32) * range;
    if ((uint32_t)product < range) {
        /* 2^32 mod range values are left over: those would favour some. */
        uint32_t left_over = (0U - range) % range;
        while ((uint32_t)product < left_over) {
            product = (random_next(random) >> 32) * range;
        }
    }
    return (int32_t)(product >> 32);
}

double random_unit(struct random *random)
{
    /* 53 bits: each result is a multiple of 2^-53, exactly. */
    return (double)(random_next(random) >> 11) * 0x1.0p-53;
}
