/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date.c - civil dates as day numbers.
 *
 * The conversions count in years that begin on 1 March, so that the leap day
 * comes last, and in eras of 400 years, which all have 146097 days.
 */
#include "base/date.h"

#include <stddef.h>

enum {
    ERA_DAYS = 146097,
    EPOCH_IN_ERAS = 719468 /* days from 0000-03-01 to 1970-01-01 */
};

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

date_day date_of(int year, int month, int day)
{
    CHECK(date_exists(year, month, day));
    int64_t march_year = (int64_t)year - (month <= 2);
    int64_t era = floor_div(march_year, 400);
    int64_t year_of_era = march_year - era * 400;
    int64_t month_from_march = (month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (date_day)(era * ERA_DAYS + day_of_era - EPOCH_IN_ERAS);
}

void date_split(date_day date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date + EPOCH_IN_ERAS;
    int64_t era = floor_div(days, ERA_DAYS);
    int64_t day_of_era = days - era * ERA_DAYS;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / 146096) /
                          365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)((month_from_march + 2) % 12 + 1);
    *year = (int)(era * 400 + year_of_era + (*month <= 2));
}

static bool leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_exists(int year, int month, int day)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    return day <= DAYS[month - 1] + (month == 2 && leap_year(year));
}

enum weekday date_weekday(date_day date)
{
    /* Day 0 is a Thursday. */
    int64_t from_monday = (int64_t)date + THURSDAY;
    return (enum weekday)(from_monday - floor_div(from_monday, 7) * 7);
}

date_day date_monday(date_day date)
{
    return date - (date_day)date_weekday(date);
}

int date_iso_week(date_day date, int *iso_year)
{
    /* A week belongs to the year that holds its Thursday. */
    int month, day;
    date_day thursday = date_monday(date) + THURSDAY;
    date_split(thursday, iso_year, &month, &day);
    return (thursday - date_of(*iso_year, 1, 1)) / 7 + 1;
}

date_day date_easter(int year)
{
    /* The names are those of Meeus, Astronomical Algorithms, chapter 8. */
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return date_of(year, n / 31, n % 31 + 1);
}

/* The number in exactly `n` digits at `text`, or -1. */
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

enum status date_parse(const char *text, date_day *result, struct error *err)
{
    int year = digits(text, 4);
    int month = year >= 0 && text[4] == '-' ? digits(text + 5, 2) : -1;
    int day = month >= 0 && text[7] == '-' ? digits(text + 8, 2) : -1;
    if (day < 0 || text[10]) {
        return error_set(err, STATUS_INPUT,
                         "expected a date YYYY-MM-DD, found '%.40s'", text);
    }
    if (!date_exists(year, month, day)) {
        return error_set(err, STATUS_INPUT,
                         "expected a date that exists, found '%s'", text);
    }
    date_day date = date_of(year, month, day);
    if (date < DATE_MIN || date > DATE_MAX) {
        return error_set(err, STATUS_INPUT,
                         "expected a date from 1970-01-01 to 2199-12-31, "
                         "found '%s'",
                         text);
    }
    *result = date;
    return STATUS_OK;
}

static void put_digits(char *out, int value, int n)
{
    for (int i = n - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

char *date_format(date_day date, char out[DATE_TEXT])
{
    if (date == DATE_NONE) {
        out[0] = '-';
        out[1] = '\0';
        return out;
    }
    int year, month, day;
    date_split(date, &year, &month, &day);
    CHECK(year >= 0 && year <= 9999);
    put_digits(out, year, 4);
    out[4] = '-';
    put_digits(out + 5, month, 2);
    out[7] = '-';
    put_digits(out + 8, day, 2);
    out[10] = '\0';
    return out;
}

enum status clock_parse(const char *text, int32_t *minutes, struct error *err)
{
    int hour = digits(text, 2);
    int minute = hour >= 0 && text[2] == ':' ? digits(text + 3, 2) : -1;
    bool exists = minute >= 0 && minute <= 59 && hour * 60 + minute <= 1440;
    if (!exists || text[5]) {
        return error_set(err, STATUS_INPUT,
                         "expected a time HH:MM from 00:00 to 24:00, "
                         "found '%.40s'",
                         text);
    }
    *minutes = hour * 60 + minute;
    return STATUS_OK;
}

char *clock_format(int32_t minutes, char out[CLOCK_TEXT])
{
    int32_t of_day = minutes % 1440;
    of_day += of_day < 0 ? 1440 : 0;
    put_digits(out, of_day / 60, 2);
    out[2] = ':';
    put_digits(out + 3, of_day % 60, 2);
    out[5] = '\0';
    return out;
}

const char *weekday_name(enum weekday weekday, bool norwegian)
{
    static const char *const NAMES[2][7] = {
        {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
        {"man", "tir", "ons", "tor", "fre", "lør", "søn"},
    };
    CHECK((unsigned)weekday <= SUNDAY);
    return NAMES[norwegian][weekday];
}
