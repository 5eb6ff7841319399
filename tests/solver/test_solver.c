/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_solver.c - the run as a whole: optimum and bounds, repeatable for one
 * and two threads, stopped at any time, never worse than where it began.
 */
#include "solver/solver.h"

#include "base/thread.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"
#include "tests/solver/tiny.h"

static struct solver_result run(const struct problem *p,
                                const struct solver_options *options)
{
    struct solver_result result;
    struct error err = {0};
    if (solver_run(p, options, &result, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    struct score defined = roster_score(p, result.roster);
    assert_memory_equal(&result.score, &defined, sizeof defined);
    return result;
}

static void expect_same(const struct solver_result *a,
                        const struct solver_result *b)
{
    size_t cells = (size_t)(a->roster->n_people * a->roster->n_days);
    assert_memory_equal(a->roster->pattern, b->roster->pattern,
                        cells * sizeof *a->roster->pattern);
    assert_memory_equal(&a->score, &b->score, sizeof a->score);
    assert_memory_equal(a->level_bound, b->level_bound,
                        sizeof a->level_bound);
    assert_memory_equal(a->level_proven, b->level_proven,
                        sizeof a->level_proven);
    assert_int_equal(a->bound, b->bound);
    assert_int_equal(a->outcome, b->outcome);
    assert_true(a->ticks == b->ticks);
}

static void tiny_problems_get_their_optimum(void **state)
{
    (void)state;
    struct tiny_tally tally = {0};
    tiny_compare(solver_run, 0, 40, &tally);
    print_message("%d found, %d proven of %d\n", tally.found, tally.proven,
                  tally.feasible);
    assert_int_equal(tally.found, tally.feasible);
    assert_int_equal(tally.proven, tally.feasible);
}

/* The same work once more, and once more by two threads. */
static void expect_repeatable(const struct problem *p, uint64_t seed,
                              uint64_t ticks)
{
    struct solver_options options = {
        .seed = seed, .ticks = ticks, .threads = 1};
    struct solver_result one = run(p, &options);
    struct solver_result again = run(p, &options);
    options.threads = 2;
    struct solver_result two = run(p, &options);
    expect_same(&one, &again);
    expect_same(&one, &two);
    solver_result_release(&one);
    solver_result_release(&again);
    solver_result_release(&two);
}

static void one_and_two_threads_give_the_same_bytes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct problem *p = random_problem_tiny(seed);
        expect_repeatable(p, seed, 20000);
        problem_free(p);
    }
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    expect_repeatable(p, 7, 60000);
    problem_free(p);
}

static void another_seed_may_give_another_roster(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    size_t bytes = (size_t)(p->n_people * p->n_days) * sizeof(int16_t);
    struct solver_options options = {.seed = 1, .ticks = 1, .threads = 1};
    struct solver_result one = run(p, &options);
    options.seed = 2;
    struct solver_result other = run(p, &options);
    assert_memory_not_equal(one.roster->pattern, other.roster->pattern,
                            bytes);
    solver_result_release(&one);
    solver_result_release(&other);
    problem_free(p);
}

/* ---- where it begins ------------------------------------------------------- */

static bool worse(const struct score *a, const struct score *b)
{
    return a->breaches != b->breaches ? a->breaches > b->breaches
                                      : a->total > b->total;
}

static void a_start_roster_is_never_made_worse(void **state)
{
    (void)state;
    for (uint64_t seed = 100; seed < 130; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct solver_options options = {
            .seed = seed, .ticks = 20000, .threads = 1};
        struct solver_result first = run(p, &options);
        options.seed = seed + 1;
        options.ticks = 1;
        options.start = first.roster;
        struct solver_result second = run(p, &options);
        assert_false(worse(&second.score, &first.score));
        solver_result_release(&first);
        solver_result_release(&second);
        problem_free(p);
    }
}

/* A start that is broken or silly is improved on, and left as it was. */
static void any_roster_may_be_the_start(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct random random;
        random_seed(&random, seed);
        struct roster *start = random_roster(p, &random);
        struct score before = roster_score(p, start);
        const struct solver_options options = {
            .seed = seed, .ticks = 1, .threads = 1, .start = start};
        struct solver_result result = run(p, &options);
        struct score after = roster_score(p, start);
        assert_false(worse(&result.score, &before));
        assert_memory_equal(&before, &after, sizeof before);
        assert_ptr_not_equal(result.roster, start);
        solver_result_release(&result);
        roster_free(start);
        problem_free(p);
    }
}

/* ---- how it ends -------------------------------------------------------------- */

struct watcher {
    volatile int stop;
    int32_t reports;
    struct score last;
    cost bound;
    bool falls; /* each report at least as good as the one before */
    double stopped_at;
};

static void watch(void *context, const struct solver_progress *now,
                  const struct roster *best)
{
    struct watcher *w = context;
    assert_non_null(best);
    assert_non_null(now->phase);
    assert_true(now->has_roster);
    w->falls &= w->reports == 0 || !worse(&now->score, &w->last);
    w->last = now->score;
    w->bound = now->bound;
    w->reports++;
    if (now->score.breaches == 0 && !w->stop) {
        w->stop = 1;
        w->stopped_at = thread_seconds();
    }
}

static void a_raised_flag_ends_the_run_with_the_best(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(2, 12, 8, 20);
    for (int32_t threads = 1; threads <= 2; threads++) {
        struct watcher watcher = {.falls = true};
        const struct solver_options options = {
            .seed = 1,
            .seconds = 600,
            .threads = threads,
            .report = watch,
            .report_context = &watcher,
            .stop = &watcher.stop,
        };
        struct solver_result result = run(p, &options);
        assert_true(watcher.reports > 0);
        assert_true(watcher.falls);
        assert_true(thread_seconds() - watcher.stopped_at < 20);
        assert_int_equal(result.score.breaches, 0);
        assert_false(worse(&result.score, &watcher.last));
        solver_result_release(&result);
    }
    problem_free(p);
}

static void a_limit_is_needed(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(1);
    const struct solver_options options = {.threads = 1};
    struct solver_result result;
    struct error err = {0};
    assert_int_equal(solver_run(p, &options, &result, &err), STATUS_USAGE);
    assert_non_null(strstr(err.text, "limit"));
    problem_free(p);
}

static void more_ticks_are_spent_where_they_are_allowed(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    struct solver_options options = {.seed = 3, .ticks = 1, .threads = 1};
    struct solver_result little = run(p, &options);
    options.ticks = 200000;
    struct solver_result much = run(p, &options);
    assert_true(little.ticks < much.ticks);
    assert_true(much.score.total < little.score.total);
    solver_result_release(&little);
    solver_result_release(&much);
    problem_free(p);
}

static void the_gap_is_a_share_of_the_cost(void **state)
{
    static const struct {
        cost value, bound;
        double gap;
    } ROWS[] = {{100, 75, 0.25}, {100, 100, 0.0}, {0, 0, 0.0}, {8, 0, 1.0}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        double gap = solver_gap(ROWS[i].value, ROWS[i].bound);
        assert_true(gap > ROWS[i].gap - 1e-12 && gap < ROWS[i].gap + 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny_problems_get_their_optimum),
        cmocka_unit_test(one_and_two_threads_give_the_same_bytes),
        cmocka_unit_test(another_seed_may_give_another_roster),
        cmocka_unit_test(a_start_roster_is_never_made_worse),
        cmocka_unit_test(any_roster_may_be_the_start),
        cmocka_unit_test(a_raised_flag_ends_the_run_with_the_best),
        cmocka_unit_test(a_limit_is_needed),
        cmocka_unit_test(more_ticks_are_spent_where_they_are_allowed),
        cmocka_unit_test(the_gap_is_a_share_of_the_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
