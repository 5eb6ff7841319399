/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_waves.c - long horizons begin with whole lines that share the year out;
 * short ones and dear lines do not.
 */
#include "solver/waves.h"

#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { PEOPLE = 20, DAYS = 280, WORK = 168, QUIET = 140 };

/* Everybody works WORK days, never more than five of seven that follow; twice
 * as many are wanted on a day of the second half of the year. */
static struct problem *uneven_year(void)
{
    static const int32_t WEIGHT[] = {0, 1, 1};
    struct problem *p = lines_problem(".EL", PEOPLE, DAYS);
    for (int32_t i = 0; i < PEOPLE; i++) {
        struct line_rule rule = {
            .kind = LINE_WINDOW, .person = i, .name = "days", .source = "test"};
        rule.u.window.last = DAYS - 1;
        rule.u.window.weights.weight = WEIGHT;
        rule.u.window.gauge = lines_gauge(p, WORK, WORK, (struct hinge){0},
                                          (struct hinge){0});
        problem_add_rule(p, &rule);
        rule = (struct line_rule){
            .kind = LINE_RUN, .person = i, .name = "run", .source = "test"};
        rule.u.run.set = lines_set(p, "EL");
        rule.u.run.gauge =
            lines_gauge(p, 2, 5, (struct hinge){0}, (struct hinge){0});
        problem_add_rule(p, &rule);
    }
    for (int32_t k = 0; k < 2 * DAYS; k++) {
        int32_t day = k / 2;
        struct row row = {.name = "cover", .source = "test", .day = day};
        row.gauge = lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                                (struct hinge){day < QUIET ? 4 : 8, 100, 1},
                                (struct hinge){0});
        int32_t at = problem_add_row(p, &row);
        problem_add_term(p, at, day, 1 + k % 2, 0, 1);
    }
    lines_finish(p);
    return p;
}

static const struct waves_limits PLENTY = {.ticks = (uint64_t)1 << 50};

static struct evaluation *run(const struct problem *p, const struct roster *start,
                        const struct waves_limits *limits)
{
    struct window_solver *solver = window_solver_new(p);
    struct evaluation *e = evaluation_new(p, start);
    struct random random;
    random_seed(&random, 1);
    waves_run(solver, e, limits, &random);
    window_solver_free(solver);
    return e;
}

/* 3360 days of work for 3360 shifts: what is not covered is what lines are too
 * clumsy for. From days off alone, which break every line's sum. */
static void a_year_is_shared_out(void **state)
{
    (void)state;
    struct problem *p = uneven_year();
    struct roster *off = roster_new(p);
    struct evaluation *one = run(p, off, &PLENTY);
    struct evaluation *again = run(p, off, &PLENTY);
    size_t cells = (size_t)(PEOPLE * DAYS);
    assert_int_equal(evaluation_breaches(one), 0);
    assert_true(evaluation_cost(one) < 2000);
    assert_memory_equal(evaluation_roster(one)->pattern,
                        evaluation_roster(again)->pattern,
                        cells * sizeof(int16_t));
    /* From where it ended nothing is gained, and nothing may be lost. */
    cost before = evaluation_cost(one);
    struct evaluation *twice = run(p, evaluation_roster(one), &PLENTY);
    assert_true(evaluation_cost(twice) <= before);
    evaluation_free(one);
    evaluation_free(again);
    evaluation_free(twice);
    roster_free(off);
    problem_free(p);
}

static void a_limit_leaves_the_roster_alone(void **state)
{
    (void)state;
    static const int RAISED = 1;
    static const struct waves_limits LIMITS[] = {
        {.ticks = 1000},
        {.ticks = (uint64_t)1 << 50, .stop = &RAISED},
        {.ticks = (uint64_t)1 << 50, .deadline = 1e-9},
    };
    struct problem *p = uneven_year();
    struct roster *off = roster_new(p);
    for (size_t k = 0; k < COUNT_OF(LIMITS); k++) {
        struct evaluation *began = run(p, off, &LIMITS[k]);
        assert_memory_equal(evaluation_roster(began)->pattern,
                            off->pattern,
                            (size_t)(PEOPLE * DAYS) * sizeof *off->pattern);
        evaluation_free(began);
    }
    roster_free(off);
    problem_free(p);
}

static void only_long_horizons_and_cheap_lines_pay(void **state)
{
    (void)state;
    static const struct {
        int32_t people, days;
        uint64_t line, ticks;
        bool pays;
    } ROWS[] = {
        {50, 364, 70000, 6000000000, true},
        {150, 364, 70000, 6000000000, false}, /* too many people */
        {80, 84, 70000, 6000000000, false},   /* windows span a quarter */
        {50, 364, 70000, 60000000, false},    /* a short run */
        {50, 364, 7000000, 6000000000, false}, /* dear lines */
        {45, 42, 5000, 6000000000, false},    /* a short horizon */
        {14, 84, 5000, 6000000000, false},
        {50, 182, 5000, 600000000, true},
    };
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        struct problem *p = lines_problem(".E", ROWS[k].people, ROWS[k].days);
        lines_finish(p);
        assert_int_equal(waves_pay(p, ROWS[k].line, ROWS[k].ticks),
                         ROWS[k].pays);
        problem_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_is_shared_out),
        cmocka_unit_test(a_limit_leaves_the_roster_alone),
        cmocka_unit_test(only_long_horizons_and_cheap_lines_pay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
