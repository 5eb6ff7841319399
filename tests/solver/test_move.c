/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_move.c - what each move may propose, and that it proposes what its
 * name says.
 */
#include "tests/solver/lines.h"

#include <stdio.h>
#include <string.h>

#include "solver/move.h"
#include "tests/solver/random_problem.h"

static const struct move_def *find(const char *name)
{
    for (int32_t k = 0; k < MOVES; k++) {
        if (!strcmp(MOVE_TABLE[k].name, name)) {
            return &MOVE_TABLE[k];
        }
    }
    fail_msg("no move '%s'", name);
    return &MOVE_TABLE[0];
}

/* A scene: a problem, where it stands, what moves are drawn from. */
struct scene {
    struct problem *p;
    struct roster *roster;
    struct evaluation *e;
    struct mover mover;
};

static void enter(struct scene *s, struct problem *p, struct roster *roster,
                  const bool *open, uint64_t seed)
{
    s->p = p;
    s->roster = roster;
    s->e = evaluation_new(p, roster);
    mover_init(&s->mover, s->e, open, seed);
}

static void leave(struct scene *s)
{
    mover_release(&s->mover);
    evaluation_free(s->e);
    roster_free(s->roster);
    problem_free(s->p);
}

static void expect_change(const struct scene *s, const bool *open,
                          const struct change *c, bool *differs)
{
    assert_in_range(c->person, 0, s->p->n_people - 1);
    assert_in_range(c->n, 1, MOVE_DAYS);
    assert_in_range(c->first, 0, s->p->n_days - c->n);
    for (int32_t k = 0; k < c->n; k++) {
        int32_t d = c->first + k;
        int16_t now = roster_line(s->roster, c->person)[d];
        assert_true(problem_allows(s->p, c->person, d, c->patterns[k]));
        if (now != c->patterns[k]) {
            assert_true(open[c->person * s->p->n_days + d]);
            *differs = true;
        }
    }
}

/* Draws a move many times; returns how often it proposed something. */
static int32_t draw_many(struct scene *s, const struct move_def *def,
                         const bool *open)
{
    int32_t proposed = 0;
    for (int32_t k = 0; k < 400; k++) {
        struct move move = {.n = 0};
        if (!def->propose(&s->mover, &move)) {
            continue;
        }
        bool differs = false;
        assert_in_range(move.n, 1, MOVE_PEOPLE);
        for (int32_t c = 0; c < move.n; c++) {
            expect_change(s, open, &move.changes[c], &differs);
            for (int32_t other = 0; other < c; other++) {
                assert_int_not_equal(move.changes[c].person,
                                     move.changes[other].person);
            }
        }
        assert_true(differs);
        proposed++;
    }
    return proposed;
}

static void moves_keep_to_open_days_and_allowed_patterns(void **state)
{
    (void)state;
    for (int32_t k = 0; k < MOVES; k++) {
        int32_t proposed = 0;
        for (uint64_t seed = 0; seed < 40; seed++) {
            bool open[4 * 14];
            struct random random;
            random_seed(&random, seed);
            for (size_t c = 0; c < COUNT_OF(open); c++) {
                open[c] = random_chance(&random, 80);
            }
            struct scene s;
            struct problem *p = random_problem_tiny(seed);
            enter(&s, p, random_roster(p, &random), open, seed);
            if (s.mover.n_cells > 0) {
                proposed += draw_many(&s, &MOVE_TABLE[k], open);
            }
            leave(&s);
        }
        print_message("%s: %d\n", MOVE_TABLE[k].name, proposed);
        assert_in_range(proposed, 100, 16000);
    }
}

/* The changes of the move as text: "0@2:EE 1@2:..". */
static void describe(const struct scene *s, const struct move *move,
                     char out[128])
{
    size_t at = 0;
    for (int32_t c = 0; c < move->n; c++) {
        const struct change *change = &move->changes[c];
        at += (size_t)snprintf(out + at, 128 - at, "%s%d@%d:", c ? " " : "",
                               change->person, change->first);
        for (int32_t k = 0; k < change->n; k++) {
            at += (size_t)snprintf(out + at, 128 - at, "%s",
                                   s->p->patterns[change->patterns[k]]);
        }
    }
}

/* Whether the move ever proposes exactly this from where the scene stands. */
static bool ever_proposes(struct scene *s, const char *name, const char *wanted)
{
    for (int32_t k = 0; k < 20000; k++) {
        struct move move = {.n = 0};
        char text[128];
        if (find(name)->propose(&s->mover, &move)) {
            describe(s, &move, text);
            if (!strcmp(text, wanted)) {
                return true;
            }
        }
    }
    return false;
}

static struct problem *two_people(void)
{
    struct problem *p = lines_problem(".EN", 2, 14);
    struct row row = {.name = "cover", .source = "test", .day = 3};
    row.gauge = lines_gauge(p, BOUND_NONE_LOW, BOUND_NONE_HIGH,
                            (struct hinge){1, 9, 0}, (struct hinge){1, 0, 9});
    for (int32_t pattern = 1; pattern <= 2; pattern++) {
        int32_t r = problem_add_row(p, &row);
        problem_add_term(p, r, 3, pattern, 0, 1);
    }
    problem_forbid(p, 1, 8, 1);
    lines_finish(p);
    return p;
}

static void each_move_does_what_its_name_says(void **state)
{
    (void)state;
    static const struct {
        const char *move, *proposal;
        bool ever;
    } ROWS[] = {
        {"day", "0@0:E", true},
        {"day", "0@0:N", true},
        {"day", "1@8:E", false}, /* not allowed */
        {"day", "0@2:E", false}, /* has it already */
        {"swap", "0@2:. 1@2:E", true},
        {"swap", "0@1:... 1@1:.EE", true},
        {"swap", "0@7:. 1@7:E", true},
        {"swap", "0@7:.. 1@7:EE", false}, /* 8 is not allowed for 1 */
        {"swap", "0@4:. 1@4:.", false},   /* both the same */
        {"shift", "0@1:EE.", true},
        {"shift", "0@2:E.E", true},
        {"shift", "0@4:...", false},
        {"copy", "0@0:E", true}, /* of a week later */
        {"copy", "0@9:E", true}, /* of a week before */
        {"copy", "0@0:N", false},
        {"pass", "1@3:E 0@3:.", true},
        {"pass", "1@3:E 0@3:N", true},
        {"pass", "1@8:E 0@8:.", false},
        {"cover", "1@3:N", true}, /* nobody has N on day 3 */
        {"cover", "0@3:N", true},
        {"cover", "0@3:.", false}, /* one E is right */
        {"cover", "0@4:N", false},
    };
    struct scene s;
    struct problem *p = two_people();
    enter(&s, p,
          lines_roster(
              p, (const char *const[]){"..EE...EE.....", ".............."}),
          NULL, 1);
    for (size_t k = 0; k < COUNT_OF(ROWS); k++) {
        if (ever_proposes(&s, ROWS[k].move, ROWS[k].proposal) != ROWS[k].ever) {
            fail_msg("%s %s: expected %s", ROWS[k].move, ROWS[k].proposal,
                     ROWS[k].ever ? "some day" : "never");
        }
    }
    leave(&s);
}

static void too_many_are_made_fewer(void **state)
{
    (void)state;
    struct scene s;
    struct problem *p = two_people();
    enter(&s, p,
          lines_roster(
              p, (const char *const[]){"...E..........", "...E.........."}),
          NULL, 1);
    assert_true(ever_proposes(&s, "cover", "0@3:."));
    assert_true(ever_proposes(&s, "cover", "1@3:N"));
    leave(&s);
}

/* One person, one day, one pattern: nothing to draw, nothing to crash on. */
static void a_problem_without_a_choice_has_no_cells(void **state)
{
    (void)state;
    struct scene s;
    struct problem *p = lines_problem(".", 1, 1);
    lines_finish(p);
    enter(&s, p, roster_new(p), NULL, 1);
    assert_int_equal(s.mover.n_cells, 0);
    leave(&s);
}

static void one_person_one_day_can_only_change_the_day(void **state)
{
    (void)state;
    struct problem *p = lines_problem(".E", 1, 1);
    lines_finish(p);
    struct scene s;
    enter(&s, p, roster_new(p), NULL, 1);
    for (int32_t k = 0; k < MOVES; k++) {
        struct move move = {.n = 0};
        assert_int_equal(MOVE_TABLE[k].propose(&s.mover, &move),
                         MOVE_TABLE[k].propose == move_day);
    }
    leave(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_keep_to_open_days_and_allowed_patterns),
        cmocka_unit_test(each_move_does_what_its_name_says),
        cmocka_unit_test(too_many_are_made_fewer),
        cmocka_unit_test(a_problem_without_a_choice_has_no_cells),
        cmocka_unit_test(one_person_one_day_can_only_change_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
