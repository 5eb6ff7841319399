/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rule_conflict.c - at every standby moment somebody without a conflict.
 */
#include "base/random.h"
#include "tests/model/scene.h"

/* A primary from 15:30, a backup from 20:00, both to 08:00; three people. */
static struct scene *standby(void)
{
    struct scene *scene = scene_new("2027-01-11");
    const char *const PEOPLE[] = {"id=kari", "id=ola", "id=eva"};

    for (size_t i = 0; i < COUNT_OF(PEOPLE); i++) {
        scene_add(scene, RECORD_STAFF, PEOPLE[i]);
    }
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=p kind=standby start=15:30 end=08:00+1 factor=1/7");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=b kind=standby start=20:00 end=08:00+1 factor=1/7");
    scene_add(scene, RECORD_DEMAND,
              "id=p shift_type=p conflict_cover=true weekdays=mon");
    scene_add(scene, RECORD_DEMAND,
              "id=b shift_type=b conflict_cover=true weekdays=mon low=0");
    return scene;
}

static void add_exclusion(struct scene *scene, int32_t n, const char *words)
{
    char fields[120];

    snprintf(fields, sizeof fields, "id=x%d %s", (int)n, words);
    scene_add(scene, RECORD_EXCLUSION, fields);
}

/* Who has the night of Monday, who is excluded from which case. */
static const struct {
    const char *why;
    const char *primary, *backup;
    const char *exclusions[3];
    int32_t count;
    const char *words; /* of the first */
} CONFLICTS[] = {
    {"no exclusions at all", NULL, NULL, {NULL}, 0, NULL},
    {"no conflict",
     "kari",
     NULL,
     {"staff=ola degree=never case_ref=k1"},
     0,
     NULL},
    {"a conflict",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1"},
     1,
     "from 2027-01-11 15:30 to 2027-01-12 08:00"},
    {"not alone is one too",
     "kari",
     NULL,
     {"staff=kari degree=not-alone case_ref=k1"},
     1,
     NULL},
    {"avoid is none",
     "kari",
     NULL,
     {"staff=kari degree=avoid case_ref=k1"},
     0,
     NULL},
    {"the backup helps from eight on",
     "kari",
     "ola",
     {"staff=kari degree=never case_ref=k1"},
     1,
     "from 2027-01-11 15:30 to 2027-01-11 20:00"},
    {"a backup with the same conflict does not",
     "kari",
     "ola",
     {"staff=kari degree=never case_ref=k1",
      "staff=ola degree=never case_ref=k1"},
     1,
     "from 2027-01-11 15:30 to 2027-01-12 08:00"},
    {"each has another conflict: one early, none late",
     "kari",
     "ola",
     {"staff=kari degree=never case_ref=k1",
      "staff=ola degree=never case_ref=k2"},
     1,
     NULL},
    {"two different sets are two findings",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1",
      "staff=kari degree=never case_ref=k2",
      "staff=ola degree=never case_ref=k2"},
     2,
     NULL},
    {"two cases with the same set are one",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1",
      "staff=kari degree=never case_ref=k2"},
     1,
     NULL},
    {"an empty duty has nobody either",
     NULL,
     NULL,
     {"staff=ola degree=never case_ref=k1"},
     1,
     NULL},
    {"a closed case asks for nothing",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=old"},
     0,
     NULL},
    {"a case of this day only: from and to are in it",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=day"},
     1,
     "from 2027-01-11 15:30 to 2027-01-12 00:00"},
    {"an exclusion that is over",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1 to=2027-01-10"},
     0,
     NULL},
    {"one that ends at midnight",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1 to=2027-01-11"},
     1,
     "from 2027-01-11 15:30 to 2027-01-12 00:00"},
    {"one that begins at midnight",
     "kari",
     NULL,
     {"staff=kari degree=never case_ref=k1 from=2027-01-12"},
     1,
     "from 2027-01-12 00:00 to 2027-01-12 08:00"},
};

static void somebody_on_duty_has_no_conflict(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT_OF(CONFLICTS); i++) {
        struct scene *scene = standby();
        scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
        scene_add(scene, RECORD_CASE_REF, "id=k2 member=vega");
        scene_add(scene, RECORD_CASE_REF, "id=old member=vega to=2027-01-10");
        /* Only where it is meant: its edges would hide those of others. */
        if (CONFLICTS[i].exclusions[0] &&
            strstr(CONFLICTS[i].exclusions[0], "case_ref=day")) {
            scene_add(scene, RECORD_CASE_REF,
                      "id=day member=vega from=2027-01-11 to=2027-01-11");
        }
        for (int32_t x = 0; x < 3 && CONFLICTS[i].exclusions[x]; x++) {
            add_exclusion(scene, x, CONFLICTS[i].exclusions[x]);
        }
        if (CONFLICTS[i].primary) {
            scene_give(scene, CONFLICTS[i].primary, "p@2027-01-11");
        }
        if (CONFLICTS[i].backup) {
            scene_give(scene, CONFLICTS[i].backup, "b@2027-01-11");
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(CONFLICTS[i].why,
                   scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                   CONFLICTS[i].count);
        if (CONFLICTS[i].words) {
            expect_words(
                CONFLICTS[i].why,
                scene_check(scene, RULE_CONFLICT, timeline)->at[0].words,
                CONFLICTS[i].words);
        }
        scene_free(scene);
    }
}

static void moments_apart_are_told_apart(void **state)
{
    struct scene *scene = standby();
    (void)state;

    scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
    add_exclusion(scene, 0, "staff=kari degree=never case_ref=k1");
    scene_give(scene, "kari", "p@2027-01-11");
    scene_give(scene, "kari", "p@2027-01-18");
    const struct finding_vec *found =
        scene_check(scene, RULE_CONFLICT, scene_weeks(scene, 2));
    assert_int_equal(found->n, 2);
    for (int32_t i = 0; i < 2; i++) {
        assert_int_equal(found->at[i].from, scene_monday(scene) + 7 * i);
        assert_int_equal(found->at[i].to, scene_monday(scene) + 7 * i + 1);
        assert_int_equal(found->at[i].value, 0);
        assert_int_equal(found->at[i].limit, 1);
    }
    expect_words("first", found->at[0].words,
                 "from 2027-01-11 15:30 to 2027-01-12 08:00");
    expect_words("second", found->at[1].words,
                 "from 2027-01-18 15:30 to 2027-01-19 08:00");
    scene_free(scene);
}

static void duties_without_conflict_cover_do_not_help(void **state)
{
    struct scene *scene = standby();
    (void)state;

    scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
    add_exclusion(scene, 0, "staff=kari degree=never case_ref=k1");
    scene_add(scene, RECORD_DEMAND, "id=other shift_type=p weekdays=mon");
    scene_give(scene, "kari", "p@2027-01-11");
    scene_give(scene, "ola", "other@2027-01-11");
    const struct timeline *timeline = scene_weeks(scene, 1);
    assert_int_equal(scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                     1);
    scene_free(scene);
}

static void an_external_stands_in(void **state)
{
    struct scene *scene = standby();
    (void)state;

    scene_add(scene, RECORD_MEMBER, "id=hospital kind=partner");
    scene_add(scene, RECORD_EXTERNAL,
              "id=e provider=hospital demand=p modality=ambulatory "
              "start=15:00 end=08:00+1");
    scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
    add_exclusion(scene, 0, "staff=kari degree=never case_ref=k1");
    scene_give(scene, "kari", "p@2027-01-11");
    const struct timeline *timeline = scene_weeks(scene, 1);
    assert_int_equal(scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                     0);
    scene_free(scene);
}

static void duties_of_before_the_plan_help_into_it(void **state)
{
    static const struct {
        const char *why, *from;
        int32_t days, count;
    } ROWS[] = {
        {"in the plan", "2027-01-11", 7, 1},
        {"only its morning is: told with the plan before", "2027-01-12", 6, 0},
        {"before the plan", "2027-01-13", 5, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = standby();
        scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
        add_exclusion(scene, 0, "staff=kari degree=never case_ref=k1");
        scene_give(scene, "kari", "p@2027-01-11");
        const struct timeline *timeline =
            scene_timeline(scene, scene_day(ROWS[i].from), ROWS[i].days);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void a_night_from_before_the_plan_covers_its_morning(void **state)
{
    static const struct {
        const char *why, *night;
        int32_t count;
    } ROWS[] = {
        {"by somebody free of conflict", "ola", 0},
        {"by the same person", "kari", 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = standby();
        scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
        add_exclusion(scene, 0, "staff=kari degree=never case_ref=k1");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=early kind=standby start=00:00 end=06:00 factor=1/7");
        scene_add(scene, RECORD_DEMAND,
                  "id=e shift_type=early conflict_cover=true weekdays=tue");
        scene_give(scene, ROWS[i].night, "p@2027-01-11");
        scene_give(scene, "kari", "e@2027-01-12");
        const struct timeline *timeline =
            scene_timeline(scene, scene_day("2027-01-12"), 6);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void words_name_neither_case_nor_person(void **state)
{
    struct scene *scene = standby();
    (void)state;

    scene_add(scene, RECORD_CASE_REF, "id=K7-M3Q9 member=vega");
    add_exclusion(scene, 0, "staff=kari degree=never case_ref=K7-M3Q9");
    scene_give(scene, "kari", "p@2027-01-11");
    const struct finding_vec *found =
        scene_check(scene, RULE_CONFLICT, scene_weeks(scene, 1));
    assert_int_equal(found->at[0].staff, NONE);
    assert_null(strstr(found->at[0].words, "K7"));
    assert_null(strstr(found->at[0].words, "kari"));
    scene_free(scene);
}

static void a_task_that_may_only_be_shared_is(void **state)
{
    static const struct {
        const char *why, *held[3];
        const char *second; /* another exclusion */
        int32_t count;
    } ROWS[] = {
        {"alone", {"kari"}, NULL, 1},
        {"with another", {"kari", "ola"}, NULL, 0},
        {"another alone", {"ola"}, NULL, 0},
        {"both may only share",
         {"kari", "ola"},
         "staff=ola degree=not-alone demand=t",
         2},
        {"a third helps both",
         {"kari", "ola", "eva"},
         "staff=ola degree=not-alone demand=t",
         0},
        {"avoid is no matter", {"ola"}, "staff=ola degree=avoid demand=t", 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = standby();
        scene_add(scene, RECORD_DEMAND, "id=t shift_type=p");
        add_exclusion(scene, 0, "staff=kari degree=not-alone demand=t");
        if (ROWS[i].second) {
            add_exclusion(scene, 1, ROWS[i].second);
        }
        for (int32_t n = 0; n < 3 && ROWS[i].held[n]; n++) {
            scene_give(scene, ROWS[i].held[n], "t@2027-01-13");
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

static void an_activity_or_outside_help_is_shared_too(void **state)
{
    static const struct {
        const char *why, *slot;
        bool helped;
        int32_t count;
    } ROWS[] = {
        {"an activity alone", "a@2027-01-13", false, 1},
        {"another activity", "c@2027-01-13", false, 0},
        {"a task with somebody from outside", "t@2027-01-13", true, 0},
        {"a task without", "t@2027-01-13", false, 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = standby();
        scene_add(scene, RECORD_DEMAND,
                  "id=t shift_type=p modality=ambulatory");
        scene_add(scene, RECORD_ACTIVITY,
                  "id=a recurrence=weekly start=16:00 end=18:00 inside=false");
        scene_add(scene, RECORD_ACTIVITY,
                  "id=c recurrence=weekly start=16:00 end=18:00 inside=false");
        add_exclusion(scene, 0, "staff=kari degree=not-alone demand=t");
        add_exclusion(scene, 1, "staff=kari degree=not-alone activity=a");
        if (ROWS[i].helped) {
            scene_add(scene, RECORD_EXTERNAL,
                      "id=e provider=vega demand=t modality=ambulatory "
                      "start=15:00 end=08:00+1");
        }
        scene_give(scene, "kari", ROWS[i].slot);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

/* Every minute, every case: is there somebody? */
static bool slow_uncovered(struct scene *scene, const struct timeline *timeline)
{
    const struct coop *coop = scene_coop(scene);
    instant end = zone_instant(timeline->to + 2, 0);

    for (instant at = zone_instant(timeline->from, 0); at < end; at += 1800) {
        date_day date;
        int32_t minute;
        zone_local(at, &date, &minute);
        for (int32_t k = 0; k < coop->case_refs.n; k++) {
            bool on = false, covered = false, any = false;
            for (int32_t x = 0; x < coop->exclusions.n; x++) {
                any |= coop->exclusions.at[x].case_ref.ix == k;
            }
            for (duty_ix duty = 0; duty < coop->demands.n; duty++) {
                for (date_day d = timeline->from; d <= timeline->to; d++) {
                    on |= duty_on(coop, duty, d) &&
                          at >= zone_instant(d, duty_start(coop, duty)) &&
                          at < zone_instant(d, duty_end(coop, duty));
                }
            }
            for (int32_t i = 0; i < timeline->items.n; i++) {
                const struct work_item *item = &timeline->items.at[i];
                bool free = item->from <= at && item->to > at;
                for (int32_t x = 0; x < coop->exclusions.n; x++) {
                    const struct exclusion *e = &coop->exclusions.at[x];
                    free &= e->case_ref.ix != k || e->staff.ix != item->staff;
                }
                covered |= free;
            }
            if (on && any && !covered) {
                return true;
            }
        }
    }
    return false;
}

static void random_rotas_agree_with_asking_every_half_hour(void **state)
{
    struct random random;
    (void)state;

    random_seed(&random, 11);
    for (int32_t round = 0; round < 60; round++) {
        struct scene *scene = standby();
        const char *const PEOPLE[] = {"kari", "ola", "eva"};
        scene_add(scene, RECORD_CASE_REF, "id=k0 member=vega");
        scene_add(scene, RECORD_CASE_REF, "id=k1 member=vega");
        for (int32_t x = 0; x < 3; x++) {
            char words[60];
            snprintf(words, sizeof words, "staff=%s degree=never case_ref=k%d",
                     PEOPLE[random_below(&random, 3)],
                     (int)random_below(&random, 2));
            add_exclusion(scene, x, words);
        }
        for (int32_t n = 0; n < 3; n++) {
            if (random_below(&random, 2)) {
                scene_give(scene, PEOPLE[n],
                           random_below(&random, 2) ? "p@2027-01-11"
                                                    : "b@2027-01-11");
            }
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        assert_int_equal(
            scene_count(scene, RULE_CONFLICT, FINDING_WARN, timeline) > 0,
            slow_uncovered(scene, timeline));
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_on_duty_has_no_conflict),
        cmocka_unit_test(moments_apart_are_told_apart),
        cmocka_unit_test(duties_without_conflict_cover_do_not_help),
        cmocka_unit_test(an_external_stands_in),
        cmocka_unit_test(duties_of_before_the_plan_help_into_it),
        cmocka_unit_test(a_night_from_before_the_plan_covers_its_morning),
        cmocka_unit_test(words_name_neither_case_nor_person),
        cmocka_unit_test(a_task_that_may_only_be_shared_is),
        cmocka_unit_test(an_activity_or_outside_help_is_shared_too),
        cmocka_unit_test(random_rotas_agree_with_asking_every_half_hour),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
