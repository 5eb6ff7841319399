/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.c - a part of a roster that may change, and what the rows make of
 * it. */
#include "solver/window.h"

/* What is known of a row of the problem while the window is made. */
struct reached {
    int64_t base, least, most; /* least, most: added by the window */
    int32_t cells;             /* (person, day) cells that touch it */
    int32_t cell;              /* the one at work */
    int32_t low, high, seen;   /* of that cell's patterns */
    int32_t local;             /* index, LINEAR or SINGLE */
    double slope;              /* when LINEAR */
};
enum { LINEAR = -1, SINGLE = -2 };
/* A unit outside a hard bound, beside the steepest soft one of any row. */
#define HARD_TIMES 10.0

struct maker {
    struct window *window;
    const struct roster *roster;
    const int64_t *amounts;
    struct reached *reached; /* by row of the problem */
    struct int_vec rows;     /* rows of the problem that are touched */
    struct int_vec touched;  /* by the cell at work */
    int32_t cell;
};

typedef void visitor(void *context, int32_t row, int32_t coef);

/* Calls visit() with each row that the person's cell touches and the sum of
 * its coefficients. */
static void visit_touches(const struct problem *p, const int32_t at[2],
                          visitor *visit, void *context)
{
    int32_t person = at[0];
    int32_t cell = at[1];
    int32_t row = -1;
    int32_t coef = 0;
    for (int32_t t = p->touch_first[cell]; t < p->touch_first[cell + 1]; t++) {
        const struct touch *touch = &p->touches[t];
        if (!problem_masked(p, touch->mask, person)) {
            continue;
        }
        if (touch->row != row && coef != 0) {
            visit(context, row, coef);
        }
        coef = (touch->row == row ? coef : 0) + touch->coef;
        row = touch->row;
    }
    if (coef != 0) {
        visit(context, row, coef);
    }
}

static void remove_now(void *context, int32_t row, int32_t coef)
{
    struct maker *m = context;
    m->reached[row].base -= coef;
}

static void reach_row(void *context, int32_t row, int32_t coef)
{
    struct maker *m = context;
    struct reached *r = &m->reached[row];
    if (r->cells == 0) {
        vec_push(&m->rows, row);
        r->base += m->amounts[row];
    }
    if (r->cells == 0 || r->cell != m->cell) {
        vec_push(&m->touched, row);
        r->cell = m->cell;
        r->cells++;
        r->low = r->high = coef;
        r->seen = 0;
    }
    r->low = coef < r->low ? coef : r->low;
    r->high = coef > r->high ? coef : r->high;
    r->seen++;
}

static void close_cell(struct maker *m, int32_t n_allowed)
{
    for (int32_t i = 0; i < m->touched.n; i++) {
        struct reached *r = &m->reached[m->touched.at[i]];
        if (r->seen < n_allowed) {
            r->low = r->low < 0 ? r->low : 0;
            r->high = r->high > 0 ? r->high : 0;
        }
        r->least += r->low;
        r->most += r->high;
    }
    vec_clear(&m->touched);
    m->cell++;
}

static void reach_rows(struct maker *m)
{
    const struct problem *p = m->window->problem;
    const struct window_part *part = &m->window->part;
    for (int32_t k = 0; k < part->n_people; k++) {
        int32_t person = part->people[k];
        for (int32_t d = part->first; d <= part->last; d++) {
            int32_t n_allowed = 0;
            for (int32_t q = 0; q < p->n_patterns; q++) {
                if (problem_allows(p, person, d, q)) {
                    n_allowed++;
                    visit_touches(
                        p, (int32_t[2]){person, d * p->n_patterns + q},
                        reach_row, m);
                }
            }
            close_cell(m, n_allowed);
            int16_t now = roster_line(m->roster, person)[d];
            visit_touches(p, (int32_t[2]){person, d * p->n_patterns + now},
                          remove_now, m);
        }
    }
}

static double hard_cost(const struct window *w, const struct gauge *gauge,
                        int64_t amount)
{
    return (double)gauge_cost(gauge, amount) +
           w->hard * (double)gauge_breach(gauge, amount);
}

/* Slopes of hard bounds come down to what the simplex can count with. */
static void soften(struct curve *curve, double hard, double at)
{
    curve->at[0] = at;
    for (int32_t j = 0; j < curve->n; j++) {
        if (curve->slope[j] > STEEP / 2) {
            curve->slope[j] += hard - STEEP;
        }
        if (curve->slope[j] < -STEEP / 2) {
            curve->slope[j] += STEEP - hard;
        }
        if (j > 0) {
            curve->at[j] = curve->at[j - 1] +
                           curve->slope[j - 1] * (double)(curve->knot[j] -
                                                          curve->knot[j - 1]);
        }
    }
}

static void sort_out_row(struct maker *m, int32_t row)
{
    struct window *w = m->window;
    struct reached *r = &m->reached[row];
    const struct gauge *gauge = &w->problem->rows[row].gauge;
    int64_t least = r->base + r->least;
    int64_t most = r->base + r->most;
    if (r->cells == 1) {
        r->local = SINGLE;
        w->fixed += hard_cost(w, gauge, r->base);
        return;
    }
    struct curve curve = curve_of(w->arena, gauge, least, most);
    soften(&curve, w->hard, hard_cost(w, gauge, least));
    if (curve.n == 1) {
        r->local = LINEAR;
        r->slope = curve.slope[0];
        w->fixed += curve.at[0] + curve.slope[0] * (double)-r->least;
        return;
    }
    r->local = w->n_rows;
    w->rows[w->n_rows++] = (struct window_row){
        .row = row,
        .base = r->base,
        .least = least,
        .most = most,
        .curve = curve,
    };
}

/* ---- lines ------------------------------------------------------------------- */

struct writer {
    const struct maker *maker;
    double *price; /* of the cell at work */
    struct VEC_OF(struct window_entry) entries;
};

static void write_entry(void *context, int32_t row, int32_t coef)
{
    struct writer *w = context;
    const struct reached *r = &w->maker->reached[row];
    const struct window *of = w->maker->window;
    const struct gauge *gauge = &of->problem->rows[row].gauge;
    if (r->local == SINGLE) {
        *w->price += hard_cost(of, gauge, r->base + coef) -
                     hard_cost(of, gauge, r->base);
    } else if (r->local == LINEAR) {
        *w->price += r->slope * coef;
    } else {
        struct window_entry entry = {r->local, coef};
        vec_push(&w->entries, entry);
    }
}

static void write_line(struct writer *w, struct window_line *line)
{
    struct window *window = w->maker->window;
    const struct problem *p = window->problem;
    int32_t first = window->part.first * p->n_patterns;
    int32_t last = (window->part.last + 1) * p->n_patterns;
    size_t cells = (size_t)(p->n_days * p->n_patterns);
    line->price = arena_array(window->arena, cells, sizeof *line->price);
    line->from = arena_array(window->arena, (size_t)(last - first) + 1,
                             sizeof *line->from);
    vec_clear(&w->entries);
    for (int32_t cell = first; cell < last; cell++) {
        line->from[cell - first] = w->entries.n;
        w->price = &line->price[cell];
        if (problem_allows(p, line->person, cell / p->n_patterns,
                           cell % p->n_patterns)) {
            visit_touches(p, (int32_t[2]){line->person, cell}, write_entry, w);
        }
    }
    line->from[last - first] = w->entries.n;
    line->at = arena_copy(window->arena, w->entries.at,
                          (size_t)w->entries.n * sizeof *line->at);
}

static void write_lines(const struct maker *m)
{
    struct window *window = m->window;
    struct writer writer = {.maker = m};
    window->lines = arena_array(window->arena, (size_t)window->part.n_people,
                                sizeof *window->lines);
    for (int32_t k = 0; k < window->part.n_people; k++) {
        window->lines[k].person = window->part.people[k];
        write_line(&writer, &window->lines[k]);
    }
    vec_release(&writer.entries);
}

/* ---- the window ---------------------------------------------------------------- */

/* The steepest end of the curve that the hinges make. */
static cost steepest(const struct gauge *gauge)
{
    cost under = 0, over = 0;
    for (int32_t k = 0; k < gauge->n_hinges; k++) {
        under += gauge->hinges[k].under;
        over += gauge->hinges[k].over;
    }
    return under > over ? under : over;
}

double window_hard(const struct problem *problem)
{
    cost most = 0;
    for (int32_t r = 0; r < problem->n_rows; r++) {
        cost slope = steepest(&problem->rows[r].gauge);
        most = slope > most ? slope : most;
    }
    return most > 0 && HARD_TIMES * (double)most < WINDOW_HARD
               ? HARD_TIMES * (double)most
               : WINDOW_HARD;
}

struct window *window_new(const struct problem *problem,
                          const struct roster *roster, const int64_t *amounts,
                          const struct window_part *part, double hard)
{
    struct arena *arena = arena_new();
    struct window *w = arena_alloc(arena, sizeof *w);
    w->arena = arena;
    w->problem = problem;
    w->hard = hard;
    w->part = *part;
    w->part.people = arena_copy(arena, part->people,
                                (size_t)part->n_people * sizeof(int32_t));
    struct maker maker = {.window = w, .roster = roster, .amounts = amounts};
    maker.reached = xcalloc((size_t)problem->n_rows + 1,
                            sizeof *maker.reached);
    reach_rows(&maker);
    w->rows = arena_array(arena, (size_t)maker.rows.n + 1, sizeof *w->rows);
    w->touched = arena_array(arena, (size_t)problem->n_rows + 1,
                             sizeof *w->touched);
    for (int32_t i = 0; i < maker.rows.n; i++) {
        w->touched[maker.rows.at[i]] = true;
        sort_out_row(&maker, maker.rows.at[i]);
    }
    write_lines(&maker);
    free(maker.reached);
    vec_release(&maker.rows);
    vec_release(&maker.touched);
    return w;
}

void window_free(struct window *window)
{
    if (window) {
        arena_free(window->arena);
    }
}

double window_row_cost(const struct window *window, const int64_t *amounts)
{
    double sum = 0;
    for (int32_t r = 0; r < window->n_rows; r++) {
        sum += curve_cost(&window->rows[r].curve, amounts[r]);
    }
    return sum;
}

int64_t window_row_wanted(const struct window_row *row, double price)
{
    int64_t at = curve_lowest(&row->curve, price);
    at = at < row->least ? row->least : at;
    return at > row->most ? row->most : at;
}

double window_row_bound(const struct window *window, const double *price)
{
    double sum = window->fixed;
    for (int32_t r = 0; r < window->n_rows; r++) {
        const struct window_row *row = &window->rows[r];
        int64_t at = window_row_wanted(row, price[r]);
        sum += curve_cost(&row->curve, at) -
               price[r] * (double)(at - row->base);
    }
    return sum;
}

void window_price(const struct window *window, int32_t line,
                  const double *price, double *cell)
{
    const struct window_line *of = &window->lines[line];
    int32_t n = window->problem->n_patterns;
    int32_t first = window->part.first * n;
    int32_t cells = (window->part.last + 1) * n - first;
    for (int32_t c = 0; c < cells; c++) {
        double sum = of->price[first + c];
        for (int32_t e = of->from[c]; e < of->from[c + 1]; e++) {
            sum += price[of->at[e].row] * of->at[e].coef;
        }
        cell[first + c] = sum;
    }
}
