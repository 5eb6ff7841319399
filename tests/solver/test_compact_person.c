/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compact_person.c - cuts of people's own rows, and how groups of days
 * are written, against brute force and by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/compact_parts.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 300, ROUNDS = 10 };

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};

static struct compact *whole(const struct problem *p)
{
    struct compact_options options = {.levels = UINT32_MAX};
    return compact_new(p, &options);
}

/* Every cut has columns of one person only. */
static void assert_own(const struct compact *c, int32_t first_row)
{
    for (int32_t r = first_row; r < c->rows.n; r++) {
        const struct compact_row *row = &c->rows.at[r];
        for (int32_t k = 1; k < row->n; k++) {
            const struct compact_entry *entry = &c->entries.at[row->first];
            assert_int_equal(c->columns.at[entry[k].column].person,
                             c->columns.at[entry[0].column].person);
        }
    }
}

/* The bound after rounds of people's own cuts alone. */
static cost cut_by_person(struct compact *c)
{
    int32_t n_rows = c->rows.n;
    for (int32_t k = 0; k < ROUNDS; k++) {
        if (compact_cut_persons(c, &NO_LIMIT) == 0 ||
            compact_relax(c, &NO_LIMIT) != LP_OPTIMAL) {
            break;
        }
    }
    assert_own(c, n_rows);
    return compact_bound(c);
}

static void peoples_own_cuts_raise_the_bound_but_never_past_the_optimum(void **s)
{
    (void)s;
    int32_t raised = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        if (best.feasible && compact_relax(c, &NO_LIMIT) == LP_OPTIMAL) {
            cost before = compact_bound(c);
            cost after = cut_by_person(c);
            assert_true(after >= before && after <= best.score.total);
            raised += after > before;
        }
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(raised > SEEDS / 10);
}

/* The people whose turn it is not yet come first the next time. */
static void a_limit_ends_the_round_and_the_next_goes_on(void **s)
{
    (void)s;
    struct problem *p = random_problem_medium(3);
    struct compact *c = whole(p);
    const struct lp_limits few = {.bound_stop = LP_INFINITY, .pivots = 1};
    assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
    assert_int_equal(c->next_person, 0);
    compact_cut_persons(c, &few);
    int32_t reached = c->next_person;
    assert_in_range(reached, 1, p->n_people - 1);
    compact_cut_persons(c, &few);
    assert_int_not_equal(c->next_person, reached);
    compact_free(c);
    problem_free(p);
}

/* A weekend at work is wanted, 10 points; a day of it costs 8, and nobody works
 * one day of it without the other. Half a weekend for 8 is no weekend. */
static void a_day_that_comes_with_another_counts_its_group_once(void **s)
{
    (void)s;
    static const int32_t SAME[] = {0, TRANSITION_NEVER, TRANSITION_NEVER, 0};
    static const int32_t *const TABLES[] = {SAME};
    static const int32_t FIRST[] = {0}, LAST[] = {1};
    struct problem *p = problem_new("weekend", 1, 2, 2);
    struct hinge wanted = {.at = 1, .under = 10};
    struct error err = {0};
    problem_add_level(p, "fairness", 1);
    int32_t reason = problem_add_reason(p, "wish", "test", 0);
    problem_charge(p, 0, 0, 1, reason, 8);
    problem_charge(p, 0, 1, 1, reason, 8);
    struct line_rule pair = {
        .kind = LINE_TRANSITION, .name = "both", .source = "test"};
    pair.u.transition.table_of_day = TABLES;
    problem_add_rule(p, &pair);
    struct line_rule groups = {
        .kind = LINE_GROUPS, .name = "weekend", .source = "test"};
    groups.u.groups = (struct group_count){
        .start = FIRST,
        .end = LAST,
        .n_groups = 1,
        .set = {{2}},
        .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, &wanted, 1}};
    problem_add_rule(p, &groups);
    assert_int_equal(problem_finish(p, &err), STATUS_OK);
    struct compact *c = whole(p);
    assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
    assert_int_equal(compact_bound(c), 10);
    compact_free(c);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            peoples_own_cuts_raise_the_bound_but_never_past_the_optimum),
        cmocka_unit_test(a_limit_ends_the_round_and_the_next_goes_on),
        cmocka_unit_test(a_day_that_comes_with_another_counts_its_group_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
