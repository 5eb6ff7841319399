/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coop_schema.c - the input formats described, out of the record tables. */
#include "exporters/coop_schema.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json_print.h"
#include "base/units.h"
#include "model/limits.h"
#include "model/record.h"

/* How each type is written, in a pattern for the schema and in words. */
static const struct {
    const char *pattern, *words;
} FORMS[FIELD_TYPES] = {
    [FIELD_ID] = {"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "id"},
    [FIELD_TEXT] = {NULL, "text"},
    [FIELD_REF] = {"^([A-Za-z0-9_][A-Za-z0-9_.-]*)?$", "id of"},
    [FIELD_INT] = {NULL, "whole number"},
    [FIELD_BOOL] = {NULL, "true or false"},
    [FIELD_DATE] = {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "date"},
    [FIELD_CLOCK] = {"^[0-2][0-9]:[0-5][0-9](\\+1)?$", "time"},
    [FIELD_ENUM] = {NULL, "one of"},
    [FIELD_RATIO] = {"^[0-9]+(/[0-9]+)?$", "share, 1/7"},
    [FIELD_HOURS] = {"^[0-9]+(\\.[0-9]{1,3})?$", "hours, 37.5"},
    [FIELD_WEEKDAYS] = {"^[a-z]{3}(-[a-z]{3})?(,[a-z]{3}(-[a-z]{3})?)*$",
                        "weekdays, mon-fri"},
    [FIELD_REF_LIST] = {"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "list of ids of"},
    [FIELD_DATE_LIST] = {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "list of dates"},
    [FIELD_CLOCK_LIST] = {"^[0-2][0-9]:[0-5][0-9](\\+1)?$", "list of times"},
    [FIELD_RECORD_LIST] = {NULL, "list of"},
};

/* ---- JSON Schema --------------------------------------------------------- */

static cJSON *schema_of_table(const struct record_table *table);

/* A string with what the type demands. */
static void describe_words(cJSON *schema, const struct field *field)
{
    json_add_string(schema, "type", "string");
    if (FORMS[field->type].pattern) {
        json_add_string(schema, "pattern", FORMS[field->type].pattern);
    }
    if (field->type == FIELD_TEXT || field->type == FIELD_ID) {
        json_add_int(schema, "minLength", field->low);
        json_add_int(schema, "maxLength", field->high);
    }
    if (field->names) {
        cJSON *names = json_add_list(schema, "enum");
        for (int32_t i = 0; field->names[i]; i++) {
            CHECK(cJSON_AddItemToArray(names,
                                       cJSON_CreateString(field->names[i])));
        }
    }
}

static void describe_list(cJSON *schema, const struct field *field)
{
    json_add_string(schema, "type", "array");
    json_add_int(schema, "maxItems", field->max);
    if (field->items) {
        cJSON_AddItemToObject(schema, "items", schema_of_table(field->items));
    } else {
        describe_words(json_add_object(schema, "items"), field);
    }
}

/* The default as JSON writes it. */
static void describe_default(cJSON *schema, const struct field *field)
{
    if (!field->fallback) {
        return;
    }
    if (field->type == FIELD_INT) {
        json_add_int(schema, "default", strtoll(field->fallback, NULL, 10));
    } else if (field->type == FIELD_BOOL) {
        json_add_bool(schema, "default", field->fallback[0] == 't');
    } else {
        json_add_string(schema, "default", field->fallback);
    }
}

static void describe_field(cJSON *properties, const struct field *field)
{
    cJSON *schema = json_add_object(properties, field->key);
    json_add_string(schema, "description", field->help);
    if (field->max) {
        describe_list(schema, field);
    } else if (field->type == FIELD_INT) {
        json_add_string(schema, "type", "integer");
        json_add_int(schema, "minimum", field->low);
        json_add_int(schema, "maximum", field->high);
    } else if (field->type == FIELD_BOOL) {
        json_add_string(schema, "type", "boolean");
    } else {
        describe_words(schema, field);
    }
    describe_default(schema, field);
}

static void describe_fields(cJSON *schema, const struct record_table *table)
{
    json_add_string(schema, "type", "object");
    json_add_string(schema, "description", table->help);
    cJSON *properties = json_add_object(schema, "properties");
    cJSON *required = json_add_list(schema, "required");
    for (int32_t i = 0; i < table->n_fields; i++) {
        describe_field(properties, &table->fields[i]);
        if (table->fields[i].required) {
            CHECK(cJSON_AddItemToArray(
                required, cJSON_CreateString(table->fields[i].key)));
        }
    }
    json_add_bool(schema, "additionalProperties", false);
}

static cJSON *schema_of_table(const struct record_table *table)
{
    cJSON *schema = cJSON_CreateObject();
    CHECK(schema);
    describe_fields(schema, table);
    return schema;
}

void coop_schema_json(struct text *out)
{
    cJSON *root = cJSON_CreateObject();
    CHECK(root);
    json_add_string(root, "$schema",
                    "https://json-schema.org/draft/2020-12/schema");
    json_add_string(root, "title", "Samvakt co-operation");
    describe_fields(root, &COOP_TABLE);
    cJSON *properties = cJSON_GetObjectItem(root, "properties");
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        const struct record_table *table = RECORD_TABLES[kind];
        cJSON *list = json_add_object(properties, table->name);
        json_add_string(list, "type", "array");
        json_add_int(list, "maxItems", table->max);
        cJSON_AddItemToObject(list, "items", schema_of_table(table));
    }
    json_print_into(out, root, true);
    cJSON_Delete(root);
}

/* ---- Markdown ------------------------------------------------------------ */

static void tell_clock(int64_t minutes, struct text *out)
{
    char clock[CLOCK_TEXT];
    text_str(out,
             minutes == 1440 ? "24:00" : clock_format((int32_t)minutes, clock));
    text_str(out, minutes > 1440 ? "+1" : "");
}

static void tell_range(const struct field *field, struct text *out)
{
    if (field->type == FIELD_INT) {
        text_printf(out, " %" PRId64 " to %" PRId64, field->low, field->high);
    } else if (field->type == FIELD_TEXT || field->type == FIELD_ID) {
        text_printf(out, ", at most %" PRId64 " characters", field->high);
    } else if (field->type == FIELD_CLOCK || field->type == FIELD_CLOCK_LIST) {
        text_str(out, " ");
        tell_clock(field->low, out);
        text_str(out, " to ");
        tell_clock(field->high, out);
    } else if (field->type == FIELD_HOURS) {
        char low[UNITS_TEXT], high[UNITS_TEXT];
        text_printf(out, ", %s to %s", units_hours(field->low, low),
                    units_hours(field->high, high));
    }
}

static void tell_type(const struct field *field, struct text *out)
{
    text_str(out, FORMS[field->type].words);
    if (field->type == FIELD_REF || field->type == FIELD_REF_LIST) {
        text_printf(out, " `%s`", RECORD_TABLES[field->ref]->name);
    }
    if (field->items) {
        text_printf(out, " `%s` (below)", field->items->name);
    }
    for (int32_t i = 0; field->names && field->names[i]; i++) {
        text_printf(out, "%s `%s`", i ? "," : "", field->names[i]);
    }
    tell_range(field, out);
    if (field->max) {
        text_printf(out, ", at most %" PRId32, field->max);
    }
}

static void tell_fields(const struct record_table *table, struct text *out)
{
    text_str(out, "| field | value | if left out | what |\n"
                  "| --- | --- | --- | --- |\n");
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        text_printf(out, "| `%s` | ", field->key);
        tell_type(field, out);
        if (field->required) {
            text_str(out, " | refused");
        } else if (field->fallback) {
            text_printf(out, " | `%s`", field->fallback);
        } else {
            text_str(out, field->max ? " | empty" : " | none");
        }
        text_printf(out, " | %s |\n", field->help);
    }
    text_str(out, "\n");
}

static void tell_table(const struct record_table *table, const char *where,
                       struct text *out)
{
    text_printf(out, "## %s\n\n%s.%s", table->name, table->help, where);
    if (table->max) {
        text_printf(out, " At most %" PRId32 ".", table->max);
    }
    text_str(out, "\n\n");
    tell_fields(table, out);
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        if (field->items) {
            text_printf(out, "An item of `%s.%s`, %s:\n\n", table->name,
                        field->key, field->items->help);
            tell_fields(field->items, out);
        }
    }
}

void coop_schema_markdown(struct text *out)
{
    text_str(out,
             "# Fields of a co-operation\n\n"
             "Written by the program from its own tables "
             "(`model/record_*.c`); do not edit.\n\n"
             "In JSON each list is `NAME.json` in the folder, or the key NAME "
             "of one file; in CSV it is `NAME.csv`. How values are written is "
             "told in `formats.md`.\n\n");
    tell_table(&COOP_TABLE, " One of it.", out);
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        tell_table(RECORD_TABLES[kind], "", out);
    }
}
