/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letter.h - what people are told of asking and swapping, in neutral words.
 *
 * A letter says a duty's neutral title, its day and hours and the municipality,
 * and what is asked: never a name, never who is away or why, never a service
 * (domain.md D14, 5.5). It goes into the outbox in the transaction of what it
 * tells of, once for each key, in the language of its reader.
 */
#ifndef ROTA_LETTER_H
#define ROTA_LETTER_H

#include "rota/rota.h"
#include "store/store_offer.h"

enum letter_kind {
    LETTER_OFFER,      /* can you take it? */
    LETTER_TAKEN,      /* no answer needed any more */
    LETTER_THANKS,     /* you have it now */
    LETTER_UNDONE,     /* the agreement about it is off */
    LETTER_SWAP_ASKED, /* would you swap? */
    LETTER_SWAP_DONE,
    LETTER_SWAP_OFF,
    LETTER_KINDS
};

struct letter {
    enum letter_kind kind;
    int64_t number; /* of the offer or swap */
    int32_t turn;   /* how often it was written about that */
    int32_t staff;  /* the reader */
    duty_ix duty;   /* what they would get */
    date_day date;
    duty_ix other_duty; /* swaps: what they would give */
    date_day other_date;
    instant due; /* offers: when an answer is wanted */
    const struct offer_record *offer; /* what else it asks; NULL: nothing */
};

/* Puts it into the outbox. */
enum status letter_put(struct desk *desk, const struct letter *letter,
                       struct error *err) MUST_USE;

/* The letter is not sent any more, unless it has left; `*heard`: it may have
 * been read. */
enum status letter_withdraw(struct desk *desk, const struct letter *letter,
                            bool *heard, struct error *err) MUST_USE;

/* The subject of a mail by what it is about: "offer 3", "swap 1",
 * "revision 7". */
const char *letter_subject(const char *about, enum language language);
/* A code for gateways: "offer", "swap", "revision". `out` has `room` bytes. */
char *letter_code(const char *about, char *out, size_t room);

#endif
