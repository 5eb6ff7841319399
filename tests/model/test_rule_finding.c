/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rule_finding.c - what each rule says of a breach, to the letter; rules
 * of weeks with a horizon of one day; profiles without limits.
 */
#include "tests/model/scene.h"

/* The first finding of a rule for "kari" in the weeks of the row. */
static const struct {
    enum rule_kind rule;
    struct scene_row row;
    const char *from, *to;
    int64_t value, limit;
    bool about_duty; /* names the duty */
    const char *words;
} ROWS[] = {
    {RULE_DAY_TOTAL, ROW(NULL, "work tue 08:00 tue 21:30", 0), "2027-01-12",
     "2027-01-13", 13 * 25200 + 12600, 13 * 25200, true,
     "13 h 30 min in the 24 hours from 2027-01-12 08:00, at most 13 h"},
    {RULE_DAY_TOTAL, ROW(NULL, "work tue 00:00 tue 13:30", 0), "2027-01-12",
     "2027-01-12", 13 * 25200 + 12600, 13 * 25200, true,
     "13 h 30 min in the 24 hours from 2027-01-12 00:00, at most 13 h"},
    {RULE_WEEK_NORMAL,
     ROW(NULL, "5d work mon2 08:00 mon2 16:30", 0, .weeks = 2), "2027-01-18",
     "2027-01-24", 42 * 25200 + 12600, 40 * 25200, false,
     "42 h 30 min in the week from 2027-01-18, at most 40 h"},
    {RULE_REDUCTION,
     ROW(NULL,
         "2w work mon 22:00 tue 06:00, 2w 4d work wed 08:00 wed 16:00, work "
         "sun 08:00 sun 08:01",
         0, .weeks = 2, .staff = "shift_class=turnus",
         .agreement = "averaging_weeks=2 individual_written"),
     "2027-01-11", "2027-01-24", 40 * 25200 + 210, 38 * 25200 - 35, false,
     "40 h 0 min 30 s a week where Sunday and night hours leave a norm of 37 h "
     "59 min 55 s"},
    {RULE_OVERTIME,
     ROW(NULL, "work tue 08:00 tue 17:00, overtime tue 17:00 wed 03:30", 0),
     "2027-01-06", "2027-01-12", 10 * 25200 + 12600, 10 * 25200, false,
     "10 h 30 min of overtime in the 7 days to 2027-01-12, at most 10 h"},
    {RULE_REST_DAILY,
     ROW(NULL, "work mon 13:00 mon 22:00, work tue 08:00 tue 15:00", 0),
     "2027-01-11", "2027-01-12", 10 * 25200, 11 * 25200, true,
     "10 h of unbroken rest before the work from 2027-01-12 08:00, at least "
     "11 h"},
    {RULE_REST_DAILY, ROW(NULL, "work mon 20:00 tue 10:30", 0), "2027-01-11",
     "2027-01-12", 9 * 25200 + 12600, 11 * 25200, true,
     "work from 2027-01-11 20:00 leaves 9 h 30 min of rest in its 24 hours, "
     "at least 11 h"},
    {RULE_SUNDAY, ROW(NULL, "2w work sun 08:00 sun 15:00", 0, .weeks = 2),
     "2027-01-17", "2027-01-24", 2, 1, false,
     "work on 2027-01-17 and on 2027-01-24, the next Sunday or holiday"},
    {RULE_SUNDAY,
     ROW(NULL, "14w work sun 08:00 sun 15:00", 0, .first = 14, .weeks = 1,
         .staff = "sunday_basis=averaged26", .monday = "2027-08-30"),
     "2027-06-07", "2027-12-05", 53, 50, false,
     "14 of 26 Sundays and holidays in 26 weeks, at most 50 %"},
    {RULE_SUNDAY,
     ROW(NULL, "4w work sun 08:00 sun 15:00", 0, .first = 4, .weeks = 1,
         .staff = "sunday_basis=averaged26", .monday = "2027-08-30"),
     "2027-08-30", "2027-09-26", 5, 4, false,
     "no free Sunday or holiday in 4 weeks, at least one"},
    {RULE_SUNDAY_WORK, ROW(NULL, "work sat 16:00 sat 24:00", 0), "2027-01-16",
     "2027-01-16", 6 * 25200, 0, true, "6 h of work on a Sunday or holiday"},
    {RULE_NIGHT, ROW(NULL, "work sat 16:00 sat 24:00", 0), "2027-01-16",
     "2027-01-16", 3 * 25200, 0, true, "3 h of work at night"},
    {RULE_NIGHT_AVERAGE,
     ROW(NULL, "4w 5d work mon 22:00 tue 07:00", 0, .weeks = 4), "2027-01-11",
     "2027-02-07", 180 * 25200, 177 * 25200 + 8400, false,
     "180 h in 28 days with regular night work, at most 177 h 20 min"},
    {RULE_NIGHT_HARD, ROW(NULL, "strain tue 00:00 tue 09:00", 0), "2027-01-12",
     "2027-01-12", 9 * 25200, 8 * 25200, true,
     "9 h in the 24 hours from 2027-01-12 00:00 with strained night work, at "
     "most 8 h"},
    {RULE_STRAIN, ROW(NULL, "6d standby mon 15:30 tue 08:00", 0), "2027-01-11",
     "2027-01-16", 6, 5, false, "6 days running with standby, at most 5"},
    {RULE_STRAIN, ROW(NULL, "7d work mon 08:00 mon 12:00", 0), "2027-01-11",
     "2027-01-17", 7, 6, false, "7 days running with work, at most 6"},
    {RULE_STRAIN,
     ROW(NULL, "standby sun 08:00 mon2 08:00, standby sat3 08:00 sun3 08:00", 0,
         .weeks = 3),
     "2027-01-16", "2027-01-31", 2, 3, false,
     "standby weekends 2 weeks apart, one in 3 at most"},
    {RULE_STRAIN,
     ROW(NULL, "callout tue 02:00 tue 04:00, work tue 08:00 tue 15:30", 0),
     "2027-01-12", "2027-01-12", 4 * 25200, 5 * 25200, true,
     "4 h between a call-out at night and the work from 2027-01-12 08:00, 5 h "
     "to sleep"},
    {RULE_BREAKS,
     ROW(NULL, "work mon 08:00 mon 14:00, work wed 08:00 wed 14:00", 0),
     "2027-01-11", "2027-01-13", 0, 1, true,
     "6 h of work with 0 minutes of unpaid break: a break is due"},
    {RULE_BREAKS, ROW(NULL, "work mon 08:00 mon 16:20 break 20", 0),
     "2027-01-11", "2027-01-11", 20, 30, true,
     "8 h of work with 20 minutes of unpaid break: 30 minutes of break are "
     "due"},
    {RULE_OVERLAP,
     ROW(NULL, "work mon 08:00 mon 15:00, meeting mon 14:00 mon 18:00", 0),
     "2027-01-11", "2027-01-11", 25200, 0, true,
     "1 h in two places from 2027-01-11 14:00"},
    {RULE_OVERLAP,
     ROW(NULL, "standby mon 15:30 tue 09:00, work tue 08:00 tue 08:30", 0),
     "2027-01-11", "2027-01-12", 12600, 0, true,
     "0 h 30 min in two places from 2027-01-12 08:00"},
};

static void each_rule_says_what_when_and_how_much(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_of(&ROWS[i].row);
        const struct timeline *timeline = scene_horizon(scene, &ROWS[i].row);
        const struct finding_vec *found =
            scene_check(scene, ROWS[i].rule, timeline);
        const char *why = ROWS[i].words;
        expect_int(why, found->n > 0, true);
        expect_text(why, found->at[0].words, ROWS[i].words);
        expect_int(why, found->at[0].rule, ROWS[i].rule);
        expect_int(why, found->at[0].from, scene_day(ROWS[i].from));
        expect_int(why, found->at[0].to, scene_day(ROWS[i].to));
        expect_int(why, found->at[0].value, ROWS[i].value);
        expect_int(why, found->at[0].limit, ROWS[i].limit);
        expect_int(why, found->at[0].duty != NONE, ROWS[i].about_duty);
        assert_non_null(found->at[0].reference);
        scene_free(scene);
    }
}

/* Rules that look at a whole week speak of it when the horizon holds any part
 * of it, here its Monday; the rest is published already. */
static void a_horizon_of_one_monday_is_enough(void **state)
{
    static const struct {
        enum rule_kind rule;
        struct scene_row row;
    } WEEKS[] = {
        {RULE_WEEK_NORMAL, ROW(NULL, "6d work mon 08:00 mon 16:00", 0)},
        {RULE_WEEK_TOTAL, ROW(NULL, "7d work mon 08:00 mon 19:00", 0)},
        {RULE_REDUCTION, ROW(NULL, "6d work mon 08:00 mon 16:00", 0,
                             .staff = "shift_class=turnus")},
        {RULE_REST_WEEKLY, ROW(NULL, "7d work mon 08:00 mon 12:00", 0)},
        {RULE_NIGHT_AVERAGE,
         ROW(NULL, "7d work mon 00:00 mon 24:00, 2d work mon 00:00 mon 12:00",
             0)},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(WEEKS); i++) {
        struct scene *scene = scene_of(&WEEKS[i].row);
        if (WEEKS[i].rule == RULE_NIGHT_AVERAGE) {
            scene_limit(scene, LIMIT_NIGHT_AVG, "160");
        }
        const struct timeline *timeline =
            scene_timeline(scene, scene_monday(scene), 1);
        expect_int(RULES[WEEKS[i].rule].key,
                   scene_count(scene, WEEKS[i].rule, FINDING_HARD, timeline),
                   1);
        scene_free(scene);
    }
}

/* An empty profile binds nobody: no rule with a limit finds anything but
 * notes. */
static void a_profile_without_limits_binds_nobody(void **state)
{
    static const char *const STAFF[] = {"", "shift_class=turnus",
                                        "sunday_basis=averaged26"};
    (void)state;

    for (size_t i = 0; i < COUNT_OF(STAFF); i++) {
        struct scene_row row = {
            .staff = STAFF[i],
            .work = "4w 7d strain mon 20:00 tue 13:00, 4w overtime tue 14:00 "
                    "tue 19:00, callout wed 14:00 wed 15:00"};
        struct scene *scene = scene_of(&row);
        for (int32_t key = 0; key < LIMIT_KEYS; key++) {
            scene_coop(scene)->profile->limits[key].set = false;
        }
        const struct timeline *timeline = scene_weeks(scene, 4);
        for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
            if (RULES[rule].limit == LIMIT_KEYS) {
                continue;
            }
            expect_int(RULES[rule].key,
                       scene_count(scene, (enum rule_kind)rule, FINDING_HARD,
                                   timeline) +
                           scene_count(scene, (enum rule_kind)rule,
                                       FINDING_WARN, timeline),
                       0);
        }
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_says_what_when_and_how_much),
        cmocka_unit_test(a_horizon_of_one_monday_is_enough),
        cmocka_unit_test(a_profile_without_limits_binds_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
