/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_reduction.c - N3: the shorter norm of three-shift work. */
#include "tests/model/scene.h"

#define TURNUS .staff = "shift_class=turnus"

static void sunday_and_night_hours_shorten_the_norm(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("days alone: forty hours", "5d work mon 08:00 mon 16:00", 0,
            TURNUS),
        ROW("a minute more",
            "5d work mon 08:00 mon 16:00, work sat 08:00 sat "
            "08:01",
            1, TURNUS),
        ROW("eight hours of night earn two",
            "work mon 22:00 tue 06:00, 4d work wed 08:00 wed 15:30", 0, TURNUS),
        ROW("a minute above 38",
            "work mon 22:00 tue 06:00, 3d work wed 08:00 wed 15:30, work sat "
            "08:00 sat 15:31",
            1, TURNUS),
        ROW("six hours of Sunday earn one",
            "work sun 08:00 sun 14:00, 4d work mon 08:00 mon 16:00, work sat "
            "08:00 sat 09:00",
            0, TURNUS),
        ROW("a minute above 39",
            "work sun 08:00 sun 14:00, 4d work mon 08:00 mon 16:00, work sat "
            "08:00 sat 09:01",
            1, TURNUS),
        ROW("a Sunday night earns the larger credit, not both",
            "work sat 22:00 sun 06:00, 4d work mon 08:00 mon 15:30", 0, TURNUS),
        ROW("and not less",
            "work sat 22:00 sun 06:00, 4d work mon 08:00 mon 15:30, work fri "
            "08:00 fri 08:01",
            1, TURNUS),
        /* Good Friday to 22:00, the night, Easter from 15:00: nine hours at
         * night (the first of them a holiday too), an hour of Sunday. */
        ROW("two windows in one duty",
            "work fri 21:00 sat 16:00, 2d work mon 08:00 mon 17:00, work wed "
            "08:00 wed 08:35",
            0, .monday = "2027-03-22", TURNUS),
        ROW("and a minute",
            "work fri 21:00 sat 16:00, 2d work mon 08:00 mon 17:00, work wed "
            "08:00 wed 08:36",
            1, .monday = "2027-03-22", TURNUS),
        ROW("never below 36", "4d work mon 22:00 tue 07:00", 0, TURNUS),
        ROW("but a minute above is too much",
            "4d work mon 22:00 tue 07:00, work sat 08:00 sat 08:01", 1, TURNUS),
        ROW("overtime is neither worked nor earning",
            "5d work mon 08:00 mon 16:00, overtime sat 22:00 sun 06:00", 0,
            TURNUS),
        ROW("averaged over two weeks",
            "2w work mon 22:00 tue 06:00, 4d work wed 08:00 wed 15:45, 4d "
            "work wed2 08:00 wed2 15:15",
            0, .weeks = 2, .agreement = "averaging_weeks=2 individual_written",
            TURNUS),
        ROW("a minute above the mean",
            "2w work mon 22:00 tue 06:00, 4d work wed 08:00 wed 15:45, 3d "
            "work wed2 08:00 wed2 15:15, work sat2 08:00 sat2 15:16",
            1, .weeks = 2, .agreement = "averaging_weeks=2 individual_written",
            TURNUS),
        ROW("day workers are not concerned",
            "work mon 22:00 tue 06:00, 4d work wed 08:00 wed 16:00", 0),
        ROW("history alone",
            "5d work mon 08:00 mon 16:00, work sat 08:00 sat 09:00", 0,
            .first = 2, TURNUS),
    };
    (void)state;

    scene_rows(RULE_REDUCTION, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void a_break_earns_nothing(void **state)
{
    /* 22:00-06:00 with an hour of break: seven hours, 1 h 45 min of credit. */
    static const struct scene_row ROWS[] = {
        ROW("above",
            "work mon 22:00 tue 06:00 break 60, 3d work wed 08:00 wed 15:30, "
            "work sat 08:00 sat 16:46",
            1, TURNUS),
        ROW("at",
            "work mon 22:00 tue 06:00 break 60, 3d work wed 08:00 wed 15:30, "
            "work sat 08:00 sat 16:45",
            0, TURNUS),
    };
    (void)state;

    scene_rows(RULE_REDUCTION, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void the_municipal_agreement_goes_from_37_5_to_33_6(void **state)
{
    static const struct {
        const char *why, *work;
        int32_t count;
        units limit;
    } ROWS[] = {
        {"no credits", "5d work mon 08:00 mon 15:31", 1, 945000},
        {"no credits, just at it", "5d work mon 08:00 mon 15:30", 0, 0},
        {"all at night", "5d work mon 22:00 tue 05:00", 1, 846720},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene_row row = {.work = ROWS[i].work, TURNUS};
        struct scene *scene = scene_of(&row);
        scene_limit(scene, LIMIT_CREDIT_NORM, "37.5");
        scene_limit(scene, LIMIT_CREDIT_FLOOR, "33.6");
        const struct finding_vec *found =
            scene_check(scene, RULE_REDUCTION, scene_weeks(scene, 1));
        expect_int(ROWS[i].why, found->n, ROWS[i].count);
        if (found->n > 0) {
            expect_int(ROWS[i].why, found->at[0].limit, ROWS[i].limit);
        }
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sunday_and_night_hours_shorten_the_norm),
        cmocka_unit_test(a_break_earns_nothing),
        cmocka_unit_test(the_municipal_agreement_goes_from_37_5_to_33_6),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
