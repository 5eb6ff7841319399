/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rule_cover.c - uncovered demand, people who may not, pins.
 */
#include "tests/model/scene.h"

static struct scene *office(void)
{
    struct scene *scene = scene_new("2027-01-11");

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_STAFF, "id=ola");
    scene_add(scene, RECORD_STAFF, "id=eva");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=15:30 end=08:00+1 factor=1/7");
    return scene;
}

/* "kari:d@2027-01-11 ola:d@2027-01-12" */
static void give_all(struct scene *scene, const char *held)
{
    while (*held) {
        char staff[20], slot[60];
        held += strspn(held, " ");
        size_t name = strcspn(held, ":"), all = strcspn(held, " ");
        snprintf(staff, sizeof staff, "%.*s", (int)name, held);
        snprintf(slot, sizeof slot, "%.*s", (int)(all - name - 1),
                 held + name + 1);
        scene_give(scene, staff, slot);
        held += all;
    }
}

static void demand_below_its_low_mark_is_uncovered(void **state)
{
    static const struct {
        const char *why, *demand, *held;
        int32_t count;
        int64_t value, limit; /* of the first */
    } ROWS[] = {
        {"nobody on two days", "weekdays=mon,tue", "", 2, 0, 1},
        {"somebody on one", "weekdays=mon,tue", "kari:d@2027-01-11", 1, 0, 1},
        {"two are wanted", "weekdays=mon low=2 high=3", "kari:d@2027-01-11", 1,
         1, 2},
        {"two are there", "weekdays=mon low=2 high=3",
         "kari:d@2027-01-11 ola:d@2027-01-11", 0, 0, 0},
        {"none is wanted", "weekdays=mon low=0", "", 0, 0, 0},
        {"somebody outside the plan", "weekdays=mon", "kari:d@2027-01-18", 1, 0,
         1},
        {"two duties a week", "per=week low=2 high=5",
         "kari:d@2027-01-11 kari:d@2027-01-13", 0, 0, 0},
        {"one of two a week", "per=week low=2 high=5", "kari:d@2027-01-13", 1,
         1, 2},
        {"a week without such a day", "per=week low=2 weekdays=mon parity=odd",
         "", 0, 0, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        char fields[150];
        snprintf(fields, sizeof fields, "id=d shift_type=day %s",
                 ROWS[i].demand);
        scene_add(scene, RECORD_DEMAND, fields);
        give_all(scene, ROWS[i].held);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_COVER, FINDING_WARN, timeline),
                   ROWS[i].count);
        if (ROWS[i].count > 0) {
            const struct finding_vec *found =
                scene_check(scene, RULE_COVER, timeline);
            expect_int(ROWS[i].why, found->at[0].value, ROWS[i].value);
            expect_int(ROWS[i].why, found->at[0].limit, ROWS[i].limit);
            expect_int(ROWS[i].why, found->at[0].staff, NONE);
        }
        scene_free(scene);
    }
}

static void outside_cover_counts_as_people(void **state)
{
    struct scene *scene = office();
    (void)state;

    scene_add(scene, RECORD_MEMBER, "id=hospital kind=partner");
    scene_add(scene, RECORD_DEMAND,
              "id=d shift_type=night modality=phone low=2 high=2");
    scene_add(scene, RECORD_EXTERNAL,
              "id=e provider=hospital demand=d modality=phone start=15:00 "
              "end=08:00+1 weekdays=mon,tue");
    give_all(scene, "kari:d@2027-01-11");
    const struct finding_vec *found =
        scene_check(scene, RULE_COVER, scene_weeks(scene, 1));
    assert_int_equal(found->n, 6);
    assert_int_equal(found->at[0].from, scene_monday(scene) + 1);
    assert_int_equal(found->at[0].value, 1);
    expect_text("words", found->at[0].words, "1 of 2 people");
    scene_free(scene);
}

static void a_week_counts_where_it_ends(void **state)
{
    static const struct {
        const char *why, *from;
        int32_t days, count;
    } ROWS[] = {
        {"it ends in the plan", "2027-01-17", 1, 1},
        {"it goes on behind it", "2027-01-11", 6, 0},
        {"two of them", "2027-01-11", 14, 2},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=day per=week low=2");
        const struct timeline *timeline =
            scene_timeline(scene, scene_day(ROWS[i].from), ROWS[i].days);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_COVER, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void only_people_who_may_hold_a_duty(void **state)
{
    static const struct {
        const char *why;
        enum record_kind kind;
        const char *record, *held;
        int32_t count;
        enum refusal value;
    } ROWS[] = {
        {"all is well", RECORD_KINDS, NULL, "kari:d@2027-01-11", 0, 0},
        {"away", RECORD_ABSENCE,
         "id=x staff=kari kind=holiday from=2027-01-11 to=2027-01-12",
         "kari:d@2027-01-11 kari:d@2027-01-12 kari:d@2027-01-13", 2,
         REFUSE_ABSENT},
        {"excluded", RECORD_EXCLUSION, "id=x staff=kari degree=never demand=d",
         "kari:d@2027-01-11 ola:d@2027-01-11", 1, REFUSE_EXCLUDED},
        {"in the past", RECORD_ABSENCE,
         "id=x staff=kari kind=holiday from=2027-01-04 to=2027-01-10",
         "kari:d@2027-01-08", 0, 0},
        {"a pin that is kept", RECORD_PIN,
         "id=x staff=kari demand=d date=2027-01-11", "kari:d@2027-01-11", 0, 0},
        {"a pin that is not", RECORD_PIN,
         "id=x staff=kari demand=d date=2027-01-11", "kari:d@2027-01-12", 1,
         REFUSE_NOT},
        {"a pin of another week", RECORD_PIN,
         "id=x staff=kari demand=d date=2027-01-18", "", 0, 0},
        {"pinned to an activity", RECORD_PIN,
         "id=x staff=kari activity=a date=2027-01-11", "kari:d@2027-01-11", 1,
         REFUSE_NOT},
        {"and holding it", RECORD_PIN,
         "id=x staff=kari activity=a date=2027-01-11", "kari:a@2027-01-11", 0,
         0},
        {"a meeting inside the day is not held", RECORD_PIN,
         "id=x staff=kari activity=i date=2027-01-11", "kari:d@2027-01-11", 0,
         0},
        {"pinned out", RECORD_PIN,
         "id=x staff=kari demand=d date=2027-01-11 on=false",
         "kari:d@2027-01-11", 1, REFUSE_PINNED_OUT},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=day");
        scene_add(scene, RECORD_ACTIVITY,
                  "id=a recurrence=weekly start=16:00 end=18:00 inside=false");
        scene_add(scene, RECORD_ACTIVITY,
                  "id=i recurrence=weekly start=09:00 end=10:00");
        if (ROWS[i].record) {
            scene_add(scene, ROWS[i].kind, ROWS[i].record);
        }
        give_all(scene, ROWS[i].held);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_ELIGIBLE, FINDING_HARD, timeline),
                   ROWS[i].count);
        if (ROWS[i].count > 0) {
            const struct finding_vec *found =
                scene_check(scene, RULE_ELIGIBLE, timeline);
            expect_int(ROWS[i].why, found->at[0].value, ROWS[i].value);
        }
        scene_free(scene);
    }
}

/* domain.md D5: one undifferentiated answer. */
static void the_sentence_is_the_same_for_every_reason(void **state)
{
    static const struct {
        enum record_kind kind;
        const char *record;
    } ROWS[] = {
        {RECORD_ABSENCE, "id=x staff=kari kind=sick-self from=2027-01-11"},
        {RECORD_EXCLUSION, "id=x staff=kari degree=never demand=d"},
        {RECORD_PIN, "id=x staff=kari demand=d date=2027-01-11 on=false"},
    };
    char first[200] = "";
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=day");
        scene_add(scene, ROWS[i].kind, ROWS[i].record);
        give_all(scene, "kari:d@2027-01-11");
        const struct finding_vec *found =
            scene_check(scene, RULE_ELIGIBLE, scene_weeks(scene, 1));
        assert_int_equal(found->n, 1);
        if (i == 0) {
            snprintf(first, sizeof first, "%s", found->at[0].words);
        }
        expect_text(ROWS[i].record, found->at[0].words, first);
        scene_free(scene);
    }
}

static void overtime_is_refused_to_the_exempt_and_the_partly_sick(void **state)
{
    static const struct {
        const char *why, *staff, *absence;
        int32_t count;
    } ROWS[] = {
        {"anybody else", "id=k", NULL, 0},
        {"exempt", "id=k limits=no-overtime", NULL, 1},
        {"exempt until yesterday",
         "id=k limits=no-overtime;100;2026-01-01;2027-01-10", NULL, 0},
        {"half sick", "id=k",
         "id=x staff=k kind=sick-note grade=50 from=2027-01-11", 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        scene_add(scene, RECORD_STAFF, ROWS[i].staff);
        if (ROWS[i].absence) {
            scene_add(scene, RECORD_ABSENCE, ROWS[i].absence);
        }
        scene_work(scene, "k",
                   "work mon 08:00 mon 12:00, overtime mon 12:00 mon 14:00");
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_ELIGIBLE, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void new_people_are_not_alone_on_standby(void **state)
{
    static const struct {
        const char *why, *held;
        int32_t count;
    } ROWS[] = {
        {"alone", "new:p@2027-01-12", 1},
        {"with a backup", "new:p@2027-01-12 ola:b@2027-01-12", 0},
        {"a backup of another night", "new:p@2027-01-12 ola:b@2027-01-13", 1},
        {"day work is no company", "new:p@2027-01-12 ola:d@2027-01-13", 1},
        {"covered in two halves",
         "new:p@2027-01-12 ola:e@2027-01-12 kari:l@2027-01-12", 0},
        {"only the first half", "new:p@2027-01-12 ola:e@2027-01-12", 1},
        {"day work needs nobody", "new:d@2027-01-12", 0},
        {"the last day of the weeks", "new:p@2027-01-17", 1},
        {"told with the week", "new:p@2027-01-11", 1},
        {"the day after", "new:p@2027-01-18", 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = office();
        scene_add(scene, RECORD_STAFF,
                  "id=new from=2027-01-04 single_standby_weeks=2");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=eve kind=standby start=15:30 end=23:00 factor=1/7");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=late kind=standby start=23:00 end=08:00+1 factor=1/7");
        scene_add(scene, RECORD_DEMAND, "id=p shift_type=night");
        scene_add(scene, RECORD_DEMAND, "id=b shift_type=night");
        scene_add(scene, RECORD_DEMAND, "id=e shift_type=eve");
        scene_add(scene, RECORD_DEMAND, "id=l shift_type=late");
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=day");
        give_all(scene, ROWS[i].held);
        const struct timeline *timeline = scene_weeks(scene, 2);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_ELIGIBLE, FINDING_WARN, timeline),
                   ROWS[i].count);
        if (strcmp(ROWS[i].why, "told with the week") == 0) {
            expect_text(
                ROWS[i].why,
                scene_check(scene, RULE_ELIGIBLE, timeline)->at[0].words,
                "alone on standby in week 2 of employment, not in the first "
                "2");
        }
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demand_below_its_low_mark_is_uncovered),
        cmocka_unit_test(outside_cover_counts_as_people),
        cmocka_unit_test(a_week_counts_where_it_ends),
        cmocka_unit_test(only_people_who_may_hold_a_duty),
        cmocka_unit_test(the_sentence_is_the_same_for_every_reason),
        cmocka_unit_test(overtime_is_refused_to_the_exempt_and_the_partly_sick),
        cmocka_unit_test(new_people_are_not_alone_on_standby),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
