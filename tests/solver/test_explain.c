/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_explain.c - alternatives against the rosters they speak of. */
#include "solver/explain.h"

#include <inttypes.h>

#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

enum { NOBODY = -1, CELLS_MAX = 4 * 14, SEEDS = 200 };

#define CLAIM(seed, claim)                                              \
    do {                                                                \
        if (!(claim)) {                                                 \
            fail_msg("seed %" PRIu64 ": expected %s", (seed), #claim);  \
        }                                                               \
    } while (0)

/* ---- one slot ------------------------------------------------------------------ */

/* A question about a slot, and the alternatives found. */
struct slot_case {
    uint64_t seed;
    struct problem *problem;
    struct roster *roster;
    struct score before;
    int32_t day, holder;
    int16_t patterns[2];
    struct alternative_vec all;
    int16_t without; /* what the holder has instead */
};

static void slot_open(struct slot_case *c, uint64_t seed, bool broken)
{
    struct random random;
    random_seed(&random, seed);
    *c = (struct slot_case){.seed = seed,
                            .problem = random_problem_tiny(seed)};
    struct problem *p = c->problem;
    struct brute_result best = brute_force_total(p);
    c->roster = random_roster(p, &random);
    if (best.feasible && !broken) {
        roster_copy(c->roster, best.roster);
    }
    brute_result_release(&best);
    c->before = roster_score(p, c->roster);
    c->day = random_between(&random, 0, p->n_days - 1);
    c->holder = random_between(&random, NOBODY, p->n_people - 1);
    c->patterns[0] = (int16_t)random_between(&random, 1, p->n_patterns - 1);
    if (c->holder != NOBODY &&
        roster_line(c->roster, c->holder)[c->day] != OFF) {
        c->patterns[0] = roster_line(c->roster, c->holder)[c->day];
    }
    c->patterns[1] = c->patterns[0] == 1 ? 2 : 1;
    explain_slot(p, c->roster, c->day, c->holder, c->patterns,
                 p->n_patterns > 2 ? 2 : 1, &c->all);
    for (int32_t i = 0; i < c->all.n; i++) {
        if (c->all.at[i].person == c->holder) {
            c->without = c->all.at[i].pattern;
        }
    }
}

static void slot_close(struct slot_case *c)
{
    alternatives_release(&c->all);
    roster_free(c->roster);
    problem_free(c->problem);
}

/* The roster an alternative speaks of. The caller owns it. */
static struct roster *bare_roster(const struct slot_case *c,
                                  const struct alternative *a)
{
    struct roster *after = roster_new(c->problem);
    roster_copy(after, c->roster);
    if (c->holder != NOBODY) {
        roster_line(after, c->holder)[c->day] = c->without;
    }
    roster_line(after, a->person)[c->day] = a->pattern;
    return after;
}

static void check_bare(const struct slot_case *c, const struct alternative *a)
{
    struct roster *after = bare_roster(c, a);
    struct score score = roster_score(c->problem, after);
    cost points = 0;
    int32_t breaches = 0;
    for (int32_t i = 0; i < a->effects.n; i++) {
        points += a->effects.at[i].points;
        breaches += a->effects.at[i].breach;
        CLAIM(c->seed, a->effects.at[i].points != 0 ||
                           a->effects.at[i].breach != 0);
    }
    CLAIM(c->seed, a->delta == score.total - c->before.total);
    CLAIM(c->seed, a->breaches == score.breaches - c->before.breaches);
    CLAIM(c->seed, points == a->delta);
    CLAIM(c->seed, breaches == a->breaches);
    CLAIM(c->seed, a->allowed == problem_allows(c->problem, a->person, c->day,
                                                a->pattern));
    roster_free(after);
}

static void alternatives_cost_what_their_rosters_cost(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        for (int32_t broken = 0; broken < 2; broken++) {
            struct slot_case c;
            slot_open(&c, seed, broken);
            CLAIM(seed, c.all.n == c.problem->n_people);
            for (int32_t i = 0; i < c.all.n; i++) {
                check_bare(&c, &c.all.at[i]);
            }
            slot_close(&c);
        }
    }
}

/* 1 when a repair was offered, and whether it was the cheapest there is. */
static int32_t check_repair(const struct slot_case *c,
                            const struct alternative *a, int32_t *cheapest)
{
    bool open[CELLS_MAX] = {false};
    struct roster *after = bare_roster(c, a);
    for (int32_t d = 0; d < c->problem->n_days; d++) {
        open[a->person * c->problem->n_days + d] = d != c->day;
    }
    struct brute_result best = brute_force_open(c->problem, after, open);
    if (a->repaired) {
        CLAIM(c->seed, best.feasible);
        CLAIM(c->seed,
              a->repaired_delta >= best.score.total - c->before.total);
        CLAIM(c->seed, a->repaired_days > 0);
        *cheapest +=
            a->repaired_delta == best.score.total - c->before.total;
    }
    brute_result_release(&best);
    roster_free(after);
    return a->repaired;
}

static void a_repaired_line_breaks_nothing(void **state)
{
    (void)state;
    int32_t repaired = 0, cheapest = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct slot_case c;
        slot_open(&c, seed, false);
        for (int32_t i = 0; c.before.breaches == 0 && i < c.all.n; i++) {
            if (c.all.at[i].person != c.holder) {
                repaired += check_repair(&c, &c.all.at[i], &cheapest);
            }
        }
        slot_close(&c);
    }
    print_message("%d of %d the cheapest\n", cheapest, repaired);
    assert_true(repaired > 10);
    assert_true(cheapest * 2 > repaired);
}

/* What exchanging the slot's day and `back` leads to. */
static struct score swapped(const struct slot_case *c, int32_t person,
                            int32_t back)
{
    struct roster *after = roster_new(c->problem);
    roster_copy(after, c->roster);
    const int32_t days[2] = {c->day, back};
    for (int32_t k = 0; k < 2; k++) {
        int32_t d = days[k];
        roster_line(after, person)[d] = roster_line(c->roster, c->holder)[d];
        roster_line(after, c->holder)[d] = roster_line(c->roster, person)[d];
    }
    struct score score = roster_score(c->problem, after);
    roster_free(after);
    return score;
}

static bool check_swap(const struct slot_case *c, const struct alternative *a)
{
    bool any = false;
    cost least = COST_MAX;
    for (int32_t d = 0; d < c->problem->n_days; d++) {
        struct score score = swapped(c, a->person, d);
        cost delta = score.total - c->before.total;
        if (score.breaches <= c->before.breaches && delta < least) {
            any = true;
            least = delta;
        }
    }
    CLAIM(c->seed, (a->swap_with != NOBODY) == any);
    if (any) {
        struct score score = swapped(c, a->person, a->swap_day);
        CLAIM(c->seed, a->swap_with == c->holder);
        CLAIM(c->seed, a->swap_delta == least);
        CLAIM(c->seed, score.total - c->before.total == least);
        CLAIM(c->seed, score.breaches <= c->before.breaches);
    }
    return any;
}

static void a_swap_is_the_cheapest_exchange_of_two_days(void **state)
{
    (void)state;
    int32_t swaps = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct slot_case c;
        slot_open(&c, seed, seed % 2);
        for (int32_t i = 0; i < c.all.n; i++) {
            const struct alternative *a = &c.all.at[i];
            if (c.holder == NOBODY || a->person == c.holder || !a->allowed) {
                CLAIM(seed, a->swap_with == NOBODY);
            } else {
                swaps += check_swap(&c, a);
            }
        }
        slot_close(&c);
    }
    assert_true(swaps > 10);
}

static int32_t rank(const struct alternative *a)
{
    if (a->allowed && a->breaches <= 0) {
        return 0;
    }
    return a->repaired ? 1 : a->allowed ? 2 : 3;
}

static void the_best_alternatives_come_first(void **state)
{
    (void)state;
    int32_t mixed = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct slot_case c;
        slot_open(&c, seed, false);
        for (int32_t i = 1; i < c.all.n; i++) {
            const struct alternative *a = &c.all.at[i - 1], *b = a + 1;
            CLAIM(seed, rank(a) <= rank(b));
            CLAIM(seed, rank(a) != rank(b) || rank(a) == 1 ||
                            a->delta <= b->delta);
            mixed += rank(a) < rank(b);
        }
        slot_close(&c);
    }
    assert_true(mixed > 10);
}

static void a_slot_without_patterns_has_no_alternatives(void **state)
{
    (void)state;
    struct problem *p = random_problem_tiny(1);
    struct roster *roster = roster_new(p);
    struct alternative_vec all = {0};
    explain_slot(p, roster, 0, NOBODY, NULL, 0, &all);
    assert_int_equal(all.n, 0);
    alternatives_release(&all);
    roster_free(roster);
    problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alternatives_cost_what_their_rosters_cost),
        cmocka_unit_test(a_repaired_line_breaks_nothing),
        cmocka_unit_test(a_swap_is_the_cheapest_exchange_of_two_days),
        cmocka_unit_test(the_best_alternatives_come_first),
        cmocka_unit_test(a_slot_without_patterns_has_no_alternatives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
