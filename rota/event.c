/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event.c - filing, undoing and listing events: one transaction each, with the
 * call-out it brings and what it opened.
 */
#include "rota/event.h"

#include <stdio.h>
#include <string.h>

#include "rota/event_file.h"

static void release(struct filing *f)
{
    plan_event_release(&f->event);
    cJSON_Delete(f->fields);
    vec_release(&f->before);
    vec_release(&f->after);
}

/* ---- who, what ---------------------------------------------------------------- */

static enum status check_person(const struct desk *desk, const char *where,
                                const char *id, struct error *err)
{
    return id && coop_find_staff(desk->coop, id) != NONE
               ? STATUS_OK
               : error_set(err, STATUS_USAGE,
                           "%s: expected the id of a person, found %s%s%s",
                           where, id ? "'" : "nothing", id ? id : "",
                           id ? "'" : "");
}

static enum status check_filer(const struct filing *f, struct error *err)
{
    const char *by = f->request->by;
    if (strcmp(by, EVENT_MANAGER) == 0) {
        return STATUS_OK;
    }
    TRY(check_person(f->desk, "by", by, err));
    if (f->kind->filer == FILED_BY_MANAGER) {
        return error_set(err, STATUS_CONFLICT,
                         "by: %s is filed by a manager, not by '%s'",
                         f->kind->name, by);
    }
    if (f->kind->about_person && strcmp(by, f->request->person) != 0) {
        return error_set(err, STATUS_CONFLICT,
                         "by: expected '%s' or manager, found '%s'",
                         f->request->person, by);
    }
    return STATUS_OK;
}

static enum status check_request(struct filing *f, struct error *err)
{
    f->kind = event_kind_find(f->request->kind);
    if (!f->kind) {
        return error_set(err, STATUS_USAGE,
                         "expected a kind of event, found '%s'",
                         f->request->kind);
    }
    if (f->kind->about_person) {
        TRY(check_person(f->desk, f->kind->name, f->request->person, err));
    } else if (f->request->person) {
        return error_set(err, STATUS_USAGE, "%s: expected no person, found "
                         "'%s'", f->kind->name, f->request->person);
    }
    if (f->request->key && (!*f->request->key ||
                            strlen(f->request->key) >= EVENT_NAME)) {
        return error_set(err, STATUS_USAGE, "key: expected 1 to %d bytes",
                         EVENT_NAME - 1);
    }
    return check_filer(f, err);
}

static void fill_event(struct filing *f, const char *kind, const char *person)
{
    struct plan_event *event = &f->event;
    snprintf(event->kind, sizeof event->kind, "%s", kind);
    snprintf(event->person, sizeof event->person, "%s",
             person ? person : "");
    snprintf(event->filed_by, sizeof event->filed_by, "%s", f->request->by);
    snprintf(event->actor, sizeof event->actor, "%s", f->desk->act.actor);
    snprintf(event->key, sizeof event->key, "%s",
             f->request->key ? f->request->key : "");
    event->at = f->desk->act.at;
    event->revision = 1;
    event->fields = cJSON_PrintUnformatted(f->fields);
}

/* ---- the same again ------------------------------------------------------------ */

static enum status take_stored(struct filing *f, int64_t number,
                               struct error *err)
{
    struct plan_event stored;
    TRY(store_get_event(f->desk->store, number, &stored, err));
    bool same = strcmp(stored.kind, f->event.kind) == 0 &&
                strcmp(stored.person, f->event.person) == 0 &&
                strcmp(stored.fields, f->event.fields) == 0;
    if (!same) {
        plan_event_release(&stored);
        return error_set(err, STATUS_CONFLICT,
                         "key: '%s' was used for another event, number %lld",
                         f->event.key, (long long)number);
    }
    plan_event_release(&f->event);
    f->event = stored;
    f->already = true;
    return STATUS_OK;
}

static enum status find_same(struct filing *f, struct error *err)
{
    int64_t number = 0;
    if (f->event.key[0]) {
        TRY(store_event_of_key(f->desk->store, f->event.key, &number, err));
    } else {
        TRY(store_event_like(f->desk->store, &f->event, &number, err));
    }
    return number > 0 ? take_stored(f, number, err) : STATUS_OK;
}

/* A correction is of the same kind and about the same person. */
static enum status find_replaced(struct filing *f, struct error *err)
{
    struct plan_event old;
    if (f->request->replaces == 0) {
        return STATUS_OK;
    }
    TRY(store_get_event(f->desk->store, f->request->replaces, &old, err));
    bool fits = strcmp(old.kind, f->event.kind) == 0 &&
                strcmp(old.person, f->event.person) == 0;
    enum status status =
        fits ? STATUS_OK
             : error_set(err, STATUS_CONFLICT,
                         "event %lld: expected one of kind %s about the same "
                         "person, found %s",
                         (long long)old.number, f->event.kind, old.kind);
    f->event.replaces = old.number;
    f->event.revision = old.revision + 1;
    plan_event_release(&old);
    return status;
}

/* ---- filing ----------------------------------------------------------------------- */

static bool in_list(const struct opened_vec *all,
                    const struct opened_slot *one)
{
    for (int32_t i = 0; i < all->n; i++) {
        const struct assignment *a = &all->at[i].held, *b = &one->held;
        if (a->staff == b->staff && a->duty == b->duty &&
            a->date == b->date) {
            return true;
        }
    }
    return false;
}

static enum status note(struct desk *desk, const struct opened_slot *slot,
                        struct error *err)
{
    return slot->event == 0
               ? STATUS_OK
               : store_put_opened(desk->store, desk->coop, slot->event,
                                  &slot->held, RULES[slot->rule].key,
                                  slot->since, err);
}

static enum status note_new(struct filing *f, struct error *err)
{
    for (int32_t i = 0; i < f->after.n; i++) {
        if (!in_list(&f->before, &f->after.at[i])) {
            TRY(note(f->desk, &f->after.at[i], err));
        }
    }
    return STATUS_OK;
}

static enum status put(struct filing *f, struct error *err)
{
    TRY(filing_admit(f, err));
    TRY(rota_opened(f->desk, &f->before, err));
    TRY(store_put_event(f->desk->store, &f->event, &f->desk->act, err));
    if (filing_is(f, "call-out")) {
        TRY(filing_put_callout(f, err));
    }
    TRY(event_place(&f->event, desk_refresh(f->desk, err), err));
    TRY(event_check(f->desk->coop, &f->event, err));
    TRY(rota_opened(f->desk, &f->after, err));
    return note_new(f, err);
}

/* Runs `step` in a transaction; after a failure the desk is as it was. */
static enum status in_transaction(struct filing *f,
                                  enum status (*step)(struct filing *f,
                                                      struct error *err),
                                  struct error *err)
{
    struct error again = {0};
    TRY(store_begin(f->desk->store, err));
    enum status status = desk_refresh(f->desk, err); /* others may have filed */
    if (status == STATUS_OK) {
        status = step(f, err);
    }
    if (status == STATUS_OK) {
        return store_commit(f->desk->store, err);
    }
    store_rollback(f->desk->store);
    CHECK(desk_refresh(f->desk, &again) == STATUS_OK);
    return status;
}

static enum status file(struct filing *f, struct error *err)
{
    TRY(find_same(f, err));
    if (!f->already) {
        TRY(find_replaced(f, err));
        return put(f, err);
    }
    return STATUS_OK;
}

/* ---- as documents ------------------------------------------------------------------- */

static cJSON *event_object(const struct desk *desk,
                           const struct plan_event *event)
{
    char at[INSTANT_TEXT];
    cJSON *object = cJSON_CreateObject();
    int32_t staff = coop_find_staff(desk->coop, event->person);
    json_add_int(object, "event", event->number);
    json_add_string(object, "kind", event->kind);
    json_add_string(object, "person", event->person[0] ? event->person : NULL);
    json_add_string(object, "name",
                    staff == NONE ? NULL : desk->coop->staff.at[staff].name);
    cJSON_AddItemToObject(object, "fields", cJSON_Parse(event->fields));
    json_add_string(object, "filed_by", event->filed_by);
    json_add_string(object, "at", instant_format(event->at, at));
    json_add_string(object, "key", event->key[0] ? event->key : NULL);
    json_add_int(object, "revision", event->revision);
    json_add_int(object, "replaces", event->replaces);
    json_add_int(object, "undone_by", event->undone_by);
    return object;
}

/* Those of `all` that `without` has not. */
static void add_difference(const struct filing *f, const char *key,
                           const struct opened_vec *all,
                           const struct opened_vec *without, cJSON *object)
{
    cJSON *list = json_add_list(object, key);
    for (int32_t i = 0; i < all->n; i++) {
        if (!in_list(without, &all->at[i])) {
            cJSON_AddItemToArray(list,
                                 opened_object(f->desk, &all->at[i]));
        }
    }
}

static enum status add_rest(const struct filing *f, cJSON *object,
                            struct error *err)
{
    struct plan standing;
    enum { DAYS_BACK = 60 };
    TRY(rota_standing(f->desk, DAYS_BACK, &standing, err));
    struct callout callout = filing_callout(f);
    cJSON_AddItemToObject(object, "rest",
                          callout_rest(f->desk, &standing, &callout));
    plan_release(&standing);
    return STATUS_OK;
}

static enum status describe(const struct filing *f, cJSON **result,
                            struct error *err)
{
    cJSON *object = event_object(f->desk, &f->event);
    enum status status = STATUS_OK;
    json_add_bool(object, "already", f->already);
    add_difference(f, "opened", &f->after, &f->before, object);
    add_difference(f, "closed", &f->before, &f->after, object);
    if (filing_is(f, "call-out")) {
        status = add_rest(f, object, err);
    }
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}

enum status rota_event(struct desk *desk, const struct event_request *request,
                       cJSON **result, struct error *err)
{
    struct event_request whole = *request;
    whole.by = request->by ? request->by : EVENT_MANAGER;
    struct filing f = {.desk = desk, .request = &whole};
    TRY(check_request(&f, err));
    TRY(event_fields(f.kind, &whole, desk->act.at, &f.fields, err));
    fill_event(&f, f.kind->name, whole.person);
    enum status status = in_transaction(&f, file, err);
    if (status == STATUS_OK) {
        status = describe(&f, result, err);
    }
    release(&f);
    return status;
}

/* ---- undo ---------------------------------------------------------------------------- */

/* Undone before: nothing is to be done. Replaced: its next revision stands, and
 * is another event. */
static enum status take_undone(struct filing *f, int64_t number, int64_t by,
                               struct error *err)
{
    plan_event_release(&f->event);
    f->already = true;
    TRY(store_get_event(f->desk->store, by, &f->event, err));
    return strcmp(f->event.kind, EVENT_UNDO) == 0
               ? STATUS_OK
               : error_set(err, STATUS_CONFLICT,
                           "event %lld: expected one that stands, found one "
                           "that event %lld has replaced",
                           (long long)number, (long long)by);
}

static enum status undo(struct filing *f, struct error *err)
{
    struct plan_event old;
    int64_t number = f->request->replaces;
    TRY(store_get_event(f->desk->store, number, &old, err));
    bool own = strcmp(f->request->by, EVENT_MANAGER) == 0 ||
               strcmp(f->request->by, old.filed_by) == 0;
    bool stands = old.undone_by == 0 && strcmp(old.kind, EVENT_UNDO) != 0;
    int64_t by = old.undone_by;
    f->fields = cJSON_CreateObject();
    json_add_int(f->fields, "event", number);
    fill_event(f, EVENT_UNDO, old.person);
    plan_event_release(&old);
    if (!own) {
        return error_set(err, STATUS_CONFLICT,
                         "event %lld: expected whoever filed it or a manager, "
                         "found '%s'",
                         (long long)number, f->request->by);
    }
    if (!stands && by > 0) {
        return take_undone(f, number, by, err);
    }
    if (!stands) {
        return error_set(err, STATUS_USAGE,
                         "event %lld: an undo is not undone; file the event "
                         "again",
                         (long long)number);
    }
    TRY(rota_opened(f->desk, &f->before, err));
    TRY(store_put_event(f->desk->store, &f->event, &f->desk->act, err));
    TRY(store_undo_event(f->desk->store, number, f->event.number, err));
    TRY(store_drop_event_callout(f->desk->store, number, err));
    TRY(desk_refresh(f->desk, err));
    TRY(rota_opened(f->desk, &f->after, err));
    return note_new(f, err);
}

enum status rota_event_undo(struct desk *desk, int64_t number, const char *by,
                            cJSON **result, struct error *err)
{
    struct event_request request = {.by = by ? by : EVENT_MANAGER,
                                    .replaces = number};
    struct filing f = {.desk = desk, .request = &request};
    enum status status = in_transaction(&f, undo, err);
    if (status == STATUS_OK) {
        status = describe(&f, result, err);
    }
    release(&f);
    return status;
}

/* ---- lists ----------------------------------------------------------------------------- */

enum status rota_events(struct desk *desk, bool all, cJSON **result,
                        struct error *err)
{
    struct plan_event_vec events = {0};
    enum status status = store_list_events(desk->store, !all, &events, err);
    if (status == STATUS_OK) {
        cJSON *object = cJSON_CreateObject();
        cJSON *list = json_add_list(object, "events");
        for (int32_t i = 0; i < events.n; i++) {
            if (all || strcmp(events.at[i].kind, EVENT_UNDO) != 0) {
                cJSON_AddItemToArray(list,
                                     event_object(desk, &events.at[i]));
            }
        }
        *result = object;
    }
    plan_events_release(&events);
    return status;
}

static enum status note_all(struct desk *desk, const struct opened_vec *opened,
                            int32_t *n, struct error *err)
{
    for (int32_t i = 0; i < opened->n; i++) {
        instant since = INSTANT_NONE;
        TRY(store_opened_since(desk->store, desk->coop, opened->at[i].event,
                               &opened->at[i].held, &since, err));
        if (since == INSTANT_NONE && opened->at[i].event > 0) {
            TRY(note(desk, &opened->at[i], err));
            (*n)++;
        }
    }
    return STATUS_OK;
}

enum status rota_note_opened(struct desk *desk, int32_t *n,
                             struct error *err)
{
    struct opened_vec opened = {0};
    *n = 0;
    TRY(store_begin(desk->store, err));
    enum status status = rota_opened(desk, &opened, err);
    if (status == STATUS_OK) {
        status = note_all(desk, &opened, n, err);
    }
    vec_release(&opened);
    if (status != STATUS_OK) {
        store_rollback(desk->store);
        return status;
    }
    return store_commit(desk->store, err);
}
