/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_rest_weekly.c - R2: a long rest in each week. */
#include "tests/model/scene.h"

#define WEEKEND "5d work mon 08:00 mon 15:30, standby fri 15:30 mon2 08:00"

static void each_monday_week_holds_thirty_five_hours(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("nothing", "", 0),
        ROW("an office week", "5d work mon 08:00 mon 15:30", 0),
        ROW("seven days running", "7d work mon 08:00 mon 15:30", 1),
        ROW("35 hours from Saturday",
            "5d work mon 08:00 mon 15:30, work sat 05:00 sat 13:00", 0),
        ROW("a minute less",
            "5d work mon 08:00 mon 15:30, work sat 05:00 sat 13:01", 1),
        ROW("clipped at Monday, whatever follows",
            "5d work mon 08:00 mon 15:30, work sat 08:00 sat 13:01, work "
            "tue2 08:00 tue2 15:30",
            1),
        ROW("in the middle of the week",
            "2d work mon 08:00 mon 15:30, 4d work thu 02:30 thu 10:00", 0),
        ROW("a minute less in the middle",
            "2d work mon 08:00 mon 15:31, 4d work thu 02:30 thu 10:00", 1),
        ROW("passive standby is rest", WEEKEND, 0),
        ROW("a call-out on Saturday to 13:00",
            WEEKEND ", callout sat 12:00 sat 13:00", 0),
        ROW("to 13:01", WEEKEND ", callout sat 12:00 sat 13:01", 1),
        ROW("28 hours by the union",
            "5d work mon 08:00 mon 15:30, work sat 08:00 sat 20:00", 0,
            .agreement = "rest_weekly=28 union_local"),
        ROW("a minute less than 28",
            "5d work mon 08:00 mon 15:30, work sat 08:00 sat 20:01", 1,
            .agreement = "rest_weekly=28 union_local"),
        ROW("the spring weekend is an hour shorter",
            "5d work mon 08:00 mon 15:30, work sat 05:00 sat 13:00", 1,
            .monday = "2026-03-23"),
        ROW("the autumn one an hour longer",
            "5d work mon 08:00 mon 15:30, work sat 05:00 sat 14:00", 0,
            .monday = "2026-10-19"),
        ROW("a night from before the plan shortens its first Monday",
            "work sun 20:00 mon2 07:00, 5d work tue2 17:59 tue2 22:00, work "
            "sun2 18:00 sun2 22:00",
            1, .first = 2),
        ROW("history alone is not the plan's fault",
            "7d work mon 08:00 mon 15:30, work mon2 08:00 mon2 15:30", 0,
            .first = 2),
        ROW("leading positions are outside", "7d work mon 08:00 mon 15:30", 0,
            .staff = "aml_exempt=true"),
        ROW("leave is rest",
            "5d work mon 08:00 mon 15:30, 2d leave sat "
            "08:00 sat 15:30",
            0),
    };
    (void)state;

    scene_rows(RULE_REST_WEEKLY, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static int32_t count(const struct scene_row *row, enum limit_key key,
                     const char *value)
{
    struct scene *scene = scene_of(row);

    scene_limit(scene, key, value);
    int32_t n = scene_count(scene, RULE_REST_WEEKLY, FINDING_HARD,
                            scene_horizon(scene, row));
    scene_free(scene);
    return n;
}

static void standby_blocks_it_when_the_profile_says_so(void **state)
{
    struct scene_row row = {.work = WEEKEND};
    (void)state;

    expect_int("allowed", count(&row, LIMIT_STANDBY_IN_WEEKLY_REST, "yes"), 0);
    expect_int("blocked", count(&row, LIMIT_STANDBY_IN_WEEKLY_REST, "no"), 1);
}

static void any_168_hours_hold_it_by_the_other_reading(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("three days off each week", "2w 4d work mon 08:00 mon 15:30", 0,
            .weeks = 2),
        ROW("two days off: Saturday 21:01 to Saturday 21:01 has 34 h 59 min "
            "at one end and less at the other",
            "5d work mon 08:00 mon 15:30", 1),
        ROW("ten days without: each Monday week has a rest, the days between "
            "them none",
            "10d work wed 08:00 wed 15:30", 1, .weeks = 2),
        ROW("the window behind Monday 00:00 just reaches the next rest",
            "4d work tue 11:00 tue 15:30, work sat 08:00 sat 13:01", 0),
        ROW("a minute later it does not",
            "4d work tue 11:00 tue 15:30, work sat 08:00 sat 13:02", 1),
        ROW("told once while it lasts", "14d work mon 08:00 mon 15:30", 2,
            .weeks = 2),
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        expect_int(ROWS[i].why,
                   count(&ROWS[i], LIMIT_REST_WEEKLY_ROLLING, "yes"),
                   ROWS[i].count);
    }
}

static void a_finding_names_the_longest_rest(void **state)
{
    struct scene_row row = {.work = WEEKEND ", callout sat 12:00 sat 13:01"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct finding_vec *found =
        scene_check(scene, RULE_REST_WEEKLY, scene_weeks(scene, 1));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].value, scene_hours(34, 59));
    assert_int_equal(found->at[0].limit, scene_hours(35, 0));
    assert_int_equal(found->at[0].from, scene_monday(scene));
    assert_int_equal(found->at[0].to, scene_monday(scene) + 6);
    expect_text("words", found->at[0].words,
                "longest rest in the week from 2027-01-11 00:00 is 34 h 59 "
                "min, at least 35 h");
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_monday_week_holds_thirty_five_hours),
        cmocka_unit_test(standby_blocks_it_when_the_profile_says_so),
        cmocka_unit_test(any_168_hours_hold_it_by_the_other_reading),
        cmocka_unit_test(a_finding_names_the_longest_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
