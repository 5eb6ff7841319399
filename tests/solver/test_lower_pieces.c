/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lower_pieces.c - what pieces of lines say of the levels below settled
 * ones, against brute force; and that they are left where they say too little.
 */
#include "solver/lower_pieces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "solver/compact.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 120, STEPS_MAX = 24, TICKS_MAX = 40000000 };

static struct lower_pieces *begin(const struct problem *p, int32_t settled,
                                  const struct score *score)
{
    cost unit[LEVEL_MAX] = {0};
    struct settled_part part = {settled, score->level, unit, 0};
    for (int32_t k = 0; k < p->n_levels; k++) {
        struct compact_options options = {.levels = 1U << k};
        struct compact *compact = compact_new(p, &options);
        unit[k] = compact_unit(compact);
        part.below += k < settled ? 0 : score->level[k];
        compact_free(compact);
    }
    return lower_pieces_new(p, &part);
}

/* The roster that is best level by level is one of those it is about. */
static void no_piece_says_more_than_a_roster_costs(void **state)
{
    (void)state;
    int32_t some = 0, met = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_levels(p);
        for (int32_t k = 1; best.feasible && k < p->n_levels; k++) {
            struct lower_pieces *pieces = begin(p, k, &best.score);
            struct lines_work work = {.best = best.roster,
                                      .score = &best.score,
                                      .ticks = 100000};
            cost below = 0;
            for (int32_t j = k; j < p->n_levels; j++) {
                below += best.score.level[j];
            }
            for (int32_t n = 0; n < STEPS_MAX; n++) {
                bool more = lower_pieces_step(pieces, &work, below);
                assert_true(lower_pieces_value(pieces) <= below);
                assert_false(lower_pieces_ahead(pieces));
                if (!more) {
                    break;
                }
            }
            some += lower_pieces_value(pieces) > 0;
            met += below > 0 && lower_pieces_value(pieces) == below;
            lower_pieces_free(pieces);
        }
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(some > SEEDS / 2);
    assert_true(met > SEEDS / 10);
}

/* Whether they leave off within some seconds of work, when so much is known. */
static bool leaves_off(const struct problem *p, cost known, int32_t *width)
{
    struct roster *roster = roster_new(p);
    struct score score = roster_score(p, roster);
    assert_int_equal(score.breaches, 0);
    struct lower_pieces *pieces = begin(p, 0, &score);
    struct lines_work work = {
        .best = roster, .score = &score, .ticks = 3000000};
    bool more = true;
    while (more && lower_pieces_ticks(pieces) < TICKS_MAX) {
        more = lower_pieces_step(pieces, &work, known);
    }
    *width = lower_pieces_ahead(pieces) ? lower_pieces_width(pieces) : 0;
    lower_pieces_free(pieces);
    roster_free(roster);
    return !more;
}

static void pieces_go_on_only_where_they_say_more(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(0, 6, 4, 10);
    int32_t width;
    assert_false(leaves_off(p, 0, &width));
    assert_int_equal(width, 7); /* the first that is tried */
    assert_true(leaves_off(p, COST_MAX, &width));
    assert_int_equal(width, 0);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_piece_says_more_than_a_roster_costs),
        cmocka_unit_test(pieces_go_on_only_where_they_say_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
