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
    int16_t *only;            /* [n_lines][n_days]: what bars leave, or -1 */
    struct open_days *open;   /* [n_lines] */
};

/* Days of a line on which there is something to choose, and those between. */
struct open_days {
    int32_t first, last; /* first > last: none */
    cost own;            /* of the line, then */
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
    p->only = xcalloc(n_lines * (size_t)problem->n_days, sizeof *p->only);
    p->open = xcalloc(n_lines, sizeof *p->open);
    p->room = pricing_room_new();
    for (size_t k = 0; k < n_lines; k++) {
        p->pricing[k] = pricing_new(problem, window->lines[k].person);
        pricing_share(p->pricing[k], p->room);
        p->open[k].last = problem->n_days - 1;
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
    free(p->only);
    free(p->open);
    free(p);
}

/* The pattern that a day's bars leave, -1 when there are several or none. */
static int16_t only_left(const struct problem *problem, int32_t cell,
                         const struct lines_bar *bar)
{
    int16_t only = -1;
    for (int32_t w = 0; w < PATTERN_MAX / 64; w++) {
        uint64_t left = problem->allowed[cell].bits[w] & ~bar->barred.bits[w];
        if ((left & (left - 1)) != 0 || (left != 0 && only >= 0)) {
            return -1;
        }
        only = left != 0 ? (int16_t)(w * 64 + __builtin_ctzll(left)) : only;
    }
    return only;
}

static void find_open_days(struct lines_price *p, int32_t k)
{
    const struct problem *problem = p->window->problem;
    int32_t person = p->window->lines[k].person;
    int32_t n_days = problem->n_days;
    int16_t *only = &p->only[(int64_t)k * n_days];
    struct open_days *open = &p->open[k];
    for (int32_t d = 0; d < n_days; d++) {
        only[d] = -1;
    }
    for (int32_t b = p->first_bar[k]; b < p->first_bar[k + 1]; b++) {
        const struct lines_bar *bar = &p->bars.at[b];
        int16_t left = only_left(problem, person * n_days + bar->day, bar);
        only[bar->day] = left >= 0 ? left : only[bar->day];
    }
    *open = (struct open_days){0, n_days - 1, 0};
    while (open->first < n_days && only[open->first] >= 0) {
        open->first++;
    }
    while (open->last > open->first && only[open->last] >= 0) {
        open->last--;
    }
    if (open->first > open->last) {
        open->own = line_score(problem, person, only).total;
    }
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
    for (int32_t k = 0; k < n_lines; k++) {
        find_open_days(p, k);
    }
}

bool lines_price_bars(const struct lines_price *p, int32_t line,
                      const int16_t *whole)
{
    for (int32_t b = p->first_bar[line]; b < p->first_bar[line + 1]; b++) {
        const struct lines_bar *bar = &p->bars.at[b];
        if (SET_HAS(&bar->barred, whole[bar->day])) {
            return true;
        }
    }
    return false;
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

/* Frozen days that break a rule by themselves are no matter to pricing. */
static bool fits(const struct lines_price *p, int32_t k, const int16_t *whole)
{
    return line_score(p->window->problem, p->window->lines[k].person, whole)
               .breaches == 0;
}

/* The one line that there is. */
static struct lines_priced price_only(const struct lines_price *p, int32_t k)
{
    const struct problem *problem = p->window->problem;
    const int16_t *only = &p->only[(int64_t)k * problem->n_days];
    struct lines_priced out = {
        .line = only, .exact = true, .own = p->open[k].own};
    out.value = (double)out.own;
    for (int32_t d = 0; d < problem->n_days; d++) {
        out.value += p->cell[d * problem->n_patterns + only[d]];
    }
    out.bound = out.value;
    out.found = fits(p, k, only);
    return out;
}

/* Days of which one pattern is left, before and after all others, are frozen. */
static void keep_ends(const struct lines_price *p, int32_t k,
                      struct pricing_options *options)
{
    const struct open_days *open = &p->open[k];
    int32_t n_days = p->window->problem->n_days;
    if (open->first > 0 || open->last < n_days - 1) {
        options->frozen = &p->only[(int64_t)k * n_days];
        options->first = open->first;
        options->last = open->last;
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
    const struct open_days *open = &p->open[k];
    price_cells(p, k, dual);
    if (open->first > open->last) {
        return price_only(p, k);
    }
    keep_ends(p, k, &options);
    struct priced_line priced =
        pricing_run(p->pricing[k], p->cell, &options, whole, &out.bound);
    out.found = priced.found && priced.value < LINES_BARRED / 2 &&
                (!options.frozen || fits(p, k, whole));
    out.exact = priced.exact;
    out.value = priced.value;
    out.own = priced.own;
    return out;
}

bool lines_price_each(struct lines_price *p, int32_t k, const double *dual,
                      struct pricing_list *list)
{
    struct pricing_options options = {0};
    price_cells(p, k, dual);
    if (p->open[k].first > p->open[k].last) {
        struct lines_priced only = price_only(p, k);
        return !only.found || !(only.value < list->below) ||
               list->take(list->context, only.line, only.own, only.value);
    }
    keep_ends(p, k, &options);
    return pricing_each(p->pricing[k], p->cell, &options, list);
}

const double *lines_price_cells(struct lines_price *p, int32_t k,
                                const double *dual)
{
    price_cells(p, k, dual);
    return p->cell;
}

const struct window *lines_price_window(const struct lines_price *p)
{
    return p->window;
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
