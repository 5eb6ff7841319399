/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_csv.c - any bytes as CSV: rows are cut within bounds, and each cell is
 * refused by a field or written back as a value that reads as the same.
 */
#include <stdlib.h>

#include "base/text.h"
#include "importers/csv.h"
#include "importers/csv_cell.h"
#include "model/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { VALUE_MAX = 16 * 1024 * 1024 };

static void read_back(const struct field *field, const void *record,
                      void *other, struct arena *arena)
{
    struct text once, twice;
    text_init(&once, VALUE_MAX);
    text_init(&twice, VALUE_MAX);
    field_write(field, record, &once);
    CHECK(field_read(field, text_cstr(&once), other, arena, NULL) == STATUS_OK);
    field_write(field, other, &twice);
    CHECK(strcmp(text_cstr(&once), text_cstr(&twice)) == 0);
    text_release(&once);
    text_release(&twice);
}

static void try_cell(const struct record_table *table,
                     const struct field *field, const char *cell,
                     struct arena *arena)
{
    struct error err = {0};
    void *record = arena_alloc(arena, table->size);
    const char *text;
    if (csv_cell(field, cell, arena, &text, &err) == STATUS_OK &&
        field_read(field, text, record, arena, &err) == STATUS_OK) {
        read_back(field, record, arena_alloc(arena, table->size), arena);
    } else {
        CHECK(err.status == STATUS_INPUT && err.text[0]);
        CHECK(utf8_valid(err.text, strlen(err.text)));
    }
}

/* The column tells the field, the row the table, so that inputs reach all. */
static void try_row(const struct csv_row *row, int32_t number)
{
    const struct record_table *table = RECORD_TABLES[number % RECORD_KINDS];
    struct arena *arena = arena_new();
    for (int32_t i = 0; i < row->n && i < table->n_fields; i++) {
        try_cell(table, &table->fields[i], row->cells[i], arena);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct csv csv;
    struct csv_row row;
    struct error err = {0};
    bool more = true;
    enum status status =
        csv_open(&csv, "fuzz", (const char *)bytes, size, &err);
    for (int32_t number = 0; status == STATUS_OK && more && number < 200;
         number++) {
        status = csv_next(&csv, &row, &more, &err);
        if (status == STATUS_OK && more) {
            try_row(&row, number);
        }
    }
    CHECK(status == STATUS_OK || (err.text[0] && err.status == STATUS_INPUT));
    csv_release(&csv);
    return 0;
}
