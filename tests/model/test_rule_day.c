/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_day.c - N1 and O2: work in any 24 hours. */
#include "tests/model/scene.h"

static void normal_work_in_a_day_has_a_limit(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("nothing", "", 0),
        ROW("nine hours pass", "work mon 08:00 mon 17:00", 0),
        ROW("one minute more does not", "work mon 08:00 mon 17:01", 1),
        ROW("an unpaid break is not work", "work mon 08:00 mon 17:31 break 31",
            0),
        ROW("two pieces add up",
            "work mon 08:00 mon 13:00, work mon 17:00 mon "
            "21:01",
            1),
        ROW("the next morning is in the 24 hours",
            "work mon 12:00 mon 20:00, work tue 10:59 tue 18:00", 1),
        ROW("late and early within nine hours",
            "work mon 12:00 mon 20:00, work tue 11:00 tue 18:00", 0),
        ROW("overtime is not normal work",
            "work mon 08:00 mon 17:00, overtime mon 17:00 mon 19:00", 0),
        ROW("nor are call-outs",
            "work mon 08:00 mon 17:00, standby mon 17:00 tue 08:00, callout "
            "mon "
            "20:00 mon 23:00",
            0),
        ROW("nor is standby",
            "work mon 08:00 mon 17:00, standby mon 17:00 tue "
            "08:00",
            0),
        ROW("strict standby is",
            "work mon 08:00 mon 15:30, standby-strict mon 15:30 mon 17:01", 1),
        ROW("ten hours by an agreement", "work mon 08:00 mon 18:00", 0,
            .agreement = "day_normal=10 individual_written"),
        ROW("not more than agreed", "work mon 08:00 mon 18:01", 1,
            .agreement = "day_normal=10 individual_written"),
        ROW("leading positions are outside", "work mon 06:00 mon 20:00", 0,
            .staff = "aml_exempt=true"),
        ROW("the spring night is an hour shorter", "work sat 21:00 sun 07:00",
            0, .monday = "2027-03-22"),
        ROW("an ordinary night is not", "work sat 21:00 sun 07:00", 1),
        ROW("the autumn night is an hour longer", "work sat 22:00 sun 07:00", 1,
            .monday = "2027-10-25"),
        ROW("24 hours are elapsed: in autumn 23 by the clock",
            "work sat 12:00 sat 20:00, work sun 10:01 sun 15:00", 0,
            .monday = "2027-10-25"),
        ROW("and in spring 25",
            "work sat 12:00 sat 20:00, work sun 11:59 sun 16:00", 1,
            .monday = "2027-03-22"),
        ROW("history has a part in it",
            "work sun 12:00 sun 20:00, work mon2 10:00 mon2 15:00", 1,
            .first = 2),
        ROW("history alone is not the plan's fault",
            "work sun 06:00 sun 20:00, work mon2 08:00 mon2 15:00", 0,
            .first = 2),
        ROW("what follows the plan counts too",
            "work sun 12:00 sun 20:00, work mon2 10:00 mon2 15:00", 1),
    };
    (void)state;

    scene_rows(RULE_DAY_NORMAL, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void all_work_in_a_day_has_a_limit(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("thirteen hours pass",
            "work mon 08:00 mon 17:00, overtime mon 17:00 mon 21:00", 0),
        ROW("one minute more does not",
            "work mon 08:00 mon 17:00, overtime mon 17:00 mon 21:01", 1),
        ROW("call-outs count",
            "work mon 08:00 mon 17:00, callout mon 20:00 tue 00:01", 1),
        ROW("so they do when they come first: one finding for each start",
            "callout mon 04:00 mon 06:00, work mon 08:00 mon 19:01", 1),
        ROW("passive standby does not",
            "work mon 08:00 mon 21:00, standby mon 21:00 tue 08:00", 0),
        ROW("sixteen hours by the union",
            "work mon 06:00 mon 15:00, overtime mon 15:00 mon 22:00", 0,
            .agreement = "day_total=16 union_local"),
        ROW("and not more",
            "work mon 06:00 mon 15:00, overtime mon 15:00 mon 22:01", 1,
            .agreement = "day_total=16 union_local"),
        ROW("a stretch is told from its start, not from each duty",
            "work mon 08:00 mon 12:00, work mon 12:00 tue 02:00", 1),
        ROW("work that touches is one stretch",
            "work mon 08:00 mon 16:00, work mon 16:00 mon 22:00", 1),
    };
    (void)state;

    scene_rows(RULE_DAY_TOTAL, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void journeys_are_work_of_the_day(void **state)
{
    static const struct {
        const char *why;
        int32_t minutes, count;
    } ROWS[] = {{"ninety minutes of travel pass", 45, 0},
                {"two more do not", 46, 1}};
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        char fields[100];
        snprintf(fields, sizeof fields, "id=r from=office to=far minutes=%d",
                 (int)ROWS[i].minutes);
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_PLACE, "id=far");
        scene_add(scene, RECORD_ROAD, fields);
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=day kind=work start=08:00 end=15:30");
        scene_add(scene, RECORD_DEMAND,
                  "id=d shift_type=day place=far modality=ambulatory");
        scene_give(scene, "kari", "d@2027-01-11");
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_DAY_NORMAL, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void converted_standby_enters_when_the_profile_says_so(void **state)
{
    struct scene_row row = {
        .work = "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct timeline *timeline = scene_weeks(scene, 1);
    assert_int_equal(
        scene_count(scene, RULE_DAY_NORMAL, FINDING_HARD, timeline), 0);
    scene_limit(scene, LIMIT_STANDBY_IN_DAY, "yes");
    assert_int_equal(
        scene_count(scene, RULE_DAY_NORMAL, FINDING_HARD, timeline), 1);
    scene_free(scene);
}

static void a_finding_tells_who_when_how_much_and_the_paragraph(void **state)
{
    struct scene_row row = {.work = "work tue 08:00 tue 17:30"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct finding_vec *found =
        scene_check(scene, RULE_DAY_NORMAL, scene_weeks(scene, 1));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].rule, RULE_DAY_NORMAL);
    assert_int_equal(found->at[0].staff, 0);
    assert_int_equal(found->at[0].duty, 0);
    assert_int_equal(found->at[0].from, scene_monday(scene) + 1);
    assert_int_equal(found->at[0].to, scene_monday(scene) + 2);
    assert_int_equal(found->at[0].value, scene_hours(9, 30));
    assert_int_equal(found->at[0].limit, scene_hours(9, 0));
    expect_text("reference", found->at[0].reference, "AML § 10-4 (1)");
    expect_text("words", found->at[0].words,
                "9 h 30 min in the 24 hours from 2027-01-12 08:00, at most "
                "9 h");
    scene_free(scene);
}

static void the_profile_grades_a_breach(void **state)
{
    static const struct {
        const char *why;
        enum severity severity;
        enum finding_grade grade;
    } ROWS[] = {
        {"forbidden", SEVERITY_FORBID, FINDING_HARD},
        {"to be confirmed", SEVERITY_CONFIRM, FINDING_HARD},
        {"warned of", SEVERITY_WARN, FINDING_WARN},
        {"silent", SEVERITY_SILENT, FINDING_NOTE},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.work = "work tue 08:00 tue 17:30"};
        struct scene *scene = scene_of(&row);
        scene_severity(scene, LIMIT_DAY_NORMAL, ROWS[i].severity);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_DAY_NORMAL, ROWS[i].grade, timeline),
                   1);
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_work_in_a_day_has_a_limit),
        cmocka_unit_test(all_work_in_a_day_has_a_limit),
        cmocka_unit_test(journeys_are_work_of_the_day),
        cmocka_unit_test(converted_standby_enters_when_the_profile_says_so),
        cmocka_unit_test(a_finding_tells_who_when_how_much_and_the_paragraph),
        cmocka_unit_test(the_profile_grades_a_breach),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
