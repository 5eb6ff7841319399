/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.c - reading and building JSON by cJSON, with the place of every fault.
 */
#include "base/json.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_print.h"
#include "base/json_scan.h"

enum {
    FOUND_BYTES = 60,
    PATH_MAX_BYTES = 400, /* of a message */
    GIVE_BACK_LEAST = 1 << 20 /* bytes of text */
};

/* The largest whole number below which every one is a double of its own. */
static const int64_t EXACT_MAX = INT64_C(9007199254740992);

static int line_at(const struct json_doc *doc, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < doc->length; i++) {
        line += doc->bytes[i] == '\n';
    }
    return line;
}

/* What stands at a byte, for a message about the grammar. */
static const char *byte_in_words(char byte, char out[8])
{
    if (!byte) {
        return "the end";
    }
    bool shown = byte > ' ' && byte <= '~';
    snprintf(out, 8, shown ? "'%c'" : "0x%02x",
             shown ? byte : (unsigned char)byte);
    return out;
}

static enum status check_bytes(const struct json_doc *doc, struct error *err)
{
    size_t fault = utf8_fault(doc->bytes, doc->length);
    if (fault < doc->length) {
        return error_set(
            err, STATUS_INPUT, "%s:%d: expected UTF-8, found the byte 0x%02x",
            doc->file, line_at(doc, fault), (unsigned char)doc->bytes[fault]);
    }
    size_t nul = strlen(doc->bytes);
    if (nul < doc->length) {
        return error_set(err, STATUS_INPUT,
                         "%s:%d: expected text, found the byte 0x00", doc->file,
                         line_at(doc, nul));
    }
    struct json_fault wrong = {0};
    if (!json_scan(doc->bytes, JSON_DEPTH_MAX, &wrong)) {
        char found[8];
        return error_set(err, STATUS_INPUT, "%s:%d: expected %s, found %s",
                         doc->file, line_at(doc, wrong.offset), wrong.expected,
                         byte_in_words(doc->bytes[wrong.offset], found));
    }
    return STATUS_OK;
}

static int by_key(const void *left, const void *right)
{
    const cJSON *const *a = left, *const *b = right;
    return strcmp((*a)->string, (*b)->string);
}

/* A child of `object` whose key another one has too, or NULL. Sorts, because a
 * hostile object may have a hundred thousand keys. */
static const cJSON *repeated_key(const cJSON *object)
{
    const cJSON *repeated = NULL;
    size_t n = (size_t)cJSON_GetArraySize(object), filled = 0;
    const cJSON **children = xcalloc(n, sizeof *children);
    const cJSON *child;
    cJSON_ArrayForEach (child, object) {
        children[filled++] = child;
    }
    qsort(children, n, sizeof *children, by_key);
    for (size_t i = 1; i < n && !repeated; i++) {
        if (strcmp(children[i - 1]->string, children[i]->string) == 0) {
            repeated = children[i];
        }
    }
    free(children);
    return repeated;
}

/* As repeated_key() for `node` and everything inside it. */
static const cJSON *find_repeated_key(const cJSON *node)
{
    const cJSON *repeated = cJSON_IsObject(node) ? repeated_key(node) : NULL;
    for (const cJSON *child = node->child; child && !repeated;
         child = child->next) {
        repeated = find_repeated_key(child);
    }
    return repeated;
}

static enum status parse_tree(struct json_doc *doc, struct error *err)
{
    TRY(check_bytes(doc, err));
    doc->root = cJSON_ParseWithLength(doc->bytes, doc->length + 1);
    CHECK(doc->root); /* json_scan() is the stricter of the two */
    const cJSON *repeated = find_repeated_key(doc->root);
    if (repeated) {
        return json_fail(doc, repeated, err,
                         "expected each key once, found it twice");
    }
    return STATUS_OK;
}

enum status json_parse(struct json_doc *doc, const char *file,
                       const char *bytes, size_t length, struct error *err)
{
    static const char BOM[] = "\xef\xbb\xbf";
    if (length >= 3 && memcmp(bytes, BOM, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    *doc = (struct json_doc){.file = xstrdup(file), .length = length};
    doc->bytes = xmalloc(length + 1);
    memcpy(doc->bytes, bytes, length);
    doc->bytes[length] = '\0';
    enum status status = parse_tree(doc, err);
    if (status != STATUS_OK) {
        json_doc_release(doc);
    }
    return status;
}

enum status json_parse_file(struct json_doc *doc, const char *path,
                            size_t max_bytes, struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    *doc = (struct json_doc){0};
    TRY(file_read(path, max_bytes, &bytes, &length, err));
    enum status status = json_parse(doc, path, bytes, length, err);
    free(bytes);
    return status;
}

/* A tree takes forty times its text, in small pieces that the allocator would
 * keep: what is solved afterwards, and each child, would carry them along. */
static void give_back(size_t length)
{
#ifdef __GLIBC__
    if (length >= GIVE_BACK_LEAST) {
        (void)malloc_trim(0);
    }
#else
    (void)length;
#endif
}

void json_doc_release(struct json_doc *doc)
{
    size_t length = doc->length;
    cJSON_Delete(doc->root);
    free(doc->bytes);
    give_back(length);
    free(doc->file);
    *doc = (struct json_doc){0};
}

/* The way from the root to a node: which child to take at each level. */
struct trail {
    const cJSON *nodes[JSON_DEPTH_MAX];
    int32_t ordinals[JSON_DEPTH_MAX];
    int n;
};

/* Depth first; true when `wanted` is `node` or inside it. */
static bool find_node(const cJSON *node, const cJSON *wanted,
                      struct trail *trail)
{
    if (node == wanted) {
        return true;
    }
    if (trail->n == JSON_DEPTH_MAX) {
        return false;
    }
    int level = trail->n++;
    trail->ordinals[level] = 0;
    for (const cJSON *child = node->child; child; child = child->next) {
        trail->nodes[level] = child;
        if (find_node(child, wanted, trail)) {
            return true;
        }
        trail->ordinals[level]++;
    }
    trail->n--;
    return false;
}

/* Keys are put in as they are when they look like names, else in quotes. */
static void put_key(struct text *path, const char *key)
{
    static const char NAME[] = "abcdefghijklmnopqrstuvwxyz_"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (*key && strspn(key, NAME) == strlen(key)) {
        text_printf(path, "%s%.100s", path->length ? "." : "", key);
        return;
    }
    text_printf(path, "[\"%.100s\"]", key);
}

static void put_path(struct text *path, const struct trail *trail)
{
    for (int level = 0; level < trail->n; level++) {
        const char *key = trail->nodes[level]->string;
        if (key) {
            put_key(path, key);
        } else {
            text_printf(path, "[%d]", (int)trail->ordinals[level]);
        }
    }
}

enum status json_fail(const struct json_doc *doc, const cJSON *node,
                      struct error *err, const char *format, ...)
{
    char sentence[ERROR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);

    struct trail trail = {.n = 0};
    if (node) {
        CHECK(find_node(doc->root, node, &trail));
    }
    struct text path;
    text_init(&path, PATH_MAX_BYTES);
    put_path(&path, &trail);
    size_t offset = json_scan_seek(doc->bytes, trail.ordinals, trail.n);
    error_set(err, STATUS_INPUT, "%s:%d: %s%s%s", doc->file,
              line_at(doc, offset), text_cstr(&path), path.length ? ": " : "",
              sentence);
    text_release(&path);
    return STATUS_INPUT;
}

/* The bytes of `words` that fit into `max`, never part of a character. */
static int whole_characters(const char *words, size_t max)
{
    size_t length = strnlen(words, max + 1);
    return (int)(length <= max ? length : utf8_fault(words, max));
}

char *json_found(const cJSON *node, char out[JSON_FOUND])
{
    if (cJSON_IsString(node)) {
        const char *words = node->valuestring;
        int kept = whole_characters(words, FOUND_BYTES);
        snprintf(out, JSON_FOUND, "\"%.*s%s\"", kept, words,
                 words[kept] ? "..." : "");
    } else if (cJSON_IsNumber(node)) {
        snprintf(out, JSON_FOUND, "%.15g", node->valuedouble);
    } else {
        snprintf(out, JSON_FOUND, "%s",
                 !node                 ? "nothing"
                 : cJSON_IsTrue(node)  ? "true"
                 : cJSON_IsFalse(node) ? "false"
                 : cJSON_IsNull(node)  ? "null"
                 : cJSON_IsArray(node) ? "a list"
                                       : "an object");
    }
    return out;
}

bool json_is_int(const cJSON *node, int64_t low, int64_t high)
{
    if (!cJSON_IsNumber(node)) {
        return false;
    }
    double value = node->valuedouble;
    if (!(value > -(double)EXACT_MAX && value < (double)EXACT_MAX)) {
        return false;
    }
    int64_t whole = (int64_t)value;
    return !(value < (double)whole || value > (double)whole) && whole >= low &&
           whole <= high;
}

int64_t json_int(const cJSON *node)
{
    CHECK(json_is_int(node, -EXACT_MAX, EXACT_MAX));
    return (int64_t)node->valuedouble;
}

/* The complaint about field `key` of `object`: at the value where there is
 * one, else at the object that lacks it. */
static enum status field_fail(const struct json_doc *doc, const cJSON *object,
                              const char *key, const char *expected,
                              struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    char found[JSON_FOUND];
    if (!value) {
        return json_fail(doc, object, err, "expected the field '%s', %s", key,
                         expected);
    }
    return json_fail(doc, value, err, "expected %s, found %s", expected,
                     json_found(value, found));
}

enum status json_get_int(const struct json_doc *doc, const cJSON *object,
                         const char *key, int64_t low, int64_t high,
                         int64_t *result, struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!json_is_int(value, low, high)) {
        char expected[80];
        snprintf(expected, sizeof expected,
                 "a whole number from %" PRId64 " to %" PRId64, low, high);
        return field_fail(doc, object, key, expected, err);
    }
    *result = json_int(value);
    return STATUS_OK;
}

enum status json_get_string(const struct json_doc *doc, const cJSON *object,
                            const char *key, const char **result,
                            struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsString(value)) {
        return field_fail(doc, object, key, "a text", err);
    }
    *result = value->valuestring;
    return STATUS_OK;
}

enum status json_get_list(const struct json_doc *doc, const cJSON *object,
                          const char *key, const cJSON **result,
                          struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsArray(value)) {
        return field_fail(doc, object, key, "a list", err);
    }
    *result = value;
    return STATUS_OK;
}

enum status json_get_object(const struct json_doc *doc, const cJSON *object,
                            const char *key, const cJSON **result,
                            struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!cJSON_IsObject(value)) {
        return field_fail(doc, object, key, "an object", err);
    }
    *result = value;
    return STATUS_OK;
}

/* Adding fails only when memory is out, and then so is everything else. */
static cJSON *added(cJSON *item)
{
    CHECK(item);
    return item;
}

void json_add_int(cJSON *object, const char *key, int64_t value)
{
    /* A double is exact below 2^53; past that the digits are put in raw. */
    char digits[24];
    if (value > -EXACT_MAX && value < EXACT_MAX) {
        added(cJSON_AddNumberToObject(object, key, (double)value));
    } else {
        snprintf(digits, sizeof digits, "%" PRId64, value);
        added(cJSON_AddRawToObject(object, key, digits));
    }
}

void json_add_bool(cJSON *object, const char *key, bool value)
{
    added(cJSON_AddBoolToObject(object, key, value));
}

void json_add_string(cJSON *object, const char *key, const char *value)
{
    added(value ? cJSON_AddStringToObject(object, key, value)
                : cJSON_AddNullToObject(object, key));
}

cJSON *json_add_list(cJSON *object, const char *key)
{
    return added(cJSON_AddArrayToObject(object, key));
}

cJSON *json_add_object(cJSON *object, const char *key)
{
    return added(cJSON_AddObjectToObject(object, key));
}

cJSON *json_push_object(cJSON *list)
{
    cJSON *object = added(cJSON_CreateObject());
    cJSON_AddItemToArray(list, object);
    return object;
}

char *json_print(const cJSON *node, bool pretty)
{
    struct text text;
    text_init(&text, SIZE_MAX);
    json_print_into(&text, node, pretty);
    return text_take(&text);
}
