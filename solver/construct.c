/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * construct.c - lines that hold, a greedy pass over the days, a short search.
 *
 * Off for everybody mostly holds; where pins or minimum amounts forbid it, the
 * cheapest line for nothing but the person's own rules comes first. From there
 * on nothing is taken that breaks more than before, so a day is filled with
 * the days around it in view.
 */
#include "solver/construct.h"

#include "base/random.h"
#include "solver/pricing.h"
#include "solver/search.h"

/* Moves tried for each (person, day) cell, and in all: within a second. */
enum { MEND_TRIES = 6, PULL_MOST = 1000 };
enum { TICKS_PER_CELL = 100, SETTLE_MAX = 500000, MEND_MAX = 500000 };
#define NO_HEAT 1e-3 /* costs are whole: nothing dearer is taken */

/* ---- lines ----------------------------------------------------------------
 */

/* Prices pull the line to work on other days each time: where a search that
 * is not exact finds nothing, it may from elsewhere. */
static void draw_prices(const struct problem *p, struct random *random,
                        double *price)
{
    double most = -(double)(1 + random_below(random, PULL_MOST));
    for (int32_t k = 0; k < p->n_days * p->n_patterns; k++) {
        price[k] = k % p->n_patterns == OFF ? 0 : most * random_unit(random);
    }
}

static void mend_line(const struct problem *p, struct random *random,
                      int32_t person, int16_t *line)
{
    static const struct pricing_options FIRST_ONE = {.any = true};
    double *price =
        xcalloc((size_t)p->n_days * (size_t)p->n_patterns, sizeof *price);
    double bound;
    struct pricing *pricing = pricing_new(p, person);
    for (int32_t k = 0; k < MEND_TRIES; k++) {
        struct priced_line priced =
            pricing_run(pricing, price, &FIRST_ONE, line, &bound);
        if (priced.found || priced.exact) {
            break;
        }
        draw_prices(p, random, price);
    }
    pricing_free(pricing);
    free(price);
}

static void mend_lines(const struct problem *p, uint64_t seed,
                       struct roster *roster)
{
    struct random random;
    random_seed(&random, seed);
    for (int32_t i = 0; i < p->n_people; i++) {
        int16_t *line = roster_line(roster, i);
        if (line_score(p, i, line).breaches > 0) {
            mend_line(p, &random, i, line);
        }
    }
}

/* ---- days -----------------------------------------------------------------
 */

struct filler {
    const struct problem *p;
    struct evaluation *e;
    struct random random;
    int32_t *people; /* in the order of their turns */
    uint64_t ticks;
};

static void shuffle(struct filler *f)
{
    for (int32_t k = f->p->n_people - 1; k > 0; k--) {
        int32_t other = random_below(&f->random, k + 1);
        int32_t swapped = f->people[k];
        f->people[k] = f->people[other];
        f->people[other] = swapped;
    }
}

static bool is_less(struct delta a, struct delta b)
{
    return a.breaches != b.breaches ? a.breaches < b.breaches
                                    : a.total < b.total;
}

/* The pattern that is best now, if any is better than what is there. */
static void fill_cell(struct filler *f, int32_t person, int32_t day)
{
    struct delta least = {0, 0};
    int16_t best = -1;
    for (int32_t q = 0; q < f->p->n_patterns; q++) {
        int16_t pattern = (int16_t)q;
        const struct change change = {person, day, 1, &pattern};
        struct delta delta;
        if (!problem_allows(f->p, person, day, q)) {
            continue;
        }
        f->ticks++;
        if (evaluation_try(f->e, &change, 1, &delta) && is_less(delta, least)) {
            least = delta;
            best = pattern;
        }
    }
    if (best >= 0) {
        const struct change change = {person, day, 1, &best};
        evaluation_apply(f->e, &change, 1);
    }
}

static void fill_days(struct filler *f)
{
    for (int32_t d = 0; d < f->p->n_days; d++) {
        shuffle(f);
        for (int32_t k = 0; k < f->p->n_people; k++) {
            fill_cell(f, f->people[k], d);
        }
    }
}

/* ---- all ------------------------------------------------------------------
 */

/* A short annealing; a large instance only gets the way down. When something
 * hard is still broken, more of it. */
static void settle(struct filler *f, uint64_t seed)
{
    uint64_t cells = (uint64_t)f->p->n_people * (uint64_t)f->p->n_days;
    struct search_options options = {.seed = seed,
                                     .ticks = cells * TICKS_PER_CELL};
    if (options.ticks > SETTLE_MAX) {
        options.ticks = SETTLE_MAX;
        options.hot = options.cold = NO_HEAT;
    }
    f->ticks += search_run(f->e, &options);
    if (evaluation_breaches(f->e) > 0) {
        options = (struct search_options){.seed = seed, .ticks = MEND_MAX};
        f->ticks += search_run(f->e, &options);
    }
}

struct roster *construct_roster(const struct problem *problem, uint64_t seed,
                                uint64_t *ticks)
{
    struct roster *roster = roster_new(problem);
    mend_lines(problem, seed, roster);
    struct filler f = {.p = problem, .e = evaluation_new(problem, roster)};
    random_seed(&f.random, seed);
    f.people = xcalloc((size_t)problem->n_people, sizeof *f.people);
    for (int32_t i = 0; i < problem->n_people; i++) {
        f.people[i] = i;
    }
    fill_days(&f);
    settle(&f, seed);
    roster_copy(roster, evaluation_roster(f.e));
    if (ticks) {
        *ticks = f.ticks;
    }
    evaluation_free(f.e);
    free(f.people);
    return roster;
}
