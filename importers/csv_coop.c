/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv_coop.c - a co-operation as a folder of CSV files. */
#include "importers/csv_coop.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "importers/csv.h"
#include "importers/csv_cell.h"
#include "importers/folder.h"
#include "importers/suggest.h"
#include "model/limits.h"
#include "model/record.h"

static const char HEAD_FILE[] = "cooperation.csv";

bool csv_folder_recognise(const char *path)
{
    return path_is_folder(path) && folder_has(path, HEAD_FILE);
}

/* A file on its way into records. */
struct table_reader {
    struct csv csv;
    const struct record_table *table;
    struct coop *coop;
    struct faults *faults;
    int32_t n_columns;
    int32_t columns[CSV_CELLS_MAX]; /* index of the field */
};

static void fault_at(const struct table_reader *reader, int32_t line,
                     const char *column, const char *words)
{
    if (column) {
        faults_add(reader->faults, "%s:%" PRId32 ": column '%.40s': %s",
                   reader->csv.file, line, column, words);
    } else {
        faults_add(reader->faults, "%s:%" PRId32 ": %s", reader->csv.file, line,
                   words);
    }
}

/* ---- the first row ------------------------------------------------------- */

static void fault_of_column(const struct table_reader *reader, int32_t line,
                            const char *name)
{
    struct suggestion suggestion;
    char words[SUGGEST_TEXT], text[200];
    suggest_start(&suggestion, name);
    for (int32_t i = 0; i < reader->table->n_fields; i++) {
        suggest_try(&suggestion, reader->table->fields[i].key);
    }
    snprintf(text, sizeof text, "expected a field of %s%s", reader->table->name,
             suggest_words(&suggestion, words));
    fault_at(reader, line, name, text);
}

/* Finds the field of each column; false when there is a fault. */
static bool read_header(struct table_reader *reader,
                        const struct csv_row *header)
{
    int32_t before = faults_count(reader->faults);
    reader->n_columns = header->n;
    for (int32_t i = 0; i < header->n; i++) {
        reader->columns[i] = field_find(reader->table, header->cells[i]);
        if (reader->columns[i] == NONE) {
            fault_of_column(reader, header->line, header->cells[i]);
        }
        for (int32_t j = 0; j < i && reader->columns[i] != NONE; j++) {
            if (reader->columns[i] == reader->columns[j]) {
                fault_at(reader, header->line, header->cells[i],
                         "expected each column once, found it twice");
            }
        }
    }
    return faults_count(reader->faults) == before;
}

/* ---- the other rows ------------------------------------------------------ */

static void read_field(const struct table_reader *reader,
                       const struct field *field, int32_t line,
                       const char *cell, void *record)
{
    struct error err = {0};
    const char *text;
    if (csv_cell(field, cell, reader->coop->arena, &text, &err) != STATUS_OK ||
        field_read(field, text, record, reader->coop->arena, &err) !=
            STATUS_OK) {
        fault_at(reader, line, field->key, err.text);
    }
}

/* The cell of field `ix` in the row, NULL when there is none or it is empty. */
static const char *cell_of(const struct table_reader *reader,
                           const struct csv_row *row, int32_t ix)
{
    for (int32_t i = 0; i < reader->n_columns; i++) {
        if (reader->columns[i] == ix) {
            return row->cells[i][0] ? row->cells[i] : NULL;
        }
    }
    return NULL;
}

static void read_record(const struct table_reader *reader,
                        const struct csv_row *row, void *record)
{
    if (row->n != reader->n_columns) {
        char words[80];
        snprintf(words, sizeof words,
                 "expected %" PRId32 " cells, found %" PRId32,
                 reader->n_columns, row->n);
        fault_at(reader, row->line, NULL, words);
        return;
    }
    for (int32_t ix = 0; ix < reader->table->n_fields; ix++) {
        const struct field *field = &reader->table->fields[ix];
        const char *cell = cell_of(reader, row, ix);
        if (cell) {
            read_field(reader, field, row->line, cell, record);
        } else if (field->required) {
            fault_at(reader, row->line, field->key,
                     "expected a value, found nothing");
        }
    }
}

static void read_rows(struct table_reader *reader, enum record_kind kind)
{
    struct csv_row row;
    struct error err = {0};
    bool more = true, header = true;
    while (more) {
        if (csv_next(&reader->csv, &row, &more, &err) != STATUS_OK) {
            faults_take(reader->faults, &err);
            return;
        }
        if (more && header) {
            header = false;
            more = read_header(reader, &row);
            continue;
        }
        if (more && record_count(reader->coop, kind) == reader->table->max) {
            char words[80];
            snprintf(words, sizeof words,
                     "expected at most %" PRId32 " %s, found more",
                     reader->table->max, reader->table->name);
            fault_at(reader, row.line, NULL, words);
            return;
        }
        if (more) {
            void *record = record_add(reader->coop, kind);
            *record_origin(record) =
                (struct origin){.file = reader->csv.file, .line = row.line};
            read_record(reader, &row, record);
        }
    }
}

/* ---- cooperation.csv ----------------------------------------------------- */

static void read_pair(const struct table_reader *reader,
                      const struct csv_row *row, bool seen[])
{
    int32_t ix = field_find(&COOP_TABLE, row->cells[0]);
    if (row->n != 2) {
        fault_at(reader, row->line, NULL, "expected a key and a value");
    } else if (ix == NONE) {
        fault_of_column(reader, row->line, row->cells[0]);
    } else if (seen[ix]) {
        fault_at(reader, row->line, row->cells[0],
                 "expected each key once, found it twice");
    } else {
        seen[ix] = true;
        read_field(reader, &COOP_TABLE.fields[ix], row->line, row->cells[1],
                   reader->coop);
    }
}

static void read_pairs(struct table_reader *reader)
{
    struct csv_row row;
    struct error err = {0};
    bool more = true, header = true;
    bool seen[8] = {false};
    CHECK((size_t)COOP_TABLE.n_fields <= COUNT_OF(seen));
    while (more) {
        if (csv_next(&reader->csv, &row, &more, &err) != STATUS_OK) {
            faults_take(reader->faults, &err);
            return;
        }
        if (more && header &&
            (row.n != 2 || strcmp(row.cells[0], "key") != 0 ||
             strcmp(row.cells[1], "value") != 0)) {
            fault_at(reader, row.line, NULL,
                     "expected the columns key and value");
            return;
        }
        if (more && !header) {
            read_pair(reader, &row, seen);
        }
        header = false;
    }
    for (int32_t ix = 0; ix < COOP_TABLE.n_fields; ix++) {
        if (COOP_TABLE.fields[ix].required && !seen[ix]) {
            faults_add(reader->faults,
                       "%s: expected the key '%s', found nothing",
                       reader->csv.file, COOP_TABLE.fields[ix].key);
        }
    }
}

/* ---- files --------------------------------------------------------------- */

/* kind RECORD_KINDS: cooperation.csv. */
static enum status read_file(const char *folder, enum record_kind kind,
                             struct coop *coop, struct faults *faults,
                             struct error *err)
{
    struct table_reader reader = {
        .table = kind == RECORD_KINDS ? &COOP_TABLE : RECORD_TABLES[kind],
        .coop = coop,
        .faults = faults};
    const char *name = arena_printf(coop->arena, "%s.csv", reader.table->name);
    char path[FOLDER_PATH], *bytes = NULL;
    size_t length = 0;
    struct error fault = {0};
    if (!folder_has(folder, name)) {
        return STATUS_OK;
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    enum status status =
        file_read(path, MAX_FILE_BYTES, &bytes, &length, &fault);
    if (status == STATUS_OK) {
        status = csv_open(&reader.csv, name, bytes, length, &fault);
        free(bytes);
    }
    if (status == STATUS_OK && kind == RECORD_KINDS) {
        read_pairs(&reader);
    } else if (status == STATUS_OK) {
        read_rows(&reader, kind);
    } else if (status == STATUS_INPUT) {
        faults_take(faults, &fault);
    } else {
        error_set(err, status, "%s", fault.text);
    }
    csv_release(&reader.csv);
    return status == STATUS_INPUT ? STATUS_OK : status;
}

enum status csv_folder_read(const char *path, struct coop *coop,
                            struct faults *faults, struct error *err)
{
    TRY(folder_check(path, "csv", faults, err));
    TRY(read_file(path, RECORD_KINDS, coop, faults, err));
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        TRY(read_file(path, kind, coop, faults, err));
    }
    return STATUS_OK;
}
