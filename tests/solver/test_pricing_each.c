/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pricing_each.c - every line below a value, once each: against all that
 * there are on tiny problems, by tables and by labels.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "solver/pricing.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 500, LINES_MAX = 1 << 14, PLENTY = 1 << 24 };

struct fixture {
    struct problem *problem;
    struct random random;
    struct pricing *pricing;
    struct pricing_options options;
    double *price;
    int16_t *line;
    /* What was given, by number of the line. */
    uint8_t *given;
    int32_t n_given, most;
};

static double lines_of(const struct problem *p)
{
    return pow(p->n_patterns, p->n_days);
}

/* A problem with few enough lines to look at all of them. */
static bool is_small(uint64_t seed)
{
    struct problem *problem = random_problem_tiny(seed);
    bool small = lines_of(problem) <= LINES_MAX;
    problem_free(problem);
    return small;
}

static struct fixture fixture_of(uint64_t seed)
{
    struct fixture f = {.problem = random_problem_tiny(seed), .most = LINES_MAX};
    size_t n_days = (size_t)f.problem->n_days;
    random_seed(&f.random, seed);
    f.pricing = pricing_new(f.problem, 0);
    f.price = xcalloc(n_days * (size_t)f.problem->n_patterns, sizeof *f.price);
    f.line = xcalloc(n_days, sizeof *f.line);
    f.given = xcalloc(LINES_MAX, sizeof *f.given);
    for (int32_t c = 0; c < f.problem->n_days * f.problem->n_patterns; c++) {
        f.price[c] = -10 + 120 * (random_unit(&f.random) - 0.5);
    }
    return f;
}

static void release(struct fixture *f)
{
    pricing_free(f->pricing);
    problem_free(f->problem);
    free(f->price);
    free(f->line);
    free(f->given);
}

static int32_t number_of(const struct problem *p, const int16_t *line)
{
    int32_t number = 0;
    for (int32_t d = 0; d < p->n_days; d++) {
        number = number * p->n_patterns + line[d];
    }
    return number;
}

static void line_of(const struct problem *p, int32_t number, int16_t *line)
{
    for (int32_t d = p->n_days - 1; d >= 0; d--) {
        line[d] = (int16_t)(number % p->n_patterns);
        number /= p->n_patterns;
    }
}

static double value_of(const struct fixture *f, const int16_t *line, cost own)
{
    double value = (double)own;
    for (int32_t d = 0; d < f->problem->n_days; d++) {
        value += f->price[d * f->problem->n_patterns + line[d]];
    }
    return value;
}

static bool take(void *context, const int16_t *line, cost own, double value)
{
    struct fixture *f = context;
    int32_t number = number_of(f->problem, line);
    struct score score = line_score(f->problem, 0, line);
    if (f->n_given == f->most) {
        return false;
    }
    assert_int_equal(f->given[number], 0);
    assert_int_equal(score.breaches, 0);
    assert_int_equal(score.total, own);
    assert_true(fabs(value - value_of(f, line, own)) < 1e-6);
    f->given[number] = 1;
    f->n_given++;
    return true;
}

static bool run(struct fixture *f, double below, int64_t steps)
{
    struct pricing_list list = {
        .below = below, .steps = steps, .take = take, .context = f};
    f->n_given = 0;
    memset(f->given, 0, LINES_MAX);
    return pricing_each(f->pricing, f->price, &f->options, &list);
}

static bool agrees_with_frozen(const struct fixture *f, const int16_t *line)
{
    const struct pricing_options *o = &f->options;
    for (int32_t d = 0; o->frozen && d < f->problem->n_days; d++) {
        if ((d < o->first || d > o->last) && line[d] != o->frozen[d]) {
            return false;
        }
    }
    return true;
}

/* All lines, judged by the definition. Values are random: none is at `below`. */
static int32_t check_given(struct fixture *f, double below)
{
    int32_t n = 0;
    for (int32_t i = 0; i < (int32_t)lines_of(f->problem); i++) {
        line_of(f->problem, i, f->line);
        struct score score = line_score(f->problem, 0, f->line);
        bool wanted = score.breaches == 0 && agrees_with_frozen(f, f->line) &&
                      value_of(f, f->line, score.total) < below;
        assert_int_equal(f->given[i], wanted);
        n += wanted;
    }
    return n;
}

/* A value that some of the lines are below. */
static double draw_below(struct fixture *f)
{
    double bound;
    struct priced_line best = pricing_run(f->pricing, f->price, &f->options,
                                          f->line, &bound);
    return (best.found ? best.value : 0) + 150 * random_unit(&f->random);
}

static const enum pricing_engine ENGINES[] = {PRICING_BY_EITHER,
                                              PRICING_BY_LABELS};

static void each_line_below_is_given_once(void **state)
{
    (void)state;
    int32_t given = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        for (size_t e = 0; is_small(seed) && e < COUNT_OF(ENGINES); e++) {
            struct fixture f = fixture_of(seed);
            f.options.engine = ENGINES[e];
            double below = draw_below(&f);
            assert_true(run(&f, below, PLENTY));
            given += check_given(&f, below);
            release(&f);
        }
    }
    assert_in_range(given, SEEDS, 1000 * SEEDS);
}

static void frozen_days_stay(void **state)
{
    (void)state;
    int32_t given = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        for (size_t e = 0; is_small(seed) && e < COUNT_OF(ENGINES); e++) {
            struct fixture f = fixture_of(seed);
            struct roster *roster = random_roster(f.problem, &f.random);
            f.options = (struct pricing_options){
                .frozen = roster_line(roster, 0),
                .first = random_below(&f.random, f.problem->n_days),
                .engine = ENGINES[e]};
            f.options.last = random_between(&f.random, f.options.first,
                                            f.problem->n_days - 1);
            double below = draw_below(&f);
            bool intact = line_score(f.problem, 0, f.options.frozen).breaches == 0;
            assert_true(run(&f, below, PLENTY));
            given += intact ? check_given(&f, below) : 0;
            roster_free(roster);
            release(&f);
        }
    }
    assert_in_range(given, SEEDS, 1000 * SEEDS);
}

static void too_many_are_said_to_be(void **state)
{
    (void)state;
    int32_t cut = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        for (size_t e = 0; is_small(seed) && e < COUNT_OF(ENGINES); e++) {
            struct fixture f = fixture_of(seed);
            f.options.engine = ENGINES[e];
            double below = draw_below(&f);
            (void)run(&f, below, PLENTY);
            int32_t all = f.n_given;
            f.most = all - 1;
            assert_true(all == 0 || !run(&f, below, PLENTY));
            f.most = all;
            assert_true(run(&f, below, PLENTY));
            bool short_of = all > f.problem->n_days;
            assert_true(!short_of || !run(&f, below, f.problem->n_days));
            cut += short_of;
            release(&f);
        }
    }
    assert_in_range(cut, SEEDS / 5, 2 * SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_below_is_given_once),
        cmocka_unit_test(frozen_days_stay),
        cmocka_unit_test(too_many_are_said_to_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
