/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rule_duty.c - what kind of time a duty is, overlaps, blocks.
 */
#include "tests/model/scene.h"

static void a_short_response_is_probably_work(void **state)
{
    static const struct {
        const char *why, *shift;
        enum finding_grade grade;
        int32_t count;
    } ROWS[] = {
        {"no demand", "response=0", FINDING_WARN, 0},
        {"fifteen minutes", "response=15", FINDING_WARN, 1},
        {"sixteen are not work", "response=16", FINDING_WARN, 0},
        {"but to be assessed", "response=16", FINDING_NOTE, 1},
        {"up to 45", "response=45", FINDING_NOTE, 1},
        {"46 are fine", "response=46", FINDING_NOTE, 0},
        {"by phone from anywhere", "response=10 phone_only=true", FINDING_WARN,
         0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        char fields[150];
        snprintf(fields, sizeof fields,
                 "id=s kind=standby start=15:30 end=08:00+1 factor=1/7 %s",
                 ROWS[i].shift);
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_STAFF, "id=ola");
        scene_add(scene, RECORD_SHIFT_TYPE, fields);
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=s");
        const struct timeline *empty = scene_weeks(scene, 1);
        expect_int("nobody holds it",
                   scene_check(scene, RULE_STANDBY, empty)->n, 0);
        scene_give(scene, "kari", "d@2027-01-13");
        scene_give(scene, "ola", "d@2027-01-12");
        scene_give(scene, "ola", "d@2027-01-20");
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_STANDBY, ROWS[i].grade, timeline),
                   ROWS[i].count);
        if (ROWS[i].count > 0) {
            const struct finding_vec *found =
                scene_check(scene, RULE_STANDBY, timeline);
            expect_int("first", found->at[0].from, scene_day("2027-01-12"));
            expect_int("last", found->at[0].to, scene_day("2027-01-13"));
            expect_int("staff", found->at[0].staff, NONE);
        }
        scene_free(scene);
    }
}

static void long_duties_need_breaks(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("5 h 30", "work mon 08:00 mon 13:30", 0),
        ROW("a minute more", "work mon 08:00 mon 13:31", 1),
        ROW("any break will do", "work mon 08:00 mon 14:00 break 10", 0),
        ROW("eight hours need thirty minutes",
            "work mon 08:00 mon 16:29 break 29", 1),
        ROW("and are happy with them", "work mon 08:00 mon 16:30 break 30", 0),
        ROW("7 h 59 need not so many", "work mon 08:00 mon 16:09 break 10", 0),
        ROW("training too", "training mon 08:00 mon 15:00", 1),
        ROW("standby is free of it", "standby mon 08:00 mon 20:00", 0),
        ROW("told once for a duty", "5d work mon 08:00 mon 15:30", 1),
        ROW("not of history", "5d work mon 08:00 mon 15:30", 0, .first = 2),
    };
    (void)state;

    scene_rows(RULE_BREAKS, FINDING_NOTE, ROWS, COUNT_OF(ROWS));
}

static void nobody_is_in_two_places(void **state)
{
    static const struct scene_row ROWS[] = {
        ROW("one after the other",
            "work mon 08:00 mon 12:00, work mon 12:00 mon 15:00", 0),
        ROW("a minute at once",
            "work mon 08:00 mon 12:01, work mon 12:00 mon 15:00", 1),
        ROW("one inside the other",
            "work mon 08:00 mon 15:00, meeting mon 10:00 mon 11:00", 1),
        ROW("three at once are three pairs",
            "work mon 08:00 mon 15:00, meeting mon 10:00 mon 11:00, training "
            "mon 10:30 mon 12:00",
            3),
        ROW("two standbys",
            "standby mon 08:00 mon 15:00, standby mon 14:00 "
            "mon 20:00",
            1),
        ROW("work during standby",
            "work mon 08:00 mon 15:00, standby mon "
            "14:00 mon 20:00",
            1),
        ROW("leave and work",
            "leave mon 08:00 mon 15:00, work mon 14:00 mon "
            "20:00",
            1),
        ROW("a call-out is part of standby",
            "standby mon 15:30 tue 08:00, callout mon 20:00 mon 22:00", 0),
        ROW("over midnight",
            "standby mon 15:30 tue 08:01, work tue 08:00 tue "
            "15:30",
            1),
        ROW("with history",
            "standby sun 15:30 mon2 08:01, work mon2 08:00 "
            "mon2 15:30",
            1, .first = 2),
        ROW("history alone",
            "work mon 08:00 mon 12:01, work mon 12:00 mon "
            "15:00",
            0, .first = 2),
    };
    (void)state;

    scene_rows(RULE_OVERLAP, FINDING_HARD, ROWS, COUNT_OF(ROWS));
}

static void a_journey_takes_its_time(void **state)
{
    static const struct {
        const char *why, *other, *standby;
        int32_t count;
    } ROWS[] = {
        {"standby begins on the way home", "s", "response=0", 0},
        {"home within the response time", "s", "response=60", 0},
        {"a minute later than the response", "s", "response=59", 1},
        {"by phone from anywhere", "s", "response=10 phone_only=true", 0},
        {"a meeting does not", "m", "response=0", 1},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        char slot[40], standby[150];
        snprintf(standby, sizeof standby,
                 "id=s kind=standby start=15:30 end=08:00+1 factor=1/7 %s",
                 ROWS[i].standby);
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_PLACE, "id=far");
        scene_add(scene, RECORD_ROAD, "id=r from=office to=far minutes=60");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=day kind=work start=08:00 end=15:30");
        scene_add(scene, RECORD_SHIFT_TYPE, standby);
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=m kind=meeting start=16:29 end=17:00");
        scene_add(scene, RECORD_DEMAND, "id=day shift_type=day place=far");
        scene_add(scene, RECORD_DEMAND, "id=s shift_type=s");
        scene_add(scene, RECORD_DEMAND, "id=m shift_type=m");
        snprintf(slot, sizeof slot, "%s@2027-01-11", ROWS[i].other);
        scene_give(scene, "kari", "day@2027-01-11");
        scene_give(scene, "kari", slot);
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_OVERLAP, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

/* Weekend blocks: Friday night, then Saturday and Sunday; primary and backup;
 * kari, ola and eva on Friday, Saturday, Sunday. */
static void a_block_stays_with_its_people(void **state)
{
    static const struct {
        const char *why;
        const char *primary, *backup; /* of fri, sat, sun: one letter each */
        int32_t count;
    } ROWS[] = {
        {"one person", "kkk", "...", 0},
        {"nobody", "...", "...", 0},
        {"handed over on Saturday", "koo", "...", 2},
        {"handed over twice", "koe", "...", 4},
        {"left open on Sunday", "kk.", "...", 1},
        {"begun late", ".kk", "...", 1},
        {"primary and backup are two blocks", "kkk", "ooo", 0},
        {"swapped in the middle", "kok", "oko", 8},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        const char *const NAMES[] = {"kari", "ola", "eva"};
        for (size_t n = 0; n < COUNT_OF(NAMES); n++) {
            char id[20];
            snprintf(id, sizeof id, "id=%s", NAMES[n]);
            scene_add(scene, RECORD_STAFF, id);
        }
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=fri kind=standby start=15:30 end=08:00+1 block=w");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=we kind=standby start=08:00 end=08:00+1 block=w");
        scene_add(scene, RECORD_DEMAND,
                  "id=pf shift_type=fri weekdays=fri role=primary");
        scene_add(scene, RECORD_DEMAND,
                  "id=pw shift_type=we weekdays=sat,sun role=primary");
        scene_add(scene, RECORD_DEMAND,
                  "id=bf shift_type=fri weekdays=fri role=backup");
        scene_add(scene, RECORD_DEMAND,
                  "id=bw shift_type=we weekdays=sat,sun role=backup");
        for (int32_t role = 0; role < 2; role++) {
            const char *held = role ? ROWS[i].backup : ROWS[i].primary;
            for (int32_t day = 0; day < 3; day++) {
                for (size_t n = 0; n < COUNT_OF(NAMES); n++) {
                    char slot[40];
                    snprintf(slot, sizeof slot, "%c%c@2027-01-%d",
                             role ? 'b' : 'p', day ? 'w' : 'f',
                             (int)(15 + day));
                    if (held[day] == NAMES[n][0]) {
                        scene_give(scene, NAMES[n], slot);
                    }
                }
            }
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_BLOCK, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

/* Whoever falls ill inside a block hands the rest over, and whoever takes it
 * does so without the beginning. Leave that was known is no such reason. */
static void a_block_parts_where_its_holder_falls_ill(void **state)
{
    static const struct {
        const char *why;
        const char *held[3]; /* of Friday, Saturday, Sunday */
        const char *absence;
        int32_t hard, notes;
    } ROWS[] = {
        {"ill on Sunday", {"kari", "kari", "ola"},
         "kind=sick-self from=2027-01-17 to=2027-01-17", 0, 2},
        {"and nobody takes it", {"kari", "kari", NULL},
         "kind=sick-self from=2027-01-17 to=2027-01-17", 0, 1},
        {"a child on Saturday", {"kari", "ola", "ola"},
         "kind=child from=2027-01-16 to=2027-01-17", 0, 2},
        {"back on Sunday", {"ola", "ola", "kari"},
         "kind=sick-note from=2027-01-15 to=2027-01-16", 0, 2},
        {"half a sick note takes standby", {"kari", "kari", "ola"},
         "kind=sick-note grade=50 from=2027-01-17 to=2027-01-20", 0, 2},
        {"a holiday was known", {"kari", "kari", "ola"},
         "kind=holiday from=2027-01-17 to=2027-01-17", 2, 0},
        {"not approved", {"kari", "kari", "ola"},
         "kind=sick-self approved=false from=2027-01-17 to=2027-01-17", 2, 0},
        {"ill on another day", {"kari", "kari", "ola"},
         "kind=sick-self from=2027-01-19 to=2027-01-20", 2, 0},
        {"parted again by those who stand in", {"kari", "ola", "eva"},
         "kind=sick-self from=2027-01-16 to=2027-01-17", 2, 2},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        char absence[120];
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_STAFF, "id=ola");
        scene_add(scene, RECORD_STAFF, "id=eva");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=s kind=standby start=08:00 end=24:00 block=w");
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=s weekdays=fri-sun");
        snprintf(absence, sizeof absence, "id=x staff=kari %s",
                 ROWS[i].absence);
        scene_add(scene, RECORD_ABSENCE, absence);
        for (int32_t day = 0; day < 3; day++) {
            char slot[40];
            snprintf(slot, sizeof slot, "d@2027-01-%d", (int)(15 + day));
            if (ROWS[i].held[day]) {
                scene_give(scene, ROWS[i].held[day], slot);
            }
        }
        const struct timeline *timeline = scene_weeks(scene, 1);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_BLOCK, FINDING_HARD, timeline),
                   ROWS[i].hard);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_BLOCK, FINDING_NOTE, timeline),
                   ROWS[i].notes);
        scene_free(scene);
    }
}

static void a_split_block_is_told_with_its_days(void **state)
{
    struct scene *scene = scene_new("2027-01-11");
    (void)state;

    scene_add(scene, RECORD_STAFF, "id=kari");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=f kind=standby start=15:30 end=08:00+1 block=w");
    scene_add(scene, RECORD_SHIFT_TYPE,
              "id=s kind=standby start=08:00 end=08:00+1 block=w");
    scene_add(scene, RECORD_DEMAND, "id=fri shift_type=f weekdays=fri");
    scene_add(scene, RECORD_DEMAND, "id=sat shift_type=s weekdays=sat");
    scene_give(scene, "kari", "fri@2027-01-15");
    const struct finding_vec *found =
        scene_check(scene, RULE_BLOCK, scene_weeks(scene, 1));
    assert_int_equal(found->n, 1);
    assert_int_equal(found->at[0].duty, scene_duty(scene, "sat"));
    assert_int_equal(found->at[0].from, scene_day("2027-01-15"));
    assert_int_equal(found->at[0].to, scene_day("2027-01-16"));
    assert_int_equal(found->at[0].value, 1);
    assert_int_equal(found->at[0].limit, 2);
    expect_text("words", found->at[0].words,
                "holds only the first of two days of a block");
    scene_free(scene);
}

static void the_horizon_may_cut_a_block(void **state)
{
    static const struct {
        const char *why;
        const char *given[3]; /* people of Friday, Saturday, Sunday */
        const char *from;
        int32_t days, count;
    } ROWS[] = {
        {"history unknown", {NULL, "kari", "kari"}, "2027-01-16", 2, 0},
        {"history kept", {"kari", "kari", "kari"}, "2027-01-16", 2, 0},
        {"history broken", {"kari", "ola", "ola"}, "2027-01-16", 2, 2},
        {"history not followed", {"kari", NULL, NULL}, "2027-01-16", 2, 1},
        {"broken before the plan", {"kari", "ola", "ola"}, "2027-01-17", 1, 0},
        {"the end not planned yet", {"kari", NULL, NULL}, "2027-01-11", 5, 0},
        {"the end already given away",
         {"kari", "ola", "ola"},
         "2027-01-11",
         5,
         2},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct scene *scene = scene_new("2027-01-11");
        scene_add(scene, RECORD_STAFF, "id=kari");
        scene_add(scene, RECORD_STAFF, "id=ola");
        scene_add(scene, RECORD_SHIFT_TYPE,
                  "id=s kind=standby start=15:30 end=08:00+1 block=w");
        scene_add(scene, RECORD_DEMAND, "id=d shift_type=s weekdays=fri-sun");
        for (int32_t day = 0; day < 3; day++) {
            char slot[40];
            snprintf(slot, sizeof slot, "d@2027-01-%d", (int)(15 + day));
            if (ROWS[i].given[day]) {
                scene_give(scene, ROWS[i].given[day], slot);
            }
        }
        const struct timeline *timeline =
            scene_timeline(scene, scene_day(ROWS[i].from), ROWS[i].days);
        expect_int(ROWS[i].why,
                   scene_count(scene, RULE_BLOCK, FINDING_HARD, timeline),
                   ROWS[i].count);
        scene_free(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_response_is_probably_work),
        cmocka_unit_test(long_duties_need_breaks),
        cmocka_unit_test(nobody_is_in_two_places),
        cmocka_unit_test(a_journey_takes_its_time),
        cmocka_unit_test(a_block_stays_with_its_people),
        cmocka_unit_test(a_block_parts_where_its_holder_falls_ill),
        cmocka_unit_test(a_split_block_is_told_with_its_days),
        cmocka_unit_test(the_horizon_may_cut_a_block),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
