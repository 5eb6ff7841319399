/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http_guard.h - what a request must be before anybody looks at it; pure text,
 * no library. feeds.md 3.1 lists why.
 */
#ifndef SERVER_HTTP_GUARD_H
#define SERVER_HTTP_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Percent-decodes [text, text + length) into `out` (room >= length + 1).
 * `plus`: '+' is a blank (queries). False for broken escapes, %00, control
 * characters and invalid UTF-8. */
bool guard_decode(const char *text, size_t length, bool plus, char *out);

/* Decodes a path: as guard_decode, and it must begin with '/', have no empty,
 * "." or ".." segment (a single trailing '/' is fine) and no backslash; %2F
 * inside a segment is refused, since it would change the segments. */
bool guard_path(const char *raw, char *out, size_t room);

/* What the fields say of the body, counted over all fields of a request. */
struct guard_fields {
    int content_lengths, transfer_encodings, hosts;
    long long length; /* -1: none given; -2: not a number */
};
void guard_field(struct guard_fields *fields, const char *name,
                 const char *value);
/* 0 when sound, else the status to refuse with: 400 or 413. */
int guard_verdict(const struct guard_fields *fields, size_t limit);

/* A value of "a=1; b=2" or of "a=1&b=2" (`separator`); its length, or -1. */
long guard_find(const char *list, char separator, const char *name,
                const char **value);

#endif
