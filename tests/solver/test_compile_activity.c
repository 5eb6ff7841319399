/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compile_activity.c - meetings and training, on fixed and floating dates.
 */
#include "tests/solver/stage.h"

/* Four people of two members, office every day. */
static struct stage *four(int32_t days)
{
    static const char *const PEOPLE[] = {
        "id=a member=vega competences=lead", "id=b member=vega",
        "id=c member=bronnoy", "id=d member=bronnoy"};
    struct stage *s = stage_new("2027-01-11", days);
    scene_add(s->scene, RECORD_MEMBER,
              "id=bronnoy kind=municipality code=1813");
    scene_add(s->scene, RECORD_COMPETENCE, "id=lead");
    for (size_t k = 0; k < COUNT_OF(PEOPLE); k++) {
        scene_add(s->scene, RECORD_STAFF, PEOPLE[k]);
    }
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=day kind=work start=08:00 end=15:30");
    scene_add(s->scene, RECORD_SHIFT_TYPE,
              "id=eve kind=work start=15:30 end=21:00");
    scene_add(s->scene, RECORD_DEMAND,
              "id=desk shift_type=day low=0 target=0 high=9");
    scene_add(s->scene, RECORD_DEMAND,
              "id=evening shift_type=eve low=0 target=0 high=9");
    return s;
}

struct price_row {
    const char *why, *plan, *name;
    cost points;
};

static void expect_rows(const struct stage *s, const struct price_row *rows,
                        size_t n)
{
    for (size_t k = 0; k < n; k++) {
        stage_expect(s, rows[k].why, rows[k].plan, rows[k].name,
                     rows[k].points);
    }
}

/* ---- fixed dates ---------------------------------------------------- */

static void a_meeting_inside_the_day_counts_day_duties(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody: three of four, one a member", "", "quorum",
         3 * 300000 + 2 * 300000},
        {"two of one member", "a desk@mon, b desk@mon", "quorum",
         300000 + 300000},
        {"three", "a desk@mon, b desk@mon, c desk@mon", "quorum", 0},
        {"evening duties do not hold it",
         "a evening@mon, b desk@mon, c desk@mon", "quorum", 300000},
        {"one more is wished", "a desk@mon, b desk@mon, c desk@mon",
         "attendance", 2},
    };
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30 "
              "quorum_pct=60 min_per_member=1");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void absent_people_lower_the_quorum(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ABSENCE,
              "id=x staff=d kind=holiday from=2027-01-11 to=2027-01-11");
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30 "
              "quorum_pct=60");
    stage_compile(s);
    stage_expect(s, "two of three", "a desk@mon, b desk@mon", "quorum", 0);
    stage_free(s);
}

static void those_who_stay_out_do_not_attend(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30 "
              "min_attendance=2 stay_out=1");
    stage_compile(s);
    stage_expect(s, "two at work", "a desk@mon, b desk@mon", "quorum", 300000);
    stage_expect(s, "three", "a desk@mon, b desk@mon, c desk@mon", "quorum", 0);
    stage_free(s);
}

static void a_duty_of_its_own_binds_from_above_too(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody: half of four", "", "quorum", 2 * 1000000},
        {"two", "a course@wed, c course@wed", "quorum", 0},
        {"four where one stays out",
         "a course@wed, b course@wed, c course@wed, d course@wed", "quorum",
         1000000},
        {"three are wished", "a course@wed, c course@wed", "attendance", 2},
    };
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=course recurrence=dates dates=2027-01-13 start=08:00 "
              "end=15:00 inside=false quorum_pct=50 stay_out=1 priority=1");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_expect_broken(s, "it replaces the day", "a course@wed", "");
    stage_free(s);
}

static void roles_have_a_least_and_a_most(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_STAFF, "id=e competences=lead");
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=course recurrence=dates dates=2027-01-13 start=08:00 "
              "end=15:00 inside=false roles=lead;1;1");
    stage_compile(s);
    stage_expect(s, "no lead", "b course@wed", "quorum", 300000);
    stage_expect(s, "one", "a course@wed", "quorum", 0);
    stage_expect(s, "two", "a course@wed, e course@wed", "quorum", 300000);
    stage_free(s);
}

static void what_may_be_called_off_costs_little(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=board recurrence=weekly weekdays=mon start=09:00 end=09:30 "
              "min_attendance=2 cancellable=below-minimum");
    stage_compile(s);
    stage_expect(s, "called off", "", "quorum", 2 * 12);
    stage_free(s);
}

static void each_one_attends_so_many_times(void **state)
{
    static const struct price_row ROWS[] = {
        {"nobody: four people lack a turn", "", "quorum", 4 * 300000},
        {"a in the first batch, b in the second", "a course@wed, b course@wed2",
         "quorum", 2 * 300000},
        {"a in both",
         "a course@wed, a course@wed2, b course@wed, "
         "c course@wed2, d course@wed",
         "quorum", 300000},
        {"done", "a course@wed, b course@wed2, c course@wed, d course@wed2",
         "quorum", 0},
    };
    struct stage *s = four(14);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=course recurrence=dates dates=2027-01-13|2027-01-20 "
              "start=08:00 end=15:00 inside=false each_attends=1");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    stage_free(s);
}

static void turns_taken_before_count(void **state)
{
    struct stage *s = four(14);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=course recurrence=dates dates=2027-01-06|2027-01-20 "
              "start=08:00 end=15:00 inside=false each_attends=1");
    stage_history(s, "a course@2027-01-06");
    stage_compile(s);
    stage_expect(s, "the other three", "", "quorum", 3 * 300000);
    stage_expect(s, "a once more", "a course@wed2", "quorum", 4 * 300000);
    stage_free(s);
}

static void nobody_owes_more_turns_than_there_are(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue,wed,thu "
              "from=2027-01-11 to=2027-01-17 count=1 start=13:00 end=14:00 "
              "inside=false each_attends=2");
    stage_compile(s);
    stage_expect(s, "all four at the only time",
                 "a guide@tue, b guide@tue, c guide@tue, d guide@tue", "quorum",
                 0);
    stage_free(s);
}

/* ---- floating ------------------------------------------------------- */

static int32_t held_days(const struct stage *s, const struct roster *roster)
{
    int32_t line = s->problem->n_people - 1, n = 0;
    for (int32_t day = 0; day < s->problem->n_days; day++) {
        n += roster_line(roster, line)[day] != OFF;
    }
    return n;
}

static void a_floating_duty_takes_place_where_it_is_held(void **state)
{
    static const struct price_row ROWS[] = {
        {"never: two times lack two people each", "", "quorum", 2 * 2 * 300000},
        {"once", "a guide@tue, b guide@tue", "quorum", 2 * 300000},
        {"once with one person", "a guide@tue", "quorum", 3 * 300000},
        {"twice", "a guide@tue, b guide@tue, c guide@thu, d guide@thu",
         "quorum", 0},
    };
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue,thu from=2027-01-11 "
              "to=2027-01-17 count=2 start=13:00 end=14:00 inside=false "
              "min_attendance=2");
    stage_compile(s);
    expect_rows(s, ROWS, COUNT_OF(ROWS));
    struct roster *roster = stage_roster(s, "a guide@tue, b guide@tue");
    expect_int("the calendar line", held_days(s, roster), 1);
    roster_line(roster, s->problem->n_people - 1)[1] = OFF;
    expect_int("nobody attends what does not take place",
               roster_score(s->problem, roster).breaches, 1);
    roster_free(roster);
    stage_free(s);
}

static void a_floating_duty_may_not_be_held_too_often(void **state)
{
    struct stage *s = four(14);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue from=2027-01-01 "
              "to=2027-01-24 count=2 start=13:00 end=14:00 inside=false");
    stage_history(s, "a guide@2027-01-05");
    stage_compile(s);
    stage_expect_broken(s, "the second time", "a guide@tue", "");
    stage_expect_broken(s, "a third", "a guide@tue, b guide@tue2", "quorum");
    stage_free(s);
}

/* What the plan costs in uncovered demand when the meeting is held that day. */
static cost held_points(const struct stage *s, const char *plan, int32_t day)
{
    struct roster *roster = stage_roster(s, plan);
    int32_t line = s->problem->n_people - 1;
    for (int16_t p = 1; p < s->problem->n_patterns; p++) {
        if (problem_allows(s->problem, line, day, p)) {
            roster_line(roster, line)[day] = p;
        }
    }
    cost points = roster_score(s->problem, roster).level[0];
    roster_free(roster);
    return points;
}

static void a_floating_meeting_asks_its_quorum_of_its_day_alone(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue,thu from=2027-01-11 "
              "to=2027-01-17 count=1 start=13:00 end=14:00 quorum_pct=50 "
              "min_per_member=1");
    stage_compile(s);
    stage_expect(s, "not held: lacks two people", "", "quorum", 2 * 300000);
    expect_int("held with nobody there: two people, one of each member",
               held_points(s, "", 1), 4 * 300000);
    expect_int("held with one of each",
               held_points(s, "a desk@tue, c desk@tue", 1), 0);
    expect_int("the others' day does not help",
               held_points(s, "a desk@tue, c desk@tue", 3), 4 * 300000);
    stage_free(s);
}

static void the_date_of_a_floating_meeting_is_its_attendance(void **state)
{
    struct stage *s = four(7);
    struct plan plan;
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue,thu from=2027-01-11 "
              "to=2027-01-17 count=1 start=13:00 end=14:00");
    stage_compile(s);
    struct roster *roster =
        stage_roster(s, "a desk@tue, b desk@thu, a guide@tue");
    expect_int("one day", held_days(s, roster), 1);
    plan_init(&plan, s->input.from, s->input.days);
    compiled_decode(s->compiled, roster, &plan);
    duty_ix guide = scene_duty(s->scene, "guide");
    expect_int("a", plan_holds(&plan, 0, guide, s->input.from + 1), true);
    expect_int("b", plan_holds(&plan, 1, guide, s->input.from + 3), false);
    expect_int("three assignments", plan.assignments.n, 3);
    plan_release(&plan);
    roster_free(roster);
    stage_free(s);
}

static void a_published_date_stands(void **state)
{
    struct stage *s = four(7);
    (void)state;
    scene_add(s->scene, RECORD_ACTIVITY,
              "id=guide recurrence=floating weekdays=tue,thu from=2027-01-11 "
              "to=2027-01-17 count=1 start=13:00 end=14:00");
    stage_publish(s, "a desk@tue, a guide@tue");
    stage_compile(s);
    stage_expect_broken(s, "as published", "a desk@tue, a guide@tue", "");
    stage_expect_broken(s, "not at all", "a desk@tue", "choice");
    stage_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_meeting_inside_the_day_counts_day_duties),
        cmocka_unit_test(absent_people_lower_the_quorum),
        cmocka_unit_test(those_who_stay_out_do_not_attend),
        cmocka_unit_test(a_duty_of_its_own_binds_from_above_too),
        cmocka_unit_test(roles_have_a_least_and_a_most),
        cmocka_unit_test(what_may_be_called_off_costs_little),
        cmocka_unit_test(each_one_attends_so_many_times),
        cmocka_unit_test(turns_taken_before_count),
        cmocka_unit_test(nobody_owes_more_turns_than_there_are),
        cmocka_unit_test(a_floating_duty_takes_place_where_it_is_held),
        cmocka_unit_test(a_floating_duty_may_not_be_held_too_often),
        cmocka_unit_test(a_floating_meeting_asks_its_quorum_of_its_day_alone),
        cmocka_unit_test(the_date_of_a_floating_meeting_is_its_attendance),
        cmocka_unit_test(a_published_date_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
