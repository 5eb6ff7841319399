/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.h - reading and writing JSON (cJSON), with the place of every fault.
 *
 * Reading: json_parse() checks size, UTF-8, depth and duplicate keys, and keeps
 * the text so that json_fail() can name file, line and path:
 *   demand.json:31: demand[4].weekdays: expected a list, found "monday"
 * Other folders use `const struct cJSON *` only through these functions and
 * cJSON's own accessors; cJSON.h is included here and nowhere else.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

struct json_doc {
    char *file; /* as messages name it */
    char *bytes;
    size_t length;
    cJSON *root;
};

enum { JSON_DEPTH_MAX = 32 };

/* Parses a copy of `bytes`. On failure `*doc` is empty and `err` says where.
 * Release with json_doc_release() either way. */
enum status json_parse(struct json_doc *doc, const char *file,
                       const char *bytes, size_t length,
                       struct error *err) MUST_USE;
enum status json_parse_file(struct json_doc *doc, const char *path,
                            size_t max_bytes, struct error *err) MUST_USE;
void json_doc_release(struct json_doc *doc);

/* STATUS_INPUT with "file:line: path: " and the sentence. `node` belongs to
 * `doc`; NULL means the document itself. The path is found by searching the
 * tree, so this is slow and for failures only. */
enum status json_fail(const struct json_doc *doc, const cJSON *node,
                      struct error *err, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* What a node is, for messages: 250, "monday", true, null, a list, an object,
 * or "nothing" for NULL. Strings are escaped and cut at 60 bytes. Returns
 * `out`. */
enum { JSON_FOUND = 80 };
char *json_found(const cJSON *node, char out[JSON_FOUND]);

/* A whole number within [low, high], exact (below 2^53). */
bool json_is_int(const cJSON *node, int64_t low, int64_t high);
int64_t json_int(const cJSON *node);

/* Typed field readers: the field `key` of `object` (STATUS_INPUT when missing
 * or of another type). */
enum status json_get_int(const struct json_doc *doc, const cJSON *object,
                         const char *key, int64_t low, int64_t high,
                         int64_t *result, struct error *err) MUST_USE;
enum status json_get_string(const struct json_doc *doc, const cJSON *object,
                            const char *key, const char **result,
                            struct error *err) MUST_USE;
enum status json_get_list(const struct json_doc *doc, const cJSON *object,
                          const char *key, const cJSON **result,
                          struct error *err) MUST_USE;
enum status json_get_object(const struct json_doc *doc, const cJSON *object,
                            const char *key, const cJSON **result,
                            struct error *err) MUST_USE;

/* Building: cJSON_Create..., cJSON_Add...; out of memory aborts. Integers are
 * written exactly, all 64 bits. */
void json_add_int(cJSON *object, const char *key, int64_t value);
void json_add_bool(cJSON *object, const char *key, bool value);
/* NULL text writes null. */
void json_add_string(cJSON *object, const char *key, const char *value);
cJSON *json_add_list(cJSON *object, const char *key);
cJSON *json_add_object(cJSON *object, const char *key);
cJSON *json_push_object(cJSON *list);
/* Prints with two-space indent and a newline at the end, or on one line
 * without. The caller owns the result: free(). */
char *json_print(const cJSON *node, bool pretty);

#endif
