/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lagrange.c - a lower bound from any prices of the rows. */
#include "solver/lagrange.h"

#include <math.h>

#include "solver/pricing.h"
#include "solver/window.h"

struct lagrange {
    const struct problem *problem;
    struct window *window;    /* everybody, all days */
    struct pricing **pricing; /* by person */
    struct pricing_room *room;
    double *dual;             /* by local row: price of one more unit */
    double *best_dual;
    int64_t *amount;          /* by local row: of the lines last priced */
    double *cell;             /* scratch: prices of one person */
    int16_t *line;
    double untouched; /* cost of rows that no choice touches */
    double last, best;
    double factor;  /* of the step length; halves while nothing improves */
    double *mean;   /* by row: direction of the next step, in units */
    double *unit;   /* by row: its largest coefficient */
    int32_t rounds;
    int32_t failed; /* rounds since the last improvement */
};

enum { PATIENCE = 4 };
#define MEMORY 0.7
#define SAME_SLOPE 1e-6

/* Rows without a term, or whose terms nobody may choose. */
static double untouched_cost(const struct problem *p, const int64_t *amounts,
                             const struct window *window)
{
    double sum = 0;
    for (int32_t r = 0; r < p->n_rows; r++) {
        if (!window->touched[r]) {
            sum += (double)gauge_cost(&p->rows[r].gauge, amounts[r]);
        }
    }
    return sum;
}

static void find_units(struct lagrange *l)
{
    int32_t cells = l->problem->n_days * l->problem->n_patterns;
    for (int32_t r = 0; r < l->window->n_rows; r++) {
        l->unit[r] = 1;
    }
    for (int32_t i = 0; i < l->problem->n_people; i++) {
        const struct window_line *line = &l->window->lines[i];
        for (int32_t e = 0; e < line->from[cells]; e++) {
            double coef = fabs((double)line->at[e].coef);
            double *unit = &l->unit[line->at[e].row];
            *unit = coef > *unit ? coef : *unit;
        }
    }
}

struct lagrange *lagrange_new(const struct problem *problem)
{
    struct lagrange *l = xcalloc(1, sizeof *l);
    size_t n_people = (size_t)problem->n_people;
    int32_t *people = xcalloc(n_people, sizeof *people);
    int64_t *amounts = xcalloc((size_t)problem->n_rows + 1, sizeof *amounts);
    struct roster *roster = roster_new(problem);
    l->problem = problem;
    l->pricing = xcalloc(n_people, sizeof *l->pricing);
    l->room = pricing_room_new();
    for (int32_t i = 0; i < problem->n_people; i++) {
        people[i] = i;
        l->pricing[i] = pricing_new(problem, i);
        pricing_share(l->pricing[i], l->room);
    }
    for (int32_t r = 0; r < problem->n_rows; r++) {
        amounts[r] = row_amount(problem, r, roster);
    }
    l->window = window_new(
        problem, roster, amounts,
        &(struct window_part){people, problem->n_people, 0,
                              problem->n_days - 1});
    size_t n = (size_t)l->window->n_rows + 1;
    l->dual = xcalloc(n, sizeof *l->dual);
    l->best_dual = xcalloc(n, sizeof *l->best_dual);
    l->amount = xcalloc(n, sizeof *l->amount);
    l->cell = xcalloc((size_t)(problem->n_days * problem->n_patterns),
                      sizeof *l->cell);
    l->line = xcalloc((size_t)problem->n_days, sizeof *l->line);
    l->mean = xcalloc(n, sizeof *l->mean);
    l->unit = xcalloc(n, sizeof *l->unit);
    find_units(l);
    l->untouched = untouched_cost(problem, amounts, l->window);
    l->best = l->last = -(double)INFINITY;
    l->factor = 1;
    roster_free(roster);
    free(people);
    free(amounts);
    return l;
}

void lagrange_free(struct lagrange *l)
{
    if (!l) {
        return;
    }
    for (int32_t i = 0; i < l->problem->n_people; i++) {
        pricing_free(l->pricing[i]);
    }
    pricing_room_free(l->room);
    window_free(l->window);
    free(l->pricing);
    free(l->dual);
    free(l->best_dual);
    free(l->amount);
    free(l->mean);
    free(l->unit);
    free(l->cell);
    free(l->line);
    free(l);
}

void lagrange_start(struct lagrange *l, const double *row_dual)
{
    for (int32_t r = 0; r < l->window->n_rows; r++) {
        l->dual[r] = -row_dual[l->window->rows[r].row];
    }
}

static void price_cells(struct lagrange *l, int32_t person)
{
    const struct window_line *line = &l->window->lines[person];
    int32_t cells = l->problem->n_days * l->problem->n_patterns;
    memcpy(l->cell, line->price, (size_t)cells * sizeof *l->cell);
    for (int32_t c = 0; c < cells; c++) {
        for (int32_t e = line->from[c]; e < line->from[c + 1]; e++) {
            l->cell[c] += l->dual[line->at[e].row] * line->at[e].coef;
        }
    }
}

static void add_amounts(struct lagrange *l, int32_t person)
{
    const struct window_line *line = &l->window->lines[person];
    for (int32_t d = 0; d < l->problem->n_days; d++) {
        int32_t c = d * l->problem->n_patterns + l->line[d];
        for (int32_t e = line->from[c]; e < line->from[c + 1]; e++) {
            l->amount[line->at[e].row] += line->at[e].coef;
        }
    }
}

/* Bound of all lines; their amounts, for the subgradient, on the way. */
static double price_lines(struct lagrange *l, int64_t labels)
{
    struct pricing_options options = {.max_labels = labels};
    double sum = 0;
    for (int32_t r = 0; r < l->window->n_rows; r++) {
        l->amount[r] = l->window->rows[r].base;
    }
    for (int32_t i = 0; i < l->problem->n_people; i++) {
        double bound;
        price_cells(l, i);
        struct priced_line line = pricing_run(l->pricing[i], l->cell, &options,
                                              l->line, &bound);
        sum += bound;
        if (line.found) {
            add_amounts(l, i);
        }
    }
    return sum;
}

/* The amount within reach at which the row costs least for its price. */
static int64_t wanted(const struct lagrange *l, int32_t r)
{
    const struct window_row *row = &l->window->rows[r];
    int64_t at = curve_lowest(&row->curve, l->dual[r]);
    at = at < row->least ? row->least : at;
    return at > row->most ? row->most : at;
}

static double bound_rows(const struct lagrange *l)
{
    double sum = l->window->fixed + l->untouched;
    for (int32_t r = 0; r < l->window->n_rows; r++) {
        const struct window_row *row = &l->window->rows[r];
        int64_t at = wanted(l, r);
        sum += curve_cost(&row->curve, at) -
               l->dual[r] * (double)(at - row->base);
    }
    return sum;
}

/* How far the lines' amount is from where the row costs least; 0 all along a
 * piece whose slope is the price. */
static double distance(const struct lagrange *l, int32_t r)
{
    const struct window_row *row = &l->window->rows[r];
    int64_t from = row->least;
    int64_t to = row->most;
    for (int32_t j = 0; j < row->curve.n; j++) {
        double slope = row->curve.slope[j];
        int64_t end = j + 1 < row->curve.n ? row->curve.knot[j + 1] : row->most;
        if (slope < l->dual[r] - SAME_SLOPE) {
            from = end;
        }
        if (slope > l->dual[r] + SAME_SLOPE) {
            to = row->curve.knot[j];
            break;
        }
    }
    if (l->amount[r] < from) {
        return (double)(l->amount[r] - from);
    }
    return l->amount[r] > to ? (double)(l->amount[r] - to) : 0;
}

/* The direction is a running mean of subgradients: single lines jump about,
 * their mean is nearly a fractional roster (Barahona & Anbil 2000). */
static void step(struct lagrange *l, double target)
{
    double square = 0;
    for (int32_t r = 0; r < l->window->n_rows; r++) {
        double slope = distance(l, r) / l->unit[r];
        l->mean[r] = l->rounds == 0 ? slope
                                    : MEMORY * l->mean[r] +
                                          (1 - MEMORY) * slope;
        square += l->mean[r] * l->mean[r];
    }
    double length = l->factor * (target - l->last) / square;
    for (int32_t r = 0; square > 0 && r < l->window->n_rows; r++) {
        l->dual[r] += length * l->mean[r] / l->unit[r];
    }
    l->rounds++;
}

double lagrange_step(struct lagrange *l, double target, int64_t labels)
{
    size_t bytes = (size_t)l->window->n_rows * sizeof *l->dual;
    l->last = price_lines(l, labels) + bound_rows(l);
    if (l->last > l->best) {
        l->best = l->last;
        l->failed = 0;
        memcpy(l->best_dual, l->dual, bytes);
    } else if (++l->failed >= PATIENCE) {
        l->failed = 0;
        l->factor *= 0.5;
        memcpy(l->dual, l->best_dual, bytes);
    }
    if (l->last < target) {
        step(l, target);
    }
    return l->best;
}

double lagrange_last(const struct lagrange *l)
{
    return l->last;
}

double lagrange_best(const struct lagrange *l)
{
    return l->best;
}

uint64_t lagrange_ticks(const struct lagrange *l)
{
    uint64_t sum = 0;
    for (int32_t i = 0; i < l->problem->n_people; i++) {
        sum += pricing_ticks(l->pricing[i]);
    }
    return sum;
}
