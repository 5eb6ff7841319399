/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_calendar.c - red days, the three window sets and local days. */
#include <stdio.h>

#include "model/calendar.h"
#include "tests/model/scene.h"

/* domain.md 3.1, from Maundy Thursday to Whit Monday. */
static const struct {
    const char *year;
    const char *days[7];
} EASTERS[] = {
    {"2025", {"04-17", "04-18", "04-20", "04-21", "05-29", "06-08", "06-09"}},
    {"2026", {"04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25"}},
    {"2027", {"03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17"}},
    {"2028", {"04-13", "04-14", "04-16", "04-17", "05-25", "06-04", "06-05"}},
    {"2029", {"03-29", "03-30", "04-01", "04-02", "05-10", "05-20", "05-21"}},
    {"2030", {"04-18", "04-19", "04-21", "04-22", "05-30", "06-09", "06-10"}},
    {"2031", {"04-10", "04-11", "04-13", "04-14", "05-22", "06-01", "06-02"}},
    {"2032", {"03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17"}},
    {"2033", {"04-14", "04-15", "04-17", "04-18", "05-26", "06-05", "06-06"}},
    {"2034", {"04-06", "04-07", "04-09", "04-10", "05-18", "05-28", "05-29"}},
    {"2035", {"03-22", "03-23", "03-25", "03-26", "05-03", "05-13", "05-14"}},
};

static void movable_days_follow_easter(void **state)
{
    static const enum holiday ORDER[7] = {
        HOLIDAY_MAUNDY_THURSDAY, HOLIDAY_GOOD_FRIDAY, HOLIDAY_EASTER_SUNDAY,
        HOLIDAY_EASTER_MONDAY,   HOLIDAY_ASCENSION,   HOLIDAY_WHIT_SUNDAY,
        HOLIDAY_WHIT_MONDAY};
    (void)state;

    for (size_t i = 0; i < COUNT_OF(EASTERS); i++) {
        for (int32_t day = 0; day < 7; day++) {
            char iso[20];
            snprintf(iso, sizeof iso, "%s-%s", EASTERS[i].year,
                     EASTERS[i].days[day]);
            expect_int(iso, calendar_holiday(scene_day(iso)), ORDER[day]);
        }
    }
}

static void fixed_days_come_every_year(void **state)
{
    static const struct {
        const char *day;
        enum holiday holiday;
    } ROWS[] = {
        {"01-01", HOLIDAY_NEW_YEAR},    {"05-01", HOLIDAY_MAY_1},
        {"12-25", HOLIDAY_CHRISTMAS_1}, {"12-26", HOLIDAY_CHRISTMAS_2},
        {"12-24", HOLIDAY_NONE},        {"12-31", HOLIDAY_NONE},
        {"02-06", HOLIDAY_NONE}, /* the Sámi national day is no holiday */
    };
    (void)state;

    for (int year = 2025; year <= 2035; year++) {
        for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
            char iso[20];
            snprintf(iso, sizeof iso, "%d-%s", year, ROWS[i].day);
            expect_int(iso, calendar_holiday(scene_day(iso)),
                         ROWS[i].holiday);
        }
    }
}

/* domain.md 3.1: on Mon-Fri 9, 8, 6, 9, 10, 10, 9 for 2025 to 2031. */
static void holidays_on_weekdays_add_up(void **state)
{
    static const int32_t WANTED[] = {9, 8, 6, 9, 10, 10, 9};
    (void)state;

    for (int year = 2025; year <= 2031; year++) {
        int32_t n = 0;
        for (date_day date = date_of(year, 1, 1); date <= date_of(year, 12, 31);
             date++) {
            n += calendar_holiday(date) != HOLIDAY_NONE &&
                 date_weekday(date) < SATURDAY;
        }
        expect_int("weekday holidays", n, WANTED[year - 2025]);
    }
}

static void the_church_names_a_collision_and_it_counts_once(void **state)
{
    static const struct {
        const char *day;
        enum holiday holiday;
    } ROWS[] = {
        {"2027-05-17", HOLIDAY_WHIT_MONDAY},
        {"2032-05-17", HOLIDAY_WHIT_MONDAY},
        {"2008-05-01", HOLIDAY_ASCENSION},
        {"2026-05-17", HOLIDAY_MAY_17}, /* an ordinary Sunday besides */
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].day, calendar_holiday(scene_day(ROWS[i].day)),
                     ROWS[i].holiday);
    }
    int32_t reds[2] = {0, 0};
    for (int year = 2026; year <= 2027; year++) {
        for (date_day date = date_of(year, 1, 1); date <= date_of(year, 12, 31);
             date++) {
            reds[year - 2026] += calendar_holiday(date) != HOLIDAY_NONE;
        }
    }
    expect_int("a common year", reds[0], 12);
    expect_int("17 May is Whit Monday", reds[1], 11);
}

static void names_are_there_in_both_languages(void **state)
{
    (void)state;

    for (enum holiday holiday = HOLIDAY_NEW_YEAR; holiday < HOLIDAY_COUNT;
         holiday++) {
        assert_true(strlen(holiday_name(holiday, false)) > 3);
        assert_true(strlen(holiday_name(holiday, true)) > 3);
    }
    expect_text("none", holiday_name(HOLIDAY_NONE, true), "");
    expect_text("nb", holiday_name(HOLIDAY_GOOD_FRIDAY, true),
                      "langfredag");
}

static void law_windows_begin_and_end_where_the_act_says(void **state)
{
    static const struct {
        const char *why, *from, *to; /* a stretch to look at */
        const char *opens, *closes;  /* the only window; NULL: none */
    } ROWS[] = {
        {"an ordinary Sunday", "2026-01-16", "2026-01-19", "2026-01-17 18:00",
         "2026-01-18 22:00"},
        {"Maundy Thursday and Good Friday are one window", "2026-04-01",
         "2026-04-04", "2026-04-01 18:00", "2026-04-03 22:00"},
        {"Easter begins at 15:00 on its eve", "2026-04-04", "2026-04-08",
         "2026-04-04 15:00", "2026-04-06 22:00"},
        {"Whit begins at 15:00", "2026-05-23", "2026-05-27", "2026-05-23 15:00",
         "2026-05-25 22:00"},
        {"1 May has no eve", "2026-04-30", "2026-05-02", "2026-05-01 00:00",
         "2026-05-01 22:00"},
        {"1 May on a Monday runs on from Sunday", "2028-04-29", "2028-05-03",
         "2028-04-29 18:00", "2028-05-01 22:00"},
        {"1 May on a Saturday runs on into Sunday", "2027-04-30", "2027-05-04",
         "2027-05-01 00:00", "2027-05-02 22:00"},
        {"1 May as Ascension has an eve", "2008-04-30", "2008-05-02",
         "2008-04-30 18:00", "2008-05-01 22:00"},
        {"Christmas on a Thursday", "2025-12-24", "2025-12-27",
         "2025-12-24 15:00", "2025-12-26 22:00"},
        {"Christmas after a Sunday is one window", "2028-12-22", "2028-12-28",
         "2028-12-23 18:00", "2028-12-26 22:00"},
        {"New Year's Eve is no great eve", "2025-12-31", "2026-01-02",
         "2025-12-31 18:00", "2026-01-01 22:00"},
        {"no window on common weekdays", "2026-01-12", "2026-01-17", NULL,
         NULL},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct window windows[4];
        char opens[40], closes[40];
        date_day date;
        int32_t minute;
        int32_t n = calendar_law_windows(
            zone_instant(scene_day(ROWS[i].from), 0),
            zone_instant(scene_day(ROWS[i].to), 0), windows, 4);
        expect_int(ROWS[i].why, n, ROWS[i].opens != NULL);
        for (int32_t end = 0; end < 2 && n == 1; end++) {
            char day[DATE_TEXT], clock[CLOCK_TEXT];
            zone_local(end ? windows[0].to : windows[0].from, &date, &minute);
            snprintf(end ? closes : opens, 40, "%s %s", date_format(date, day),
                     clock_format(minute, clock));
        }
        if (n == 1) {
            expect_text(ROWS[i].why, opens, ROWS[i].opens);
            expect_text(ROWS[i].why, closes, ROWS[i].closes);
        }
    }
}

static void law_windows_fill_no_more_than_asked(void **state)
{
    struct window windows[2];
    instant from = zone_instant(scene_day("2026-01-01"), 0);
    instant to = zone_instant(scene_day("2026-03-01"), 0);
    (void)state;

    assert_int_equal(calendar_law_windows(from, to, windows, 2), 2);
    assert_int_equal(calendar_law_windows(from, to, windows, 0), 0);
}

/* Minutes by asking every single one of them. */
static int64_t slow_minutes(instant from, instant to)
{
    int64_t n = 0;

    for (instant at = from; at < to; at += 60) {
        struct window window;
        n += calendar_law_windows(at, at + 60, &window, 1) == 1;
    }
    return n;
}

static void law_minutes_agree_with_counting_them(void **state)
{
    static const struct {
        const char *why, *day;
        int32_t start, end;
    } ROWS[] = {
        {"Friday to Monday", "2026-01-16", 930, 930 + 3860},
        {"over the spring change", "2026-03-28", 0, 3 * 1440},
        {"over the autumn change", "2026-10-24", 0, 3 * 1440},
        {"Easter week", "2027-03-22", 0, 10 * 1440},
        {"first of May", "2026-04-30", 1080, 3000},
        {"nothing", "2026-01-13", 480, 930},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        date_day day = scene_day(ROWS[i].day);
        instant from = zone_instant(day, ROWS[i].start);
        instant to = zone_instant(day, ROWS[i].end);
        expect_int(ROWS[i].why, calendar_law_minutes(from, to),
                     slow_minutes(from, to));
    }
}

static void pay_windows_are_whole_days_or_afternoons(void **state)
{
    static const struct {
        const char *why, *day;
        int32_t from;
    } ROWS[] = {
        {"Wednesday before Maundy Thursday", "2026-04-01", 720},
        {"Maundy Thursday", "2026-04-02", 0},
        {"Easter Eve is whole", "2026-04-04", 0},
        {"Easter Monday", "2026-04-06", 0},
        {"the day after", "2026-04-07", 1440},
        {"an ordinary Sunday is not in it", "2026-01-18", 1440},
        {"30 April", "2026-04-30", 1440},
        {"1 May", "2026-05-01", 0},
        {"17 May on a Sunday", "2026-05-17", 0},
        {"Whit Eve", "2026-05-23", 720},
        {"Christmas Eve", "2026-12-24", 720},
        {"New Year's Eve", "2026-12-31", 720},
        {"eve of Ascension", "2026-05-13", 1440},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why, calendar_pay133_from(scene_day(ROWS[i].day)),
                     ROWS[i].from);
    }
}

static void offices_close_on_red_half_and_local_days(void **state)
{
    static const struct {
        const char *why, *member, *day;
        int32_t from;
        enum local_effect effect;
    } ROWS[] = {
        {"a weekday", "vega", "2027-01-13", 1440, LOCAL_NONE},
        {"a Saturday", "vega", "2027-01-16", 0, LOCAL_NONE},
        {"Good Friday", "vega", "2027-03-26", 0, LOCAL_NONE},
        {"Wednesday before Easter", "vega", "2027-03-24", 720, LOCAL_NONE},
        {"own planning day", "vega", "2027-01-29", 0, LOCAL_OFFICE_CLOSED},
        {"the neighbour's", "somna", "2027-01-29", 1440, LOCAL_NONE},
        {"a day of all", "somna", "2027-02-05", 1440, LOCAL_MIN_COVER},
        {"closed beats minimum", "vega", "2027-02-05", 0, LOCAL_OFFICE_CLOSED},
        {"own hours leave Monday out", "somna", "2027-01-11", 0, LOCAL_NONE},
        {"own hours open Saturday", "somna", "2027-01-16", 1440, LOCAL_NONE},
        {"nobody's days", NULL, "2027-01-29", 1440, LOCAL_NONE},
        {"nobody, a day of all", NULL, "2027-02-05", 1440, LOCAL_MIN_COVER},
    };
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_MEMBER, "id=somna opening=tue-sat;08:00;15:30");
    scene_add(scene, RECORD_LOCAL_DAY,
              "id=p member=vega from=2027-01-29 "
              "to=2027-01-29 effect=office-closed");
    scene_add(scene, RECORD_LOCAL_DAY,
              "id=c member=vega from=2027-02-05 to=2027-02-05 "
              "effect=office-closed");
    scene_add(scene, RECORD_LOCAL_DAY,
              "id=a from=2027-02-04 to=2027-02-06 "
              "effect=min-cover");
    scene_resolve(scene);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct coop *coop = scene_coop(scene);
        int32_t member =
            ROWS[i].member ? coop_find_member(coop, ROWS[i].member) : NONE;
        date_day day = scene_day(ROWS[i].day);
        expect_int(ROWS[i].why,
                     calendar_office_closed_from(coop, member, day),
                     ROWS[i].from);
        expect_int(ROWS[i].why, calendar_local_effect(coop, member, day),
                     ROWS[i].effect);
    }
    scene_free(scene);
}

static void timetables_treat_red_days_as_sundays(void **state)
{
    (void)state;

    assert_int_equal(calendar_day_type(scene_day("2027-03-25")), DAY_SUNDAY);
    assert_int_equal(calendar_day_type(scene_day("2027-03-27")), DAY_SATURDAY);
    assert_int_equal(calendar_day_type(scene_day("2027-03-28")), DAY_SUNDAY);
    assert_int_equal(calendar_day_type(scene_day("2027-03-30")), DAY_WEEKDAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(movable_days_follow_easter),
        cmocka_unit_test(fixed_days_come_every_year),
        cmocka_unit_test(holidays_on_weekdays_add_up),
        cmocka_unit_test(the_church_names_a_collision_and_it_counts_once),
        cmocka_unit_test(names_are_there_in_both_languages),
        cmocka_unit_test(law_windows_begin_and_end_where_the_act_says),
        cmocka_unit_test(law_windows_fill_no_more_than_asked),
        cmocka_unit_test(law_minutes_agree_with_counting_them),
        cmocka_unit_test(pay_windows_are_whole_days_or_afternoons),
        cmocka_unit_test(offices_close_on_red_half_and_local_days),
        cmocka_unit_test(timetables_treat_red_days_as_sundays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
