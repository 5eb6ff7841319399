/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http_guard.c - decoding and refusing, without any library. */
#include "server/http_guard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { DIGITS_MAX = 15 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool guard_decode(const char *text, size_t length, bool plus, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 1 < length ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < length ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        if ((unsigned char)c < 0x20 || c == 0x7f) {
            return false;
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return utf8_valid(out, n);
}

/* A '/' in disguise. */
static bool hides_slash(const char *raw)
{
    for (const char *at = strchr(raw, '%'); at; at = strchr(at + 1, '%')) {
        if (at[1] == '2' && (at[2] | 0x20) == 'f') {
            return true;
        }
    }
    return false;
}

/* "", "." or "..", which climb or say nothing. */
static bool bad_segment(const char *segment, size_t length)
{
    return length == 0 || (length == 1 && segment[0] == '.') ||
           (length == 2 && segment[0] == '.' && segment[1] == '.');
}

bool guard_path(const char *raw, char *out, size_t room)
{
    size_t length = strlen(raw);
    if (raw[0] != '/' || length + 1 > room || hides_slash(raw) ||
        !guard_decode(raw, length, false, out) || strchr(out, '\\')) {
        return false;
    }
    for (const char *at = out + 1; *at != '\0';) {
        size_t n = strcspn(at, "/");
        if (bad_segment(at, n)) {
            return false;
        }
        at += n + (at[n] == '/');
    }
    return true;
}

void guard_field(struct guard_fields *fields, const char *name,
                 const char *value)
{
    if (strcasecmp(name, "Host") == 0) {
        fields->hosts++;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        fields->transfer_encodings++;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        size_t digits = value ? strspn(value, "0123456789") : 0;
        bool whole = digits > 0 && value[digits] == '\0';
        fields->content_lengths++;
        fields->length = !whole ? -2
                         : digits > DIGITS_MAX ? 1LL << 60
                                               : strtoll(value, NULL, 10);
    }
}

int guard_verdict(const struct guard_fields *fields, size_t limit)
{
    bool both = fields->content_lengths > 0 && fields->transfer_encodings > 0;
    if (fields->content_lengths > 1 || fields->transfer_encodings > 1 ||
        fields->hosts > 1 || both || fields->length == -2) {
        return 400;
    }
    return fields->length > 0 && (unsigned long long)fields->length > limit
               ? 413
               : 0;
}

long guard_find(const char *list, char separator, const char *name,
                const char **value)
{
    char ends[] = {separator, '\0'};
    size_t length = strlen(name);
    for (const char *at = list; *at != '\0';) {
        at += strspn(at, " ");
        size_t n = strcspn(at, ends);
        if (n >= length && strncmp(at, name, length) == 0 &&
            (n == length || at[length] == '=')) {
            size_t skip = n == length ? n : length + 1;
            *value = at + skip;
            return (long)(n - skip);
        }
        at += n + (at[n] != '\0');
    }
    return -1;
}
