/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compact_ascent.c - the bound without a simplex: never above what brute
 * force finds, and hardly below what the simplex gives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "solver/compact_ascent.h"
#include "solver/lower.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 100, PIECES_MAX = 500 };

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};
static const struct ascent_limits PLENTY = {.ticks = (uint64_t)1 << 40};

static cost ascended(struct compact *c, const struct ascent_limits *limits)
{
    struct compact_ascent *ascent = compact_ascent_new(c);
    for (int32_t k = 0; k < PIECES_MAX &&
                        compact_ascent_work(ascent, COST_MAX, limits); k++) {
    }
    compact_ascent_free(ascent);
    return compact_bound(c);
}

static cost relaxed(const struct problem *p,
                    const struct compact_options *options)
{
    struct compact *c = compact_new(p, options);
    (void)compact_relax(c, &NO_LIMIT);
    cost bound = compact_bound(c);
    compact_free(c);
    return bound;
}

static cost cost_of(const struct score *score, uint32_t levels)
{
    cost sum = 0;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        sum += levels >> k & 1U ? score->level[k] : 0;
    }
    return sum;
}

/* The levels from `first` on, with those before at most what they cost in the
 * roster that is best level by level. True when it is what the simplex has. */
static bool bounds_tiny(const struct problem *p, int32_t first,
                        const struct brute_result *best)
{
    cost cap[LEVEL_MAX];
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        cap[k] = k < first ? best->score.level[k] : COST_MAX;
    }
    const struct compact_options options = {
        .levels = (1U << p->n_levels) - (1U << first), .level_cap = cap};
    struct compact *c = compact_new(p, &options);
    cost bound = ascended(c, &PLENTY);
    assert_true(bound <= cost_of(&best->score, options.levels));
    compact_free(c);
    return bound == relaxed(p, &options);
}

static void no_bound_is_above_what_brute_force_finds(void **state)
{
    (void)state;
    int32_t bounded = 0, same = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result levels = brute_force_levels(p);
        struct brute_result total = brute_force_total(p);
        for (int32_t k = 1; levels.feasible && k < p->n_levels; k++) {
            same += bounds_tiny(p, k, &levels);
            bounded++;
        }
        if (total.feasible) {
            same += bounds_tiny(p, 0, &total);
            bounded++;
        }
        brute_result_release(&levels);
        brute_result_release(&total);
        problem_free(p);
    }
    print_message("%d of %d as the simplex\n", same, bounded);
    assert_true(bounded > SEEDS);
    assert_true(same > bounded * 3 / 4);
}

/* What is said here of a team: what lies below its first two levels, these not
 * above what their relaxation leaves open. */
struct team {
    struct problem *p;
    cost cap[LEVEL_MAX];
    struct compact_options options;
};

static void team_new(struct team *team, int32_t people, int32_t weeks)
{
    team->p = random_problem_coop(3, people, weeks, 14);
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        team->cap[k] = COST_MAX;
    }
    for (int32_t k = 0; k < 2; k++) {
        team->options = (struct compact_options){.levels = 1U << k,
                                                 .level_cap = team->cap};
        team->cap[k] = relaxed(team->p, &team->options);
    }
    team->options.levels = 0x3C;
}

/* In one go or in pieces, it is the same. */
static void a_team_gets_nearly_the_value_of_the_relaxation(void **state)
{
    (void)state;
    static const struct ascent_limits PIECES = {.ticks = 100000};
    struct team team;
    team_new(&team, 12, 4);
    struct compact *once = compact_new(team.p, &team.options);
    struct compact *often = compact_new(team.p, &team.options);
    cost value = relaxed(team.p, &team.options);
    cost bound = ascended(once, &PLENTY);
    print_message("%lld of %lld\n", (long long)bound, (long long)value);
    assert_true(value > 100);
    assert_true(bound <= value + 1); /* the simplex' costs are nudged */
    assert_true(bound > value - value / 50);
    assert_int_equal(ascended(often, &PIECES), bound);
    compact_free(once);
    compact_free(often);
    problem_free(team.p);
}

static void limits_and_a_target_end_it(void **state)
{
    (void)state;
    static const int RAISED = 1;
    static const struct ascent_limits STOPPED = {.ticks = (uint64_t)1 << 40,
                                                 .stop = &RAISED};
    static const struct ascent_limits SHORT = {.ticks = 1};
    struct team team;
    team_new(&team, 6, 4);
    struct compact *c = compact_new(team.p, &team.options);
    struct compact_ascent *ascent = compact_ascent_new(c);
    assert_true(compact_ascent_work(ascent, COST_MAX, &STOPPED));
    assert_int_equal(compact_ascent_rounds(ascent), 0);
    assert_true(compact_ascent_work(ascent, COST_MAX, &SHORT));
    assert_int_equal(compact_ascent_rounds(ascent), 1);
    assert_true(compact_ascent_ticks(ascent) > 0);
    assert_false(compact_ascent_work(ascent, 1, &PLENTY));
    assert_true(compact_bound(c) >= 1);
    compact_ascent_free(ascent);
    compact_free(c);
    problem_free(team.p);
}

/* Of a co-operation so large that the simplex would have hundreds of pieces. */
static void large_levels_are_bounded_within_some_pieces(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(1, 60, 8, 25);
    struct roster *off = roster_new(p);
    struct score score = roster_score(p, off);
    const struct lines_work work = {
        .best = off, .score = &score, .ticks = 3000000};
    const cost no_cap[LEVEL_MAX] = {COST_MAX, COST_MAX, COST_MAX, COST_MAX,
                                    COST_MAX, COST_MAX, COST_MAX, COST_MAX};
    struct lower *lower = lower_new(p, 0x3F, no_cap);
    int32_t pieces = 0;
    while (!lower_duals(lower) && lower_step(lower, &work, COST_MAX)) {
        pieces++;
    }
    print_message("%lld after %d pieces\n", (long long)lower_value(lower),
                  pieces);
    assert_true(lower_value(lower) > 100);
    assert_true(pieces < 30);
    /* Nor is there a simplex, or a tree, that would take minutes. */
    cost value = lower_value(lower);
    assert_false(lower_step(lower, &work, COST_MAX));
    lower_branch(lower, &work, value + 1000000);
    assert_int_equal(lower_value(lower), value);
    lower_free(lower);
    roster_free(off);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bound_is_above_what_brute_force_finds),
        cmocka_unit_test(a_team_gets_nearly_the_value_of_the_relaxation),
        cmocka_unit_test(limits_and_a_target_end_it),
        cmocka_unit_test(large_levels_are_bounded_within_some_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
