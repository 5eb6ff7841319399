/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_compile.c - patterns, lines, the way there and back, and refusals. */
#include "tests/solver/stage.h"

#include <stdio.h>

#include "tests/solver/random_team.h"

static struct stage *office(void)
{
    struct stage *s = stage_new("2027-01-11", 14);
    stage_office(s);
    return s;
}

static bool has_pattern(const struct stage *s, const char *name)
{
    for (int32_t p = 0; p < s->problem->n_patterns; p++) {
        if (!strcmp(s->problem->patterns[p], name)) {
            return true;
        }
    }
    return false;
}

static void patterns_are_the_sets_that_somebody_may_have(void **state)
{
    static const struct {
        const char *why, *pattern;
        bool there;
    } ROWS[] = {
        {"nothing", "off", true},
        {"a day duty", "office", true},
        {"a standby", "phone", true},
        {"a day and the night after it", "office+phone", true},
        {"half days that follow each other", "early+late", true},
        {"half days that overlap", "office+early", false},
        {"two standby roles, one after the other", "phone+backup", false},
        {"two parts of one role", "noon+phone", true},
        {"a day of ten hours", "long", false},
        {"a duty that nobody may take", "skilled", false},
        {"training of its own", "training", true},
        {"training and standby", "phone+training", true},
        {"a meeting inside the day", "board", false},
    };
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_COMPETENCE, "id=skill");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=am kind=work start=08:00 end=11:00");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=pm kind=work start=12:00 end=15:00");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=ten kind=work start=08:00 end=18:00");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=second kind=standby start=11:30 end=15:30 factor=1/7");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=midday kind=standby start=11:30 end=15:30 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND, "id=early shift_type=am");
    scene_add(s->scene, RECORD_DEMAND, "id=late shift_type=pm");
    scene_add(s->scene, RECORD_DEMAND, "id=long shift_type=ten");
    scene_add(s->scene, RECORD_DEMAND, "id=backup shift_type=second role=b");
    scene_add(s->scene, RECORD_DEMAND, "id=noon shift_type=midday");
    scene_add(s->scene, RECORD_DEMAND,
              "id=skilled shift_type=am competences=skill");
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=training recurrence=dates dates=2027-01-13 start=08:00 "
              "end=15:00 inside=false");
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly start=09:00 end=09:30");
    stage_compile(s);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        const char *pattern = ROWS[k].pattern;
        bool there =
            has_pattern(s, pattern) ||
            (!strcmp(pattern, "noon+phone") && has_pattern(s, "phone+noon"));
        expect_int(ROWS[k].why, there, ROWS[k].there);
    }
    stage_free(s);
}

static void too_many_patterns_are_refused(void **state)
{
    struct stage *s = office();
    (void)state;
    for (int k = 0; k < 40; k++) {
        char fields[100];
        (void)snprintf(fields, sizeof fields,
                       "id=t%d kind=work start=%02d:00 end=%02d:30", k,
                       k % 2 ? 12 : 8, k % 2 ? 14 : 10);
        scene_add(s->scene, RECORD_SHIFT_TYPE, fields);
        (void)snprintf(fields, sizeof fields, "id=d%d shift_type=t%d", k, k);
        scene_add(s->scene, RECORD_DEMAND, fields);
    }
    stage_refused(s, STATUS_INPUT, "day patterns: expected at most 256");
    stage_free(s);
}

static void the_horizon_must_fit(void **state)
{
    struct stage *s = office();
    (void)state;
    s->input.days = DAYS_MAX + 1;
    stage_refused(s, STATUS_INPUT, "expected 1 to 400 days, found 401");
    s->input.days = 0;
    stage_refused(s, STATUS_INPUT, "found 0");
    s->input.days = 1;
    stage_compile(s);
    stage_expect_broken(s, "a single day", "kari office@mon", "");
    stage_free(s);
}

static void people_have_lines_while_they_are_employed(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=gone to=2027-01-10");
    scene_add(s->scene, RECORD_STAFF, "id=leaving to=2027-01-13");
    stage_compile(s);
    int32_t gone = scene_staff(s->scene, "gone");
    int32_t leaving = scene_staff(s->scene, "leaving");
    expect_int("gone", compiled_line(s->compiled, gone), NONE);
    int32_t line = compiled_line(s->compiled, leaving);
    assert_int_not_equal(line, NONE);
    expect_int("and back", compiled_staff(s->compiled, line), leaving);
    expect_text("named", s->problem->people[line], "leaving");
    expect_text("dated", s->problem->days[2], "2027-01-13");
    stage_expect_broken(s, "last day", "leaving office@wed", "");
    stage_expect_broken(s, "next day", "leaving office@thu", "choice");
    stage_free(s);
}

static void a_duty_leads_to_its_row_and_pattern(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_DEMAND, "id=wanted shift_type=day weekdays=mon");
    stage_compile(s);
    duty_ix wanted = scene_duty(s->scene, "wanted");
    int32_t row = compiled_row(s->compiled, wanted, s->input.from + 7);
    expect_text("row", s->problem->rows[row].source, "wanted@2027-01-18");
    expect_int("no such day",
               compiled_row(s->compiled, wanted, s->input.from + 1), NONE);
    expect_int("outside", compiled_row(s->compiled, wanted, s->input.from - 7),
               NONE);
    const duty_ix both[] = {scene_duty(s->scene, "phone"),
                            scene_duty(s->scene, "office")};
    int32_t pattern = compiled_find(s->compiled, both, 2);
    const duty_ix *duties;
    expect_int("two duties", compiled_pattern(s->compiled, pattern, &duties),
               2);
    expect_int("ascending", duties[0] < duties[1], true);
    const duty_ix odd[] = {wanted, both[1]};
    expect_int("no such set", compiled_find(s->compiled, odd, 2), NONE);
    stage_free(s);
}

/* ---- there and back ------------------------------------------------- */

static void expect_same_plan(uint64_t seed, const struct plan *a,
                             const struct plan *b)
{
    struct change_vec changes = {0};
    plan_diff(a, b, a->from, a->from + a->days, &changes);
    if (changes.n > 0) {
        fail_msg("seed %d: %d assignments differ", (int)seed, (int)changes.n);
    }
    vec_release(&changes);
}

static void round_trip(uint64_t seed)
{
    struct team team;
    struct compiled *compiled = NULL;
    struct error err = {0};
    team_draw(&team, seed);
    struct compile_input input = {.coop = team.coop,
                                  .from = team.from,
                                  .days = team.days,
                                  .now = INSTANT_NONE};
    if (compile(&input, &compiled, &err) == STATUS_OK) {
        const struct problem *p = compiled_problem(compiled);
        struct roster *roster = roster_new(p), *back = NULL;
        struct random random;
        struct plan plan;
        random_seed(&random, seed);
        for (int32_t k = 0; k < p->n_people * p->n_days; k++) {
            roster->pattern[k] = (int16_t)random_below(&random, p->n_patterns);
        }
        plan_init(&plan, team.from, team.days);
        compiled_decode(compiled, roster, &plan);
        assert_int_equal(compiled_encode(compiled, &plan, &back, &err),
                         STATUS_OK);
        assert_memory_equal(roster->pattern, back->pattern,
                            (size_t)(p->n_people * p->n_days) *
                                sizeof *back->pattern);
        struct plan again;
        plan_init(&again, team.from, team.days);
        compiled_decode(compiled, back, &again);
        expect_same_plan(seed, &plan, &again);
        plan_release(&again);
        plan_release(&plan);
        roster_free(back);
        roster_free(roster);
    }
    compiled_free(compiled);
    team_release(&team);
}

static void decoding_and_encoding_give_the_same_roster(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        round_trip(seed);
    }
}

static void a_plan_that_no_pattern_holds_is_refused(void **state)
{
    struct stage *s = office();
    struct plan plan;
    struct roster *roster = NULL;
    struct error err = {0};
    (void)state;
    scene_add(s->scene, RECORD_DEMAND, "id=twin shift_type=day");
    stage_compile(s);
    plan_init(&plan, s->input.from, 14);
    plan_add(&plan, 1, scene_duty(s->scene, "office"), s->input.from + 2);
    plan_add(&plan, 1, scene_duty(s->scene, "twin"), s->input.from + 2);
    assert_int_equal(compiled_encode(s->compiled, &plan, &roster, &err),
                     STATUS_CONFLICT);
    assert_null(roster);
    assert_non_null(strstr(err.text, "ola: expected duties that one day"));
    assert_non_null(strstr(err.text, "office@2027-01-13"));
    plan_release(&plan);
    stage_free(s);
}

/* ---- pins ----------------------------------------------------------- */

static void pins_close_everything_else(void **state)
{
    static const struct {
        const char *why, *plan, *broken;
    } ROWS[] = {
        {"held", "kari office@tue", ""},
        {"held with more", "kari office@tue, kari phone@tue", ""},
        {"not held", "kari phone@tue", "choice"},
        {"off", "", "choice"},
        {"pinned out", "kari office@tue, ola phone@wed", "choice"},
    };
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_PIN,
              "id=in staff=kari demand=office date=2027-01-12");
    scene_add(s->scene, RECORD_PIN,
              "id=out staff=ola demand=phone date=2027-01-13 on=false");
    stage_compile(s);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        stage_expect_broken(s, ROWS[k].why, ROWS[k].plan, ROWS[k].broken);
    }
    stage_free(s);
}

static void pinned_attendance_needs_a_day_duty_around_it(void **state)
{
    struct stage *s = office();
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30");
    scene_add(s->scene, RECORD_PIN,
              "id=in staff=kari activity=board date=2027-01-11");
    stage_compile(s);
    stage_expect_broken(s, "at work", "kari office@mon", "");
    stage_expect_broken(s, "on standby only", "kari phone@mon", "choice");
    stage_free(s);
}

static void pins_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *records[2], *words;
    } ROWS[] = {
        {{"id=a staff=kari demand=office date=2027-01-16", NULL},
         "pin a: expected somebody who may take office on 2027-01-16, found "
         "kari: the duty does not exist that day"},
        {{"id=a staff=away demand=office date=2027-01-12", NULL},
         "found away: is away"},
        {{"id=a staff=kari demand=office date=2027-01-12",
          "id=b staff=kari demand=twin date=2027-01-12"},
         "pin b: expected kari to be free for twin on 2027-01-12, found "
         "another pinned duty at that time"},
        {{"id=a staff=kari demand=phone date=2027-01-12",
          "id=b staff=kari activity=board date=2027-01-12"},
         "kari on 2027-01-12: expected pins that one day can hold"},
        {{"id=a staff=away activity=board date=2027-01-12", NULL},
         "expected somebody who may attend board on 2027-01-12, found away"},
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct stage *s = office();
        scene_add(s->scene, RECORD_STAFF, "id=away");
        scene_add(s->scene, RECORD_ABSENCE,
                  "id=x staff=away kind=holiday from=2027-01-11 "
                  "to=2027-01-15");
        scene_add(s->scene, RECORD_DEMAND, "id=twin shift_type=day");
        scene_add(s->scene, RECORD_ACTIVITY,
                  "id=board recurrence=dates dates=2027-01-12 start=16:00 "
                  "end=17:00");
        for (int n = 0; n < 2 && ROWS[k].records[n]; n++) {
            scene_add(s->scene, RECORD_PIN, ROWS[k].records[n]);
        }
        stage_refused(s, STATUS_CONFLICT, ROWS[k].words);
        stage_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_are_the_sets_that_somebody_may_have),
        cmocka_unit_test(too_many_patterns_are_refused),
        cmocka_unit_test(the_horizon_must_fit),
        cmocka_unit_test(people_have_lines_while_they_are_employed),
        cmocka_unit_test(a_duty_leads_to_its_row_and_pattern),
        cmocka_unit_test(decoding_and_encoding_give_the_same_roster),
        cmocka_unit_test(a_plan_that_no_pattern_holds_is_refused),
        cmocka_unit_test(pins_close_everything_else),
        cmocka_unit_test(pinned_attendance_needs_a_day_duty_around_it),
        cmocka_unit_test(pins_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
