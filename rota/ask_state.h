/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask_state.h - what an offer and a swap become when something happens to them:
 * two tables, and nothing else decides.
 *
 * An offer waits for its turn, is offered, and ends accepted, declined or
 * withdrawn. "Later" and silence leave it open: the person may still take the
 * slot as long as nobody else has.
 */
#ifndef ROTA_ASK_STATE_H
#define ROTA_ASK_STATE_H

#include "store/store_offer.h"
#include "store/store_swap.h"

enum offer_event {
    OFFER_TURN, /* the person is asked now */
    OFFER_TAKE,
    OFFER_SWAP, /* takes it if somebody else takes a slot of theirs */
    OFFER_LATER,
    OFFER_NO,
    OFFER_UNDO,   /* of an acceptance */
    OFFER_SILENT, /* the time is up */
    OFFER_CLOSE,  /* somebody else has it, or nobody is wanted any more */
    OFFER_REOPEN, /* the one who had it gave it back */
    OFFER_EVENTS
};
extern const char *const OFFER_EVENT_NAMES[OFFER_EVENTS + 1];

/* The state after the event; OFFER_STATES when it cannot happen then. The same
 * state means that the event was there before: nothing is done twice. */
enum offer_state offer_next(enum offer_state state, enum offer_event event);
enum offer_event offer_event_of(enum offer_answer answer);

enum swap_event {
    SWAP_EVENT_ACCEPT,
    SWAP_EVENT_DECLINE,
    SWAP_EVENT_APPROVE,
    SWAP_EVENT_REFUSE,
    SWAP_EVENT_WITHDRAW,
    SWAP_EVENT_PUBLISH,
    SWAP_EVENTS
};
/* Likewise; SWAP_STATES when it cannot happen. */
enum swap_state swap_next(enum swap_state state, enum swap_event event);
enum swap_event swap_event_of(enum swap_answer answer);

#endif
