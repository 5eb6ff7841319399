/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_compact.c - the compact formulation against brute force on tiny
 * problems of all rule kinds, whole and with a frozen part.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/compact.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

/* Sanitizers make each five times as long, and see it all in fewer. */
#ifdef __SANITIZE_ADDRESS__
enum { SEEDS = 150, SOME_SEEDS = 150 };
#else
enum { SEEDS = 500, SOME_SEEDS = 150 };
#endif

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};

static struct compact *whole(const struct problem *p)
{
    struct compact_options options = {.levels = UINT32_MAX};
    return compact_new(p, &options);
}

static void the_bound_is_never_above_the_optimum(void **s)
{
    (void)s;
    int32_t feasible = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        enum lp_outcome outcome = compact_relax(c, &NO_LIMIT);
        if (best.feasible) {
            feasible++;
            assert_int_equal(outcome, LP_OPTIMAL);
            assert_true(compact_bound(c) <= best.score.total);
        }
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(feasible > SEEDS / 2);
}

static void the_mip_finds_the_optimum_of_brute_force(void **s)
{
    (void)s;
    struct mip_limits limits = {.cutoff = LP_INFINITY};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        struct roster *roster = roster_new(p);
        double bound = 0;
        enum lp_outcome outcome = compact_mip(c, &limits, roster, &bound);
        assert_int_equal(outcome, best.feasible ? LP_OPTIMAL : LP_INFEASIBLE);
        if (best.feasible) {
            struct score score = roster_score(p, roster);
            assert_int_equal(score.total, best.score.total);
            assert_int_equal(score.breaches, 0);
            assert_int_equal((cost)bound, best.score.total);
        }
        roster_free(roster);
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
}

/* A random roster, and about half of its cells open. */
static struct compact *partly(const struct problem *p, uint64_t seed,
                              struct roster **frozen, bool *open)
{
    struct random random;
    random_seed(&random, seed);
    *frozen = random_roster(p, &random);
    for (int32_t cell = 0; cell < p->n_people * p->n_days; cell++) {
        open[cell] = random_chance(&random, 60);
    }
    struct open_part part = {open};
    struct compact_options options = {
        .frozen = *frozen, .open = &part, .levels = UINT32_MAX};
    return compact_new(p, &options);
}

static void a_frozen_part_stays_and_the_rest_is_optimal(void **s)
{
    (void)s;
    bool open[4 * 14];
    int32_t feasible = 0;
    struct mip_limits limits = {.cutoff = LP_INFINITY};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct roster *frozen, *roster = roster_new(p);
        struct compact *c = partly(p, seed, &frozen, open);
        struct brute_result best = brute_force_open(p, frozen, open);
        double bound = 0;
        enum lp_outcome outcome = compact_mip(c, &limits, roster, &bound);
        assert_int_equal(outcome, best.feasible ? LP_OPTIMAL : LP_INFEASIBLE);
        feasible += best.feasible;
        if (best.feasible) {
            assert_int_equal(roster_score(p, roster).total, best.score.total);
            assert_int_equal((cost)bound, best.score.total);
            for (int32_t cell = 0; cell < p->n_people * p->n_days; cell++) {
                assert_true(open[cell] ||
                            roster->pattern[cell] == frozen->pattern[cell]);
            }
        }
        roster_free(roster);
        roster_free(frozen);
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(feasible > SEEDS / 10);
}

static void one_level_under_caps_has_the_optimum_of_brute_force(void **s)
{
    (void)s;
    struct mip_limits limits = {.cutoff = LP_INFINITY};
    for (uint64_t seed = 0; seed < SOME_SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result all = brute_force_levels(p);
        cost caps[LEVEL_MAX];
        for (int32_t k = 0; k < LEVEL_MAX; k++) {
            caps[k] = COST_MAX;
        }
        for (int32_t k = 0; k < p->n_levels && all.feasible; k++) {
            struct compact_options options = {.levels = 1U << k,
                                              .level_cap = caps};
            struct compact *c = compact_new(p, &options);
            struct roster *roster = roster_new(p);
            double bound = 0;
            assert_int_equal(compact_mip(c, &limits, roster, &bound),
                             LP_OPTIMAL);
            assert_int_equal(roster_score(p, roster).level[k],
                             all.score.level[k]);
            assert_int_equal((cost)bound, all.score.level[k]);
            caps[k] = all.score.level[k];
            roster_free(roster);
            compact_free(c);
        }
        brute_result_release(&all);
        problem_free(p);
    }
}

static void a_tree_cut_short_keeps_a_valid_bound(void **s)
{
    (void)s;
    int32_t cut = 0;
    for (uint64_t seed = 0; seed < SOME_SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct mip_limits limits = {
            .cutoff = LP_INFINITY, .nodes = 1};
        struct compact *c = whole(p);
        struct roster *roster = roster_new(p);
        double bound = 0;
        enum lp_outcome outcome = compact_mip(c, &limits, roster, &bound);
        cut += outcome == LP_STOPPED || outcome == LP_FEASIBLE;
        if (best.feasible) {
            assert_true(bound <= (double)best.score.total + 1e-6);
        }
        roster_free(roster);
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(cut > 2);
}

static void only_rosters_below_the_cutoff_are_found(void **s)
{
    (void)s;
    for (uint64_t seed = 0; seed < SOME_SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        struct roster *roster = roster_new(p);
        double bound = 0;
        struct mip_limits limits = {.cutoff = (double)best.score.total};
        if (best.feasible) {
            assert_int_equal(compact_mip(c, &limits, roster, &bound),
                             LP_INFEASIBLE);
            assert_int_equal((cost)bound, best.score.total);
            limits.cutoff += 1;
            compact_free(c);
            c = whole(p);
            assert_int_equal(compact_mip(c, &limits, roster, &bound),
                             LP_OPTIMAL);
            assert_int_equal(roster_score(p, roster).total, best.score.total);
        }
        roster_free(roster);
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
}

static void fixing_keeps_every_roster_better_than_the_value(void **s)
{
    (void)s;
    int32_t gone = 0;
    for (uint64_t seed = 0; seed < SOME_SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        if (best.feasible && compact_relax(c, &NO_LIMIT) == LP_OPTIMAL) {
            gone += compact_fix(c, best.score.total + 1);
            assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
            assert_true(compact_bound(c) <= best.score.total);
        }
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(gone > SOME_SEEDS);
}

enum { AMOUNT_MAX = 400 };

/* What a person's pattern on a day adds to a row. */
static int64_t adds(const struct problem *p, int32_t r, int32_t cell,
                    int32_t pattern)
{
    int64_t sum = 0;
    for (int32_t k = 0; k < p->rows[r].n_terms; k++) {
        const struct term *t = &p->terms[p->rows[r].first_term + k];
        bool counts = t->day == cell % p->n_days && t->pattern == pattern &&
                      problem_masked(p, t->mask, cell / p->n_days);
        sum += counts ? t->coef : 0;
    }
    return sum;
}

/* Marks the amounts the row can have, reached[AMOUNT_MAX + amount]. */
static void reachable(const struct problem *p, int32_t r, bool *reached)
{
    bool next[2 * AMOUNT_MAX];
    memset(reached, 0, sizeof next);
    reached[AMOUNT_MAX + p->rows[r].constant] = true;
    for (int32_t cell = 0; cell < p->n_people * p->n_days; cell++) {
        memset(next, 0, sizeof next);
        for (int32_t q = 0; q < p->n_patterns; q++) {
            int64_t sum = adds(p, r, cell, q);
            for (int32_t a = 0; a < 2 * AMOUNT_MAX; a++) {
                if (SET_HAS(&p->allowed[cell], q) && reached[a]) {
                    assert_true(a + sum >= 0 && a + sum < 2 * AMOUNT_MAX);
                    next[a + sum] = true;
                }
            }
        }
        memcpy(reached, next, sizeof next);
    }
}

/* The least of gauge cost + price * amount over what the amount can be. */
static double row_least(const struct problem *p, int32_t r, double price)
{
    bool reached[2 * AMOUNT_MAX];
    double least = LP_INFINITY;
    reachable(p, r, reached);
    for (int32_t k = 0; k < 2 * AMOUNT_MAX; k++) {
        int64_t a = k - AMOUNT_MAX;
        if (reached[k] && gauge_breach(&p->rows[r].gauge, a) == 0) {
            double worth =
                (double)gauge_cost(&p->rows[r].gauge, a) + price * (double)a;
            least = worth < least ? worth : least;
        }
    }
    return least;
}

/* Lines priced at minus the duals, rows at their best: the Lagrangian. */
static double lagrangian(const struct problem *p, const double *dual)
{
    double sum = 0;
    double *price = calloc((size_t)p->n_days * (size_t)p->n_patterns,
                           sizeof *price);
    for (int32_t i = 0; i < p->n_people; i++) {
        double value = 0;
        for (int32_t k = 0; k < p->n_days * p->n_patterns; k++) {
            price[k] = 0;
            for (int32_t t = p->touch_first[k]; t < p->touch_first[k + 1];
                 t++) {
                if (problem_masked(p, p->touches[t].mask, i)) {
                    price[k] -=
                        dual[p->touches[t].row] * p->touches[t].coef;
                }
            }
        }
        brute_force_line(p, i, price, &value, NULL);
        sum += value;
    }
    for (int32_t r = 0; r < p->n_rows; r++) {
        /* the amount's constant is nobody's choice: it was not priced */
        sum += row_least(p, r, dual[r]) -
               dual[r] * (double)p->rows[r].constant;
    }
    free(price);
    return sum;
}

static void the_duals_price_lines_at_least_as_high_as_the_relaxation(void **s)
{
    (void)s;
    int32_t weaker = 0;
    for (uint64_t seed = 0; seed < SOME_SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        double *dual = calloc((size_t)p->n_rows + 1, sizeof *dual);
        if (best.feasible && compact_relax(c, &NO_LIMIT) == LP_OPTIMAL) {
            compact_duals(c, dual);
            double value = lagrangian(p, dual);
            assert_true(value <= (double)best.score.total + 1e-4);
            weaker += value < (double)compact_bound(c) - 1;
        }
        free(dual);
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    /* The formulation also knows which amounts transitions leave. */
    assert_true(weaker < 20);
}

static void cuts_raise_the_bound_but_never_past_the_optimum(void **s)
{
    (void)s;
    int32_t raised = 0, closed = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct compact *c = whole(p);
        if (best.feasible && compact_relax(c, &NO_LIMIT) == LP_OPTIMAL) {
            cost before = compact_bound(c);
            compact_tighten(c, &NO_LIMIT, COST_MAX, 40);
            assert_false(compact_longer_cuts(c)); /* none was too long */
            assert_true(compact_bound(c) <= best.score.total);
            raised += compact_bound(c) > before;
            closed += before < best.score.total &&
                      compact_bound(c) == best.score.total;
        }
        compact_free(c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(raised > SEEDS / 5);
    assert_true(closed > SEEDS / 10);
}

static void tightening_ends_at_its_target_and_its_limit(void **s)
{
    (void)s;
    struct problem *p = random_problem_medium(3);
    struct compact *c = whole(p);
    struct lp_limits few = {.bound_stop = LP_INFINITY, .pivots = 30};
    assert_int_equal(compact_relax(c, &NO_LIMIT), LP_OPTIMAL);
    assert_int_equal(compact_tighten(c, &NO_LIMIT, compact_bound(c), 40), 0);
    int64_t before = compact_ticks(c);
    compact_tighten(c, &few, COST_MAX, 40);
    assert_true(compact_ticks(c) - before <= 40);
    compact_free(c);
    problem_free(p);
}

/* Two days of 3 hours are wanted, 10 points each; 5 hours are the most. */
static void a_limit_counts_as_the_sum_that_can_be_reached(void **s)
{
    (void)s;
    static const int32_t HOURS[] = {0, 3};
    struct problem *p = problem_new("reach", 1, 2, 2);
    struct hinge wanted = {.at = 2, .under = 10};
    struct error err = {0};
    problem_add_level(p, "cover", 1);
    struct line_rule rule = {
        .kind = LINE_WINDOW, .name = "hours", .source = "test"};
    rule.u.window = (struct window_sum){
        .last = 1, .weights.weight = HOURS, .gauge = {BOUND_NONE_LOW, 5}};
    problem_add_rule(p, &rule);
    struct row row = {.name = "cover",
                      .source = "test",
                      .day = NONE_DAY,
                      .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, &wanted, 1}};
    int32_t r = problem_add_row(p, &row);
    problem_add_term(p, r, 0, 1, 0, 1);
    problem_add_term(p, r, 1, 1, 0, 1);
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
        cmocka_unit_test(the_bound_is_never_above_the_optimum),
        cmocka_unit_test(the_mip_finds_the_optimum_of_brute_force),
        cmocka_unit_test(a_frozen_part_stays_and_the_rest_is_optimal),
        cmocka_unit_test(
            one_level_under_caps_has_the_optimum_of_brute_force),
        cmocka_unit_test(a_tree_cut_short_keeps_a_valid_bound),
        cmocka_unit_test(only_rosters_below_the_cutoff_are_found),
        cmocka_unit_test(fixing_keeps_every_roster_better_than_the_value),
        cmocka_unit_test(cuts_raise_the_bound_but_never_past_the_optimum),
        cmocka_unit_test(tightening_ends_at_its_target_and_its_limit),
        cmocka_unit_test(a_limit_counts_as_the_sum_that_can_be_reached),
        cmocka_unit_test(
            the_duals_price_lines_at_least_as_high_as_the_relaxation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
