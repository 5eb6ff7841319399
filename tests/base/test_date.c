/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_date.c - dates against a slow definition: counting one day at a time.
 */
#include "tests/base/harness.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

struct slow_date {
    int year, month, day, weekday;
};

static int slow_month_days(int year, int month)
{
    if (month == 2) {
        bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void slow_next(struct slow_date *date)
{
    date->weekday = (date->weekday + 1) % 7;
    if (++date->day > slow_month_days(date->year, date->month)) {
        date->day = 1;
        if (++date->month > 12) {
            date->month = 1;
            date->year++;
        }
    }
}

static void every_day_of_the_range_agrees_with_counting(void **state)
{
    (void)state;
    struct slow_date slow = {1970, 1, 1, THURSDAY};
    date_day date = DATE_MIN;
    for (;; date++, slow_next(&slow)) {
        int year, month, day;
        date_split(date, &year, &month, &day);
        if (year != slow.year || month != slow.month || day != slow.day ||
            (int)date_weekday(date) != slow.weekday ||
            date_of(slow.year, slow.month, slow.day) != date ||
            date_monday(date) != date - slow.weekday) {
            fail_msg("day %d is %d-%d-%d by counting, not %d-%d-%d", date,
                     slow.year, slow.month, slow.day, year, month, day);
        }
        if (date == DATE_MAX) {
            break;
        }
    }
    assert_int_equal(slow.year, 2199);
    assert_int_equal(slow.month, 12);
    assert_int_equal(slow.day, 31);
}

static void days_before_1970_are_negative(void **state)
{
    (void)state;
    int year, month, day;
    assert_int_equal(date_of(1969, 12, 31), -1);
    assert_int_equal(date_weekday(-1), WEDNESDAY);
    assert_int_equal(date_of(1600, 3, 1), -135080);
    date_split(-135081, &year, &month, &day);
    assert_int_equal(year, 1600);
    assert_int_equal(month, 2);
    assert_int_equal(day, 29);
    assert_int_equal(date_weekday(-135080), WEDNESDAY);
}

static void only_real_dates_exist(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        bool exists;
    } ROWS[] = {
        {2024, 2, 29, true},  {2023, 2, 29, false}, {1900, 2, 29, false},
        {2000, 2, 29, true},  {2027, 4, 31, false}, {2027, 0, 1, false},
        {2027, 13, 1, false}, {2027, 1, 0, false},  {2027, 1, -1, false},
        {2027, 12, 31, true}, {2027, 1, 32, false}, {10000, 1, 1, false},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char row[40];
        snprintf(row, sizeof row, "%d-%d-%d", ROWS[i].year, ROWS[i].month,
                 ROWS[i].day);
        bool exists = date_exists(ROWS[i].year, ROWS[i].month, ROWS[i].day);
        expect_int(row, exists, ROWS[i].exists);
    }
}

/* ISO 8601: week 1 is the week with the year's first Thursday. */
static void iso_weeks_agree_with_counting_weeks(void **state)
{
    (void)state;
    for (int year = 1970; year < 2199; year++) {
        date_day monday = date_of(year, 1, 4);
        while (date_weekday(monday) != MONDAY) {
            monday--;
        }
        date_day next = date_of(year + 1, 1, 4);
        while (date_weekday(next) != MONDAY) {
            next--;
        }
        for (date_day date = monday; date < next; date++) {
            int iso_year = 0;
            int week = date_iso_week(date, &iso_year);
            assert_int_equal(week, (date - monday) / 7 + 1);
            assert_int_equal(iso_year, year);
        }
    }
}

/*
 * The definition of 1582: the Sunday after the paschal full moon, which is the
 * first on or after 21 March of the lunar tables that the epact (the moon's age
 * on 1 January) enters; where the tables shorten a month the full moon of
 * epacts 24 and, late in the cycle, 25 comes a day early.
 */
static date_day slow_easter(int year)
{
    int golden = year % 19;
    int century = year / 100;
    int epact = (11 * golden + 8 - century + century / 4 +
                 (8 * century + 13) / 25 + 300) %
                30;
    int full_after_21_march = (53 - epact) % 30;
    if (epact == 24 || (epact == 25 && golden > 10)) {
        full_after_21_march--;
    }
    date_day date = date_of(year, 3, 21) + full_after_21_march;
    do {
        date++;
    } while (date_weekday(date) != SUNDAY);
    return date;
}

static void easter_agrees_with_the_full_moon_tables(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
    } ROWS[] = {
        {1981, 4, 19}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24},
        {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28},
        {2028, 4, 16}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char found[DATE_TEXT], wanted[DATE_TEXT];
        date_format(date_easter(ROWS[i].year), found);
        date_format(date_of(ROWS[i].year, ROWS[i].month, ROWS[i].day), wanted);
        expect_text("published date", found, wanted);
    }
    for (int year = 1970; year <= 2199; year++) {
        char found[DATE_TEXT], wanted[DATE_TEXT];
        date_format(date_easter(year), found);
        expect_text("full moon", found, date_format(slow_easter(year), wanted));
    }
}

static void parsing_and_formatting_are_inverse(void **state)
{
    (void)state;
    for (date_day date = DATE_MIN; date <= DATE_MAX; date++) {
        char text[DATE_TEXT];
        date_day again = DATE_NONE;
        date_format(date, text);
        assert_int_equal(date_parse(text, &again, NULL), STATUS_OK);
        assert_int_equal(again, date);
    }
    char text[DATE_TEXT];
    assert_string_equal(date_format(date_of(2027, 3, 8), text), "2027-03-08");
    assert_string_equal(date_format(DATE_NONE, text), "-");
}

static void what_is_not_a_date_is_refused_and_named(void **state)
{
    (void)state;
    static const char FORM[] = "expected a date YYYY-MM-DD, found ";
    static const char REAL[] = "expected a date that exists, found ";
    static const char RANGE[] =
        "expected a date from 1970-01-01 to 2199-12-31, found ";
    static const struct {
        const char *text, *complaint;
    } ROWS[] = {
        {"", FORM},
        {"2027", FORM},
        {"2027-", FORM},
        {"2027-1-1", FORM},
        {"2027-01-1", FORM},
        {"2027-01-", FORM},
        {"2027-01-011", FORM},
        {"2027-01-01 ", FORM},
        {" 2027-01-01", FORM},
        {"2027/01/01", FORM},
        {"2027-01/01", FORM},
        {"-027-01-01", FORM},
        {"+027-01-01", FORM},
        {"2027-0x-01", FORM},
        {"01.02.2027", FORM},
        {"٢٠٢٧-٠١-٠١", FORM},
        {"2027-02-29", REAL},
        {"2027-00-10", REAL},
        {"2027-13-10", REAL},
        {"2027-04-31", REAL},
        {"1969-12-31", RANGE},
        {"0000-01-01", RANGE},
        {"2200-01-01", RANGE},
        {"9999-12-31", RANGE},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        date_day date = 12345;
        char wanted[120];
        snprintf(wanted, sizeof wanted, "%s'%s'", ROWS[i].complaint,
                 ROWS[i].text);
        expect_int(ROWS[i].text, date_parse(ROWS[i].text, &date, &err),
                   STATUS_INPUT);
        expect_text(ROWS[i].text, err.text, wanted);
        expect_int(ROWS[i].text, date, 12345);
    }
}

static void clock_times_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t minutes; /* -1: refused */
    } ROWS[] = {
        {"00:00", 0},  {"07:45", 465}, {"23:59", 1439}, {"24:00", 1440},
        {"24:01", -1}, {"25:00", -1},  {"23:60", -1},   {"7:45", -1},
        {"07:5", -1},  {"07:455", -1}, {"07.45", -1},   {"0745", -1},
        {"", -1},      {":", -1},      {"-7:45", -1},   {" 7:45", -1},
        {"07:-5", -1}, {"07:45 ", -1}, {"07:45\n", -1}, {"99:99", -1},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct error err = {0};
        int32_t minutes = -1;
        enum status status = clock_parse(ROWS[i].text, &minutes, &err);
        expect_int(ROWS[i].text, minutes, ROWS[i].minutes);
        expect_int(ROWS[i].text, status,
                   ROWS[i].minutes < 0 ? STATUS_INPUT : STATUS_OK);
        expect_int(ROWS[i].text, err.text[0] != 0, ROWS[i].minutes < 0);
    }
}

static void clock_times_are_written_modulo_a_day(void **state)
{
    (void)state;
    static const struct {
        int32_t minutes;
        const char *text;
    } ROWS[] = {
        {0, "00:00"},     {465, "07:45"},       {1439, "23:59"},
        {1440, "00:00"},  {1500, "01:00"},      {-30, "23:30"},
        {-1440, "00:00"}, {-1441, "23:59"},     {2880, "00:00"},
        {4325, "00:05"},  {INT32_MIN, "21:52"}, {INT32_MAX, "02:07"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char text[CLOCK_TEXT];
        expect_text(ROWS[i].text, clock_format(ROWS[i].minutes, text),
                    ROWS[i].text);
    }
}

static void weekdays_have_names_in_both_languages(void **state)
{
    (void)state;
    assert_string_equal(weekday_name(MONDAY, true), "man");
    assert_string_equal(weekday_name(SATURDAY, true), "lør");
    assert_string_equal(weekday_name(SUNDAY, true), "søn");
    assert_string_equal(weekday_name(MONDAY, false), "Mon");
    assert_string_equal(weekday_name(SUNDAY, false), "Sun");
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_day_of_the_range_agrees_with_counting),
        cmocka_unit_test(days_before_1970_are_negative),
        cmocka_unit_test(only_real_dates_exist),
        cmocka_unit_test(iso_weeks_agree_with_counting_weeks),
        cmocka_unit_test(easter_agrees_with_the_full_moon_tables),
        cmocka_unit_test(parsing_and_formatting_are_inverse),
        cmocka_unit_test(what_is_not_a_date_is_refused_and_named),
        cmocka_unit_test(clock_times_are_read_strictly),
        cmocka_unit_test(clock_times_are_written_modulo_a_day),
        cmocka_unit_test(weekdays_have_names_in_both_languages),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
