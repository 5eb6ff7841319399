/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_master.c - a window's linear program against GLPK's answer, and whole
 * columns against all choices there are.
 */
#include "solver/master.h"

#include <math.h>

#include "solver/choose.h"
#include "solver/evaluate.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

/* Random columns of everybody on some days; the first are the roster's. */
struct scene {
    struct problem *problem;
    struct roster *roster;
    struct evaluation *evaluation;
    struct window *window;
    struct columns columns;
    struct random random;
    double now;
};

static double value_of(const struct scene *s, const int32_t *chosen)
{
    const struct window *w = s->window;
    int64_t *amounts = xcalloc((size_t)w->n_rows + 1, sizeof *amounts);
    double sum = w->fixed;
    for (int32_t r = 0; r < w->n_rows; r++) {
        amounts[r] = w->rows[r].base;
    }
    for (int32_t k = 0; k < w->part.n_people; k++) {
        column_amounts(&s->columns, chosen[k], amounts);
        sum += s->columns.list.at[chosen[k]].value;
    }
    sum += window_row_cost(w, amounts);
    free(amounts);
    return sum;
}

static void add_columns(struct scene *s, int32_t each)
{
    const struct problem *p = s->problem;
    int16_t *line = xcalloc((size_t)p->n_days, sizeof *line);
    for (int32_t n = 0; n <= each; n++) {
        for (int32_t k = 0; k < s->window->part.n_people; k++) {
            int32_t person = s->window->lines[k].person;
            memcpy(line, roster_line(s->roster, person),
                   (size_t)p->n_days * sizeof *line);
            for (int32_t d = s->window->part.first;
                 n > 0 && d <= s->window->part.last; d++) {
                line[d] = random_pattern(p, &s->random, person, d);
            }
            (void)columns_add(&s->columns, k,
                              (double)line_score(p, person, line).total, line);
        }
    }
    free(line);
}

static void scene_begin(struct scene *s, uint64_t seed, int32_t each)
{
    *s = (struct scene){.problem = random_problem_coop(seed, 6, 2, 10)};
    int32_t people[] = {0, 1, 2, 3, 4, 5};
    random_seed(&s->random, seed);
    s->roster = random_roster(s->problem, &s->random);
    s->evaluation = evaluation_new(s->problem, s->roster);
    const struct window_part part = {people, 2 + (int32_t)(seed % 3), 2, 8};
    s->window = window_new(s->problem, s->roster,
                           evaluation_amounts(s->evaluation), &part,
                           WINDOW_HARD);
    columns_init(&s->columns, s->window);
    add_columns(s, each);
    s->now = value_of(s, people);
}

static void scene_end(struct scene *s)
{
    columns_release(&s->columns);
    window_free(s->window);
    evaluation_free(s->evaluation);
    roster_free(s->roster);
    problem_free(s->problem);
}

/* ---- the same program, written for GLPK ------------------------------------- */

/* Amount = least + its pieces; they fill up in order, the curve is convex. */
static void add_row(struct lp *lp, const struct window *w, int32_t r)
{
    const struct window_row *row = &w->rows[r];
    int32_t at = w->part.n_people + r;
    double rhs = (double)(row->curve.knot[0] - row->base);
    lp_row_bounds(lp, at, rhs, rhs);
    for (int32_t j = 0; j < row->curve.n; j++) {
        int64_t end =
            j + 1 < row->curve.n ? row->curve.knot[j + 1] : row->most;
        (void)lp_add_column(lp, row->curve.slope[j], 0,
                            (double)(end - row->curve.knot[j]), 1, &at,
                            &(double){-1});
    }
}

static double value_by_glpk(const struct scene *s)
{
    const struct window *w = s->window;
    struct lp *lp = lp_new();
    int64_t *amounts = xcalloc((size_t)w->n_rows + 1, sizeof *amounts);
    int32_t *at = xcalloc((size_t)w->n_rows + 1, sizeof *at);
    double *value = xcalloc((size_t)w->n_rows + 1, sizeof *value);
    double fixed = w->fixed;
    lp_add_rows(lp, w->part.n_people + w->n_rows);
    for (int32_t k = 0; k < w->part.n_people; k++) {
        lp_row_bounds(lp, k, 1, 1);
    }
    for (int32_t r = 0; r < w->n_rows; r++) {
        add_row(lp, w, r);
        fixed += w->rows[r].curve.at[0];
    }
    for (int32_t c = 0; c < s->columns.list.n; c++) {
        int32_t n = 1;
        memset(amounts, 0, (size_t)w->n_rows * sizeof *amounts);
        column_amounts(&s->columns, c, amounts);
        at[0] = s->columns.list.at[c].line;
        value[0] = 1;
        for (int32_t r = 0; r < w->n_rows; r++) {
            if (amounts[r] != 0) {
                at[n] = w->part.n_people + r;
                value[n++] = (double)amounts[r];
            }
        }
        (void)lp_add_column(lp, s->columns.list.at[c].value, 0, 1, n, at,
                            value);
    }
    const struct lp_limits limits = {.bound_stop = LP_INFINITY};
    assert_int_equal(lp_simplex(lp, &limits), LP_OPTIMAL);
    fixed += lp_objective(lp);
    lp_free(lp);
    free(amounts);
    free(at);
    free(value);
    return fixed;
}

/* Knots are moved a little and hard bounds are steep, so values of random
 * rosters, which break them, move with them. */
static void expect_near(double actual, double expected)
{
    assert_true(fabs(actual - expected) < 1e-2 + 5e-6 * fabs(expected));
}

static void the_value_is_that_of_another_simplex(void **state)
{
    (void)state;
    int32_t rows = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct scene s;
        scene_begin(&s, seed, 5 + (int32_t)(seed % 20));
        struct master *master = master_new(&s.columns);
        assert_int_equal(master_solve(master, 100000), LP_OPTIMAL);
        expect_near(master_value(master), value_by_glpk(&s));
        rows += s.window->n_rows;
        master_free(master);
        scene_end(&s);
    }
    assert_true(rows > 1000);
}

/* Columns that come later change it as if they had been there. */
static void columns_may_come_later(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 30; seed++) {
        struct scene s;
        scene_begin(&s, seed, 3);
        struct master *master = master_new(&s.columns);
        for (int32_t round = 0; round < 4; round++) {
            assert_int_equal(master_solve(master, 100000), LP_OPTIMAL);
            expect_near(master_value(master), value_by_glpk(&s));
            add_columns(&s, 3);
            master_extend(master);
        }
        master_free(master);
        scene_end(&s);
    }
}

/* No column has a negative reduced cost at the end, and those in use have
 * none: with the rows' bound they add up to the value. */
static void prices_prove_the_value(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 30; seed++) {
        struct scene s;
        scene_begin(&s, seed, 10);
        struct master *master = master_new(&s.columns);
        double *price = xcalloc((size_t)s.window->n_rows + 1, sizeof *price);
        assert_int_equal(master_solve(master, 100000), LP_OPTIMAL);
        for (int32_t c = 0; c < s.columns.list.n; c++) {
            double reduced = master_reduced_cost(master, c);
            assert_true(reduced > -1e-3);
            assert_true(master_share(master, c) < 1e-6 || 
                        fabs(reduced) < 1e-3);
        }
        for (int32_t r = 0; r < s.window->n_rows; r++) {
            price[r] = master_price(master, r);
        }
        double bound = window_row_bound(s.window, price);
        for (int32_t k = 0; k < s.window->part.n_people; k++) {
            bound += master_line(master, k);
        }
        expect_near(bound, master_value(master));
        free(price);
        master_free(master);
        scene_end(&s);
    }
}

/* ---- whole columns --------------------------------------------------------------- */

/* The least value of all choices but the start. */
static double least_value(const struct scene *s)
{
    int32_t n = s->window->part.n_people;
    int32_t chosen[8] = {0};
    int32_t at = 0;
    double best = (double)INFINITY;
    for (int32_t k = 0; k < n; k++) {
        chosen[k] = -1;
    }
    while (at >= 0) {
        do {
            chosen[at]++;
        } while (chosen[at] < s->columns.list.n &&
                 s->columns.list.at[chosen[at]].line != at);
        if (chosen[at] == s->columns.list.n) {
            chosen[at--] = -1;
        } else if (at + 1 < n) {
            at++;
        } else {
            bool start = true;
            for (int32_t k = 0; k < n; k++) {
                start &= chosen[k] == k;
            }
            double value = value_of(s, chosen);
            best = !start && value < best ? value : best;
        }
    }
    return best;
}

static void the_best_choice_is_found(void **state)
{
    (void)state;
    int32_t better = 0, none = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct scene s;
        scene_begin(&s, seed, 1 + (int32_t)(seed % 8));
        struct master *master = master_new(&s.columns);
        int32_t chosen[8];
        uint64_t work = 0;
        const struct choice choice = {.columns = &s.columns,
                                      .unit = 1,
                                      .master = master,
                                      .now = s.now,
                                      .nodes = 1000000,
                                      .tries = 1 + (int32_t)(seed % 3)};
        assert_int_equal(master_solve(master, 100000), LP_OPTIMAL);
        double least = least_value(&s);
        bool found = choose_columns(&choice, &s.random, chosen, &work);
        assert_int_equal(found, least < s.now + 0.5);
        if (found) {
            expect_near(value_of(&s, chosen), least);
        }
        better += least < s.now - 0.5;
        none += !found;
        master_free(master);
        scene_end(&s);
    }
    assert_true(better > 10 && none > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_is_that_of_another_simplex),
        cmocka_unit_test(columns_may_come_later),
        cmocka_unit_test(prices_prove_the_value),
        cmocka_unit_test(the_best_choice_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
