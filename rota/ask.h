/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask.h - asking people for a slot, what they answer, swaps, and the timer.
 *
 * States and answers: store/store_offer.h. Who acts is the desk's actor; `by`
 * is in whose name: a person's id, or "manager".
 */
#ifndef ROTA_ASK_H
#define ROTA_ASK_H

#include "rota/suggest.h"
#include "store/store_offer.h"

struct ask_options {
    const char *slot;
    enum ask_order order;
    int32_t timeout;           /* minutes that each one has */
    const char *const *people; /* whom, in this order; */
    int32_t n_people;          /* 0: those of rota_ranking() */
};
/* Opens a round of asking; messages go into the outbox. */
enum status rota_ask(struct desk *desk, const struct ask_options *options,
                     cJSON **result, struct error *err) MUST_USE;
/* `swap_slot` only with ANSWER_SWAP: the slot they want to give in return. The
 * acceptance is checked against the plan as it is when it arrives. */
enum status rota_answer(struct desk *desk, int64_t offer,
                        enum offer_answer answer, const char *swap_slot,
                        cJSON **result, struct error *err) MUST_USE;

struct swap_options {
    const char *person, *slot;
    const char *other, *other_slot;
    const char *by;
};
enum status rota_swap(struct desk *desk, const struct swap_options *options,
                      cJSON **result, struct error *err) MUST_USE;

/* Everything that is due at the desk's moment: timeouts, the next in order,
 * what became open, messages to send. A timer calls it. */
enum status rota_tick(struct desk *desk, cJSON **result,
                      struct error *err) MUST_USE;

#endif
