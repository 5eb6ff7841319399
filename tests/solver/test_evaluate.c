/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_evaluate.c - every delta equals the definition, on random moves of
 * random problems of all kinds of rules.
 */
#include "tests/solver/lines.h"

#include <string.h>

#include "solver/evaluate.h"
#include "tests/solver/random_problem.h"

enum { PEOPLE_IN_MOVE = 3, BLOCK_MAX = 14 };

struct move {
    struct change changes[PEOPLE_IN_MOVE];
    int16_t patterns[PEOPLE_IN_MOVE][BLOCK_MAX];
    int32_t n;
};

static int32_t block_length(struct random *random, const struct problem *p)
{
    int32_t most = p->n_days < BLOCK_MAX ? p->n_days : BLOCK_MAX;
    return random_chance(random, 40) ? 1 : random_between(random, 1, most);
}

/* Each of one to three people gets other patterns on a block of days; now and
 * then one that is not allowed. */
static void draw_rewrite(const struct problem *p, struct random *random,
                         struct move *move)
{
    int32_t person = random_below(random, p->n_people);
    move->n = random_between(random, 1, p->n_people < 3 ? p->n_people : 3);
    for (int32_t k = 0; k < move->n; k++) {
        int32_t n = block_length(random, p);
        int32_t i = (person + k) % p->n_people;
        int32_t first = random_below(random, p->n_days - n + 1);
        move->changes[k] = (struct change){i, first, n, move->patterns[k]};
        for (int32_t d = 0; d < n; d++) {
            move->patterns[k][d] =
                random_chance(random, 3)
                    ? (int16_t)random_below(random, p->n_patterns)
                    : random_pattern(p, random, i, first + d);
        }
    }
}

/* Two people exchange a block of days. */
static void draw_swap(const struct problem *p, const struct roster *roster,
                      struct random *random, struct move *move)
{
    int32_t n = block_length(random, p);
    int32_t first = random_below(random, p->n_days - n + 1);
    int32_t one = random_below(random, p->n_people);
    int32_t other =
        (one + 1 + random_below(random, p->n_people - 1)) % p->n_people;
    size_t bytes = (size_t)n * sizeof(int16_t);
    memcpy(move->patterns[0], roster_line(roster, other) + first, bytes);
    memcpy(move->patterns[1], roster_line(roster, one) + first, bytes);
    move->changes[0] = (struct change){one, first, n, move->patterns[0]};
    move->changes[1] = (struct change){other, first, n, move->patterns[1]};
    move->n = 2;
}

static void write_move(struct roster *roster, const struct move *move)
{
    for (int32_t k = 0; k < move->n; k++) {
        const struct change *c = &move->changes[k];
        memcpy(roster_line(roster, c->person) + c->first, c->patterns,
               (size_t)c->n * sizeof *c->patterns);
    }
}

static void expect_score(const struct problem *p, const struct evaluation *e,
                         const struct score *expected)
{
    struct score score = evaluation_score(e);
    assert_int_equal(score.total, expected->total);
    assert_int_equal(score.breaches, expected->breaches);
    for (int32_t k = 0; k < p->n_levels; k++) {
        assert_int_equal(score.level[k], expected->level[k]);
    }
    assert_int_equal(evaluation_cost(e), expected->total);
    assert_int_equal(evaluation_breaches(e), expected->breaches);
}

/* Giving up early is right, and so is not giving up. */
static void expect_try(struct evaluation *e, const struct move *move,
                       struct delta delta)
{
    struct delta tried;
    bool whole = evaluation_try(e, move->changes, move->n, &tried);
    assert_int_equal(whole, delta.breaches <= 0);
    if (whole) {
        assert_int_equal(tried.total, delta.total);
        assert_int_equal(tried.breaches, delta.breaches);
    }
}

/* Half of the moves are applied. */
static void walk(const struct problem *p, uint64_t seed, int32_t n_moves)
{
    struct random random;
    random_seed(&random, seed);
    struct roster *here = random_roster(p, &random);
    struct roster *there = roster_new(p);
    struct evaluation *e = evaluation_new(p, here);
    struct score score = roster_score(p, here);
    expect_score(p, e, &score);
    for (int32_t k = 0; k < n_moves; k++) {
        struct move move;
        if (random_chance(&random, 60)) {
            draw_rewrite(p, &random, &move);
        } else {
            draw_swap(p, here, &random, &move);
        }
        roster_copy(there, here);
        write_move(there, &move);
        struct score next = roster_score(p, there);
        struct delta delta = evaluation_delta(e, move.changes, move.n);
        assert_int_equal(delta.total, next.total - score.total);
        assert_int_equal(delta.breaches, next.breaches - score.breaches);
        expect_try(e, &move, delta);
        if (random_chance(&random, 50)) {
            evaluation_apply(e, move.changes, move.n);
            roster_copy(here, there);
            score = next;
            expect_score(p, e, &score);
        }
    }
    assert_memory_equal(evaluation_roster(e)->pattern, here->pattern,
                        (size_t)(p->n_people * p->n_days) * sizeof(int16_t));
    for (int32_t r = 0; r < p->n_rows; r++) {
        assert_int_equal(evaluation_amounts(e)[r], row_amount(p, r, here));
    }
    evaluation_free(e);
    roster_free(here);
    roster_free(there);
}

static void deltas_of_tiny_problems_equal_the_definition(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 475; seed++) {
        struct problem *p = random_problem_tiny(seed);
        walk(p, seed, 200);
        problem_free(p);
    }
}

static void deltas_of_medium_problems_equal_the_definition(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        struct problem *p = random_problem_medium(seed);
        walk(p, seed, 500);
        problem_free(p);
    }
}

static void a_delta_leaves_no_trace(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(7);
    struct random random;
    random_seed(&random, 7);
    struct roster *here = random_roster(p, &random);
    struct evaluation *e = evaluation_new(p, here);
    struct score before = evaluation_score(e);
    struct move move;
    draw_rewrite(p, &random, &move);
    struct delta once = evaluation_delta(e, move.changes, move.n);
    draw_swap(p, here, &random, &move);
    (void)evaluation_delta(e, move.changes, move.n);
    expect_score(p, e, &before);
    assert_memory_equal(evaluation_roster(e)->pattern, here->pattern,
                        (size_t)(p->n_people * p->n_days) * sizeof(int16_t));
    random_seed(&random, 7);
    roster_free(random_roster(p, &random));
    draw_rewrite(p, &random, &move);
    struct delta twice = evaluation_delta(e, move.changes, move.n);
    assert_int_equal(once.total, twice.total);
    assert_int_equal(once.breaches, twice.breaches);
    evaluation_free(e);
    roster_free(here);
    problem_free(p);
}

static void nothing_changed_is_no_delta(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(3);
    struct roster *roster = roster_new(p);
    struct evaluation *e = evaluation_new(p, roster);
    const struct change same = {1, 0, p->n_days, roster_line(roster, 1)};
    struct delta delta = evaluation_delta(e, &same, 1);
    assert_int_equal(delta.total, 0);
    assert_int_equal(delta.breaches, 0);
    delta = evaluation_delta(e, NULL, 0);
    assert_int_equal(delta.total, 0);
    evaluation_free(e);
    roster_free(roster);
    problem_free(p);
}

static void a_reset_takes_over_another_roster(void **state)
{
    (void)state;
    struct problem *p = random_problem_medium(1);
    struct random random;
    random_seed(&random, 1);
    struct roster *roster = roster_new(p);
    struct evaluation *e = evaluation_new(p, roster);
    struct roster *other = random_roster(p, &random);
    evaluation_reset(e, other);
    struct score score = roster_score(p, other);
    expect_score(p, e, &score);
    evaluation_free(e);
    evaluation_free(NULL);
    roster_free(roster);
    roster_free(other);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deltas_of_tiny_problems_equal_the_definition),
        cmocka_unit_test(deltas_of_medium_problems_equal_the_definition),
        cmocka_unit_test(a_delta_leaves_no_trace),
        cmocka_unit_test(nothing_changed_is_no_delta),
        cmocka_unit_test(a_reset_takes_over_another_roster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
