/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_sunday.c - R3 and S1: Sundays and holidays. */
#include "tests/model/scene.h"

static void the_next_sunday_or_holiday_is_off(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("one Sunday", "work sun 08:00 sun 15:00", 0),
        ROW("two in a row", "2w work sun 08:00 sun 15:00", 1, .weeks = 2),
        ROW("three in a row are two breaches", "3w work sun 08:00 sun 15:00", 2,
            .weeks = 3),
        ROW("every other",
            "work sun 08:00 sun 15:00, work sun3 08:00 sun3 "
            "15:00",
            0, .weeks = 3),
        ROW("Saturday evening after six is Sunday's",
            "work sat 15:00 sat 18:01, work sun2 08:00 sun2 15:00", 1,
            .weeks = 2),
        ROW("until six it is not",
            "work sat 15:00 sat 18:00, work sun2 08:00 sun2 15:00", 0,
            .weeks = 2),
        ROW("Sunday evening after ten is Monday's",
            "work sun 22:00 mon2 06:00, work sun2 08:00 sun2 15:00", 0,
            .weeks = 2),
        ROW("a minute before ten is not",
            "work sun 21:59 mon2 06:00, work sun2 08:00 sun2 15:00", 1,
            .weeks = 2),
        ROW("passive standby is not Sunday work",
            "2w standby sat 08:00 mon2 08:00", 0, .weeks = 2),
        ROW("a call-out is",
            "2w standby sat 08:00 mon2 08:00, callout sun 12:00 sun 13:00, "
            "callout sun2 12:00 sun2 13:00",
            1, .weeks = 2),
        ROW("two holidays running, by the letter",
            "2d work thu 08:00 thu 15:00", 1, .monday = "2027-03-22"),
        ROW("a holiday and the Sunday after",
            "work fri 08:00 fri 15:00, work sun 08:00 sun 15:00", 1,
            .monday = "2027-03-22"),
        ROW("Whit Monday that is 17 May counts once",
            "work mon 08:00 mon 15:00", 0, .monday = "2027-05-17"),
        ROW("history before the plan", "2w work sun 08:00 sun 15:00", 1,
            .first = 2),
        ROW("history alone", "2w work sun 08:00 sun 15:00", 0, .first = 3),
        ROW("what follows the plan", "2w work sun 08:00 sun 15:00", 1),
        ROW("leading positions are outside", "2w work sun 08:00 sun 15:00", 0,
            .weeks = 2, .staff = "aml_exempt=true"),
    };
    (void)state;

    scene_rows(RULE_SUNDAY, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

#define AVERAGED .staff = "sunday_basis=averaged26"

static void averaged_every_other_is_off(void **state)
{
    /* 26 weeks from 7 June 2027 hold 26 Sundays and no other red day. */
    static const struct scene_row ROWS[] = {
        ROW("two running are fine", "2w work sun 08:00 sun 15:00", 0,
            .weeks = 2, .monday = "2027-06-07", AVERAGED),
        ROW("thirteen of 26, every fourth week free",
            "3w work sun 08:00 sun 15:00, 3w work sun5 08:00 sun5 15:00, 3w "
            "work sun9 08:00 sun9 15:00, 3w work sun13 08:00 sun13 15:00, "
            "work sun17 08:00 sun17 15:00",
            0, .weeks = 26, .monday = "2027-06-07", AVERAGED),
        ROW("fourteen of 26",
            "3w work sun 08:00 sun 15:00, 3w work sun5 08:00 sun5 15:00, 3w "
            "work sun9 08:00 sun9 15:00, 3w work sun13 08:00 sun13 15:00, "
            "work sun17 08:00 sun17 15:00, work sun26 08:00 sun26 15:00",
            1, .weeks = 26, .monday = "2027-06-07", AVERAGED),
        ROW("history counts",
            "3w work sun 08:00 sun 15:00, 3w work sun5 08:00 sun5 15:00, 3w "
            "work sun9 08:00 sun9 15:00, 3w work sun13 08:00 sun13 15:00, "
            "work sun17 08:00 sun17 15:00, work sun26 08:00 sun26 15:00",
            1, .first = 26, .monday = "2027-06-07", AVERAGED),
        ROW("the 27th week behind does not",
            "3w work sun 08:00 sun 15:00, 3w work sun5 08:00 sun5 15:00, 3w "
            "work sun9 08:00 sun9 15:00, 3w work sun13 08:00 sun13 15:00, "
            "work sun17 08:00 sun17 15:00, work sun27 08:00 sun27 15:00",
            0, .first = 27, .monday = "2027-06-07", AVERAGED),
        ROW("three weeks running", "3w work sun 08:00 sun 15:00", 0, .weeks = 3,
            .monday = "2027-06-07", AVERAGED),
        ROW("four weeks running", "4w work sun 08:00 sun 15:00", 1, .weeks = 4,
            .monday = "2027-06-07", AVERAGED),
        ROW("a free holiday in them is enough", "4w work sun 08:00 sun 15:00",
            0, .weeks = 4, .monday = "2027-03-15", AVERAGED),
    };
    (void)state;

    scene_rows(RULE_SUNDAY, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void the_profile_may_count_standby_as_sunday_work(void **state)
{
    struct scene_row row = {.work = "2w standby sat 08:00 mon2 08:00",
                            .weeks = 2};
    struct scene *scene = scene_of(&row);
    (void)state;

    scene_limit(scene, LIMIT_STANDBY_IS_SUNDAY_WORK, "yes");
    const struct timeline *timeline = scene_horizon(scene, &row);
    assert_int_equal(scene_count(scene, RULE_SUNDAY, FINDING_HARD, timeline),
                     1);
    scene_free(scene);
}

static void sunday_work_is_noted(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("a weekday", "work mon 08:00 mon 15:00", 0),
        ROW("a Sunday", "work sun 08:00 sun 15:00", 1),
        ROW("a holiday", "work fri 08:00 fri 15:00", 1, .monday = "2027-03-22"),
        ROW("standby", "standby sun 08:00 sun 15:00", 0),
        ROW("the eve of 1 May is a weekday", "work thu 18:00 thu 22:00", 0,
            .monday = "2026-04-27"),
        ROW("outside the plan", "work sun 08:00 sun 15:00", 0, .first = 2),
    };
    (void)state;

    scene_rows(RULE_SUNDAY_WORK, FINDING_NOTE, ROWS, COUNT_OF(ROWS));
    struct scene_row row = {.work = "work sat 16:00 sat 20:00"};
    struct scene *scene = scene_of(&row);
    const struct finding_vec *found =
        scene_check(scene, RULE_SUNDAY_WORK, scene_weeks(scene, 1));
    assert_int_equal(found->at[0].value, scene_hours(2, 0));
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_sunday_or_holiday_is_off),
        cmocka_unit_test(averaged_every_other_is_off),
        cmocka_unit_test(the_profile_may_count_standby_as_sunday_work),
        cmocka_unit_test(sunday_work_is_noted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
