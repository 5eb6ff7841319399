/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tick.c - everything that is due at a moment; messages and what became of
 * them. */
#include "rota/ask.h"

#include "rota/ask_parts.h"
#include "rota/deliver.h"
#include "store/store_outbox.h"

enum { SECONDS_DEFAULT = 60 };

struct ticking {
    struct desk *desk;
    cJSON *moved, *closed, *withdrawn;
};

/* ---- rounds
 * ------------------------------------------------------------------- */

/* Whether somebody is still wanted; an acceptance keeps its round. */
static enum status still_wanted(const struct round *round, bool *wanted,
                                struct error *err)
{
    struct trial trial;
    int32_t replaces;
    *wanted = round_taker(round) != NONE;
    if (*wanted || round->start <= round->desk->act.at) {
        return STATUS_OK;
    }
    TRY(trial_open(&trial, round->desk, err));
    *wanted = trial_wanted(&trial, round->ask.duty, round->ask.date, &replaces);
    trial_release(&trial);
    return STATUS_OK;
}

static enum status time_round(struct ticking *t, int64_t id, struct error *err)
{
    struct round round;
    bool wanted;
    TRY(round_load(t->desk, id, t->moved, &round, err));
    enum status status = still_wanted(&round, &wanted, err);
    if (status == STATUS_OK && wanted) {
        status = round_time(&round, err);
    } else if (status == STATUS_OK) {
        status = round_close(&round, err);
        cJSON_AddItemToArray(t->closed, cJSON_CreateNumber((double)id));
    }
    round_release(&round);
    return status;
}

static enum status time_rounds(struct ticking *t, struct error *err)
{
    struct ask_vec asks = {0};
    enum status status =
        store_list_asks(t->desk->store, t->desk->coop, true, &asks, err);
    for (int32_t i = 0; i < asks.n && status == STATUS_OK; i++) {
        status = time_round(t, asks.at[i].id, err);
    }
    vec_release(&asks);
    return status;
}

/* ---- swaps
 * -------------------------------------------------------------------- */

/* A swap ends by itself when one of its duties begins before it is approved, or
 * when the offer it came with went to somebody else. */
static enum status swap_over(struct ticking *t, const struct swap_record *swap,
                             bool *over, struct error *err)
{
    const struct coop *coop = t->desk->coop;
    struct offer_record offer;
    instant now = t->desk->act.at;
    *over = swap->state != SWAP_APPROVED &&
            (zone_instant(swap->date, duty_start(coop, swap->duty)) <= now ||
             zone_instant(swap->other_date,
                          duty_start(coop, swap->other_duty)) <= now);
    if (swap->offer == 0 || *over) {
        return STATUS_OK;
    }
    TRY(store_get_offer(t->desk->store, coop, swap->offer, &offer, err));
    *over = offer.state != OFFER_DEFERRED && offer.state != OFFER_ACCEPTED;
    return STATUS_OK;
}

static enum status time_swaps(struct ticking *t, struct error *err)
{
    struct swap_vec swaps = {0};
    enum status status =
        store_list_swaps(t->desk->store, t->desk->coop, true, &swaps, err);
    for (int32_t i = 0; i < swaps.n && status == STATUS_OK; i++) {
        struct swap_record *swap = &swaps.at[i];
        bool over;
        status = swap_over(t, swap, &over, err);
        if (status != STATUS_OK || !over) {
            continue;
        }
        swap->state = SWAP_WITHDRAWN;
        swap->changed = t->desk->act.at;
        status = store_set_swap(t->desk->store, swap, err);
        if (status == STATUS_OK) {
            status = swap_tell_off(t->desk, swap, err);
        }
        cJSON_AddItemToArray(t->withdrawn,
                             cJSON_CreateNumber((double)swap->id));
    }
    vec_release(&swaps);
    return status;
}

/* ---- the verb
 * ------------------------------------------------------------------- */

static enum status count_waiting(struct desk *desk, int32_t *n,
                                 struct error *err)
{
    struct outbox_vec messages = {0};
    enum status status = store_list_messages(desk->store, true, &messages, err);
    *n = 0;
    for (int32_t i = 0; i < messages.n; i++) {
        *n += messages.at[i].state == MESSAGE_WAITING;
    }
    outbox_release(&messages);
    return status;
}

static enum status send_due(struct desk *desk,
                            const struct tick_options *options, cJSON *object,
                            struct error *err)
{
    struct delivered delivered = {0};
    int32_t waiting;
    if (options->settings) {
        TRY(deliver_messages(desk, options->settings,
                             options->seconds > 0 ? options->seconds
                                                  : SECONDS_DEFAULT,
                             &delivered, err));
    }
    TRY(count_waiting(desk, &waiting, err));
    cJSON *line = json_add_object(object, "messages");
    json_add_int(line, "sent", delivered.sent);
    json_add_int(line, "delayed", delivered.delayed);
    json_add_int(line, "failed", delivered.failed);
    json_add_int(line, "waiting", waiting);
    return STATUS_OK;
}

static enum status time_everything(struct ticking *t, int32_t *opened,
                                   struct error *err)
{
    TRY(desk_refresh(t->desk, err));
    TRY(rota_note_opened(t->desk, opened, err)); /* its own transaction */
    TRY(asking_begin(t->desk, err));
    enum status status = time_rounds(t, err);
    if (status == STATUS_OK) {
        status = time_swaps(t, err);
    }
    return asking_end(t->desk, status, err);
}

enum status rota_tick(struct desk *desk, const struct tick_options *options,
                      cJSON **result, struct error *err)
{
    cJSON *object = cJSON_CreateObject();
    char at[INSTANT_TEXT];
    int32_t opened = 0;
    struct ticking t = {.desk = desk,
                        .moved = cJSON_CreateArray(),
                        .closed = cJSON_CreateArray(),
                        .withdrawn = cJSON_CreateArray()};
    enum status status = time_everything(&t, &opened, err);
    json_add_string(object, "at", instant_format(desk->act.at, at));
    json_add_int(object, "opened", opened);
    cJSON_AddItemToObject(object, "moved", t.moved);
    cJSON_AddItemToObject(object, "closed", t.closed);
    cJSON_AddItemToObject(object, "withdrawn", t.withdrawn);
    if (status == STATUS_OK) {
        status = send_due(desk, options, object, err);
    }
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}

/* ---- messages
 * ---------------------------------------------------------------------- */

static void add_instant(cJSON *object, const char *key, instant at)
{
    char text[INSTANT_TEXT];
    json_add_string(object, key,
                    at == INSTANT_NONE ? NULL : instant_format(at, text));
}

static void add_message(cJSON *list, const struct outbox_message *message)
{
    cJSON *line = json_push_object(list);
    json_add_int(line, "message", message->id);
    json_add_string(line, "about", message->about);
    json_add_string(line, "recipient", message->recipient);
    json_add_string(line, "channel", message->channel);
    json_add_string(line, "state", MESSAGE_STATE_NAMES[message->state]);
    json_add_int(line, "tries", message->tries);
    if (message->state == MESSAGE_WAITING) {
        add_instant(line, "next_try", message->next_try);
    }
    add_instant(line, "acknowledged", message->acknowledged);
    if (message->note[0]) {
        json_add_string(line, "note", message->note);
    }
}

enum status rota_messages(struct desk *desk, bool all, bool retry,
                          cJSON **result, struct error *err)
{
    struct outbox_vec messages = {0};
    int32_t retried = 0;
    if (retry) {
        TRY(store_retry_messages(desk->store, desk->act.at, &retried, err));
    }
    TRY(store_list_messages(desk->store, !all, &messages, err));
    cJSON *object = cJSON_CreateObject();
    cJSON *list = json_add_list(object, "messages");
    for (int32_t i = 0; i < messages.n; i++) {
        add_message(list, &messages.at[i]);
    }
    if (retry) {
        json_add_int(object, "retried", retried);
    }
    outbox_release(&messages);
    *result = object;
    return STATUS_OK;
}

enum status rota_acknowledge(struct desk *desk, const char *token,
                             cJSON **result, struct error *err)
{
    struct outbox_message message;
    TRY(store_acknowledge(desk->store, token, &desk->act, err));
    TRY(store_find_message(desk->store, token, &message, err));
    cJSON *object = cJSON_CreateObject();
    json_add_int(object, "message", message.id);
    json_add_string(object, "about", message.about);
    add_instant(object, "acknowledged", message.acknowledged);
    outbox_message_release(&message);
    *result = object;
    return STATUS_OK;
}
