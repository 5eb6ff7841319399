/* SPDX-License-Identifier: GPL-3.0-or-later */
/* answer.c - what somebody who was asked says, looked at when it arrives. */
#include "rota/ask.h"

#include <stdlib.h>
#include <string.h>

#include "rota/ask_parts.h"
#include "rota/letter.h"
#include "store/store_outbox.h"

int32_t round_offer(const struct round *round, int64_t id)
{
    for (int32_t i = 0; i < round->offers.n; i++) {
        if (round->offers.at[i].id == id) {
            return i;
        }
    }
    return NONE;
}

/* ---- accepting
 * ----------------------------------------------------------------- */

static enum status check_wanted(const struct acceptance *a, int32_t *replaces,
                                struct error *err)
{
    const struct round *round = a->round;
    char key[SLOT_KEY];
    slot_key(round->desk->coop, round->ask.duty, round->ask.date, key);
    if (round->start <= round->desk->act.at) {
        return error_set(err, STATUS_CONFLICT, "%s: it has begun", key);
    }
    return trial_wanted(a->trial, round->ask.duty, round->ask.date, replaces)
               ? STATUS_OK
               : error_set(err, STATUS_CONFLICT,
                           "%s: the plan has moved since it was asked; nobody "
                           "is wanted in it any more",
                           key);
}

/* All that an acceptance changes, at once or not at all. */
static struct change_vec offer_changes(const struct round *round, int32_t offer,
                                       int32_t replaces)
{
    struct offer_record taken = round->offers.at[offer];
    struct change_vec changes = {0};
    taken.replaces = replaces;
    trial_add_offer(&round->ask, &taken, &changes);
    return changes;
}

static enum status check_fit(const struct acceptance *a, int32_t replaces,
                             struct error *err)
{
    struct change_vec changes = offer_changes(a->round, a->offer, replaces);
    if (a->swap) {
        struct change_vec more = swap_changes(a->swap);
        for (int32_t i = 0; i < more.n; i++) {
            vec_push(&changes, more.at[i]);
        }
        vec_release(&more);
    }
    enum status status = trial_fits(a->trial, &changes, err);
    if (status == STATUS_OK) {
        trial_apply(a->trial, &changes);
    }
    vec_release(&changes);
    return status;
}

enum status accept_offer(const struct acceptance *a, struct error *err)
{
    struct offer_record *offer = &a->round->offers.at[a->offer];
    int32_t replaces;
    if (offer_next(offer->state, OFFER_TAKE) != OFFER_STATES) {
        TRY(check_wanted(a, &replaces, err));
        TRY(check_fit(a, replaces, err));
        offer->replaces = replaces;
        offer->swap = a->swap ? a->swap->id : 0;
        TRY(trial_draft(a->trial, &offer->plan, err));
    }
    TRY(round_move(a->round, a->offer, OFFER_TAKE, err));
    return round_dismiss(a->round, err);
}

enum status unaccept_offer(struct round *round, int32_t offer,
                           struct error *err)
{
    const struct offer_record *o = &round->offers.at[offer];
    if (o->revision != 0) {
        return error_set(err, STATUS_CONFLICT,
                         "offer %lld: revision %lld has published it; a swap "
                         "or another round changes it now",
                         (long long)o->id, (long long)o->revision);
    }
    bool had_it = o->state == OFFER_ACCEPTED;
    TRY(round_move(round, offer, OFFER_UNDO, err));
    return had_it ? round_reopen(round, err) : STATUS_OK; /* twice is once */
}

/* ---- one answer
 * ------------------------------------------------------------------- */

struct answering {
    struct desk *desk;
    const struct answer_options *options;
    struct round round;
    int32_t offer; /* index in the round */
    struct speaker speaker;
    int64_t swap; /* that the answer brought; 0: none */
    int64_t plan; /* the draft to publish now; 0: nothing is agreed */
    int64_t revision;
};

static enum status say(struct answering *a, struct error *err)
{
    TRY(round_move(&a->round, a->offer, offer_event_of(a->options->answer),
                   err));
    return round_advance(&a->round, err);
}

/* A swap that hung on the acceptance goes with it. */
static enum status drop_swap(struct answering *a, int64_t id, struct error *err)
{
    struct swap_record swap;
    if (id == 0) {
        return STATUS_OK;
    }
    TRY(store_get_swap(a->desk->store, a->desk->coop, id, &swap, err));
    swap.state = SWAP_WITHDRAWN;
    swap.changed = a->desk->act.at;
    TRY(store_set_swap(a->desk->store, &swap, err));
    return swap_tell_off(a->desk, &swap, err);
}

static enum status take(struct answering *a, struct error *err)
{
    struct trial trial;
    if (a->round.offers.at[a->offer].state == OFFER_ACCEPTED) {
        return STATUS_OK; /* twice is once */
    }
    TRY(trial_open(&trial, a->desk, err));
    trial.reader = a->speaker.staff;
    struct acceptance acceptance = {
        .round = &a->round, .offer = a->offer, .trial = &trial};
    int64_t swap = a->round.offers.at[a->offer].swap;
    enum status status = accept_offer(&acceptance, err);
    trial_release(&trial);
    /* They take it after all without the swap that they had proposed. */
    return status == STATUS_OK ? drop_swap(a, swap, err) : status;
}

static enum status undo(struct answering *a, struct error *err)
{
    int64_t swap = a->round.offers.at[a->offer].swap;
    TRY(unaccept_offer(&a->round, a->offer, err));
    return drop_swap(a, swap, err);
}

static enum status read_swap(struct answering *a, struct swap_record *swap,
                             struct error *err)
{
    const struct coop *coop = a->desk->coop;
    const struct answer_options *o = a->options;
    const struct offer_record *offer = &a->round.offers.at[a->offer];
    if (!o->give || !o->with) {
        return error_set(err, STATUS_USAGE,
                         "swap: expected the slot to give and who takes it");
    }
    *swap = (struct swap_record){.staff = offer->staff,
                                 .other = coop_find_staff(coop, o->with),
                                 .other_duty = a->round.ask.duty,
                                 .other_date = a->round.ask.date,
                                 .offer = offer->id};
    if (swap->other == NONE || swap->other == swap->staff) {
        return error_set(err, STATUS_USAGE,
                         "with: expected the id of somebody else, found '%s'",
                         o->with);
    }
    return slot_parse(coop, o->give, &swap->duty, &swap->date, err);
}

/* They will take it if somebody else takes a slot of theirs, who is asked. */
static enum status offer_swap(struct answering *a, struct error *err)
{
    struct offer_record *offer = &a->round.offers.at[a->offer];
    struct swap_record swap;
    struct trial trial;
    int32_t replaces;
    TRY(read_swap(a, &swap, err));
    int64_t before = offer->swap;
    TRY(trial_open(&trial, a->desk, err));
    trial.reader = a->speaker.staff;
    struct acceptance acceptance = {.round = &a->round, .trial = &trial};
    enum status status = check_wanted(&acceptance, &replaces, err);
    if (status == STATUS_OK) {
        struct change_vec more = offer_changes(&a->round, a->offer, replaces);
        status = swap_propose(&trial, &swap, &more, err);
        vec_release(&more);
    }
    trial_release(&trial);
    TRY(status);
    TRY(drop_swap(a, before, err)); /* the one they proposed before */
    TRY(say(a, err));
    a->swap = offer->swap = swap.id;
    return store_set_offer(a->desk->store, a->desk->coop, offer, err);
}

typedef enum status answer_doing(struct answering *a, struct error *err);
static answer_doing *const DOING[ANSWERS] = {
    [ANSWER_TAKE] = take, [ANSWER_SWAP] = offer_swap, [ANSWER_LATER] = say,
    [ANSWER_NO] = say,    [ANSWER_UNDO] = undo,
};

/* ---- whose
 * ---------------------------------------------------------------------- */

/* The offer that a message was about, and its reader. */
static enum status by_token(const struct answering *a, int64_t *offer,
                            char **reader, struct error *err)
{
    static const char ABOUT[] = "offer ";
    struct outbox_message message;
    TRY(store_find_message(a->desk->store, a->options->token, &message, err));
    enum status status = STATUS_OK;
    if (strncmp(message.about, ABOUT, strlen(ABOUT)) == 0) {
        *offer = strtoll(message.about + strlen(ABOUT), NULL, 10);
        *reader = xstrdup(message.recipient);
        status = store_acknowledge(a->desk->store, a->options->token,
                                   &a->desk->act, err);
    } else {
        status = error_set(err, STATUS_USAGE,
                           "the message with this token asks nothing");
    }
    outbox_message_release(&message);
    return status;
}

static enum status open_answer(struct answering *a, cJSON *moved,
                               struct error *err)
{
    struct desk *desk = a->desk;
    struct offer_record offer;
    int64_t id = a->options->offer;
    char *reader = NULL;
    if (id == 0) {
        TRY(by_token(a, &id, &reader, err));
    }
    enum status status = speaker_parse(
        desk->coop, a->options->by ? a->options->by : reader, &a->speaker, err);
    free(reader);
    TRY(status);
    TRY(store_get_offer(desk->store, desk->coop, id, &offer, err));
    TRY(speaker_check(desk->coop, &a->speaker, offer.staff, "answer for", err));
    TRY(round_load(desk, offer.ask, moved, &a->round, err));
    a->offer = round_offer(&a->round, id);
    if (a->round.ask.closed != INSTANT_NONE &&
        a->round.offers.at[a->offer].revision == 0) {
        return error_set(err, STATUS_CONFLICT,
                         "offer %lld: the question is closed, nobody is "
                         "wanted any more",
                         (long long)id);
    }
    return STATUS_OK;
}

/* The draft of what is agreed now: an undo may leave some, or nothing. */
static enum status renew_draft(struct answering *a, struct error *err)
{
    struct trial trial;
    TRY(trial_open(&trial, a->desk, err));
    a->revision = trial.revision;
    enum status status = STATUS_OK;
    a->plan = a->round.offers.at[a->offer].plan;
    if (a->options->answer == ANSWER_UNDO) {
        status = trial_draft(&trial, &a->plan, err);
    }
    trial_release(&trial);
    return status;
}

static enum status give_answer(struct answering *a, struct error *err)
{
    TRY(DOING[a->options->answer](a, err));
    TRY(store_put_answer(a->desk->store, a->round.offers.at[a->offer].id,
                         a->options->answer, a->swap, a->speaker.name,
                         &a->desk->act, err));
    return renew_draft(a, err);
}

static cJSON *answer_object(const struct answering *a)
{
    const struct offer_record *offer = &a->round.offers.at[a->offer];
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "offer", offer->id);
    json_add_string(object, "person", a->desk->coop->staff.at[offer->staff].id);
    json_add_string(object, "name", a->desk->coop->staff.at[offer->staff].name);
    json_add_string(object, "state", OFFER_STATE_NAMES[offer->state]);
    if (a->plan != 0) {
        json_add_int(object, "plan", a->plan);
    }
    json_add_int(object, "revision", a->revision);
    if (a->swap != 0) {
        json_add_int(object, "swap", a->swap);
    }
    cJSON_AddItemToObject(object, "ask", round_object(&a->round));
    return object;
}

enum status rota_answer(struct desk *desk, const struct answer_options *options,
                        cJSON **result, struct error *err)
{
    struct answering a = {.desk = desk, .options = options};
    cJSON *moved, *object = NULL;
    TRY(asking_begin(desk, err));
    moved = cJSON_CreateArray();
    enum status status = open_answer(&a, moved, err);
    if (status == STATUS_OK) {
        status = give_answer(&a, err);
    }
    if (status == STATUS_OK) {
        object = answer_object(&a);
        cJSON_AddItemToObject(object, "moved", moved);
        moved = NULL;
    }
    status = asking_end(desk, status, err);
    round_release(&a.round);
    cJSON_Delete(moved);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
