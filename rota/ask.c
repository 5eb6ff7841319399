/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask.c - opens, lists and ends rounds of asking. */
#include "rota/ask.h"

#include <stdlib.h>

#include "base/norwegian.h"
#include "rota/ask_parts.h"
#include "rota/round.h"
#include "rota/speaker.h"
#include "rota/suggest_parts.h"
#include "rota/trial.h"

/* ---- a transaction
 * ------------------------------------------------------------- */

enum status asking_begin(struct desk *desk, struct error *err)
{
    TRY(store_begin(desk->store, err));
    enum status status = desk_refresh(desk, err);
    if (status != STATUS_OK) {
        store_rollback(desk->store);
    }
    return status;
}

enum status asking_end(struct desk *desk, enum status status, struct error *err)
{
    if (status == STATUS_OK) {
        return store_commit(desk->store, err);
    }
    store_rollback(desk->store);
    return status;
}

/* ---- who is asked
 * ---------------------------------------------------------------- */

struct asking {
    struct desk *desk;
    const struct ask_options *options;
    struct trial trial;
    duty_ix duty;
    date_day date;
    int32_t replaces;
    struct ranking ranking; /* what it would be for each of them */
    struct offer_vec offers; /* who will be asked for what, in order */
    cJSON *not_asked;
};

static enum status fits(const struct asking *a,
                        const struct offer_record *offer, struct error *err)
{
    const struct ask_record ask = {.duty = a->duty, .date = a->date};
    struct change_vec changes = {0};
    trial_add_offer(&ask, offer, &changes);
    enum status status = trial_fits(&a->trial, &changes, err);
    vec_release(&changes);
    return status;
}

/* ---- what each is asked for
 * ------------------------------------------------------ */

/* Who says yes is not ordered. */
static enum ladder_step step_asked(const struct candidate *c)
{
    return c->step == STEP_ORDERED ? STEP_OVERTIME : c->step;
}

static void copy_edit(const struct asking *a, const struct edit *edit,
                      struct offer_record *offer)
{
    if (edit->kind == EDIT_TAKE && edit->duty == a->duty &&
        edit->date == a->date) {
        offer->overtime = edit->overtime;
    } else if (edit->kind == EDIT_GIVE && offer->n_gives < OFFER_GIVES) {
        offer->gives[offer->n_gives].duty = edit->duty;
        offer->gives[offer->n_gives++].date = edit->date;
    }
}

static bool gives_all(const struct candidate *c,
                      const struct offer_record *offer)
{
    int32_t gives = 0;
    for (int32_t i = 0; i < c->edits.n; i++) {
        gives += c->edits.at[i].kind == EDIT_GIVE;
    }
    return gives == offer->n_gives;
}

/* As the ranking has it: with what they leave for the slot. */
static struct offer_record offer_for(const struct asking *a, int32_t staff)
{
    const struct candidate *c = ranking_find(&a->ranking, staff);
    struct offer_record offer = {.staff = staff,
                                 .replaces = a->replaces,
                                 .state = OFFER_WAITING,
                                 .changed = a->desk->act.at};
    for (int32_t i = 0; c && i < c->edits.n; i++) {
        copy_edit(a, &c->edits.at[i], &offer);
    }
    if (c) {
        snprintf(offer.route, sizeof offer.route, "%s",
                 LADDER[step_asked(c)].key);
    }
    return offer;
}

static enum status leaves_none_open(const struct asking *a,
                                    const struct offer_record *offer,
                                    struct error *err)
{
    const struct situation *s = &a->ranking.s;
    for (int32_t i = 0; i < offer->n_gives; i++) {
        duty_ix duty = offer->gives[i].duty;
        date_day date = offer->gives[i].date;
        char key[SLOT_KEY];
        if (situation_cover(s, duty, date) - 1 < situation_low(s, duty, date)) {
            return error_set(err, STATUS_CONFLICT, "would leave %s open",
                             slot_key(a->desk->coop, duty, date, key));
        }
    }
    return STATUS_OK;
}

/* A question is about one slot: what is left for a whole block, or would come
 * open in its turn, is a manager's choice. Of a block they are asked for the
 * slot alone, if that fits. */
static enum status make_offer(const struct asking *a, int32_t staff,
                              struct offer_record *offer, struct error *err)
{
    const struct candidate *c = ranking_find(&a->ranking, staff);
    *offer = offer_for(a, staff);
    if (c && a->ranking.o.parts.n > 1) {
        offer->n_gives = 0;
    } else if (c && !gives_all(c, offer)) {
        return error_set(err, STATUS_CONFLICT,
                         "would have to leave too many duties");
    }
    TRY(leaves_none_open(a, offer, err));
    return fits(a, offer, err);
}

static void pass_by(struct asking *a, int32_t staff, const char *reason)
{
    const struct staff *person = &a->desk->coop->staff.at[staff];
    cJSON *line = json_push_object(a->not_asked);
    json_add_string(line, "person", person->id);
    json_add_string(line, "name", person->name);
    char *said = in_language(a->desk->norwegian, reason);
    json_add_string(line, "reason", said);
    free(said);
}

static bool listed(const struct int_vec *people, int32_t staff)
{
    for (int32_t i = 0; i < people->n; i++) {
        if (people->at[i] == staff) {
            return true;
        }
    }
    return false;
}

static enum status named_people(const struct asking *a, struct int_vec *wanted,
                                struct error *err)
{
    for (int32_t i = 0; i < a->options->n_people; i++) {
        int32_t staff = coop_find_staff(a->desk->coop, a->options->people[i]);
        if (staff == NONE) {
            return error_set(err, STATUS_USAGE,
                             "to: expected the id of a person, found '%s'",
                             a->options->people[i]);
        }
        if (!listed(wanted, staff)) {
            vec_push(wanted, staff);
        }
    }
    return STATUS_OK;
}

static bool could_leave(const struct asking *a, int32_t staff)
{
    const struct candidate *c = ranking_find(&a->ranking, staff);
    for (int32_t i = 0; c && i < c->edits.n; i++) {
        if (c->edits.at[i].kind == EDIT_GIVE) {
            return true;
        }
    }
    return false;
}

static void pass_by_rules(struct asking *a, int32_t staff,
                          const struct error *why)
{
    char reason[sizeof why->text + 80];
    if (!desk_tells(a->desk, staff)) {
        pass_by(a, staff, "not eligible");
        return;
    }
    snprintf(reason, sizeof reason, could_leave(a, staff)
                 ? "%s; can by leaving another duty: choose SLOT PERSON"
                 : "%s",
             why->text);
    pass_by(a, staff, reason);
}

static enum status refuse_all(const struct asking *a, struct error *err)
{
    const cJSON *first = cJSON_GetArrayItem(a->not_asked, 0);
    if (!first) {
        return error_set(err, STATUS_CONFLICT,
                         "%s: nobody can be asked by the ladder",
                         a->options->slot);
    }
    return error_set(err, STATUS_CONFLICT,
                     "%s: nobody can be asked; the first reason: %s",
                     a->options->slot,
                     cJSON_GetStringValue(
                         cJSON_GetObjectItemCaseSensitive(first, "reason")));
}

static enum status choose_people(struct asking *a, struct error *err)
{
    struct int_vec wanted = {0};
    enum status status =
        ranking_open(&a->ranking, a->desk, a->options->slot, err);
    if (status == STATUS_OK && a->options->n_people > 0) {
        status = named_people(a, &wanted, err);
    } else if (status == STATUS_OK) {
        ranking_people(&a->ranking, &wanted);
    }
    for (int32_t i = 0; i < wanted.n && status == STATUS_OK; i++) {
        struct error why = {0};
        struct offer_record offer;
        if (make_offer(a, wanted.at[i], &offer, &why) == STATUS_OK) {
            vec_push(&a->offers, offer);
        } else {
            pass_by_rules(a, wanted.at[i], &why);
        }
    }
    vec_release(&wanted);
    if (status == STATUS_OK && a->offers.n == 0) {
        status = refuse_all(a, err);
    }
    return status;
}

/* ---- whether to ask
 * --------------------------------------------------------------- */

/* One round at a time, unless what it asked for is taken and more is wanted. */
static enum status no_other_round(const struct asking *a, struct error *err)
{
    struct desk *desk = a->desk;
    struct ask_vec asks = {0};
    enum status status =
        store_list_asks(desk->store, desk->coop, true, &asks, err);
    for (int32_t i = 0; i < asks.n && status == STATUS_OK; i++) {
        const struct ask_record *ask = &asks.at[i];
        struct round round;
        if (ask->duty != a->duty || ask->date != a->date) {
            continue;
        }
        status = round_load(desk, ask->id, NULL, &round, err);
        if (status == STATUS_OK && round_taker(&round) == NONE) {
            status = error_set(err, STATUS_CONFLICT,
                               "%s: round %lld asks for it already",
                               a->options->slot, (long long)ask->id);
        }
        round_release(&round);
    }
    vec_release(&asks);
    return status;
}

static enum status check_slot(struct asking *a, struct error *err)
{
    const struct coop *coop = a->desk->coop;
    TRY(slot_parse(coop, a->options->slot, &a->duty, &a->date, err));
    if (zone_instant(a->date, duty_start(coop, a->duty)) <= a->desk->act.at) {
        return error_set(err, STATUS_CONFLICT, "%s: it has begun",
                         a->options->slot);
    }
    if (!trial_wanted(&a->trial, a->duty, a->date, &a->replaces)) {
        return error_set(err, STATUS_CONFLICT,
                         "%s: nobody is wanted in it as the plan stands",
                         a->options->slot);
    }
    return no_other_round(a, err);
}

/* ---- the round
 * --------------------------------------------------------------------- */

static enum status put_round(struct asking *a, int64_t *id, struct error *err)
{
    struct desk *desk = a->desk;
    int32_t timeout =
        a->options->timeout ? a->options->timeout : TIMEOUT_DEFAULT;
    struct ask_record ask = {.duty = a->duty,
                             .date = a->date,
                             .order = a->options->order,
                             .timeout = 60 * timeout,
                             .revision = a->trial.revision};
    TRY(store_put_ask(desk->store, desk->coop, &ask, &desk->act, err));
    for (int32_t i = 0; i < a->offers.n; i++) {
        a->offers.at[i].ask = ask.id;
        a->offers.at[i].rank = i + 1;
        TRY(store_put_offer(desk->store, desk->coop, &a->offers.at[i], err));
    }
    *id = ask.id;
    return STATUS_OK;
}

static enum status start_round(struct asking *a, int64_t id, cJSON **result,
                               struct error *err)
{
    struct round round;
    cJSON *moved = cJSON_CreateArray();
    enum status status = round_load(a->desk, id, moved, &round, err);
    if (status == STATUS_OK) {
        status = round_advance(&round, err);
        if (status == STATUS_OK) {
            *result = round_object(&round);
            cJSON_AddItemToObject(*result, "moved", moved);
            moved = NULL;
        }
        round_release(&round);
    }
    cJSON_Delete(moved);
    return status;
}

static enum status open_round(struct asking *a, cJSON **result,
                              struct error *err)
{
    struct speaker speaker;
    int64_t id;
    TRY(speaker_parse(a->desk->coop, a->options->by, &speaker, err));
    TRY(speaker_check_manager(&speaker, "ask for a slot", err));
    TRY(check_slot(a, err));
    TRY(choose_people(a, err));
    TRY(put_round(a, &id, err));
    return start_round(a, id, result, err);
}

enum status rota_ask(struct desk *desk, const struct ask_options *options,
                     cJSON **result, struct error *err)
{
    struct asking a = {.desk = desk, .options = options};
    cJSON *object = NULL;
    if (options->timeout < 0 || options->timeout > TIMEOUT_MAX) {
        return error_set(err, STATUS_USAGE,
                         "timeout: expected 1 to %d minutes, found %d",
                         TIMEOUT_MAX, options->timeout);
    }
    TRY(asking_begin(desk, err));
    a.not_asked = cJSON_CreateArray();
    enum status status = trial_open(&a.trial, desk, err);
    if (status == STATUS_OK) {
        status = open_round(&a, &object, err);
        trial_release(&a.trial);
    }
    status = asking_end(desk, status, err);
    if (status == STATUS_OK) {
        cJSON_AddItemToObject(object, "not_asked", a.not_asked);
        *result = object;
    } else {
        cJSON_Delete(object);
        cJSON_Delete(a.not_asked);
    }
    vec_release(&a.offers);
    ranking_release(&a.ranking);
    return status;
}

/* ---- the others
 * --------------------------------------------------------------------- */

enum status rota_asks(struct desk *desk, bool all, cJSON **result,
                      struct error *err)
{
    struct ask_vec asks = {0};
    cJSON *object = cJSON_CreateObject();
    cJSON *list = json_add_list(object, "asks");
    enum status status =
        store_list_asks(desk->store, desk->coop, !all, &asks, err);
    for (int32_t i = 0; i < asks.n && status == STATUS_OK; i++) {
        struct round round;
        status = round_load(desk, asks.at[i].id, NULL, &round, err);
        if (status == STATUS_OK) {
            cJSON_AddItemToArray(list, round_object(&round));
            round_release(&round);
        }
    }
    vec_release(&asks);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}

static enum status close_round(struct round *round, const char *by,
                               struct error *err)
{
    struct speaker speaker;
    TRY(speaker_parse(round->desk->coop, by, &speaker, err));
    TRY(speaker_check_manager(&speaker, "end a round", err));
    int32_t taker = round_taker(round);
    if (taker != NONE && round->offers.at[taker].revision == 0) {
        return error_set(
            err, STATUS_CONFLICT,
            "ask %lld: %s has accepted; undo offer %lld first",
            (long long)round->ask.id,
            round->desk->coop->staff.at[round->offers.at[taker].staff].name,
            (long long)round->offers.at[taker].id);
    }
    if (round->ask.closed != INSTANT_NONE) {
        return STATUS_OK; /* twice is once */
    }
    struct desk *desk = round->desk;
    char object[40];
    snprintf(object, sizeof object, "ask %lld", (long long)round->ask.id);
    TRY(round_close(round, err));
    return store_audit(desk->store, &desk->act, "ask-close", object, NULL, err);
}

enum status rota_ask_close(struct desk *desk, int64_t ask, const char *by,
                           cJSON **result, struct error *err)
{
    struct round round;
    cJSON *moved = cJSON_CreateArray(), *object = NULL;
    enum status status = asking_begin(desk, err);
    if (status == STATUS_OK) {
        status = round_load(desk, ask, moved, &round, err);
        if (status == STATUS_OK) {
            status = close_round(&round, by, err);
            object = round_object(&round);
            cJSON_AddItemToObject(object, "moved", moved);
            moved = NULL;
            round_release(&round);
        }
        status = asking_end(desk, status, err);
    }
    cJSON_Delete(moved);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
