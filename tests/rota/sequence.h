/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sequence.h - random things that happen to the island's plan, against a slow
 * model of what must be open.
 *
 * A sequence is a list of steps, each a handful of numbers, so that it can be
 * played again without some of its steps: what fails is shrunk to the fewest
 * steps that still fail, and told as words.
 */
#ifndef TESTS_ROTA_SEQUENCE_H
#define TESTS_ROTA_SEQUENCE_H

#include "tests/rota/island.h"

enum { SEQUENCE_STEPS = 30 };

/* How much went through. */
struct sequence_counts {
    int32_t filed, published, taken; /* events, plans, offers */
};
/* Plays sequences of these seeds; fails the test with the shrunk one. */
void sequences_play(uint64_t first_seed, int32_t n,
                    struct sequence_counts *counts);

#endif
