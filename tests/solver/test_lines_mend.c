/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lines_mend.c - tries at mending against brute force over what they
 * freed.
 */
#include "solver/lines_mend.h"

#include <math.h>

#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { TRIES = 12 };

struct tally {
    int32_t better; /* tries with a roster that costs less */
    int32_t best;   /* of these, those that no roster within reach beats */
    int32_t missed; /* tries in vain though something better was there */
    int32_t vain;   /* all tries in vain */
};

/* Everybody's pattern of each day as the program has it; it must be whole. */
static struct roster *whole_roster(const struct lines_engine *e)
{
    const struct problem *p = e->problem;
    struct roster *roster = roster_new(p);
    double *share = lines_engine_shares(e);
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        int32_t surest = 0;
        for (int32_t q = 0; q < p->n_patterns; q++) {
            surest = share[c * p->n_patterns + q] >
                             share[c * p->n_patterns + surest]
                         ? q
                         : surest;
        }
        assert_true(share[c * p->n_patterns + surest] > 0.99);
        roster_line(roster, c / p->n_days)[c % p->n_days] = (int16_t)surest;
    }
    free(share);
    return roster;
}

static bool agree(const struct problem *p, const struct roster *a,
                  const struct roster *b, const bool *freed)
{
    bool same = true;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        int32_t k = c / p->n_days;
        int32_t d = c % p->n_days;
        same = same && (freed[c] ||
                        roster_line(a, k)[d] == roster_line(b, k)[d]);
    }
    return same;
}

/* Once from this roster. A better one takes its place. */
static void try_once(struct lines_engine *e, struct lines_mend *mend,
                     struct roster *roster, struct tally *tally)
{
    const struct problem *p = e->problem;
    const struct lines_limits limits = {.ticks = UINT64_MAX};
    cost now = roster_score(p, roster).total;
    enum lines_progress progress =
        lines_mend_work(mend, roster, (double)now - 0.5, &limits);
    assert_int_not_equal(progress, LINES_LEFT);
    assert_false(lines_mend_busy(mend));
    struct brute_result best =
        brute_force_open(p, roster, lines_mend_freed(mend));
    assert_true(best.feasible); /* the roster itself is within reach */
    if (progress != LINES_DONE) {
        tally->vain++;
        tally->missed += best.score.total < now;
    } else {
        struct roster *found = whole_roster(e);
        struct score score = roster_score(p, found);
        assert_true(agree(p, roster, found, lines_mend_freed(mend)));
        if (score.breaches == 0) {
            assert_true(score.total < now);
            assert_true(score.total >= best.score.total);
            tally->better++;
            tally->best += score.total == best.score.total;
            roster_copy(roster, found);
        }
        roster_free(found);
    }
    brute_result_release(&best);
}

static void a_try_finds_what_there_is(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct random random;
        random_seed(&random, seed);
        struct roster *start = random_roster(p, &random);
        bool *open = xcalloc((size_t)p->n_people * (size_t)p->n_days,
                             sizeof *open);
        /* The best that leaves every second day as it was drawn. */
        for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
            open[c] = c % 2 == 0;
        }
        struct brute_result fair = brute_force_open(p, start, open);
        if (fair.feasible) {
            struct lines_engine *e = lines_engine_new(p, fair.roster);
            struct lines_mend *mend = lines_mend_new(e);
            lines_engine_make_room(e);
            for (int32_t i = 0; i < TRIES; i++) {
                try_once(e, mend, fair.roster, &tally);
            }
            lines_mend_free(mend);
            lines_engine_free(e);
        }
        brute_result_release(&fair);
        free(open);
        roster_free(start);
        problem_free(p);
    }
    print_message("%d better, %d of them the best; %d in vain, %d too soon\n",
                  tally.better, tally.best, tally.vain, tally.missed);
    assert_true(tally.better > 20);
    assert_true(tally.best * 10 > tally.better * 8);
    assert_true(tally.missed * 10 < tally.vain);
}

/* Left after every few ticks it comes to the same. */
static void a_try_in_pieces_is_the_same(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(4, 8, 3, 12);
    struct roster *start = roster_new(p);
    double now = (double)roster_score(p, start).total;
    uint64_t ticks[2];
    double *share[2];
    for (int32_t k = 0; k < 2; k++) {
        struct lines_engine *e = lines_engine_new(p, start);
        struct lines_mend *mend = lines_mend_new(e);
        enum lines_progress progress = LINES_LEFT;
        lines_engine_make_room(e);
        while (progress == LINES_LEFT) {
            const struct lines_limits limits = {
                .ticks = k == 0 ? UINT64_MAX : lines_engine_ticks(e) + 1};
            progress = lines_mend_work(mend, start, now, &limits);
        }
        assert_int_equal(progress, LINES_DONE);
        ticks[k] = lines_engine_ticks(e);
        share[k] = lines_engine_shares(e);
        lines_mend_free(mend);
        lines_engine_free(e);
    }
    assert_true(ticks[0] == ticks[1]);
    assert_memory_equal(share[0], share[1],
                        (size_t)p->n_people * (size_t)p->n_days *
                            (size_t)p->n_patterns * sizeof *share[0]);
    free(share[0]);
    free(share[1]);
    roster_free(start);
    problem_free(p);
}

/* ---- days that are left out of pricing ---------------------------------------- */

/* All but one pattern of a day. */
static struct lines_bar bar_of(const struct problem *p, int32_t k, int32_t d,
                               int32_t pattern)
{
    return (struct lines_bar){
        k, d, lines_fixed_cell(p, k, d, pattern).barred};
}

/* Choice prices for brute force: barred ones are too dear. */
static double *prices_of(const struct lines_engine *e, int32_t k,
                         const double *dual, const struct lines_bar *bars,
                         int32_t n_bars)
{
    const struct problem *p = e->problem;
    const struct window_line *line = &e->window->lines[k];
    double *price =
        xcalloc((size_t)p->n_days * (size_t)p->n_patterns, sizeof *price);
    for (int32_t c = 0; c < p->n_days * p->n_patterns; c++) {
        price[c] = line->price[c];
        for (int32_t i = line->from[c]; i < line->from[c + 1]; i++) {
            price[c] -= dual[line->at[i].row] * line->at[i].coef;
        }
    }
    for (int32_t b = 0; b < n_bars; b++) {
        for (int32_t q = 0; q < p->n_patterns; q++) {
            price[bars[b].day * p->n_patterns + q] +=
                SET_HAS(&bars[b].barred, q) ? LINES_BARRED : 0;
        }
    }
    return price;
}

/* Bars leave one pattern on days at both ends, here and there between, or on
 * all days: what is found is what brute force finds. */
static void settled_days_change_no_price(void **state)
{
    (void)state;
    int32_t found = 0;
    int32_t none = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct random random;
        random_seed(&random, seed);
        struct roster *start = random_roster(p, &random);
        struct lines_engine *e = lines_engine_new(p, start);
        double *dual =
            xcalloc((size_t)e->window->n_rows + 1, sizeof *dual);
        struct lines_bar bars[64];
        int32_t n_bars = 0;
        int32_t first = random_below(&random, p->n_days + 1);
        int32_t last = random_between(&random, first - 1, p->n_days - 1);
        for (int32_t d = 0; d < p->n_days; d++) {
            if (d < first || d > last || random_chance(&random, 20)) {
                bars[n_bars++] = bar_of(p, 0, d, roster_line(start, 0)[d]);
            }
        }
        for (int32_t r = 0; r < e->window->n_rows; r++) {
            dual[r] = (double)random_between(&random, -9, 9);
        }
        lines_price_bar(e->price, bars, n_bars);
        double *price = prices_of(e, 0, dual, bars, n_bars);
        double value;
        bool any = brute_force_line(p, 0, price, &value, NULL) &&
                   value < LINES_BARRED / 2;
        struct lines_priced priced = lines_price_run(
            e->price, 0, dual, &(struct lines_wanted){(double)INFINITY, false});
        assert_int_equal(priced.found, any);
        if (any) {
            assert_true(priced.exact);
            assert_true(fabs(priced.value - value) < 1e-6);
            assert_true(priced.bound < value + 1e-6);
            assert_false(lines_price_bars(e->price, 0, priced.line));
        }
        found += any;
        none += !any;
        free(price);
        free(dual);
        lines_engine_free(e);
        roster_free(start);
        problem_free(p);
    }
    assert_true(found > 50);
    assert_true(none > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_try_finds_what_there_is),
        cmocka_unit_test(a_try_in_pieces_is_the_same),
        cmocka_unit_test(settled_days_change_no_price),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
