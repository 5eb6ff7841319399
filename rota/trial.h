/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trial.h - the plan as it will be: what is published with what people have
 * agreed to and nobody has published yet; and whether a change fits into it.
 *
 * A change fits when everybody who gains something may hold it, everybody who
 * gives something holds it still, and no hard finding appears that was not
 * there before. Whatever else is wrong with the plan is not the change's fault.
 */
#ifndef ROTA_TRIAL_H
#define ROTA_TRIAL_H

#include "rota/event.h"
#include "store/store_offer.h"

struct trial {
    struct desk *desk;
    struct plan base;         /* published and agreed */
    struct change_vec agreed; /* what of it is not published */
    struct opened_vec opened; /* of what is published */
    int64_t revision;         /* in force */
    int32_t reader; /* who may read reasons about themself; NONE: nobody but
                       managers, who read all (domain.md D5) */
};

/* As of the desk's moment and records. Release with trial_release(). */
enum status trial_open(struct trial *trial, struct desk *desk,
                       struct error *err) MUST_USE;
void trial_release(struct trial *trial);

/* A change of one person's slot. What somebody gains by agreement is pinned: an
 * accepted duty binds both sides (domain.md 2.9). */
struct plan_change trial_change(enum change_kind kind, int32_t staff,
                                duty_ix duty, date_day date);
/* What an offer's acceptance changes: they get the slot (as overtime when it was
 * offered so), `replaces` loses it, they lose what they leave. Added to `out`. */
void trial_add_offer(const struct ask_record *ask,
                     const struct offer_record *offer, struct change_vec *out);
/* STATUS_CONFLICT with the reason when the changes do not fit. */
enum status trial_fits(const struct trial *trial,
                       const struct change_vec *changes,
                       struct error *err) MUST_USE;
/* As trial_fits(), but what is among `told` may appear: whoever decides has read
 * it. NULL: nothing. */
enum status trial_fits_beside(const struct trial *trial,
                              const struct change_vec *changes,
                              const struct finding_vec *told,
                              struct error *err) MUST_USE;
/* Whether somebody is wanted in the slot, and whose place it is: `*replaces` is
 * who cannot hold it any more, or NONE when a place is vacant. */
bool trial_wanted(const struct trial *trial, duty_ix duty, date_day date,
                  int32_t *replaces);
/* Makes the changes part of what is agreed. */
void trial_apply(struct trial *trial, const struct change_vec *changes);
/* Stores a draft that holds everything agreed, from its first to its last date;
 * `*plan` 0 when nothing is. */
enum status trial_draft(const struct trial *trial, int64_t *plan,
                        struct error *err) MUST_USE;

#endif
