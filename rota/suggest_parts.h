/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest_parts.h - pieces of the answers that several verbs share.
 */
#ifndef ROTA_SUGGEST_PARTS_H
#define ROTA_SUGGEST_PARTS_H

#include "rota/candidate.h"
#include "rota/suggest.h"

/* Everybody's candidate for the opening, ranked: those who can by step, price,
 * fairness, travel; then those who can't. */
void suggest_rank(const struct open_duty *o, struct candidate_vec *out);

/* Swaps of those in `all` who cannot take it cheaply alone, ranked. */
void suggest_swaps(const struct open_duty *o, const struct candidate_vec *all,
                   struct candidate_vec *out);
/* Everybody's candidate for one slot, ranked. Release it either way. */
struct ranking {
    struct situation s;
    struct open_duty o;
    struct candidate_vec all;
};
enum status ranking_open(struct ranking *ranking, struct desk *desk,
                         const char *slot, struct error *err) MUST_USE;
void ranking_release(struct ranking *ranking);
/* Who can and may be asked, best first. */
void ranking_people(const struct ranking *ranking, struct int_vec *people);
/* NULL when they cannot take it, or only by going out from standby. */
const struct candidate *ranking_find(const struct ranking *ranking,
                                     int32_t staff);

/* "slot", "name", "date", "start", "end", "priority", "together": [slots],
 * to managers "cause", "event" and "held_by". */
void suggest_add_duty(const struct open_duty *o, cJSON *object);
/* One candidate who can, for a manager. */
cJSON *suggest_candidate(const struct open_duty *o, const struct candidate *c,
                         const struct candidate_vec *all);
/* "opens": [slots that the candidate leaves below their minimum]. */
void suggest_add_opens(const struct open_duty *o, const struct candidate *c,
                       cJSON *object);
/* [{"option", "step", "route", "words"}]: what can be done without anybody. */
void suggest_add_options(const struct open_duty *o, cJSON *object);
/* Windows of outside cover on the slot's date: [{"external", "name", "from",
 * "to", "modality", "whole"}]. */
void suggest_add_externals(const struct coop *coop, const struct hole *hole,
                           cJSON *object);
/* [{rule, id, grade, change, from, to, words}]: +1 what appears, -1 what goes;
 * notes are left out. */
void suggest_add_effects(const struct finding_vec *gained,
                         const struct finding_vec *healed, cJSON *object);
/* "2027-03-28 13:00", by the wall clock. */
void suggest_add_moment(cJSON *object, const char *key, instant at);

#endif
