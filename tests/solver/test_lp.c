/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lp.c - linear and mixed-integer programs against values known by hand,
 * by duality and by enumeration.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/random.h"
#include "base/thread.h"
#include "solver/lp.h"

#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-6)

static const struct lp_limits PRIMAL = {.bound_stop = LP_INFINITY};
static const struct lp_limits DUAL = {.bound_stop = LP_INFINITY, .dual = true};
static const struct mip_limits NO_LIMIT = {.cutoff = LP_INFINITY};

/* max 3x + 2y: x + y <= 4, x + 3y <= 7, x <= 3, as a minimum: -11 at (3, 1) */
static struct lp *textbook(void)
{
    struct lp *lp = lp_new();
    lp_add_rows(lp, 2);
    lp_row_bounds(lp, 0, -LP_INFINITY, 4);
    lp_row_bounds(lp, 1, -LP_INFINITY, 7);
    lp_add_column(lp, -3, 0, 3, 2, (int32_t[]){0, 1}, (double[]){1, 1});
    lp_add_column(lp, -2, 0, LP_INFINITY, 2, (int32_t[]){0, 1},
                  (double[]){1, 3});
    return lp;
}

static void optimum_duals_and_reduced_costs_are_those_of_the_textbook(void **s)
{
    (void)s;
    struct lp *lp = textbook();
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -11);
    NEAR(lp_value(lp, 0), 3);
    NEAR(lp_value(lp, 1), 1);
    NEAR(lp_dual(lp, 0), -2);
    NEAR(lp_dual(lp, 1), 0);
    NEAR(lp_reduced_cost(lp, 0), -1);
    assert_false(lp_basic(lp, 0));
    assert_true(lp_basic(lp, 1));
    assert_true(lp_row_basic(lp, 1));
    assert_true(lp_pivots(lp) > 0);
    lp_free(lp);
}

static void a_new_column_is_taken_in_from_the_last_basis(void **s)
{
    (void)s;
    struct lp *lp = textbook();
    lp_simplex(lp, &PRIMAL);
    int32_t z = lp_add_column(lp, -5, 0, 1, 1, (int32_t[]){0}, (double[]){1});
    assert_int_equal(z, 2);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -14);
    lp_delete_columns(lp, 1, &z);
    assert_int_equal(lp_columns(lp), 2);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -11);
    lp_free(lp);
}

static void bounds_cuts_and_costs_change_under_the_dual_simplex(void **s)
{
    (void)s;
    struct lp *lp = textbook();
    lp_simplex(lp, &PRIMAL);
    lp_column_bounds(lp, 0, 0, 2);
    assert_int_equal(lp_simplex(lp, &DUAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -6 - 10.0 / 3);
    int32_t cut =
        lp_add_cut(lp, -LP_INFINITY, 1, 2, (int32_t[]){0, 1}, (double[]){0, 1});
    assert_int_equal(cut, 2);
    assert_int_equal(lp_simplex(lp, &DUAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -8);
    lp_column_cost(lp, 1, -1);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -7);
    lp_delete_rows(lp, 1, &cut);
    assert_int_equal(lp_rows(lp), 2);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), -6 - 5.0 / 3);
    lp_free(lp);
}

static void programs_without_an_optimum_are_told_apart(void **s)
{
    (void)s;
    struct lp *lp = textbook();
    lp_add_cut(lp, 9, LP_INFINITY, 1, (int32_t[]){1}, (double[]){1});
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_INFEASIBLE);
    assert_int_equal(lp_simplex(lp, &DUAL), LP_INFEASIBLE);
    lp_free(lp);
    lp = textbook();
    lp_add_column(lp, -1, 0, LP_INFINITY, 0, NULL, NULL);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_UNBOUNDED);
    lp_free(lp);
}

static void a_program_without_rows_is_solved(void **s)
{
    (void)s;
    struct lp *lp = lp_new();
    lp_add_column(lp, 2, 1, 3, 0, NULL, NULL);
    assert_int_equal(lp_simplex(lp, &DUAL), LP_OPTIMAL);
    NEAR(lp_objective(lp), 2);
    lp_free(lp);
}

enum { N_ITEMS = 12, N_KNAPSACKS = 3 };

/* A random cover problem: choose items, cost >= 0, each row covered. */
struct cover {
    int32_t cost[N_ITEMS], need[N_KNAPSACKS];
    int32_t weight[N_KNAPSACKS][N_ITEMS];
};

static struct cover cover_make(uint64_t seed)
{
    struct random random;
    struct cover c;
    random_seed(&random, seed);
    for (int32_t r = 0; r < N_KNAPSACKS; r++) {
        int32_t total = 0;
        for (int32_t j = 0; j < N_ITEMS; j++) {
            c.weight[r][j] = random_below(&random, 9);
            total += c.weight[r][j];
        }
        c.need[r] = total / 2;
    }
    for (int32_t j = 0; j < N_ITEMS; j++) {
        c.cost[j] = 3 + random_below(&random, 40);
    }
    return c;
}

static struct lp *cover_lp(const struct cover *c)
{
    struct lp *lp = lp_new();
    lp_add_rows(lp, N_KNAPSACKS);
    for (int32_t r = 0; r < N_KNAPSACKS; r++) {
        lp_row_bounds(lp, r, c->need[r], LP_INFINITY);
    }
    for (int32_t j = 0; j < N_ITEMS; j++) {
        int32_t row[N_KNAPSACKS];
        double value[N_KNAPSACKS];
        for (int32_t r = 0; r < N_KNAPSACKS; r++) {
            row[r] = r;
            value[r] = c->weight[r][j];
        }
        lp_add_column(lp, c->cost[j], 0, 1, N_KNAPSACKS, row, value);
        lp_column_integer(lp, j);
    }
    return lp;
}

static double cover_brute(const struct cover *c)
{
    double best = LP_INFINITY;
    for (uint32_t set = 0; set < 1U << N_ITEMS; set++) {
        double cost = 0;
        int32_t got[N_KNAPSACKS] = {0};
        bool covers = true;
        for (int32_t j = 0; j < N_ITEMS; j++) {
            bool in = set >> j & 1;
            cost += in ? c->cost[j] : 0;
            for (int32_t r = 0; r < N_KNAPSACKS; r++) {
                got[r] += in ? c->weight[r][j] : 0;
            }
        }
        for (int32_t r = 0; r < N_KNAPSACKS; r++) {
            covers = covers && got[r] >= c->need[r];
        }
        best = covers && cost < best ? cost : best;
    }
    return best;
}

static void the_mip_finds_the_enumerated_optimum(void **s)
{
    (void)s;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct cover c = cover_make(seed);
        struct lp *lp = cover_lp(&c);
        double best = cover_brute(&c), bound = 0, sum = 0;
        assert_int_equal(lp_mip(lp, &NO_LIMIT, &bound), LP_OPTIMAL);
        NEAR(lp_mip_objective(lp), best);
        NEAR(bound, best);
        for (int32_t j = 0; j < N_ITEMS; j++) {
            NEAR(lp_mip_value(lp, j), round(lp_mip_value(lp, j)));
            sum += c.cost[j] * lp_mip_value(lp, j);
        }
        NEAR(sum, best);
        lp_free(lp);
    }
}

static void a_cutoff_leaves_only_better_solutions(void **s)
{
    (void)s;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct cover c = cover_make(seed);
        struct lp *lp = cover_lp(&c);
        double best = cover_brute(&c), bound = 0;
        struct mip_limits limits = {.cutoff = best};
        assert_int_equal(lp_mip(lp, &limits, &bound), LP_INFEASIBLE);
        NEAR(bound, best);
        limits.cutoff = best + 1;
        assert_int_equal(lp_mip(lp, &limits, &bound), LP_OPTIMAL);
        NEAR(lp_mip_objective(lp), best);
        assert_int_equal(lp_columns(lp), N_ITEMS);
        lp_free(lp);
    }
}

static void a_mip_cut_short_gives_a_valid_bound(void **s)
{
    (void)s;
    int32_t short_ones = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct cover c = cover_make(seed);
        struct lp *lp = cover_lp(&c);
        double bound = 0;
        struct mip_limits limits = {.cutoff = LP_INFINITY, .nodes = 2};
        enum lp_outcome outcome = lp_mip(lp, &limits, &bound);
        short_ones += outcome != LP_OPTIMAL;
        assert_true(bound <= cover_brute(&c) + 1e-6);
        assert_true(bound > 0);
        lp_free(lp);
    }
    assert_true(short_ones > 10);
}

static void an_infeasible_mip_is_recognised(void **s)
{
    (void)s;
    struct cover c = cover_make(1);
    struct lp *lp = cover_lp(&c);
    double bound = 0;
    lp_row_bounds(lp, 0, 1000, LP_INFINITY);
    assert_int_equal(lp_mip(lp, &NO_LIMIT, &bound), LP_INFEASIBLE);
    lp_free(lp);
}

enum { GRID = 40 };

/* Assignment of GRID to GRID, costs random: enough pivots to be cut short. */
static struct lp *assignment(void)
{
    struct random random;
    struct lp *lp = lp_new();
    random_seed(&random, 7);
    lp_add_rows(lp, 2 * GRID);
    for (int32_t r = 0; r < 2 * GRID; r++) {
        lp_row_bounds(lp, r, 1, r < GRID ? 1 : LP_INFINITY);
    }
    for (int32_t i = 0; i < GRID * GRID; i++) {
        lp_add_column(lp, random_below(&random, 100), 0, 1, 2,
                      (int32_t[]){i / GRID, GRID + i % GRID}, (double[]){1, 1});
    }
    return lp;
}

static void a_pivot_limit_is_kept_and_the_next_call_goes_on(void **s)
{
    (void)s;
    struct lp *lp = assignment();
    struct lp_limits limits = {
        .pivots = 10, .bound_stop = LP_INFINITY, .dual = true};
    assert_int_equal(lp_simplex(lp, &limits), LP_STOPPED);
    assert_int_equal(lp_pivots(lp), 10);
    assert_int_equal(lp_simplex(lp, &DUAL), LP_OPTIMAL);
    int64_t all = lp_pivots(lp);
    double best = lp_objective(lp);
    lp_free(lp);
    lp = assignment();
    lp_simplex(lp, &PRIMAL);
    NEAR(lp_objective(lp), best);
    assert_true(all > 30);
    lp_free(lp);
}

static void the_dual_simplex_stops_at_a_bound(void **s)
{
    (void)s;
    struct lp *lp = assignment();
    lp_simplex(lp, &DUAL);
    double best = lp_objective(lp);
    lp_free(lp);
    lp = assignment();
    struct lp_limits limits = {.bound_stop = best / 2, .dual = true};
    assert_int_equal(lp_simplex(lp, &limits), LP_STOPPED);
    assert_true(lp_objective(lp) >= best / 2);
    assert_true(lp_objective(lp) <= best + 1e-6);
    lp_free(lp);
}

static void a_raised_stop_flag_ends_simplex_and_mip(void **s)
{
    (void)s;
    volatile int stop = 1;
    struct lp *lp = assignment();
    struct lp_limits limits = {.bound_stop = LP_INFINITY, .stop = &stop};
    assert_int_equal(lp_simplex(lp, &limits), LP_STOPPED);
    struct mip_limits mip = {.cutoff = LP_INFINITY, .stop = &stop};
    double bound = 0;
    assert_int_equal(lp_mip(lp, &mip, &bound), LP_STOPPED);
    assert_true(bound <= -LP_INFINITY);
    lp_free(lp);
}

static void a_crash_basis_saves_pivots_and_keeps_the_optimum(void **s)
{
    (void)s;
    int32_t basic[2 * GRID], n = 0;
    struct lp *lp = assignment();
    lp_simplex(lp, &DUAL);
    double best = lp_objective(lp);
    int64_t cold = lp_pivots(lp);
    for (int32_t j = 0; j < GRID * GRID; j++) {
        if (lp_basic(lp, j)) {
            basic[n++] = j;
        }
    }
    lp_free(lp);
    lp = assignment();
    lp_crash(lp, n, basic);
    assert_true(lp_basic(lp, basic[0]));
    lp_simplex(lp, &DUAL);
    NEAR(lp_objective(lp), best);
    assert_true(lp_pivots(lp) < cold / 2);
    lp_free(lp);
}

static void a_crash_leaves_out_columns_that_do_not_fit(void **s)
{
    (void)s;
    struct lp *lp = textbook();
    /* A third column over two rows can't be basic beside the first two. */
    lp_add_column(lp, -1, 0, 1, 2, (int32_t[]){0, 1}, (double[]){1, 2});
    lp_crash(lp, 3, (int32_t[]){0, 1, 2});
    assert_false(lp_basic(lp, 0) && lp_basic(lp, 1) && lp_basic(lp, 2));
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_OPTIMAL);
    lp_free(lp);
}

/* GLPK's own, declared here because the header stays in one file. */
void glp_mem_limit(int megabytes);

static void an_abort_inside_the_solver_becomes_an_outcome(void **s)
{
    (void)s;
    struct lp *lp = assignment();
    glp_mem_limit(1);
    enum lp_outcome outcome = LP_OPTIMAL;
    for (int32_t k = 0; k < 1000 && outcome != LP_FAILED; k++) {
        lp_add_cut(lp, 0, LP_INFINITY, 1, &k, &(double){1});
        outcome = lp_simplex(lp, &PRIMAL);
    }
    glp_mem_limit(1000);
    assert_int_equal(outcome, LP_FAILED);
    assert_int_equal(lp_simplex(lp, &PRIMAL), LP_FAILED);
    lp_free(lp);
    struct lp *next = textbook();
    assert_int_equal(lp_simplex(next, &PRIMAL), LP_OPTIMAL);
    lp_free(next);
}

static void solve_one(void *context, int32_t index)
{
    double *value = context;
    struct lp *lp = assignment();
    lp_simplex(lp, index ? &DUAL : &PRIMAL);
    value[index] = lp_objective(lp);
    lp_free(lp);
}

static void two_threads_solve_side_by_side(void **s)
{
    (void)s;
    double value[2] = {0, 1};
    thread_run(2, solve_one, value);
    NEAR(value[0], value[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            optimum_duals_and_reduced_costs_are_those_of_the_textbook),
        cmocka_unit_test(a_new_column_is_taken_in_from_the_last_basis),
        cmocka_unit_test(bounds_cuts_and_costs_change_under_the_dual_simplex),
        cmocka_unit_test(programs_without_an_optimum_are_told_apart),
        cmocka_unit_test(a_program_without_rows_is_solved),
        cmocka_unit_test(the_mip_finds_the_enumerated_optimum),
        cmocka_unit_test(a_cutoff_leaves_only_better_solutions),
        cmocka_unit_test(a_mip_cut_short_gives_a_valid_bound),
        cmocka_unit_test(an_infeasible_mip_is_recognised),
        cmocka_unit_test(a_pivot_limit_is_kept_and_the_next_call_goes_on),
        cmocka_unit_test(the_dual_simplex_stops_at_a_bound),
        cmocka_unit_test(a_raised_stop_flag_ends_simplex_and_mip),
        cmocka_unit_test(a_crash_basis_saves_pivots_and_keeps_the_optimum),
        cmocka_unit_test(a_crash_leaves_out_columns_that_do_not_fit),
        cmocka_unit_test(an_abort_inside_the_solver_becomes_an_outcome),
        cmocka_unit_test(two_threads_solve_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
