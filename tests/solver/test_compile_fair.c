/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_compile_fair.c - what is due to whom, and ceilings for tiny teams. */
#include "tests/solver/stage.h"

#include <stdio.h>

/* `n` people p0.., one standby wanted every night. */
static struct stage *team(int32_t n, int32_t days)
{
    struct stage *s = stage_new("2027-01-11", days);
    for (int32_t k = 0; k < n; k++) {
        char fields[40];
        (void)snprintf(fields, sizeof fields, "id=p%d", k);
        scene_add(s->scene, RECORD_STAFF, fields);
    }
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=night kind=standby start=20:00 end=08:00+1 factor=1/7");
    scene_add(s->scene, RECORD_DEMAND, "id=phone shift_type=night");
    return s;
}

/* "due 7" of the person's rule of that name, "" when there is none. */
static const char *due_of(const struct stage *s, int32_t person,
                          const char *name)
{
    const struct problem *p = s->problem;
    for (int32_t k = p->rules_of[person]; k < p->rules_of[person + 1]; k++) {
        if (!strcmp(p->rules[k].name, name)) {
            return p->rules[k].source;
        }
    }
    return "";
}

static void burdens_are_due_by_position_and_presence(void **state)
{
    struct stage *s = team(2, 28);
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=half position_pct=50");
    scene_add(s->scene, RECORD_STAFF, "id=away");
    scene_add(s->scene, RECORD_STAFF, "id=spared limits=no-standby");
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=away kind=holiday from=2027-01-11 to=2027-01-24");
    stage_compile(s);
    /* 28 nights over 28 + 28 + 14 + 13.5 days (a night into the holiday's
     * last day counts as away). */
    static const char *const DUES[] = {"due 9", "due 9", "due 5", "due 5", ""};
    for (int32_t k = 0; k < 5; k++) {
        expect_text(s->problem->people[k], due_of(s, k, "fair_standby"),
                    DUES[k]);
    }
    stage_free(s);
}

static void a_debt_of_history_is_paid_back_by_half_a_share(void **state)
{
    struct stage *s = team(2, 28);
    (void)state;
    /* A night is 12 h: 240 h are 20 nights more than the others have. */
    scene_add(s->scene, RECORD_STAFF,
              "id=tired history=standby;240;2027-01-10");
    scene_add(s->scene, RECORD_STAFF, "id=old history=standby;240;2025-01-01");
    stage_compile(s);
    /* 7 each; tired at most half less; the old counter has run out. */
    expect_text("tired", due_of(s, 2, "fair_standby"), "due 3");
    expect_text("old", due_of(s, 3, "fair_standby"), "due 8");
    expect_text("others", due_of(s, 0, "fair_standby"), "due 9");
    stage_free(s);
}

static void history_after_the_counter_counts_too(void **state)
{
    struct stage *s = team(4, 28);
    (void)state;
    stage_history(s, "p1 phone@2027-01-04, p1 phone@2027-01-05, "
                     "p1 phone@2027-01-06, p1 phone@2027-01-07");
    stage_compile(s);
    /* p1 has four, each should have one. */
    expect_text("p1", due_of(s, 1, "fair_standby"), "due 4");
    expect_text("p0", due_of(s, 0, "fair_standby"), "due 8");
    stage_free(s);
}

static void counters_of_hours_become_duties(void **state)
{
    struct stage *s = team(3, 28);
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=tired history=standby;24;2027-01-10");
    stage_compile(s);
    /* 24 h are two nights of 12 h: one and a half too many, a good 5.5 of 7. */
    expect_text("tired", due_of(s, 3, "fair_standby"), "due 6");
    stage_free(s);
}

static void history_behind_the_counter_is_in_it(void **state)
{
    struct stage *s = team(3, 28);
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=tired history=standby;48;2027-01-10");
    stage_history(s, "tired phone@2027-01-04, tired phone@2027-01-05, "
                     "tired phone@2027-01-06, tired phone@2027-01-07");
    stage_compile(s);
    expect_text("four nights, not eight", due_of(s, 3, "fair_standby"),
                "due 4");
    stage_free(s);
}

static void distance_from_the_due_costs_ever_more(void **state)
{
    /* 8 nights over four: two each. */
    static const struct {
        const char *why, *plan;
        cost points;
    } ROWS[] = {
        {"all two off", "", 4 * (6 + 12)},
        {"one of them even", "p0 phone@mon, p0 phone@wed", 3 * (6 + 12)},
        {"one above", "p0 phone@mon, p0 phone@wed, p0 phone@fri",
         6 + 3 * (6 + 12)},
        {"three above",
         "p0 phone@mon, p0 phone@tue, p0 phone@wed, p0 phone@thu, "
         "p0 phone@fri",
         6 + 12 + 18 + 3 * (6 + 12)},
    };
    struct stage *s = team(4, 8);
    (void)state;
    stage_compile(s);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        stage_expect(s, ROWS[k].why, ROWS[k].plan, "fair_standby",
                     ROWS[k].points);
    }
    stage_free(s);
}

static void weekends_count_once_and_red_days_by_themselves(void **state)
{
    struct stage *s = team(4, 28);
    (void)state;
    s->input.from = scene_day("2027-03-22"); /* Easter: four red days */
    stage_compile(s);
    /* Four weekends and four red days over four people. */
    expect_text("weekends", due_of(s, 3, "fair_weekend"), "due 1");
    expect_text("red days", due_of(s, 0, "fair_holiday"), "due 1");
    stage_expect(s, "both days of a weekend", "p3 phone@sat, p3 phone@sun",
                 "fair_weekend", 3 * 20);
    stage_expect(s, "Easter Monday", "p3 phone@mon2", "fair_holiday", 3 * 30);
    stage_free(s);
}

static void tiny_teams_have_ceilings(void **state)
{
    struct stage *s = team(3, 28);
    (void)state;
    scene_add(s->scene, RECORD_DEMAND,
              "id=more shift_type=night weekdays=sat low=1");
    stage_compile(s);
    expect_text("standby", due_of(s, 0, "fair_standby"), "ceiling 10");
    expect_text("weekends", due_of(s, 0, "fair_weekend"), "ceiling 2");
    stage_expect(s, "nothing is due", "", "fair_standby", 0);
    stage_expect(s, "two weekends", "p0 phone@sat, p0 phone@sat2",
                 "fair_weekend", 0);
    stage_expect(s, "three", "p0 phone@sat, p0 phone@sat2, p0 phone@sat3",
                 "fair_weekend", 20);
    stage_free(s);
}

static void the_ceiling_of_red_days_is_the_years(void **state)
{
    struct stage *s = team(2, 14);
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=tired history=holidays;5;2027-03-21");
    s->input.from = scene_day("2027-03-22");
    stage_compile(s);
    expect_text("tired", due_of(s, 2, "fair_holiday"), "ceiling 1");
    expect_text("p0", due_of(s, 0, "fair_holiday"), "ceiling 6");
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(burdens_are_due_by_position_and_presence),
        cmocka_unit_test(a_debt_of_history_is_paid_back_by_half_a_share),
        cmocka_unit_test(history_after_the_counter_counts_too),
        cmocka_unit_test(counters_of_hours_become_duties),
        cmocka_unit_test(history_behind_the_counter_is_in_it),
        cmocka_unit_test(distance_from_the_due_costs_ever_more),
        cmocka_unit_test(weekends_count_once_and_red_days_by_themselves),
        cmocka_unit_test(tiny_teams_have_ceilings),
        cmocka_unit_test(the_ceiling_of_red_days_is_the_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
