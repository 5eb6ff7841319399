/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask.h - asking people for a slot, what they answer, swaps, and the timer.
 *
 * States and what may follow them: rota/ask_state.h. Who acts is the desk's
 * actor; `by` is in whose name, with the rights of that (rota/speaker.h). Every
 * verb looks at the records and the plan as they are inside its transaction.
 *
 * An acceptance or an approved swap makes a draft that holds everything agreed
 * and not yet published; rota_publish() makes it stand, and until then each may
 * be taken back.
 */
#ifndef ROTA_ASK_H
#define ROTA_ASK_H

#include "rota/suggest.h"
#include "store/store_offer.h"
#include "store/store_swap.h"

enum { TIMEOUT_DEFAULT = 30, TIMEOUT_MAX = 7 * 24 * 60 }; /* minutes */

struct ask_options {
    const char *slot;
    enum ask_order order;
    int32_t timeout;           /* minutes that each one has; 0: the default */
    const char *const *people; /* whom, in this order; */
    int32_t n_people;          /* 0: those of rota_ranking() */
    const char *by;            /* a manager's name; NULL: "manager" */
};
/* Opens a round of asking; messages go into the outbox. The round
 * (round_object() of rota/round.h) with "moved" and, of those who were passed
 * by, "not_asked": [{person, name, reason}]. STATUS_CONFLICT when nobody is
 * wanted in the slot, it has begun, or a round about it is open. */
enum status rota_ask(struct desk *desk, const struct ask_options *options,
                     cJSON **result, struct error *err) MUST_USE;
/* {"asks": [rounds]}; without `all` those that are not closed. */
enum status rota_asks(struct desk *desk, bool all, cJSON **result,
                      struct error *err) MUST_USE;
/* Nobody is wanted any more: ends the round, those who were asked are told. An
 * acceptance has to be undone first. The round with "moved". */
enum status rota_ask_close(struct desk *desk, int64_t ask, const char *by,
                           cJSON **result, struct error *err) MUST_USE;

struct answer_options {
    int64_t offer; /* 0: the one that the message with `token` asked */
    const char *token;
    enum offer_answer answer;
    const char *give; /* ANSWER_SWAP: the slot they want to give, */
    const char *with; /* and to whom */
    const char *by;   /* NULL: the person of the token, else "manager" */
};
/* {"offer", "person", "state", "plan", "revision", "swap", "moved", "ask":
 * round}. `plan` is the draft to publish and `revision` what it was made from.
 * STATUS_CONFLICT with the reason when the answer comes too late, the plan has
 * moved or a rule forbids it; then nothing is changed. */
enum status rota_answer(struct desk *desk, const struct answer_options *options,
                        cJSON **result, struct error *err) MUST_USE;

struct swap_options {
    const char *person, *slot;      /* gives this */
    const char *other, *other_slot; /* for that */
    const char *by;
};
/* {"swap", "person", "slot", "with", "with_slot", "state", "plan", "revision",
 * "waits_for": [who must still say yes]}. */
enum status rota_swap(struct desk *desk, const struct swap_options *options,
                      cJSON **result, struct error *err) MUST_USE;
enum status rota_swap_answer(struct desk *desk, int64_t swap,
                             enum swap_answer answer, const char *by,
                             cJSON **result, struct error *err) MUST_USE;
/* {"swaps": [...]}; without `all` those on their way. */
enum status rota_swaps(struct desk *desk, bool all, cJSON **result,
                       struct error *err) MUST_USE;

/* ---- the timer and messages
 * -------------------------------------------------- */

struct tick_options {
    const char *settings; /* messages/settings.h; NULL: nothing is sent */
    double seconds;       /* longest time for sending; 0: 60 */
};
/* Everything that is due at the desk's moment: what became open is noted,
 * offers time out and the next is asked, rounds and swaps about slots that have
 * begun end, messages leave. {"at", "opened", "moved", "closed": [asks],
 * "withdrawn": [swaps], "messages": {"sent", "delayed", "failed",
 * "waiting"}}. Several may run at once. */
enum status rota_tick(struct desk *desk, const struct tick_options *options,
                      cJSON **result, struct error *err) MUST_USE;

/* {"messages": [{message, about, recipient, channel, state, tries, next_try,
 * acknowledged, note}]}; without `all` those that have not left. With `retry`
 * failed ones are due again first. Texts and tokens are not told. */
enum status rota_messages(struct desk *desk, bool all, bool retry,
                          cJSON **result, struct error *err) MUST_USE;
/* The recipient of the message has seen it. {"message", "about",
 * "acknowledged"}. */
enum status rota_acknowledge(struct desk *desk, const char *token,
                             cJSON **result, struct error *err) MUST_USE;

#endif
