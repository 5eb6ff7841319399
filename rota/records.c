/* SPDX-License-Identifier: GPL-3.0-or-later */
/* records.c - one kind of records as a table, one record changed. */
#include "rota/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/norwegian.h"
#include "model/record.h"
#include "model/validate.h"

enum { IDS_TOLD = 40 };

static bool shown(enum record_kind kind)
{
    return kind != RECORD_ABSENCE && kind != RECORD_EXCLUSION &&
           kind != RECORD_CASE_REF && kind != RECORD_WISH;
}

static enum status find_kind(const char *name, enum record_kind *kind,
                             struct error *err)
{
    for (enum record_kind k = 0; k < RECORD_KINDS; k++) {
        if (shown(k) && strcmp(RECORD_TABLES[k]->name, name) == 0) {
            *kind = k;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_USAGE,
                     "expected a kind of records that is shown, found '%.40s'",
                     name);
}

/* Addresses, private homes and limits of people. */
static bool personal(enum record_kind kind, const struct field *field)
{
    static const char *const KEYS[] = {"email", "phone", "home", "limits"};
    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        if (kind == RECORD_STAFF && strcmp(field->key, KEYS[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the desk reads and writes the field of that person. */
static bool tells(const struct desk *desk, const char *id)
{
    int32_t staff = coop_find_staff(desk->coop, id);
    return desk->manager || (staff != NONE && desk_tells(desk, staff));
}

/* An agreement of one person is theirs. */
static bool tells_record(const struct desk *desk, enum record_kind kind,
                         const void *record)
{
    const struct agreement *agreement = record;
    return kind != RECORD_AGREEMENT || !agreement->staff.id ||
           tells(desk, agreement->staff.id);
}

/* ---- as a table --------------------------------------------------------------- */

static void add_field(const struct field *field, bool norwegian, cJSON *list)
{
    static const char *const TYPES[FIELD_TYPES] = {
        "id",    "text",     "ref",      "int",       "bool",
        "date",  "clock",    "enum",     "ratio",     "hours",
        "weekdays", "ref-list", "date-list", "clock-list", "record-list"};
    cJSON *line = json_push_object(list);
    json_add_string(line, "key", field->key);
    json_add_string(line, "type", TYPES[field->type]);
    json_add_bool(line, "required", field->required);
    char *help = in_language(norwegian, field->help);
    json_add_string(line, "help", help);
    free(help);
    if (field->type == FIELD_ENUM) {
        cJSON *names = json_add_list(line, "names");
        for (int32_t i = 0; field->names[i]; i++) {
            cJSON_AddItemToArray(names, cJSON_CreateString(field->names[i]));
        }
    }
    if (field->type == FIELD_REF || field->type == FIELD_REF_LIST) {
        json_add_string(line, "of", RECORD_TABLES[field->ref]->name);
    }
    if (field->max > 0) {
        json_add_int(line, "max", field->max);
    }
    if (field->type == FIELD_RECORD_LIST) {
        cJSON *items = json_add_list(line, "items");
        for (int32_t i = 0; i < field->items->n_fields; i++) {
            add_field(&field->items->fields[i], norwegian, items);
        }
    }
}

static void add_record(const struct desk *desk, enum record_kind kind,
                       const void *record, cJSON *list)
{
    const struct record_table *table = RECORD_TABLES[kind];
    bool told = tells(desk, record_id(kind, record));
    cJSON *line = json_push_object(list);
    for (int32_t f = 0; f < table->n_fields; f++) {
        const struct field *field = &table->fields[f];
        struct text words;
        if (personal(kind, field) && !told) {
            continue;
        }
        text_init(&words, 1 << 16);
        field_write(field, record, &words);
        json_add_string(line, field->key, text_cstr(&words));
        text_release(&words);
    }
}

enum status rota_records(struct desk *desk, const char *kind, cJSON **result,
                         struct error *err)
{
    enum record_kind k;
    int64_t version;
    struct coop *coop = NULL;
    TRY(find_kind(kind, &k, err));
    TRY(store_coop_version(desk->store, &version, err));
    TRY(store_load_coop(desk->store, &coop, err));
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "kind", kind);
    json_add_int(object, "version", version);
    cJSON *fields = json_add_list(object, "fields");
    for (int32_t f = 0; f < RECORD_TABLES[k]->n_fields; f++) {
        add_field(&RECORD_TABLES[k]->fields[f], desk->norwegian, fields);
    }
    cJSON *list = json_add_list(object, "records");
    for (int32_t i = 0; i < record_count(coop, k); i++) {
        if (tells_record(desk, k, record_at(coop, k, i))) {
            add_record(desk, k, record_at(coop, k, i), list);
        }
    }
    coop_free(coop);
    *result = object;
    return STATUS_OK;
}

/* ---- one record changed ---------------------------------------------------------- */

struct putting {
    struct desk *desk;
    const struct record_change *change;
    enum record_kind kind;
    struct coop *coop; /* as stored, with the change */
    bool added;
};

static enum status set_field(const struct putting *p, void *record,
                             const cJSON *node, struct error *err)
{
    const struct record_table *table = RECORD_TABLES[p->kind];
    int32_t f = field_find(table, node->string);
    if (f == NONE || (f == 0 && strcmp(p->change->id,
                                       cJSON_GetStringValue(node)
                                           ? cJSON_GetStringValue(node)
                                           : "") != 0)) {
        return error_set(err, STATUS_INPUT,
                         "expected a field that can be changed, found '%.40s'",
                         node->string);
    }
    const struct field *field = &table->fields[f];
    if (personal(p->kind, field) && !p->added &&
        !tells(p->desk, p->change->id)) {
        return error_set(err, STATUS_CONFLICT,
                         "%s: it is the person's own manager who changes it",
                         field->key);
    }
    const char *text = cJSON_GetStringValue(node);
    if (!cJSON_IsNull(node) && !text) {
        return error_set(err, STATUS_INPUT, "%s: expected text or null",
                         field->key);
    }
    enum status status =
        text && *text
            ? field_read(field, text, record, p->coop->arena, err)
            : field_default(field, record, p->coop->arena, err);
    return error_in(status, err, "%s: ", field->key);
}

static enum status start_record(struct putting *p, void **record,
                                struct error *err)
{
    const struct record_table *table = RECORD_TABLES[p->kind];
    int32_t at = record_find(p->coop, p->kind, p->change->id);
    p->added = at == NONE;
    if (!p->added) {
        *record = record_at(p->coop, p->kind, at);
        return STATUS_OK;
    }
    if (record_count(p->coop, p->kind) >= table->max) {
        return error_set(err, STATUS_INPUT, "expected at most %d %s",
                         table->max, table->name);
    }
    *record = record_add(p->coop, p->kind);
    TRY(error_in(field_read(&table->fields[0], p->change->id, *record,
                            p->coop->arena, err),
                 err, "id: "));
    for (int32_t f = 1; f < table->n_fields; f++) {
        const struct field *field = &table->fields[f];
        bool given = cJSON_GetObjectItemCaseSensitive(p->change->fields,
                                                      field->key) != NULL;
        if (field->required && !given) {
            return error_set(err, STATUS_INPUT, "%s: missing", field->key);
        }
    }
    return STATUS_OK;
}

static enum status apply(struct putting *p, struct faults *faults,
                         struct error *err)
{
    void *record = NULL;
    const cJSON *node;
    TRY(start_record(p, &record, err));
    *record_origin(record) = (struct origin){p->change->id, 0};
    cJSON_ArrayForEach(node, p->change->fields)
    {
        TRY(set_field(p, record, node, err));
    }
    if (!coop_resolve_all(p->coop, faults) ||
        !coop_validate_all(p->coop, faults)) {
        return faults_status(faults, err);
    }
    return STATUS_OK;
}

static enum status put(struct putting *p, int64_t *version,
                       struct faults *faults, struct error *err)
{
    struct store *store = p->desk->store;
    TRY(store_coop_version(store, version, err));
    if (p->change->version >= 0 && p->change->version != *version) {
        return error_set(err, STATUS_CONFLICT,
                         "the records were changed meanwhile; look again");
    }
    TRY(store_load_coop(store, &p->coop, err));
    TRY(apply(p, faults, err));
    TRY(store_save_coop(store, p->coop, &p->desk->act, err));
    TRY(store_audit(store, &p->desk->act, p->added ? "record-new" : "record",
                    p->change->kind, NULL, err));
    TRY(store_coop_version(store, version, err));
    return desk_refresh(p->desk, err);
}

enum status rota_record_put(struct desk *desk,
                            const struct record_change *change,
                            cJSON **result, struct faults *faults,
                            struct error *err)
{
    struct putting p = {.desk = desk, .change = change};
    struct error again = {0};
    int64_t version = 0;
    TRY(find_kind(change->kind, &p.kind, err));
    TRY(store_begin(desk->store, err));
    enum status status = put(&p, &version, faults, err);
    coop_free(p.coop);
    if (status != STATUS_OK) {
        store_rollback(desk->store);
        CHECK(desk_refresh(desk, &again) == STATUS_OK);
        return status;
    }
    TRY(store_commit(desk->store, err));
    cJSON *object = *result = cJSON_CreateObject();
    json_add_string(object, "kind", change->kind);
    json_add_string(object, "id", change->id);
    json_add_int(object, "version", version);
    json_add_bool(object, "added", p.added);
    return STATUS_OK;
}

/* ---- two sets of records -------------------------------------------------------- */

static bool same_record(enum record_kind kind, const void *a, const void *b)
{
    const struct record_table *table = RECORD_TABLES[kind];
    bool same = true;
    for (int32_t f = 0; f < table->n_fields && same; f++) {
        struct text x, y;
        text_init(&x, 1 << 16);
        text_init(&y, 1 << 16);
        field_write(&table->fields[f], a, &x);
        field_write(&table->fields[f], b, &y);
        same = strcmp(text_cstr(&x), text_cstr(&y)) == 0;
        text_release(&x);
        text_release(&y);
    }
    return same;
}

struct difference {
    int32_t added, removed, changed;
    cJSON *ids;
};

static void note_id(struct difference *d, enum record_kind kind,
                    const void *record)
{
    if (shown(kind) && cJSON_GetArraySize(d->ids) < IDS_TOLD) {
        cJSON_AddItemToArray(d->ids,
                             cJSON_CreateString(record_id(kind, record)));
    }
}

static void compare_kind(const struct coop *before, const struct coop *after,
                         enum record_kind kind, struct difference *d)
{
    for (int32_t i = 0; i < record_count(after, kind); i++) {
        const void *record = record_at(after, kind, i);
        int32_t at = record_find(before, kind, record_id(kind, record));
        bool fresh = at == NONE;
        bool moved = !fresh &&
                     !same_record(kind, record, record_at(before, kind, at));
        d->added += fresh;
        d->changed += moved;
        if (fresh || moved) {
            note_id(d, kind, record);
        }
    }
    for (int32_t i = 0; i < record_count(before, kind); i++) {
        const void *record = record_at(before, kind, i);
        if (record_find(after, kind, record_id(kind, record)) == NONE) {
            d->removed++;
            note_id(d, kind, record);
        }
    }
}

void records_add_changes(const struct coop *before, const struct coop *after,
                         cJSON *object)
{
    cJSON *list = json_add_list(object, "changes");
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        struct difference d = {.ids = cJSON_CreateArray()};
        compare_kind(before, after, kind, &d);
        if (d.added + d.removed + d.changed == 0) {
            cJSON_Delete(d.ids);
            continue;
        }
        cJSON *line = json_push_object(list);
        json_add_string(line, "kind", RECORD_TABLES[kind]->name);
        json_add_int(line, "added", d.added);
        json_add_int(line, "removed", d.removed);
        json_add_int(line, "changed", d.changed);
        cJSON_AddItemToObject(line, "ids", d.ids);
    }
}
