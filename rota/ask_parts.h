/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask_parts.h - what asking, answering and swapping share. Only for rota/. */
#ifndef ROTA_ASK_PARTS_H
#define ROTA_ASK_PARTS_H

#include "rota/round.h"
#include "rota/speaker.h"
#include "rota/trial.h"

/* Begins a transaction and loads the records as they are in it; ends it, taking
 * everything back when `status` is a failure. */
enum status asking_begin(struct desk *desk, struct error *err) MUST_USE;
enum status asking_end(struct desk *desk, enum status status,
                       struct error *err) MUST_USE;

/* What a swap changes; one that came with an offer only the slot that is given
 * (the offer tells of its own). The caller releases them. */
struct change_vec swap_changes(const struct swap_record *swap);

/* The offer is accepted in the plan of `trial`, together with `swap` when it is
 * not NULL (approved then): checked, stored, the others dismissed. The draft of
 * everything agreed is made. */
struct acceptance {
    struct round *round;
    int32_t offer; /* index */
    struct swap_record *swap;
    struct trial *trial;
};
enum status accept_offer(const struct acceptance *a,
                         struct error *err) MUST_USE;
/* The acceptance is taken back and the round goes on; a swap that came with the
 * offer is the caller's. */
enum status unaccept_offer(struct round *round, int32_t offer,
                           struct error *err) MUST_USE;
/* The place of offer `id` in its round. */
int32_t round_offer(const struct round *round, int64_t id);

/* Swaps (swap.c): tells both that it is off. */
enum status swap_tell_off(struct desk *desk, const struct swap_record *swap,
                          struct error *err) MUST_USE;
cJSON *swap_object(struct desk *desk, const struct swap_record *swap,
                   struct error *err);
/* Checks and stores a swap that is only offered; the other one is asked. `more`:
 * what else would change, of the offer that it answers; NULL: nothing. */
enum status swap_propose(const struct trial *trial, struct swap_record *swap,
                         const struct change_vec *more,
                         struct error *err) MUST_USE;

#endif
