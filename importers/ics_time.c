/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics_time.c - dates and times of calendars, as local Oslo dates. */
#include "importers/ics_time.h"

#include <string.h>

#include "base/zone.h"

enum { DATE_LETTERS = 8, TIME_LETTERS = 7, WEEK_MINUTES = 7 * 1440 };

/* Zones with the rule of zone.h since 1996 (tzdata: the EU rules at CET). */
static const char *const LIKE_OSLO[] = {
    "Europe/Oslo", "Arctic/Longyearbyen", "Atlantic/Jan_Mayen",
    "Europe/Stockholm", "Europe/Copenhagen", "Europe/Berlin",
    "Europe/Amsterdam", "Europe/Brussels", "Europe/Paris", "Europe/Madrid",
    "Europe/Rome", "Europe/Vienna", "Europe/Zurich", "Europe/Prague",
    "Europe/Warsaw", "Europe/Budapest",
    /* Windows */
    "W. Europe Standard Time", "Romance Standard Time",
    "Central Europe Standard Time", "Central European Standard Time"};
static const char *const UTC_NAMES[] = {
    "UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z", "tzone://Microsoft/Utc"};

static bool listed(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The value of `n` digits, or -1. */
static int digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool parse_day(const char *text, date_day *date)
{
    int year = digits(text, 4);
    int month = year < 0 ? -1 : digits(text + 4, 2);
    int day = month < 0 ? -1 : digits(text + 6, 2);
    if (day < 0 || !date_exists(year, month, day)) {
        return false;
    }
    *date = date_of(year, month, day);
    return *date >= DATE_MIN && *date <= DATE_MAX;
}

/* "T080000"; a leap second counts as the second before. */
static bool parse_time(const char *text, int32_t *minutes)
{
    int hour = text[0] == 'T' ? digits(text + 1, 2) : -1;
    int minute = hour < 0 ? -1 : digits(text + 3, 2);
    int second = minute < 0 ? -1 : digits(text + 5, 2);
    *minutes = hour * 60 + minute;
    return second >= 0 && hour < 24 && minute < 60 && second <= 60;
}

static void move_from_utc(struct ics_stamp *stamp)
{
    instant at = (instant)stamp->date * 86400 + stamp->minutes * 60;
    zone_local(at, &stamp->date, &stamp->minutes);
}

static enum status place_in_zone(bool utc, const char *tzid,
                                 struct ics_stamp *stamp, struct error *err)
{
    if (utc || (tzid && listed(tzid, UTC_NAMES, COUNT_OF(UTC_NAMES)))) {
        move_from_utc(stamp);
        return STATUS_OK;
    }
    if (tzid && !listed(tzid, LIKE_OSLO, COUNT_OF(LIKE_OSLO))) {
        return error_set(err, STATUS_INPUT,
                         "expected a time zone with Oslo's clock or UTC, "
                         "found '%.40s'",
                         tzid);
    }
    enum zone_fit fit = zone_fit(stamp->date, stamp->minutes);
    if (fit != ZONE_UNIQUE) {
        char clock[CLOCK_TEXT], day[DATE_TEXT];
        return error_set(err, STATUS_INPUT,
                         "expected another time, %s %s on %s",
                         clock_format(stamp->minutes, clock),
                         fit == ZONE_GAP ? "does not exist" : "exists twice",
                         date_format(stamp->date, day));
    }
    return STATUS_OK;
}

enum status ics_stamp_parse(const char *value, const char *tzid,
                            struct ics_stamp *result, struct error *err)
{
    struct ics_stamp stamp = {.whole_day = strlen(value) == DATE_LETTERS};
    const char *behind = "";
    bool good = parse_day(value, &stamp.date);
    if (good && !stamp.whole_day) {
        good = parse_time(value + DATE_LETTERS, &stamp.minutes);
        behind = good ? value + DATE_LETTERS + TIME_LETTERS : "";
        good = good && (!*behind || strcmp(behind, "Z") == 0);
    }
    if (!good) {
        return error_set(err, STATUS_INPUT,
                         "expected a date or time such as 20270328T080000, "
                         "found '%.40s'",
                         value);
    }
    if (!stamp.whole_day) {
        TRY(place_in_zone(*behind == 'Z', tzid, &stamp, err));
    }
    *result = stamp;
    return STATUS_OK;
}

/* ---- durations ----------------------------------------------------------- */

/* Reads "30M" and moves `*text` behind it; the unit is one of `units`. */
static char read_amount(const char **text, const char *units, int *amount)
{
    int value = 0, n = 0;
    for (; **text >= '0' && **text <= '9' && n < 5; (*text)++, n++) {
        value = value * 10 + (**text - '0');
    }
    if (!n || !**text || !strchr(units, **text)) {
        return '\0';
    }
    *amount = value;
    return *(*text)++;
}

static int32_t minutes_of(char unit, int amount)
{
    static const struct {
        char unit;
        int32_t minutes;
    } UNITS[] = {{'W', WEEK_MINUTES}, {'D', 1440}, {'H', 60}, {'M', 1}};
    for (size_t i = 0; i < COUNT_OF(UNITS); i++) {
        if (UNITS[i].unit == unit) {
            return UNITS[i].minutes * amount;
        }
    }
    return 0; /* seconds */
}

/* The parts before or behind the T, each unit once and in order. */
static bool read_parts(const char **text, const char *units, int64_t *sum)
{
    while (**text && **text != 'T') {
        int amount;
        char unit = read_amount(text, units, &amount);
        if (!unit) {
            return false;
        }
        units = strchr(units, unit) + 1;
        *sum += minutes_of(unit, amount);
    }
    return true;
}

enum status ics_duration_parse(const char *value, int32_t *minutes,
                               struct error *err)
{
    const char *at = value + (*value == '+');
    int64_t sum = 0;
    bool good = *at == 'P' && at[1] && at[strlen(at) - 1] != 'T';
    at += good;
    good = good && read_parts(&at, "WD", &sum);
    if (good && *at == 'T') {
        at++;
        good = read_parts(&at, "HMS", &sum) && *at == '\0';
    }
    if (!good || sum > 366 * 1440) {
        return error_set(err, STATUS_INPUT,
                         "expected a duration of at most a year such as P1D, "
                         "found '%.40s'",
                         value);
    }
    *minutes = (int32_t)sum;
    return STATUS_OK;
}
