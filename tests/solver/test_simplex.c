/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_simplex.c - the simplex against GLPK on random programs, many of them
 * with few and small coefficients so that most steps have no length.
 */
#include "solver/simplex.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/status.h"
#include "base/vec.h"

enum { ROWS_MAX = 24, COLUMNS_MAX = 200 };

static const struct lp_limits NO_LIMIT = {.bound_stop = LP_INFINITY};

/* The same program twice. */
struct twins {
    struct simplex *ours;
    struct lp *theirs;
    struct random random;
    int32_t rows, columns;
    bool odd; /* any numbers, else small whole ones */
};

static double number(struct twins *t, int32_t low, int32_t high)
{
    double whole =
        low + (double)random_below(&t->random, high - low + 1);
    return t->odd ? whole + (double)random_below(&t->random, 1000) / 1000
                  : whole;
}

static void set_row(struct twins *t, int32_t row)
{
    double low = number(t, -3, 6);
    int32_t kind = random_below(&t->random, 4);
    double high = kind == 0 ? low : kind == 1 ? LP_INFINITY : low + 3;
    low = kind == 2 ? -LP_INFINITY : low;
    simplex_row_bounds(t->ours, row, low, high);
    lp_row_bounds(t->theirs, row, low, high);
}

static void set_column(struct twins *t, int32_t column)
{
    double low = number(t, 0, 1);
    double high = low + number(t, 0, 3);
    simplex_column_bounds(t->ours, column, low, high);
    lp_column_bounds(t->theirs, column, low, high);
}

static void add_column(struct twins *t)
{
    int32_t row[ROWS_MAX];
    double value[ROWS_MAX];
    int32_t n = 0;
    for (int32_t i = 0; i < t->rows; i++) {
        if (random_below(&t->random, 3) == 0) {
            row[n] = i;
            value[n++] = random_below(&t->random, 4) == 0 ? number(t, -3, -1)
                                                          : number(t, 1, 2);
        }
    }
    double cost = number(t, -4, 9);
    double high = random_below(&t->random, 3) == 0 ? LP_INFINITY : 2;
    cost = high < LP_INFINITY ? cost : fabs(cost); /* no endless gains */
    const struct simplex_column column = {cost, 0, high, n, row, value};
    assert_int_equal(simplex_add_column(t->ours, &column), t->columns);
    lp_add_column(t->theirs, cost, 0, high, n, row, value);
    t->columns++;
}

static void twins_begin(struct twins *t, uint64_t seed)
{
    *t = (struct twins){.rows = 2 + (int32_t)(seed % (ROWS_MAX - 4)),
                        .odd = seed % 3 == 0};
    random_seed(&t->random, seed);
    t->ours = simplex_new(t->rows);
    t->theirs = lp_new();
    lp_add_rows(t->theirs, t->rows);
    for (int32_t i = 0; i < t->rows; i++) {
        set_row(t, i);
    }
    for (int32_t j = 0; j < 2 * t->rows + 4; j++) {
        add_column(t);
    }
}

static void twins_end(struct twins *t)
{
    simplex_free(t->ours);
    lp_free(t->theirs);
}

static bool near(double a, double b)
{
    return fabs(a - b) < 2e-5 * (1 + fabs(b));
}

/* Whether it was solved, not shown to have no solution. */
static bool expect_same(struct twins *t)
{
    enum lp_outcome theirs = lp_simplex(t->theirs, &NO_LIMIT);
    enum lp_outcome ours = simplex_solve(t->ours, &NO_LIMIT);
    assert_int_equal(ours, theirs);
    if (ours != LP_OPTIMAL) {
        return false;
    }
    assert_true(near(simplex_objective(t->ours), lp_objective(t->theirs)));
    return true;
}

/* Duals and reduced costs have the signs of an optimum. */
static void expect_optimal(const struct twins *t)
{
    for (int32_t j = 0; j < t->columns; j++) {
        double reduced = simplex_reduced_cost(t->ours, j);
        if (simplex_basic(t->ours, j)) {
            assert_true(fabs(reduced) < 1e-5);
        } else if (fabs(reduced) > 1e-5) {
            double low = simplex_value(t->ours, j);
            assert_true(low > -1e-9);
        }
    }
}

static void values_are_those_of_another_simplex(void **state)
{
    (void)state;
    int32_t solved = 0, none = 0;
    for (uint64_t seed = 0; seed < 600; seed++) {
        struct twins t;
        twins_begin(&t, seed);
        if (expect_same(&t)) {
            expect_optimal(&t);
            solved++;
        } else {
            none++;
        }
        twins_end(&t);
    }
    assert_true(solved > 200 && none > 20);
}

static void change(struct twins *t)
{
    switch (random_below(&t->random, 4)) {
    case 0:
        set_row(t, random_below(&t->random, t->rows));
        break;
    case 1:
        set_column(t, random_below(&t->random, t->columns));
        break;
    default:
        if (t->columns < COLUMNS_MAX) {
            add_column(t);
        }
    }
}

static void columns_and_bounds_may_change(void **state)
{
    (void)state;
    int32_t solved = 0;
    for (uint64_t seed = 0; seed < 120; seed++) {
        struct twins t;
        twins_begin(&t, seed);
        for (int32_t k = 0; k < 25; k++) {
            for (int32_t n = random_below(&t.random, 6); n > 0; n--) {
                change(&t);
            }
            solved += expect_same(&t);
        }
        twins_end(&t);
    }
    assert_true(solved > 500);
}

static void add_row(struct twins *t)
{
    int32_t column[COLUMNS_MAX];
    double one[COLUMNS_MAX];
    int32_t n = 0;
    for (int32_t j = 0; j < t->columns; j++) {
        if (random_below(&t->random, 3) == 0) {
            column[n] = j;
            one[n++] = 1;
        }
    }
    assert_int_equal(simplex_add_row(t->ours, n, column, one), t->rows);
    lp_add_cut(t->theirs, -LP_INFINITY, LP_INFINITY, n, column, one);
    set_row(t, t->rows++);
}

static void delete_some(struct twins *t)
{
    int32_t gone[COLUMNS_MAX];
    int32_t n = 0;
    for (int32_t j = 0; j < t->columns; j++) {
        if (!simplex_basic(t->ours, j) && !lp_basic(t->theirs, j) &&
            random_below(&t->random, 4) == 0) {
            gone[n++] = j;
        }
    }
    simplex_delete_columns(t->ours, n, gone);
    lp_delete_columns(t->theirs, n, gone);
    t->columns -= n;
}

static void rows_may_come_and_columns_go(void **state)
{
    (void)state;
    int32_t solved = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct twins t;
        twins_begin(&t, seed);
        while (t.rows < ROWS_MAX && expect_same(&t)) {
            solved++;
            add_row(&t);
            (void)expect_same(&t);
            delete_some(&t);
            (void)expect_same(&t);
        }
        twins_end(&t);
    }
    assert_true(solved > 150);
}

/* After a mark was restored all goes on as if nothing had been tried. */
static void what_was_tried_is_taken_back(void **state)
{
    (void)state;
    int32_t tried = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct twins t;
        twins_begin(&t, seed);
        if (expect_same(&t)) {
            struct simplex_mark *mark = simplex_save(t.ours);
            double before = simplex_objective(t.ours);
            for (int32_t j = 0; j < t.columns; j += 3) {
                simplex_column_bounds(t.ours, j, 0, 0);
            }
            (void)simplex_solve(t.ours, &NO_LIMIT);
            simplex_restore(t.ours, mark);
            assert_true(near(simplex_objective(t.ours), before));
            int64_t pivots = simplex_pivots(t.ours);
            assert_int_equal(simplex_solve(t.ours, &NO_LIMIT), LP_OPTIMAL);
            assert_true(simplex_pivots(t.ours) == pivots);
            assert_true(near(simplex_objective(t.ours), before));
            simplex_mark_free(mark);
            tried++;
        }
        twins_end(&t);
    }
    assert_true(tried > 30);
}

/* From a basis made by hand, and in pieces of few pivots. */
static void pieces_come_to_the_same(void **state)
{
    (void)state;
    int32_t pieces = 0;
    for (uint64_t seed = 0; seed < 100; seed++) {
        struct twins t;
        int32_t basic[3] = {0, 2, 3};
        const struct lp_limits few = {.pivots = 3, .bound_stop = LP_INFINITY};
        enum lp_outcome outcome = LP_STOPPED;
        twins_begin(&t, seed);
        simplex_crash(t.ours, (int32_t)COUNT_OF(basic), basic);
        for (int32_t k = 0; k < 2000 && (outcome == LP_STOPPED ||
                                         outcome == LP_FEASIBLE);
             k++) {
            outcome = simplex_solve(t.ours, &few);
            pieces++;
        }
        assert_true(outcome == LP_OPTIMAL || outcome == LP_INFEASIBLE);
        (void)expect_same(&t);
        twins_end(&t);
    }
    assert_true(pieces > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_those_of_another_simplex),
        cmocka_unit_test(columns_and_bounds_may_change),
        cmocka_unit_test(rows_may_come_and_columns_go),
        cmocka_unit_test(what_was_tried_is_taken_back),
        cmocka_unit_test(pieces_come_to_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
