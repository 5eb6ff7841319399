/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - cuts text into lines and fields. */
#include "importers/lines.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { LINES_BYTES_MAX = 64 << 20 };

enum status lines_open(const char *path, struct lines *lines,
                       struct error *err)
{
    size_t length = 0;
    memset(lines, 0, sizeof *lines);
    TRY(file_read(path, LINES_BYTES_MAX, &lines->bytes, &length, err));
    lines->file = path;
    lines->next = lines->bytes;
    if (strlen(lines->bytes) != length) {
        enum status status = error_set(err, STATUS_INPUT,
                                       "%s: expected text, found a NUL byte",
                                       path);
        lines_close(lines);
        return status;
    }
    return STATUS_OK;
}

void lines_close(struct lines *lines)
{
    free(lines->bytes);
    memset(lines, 0, sizeof *lines);
}

static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r", text[n - 1])) {
        text[--n] = '\0';
    }
    return text;
}

char *lines_next(struct lines *lines)
{
    while (lines->next && *lines->next) {
        char *line = lines->next;
        char *end = strchr(line, '\n');
        lines->next = end ? end + 1 : line + strlen(line);
        if (end) {
            *end = '\0';
        }
        lines->number++;
        line = trim(line);
        if (*line && *line != '#') {
            return line;
        }
    }
    return NULL;
}

int32_t line_split(char *line, const char *separators, char **fields)
{
    bool keep_empty = strchr(separators, ' ') == NULL;
    int32_t n = 0;
    while (n < LINE_FIELDS_MAX) {
        size_t length = strcspn(line, separators);
        bool last = line[length] == '\0';
        line[length] = '\0';
        if (length > 0 || keep_empty) {
            fields[n++] = trim(line);
        }
        if (last) {
            break;
        }
        line += length + 1;
    }
    return n;
}

enum status lines_fail(const struct lines *lines, struct error *err,
                       const char *format, ...)
{
    char words[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    return error_set(err, STATUS_INPUT, "%s:%d: %s", lines->file,
                     lines->number, words);
}

enum status lines_int(const struct lines *lines, const char *what,
                      const char *text, int64_t low, int64_t high,
                      int32_t *result, struct error *err)
{
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < low ||
        value > high) {
        return lines_fail(lines, err,
                          "%s: expected a whole number from %lld to %lld, "
                          "found '%.60s'",
                          what, (long long)low, (long long)high, text);
    }
    *result = (int32_t)value;
    return STATUS_OK;
}
