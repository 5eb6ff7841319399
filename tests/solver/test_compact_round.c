/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compact_round.c - cuts of single rows against everything that the rows
 * allow: some people on one day, hours that must not be more than so many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "solver/compact_cuts.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 400, PEOPLE = 6, PATTERNS = 3 };

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};

/* Patterns 1 and 2 count some hours each, by person; at most `most` of them.
 * Whoever is off costs something. */
struct hours {
    int32_t of[PEOPLE][PATTERNS];
    int32_t most;
    struct problem *problem;
};

static void hours_draw(struct hours *hours, struct random *random)
{
    int32_t sum = 0;
    hours->problem = problem_new("hours", PEOPLE, 1, PATTERNS);
    problem_add_level(hours->problem, "wish", 1);
    int32_t reason = problem_add_reason(hours->problem, "off", "test", 0);
    for (int32_t i = 0; i < PEOPLE; i++) {
        hours->of[i][OFF] = 0;
        for (int32_t q = 1; q < PATTERNS; q++) {
            hours->of[i][q] = random_between(random, 2, 30);
            problem_charge(hours->problem, i, 0, q, reason,
                           random_between(random, 0, 10));
        }
        problem_charge(hours->problem, i, 0, OFF, reason,
                       random_between(random, 20, 60));
        sum += hours->of[i][1];
    }
    hours->most = sum / 2;
}

static void hours_finish(struct hours *hours)
{
    struct error err = {0};
    struct row row = {.name = "hours",
                      .source = "test",
                      .day = NONE_DAY,
                      .gauge = {BOUND_NONE_LOW, hours->most, NULL, 0}};
    int32_t r = problem_add_row(hours->problem, &row);
    for (int32_t i = 0; i < PEOPLE; i++) {
        bool only[PEOPLE] = {false};
        only[i] = true;
        int32_t mask = problem_add_mask(hours->problem, only);
        for (int32_t q = 1; q < PATTERNS; q++) {
            problem_add_term(hours->problem, r, 0, q, mask, hours->of[i][q]);
        }
    }
    assert_int_equal(problem_finish(hours->problem, &err), STATUS_OK);
}

static double cut_sum(const struct compact *c, const struct cut *cut,
                      const int32_t *pattern)
{
    double sum = 0;
    for (int32_t k = 0; k < cut->entries.n; k++) {
        const struct compact_column *column =
            &c->columns.at[cut->entries.at[k].column];
        sum += column->pattern == pattern[column->cell]
                   ? cut->entries.at[k].value
                   : 0;
    }
    return sum;
}

/* Every choice of patterns within the hours is left by the cut, x is not. */
static void assert_cut(const struct hours *hours, const struct compact *c,
                       const struct cut *cut)
{
    int32_t all = 1;
    double at_x = 0;
    for (int32_t i = 0; i < PEOPLE; i++) {
        all *= PATTERNS;
    }
    for (int32_t code = 0; code < all; code++) {
        int32_t pattern[PEOPLE], sum = 0, rest = code;
        for (int32_t i = 0; i < PEOPLE; i++) {
            pattern[i] = rest % PATTERNS;
            rest /= PATTERNS;
            sum += hours->of[i][pattern[i]];
        }
        assert_true(sum > hours->most || cut_sum(c, cut, pattern) >= cut->low);
    }
    for (int32_t k = 0; k < cut->entries.n; k++) {
        at_x += cut->entries.at[k].value * c->x[cut->entries.at[k].column];
    }
    assert_true(at_x < cut->low);
}

static void rounded_rows_leave_every_whole_choice(void **s)
{
    (void)s;
    int32_t found = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct hours hours;
        struct random random;
        random_seed(&random, seed);
        hours_draw(&hours, &random);
        hours_finish(&hours);
        struct compact_options options = {.levels = UINT32_MAX};
        struct compact *c = compact_new(hours.problem, &options);
        assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
        struct cutter t = {
            .c = c, .dense = xcalloc((size_t)c->columns.n + 1, sizeof(double))};
        rows_round(&t);
        for (int32_t k = 0; k < t.cuts.n; k++) {
            assert_cut(&hours, c, &t.cuts.at[k]);
            vec_release(&t.cuts.at[k].entries);
        }
        found += t.cuts.n > 0;
        vec_release(&t.cuts);
        free(t.dense);
        compact_free(c);
        problem_free(hours.problem);
    }
    assert_true(found > SEEDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounded_rows_leave_every_whole_choice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
