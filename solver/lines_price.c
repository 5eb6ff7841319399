/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_price.c - everybody's cheapest whole line for duals of the rows. */
#include "solver/lines_price.h"

#include <math.h>

struct lines_price {
    const struct window *window;
    struct pricing **pricing; /* by line */
    struct pricing_room *room;
    int16_t *found;           /* [n_lines][n_days]: the last line of each */
    double *cell;             /* scratch: prices of one person */
    struct VEC_OF(struct lines_bar) bars; /* by line */
    int32_t *first_bar;       /* [n_lines + 1] */
};

struct lines_price *lines_price_new(const struct window *window)
{
    struct lines_price *p = xcalloc(1, sizeof *p);
    const struct problem *problem = window->problem;
    size_t n_lines = (size_t)window->part.n_people;
    size_t cells = (size_t)problem->n_days * (size_t)problem->n_patterns;
    p->window = window;
    p->pricing = xcalloc(n_lines, sizeof *p->pricing);
    p->found = xcalloc(n_lines * (size_t)problem->n_days, sizeof *p->found);
    p->cell = xcalloc(cells, sizeof *p->cell);
    p->first_bar = xcalloc(n_lines + 1, sizeof *p->first_bar);
    p->room = pricing_room_new();
    for (size_t k = 0; k < n_lines; k++) {
        p->pricing[k] = pricing_new(problem, window->lines[k].person);
        pricing_share(p->pricing[k], p->room);
    }
    return p;
}

void lines_price_free(struct lines_price *p)
{
    if (!p) {
        return;
    }
    for (int32_t k = 0; k < p->window->part.n_people; k++) {
        pricing_free(p->pricing[k]);
    }
    pricing_room_free(p->room);
    vec_release(&p->bars);
    free(p->pricing);
    free(p->found);
    free(p->cell);
    free(p->first_bar);
    free(p);
}

void lines_price_bar(struct lines_price *p, const struct lines_bar *bars,
                     int32_t n)
{
    int32_t n_lines = p->window->part.n_people;
    memset(p->first_bar, 0, ((size_t)n_lines + 1) * sizeof *p->first_bar);
    vec_clear(&p->bars);
    for (int32_t i = 0; i < n; i++) {
        p->first_bar[bars[i].line + 1]++;
        vec_push(&p->bars, bars[i]);
    }
    for (int32_t k = 0; k < n_lines; k++) {
        p->first_bar[k + 1] += p->first_bar[k];
    }
    for (int32_t i = 0; i < n; i++) { /* first_bar runs ahead and is set back */
        p->bars.at[p->first_bar[bars[i].line]++] = bars[i];
    }
    for (int32_t k = n_lines; k > 0; k--) {
        p->first_bar[k] = p->first_bar[k - 1];
    }
    p->first_bar[0] = 0;
}

static void price_cells(struct lines_price *p, int32_t k, const double *dual)
{
    const struct window_line *line = &p->window->lines[k];
    const struct problem *problem = p->window->problem;
    int32_t n = problem->n_patterns;
    int32_t cells = problem->n_days * n;
    memcpy(p->cell, line->price, (size_t)cells * sizeof *p->cell);
    for (int32_t c = 0; c < cells; c++) {
        for (int32_t e = line->from[c]; e < line->from[c + 1]; e++) {
            p->cell[c] -= dual[line->at[e].row] * line->at[e].coef;
        }
    }
    for (int32_t b = p->first_bar[k]; b < p->first_bar[k + 1]; b++) {
        const struct lines_bar *bar = &p->bars.at[b];
        for (int32_t q = 0; q < n; q++) {
            p->cell[bar->day * n + q] +=
                SET_HAS(&bar->barred, q) ? LINES_BARRED : 0;
        }
    }
}

struct lines_priced lines_price_run(struct lines_price *p, int32_t k,
                                    const double *dual,
                                    const struct lines_wanted *wanted)
{
    int16_t *whole = &p->found[(int64_t)k * p->window->problem->n_days];
    struct pricing_options options = {
        .has_cutoff = wanted->cutoff < (double)INFINITY,
        .cutoff = wanted->cutoff,
        .rough = wanted->rough,
    };
    struct lines_priced out = {.line = whole};
    price_cells(p, k, dual);
    struct priced_line priced =
        pricing_run(p->pricing[k], p->cell, &options, whole, &out.bound);
    out.found = priced.found && priced.value < LINES_BARRED / 2;
    out.exact = priced.exact;
    out.value = priced.value;
    out.own = priced.own;
    return out;
}

double lines_price_value(const struct lines_price *p, int32_t line, double own,
                         const int16_t *whole)
{
    const struct problem *problem = p->window->problem;
    for (int32_t d = 0; d < problem->n_days; d++) {
        own += p->window->lines[line]
                   .price[d * problem->n_patterns + whole[d]];
    }
    return own;
}

uint64_t lines_price_ticks(const struct lines_price *p)
{
    uint64_t sum = 0;
    for (int32_t k = 0; k < p->window->part.n_people; k++) {
        sum += pricing_ticks(p->pricing[k]);
    }
    return sum;
}
