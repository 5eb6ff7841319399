/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_small.c - the exact solver first: the optimum and true bounds on all
 * tiny problems, levels in their order, the search where the limits are short.
 */
#include "solver/small.h"

#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"
#include "tests/solver/tiny.h"

static void tiny_problems_are_proven(void **state)
{
    struct tiny_tally tally = {0};
    (void)state;
    tiny_compare(solver_run_small, 0, 12, &tally);
    print_message("%d proven of %d\n", tally.proven, tally.feasible);
    assert_int_equal(tally.proven, tally.feasible);
}

/* Half the choices are taken away: what is left is what is open. */
static void what_has_one_choice_is_not_asked(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct solver_options options = {
            .seed = seed, .ticks = 40000, .threads = 1};
        struct solver_result result;
        struct error err = {0};
        assert_int_equal(solver_run_small(p, &options, &result, &err),
                         STATUS_OK);
        for (int32_t k = 0; k < p->n_people * p->n_days; k++) {
            assert_true(problem_allows(p, k / p->n_days, k % p->n_days,
                                       result.roster->pattern[k]));
        }
        solver_result_release(&result);
        problem_free(p);
    }
}

static void the_search_takes_over_when_time_is_short(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(3, 8, 4, 12);
    struct solver_options options = {.seed = 1, .ticks = 60000, .threads = 1};
    struct solver_result result;
    struct error err = {0};
    assert_int_equal(solver_run_small(p, &options, &result, &err), STATUS_OK);
    struct score defined = roster_score(p, result.roster);
    assert_memory_equal(&result.score, &defined, sizeof defined);
    assert_int_not_equal(result.outcome, OUTCOME_NONE);
    assert_true(result.bound <= result.score.total);
    solver_result_release(&result);
    problem_free(p);
}

static void a_limit_is_asked_for(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(1);
    struct solver_options options = {.threads = 1};
    struct solver_result result;
    struct error err = {0};
    assert_int_equal(solver_run_small(p, &options, &result, &err),
                     STATUS_USAGE);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny_problems_are_proven),
        cmocka_unit_test(what_has_one_choice_is_not_asked),
        cmocka_unit_test(the_search_takes_over_when_time_is_short),
        cmocka_unit_test(a_limit_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
