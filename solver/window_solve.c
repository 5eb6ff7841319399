/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window_solve.c - a window by column generation. */
#include "solver/window_solve.h"

#include <math.h>

#include "solver/choose.h"
#include "solver/unit.h"
#include "solver/window_dive.h"
#include "solver/window_parts.h"

/* Prices are a mean of the best so far and the master's (Wentges 1997), which
 * alone jump about. The weight of the best goes up while bounds get worse. */
#define SMOOTH_MOST 0.8
#define SMOOTH_UP 0.2
#define SMOOTH_DOWN 0.1
/* Between value and bound of the relaxation: near enough to stop. */
#define NEAR 0.1
/* Share of that distance which pricing may leave open, for all lines. */
#define SLACK 0.2
/* Columns this near to an answer, as a share of what is open, are kept. */
#define POOL_SHARE 0.2
enum {
    POOL_LINES = 30, /* of a person, for a window */
    SPLICES = 10,    /* of them, those that are measured anew */
    OTHERS = 3,      /* lines of a pricing beside the cheapest */
    CHOICE_TICKS = 10 /* of making a window, for each pattern of a cell */
};

struct window_solver *window_solver_new(const struct problem *problem)
{
    struct window_solver *solver = xcalloc(1, sizeof *solver);
    size_t cells = (size_t)problem->n_days * (size_t)problem->n_patterns;
    solver->problem = problem;
    solver->pricing =
        xcalloc((size_t)problem->n_people, sizeof *solver->pricing);
    solver->unit = (double)problem_unit(problem);
    solver->hard = window_hard(problem);
    solver->room = pricing_room_new();
    solver->pool = pool_new(problem);
    solver->cell = xcalloc(cells, sizeof *solver->cell);
    solver->row_price =
        xcalloc((size_t)problem->n_rows + 1, sizeof *solver->row_price);
    solver->whole = xcalloc((size_t)problem->n_days, sizeof *solver->whole);
    solver->others.room = OTHERS;
    solver->others.line = xcalloc(OTHERS * (size_t)problem->n_days,
                                  sizeof *solver->others.line);
    solver->others.own = xcalloc(OTHERS, sizeof *solver->others.own);
    return solver;
}

void window_solver_free(struct window_solver *solver)
{
    if (!solver) {
        return;
    }
    for (int32_t i = 0; i < solver->problem->n_people; i++) {
        pricing_free(solver->pricing[i]);
    }
    pricing_room_free(solver->room);
    pool_free(solver->pool);
    free(solver->pricing);
    free(solver->cell);
    free(solver->row_price);
    free(solver->whole);
    free(solver->others.line);
    free(solver->others.own);
    free(solver);
}

void window_solver_start(struct window_solver *solver, const double *row_dual)
{
    for (int32_t r = 0; r < solver->problem->n_rows; r++) {
        solver->row_price[r] = -row_dual[r];
    }
}

uint64_t window_solver_ticks(const struct window_solver *solver)
{
    uint64_t sum = solver->ticks;
    for (int32_t i = 0; i < solver->problem->n_people; i++) {
        sum += solver->pricing[i] ? pricing_ticks(solver->pricing[i]) : 0;
    }
    return sum;
}

int64_t window_solver_columns(const struct window_solver *solver)
{
    return solver->columns;
}

double window_solver_open(const struct window_solver *solver)
{
    return solver->open;
}

struct pricing *window_solver_pricing(struct window_solver *solver,
                                      int32_t person)
{
    if (!solver->pricing[person]) {
        solver->pricing[person] = pricing_new(solver->problem, person);
        pricing_share(solver->pricing[person], solver->room);
    }
    return solver->pricing[person];
}

/* ---- where the window stands ---------------------------------------------- */

static const int16_t *line_now(const struct attempt *a, int32_t line)
{
    return roster_line(evaluation_roster(a->evaluation),
                       a->window->lines[line].person);
}

/* A column of the window's days of the whole line; its index, -1 when it was
 * there. */
static int32_t add_column(struct attempt *a, int32_t k, const int16_t *whole,
                          const struct score *score)
{
    int32_t c = columns_add(
        &a->columns, k, (double)score->total + a->window->hard * score->breaches,
        whole);
    if (c >= 0) {
        vec_push(&a->own, score->total);
    }
    return c;
}

static void take_now(struct attempt *a)
{
    const struct window *w = a->window;
    int64_t *amounts = xcalloc((size_t)w->n_rows + 1, sizeof *amounts);
    for (int32_t r = 0; r < w->n_rows; r++) {
        amounts[r] = w->rows[r].base;
    }
    a->now = w->fixed;
    for (int32_t k = 0; k < w->part.n_people; k++) {
        const int16_t *line = line_now(a, k);
        struct score score =
            line_score(w->problem, w->lines[k].person, line);
        int32_t c = add_column(a, k, line, &score);
        column_amounts(&a->columns, c, amounts);
        a->now += a->columns.list.at[c].value;
    }
    a->now += window_row_cost(w, amounts);
    free(amounts);
}

/* ---- lines seen before ------------------------------------------------------ */

/* Writes the line as it stands with the window's days of another. */
static void splice(const struct attempt *a, int32_t k, const int16_t *line)
{
    const struct window *w = a->window;
    int16_t *whole = a->solver->whole;
    size_t n = (size_t)(w->part.last - w->part.first + 1);
    memcpy(whole, line_now(a, k),
           (size_t)w->problem->n_days * sizeof *whole);
    memcpy(&whole[w->part.first], &line[w->part.first], n * sizeof *whole);
}

/* Whatever of the pool's lines is whole with the frozen days around it. */
static void take_pool(struct attempt *a, int32_t k)
{
    const struct window *w = a->window;
    int32_t person = w->lines[k].person;
    size_t bytes = (size_t)w->problem->n_days * sizeof(int16_t);
    int32_t tries = SPLICES;
    for (int32_t n = 0; n < POOL_LINES && tries > 0; n++) {
        struct pool_line seen = pool_line(a->solver->pool, person, n);
        if (!seen.line) {
            return;
        }
        struct score score = {.total = seen.own};
        splice(a, k, seen.line);
        if (memcmp(a->solver->whole, seen.line, bytes) != 0) {
            if (columns_find(&a->columns, k, a->solver->whole) >= 0) {
                continue;
            }
            tries--;
            score = line_score(w->problem, person, a->solver->whole);
        }
        if (score.breaches == 0) {
            (void)add_column(a, k, a->solver->whole, &score);
        }
    }
}

/* Columns that nearly were part of an answer may be part of the next. */
static void give_pool(struct attempt *a)
{
    const struct window *w = a->window;
    double least = a->now - a->bound;
    for (int32_t c = w->part.n_people; c < a->columns.list.n; c++) {
        int32_t k = a->columns.list.at[c].line;
        if (master_share(a->master, c) < 1e-6 &&
            master_reduced_cost(a->master, c) > POOL_SHARE * least) {
            continue;
        }
        memcpy(a->solver->whole, line_now(a, k),
               (size_t)w->problem->n_days * sizeof *a->solver->whole);
        memcpy(&a->solver->whole[w->part.first], a->columns.list.at[c].days,
               (size_t)a->columns.n_days * sizeof *a->solver->whole);
        pool_add(a->solver->pool, w->lines[k].person, a->solver->whole,
                 a->own.at[c]);
    }
}

/* ---- pricing ----------------------------------------------------------------- */

/* Each line's cheapest column at the round's prices: nothing dearer is wanted,
 * and when nothing is cheaper that is the bound. */
static void find_cutoffs(struct attempt *a)
{
    const struct window *w = a->window;
    for (int32_t k = 0; k < w->part.n_people; k++) {
        a->cutoff[k] = (double)INFINITY;
    }
    for (int32_t c = 0; c < a->columns.list.n; c++) {
        const struct column *column = &a->columns.list.at[c];
        const struct master_entry *entry;
        int32_t n = a->master ? master_entries(a->master, c, &entry) : 0;
        double sum = column->value;
        for (int32_t e = 0; e < n; e++) {
            sum += a->price[entry[e].row] * entry[e].coef;
        }
        if (sum < a->cutoff[column->line]) {
            a->cutoff[column->line] = sum;
        }
    }
}

/* No line worth having pays for a pattern that a dive has ruled out. */
static void bar_cells(const struct attempt *a, int32_t k)
{
    const struct window *w = a->window;
    int32_t n = w->problem->n_patterns;
    for (int32_t d = 0; a->fixed && d < a->columns.n_days; d++) {
        int16_t only = a->fixed[k * a->columns.n_days + d];
        double *cell = &a->solver->cell[(w->part.first + d) * n];
        for (int32_t q = 0; only >= 0 && q < n; q++) {
            cell[q] += q == only ? 0 : WINDOW_HARD;
        }
    }
}

/* Keeps a priced line as a column. */
static void keep_line(struct attempt *a, int32_t k, const int16_t *line,
                      cost own, struct window_round *round)
{
    struct score score = {.total = own};
    int32_t c = add_column(a, k, line, &score);
    if (c >= 0 && a->master) {
        master_extend(a->master);
        round->worth += master_reduced_cost(a->master, c) < -WINDOW_WORTH;
    }
}

/* Prices one person; what is found becomes columns. */
static void price_line(struct attempt *a, int32_t k, double gap,
                       struct window_round *round)
{
    const struct window *w = a->window;
    struct window_solver *s = a->solver;
    struct pricing_options options = {
        .max_labels = a->effort->labels,
        .frozen = line_now(a, k),
        .first = w->part.first,
        .last = w->part.last,
        .has_cutoff = true,
        .cutoff = a->cutoff[k] - WINDOW_WORTH,
        .gap = gap,
        .others = &s->others,
    };
    double bound;
    window_price(w, k, a->price, s->cell);
    bar_cells(a, k);
    struct priced_line priced = pricing_run(
        window_solver_pricing(s, w->lines[k].person), s->cell, &options, s->whole, &bound);
    round->bound += bound;
    if (priced.found) {
        keep_line(a, k, s->whole, priced.own, round);
    }
    for (int32_t i = 0; a->master && i < s->others.n; i++) {
        keep_line(a, k, &s->others.line[i * w->problem->n_days],
                  s->others.own[i], round);
    }
}

struct window_round window_price_lines(struct attempt *a, double gap)
{
    struct window_round round = {0};
    find_cutoffs(a);
    for (int32_t k = 0; k < a->window->part.n_people; k++) {
        price_line(a, k, gap / a->window->part.n_people, &round);
    }
    return round;
}

/* Within what the row's curve can ask for. */
static double within(const struct curve *curve, double price)
{
    double low = curve->slope[0];
    double high = curve->slope[curve->n - 1];
    price = price < low ? low : price;
    return price > high ? high : price;
}

static void recall_prices(struct attempt *a)
{
    for (int32_t r = 0; r < a->window->n_rows; r++) {
        const struct window_row *row = &a->window->rows[r];
        a->price[r] = within(&row->curve, a->solver->row_price[row->row]);
    }
}

static void remember_prices(const struct attempt *a)
{
    for (int32_t r = 0; r < a->window->n_rows; r++) {
        a->solver->row_price[a->window->rows[r].row] = a->best_price[r];
    }
}

/* Whether the present prices gave the best bound so far. */
static bool take_bound(struct attempt *a, double bound)
{
    if (!(bound > a->bound)) {
        return false;
    }
    a->bound = bound;
    memcpy(a->best_price, a->price,
           (size_t)a->window->n_rows * sizeof *a->price);
    return true;
}

static void mix_prices(struct attempt *a, double smooth)
{
    for (int32_t r = 0; r < a->window->n_rows; r++) {
        a->price[r] = smooth * a->best_price[r] +
                      (1 - smooth) * master_price(a->master, r);
    }
}

static bool nothing_better(const struct attempt *a)
{
    return a->bound > a->now - a->unit + 1e-6;
}

static double next_smooth(double smooth, bool improved)
{
    if (improved) {
        return smooth > SMOOTH_DOWN ? smooth - SMOOTH_DOWN : 0;
    }
    return smooth + SMOOTH_UP < SMOOTH_MOST ? smooth + SMOOTH_UP : SMOOTH_MOST;
}

bool window_spent(const struct attempt *a, uint64_t times)
{
    uint64_t used = window_solver_ticks(a->solver) - a->begun +
                    (a->master ? master_ticks(a->master) : 0);
    return a->effort->ticks > 0 && used >= times * a->effort->ticks;
}

/* Rounds of pricing and master until they meet, nothing better is left or there
 * was enough work. */
static void generate(struct attempt *a)
{
    double open = a->now; /* distance of value and bound */
    double smooth = 0;
    bool smoothed = true;
    for (int32_t r = 0; r < a->effort->rounds && !window_spent(a, 1); r++) {
        struct window_round round =
            window_price_lines(a, smoothed ? SLACK * open : SLACK * NEAR);
        bool improved = take_bound(
            a, round.bound + window_row_bound(a->window, a->price));
        if (nothing_better(a)) {
            return;
        }
        if (master_solve(a->master, WINDOW_PIVOTS) != LP_OPTIMAL) {
            return;
        }
        open = master_value(a->master) - a->bound;
        if (open < NEAR || (round.worth == 0 && !smoothed)) {
            return;
        }
        smooth = next_smooth(smooth, improved);
        smoothed = round.worth > 0 && smooth > 0;
        mix_prices(a, smoothed ? smooth : 0);
    }
}

/* ---- the answer ---------------------------------------------------------------- */

double window_choice_value(const struct attempt *a, const int32_t *chosen)
{
    const struct window *w = a->window;
    int64_t *amounts = xcalloc((size_t)w->n_rows + 1, sizeof *amounts);
    double sum = w->fixed;
    for (int32_t r = 0; r < w->n_rows; r++) {
        amounts[r] = w->rows[r].base;
    }
    for (int32_t k = 0; k < w->part.n_people; k++) {
        sum += a->columns.list.at[chosen[k]].value;
        column_amounts(&a->columns, chosen[k], amounts);
    }
    sum += window_row_cost(w, amounts);
    free(amounts);
    return sum;
}

/* Of the columns there are, and by dive where they leave much to be had. */
static bool choose(struct attempt *a, int32_t *chosen)
{
    if (!a->master) {
        *chosen = a->columns.list.n - 1;
        return *chosen > 0;
    }
    const struct choice choice = {
        .columns = &a->columns,
        .master = a->master,
        .unit = a->unit,
        .now = a->now,
        .nodes = a->effort->nodes,
        .tries = a->effort->tries,
    };
    bool found = choose_columns(&choice, a->random, chosen, &a->solver->ticks);
    double best = found ? window_choice_value(a, chosen) : a->now;
    return window_dive(a, best, chosen) || found;
}

static enum window_outcome apply(struct attempt *a, const int32_t *chosen)
{
    const struct window *w = a->window;
    int32_t n = 0;
    struct change *changes = xcalloc((size_t)w->part.n_people, sizeof *changes);
    for (int32_t k = 0; k < w->part.n_people; k++) {
        if (chosen[k] != k) { /* the first columns are what stands */
            changes[n++] = (struct change){
                .person = w->lines[k].person,
                .first = w->part.first,
                .n = a->columns.n_days,
                .patterns = a->columns.list.at[chosen[k]].days,
            };
        }
    }
    enum window_outcome outcome = WINDOW_SAME;
    if (n > 0) {
        struct delta delta = evaluation_delta(a->evaluation, changes, n);
        bool even = delta.breaches == 0 && delta.total == 0;
        if (even || delta.breaches < 0 ||
            (delta.breaches == 0 && delta.total < 0)) {
            evaluation_apply(a->evaluation, changes, n);
            outcome = even ? WINDOW_EVEN : WINDOW_BETTER;
        }
    }
    free(changes);
    return outcome;
}

static enum window_outcome run(struct attempt *a)
{
    int32_t n_people = a->window->part.n_people;
    enum window_outcome outcome = WINDOW_SAME;
    recall_prices(a);
    if (a->window->n_rows == 0 && n_people == 1) {
        take_bound(a, window_price_lines(a, 0).bound + a->window->fixed);
        a->relaxed = a->bound;
    } else {
        for (int32_t k = 0; k < n_people; k++) {
            take_pool(a, k);
        }
        a->master = master_new(&a->columns);
        master_solve(a->master, WINDOW_PIVOTS);
        generate(a);
        a->relaxed = master_value(a->master);
        give_pool(a);
    }
    int32_t *chosen = xcalloc((size_t)n_people, sizeof *chosen);
    if (!nothing_better(a) && choose(a, chosen)) {
        outcome = apply(a, chosen);
    }
    free(chosen);
    return nothing_better(a) ? WINDOW_BEST : outcome;
}

/* Days outside the window have no prices. */
static void clear_cells(const struct attempt *a)
{
    const struct window *w = a->window;
    int32_t first = w->part.first * w->problem->n_patterns;
    int32_t end = (w->part.last + 1) * w->problem->n_patterns;
    memset(&a->solver->cell[first], 0,
           (size_t)(end - first) * sizeof *a->solver->cell);
}

enum window_outcome window_solve(struct window_solver *solver,
                                 struct evaluation *evaluation,
                                 const struct window_part *part,
                                 const struct window_effort *effort,
                                 struct random *random)
{
    struct attempt a = {
        .solver = solver,
        .evaluation = evaluation,
        .effort = effort,
        .random = random,
        .begun = window_solver_ticks(solver),
    };
    bool broken = evaluation_breaches(evaluation) > 0;
    a.unit = broken ? 1 : solver->unit;
    a.window = window_new(solver->problem, evaluation_roster(evaluation),
                          evaluation_amounts(evaluation), part,
                          broken ? WINDOW_HARD : solver->hard);
    size_t n_rows = (size_t)a.window->n_rows + 1;
    a.price = xcalloc(n_rows, sizeof *a.price);
    a.best_price = xcalloc(n_rows, sizeof *a.best_price);
    a.cutoff = xcalloc((size_t)part->n_people, sizeof *a.cutoff);
    a.bound = -(double)INFINITY;
    columns_init(&a.columns, a.window);
    take_now(&a);
    enum window_outcome outcome = run(&a);
    remember_prices(&a);
    clear_cells(&a);
    solver->ticks += (uint64_t)part->n_people *
                     (uint64_t)(part->last - part->first + 1) *
                     (uint64_t)solver->problem->n_patterns * CHOICE_TICKS;
    if (a.master) {
        solver->ticks += master_ticks(a.master);
    }
    solver->columns += a.columns.list.n;
    solver->open = nothing_better(&a) ? 0 : a.now - a.relaxed;
    master_free(a.master);
    columns_release(&a.columns);
    vec_release(&a.own);
    window_free(a.window);
    free(a.price);
    free(a.best_price);
    free(a.cutoff);
    return outcome;
}
