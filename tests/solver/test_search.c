/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_search.c - the local search against brute force, and what it promises.
 */
#include "tests/solver/lines.h"

#include <string.h>

#include "solver/search.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

static size_t bytes_of(const struct problem *p)
{
    return (size_t)(p->n_people * p->n_days) * sizeof(int16_t);
}

/* Searches from `start` (off when NULL); the score left, checked against the
 * definition. */
static struct score search(const struct problem *p, const struct roster *start,
                           const struct search_options *options,
                           struct roster *result)
{
    struct roster *off = roster_new(p);
    struct evaluation *e = evaluation_new(p, start ? start : off);
    assert_true(search_run(e, options) <= options->ticks);
    struct score score = evaluation_score(e);
    struct score defined = roster_score(p, evaluation_roster(e));
    assert_memory_equal(&score, &defined, sizeof score);
    if (result) {
        roster_copy(result, evaluation_roster(e));
    }
    evaluation_free(e);
    roster_free(off);
    return score;
}

/* A feasible roster wherever there is one, and mostly the cheapest. */
static void tiny_problems_are_mostly_solved(void **state)
{
    (void)state;
    int32_t feasible = 0, optimal = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        const struct search_options options = {.seed = seed, .ticks = 20000};
        struct score score = search(p, NULL, &options, NULL);
        feasible += best.feasible;
        if (best.feasible) {
            assert_int_equal(score.breaches, 0);
            assert_true(score.total >= best.score.total);
            optimal += score.total == best.score.total;
        } else {
            assert_true(score.breaches > 0);
        }
        brute_result_release(&best);
        problem_free(p);
    }
    print_message("%d of %d\n", optimal, feasible);
    assert_true(optimal * 4 > feasible * 3);
}

static void the_result_is_never_worse_than_the_start(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct random random;
        random_seed(&random, seed);
        struct roster *start = random_roster(p, &random);
        struct score before = roster_score(p, start);
        const struct search_options hot = {
            .seed = seed, .ticks = 300, .hot = 1e6, .cold = 1e6};
        struct score after = search(p, start, &hot, NULL);
        assert_true(
            after.breaches < before.breaches ||
            (after.breaches == before.breaches && after.total <= before.total));
        roster_free(start);
        problem_free(p);
    }
}

static void a_medium_problem_is_covered_in_a_short_time(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(1, 14, 4, 16);
    struct roster *off = roster_new(p);
    cost before = roster_score(p, off).total;
    const struct search_options options = {.seed = 1, .ticks = 30000};
    struct score score = search(p, NULL, &options, NULL);
    assert_int_equal(score.breaches, 0);
    assert_true(score.total * 100 < before);
    roster_free(off);
    problem_free(p);
}

static void equal_seeds_give_equal_rosters(void **state)
{
    (void)state;
    struct problem *p = random_problem_medium(3);
    struct roster *one = roster_new(p), *same = roster_new(p);
    struct roster *other = roster_new(p);
    struct search_options options = {.seed = 5, .ticks = 5000};
    (void)search(p, NULL, &options, one);
    (void)search(p, NULL, &options, same);
    options.seed = 6;
    (void)search(p, NULL, &options, other);
    assert_memory_equal(one->pattern, same->pattern, bytes_of(p));
    assert_memory_not_equal(one->pattern, other->pattern, bytes_of(p));
    roster_free(one);
    roster_free(same);
    roster_free(other);
    problem_free(p);
}

static void days_that_are_not_open_stay(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct random random;
        random_seed(&random, seed);
        bool open[4 * 14];
        struct roster *start = random_roster(p, &random);
        struct roster *result = roster_new(p);
        for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
            open[c] = random_chance(&random, 40);
        }
        const struct search_options options = {
            .seed = seed, .ticks = 2000, .open = open};
        (void)search(p, start, &options, result);
        for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
            assert_true(open[c] || result->pattern[c] == start->pattern[c]);
        }
        roster_free(start);
        roster_free(result);
        problem_free(p);
    }
}

static void nothing_open_is_nothing_to_do(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(1);
    bool open[4 * 14] = {false};
    struct roster *off = roster_new(p), *result = roster_new(p);
    const struct search_options options = {.ticks = 100, .open = open};
    (void)search(p, NULL, &options, result);
    assert_memory_equal(off->pattern, result->pattern, bytes_of(p));
    roster_free(off);
    roster_free(result);
    problem_free(p);
}

static void a_raised_flag_ends_the_search(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(1);
    const volatile int stop = 1;
    struct roster *off = roster_new(p);
    struct evaluation *e = evaluation_new(p, off);
    const struct search_options options = {.ticks = UINT64_C(1) << 60,
                                           .stop = &stop};
    assert_true(search_run(e, &options) < 10000);
    evaluation_free(e);
    roster_free(off);
    problem_free(p);
}

static void temperatures_are_of_the_size_of_the_costs(void **state)
{
    (void)state;
    struct problem *p = random_problem_medium(2);
    struct roster *off = roster_new(p);
    struct evaluation *e = evaluation_new(p, off);
    const struct search_options down = {
        .seed = 1, .ticks = 20000, .hot = 1e-3, .cold = 1e-3};
    (void)search_run(e, &down);
    struct search_heat heat = search_heat(e, NULL, 1);
    assert_true(heat.cold > 0);
    assert_true(heat.cold < heat.hot);
    assert_true(heat.hot <= (double)evaluation_cost(e));
    evaluation_free(e);
    roster_free(off);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny_problems_are_mostly_solved),
        cmocka_unit_test(the_result_is_never_worse_than_the_start),
        cmocka_unit_test(a_medium_problem_is_covered_in_a_short_time),
        cmocka_unit_test(equal_seeds_give_equal_rosters),
        cmocka_unit_test(days_that_are_not_open_stay),
        cmocka_unit_test(nothing_open_is_nothing_to_do),
        cmocka_unit_test(a_raised_flag_ends_the_search),
        cmocka_unit_test(temperatures_are_of_the_size_of_the_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
