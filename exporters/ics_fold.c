/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics_fold.c - the lines of a calendar, folded anew. */
#include "exporters/ics_fold.h"

#include <string.h>

static bool is_fold(const char *at)
{
    return at[0] == '\r' && at[1] == '\n' && at[2] == ' ';
}

static bool is_inner(char byte) /* of a character in UTF-8 */
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Octets at `at` that stay together: a character, an escape, a line's end.
 * `at` has no folds any more. */
static size_t piece(const char *at)
{
    size_t n = 1;
    if (at[0] == '\\' && at[1] != '\0' && at[1] != '\r') {
        n = 2;
    }
    while (is_inner(at[n])) {
        n++;
    }
    return n;
}

static void unfold(const char *calendar, struct text *out)
{
    text_init(out, strlen(calendar) + 1);
    for (const char *at = calendar; *at; at++) {
        if (is_fold(at)) {
            at += 2;
        } else {
            text_char(out, *at);
        }
    }
}

void ics_fold(const char *calendar, struct text *out)
{
    struct text flat;
    size_t column = 0;
    unfold(calendar, &flat);
    for (const char *at = text_cstr(&flat); *at;) {
        size_t n = piece(at);
        bool ends = *at == '\r' || *at == '\n';
        if (!ends && column + n > ICS_LINE_OCTETS) {
            text_str(out, "\r\n ");
            column = 1;
        }
        text_bytes(out, at, n);
        column = ends ? 0 : column + n;
        at += n;
    }
    text_release(&flat);
}
