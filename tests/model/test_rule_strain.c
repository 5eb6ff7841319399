/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_strain.c - P1 and P4: notice of a plan, runs, weekends, sleep. */
#include "model/notice.h"
#include "tests/model/scene.h"

static void runs_end_before_they_are_too_long(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("five standby nights", "5d standby mon 15:30 tue 08:00", 0),
        ROW("the sixth is too many", "6d standby mon 15:30 tue 08:00", 1),
        ROW("and so is the seventh", "7d standby mon 15:30 tue 08:00", 2),
        ROW("history makes the run",
            "5d standby wed 15:30 thu 08:00, standby mon2 15:30 tue2 08:00", 1,
            .first = 2),
        ROW("history alone", "6d standby mon 15:30 tue 08:00", 0, .first = 2),
        ROW("a night off begins anew",
            "3d standby mon 15:30 tue 08:00, 3d standby fri 15:30 sat 08:00",
            0),
        ROW("the seventh", "7d work mon 08:00 mon 12:00", 1),
        ROW("extra work is work",
            "6d work mon 08:00 mon 12:00, overtime sun 08:00 sun 12:00", 1),
        ROW("leave is none",
            "6d work mon 08:00 mon 12:00, leave sun 08:00 sun 12:00", 0),
        ROW("nor is a call-out",
            "6d work mon 08:00 mon 12:00, callout sun 12:00 sun 13:00", 0),
        ROW("standby is none",
            "6d work mon 08:00 mon 12:00, standby sun 08:00 sun 12:00", 0),
    };
    (void)state;

    scene_rows(RULE_STRAIN, FINDING_WARN, ROWS, COUNT_OF(ROWS));
}

static void standby_weekends_keep_their_distance(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("one weekend", "standby sat 08:00 mon2 08:00", 0),
        ROW("the next", "2w standby sat 08:00 mon2 08:00", 1, .weeks = 2),
        ROW("the one after",
            "standby sat 08:00 sun 08:00, standby sun3 08:00 mon4 08:00", 1,
            .weeks = 3),
        ROW("one in three",
            "standby sat 08:00 mon2 08:00, standby sat4 08:00 mon5 08:00", 0,
            .weeks = 4),
        ROW("history counts",
            "standby sat 08:00 mon2 08:00, standby sat3 08:00 mon4 08:00", 1,
            .first = 3),
        ROW("Friday night is no weekend",
            "standby fri 15:30 sat 08:00, standby fri2 15:30 sat2 08:00", 0,
            .weeks = 2),
        ROW("work is no standby", "2w work sat 08:00 sat 12:00", 0, .weeks = 2),
    };
    (void)state;

    scene_rows(RULE_STRAIN, FINDING_WARN, ROWS, COUNT_OF(ROWS));
}

static void a_horizon_may_end_on_saturday(void **state)
{
    struct scene_row row = {.work = "2w standby sat 08:00 sun 08:00"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct timeline *timeline =
        scene_timeline(scene, scene_monday(scene) + 7, 6);
    assert_int_equal(scene_count(scene, RULE_STRAIN, FINDING_WARN, timeline),
                     1);
    scene_free(scene);
}

static void after_a_call_out_at_night_one_sleeps(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("five hours",
            "callout tue 01:00 tue 03:00, work tue 08:00 tue "
            "15:30",
            0),
        ROW("a minute less",
            "callout tue 01:00 tue 03:01, work tue 08:00 tue "
            "15:30",
            1),
        ROW("by day it does not matter",
            "callout mon 12:00 mon 13:00, work mon 15:00 mon 21:00", 0),
        ROW("nothing follows", "callout tue 01:00 tue 03:00", 0),
        ROW("what is running already does not count",
            "work mon 22:00 tue 04:00, callout tue 03:00 tue 03:30", 0),
        ROW("the spring night takes an hour",
            "callout sun 01:00 sun 01:30, work sun 07:00 sun 15:00", 1,
            .monday = "2027-03-22"),
        ROW("history alone",
            "callout sun 01:00 sun 03:01, work sun 07:00 sun 08:00", 0,
            .first = 2),
    };
    (void)state;

    scene_rows(RULE_STRAIN, FINDING_WARN, ROWS, COUNT_OF(ROWS));
}

static void a_plan_is_known_two_weeks_ahead(void **state)
{
    static const struct {
        const char *why, *published; /* the plan begins 2027-01-25 */
        int32_t count;
    } ROWS[] = {
        {"not published", NULL, 0},
        {"fourteen days", "2027-01-11", 0},
        {"thirteen", "2027-01-12", 1},
        {"afterwards", "2027-01-26", 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-25");
        struct timeline *timeline = scene_weeks(scene, 1);
        if (ROWS[i].published) {
            timeline->published = scene_day(ROWS[i].published);
        }
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_NOTICE, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void changes_fall_into_the_tier_of_their_notice(void **state)
{
    static struct notice_tier tiers[] = {
        {14, NONE, 1, 0, false, "plan"},
        {3, NONE, 15, 0, true, "late"},
        {1, 720, 60, 50, true, "moved"},
        {0, NONE, 100, 100, true, "overtime"},
    };
    static const struct {
        const char *why, *now;
        int32_t minute;
        const char *date, *tier;
    } ROWS[] = {
        {"fourteen days", "2027-01-11", 1439, "2027-01-25", "plan"},
        {"thirteen", "2027-01-12", 0, "2027-01-25", "late"},
        {"three", "2027-01-12", 600, "2027-01-15", "late"},
        {"two", "2027-01-13", 600, "2027-01-15", "moved"},
        {"two, in the evening", "2027-01-13", 1200, "2027-01-15", "moved"},
        {"the day before at noon", "2027-01-14", 720, "2027-01-15", "moved"},
        {"a minute past noon", "2027-01-14", 721, "2027-01-15", "overtime"},
        {"the same day", "2027-01-15", 300, "2027-01-15", "overtime"},
        {"too late", "2027-01-16", 300, "2027-01-15", "overtime"},
    };
    struct profile profile = {0};
    (void)state;

    assert_null(notice_tier(&profile, 0, 0));
    profile.tiers.at = tiers;
    profile.tiers.n = COUNT_OF(tiers);
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        const struct notice_tier *tier = notice_tier(
            &profile, zone_instant(scene_day(ROWS[i].now), ROWS[i].minute),
            scene_day(ROWS[i].date));
        expect_text(ROWS[i].why, tier->name, ROWS[i].tier);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_end_before_they_are_too_long),
        cmocka_unit_test(standby_weekends_keep_their_distance),
        cmocka_unit_test(a_horizon_may_end_on_saturday),
        cmocka_unit_test(after_a_call_out_at_night_one_sleeps),
        cmocka_unit_test(a_plan_is_known_two_weeks_ahead),
        cmocka_unit_test(changes_fall_into_the_tier_of_their_notice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
