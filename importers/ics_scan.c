/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics_scan.c - refuses calendars that no library should be shown. */
#include "importers/ics_scan.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"

enum { NAME_MAX_LETTERS = 60, RULE_DIGITS_MAX = 4, DURATION_DIGITS_MAX = 6 };

struct component {
    char name[NAME_MAX_LETTERS + 1];
    int properties, values;
};

struct scan {
    const char *at, *end;
    int line;      /* of `at` */
    int first;     /* line on which the content line begins */
    char *content; /* unfolded, NUL-terminated; ICS_CONTENT_MAX + 1 */
    size_t length;
    struct component stack[ICS_DEPTH_MAX];
    int depth, components;
    bool closed; /* the calendar has ended */
    struct error *err;
};

static enum status refuse(const struct scan *scan, const char *expected)
{
    return error_set(scan->err, STATUS_INPUT, "line %d: expected %s",
                     scan->first, expected);
}

/* ---- lines --------------------------------------------------------------- */

/* Appends one physical line to the content and moves behind it. */
static enum status take_line(struct scan *scan)
{
    const char *newline =
        memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
    const char *stop = newline ? newline : scan->end;
    size_t length = (size_t)(stop - scan->at);
    if (length > 0 && stop[-1] == '\r') {
        length--;
    }
    if (length > ICS_LINE_MAX) {
        return refuse(scan, "lines of at most 16 kB");
    }
    if (scan->length + length > ICS_CONTENT_MAX) {
        return refuse(scan, "at most 64 kB in one folded line");
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)scan->at[i];
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
            return refuse(scan, "no control characters");
        }
    }
    memcpy(scan->content + scan->length, scan->at, length);
    scan->length += length;
    scan->content[scan->length] = '\0';
    scan->at = newline ? newline + 1 : scan->end;
    scan->line++;
    return STATUS_OK;
}

/* The next content line, unfolded. */
static enum status take_content(struct scan *scan)
{
    scan->first = scan->line;
    scan->length = 0;
    TRY(take_line(scan));
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t')) {
        scan->at++;
        TRY(take_line(scan));
    }
    return STATUS_OK;
}

/* ---- content lines ------------------------------------------------------- */

/* NAME;PARAM=VALUE;...:VALUE, as pointers into the content. */
struct property {
    char name[NAME_MAX_LETTERS + 1];
    const char *value;
    char tzid[NAME_MAX_LETTERS + 1]; /* "" when there is none */
};

static bool name_letter(char letter)
{
    return (letter >= 'A' && letter <= 'Z') ||
           (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') || letter == '-';
}

/* Reads a name into `out` and moves `*text` behind it. */
static bool take_name(const char **text, char out[NAME_MAX_LETTERS + 1])
{
    size_t n = 0;
    for (; name_letter((*text)[n]); n++) {
        if (n == NAME_MAX_LETTERS) {
            return false;
        }
        out[n] = (*text)[n];
    }
    out[n] = '\0';
    *text += n;
    return n > 0;
}

/* Moves `*text` behind a parameter's values: quoted or plain, by commas. */
static bool skip_values(const char **text)
{
    const char *at = *text;
    for (;;) {
        if (*at == '"') {
            at = strchr(at + 1, '"');
            if (!at) {
                return false;
            }
            at++;
        } else {
            at += strcspn(at, "\",;:");
        }
        if (*at != ',') {
            *text = at;
            return *at == ';' || *at == ':';
        }
        at++;
    }
}

/* A zone name is looked up as a file by libraries that trust it. Outlook's
 * tzone:// is no path; the event it is in is dropped later. */
static bool zone_name_safe(const char *name)
{
    if (strncmp(name, "tzone://", 8) == 0) {
        name += 8;
    }
    return name[0] != '.' && name[0] != '/' && !strstr(name, "..") &&
           !strstr(name, "//") && !strstr(name, "/./") && !strchr(name, '%') &&
           !strchr(name, '\\');
}

/* Copies TZID's value without its quotes. */
static bool take_zone(const char *start, const char *end,
                      char out[NAME_MAX_LETTERS + 1])
{
    bool quoted = *start == '"';
    int length = (int)(end - start) - (quoted ? 2 : 0);
    if (length < 0 || length > NAME_MAX_LETTERS) {
        return false;
    }
    snprintf(out, NAME_MAX_LETTERS + 1, "%.*s", length, start + quoted);
    return zone_name_safe(out);
}

static enum status split_parameters(struct scan *scan, const char **text,
                                    struct property *property)
{
    for (int n = 0; **text == ';'; n++) {
        char name[NAME_MAX_LETTERS + 1];
        (*text)++;
        if (n == ICS_PARAMETERS_MAX || !take_name(text, name) ||
            **text != '=') {
            return refuse(scan, "at most 32 parameters NAME=VALUE");
        }
        (*text)++;
        const char *start = *text;
        if (!skip_values(text)) {
            return refuse(scan, "a parameter's value, quotes closed");
        }
        if (strcasecmp(name, "TZID") == 0 &&
            !take_zone(start, *text, property->tzid)) {
            return refuse(scan, "the name of a time zone after TZID");
        }
    }
    return STATUS_OK;
}

static enum status split(struct scan *scan, struct property *property)
{
    const char *at = scan->content;
    property->tzid[0] = '\0';
    if (!take_name(&at, property->name)) {
        return refuse(scan, "the name of a property");
    }
    TRY(split_parameters(scan, &at, property));
    if (*at != ':') {
        return refuse(scan, "a colon behind the property's name");
    }
    property->value = at + 1;
    return STATUS_OK;
}

/* ---- what properties may say --------------------------------------------- */

static bool named(const char *name, const char *wanted)
{
    return strcasecmp(name, wanted) == 0;
}

static bool in_zone(const struct scan *scan)
{
    for (int i = 0; i < scan->depth; i++) {
        if (named(scan->stack[i].name, "VTIMEZONE")) {
            return true;
        }
    }
    return false;
}

/* Whether the value is made of digits, T, Z, and what lists of dates, periods
 * and durations need. */
static enum status check_date(struct scan *scan, const char *value)
{
    static const char LETTERS[] = "0123456789TZ,/PWDHMS+";
    if (!*value || value[strspn(value, LETTERS)] != '\0') {
        return refuse(scan, "a date or time in digits");
    }
    return STATUS_OK;
}

static enum status count_values(struct scan *scan, const char *value)
{
    struct component *component = &scan->stack[scan->depth - 1];
    component->values++;
    for (; *value; value++) {
        component->values += *value == ',';
    }
    return component->values > ICS_VALUES_MAX
               ? refuse(scan, "at most 500 RDATE and EXDATE values")
               : STATUS_OK;
}

static enum status check_dates(struct scan *scan, const char *value)
{
    TRY(check_date(scan, value));
    return count_values(scan, value);
}

static bool has_word(const char *value, const char *word)
{
    size_t length = strlen(word);
    for (; *value; value++) {
        if (strncasecmp(value, word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* libical keeps numbers of rules in short integers, those of durations in int,
 * and lets them overflow. UNTIL holds a date. */
static bool numbers_small(const char *rule, int most)
{
    int run = 0;
    bool until = false;
    for (const char *at = rule; *at; at++) {
        if (at == rule || at[-1] == ';') {
            until = strncasecmp(at, "UNTIL=", 6) == 0;
        }
        run = !until && *at >= '0' && *at <= '9' ? run + 1 : 0;
        if (run > most) {
            return false;
        }
    }
    return true;
}

static enum status check_rule(struct scan *scan, const char *value)
{
    static const char *const WITHOUT_END[] = {"SECONDLY", "MINUTELY", "HOURLY",
                                              "BYSECOND", "BYMINUTE", "BYHOUR",
                                              "RSCALE"};
    for (size_t i = 0; i < COUNT_OF(WITHOUT_END); i++) {
        if (has_word(value, WITHOUT_END[i])) {
            return refuse(scan, "a recurrence by days, weeks, months or years");
        }
    }
    if (!numbers_small(value, RULE_DIGITS_MAX)) {
        return refuse(scan, "numbers of at most 4 digits in a recurrence");
    }
    if (in_zone(scan) && !has_word(value, "FREQ=YEARLY")) {
        return refuse(scan, "a yearly recurrence in a time zone");
    }
    return STATUS_OK;
}

static enum status check_duration(struct scan *scan, const char *value)
{
    return numbers_small(value, DURATION_DIGITS_MAX)
               ? STATUS_OK
               : refuse(scan, "a duration with numbers of at most 6 digits");
}

static enum status check_exrule(struct scan *scan, const char *value)
{
    (void)value;
    return refuse(scan, "no EXRULE");
}

static enum status check_zone_name(struct scan *scan, const char *value)
{
    return strlen(value) <= NAME_MAX_LETTERS && zone_name_safe(value)
               ? STATUS_OK
               : refuse(scan, "the name of a time zone after TZID");
}

static enum status check_property(struct scan *scan,
                                  const struct property *property)
{
    static const struct {
        const char *name;
        enum status (*check)(struct scan *scan, const char *value);
    } CHECKS[] = {
        {"DTSTART", check_date},       {"DTEND", check_date},
        {"RECURRENCE-ID", check_date}, {"EXDATE", check_dates},
        {"RDATE", check_dates},        {"RRULE", check_rule},
        {"EXRULE", check_exrule},      {"TZID", check_zone_name},
        {"DURATION", check_duration},
    };
    struct component *component = &scan->stack[scan->depth - 1];
    if (++component->properties > ICS_PROPERTIES_MAX) {
        return refuse(scan, "at most 2000 properties in a component");
    }
    for (size_t i = 0; i < COUNT_OF(CHECKS); i++) {
        if (named(property->name, CHECKS[i].name)) {
            return CHECKS[i].check(scan, property->value);
        }
    }
    return STATUS_OK;
}

/* ---- components ---------------------------------------------------------- */

static enum status open_component(struct scan *scan, const char *name)
{
    if (scan->depth == ICS_DEPTH_MAX) {
        return refuse(scan, "components nested at most 6 deep");
    }
    if (++scan->components > ICS_COMPONENTS_MAX) {
        return refuse(scan, "at most 20000 components");
    }
    struct component *component = &scan->stack[scan->depth];
    *component = (struct component){.properties = 0};
    const char *at = name;
    if (!take_name(&at, component->name) || *at) {
        return refuse(scan, "the name of a component behind BEGIN");
    }
    if (scan->depth == 0 && !named(name, "VCALENDAR")) {
        return refuse(scan, "BEGIN:VCALENDAR");
    }
    scan->depth++;
    return STATUS_OK;
}

static enum status close_component(struct scan *scan, const char *name)
{
    if (!named(scan->stack[scan->depth - 1].name, name)) {
        return refuse(scan, "END of the component that was begun last");
    }
    scan->depth--;
    scan->closed = scan->depth == 0;
    return STATUS_OK;
}

static enum status scan_content(struct scan *scan)
{
    struct property property = {.value = ""};
    if (scan->length == 0) {
        return STATUS_OK; /* empty lines do no harm */
    }
    if (scan->closed) {
        return refuse(scan, "one calendar and nothing behind it");
    }
    TRY(split(scan, &property));
    if (named(property.name, "BEGIN")) {
        return open_component(scan, property.value);
    }
    if (scan->depth == 0) {
        return refuse(scan, "BEGIN:VCALENDAR");
    }
    if (named(property.name, "END")) {
        return close_component(scan, property.value);
    }
    return check_property(scan, &property);
}

static enum status scan_all(struct scan *scan)
{
    while (scan->at < scan->end) {
        TRY(take_content(scan));
        TRY(scan_content(scan));
    }
    scan->first = scan->line;
    return scan->closed ? STATUS_OK
                        : refuse(scan, "a calendar from BEGIN:VCALENDAR to "
                                       "END:VCALENDAR");
}

enum status ics_scan(const char *bytes, size_t length, struct error *err)
{
    static const char BOM[] = "\xef\xbb\xbf";
    struct scan scan = {.line = 1, .first = 1, .err = err};
    if (length > ICS_BYTES_MAX) {
        return refuse(&scan, "a calendar of at most 4 MB");
    }
    if (!utf8_valid(bytes, length)) {
        return refuse(&scan, "UTF-8 throughout");
    }
    if (length >= 3 && memcmp(bytes, BOM, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    scan.at = bytes;
    scan.end = bytes + length;
    scan.content = xmalloc(ICS_CONTENT_MAX + 1);
    enum status status = scan_all(&scan);
    free(scan.content);
    return status;
}
