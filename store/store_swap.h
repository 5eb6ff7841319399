/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_swap.h - two people who change slots.
 *
 * The first gives `duty` on `date` to the other and gets `other_duty` on
 * `other_date`: from the other, or, when the swap came with an offer, the slot
 * that they are asked to take. Answers are only added.
 */
#ifndef STORE_STORE_SWAP_H
#define STORE_STORE_SWAP_H

#include "store/store.h"

enum swap_state {
    SWAP_OFFERED,
    SWAP_ACCEPTED,
    SWAP_APPROVED,
    SWAP_PUBLISHED,
    SWAP_DECLINED,
    SWAP_REFUSED, /* by a manager */
    SWAP_WITHDRAWN,
    SWAP_STATES
};
enum swap_answer {
    SWAP_ACCEPT,  /* the other one says yes */
    SWAP_DECLINE, /* or no */
    SWAP_APPROVE, /* a manager, for their own people */
    SWAP_REFUSE,
    SWAP_WITHDRAW, /* the first one thinks again */
    SWAP_ANSWERS
};
/* As they stand in the file and in documents; NULL at the end. */
extern const char *const SWAP_STATE_NAMES[SWAP_STATES + 1];
extern const char *const SWAP_ANSWER_NAMES[SWAP_ANSWERS + 1];

struct swap_record {
    int64_t id; /* set by store_put_swap() */
    int32_t staff, other;
    duty_ix duty, other_duty;
    date_day date, other_date;
    enum swap_state state;
    instant at, changed;
    int64_t plan;     /* the draft it made; 0: none */
    int64_t offer;    /* it came with; 0: none */
    int64_t revision; /* that published it; 0: not yet */
};
struct swap_vec VEC_OF(struct swap_record);

enum status store_put_swap(struct store *store, const struct coop *coop,
                           struct swap_record *swap, const struct act *act,
                           struct error *err) MUST_USE;
/* STATUS_USAGE when there is no such swap. */
enum status store_get_swap(struct store *store, const struct coop *coop,
                           int64_t id, struct swap_record *result,
                           struct error *err) MUST_USE;
/* By number; with `open` only those that are offered, accepted or approved. */
enum status store_list_swaps(struct store *store, const struct coop *coop,
                             bool open, struct swap_vec *result,
                             struct error *err) MUST_USE;
/* Writes state, changed and plan. */
enum status store_set_swap(struct store *store, const struct swap_record *swap,
                           struct error *err) MUST_USE;
enum status store_put_swap_answer(struct store *store, int64_t swap,
                                  enum swap_answer answer, const char *filed_by,
                                  const struct act *act,
                                  struct error *err) MUST_USE;
/* Whether the answer was given in the name of `filed_by`. */
enum status store_swap_answered(struct store *store, int64_t swap,
                                enum swap_answer answer, const char *filed_by,
                                bool *yes, struct error *err) MUST_USE;

#endif
