/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lines_list.c - the lists hold every line of a better roster, against
 * brute force; and not all lines.
 */
#include "solver/lines_list.h"

#include <math.h>

#include "solver/lines_branch.h"
#include "solver/lines_mend.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 300, PLENTY = 1 << 20 };

/* A problem whose root is solved, and its best roster. */
struct fixture {
    struct problem *problem;
    struct brute_result best;
    struct lines_engine *engine;
    struct lines_generation generation;
    struct random random;
    uint64_t work;
};

/* False when it has no roster without a breach. */
static bool fixture_new(struct fixture *f, uint64_t seed)
{
    *f = (struct fixture){.problem = random_problem_tiny(seed)};
    f->best = brute_force_total(f->problem);
    random_seed(&f->random, seed);
    if (!f->best.feasible) {
        return false;
    }
    struct roster *start = roster_new(f->problem);
    f->engine = lines_engine_new(f->problem, start);
    roster_free(start);
    struct lines_limits limits = {.ticks = 50000000};
    lines_generation_begin(&f->generation);
    enum lines_progress progress = lines_generate(
        f->engine, &f->generation, (double)INFINITY, &limits);
    assert_int_equal(progress, LINES_DONE);
    return true;
}

static void release(struct fixture *f)
{
    lines_engine_free(f->engine);
    brute_result_release(&f->best);
    problem_free(f->problem);
}

static struct lines_listing listing_of(const struct fixture *f, double target)
{
    const struct lines_engine *e = f->engine;
    return (struct lines_listing){
        .price = e->price,
        .dual = e->center,
        .fixed = lines_master_row_bound(e->master, e->center) + e->untouched,
        .target = target,
        .most = PLENTY,
        .steps = PLENTY};
}

static void assert_holds(const struct fixture *f, const struct lines_list *list)
{
    for (int32_t k = 0; k < f->problem->n_people; k++) {
        assert_true(lines_list_has(list, k, roster_line(f->best.roster, k)));
    }
}

static void a_better_roster_is_in_the_list(void **state)
{
    (void)state;
    int32_t small = 0;
    int32_t large = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            double target = (double)f.best.score.total + 0.5;
            struct lines_listing listing = listing_of(&f, target);
            struct lines_list *list = lines_list_new(&listing, &f.work);
            assert_non_null(list);
            assert_holds(&f, list);
            assert_true(lines_list_target(list) == target);
            listing.target += 1000;
            struct lines_list *more = lines_list_new(&listing, &f.work);
            assert_holds(&f, more);
            small += lines_list_count(list);
            large += lines_list_count(more);
            lines_list_drop(list);
            lines_list_drop(more);
        }
        release(&f);
    }
    assert_in_range(small, SEEDS, large / 2);
}

/* At the root's duals the list for a far target shrinks to the near one's. */
static void a_list_is_narrowed(void **state)
{
    (void)state;
    int32_t narrowed = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            struct lines_listing far =
                listing_of(&f, (double)f.best.score.total + 500);
            struct lines_listing near =
                listing_of(&f, (double)f.best.score.total + 0.5);
            struct lines_list *wide = lines_list_new(&far, &f.work);
            struct lines_list *list = lines_list_narrow(wide, &near, &f.work);
            struct lines_list *same = lines_list_narrow(list, &near, &f.work);
            struct lines_list *other = lines_list_new(&near, &f.work);
            assert_holds(&f, list);
            assert_ptr_equal(same, list);
            assert_true(list == wide ||
                        lines_list_count(list) <= lines_list_count(other));
            narrowed += list != wide;
            lines_list_drop(wide); /* the lines stay where they are needed */
            assert_holds(&f, list);
            lines_list_drop(list);
            lines_list_drop(same);
            lines_list_drop(other);
        }
        release(&f);
    }
    assert_in_range(narrowed, SEEDS / 4, SEEDS);
}

/* The program has no other columns then; whoever mends a roster may need any. */
static void the_list_is_all_there_is(void **state)
{
    (void)state;
    int32_t ruled_out = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            struct lines_engine *e = f.engine;
            const struct columns *pool = lines_master_pool(e->master);
            const int32_t *active;
            struct lines_listing listing =
                listing_of(&f, (double)f.best.score.total + 0.5);
            struct lines_list *list = lines_list_new(&listing, &f.work);
            lines_engine_use_list(e, list);
            lines_list_drop(list); /* the engine has its own share */
            lines_decide(e, NULL, 0);
            int32_t n = lines_master_active(e->master, &active);
            for (int32_t i = 0; i < n; i++) {
                const struct column *column = &pool->list.at[active[i]];
                bool has =
                    lines_list_has(e->list, column->line, column->days);
                assert_int_equal(lines_master_allowed(e->master, active[i]),
                                 has);
                ruled_out += !has;
            }
            struct lines_mend *mend = lines_mend_new(e);
            const struct lines_limits limits = {.ticks = UINT64_MAX};
            (void)lines_mend_work(mend, f.best.roster,
                                  (double)f.best.score.total - 0.5, &limits);
            assert_null(e->list);
            lines_mend_free(mend);
        }
        release(&f);
    }
    assert_in_range(ruled_out, SEEDS, 100 * SEEDS);
}

/* Other duals than the list was made for: the cheapest of it is what pricing
 * finds as long as that is in it, else it is dearer. */
static void a_look_through_the_list_prices(void **state)
{
    (void)state;
    int32_t met = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            struct lines_engine *e = f.engine;
            struct lines_listing listing =
                listing_of(&f, (double)f.best.score.total + 20);
            struct lines_list *list = lines_list_new(&listing, &f.work);
            for (int32_t r = 0; r < e->window->n_rows; r++) {
                e->at[r] += 4 * (random_unit(&f.random) - 0.5);
            }
            for (int32_t k = 0; k < f.problem->n_people; k++) {
                struct lines_priced all = lines_price_run(
                    e->price, k, e->at,
                    &(struct lines_wanted){.cutoff = (double)INFINITY});
                bool has = lines_list_has(list, k, all.line);
                struct lines_priced got =
                    lines_list_run(list, e->price, k, e->at, &f.work);
                assert_true(got.exact && got.found);
                assert_true(got.bound >= all.bound - 1e-6);
                assert_true(!has || fabs(got.value - all.value) < 1e-6);
                assert_true(lines_list_has(list, k, got.line));
                met += has;
            }
            lines_list_drop(list);
        }
        release(&f);
    }
    assert_in_range(met, SEEDS, 4 * SEEDS);
}

static void what_is_barred_is_not_given(void **state)
{
    (void)state;
    int32_t emptied = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            struct lines_listing listing =
                listing_of(&f, (double)f.best.score.total + 20);
            struct lines_list *list = lines_list_new(&listing, &f.work);
            struct lines_decision fixed = lines_fixed_cell(
                f.problem, 0, 0, roster_line(f.best.roster, 0)[0]);
            struct lines_bar bar = {0, 0, {{0}}};
            for (size_t w = 0; w < COUNT_OF(bar.barred.bits); w++) {
                bar.barred.bits[w] = ~fixed.barred.bits[w]; /* that one alone */
            }
            lines_price_bar(f.engine->price, &bar, 1);
            struct lines_priced got = lines_list_run(
                list, f.engine->price, 0, f.engine->center, &f.work);
            assert_true(!got.found || got.line[0] !=
                                          roster_line(f.best.roster, 0)[0]);
            assert_true(got.found || isinf(got.bound));
            emptied += !got.found;
            struct lines_list *rest =
                lines_list_narrow(list, &listing, &f.work);
            assert_true(rest == list ||
                        !lines_list_has(rest, 0,
                                        roster_line(f.best.roster, 0)));
            lines_list_drop(rest);
            lines_list_drop(list);
        }
        release(&f);
    }
    assert_in_range(emptied, 10, SEEDS);
}

static void too_many_lines_are_no_list(void **state)
{
    (void)state;
    int32_t refused = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct fixture f;
        if (fixture_new(&f, seed)) {
            struct lines_listing listing =
                listing_of(&f, (double)f.best.score.total + 20);
            struct lines_list *list = lines_list_new(&listing, &f.work);
            int32_t n = lines_list_count(list);
            lines_list_drop(list);
            listing.most = n - 1;
            assert_null(lines_list_new(&listing, &f.work));
            listing.most = n;
            listing.steps = 3;
            assert_null(lines_list_new(&listing, &f.work));
            refused++;
        }
        release(&f);
    }
    assert_in_range(refused, SEEDS / 2, SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_better_roster_is_in_the_list),
        cmocka_unit_test(a_list_is_narrowed),
        cmocka_unit_test(the_list_is_all_there_is),
        cmocka_unit_test(a_look_through_the_list_prices),
        cmocka_unit_test(what_is_barred_is_not_given),
        cmocka_unit_test(too_many_lines_are_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
