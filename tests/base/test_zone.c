/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_zone.c - Europe/Oslo against the system's tz database, 1996 to 2060.
 */
#include "tests/base/harness.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "tests/base/libc_zone.h"

enum { FIRST_YEAR = 1996, LAST_YEAR = 2060, DAY = 86400 };

static void the_system_still_has_the_same_rule(void **state)
{
    (void)state;
    static const char FOOTER[] = "\nCET-1CEST,M3.5.0,M10.5.0/3\n";
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (file_read("/usr/share/zoneinfo/" ZONE_NAME, 1 << 20, &bytes, &length,
                  &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    size_t size = strlen(FOOTER);
    assert_true(length > size);
    assert_string_equal(bytes + length - size, FOOTER);
    free(bytes);
}

static void expect_same_wall_clock(instant at)
{
    date_day date = 0;
    int32_t minutes = 0;
    zone_local(at, &date, &minutes);
    int64_t civil = libc_civil_seconds(at);
    int64_t ours = (int64_t)date * DAY + minutes * 60 + (at % 60 + 60) % 60;
    if (ours != civil || zone_offset(at) != civil - at) {
        fail_msg("instant %" PRId64 ": got %" PRId64 ", libc says %" PRId64, at,
                 ours, civil);
    }
}

static bool near_change(date_day date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return (month == 3 || month == 10) && day > 21;
}

static void instants_have_the_wall_clock_of_the_tz_database(void **state)
{
    (void)state;
    instant first = (instant)date_of(FIRST_YEAR, 1, 1) * DAY;
    instant last = (instant)date_of(LAST_YEAR, 12, 31) * DAY;
    for (instant at = first; at < last; at += DAY) {
        bool change = near_change((date_day)(at / DAY));
        for (int32_t second = 0; second < DAY; second += change ? 3600 : DAY) {
            expect_same_wall_clock(at + second);
            expect_same_wall_clock(at + second - 1);
        }
    }
}

/* The slow definition of zone_instant(): of all instants near by, the first
 * whose wall clock in libc is the wanted one; when there is none, the instant
 * the offset before the gap gives (RFC 5545 3.3.5). */
static instant slow_instant(int64_t civil, enum zone_fit *fit)
{
    instant first = INSTANT_NONE;
    int hits = 0;
    for (int64_t offset = 3 * 3600; offset >= 0; offset -= 3600) {
        if (libc_civil_seconds(civil - offset) == civil) {
            first = hits++ ? first : civil - offset;
        }
    }
    *fit = hits == 0 ? ZONE_GAP : hits == 1 ? ZONE_UNIQUE : ZONE_TWICE;
    return hits ? first
                : civil - (libc_civil_seconds(civil - DAY) - (civil - DAY));
}

static void expect_same_instant(date_day date, int32_t minutes)
{
    enum zone_fit fit = ZONE_UNIQUE;
    instant wanted = slow_instant((int64_t)date * DAY + minutes * 60, &fit);
    instant found = zone_instant(date, minutes);
    if (found != wanted || zone_fit(date, minutes) != fit) {
        fail_msg("day %d minute %d: got %" PRId64 ", wanted %" PRId64, date,
                 minutes, found, wanted);
    }
    /* The same moment told from the days beside it. */
    assert_int_equal(zone_instant(date - 1, minutes + 1440), wanted);
    assert_int_equal(zone_instant(date + 1, minutes - 1440), wanted);
}

static void wall_clock_times_have_the_instant_of_the_tz_database(void **state)
{
    (void)state;
    date_day last = date_of(LAST_YEAR, 12, 31);
    for (date_day date = date_of(FIRST_YEAR, 1, 2); date < last; date++) {
        int32_t step = near_change(date) ? 30 : 720;
        for (int32_t minutes = 0; minutes < 1440; minutes += step) {
            expect_same_instant(date, minutes);
        }
    }
}

static void days_are_as_long_as_the_tz_database_says(void **state)
{
    (void)state;
    int changes = 0;
    date_day last = date_of(LAST_YEAR, 12, 31);
    for (date_day date = date_of(FIRST_YEAR, 1, 2); date < last; date++) {
        enum zone_fit fit;
        instant start = slow_instant((int64_t)date * DAY, &fit);
        instant end = slow_instant((int64_t)(date + 1) * DAY, &fit);
        assert_int_equal(zone_day_minutes(date), (end - start) / 60);
        changes += zone_day_minutes(date) != 1440;
    }
    assert_int_equal(changes, 2 * (LAST_YEAR - FIRST_YEAR + 1));
}

/* By hand, to the minute, for the spring of 2027 and the autumn of 2026. */
static void both_changes_by_the_minute(void **state)
{
    (void)state;
    static const struct {
        const char *why, *date, *clock, *instant;
        enum zone_fit fit;
    } ROWS[] = {
        {"last minute of winter time", "2027-03-28", "01:59",
         "2027-03-28T00:59:00Z", ZONE_UNIQUE},
        {"the gap begins", "2027-03-28", "02:00", "2027-03-28T01:00:00Z",
         ZONE_GAP},
        {"02:30 is read as 03:30 summer time", "2027-03-28", "02:30",
         "2027-03-28T01:30:00Z", ZONE_GAP},
        {"last minute of the gap", "2027-03-28", "02:59",
         "2027-03-28T01:59:00Z", ZONE_GAP},
        {"first minute of summer time", "2027-03-28", "03:00",
         "2027-03-28T01:00:00Z", ZONE_UNIQUE},
        {"before the double hour", "2026-10-25", "01:59",
         "2026-10-24T23:59:00Z", ZONE_UNIQUE},
        {"the double hour begins", "2026-10-25", "02:00",
         "2026-10-25T00:00:00Z", ZONE_TWICE},
        {"the first pass is meant", "2026-10-25", "02:59",
         "2026-10-25T00:59:00Z", ZONE_TWICE},
        {"behind the double hour", "2026-10-25", "03:00",
         "2026-10-25T02:00:00Z", ZONE_UNIQUE},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day date = 0;
        int32_t minutes = 0;
        char text[INSTANT_TEXT];
        assert_int_equal(date_parse(ROWS[i].date, &date, NULL), STATUS_OK);
        assert_int_equal(clock_parse(ROWS[i].clock, &minutes, NULL), STATUS_OK);
        instant_format(zone_instant(date, minutes), text);
        expect_text(ROWS[i].why, text, ROWS[i].instant);
        expect_int(ROWS[i].why, zone_fit(date, minutes), ROWS[i].fit);
    }
    assert_int_equal(zone_day_minutes(date_of(2027, 3, 28)), 1380);
    assert_int_equal(zone_day_minutes(date_of(2026, 10, 25)), 1500);
    assert_int_equal(zone_day_minutes(date_of(2026, 10, 26)), 1440);
}

static date_day last_sunday_of(int year, int month)
{
    date_day date = date_of(year, month, 31);
    while (date_weekday(date) != SUNDAY) {
        date--;
    }
    return date;
}

/* Also where the years are counted in another way than elsewhere. */
static void each_year_changes_at_one_on_its_last_sundays(void **state)
{
    enum { HOUR = 3600, WINTER = HOUR, SUMMER = 2 * HOUR };
    (void)state;
    for (int year = 1960; year <= 2110; year++) {
        instant spring = (instant)last_sunday_of(year, 3) * DAY + HOUR;
        instant autumn = (instant)last_sunday_of(year, 10) * DAY + HOUR;
        instant first = (instant)date_of(year, 1, 1) * DAY;
        for (int day = 0; day < 59; day++) { /* to the end of February */
            assert_int_equal(zone_offset(first + day * (instant)DAY), WINTER);
        }
        assert_int_equal(zone_offset(spring - 1), WINTER);
        assert_int_equal(zone_offset(spring), SUMMER);
        assert_int_equal(zone_offset(autumn - 1), SUMMER);
        assert_int_equal(zone_offset(autumn), WINTER);
        assert_int_equal(zone_offset((instant)date_of(year, 12, 31) * DAY),
                         WINTER);
    }
}

static void instants_are_written_and_read_back(void **state)
{
    (void)state;
    char text[INSTANT_TEXT];
    assert_string_equal(instant_format(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(instant_format(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(instant_format(INSTANT_NONE, text), "-");
    for (instant at = 0; at < INT64_C(7258118400); at += 86400 * 37 + 3671) {
        instant again = INSTANT_NONE;
        instant_format(at, text);
        assert_int_equal(instant_parse(text, &again, NULL), STATUS_OK);
        assert_int_equal(again, at);
    }
}

static void what_is_not_an_instant_is_refused(void **state)
{
    (void)state;
    static const char *const ROWS[] = {
        "",
        "2027-03-28",
        "2027-03-28T01:00:00",
        "2027-03-28T01:00Z",
        "2027-03-28 01:00:00Z",
        "2027-03-28T01:00:00z",
        "2027-03-28T24:00:00Z",
        "2027-03-28T01:60:00Z",
        "2027-03-28T01:00:60Z",
        "2027-03-28T01:00:0 Z",
        "2027-03-28T01:00 00Z",
        "2027-03-28T01-00:00Z",
        "2027-02-29T01:00:00Z",
        "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "2027-03-28T01:00:00ZZ",
        "2027-03-28T01:00:00+01:00",
        "20270328T010000Z",
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        instant at = 77;
        expect_int(ROWS[i], instant_parse(ROWS[i], &at, &err), STATUS_INPUT);
        expect_int(ROWS[i], at, 77);
        expect_int(ROWS[i], strstr(err.text, "found '") != NULL, true);
    }
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_system_still_has_the_same_rule),
        cmocka_unit_test(instants_have_the_wall_clock_of_the_tz_database),
        cmocka_unit_test(wall_clock_times_have_the_instant_of_the_tz_database),
        cmocka_unit_test(days_are_as_long_as_the_tz_database_says),
        cmocka_unit_test(both_changes_by_the_minute),
        cmocka_unit_test(each_year_changes_at_one_on_its_last_sundays),
        cmocka_unit_test(instants_are_written_and_read_back),
        cmocka_unit_test(what_is_not_an_instant_is_refused),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
