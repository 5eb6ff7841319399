/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_night.c - K1, K2 and K3: night work. */
#include "tests/model/scene.h"

static void work_at_night_is_noted(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("a day", "work mon 08:00 mon 15:30", 0),
        ROW("until nine", "work mon 14:00 mon 21:00", 0),
        ROW("a minute past", "work mon 14:00 mon 21:01", 1),
        ROW("before six", "work mon 05:59 mon 12:00", 1),
        ROW("standby is none", "standby mon 21:00 tue 08:00", 0),
        ROW("a call-out is",
            "standby mon 21:00 tue 08:00, callout tue 02:00 "
            "tue 03:00",
            1),
    };
    (void)state;

    scene_rows(RULE_NIGHT, FINDING_NOTE, ROWS, COUNT_OF(ROWS));
}

static void the_note_tells_the_minutes(void **state)
{
    static const struct {
        const char *why, *monday, *work;
        int32_t hours;
    } ROWS[] = {
        {"a night", "2027-01-11", "work sat 22:00 sun 07:00", 8},
        {"the spring night", "2027-03-22", "work sat 22:00 sun 07:00", 7},
        {"the autumn night", "2027-10-25", "work sat 22:00 sun 07:00", 9},
        {"less its break", "2027-01-11", "work sat 22:00 sun 06:00 break 60",
         7},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.monday = ROWS[i].monday, .work = ROWS[i].work};
        struct scene *scene = scene_of(&row);
        const struct finding_vec *found =
            scene_check(scene, RULE_NIGHT, scene_weeks(scene, 1));
        expect_int(ROWS[i].why, found->at[0].value,
                   scene_hours(ROWS[i].hours, 0));
        scene_free(scene);
    }
}

/* Four weeks: 20 nights of 8 h 52 min are 177 h 20 min. */
#define NIGHTS "4w 5d work mon 22:00 tue 06:52"

static void regular_night_workers_have_a_mean(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("just at it", NIGHTS, 0, .weeks = 4),
        ROW("a minute more", NIGHTS ", work sat4 10:00 sat4 10:01", 1,
            .weeks = 4),
        ROW("history counts", NIGHTS ", work sat4 10:00 sat4 10:01", 1,
            .first = 4),
        ROW("a fifth week behind does not",
            "work mon 22:00 tue 06:52, 4w 5d work mon2 22:00 tue2 06:52", 0,
            .first = 5),
        ROW("converted standby counts",
            NIGHTS ", standby sat4 10:00 sat4 "
                   "10:07",
            1, .weeks = 4),
        ROW("overtime does not", NIGHTS ", overtime sat4 10:00 sat4 12:00", 0,
            .weeks = 4),
        ROW("three nights are not regular",
            "4w 5d work mon 08:00 mon 17:00, 3d work mon4 20:00 tue4 00:01", 0,
            .weeks = 4),
        ROW("four are",
            "4w 5d work mon 08:00 mon 17:00, 4d work mon4 20:00 tue4 00:01", 1,
            .weeks = 4),
        ROW("nights before the window are not of it",
            "4d work mon 20:00 tue 00:01, 4w 5d work mon2 08:00 mon2 17:00", 0,
            .first = 5),
        ROW("three hours at night are not a night",
            "4w 5d work mon 08:00 mon 17:00, 4d work mon4 20:00 tue4 00:00", 0,
            .weeks = 4),
        ROW("leading positions are outside",
            NIGHTS ", work sat4 10:00 sat4 10:01", 0, .weeks = 4,
            .staff = "aml_exempt=true"),
    };
    (void)state;

    scene_rows(RULE_NIGHT_AVERAGE, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void strained_nights_end_after_eight_hours(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("eight hours", "strain mon 22:00 tue 06:00", 0),
        ROW("a minute more", "strain mon 22:00 tue 06:01", 1),
        ROW("without strain", "work mon 22:00 tue 06:01", 0),
        ROW("strain by day", "strain mon 08:00 mon 17:00", 0),
        ROW("three hours at night are not night work",
            "strain mon 15:00 tue 00:00", 0),
        ROW("a minute more is", "strain mon 15:00 tue 00:01", 1),
        ROW("other work of the 24 hours counts",
            "work mon 18:00 mon 19:00, strain mon 22:00 tue 05:01", 1),
        ROW("passive standby does not",
            "standby mon 08:00 mon 22:00, strain mon 22:00 tue 06:00", 0),
        ROW("the autumn night is an hour longer", "strain sat 22:00 sun 05:01",
            1, .monday = "2027-10-25"),
        ROW("the spring night an hour shorter", "strain sat 22:00 sun 07:00", 0,
            .monday = "2027-03-22"),
        ROW("leading positions are outside", "strain mon 22:00 tue 07:00", 0,
            .staff = "aml_exempt=true"),
        ROW("history alone", "strain sun 08:00 sun 24:00", 0, .first = 2),
    };
    (void)state;

    scene_rows(RULE_NIGHT_HARD, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_at_night_is_noted),
        cmocka_unit_test(the_note_tells_the_minutes),
        cmocka_unit_test(regular_night_workers_have_a_mean),
        cmocka_unit_test(strained_nights_end_after_eight_hours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
