/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_rest.c - R1: daily rest, call-outs and the next start. */
#include "tests/model/scene.h"

static const struct scene_row RESTS[] = {
    ROW("eleven hours pass",
        "work mon 13:00 mon 21:00, work tue 08:00 tue "
        "15:00",
        0),
    ROW("a minute less does not",
        "work mon 13:00 mon 21:01, work tue 08:00 tue 15:00", 1),
    ROW("eight by the union",
        "work mon 13:00 mon 22:00, work tue 06:00 tue "
        "14:00",
        0, .agreement = "rest_daily=8 union_local"),
    ROW("a minute less than eight",
        "work mon 13:00 mon 22:01, work tue 06:00 tue 14:00", 1,
        .agreement = "rest_daily=8 union_local"),
    ROW("standby is rest",
        "work mon 08:00 mon 15:30, standby mon 15:30 tue "
        "08:00, work tue 08:00 tue 15:30",
        0),
    ROW("strict standby is not",
        "work mon 10:00 mon 12:00, standby-strict mon 15:30 mon 22:00, "
        "work "
        "tue 08:00 tue 15:30",
        1),
    ROW("an evening meeting belongs to its day",
        "work mon 08:00 mon 15:30, meeting mon 18:00 mon 20:00, work tue "
        "08:00 tue 15:30",
        0),
    ROW("but the rest begins behind it",
        "work mon 08:00 mon 15:30, meeting mon 18:00 mon 21:01, work tue "
        "08:00 tue 15:30",
        2), /* and the day is 13 h 1 min long */
    ROW("extra work is a main period",
        "work mon 08:00 mon 15:30, overtime mon 18:00 mon 21:00, work tue "
        "07:59 tue 15:30",
        1),
    ROW("work over midnight is one period",
        "work mon 20:00 mon 24:00, work tue 00:00 tue 04:00, work tue "
        "16:00 "
        "wed 00:00",
        0),
    ROW("strict standby is a main period",
        "standby-strict mon 15:00 mon 22:00, work tue 08:00 tue 15:30", 1),
    ROW("so is training",
        "training mon 15:00 mon 22:00, work tue 08:00 tue 15:30", 1),
    ROW("so is a meeting",
        "meeting mon 15:00 mon 22:00, work tue 08:00 tue 15:30", 1),
    ROW("so is resting duty",
        "duty-rest mon 15:00 mon 22:00, work tue 08:00 tue 15:30", 1),
    ROW("leave is none", "leave mon 15:00 mon 22:00, work tue 08:00 tue 15:30",
        0),
    ROW("a day free in between",
        "work mon 08:00 mon 15:30, work wed 08:00 "
        "wed 15:30",
        0),
    ROW("a period leaves room for its rest: thirteen hours",
        "work mon 08:00 mon 21:00", 0),
    ROW("not a minute more", "work mon 08:00 mon 21:01", 1),
    ROW("a night behind a day on the same date is one long period",
        "work mon 06:00 mon 12:00, work mon 20:00 tue 02:00", 1),
    ROW("unless a whole rest lies between",
        "work mon 06:00 mon 09:00, work mon 20:00 tue 02:00", 0),
    ROW("the spring night takes an hour",
        "work sat 12:00 sat 20:00, work sun 07:00 sun 15:00", 1,
        .monday = "2026-03-23"),
    ROW("the ordinary night does not",
        "work sat 12:00 sat 20:00, work sun 07:00 sun 15:00", 0,
        .monday = "2026-03-16"),
    ROW("the autumn night gives one",
        "work sat 12:00 sat 20:59, work sun 06:59 sun 14:00", 0,
        .monday = "2026-10-19"),
    ROW("history before the plan",
        "work sun 13:00 sun 22:00, work mon2 08:00 mon2 15:00", 1, .first = 2),
    ROW("what follows the plan",
        "work sun 13:00 sun 22:00, work mon2 08:00 mon2 15:00", 1),
    ROW("history alone", "work sat 13:00 sat 22:00, work sun 08:00 sun 15:00",
        0, .first = 2),
    ROW("leading positions are outside",
        "work mon 13:00 mon 22:00, work tue 06:00 tue 14:00", 0,
        .staff = "aml_exempt=true"),
};

static void eleven_hours_lie_between_two_main_periods(void **state)
{
    (void)state;

    scene_rows(RULE_REST_DAILY, FINDING_HARD, RESTS, COUNT_OF(RESTS));
}

static void call_outs_break_the_rest(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("one long enough stretch is left",
            "work mon 08:00 mon 15:30, callout tue 02:30 tue 04:00, work tue "
            "08:00 tue 15:30",
            0),
        ROW("none is",
            "work mon 08:00 mon 15:30, callout tue 02:29 tue 04:00, "
            "work tue 08:00 tue 15:30",
            1),
        ROW("a stretch behind the call-out counts as well",
            "work mon 08:00 mon 15:30, callout mon 18:00 mon 21:00, work tue "
            "08:00 tue 15:30",
            0),
        ROW("two call-outs, three short stretches",
            "work mon 08:00 mon 15:30, callout mon 20:00 mon 21:01, callout "
            "tue "
            "02:00 tue 02:30, work tue 08:00 tue 15:30",
            1),
        ROW("overlapping call-outs",
            "work mon 08:00 mon 15:30, callout mon 19:00 mon 21:01, callout "
            "mon "
            "20:00 mon 20:30, work tue 08:00 tue 15:30",
            1),
        ROW("eight hours by the union",
            "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00, work tue "
            "08:00 tue 15:30",
            0, .agreement = "rest_daily=8 union_local"),
    };
    (void)state;

    scene_rows(RULE_REST_DAILY, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void shortened_rest_is_owed(void **state)
{
    struct scene_row row = {
        .work = "work mon 13:00 mon 22:00, work tue 08:00 tue 16:00",
        .agreement = "rest_daily=8 union_local"};
    struct scene *scene = scene_of(&row);
    (void)state;

    const struct finding_vec *found =
        scene_check(scene, RULE_REST_DAILY, scene_weeks(scene, 1));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].grade, FINDING_NOTE);
    assert_int_equal(found->at[0].value, scene_hours(10, 0));
    assert_int_equal(found->at[0].limit, scene_hours(11, 0));
    expect_text("words", found->at[0].words,
                "10 h of rest before 2027-01-12 08:00 instead of 11 h by "
                "agreement: 1 h owed");
    scene_free(scene);
}

static void the_limit_is_that_of_the_later_period(void **state)
{
    struct scene_row row = {
        .work = "3d work mon 13:00 mon 22:00, 3d work tue 08:00 tue 12:00"};
    struct scene *scene = scene_of(&row);
    (void)state;

    scene_add(scene, RECORD_AGREEMENT,
              "id=a limit=rest_daily value=8 basis=union_local reference=x "
              "entered_by=y from=2027-01-13 to=2027-01-13");
    const struct finding_vec *found =
        scene_check(scene, RULE_REST_DAILY, scene_weeks(scene, 1));
    int32_t hard = 0;
    for (int32_t i = 0; i < found->n; i++) {
        bool short_rest = strstr(found->at[i].words, "unbroken") != NULL;
        hard += short_rest && found->at[i].grade == FINDING_HARD;
        assert_true(!short_rest || found->at[i].to != scene_day("2027-01-13"));
    }
    assert_int_equal(hard, 2);
    scene_free(scene);
}

/* domain.md 2.2 "Feasible-set note", vectors 6 and 22. */
static void the_next_start_waits_for_a_whole_rest(void **state)
{
    static const struct {
        const char *why, *work, *agreement;
        const char *planned, *earliest; /* of Tuesday */
    } ROWS[] = {
        {"nothing happened", "work mon 08:00 mon 15:30", NULL, "08:00",
         "08:00"},
        {"late shift alone", "work mon 14:00 mon 22:00", NULL, "08:00",
         "09:00"},
        {"no work before at all", "", NULL, "08:00", "08:00"},
        {"a call-out but no work before", "callout tue 02:00 tue 04:00", NULL,
         "08:00", "08:00"},
        {"call-out 02-04",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00", NULL, "08:00",
         "15:00"},
        {"call-out 02-04, eight hours agreed",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00",
         "rest_daily=8 union_local", "08:00", "08:00"},
        {"call-out 03-04",
         "work mon 08:00 mon 15:30, callout tue 03:00 tue 04:00", NULL, "08:00",
         "08:00"},
        {"late shift and call-out",
         "work mon 14:00 mon 22:00, callout tue 02:00 tue 04:00", NULL, "08:00",
         "15:00"},
        {"late shift and call-out, eight hours agreed",
         "work mon 14:00 mon 22:00, callout tue 02:00 tue 04:00",
         "rest_daily=8 union_local", "08:00", "12:00"},
        {"rest between two call-outs",
         "work mon 06:00 mon 12:00, callout mon 13:00 mon 14:00, callout tue "
         "01:00 tue 02:00",
         NULL, "08:00", "08:00"},
        {"the planned start may be late enough",
         "work mon 08:00 mon 15:30, callout tue 02:00 tue 04:00", NULL, "15:00",
         "15:00"},
        {"call-out 01-03",
         "work mon 08:00 mon 15:30, standby mon 15:30 tue 08:00, callout tue "
         "01:00 tue 03:00",
         NULL, "08:00", "14:00"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.work = ROWS[i].work,
                                .agreement = ROWS[i].agreement};
        struct scene *scene = scene_of(&row);
        const struct timeline *timeline = scene_weeks(scene, 1);
        date_day tuesday = scene_monday(scene) + 1;
        int32_t planned, earliest;
        assert_int_equal(clock_parse(ROWS[i].planned, &planned, NULL), 0);
        assert_int_equal(clock_parse(ROWS[i].earliest, &earliest, NULL), 0);
        expect_int(ROWS[i].why,
                   rest_next_start(timeline, 0, zone_instant(tuesday, 240),
                                   zone_instant(tuesday, planned)),
                   zone_instant(tuesday, earliest));
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eleven_hours_lie_between_two_main_periods),
        cmocka_unit_test(call_outs_break_the_rest),
        cmocka_unit_test(shortened_rest_is_owed),
        cmocka_unit_test(the_limit_is_that_of_the_later_period),
        cmocka_unit_test(the_next_start_waits_for_a_whole_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
