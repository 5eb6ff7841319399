/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.h - a growing byte buffer with a stated maximum, and UTF-8 checks.
 *
 * Past the maximum the buffer stops growing and `overflow` is set; a writer
 * checks once at the end instead of after each call.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct text {
    char *bytes; /* NUL-terminated; NULL while empty and never written */
    size_t length, room, max;
    bool overflow;
};

void text_init(struct text *text, size_t max);
void text_release(struct text *text);
void text_clear(struct text *text);
/* The bytes, "" when nothing was written. Borrowed until the next write. */
const char *text_cstr(const struct text *text);
/* Hands the bytes over: the caller owns them: free(). The text is empty then. */
char *text_take(struct text *text);

void text_char(struct text *text, char byte);
void text_str(struct text *text, const char *words);
void text_bytes(struct text *text, const char *bytes, size_t length);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Escapes & < > " ' for HTML text and attributes. */
void text_html(struct text *text, const char *words);
/* One CSV field (RFC 4180), quoted where needed. A leading = + - @ TAB or CR
 * gets a ' in front unless the field is a plain number, so that spreadsheets
 * do not run it. */
void text_csv(struct text *text, const char *words);

/* Whole and valid UTF-8, no overlong forms, no surrogates. */
bool utf8_valid(const char *bytes, size_t length);
/* Byte offset of the first fault, or `length` when valid. */
size_t utf8_fault(const char *bytes, size_t length);
/* Columns on a terminal: code points less combining marks. */
int utf8_width(const char *words);

/* Reads a whole file. `*bytes` is NUL-terminated and owned by the caller:
 * free(). Refuses files over `max` bytes with STATUS_INPUT. */
enum status file_read(const char *path, size_t max, char **bytes,
                      size_t *length, struct error *err) MUST_USE;
/* Writes to a temporary name beside `path`, fsyncs and renames: readers see
 * the old or the new file, never half of one. */
enum status file_write(const char *path, const char *bytes, size_t length,
                       struct error *err) MUST_USE;

#endif
