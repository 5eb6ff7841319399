/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recur_parse.c - the value of an RRULE, strictly. */
#include <stdio.h>
#include <string.h>

#include "importers/ics_time.h"
#include "importers/recur.h"

static const char *const FREQS[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
static const char *const WEEKDAYS[] = {"MO", "TU", "WE", "TH",
                                       "FR", "SA", "SU"};

enum { NUMBER_DIGITS = 4 };

/* Reads up to four digits, signed where allowed, and moves `*text` behind
 * them. False when there are none. */
static bool read_number(const char **text, bool sign, int *result)
{
    const char *at = *text;
    bool minus = sign && *at == '-';
    at += sign && (*at == '-' || *at == '+');
    int value = 0, n = 0;
    for (; *at >= '0' && *at <= '9' && n < NUMBER_DIGITS; at++, n++) {
        value = value * 10 + (*at - '0');
    }
    *text = at;
    *result = minus ? -value : value;
    return n > 0;
}

static bool whole_number(const char *text, int *result)
{
    return read_number(&text, false, result) && *text == '\0' && *result > 0;
}

static int weekday_at(const char *text)
{
    for (int day = 0; day < 7; day++) {
        if (strncmp(text, WEEKDAYS[day], 2) == 0) {
            return day;
        }
    }
    return -1;
}

static bool parse_freq(const char *value, struct recur *recur)
{
    for (size_t i = 0; i < COUNT_OF(FREQS); i++) {
        if (strcmp(value, FREQS[i]) == 0) {
            recur->freq = (enum recur_freq)i;
            return true;
        }
    }
    return false;
}

static bool parse_interval(const char *value, struct recur *recur)
{
    return whole_number(value, &recur->interval);
}

static bool parse_count(const char *value, struct recur *recur)
{
    return whole_number(value, &recur->count);
}

static bool parse_until(const char *value, struct recur *recur)
{
    struct ics_stamp stamp;
    if (ics_stamp_parse(value, NULL, &stamp, NULL) != STATUS_OK) {
        return false;
    }
    recur->until = stamp.date;
    recur->until_minutes = stamp.whole_day ? 1440 : stamp.minutes;
    return true;
}

static bool parse_week_start(const char *value, struct recur *recur)
{
    int day = weekday_at(value);
    recur->week_start = day < 0 ? MONDAY : (enum weekday)day;
    return day >= 0 && strlen(value) == 2;
}

static bool parse_days(const char *value, struct recur *recur)
{
    for (const char *at = value;; at++) {
        struct recur_day day = {.ordinal = 0};
        bool numbered = *at == '-' || *at == '+' || (*at >= '0' && *at <= '9');
        if (numbered &&
            (!read_number(&at, true, &day.ordinal) || day.ordinal == 0 ||
             day.ordinal > 53 || day.ordinal < -53)) {
            return false;
        }
        int weekday = weekday_at(at);
        if (weekday < 0 || recur->n_days == RECUR_DAYS_MAX) {
            return false;
        }
        day.weekday = (enum weekday)weekday;
        recur->days[recur->n_days++] = day;
        at += 2;
        if (*at != ',') {
            return *at == '\0';
        }
    }
}

static bool parse_month_days(const char *value, struct recur *recur)
{
    for (const char *at = value;; at++) {
        int day;
        if (!read_number(&at, true, &day) || day == 0 || day > 31 ||
            day < -31 || recur->n_month_days == RECUR_DAYS_MAX) {
            return false;
        }
        recur->month_days[recur->n_month_days++] = day;
        if (*at != ',') {
            return *at == '\0';
        }
    }
}

static bool parse_positions(const char *value, struct recur *recur)
{
    for (const char *at = value;; at++) {
        int position;
        if (!read_number(&at, true, &position) || position == 0 ||
            position > 366 || position < -366 ||
            recur->n_positions == RECUR_DAYS_MAX) {
            return false;
        }
        recur->positions[recur->n_positions++] = position;
        if (*at != ',') {
            return *at == '\0';
        }
    }
}

static bool parse_months(const char *value, struct recur *recur)
{
    for (const char *at = value;; at++) {
        int month;
        if (!read_number(&at, false, &month) || month < 1 || month > 12) {
            return false;
        }
        recur->months |= 1U << month;
        if (*at != ',') {
            return *at == '\0';
        }
    }
}

static const struct {
    const char *key;
    bool (*parse)(const char *value, struct recur *recur);
} PARTS[] = {
    {"FREQ", parse_freq},
    {"INTERVAL", parse_interval},
    {"COUNT", parse_count},
    {"UNTIL", parse_until},
    {"WKST", parse_week_start},
    {"BYDAY", parse_days},
    {"BYMONTHDAY", parse_month_days},
    {"BYMONTH", parse_months},
    {"BYSETPOS", parse_positions},
};

/* One KEY=VALUE; `*seen` has a bit for each key that was there. */
static enum status parse_part(const char *part, unsigned *seen,
                              struct recur *recur, struct error *err)
{
    size_t key = strcspn(part, "=");
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        if (strlen(PARTS[i].key) != key ||
            strncmp(part, PARTS[i].key, key) != 0) {
            continue;
        }
        if (part[key] != '=' || (*seen >> i & 1) ||
            !PARTS[i].parse(part + key + 1, recur)) {
            break;
        }
        *seen |= 1U << i;
        return STATUS_OK;
    }
    return error_set(err, STATUS_INPUT,
                     "expected a recurrence by days, weeks, months or years, "
                     "found '%.40s'",
                     part);
}

static bool has_ordinals(const struct recur *recur)
{
    for (int i = 0; i < recur->n_days; i++) {
        if (recur->days[i].ordinal) {
            return true;
        }
    }
    return false;
}

enum status recur_parse(const char *text, struct recur *result,
                        struct error *err)
{
    struct recur recur = {
        .interval = 1, .until = DATE_MAX, .until_minutes = 1440};
    unsigned seen = 0;
    while (*text) {
        char part[200];
        size_t length = strcspn(text, ";");
        snprintf(part, sizeof part, "%.*s", (int)(length < 199 ? length : 199),
                 text);
        TRY(parse_part(part, &seen, &recur, err));
        text += length;
        text += *text == ';';
    }
    /* FREQ must be there; COUNT and UNTIL exclude each other (3.3.10). */
    bool both = recur.count && recur.until != DATE_MAX;
    bool numbered = has_ordinals(&recur) &&
                    (recur.freq == FREQ_DAILY || recur.freq == FREQ_WEEKLY);
    if (!(seen & 1) || both || numbered) {
        return error_set(err, STATUS_INPUT,
                         !(seen & 1) ? "expected a recurrence with FREQ"
                         : both      ? "expected COUNT or UNTIL, found both"
                                     : "expected numbered weekdays only by "
                                       "months or years");
    }
    *result = recur;
    return STATUS_OK;
}
