/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_outbox.h - messages on their way.
 *
 * A message is put in the same transaction as what it tells of, once for each
 * key, and is never changed or deleted; only its way is noted: state, tries,
 * next try, acknowledgement. Neutral text only (domain.md D14): no name of
 * anybody away, no reason.
 */
#ifndef STORE_STORE_OUTBOX_H
#define STORE_STORE_OUTBOX_H

#include "store/store.h"

/* What a maker of messages says. */
struct message_draft {
    const char *key;       /* "publish:7:kari"; a second one is the first */
    const char *recipient; /* a person's id */
    const char *channel;   /* NULL: as the settings say */
    const char *text;
    const char *about; /* "revision 7", "offer 3" */
};
/* `*fresh` (may be NULL): false when the key was there already. */
enum status store_put_message(struct store *store,
                              const struct message_draft *draft, instant at,
                              bool *fresh, struct error *err) MUST_USE;

#endif
