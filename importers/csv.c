/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.c - rows of cells out of a CSV file (RFC 4180). */
#include "importers/csv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static int32_t line_of(const char *bytes, size_t offset)
{
    int32_t line = 1;
    for (size_t i = 0; i < offset; i++) {
        line += bytes[i] == '\n';
    }
    return line;
}

/* UTF-16 comes with a BOM, or with a NUL beside each ASCII letter. */
static bool looks_utf16(const char *bytes, size_t length)
{
    return length >= 2 &&
           (memcmp(bytes, "\xff\xfe", 2) == 0 ||
            memcmp(bytes, "\xfe\xff", 2) == 0 || !bytes[0] || !bytes[1]);
}

static enum status check_bytes(const char *file, const char *bytes,
                               size_t length, struct error *err)
{
    if (looks_utf16(bytes, length)) {
        return error_set(err, STATUS_INPUT,
                         "%s:1: expected UTF-8, found UTF-16", file);
    }
    size_t fault = utf8_fault(bytes, length);
    const char *nul = memchr(bytes, '\0', length);
    if (nul && (size_t)(nul - bytes) < fault) {
        fault = (size_t)(nul - bytes);
    }
    if (fault < length) {
        return error_set(err, STATUS_INPUT,
                         "%s:%" PRId32 ": expected UTF-8, found the byte "
                         "0x%02x",
                         file, line_of(bytes, fault),
                         (unsigned)(unsigned char)bytes[fault]);
    }
    return STATUS_OK;
}

static char detect_separator(const char *bytes)
{
    int semicolons = 0, commas = 0;
    bool quoted = false;
    for (; *bytes && (quoted || *bytes != '\n'); bytes++) {
        quoted ^= *bytes == '"';
        semicolons += !quoted && *bytes == ';';
        commas += !quoted && *bytes == ',';
    }
    return semicolons > commas ? ';' : ',';
}

enum status csv_open(struct csv *csv, const char *file, const char *bytes,
                     size_t length, struct error *err)
{
    static const char BOM[] = "\xef\xbb\xbf";
    *csv = (struct csv){.file = file, .line = 1};
    if (length >= 3 && memcmp(bytes, BOM, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    TRY(check_bytes(file, bytes, length, err));
    csv->bytes = xmalloc(length + 1);
    memcpy(csv->bytes, bytes, length);
    csv->bytes[length] = '\0';
    csv->at = csv->bytes;
    csv->separator = detect_separator(csv->bytes);
    return STATUS_OK;
}

void csv_release(struct csv *csv)
{
    free(csv->bytes);
    *csv = (struct csv){0};
}

static bool at_line_end(const char *at)
{
    return *at == '\n' || (*at == '\r' && at[1] == '\n') || *at == '\0';
}

static enum status fail(const struct csv *csv, const char *expected,
                        struct error *err)
{
    return error_set(err, STATUS_INPUT, "%s:%" PRId32 ": expected %s",
                     csv->file, csv->line, expected);
}

/* Reads a cell in quotes from behind the opening one; unquoted in place. */
static enum status quoted_cell(struct csv *csv, struct error *err)
{
    char *out = csv->at;
    const int32_t first = csv->line;
    for (;; csv->at++) {
        if (*csv->at == '\0') {
            csv->line = first;
            return fail(csv,
                        "a closing quote for the one opened here, found "
                        "the end of the file",
                        err);
        }
        csv->line += *csv->at == '\n';
        if (*csv->at == '"' && *++csv->at != '"') {
            break;
        }
        *out++ = *csv->at;
    }
    while (*csv->at == ' ') {
        csv->at++;
    }
    if (*csv->at != csv->separator && !at_line_end(csv->at)) {
        return fail(csv,
                    "a separator or the end of the line behind the "
                    "closing quote",
                    err);
    }
    /* When nothing was doubled `out` is where the closing quote stood. */
    *out = '\0';
    return STATUS_OK;
}

static enum status plain_cell(struct csv *csv, struct error *err)
{
    while (*csv->at != csv->separator && !at_line_end(csv->at)) {
        if (*csv->at == '"') {
            return fail(csv, "no quote inside a cell without quotes", err);
        }
        if (*csv->at == '\r') {
            return fail(csv, "lines ended by LF or CRLF, found a lone CR", err);
        }
        csv->at++;
    }
    return STATUS_OK;
}

/* Cuts off spaces before `end`, and writes the terminator. */
static void terminate(char *cell, char *end)
{
    while (end > cell && end[-1] == ' ') {
        end--;
    }
    *end = '\0';
}

/* One cell; `*last` says that the row ends behind it. */
static enum status read_cell(struct csv *csv, const char **cell, bool *last,
                             struct error *err)
{
    while (*csv->at == ' ') {
        csv->at++;
    }
    bool quoted = *csv->at == '"';
    csv->at += quoted;
    char *start = csv->at;
    TRY(quoted ? quoted_cell(csv, err) : plain_cell(csv, err));
    char *end = csv->at;
    *last = *end != csv->separator;
    if (*end == '\r') {
        csv->at++;
    }
    if (*csv->at != '\0') {
        csv->line += *csv->at == '\n';
        csv->at++;
    }
    if (!quoted) {
        terminate(start, end);
    }
    *cell = start;
    return STATUS_OK;
}

static enum status read_row(struct csv *csv, struct csv_row *row,
                            struct error *err)
{
    bool last = false;
    row->n = 0;
    row->line = csv->line;
    while (!last) {
        const char *cell;
        TRY(read_cell(csv, &cell, &last, err));
        if (row->n == CSV_CELLS_MAX) {
            return error_set(err, STATUS_INPUT,
                             "%s:%" PRId32 ": expected at most %d cells",
                             csv->file, row->line, CSV_CELLS_MAX);
        }
        row->cells[row->n++] = cell;
    }
    return STATUS_OK;
}

static bool row_empty(const struct csv_row *row)
{
    for (int32_t i = 0; i < row->n; i++) {
        if (row->cells[i][0]) {
            return false;
        }
    }
    return true;
}

enum status csv_next(struct csv *csv, struct csv_row *row, bool *more,
                     struct error *err)
{
    do {
        *more = *csv->at != '\0';
        if (!*more) {
            return STATUS_OK;
        }
        TRY(read_row(csv, row, err));
    } while (row_empty(row));
    return STATUS_OK;
}
