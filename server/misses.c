/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * misses.c - a table of fixed size: a key's place is its hash; when a place is
 * taken by another key the older one is forgotten. An attacker who wants to be
 * forgotten needs as many addresses as he is forgotten on, and then has as many
 * to be counted on.
 */
#include "server/misses.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/thread.h"

enum { PLACES = 4096, WAYS = 4 };

struct place {
    char key[DIGEST_HEX]; /* a digest: no addresses are kept */
    instant since;
    int32_t n;
};

struct misses {
    struct thread_lock *lock;
    int32_t limit, seconds;
    struct place places[PLACES];
};

struct misses *misses_new(int32_t limit, int32_t seconds)
{
    struct misses *misses = xcalloc(1, sizeof *misses);
    misses->lock = thread_lock_new();
    misses->limit = limit;
    misses->seconds = seconds;
    return misses;
}

void misses_free(struct misses *misses)
{
    if (misses) {
        thread_lock_free(misses->lock);
        free(misses);
    }
}

static struct place *first_way(struct misses *misses, const char *digest)
{
    uint32_t hash = 0;
    for (int i = 0; i < 8; i++) {
        hash = hash * 16 + (uint32_t)(digest[i] <= '9' ? digest[i] - '0'
                                                       : digest[i] - 'a' + 10);
    }
    return &misses->places[hash % (PLACES / WAYS) * WAYS];
}

/* With the lock held; NULL when the key has no misses that count. */
static struct place *find(struct misses *misses, const char *digest,
                          instant now)
{
    struct place *way = first_way(misses, digest);
    for (int i = 0; i < WAYS; i++) {
        if (way[i].n > 0 && now - way[i].since < misses->seconds &&
            strcmp(way[i].key, digest) == 0) {
            return &way[i];
        }
    }
    return NULL;
}

bool misses_full(struct misses *misses, const char *key, instant now)
{
    char digest[DIGEST_HEX];
    digest_sha256(key, strlen(key), digest);
    thread_lock_take(misses->lock);
    const struct place *place = find(misses, digest, now);
    bool full = place && place->n >= misses->limit;
    thread_lock_give(misses->lock);
    return full;
}

void misses_add(struct misses *misses, const char *key, instant now)
{
    char digest[DIGEST_HEX];
    digest_sha256(key, strlen(key), digest);
    thread_lock_take(misses->lock);
    struct place *place = find(misses, digest, now);
    if (!place) {
        struct place *way = first_way(misses, digest);
        place = way;
        for (int i = 1; i < WAYS; i++) {
            if (way[i].since < place->since) {
                place = &way[i];
            }
        }
        *place = (struct place){.since = now};
        memcpy(place->key, digest, sizeof place->key);
    }
    place->n++;
    thread_lock_give(misses->lock);
}

void misses_clear(struct misses *misses, const char *key)
{
    char digest[DIGEST_HEX];
    digest_sha256(key, strlen(key), digest);
    thread_lock_take(misses->lock);
    struct place *way = first_way(misses, digest);
    for (int i = 0; i < WAYS; i++) {
        if (strcmp(way[i].key, digest) == 0) {
            way[i] = (struct place){0};
        }
    }
    thread_lock_give(misses->lock);
}
