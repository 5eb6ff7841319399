/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * matching.h - how many seats stay empty at best: maximum bipartite matching of
 * seats and people by augmenting paths (Kuhn). Tens of seats and people.
 */
#ifndef ROTA_MATCHING_H
#define ROTA_MATCHING_H

#include <stdint.h>

struct matching;

struct matching *matching_new(int32_t n_people);
void matching_free(struct matching *matching); /* accepts NULL */
/* Adds `n` seats, 0 or less adds none; returns the first's index. */
int32_t matching_add_seats(struct matching *matching, int32_t n);
/* `person` may sit on the n seats from `seat` on. */
void matching_allow(struct matching *matching, int32_t seat, int32_t n,
                    int32_t person);
/* Seats that stay empty when as many as possible are taken. */
int32_t matching_lacking(struct matching *matching);

#endif
