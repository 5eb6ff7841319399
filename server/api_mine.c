/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_mine.c - what is one person's own in what the verbs give of everybody:
 * tally, wishes and leave, offers, swaps. */
#include <string.h>

#include "rota/ask.h"
#include "rota/request.h"
#include "server/api.h"

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

/* Leaves of a list what `keep` says. */
static void keep_items(cJSON *list,
                       bool (*keep)(const struct call *call,
                                    const cJSON *item),
                       const struct call *call)
{
    cJSON *item = list ? list->child : NULL;
    while (item) {
        cJSON *next = item->next;
        if (!keep(call, item)) {
            cJSON_Delete(cJSON_DetachItemViaPointer(list, item));
        }
        item = next;
    }
}

static bool about_person(const struct call *call, const cJSON *item)
{
    return strcmp(text_of(item, "person"), call->values[0]) == 0;
}

/* ---- the tally -------------------------------------------------------------------- */

static enum status my_balance(struct call *call, cJSON **result,
                              struct error *err)
{
    struct horizon horizon;
    TRY(call_horizon(call, &horizon, err));
    TRY(rota_balance(call->desk, 0,
                     horizon.from == DATE_NONE ? NULL : &horizon, result,
                     err));
    keep_items(cJSON_GetObjectItemCaseSensitive(*result, "shares"),
               about_person, call);
    return STATUS_OK;
}

/* ---- wishes and leave --------------------------------------------------------------- */

static enum status my_requests(struct call *call, cJSON **result,
                               struct error *err)
{
    return rota_requests(call->desk, call->values[0], result, err);
}

/* The kind of a leave is a kind of absence (domain.md D2). */
static bool may_read(const struct call *call, const cJSON *item)
{
    return call_may(call, PERMIT_ABSENCE, text_of(item, "person"));
}

static enum status all_requests(struct call *call, cJSON **result,
                                struct error *err)
{
    TRY(rota_requests(call->desk, NULL, result, err));
    keep_items(cJSON_GetObjectItemCaseSensitive(*result, "wishes"), may_read,
               call);
    keep_items(cJSON_GetObjectItemCaseSensitive(*result, "leaves"), may_read,
               call);
    return STATUS_OK;
}

/* ---- offers and swaps ----------------------------------------------------------------- */

/* Offers that wait for this person's answer, of the rounds that are open, each
 * with its slot. */
static void take_offers(const struct call *call, cJSON *ask, cJSON *list)
{
    static const char *const KEYS[] = {"slot", "title", "date", "start",
                                       "end"};
    cJSON *offers = cJSON_DetachItemFromObjectCaseSensitive(ask, "offers");
    keep_items(offers, about_person, call);
    while (offers && offers->child) {
        cJSON *offer = cJSON_DetachItemViaPointer(offers, offers->child);
        for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
            json_add_string(offer, KEYS[i], text_of(ask, KEYS[i]));
        }
        cJSON_AddItemToArray(list, offer);
    }
    cJSON_Delete(offers);
}

static enum status my_offers(struct call *call, cJSON **result,
                             struct error *err)
{
    cJSON *all = NULL;
    cJSON *ask;
    /* All answers, of which only the person's own are passed on. */
    call->desk->planner = true;
    TRY(rota_asks(call->desk, false, &all, err));
    *result = cJSON_CreateObject();
    cJSON *list = json_add_list(*result, "offers");
    cJSON_ArrayForEach(ask, cJSON_GetObjectItemCaseSensitive(all, "asks"))
    {
        take_offers(call, ask, list);
    }
    cJSON_Delete(all);
    return STATUS_OK;
}

static bool on_either_side(const struct call *call, const cJSON *item)
{
    return about_person(call, item) ||
           strcmp(text_of(item, "with"), call->values[0]) == 0;
}

static enum status my_swaps(struct call *call, cJSON **result,
                            struct error *err)
{
    const char *all = http_query(call->request, "all");
    TRY(rota_swaps(call->desk, all && strcmp(all, "1") == 0, result, err));
    keep_items(cJSON_GetObjectItemCaseSensitive(*result, "swaps"),
               on_either_side, call);
    return STATUS_OK;
}

const struct route MINE_ROUTES[] = {
    {"GET", "/people/{person}/balance", PERMIT_BALANCE, ROUTE_PERSON,
     my_balance, "A person's share due and got", "from? weeks?"},
    {"GET", "/people/{person}/requests", PERMIT_ABSENCE, ROUTE_PERSON,
     my_requests, "A person's wishes and leave, and what was decided", NULL},
    {"GET", "/requests", PERMIT_ABSENCE, 0, all_requests,
     "Wishes and leave of everybody whose absences one may see", NULL},
    {"GET", "/people/{person}/offers", PERMIT_OFFER, ROUTE_PERSON, my_offers,
     "What a person is asked for", NULL},
    {"GET", "/people/{person}/swaps", PERMIT_OFFER, ROUTE_PERSON, my_swaps,
     "Swaps that a person gives or gets something by", "all?"},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
