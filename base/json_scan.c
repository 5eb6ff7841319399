/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_scan.c - walks JSON text by the grammar of RFC 8259. */
#include "base/json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { NUMBER_MAX = 60 };

struct scan {
    const char *at;
    int depth_left;
    const char *expected; /* NULL while nothing is wrong */
};

static bool fail(struct scan *scan, const char *expected)
{
    scan->expected = scan->expected ? scan->expected : expected;
    return false;
}

static void skip_space(struct scan *scan)
{
    scan->at += strspn(scan->at, " \t\r\n");
}

/* After white space; takes `byte` when it is next. */
static bool take(struct scan *scan, char byte)
{
    skip_space(scan);
    bool next = *scan->at == byte;
    scan->at += next;
    return next;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool scan_digits(struct scan *scan)
{
    if (!is_digit(*scan->at)) {
        return fail(scan, "a digit");
    }
    while (is_digit(*scan->at)) {
        scan->at++;
    }
    return true;
}

static bool scan_number_form(struct scan *scan)
{
    scan->at += *scan->at == '-';
    if (scan->at[0] == '0' && is_digit(scan->at[1])) {
        return fail(scan, "a number without a leading zero");
    }
    if (!scan_digits(scan)) {
        return false;
    }
    if (*scan->at == '.') {
        scan->at++;
        if (!scan_digits(scan)) {
            return false;
        }
    }
    if (*scan->at == 'e' || *scan->at == 'E') {
        scan->at++;
        scan->at += *scan->at == '+' || *scan->at == '-';
        return scan_digits(scan);
    }
    return true;
}

/* cJSON reads at most 63 characters of a number, and turns 1e999 into an
 * infinity: neither is what was written. */
static bool scan_number(struct scan *scan)
{
    const char *start = scan->at;
    if (!scan_number_form(scan)) {
        return false;
    }
    if (scan->at - start > NUMBER_MAX || !isfinite(strtod(start, NULL))) {
        scan->at = start;
        return fail(scan, "a number of at most 60 characters and 1e308");
    }
    return true;
}

/* Four hexadecimal digits at `text`, or -1. */
static int32_t hex4(const char *text)
{
    static const char DIGITS[] = "0123456789abcdef0123456789ABCDEF";
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit = text[i] ? strchr(DIGITS, text[i]) : NULL;
        if (!digit) {
            return -1;
        }
        value = value * 16 + (int32_t)(digit - DIGITS) % 16;
    }
    return value;
}

/* Behind "\u": a code point other than 0, or both halves of a pair. */
static bool scan_unicode(struct scan *scan)
{
    int32_t value = hex4(scan->at);
    if (value <= 0) {
        return fail(scan, "four hexadecimal digits other than 0000");
    }
    scan->at += 4;
    if (value >= 0xd800 && value <= 0xdfff) {
        int32_t low = -1;
        if (scan->at[0] == '\\' && scan->at[1] == 'u') {
            low = hex4(scan->at + 2);
        }
        if (value >= 0xdc00 || low < 0xdc00 || low > 0xdfff) {
            return fail(scan, "both halves of a surrogate pair");
        }
        scan->at += 6;
    }
    return true;
}

/* From the opening quote to behind the closing one. */
static bool scan_string(struct scan *scan)
{
    scan->at++;
    while (*scan->at != '"') {
        unsigned char byte = (unsigned char)*scan->at;
        if (byte < 0x20) {
            return fail(scan, byte ? "no control character in a string"
                                   : "a closing '\"'");
        }
        scan->at++;
        if (byte != '\\') {
            continue;
        }
        if (*scan->at == 'u') {
            scan->at++;
            if (!scan_unicode(scan)) {
                return false;
            }
        } else if (*scan->at && strchr("\"\\/bfnrt", *scan->at)) {
            scan->at++;
        } else {
            return fail(scan, "an escape such as \\n or \\u00e5");
        }
    }
    scan->at++;
    return true;
}

static bool scan_value(struct scan *scan);

static bool scan_key(struct scan *scan)
{
    skip_space(scan);
    if (*scan->at != '"') {
        return fail(scan, "a key in '\"'");
    }
    if (!scan_string(scan)) {
        return false;
    }
    return take(scan, ':') || fail(scan, "':'");
}

/* From behind the opening bracket to behind `closing`. */
static bool scan_children(struct scan *scan, char closing)
{
    bool object = closing == '}';
    if (scan->depth_left == 0) {
        return fail(scan, "fewer lists and objects inside each other");
    }
    scan->depth_left--;
    if (!take(scan, closing)) {
        do {
            if ((object && !scan_key(scan)) || !scan_value(scan)) {
                return false;
            }
        } while (take(scan, ','));
        if (!take(scan, closing)) {
            return fail(scan, object ? "',' or '}'" : "',' or ']'");
        }
    }
    scan->depth_left++;
    return true;
}

static bool scan_value(struct scan *scan)
{
    static const char *const WORDS[] = {"true", "false", "null"};
    skip_space(scan);
    char first = *scan->at;
    if (first == '{' || first == '[') {
        scan->at++;
        return scan_children(scan, first == '{' ? '}' : ']');
    }
    if (first == '"') {
        return scan_string(scan);
    }
    if (first == '-' || is_digit(first)) {
        return scan_number(scan);
    }
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        size_t length = strlen(WORDS[i]);
        if (strncmp(scan->at, WORDS[i], length) == 0) {
            scan->at += length;
            return true;
        }
    }
    return fail(scan, "a value");
}

bool json_scan(const char *bytes, int depth, struct json_fault *fault)
{
    struct scan scan = {.at = bytes, .depth_left = depth};
    if (scan_value(&scan)) {
        skip_space(&scan);
        if (!*scan.at) {
            return true;
        }
        fail(&scan, "the end of the document");
    }
    fault->offset = (size_t)(scan.at - bytes);
    fault->expected = scan.expected;
    return false;
}

size_t json_scan_seek(const char *bytes, const int32_t *ordinals, int n)
{
    /* The text is known to be good, so what the steps return is true. */
    struct scan scan = {.at = bytes, .depth_left = INT32_MAX};
    skip_space(&scan);
    for (int level = 0; level < n; level++) {
        bool object = *scan.at == '{';
        scan.at++;
        for (int32_t i = 0; i <= ordinals[level]; i++) {
            if (i > 0) {
                (void)scan_value(&scan);
                (void)take(&scan, ',');
            }
            if (object) {
                (void)scan_key(&scan);
            }
            skip_space(&scan);
        }
    }
    return (size_t)(scan.at - bytes);
}
