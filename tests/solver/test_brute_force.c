/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_brute_force.c - the oracle of the other tests against a loop over all
 * rosters, on problems small enough for that.
 */
#include "tests/solver/lines.h"

#include <string.h>

#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { ROSTERS_MAX = 30000 };

/* Visits all allowed rosters like an odometer. */
static bool next_roster(const struct problem *p, struct roster *roster)
{
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        while (++roster->pattern[c] < p->n_patterns) {
            if (SET_HAS(&p->allowed[c], roster->pattern[c])) {
                return true;
            }
        }
        roster->pattern[c] = -1;
        do {
            roster->pattern[c]++;
        } while (!SET_HAS(&p->allowed[c], roster->pattern[c]));
    }
    return false;
}

/* All patterns 0 at first, or the first allowed. */
static struct roster *first_roster(const struct problem *p)
{
    struct roster *roster = roster_new(p);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        roster->pattern[c] = 0;
        while (!SET_HAS(&p->allowed[c], roster->pattern[c])) {
            roster->pattern[c]++;
        }
    }
    return roster;
}

static double roster_count(const struct problem *p)
{
    double n = 1;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        n *= __builtin_popcountll(p->allowed[c].bits[0]);
    }
    return n;
}

/* A tiny problem with more forbidden, until all rosters can be looked at. */
static void fix_days(struct problem *p, struct random *random)
{
    while (roster_count(p) > ROSTERS_MAX) {
        int32_t person = random_below(random, p->n_people);
        int32_t day = random_below(random, p->n_days);
        int16_t keep = random_pattern(p, random, person, day);
        struct pattern_set *set = &p->allowed[person * p->n_days + day];
        memset(set, 0, sizeof *set);
        set->bits[0] = (uint64_t)1 << keep;
    }
}

struct naive {
    bool feasible;
    cost total;
    cost levels[LEVEL_MAX]; /* lexicographic */
    cost second;            /* least of level 1 with level 0 at its cap */
};

static int compare(const cost *a, const cost *b, int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return 0;
}

static struct naive look_at_all(const struct problem *p, cost cap)
{
    struct naive n = {.total = COST_MAX, .second = COST_MAX};
    struct roster *roster = first_roster(p);
    do {
        struct score score = roster_score(p, roster);
        if (score.breaches > 0) {
            continue;
        }
        if (!n.feasible || compare(score.level, n.levels, p->n_levels) < 0) {
            memcpy(n.levels, score.level, sizeof n.levels);
        }
        n.feasible = true;
        n.total = score.total < n.total ? score.total : n.total;
        if (score.level[0] <= cap && score.level[1] < n.second) {
            n.second = score.level[1];
        }
    } while (next_roster(p, roster));
    roster_free(roster);
    return n;
}

static void expect_same(const struct problem *p, const struct naive *naive,
                        cost cap)
{
    struct brute_result total = brute_force_total(p);
    struct brute_result levels = brute_force_levels(p);
    struct brute_result second =
        brute_force_level(p, 1, (const cost[LEVEL_MAX]){cap});
    assert_int_equal(total.feasible, naive->feasible);
    assert_int_equal(levels.feasible, naive->feasible);
    assert_int_equal(second.feasible, naive->second < COST_MAX);
    if (naive->feasible) {
        assert_int_equal(total.score.total, naive->total);
        assert_int_equal(roster_score(p, total.roster).total, naive->total);
        assert_int_equal(
            compare(levels.score.level, naive->levels, p->n_levels), 0);
    }
    if (second.feasible) {
        assert_int_equal(second.score.level[1], naive->second);
        assert_true(second.score.level[0] <= cap);
    }
    brute_result_release(&total);
    brute_result_release(&levels);
    brute_result_release(&second);
}

static void it_agrees_with_looking_at_all_rosters(void **state)
{
    (void)state;
    int32_t feasible = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct random random;
        random_seed(&random, seed);
        struct problem *p = random_problem_tiny(seed);
        fix_days(p, &random);
        cost cap = random_below(&random, 300);
        struct naive naive = look_at_all(p, cap);
        feasible += naive.feasible;
        expect_same(p, &naive, cap);
        problem_free(p);
    }
    assert_in_range(feasible, 20, 59); /* both cases were seen */
}

static void frozen_days_stay_as_they_are(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".E", 2, 3);
    struct row row = {.name = "cover", .source = "all", .day = NONE_DAY};
    row.gauge = lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                            (struct hinge){6, 1, 0}, (struct hinge){0});
    (void)problem_add_row(p, &row);
    for (int32_t d = 0; d < 3; d++) {
        problem_add_term(p, 0, d, 1, 0, 1);
    }
    lines_finish(p);
    struct roster *frozen =
        lines_roster(p, (const char *const[]){"..E", "..."});
    const bool open[] = {true, false, false, false, false, true};
    struct brute_result result = brute_force_open(p, frozen, open);
    assert_true(result.feasible);
    struct roster *expected =
        lines_roster(p, (const char *const[]){"E.E", "..E"});
    assert_memory_equal(result.roster->pattern, expected->pattern,
                        6 * sizeof(int16_t));
    assert_int_equal(result.score.total, 3);
    brute_result_release(&result);
    roster_free(expected);
    roster_free(frozen);
    problem_free(p);
}

static void the_cheapest_line_takes_prices_into_account(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".E", 1, 2);
    problem_charge(p, 0, 0, 1, problem_add_reason(p, "wish", "w", 0), 3);
    lines_finish(p);
    const double price[] = {0, -2.5, 0, -2.5};
    double value;
    int16_t line[2];
    assert_true(brute_force_line(p, 0, price, &value, line));
    assert_true(value == -2.5);
    assert_int_equal(line[0], 0);
    assert_int_equal(line[1], 1);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_looking_at_all_rosters),
        cmocka_unit_test(frozen_days_stay_as_they_are),
        cmocka_unit_test(the_cheapest_line_takes_prices_into_account),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
