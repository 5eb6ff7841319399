/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_window_solve.c - a window never makes a roster worse and touches
 * nothing outside it; what is drawn lies within the problem; the pool keeps
 * the newest lines.
 */
#include "solver/window_solve.h"

#include "solver/construct.h"
#include "solver/neighbour.h"
#include "solver/pool.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

static const struct window_effort EFFORT = {
    .rounds = 20, .nodes = 500, .tries = 4, .labels = 1000};

static bool inside(const struct window_part *part, int32_t person, int32_t day)
{
    for (int32_t k = 0; k < part->n_people; k++) {
        if (part->people[k] == person) {
            return day >= part->first && day <= part->last;
        }
    }
    return false;
}

static void expect_same_outside(const struct window_part *part,
                                const struct roster *a, const struct roster *b)
{
    for (int32_t i = 0; i < a->n_people; i++) {
        for (int32_t d = 0; d < a->n_days; d++) {
            int64_t at = (int64_t)i * a->n_days + d;
            if (!inside(part, i, d)) {
                assert_int_equal(a->pattern[at], b->pattern[at]);
            }
        }
    }
}

static void expect_drawn(const struct problem *p,
                         const struct window_part *part)
{
    assert_in_range(part->n_people, 1, p->n_people);
    assert_true(part->first >= 0 && part->first <= part->last &&
                part->last < p->n_days);
    for (int32_t k = 0; k < part->n_people; k++) {
        assert_in_range(part->people[k], 0, p->n_people - 1);
        for (int32_t j = 0; j < k; j++) {
            assert_int_not_equal(part->people[j], part->people[k]);
        }
    }
}

static void expect_one_window(struct window_solver *solver,
                              struct evaluation *e, struct neighbour *n,
                              struct random *random)
{
    const struct problem *p = evaluation_problem(e);
    const struct window_part *part = neighbour_choose(n, e, random);
    struct roster *before = roster_new(p);
    roster_copy(before, evaluation_roster(e));
    struct score was = evaluation_score(e);
    expect_drawn(p, part);
    enum window_outcome outcome =
        window_solve(solver, e, part, &EFFORT, random);
    struct score is = roster_score(p, evaluation_roster(e));
    expect_same_outside(part, before, evaluation_roster(e));
    assert_true(is.breaches < was.breaches ||
                (is.breaches == was.breaches && is.total <= was.total));
    assert_int_equal(outcome == WINDOW_BETTER,
                     is.breaches < was.breaches || is.total < was.total);
    neighbour_learn(n, was.total - is.total, window_solver_open(solver), 1000);
    roster_free(before);
}

static void windows_never_cost_and_leave_the_rest(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct problem *p = random_problem_coop(seed, 8, 3, 10);
        struct roster *start = construct_roster(p, seed, NULL);
        struct evaluation *e = evaluation_new(p, start);
        struct window_solver *solver = window_solver_new(p);
        struct neighbour *n = neighbour_new(p);
        struct random random;
        cost before = evaluation_cost(e);
        random_seed(&random, seed);
        for (int32_t k = 0; k < 40; k++) {
            expect_one_window(solver, e, n, &random);
        }
        assert_true(evaluation_cost(e) < before);
        assert_true(window_solver_columns(solver) > 0);
        neighbour_free(n);
        window_solver_free(solver);
        evaluation_free(e);
        roster_free(start);
        problem_free(p);
    }
}

/* Everybody on all days: proven best is best, and open is what it says. */
static void what_is_proven_is_the_optimum(void **state)
{
    (void)state;
    int32_t proven = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct roster *start = construct_roster(p, seed, NULL);
        int32_t people[] = {0, 1, 2, 3};
        const struct window_part all = {people, p->n_people, 0, p->n_days - 1};
        struct evaluation *e = evaluation_new(p, start);
        struct window_solver *solver = window_solver_new(p);
        struct random random;
        random_seed(&random, seed);
        enum window_outcome outcome = WINDOW_BETTER;
        for (int32_t k = 0; k < 10 && outcome != WINDOW_BEST; k++) {
            outcome = window_solve(solver, e, &all, &EFFORT, &random);
        }
        if (best.feasible && outcome == WINDOW_BEST) {
            proven++;
            assert_int_equal(evaluation_breaches(e), 0);
            assert_int_equal(evaluation_cost(e), best.score.total);
            assert_true(window_solver_open(solver) <= 0);
        }
        window_solver_free(solver);
        evaluation_free(e);
        roster_free(start);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(proven > 10);
}

/* ---- dives --------------------------------------------------------------------- */

/* Everybody's window, with next to no search for whole columns: what it gains,
 * and how far its relaxation lay below where it began. */
static void add_window(const struct problem *p, uint64_t seed, double *gained,
                       double *open)
{
    static const struct window_effort LITTLE = {
        .rounds = 40, .nodes = 1, .tries = 1, .labels = 1000};
    int32_t people[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    const struct window_part part = {people, 10, 7, 20};
    struct roster *start = construct_roster(p, seed, NULL);
    struct evaluation *e = evaluation_new(p, start);
    struct window_solver *solver = window_solver_new(p);
    struct random random;
    cost before = evaluation_cost(e);
    random_seed(&random, seed);
    window_solve(solver, e, &part, &LITTLE, &random);
    *gained += (double)(before - evaluation_cost(e));
    *open += window_solver_open(solver);
    window_solver_free(solver);
    evaluation_free(e);
    roster_free(start);
}

static void a_dive_gets_what_columns_leave(void **state)
{
    (void)state;
    double gained = 0, open = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        struct problem *p = random_problem_coop(seed, 10, 4, 12);
        add_window(p, seed, &gained, &open);
        problem_free(p);
    }
    assert_true(open > 0);
    assert_true(gained > 0.5 * open);
}

/* ---- the pool ----------------------------------------------------------------- */

static void the_pool_keeps_the_newest_once(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".ABC", 2, 7);
    lines_finish(p);
    struct pool *pool = pool_new(p);
    int16_t line[7] = {0};
    assert_null(pool_line(pool, 1, 0).line);
    for (int32_t n = 0; n < 1000; n++) {
        for (int32_t d = 0; d < 7; d++) {
            line[d] = (int16_t)((n >> d) & 1);
        }
        pool_add(pool, 1, line, n % 128);
        pool_add(pool, 1, line, n % 128);
        assert_int_equal(pool_line(pool, 1, 0).own, n % 128);
    }
    int32_t kept = 0;
    bool seen[128] = {false};
    for (; pool_line(pool, 1, kept).line; kept++) {
        struct pool_line at = pool_line(pool, 1, kept);
        assert_false(seen[at.own]);
        seen[at.own] = true;
        for (int32_t d = 0; d < 7; d++) {
            assert_int_equal(at.line[d], (at.own >> d) & 1);
        }
    }
    assert_in_range(kept, 8, 127);
    assert_null(pool_line(pool, 0, 0).line);
    pool_free(pool);
    problem_free(p);
}

/* ---- shapes -------------------------------------------------------------------- */

/* An arm that gains is drawn more often than all others together. */
static void what_gains_is_drawn_more_often(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(1, 10, 4, 10);
    struct roster *roster = roster_new(p);
    struct evaluation *e = evaluation_new(p, roster);
    struct neighbour *n = neighbour_new(p);
    struct random random;
    random_seed(&random, 1);
    int32_t drawn = 0;
    for (int32_t k = 0; k < 4000; k++) {
        (void)neighbour_choose(n, e, &random);
        bool good = strcmp(neighbour_name(n), "3 people x 14 days") == 0;
        drawn += good && k >= 2000;
        neighbour_learn(n, good ? 100 : 0, 0, 1000);
    }
    assert_true(drawn > 1000);
    neighbour_free(n);
    evaluation_free(e);
    roster_free(roster);
    problem_free(p);
}

/* A year of ten rows a day. */
static struct problem *long_problem(void)
{
    struct problem *p = lines_problem(".ABCDEFGHIJ", 12, 364);
    for (int32_t k = 0; k < 10 * 364; k++) {
        struct row row = {.name = "cover", .source = "test", .day = k / 10};
        row.gauge = lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                                (struct hinge){1, 10, 1}, (struct hinge){0});
        problem_add_term(p, problem_add_row(p, &row), k / 10, 1 + k % 10, 0,
                         1);
    }
    lines_finish(p);
    return p;
}

/* Windows that follow no row go on by half their length; those of several
 * people never have more rows than a dense inverse can hold. */
static void windows_pass_over_a_long_horizon(void **state)
{
    (void)state;
    struct problem *p = long_problem();
    struct roster *roster = roster_new(p);
    struct evaluation *e = evaluation_new(p, roster);
    struct neighbour *n = neighbour_new(p);
    struct random random;
    bool seen[365] = {false};
    random_seed(&random, 1);
    for (int32_t k = 0; k < 4000; k++) {
        const struct window_part *part = neighbour_choose(n, e, &random);
        int32_t days = part->last - part->first + 1;
        assert_true(part->n_people == 1 || 10 * days <= 1500);
        seen[part->first] = seen[part->first] || days == 84;
        neighbour_learn(n, days == 84 ? 100 : 0, 0, 1000);
    }
    for (int32_t d = 0; d + 84 < 364; d += 42) {
        assert_true(seen[d]);
    }
    neighbour_free(n);
    evaluation_free(e);
    roster_free(roster);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_never_cost_and_leave_the_rest),
        cmocka_unit_test(what_is_proven_is_the_optimum),
        cmocka_unit_test(a_dive_gets_what_columns_leave),
        cmocka_unit_test(the_pool_keeps_the_newest_once),
        cmocka_unit_test(what_gains_is_drawn_more_often),
        cmocka_unit_test(windows_pass_over_a_long_horizon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
