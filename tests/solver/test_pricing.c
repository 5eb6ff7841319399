/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pricing.c - the cheapest line of a person against enumeration, over
 * tiny problems with every kind of rule.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "solver/pricing.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 500 };

struct fixture {
    struct problem *problem;
    struct random random;
    double *price;
    int16_t *line, *best;
};

/* Prices as duals have them: rows' costs in both directions, some nothing. */
static struct fixture fixture_of(uint64_t seed)
{
    struct fixture f = {.problem = random_problem_tiny(seed)};
    size_t cells =
        (size_t)f.problem->n_days * (size_t)f.problem->n_patterns;
    random_seed(&f.random, seed + 77);
    f.price = xcalloc(cells, sizeof *f.price);
    for (size_t c = 0; c < cells; c++) {
        f.price[c] = random_chance(&f.random, 60)
                         ? 120 * random_unit(&f.random) - 70
                         : 0;
    }
    size_t n_days = (size_t)f.problem->n_days;
    f.line = xcalloc(n_days, sizeof *f.line);
    f.best = xcalloc(n_days, sizeof *f.best);
    return f;
}

static void release(struct fixture *f)
{
    problem_free(f->problem);
    free(f->price);
    free(f->line);
    free(f->best);
}

static bool near(double a, double b)
{
    return isfinite(a) && fabs(a - b) <= 1e-6 * (1 + fabs(a));
}

static double line_value(const struct fixture *f, int32_t person,
                         const int16_t *line)
{
    struct score score = line_score(f->problem, person, line);
    double value = (double)score.total;
    for (int32_t d = 0; d < f->problem->n_days; d++) {
        value += f->price[d * f->problem->n_patterns + line[d]];
    }
    return score.breaches ? (double)INFINITY : value;
}

/* What the result says of its line must be so by the definition. */
static void check_line(const struct fixture *f, int32_t person,
                       const struct priced_line *got, double bound)
{
    assert_true(near(line_value(f, person, f->line), got->value));
    assert_int_equal(line_score(f->problem, person, f->line).total, got->own);
    assert_true(bound <= got->value + 1e-6);
}

static const struct pricing_options BY[] = {
    {.engine = PRICING_BY_EITHER},
    {.engine = PRICING_BY_LABELS},
};

static void whole_lines_equal_enumeration(void **state)
{
    const struct pricing_options *options = *state;
    int32_t none = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(seed);
        for (int32_t i = 0; i < f.problem->n_people; i++) {
            struct pricing *pricing = pricing_new(f.problem, i);
            double bound;
            double best;
            struct priced_line got =
                pricing_run(pricing, f.price, options, f.line, &bound);
            bool found = brute_force_line(f.problem, i, f.price, &best, NULL);
            assert_true(got.exact);
            assert_int_equal(got.found, found);
            if (found) {
                assert_true(near(got.value, best) && near(bound, best));
                check_line(&f, i, &got, bound);
            }
            none += !found;
            pricing_free(pricing);
        }
        release(&f);
    }
    assert_in_range(none, 1, SEEDS); /* the generator makes both */
}

static void few_labels_still_bound_every_line(void **state)
{
    (void)state;
    int32_t inexact = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        struct pricing_options options = {
            .max_labels = random_between(&f.random, 1, 6),
            .engine = PRICING_BY_LABELS};
        double bound;
        double best;
        struct priced_line got =
            pricing_run(pricing, f.price, &options, f.line, &bound);
        bool found = brute_force_line(f.problem, 0, f.price, &best, NULL);
        if (found) {
            assert_true(bound <= best + 1e-6);
        }
        if (got.exact) {
            assert_int_equal(got.found, found);
            assert_true(!found || near(got.value, best));
        }
        if (got.found) {
            check_line(&f, 0, &got, bound);
        }
        inexact += !got.exact;
        pricing_free(pricing);
        release(&f);
    }
    assert_in_range(inexact, SEEDS / 20, SEEDS);
}

static void a_cutoff_hides_dearer_lines_and_no_others(void **state)
{
    const struct pricing_options *by = *state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        double bound;
        double best;
        if (brute_force_line(f.problem, 0, f.price, &best, NULL)) {
            struct pricing_options options = *by;
            options.has_cutoff = true;
            options.cutoff = best - 1e-3;
            struct priced_line got =
                pricing_run(pricing, f.price, &options, f.line, &bound);
            assert_true(got.exact && !got.found);
            assert_true(bound <= best);
            options.cutoff = best + 1e-3;
            got = pricing_run(pricing, f.price, &options, f.line, &bound);
            assert_true(got.exact && got.found && near(got.value, best));
        }
        pricing_free(pricing);
        release(&f);
    }
}

static void check_others(const struct fixture *f,
                         const struct pricing_others *others,
                         const struct priced_line *got)
{
    size_t n_days = (size_t)f->problem->n_days;
    for (int32_t i = 0; i < others->n; i++) {
        const int16_t *line = &others->line[(size_t)i * n_days];
        struct score score = line_score(f->problem, 0, line);
        assert_int_equal(score.breaches, 0);
        assert_int_equal(score.total, others->own[i]);
        assert_true(line_value(f, 0, line) >= got->value - 1e-6);
        assert_memory_not_equal(line, f->line, n_days * sizeof *line);
    }
}

/* The best line stays the best one, and the others are lines of their own. */
static void other_lines_are_what_they_say(void **state)
{
    (void)state;
    int32_t met = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        size_t n_days = (size_t)f.problem->n_days;
        struct pricing_others others = {.room = 4, .n = 99};
        others.line = xcalloc(4 * n_days, sizeof *others.line);
        others.own = xcalloc(4, sizeof *others.own);
        struct pricing_options options = {.engine = PRICING_BY_LABELS,
                                          .others = &others};
        double bound;
        double best;
        bool found = brute_force_line(f.problem, 0, f.price, &best, NULL);
        struct priced_line got =
            pricing_run(pricing, f.price, &options, f.line, &bound);
        assert_true(got.exact);
        assert_int_equal(got.found, found);
        assert_true(!found || near(got.value, best));
        assert_in_range(others.n, 0, found ? others.room : 0);
        check_others(&f, &others, &got);
        met += others.n;
        free(others.line);
        free(others.own);
        pricing_free(pricing);
        release(&f);
    }
    assert_in_range(met, SEEDS / 4, 4 * SEEDS);
}

/* ---- windows ---------------------------------------------------------------- */

/* The cheapest line that agrees with f->line outside first..last. */
static double enumerate_window(const struct fixture *f, int32_t person,
                               int32_t day, int32_t last)
{
    if (day > last) {
        return line_value(f, person, f->line);
    }
    double best = (double)INFINITY;
    for (int32_t p = 0; p < f->problem->n_patterns; p++) {
        if (problem_allows(f->problem, person, day, p)) {
            f->line[day] = (int16_t)p;
            double value = enumerate_window(f, person, day + 1, last);
            best = value < best ? value : best;
        }
    }
    return best;
}

static void check_window(struct fixture *f, struct pricing *pricing,
                         const struct pricing_options *by)
{
    int32_t n_days = f->problem->n_days;
    struct pricing_options options = *by;
    options.frozen = f->best;
    options.first = random_below(&f->random, n_days);
    options.last = random_between(&f->random, options.first, n_days - 1);
    double bound;
    struct priced_line got =
        pricing_run(pricing, f->price, &options, f->line, &bound);
    assert_true(got.exact && got.found);
    check_line(f, 0, &got, bound);
    for (int32_t d = 0; d < n_days; d++) {
        bool open = options.first <= d && d <= options.last;
        assert_true(open || f->line[d] == f->best[d]);
    }
    memcpy(f->line, f->best, (size_t)n_days * sizeof *f->line);
    double best = enumerate_window(f, 0, options.first, options.last);
    assert_true(near(got.value, best) && near(bound, best));
}

/* One pricing serves window after window: nothing is left behind. */
static void windows_of_a_frozen_line_equal_enumeration(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        double value;
        double *none = xcalloc((size_t)f.problem->n_days *
                                   (size_t)f.problem->n_patterns,
                               sizeof *none);
        if (brute_force_line(f.problem, 0, none, &value, f.best)) {
            for (int32_t k = 0; k < 6; k++) {
                check_window(&f, pricing, *state);
            }
        }
        free(none);
        pricing_free(pricing);
        release(&f);
    }
}

/* On a co-operation's weeks no enumeration is possible: a wide and a narrow
 * run must bracket each other, and the line must be what it says. */
static void wide_and_narrow_runs_agree_on_medium_problems(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct problem *p = random_problem_coop(seed, 6, 4, 12);
        struct fixture f = {.problem = p};
        size_t cells = (size_t)p->n_days * (size_t)p->n_patterns;
        f.price = xcalloc(cells, sizeof *f.price);
        f.line = xcalloc((size_t)p->n_days, sizeof *f.line);
        random_seed(&f.random, seed);
        for (size_t c = 0; c < cells; c++) {
            f.price[c] = 2000 * random_unit(&f.random) - 1500;
        }
        for (int32_t i = 0; i < p->n_people; i++) {
            struct pricing *pricing = pricing_new(p, i);
            struct pricing_options narrow = {.max_labels = 8};
            double bound[2];
            struct priced_line low =
                pricing_run(pricing, f.price, &narrow, f.line, &bound[0]);
            struct priced_line high =
                pricing_run(pricing, f.price, NULL, f.line, &bound[1]);
            assert_true(high.found);
            check_line(&f, i, &high, bound[1]);
            assert_true(bound[0] <= high.value + 1e-6);
            assert_true(!low.found || low.value >= bound[1] - 1e-6);
            pricing_free(pricing);
        }
        release(&f);
    }
}

/* A little wider each time: what the last run made room for is not enough. */
static void each_run_may_be_a_little_wider(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(1, 6, 8, 20);
    struct fixture f = {.problem = p};
    size_t cells = (size_t)p->n_days * (size_t)p->n_patterns;
    f.price = xcalloc(cells, sizeof *f.price);
    f.line = xcalloc((size_t)p->n_days, sizeof *f.line);
    random_seed(&f.random, 1);
    for (size_t c = 0; c < cells; c++) {
        f.price[c] = 2000 * random_unit(&f.random) - 1500;
    }
    struct pricing *pricing = pricing_new(p, 0);
    double least = (double)INFINITY, highest = -(double)INFINITY;
    for (int32_t width = 1; width < 300; width += 7) {
        struct pricing_options options = {.max_labels = width,
                                          .engine = PRICING_BY_LABELS};
        double bound;
        struct priced_line priced =
            pricing_run(pricing, f.price, &options, f.line, &bound);
        least = priced.found ? fmin(least, priced.value) : least;
        highest = fmax(highest, bound);
    }
    assert_true(isfinite(least));
    assert_true(highest <= least + 1e-6);
    pricing_free(pricing);
    release(&f);
}

/* Once with the engine of pricing's choice, once with labels. */
#define BY_EACH(test)                                                          \
    cmocka_unit_test_prestate(test, (void *)(uintptr_t)&BY[0]),                \
        cmocka_unit_test_prestate(test, (void *)(uintptr_t)&BY[1])

int main(void)
{
    const struct CMUnitTest tests[] = {
        BY_EACH(whole_lines_equal_enumeration),
        cmocka_unit_test(few_labels_still_bound_every_line),
        cmocka_unit_test(other_lines_are_what_they_say),
        BY_EACH(a_cutoff_hides_dearer_lines_and_no_others),
        BY_EACH(windows_of_a_frozen_line_equal_enumeration),
        cmocka_unit_test(wide_and_narrow_runs_agree_on_medium_problems),
        cmocka_unit_test(each_run_may_be_a_little_wider),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
