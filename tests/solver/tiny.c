/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiny.c - what a run says, held against all rosters there are. */
#include "tests/solver/tiny.h"

#include <inttypes.h>

#include "solver/solver.h"
#include "tests/solver/brute_force.h"
#include "tests/solver/lines.h"
#include "tests/solver/random_problem.h"

/* What a tiny problem gets; and when that was not enough, far more. */
enum { TICKS = 400000, MANY_TICKS = 4000000 };

#define CLAIM(seed, claim)                                              \
    do {                                                                \
        if (!(claim)) {                                                 \
            fail_msg("seed %" PRIu64 ": expected %s", (seed), #claim);  \
        }                                                               \
    } while (0)

/* Each level's bound, given that the levels before cost what they cost. */
static void compare_levels(uint64_t seed, const struct problem *p,
                           const struct solver_result *result)
{
    for (int32_t k = 0; k < p->n_levels; k++) {
        if (result->level_bound[k] == 0 && !result->level_proven[k]) {
            continue; /* says nothing */
        }
        struct brute_result least =
            brute_force_level(p, k, result->score.level);
        CLAIM(seed, least.feasible);
        CLAIM(seed, result->level_bound[k] <= least.score.level[k]);
        CLAIM(seed, !result->level_proven[k] ||
                        result->score.level[k] == least.score.level[k]);
        brute_result_release(&least);
    }
}

static void compare(uint64_t seed, const struct problem *p,
                    const struct solver_result *result,
                    struct tiny_tally *tally)
{
    struct brute_result best = brute_force_total(p);
    struct score defined = roster_score(p, result->roster);
    assert_memory_equal(&result->score, &defined, sizeof defined);
    CLAIM(seed, (result->outcome == OUTCOME_NONE) == (defined.breaches > 0));
    if (best.feasible) {
        CLAIM(seed, defined.breaches > 0 ||
                        defined.total >= best.score.total);
        CLAIM(seed, result->bound <= best.score.total);
        CLAIM(seed, result->outcome != OUTCOME_OPTIMAL ||
                        defined.total == best.score.total);
        tally->feasible++;
        tally->found += defined.breaches == 0 &&
                        defined.total == best.score.total;
        tally->proven += result->outcome == OUTCOME_OPTIMAL;
        if (defined.breaches == 0) {
            compare_levels(seed, p, result);
        }
    } else {
        CLAIM(seed, result->outcome == OUTCOME_NONE);
    }
    brute_result_release(&best);
}

static void compare_run(tiny_run *run, uint64_t seed, const struct problem *p,
                        uint64_t ticks, struct tiny_tally *tally)
{
    const struct solver_options options = {
        .seed = seed, .ticks = ticks, .threads = 1};
    struct solver_result result;
    struct error err = {0};
    if (run(p, &options, &result, &err) != STATUS_OK) {
        fail_msg("seed %" PRIu64 ": %s", seed, err.text);
    }
    compare(seed, p, &result, tally);
    solver_result_release(&result);
}

void tiny_compare(tiny_run *run, uint64_t first, uint64_t end,
                  struct tiny_tally *tally)
{
    for (uint64_t seed = first; seed < end; seed++) {
        struct problem *p = random_problem_tiny(seed);
        struct tiny_tally quick = {0}, slow = {0};
        compare_run(run, seed, p, TICKS, &quick);
        bool again = quick.proven < quick.feasible;
        if (again) {
            compare_run(run, seed, p, MANY_TICKS, &slow);
        }
        tally->feasible += quick.feasible;
        tally->quick += quick.found;
        tally->found += again ? slow.found : quick.found;
        tally->proven += again ? slow.proven : quick.proven;
        problem_free(p);
    }
}
