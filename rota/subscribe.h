/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * subscribe.h - calendar links: made, listed, changed, ended, fetched.
 *
 * An address holds a token of 256 bits and nothing else; it is shown once. One
 * link per person, feed and device, each of which can be ended alone. An ended
 * link answers with an empty calendar for 90 days, since an error would leave
 * old duties on the phone, then it is gone (feeds.md 3.3).
 */
#ifndef ROTA_SUBSCRIBE_H
#define ROTA_SUBSCRIBE_H

#include "base/secret.h"
#include "rota/feeds.h"
#include "store/store_feed.h"

/* What a new link shows. */
struct subscription {
    enum feed_kind kind;
    const char *subject; /* id of a person, member or service; NULL: none */
    enum feed_detail detail;
    bool norwegian;
    const char *label;   /* the device; at most 79 bytes, no controls */
};
/* The names on the command line and in the API. */
extern const char *const FEED_KIND_NAMES[];   /* by enum feed_kind */
extern const char *const FEED_DETAIL_NAMES[]; /* by enum feed_detail */
enum { FEED_KINDS = 4, FEED_DETAILS = 3 };
/* NONE when there is no such name. */
int32_t feed_kind_find(const char *name);
int32_t feed_detail_find(const char *name);

/* {"id", "token", "path": "/cal/TOKEN.ics", "json": "/cal/TOKEN.json", ...}.
 * The token is in no other answer. */
enum status rota_feed_new(struct desk *desk,
                          const struct subscription *wanted, cJSON **result,
                          struct error *err) MUST_USE;
/* Of one subject, or all (NULL): {"links": [{id, kind, subject, detail, label,
 * hint, created, last_used, client, days_used, revoked}]}. */
enum status rota_feed_list(struct desk *desk, enum feed_kind kind,
                           const char *subject, cJSON **result,
                           struct error *err) MUST_USE;
/* Ends a link. {"id", "revoked"}. */
enum status rota_feed_revoke(struct desk *desk, int64_t id, cJSON **result,
                             struct error *err) MUST_USE;
/* Ends a link and makes one with the same scope: as rota_feed_new(). */
enum status rota_feed_rotate(struct desk *desk, int64_t id, cJSON **result,
                             struct error *err) MUST_USE;

/* ---- fetching ------------------------------------------------------------ */

enum feed_form { FORM_ICS, FORM_JSON };
enum feed_answer { FEED_UNKNOWN, FEED_SERVED, FEED_GONE };

struct feed_bytes {
    char *bytes; /* caller owns: free() */
    size_t length;
    char sha256[DIGEST_HEX];
    instant changed; /* when they last differed */
};

/* Whether a link still answers at `now`: an ended one, or one of somebody who
 * left, for 90 days. */
enum feed_answer feed_standing(const struct feed_look *look, instant now);
/* Builds what the link shows; an empty calendar when it has ended or its
 * subject is not there any more. */
enum status rota_feed_fetch(struct desk *desk, const struct feed_look *look,
                            enum feed_form form, instant now,
                            struct feed_bytes *result,
                            struct error *err) MUST_USE;

#endif
