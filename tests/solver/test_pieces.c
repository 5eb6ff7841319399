/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pieces.c - a roster cut into pieces costs no more than it did, and what
 * it cost where nothing was lost.
 */
#include "solver/pieces.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "solver/lines.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { SEEDS = 150, ROSTERS = 40 };

static const struct piece_scale AS_THEY_ARE[LEVEL_MAX] = {
    {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
static const struct piece_scale SCALED[LEVEL_MAX] = {
    {2, 7}, {0, 1}, {3, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};

/* ---- rosters ---------------------------------------------------------------- */

struct tally {
    int32_t whole;  /* rosters without a breach */
    int32_t broken; /* with one */
    int32_t equal;  /* of the first, that cost the same in pieces */
    int32_t paid;   /* of these, that cost something in pieces */
    int32_t caught; /* of the second, whose pieces have one too */
};

static void compare(const struct problem *p, const struct pieces *pieces,
                    const struct roster *roster, const struct piece_scale *scale,
                    struct tally *tally)
{
    struct roster *cut = pieces_roster(pieces, roster);
    struct score before = roster_score(p, roster);
    struct score after = roster_score(pieces_problem(pieces), cut);
    bool equal = true;
    if (before.breaches == 0) {
        assert_int_equal(after.breaches, 0);
        for (int32_t k = 0; k < p->n_levels; k++) {
            assert_true(after.level[k] <=
                        piece_scaled(scale[k], before.level[k]));
            equal = equal && after.level[k] == before.level[k];
        }
        tally->equal += equal;
        tally->paid += equal && after.total > 0;
    }
    tally->caught += before.breaches > 0 && after.breaches > 0;
    tally->broken += before.breaches > 0;
    tally->whole += before.breaches == 0;
    roster_free(cut);
}

/* Random rosters, cut into pieces of `width` days; 1: nothing was lost. */
static int32_t compare_random(const struct problem *p, uint64_t seed,
                              int32_t width, struct tally *tally)
{
    struct pieces *pieces = pieces_new(p, width, AS_THEY_ARE);
    struct random random;
    random_seed(&random, seed);
    assert_non_null(pieces);
    struct tally own = {0};
    for (int32_t n = 0; n < ROSTERS; n++) {
        struct roster *roster = random_roster(p, &random);
        compare(p, pieces, roster, AS_THEY_ARE, &own);
        roster_free(roster);
    }
    bool exact = pieces_lost(pieces) == 0;
    if (exact && (own.equal < own.whole || own.caught < own.broken)) {
        fail_msg("seed %" PRIu64 ", pieces of %d days: of %d rosters %d cost "
                 "the same, of %d broken ones %d are",
                 seed, width, own.whole, own.equal, own.broken, own.caught);
    }
    tally->whole += own.whole;
    tally->equal += own.equal;
    tally->paid += own.paid;
    tally->broken += own.broken;
    tally->caught += own.caught;
    pieces_free(pieces);
    return exact;
}

/* The rules of one kind and nothing else; everything is open. */
static struct problem *only(const struct problem *p, enum line_kind kind)
{
    struct problem *part =
        problem_new("part", p->n_people, p->n_days, p->n_patterns);
    for (int32_t k = 0; k < p->n_levels; k++) {
        problem_add_level(part, p->levels[k].name, p->levels[k].unit);
    }
    for (int32_t r = 0; r < p->n_rules; r++) {
        if (p->rules[r].kind == kind) {
            problem_add_rule(part, &p->rules[r]);
        }
    }
    lines_finish(part);
    return part;
}

struct kind_case {
    const char *name;
    enum line_kind kind;
    bool always_exact;
};

/* Nothing is lost but by gaps and groups that are cut. */
static void every_kind_of_rule_says_the_same_in_pieces(void **state)
{
    (void)state;
    static const struct kind_case CASES[] = {
        {"transition", LINE_TRANSITION, true}, {"window", LINE_WINDOW, true},
        {"run", LINE_RUN, true},               {"groups", LINE_GROUPS, false},
        {"gap", LINE_GAP, false},
    };
    for (size_t c = 0; c < COUNT_OF(CASES); c++) {
        struct tally tally = {0};
        int32_t exact = 0, tried = 0;
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct problem *p = random_problem_tiny(seed);
            struct problem *part = only(p, CASES[c].kind);
            for (int32_t width = 1; width < p->n_days; width += 2) {
                exact += compare_random(part, seed, width, &tally);
                tried++;
            }
            problem_free(part);
            problem_free(p);
        }
        assert_true(!CASES[c].always_exact || exact == tried);
        assert_true(exact > tried / 20);
        assert_true(tally.paid > 500);
        assert_true(tally.caught > 500);
    }
}

static void no_roster_costs_more_in_pieces(void **state)
{
    (void)state;
    struct tally tally = {0};
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct brute_result best = brute_force_total(p);
        for (int32_t width = 1; width < p->n_days; width++) {
            (void)compare_random(p, seed, width, &tally);
            struct pieces *pieces = pieces_new(p, width, SCALED);
            if (best.feasible) {
                compare(p, pieces, best.roster, SCALED, &tally);
            }
            pieces_free(pieces);
        }
        brute_result_release(&best);
        problem_free(p);
    }
    assert_true(tally.whole > 500);
    assert_true(tally.equal > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_rule_says_the_same_in_pieces),
        cmocka_unit_test(no_roster_costs_more_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
