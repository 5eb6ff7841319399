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

/* A problem and its best roster: made once, as brute force takes its time. */
struct known {
    struct problem *problem;
    struct brute_result best;
};

/* With its root solved. */
struct fixture {
    const struct problem *problem;
    struct brute_result best;
    struct lines_engine *engine;
    struct lines_generation generation;
    struct random random;
    uint64_t work;
};

static int make_known(void **state)
{
    struct known *known = xcalloc(SEEDS, sizeof *known);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        known[seed].problem = random_problem_tiny(seed);
        known[seed].best = brute_force_total(known[seed].problem);
    }
    *state = known;
    return 0;
}

static int release_known(void **state)
{
    struct known *known = *state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        brute_result_release(&known[seed].best);
        problem_free(known[seed].problem);
    }
    free(known);
    return 0;
}

static struct fixture fixture_of(const struct known *known, uint64_t seed)
{
    struct fixture f = {.problem = known->problem, .best = known->best};
    struct roster *start = roster_new(f.problem);
    random_seed(&f.random, seed);
    f.engine = lines_engine_new(f.problem, start);
    roster_free(start);
    struct lines_limits limits = {.ticks = 50000000};
    lines_generation_begin(&f.generation);
    enum lines_progress progress = lines_generate(
        f.engine, &f.generation, (double)INFINITY, &limits);
    assert_int_equal(progress, LINES_DONE);
    return f;
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

/* How often it met what it is about. */
typedef int32_t look_at(struct fixture *f);

/* Every problem that has a roster without a breach. */
static int32_t over_problems(void **state, look_at *look)
{
    const struct known *known = *state;
    int32_t sum = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        if (known[seed].best.feasible) {
            struct fixture f = fixture_of(&known[seed], seed);
            sum += look(&f);
            lines_engine_free(f.engine);
        }
    }
    return sum;
}

/* For a target so much above the optimum. */
static struct lines_list *list_for(struct fixture *f, double above)
{
    struct lines_listing listing =
        listing_of(f, (double)f->best.score.total + above);
    struct lines_list *list = lines_list_new(&listing, &f->work);
    assert_non_null(list);
    return list;
}

/* Of the lines for a far target, those that a near one leaves out. */
static int32_t better_lines(struct fixture *f)
{
    struct lines_list *near = list_for(f, 0.5);
    struct lines_list *far = list_for(f, 1000);
    assert_holds(f, near);
    assert_holds(f, far);
    assert_true(lines_list_target(near) == (double)f->best.score.total + 0.5);
    int32_t fewer = lines_list_count(far) - lines_list_count(near);
    lines_list_drop(near);
    lines_list_drop(far);
    return fewer;
}

static void a_better_roster_is_in_the_list(void **state)
{
    assert_in_range(over_problems(state, better_lines), 100 * SEEDS, 10000 * SEEDS);
}

/* At the root's duals the list for a far target shrinks to the near one's. */
static int32_t narrowed(struct fixture *f)
{
    struct lines_listing listing =
        listing_of(f, (double)f->best.score.total + 0.5);
    struct lines_list *wide = list_for(f, 500);
    struct lines_list *list = lines_list_narrow(wide, &listing, &f->work);
    struct lines_list *same = lines_list_narrow(list, &listing, &f->work);
    struct lines_list *other = list_for(f, 0.5);
    bool less = list != wide;
    assert_holds(f, list);
    assert_ptr_equal(same, list);
    assert_true(!less || lines_list_count(list) <= lines_list_count(other));
    lines_list_drop(wide); /* the lines stay where they are needed */
    assert_holds(f, list);
    lines_list_drop(list);
    lines_list_drop(same);
    lines_list_drop(other);
    return less;
}

static void a_list_is_narrowed(void **state)
{
    assert_in_range(over_problems(state, narrowed), SEEDS / 4, SEEDS);
}

/* Columns of the program that the list rules out. */
static int32_t ruled_out(const struct lines_engine *e)
{
    const struct columns *pool = lines_master_pool(e->master);
    const int32_t *active;
    int32_t n = lines_master_active(e->master, &active);
    int32_t out = 0;
    for (int32_t i = 0; i < n; i++) {
        const struct column *column = &pool->list.at[active[i]];
        bool has = lines_list_has(e->list, column->line, column->days);
        assert_int_equal(lines_master_allowed(e->master, active[i]), has);
        out += !has;
    }
    return out;
}

static int32_t listed_alone(struct fixture *f)
{
    struct lines_engine *e = f->engine;
    struct lines_list *list = list_for(f, 0.5);
    lines_engine_use_list(e, list);
    lines_list_drop(list); /* the engine has its own share */
    lines_decide(e, NULL, 0);
    int32_t out = ruled_out(e);
    struct lines_mend *mend = lines_mend_new(e);
    const struct lines_limits limits = {.ticks = UINT64_MAX};
    (void)lines_mend_work(mend, f->best.roster,
                          (double)f->best.score.total - 0.5, &limits);
    assert_null(e->list);
    lines_mend_free(mend);
    return out;
}

/* The program has no other columns then; whoever mends a roster may need any. */
static void the_list_is_all_there_is(void **state)
{
    assert_in_range(over_problems(state, listed_alone), SEEDS, 100 * SEEDS);
}

/* Other duals than the list was made for: the cheapest of it is what pricing
 * finds as long as that is in it, else it is dearer. */
static int32_t priced(struct fixture *f)
{
    struct lines_engine *e = f->engine;
    struct lines_list *list = list_for(f, 20);
    int32_t met = 0;
    for (int32_t r = 0; r < e->window->n_rows; r++) {
        e->at[r] += 4 * (random_unit(&f->random) - 0.5);
    }
    for (int32_t k = 0; k < f->problem->n_people; k++) {
        struct lines_priced all = lines_price_run(
            e->price, k, e->at,
            &(struct lines_wanted){.cutoff = (double)INFINITY});
        bool has = lines_list_has(list, k, all.line);
        struct lines_priced got =
            lines_list_run(list, e->price, k, e->at, &f->work);
        assert_true(got.exact && got.found);
        assert_true(got.bound >= all.bound - 1e-6);
        assert_true(!has || fabs(got.value - all.value) < 1e-6);
        assert_true(lines_list_has(list, k, got.line));
        met += has;
    }
    lines_list_drop(list);
    return met;
}

static void a_look_through_the_list_prices(void **state)
{
    assert_in_range(over_problems(state, priced), SEEDS, 4 * SEEDS);
}

/* Nobody may do on the first day what the first does in the best roster. */
static struct lines_bar bar_of(const struct fixture *f)
{
    struct lines_bar bar = {0, 0, {{0}}};
    int16_t pattern = roster_line(f->best.roster, 0)[0];
    bar.barred.bits[pattern >> 6] = (uint64_t)1 << (pattern & 63);
    return bar;
}

static int32_t barred(struct fixture *f)
{
    const int16_t *best = roster_line(f->best.roster, 0);
    struct lines_listing listing =
        listing_of(f, (double)f->best.score.total + 20);
    struct lines_list *list = list_for(f, 20);
    struct lines_bar bar = bar_of(f);
    lines_price_bar(f->engine->price, &bar, 1);
    struct lines_priced got = lines_list_run(list, f->engine->price, 0,
                                             f->engine->center, &f->work);
    assert_true(got.found ? got.line[0] != best[0] : isinf(got.bound));
    struct lines_list *rest = lines_list_narrow(list, &listing, &f->work);
    assert_true(rest == list || !lines_list_has(rest, 0, best));
    lines_list_drop(rest);
    lines_list_drop(list);
    return !got.found;
}

static void what_is_barred_is_not_given(void **state)
{
    assert_in_range(over_problems(state, barred), 10, SEEDS);
}

static int32_t refused(struct fixture *f)
{
    struct lines_listing listing =
        listing_of(f, (double)f->best.score.total + 20);
    struct lines_list *list = lines_list_new(&listing, &f->work);
    listing.most = lines_list_count(list) - 1;
    lines_list_drop(list);
    assert_null(lines_list_new(&listing, &f->work));
    listing.most++;
    listing.steps = 3;
    assert_null(lines_list_new(&listing, &f->work));
    return 1;
}

static void too_many_lines_are_no_list(void **state)
{
    assert_in_range(over_problems(state, refused), SEEDS / 2, SEEDS);
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
    return cmocka_run_group_tests(tests, make_known, release_known);
}
