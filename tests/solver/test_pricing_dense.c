/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pricing_dense.c - tables against enumeration on tiny problems and
 * against labels on months; what they take, and what they leave to labels.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "solver/pricing.h"
#include "solver/pricing_dense.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 500, MONTHS = 20 };

struct fixture {
    struct problem *problem;
    struct random random;
    struct arena *arena;
    struct dense *dense;
    double *price;
    int16_t *line;
};

static void draw_prices(struct fixture *f, double middle, double spread)
{
    for (int32_t c = 0; c < f->problem->n_days * f->problem->n_patterns;
         c++) {
        f->price[c] =
            middle + spread * (random_unit(&f->random) - 0.5);
    }
}

static struct fixture fixture_of(struct problem *problem, uint64_t seed)
{
    struct fixture f = {.problem = problem, .arena = arena_new()};
    size_t n_days = (size_t)problem->n_days;
    random_seed(&f.random, seed);
    struct parts *parts = arena_alloc(f.arena, sizeof *parts);
    *parts = parts_of(f.arena, problem, 0);
    f.dense = dense_new(problem, 0, parts);
    f.price = xcalloc(n_days * (size_t)problem->n_patterns, sizeof *f.price);
    f.line = xcalloc(n_days, sizeof *f.line);
    return f;
}

static void release(struct fixture *f)
{
    dense_free(f->dense);
    arena_free(f->arena);
    problem_free(f->problem);
    free(f->price);
    free(f->line);
}

static bool near(double a, double b)
{
    return isfinite(a) && fabs(a - b) <= 1e-6 * (1 + fabs(a));
}

static bool has_gap(const struct problem *p, int32_t person)
{
    for (int32_t r = p->rules_of[person]; r < p->rules_of[person + 1]; r++) {
        if (p->rules[r].kind == LINE_GAP) {
            return true;
        }
    }
    return false;
}

static struct frozen all_days(const struct problem *p)
{
    return (struct frozen){.problem = p, .last = p->n_days - 1};
}

/* ---- tiny ---------------------------------------------------------------- */

static void every_rule_but_gaps_has_a_place_in_tables(void **state)
{
    (void)state;
    int32_t with = 0;
    int32_t without = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture f = fixture_of(random_problem_tiny(seed), seed);
        struct frozen frozen = all_days(f.problem);
        double best;
        draw_prices(&f, -10, 120);
        assert_non_null(f.dense);
        const struct dense_wanted wanted = {.frozen = &frozen,
                                            .cut = (double)INFINITY};
        struct dense_result got =
            dense_run(f.dense, f.price, &wanted, f.line);
        bool found = brute_force_line(f.problem, 0, f.price, &best, NULL);
        if (has_gap(f.problem, 0)) {
            without++;
            assert_true(!got.done || !found);
        } else {
            with++;
            assert_true(got.done);
            assert_int_equal(got.found, found);
            assert_true(!found || near(got.value, best));
            assert_true(found || isinf(got.bound));
        }
        release(&f);
    }
    assert_in_range(with, SEEDS / 5, SEEDS);
    assert_in_range(without, SEEDS / 5, SEEDS);
}

/* Caps that may not be tracked: multipliers alone keep the bound valid, and
 * often they close the gap. */
static void multipliers_bound_what_is_not_tracked(void **state)
{
    (void)state;
    int32_t closed = 0;
    int32_t open = 0;
    for (uint64_t seed = 1; seed <= 4 * SEEDS; seed++) {
        struct fixture f = fixture_of(random_problem_tiny(seed), seed);
        struct frozen frozen = all_days(f.problem);
        double best;
        bool found = brute_force_line(f.problem, 0, f.price, &best, NULL);
        for (int32_t k = 0; k < 3 && found && !has_gap(f.problem, 0); k++) {
            draw_prices(&f, -30, 120);
            (void)brute_force_line(f.problem, 0, f.price, &best, NULL);
            const struct dense_wanted wanted = {.frozen = &frozen,
                                                .cut = (double)INFINITY,
                                                .track_work = 1};
            struct dense_result got =
                dense_run(f.dense, f.price, &wanted, f.line);
            assert_true(got.bound <= best + 1e-6);
            assert_true(!got.done || near(got.value, best));
            if (got.found) {
                struct score score = line_score(f.problem, 0, f.line);
                assert_int_equal(score.breaches, 0);
                assert_int_equal(score.total, got.own);
                assert_true(got.value >= best - 1e-6);
            }
            closed += got.done;
            open += !got.done;
        }
        release(&f);
    }
    assert_in_range(open, 10, closed);
}

/* Whether an open day has a forbidden neighbour. */
static bool breaks_transition(const struct fixture *f, int32_t first,
                              int32_t last)
{
    const struct problem *p = f->problem;
    for (int32_t r = p->rules_of[0]; r < p->rules_of[1]; r++) {
        const struct line_rule *rule = &p->rules[r];
        int32_t from = first > 0 ? first - 1 : 0;
        for (int32_t d = from; d <= last && d + 1 < p->n_days; d++) {
            if (rule->kind == LINE_TRANSITION &&
                rule->u.transition.table_of_day[d][f->line[d] * p->n_patterns +
                                                   f->line[d + 1]] ==
                    TRANSITION_NEVER) {
                return true;
            }
        }
    }
    return false;
}

/* What frozen days break by themselves is nobody's fault now. Labels miss lines
 * there, whose states no unbroken line has; tables must not. */
static void tables_find_lines_among_broken_days(void **state)
{
    (void)state;
    int32_t found = 0;
    int32_t none = 0;
    for (uint64_t seed = 1; seed <= 2 * SEEDS; seed++) {
        struct fixture f = fixture_of(random_problem_tiny(seed), seed);
        struct roster *roster = random_roster(f.problem, &f.random);
        struct pricing *pricing = pricing_new(f.problem, 0);
        struct pricing_options options = {.frozen = roster_line(roster, 0)};
        options.first = random_below(&f.random, f.problem->n_days);
        options.last = random_between(&f.random, options.first,
                                      f.problem->n_days - 1);
        for (int32_t k = 0; k < 3; k++) {
            double bound[2];
            draw_prices(&f, -10, 120);
            options.engine = PRICING_BY_EITHER;
            struct priced_line a = pricing_run(pricing, f.price, &options,
                                               f.line, &bound[0]);
            assert_false(a.found && breaks_transition(&f, options.first,
                                                      options.last));
            options.engine = PRICING_BY_LABELS;
            struct priced_line b = pricing_run(pricing, f.price, &options,
                                               f.line, &bound[1]);
            assert_true(a.exact);
            assert_true(!b.found || a.found);
            assert_true(!b.found || a.value <= b.value + 1e-6);
            found += a.found;
            none += !a.found;
        }
        pricing_free(pricing);
        roster_free(roster);
        release(&f);
    }
    assert_in_range(found, SEEDS, 6 * SEEDS);
    assert_in_range(none, SEEDS / 10, 6 * SEEDS);
}

/* ---- months -------------------------------------------------------------- */

struct month {
    struct problem *p;
    struct random random;
};

static struct line_rule rule_of(enum line_kind kind, const char *name)
{
    return (struct line_rule){.kind = kind, .name = name, .source = "test"};
}

/* Earlier shifts seldom follow later ones; the last pattern is like the one
 * before it. */
static void add_sequence(struct month *m)
{
    struct problem *p = m->p;
    int32_t n = p->n_patterns;
    int32_t pairs[8 * 8];
    const int32_t *tables[DAYS_MAX];
    for (int32_t i = 0; i < n * n; i++) {
        bool back = i / n != OFF && i % n != OFF && i % n + 1 < i / n;
        pairs[i] = back ? TRANSITION_NEVER
                        : random_chance(&m->random, 10) * 7;
    }
    const int32_t *table =
        problem_keep(p, pairs, (size_t)(n * n), sizeof *pairs);
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        tables[d] = table;
    }
    struct line_rule rule = rule_of(LINE_TRANSITION, "sequence");
    rule.u.transition.table_of_day =
        problem_keep(p, tables, (size_t)p->n_days - 1, sizeof *tables);
    problem_add_rule(p, &rule);
}

static void add_sum(struct month *m, const int32_t *weight,
                    struct gauge gauge)
{
    struct line_rule rule = rule_of(LINE_WINDOW, "sum");
    rule.u.window = (struct window_sum){
        .last = m->p->n_days - 1,
        .weights = {problem_keep(m->p, weight, (size_t)m->p->n_patterns,
                                 sizeof *weight),
                    false},
        .gauge = gauge,
    };
    problem_add_rule(m->p, &rule);
}

static struct gauge soft(struct month *m, int64_t low, int64_t high,
                         cost points)
{
    struct hinge hinges[2] = {{low, points, 0}, {high, 0, points}};
    return (struct gauge){
        BOUND_NONE_LOW, BOUND_NONE_HIGH,
        problem_keep(m->p, hinges, 2, sizeof *hinges), 2};
}

/* Minutes within bounds, a few shifts of each kind at most. */
static void add_sums(struct month *m)
{
    int32_t minutes[8] = {0};
    int32_t n = m->p->n_patterns;
    int64_t half = m->p->n_days * 240;
    for (int32_t q = 1; q < n; q++) {
        int32_t one[8] = {0};
        minutes[q] = 120 * random_between(&m->random, 3, 6);
        one[q] = 1;
        if (random_chance(&m->random, 60)) {
            add_sum(m, one,
                    (struct gauge){.low = BOUND_NONE_LOW,
                                   .high = random_between(&m->random, 2, 6)});
        }
    }
    if (random_chance(&m->random, 50)) {
        add_sum(m, minutes,
                (struct gauge){.low = half, .high = half + 700});
    } else {
        add_sum(m, minutes, soft(m, half, half + 700, 1));
    }
}

/* All patterns but OFF. */
static uint64_t work_of(const struct month *m)
{
    return (((uint64_t)1 << m->p->n_patterns) - 1) & ~(uint64_t)1;
}

static void add_weekends(struct month *m)
{
    int32_t start[DAYS_MAX / 7], end[DAYS_MAX / 7];
    struct line_rule rule = rule_of(LINE_GROUPS, "weekends");
    struct group_count *groups = &rule.u.groups;
    for (int32_t d = 5; d + 1 < m->p->n_days; d += 7) {
        start[groups->n_groups] = d;
        end[groups->n_groups++] = d + 1;
    }
    groups->start = problem_keep(m->p, start, (size_t)groups->n_groups,
                                 sizeof *start);
    groups->end =
        problem_keep(m->p, end, (size_t)groups->n_groups, sizeof *end);
    groups->set.bits[0] = work_of(m);
    groups->gauge = random_chance(&m->random, 50)
                        ? (struct gauge){.low = BOUND_NONE_LOW, .high = 2}
                        : soft(m, 0, 2, 30);
    problem_add_rule(m->p, &rule);
}

static void add_runs(struct month *m)
{
    for (int32_t work = 0; work < 2; work++) {
        struct line_rule rule = rule_of(LINE_RUN, "run");
        rule.u.run.set.bits[0] = work ? work_of(m) : 1;
        rule.u.run.history = random_between(&m->random, -1, 3);
        rule.u.run.gauge = (struct gauge){2, work ? 5 : BOUND_NONE_HIGH,
                                          NULL, 0};
        if (random_chance(&m->random, 50)) {
            rule.u.run.gauge = soft(m, 2, 4, 15);
        }
        problem_add_rule(m->p, &rule);
    }
}

/* One person's months as published benchmarks have them. */
static struct problem *month_of(uint64_t seed)
{
    struct month m = {0};
    random_seed(&m.random, seed);
    int32_t days = 7 * random_between(&m.random, 3, 6);
    int32_t patterns = random_between(&m.random, 3, 6);
    m.p = problem_new("month", 1, days, patterns);
    int32_t level = problem_add_level(m.p, "cost", 1);
    int32_t reason = problem_add_reason(m.p, "wish", "wish", level);
    add_sequence(&m);
    add_sums(&m);
    add_weekends(&m);
    add_runs(&m);
    for (int32_t d = 0; d < days; d++) {
        int32_t q = random_below(&m.random, patterns);
        problem_charge(m.p, 0, d, q, reason,
                       random_between(&m.random, 1, 20));
        if (random_chance(&m.random, 8)) {
            problem_forbid(m.p, 0, d,
                           1 + random_below(&m.random, patterns - 1));
        }
    }
    struct error err = {0};
    if (problem_finish(m.p, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return m.p;
}

/* The same run by both engines: equal where both are exact, bounds that hold,
 * and the line is what it is said to be. True for an exact one. */
static bool engines_agree(struct fixture *f, struct pricing *pricing,
                          struct pricing_options options)
{
    double bound[2];
    struct priced_line by_labels;
    options.engine = PRICING_BY_LABELS;
    options.max_labels = 240;
    by_labels = pricing_run(pricing, f->price, &options, f->line, &bound[1]);
    options.engine = PRICING_BY_EITHER;
    struct priced_line got =
        pricing_run(pricing, f->price, &options, f->line, &bound[0]);
    if (got.exact && by_labels.exact) {
        assert_int_equal(got.found, by_labels.found);
        assert_true(!got.found || near(got.value, by_labels.value));
    }
    assert_true(!by_labels.found || bound[0] <= by_labels.value + 1e-6);
    assert_true(!got.found || bound[1] <= got.value + 1e-6);
    if (!got.found) {
        return false;
    }
    struct score score = line_score(f->problem, 0, f->line);
    double value = (double)score.total;
    for (int32_t d = 0; d < f->problem->n_days; d++) {
        value += f->price[d * f->problem->n_patterns + f->line[d]];
    }
    assert_int_equal(score.breaches, 0);
    assert_int_equal(score.total, got.own);
    assert_true(near(got.value, value));
    assert_true(got.exact ? near(bound[0], value) : bound[0] <= value + 1e-6);
    return got.exact;
}

static void tables_and_labels_agree_on_months(void **state)
{
    (void)state;
    int32_t found = 0;
    for (uint64_t seed = 1; seed <= MONTHS; seed++) {
        struct fixture f = fixture_of(month_of(seed), seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        for (int32_t k = 0; k < 3; k++) {
            draw_prices(&f, -40, 80);
            found += engines_agree(&f, pricing,
                                   (struct pricing_options){0});
        }
        pricing_free(pricing);
        release(&f);
    }
    assert_in_range(found, MONTHS, 3 * MONTHS);
}

static void tables_and_labels_agree_on_windows_of_months(void **state)
{
    (void)state;
    int32_t found = 0;
    for (uint64_t seed = 1; seed <= MONTHS; seed++) {
        struct fixture f = fixture_of(month_of(seed), seed);
        struct pricing *pricing = pricing_new(f.problem, 0);
        int32_t n_days = f.problem->n_days;
        int16_t *frozen = xcalloc((size_t)n_days, sizeof *frozen);
        double bound;
        draw_prices(&f, -40, 80);
        struct priced_line whole =
            pricing_run(pricing, f.price, NULL, frozen, &bound);
        for (int32_t k = 0; k < 12 && whole.found; k++) {
            struct pricing_options options = {.frozen = frozen};
            options.first = random_below(&f.random, n_days);
            options.last = random_between(
                &f.random, options.first,
                options.first + 13 < n_days ? options.first + 13
                                            : n_days - 1);
            options.has_cutoff = random_chance(&f.random, 30);
            options.cutoff = whole.value;
            for (int32_t again = 0; again < 3; again++) {
                draw_prices(&f, -40, 80);
                found += engines_agree(&f, pricing, options);
            }
        }
        free(frozen);
        pricing_free(pricing);
        release(&f);
    }
    assert_in_range(found, MONTHS, 36 * MONTHS);
}

/* Tables of one person after another's lie in the same room. */
static void a_shared_room_changes_nothing(void **state)
{
    (void)state;
    int32_t equal = 0;
    for (uint64_t seed = 1; seed <= MONTHS; seed++) {
        struct fixture f = fixture_of(month_of(seed), seed);
        struct pricing_room *room = pricing_room_new();
        struct pricing *sharing[2] = {pricing_new(f.problem, 0),
                                      pricing_new(f.problem, 0)};
        struct pricing *alone = pricing_new(f.problem, 0);
        const struct pricing_options options = {.max_labels = 24};
        pricing_share(sharing[0], room);
        pricing_share(sharing[1], room);
        for (int32_t k = 0; k < 4; k++) {
            double bound;
            draw_prices(&f, -40, 80);
            struct priced_line a = pricing_run(sharing[k % 2], f.price,
                                               &options, f.line, &bound);
            struct priced_line b =
                pricing_run(alone, f.price, &options, f.line, &bound);
            if (a.exact && b.exact) {
                assert_int_equal(a.found, b.found);
                assert_true(!a.found || near(a.value, b.value));
                equal += a.found;
            }
        }
        pricing_free(sharing[0]);
        pricing_free(sharing[1]);
        pricing_free(alone);
        pricing_room_free(room);
        release(&f);
    }
    assert_in_range(equal, MONTHS, 4 * MONTHS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_but_gaps_has_a_place_in_tables),
        cmocka_unit_test(multipliers_bound_what_is_not_tracked),
        cmocka_unit_test(tables_find_lines_among_broken_days),
        cmocka_unit_test(tables_and_labels_agree_on_months),
        cmocka_unit_test(tables_and_labels_agree_on_windows_of_months),
        cmocka_unit_test(a_shared_room_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
