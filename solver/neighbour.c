/* SPDX-License-Identifier: GPL-3.0-or-later */
/* neighbour.c - the shapes of windows and how one is chosen. */
#include "solver/neighbour.h"

#include <string.h>

/* Half of the windows lie where rows cost, the rest anywhere. */
enum { WHOLE_HORIZON = 0, ALL_PEOPLE = 0 };

struct shape {
    const char *name;
    int32_t people; /* ALL_PEOPLE: everybody */
    int32_t days;   /* WHOLE_HORIZON: all of them */
    bool costly;    /* around a row that costs */
};

static const struct shape SHAPES[] = {
    {"line", 1, WHOLE_HORIZON, false},
    {"pair", 2, WHOLE_HORIZON, false},
    {"pair-4w", 2, 28, true},
    {"three-3w", 3, 21, true},
    {"four-2w", 4, 14, true},
    {"six-2w", 6, 14, false},
    {"eight-1w", 8, 7, true},
    {"all-1w", ALL_PEOPLE, 7, false},
    {"all-3d", ALL_PEOPLE, 3, true},
};
enum { SHAPES_N = sizeof SHAPES / sizeof SHAPES[0], GROW_AFTER = 60 };

struct neighbour {
    const struct problem *problem;
    double merit[SHAPES_N]; /* smoothed points a tick, plus a floor */
    int32_t shape;          /* last chosen */
    int32_t dry;            /* windows in a row without a gain */
    int32_t grown;          /* quarters by which windows are larger */
    int32_t *people;        /* room for everybody */
    bool *taken;
    struct int_vec costly;  /* rows that cost now */
    struct window_part part;
};

struct neighbour *neighbour_new(const struct problem *problem)
{
    struct neighbour *n = xcalloc(1, sizeof *n);
    n->problem = problem;
    n->people = xcalloc((size_t)problem->n_people, sizeof *n->people);
    n->taken = xcalloc((size_t)problem->n_people, sizeof *n->taken);
    for (int32_t s = 0; s < SHAPES_N; s++) {
        n->merit[s] = 1.0;
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

const char *neighbour_name(const struct neighbour *neighbour)
{
    return SHAPES[neighbour->shape].name;
}

static int32_t draw_shape(const struct neighbour *n, struct random *random)
{
    double sum = 0;
    for (int32_t s = 0; s < SHAPES_N; s++) {
        sum += n->merit[s];
    }
    double at = random_unit(random) * sum;
    for (int32_t s = 0; s < SHAPES_N; s++) {
        at -= n->merit[s];
        if (at < 0) {
            return s;
        }
    }
    return 0;
}

static bool row_costs(const struct problem *p, const struct evaluation *at,
                      int32_t row)
{
    int64_t amount = evaluation_amounts(at)[row];
    return gauge_cost(&p->rows[row].gauge, amount) > 0 ||
           gauge_breach(&p->rows[row].gauge, amount) > 0;
}

/* A row that costs, or -1. */
static int32_t draw_row(struct neighbour *n, const struct evaluation *at,
                        struct random *random)
{
    vec_clear(&n->costly);
    for (int32_t r = 0; r < n->problem->n_rows; r++) {
        if (row_costs(n->problem, at, r)) {
            vec_push(&n->costly, r);
        }
    }
    return n->costly.n ? n->costly.at[random_below(random, n->costly.n)] : -1;
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

/* The row's day somewhere inside, or any place. */
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
    int32_t day = of && of->n_terms > 0
                      ? p->terms[of->first_term +
                                 random_below(random, of->n_terms)].day
                      : random_below(random, p->n_days);
    int32_t first = day - random_below(random, wanted);
    int32_t latest = p->n_days - wanted;
    n->part.first = first < 0 ? 0 : first > latest ? latest : first;
    n->part.last = n->part.first + wanted - 1;
}

const struct window_part *neighbour_choose(struct neighbour *neighbour,
                                           const struct evaluation *at,
                                           struct random *random)
{
    struct neighbour *n = neighbour;
    n->shape = draw_shape(n, random);
    const struct shape *shape = &SHAPES[n->shape];
    int32_t row = shape->costly || random_below(random, 2)
                      ? draw_row(n, at, random)
                      : -1;
    int32_t people = shape->people == ALL_PEOPLE ? n->problem->n_people
                                                 : shape->people;
    int32_t days = shape->days == WHOLE_HORIZON
                       ? n->problem->n_days
                       : shape->days + shape->days * n->grown / 4;
    draw_people(n, people, row, random);
    draw_days(n, days, row, random);
    n->part.people = n->people;
    return &n->part;
}

void neighbour_learn(struct neighbour *neighbour, cost gained,
                     uint64_t ticks)
{
    static const double KEEP = 0.95, FLOOR = 0.05;
    struct neighbour *n = neighbour;
    double *merit = &n->merit[n->shape];
    double got = gained > 0 ? 1e4 / (double)(ticks + 1000) : 0;
    *merit = KEEP * *merit + (1 - KEEP) * (got > 4 ? 4 : got);
    *merit = *merit < FLOOR ? FLOOR : *merit;
    n->dry = gained > 0 ? 0 : n->dry + 1;
    if (gained > 0) {
        n->grown = n->grown > 0 ? n->grown - 1 : 0;
    } else if (n->dry % GROW_AFTER == 0) {
        n->grown = (n->grown + 1) % 6; /* wraps around */
    }
}
