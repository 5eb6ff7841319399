/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest.h - answers to what is open: who could take it, the smallest change
 * of the plan, the risk of leaving it; who is on duty, who may start when.
 *
 * "Now" is the desk's moment everywhere.
 */
#ifndef ROTA_SUGGEST_H
#define ROTA_SUGGEST_H

#include "rota/event.h"

/* Ranked replacements in the order of the ladder (domain.md 2.9) for one slot,
 * or for everything that is open (NULL). */
enum status rota_suggest(struct desk *desk, const char *slot, cJSON **result,
                         struct error *err) MUST_USE;
/* Who may be asked for the slot, best first: indices of staff. */
enum status rota_ranking(struct desk *desk, const char *slot,
                         struct int_vec *people,
                         struct error *err) MUST_USE;

struct choice {
    const char *slot, *person;
    const char *with; /* who takes over what they give up; NULL: nobody */
    const char *by;   /* a manager's name; NULL: "manager" */
};
/* An answer of the ranking is taken: what it changes, with everything agreed
 * and not yet published, becomes a draft. {"plan", "revision" (it was made
 * from), "slot", "person", "name", "step", "route", "consent", "opens": [slots
 * that come open in turn], "people": [{person, name, gained, lost}],
 * "needs_consent": [ids]}. STATUS_CONFLICT with the reason when the person is
 * no candidate now, nobody is wanted, or a hard finding appears of which the
 * ranking does not tell; then nothing is changed. */
enum status rota_choose(struct desk *desk, const struct choice *choice,
                        cJSON **result, struct error *err) MUST_USE;

struct replan_options {
    int32_t max_changes;      /* assignments that may change; 0: any number */
    const char *const *only;  /* ids of those whose days may change */
    int32_t n_only;           /* 0: everybody's */
    double seconds;           /* 0: a default */
    uint64_t ticks, seed;
};
/* The smallest priced change against what is published, stored as a draft that
 * rota_publish() takes. */
enum status rota_replan(struct desk *desk,
                        const struct replan_options *options, cJSON **result,
                        struct error *err) MUST_USE;
/* What is missing if it stays open. */
enum status rota_risk(struct desk *desk, const char *slot, cJSON **result,
                      struct error *err) MUST_USE;
enum status rota_now(struct desk *desk, cJSON **result,
                     struct error *err) MUST_USE;
enum status rota_rest(struct desk *desk, const char *person, cJSON **result,
                      struct error *err) MUST_USE;

#endif
