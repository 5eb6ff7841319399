/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_read.c - lists and defaults, and field_read() for every type. */
#include "model/record_read.h"

#include <inttypes.h>
#include <stdio.h>

typedef enum status read_item(const struct reading *item);

/* Calls `read` for one part of a list, if there is room for one more. */
static enum status read_part(const struct reading *part, read_item *read)
{
    if (field_item_count(part->field, part->record) == part->field->max) {
        return error_set(part->err, STATUS_INPUT,
                         "expected at most %" PRId32 " items, found more",
                         part->field->max);
    }
    return read(part);
}

/* Likewise for each part of the text between separators. */
static enum status read_parts(const struct reading *reading, read_item *read)
{
    const struct any_vec empty = {0};
    reading_put(reading, &empty, sizeof empty);
    const char *at = reading->text;
    while (*at) {
        size_t length = strcspn(at, (char[]){reading->separator, '\0'});
        struct reading part = *reading;
        part.text = arena_strndup(reading->arena, at, length);
        TRY(read_part(&part, read));
        at += length;
        at += *at != '\0';
    }
    return STATUS_OK;
}

static enum status add_ref(const struct reading *item)
{
    struct ref ref = {.id = NULL, .ix = NONE};
    TRY(reading_id(item, MAX_ID, &ref.id));
    struct ref *added = field_item_add(item->field, item->record, item->arena);
    *added = ref;
    return STATUS_OK;
}

static enum status add_date(const struct reading *item)
{
    date_day date;
    TRY(date_parse(item->text, &date, item->err));
    date_day *added = field_item_add(item->field, item->record, item->arena);
    *added = date;
    return STATUS_OK;
}

static enum status add_clock(const struct reading *item)
{
    int32_t minutes;
    TRY(reading_clock(item, &minutes));
    int32_t n = field_item_count(item->field, item->record);
    if (n) {
        int32_t *last = field_item_at(item->field, item->record, n - 1);
        if (minutes <= *last) {
            char before[CLOCK_TEXT], expected[40];
            clock_words(*last, before);
            snprintf(expected, sizeof expected, "a time after %s", before);
            return reading_refuse(item, expected);
        }
    }
    int32_t *added = field_item_add(item->field, item->record, item->arena);
    *added = minutes;
    return STATUS_OK;
}

static enum status read_value(const struct reading *reading);

/* "nurse;2020-01-01;2027-06-30": fields of the item in table order. */
static enum status add_record(const struct reading *item)
{
    const struct record_table *table = item->field->items;
    void *record = field_item_add(item->field, item->record, item->arena);
    const char *at = item->text;
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        size_t length = strcspn(at, ";");
        struct reading part = {.field = field,
                               .record = record,
                               .arena = item->arena,
                               .separator = ',',
                               .err = item->err};
        part.text = arena_strndup(item->arena, at, length);
        TRY(error_in(length
                         ? read_value(&part)
                         : field_default(field, record, item->arena, item->err),
                     item->err, "%s: ", field->key));
        at += length;
        at += *at == ';';
    }
    return *at ? reading_refuse(item, "no more fields") : STATUS_OK;
}

static read_item *item_reader(const struct field *field)
{
    static read_item *const READERS[FIELD_TYPES] = {
        [FIELD_REF_LIST] = add_ref,
        [FIELD_DATE_LIST] = add_date,
        [FIELD_CLOCK_LIST] = add_clock,
        [FIELD_RECORD_LIST] = add_record,
    };
    return READERS[field->type];
}

static enum status read_value(const struct reading *reading)
{
    read_item *read = item_reader(reading->field);
    return read ? read_parts(reading, read) : reading_scalar(reading);
}

enum status field_read(const struct field *field, const char *text,
                       void *record, struct arena *arena, struct error *err)
{
    const struct reading reading = {.field = field,
                                    .text = text,
                                    .record = record,
                                    .arena = arena,
                                    .separator = '|',
                                    .err = err};
    return read_value(&reading);
}

enum status field_read_item(const struct field *field, const char *text,
                            void *record, struct arena *arena,
                            struct error *err)
{
    const struct reading part = {.field = field,
                                 .text = text,
                                 .record = record,
                                 .arena = arena,
                                 .separator = '|',
                                 .err = err};
    read_item *read = item_reader(field);
    CHECK(read);
    return read_part(&part, read);
}

enum status field_default(const struct field *field, void *record,
                          struct arena *arena, struct error *err)
{
    if (field->required) {
        return error_set(err, STATUS_INPUT, "expected a value, found nothing");
    }
    if (field->fallback) {
        return field_read(field, field->fallback, record, arena, err);
    }
    if (field->type == FIELD_TEXT) {
        const char *none = NULL;
        memcpy((char *)record + field->offset, &none, sizeof none);
        return STATUS_OK;
    }
    /* A ref or list that may be missing. */
    return field_read(field, "", record, arena, err);
}
