/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask_state.c - the states of offers and swaps. */
#include "rota/ask_state.h"

#include <stddef.h>

const char *const OFFER_EVENT_NAMES[OFFER_EVENTS + 1] = {
    [OFFER_TURN] = "turn",     [OFFER_TAKE] = "take",
    [OFFER_SWAP] = "swap",     [OFFER_LATER] = "later",
    [OFFER_NO] = "no",         [OFFER_UNDO] = "undo",
    [OFFER_SILENT] = "silent", [OFFER_CLOSE] = "close",
    [OFFER_REOPEN] = "reopen", [OFFER_EVENTS] = NULL,
};

/* Short names, so that the table below reads as one. */
enum {
    NEVER = OFFER_STATES,
    WAIT = OFFER_WAITING,
    OPEN = OFFER_OFFERED,
    HAS = OFFER_ACCEPTED,
    NO = OFFER_DECLINED,
    LATER = OFFER_DEFERRED,
    MUTE = OFFER_TIMED_OUT,
    GONE = OFFER_WITHDRAWN
};

/* Columns: turn, take, swap, later, no, undo, silent, close, reopen. */
static const unsigned char OFFERS[OFFER_STATES][OFFER_EVENTS] = {
    [WAIT] = {OPEN, NEVER, NEVER, NEVER, NO, NEVER, NEVER, GONE, WAIT},
    [OPEN] = {NEVER, HAS, LATER, LATER, NO, NEVER, MUTE, GONE, OPEN},
    [HAS] = {NEVER, HAS, NEVER, NEVER, NEVER, NO, NEVER, HAS, NEVER},
    [NO] = {NEVER, NEVER, NEVER, NEVER, NO, NO, NEVER, NO, NO},
    [LATER] = {NEVER, HAS, LATER, LATER, NO, NEVER, NEVER, GONE, LATER},
    [MUTE] = {NEVER, HAS, LATER, LATER, NO, NEVER, MUTE, GONE, MUTE},
    [GONE] = {NEVER, NEVER, NEVER, NEVER, GONE, NEVER, NEVER, GONE, WAIT},
};

enum offer_state offer_next(enum offer_state state, enum offer_event event)
{
    return (enum offer_state)OFFERS[state][event];
}

enum offer_event offer_event_of(enum offer_answer answer)
{
    static const enum offer_event EVENTS[ANSWERS] = {
        [ANSWER_TAKE] = OFFER_TAKE,   [ANSWER_SWAP] = OFFER_SWAP,
        [ANSWER_LATER] = OFFER_LATER, [ANSWER_NO] = OFFER_NO,
        [ANSWER_UNDO] = OFFER_UNDO,
    };
    return EVENTS[answer];
}

/* Columns: accept, decline, approve, refuse, withdraw, publish. Until it is
 * published either side may think again, and a manager too. */
static const unsigned char SWAPS[SWAP_STATES][SWAP_EVENTS] = {
    [SWAP_OFFERED] = {SWAP_ACCEPTED, SWAP_DECLINED, SWAP_STATES, SWAP_REFUSED,
                      SWAP_WITHDRAWN, SWAP_STATES},
    [SWAP_ACCEPTED] = {SWAP_ACCEPTED, SWAP_DECLINED, SWAP_APPROVED,
                       SWAP_REFUSED, SWAP_WITHDRAWN, SWAP_STATES},
    [SWAP_APPROVED] = {SWAP_APPROVED, SWAP_DECLINED, SWAP_APPROVED,
                       SWAP_REFUSED, SWAP_WITHDRAWN, SWAP_PUBLISHED},
    [SWAP_PUBLISHED] = {SWAP_STATES, SWAP_STATES, SWAP_STATES, SWAP_STATES,
                        SWAP_STATES, SWAP_PUBLISHED},
    [SWAP_DECLINED] = {SWAP_STATES, SWAP_DECLINED, SWAP_STATES, SWAP_STATES,
                       SWAP_STATES, SWAP_STATES},
    [SWAP_REFUSED] = {SWAP_STATES, SWAP_STATES, SWAP_STATES, SWAP_REFUSED,
                      SWAP_STATES, SWAP_STATES},
    [SWAP_WITHDRAWN] = {SWAP_STATES, SWAP_STATES, SWAP_STATES, SWAP_STATES,
                        SWAP_WITHDRAWN, SWAP_STATES},
};

enum swap_state swap_next(enum swap_state state, enum swap_event event)
{
    return (enum swap_state)SWAPS[state][event];
}

enum swap_event swap_event_of(enum swap_answer answer)
{
    static const enum swap_event EVENTS[SWAP_ANSWERS] = {
        [SWAP_ACCEPT] = SWAP_EVENT_ACCEPT,
        [SWAP_DECLINE] = SWAP_EVENT_DECLINE,
        [SWAP_APPROVE] = SWAP_EVENT_APPROVE,
        [SWAP_REFUSE] = SWAP_EVENT_REFUSE,
        [SWAP_WITHDRAW] = SWAP_EVENT_WITHDRAW,
    };
    return EVENTS[answer];
}
