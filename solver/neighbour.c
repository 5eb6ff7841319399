/* SPDX-License-Identifier: GPL-3.0-or-later */
/* neighbour.c - the shapes of windows and how one is chosen. */
#include "solver/neighbour.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    ARMS_MOST = 64,
    CELLS_LEAST = 28,   /* (person, day) cells of a window */
    CELLS_MOST = 2000,
    ROWS_MOST = 1500,   /* of windows of several people: their simplex keeps a
                           dense inverse */
    FEW_PEOPLE = 3,     /* of windows over all days, whatever their cells */
    RIVALS = 2          /* rows drawn; the dearest of them is taken */
};

/* Lengths tried, as far as they are shorter than the horizon; and growth from
 * one number of people to the next. */
static const int32_t LENGTHS[] = {3, 7, 14, 28, 42, 84};
#define GROWTH 1.7
/* Smoothing over some ten windows of an arm. */
#define KEEP 0.9
/* Share of the mean rate that an arm is credited with unseen. */
#define CREDIT 0.05
/* Of what a relaxation leaves open, this much counts as a gain: what may come
 * of it another time. */
#define OPEN_SHARE 0.002
#define TICKS_LEAST 100.0
/* Work of a window to begin with: what is small is tried first. */
#define TICKS_A_CELL 100.0
#define TICKS_A_PAIR 3.0 /* of cells */

/* A shape of windows: so many people on so many days, and what came of it. */
struct arm {
    int32_t people, days;
    double gain;        /* smoothed sums: points, */
    double ticks;
    double tried;       /* likewise: windows */
    int32_t next;       /* day at which the next window may begin */
};

struct neighbour {
    const struct problem *problem;
    struct arm arms[ARMS_MOST];
    int32_t n_arms;
    int32_t arm;            /* last chosen */
    char name[32];
    int32_t *people;        /* room for everybody */
    bool *taken;
    struct int_vec costly;  /* rows that cost now */
    struct window_part part;
};

static void add_arm(struct neighbour *n, int32_t people, int32_t days)
{
    if (n->n_arms < ARMS_MOST) {
        double cells = people * days;
        double ticks = (TICKS_A_CELL + TICKS_A_PAIR * cells) * cells;
        n->arms[n->n_arms++] = (struct arm){
            .people = people, .days = days, .ticks = ticks, .tried = 1};
    }
}

/* All sizes from one person on that the cells allow. */
static void add_length(struct neighbour *n, int32_t days)
{
    int32_t everybody = n->problem->n_people;
    bool whole = days == n->problem->n_days;
    double rows = (double)n->problem->n_rows * days / n->problem->n_days;
    int32_t before = 0;
    for (double wanted = 1; before < everybody; wanted *= GROWTH) {
        int32_t people = (int32_t)(wanted + 0.5);
        people = people > everybody ? everybody : people;
        int32_t cells = people * days;
        bool fits = (cells <= CELLS_MOST || (whole && people <= FEW_PEOPLE)) &&
                    (people == 1 || rows <= ROWS_MOST);
        if (people > before && fits &&
            (whole || (people > 1 && (cells >= CELLS_LEAST ||
                                      people == everybody)))) {
            add_arm(n, people, days);
        }
        before = people;
    }
}

struct neighbour *neighbour_new(const struct problem *problem)
{
    struct neighbour *n = xcalloc(1, sizeof *n);
    n->problem = problem;
    n->people = xcalloc((size_t)problem->n_people, sizeof *n->people);
    n->taken = xcalloc((size_t)problem->n_people, sizeof *n->taken);
    add_length(n, problem->n_days);
    for (size_t k = 0; k < COUNT_OF(LENGTHS); k++) {
        if (LENGTHS[k] < problem->n_days) {
            add_length(n, LENGTHS[k]);
        }
    }
    return n;
}

void neighbour_free(struct neighbour *neighbour)
{
    if (neighbour) {
        vec_release(&neighbour->costly);
        free(neighbour->people);
        free(neighbour->taken);
        free(neighbour);
    }
}

const char *neighbour_name(struct neighbour *neighbour)
{
    const struct arm *arm = &neighbour->arms[neighbour->arm];
    (void)snprintf(neighbour->name, sizeof neighbour->name,
                   "%" PRId32 " people x %" PRId32 " days", arm->people,
                   arm->days);
    return neighbour->name;
}

/* Points gained a tick. */
static double rate_of(const struct arm *arm)
{
    return arm->gain / arm->ticks;
}

/* Arms share the work by what they gained a tick; each is credited with a part
 * of the mean on top. So a draw is the rarer the dearer a window is, and where
 * nothing gains all arms get equal work. */
static int32_t draw_arm(const struct neighbour *n, struct random *random)
{
    double chance[ARMS_MOST];
    double credit = 1e-9;
    double sum = 0;
    for (int32_t k = 0; k < n->n_arms; k++) {
        credit += CREDIT * rate_of(&n->arms[k]) / n->n_arms;
    }
    for (int32_t k = 0; k < n->n_arms; k++) {
        const struct arm *arm = &n->arms[k];
        chance[k] = (rate_of(arm) + credit) * arm->tried / arm->ticks;
        sum += chance[k];
    }
    double at = random_unit(random) * sum;
    for (int32_t k = 0; k < n->n_arms; k++) {
        at -= chance[k];
        if (at < 0) {
            return k;
        }
    }
    return 0;
}

static cost row_cost(const struct problem *p, const struct evaluation *at,
                     int32_t row)
{
    int64_t amount = evaluation_amounts(at)[row];
    const struct gauge *gauge = &p->rows[row].gauge;
    return gauge_breach(gauge, amount) > 0 ? COST_MAX
                                           : gauge_cost(gauge, amount);
}

/* A row that costs, rather a dear one, or -1. */
static int32_t draw_row(struct neighbour *n, const struct evaluation *at,
                        struct random *random)
{
    vec_clear(&n->costly);
    for (int32_t r = 0; r < n->problem->n_rows; r++) {
        if (row_cost(n->problem, at, r) > 0) {
            vec_push(&n->costly, r);
        }
    }
    int32_t best = -1;
    for (int32_t k = 0; k < RIVALS && n->costly.n > 0; k++) {
        int32_t row = n->costly.at[random_below(random, n->costly.n)];
        if (best < 0 || row_cost(n->problem, at, row) >
                            row_cost(n->problem, at, best)) {
            best = row;
        }
    }
    return best;
}

static void take(struct neighbour *n, int32_t person)
{
    if (!n->taken[person]) {
        n->taken[person] = true;
        n->people[n->part.n_people++] = person;
    }
}

/* Somebody whom the row counts on one of its days. */
static void take_of_row(struct neighbour *n, int32_t row,
                        struct random *random)
{
    const struct problem *p = n->problem;
    const struct row *of = &p->rows[row];
    if (of->n_terms == 0) {
        return;
    }
    const struct term *term =
        &p->terms[of->first_term + random_below(random, of->n_terms)];
    int32_t person = random_below(random, p->n_people);
    if (problem_masked(p, term->mask, person) &&
        problem_allows(p, person, term->day, term->pattern)) {
        take(n, person);
    }
}

static void draw_people(struct neighbour *n, int32_t wanted, int32_t row,
                        struct random *random)
{
    const struct problem *p = n->problem;
    memset(n->taken, 0, sizeof *n->taken * (size_t)p->n_people);
    n->part.n_people = 0;
    if (wanted >= p->n_people) {
        for (int32_t i = 0; i < p->n_people; i++) {
            take(n, i);
        }
        return;
    }
    for (int32_t k = 0; row >= 0 && k < 4 * wanted &&
                        n->part.n_people < wanted;
         k++) {
        take_of_row(n, row, random);
    }
    while (n->part.n_people < wanted) {
        take(n, random_below(random, p->n_people));
    }
}

/* Windows that follow no row go through the days, each half over the one
 * before. */
static int32_t next_day(struct arm *arm, int32_t latest, struct random *random)
{
    int32_t first = arm->next;
    if (first >= latest) {
        arm->next = random_below(random, arm->days);
        return latest;
    }
    arm->next = first + (arm->days + 1) / 2;
    return first;
}

/* The row's day somewhere inside, or the arm's next place. */
static void draw_days(struct neighbour *n, int32_t wanted, int32_t row,
                      struct random *random)
{
    const struct problem *p = n->problem;
    if (wanted >= p->n_days) {
        n->part.first = 0;
        n->part.last = p->n_days - 1;
        return;
    }
    const struct row *of = row >= 0 ? &p->rows[row] : NULL;
    int32_t latest = p->n_days - wanted;
    int32_t first =
        of && of->n_terms > 0
            ? p->terms[of->first_term + random_below(random, of->n_terms)].day -
                  random_below(random, wanted)
            : next_day(&n->arms[n->arm], latest, random);
    n->part.first = first < 0 ? 0 : first > latest ? latest : first;
    n->part.last = n->part.first + wanted - 1;
}

/* Somebody's whole line when that line breaks something by itself. */
static bool draw_broken(struct neighbour *n, const struct evaluation *at,
                        struct random *random)
{
    const struct problem *p = n->problem;
    int32_t first = random_below(random, p->n_people);
    for (int32_t k = 0; k < p->n_people; k++) {
        int32_t i = (first + k) % p->n_people;
        const int16_t *line = roster_line(evaluation_roster(at), i);
        if (line_score(p, i, line).breaches > 0) {
            n->people[0] = i;
            n->part = (struct window_part){n->people, 1, 0, p->n_days - 1};
            n->arm = 0;
            return true;
        }
    }
    return false;
}

const struct window_part *neighbour_choose(struct neighbour *neighbour,
                                           const struct evaluation *at,
                                           struct random *random)
{
    struct neighbour *n = neighbour;
    if (evaluation_breaches(at) > 0 && random_below(random, 2) &&
        draw_broken(n, at, random)) {
        return &n->part;
    }
    n->arm = draw_arm(n, random);
    const struct arm *arm = &n->arms[n->arm];
    int32_t row = random_below(random, 2) ? draw_row(n, at, random) : -1;
    draw_people(n, arm->people, row, random);
    draw_days(n, arm->days, row, random);
    n->part.people = n->people;
    return &n->part;
}

void neighbour_learn(struct neighbour *neighbour, cost gained, double open,
                     uint64_t ticks)
{
    struct arm *arm = &neighbour->arms[neighbour->arm];
    arm->gain = KEEP * arm->gain + (double)(gained > 0 ? gained : 0) +
                OPEN_SHARE * (open > 0 ? open : 0);
    arm->ticks = KEEP * arm->ticks + (double)ticks + TICKS_LEAST;
    arm->tried = KEEP * arm->tried + 1;
}
