/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_lower_pieces.c - what pieces of lines say of the levels below settled
 * ones, against brute force; and that they are left where they say too little.
 */
#include "solver/lower_pieces.h"

#include "solver/compact.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
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

struct outcome {
    int32_t width;  /* of those that are ahead, 0: none are */
    int32_t widest; /* that were begun */
};

/* Whether they leave off within some seconds of work, when so much is known. */
static bool leaves_off(const struct problem *p, cost known,
                       struct outcome *outcome)
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
    outcome->width =
        lower_pieces_ahead(pieces) ? lower_pieces_width(pieces) : 0;
    outcome->widest = lower_pieces_widest(pieces);
    lower_pieces_free(pieces);
    roster_free(roster);
    return !more;
}

static void pieces_go_on_only_where_they_say_more(void **state)
{
    (void)state;
    struct problem *p = random_problem_coop(0, 6, 4, 10);
    struct outcome outcome;
    assert_false(leaves_off(p, 0, &outcome));
    assert_int_equal(outcome.width, 7); /* the first that is tried */
    assert_true(leaves_off(p, COST_MAX, &outcome));
    assert_int_equal(outcome.width, 0);
    problem_free(p);
}

/* Programs that the simplex can't solve are left at once. Without rules of lines
 * weeks hold no more than the compact relaxation, and two weeks would not either;
 * of a co-operation weeks do. */
static void wider_pieces_follow_those_that_hold_something(void **state)
{
    (void)state;
    struct problem *coop = random_problem_coop(0, 6, 4, 10);
    struct problem *large = random_problem_coop(0, 14, 12, 10);
    struct problem *plain = lines_problem(".E", 6, 28);
    int32_t level = problem_add_level(plain, "wish", 1);
    problem_charge(plain, 0, 0, OFF,
                   problem_add_reason(plain, "wish", "test", level), 10);
    lines_finish(plain);
    struct outcome outcome;
    assert_true(leaves_off(coop, COST_MAX, &outcome));
    assert_int_equal(outcome.widest, 14);
    assert_true(leaves_off(large, COST_MAX, &outcome));
    assert_int_equal(outcome.widest, 0);
    assert_true(leaves_off(plain, COST_MAX, &outcome));
    assert_int_equal(outcome.widest, 7);
    problem_free(coop);
    problem_free(large);
    problem_free(plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_piece_says_more_than_a_roster_costs),
        cmocka_unit_test(pieces_go_on_only_where_they_say_more),
        cmocka_unit_test(wider_pieces_follow_those_that_hold_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
