/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_bounds.c - no bound says more than brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "solver/bounds.h"
#include "solver/lower.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 120, STEPS_MAX = 60, ENDLESS = 100 };

static struct lines_work work_of(const struct brute_result *best)
{
    return (struct lines_work){.best = best->roster,
                               .score = &best->score,
                               .ticks = 100000};
}

static cost sum_of(const struct score *score, int32_t from, int32_t n_levels)
{
    cost sum = 0;
    for (int32_t k = from; k < n_levels; k++) {
        sum += score->level[k];
    }
    return sum;
}

/* What lies below settled levels, in the roster that is best level by level:
 * one of those the bound is about. */
static void the_rest_is_bounded_below_what_a_roster_costs(void **s)
{
    (void)s;
    int32_t met = 0, cut = 0, left = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_levels(p);
        for (int32_t k = 1; best.feasible && k < p->n_levels; k++) {
            cost cap[LEVEL_MAX];
            for (int32_t j = 0; j < LEVEL_MAX; j++) {
                cap[j] = j < k ? best.score.level[j] : COST_MAX;
            }
            uint32_t levels = (1U << p->n_levels) - (1U << k);
            struct lower *rest = lower_new(p, levels, cap);
            struct lines_work work = work_of(&best);
            cost known = sum_of(&best.score, k, p->n_levels);
            cost first = -1;
            int32_t n = 0;
            assert_true(lower_gains(rest)); /* the relaxation, to begin with */
            for (; n < STEPS_MAX && lower_step(rest, &work, known); n++) {
                assert_true(lower_value(rest) <= known);
                first = first < 0 && lower_duals(rest) ? lower_value(rest)
                                                      : first;
            }
            bool given_up = n < STEPS_MAX && lower_value(rest) < known;
            assert_true(!given_up || !lower_gains(rest));
            left += given_up;
            cost value = lower_value(rest);
            uint64_t ticks = lower_ticks(rest);
            lower_settle(rest);
            assert_true(lower_value(rest) == value);
            assert_true(lower_ticks(rest) == ticks);
            assert_false(lower_step(rest, &work, COST_MAX));
            met += lower_value(rest) == known;
            cut += first >= 0 && lower_value(rest) > first;
            lower_free(rest);
        }
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(met > 40);
    assert_true(cut > 20);
    assert_true(left > 0);
}

/* Steps as the solver takes them, from a given best roster, which need not be
 * the cheapest. */
static cost bounded(const struct problem *p, const struct brute_result *best,
                    cost least)
{
    struct bounds *bounds = bounds_new(p);
    struct lines_work work = work_of(best);
    for (int32_t n = 0; n < STEPS_MAX && bounds_step(bounds, &work, true);
         n++) {
        assert_true(bounds_total(bounds) <= least);
    }
    cost total = bounds_total(bounds);
    bounds_free(bounds);
    return total;
}

static void the_total_is_never_above_the_optimum(void **s)
{
    (void)s;
    int32_t met = 0, apart = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result total = brute_force_total(p);
        struct brute_result levels = brute_force_levels(p);
        if (total.feasible) {
            met += bounded(p, &total, total.score.total) == total.score.total;
            bounded(p, &levels, total.score.total);
            /* Best level by level is not best in total: settled values that
             * the optimum does not have. */
            apart += levels.score.total > total.score.total;
        }
        brute_result_release(&levels);
        brute_result_release(&total);
        problem_free(p);
    }
    assert_true(met > SEEDS / 2);
    assert_true(apart > 5);
}

static void a_level_is_proven_only_at_its_optimum(void **s)
{
    (void)s;
    int32_t proven = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_levels(p);
        struct brute_result total = brute_force_total(p);
        struct bounds *bounds = bounds_new(p);
        struct lines_work work = work_of(&total);
        cost level[LEVEL_MAX];
        bool sure[LEVEL_MAX];
        for (int32_t n = 0;
             total.feasible && n < STEPS_MAX &&
             bounds_step(bounds, &work, true); n++) {
        }
        bounds_levels(bounds, &total.score, level, sure);
        if (total.feasible && sure[0]) {
            proven += total.score.level[0] > 0;
            assert_int_equal(total.score.level[0], best.score.level[0]);
        }
        bounds_free(bounds);
        brute_result_release(&total);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(proven > 20);
}

/* Everybody is one too few on each day, at ten points a day. */
static void cover_short_by_one(struct problem *p, int32_t level)
{
    for (int32_t d = 0; d < p->n_days; d++) {
        struct row cover = {
            .name = "cover", .source = "test", .day = d, .level = level};
        cover.gauge =
            lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                        (struct hinge){p->n_people + 1, 10, 0},
                        (struct hinge){p->n_people + 1, 0, 10});
        int32_t row = problem_add_row(p, &cover);
        problem_add_term(p, row, d, 1, 0, 1);
    }
    lines_finish(p);
}

/* With everybody at work each day, which is the best there is, bounding gets
 * there, and never beyond. Takes the problem. */
static void expect_bounded_at_work(struct problem *p)
{
    struct roster *all = roster_new(p);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        all->pattern[c] = 1;
    }
    struct brute_result best = {.roster = all, .score = roster_score(p, all)};
    assert_int_equal(best.score.total, 10 * p->n_days);
    assert_int_equal(bounded(p, &best, best.score.total), best.score.total);
    roster_free(all);
    problem_free(p);
}

/* The first level costs nothing, which is proven at once; but a roster that pays
 * its point may be cheaper by what lies below, so it must not be taken for
 * settled: the bound of the total would be that point. Too large for whole lines
 * beside other levels. */
static void a_light_level_does_not_keep_the_bound_down(void **s)
{
    (void)s;
    struct problem *p = lines_problem(".E", 40, 28);
    int32_t first = problem_add_level(p, "first", 1);
    int32_t last = problem_add_level(p, "last", 1);
    problem_charge(p, 0, 0, 0, problem_add_reason(p, "off", "test", first), 1);
    cover_short_by_one(p, last);
    expect_bounded_at_work(p);
}

/* Pieces of lines are tried below settled levels, with a part of the work that the
 * compact relaxation takes and not while that gains; where they say no more, that
 * is not told. */
static void pieces_of_lines_are_tried(void **s)
{
    (void)s;
    struct problem *p = lines_problem(".E", 6, 28);
    int32_t first = problem_add_level(p, "first", 1);
    int32_t last = problem_add_level(p, "last", 1);
    problem_charge(p, 0, 0, 0, problem_add_reason(p, "off", "test", first),
                   10000);
    cover_short_by_one(p, last);
    struct roster *off = roster_new(p);
    off->pattern[0] = 1;
    struct score score = roster_score(p, off);
    struct bounds *bounds = bounds_new(p);
    struct lines_work work = {.best = off, .score = &score, .ticks = 10000};
    int32_t width = -1;
    for (int32_t n = 0; n < STEPS_MAX; n++) {
        bool gains = bounds_promising(bounds);
        uint64_t before = bounds_pieces(bounds, &width);
        if (!bounds_step(bounds, &work, true)) {
            break;
        }
        assert_true(!gains || bounds_pieces(bounds, &width) == before);
    }
    assert_true(bounds_pieces(bounds, &width) > 0);
    assert_true(bounds_pieces(bounds, &width) <= bounds_ticks(bounds) / 2);
    assert_int_equal(width, 0);
    assert_int_equal(bounds_total(bounds), 10 * p->n_days);
    bounds_free(bounds);
    roster_free(off);
    problem_free(p);
}

/* Whole lines, which may end with a roster, are worth half of the work from the
 * first; the ascent that goes before them in a year of many people is not. */
static void a_long_year_begins_with_an_ascent(void **s)
{
    (void)s;
    const int32_t people[] = {10, 150};
    for (size_t k = 0; k < COUNT_OF(people); k++) {
        struct problem *p = lines_problem(".EN", people[k], 364);
        cover_short_by_one(p, 0);
        struct bounds *bounds = bounds_new(p);
        assert_int_equal(bounds_promising(bounds), k == 0);
        bounds_free(bounds);
        expect_bounded_at_work(p);
    }
}

/* Everybody off, in a problem of several levels whose whole lines take long. */
static void bounding_comes_to_an_end(void **s)
{
    (void)s;
    struct problem *p = random_problem_coop(1, 3, 2, 10);
    struct roster *off = roster_new(p);
    struct score score = roster_score(p, off);
    struct lines_work work = {
        .best = off, .score = &score, .ticks = 1000000};
    struct bounds *bounds = bounds_new(p);
    int32_t steps = 0;
    while (steps < ENDLESS && bounds_step(bounds, &work, false)) {
        steps++;
    }
    assert_true(p->n_levels > 1);
    assert_true(steps < ENDLESS);
    assert_true(bounds_total(bounds) > 0);
    bounds_free(bounds);
    roster_free(off);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_is_bounded_below_what_a_roster_costs),
        cmocka_unit_test(the_total_is_never_above_the_optimum),
        cmocka_unit_test(a_light_level_does_not_keep_the_bound_down),
        cmocka_unit_test(pieces_of_lines_are_tried),
        cmocka_unit_test(a_long_year_begins_with_an_ascent),
        cmocka_unit_test(a_level_is_proven_only_at_its_optimum),
        cmocka_unit_test(bounding_comes_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
