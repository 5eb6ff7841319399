/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.c - simulated annealing.
 */
#include "solver/search.h"

#include "solver/move.h"

enum {
    SLICE = 256,         /* ticks at one temperature */
    SAMPLE = 2000,       /* moves tried to find the temperatures */
    QUENCH_SHARE = 20,   /* of the ticks, at most, */
    QUENCH_MAX = 200000, /* before the temperatures are chosen */
};

static int32_t share_of_all(void)
{
    int32_t sum = 0;
    for (int32_t k = 0; k < MOVES; k++) {
        sum += MOVE_TABLE[k].share;
    }
    return sum;
}

static bool draw_move(struct mover *m, int32_t shares, struct move *move)
{
    int32_t drawn = random_below(&m->random, shares);
    int32_t k = 0;
    while (drawn >= MOVE_TABLE[k].share) {
        drawn -= MOVE_TABLE[k++].share;
    }
    move->n = 0;
    return MOVE_TABLE[k].propose(m, move);
}

/* Exponentially distributed with mean 1, by comparisons alone (von Neumann
 * 1951): the same on every machine, whatever its library's log() does. */
static double draw_exponential(struct random *random)
{
    for (int32_t whole = 0;; whole++) {
        double first = random_unit(random);
        double last = first;
        bool odd = true;
        for (;;) {
            double next = random_unit(random);
            if (next >= last) {
                break;
            }
            last = next;
            odd = !odd;
        }
        if (odd) {
            return whole + first;
        }
    }
}

/* Metropolis, for a move that breaks no more than before. */
static bool accepts(struct mover *m, struct delta delta, double temperature)
{
    return delta.breaches < 0 || delta.total <= 0 ||
           (double)delta.total < temperature * draw_exponential(&m->random);
}

static bool is_better(const struct evaluation *e, const struct score *best)
{
    int32_t breaches = evaluation_breaches(e);
    return breaches != best->breaches ? breaches < best->breaches
                                      : evaluation_cost(e) < best->total;
}

/* The best seen is copied only when the walk leaves it. */
struct best {
    struct roster *roster;
    struct score score;
};

static void keep_best(struct best *best, const struct evaluation *e)
{
    if (is_better(e, &best->score)) {
        roster_copy(best->roster, evaluation_roster(e));
        best->score = evaluation_score(e);
    }
}

static void run_slice(struct evaluation *e, struct mover *m, struct best *best,
                      double temperature, uint64_t ticks)
{
    int32_t shares = share_of_all();
    for (uint64_t t = 0; t < ticks; t++) {
        struct move move;
        if (!draw_move(m, shares, &move)) {
            continue;
        }
        struct delta delta;
        if (evaluation_try(e, move.changes, move.n, &delta) &&
            accepts(m, delta, temperature)) {
            if (delta.breaches == 0 && delta.total > 0) {
                keep_best(best, e);
            }
            evaluation_apply(e, move.changes, move.n);
        }
    }
}

static void take_best(struct evaluation *e, struct best *best)
{
    keep_best(best, e);
    if (evaluation_cost(e) != best->score.total ||
        evaluation_breaches(e) != best->score.breaches) {
        evaluation_reset(e, best->roster);
    }
}

static int by_cost(const void *a, const void *b)
{
    const cost *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Hot enough for the quarter of the rises that are least, and, while much is
 * left to gain, for dear ones too; cold enough to refuse nearly the least. By
 * trial (bench/search.c). */
static struct search_heat heat_of(cost *rises, int32_t n, cost left)
{
    if (n == 0) {
        return (struct search_heat){1, 1};
    }
    qsort(rises, (size_t)n, sizeof *rises, by_cost);
    double dear = (double)rises[n * 7 / 10];
    double gain = (double)left / 40;
    double hot = dear < gain ? dear : gain;
    double least = (double)rises[n / 4];
    return (struct search_heat){hot > least ? hot : least,
                                (double)rises[n / 50] / 2};
}

struct search_heat search_heat(struct evaluation *e, const bool *open,
                               uint64_t seed)
{
    cost rises[SAMPLE];
    int32_t n = 0;
    struct mover m;
    mover_init(&m, e, open, seed);
    int32_t shares = share_of_all();
    for (int32_t t = 0; t < SAMPLE && m.n_cells > 0; t++) {
        struct move move;
        struct delta delta;
        if (draw_move(&m, shares, &move) &&
            evaluation_try(e, move.changes, move.n, &delta) &&
            delta.total > 0) {
            rises[n++] = delta.total;
        }
    }
    mover_release(&m);
    return heat_of(rises, n, evaluation_cost(e));
}

/* The walk of a run: temperatures fall by `fall` a slice until `ticks`. */
struct walk {
    struct evaluation *e;
    struct mover mover;
    struct best best;
    uint64_t used;
    const volatile int *stop;
};

static double power(double base, uint64_t n)
{
    double result = 1;
    for (; n > 0; n /= 2) {
        result *= n % 2 ? base : 1;
        base *= base;
    }
    return result;
}

/* The x for which x to the n is `ratio` <= 1, by halving: as with
 * draw_exponential(), no library's pow() decides what the search does. */
static double root(double ratio, uint64_t n)
{
    double low = 0, high = 1;
    for (int32_t k = 0; k < 60; k++) {
        double middle = (low + high) / 2;
        if (power(middle, n) < ratio) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

static void walk_until(struct walk *w, uint64_t ticks, struct search_heat heat)
{
    double temperature = heat.hot;
    double fall = 1;
    if (heat.cold < heat.hot) {
        fall = root(heat.cold / heat.hot, (ticks - w->used) / SLICE + 1);
    }
    while (w->used < ticks && !(w->stop && *w->stop)) {
        uint64_t left = ticks - w->used;
        uint64_t slice = left < SLICE ? left : SLICE;
        run_slice(w->e, &w->mover, &w->best, temperature, slice);
        temperature *= fall;
        w->used += slice;
    }
}

/* Down to a local optimum, nearly, from where moves can be judged. */
static struct search_heat quench(struct walk *w,
                                 const struct search_options *options)
{
    uint64_t ticks = options->ticks / QUENCH_SHARE;
    walk_until(w, ticks < QUENCH_MAX ? ticks : QUENCH_MAX,
               (struct search_heat){0, 0});
    return search_heat(w->e, options->open, options->seed);
}

uint64_t search_run(struct evaluation *e, const struct search_options *options)
{
    const struct problem *p = evaluation_problem(e);
    struct walk w = {.e = e,
                     .best = {roster_new(p), evaluation_score(e)},
                     .stop = options->stop};
    roster_copy(w.best.roster, evaluation_roster(e));
    mover_init(&w.mover, e, options->open, options->seed);
    if (w.mover.n_cells > 0) {
        struct search_heat heat = {options->hot, options->cold};
        if (!(heat.hot > 0)) {
            heat = quench(&w, options);
        }
        walk_until(&w, options->ticks, heat);
        take_best(e, &w.best);
    }
    roster_free(w.best.roster);
    mover_release(&w.mover);
    return w.used;
}
