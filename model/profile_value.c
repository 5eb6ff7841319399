/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_value.c - values of limits as text and back, by their unit. */
#include <inttypes.h>
#include <string.h>

#include "base/status.h"
#include "model/profile.h"

static enum status refuse(const char *text, const char *expected,
                          struct error *err)
{
    return error_set(err, STATUS_INPUT, "expected %s, found '%.40s'", expected,
                     text);
}

/* At most six digits, so that nothing overflows. -1: no such number. */
static int64_t small_number(const char *text, size_t length)
{
    int64_t value = 0;
    if (length == 0 || length > 6) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* "177:20" in minutes, -1 when it is not of that form. */
static int64_t hours_and_minutes(const char *text)
{
    const char *colon = strchr(text, ':');
    if (!colon || strlen(colon + 1) != 2) {
        return -1;
    }
    int64_t hours = small_number(text, (size_t)(colon - text));
    int64_t minutes = small_number(colon + 1, 2);
    return hours < 0 || minutes < 0 || minutes > 59 ? -1 : hours * 60 + minutes;
}

static enum status parse_hours(const char *text, int64_t *value,
                               struct error *err)
{
    int64_t minutes = hours_and_minutes(text);
    if (minutes >= 0) {
        *value = minutes * UNITS_PER_MINUTE;
        return STATUS_OK;
    }
    units amount;
    if (hours_parse(text, &amount, NULL) != STATUS_OK) {
        return refuse(text, "hours such as 37.5 or 177:20", err);
    }
    *value = amount;
    return STATUS_OK;
}

static enum status parse_minutes(const char *text, int64_t *value,
                                 struct error *err)
{
    int64_t minutes = hours_and_minutes(text);
    if (minutes < 0 || minutes > 1440 || strlen(text) != 5) {
        return refuse(text, "hours and minutes from 00:00 to 24:00", err);
    }
    *value = minutes;
    return STATUS_OK;
}

static enum status parse_count(const char *text, int64_t *value,
                               struct error *err)
{
    int64_t number = small_number(text, strlen(text));
    if (number < 0) {
        return refuse(text, "a whole number from 0 to 999999", err);
    }
    *value = number;
    return STATUS_OK;
}

static enum status parse_yesno(const char *text, int64_t *value,
                               struct error *err)
{
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0) {
        return refuse(text, "yes or no", err);
    }
    *value = yes;
    return STATUS_OK;
}

/* Credits are above 1 ("7/6"), so any exact ratio is taken. */
static enum status parse_ratio(const char *text, int64_t *value,
                               struct error *err)
{
    struct ratio ratio;
    TRY(ratio_parse(text, &ratio, err));
    *value = units_per_minute(ratio);
    return STATUS_OK;
}

enum status limit_value_parse(enum limit_key key, const char *text,
                              int64_t *value, struct error *err)
{
    static enum status (*const PARSERS[UNIT_KINDS])(const char *, int64_t *,
                                                    struct error *) = {
        [UNIT_HOURS] = parse_hours, [UNIT_MINUTES] = parse_minutes,
        [UNIT_DAYS] = parse_count,  [UNIT_COUNT] = parse_count,
        [UNIT_YESNO] = parse_yesno, [UNIT_RATIO] = parse_ratio,
    };
    return PARSERS[limit_key_unit(key)](text, value, err);
}

/* "37.5" where three decimals are exact, else "177:20". */
static void format_hours(int64_t value, char out[LIMIT_TEXT])
{
    int64_t thousandths = value * 1000 / UNITS_PER_HOUR;
    if (thousandths * UNITS_PER_HOUR != value * 1000) {
        int64_t minutes = value / UNITS_PER_MINUTE;
        snprintf(out, LIMIT_TEXT, "%" PRId64 ":%02d", minutes / 60,
                 (int)(minutes % 60));
        return;
    }
    int used = snprintf(out, LIMIT_TEXT, "%" PRId64 ".%03d", thousandths / 1000,
                        (int)(thousandths % 1000));
    while (out[used - 1] == '0') {
        out[--used] = '\0';
    }
    if (out[used - 1] == '.') {
        out[used - 1] = '\0';
    }
}

static void format_minutes(int64_t value, char out[LIMIT_TEXT])
{
    snprintf(out, LIMIT_TEXT, "%02d:%02d", (int)(value / 60),
             (int)(value % 60));
}

static void format_count(int64_t value, char out[LIMIT_TEXT])
{
    snprintf(out, LIMIT_TEXT, "%" PRId64, value);
}

static void format_yesno(int64_t value, char out[LIMIT_TEXT])
{
    snprintf(out, LIMIT_TEXT, "%s", value ? "yes" : "no");
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    return b ? common_divisor(b, a % b) : a;
}

static void format_ratio(int64_t value, char out[LIMIT_TEXT])
{
    int64_t divisor = common_divisor(UNITS_PER_MINUTE, value);
    int64_t below = UNITS_PER_MINUTE / divisor;
    int used = snprintf(out, LIMIT_TEXT, "%" PRId64, value / divisor);
    if (below > 1) {
        snprintf(out + used, LIMIT_TEXT - (size_t)used, "/%" PRId64, below);
    }
}

char *limit_value_format(enum limit_key key, int64_t value,
                         char out[LIMIT_TEXT])
{
    static void (*const FORMATS[UNIT_KINDS])(int64_t, char[LIMIT_TEXT]) = {
        [UNIT_HOURS] = format_hours, [UNIT_MINUTES] = format_minutes,
        [UNIT_DAYS] = format_count,  [UNIT_COUNT] = format_count,
        [UNIT_YESNO] = format_yesno, [UNIT_RATIO] = format_ratio,
    };
    FORMATS[limit_key_unit(key)](value, out);
    return out;
}
