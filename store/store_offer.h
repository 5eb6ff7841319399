/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_offer.h - who is asked for a slot, and what they answer.
 *
 * A *round* of asking (table ask) is about one slot; an *offer* is one person's
 * place in it. Answers are only added; states change as rota/ask.h says.
 * At most one offer of a round is accepted (a unique index), so of two that
 * accept at once one gets STATUS_CONFLICT.
 */
#ifndef STORE_STORE_OFFER_H
#define STORE_STORE_OFFER_H

#include "store/store.h"

enum offer_state {
    OFFER_WAITING, /* ranked: not yet asked */
    OFFER_OFFERED,
    OFFER_ACCEPTED,
    OFFER_DECLINED,
    OFFER_DEFERRED, /* "later": may still take it */
    OFFER_TIMED_OUT,
    OFFER_WITHDRAWN, /* somebody else took it, or nobody is wanted any more */
    OFFER_STATES
};
enum offer_answer {
    ANSWER_TAKE,
    ANSWER_SWAP,
    ANSWER_LATER,
    ANSWER_NO,
    ANSWER_UNDO, /* of an acceptance, until it is published */
    ANSWERS
};
enum ask_order { ASK_RANKED, ASK_BROADCAST };
/* As they stand in the file and in documents; NULL at the end. */
extern const char *const OFFER_STATE_NAMES[OFFER_STATES + 1];
extern const char *const ANSWER_NAMES[ANSWERS + 1];
extern const char *const ASK_ORDER_NAMES[3];

/* ---- rounds -----------------------------------------------------------------
 */

struct ask_record {
    int64_t id; /* set by store_put_ask() */
    duty_ix duty;
    date_day date;
    enum ask_order order;
    int32_t timeout; /* seconds */
    instant at;
    int64_t revision; /* published when it was asked */
    instant closed;   /* INSTANT_NONE: open */
};
struct ask_vec VEC_OF(struct ask_record);

enum status store_put_ask(struct store *store, const struct coop *coop,
                          struct ask_record *ask, const struct act *act,
                          struct error *err) MUST_USE;
/* STATUS_USAGE when there is no such round. */
enum status store_get_ask(struct store *store, const struct coop *coop,
                          int64_t id, struct ask_record *result,
                          struct error *err) MUST_USE;
/* By number; with `open` only those that are not closed. */
enum status store_list_asks(struct store *store, const struct coop *coop,
                            bool open, struct ask_vec *result,
                            struct error *err) MUST_USE;
enum status store_close_ask(struct store *store, int64_t id, instant at,
                            struct error *err) MUST_USE;

/* ---- offers -----------------------------------------------------------------
 */

enum { OFFER_GIVES = 6, OFFER_ROUTE = 24 };

struct offer_record {
    int64_t id; /* set by store_put_offer() */
    int64_t ask;
    int32_t staff, rank;
    enum offer_state state;
    int32_t turn; /* how often it was offered */
    instant due;  /* INSTANT_NONE until it is offered */
    instant changed;
    int64_t plan;     /* the draft its acceptance made; 0: none */
    int32_t replaces; /* accepted: who held the slot; NONE: nobody did */
    int64_t swap;     /* the swap it waits for or came with; 0: none */
    int64_t revision; /* that published it; 0: not yet */
    /* What was asked, and does not change: duties that they leave for the slot,
     * whether it is overtime, the step of the ladder ("": none). */
    struct {
        duty_ix duty;
        date_day date;
    } gives[OFFER_GIVES];
    int32_t n_gives;
    bool overtime;
    char route[OFFER_ROUTE];
};
struct offer_vec VEC_OF(struct offer_record);

enum status store_put_offer(struct store *store, const struct coop *coop,
                            struct offer_record *offer,
                            struct error *err) MUST_USE;
/* STATUS_USAGE when there is no such offer. */
enum status store_get_offer(struct store *store, const struct coop *coop,
                            int64_t id, struct offer_record *result,
                            struct error *err) MUST_USE;
/* Those of a round, by rank; with `ask` 0 every one that is accepted and not
 * yet published, by number. */
enum status store_list_offers(struct store *store, const struct coop *coop,
                              int64_t ask, struct offer_vec *result,
                              struct error *err) MUST_USE;
/* Writes what may change: state, turn, due, changed, plan, replaces, swap.
 * STATUS_CONFLICT when another offer of the round is accepted already. */
enum status store_set_offer(struct store *store, const struct coop *coop,
                            const struct offer_record *offer,
                            struct error *err) MUST_USE;
enum status store_put_answer(struct store *store, int64_t offer,
                             enum offer_answer answer, int64_t swap,
                             const char *filed_by, const struct act *act,
                             struct error *err) MUST_USE;

/* Notes the revision at accepted offers and approved swaps whose slots are held
 * now as agreed, and closes the rounds of those offers. Part of a publication;
 * see store_publish(). */
enum status store_settle(struct store *store, int64_t revision, instant at,
                         struct error *err) MUST_USE;

#endif
