/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_overtime.c - O1, and what counts as overtime at all. */
#include "model/overtime.h"
#include "tests/model/scene.h"

static void overtime_is_what_passes_day_week_and_plan(void **state)
{
    static const struct scene_row ROWS[] = {
        /* count: minutes in the week */
        ROW("none", "5d work mon 08:00 mon 15:30", 0),
        ROW("extra hours up to nine a day are none",
            "work mon 08:00 mon 15:30, overtime mon 15:30 mon 17:00", 0),
        ROW("beyond nine they are",
            "work mon 08:00 mon 15:30, overtime mon 15:30 mon 18:30", 90),
        ROW("a longer planned day is not", "work mon 08:00 mon 18:00", 0),
        ROW("but what is beyond the plan",
            "work mon 08:00 mon 18:00, overtime mon 18:00 mon 19:00", 60),
        ROW("a sixth day within forty hours",
            "5d work mon 08:00 mon 15:30, overtime sat 08:00 sat 10:30", 0),
        ROW("beyond forty",
            "5d work mon 08:00 mon 15:30, overtime sat 08:00 "
            "sat 12:30",
            120),
        ROW("the day's is not the week's once more",
            "5d work mon 08:00 mon 16:00, overtime mon 16:00 mon 18:00, "
            "overtime sat 08:00 sat 11:00",
            300),
        ROW("a planned week above forty moves the mark",
            "5d work mon 08:00 mon 17:00, overtime sat 08:00 sat 09:00", 60),
        ROW("turnus has its own mark",
            "5d work mon 08:00 mon 15:30, overtime sat 08:00 sat 09:00", 30,
            .staff = "shift_class=turnus"),
        ROW("a part-timer's extra hours are none",
            "work mon 08:00 mon 15:30, work tue 08:00 tue 15:30, work wed "
            "08:00 wed 11:45, overtime thu 08:00 thu 15:30",
            0, .staff = "position_pct=50"),
        ROW("call-outs are beyond the plan",
            "5d work mon 08:00 mon 16:00, callout sat 10:00 sat 13:00", 180),
        ROW("standby they replace is taken off",
            "5d work mon 08:00 mon 16:00, standby sat 08:00 sat 15:00, "
            "callout sat 08:00 sat 15:00",
            360),
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_of(&ROWS[i]);
        const struct timeline *timeline = scene_weeks(scene, 1);
        units days[7], sum = 0;
        overtime_days(timeline, 0, timeline->from, timeline->to, days);
        for (int32_t day = 0; day < 7; day++) {
            sum += days[day];
        }
        expect_int(ROWS[i].why, sum, ROWS[i].count * UNITS_PER_MINUTE);
        scene_free(scene);
    }
}

static void the_weeks_overtime_lies_where_it_passes_the_mark(void **state)
{
    struct scene_row row = {
        .work = "6d work mon 08:00 mon 14:00, overtime tue 14:00 tue 16:00, "
                "overtime sat 14:00 sat 16:00, overtime sun 08:00 sun 09:00"};
    struct scene *scene = scene_of(&row);
    units days[9];
    (void)state;

    const struct timeline *timeline = scene_weeks(scene, 1);
    overtime_days(timeline, 0, timeline->from - 1, timeline->to + 1, days);
    for (int32_t i = 0; i < 9; i++) {
        units wanted = i == 7 ? scene_hours(1, 0) : 0;
        assert_int_equal(days[i], wanted);
    }
    scene_free(scene);
}

/* Days of nine planned hours, so that every overtime hour is one. */
#define DAY9 "work mon 08:00 mon 17:00"

static void rolling_windows_have_limits(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("ten hours in seven days",
            "4d " DAY9 ", 3d overtime mon 17:00 mon 20:00, overtime thu 17:00 "
            "thu 18:00",
            0),
        ROW("a minute more",
            "4d " DAY9 ", 3d overtime mon 17:00 mon 20:00, overtime thu 17:00 "
            "thu 18:01",
            1),
        ROW("twenty by the union",
            "4d " DAY9 ", 3d overtime mon 17:00 mon 20:00, overtime thu 17:00 "
            "thu 18:01",
            0, .agreement = "overtime_7d=20 union_local"),
        ROW("the eighth day behind is out",
            "work sun 08:00 sun 17:00, overtime sun 17:00 sun 18:00, 4d work "
            "thu 08:00 thu 17:00, 3d overtime thu 17:00 thu 20:00, work mon2 "
            "08:00 mon2 17:00, overtime mon2 17:00 mon2 17:01",
            1, .first = 2),
        ROW("25 hours in four weeks",
            "4w 2d " DAY9 ", 3w 2d overtime mon 17:00 mon 20:30, overtime "
            "mon4 17:00 mon4 21:00",
            0, .weeks = 4),
        ROW("a minute more in four weeks",
            "4w 2d " DAY9 ", 3w 2d overtime mon 17:00 mon 20:30, overtime "
            "mon4 17:00 mon4 21:00, overtime tue4 17:00 tue4 17:01",
            1, .weeks = 4),
        ROW("the day four weeks behind is out",
            "5w 2d " DAY9 ", overtime mon 17:00 mon 21:00, 3w 2d overtime "
            "mon2 17:00 mon2 20:30, overtime mon5 17:00 mon5 17:01",
            0, .first = 5),
        ROW("200 hours in 52 weeks",
            "50w " DAY9 ", 50w overtime mon 17:00 mon 21:00", 0, .first = 50),
        ROW("a minute more in 52 weeks",
            "51w " DAY9 ", 50w overtime mon 17:00 mon 21:00, overtime mon51 "
            "17:00 mon51 17:01",
            1, .first = 51),
        ROW("53 weeks ago is out, the calendar year does not matter",
            "53w " DAY9 ", 50w overtime mon 17:00 mon 21:00, overtime mon53 "
            "17:00 mon53 17:01",
            0, .first = 53),
        ROW("nothing is told on days without any",
            "4d " DAY9 ", 4d overtime mon 17:00 mon 20:00, " DAY9, 0,
            .first = 2),
        ROW("leading positions are outside",
            "4d " DAY9 ", 4d overtime mon 17:00 mon 21:00", 0,
            .staff = "aml_exempt=true"),
    };
    (void)state;

    scene_rows(RULE_OVERTIME, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void the_counter_brings_a_year_along(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("199 hours and one", DAY9 ", overtime mon 17:00 mon 18:00", 0,
            .staff = "history=overtime;199;2026-12-31"),
        ROW("and a minute", DAY9 ", overtime mon 17:00 mon 18:01", 1,
            .staff = "history=overtime;199;2026-12-31"),
        ROW("taken more than 52 weeks ago",
            DAY9 ", overtime mon 17:00 mon 18:01", 0,
            .staff = "history=overtime;199;2026-01-12"),
        ROW("52 weeks ago to the day", DAY9 ", overtime mon 17:00 mon 18:01", 1,
            .staff = "history=overtime;199;2026-01-13"),
        ROW("counted to the very day", DAY9 ", overtime mon 17:00 mon 18:01", 1,
            .staff = "history=overtime;199;2027-01-11"),
        ROW("another counter", DAY9 ", overtime mon 17:00 mon 18:01", 0,
            .staff = "history=standby;199;2026-12-31"),
    };
    (void)state;

    scene_rows(RULE_OVERTIME, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overtime_is_what_passes_day_week_and_plan),
        cmocka_unit_test(the_weeks_overtime_lies_where_it_passes_the_mark),
        cmocka_unit_test(rolling_windows_have_limits),
        cmocka_unit_test(the_counter_brings_a_year_along),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
