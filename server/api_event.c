/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_event.c - what happens to a plan that stands. */
#include <string.h>

#include "base/arena.h"
#include "rota/event.h"
#include "server/api.h"
#include "server/problem_reply.h"

enum { FIELDS_MAX = 16 };

/* In whose name: of their own account people file for themselves, managers for
 * the member's people. A copy: verbs load the records anew. */
static const char *filed_by(const struct call *call, int32_t staff)
{
    const struct caller *caller = &call->who.caller;
    return caller->staff != NONE && caller->staff == staff
               ? arena_strdup(call->arena,
                              call->desk->coop->staff.at[staff].id)
               : NULL;
}

/* {"kind", "fields": {key: text}, "replaces"?}. */
static enum status read_request(struct call *call,
                                struct event_request *request,
                                struct event_value *values,
                                struct error *err)
{
    const cJSON *fields =
        cJSON_GetObjectItemCaseSensitive(call->body.root, "fields");
    const cJSON *field;
    TRY(call_need_text(call, "kind", &request->kind, err));
    TRY(call_int(call, "replaces", 1, INT64_MAX / 2, 0, &request->replaces,
                 err));
    if (fields && !cJSON_IsObject(fields)) {
        return json_fail(&call->body, fields, err, "expected an object");
    }
    cJSON_ArrayForEach(field, fields)
    {
        if (!cJSON_IsString(field) || request->n_values == FIELDS_MAX) {
            return json_fail(&call->body, field, err,
                             "expected at most %d texts", FIELDS_MAX);
        }
        values[request->n_values++] = (struct event_value){
            .key = field->string, .text = cJSON_GetStringValue(field)};
    }
    const char *key = http_field(call->request, "Idempotency-Key");
    request->values = values;
    /* Two accounts may think of the same key. */
    request->key = key ? arena_printf(call->arena, "%.32s:%.100s",
                                      call->who.account.id, key)
                       : NULL;
    return STATUS_OK;
}

static enum status file_for_person(struct call *call, cJSON **result,
                                   struct error *err)
{
    struct event_value values[FIELDS_MAX];
    struct event_request request = {.person = call->values[0]};
    int32_t staff = coop_find_staff(call->desk->coop, call->values[0]);
    TRY(read_request(call, &request, values, err));
    request.by = filed_by(call, staff);
    if (strcmp(request.kind, "leave-answer") == 0 &&
        !call_may(call, PERMIT_ABSENCE, request.person)) {
        return call_refuse(call, err); /* it is about a kind of absence */
    }
    if (caller_reach(&call->who.caller, PERMIT_EVENT) >= REACH_MEMBER &&
        strcmp(request.kind, "pin") == 0) {
        request.by = NULL; /* planning, also where it is about themself */
    }
    return rota_event(call->desk, &request, result, err);
}

static enum status file(struct call *call, cJSON **result, struct error *err)
{
    struct event_value values[FIELDS_MAX];
    struct event_request request = {0};
    TRY(read_request(call, &request, values, err));
    if (caller_reach(&call->who.caller, PERMIT_REPLACE) != REACH_ALL) {
        return call_refuse(call, err);
    }
    return rota_event(call->desk, &request, result, err);
}

/* The person of an event; NULL when it is about none, or unknown. */
static const char *person_of(const cJSON *events, int64_t number)
{
    const cJSON *event;
    cJSON_ArrayForEach(event,
                       cJSON_GetObjectItemCaseSensitive(events, "events"))
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(event, "event");
        if (cJSON_IsNumber(id) && (int64_t)id->valuedouble == number) {
            return cJSON_GetStringValue(
                cJSON_GetObjectItemCaseSensitive(event, "person"));
        }
    }
    return NULL;
}

static enum status undo(struct call *call, cJSON **result, struct error *err)
{
    int64_t number;
    cJSON *events = NULL;
    TRY(call_number(call->values[0], "event", &number, err));
    TRY(rota_events(call->desk, true, &events, err));
    const char *person = person_of(events, number);
    bool may = person ? call_may(call, PERMIT_EVENT, person)
                      : caller_reach(&call->who.caller, PERMIT_REPLACE) ==
                            REACH_ALL;
    int32_t staff =
        person ? coop_find_staff(call->desk->coop, person) : NONE;
    cJSON_Delete(events);
    return may ? rota_event_undo(call->desk, number, filed_by(call, staff),
                                 result, err)
               : call_refuse(call, err);
}

/* Exclusions leave by no route (D4). Other members' people are away, without a
 * kind or its fields (D2, D8). */
static void hide_kinds(struct call *call, cJSON *object)
{
    cJSON *list = cJSON_GetObjectItemCaseSensitive(object, "events");
    cJSON *event, *next;
    for (event = list->child; event; event = next) {
        next = event->next;
        const char *kind = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(event, "kind"));
        if (strcmp(kind, "conflict") == 0) {
            cJSON_Delete(cJSON_DetachItemViaPointer(list, event));
        }
    }
    cJSON_ArrayForEach(event, list)
    {
        const char *person = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(event, "person"));
        if (person && !call_may(call, PERMIT_ABSENCE, person)) {
            cJSON_DeleteItemFromObjectCaseSensitive(event, "fields");
            cJSON_ReplaceItemInObjectCaseSensitive(
                event, "kind", cJSON_CreateString("away"));
        }
    }
}

static enum status list(struct call *call, cJSON **result, struct error *err)
{
    const char *all = http_query(call->request, "all");
    if (caller_reach(&call->who.caller, PERMIT_EVENT) < REACH_MEMBER) {
        return call_refuse(call, err);
    }
    TRY(rota_events(call->desk, all && strcmp(all, "1") == 0, result, err));
    hide_kinds(call, *result);
    return STATUS_OK;
}

/* A person's own, as they and their manager may read them. */
static enum status list_of_person(struct call *call, cJSON **result,
                                  struct error *err)
{
    cJSON *event, *next;
    TRY(rota_events(call->desk, false, result, err));
    hide_kinds(call, *result);
    cJSON *list = cJSON_GetObjectItemCaseSensitive(*result, "events");
    for (event = list->child; event; event = next) {
        const char *person = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(event, "person"));
        next = event->next;
        if (!person || strcmp(person, call->values[0]) != 0) {
            cJSON_Delete(cJSON_DetachItemViaPointer(list, event));
        }
    }
    return STATUS_OK;
}

static enum status opened(struct call *call, cJSON **result,
                          struct error *err)
{
    return rota_list_opened(call->desk, result, err);
}

const struct route EVENT_ROUTES[] = {
    {"POST", "/people/{person}/events", PERMIT_EVENT,
     ROUTE_BODY | ROUTE_KEY | ROUTE_PERSON | ROUTE_CREATED, file_for_person,
     "Sick, back, resigned, ...: something happened to a person",
     "kind fields replaces?"},
    {"POST", "/events", PERMIT_REPLACE,
     ROUTE_BODY | ROUTE_KEY | ROUTE_CREATED, file,
     "A ferry, an activity: something happened that is nobody's own",
     "kind fields replaces?"},
    {"GET", "/events", PERMIT_EVENT, 0, list, "Events that stand, or all",
     "all?"},
    {"GET", "/people/{person}/events", PERMIT_ABSENCE, ROUTE_PERSON,
     list_of_person, "A person's events that stand", NULL},
    {"DELETE", "/events/{event}", PERMIT_EVENT, 0, undo,
     "Take an event back", NULL},
    {"GET", "/opened", PERMIT_REPLACE, 0, opened,
     "Slots that are open, and since when", NULL},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
