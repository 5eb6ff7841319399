/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coop_json.c - a co-operation as one canonical JSON document. */
#include "exporters/coop_json.h"

#include <stdlib.h>

#include "base/json_print.h"
#include "model/limits.h"
#include "model/record.h"

static cJSON *fields_json(const struct record_table *table, const void *record);

/* One item of a list of ids, dates or times: the CSV form of a list with just
 * that item is the item's own. */
static void push_words(cJSON *list, const char *words)
{
    cJSON *item = cJSON_CreateString(words);
    CHECK(item && cJSON_AddItemToArray(list, item));
}

/* `words` is cut up. */
static void push_split(cJSON *list, char *words)
{
    while (*words) {
        size_t length = strcspn(words, "|");
        char *next = words + length + (words[length] != '\0');
        words[length] = '\0';
        push_words(list, words);
        words = next;
    }
}

static void add_list(cJSON *object, const struct field *field,
                     const void *record)
{
    cJSON *list = json_add_list(object, field->key);
    if (field->type != FIELD_RECORD_LIST) {
        struct text words;
        text_init(&words, MAX_FILE_BYTES);
        field_write(field, record, &words);
        char *bytes = text_take(&words);
        push_split(list, bytes ? bytes : (char[]){""});
        free(bytes);
        return;
    }
    int32_t n = field_item_count(field, record);
    for (int32_t i = 0; i < n; i++) {
        cJSON *item =
            fields_json(field->items, field_item_at(field, record, i));
        CHECK(cJSON_AddItemToArray(list, item));
    }
}

static void add_value(cJSON *object, const struct field *field,
                      const void *record)
{
    const char *at = (const char *)record + field->offset;
    if (field->max) {
        add_list(object, field, record);
    } else if (field->type == FIELD_INT) {
        int32_t value;
        memcpy(&value, at, sizeof value);
        json_add_int(object, field->key, value);
    } else if (field->type == FIELD_BOOL) {
        bool value;
        memcpy(&value, at, sizeof value);
        json_add_bool(object, field->key, value);
    } else {
        struct text words;
        text_init(&words, MAX_FILE_BYTES);
        field_write(field, record, &words);
        json_add_string(object, field->key, text_cstr(&words));
        text_release(&words);
    }
}

static cJSON *fields_json(const struct record_table *table, const void *record)
{
    cJSON *object = cJSON_CreateObject();
    CHECK(object);
    for (int32_t i = 0; i < table->n_fields; i++) {
        if (!field_is_default(&table->fields[i], record)) {
            add_value(object, &table->fields[i], record);
        }
    }
    return object;
}

void coop_write_json(const struct coop *coop, struct text *out)
{
    cJSON *root = fields_json(&COOP_TABLE, coop);
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        int32_t n = record_count(coop, kind);
        cJSON *list = n ? json_add_list(root, RECORD_TABLES[kind]->name) : NULL;
        for (int32_t ix = 0; ix < n; ix++) {
            cJSON *record =
                fields_json(RECORD_TABLES[kind], record_at(coop, kind, ix));
            CHECK(cJSON_AddItemToArray(list, record));
        }
    }
    json_print_into(out, root, true);
    cJSON_Delete(root);
}
