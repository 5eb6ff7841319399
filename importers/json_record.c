/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_record.c - records out of a parsed JSON document, by their tables. */
#include "importers/json_record.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "importers/suggest.h"
#include "model/limits.h"

/* "staff.json:14: [3].name: ..." becomes "staff.json:14: staff[3].name: ...".
 */
static void name_root(struct error *err, const char *root)
{
    char text[ERROR_TEXT_MAX];
    const char *path = strstr(err->text, ": [");
    if (!path || !root) {
        return;
    }
    int head = (int)(path - err->text) + 2;
    snprintf(text, sizeof text, "%.*s%.40s%.900s", head, err->text, root,
             err->text + head);
    memcpy(err->text, text, sizeof text);
}

void json_source_fault(const struct json_source *source, const cJSON *node,
                       const char *format, ...)
{
    char words[ERROR_TEXT_MAX / 2];
    struct error err = {0};
    if (source->faults->n == FAULTS_MAX) {
        faults_add(source->faults, "one more"); /* is only counted */
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    json_fail(source->doc, node, &err, "%s", words);
    if (cJSON_IsArray(source->doc->root)) {
        name_root(&err, source->root);
    }
    faults_take(source->faults, &err);
}

/* ---- one value ----------------------------------------------------------- */

static void fault_of_type(const struct json_source *source, const cJSON *node,
                          const char *expected)
{
    char found[JSON_FOUND];
    json_source_fault(source, node, "expected %s, found %s", expected,
                      json_found(node, found));
}

static void read_words(const struct json_source *source,
                       const struct field *field, const cJSON *node,
                       void *record)
{
    struct error err = {0};
    if (!cJSON_IsString(node)) {
        fault_of_type(source, node, "a text");
    } else if (field_read(field, node->valuestring, record, source->coop->arena,
                          &err) != STATUS_OK) {
        json_source_fault(source, node, "%s", err.text);
    }
}

static void read_number(const struct json_source *source,
                        const struct field *field, const cJSON *node,
                        void *record)
{
    if (!json_is_int(node, field->low, field->high)) {
        char expected[80];
        snprintf(expected, sizeof expected,
                 "a whole number %" PRId64 " to %" PRId64, field->low,
                 field->high);
        fault_of_type(source, node, expected);
        return;
    }
    int32_t value = (int32_t)json_int(node);
    memcpy((char *)record + field->offset, &value, sizeof value);
}

static void read_bool(const struct json_source *source,
                      const struct field *field, const cJSON *node,
                      void *record)
{
    if (!cJSON_IsBool(node)) {
        fault_of_type(source, node, "true or false");
        return;
    }
    bool value = cJSON_IsTrue(node);
    memcpy((char *)record + field->offset, &value, sizeof value);
}

static void read_item(const struct json_source *source,
                      const struct field *field, const cJSON *node,
                      void *record)
{
    struct error err = {0};
    if (field->type == FIELD_RECORD_LIST) {
        void *item = field_item_add(field, record, source->coop->arena);
        json_read_fields(source, field->items, node, item, NULL);
    } else if (!cJSON_IsString(node)) {
        fault_of_type(source, node, "a text");
    } else if (field_read_item(field, node->valuestring, record,
                               source->coop->arena, &err) != STATUS_OK) {
        json_source_fault(source, node, "%s", err.text);
    }
}

static void read_list(const struct json_source *source,
                      const struct field *field, const cJSON *node,
                      void *record)
{
    if (!cJSON_IsArray(node)) {
        fault_of_type(source, node, "a list");
        return;
    }
    int32_t n = 0;
    const cJSON *item;
    cJSON_ArrayForEach (item, node) {
        if (n++ == field->max) {
            json_source_fault(source, node,
                              "expected at most %" PRId32 " items, found %d",
                              field->max, cJSON_GetArraySize(node));
            return;
        }
        read_item(source, field, item, record);
    }
}

static void read_node(const struct json_source *source,
                      const struct field *field, const cJSON *node,
                      void *record)
{
    if (field->max) {
        read_list(source, field, node, record);
    } else if (field->type == FIELD_INT) {
        read_number(source, field, node, record);
    } else if (field->type == FIELD_BOOL) {
        read_bool(source, field, node, record);
    } else {
        read_words(source, field, node, record);
    }
}

/* ---- objects ------------------------------------------------------------- */

static void fault_of_key(const struct json_source *source,
                         const struct record_table *table, const cJSON *node)
{
    struct suggestion suggestion;
    char words[SUGGEST_TEXT];
    suggest_start(&suggestion, node->string);
    for (int32_t i = 0; i < table->n_fields; i++) {
        suggest_try(&suggestion, table->fields[i].key);
    }
    for (int kind = 0; table == &COOP_TABLE && kind < RECORD_KINDS; kind++) {
        suggest_try(&suggestion, RECORD_TABLES[kind]->name);
    }
    json_source_fault(source, node, "expected a field of %s, found '%.40s'%s",
                      table->name, node->string,
                      suggest_words(&suggestion, words));
}

void json_read_fields(const struct json_source *source,
                      const struct record_table *table, const cJSON *object,
                      void *record, known_key *also)
{
    if (!cJSON_IsObject(object)) {
        fault_of_type(source, object, "an object");
        return;
    }
    const cJSON *child;
    cJSON_ArrayForEach (child, object) {
        int32_t ix = field_find(table, child->string);
        if (ix != NONE && !cJSON_IsNull(child)) {
            read_node(source, &table->fields[ix], child, record);
        } else if (ix == NONE && !(also && also(child->string))) {
            fault_of_key(source, table, child);
        }
    }
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        const cJSON *given =
            cJSON_GetObjectItemCaseSensitive(object, field->key);
        if (field->required && (!given || cJSON_IsNull(given))) {
            json_source_fault(source, object,
                              "expected the field '%s' (%s), found nothing",
                              field->key, field->help);
        }
    }
}

void json_read_records(struct json_source *source, enum record_kind kind,
                       const cJSON *list)
{
    const struct record_table *table = RECORD_TABLES[kind];
    if (!cJSON_IsArray(list)) {
        fault_of_type(source, list, "a list");
        return;
    }
    if (cJSON_GetArraySize(list) > table->max) {
        json_source_fault(source, list,
                          "expected at most %" PRId32 " %s, found %d",
                          table->max, table->name, cJSON_GetArraySize(list));
        source->next_line += cJSON_GetArraySize(list);
        return;
    }
    const cJSON *object;
    cJSON_ArrayForEach (object, list) {
        void *record = record_add(source->coop, kind);
        struct origin *origin = record_origin(record);
        origin->file = source->file;
        CHECK(source->next_line < source->lines->n);
        origin->line = source->lines->at[source->next_line++];
        json_read_fields(source, table, object, record, NULL);
    }
}

/* ---- lines --------------------------------------------------------------- */

/* Behind the closing quote of the string that begins at `at`. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++) {
        at += *at == '\\';
    }
    return at;
}

void json_item_lines(const char *bytes, int depth, struct int_vec *lines)
{
    char open[JSON_DEPTH_MAX + 1] = {0}; /* '[' or '{' at each depth */
    int32_t line = 1;
    int level = 0;
    bool expecting = true; /* a value, not a key's colon or what follows */
    for (const char *at = bytes; *at; at++) {
        if (strchr(" \t\r\n", *at)) {
            line += *at == '\n';
            continue;
        }
        if (expecting && level == depth && open[level] == '[' && *at != ']') {
            vec_push(lines, line);
        }
        expecting = *at == '[' || *at == '{' || *at == ',';
        if (*at == '"') {
            at = skip_string(at);
        } else if (*at == '[' || *at == '{') {
            open[++level] = *at;
        } else if (*at == ']' || *at == '}') {
            level--;
        }
    }
}
