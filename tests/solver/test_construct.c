/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_construct.c - the first roster breaks nothing that can be kept.
 */
#include "tests/solver/lines.h"

#include <string.h>

#include "solver/construct.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

static void nothing_is_broken_where_that_is_possible(void **state)
{
    (void)state;
    int32_t feasible = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        if (best.feasible) {
            struct roster *roster = construct_roster(p, 1, NULL);
            assert_int_equal(roster_score(p, roster).breaches, 0);
            roster_free(roster);
            feasible++;
        }
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(feasible > 50);
}

/* Between 3 and 4 days of work, none of them alone, not all of them allowed:
 * off breaks the amount, and single days the runs. */
static void a_line_that_off_would_break_is_mended(void **state)
{
    (void)state;
    static const int32_t WEIGHT[] = {0, 1};
    struct problem *p = lines_problem(".E", 2, 8);
    struct line_rule rule = {
        .kind = LINE_WINDOW, .person = 1, .name = "days", .source = "test"};
    rule.u.window.last = 7;
    rule.u.window.weights.weight = WEIGHT;
    rule.u.window.gauge =
        lines_gauge(p, 3, 4, (struct hinge){0}, (struct hinge){0});
    problem_add_rule(p, &rule);
    rule = (struct line_rule){
        .kind = LINE_RUN, .person = 1, .name = "run", .source = "test"};
    rule.u.run.set = lines_set(p, "E");
    rule.u.run.gauge =
        lines_gauge(p, 3, 3, (struct hinge){0}, (struct hinge){0});
    problem_add_rule(p, &rule);
    problem_forbid(p, 1, 1, 1);
    problem_forbid(p, 1, 6, 1);
    lines_finish(p);
    struct roster *roster = construct_roster(p, 1, NULL);
    assert_int_equal(roster_score(p, roster).breaches, 0);
    roster_free(roster);
    problem_free(p);
}

static void a_medium_problem_is_covered_and_costs_little(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct problem *p = random_problem_coop(seed, 14, 4, 16);
        struct roster *off = roster_new(p);
        uint64_t ticks = 0;
        struct roster *roster = construct_roster(p, seed, &ticks);
        struct score score = roster_score(p, roster);
        assert_int_equal(score.breaches, 0);
        assert_true(score.total * 100 < roster_score(p, off).total);
        assert_in_range(ticks, 1000, 1000000);
        roster_free(off);
        roster_free(roster);
        problem_free(p);
    }
}

static void equal_seeds_give_equal_rosters(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(2, 8, 4, 12);
    size_t bytes = (size_t)(p->n_people * p->n_days) * sizeof(int16_t);
    struct roster *one = construct_roster(p, 1, NULL);
    struct roster *same = construct_roster(p, 1, NULL);
    struct roster *other = construct_roster(p, 2, NULL);
    assert_memory_equal(one->pattern, same->pattern, bytes);
    assert_memory_not_equal(one->pattern, other->pattern, bytes);
    roster_free(one);
    roster_free(same);
    roster_free(other);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_broken_where_that_is_possible),
        cmocka_unit_test(a_line_that_off_would_break_is_mended),
        cmocka_unit_test(a_medium_problem_is_covered_and_costs_little),
        cmocka_unit_test(equal_seeds_give_equal_rosters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
