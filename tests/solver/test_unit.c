/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_unit.c - every cost is a multiple of the unit, and the unit is as large
 * as that allows; what a hard bound costs in windows goes by the rows.
 */
#include "tests/solver/lines.h"

#include "solver/unit.h"
#include "solver/window.h"
#include "tests/solver/random_problem.h"

/* A row of two hinges, a run, a choice: each may hold the unit down. */
static struct problem *problem_of(cost row, cost run, cost choice)
{
    struct problem *p = lines_problem(".EN", 2, 7);
    struct row cover = {.name = "cover", .source = "test", .day = 3};
    cover.gauge = lines_gauge(p, BOUND_NONE_LOW, 2, (struct hinge){1, row, 0},
                              (struct hinge){1, 0, 2 * row});
    int32_t r = problem_add_row(p, &cover);
    problem_add_term(p, r, 3, 1, 0, 1);
    struct line_rule rule = {
        .kind = LINE_RUN, .name = "run", .source = "test"};
    rule.u.run.gauge =
        lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                    (struct hinge){2, run, 0}, (struct hinge){4, 0, run});
    rule.u.run.set = lines_set(p, "E");
    problem_add_rule(p, &rule);
    problem_charge(p, 1, 2, 1, problem_add_reason(p, "wish", "test", 0),
                   (int32_t)choice);
    lines_finish(p);
    return p;
}

static void each_kind_of_cost_counts(void **state)
{
    (void)state;
    static const struct {
        cost row, run, choice, unit;
    } ROWS[] = {
        {30, 15, 10, 5}, {20, 20, 20, 20}, {7, 14, 21, 7},
        {30, 15, 11, 1}, {30, 13, 10, 1},  {0, 0, 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct problem *p =
            problem_of(ROWS[i].row, ROWS[i].run, ROWS[i].choice);
        assert_int_equal(problem_unit(p), ROWS[i].unit);
        problem_free(p);
    }
}

static void rosters_cost_multiples_of_it(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 5);
    for (int32_t k = 0; k < 20; k++) {
        struct problem *p = problem_of(6 * (k + 1), 4 * (k + 1), 10 * (k + 1));
        struct roster *roster = random_roster(p, &random);
        assert_int_equal(problem_unit(p) % (2 * (k + 1)), 0);
        assert_int_equal(roster_score(p, roster).total % problem_unit(p), 0);
        roster_free(roster);
        problem_free(p);
    }
}

static void a_hard_unit_costs_more_than_any_soft_one_of_a_row(void **state)
{
    (void)state;
    static const struct {
        cost row;
        double least, most;
    } ROWS[] = {{30, 60, WINDOW_HARD - 1},
                {10000000, WINDOW_HARD, WINDOW_HARD},
                {0, WINDOW_HARD, WINDOW_HARD}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct problem *p = problem_of(ROWS[i].row, 1, 1);
        assert_true(window_hard(p) >= ROWS[i].least);
        assert_true(window_hard(p) <= ROWS[i].most);
        problem_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_cost_counts),
        cmocka_unit_test(rosters_cost_multiples_of_it),
        cmocka_unit_test(a_hard_unit_costs_more_than_any_soft_one_of_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
