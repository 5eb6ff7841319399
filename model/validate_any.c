/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_any.c - checks that walk the tables and hold for every record. */
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "model/validate.h"

/* ---- ids ----------------------------------------------------------------- */

struct id_line {
    const char *id;
    int32_t ix;
};

static int by_id(const void *left, const void *right)
{
    const struct id_line *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->ix > b->ix) - (a->ix < b->ix);
}

static void check_ids_of(const struct coop *coop, enum record_kind kind,
                         struct faults *faults)
{
    int32_t n = record_count(coop, kind);
    struct id_line *lines = xcalloc((size_t)n, sizeof *lines);
    for (int32_t ix = 0; ix < n; ix++) {
        const char *id = record_id(kind, record_at(coop, kind, ix));
        lines[ix] = (struct id_line){.id = id ? id : "", .ix = ix};
    }
    qsort(lines, (size_t)n, sizeof *lines, by_id);
    for (int32_t i = 1; i < n; i++) {
        if (strcmp(lines[i].id, lines[i - 1].id) == 0) {
            validate_fault(coop, faults, kind, lines[i].ix, "id",
                           "expected an id of its own, found '%s' as in "
                           "%s[%" PRId32 "]",
                           lines[i].id, RECORD_TABLES[kind]->name,
                           lines[i - 1].ix);
        }
    }
    free(lines);
}

void check_ids(const struct coop *coop, struct faults *faults)
{
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        check_ids_of(coop, kind, faults);
    }
}

/* ---- pairs of fields ----------------------------------------------------- */

/* A record or item in which a pair is looked for. */
struct spot {
    const struct coop *coop;
    struct faults *faults;
    enum record_kind kind;
    int32_t ix;
    const char *path; /* "", or "limits[2]." for items */
};

typedef void visit_record(const struct spot *spot,
                          const struct record_table *table, const void *record);

static void visit_items(const struct spot *spot, const struct field *field,
                        const void *record, visit_record *visit)
{
    int32_t n = field_item_count(field, record);
    for (int32_t i = 0; i < n; i++) {
        char path[60];
        struct spot inner = *spot;
        snprintf(path, sizeof path, "%s[%" PRId32 "].", field->key, i);
        inner.path = path;
        visit(&inner, field->items, field_item_at(field, record, i));
    }
}

/* Calls `visit` for every record and every item inside one. */
static void visit_all(const struct coop *coop, struct faults *faults,
                      visit_record *visit)
{
    struct spot spot = {.coop = coop, .faults = faults, .path = ""};
    for (spot.kind = 0; spot.kind < RECORD_KINDS; spot.kind++) {
        const struct record_table *table = RECORD_TABLES[spot.kind];
        int32_t n = record_count(coop, spot.kind);
        for (spot.ix = 0; spot.ix < n; spot.ix++) {
            const void *record = record_at(coop, spot.kind, spot.ix);
            visit(&spot, table, record);
            for (int32_t i = 0; i < table->n_fields; i++) {
                if (table->fields[i].items) {
                    visit_items(&spot, &table->fields[i], record, visit);
                }
            }
        }
    }
}

/* The value of an int32_t field of that type; false when there is none. */
static bool field_value(const struct record_table *table, const char *key,
                        enum field_type type, const void *record,
                        int32_t *value)
{
    int32_t at = field_find(table, key);
    if (at == NONE || table->fields[at].type != type) {
        return false;
    }
    memcpy(value, (const char *)record + table->fields[at].offset,
           sizeof *value);
    return true;
}

static void visit_period(const struct spot *spot,
                         const struct record_table *table, const void *record)
{
    static const char *const PAIRS[][2] = {{"from", "to"},
                                           {"valid_from", "valid_to"}};
    for (size_t i = 0; i < COUNT_OF(PAIRS); i++) {
        date_day from, to;
        if (field_value(table, PAIRS[i][0], FIELD_DATE, record, &from) &&
            field_value(table, PAIRS[i][1], FIELD_DATE, record, &to) &&
            to < from) {
            char field[100], first[DATE_TEXT], last[DATE_TEXT];
            snprintf(field, sizeof field, "%s%s", spot->path, PAIRS[i][1]);
            validate_fault(spot->coop, spot->faults, spot->kind, spot->ix,
                           field, "expected %s or later, found %s",
                           date_format(from, first), date_format(to, last));
        }
    }
}

void check_periods(const struct coop *coop, struct faults *faults)
{
    visit_all(coop, faults, visit_period);
}

static void visit_hours(const struct spot *spot,
                        const struct record_table *table, const void *record)
{
    int32_t start, end;
    if (field_value(table, "start", FIELD_CLOCK, record, &start) &&
        field_value(table, "end", FIELD_CLOCK, record, &end) && end <= start) {
        char field[100], begins[CLOCK_TEXT], ends[CLOCK_TEXT];
        snprintf(field, sizeof field, "%send", spot->path);
        validate_fault(spot->coop, spot->faults, spot->kind, spot->ix, field,
                       "expected a time after the start %s, found %s (a time "
                       "on the day after is written %s+1)",
                       clock_format(start, begins), clock_format(end, ends),
                       ends);
    }
}

void check_hours(const struct coop *coop, struct faults *faults)
{
    visit_all(coop, faults, visit_hours);
}

/* ---- repeats in a list --------------------------------------------------- */

static bool same_item(const struct field *field, const void *a, const void *b)
{
    if (field->type == FIELD_REF_LIST) {
        const struct ref *left = a, *right = b;
        return left->ix == right->ix;
    }
    const date_day *left = a, *right = b;
    return *left == *right;
}

static void check_list(const struct spot *spot, const struct field *field,
                       const void *record)
{
    int32_t n = field_item_count(field, record);
    for (int32_t i = 1; i < n; i++) {
        for (int32_t j = 0; j < i; j++) {
            if (same_item(field, field_item_at(field, record, i),
                          field_item_at(field, record, j))) {
                validate_fault(spot->coop, spot->faults, spot->kind, spot->ix,
                               field->key,
                               "expected each one once, found item %" PRId32
                               " again as item %" PRId32,
                               j, i);
                return;
            }
        }
    }
}

static void visit_lists(const struct spot *spot,
                        const struct record_table *table, const void *record)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        if (field->type == FIELD_REF_LIST || field->type == FIELD_DATE_LIST) {
            check_list(spot, field, record);
        }
    }
}

void check_repeats(const struct coop *coop, struct faults *faults)
{
    visit_all(coop, faults, visit_lists);
}

/* ---- birth numbers ------------------------------------------------------- */

/* Eleven digits whose two control digits are right: chance makes one of 121
 * such, so a municipality's own numbers rarely are. Both control digits are
 * modulo 11 (Skatteetaten's rule for birth numbers and D-numbers). */
static bool birth_number(const char *digits)
{
    static const int WEIGHTS[2][11] = {{3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0},
                                       {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}};
    for (int row = 0; row < 2; row++) {
        int sum = 0;
        for (int i = 0; i < 11; i++) {
            sum += WEIGHTS[row][i] * (digits[i] - '0');
        }
        if (sum % 11) {
            return false;
        }
    }
    return true;
}

static bool has_birth_number(const char *text)
{
    static const char DIGITS[] = "0123456789";
    while (*text) {
        size_t run = strspn(text, DIGITS);
        if (run == 11 && birth_number(text)) {
            return true;
        }
        text += run;
        text += strcspn(text, DIGITS);
    }
    return false;
}

static void visit_texts(const struct spot *spot,
                        const struct record_table *table, const void *record)
{
    for (int32_t i = 0; i < table->n_fields; i++) {
        const struct field *field = &table->fields[i];
        const char *text = NULL;
        if (field->type == FIELD_TEXT || field->type == FIELD_ID) {
            memcpy(&text, (const char *)record + field->offset, sizeof text);
        }
        if (text && has_birth_number(text)) {
            validate_fault(spot->coop, spot->faults, spot->kind, spot->ix,
                           field->key,
                           "expected nothing that names a person, found a "
                           "birth number");
        }
    }
}

void check_birth_numbers(const struct coop *coop, struct faults *faults)
{
    visit_all(coop, faults, visit_texts);
}
