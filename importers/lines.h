/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.h - reading line-oriented text, with the place of every fault.
 *
 * Comment lines (#) and blank ones are passed over, line ends may be CRLF.
 */
#ifndef IMPORTERS_LINES_H
#define IMPORTERS_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct lines {
    const char *file;
    char *bytes; /* owned; cut into strings */
    char *next;
    int32_t number; /* of the line last given */
};

enum { LINE_FIELDS_MAX = 512 };

enum status lines_open(const char *path, struct lines *lines,
                       struct error *err) MUST_USE;
void lines_close(struct lines *lines);
/* The next line without surrounding blanks, or NULL at the end. Borrowed until
 * lines_close(). */
char *lines_next(struct lines *lines);
/* Cuts `line` in place at any of `separators`; empty fields are kept for
 * commas, not for blanks. Returns how many (at most LINE_FIELDS_MAX). */
int32_t line_split(char *line, const char *separators, char **fields);
/* STATUS_INPUT with file and line. */
enum status lines_fail(const struct lines *lines, struct error *err,
                       const char *format, ...) PRINTF_LIKE(3, 4);
/* A whole number within [low, high]; `what` names it. */
enum status lines_int(const struct lines *lines, const char *what,
                      const char *text, int64_t low, int64_t high,
                      int32_t *result, struct error *err) MUST_USE;

#endif
