/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed_cache.c - a hash table of calendars, one lock, a bounded number. */
#include "server/feed_cache.h"

#include <string.h>

#include "base/arena.h"
#include "base/thread.h"

enum { BUCKETS = 1024, ENTRIES_MAX = 4096, NOTE_SECONDS = 3600 };

struct feed_cache {
    struct thread_lock *lock;
    struct feed_entry *buckets[BUCKETS];
    int32_t n;
};

struct feed_cache *feed_cache_new(void)
{
    struct feed_cache *cache = xcalloc(1, sizeof *cache);
    cache->lock = thread_lock_new();
    return cache;
}

static void entry_release(struct feed_entry *entry)
{
    if (--entry->users == 0) {
        http_fixed_free(entry->fixed);
        free(entry);
    }
}

static void drop_all(struct feed_cache *cache)
{
    for (int32_t i = 0; i < BUCKETS; i++) {
        while (cache->buckets[i]) {
            struct feed_entry *entry = cache->buckets[i];
            cache->buckets[i] = entry->next;
            entry_release(entry);
        }
    }
    cache->n = 0;
}

void feed_cache_free(struct feed_cache *cache)
{
    if (cache) {
        drop_all(cache);
        thread_lock_free(cache->lock);
        free(cache);
    }
}

/* A digest's first letters are as random as any hash. */
static struct feed_entry **bucket_of(struct feed_cache *cache,
                                     const char *digest)
{
    unsigned hash = 0;
    for (int i = 0; i < 8; i++) {
        hash = hash * 31 + (unsigned char)digest[i];
    }
    return &cache->buckets[hash % BUCKETS];
}

static bool is_of(const struct feed_entry *entry, const char *digest,
                  enum feed_form form)
{
    return entry->stamp.form == form && strcmp(entry->digest, digest) == 0;
}

static bool same_stamp(const struct feed_stamp *a, const struct feed_stamp *b)
{
    return a->coop_version == b->coop_version && a->revision == b->revision &&
           a->ended == b->ended && a->today == b->today && a->form == b->form;
}

struct feed_entry *feed_cache_find(struct feed_cache *cache,
                                   const char *digest,
                                   const struct feed_stamp *stamp)
{
    thread_lock_take(cache->lock);
    struct feed_entry *entry = *bucket_of(cache, digest);
    while (entry && !is_of(entry, digest, stamp->form)) {
        entry = entry->next;
    }
    if (entry && !same_stamp(&entry->stamp, stamp)) {
        entry = NULL;
    }
    if (entry) {
        entry->users++;
    }
    thread_lock_give(cache->lock);
    return entry;
}

static void unlink_old(struct feed_cache *cache, const char *digest,
                       enum feed_form form)
{
    struct feed_entry **at = bucket_of(cache, digest);
    while (*at && !is_of(*at, digest, form)) {
        at = &(*at)->next;
    }
    if (*at) {
        struct feed_entry *old = *at;
        *at = old->next;
        cache->n--;
        entry_release(old);
    }
}

struct feed_entry *feed_cache_put(struct feed_cache *cache,
                                  const char *digest,
                                  const struct feed_stamp *stamp,
                                  const struct feed_bytes *bytes,
                                  struct http_fixed *fixed)
{
    struct feed_entry *entry = xcalloc(1, sizeof *entry);
    entry->fixed = fixed;
    entry->etag[0] = '"';
    memcpy(entry->etag + 1, bytes->sha256, DIGEST_HEX - 1);
    entry->etag[DIGEST_HEX] = '"';
    entry->changed = bytes->changed;
    entry->stamp = *stamp;
    entry->users = 2; /* the table's and the caller's */
    memcpy(entry->digest, digest, DIGEST_HEX);
    thread_lock_take(cache->lock);
    unlink_old(cache, digest, stamp->form);
    if (cache->n >= ENTRIES_MAX) {
        drop_all(cache); /* more calendars than anybody has: begin anew */
    }
    struct feed_entry **bucket = bucket_of(cache, digest);
    entry->next = *bucket;
    *bucket = entry;
    cache->n++;
    thread_lock_give(cache->lock);
    return entry;
}

void feed_cache_done(struct feed_cache *cache, struct feed_entry *entry)
{
    thread_lock_take(cache->lock);
    entry_release(entry);
    thread_lock_give(cache->lock);
}

bool feed_cache_note(struct feed_cache *cache, struct feed_entry *entry,
                     instant now)
{
    thread_lock_take(cache->lock);
    bool due = now - entry->noted >= NOTE_SECONDS;
    if (due) {
        entry->noted = now;
    }
    thread_lock_give(cache->lock);
    return due;
}
