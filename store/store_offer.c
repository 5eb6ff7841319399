/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_offer.c - rounds of asking, offers, answers and swaps. */
#include "store/store_offer.h"

#include <stddef.h>

const char *const OFFER_STATE_NAMES[OFFER_STATES + 1] = {
    [OFFER_WAITING] = "waiting",     [OFFER_OFFERED] = "offered",
    [OFFER_ACCEPTED] = "accepted",   [OFFER_DECLINED] = "declined",
    [OFFER_DEFERRED] = "deferred",   [OFFER_TIMED_OUT] = "timed_out",
    [OFFER_WITHDRAWN] = "withdrawn", [OFFER_STATES] = NULL,
};
const char *const ANSWER_NAMES[ANSWERS + 1] = {
    [ANSWER_TAKE] = "take", [ANSWER_SWAP] = "swap", [ANSWER_LATER] = "later",
    [ANSWER_NO] = "no",     [ANSWER_UNDO] = "undo", [ANSWERS] = NULL,
};
const char *const ASK_ORDER_NAMES[3] = {
    [ASK_RANKED] = "ranked",
    [ASK_BROADCAST] = "broadcast",
};
const char *const SWAP_STATE_NAMES[SWAP_STATES + 1] = {
    [SWAP_OFFERED] = "offered",     [SWAP_ACCEPTED] = "accepted",
    [SWAP_APPROVED] = "approved",   [SWAP_PUBLISHED] = "published",
    [SWAP_DECLINED] = "declined",   [SWAP_REFUSED] = "refused",
    [SWAP_WITHDRAWN] = "withdrawn", [SWAP_STATES] = NULL,
};
