/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_effect.c - lays events over the records. */
#include "rota/event_effect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/validate.h"

/* ---- kept fields ------------------------------------------------------------ */

const char *event_text(const cJSON *fields, const char *key)
{
    return cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(fields, key));
}

date_day event_date(const cJSON *fields, const char *key)
{
    const char *text = event_text(fields, key);
    date_day date = DATE_NONE;
    struct error none = {0};
    if (text && strcmp(text, "open") == 0) {
        return DATE_MAX;
    }
    CHECK(text && date_parse(text, &date, &none) == STATUS_OK);
    return date;
}

instant event_moment(const cJSON *fields, const char *key)
{
    const char *text = event_text(fields, key);
    instant at = INSTANT_NONE;
    struct error none = {0};
    CHECK(text && instant_parse(text, &at, &none) == STATUS_OK);
    return at;
}

int64_t event_int(const cJSON *fields, const char *key)
{
    enum { DIGITS_MAX = 9 };
    const char *text = event_text(fields, key);
    size_t digits = text ? strspn(text, "0123456789") : 0;
    return digits > 0 && digits <= DIGITS_MAX && text[digits] == '\0'
               ? strtoll(text, NULL, 10)
               : 0;
}

date_day event_release(date_day from, instant now)
{
    date_day date;
    int32_t minute;
    zone_local(now - 60 * (instant)RELEASE_MINUTE, &date, &minute);
    return date > from ? date : from;
}

/* ---- records ---------------------------------------------------------------- */

static enum status set_field(const struct event_effect *effect, void *record,
                             const char *key, const char *text,
                             struct error *err)
{
    static const char OPEN_END[] = "2199-12-31"; /* DATE_MAX */
    const struct record_table *table = RECORD_TABLES[effect->kind->record];
    int32_t f = field_find(table, key);
    CHECK(f != NONE);
    bool open = table->fields[f].type == FIELD_DATE &&
                strcmp(text, "open") == 0;
    return error_in(field_read(&table->fields[f], open ? OPEN_END : text,
                               record, effect->coop->arena, err),
                    err, "%s: %s: ", effect->kind->name, key);
}

/* "kind=sick-self;grade=100" */
static enum status set_fixed(const struct event_effect *effect, void *record,
                             struct error *err)
{
    enum status status = STATUS_OK;
    char copy[120], *rest = copy;
    snprintf(copy, sizeof copy, "%s",
             effect->kind->fixed ? effect->kind->fixed : "");
    while (*rest && status == STATUS_OK) {
        char *pair = rest, *equals = strchr(rest, '=');
        rest += strcspn(rest, ";");
        rest += *rest ? (*rest = '\0', 1) : 0;
        CHECK(equals);
        *equals = '\0';
        status = set_field(effect, record, pair, equals + 1, err);
    }
    return status;
}

static enum status lay_record(const struct event_effect *effect,
                              struct error *err)
{
    enum record_kind kind = (enum record_kind)effect->kind->record;
    void *record = record_add(effect->coop, kind);
    char id[40];
    snprintf(id, sizeof id, "event-%lld", (long long)effect->event->number);
    *record_origin(record) = (struct origin){
        EVENT_ORIGIN, (int32_t)effect->event->number};
    TRY(field_read(&RECORD_TABLES[kind]->fields[0], id, record,
                   effect->coop->arena, err));
    if (effect->kind->about_person) {
        TRY(set_field(effect, record, "staff", effect->event->person, err));
    }
    TRY(set_fixed(effect, record, err));
    const cJSON *field;
    cJSON_ArrayForEach(field, effect->fields)
    {
        TRY(set_field(effect, record, field->string,
                      cJSON_GetStringValue(field), err));
    }
    return STATUS_OK;
}

/* ---- changes of what is there ------------------------------------------------ */

static bool is_sickness(const struct absence *absence)
{
    return absence->kind == ABSENCE_SICK_SELF ||
           absence->kind == ABSENCE_SICK_NOTE ||
           absence->kind == ABSENCE_CHILD;
}

/* Ends each sickness that would reach into the first day back; one that only
 * begins that day has not been. */
enum status change_back(const struct event_effect *effect, struct error *err)
{
    struct absence_vec *all = &effect->coop->absences;
    date_day back = event_date(effect->fields, "from");
    int32_t n = 0;
    (void)err;
    for (int32_t i = 0; i < all->n; i++) {
        struct absence absence = all->at[i];
        bool ends = is_sickness(&absence) &&
                    strcmp(absence.staff.id, effect->event->person) == 0 &&
                    absence.from <= back && absence.to >= back;
        absence.to = ends ? back - 1 : absence.to;
        if (absence.to >= absence.from) {
            all->at[n++] = absence;
        }
    }
    all->n = n;
    return STATUS_OK;
}

static enum status unknown(const char *what, const char *id,
                           struct error *err)
{
    return error_set(err, STATUS_INPUT, "expected the id of %s, found '%s'",
                     what, id);
}

enum status change_resignation(const struct event_effect *effect,
                               struct error *err)
{
    int32_t staff = coop_find_staff(effect->coop, effect->event->person);
    date_day last = event_date(effect->fields, "last");
    if (staff == NONE) {
        return unknown("a person", effect->event->person, err);
    }
    struct staff *person = &effect->coop->staff.at[staff];
    person->to = last < person->to ? last : person->to;
    return STATUS_OK;
}

enum status change_cancelled(const struct event_effect *effect,
                             struct error *err)
{
    const char *id = event_text(effect->fields, "activity");
    int32_t activity = coop_find_activity(effect->coop, id);
    const struct record_table *table = RECORD_TABLES[RECORD_ACTIVITY];
    if (activity == NONE) {
        return error_in(unknown("an activity", id, err), err, "activity: ");
    }
    return field_read_item(&table->fields[field_find(table, "cancelled_on")],
                           event_text(effect->fields, "date"),
                           &effect->coop->activities.at[activity],
                           effect->coop->arena, err);
}

/* An approved leave is the answer's: undoing that one makes it a question
 * again, and what it opened is open since then. An answer to leave that was
 * taken back does nothing. */
enum status change_leave(const struct event_effect *effect, struct error *err)
{
    struct absence_vec *all = &effect->coop->absences;
    bool approve = strcmp(event_text(effect->fields, "answer"), "approve") == 0;
    int64_t leave = event_int(effect->fields, "leave");
    int32_t n = 0;
    (void)err;
    for (int32_t i = 0; i < all->n; i++) {
        struct absence absence = all->at[i];
        bool asked = event_of(&absence.origin) == leave && !absence.approved;
        if (asked && approve) {
            absence.approved = true;
            absence.origin.line = (int32_t)effect->event->number;
        }
        if (!asked || approve) {
            all->at[n++] = absence;
        }
    }
    all->n = n;
    return STATUS_OK;
}

/* ---- all of them -------------------------------------------------------------- */

static enum status lay_one(struct coop *coop, const struct plan_event *event,
                           struct error *err)
{
    struct event_effect effect = {
        .coop = coop, .event = event, .kind = event_kind_find(event->kind)};
    if (!effect.kind) {
        return STATUS_OK; /* an undo does nothing by itself */
    }
    cJSON *fields = cJSON_Parse(event->fields);
    if (!fields) {
        return error_set(err, STATUS_STORE, "its fields are no JSON");
    }
    effect.fields = fields;
    enum status status = STATUS_OK;
    if (effect.kind->record != NONE) {
        status = lay_record(&effect, err);
    } else if (effect.kind->change) {
        status = effect.kind->change(&effect, err);
    }
    cJSON_Delete(fields);
    return status;
}

/* What has no known end is released from morning to morning. */
static void release_by_day(struct coop *coop,
                           const struct plan_event_vec *events, instant now)
{
    for (int32_t e = 0; e < events->n; e++) {
        const struct event_kind *kind = event_kind_find(events->at[e].kind);
        int32_t n = kind && kind->by_day ? coop->absences.n : 0;
        for (int32_t i = 0; i < n; i++) {
            struct absence *a = &coop->absences.at[i];
            if (a->to == DATE_MAX && event_of(&a->origin) ==
                                         events->at[e].number) {
                a->to = event_release(a->from, now);
            }
        }
        n = kind && kind->by_day ? coop->disruptions.n : 0;
        for (int32_t i = 0; i < n; i++) {
            struct disruption *d = &coop->disruptions.at[i];
            if (d->to == DATE_MAX && event_of(&d->origin) ==
                                         events->at[e].number) {
                d->to = event_release(d->from, now);
            }
        }
    }
}

static enum status lay_all(struct coop *coop,
                           const struct plan_event_vec *events, instant now,
                           struct error *err)
{
    for (int32_t i = 0; i < events->n; i++) {
        TRY(error_in(lay_one(coop, &events->at[i], err), err, "event %lld: ",
                     (long long)events->at[i].number));
    }
    release_by_day(coop, events, now);
    return events->n > 0 ? coop_resolve(coop, err) : STATUS_OK;
}

int64_t event_of(const struct origin *origin)
{
    return origin->file && strcmp(origin->file, EVENT_ORIGIN) == 0
               ? origin->line
               : 0;
}

enum status events_lay(struct store *store, struct coop *coop, instant now,
                       struct error *err)
{
    struct plan_event_vec events = {0};
    enum status status = store_list_events(store, true, &events, err);
    if (status == STATUS_OK) {
        status = lay_all(coop, &events, now, err);
    }
    plan_events_release(&events);
    return status;
}

/* ---- one laid record, looked at ------------------------------------------------ */

static const char *behind_place(const struct plan_event *event,
                                const char *text)
{
    char place[40];
    snprintf(place, sizeof place, "%s:%lld: ", EVENT_ORIGIN,
             (long long)event->number);
    bool there = strncmp(text, place, strlen(place)) == 0;
    return there ? text + strlen(place) : NULL;
}

enum status event_place(const struct plan_event *event, enum status status,
                        struct error *err)
{
    const char *behind =
        status == STATUS_OK ? NULL : behind_place(event, err->text);
    char copy[ERROR_TEXT_MAX];
    if (behind) {
        snprintf(copy, sizeof copy, "%s", behind);
        return error_set(err, STATUS_INPUT, "%s: %s", event->kind, copy);
    }
    return status;
}

enum status event_check(const struct coop *coop,
                        const struct plan_event *event, struct error *err)
{
    static validate_check *const CHECKS[] = {
        check_periods, check_exclusions, check_pins, check_wishes,
        check_disruptions, check_birth_numbers};
    struct faults faults = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < COUNT_OF(CHECKS); i++) {
        CHECKS[i](coop, &faults);
    }
    for (int32_t i = 0; i < faults.n && status == STATUS_OK; i++) {
        const char *fault = behind_place(event, faults.at[i].text);
        if (fault) {
            status = error_set(err, STATUS_INPUT, "%s: %s", event->kind,
                               fault);
        }
    }
    faults_release(&faults);
    return status;
}
