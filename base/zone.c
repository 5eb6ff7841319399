/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.c - Europe/Oslo by its rule, CET-1CEST,M3.5.0,M10.5.0/3: summer time
 * from the last Sunday of March to the last Sunday of October, both changes at
 * 01:00 UTC.
 */
#include "base/zone.h"

#include <string.h>

enum {
    DAY_SECONDS = 86400,
    WINTER = 3600, /* seconds east of UTC */
    SUMMER = 7200,
    CHANGE_SECOND = 3600 /* of the UTC day */
};

static instant last_sunday(int year, int month)
{
    /* March and October have 31 days. */
    date_day last = date_of(year, month, 31);
    date_day sunday = last - ((int)date_weekday(last) + 1) % 7;
    return (instant)sunday * DAY_SECONDS + CHANGE_SECOND;
}

static date_day utc_date(instant at)
{
    int64_t day = at / DAY_SECONDS - (at % DAY_SECONDS < 0);
    CHECK(day > -500000 && day < 2500000); /* years 601 to 8814 */
    return (date_day)day;
}

/* ---- the years that people plan in ------------------------------------------ */

enum {
    MARCH_1968 = -671,  /* 1968-03-01 as a date; from there to 2100-02-28 each */
    FOUR_YEARS = 1461,  /* fourth year that begins in March has 366 days */
    FAST_DAYS = 33 * FOUR_YEARS,
    MARCH_31 = 30,      /* days after 1 March */
    OCTOBER_31 = 244
};

/* The day after 1 March, the given or the one before it, that is a Sunday. */
static int32_t sunday_until(date_day first_of_march, int32_t day)
{
    int32_t weekday = (int32_t)date_weekday(first_of_march + day);
    return day - (weekday + 1) % 7;
}

/* The same as zone_offset() without splitting the date: years are counted from
 * March, so that summer time lies in one of them. */
static int32_t offset_fast(instant at, date_day date)
{
    int32_t days = date - MARCH_1968;
    int32_t year = (4 * days + 3) / FOUR_YEARS;
    int32_t day = days - year * FOUR_YEARS / 4;
    date_day first = date - day;
    int32_t begins = sunday_until(first, MARCH_31);
    int32_t ends = sunday_until(first, OCTOBER_31);
    bool late = at - (instant)date * DAY_SECONDS >= CHANGE_SECOND;
    bool begun = day > begins || (day == begins && late);
    bool ended = day > ends || (day == ends && late);
    return begun && !ended ? SUMMER : WINTER;
}

int32_t zone_offset(instant at)
{
    date_day date = utc_date(at);
    if (date >= MARCH_1968 && date < MARCH_1968 + FAST_DAYS) {
        return offset_fast(at, date);
    }
    int year, month, day;
    date_split(date, &year, &month, &day);
    if (month < 3 || month > 10) {
        return WINTER;
    }
    if (month > 3 && month < 10) {
        return SUMMER;
    }
    bool changed = at >= last_sunday(year, month);
    return changed == (month == 3) ? SUMMER : WINTER;
}

static instant civil_seconds(date_day date, int32_t minutes)
{
    return (instant)date * DAY_SECONDS + (instant)minutes * 60;
}

instant zone_instant(date_day date, int32_t minutes)
{
    instant civil = civil_seconds(date, minutes);
    if (zone_offset(civil - SUMMER) == SUMMER) {
        return civil - SUMMER; /* also the first pass of a time that is twice */
    }
    /* In the gap this is the offset before it, so the result lies behind. */
    return civil - WINTER;
}

enum zone_fit zone_fit(date_day date, int32_t minutes)
{
    instant civil = civil_seconds(date, minutes);
    bool summer = zone_offset(civil - SUMMER) == SUMMER;
    bool winter = zone_offset(civil - WINTER) == WINTER;
    if (summer && winter) {
        return ZONE_TWICE;
    }
    return summer || winter ? ZONE_UNIQUE : ZONE_GAP;
}

void zone_local(instant at, date_day *date, int32_t *minutes)
{
    instant civil = at + zone_offset(at);
    *date = utc_date(civil);
    *minutes = (int32_t)(civil - (instant)*date * DAY_SECONDS) / 60;
}

int32_t zone_day_minutes(date_day date)
{
    instant length = zone_instant(date + 1, 0) - zone_instant(date, 0);
    return (int32_t)(length / 60);
}

char *instant_format(instant at, char out[INSTANT_TEXT])
{
    if (at == INSTANT_NONE) {
        return date_format(DATE_NONE, out);
    }
    date_day date = utc_date(at);
    int32_t second = (int32_t)(at - (instant)date * DAY_SECONDS);
    date_format(date, out);
    out[10] = 'T';
    clock_format(second / 60, out + 11);
    out[16] = ':';
    out[17] = (char)('0' + second % 60 / 10);
    out[18] = (char)('0' + second % 10);
    memcpy(out + 19, "Z", 2);
    return out;
}

/* "SSZ" from 00 to 59, or -1. */
static int seconds_and_z(const char *text)
{
    if (text[0] < '0' || text[0] > '5' || text[1] < '0' || text[1] > '9' ||
        strcmp(text + 2, "Z") != 0) {
        return -1;
    }
    return (text[0] - '0') * 10 + (text[1] - '0');
}

enum status instant_parse(const char *text, instant *result, struct error *err)
{
    char day[DATE_TEXT] = "", clock[6] = "";
    date_day date = 0;
    int32_t minutes = 0;
    int second = -1;
    if (strlen(text) == strlen("YYYY-MM-DDTHH:MM:SSZ") && text[10] == 'T' &&
        text[16] == ':') {
        memcpy(day, text, 10);
        memcpy(clock, text + 11, 5);
        second = seconds_and_z(text + 17);
    }
    if (second < 0 || clock_parse(clock, &minutes, NULL) != STATUS_OK ||
        minutes == 1440) {
        return error_set(err, STATUS_INPUT,
                         "expected an instant YYYY-MM-DDTHH:MM:SSZ, "
                         "found '%.40s'",
                         text);
    }
    TRY(date_parse(day, &date, err));
    *result = civil_seconds(date, minutes) + second;
    return STATUS_OK;
}

/* "YYYY-MM-DDTHH:MM", or false. */
static bool wall_clock(const char *text, date_day *date, int32_t *minutes)
{
    char day[DATE_TEXT] = "", clock[6] = "";
    if (strlen(text) != strlen("YYYY-MM-DDTHH:MM") || text[10] != 'T') {
        return false;
    }
    memcpy(day, text, 10);
    memcpy(clock, text + 11, 5);
    return date_parse(day, date, NULL) == STATUS_OK &&
           clock_parse(clock, minutes, NULL) == STATUS_OK && *minutes < 1440;
}

enum status moment_parse(const char *text, instant *result, struct error *err)
{
    date_day date;
    int32_t minutes;
    size_t length = strlen(text);
    if (length > 0 && text[length - 1] == 'Z') {
        return instant_parse(text, result, err);
    }
    if (!wall_clock(text, &date, &minutes)) {
        return error_set(err, STATUS_INPUT,
                         "expected YYYY-MM-DDTHH:MM by the wall clock, or an "
                         "instant YYYY-MM-DDTHH:MM:SSZ, found '%.40s'",
                         text);
    }
    if (zone_fit(date, minutes) != ZONE_UNIQUE) {
        return error_set(err, STATUS_INPUT,
                         "expected a time that the clock shows once that day, "
                         "found '%s'; give it in UTC",
                         text);
    }
    *result = zone_instant(date, minutes);
    return STATUS_OK;
}
