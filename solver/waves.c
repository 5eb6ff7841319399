/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waves.c - whole lines one after the other, prices moving in between. */
#include "solver/waves.h"

#include <math.h>

#include "base/thread.h"
#include "solver/window_parts.h"

/* What an amount missing altogether adds to a price in the first wave, of the
 * row's steepest slope; what is left of that in each wave that follows. */
#define STRENGTH 1.0
#define STRENGTH_LESS 0.95
/* The run's share that waves may take, and replacing lines after them. */
#define WAVES_SHARE 0.1
#define SETTLE_SHARE 0.1
/* Tables of whole years leave the caches: a tick takes so many there. */
#define SLOW 4.0
/* Of what a person's line and what it leaves missing cost on average at first:
 * lines this near the cheapest will do. */
#define NEAR_SHARE 0.02
/* A pass over everybody that gains less, of the cost, is the last. */
#define PASS_LEAST 0.005
enum {
    CELLS_LEAST = 5600, /* (person, day) cells: some of the largest windows */
    DAYS_LEAST = 112,   /* windows of several people span fewer days whole */
    PEOPLE_MOST = 100,  /* a price comes back by a share of its way, one by so
                           many, for each: with 150 it took too long */
    WAVES_LEAST = 2,
    WAVES_MOST = 10
};

struct waves {
    const struct problem *problem;
    struct window *window; /* everybody, all days */
    struct window_solver *solver;
    const struct waves_limits *limits;
    uint64_t begun;    /* the solver's ticks then */
    double *scale;     /* by row: how much a price moves for a unit */
    double *price;     /* by row, as the wave goes on */
    double *cell;      /* scratch: prices of one person */
    int64_t *amount;   /* by row, of one line */
    double strength;
    double gap;        /* of pricing */
    struct roster *lines, *best;
    cost least; /* of the best */
    bool found;
};

bool waves_pay(const struct problem *problem, uint64_t line_ticks,
               uint64_t ticks)
{
    double wave = SLOW * (double)line_ticks * problem->n_people;
    return problem->n_people * problem->n_days >= CELLS_LEAST &&
           problem->n_days >= DAYS_LEAST &&
           problem->n_people <= PEOPLE_MOST &&
           WAVES_LEAST * wave <= WAVES_SHARE * (double)ticks;
}

static bool must_stop(const struct waves_limits *limits)
{
    return (limits->stop && *limits->stop) ||
           (limits->deadline > 0 && thread_seconds() >= limits->deadline);
}

/* ---- prices ------------------------------------------------------------------ */

/* A row never pays more than its steepest slopes. */
static double clipped(const struct window_row *row, double price)
{
    double low = fmin(row->curve.slope[0], 0);
    double high = fmax(row->curve.slope[row->curve.n - 1], 0);
    return fmin(fmax(price, low), high);
}

static double steepest(const struct window_row *row)
{
    return fmax(fabs(row->curve.slope[0]),
                fabs(row->curve.slope[row->curve.n - 1]));
}

/* Hard bounds are as steep as the steepest soft ones here. */
static void find_scales(struct waves *w)
{
    double most = 1;
    for (int32_t r = 0; r < w->window->n_rows; r++) {
        double slope = steepest(&w->window->rows[r]);
        most = slope < WINDOW_HARD / 2 ? fmax(most, slope) : most;
    }
    for (int32_t r = 0; r < w->window->n_rows; r++) {
        const struct window_row *row = &w->window->rows[r];
        double missing = fabs((double)(window_row_wanted(row, 0) - row->base));
        w->scale[r] = fmin(steepest(row), most) / fmax(missing, 1);
    }
}

/* Everybody owes the same share of what is wanted. */
static void move_prices(struct waves *w, int32_t k)
{
    const int16_t *line = roster_line(w->lines, k);
    const struct window_line *of = &w->window->lines[k];
    double people = w->window->part.n_people;
    memset(w->amount, 0, (size_t)w->window->n_rows * sizeof *w->amount);
    for (int32_t d = 0; d < w->problem->n_days; d++) {
        int32_t c = d * w->problem->n_patterns + line[d];
        for (int32_t e = of->from[c]; e < of->from[c + 1]; e++) {
            w->amount[of->at[e].row] += of->at[e].coef;
        }
    }
    for (int32_t r = 0; r < w->window->n_rows; r++) {
        const struct window_row *row = &w->window->rows[r];
        int64_t wanted = window_row_wanted(row, w->price[r]) - row->base;
        double missing = (double)wanted / people - (double)w->amount[r];
        w->price[r] =
            clipped(row, w->price[r] - w->strength * w->scale[r] * missing);
    }
}

/* ---- waves ------------------------------------------------------------------- */

/* Who gets no line keeps the one there is. */
static void price_line(struct waves *w, int32_t k)
{
    const struct pricing_options options = {.gap = w->gap};
    double bound;
    window_price(w->window, k, w->price, w->cell);
    (void)pricing_run(window_solver_pricing(w->solver, k), w->cell, &options,
                      roster_line(w->lines, k), &bound);
}

/* False when a limit came. */
static bool run_wave(struct waves *w)
{
    for (int32_t k = 0; k < w->problem->n_people; k++) {
        if (must_stop(w->limits)) {
            return false;
        }
        price_line(w, k);
        move_prices(w, k);
    }
    w->strength *= STRENGTH_LESS;
    return true;
}

static void keep_best(struct waves *w)
{
    struct score score = roster_score(w->problem, w->lines);
    if (score.breaches == 0 && (!w->found || score.total < w->least)) {
        roster_copy(w->best, w->lines);
        w->least = score.total;
        w->found = true;
    }
}

static double work_done(const struct waves *w)
{
    return (double)(window_solver_ticks(w->solver) - w->begun);
}

/* Until they have had their share. */
static void run_waves(struct waves *w)
{
    double most = WAVES_SHARE * (double)w->limits->ticks / SLOW;
    double last = 0;
    price_line(w, 0);
    if (!waves_pay(w->problem, (uint64_t)work_done(w), w->limits->ticks)) {
        return;
    }
    for (int32_t n = 0; n < WAVES_MOST; n++) {
        double before = work_done(w);
        if (before + last > most || !run_wave(w)) {
            return;
        }
        last = work_done(w) - before;
        keep_best(w);
    }
}

static void begin(struct waves *w, const struct evaluation *e)
{
    const struct problem *p = w->problem;
    int32_t *people = xcalloc((size_t)p->n_people, sizeof *people);
    for (int32_t i = 0; i < p->n_people; i++) {
        people[i] = i;
    }
    const struct window_part all = {people, p->n_people, 0, p->n_days - 1};
    w->window =
        window_new(p, evaluation_roster(e), evaluation_amounts(e), &all,
                   WINDOW_HARD);
    free(people);
    size_t n = (size_t)w->window->n_rows + 1;
    w->begun = window_solver_ticks(w->solver);
    w->scale = xcalloc(n, sizeof *w->scale);
    w->price = xcalloc(n, sizeof *w->price);
    w->cell = xcalloc((size_t)p->n_days * (size_t)p->n_patterns,
                      sizeof *w->cell);
    w->amount = xcalloc(n, sizeof *w->amount);
    w->lines = roster_new(p);
    w->best = roster_new(p);
    roster_copy(w->lines, evaluation_roster(e));
    w->strength = STRENGTH;
    w->gap = NEAR_SHARE * (double)evaluation_cost(e) / p->n_people;
    find_scales(w);
}

static void end(struct waves *w)
{
    window_free(w->window);
    roster_free(w->lines);
    roster_free(w->best);
    free(w->scale);
    free(w->price);
    free(w->cell);
    free(w->amount);
}

/* ---- one line after the other ---------------------------------------------------- */

static const struct window_effort ONE_LINE = {
    .rounds = 1, .nodes = 1, .tries = 1, .labels = 100};

/* False when a limit came. */
static bool replace_lines(struct window_solver *solver, struct evaluation *e,
                          const struct waves_limits *limits, uint64_t until,
                          struct random *random)
{
    const struct problem *p = evaluation_problem(e);
    for (int32_t i = 0; i < p->n_people; i++) {
        const struct window_part part = {&i, 1, 0, p->n_days - 1};
        if (must_stop(limits) || window_solver_ticks(solver) >= until) {
            return false;
        }
        window_solve(solver, e, &part, &ONE_LINE, random);
    }
    return true;
}

static void settle(struct window_solver *solver, struct evaluation *e,
                   const struct waves_limits *limits, struct random *random)
{
    uint64_t until = window_solver_ticks(solver) +
                     (uint64_t)(SETTLE_SHARE * (double)limits->ticks / SLOW);
    cost before;
    do {
        before = evaluation_cost(e);
    } while (replace_lines(solver, e, limits, until, random) &&
             (double)(before - evaluation_cost(e)) >
                 PASS_LEAST * (double)before);
}

static void take_waves(struct waves *w, struct evaluation *e,
                       struct random *random)
{
    struct roster *before = roster_new(w->problem);
    struct score was = evaluation_score(e);
    roster_copy(before, evaluation_roster(e));
    evaluation_reset(e, w->best);
    settle(w->solver, e, w->limits, random);
    if (was.breaches == 0 && was.total < evaluation_cost(e)) {
        evaluation_reset(e, before);
    }
    roster_free(before);
}

void waves_run(struct window_solver *solver, struct evaluation *evaluation,
               const struct waves_limits *limits, struct random *random)
{
    struct waves_limits half = *limits; /* lines are worth the other half */
    struct waves w = {.problem = evaluation_problem(evaluation),
                      .solver = solver,
                      .limits = &half};
    uint64_t least =
        (uint64_t)w.problem->n_days * (uint64_t)w.problem->n_patterns;
    if (!waves_pay(w.problem, least, limits->ticks)) {
        return; /* however quickly a line is priced */
    }
    half.deadline =
        limits->deadline > 0 ? (thread_seconds() + limits->deadline) / 2 : 0;
    begin(&w, evaluation);
    run_waves(&w);
    w.limits = limits;
    if (w.found) {
        take_waves(&w, evaluation, random);
    }
    end(&w);
}
