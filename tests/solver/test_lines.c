/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lines.c - whole lines and the tree above them against brute force.
 */
#include "solver/lines.h"

#include <inttypes.h>

#include "solver/lines_ascent.h"
#include "solver/lines_tree.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

/* Where a run of steps stands; the roster is the best so far. */
struct course {
    const struct problem *problem;
    struct lines *lines;
    struct roster *roster;
    struct score score;
    int32_t steps;
    bool more;
};

static void course_begin(struct course *c, const struct problem *p)
{
    *c = (struct course){.problem = p, .more = true};
    c->roster = roster_new(p);
    c->score = roster_score(p, c->roster);
    c->lines = lines_new(p, c->roster);
}

static void course_step(struct course *c, uint64_t ticks)
{
    const struct lines_work work = {
        .best = c->roster, .score = &c->score, .ticks = ticks};
    c->more = lines_step(c->lines, &work);
    c->steps++;
    if (lines_found(c->lines)) {
        roster_copy(c->roster, lines_found(c->lines));
        struct score score = roster_score(c->problem, c->roster);
        assert_true(score.breaches < c->score.breaches ||
                    (score.breaches == c->score.breaches &&
                     score.total < c->score.total));
        c->score = score;
    }
}

static void course_end(struct course *c)
{
    lines_free(c->lines);
    roster_free(c->roster);
}

/* Every bound on the way is valid and none falls; the last is the optimum,
 * and a roster of that cost was found. */
static void the_tree_ends_at_the_optimum(void **state)
{
    (void)state;
    int32_t feasible = 0;
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct course c;
        cost bound = 0;
        course_begin(&c, p);
        /* Small steps leave nodes and dives half done. */
        uint64_t ticks = seed % 2 == 0 ? 3000 : 10;
        while (c.more && c.steps < 20000) {
            course_step(&c, ticks);
            cost now = lines_bound(c.lines);
            if (best.feasible && now > best.score.total) {
                fail_msg("seed %" PRIu64 ": bound %" PRId64 " of %" PRId64,
                         seed, now, best.score.total);
            }
            assert_true(now >= bound || now == c.score.total);
            bound = now;
        }
        if (best.feasible) {
            feasible++;
            assert_false(c.more);
            assert_int_equal(c.score.breaches, 0);
            assert_int_equal(bound, best.score.total);
            assert_int_equal(c.score.total, best.score.total);
        }
        course_end(&c);
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(feasible > 150);
}

/* Lists of lines are those of better rosters, of which there is none then: what
 * they are worth is no bound of what is known. */
static void a_known_optimum_is_proven(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        struct course c;
        course_begin(&c, p);
        if (best.feasible) {
            roster_copy(c.roster, best.roster);
            c.score = best.score;
            while (c.more && c.steps < 20000) {
                course_step(&c, 3000);
                assert_true(lines_bound(c.lines) <= best.score.total);
            }
            assert_int_equal(lines_bound(c.lines), best.score.total);
        }
        course_end(&c);
        brute_result_release(&best);
        problem_free(p);
    }
}

static void the_same_steps_give_the_same_bounds(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct course one, two;
        course_begin(&one, p);
        course_begin(&two, p);
        while (one.more && one.steps < 200) {
            course_step(&one, 2000);
            course_step(&two, 2000);
            assert_true(lines_ticks(one.lines) == lines_ticks(two.lines));
            assert_int_equal(lines_bound(one.lines), lines_bound(two.lines));
            assert_int_equal(lines_nodes(one.lines), lines_nodes(two.lines));
            assert_memory_equal(&one.score, &two.score, sizeof one.score);
            assert_int_equal(one.more, two.more);
        }
        course_end(&one);
        course_end(&two);
        problem_free(p);
    }
}

static void a_raised_flag_ends_a_step(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    struct course c;
    volatile int stop = 1;
    course_begin(&c, p);
    const struct lines_work work = {.best = c.roster,
                                    .score = &c.score,
                                    .ticks = UINT64_MAX / 2,
                                    .stop = &stop};
    assert_true(lines_step(c.lines, &work));
    assert_true(lines_ticks(c.lines) < 1000);
    assert_false(lines_rooted(c.lines));
    course_end(&c);
    problem_free(p);
}

/* ---- the program -------------------------------------------------------------- */

static enum lines_progress root_of(struct lines_engine *e,
                                   struct lines_generation *g)
{
    struct lines_limits limits = {.ticks = 50000000};
    lines_generation_begin(g);
    return lines_generate(e, g, 1e15, &limits);
}

static double solve(struct lines_engine *e)
{
    struct lp_limits limits = {.bound_stop = LP_INFINITY};
    assert_int_equal(lines_master_solve(e->master, &limits), LP_OPTIMAL);
    return lines_master_value(e->master);
}

static bool near(double a, double b)
{
    return a - b < 1e-5 && b - a < 1e-5;
}

/* Decisions come and go without a trace; either side of a branching is worth
 * at least as much as both together. */
static void decisions_are_taken_back(void **state)
{
    (void)state;
    int32_t split = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct roster *start = roster_new(p);
        struct lines_engine *e = lines_engine_new(p, start);
        struct lines_families *f = lines_families_new(e);
        struct lines_generation g;
        struct lines_branching b;
        root_of(e, &g);
        double whole = solve(e);
        struct lines_limits limits = {0};
        if (lines_branch(e, f, &limits, &b)) {
            split++;
            assert_true(near(solve(e), whole));
            for (int32_t k = 0; k < 2; k++) {
                const struct lines_decision *path[] = {&b.side[k]};
                lines_decide(e, path, 1);
                assert_true(solve(e) > whole - 1e-5);
            }
            lines_decide(e, NULL, 0);
            assert_true(near(solve(e), whole));
        }
        lines_families_free(f);
        lines_engine_free(e);
        roster_free(start);
        problem_free(p);
    }
    assert_true(split > 10);
}

/* Columns of no use go, what the program is worth stays. */
static void a_purge_changes_nothing(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    struct roster *start = roster_new(p);
    struct lines_engine *e = lines_engine_new(p, start);
    struct lines_generation g;
    const int32_t *active;
    root_of(e, &g);
    double value = solve(e);
    int32_t before = lines_master_active(e->master, &active);
    lines_master_purge(e->master, 10);
    int32_t after = lines_master_active(e->master, &active);
    assert_true(after < before);
    assert_true(near(solve(e), value));
    for (int32_t i = 0; i < after; i++) {
        int32_t place = lines_master_place(e->master, active[i]);
        assert_int_equal(place, lines_master_place(e->master, active[0]) + i);
    }
    lines_engine_free(e);
    roster_free(start);
    problem_free(p);
}

/* ---- ascent ------------------------------------------------------------------- */

/* Never above what the program is worth, and not far below. */
static void an_ascent_comes_near_the_root(void **state)
{
    (void)state;
    double share = 0;
    int32_t n = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct roster *start = roster_new(p);
        struct lines_engine *e = lines_engine_new(p, start);
        struct lines_ascent *a = lines_ascent_new(e, false);
        struct lines_limits limits = {.ticks = UINT64_MAX};
        struct lines_generation g;
        assert_false(lines_ascent_work(a, 1e15, &limits));
        double bound = lines_ascent_bound(a);
        root_of(e, &g);
        if (g.value > 0 && g.value < WINDOW_HARD / 2) {
            assert_true(bound < g.value + 1e-4);
            share += bound / g.value;
            n++;
        }
        lines_ascent_free(a);
        lines_engine_free(e);
        roster_free(start);
        problem_free(p);
    }
    print_message("%.3f of the root on %d problems\n", share / n, n);
    assert_true(n > 30 && share > 0.95 * n);
}

/* It can be left after any person. */
static void an_ascent_in_pieces_is_the_same(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(3);
    struct roster *start = roster_new(p);
    double bound[2];
    for (int32_t k = 0; k < 2; k++) {
        struct lines_engine *e = lines_engine_new(p, start);
        struct lines_ascent *a = lines_ascent_new(e, false);
        bool more = true;
        for (int32_t i = 0; more && i < 100000; i++) {
            struct lines_limits limits = {
                .ticks = k == 0 ? UINT64_MAX : lines_engine_ticks(e) + 1};
            more = lines_ascent_work(a, 1e15, &limits);
        }
        assert_false(more);
        bound[k] = lines_ascent_bound(a);
        lines_ascent_free(a);
        lines_engine_free(e);
    }
    assert_memory_equal(&bound[0], &bound[1], sizeof bound[0]);
    roster_free(start);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_ends_at_the_optimum),
        cmocka_unit_test(a_known_optimum_is_proven),
        cmocka_unit_test(the_same_steps_give_the_same_bounds),
        cmocka_unit_test(a_raised_flag_ends_a_step),
        cmocka_unit_test(decisions_are_taken_back),
        cmocka_unit_test(a_purge_changes_nothing),
        cmocka_unit_test(an_ascent_comes_near_the_root),
        cmocka_unit_test(an_ascent_in_pieces_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
