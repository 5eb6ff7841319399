/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_week.c - N2 and O3: hours a week and on average. */
#include "tests/model/scene.h"

static void a_week_without_an_agreement_has_forty_hours(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("37.5 hours", "5d work mon 08:00 mon 15:30", 0),
        ROW("forty pass", "5d work mon 08:00 mon 16:00", 0),
        ROW("one minute more does not",
            "5d work mon 08:00 mon 16:00, work sat 08:00 sat 08:01", 1),
        ROW("standby at 1/7 fills the rest: 17.5 h are 2.5",
            "5d work mon 08:00 mon 15:30, standby fri 15:30 sat 09:00", 0),
        ROW("seven minutes more do not",
            "5d work mon 08:00 mon 15:30, standby fri 15:30 sat 09:07", 1),
        ROW("overtime is not normal time",
            "5d work mon 08:00 mon 16:00, overtime sat 08:00 sat 14:00", 0),
        ROW("nor are call-outs",
            "5d work mon 08:00 mon 16:00, callout sat 08:00 sat 14:00", 0),
        ROW("turnus has 38", "5d work mon 08:00 mon 15:37", 1,
            .staff = "shift_class=turnus"),
        ROW("37.5 in turnus", "5d work mon 08:00 mon 15:30", 0,
            .staff = "shift_class=turnus"),
        ROW("continuous has 36", "5d work mon 08:00 mon 15:30", 1,
            .staff = "shift_class=continuous"),
        ROW("a part-timer has the same limit", "5d work mon 08:00 mon 16:00", 0,
            .staff = "position_pct=50"),
        ROW("leading positions are outside", "6d work mon 08:00 mon 17:00", 0,
            .staff = "aml_exempt=true"),
        ROW("weeks are from Monday to Sunday",
            "work sat 08:00 sat 17:00, work sun 08:00 sun 17:00, 4d work mon2 "
            "08:00 mon2 17:00",
            0, .first = 2),
        ROW("a night into Monday is cut at midnight",
            "work sun 16:00 mon2 00:01, 5d work mon2 08:00 mon2 16:00", 1,
            .first = 2),
        ROW("history fills the first week",
            "3d work mon 08:00 mon 16:00, 2d work thu 08:00 thu 16:01", 1),
        ROW("each week on its own", "2w 5d work mon 08:00 mon 16:01", 2,
            .weeks = 2),
        ROW("the autumn week is an hour longer",
            "4d work mon 08:00 mon 15:45, work sat 21:00 sun 06:00", 1,
            .monday = "2027-10-25"),
        ROW("the ordinary one is not",
            "4d work mon 08:00 mon 15:45, work sat 21:00 sun 06:00", 0),
    };
    (void)state;

    scene_rows(RULE_WEEK_NORMAL, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void an_agreement_averages_the_weeks(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("fifty in one of two weeks",
            "5d work mon 08:00 mon 18:00, 5d work mon2 08:00 mon2 14:00", 0,
            .weeks = 2, .agreement = "averaging_weeks=2 individual_written"),
        ROW("more than fifty in one",
            "5d work mon 08:00 mon 18:01, 5d work mon2 08:00 mon2 10:00", 1,
            .weeks = 2, .agreement = "averaging_weeks=2 individual_written"),
        ROW("a mean just at forty",
            "5d work mon 08:00 mon 17:00, 5d work mon2 08:00 mon2 15:00", 0,
            .weeks = 2, .agreement = "averaging_weeks=2 individual_written"),
        ROW("a minute above it",
            "5d work mon 08:00 mon 17:00, 5d work mon2 08:00 mon2 15:00, work "
            "sat2 08:00 sat2 08:01",
            1, .weeks = 2, .agreement = "averaging_weeks=2 individual_written"),
        ROW("the mean rolls: history counts",
            "5d work mon 08:00 mon 17:00, 5d work mon2 08:00 mon2 16:00", 1,
            .first = 2, .agreement = "averaging_weeks=2 individual_written"),
        ROW("eight weeks at 48 by 52 weeks' averaging",
            "8w 6d work mon 08:00 mon 16:00", 0, .weeks = 8,
            .agreement = "averaging_weeks=52 individual_written"),
        ROW("not 48 and a minute",
            "8w 6d work mon 08:00 mon 16:00, work sun8 08:00 sun8 08:01", 1,
            .weeks = 8, .agreement = "averaging_weeks=52 individual_written"),
        ROW("history makes the eight",
            "8w 6d work mon 08:00 mon 16:00, work sun8 08:00 sun8 08:01", 1,
            .first = 8, .agreement = "averaging_weeks=52 individual_written"),
        ROW("the ninth week behind does not",
            "work sun 08:00 sun 08:01, 8w 6d work mon2 08:00 mon2 16:00", 0,
            .first = 9, .agreement = "averaging_weeks=52 individual_written"),
        ROW("weeks away count as they were: nothing",
            "5d work mon 08:00 mon 17:00, 3d work mon3 08:00 mon3 16:00", 0,
            .weeks = 3, .agreement = "averaging_weeks=3 individual_written"),
    };
    (void)state;

    scene_rows(RULE_WEEK_NORMAL, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void an_agreement_of_one_person_is_theirs_alone(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_STAFF, "id=ola");
    scene_agree(scene, "kari", "averaging_weeks=8 individual_written");
    scene_work(scene, "kari", "5d work mon 08:00 mon 17:00");
    scene_work(scene, "ola", "5d work mon 08:00 mon 17:00");
    const struct finding_vec *found =
        scene_check(scene, RULE_WEEK_NORMAL, scene_weeks(scene, 1));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].staff, 1);
    scene_free(scene);
}

static void a_mean_is_told_rounded_up(void **state)
{
    struct scene_row row = {
        .work = "8w 6d work mon 08:00 mon 16:00, work sun8 08:00 sun8 08:01",
        .weeks = 8};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct finding_vec *found =
        scene_check(scene, RULE_WEEK_TOTAL, scene_horizon(scene, &row));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].value, scene_hours(48, 0) + 53);
    assert_int_equal(found->at[0].limit, scene_hours(48, 0));
    assert_int_equal(found->at[0].from, scene_monday(scene));
    assert_int_equal(found->at[0].to, scene_monday(scene) + 55);
    expect_words("words", found->at[0].words,
                 "a week on average of the 8 weeks from 2027-01-11, at most "
                 "48 h");
    scene_free(scene);
}

static void all_work_of_a_week_has_a_mean_and_a_cap(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("69 hours once",
            "6d work mon 08:00 mon 19:00, work sun 08:00 sun "
            "11:00",
            0),
        ROW("a minute more",
            "6d work mon 08:00 mon 19:00, work sun 08:00 sun "
            "11:01",
            1),
        ROW("eight weeks of 48 with overtime",
            "8w 5d work mon 08:00 mon 16:00, 8w overtime sat 08:00 sat 16:00",
            0, .weeks = 8),
        ROW("a call-out on top",
            "8w 5d work mon 08:00 mon 16:00, 8w overtime sat 08:00 sat 16:00, "
            "callout sun8 10:00 sun8 10:01",
            1, .weeks = 8),
        ROW("standby counts by its factor",
            "8w 5d work mon 08:00 mon 16:00, 8w overtime sat 08:00 sat 15:00, "
            "8w "
            "standby sun 08:00 sun 15:00",
            0, .weeks = 8),
        ROW("seven minutes more of it do not pass",
            "8w 5d work mon 08:00 mon 16:00, 8w overtime sat 08:00 sat 15:00, "
            "8w "
            "standby sun 08:00 sun 15:07",
            1, .weeks = 8),
    };
    (void)state;

    scene_rows(RULE_WEEK_TOTAL, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_without_an_agreement_has_forty_hours),
        cmocka_unit_test(an_agreement_averages_the_weeks),
        cmocka_unit_test(an_agreement_of_one_person_is_theirs_alone),
        cmocka_unit_test(a_mean_is_told_rounded_up),
        cmocka_unit_test(all_work_of_a_week_has_a_mean_and_a_cap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
