/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_write.c - the value of a field as text that field_read() takes. */
#include <inttypes.h>

#include "base/text.h"
#include "model/record_read.h"

typedef void write_field(const struct field *field, const void *value,
                         struct text *out);

static void write_text(const struct field *field, const void *value,
                       struct text *out)
{
    (void)field;
    const char *words;
    memcpy(&words, value, sizeof words);
    text_str(out, words ? words : "");
}

static void write_ref(const struct field *field, const void *value,
                      struct text *out)
{
    (void)field;
    const struct ref *ref = value;
    text_str(out, ref->id ? ref->id : "");
}

static void write_int(const struct field *field, const void *value,
                      struct text *out)
{
    (void)field;
    text_printf(out, "%" PRId32, *(const int32_t *)value);
}

static void write_bool(const struct field *field, const void *value,
                       struct text *out)
{
    (void)field;
    text_str(out, *(const bool *)value ? "true" : "false");
}

static void write_date(const struct field *field, const void *value,
                       struct text *out)
{
    (void)field;
    char date[DATE_TEXT];
    text_str(out, date_format(*(const date_day *)value, date));
}

static void write_clock(const struct field *field, const void *value,
                        struct text *out)
{
    (void)field;
    char clock[CLOCK_TEXT];
    text_str(out, clock_words(*(const int32_t *)value, clock));
}

static void write_enum(const struct field *field, const void *value,
                       struct text *out)
{
    int32_t ix;
    memcpy(&ix, value, sizeof ix);
    text_str(out, field->names[ix]);
}

static void write_ratio(const struct field *field, const void *value,
                        struct text *out)
{
    (void)field;
    const struct ratio *ratio = value;
    text_printf(out, ratio->den == 1 ? "%" PRId32 : "%" PRId32 "/%" PRId32,
                ratio->num, ratio->den);
}

/* Exact: field_read() took at most three decimals. */
static void write_hours(const struct field *field, const void *value,
                        struct text *out)
{
    (void)field;
    units amount = *(const units *)value;
    int64_t thousandths = amount * 1000 / UNITS_PER_HOUR;
    text_printf(out, "%" PRId64, thousandths / 1000);
    if (thousandths % 1000) {
        char decimals[16];
        snprintf(decimals, sizeof decimals, ".%03d", (int)(thousandths % 1000));
        for (size_t n = strlen(decimals); decimals[n - 1] == '0';) {
            decimals[--n] = '\0';
        }
        text_str(out, decimals);
    }
}

static void write_weekdays(const struct field *field, const void *value,
                           struct text *out)
{
    (void)field;
    char days[WEEKDAYS_TEXT];
    text_str(out, weekdays_format(*(const weekday_mask *)value, days));
}

static write_field *writer(enum field_type type)
{
    static write_field *const WRITERS[FIELD_TYPES] = {
        [FIELD_ID] = write_text,           [FIELD_TEXT] = write_text,
        [FIELD_REF] = write_ref,           [FIELD_INT] = write_int,
        [FIELD_BOOL] = write_bool,         [FIELD_DATE] = write_date,
        [FIELD_CLOCK] = write_clock,       [FIELD_ENUM] = write_enum,
        [FIELD_RATIO] = write_ratio,       [FIELD_HOURS] = write_hours,
        [FIELD_WEEKDAYS] = write_weekdays, [FIELD_REF_LIST] = write_ref,
        [FIELD_DATE_LIST] = write_date,    [FIELD_CLOCK_LIST] = write_clock,
    };
    return WRITERS[type];
}

static void write_list(const struct field *field, const void *record,
                       char separator, struct text *out)
{
    int32_t n = field_item_count(field, record);
    for (int32_t i = 0; i < n; i++) {
        if (i) {
            text_char(out, separator);
        }
        writer(field->type)(field, field_item_at(field, record, i), out);
    }
}

static void write_value(const struct field *field, const void *record,
                        char separator, struct text *out)
{
    if (field->max) {
        write_list(field, record, separator, out);
    } else {
        writer(field->type)(field, (const char *)record + field->offset, out);
    }
}

/* Fields in table order, those at their default empty, none at the end. */
static void write_item(const struct record_table *table, const void *item,
                       struct text *out)
{
    int32_t last = table->n_fields - 1;
    while (last > 0 && field_is_default(&table->fields[last], item)) {
        last--;
    }
    for (int32_t i = 0; i <= last; i++) {
        const struct field *field = &table->fields[i];
        text_str(out, i ? ";" : "");
        if (!field_is_default(field, item)) {
            write_value(field, item, ',', out);
        }
    }
}

void field_write(const struct field *field, const void *record,
                 struct text *out)
{
    if (field->type != FIELD_RECORD_LIST) {
        write_value(field, record, '|', out);
        return;
    }
    int32_t n = field_item_count(field, record);
    for (int32_t i = 0; i < n; i++) {
        text_str(out, i ? "|" : "");
        write_item(field->items, field_item_at(field, record, i), out);
    }
}

bool field_is_default(const struct field *field, const void *record)
{
    if (field->required || field->max) {
        return !field->required && field_item_count(field, record) == 0;
    }
    struct text words;
    text_init(&words, MAX_FILE_BYTES);
    field_write(field, record, &words);
    bool same =
        strcmp(text_cstr(&words), field->fallback ? field->fallback : "") == 0;
    text_release(&words);
    return same;
}
