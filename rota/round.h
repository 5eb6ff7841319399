/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * round.h - one round of asking while something happens to it. Only for
 * rota/ask.c, answer.c, swap.c and tick.c, inside their transaction.
 *
 * Every change of an offer goes through round_move(): the table of ask_state.h,
 * the store, the letters that follow, and the list of what moved.
 */
#ifndef ROTA_ROUND_H
#define ROTA_ROUND_H

#include "rota/ask_state.h"
#include "rota/rota.h"

struct round {
    struct desk *desk;
    struct ask_record ask;
    struct offer_vec offers; /* by rank */
    instant start, end;      /* of the slot */
    cJSON *moved; /* [{offer, person, from, to}]; borrowed, may be NULL */
};

/* Release with round_release() after success. */
enum status round_load(struct desk *desk, int64_t ask, cJSON *moved,
                       struct round *round, struct error *err) MUST_USE;
void round_release(struct round *round);

/* STATUS_CONFLICT when the state does not allow it, naming both. Nothing is
 * written when the state stays as it is. */
enum status round_move(struct round *round, int32_t offer,
                       enum offer_event event, struct error *err) MUST_USE;
/* Asks whoever is next: everybody in a broadcast, else one at a time. Those who
 * may not have the slot any more are passed by. Nothing while somebody has it
 * or the round is closed. */
enum status round_advance(struct round *round, struct error *err) MUST_USE;
/* Somebody has it, or nobody is wanted: the others are told. */
enum status round_dismiss(struct round *round, struct error *err) MUST_USE;
/* Who had it gave it back: the others may be asked again, and are. */
enum status round_reopen(struct round *round, struct error *err) MUST_USE;
/* round_dismiss() and no way back. */
enum status round_close(struct round *round, struct error *err) MUST_USE;

/* Offers whose time is up; then the next in order. */
enum status round_time(struct round *round, struct error *err) MUST_USE;

/* NONE when nobody has accepted. */
int32_t round_taker(const struct round *round);
/* "open", "taken", "exhausted" (nobody left to ask), "published", "closed". */
const char *round_state(const struct round *round);
/* {"ask", "slot", "title", "date", "start", "end", "order", "timeout", "state",
 * "asked", "offers": [{offer, person, name, rank, state, turn, due, plan,
 * revision, swap, gives, overtime, route}]}. */
cJSON *round_object(const struct round *round);

#endif
