/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coop.c - a co-operation's life, its references, and a person's state. */
#include "model/coop.h"

#include <inttypes.h>

#include "base/zone.h"
#include "model/fault.h"
#include "model/record.h"

struct coop *coop_new(void)
{
    struct arena *arena = arena_new();
    struct coop *coop = arena_alloc(arena, sizeof *coop);
    coop->arena = arena;
    coop->zone = ZONE_NAME;
    return coop;
}

void coop_free(struct coop *coop)
{
    if (coop) {
        arena_free(coop->arena);
    }
}

/* ---- references ---------------------------------------------------------- */

/* Where a reference stands, for messages. */
struct spot {
    const struct coop *coop;
    struct faults *faults;
    const struct origin *origin;
    const char *path; /* staff[3].competences[0] */
};

static void resolve_ref(const struct spot *spot, const struct field *field,
                        struct ref *ref)
{
    ref->ix = ref->id ? record_find(spot->coop, field->ref, ref->id) : NONE;
    if (ref->id && ref->ix == NONE) {
        char where[200];
        snprintf(where, sizeof where, "%s.%s", spot->path, field->key);
        faults_add_at(spot->faults, spot->origin, where,
                      "expected an id of %s, found '%s'",
                      RECORD_TABLES[field->ref]->name, ref->id);
    }
}

static void resolve_fields(const struct spot *spot,
                           const struct record_table *table, void *record);

static void resolve_items(const struct spot *spot, const struct field *field,
                          void *record)
{
    int32_t n = field_item_count(field, record);
    for (int32_t i = 0; i < n; i++) {
        char path[150];
        void *item = field_item_at(field, record, i);
        if (field->type == FIELD_REF_LIST) {
            resolve_ref(spot, field, item);
            continue;
        }
        snprintf(path, sizeof path, "%s.%s[%" PRId32 "]", spot->path,
                 field->key, i);
        struct spot inner = *spot;
        inner.path = path;
        resolve_fields(&inner, field->items, item);
    }
}

static void resolve_fields(const struct spot *spot,
                           const struct record_table *table, void *record)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        if (field->type == FIELD_REF) {
            void *at = (char *)record + field->offset;
            resolve_ref(spot, field, at);
        } else if (field->type == FIELD_REF_LIST || field->items) {
            resolve_items(spot, field, record);
        }
    }
}

bool coop_resolve_all(struct coop *coop, struct faults *faults)
{
    int32_t before = faults_count(faults);
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        int32_t n = record_count(coop, kind);
        for (int32_t ix = 0; ix < n; ix++) {
            char path[100];
            void *record = record_at(coop, kind, ix);
            snprintf(path, sizeof path, "%s[%" PRId32 "]",
                     RECORD_TABLES[kind]->name, ix);
            struct spot spot = {.coop = coop,
                                .faults = faults,
                                .origin = record_origin(record),
                                .path = path};
            resolve_fields(&spot, RECORD_TABLES[kind], record);
        }
    }
    return faults_count(faults) == before;
}

enum status coop_resolve(struct coop *coop, struct error *err)
{
    struct faults faults = {0};
    coop_resolve_all(coop, &faults);
    enum status status = faults_status(&faults, err);
    faults_release(&faults);
    return status;
}

int32_t coop_find_staff(const struct coop *coop, const char *id)
{
    return record_find(coop, RECORD_STAFF, id);
}

int32_t coop_find_demand(const struct coop *coop, const char *id)
{
    return record_find(coop, RECORD_DEMAND, id);
}

int32_t coop_find_activity(const struct coop *coop, const char *id)
{
    return record_find(coop, RECORD_ACTIVITY, id);
}

int32_t coop_find_member(const struct coop *coop, const char *id)
{
    return record_find(coop, RECORD_MEMBER, id);
}

int32_t coop_find_service(const struct coop *coop, const char *id)
{
    return record_find(coop, RECORD_SERVICE, id);
}

/* ---- a person on a date -------------------------------------------------- */

static bool within(date_day date, date_day from, date_day to)
{
    return date >= from && date <= to;
}

bool staff_employed(const struct staff *staff, date_day date)
{
    return within(date, staff->from, staff->to);
}

bool staff_holds(const struct staff *staff, int32_t competence, date_day date)
{
    for (int32_t i = 0; i < staff->competences.n; i++) {
        const struct held_competence *held = &staff->competences.at[i];
        if (held->competence.ix == competence &&
            within(date, held->from, held->to)) {
            return true;
        }
    }
    return false;
}

bool staff_limited(const struct staff *staff, enum limit_kind kind,
                   date_day date)
{
    for (int32_t i = 0; i < staff->limits.n; i++) {
        const struct personal_limit *limit = &staff->limits.at[i];
        if (limit->kind == kind && within(date, limit->from, limit->to)) {
            return true;
        }
    }
    return false;
}

int32_t coop_absence_grade(const struct coop *coop, int32_t staff,
                           date_day date)
{
    int32_t grade = 0;
    for (int32_t i = 0; i < coop->absences.n; i++) {
        const struct absence *absence = &coop->absences.at[i];
        if (absence->staff.ix == staff && absence->approved &&
            within(date, absence->from, absence->to) &&
            absence->grade > grade) {
            grade = absence->grade;
        }
    }
    return grade;
}
