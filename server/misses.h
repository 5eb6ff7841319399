/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * misses.h - how often an address (or an account and an address) was wrong
 * lately. Only misses are counted: who is right is never held up by others.
 */
#ifndef SERVER_MISSES_H
#define SERVER_MISSES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"

struct misses;
/* At most `limit` misses within `seconds` for each key. */
struct misses *misses_new(int32_t limit, int32_t seconds);
void misses_free(struct misses *misses); /* accepts NULL */
/* Whether the key has used up its misses. */
bool misses_full(struct misses *misses, const char *key, instant now);
void misses_add(struct misses *misses, const char *key, instant now);
void misses_clear(struct misses *misses, const char *key);

#endif
