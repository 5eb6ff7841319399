/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv.h - rows of cells out of a CSV file (RFC 4180).
 *
 * UTF-8 with or without BOM, lines ended by CRLF or LF, cells separated by ';'
 * or ',' (whichever the first line has more of, outside quotes), quotes doubled
 * inside quotes. Spaces around a cell without quotes are dropped. Anything else
 * is refused with file and line, and reading ends there.
 */
#ifndef IMPORTERS_CSV_H
#define IMPORTERS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum { CSV_CELLS_MAX = 64 };

struct csv {
    const char *file;
    char *bytes; /* cells are unquoted in place */
    char *at;
    char separator;
    int32_t line; /* of `at` */
};

struct csv_row {
    int32_t line;
    int32_t n;
    const char *cells[CSV_CELLS_MAX]; /* borrowed until csv_release() */
};

/* Takes a copy of `bytes`. `file` is borrowed. Release either way. */
enum status csv_open(struct csv *csv, const char *file, const char *bytes,
                     size_t length, struct error *err) MUST_USE;
/* The next row that is not empty; `*more` is false at the end. */
enum status csv_next(struct csv *csv, struct csv_row *row, bool *more,
                     struct error *err) MUST_USE;
void csv_release(struct csv *csv);

#endif
