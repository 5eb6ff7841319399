/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * swap.c - two people change slots: proposed, accepted by the other, approved,
 * published. The two changes go through the same trial as any other.
 *
 * Approved by itself when both employers let swaps that break no rule be
 * (members.swaps); otherwise by a manager of each employer concerned.
 */
#include "rota/ask.h"

#include <stdio.h>
#include <string.h>

#include "rota/ask_parts.h"
#include "rota/letter.h"

struct change_vec swap_changes(const struct swap_record *swap)
{
    struct change_vec changes = {0};
    vec_push(&changes,
             trial_change(CHANGE_LOST, swap->staff, swap->duty, swap->date));
    vec_push(&changes,
             trial_change(CHANGE_GAINED, swap->other, swap->duty, swap->date));
    if (swap->offer == 0) {
        vec_push(&changes, trial_change(CHANGE_LOST, swap->other,
                                        swap->other_duty, swap->other_date));
        vec_push(&changes, trial_change(CHANGE_GAINED, swap->staff,
                                        swap->other_duty, swap->other_date));
    }
    return changes;
}

/* ---- letters ----------------------------------------------------------------
 */

/* To the first one (`first`) or the other. Who came with an offer gives
 * nothing for the slot they are asked to take. */
static enum status write_letter(struct desk *desk,
                                const struct swap_record *swap, bool first,
                                enum letter_kind kind, struct error *err)
{
    bool half = !first && swap->offer != 0;
    const struct letter letter = {
        .kind = kind,
        .number = swap->id,
        .staff = first ? swap->staff : swap->other,
        .duty = first ? swap->other_duty : swap->duty,
        .date = first ? swap->other_date : swap->date,
        .other_duty = half    ? NONE
                      : first ? swap->duty
                              : swap->other_duty,
        .other_date = first ? swap->date : swap->other_date,
    };
    return letter_put(desk, &letter, err);
}

static enum status tell_both(struct desk *desk, const struct swap_record *swap,
                             enum letter_kind kind, struct error *err)
{
    TRY(write_letter(desk, swap, true, kind, err));
    return write_letter(desk, swap, false, kind, err);
}

enum status swap_tell_off(struct desk *desk, const struct swap_record *swap,
                          struct error *err)
{
    return tell_both(desk, swap, LETTER_SWAP_OFF, err);
}

/* ---- who must say yes
 * ----------------------------------------------------------- */

static const struct member *employer(const struct coop *coop, int32_t staff)
{
    return &coop->members.at[coop->staff.at[staff].member.ix];
}

/* "manager:vega"; `out` has room. */
static char *manager_of(const struct coop *coop, int32_t staff, char out[80])
{
    snprintf(out, 80, "manager:%s", coop->staff.at[staff].member.id);
    return out;
}

static enum status employer_agrees(struct desk *desk,
                                   const struct swap_record *swap,
                                   int32_t staff, bool *yes, struct error *err)
{
    char name[80];
    *yes = employer(desk->coop, swap->staff)->swaps == SWAPS_AUTOMATIC &&
           employer(desk->coop, swap->other)->swaps == SWAPS_AUTOMATIC;
    if (!*yes) {
        TRY(store_swap_answered(desk->store, swap->id, SWAP_APPROVE, "manager",
                                yes, err));
    }
    return *yes ? STATUS_OK
                : store_swap_answered(desk->store, swap->id, SWAP_APPROVE,
                                      manager_of(desk->coop, staff, name), yes,
                                      err);
}

/* Names of those who must still say yes are added to `list` (may be NULL). */
static enum status approved_by_all(struct desk *desk,
                                   const struct swap_record *swap, cJSON *list,
                                   bool *yes, struct error *err)
{
    const int32_t people[2] = {swap->staff, swap->other};
    bool one =
        employer(desk->coop, swap->staff) == employer(desk->coop, swap->other);
    *yes = true;
    for (int32_t i = 0; i < (one ? 1 : 2); i++) {
        bool agrees;
        char name[80];
        TRY(employer_agrees(desk, swap, people[i], &agrees, err));
        *yes &= agrees;
        if (!agrees && list) {
            cJSON_AddItemToArray(list, cJSON_CreateString(manager_of(
                                           desk->coop, people[i], name)));
        }
    }
    return STATUS_OK;
}

/* ---- as JSON
 * ---------------------------------------------------------------------- */

static enum status add_waits(struct desk *desk, const struct swap_record *swap,
                             cJSON *object, struct error *err)
{
    cJSON *list = json_add_list(object, "waits_for");
    bool yes;
    if (swap->state == SWAP_OFFERED) {
        cJSON_AddItemToArray(
            list, cJSON_CreateString(desk->coop->staff.at[swap->other].id));
    }
    return swap->state == SWAP_OFFERED || swap->state == SWAP_ACCEPTED
               ? approved_by_all(desk, swap, list, &yes, err)
               : STATUS_OK;
}

cJSON *swap_object(struct desk *desk, const struct swap_record *swap,
                   struct error *err)
{
    const struct coop *coop = desk->coop;
    char key[SLOT_KEY];
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "swap", swap->id);
    json_add_string(object, "person", coop->staff.at[swap->staff].id);
    json_add_string(object, "slot",
                    slot_key(coop, swap->duty, swap->date, key));
    json_add_string(object, "with", coop->staff.at[swap->other].id);
    json_add_string(object, "with_slot",
                    slot_key(coop, swap->other_duty, swap->other_date, key));
    json_add_string(object, "name", coop->staff.at[swap->staff].name);
    json_add_string(object, "title", duty_title(coop, swap->duty));
    json_add_string(object, "with_name", coop->staff.at[swap->other].name);
    json_add_string(object, "with_title", duty_title(coop, swap->other_duty));
    json_add_string(object, "state", SWAP_STATE_NAMES[swap->state]);
    if (swap->offer != 0) {
        json_add_int(object, "offer", swap->offer);
    }
    if (swap->plan != 0) {
        json_add_int(object, "plan", swap->plan);
    }
    if (swap->revision != 0) {
        json_add_int(object, "published", swap->revision);
    }
    if (add_waits(desk, swap, object, err) != STATUS_OK) {
        cJSON_Delete(object);
        return NULL;
    }
    return object;
}

/* ---- proposing
 * ---------------------------------------------------------------------- */

static enum status check_ahead(const struct desk *desk,
                               const struct swap_record *swap,
                               struct error *err)
{
    const struct coop *coop = desk->coop;
    char key[SLOT_KEY];
    const struct {
        duty_ix duty;
        date_day date;
    } slots[2] = {{swap->duty, swap->date},
                  {swap->other_duty, swap->other_date}};
    for (size_t i = 0; i < COUNT_OF(slots); i++) {
        if (zone_instant(slots[i].date, duty_start(coop, slots[i].duty)) <=
            desk->act.at) {
            return error_set(err, STATUS_CONFLICT, "%s: it has begun",
                             slot_key(coop, slots[i].duty, slots[i].date, key));
        }
    }
    return STATUS_OK;
}

enum status swap_propose(const struct trial *trial, struct swap_record *swap,
                         const struct change_vec *more, struct error *err)
{
    struct desk *desk = trial->desk;
    TRY(check_ahead(desk, swap, err));
    struct change_vec changes = swap_changes(swap);
    for (int32_t i = 0; more && i < more->n; i++) {
        vec_push(&changes, more->at[i]);
    }
    enum status status = trial_fits(trial, &changes, err);
    vec_release(&changes);
    TRY(status);
    swap->state = SWAP_OFFERED;
    TRY(store_put_swap(desk->store, desk->coop, swap, &desk->act, err));
    return write_letter(desk, swap, false, LETTER_SWAP_ASKED, err);
}

static enum status parse_swap(const struct coop *coop,
                              const struct swap_options *options,
                              struct swap_record *swap, struct error *err)
{
    *swap =
        (struct swap_record){.staff = coop_find_staff(coop, options->person),
                             .other = coop_find_staff(coop, options->other)};
    if (swap->staff == NONE || swap->other == NONE ||
        swap->staff == swap->other) {
        return error_set(err, STATUS_USAGE,
                         "expected the ids of two people, found '%s' and '%s'",
                         options->person, options->other);
    }
    TRY(slot_parse(coop, options->slot, &swap->duty, &swap->date, err));
    return slot_parse(coop, options->other_slot, &swap->other_duty,
                      &swap->other_date, err);
}

static enum status propose(struct desk *desk,
                           const struct swap_options *options, cJSON **object,
                           struct error *err)
{
    struct swap_record swap;
    struct speaker speaker;
    struct trial trial;
    TRY(parse_swap(desk->coop, options, &swap, err));
    TRY(speaker_parse(desk->coop, options->by, &speaker, err));
    TRY(speaker_check(desk->coop, &speaker, swap.staff, "swap for", err));
    TRY(trial_open(&trial, desk, err));
    trial.reader = speaker.staff;
    enum status status = swap_propose(&trial, &swap, NULL, err);
    int64_t revision = trial.revision;
    trial_release(&trial);
    TRY(status);
    *object = swap_object(desk, &swap, err);
    if (!*object) {
        return err->status;
    }
    json_add_int(*object, "revision", revision);
    return STATUS_OK;
}

static enum status finish(struct desk *desk, enum status status, cJSON *object,
                          cJSON **result, struct error *err)
{
    status = asking_end(desk, status, err);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}

enum status rota_swap(struct desk *desk, const struct swap_options *options,
                      cJSON **result, struct error *err)
{
    cJSON *object = NULL;
    TRY(asking_begin(desk, err));
    enum status status = propose(desk, options, &object, err);
    return finish(desk, status, object, result, err);
}

/* ---- answering
 * ------------------------------------------------------------------------ */

struct swap_answering {
    struct desk *desk;
    struct swap_record swap;
    enum swap_answer answer;
    struct speaker speaker;
    enum swap_state before;
    cJSON *moved;
};

/* Who may say what: domain.md D7. */
static enum status check_rights(const struct swap_answering *a,
                                struct error *err)
{
    const struct coop *coop = a->desk->coop;
    static const char *const DOING[SWAP_ANSWERS] = {
        [SWAP_ACCEPT] = "accept a swap for",
        [SWAP_DECLINE] = "decline a swap for",
        [SWAP_APPROVE] = "approve a swap of",
        [SWAP_REFUSE] = "refuse a swap of",
        [SWAP_WITHDRAW] = "withdraw a swap of"};
    const char *doing = DOING[a->answer];
    if (a->answer == SWAP_ACCEPT || a->answer == SWAP_DECLINE) {
        return speaker_check(coop, &a->speaker, a->swap.other, doing, err);
    }
    if (a->answer == SWAP_WITHDRAW) {
        return speaker_check(coop, &a->speaker, a->swap.staff, doing, err);
    }
    TRY(speaker_check_manager(&a->speaker, doing, err));
    return speaker_for(coop, &a->speaker, a->swap.other)
               ? STATUS_OK
               : speaker_check(coop, &a->speaker, a->swap.staff, doing, err);
}

/* The offer it came with is accepted or taken back along with it. */
static enum status with_round(struct swap_answering *a, struct trial *trial,
                              struct error *err)
{
    struct offer_record offer;
    struct round round;
    TRY(store_get_offer(a->desk->store, a->desk->coop, a->swap.offer, &offer,
                        err));
    TRY(round_load(a->desk, offer.ask, a->moved, &round, err));
    int32_t ix = round_offer(&round, a->swap.offer);
    enum status status = STATUS_OK;
    if (trial) {
        struct acceptance acceptance = {
            .round = &round, .offer = ix, .swap = &a->swap, .trial = trial};
        status = accept_offer(&acceptance, err);
        a->swap.plan = round.offers.at[ix].plan;
    } else if (round.offers.at[ix].state == OFFER_ACCEPTED) {
        status = unaccept_offer(&round, ix, err);
    }
    round_release(&round);
    return status;
}

static enum status agree_in(struct swap_answering *a, struct trial *trial,
                            struct error *err)
{
    if (a->swap.offer != 0) {
        return with_round(a, trial, err);
    }
    struct change_vec changes = swap_changes(&a->swap);
    enum status status = trial_fits(trial, &changes, err);
    if (status == STATUS_OK) {
        trial_apply(trial, &changes);
        status = trial_draft(trial, &a->swap.plan, err);
    }
    vec_release(&changes);
    return status;
}

/* Looked at again in the plan as it is now, and made part of what is agreed. */
static enum status approve(struct swap_answering *a, struct error *err)
{
    struct trial trial;
    TRY(check_ahead(a->desk, &a->swap, err));
    TRY(trial_open(&trial, a->desk, err));
    trial.reader = a->speaker.staff;
    enum status status = agree_in(a, &trial, err);
    trial_release(&trial);
    TRY(status);
    a->swap.state = SWAP_APPROVED;
    return tell_both(a->desk, &a->swap, LETTER_SWAP_DONE, err);
}

/* Whether what is agreed would still break no rule. */
static enum status still_fits(struct swap_answering *a, struct error *err)
{
    struct trial trial;
    if (a->swap.offer != 0) {
        return STATUS_OK; /* looked at with its round, when approved */
    }
    TRY(trial_open(&trial, a->desk, err));
    trial.reader = a->speaker.staff;
    struct change_vec changes = swap_changes(&a->swap);
    enum status status = trial_fits(&trial, &changes, err);
    vec_release(&changes);
    trial_release(&trial);
    return status;
}

static enum status go_on(struct swap_answering *a, struct error *err)
{
    bool all;
    if (a->before == SWAP_APPROVED) {
        return STATUS_OK; /* twice is once */
    }
    TRY(still_fits(a, err));
    a->swap.state = SWAP_ACCEPTED;
    TRY(approved_by_all(a->desk, &a->swap, NULL, &all, err));
    return all ? approve(a, err) : STATUS_OK;
}

static enum status call_off(struct swap_answering *a, struct error *err)
{
    if (a->before == a->swap.state) {
        return STATUS_OK;
    }
    a->swap.plan = 0;
    if (a->swap.offer != 0) {
        TRY(with_round(a, NULL, err));
    }
    return swap_tell_off(a->desk, &a->swap, err);
}

static enum status answer_swap(struct swap_answering *a, const char *by,
                               struct error *err)
{
    struct desk *desk = a->desk;
    TRY(speaker_parse(desk->coop, by, &a->speaker, err));
    TRY(check_rights(a, err));
    a->before = a->swap.state;
    a->swap.state = swap_next(a->before, swap_event_of(a->answer));
    if (a->swap.state == SWAP_STATES) {
        return error_set(err, STATUS_CONFLICT,
                         "swap %lld is %s: '%s' cannot follow",
                         (long long)a->swap.id, SWAP_STATE_NAMES[a->before],
                         SWAP_ANSWER_NAMES[a->answer]);
    }
    TRY(store_put_swap_answer(desk->store, a->swap.id, a->answer,
                              a->speaker.name, &desk->act, err));
    bool yes = a->answer == SWAP_ACCEPT || a->answer == SWAP_APPROVE;
    TRY(yes ? go_on(a, err) : call_off(a, err));
    a->swap.changed = desk->act.at;
    return store_set_swap(desk->store, &a->swap, err);
}

enum status rota_swap_answer(struct desk *desk, int64_t swap,
                             enum swap_answer answer, const char *by,
                             cJSON **result, struct error *err)
{
    struct swap_answering a = {.desk = desk, .answer = answer};
    cJSON *object = NULL;
    int64_t revision = 0;
    TRY(asking_begin(desk, err));
    a.moved = cJSON_CreateArray();
    enum status status =
        store_get_swap(desk->store, desk->coop, swap, &a.swap, err);
    if (status == STATUS_OK) {
        status = answer_swap(&a, by, err);
    }
    if (status == STATUS_OK) {
        status = store_current_revision(desk->store, &revision, err);
    }
    if (status == STATUS_OK) {
        object = swap_object(desk, &a.swap, err);
        status = object ? STATUS_OK : err->status;
    }
    if (status == STATUS_OK) {
        json_add_int(object, "revision", revision);
        cJSON_AddItemToObject(object, "moved", a.moved);
    } else {
        cJSON_Delete(a.moved);
    }
    return finish(desk, status, object, result, err);
}

enum status rota_swaps(struct desk *desk, bool all, cJSON **result,
                       struct error *err)
{
    struct swap_vec swaps = {0};
    cJSON *object = cJSON_CreateObject();
    cJSON *list = json_add_list(object, "swaps");
    enum status status =
        store_list_swaps(desk->store, desk->coop, !all, &swaps, err);
    for (int32_t i = 0; i < swaps.n && status == STATUS_OK; i++) {
        cJSON *line = swap_object(desk, &swaps.at[i], err);
        if (line) {
            cJSON_AddItemToArray(list, line);
        } else {
            status = err->status;
        }
    }
    vec_release(&swaps);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
