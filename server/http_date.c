/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http_date.c - dates and validators of HTTP. */
#include "server/http_date.h"

#include <stdio.h>
#include <string.h>

static const char *const DAYS[] = {"Mon", "Tue", "Wed", "Thu",
                                   "Fri", "Sat", "Sun"};
static const char *const MONTHS[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
enum { A_DAY = 86400, AN_HOUR = 3600, CENTURY_TURN = 70 /* as strptime(3) */ };

char *http_date_format(instant at, char out[HTTP_DATE_TEXT])
{
    date_day date = (date_day)(at / A_DAY - (at % A_DAY < 0));
    int32_t second = (int32_t)(at - (instant)date * A_DAY);
    int year, month, day;
    date_split(date, &year, &month, &day);
    snprintf(out, HTTP_DATE_TEXT, "%s, %02d %s %04d %02d:%02d:%02d GMT",
             DAYS[date_weekday(date)], day, MONTHS[month - 1], year % 10000,
             second / AN_HOUR, second / 60 % 60, second % 60);
    return out;
}

enum part { DAY, MONTH, YEAR, HOUR, MINUTE, SECOND, PARTS };

/* The forms of RFC 9110 5.6.7: w a weekday's letters, b a month's three, d h n
 * s two digits (d may begin with a blank), y four, Y two; all else itself. */
static const char *const FORMS[] = {
    "w, d b y h:n:s GMT",
    "w, d-b-Y h:n:s GMT",
    "w b d h:n:s y",
};

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static const char *scan_month(const char *text, int *month)
{
    for (int m = 0; m < 12; m++) {
        if (strncmp(text, MONTHS[m], 3) == 0) {
            *month = m + 1;
            return text + 3;
        }
    }
    return NULL;
}

static const char *scan_number(const char *text, int digits, bool blank,
                               int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, text++) {
        if (blank && i == 0 && *text == ' ') {
            continue;
        }
        if (*text < '0' || *text > '9') {
            return NULL;
        }
        *value = *value * 10 + (*text - '0');
    }
    return text;
}

static const char *scan_one(char form, const char *text, int part[PARTS])
{
    static const struct {
        char form;
        enum part part;
        int digits;
    } NUMBERS[] = {{'d', DAY, 2},    {'h', HOUR, 2}, {'n', MINUTE, 2},
                   {'s', SECOND, 2}, {'y', YEAR, 4}, {'Y', YEAR, 2}};
    if (form == 'w') {
        size_t n = 0;
        while (is_letter(text[n])) {
            n++;
        }
        return n >= 3 ? text + n : NULL;
    }
    if (form == 'b') {
        return scan_month(text, &part[MONTH]);
    }
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        if (NUMBERS[i].form == form) {
            return scan_number(text, NUMBERS[i].digits, form == 'd',
                               &part[NUMBERS[i].part]);
        }
    }
    return *text == form ? text + 1 : NULL;
}

static bool scan(const char *form, const char *text, int part[PARTS])
{
    bool short_year = strchr(form, 'Y') != NULL;
    for (; *form != '\0' && text; form++) {
        text = scan_one(*form, text, part);
    }
    if (text && short_year) {
        part[YEAR] += part[YEAR] < CENTURY_TURN ? 2000 : 1900;
    }
    return text && *text == '\0';
}

bool http_date_parse(const char *text, instant *result)
{
    int p[PARTS] = {0};
    bool read = false;
    for (size_t i = 0; i < COUNT_OF(FORMS) && !read; i++) {
        read = scan(FORMS[i], text, p);
    }
    if (!read || p[HOUR] > 23 || p[MINUTE] > 59 || p[SECOND] > 60 ||
        p[YEAR] < 1970 || p[YEAR] > 2199 ||
        !date_exists(p[YEAR], p[MONTH], p[DAY])) {
        return false;
    }
    *result = (instant)date_of(p[YEAR], p[MONTH], p[DAY]) * A_DAY +
              p[HOUR] * AN_HOUR + p[MINUTE] * 60 + p[SECOND];
    return true;
}

bool http_tags_match(const char *list, const char *etag)
{
    size_t length = strlen(etag);
    for (const char *at = list; *at != '\0';) {
        at += strspn(at, " \t,");
        if (*at == '*') {
            return true;
        }
        if (at[0] == 'W' && at[1] == '/') {
            at += 2;
        }
        const char *end = *at == '"' ? strchr(at + 1, '"') : NULL;
        if (!end) {
            return false; /* no list of tags */
        }
        size_t n = (size_t)(end - at) + 1;
        if (n == length && memcmp(at, etag, n) == 0) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

bool http_unchanged(const char *if_none_match, const char *if_modified_since,
                    const char *etag, instant changed)
{
    instant since;
    if (if_none_match) {
        return http_tags_match(if_none_match, etag);
    }
    return if_modified_since && http_date_parse(if_modified_since, &since) &&
           changed <= since;
}
