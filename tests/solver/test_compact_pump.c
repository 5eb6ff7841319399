/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_compact_pump.c - rosters pumped out of the relaxation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "solver/compact_parts.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 200 };

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};

static bool pump(const struct problem *p, uint64_t seed, struct roster *roster)
{
    struct compact_options options = {.levels = UINT32_MAX};
    struct mip_limits limits = {.cutoff = LP_INFINITY};
    struct compact *c = compact_new(p, &options);
    bool found = compact_relax(c, &NO_LIMIT) == LP_OPTIMAL &&
                 compact_pump(c, &limits, seed, roster);
    compact_free(c);
    return found;
}

static void most_problems_give_a_roster_without_a_breach(void **s)
{
    (void)s;
    int32_t feasible = 0, pumped = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct roster *roster = roster_new(p);
        bool found = pump(p, seed, roster);
        feasible += best.feasible;
        pumped += found;
        assert_true(best.feasible || !found);
        if (found) {
            struct score score = roster_score(p, roster);
            assert_int_equal(score.breaches, 0);
            assert_true(score.total >= best.score.total);
        }
        roster_free(roster);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(pumped > feasible * 9 / 10);
}

static void the_same_seed_gives_the_same_roster(void **s)
{
    (void)s;
    struct problem *p = random_problem_medium(2);
    struct roster *one = roster_new(p), *two = roster_new(p);
    assert_true(pump(p, 5, one));
    assert_true(pump(p, 5, two));
    assert_memory_equal(one->pattern, two->pattern,
                        (size_t)(p->n_people * p->n_days) *
                            sizeof *one->pattern);
    roster_free(one);
    roster_free(two);
    problem_free(p);
}

static void the_costs_of_the_lp_are_put_back(void **s)
{
    (void)s;
    struct problem *p = random_problem_tiny(4);
    struct compact_options options = {.levels = UINT32_MAX};
    struct mip_limits limits = {.cutoff = LP_INFINITY};
    struct compact *c = compact_new(p, &options);
    struct roster *roster = roster_new(p);
    assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
    cost bound = compact_bound(c);
    compact_pump(c, &limits, 1, roster);
    assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
    assert_int_equal(compact_bound(c), bound);
    double objective = lp_objective(c->lp) + compact_constants(c);
    assert_true(objective <= (double)bound + 1e-4);
    assert_true(objective >= c->bound - 1e-4);
    roster_free(roster);
    compact_free(c);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(most_problems_give_a_roster_without_a_breach),
        cmocka_unit_test(the_same_seed_gives_the_same_roster),
        cmocka_unit_test(the_costs_of_the_lp_are_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
