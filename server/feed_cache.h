/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_cache.h - calendars as they were last sent, ready to be sent again.
 *
 * An entry serves as long as nothing that it shows can have changed: same
 * records, same revision, same local date, same state of the link. It is
 * borrowed between find and done, so that another thread may replace it.
 */
#ifndef SERVER_FEED_CACHE_H
#define SERVER_FEED_CACHE_H

#include "rota/subscribe.h"
#include "server/http.h"

struct feed_stamp {
    int64_t coop_version, revision, ended;
    date_day today;
    enum feed_form form;
};
struct feed_entry {
    struct http_fixed *fixed;
    char etag[DIGEST_HEX + 2]; /* with its quotes */
    instant changed;
    instant noted; /* when its use was last written down */
    int32_t users; /* of feed_cache.c, like all below */
    struct feed_stamp stamp;
    char digest[DIGEST_HEX];
    struct feed_entry *next;
};

struct feed_cache;
struct feed_cache *feed_cache_new(void);
void feed_cache_free(struct feed_cache *cache);
/* NULL when there is none with that stamp. End with feed_cache_done(). */
struct feed_entry *feed_cache_find(struct feed_cache *cache,
                                   const char *digest,
                                   const struct feed_stamp *stamp);
/* Keeps it in place of an older one; takes `fixed` over. Borrowed as above. */
struct feed_entry *feed_cache_put(struct feed_cache *cache,
                                  const char *digest,
                                  const struct feed_stamp *stamp,
                                  const struct feed_bytes *bytes,
                                  struct http_fixed *fixed);
void feed_cache_done(struct feed_cache *cache, struct feed_entry *entry);
/* True once an hour and entry: somebody should note its use. */
bool feed_cache_note(struct feed_cache *cache, struct feed_entry *entry,
                     instant now);

#endif
