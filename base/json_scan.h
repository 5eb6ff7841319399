/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json_scan.h - walks JSON text by the grammar of RFC 8259.
 *
 * Serves base/json.c alone: cJSON accepts more than the grammar (01, 1., raw
 * control characters, \u0000) and forgets where a value stood. The scanner
 * refuses what the grammar refuses, and finds the place of a value again.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_fault {
    size_t offset;        /* of the byte where it went wrong */
    const char *expected; /* in words */
};

/* Whether `bytes` (NUL-terminated, without NUL inside) is one JSON value and
 * nothing else, nested at most `depth` lists and objects deep. False fills
 * `*fault`. */
bool json_scan(const char *bytes, int depth, struct json_fault *fault);

/* Offset of the value reached from the outermost one by taking the
 * ordinals[0]-th child, of that the ordinals[1]-th, and so on. `bytes` has
 * passed json_scan() and the child exists. */
size_t json_scan_seek(const char *bytes, const int32_t *ordinals, int n);

#endif
