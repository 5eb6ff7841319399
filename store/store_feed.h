/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_feed.h - calendar links: who may read which feed by which token, and
 * when a feed's bytes last changed (feeds.md 3.1, 3.3).
 *
 * Only the SHA-256 of a token is kept. A link is never deleted while its
 * address may still be polled: revoked ones answer with an empty calendar.
 */
#ifndef STORE_STORE_FEED_H
#define STORE_STORE_FEED_H

#include "base/digest.h"
#include "store/store.h"

enum { FEED_LABEL = 80, FEED_SUBJECT = 80, FEED_CLIENT = 80, FEED_HINT = 5 };

struct feed_link {
    int64_t id;              /* set by store_put_feed_link */
    char digest[DIGEST_HEX]; /* of the token */
    char hint[FEED_HINT];    /* its last four letters, for lists */
    int32_t kind;            /* enum feed_kind */
    char subject[FEED_SUBJECT]; /* id of staff, member or service; "" */
    int32_t detail;          /* enum feed_detail */
    bool norwegian;
    char label[FEED_LABEL];  /* the device: "Karis telefon" */
    instant created;
    date_day used;           /* DATE_NONE: never */
    char client[FEED_CLIENT]; /* who fetched it then, by User-Agent */
    int64_t days_used;       /* how many days it was fetched on */
    instant revoked;         /* INSTANT_NONE: it stands */
};
struct feed_link_vec VEC_OF(struct feed_link);

/* Stores a new link and its line in the audit log (id and kind only). */
enum status store_put_feed_link(struct store *store, struct feed_link *link,
                                const struct act *act,
                                struct error *err) MUST_USE;
/* Ends a link; STATUS_CONFLICT when it has ended already, STATUS_USAGE when
 * there is none. */
enum status store_revoke_feed_link(struct store *store, int64_t id,
                                   const struct act *act,
                                   struct error *err) MUST_USE;
/* Links of a kind and subject, or all (subject NULL), oldest first. */
enum status store_list_feed_links(struct store *store, int32_t kind,
                                  const char *subject,
                                  struct feed_link_vec *result,
                                  struct error *err) MUST_USE;
enum status store_get_feed_link(struct store *store, int64_t id,
                                struct feed_link *result, bool *found,
                                struct error *err) MUST_USE;

/* What one fetch must know before anything is built: one statement, kept
 * prepared. `stamp` differs whenever a feed's content may. */
struct feed_look {
    bool found;
    struct feed_link link;
    int64_t coop_version, revision;
};
enum status store_look_at_feed(struct store *store, const char *digest,
                               struct feed_look *look,
                               struct error *err) MUST_USE;

/* When the feed's bytes last changed: the stored instant while `sha256` is the
 * stored one, else max(now, stored + 1), stored (feeds.md 3.1). */
enum status store_feed_changed(struct store *store, int64_t link,
                               const char *form, const char *sha256,
                               instant now, instant *changed,
                               struct error *err) MUST_USE;
/* Notes who fetched, by the day. */
enum status store_note_feed_use(struct store *store, int64_t link,
                                date_day today, const char *client,
                                struct error *err) MUST_USE;

#endif
