/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_scalar.c - one value that is no list, from text into a record. */
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "model/record_read.h"

enum { SHOWN = 40, INT_DIGITS = 15, CLOCK_PART = 5 };

/* How many bytes of `text` a message shows: whole characters, at most 40. */
static int shown(const char *text)
{
    size_t length = strnlen(text, SHOWN + 1);
    return (int)(length <= SHOWN ? length : utf8_fault(text, SHOWN));
}

enum status reading_refuse(const struct reading *reading, const char *expected)
{
    if (!reading->text[0]) {
        return error_set(reading->err, STATUS_INPUT,
                         "expected %s, found nothing", expected);
    }
    return error_set(reading->err, STATUS_INPUT, "expected %s, found '%.*s'",
                     expected, shown(reading->text), reading->text);
}

void reading_put(const struct reading *reading, const void *value, size_t size)
{
    memcpy(reading->record + reading->field->offset, value, size);
}

/* ---- texts --------------------------------------------------------------- */

static bool id_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
           byte == '.';
}

/* Ids stand in commands, keys ("standby@2027-03-28"), file names and CSV
 * lists, so they hold nothing that any of those would read differently. */
static bool id_valid(const char *text, int64_t max)
{
    int64_t length = 0;
    for (; id_byte(text[length]); length++) {
        if (length == max) {
            return false;
        }
    }
    return length > 0 && text[length] == '\0' && text[0] != '-' &&
           text[0] != '.';
}

enum status reading_id(const struct reading *reading, int64_t max,
                       const char **id)
{
    char expected[100];
    if (!id_valid(reading->text, max)) {
        snprintf(expected, sizeof expected,
                 "an id of 1 to %" PRId64 " letters a-z, digits, - _ or .",
                 max);
        return reading_refuse(reading, expected);
    }
    *id = arena_strdup(reading->arena, reading->text);
    return STATUS_OK;
}

static enum status read_id(const struct reading *reading)
{
    const char *id;
    TRY(reading_id(reading, reading->field->high, &id));
    reading_put(reading, &id, sizeof id);
    return STATUS_OK;
}

static enum status read_ref(const struct reading *reading)
{
    struct ref ref = {.id = NULL, .ix = NONE};
    if (reading->text[0] || reading->field->required) {
        TRY(reading_id(reading, MAX_ID, &ref.id));
    }
    reading_put(reading, &ref, sizeof ref);
    return STATUS_OK;
}

/* U+0080-009F, and what turns the direction of the text around it: U+202A-202E,
 * U+2066-2069. `at` is valid UTF-8. */
static bool hidden_character(const unsigned char *at)
{
    if (at[0] == 0xc2) {
        return at[1] < 0xa0;
    }
    if (at[0] != 0xe2) {
        return false;
    }
    return (at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
           (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9);
}

/* Characters of a text, or -1 when it is not UTF-8 or has control characters:
 * those have no place in a name, and harm whoever shows it. */
static int64_t count_characters(const char *text)
{
    int64_t n = 0;
    if (!utf8_valid(text, strlen(text))) {
        return -1;
    }
    for (const char *p = text; *p; p++) {
        unsigned char byte = (unsigned char)*p;
        if (byte < 0x20 || byte == 0x7f ||
            hidden_character((const unsigned char *)p)) {
            return -1;
        }
        n += (byte & 0xc0) != 0x80;
    }
    return n;
}

static enum status read_text(const struct reading *reading)
{
    const struct field *field = reading->field;
    int64_t n = count_characters(reading->text);
    if (n < 0) {
        return error_set(reading->err, STATUS_INPUT,
                         "expected plain text, found a control character or "
                         "broken UTF-8");
    }
    if (n < field->low || n > field->high) {
        return error_set(reading->err, STATUS_INPUT,
                         "expected %" PRId64 " to %" PRId64
                         " characters, found %" PRId64,
                         field->low, field->high, n);
    }
    const char *copy = arena_strdup(reading->arena, reading->text);
    reading_put(reading, &copy, sizeof copy);
    return STATUS_OK;
}

/* ---- numbers and choices ------------------------------------------------- */

static bool whole_number(const char *text, int64_t *value)
{
    bool minus = text[0] == '-';
    int64_t sum = 0;
    int n = 0;
    for (text += minus; *text >= '0' && *text <= '9'; text++, n++) {
        if (n == INT_DIGITS) {
            return false;
        }
        sum = sum * 10 + (*text - '0');
    }
    *value = minus ? -sum : sum;
    return n > 0 && *text == '\0';
}

static enum status read_int(const struct reading *reading)
{
    const struct field *field = reading->field;
    int64_t value;
    if (!whole_number(reading->text, &value) || value < field->low ||
        value > field->high) {
        char expected[80];
        snprintf(expected, sizeof expected,
                 "a whole number %" PRId64 " to %" PRId64, field->low,
                 field->high);
        return reading_refuse(reading, expected);
    }
    int32_t kept = (int32_t)value;
    reading_put(reading, &kept, sizeof kept);
    return STATUS_OK;
}

static enum status read_bool(const struct reading *reading)
{
    bool yes = strcmp(reading->text, "true") == 0;
    if (!yes && strcmp(reading->text, "false") != 0) {
        return reading_refuse(reading, "true or false");
    }
    reading_put(reading, &yes, sizeof yes);
    return STATUS_OK;
}

static enum status read_enum(const struct reading *reading)
{
    const char *const *names = reading->field->names;
    int32_t value = names_find(names, reading->text);
    if (value == NONE) {
        char expected[240] = "";
        size_t used = 0;
        for (int32_t i = 0; names[i] && used < sizeof expected; i++) {
            const char *between = i == 0 ? "" : names[i + 1] ? ", " : " or ";
            used += (size_t)snprintf(expected + used, sizeof expected - used,
                                     "%s%s", between, names[i]);
        }
        return reading_refuse(reading, expected);
    }
    reading_put(reading, &value, sizeof value);
    return STATUS_OK;
}

static enum status read_ratio(const struct reading *reading)
{
    struct ratio ratio;
    TRY(ratio_parse(reading->text, &ratio, reading->err));
    if (ratio.num > ratio.den) {
        return reading_refuse(reading, "a share from 0 to 1 such as 1/7");
    }
    reading_put(reading, &ratio, sizeof ratio);
    return STATUS_OK;
}

static enum status read_hours(const struct reading *reading)
{
    const struct field *field = reading->field;
    units value;
    TRY(hours_parse(reading->text, &value, reading->err));
    if (value < field->low || value > field->high) {
        char expected[80], low[UNITS_TEXT], high[UNITS_TEXT];
        snprintf(expected, sizeof expected, "hours from %s to %s",
                 units_hours(field->low, low), units_hours(field->high, high));
        return reading_refuse(reading, expected);
    }
    reading_put(reading, &value, sizeof value);
    return STATUS_OK;
}

/* ---- days and times ------------------------------------------------------ */

static enum status read_date(const struct reading *reading)
{
    date_day date;
    TRY(date_parse(reading->text, &date, reading->err));
    reading_put(reading, &date, sizeof date);
    return STATUS_OK;
}

char *clock_words(int64_t minutes, char out[CLOCK_TEXT])
{
    clock_format((int32_t)(minutes % 1440), out);
    if (minutes == 1440) {
        snprintf(out, CLOCK_TEXT, "24:00");
    } else if (minutes > 1440) {
        snprintf(out + CLOCK_PART, CLOCK_TEXT - CLOCK_PART, "+1");
    }
    return out;
}

/* "08:00", and "08:00+1" on the day after. */
static bool clock_value(const char *text, int32_t *minutes)
{
    char part[CLOCK_PART + 1];
    size_t length = strlen(text);
    bool next =
        length == CLOCK_PART + 2 && strcmp(text + CLOCK_PART, "+1") == 0;
    if (length != CLOCK_PART && !next) {
        return false;
    }
    memcpy(part, text, CLOCK_PART);
    part[CLOCK_PART] = '\0';
    if (clock_parse(part, minutes, NULL) != STATUS_OK) {
        return false;
    }
    *minutes += next ? 1440 : 0;
    return true;
}

enum status reading_clock(const struct reading *reading, int32_t *minutes)
{
    const struct field *field = reading->field;
    if (!clock_value(reading->text, minutes) || *minutes < field->low ||
        *minutes > field->high) {
        char expected[60], low[CLOCK_TEXT], high[CLOCK_TEXT];
        clock_words(field->low, low);
        clock_words(field->high, high);
        snprintf(expected, sizeof expected, "a time HH:MM from %s to %s", low,
                 high);
        return reading_refuse(reading, expected);
    }
    return STATUS_OK;
}

static enum status read_clock(const struct reading *reading)
{
    int32_t minutes;
    TRY(reading_clock(reading, &minutes));
    reading_put(reading, &minutes, sizeof minutes);
    return STATUS_OK;
}

static enum status read_weekdays(const struct reading *reading)
{
    weekday_mask mask;
    TRY(weekdays_parse(reading->text, &mask, reading->err));
    reading_put(reading, &mask, sizeof mask);
    return STATUS_OK;
}

enum status reading_scalar(const struct reading *reading)
{
    static enum status (*const READERS[FIELD_TYPES])(const struct reading *) = {
        [FIELD_ID] = read_id,
        [FIELD_TEXT] = read_text,
        [FIELD_REF] = read_ref,
        [FIELD_INT] = read_int,
        [FIELD_BOOL] = read_bool,
        [FIELD_DATE] = read_date,
        [FIELD_CLOCK] = read_clock,
        [FIELD_ENUM] = read_enum,
        [FIELD_RATIO] = read_ratio,
        [FIELD_HOURS] = read_hours,
        [FIELD_WEEKDAYS] = read_weekdays,
    };
    CHECK(READERS[reading->field->type]);
    return READERS[reading->field->type](reading);
}
