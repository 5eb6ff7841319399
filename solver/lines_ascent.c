/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_ascent.c - duals by ascent. */
#include "solver/lines_ascent.h"

#include <math.h>

/* Weight of the newest subgradient in the running mean. */
#define NEWEST 0.3
/* The level aimed at is so far above the best bound (a share of it): at first,
 * after failures, after successes. */
#define AHEAD_FIRST 0.02
#define AHEAD_LESS 0.6
#define AHEAD_MORE 1.3
/* A level this near, of the bound, is not worth aiming at. */
#define AHEAD_LAST 2e-4
#define SAME_SLOPE 1e-7
/* Waves: what an amount missing altogether adds to a dual in the first one, of
 * the row's steepest slopes; what is left of that in each that follows. */
#define WAVE 1.0
#define WAVE_LESS 0.95
#define WAVE_LESS_BRIEF 0.9
enum {
    PATIENCE = 8, /* rounds without a better bound */
    WAVES = 100,  /* at first, ... */
    WAVES_BRIEF = 48,
    LOOK_EVERY = 4, /* with a round for the bound after so many */
    COLUMN_WAVES = 16 /* the last ones, whose lines become columns */
};

struct lines_ascent {
    struct lines_engine *engine;
    double *mean;    /* by row: direction of the next step */
    double *unit;    /* by row: its largest coefficient */
    int64_t *amount; /* by row: of the lines priced in this round */
    double best, ahead, sum;
    int32_t next, rounds, failed;
    double *scale;  /* by row: how much a dual moves in a wave, a unit */
    double *wave;   /* by row: duals as the wave goes on */
    double *passed; /* by row: their sum over the people of the wave */
    double strength;
    int32_t waves, steps; /* done */
    int32_t max_waves;
    bool brief, waving, done;
};

static void find_units(struct lines_ascent *a)
{
    const struct window *w = a->engine->window;
    int32_t cells = w->problem->n_days * w->problem->n_patterns;
    for (int32_t r = 0; r < w->n_rows; r++) {
        a->unit[r] = 1;
    }
    for (int32_t k = 0; k < w->part.n_people; k++) {
        const struct window_line *line = &w->lines[k];
        for (int32_t e = 0; e < line->from[cells]; e++) {
            double *unit = &a->unit[line->at[e].row];
            *unit = fmax(*unit, fabs((double)line->at[e].coef));
        }
    }
}

/* The amount that the row would have at this dual. */
static int64_t wanted_amount(const struct window_row *row, double dual)
{
    int64_t at = curve_lowest(&row->curve, -dual);
    at = at < row->least ? row->least : at;
    return at > row->most ? row->most : at;
}

/* Hard bounds are as steep as the steepest soft ones here. */
static void find_scales(struct lines_ascent *a)
{
    const struct window *w = a->engine->window;
    double steepest = 1;
    for (int32_t r = 0; r < w->n_rows; r++) {
        const struct curve *curve = &w->rows[r].curve;
        for (int32_t j = 0; j < curve->n; j++) {
            double slope = fabs(curve->slope[j]);
            steepest = slope < w->hard / 2 ? fmax(steepest, slope) : steepest;
        }
    }
    for (int32_t r = 0; r < w->n_rows; r++) {
        const struct window_row *row = &w->rows[r];
        double most = fmax(fabs(row->curve.slope[0]),
                           fabs(row->curve.slope[row->curve.n - 1]));
        double wanted = fabs((double)(wanted_amount(row, 0) - row->base));
        a->scale[r] = fmin(most, steepest) / fmax(wanted, a->unit[r]);
    }
}

struct lines_ascent *lines_ascent_new(struct lines_engine *engine, bool brief)
{
    struct lines_ascent *a = xcalloc(1, sizeof *a);
    size_t n = (size_t)engine->window->n_rows + 1;
    a->engine = engine;
    a->mean = xcalloc(n, sizeof *a->mean);
    a->unit = xcalloc(n, sizeof *a->unit);
    a->amount = xcalloc(n, sizeof *a->amount);
    a->scale = xcalloc(n, sizeof *a->scale);
    a->wave = xcalloc(n, sizeof *a->wave);
    a->passed = xcalloc(n, sizeof *a->passed);
    a->best = -(double)INFINITY;
    lines_engine_make_room(engine);
    if (engine->has_center) {
        memcpy(engine->at, engine->center, (n - 1) * sizeof *engine->at);
    }
    find_units(a);
    find_scales(a);
    a->brief = brief;
    a->max_waves = brief ? WAVES_BRIEF : WAVES;
    a->waving = !engine->has_center;
    a->strength = WAVE;
    return a;
}

void lines_ascent_free(struct lines_ascent *a)
{
    if (a) {
        free(a->mean);
        free(a->unit);
        free(a->amount);
        free(a->scale);
        free(a->wave);
        free(a->passed);
        free(a);
    }
}

double lines_ascent_bound(const struct lines_ascent *a)
{
    return a->best;
}

int32_t lines_ascent_rounds(const struct lines_ascent *a)
{
    return a->rounds;
}

/* How far the lines' amount is from those that the row would have at this dual:
 * the subgradient, and 0 where any amount between two pieces is as good. */
static double distance(const struct lines_ascent *a, int32_t r)
{
    const struct window_row *row = &a->engine->window->rows[r];
    double dual = a->engine->at[r];
    int64_t from = row->least;
    int64_t to = row->most;
    for (int32_t j = 0; j < row->curve.n; j++) {
        int64_t end = j + 1 < row->curve.n ? row->curve.knot[j + 1] : row->most;
        if (row->curve.slope[j] < -dual - SAME_SLOPE) {
            from = end;
        }
        if (row->curve.slope[j] > -dual + SAME_SLOPE) {
            to = row->curve.knot[j];
            break;
        }
    }
    int64_t amount = a->amount[r];
    return amount < from ? (double)(from - amount)
                         : amount > to ? (double)(to - amount) : 0;
}

/* A row never pays more than its steepest slopes: beyond them a dual only
 * lowers the bound. */
static double clipped(const struct window_row *row, double dual)
{
    double high = fmax(-row->curve.slope[0], 0);
    double low = -fmax(row->curve.slope[row->curve.n - 1], 0);
    return fmin(fmax(dual, low), high);
}

/* The mean's part that a step may follow: none out of the clip. */
static double way(const struct lines_ascent *a, int32_t r)
{
    const struct lines_engine *e = a->engine;
    double from = e->at[r];
    double to = clipped(&e->window->rows[r], from + a->mean[r]);
    return to > from || to < from ? a->mean[r] : 0;
}

/* From where the round was, `last` its bound, towards the level. */
static void step(struct lines_ascent *a, double last)
{
    struct lines_engine *e = a->engine;
    int32_t n = e->window->n_rows;
    double square = 0;
    for (int32_t r = 0; r < n; r++) {
        double slope = distance(a, r) / a->unit[r];
        a->mean[r] = a->steps == 0
                         ? slope
                         : (1 - NEWEST) * a->mean[r] + NEWEST * slope;
        square += way(a, r) * way(a, r);
    }
    a->steps++;
    double length = square > 0 ? (a->best + a->ahead - last) / square : 0;
    for (int32_t r = 0; r < n; r++) {
        e->at[r] = clipped(&e->window->rows[r],
                           e->at[r] + length * way(a, r) / a->unit[r]);
    }
}

/* Levels come nearer when rounds fail; the next one starts from the best. */
static void judge(struct lines_ascent *a, double bound)
{
    struct lines_engine *e = a->engine;
    size_t bytes = (size_t)e->window->n_rows * sizeof *e->center;
    if (bound > a->best) {
        a->ahead *= bound > a->best + a->ahead / 2 ? AHEAD_MORE : 1;
        a->best = bound;
        a->failed = 0;
        memcpy(e->center, e->at, bytes);
        e->has_center = true;
    } else if (++a->failed >= PATIENCE) {
        a->failed = 0;
        a->ahead *= AHEAD_LESS;
        memcpy(e->at, e->center, bytes);
    }
}

static void close_round(struct lines_ascent *a, double value)
{
    struct lines_engine *e = a->engine;
    double bound = a->sum + lines_master_row_bound(e->master, e->at) +
                   e->untouched;
    judge(a, bound);
    a->next = 0;
    a->rounds++;
    a->waving = a->waves > 0 && a->waves < a->max_waves;
    if (a->ahead <= 0 && !a->waving) { /* the first step */
        a->ahead = AHEAD_FIRST * fabs(a->best);
        memcpy(e->at, e->center, (size_t)e->window->n_rows * sizeof *e->at);
        step(a, a->best);
    } else if (!a->waving) {
        step(a, a->failed > 0 ? bound : a->best);
    }
    bool enough = a->brief || a->ahead < AHEAD_LAST * fabs(a->best);
    a->done = a->best >= value || (!a->waving && enough);
}

/* In a wave duals move after every person, so that the next one chooses
 * otherwise; their mean is worth a round when it is over. */
static void move_wave(struct lines_ascent *a)
{
    const struct window *w = a->engine->window;
    double people = w->part.n_people;
    for (int32_t r = 0; r < w->n_rows; r++) {
        const struct window_row *row = &w->rows[r];
        double share =
            (double)(wanted_amount(row, a->wave[r]) - row->base) / people;
        double missing = share - (double)(a->amount[r] - row->base);
        a->wave[r] = clipped(row, a->wave[r] +
                                      a->strength * a->scale[r] * missing);
        a->passed[r] += a->wave[r] / people;
        a->amount[r] = row->base;
    }
}

static void close_wave(struct lines_ascent *a)
{
    size_t bytes = (size_t)a->engine->window->n_rows * sizeof *a->passed;
    a->strength *= a->brief ? WAVE_LESS_BRIEF : WAVE_LESS;
    a->waves++;
    a->next = 0;
    a->waving = a->waves % LOOK_EVERY != 0;
    memcpy(a->engine->at, a->passed, bytes);
}

static void price_person(struct lines_ascent *a)
{
    struct lines_engine *e = a->engine;
    const struct window_line *line = &e->window->lines[a->next];
    struct lines_priced priced = lines_price_run(
        e->price, a->next, a->waving ? a->wave : e->at,
        &(struct lines_wanted){.cutoff = (double)INFINITY, .rough = true});
    a->sum += priced.bound;
    if (priced.found && a->brief && a->waves + COLUMN_WAVES >= a->max_waves) {
        lines_master_add(e->master, a->next, (double)priced.own, priced.line);
    }
    for (int32_t d = 0; priced.found && d < e->problem->n_days; d++) {
        int32_t c = d * e->problem->n_patterns + priced.line[d];
        for (int32_t i = line->from[c]; i < line->from[c + 1]; i++) {
            a->amount[line->at[i].row] += line->at[i].coef;
        }
    }
    a->next++;
}

static void open_round(struct lines_ascent *a)
{
    const struct window *w = a->engine->window;
    a->sum = 0;
    for (int32_t r = 0; r < w->n_rows; r++) {
        a->amount[r] = w->rows[r].base;
        a->passed[r] = 0;
    }
}

bool lines_ascent_work(struct lines_ascent *a, double value,
                       const struct lines_limits *limits)
{
    struct lines_engine *e = a->engine;
    while (!a->done) {
        if (lines_must_leave(e, limits)) {
            return true;
        }
        if (a->next == 0) {
            open_round(a);
        }
        price_person(a);
        bool last = a->next == e->problem->n_people;
        if (a->waving) {
            move_wave(a);
        }
        if (last && a->waving) {
            close_wave(a);
        } else if (last) {
            close_round(a, value);
        }
    }
    return false;
}
