/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rule_quorum.c - meetings below quorum, floating ones, turns. */
#include "tests/model/scene.h"

/* Two people of vega, two of somna; a day duty and an activity of the test. */
static struct scene *team(const char *activity)
{
    struct scene *scene = scene_new("2027-01-11");
    char fields[300];

    scene_add(scene, RECORD_MEMBER, "id=somna");
    scene_add(scene, RECORD_MEMBER, "id=empty");
    scene_add(scene, RECORD_COMPETENCE, "id=lead");
    scene_add(scene, RECORD_STAFF,
              "id=a competences=lead;2020-01-01;2030-01-01");
    scene_add(scene, RECORD_STAFF, "id=b");
    scene_add(scene, RECORD_STAFF, "id=c member=somna");
    scene_add(scene, RECORD_STAFF, "id=d member=somna");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=late kind=work start=14:00 end=21:00");
    scene_add(scene, RECORD_DEMAND, "id=day shift_type=day low=0");
    scene_add(scene, RECORD_DEMAND, "id=late shift_type=late low=0");
    snprintf(fields, sizeof fields, "id=m start=09:00 end=10:00 %s", activity);
    scene_add(scene, RECORD_ACTIVITY, fields);
    return scene;
}

/* "abc" on `duty` on the day of January. */
static void give_each(struct scene *scene, const char *people, const char *duty,
                      int32_t day)
{
    for (; *people; people++) {
        char slot[40], staff[2] = {*people, '\0'};
        snprintf(slot, sizeof slot, "%s@2027-01-%d", duty, (int)day);
        scene_give(scene, staff, slot);
    }
}

static void meetings_inside_the_day_count_who_is_at_work(void **state)
{
    static const struct {
        const char *why, *activity; /* on Tuesdays */
        const char *day, *late;     /* who works on Tuesday, and when */
        const char *absence;
        int32_t count;
    } ROWS[] = {
        {"nothing is asked", "", "", "", NULL, 0},
        {"sixty percent of four are three", "quorum_pct=60", "abc", "", NULL,
         0},
        {"two are not enough", "quorum_pct=60", "ab", "", NULL, 1},
        {"one away: sixty percent of three are two", "quorum_pct=60", "ab", "",
         "id=x staff=d kind=holiday from=2027-01-12", 0},
        {"the afternoon does not attend", "quorum_pct=60", "ab", "c", NULL, 1},
        {"a minimum", "min_attendance=2", "a", "", NULL, 1},
        {"one of each member", "min_per_member=1", "ac", "", NULL, 0},
        {"one member missing", "min_per_member=1", "ab", "", NULL, 1},
        {"both missing", "min_per_member=1", "", "", NULL, 2},
        {"those who do not belong do not count", "min_attendance=2 people=a|b",
         "acd", "", NULL, 1},
        {"a member nobody of whom belongs is not asked",
         "min_per_member=1 people=a|b", "a", "", NULL, 0},
        {"a role", "roles=lead;1;9", "bcd", "", NULL, 1},
        {"a role present", "roles=lead;1;9", "a", "", NULL, 0},
        {"somebody stays at work", "min_attendance=3 stay_out=1", "abc", "",
         NULL, 1},
        {"so four must be there", "min_attendance=3 stay_out=1", "abcd", "",
         NULL, 0},
        {"a largest share takes nobody from work",
         "max_share_pct=50 min_attendance=2", "abcd", "", NULL, 0},
        {"two faults are two findings", "min_attendance=3 roles=lead;1;9", "bc",
         "", NULL, 2},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char fields[200];
        snprintf(fields, sizeof fields, "recurrence=weekly weekdays=tue %s",
                 ROWS[i].activity);
        struct scene *scene = team(fields);
        if (ROWS[i].absence) {
            scene_add(scene, RECORD_ABSENCE, ROWS[i].absence);
        }
        give_each(scene, ROWS[i].day, "day", 12);
        give_each(scene, ROWS[i].late, "late", 12);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void duties_of_their_own_bind_from_above_too(void **state)
{
    static const struct {
        const char *why, *activity, *held;
        int32_t count;
    } ROWS[] = {
        {"those who hold it attend", "min_attendance=2", "ab", 0},
        {"too few hold it", "min_attendance=2", "a", 1},
        {"one stays out", "stay_out=1", "abc", 0},
        {"nobody does", "stay_out=1", "abcd", 1},
        {"half may go", "max_share_pct=50", "ab", 0},
        {"three are more than half", "max_share_pct=50", "abc", 1},
        {"at most one leader", "roles=lead;0;0", "a", 1},
        {"people of a day duty do not attend", "min_attendance=1", "", 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char fields[200];
        snprintf(fields, sizeof fields,
                 "recurrence=dates dates=2027-01-12 inside=false %s",
                 ROWS[i].activity);
        struct scene *scene = team(fields);
        give_each(scene, ROWS[i].held, "m", 12);
        if (!ROWS[i].held[0]) {
            give_each(scene, "abcd", "day", 12);
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void what_is_called_off_below_its_minimum_is_a_note(void **state)
{
    struct scene *scene = team("recurrence=weekly weekdays=tue "
                               "min_attendance=2 cancellable=below-minimum");
    (void)state;

    const struct timeline *timeline = scene_weeks(scene, 1);
    assert_int_equal(scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                     0);
    assert_int_equal(scene_count(scene, RULE_QUORUM, FINDING_NOTE, timeline),
                     1);
    const struct finding_vec *found = scene_check(scene, RULE_QUORUM, timeline);
    assert_int_equal(found->at[0].value, 0);
    assert_int_equal(found->at[0].limit, 2);
    assert_int_equal(found->at[0].from, scene_day("2027-01-12"));
    expect_text("words", found->at[0].words, "0 people attend, at least 2");
    scene_free(scene);
}

static void floating_activities_take_place_often_enough(void **state)
{
    static const struct {
        const char *why, *activity;
        const char *days[3]; /* who has `duty` on the 12th, 13th, 14th */
        const char *duty;
        int32_t weeks, count;
    } ROWS[] = {
        {"twice is twice",
         "inside=false count=2 to=2027-01-15",
         {"ab", "ab", ""},
         "m",
         1,
         0},
        {"once is not",
         "inside=false count=2 to=2027-01-15",
         {"ab", "", ""},
         "m",
         1,
         1},
        {"three times neither",
         "inside=false count=2 to=2027-01-15",
         {"ab", "ab", "ab"},
         "m",
         1,
         1},
        {"one of them too small",
         "inside=false count=2 min_attendance=2 to=2027-01-15",
         {"ab", "a", ""},
         "m",
         1,
         1},
        {"there is still time",
         "inside=false count=2 to=2027-01-18",
         {"ab", "", ""},
         "m",
         1,
         0},
        {"the period ends with the plan",
         "inside=false count=2 to=2027-01-18",
         {"ab", "", ""},
         "m",
         2,
         1},
        {"inside the day: twice enough people",
         "count=2 min_attendance=2 to=2027-01-15",
         {"ab", "ab", ""},
         "day",
         1,
         0},
        {"inside the day: once",
         "count=2 min_attendance=2 to=2027-01-15",
         {"ab", "a", ""},
         "day",
         1,
         1},
        {"inside the day: more is no harm",
         "count=2 min_attendance=2 to=2027-01-15",
         {"ab", "ab", "ab"},
         "day",
         1,
         0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        char fields[200];
        snprintf(fields, sizeof fields,
                 "recurrence=floating from=2027-01-11 %s", ROWS[i].activity);
        struct scene *scene = team(fields);
        for (int32_t day = 0; day < 3; day++) {
            give_each(scene, ROWS[i].days[day], ROWS[i].duty, 12 + day);
        }
        const struct timeline *timeline = scene_weeks(scene, ROWS[i].weeks);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void history_counts_for_floating_activities(void **state)
{
    struct scene *scene = team("recurrence=floating from=2027-01-04 "
                               "to=2027-01-15 inside=false count=2");
    (void)state;

    give_each(scene, "ab", "m", 12);
    const struct timeline *timeline = scene_weeks(scene, 1);
    assert_int_equal(scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                     1);
    scene_give(scene, "a", "m@2027-01-05");
    timeline = scene_weeks(scene, 1);
    assert_int_equal(scene_count(scene, RULE_QUORUM, FINDING_WARN, timeline),
                     0);
    scene_free(scene);
}

static void the_last_day_of_the_plan_counts(void **state)
{
    struct scene *scene =
        team("recurrence=floating from=2027-01-11 to=2027-01-15 inside=false "
             "count=1 each_attends=1");
    (void)state;

    give_each(scene, "abcd", "m", 15);
    const struct timeline *timeline =
        scene_timeline(scene, scene_monday(scene), 5);
    assert_int_equal(scene_check(scene, RULE_QUORUM, timeline)->n, 0);
    scene_free(scene);
}

static void each_one_takes_a_turn(void **state)
{
    static const struct {
        const char *why, *first, *second; /* who attends the two days */
        const char *absence;
        int32_t weeks, count;
    } ROWS[] = {
        {"two and two", "ab", "cd", NULL, 2, 0},
        {"one never", "ab", "c", NULL, 2, 1},
        {"one twice", "ab", "acd", NULL, 2, 1},
        {"one away both days", "ab", "c",
         "id=x staff=d kind=parental from=2027-01-01", 2, 0},
        {"one away the second day, and not there the first", "ab", "c",
         "id=x staff=d kind=holiday from=2027-01-19", 2, 1},
        {"the second day is still to come", "ab", "", NULL, 1, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene =
            team("recurrence=dates dates=2027-01-12|2027-01-19 inside=false "
                 "each_attends=1");
        if (ROWS[i].absence) {
            scene_add(scene, RECORD_ABSENCE, ROWS[i].absence);
        }
        give_each(scene, ROWS[i].first, "m", 12);
        give_each(scene, ROWS[i].second, "m", 19);
        const struct timeline *timeline = scene_weeks(scene, ROWS[i].weeks);
        const struct finding_vec *found =
            scene_check(scene, RULE_QUORUM, timeline);
        expect_int(ROWS[i].why, found->n, ROWS[i].count);
        if (found->n > 0) {
            expect_int(ROWS[i].why, found->at[0].staff != NONE, true);
        }
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meetings_inside_the_day_count_who_is_at_work),
        cmocka_unit_test(duties_of_their_own_bind_from_above_too),
        cmocka_unit_test(what_is_called_off_below_its_minimum_is_a_note),
        cmocka_unit_test(floating_activities_take_place_often_enough),
        cmocka_unit_test(history_counts_for_floating_activities),
        cmocka_unit_test(the_last_day_of_the_plan_counts),
        cmocka_unit_test(each_one_takes_a_turn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
