/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_offer.h - who is asked for a slot, what they answer, who swaps.
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
enum swap_state {
    SWAP_OFFERED,
    SWAP_ACCEPTED,
    SWAP_APPROVED,
    SWAP_PUBLISHED,
    SWAP_DECLINED,
    SWAP_REFUSED, /* against the rules when it was looked at again */
    SWAP_WITHDRAWN,
    SWAP_STATES
};
/* As they stand in the file and in documents; NULL at the end. */
extern const char *const OFFER_STATE_NAMES[OFFER_STATES + 1];
extern const char *const ANSWER_NAMES[ANSWERS + 1];
extern const char *const ASK_ORDER_NAMES[3];
extern const char *const SWAP_STATE_NAMES[SWAP_STATES + 1];

#endif
