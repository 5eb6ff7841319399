/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record.c - walks over the tables: adding, counting and finding records. */
#include "model/record.h"

#include "model/record_table.h"

const struct record_table *const RECORD_TABLES[RECORD_KINDS] = {
    [RECORD_MEMBER] = &MEMBER_TABLE,
    [RECORD_LOCAL_DAY] = &LOCAL_DAY_TABLE,
    [RECORD_PLACE] = &PLACE_TABLE,
    [RECORD_ROAD] = &ROAD_TABLE,
    [RECORD_FERRY] = &FERRY_TABLE,
    [RECORD_DISRUPTION] = &DISRUPTION_TABLE,
    [RECORD_COMPETENCE] = &COMPETENCE_TABLE,
    [RECORD_SERVICE] = &SERVICE_TABLE,
    [RECORD_STAFF] = &STAFF_TABLE,
    [RECORD_ABSENCE] = &ABSENCE_TABLE,
    [RECORD_SHIFT_TYPE] = &SHIFT_TYPE_TABLE,
    [RECORD_DEMAND] = &DEMAND_TABLE,
    [RECORD_ACTIVITY] = &ACTIVITY_TABLE,
    [RECORD_CASE_REF] = &CASE_REF_TABLE,
    [RECORD_EXCLUSION] = &EXCLUSION_TABLE,
    [RECORD_PIN] = &PIN_TABLE,
    [RECORD_WISH] = &WISH_TABLE,
    [RECORD_EXTERNAL] = &EXTERNAL_TABLE,
    [RECORD_AGREEMENT] = &AGREEMENT_TABLE,
    [RECORD_WEIGHT] = &WEIGHT_TABLE_OF_COOP,
};

struct any_vec any_vec_get(const void *holder, size_t offset)
{
    struct any_vec vec;
    memcpy(&vec, (const char *)holder + offset, sizeof vec);
    return vec;
}

void *any_vec_add(void *holder, size_t offset, size_t size, struct arena *arena)
{
    struct any_vec vec = any_vec_get(holder, offset);
    if (vec.n == vec.room) {
        int32_t room = vec.room ? vec.room * 2 : 4;
        void *grown = arena_array(arena, (size_t)room, size);
        if (vec.n) {
            memcpy(grown, vec.at, (size_t)vec.n * size);
        }
        vec.at = grown;
        vec.room = room;
    }
    void *item = (char *)vec.at + (size_t)vec.n * size;
    memset(item, 0, size);
    vec.n++;
    memcpy((char *)holder + offset, &vec, sizeof vec);
    return item;
}

static void *any_vec_at(const void *holder, size_t offset, size_t size,
                        int32_t ix)
{
    struct any_vec vec = any_vec_get(holder, offset);
    CHECK(ix >= 0 && ix < vec.n);
    return (char *)vec.at + (size_t)ix * size;
}

/* Required fields stay zero; the tables' own defaults are always readable,
 * which a test holds for each of them. */
static void set_defaults(const struct record_table *table, void *record,
                         struct arena *arena)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        if (field->type == FIELD_REF) {
            struct ref none = {.id = NULL, .ix = NONE};
            memcpy((char *)record + field->offset, &none, sizeof none);
        } else if (!field->required) {
            enum status status = field_default(field, record, arena, NULL);
            CHECK(status == STATUS_OK);
        }
    }
}

void *record_add(struct coop *coop, enum record_kind kind)
{
    const struct record_table *table = RECORD_TABLES[kind];
    void *record =
        any_vec_add(coop, table->vec_offset, table->size, coop->arena);
    set_defaults(table, record, coop->arena);
    return record;
}

int32_t record_count(const struct coop *coop, enum record_kind kind)
{
    return any_vec_get(coop, RECORD_TABLES[kind]->vec_offset).n;
}

void *record_at(const struct coop *coop, enum record_kind kind, int32_t ix)
{
    const struct record_table *table = RECORD_TABLES[kind];
    return any_vec_at(coop, table->vec_offset, table->size, ix);
}

const char *record_id(enum record_kind kind, const void *record)
{
    const char *id;
    memcpy(&id, (const char *)record + RECORD_TABLES[kind]->fields[0].offset,
           sizeof id);
    return id;
}

int32_t record_find(const struct coop *coop, enum record_kind kind,
                    const char *id)
{
    int32_t n = record_count(coop, kind);
    for (int32_t ix = 0; ix < n; ix++) {
        const char *other = record_id(kind, record_at(coop, kind, ix));
        if (other && strcmp(other, id) == 0) {
            return ix;
        }
    }
    return NONE;
}

struct origin *record_origin(void *record)
{
    return record;
}

int32_t field_find(const struct record_table *table, const char *key)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        if (strcmp(table->fields[i].key, key) == 0) {
            return i;
        }
    }
    return NONE;
}

static size_t item_size(const struct field *field)
{
    static const size_t SIZES[FIELD_TYPES] = {
        [FIELD_REF_LIST] = sizeof(struct ref),
        [FIELD_DATE_LIST] = sizeof(date_day),
        [FIELD_CLOCK_LIST] = sizeof(int32_t),
    };
    size_t size = field->items ? field->items->size : SIZES[field->type];
    CHECK(size); /* else it is no list */
    return size;
}

int32_t field_item_count(const struct field *field, const void *record)
{
    return any_vec_get(record, field->offset).n;
}

void *field_item_at(const struct field *field, const void *record, int32_t ix)
{
    return any_vec_at(record, field->offset, item_size(field), ix);
}

void *field_item_add(const struct field *field, void *record,
                     struct arena *arena)
{
    void *item = any_vec_add(record, field->offset, item_size(field), arena);
    if (field->type == FIELD_RECORD_LIST) {
        set_defaults(field->items, item, arena);
    }
    return item;
}

int32_t names_find(const char *const *names, const char *name)
{
    for (int32_t i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return NONE;
}
