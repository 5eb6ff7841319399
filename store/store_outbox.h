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

/* Delays between tries, in seconds; after the last one the message failed. */
enum { MESSAGE_TRIES = 9 };
extern const int32_t MESSAGE_DELAYS[MESSAGE_TRIES - 1];

enum message_state {
    MESSAGE_WAITING,
    MESSAGE_SENT,
    MESSAGE_FAILED,
    MESSAGE_WITHDRAWN, /* nobody needs to read it any more; it never left */
    MESSAGE_STATES
};
extern const char *const MESSAGE_STATE_NAMES[MESSAGE_STATES + 1];

struct outbox_message {
    int64_t id;
    char *key, *recipient, *channel, *text, *about, *token, *note; /* owned */
    instant created, next_try, acknowledged; /* INSTANT_NONE: not yet */
    enum message_state state;
    int32_t tries;
};
struct outbox_vec VEC_OF(struct outbox_message);
void outbox_message_release(struct outbox_message *message);
void outbox_release(struct outbox_vec *messages);

/* The next message that is due at `now`, claimed: until `now` + `lease` seconds
 * nobody else gets it, and when the one who has it dies it is due again then.
 * The try is counted. `*found` false when none is due. Release the message. */
enum status store_claim_message(struct store *store, instant now, int32_t lease,
                                struct outbox_message *message, bool *found,
                                struct error *err) MUST_USE;
/* The message with this key is not sent any more, unless it has left. `*heard`:
 * it may have reached its reader (a try was made), or there is none such. */
enum status store_withdraw_message(struct store *store, const char *key,
                                   instant at, bool *heard,
                                   struct error *err) MUST_USE;
/* What became of a claimed one; `note` says why not, or is NULL. */
enum status store_message_sent(struct store *store, int64_t id,
                               const char *channel, struct error *err) MUST_USE;
/* Due again after its delay; failed when that was the last try, or `final`. */
enum status store_message_missed(struct store *store,
                                 const struct outbox_message *message,
                                 instant now, bool final, const char *note,
                                 struct error *err) MUST_USE;
/* Everything, or only what is still to be sent or failed, by number. Release the vector. */
enum status store_list_messages(struct store *store, bool unsent,
                                struct outbox_vec *result,
                                struct error *err) MUST_USE;
/* The message with the token. STATUS_USAGE when there is none. */
enum status store_find_message(struct store *store, const char *token,
                               struct outbox_message *message,
                               struct error *err) MUST_USE;
/* Notes that the recipient has seen it; the first time counts. */
enum status store_acknowledge(struct store *store, const char *token,
                              const struct act *act,
                              struct error *err) MUST_USE;
/* Failed messages are due again at `now`, with all their tries; `*n` how
 * many. */
enum status store_retry_messages(struct store *store, instant now, int32_t *n,
                                 struct error *err) MUST_USE;

#endif
