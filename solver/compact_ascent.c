/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_ascent.c - duals of the compact relaxation by a first-order method.
 *
 * min cost * x with low <= A x <= high; each cell's columns lie in a simplex,
 * helpers in their bounds. A point is (x, y); T is one step of the hybrid
 * gradient method: x moves against its reduced costs and back to where it may
 * be, y towards what the new x breaks. The sequence is pulled towards its
 * *anchor*, less and less, and begins anew from a new anchor when it has come
 * far enough. All is scaled so that no row and no column weighs more than
 * another; rounds are in scaled numbers, bounds in true ones.
 */
#include "solver/compact_ascent.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/compact_parts.h"

enum {
    SCALINGS = 10,    /* by the largest entry; one by sums follows */
    LOOK_EVERY = 50,  /* rounds until the bound is computed again */
    JUDGE_FIRST = 1000 /* rounds; the next half as many later each time */
};
/* The sequence begins anew when a step has shrunk to this share of the first
 * one; to the second when steps grow again; or after so many of all rounds. */
#define SHRUNK 0.2
#define SHRUNK_ENOUGH 0.8
#define LONG 0.36
/* How fast the weight of x against y follows their ways. */
#define WEIGHT_PART 0.5
/* A better bound by less than this, of the bound, between two judgements is
 * the last. */
#define GAIN_LEAST 1e-3
/* Ticks of a round for an entry and for a column; measured. */
#define ENTRY_TICKS 0.016
#define COLUMN_TICKS 0.1

struct point {
    double *x, *y;
};

struct compact_ascent {
    struct compact *c;
    int32_t rows, columns; /* rows without the cells' own */
    int32_t *first;        /* entries of a row: first[r]..first[r + 1] */
    int32_t *column;
    float *value;
    double *row_scale, *column_scale;
    double *low, *high;    /* of rows, scaled */
    double *cost;          /* of columns, scaled */
    struct point at, to, anchor, former; /* to: T(at) */
    double *amount, *reduced; /* scratch: by row, by column */
    double *true_reduced, *row_dual; /* scratch: of a bound */
    double *sorted;           /* scratch: of a cell */
    double weight;            /* of y against x */
    double first_step, last_step;
    int32_t rounds, since;    /* in all, since the anchor */
    int32_t judge_next;
    double judged;
    double ticks;
    bool done;
};

/* ---- scaling -------------------------------------------------------------- */

/* The columns of a cell share their scale: the simplex stays one. */
static int32_t group_of(const struct compact_ascent *a, int32_t column)
{
    const struct compact_column *col = &a->c->columns.at[column];
    return column < a->c->n_choices ? a->c->choice_row[col->cell]
                                    : a->c->n_choice_rows + column;
}

struct scaling {
    double *row, *column, *group;
};

static void scale_measure(const struct compact_ascent *a, bool sums,
                          const struct scaling *s)
{
    size_t groups = (size_t)a->c->n_choice_rows + (size_t)a->columns + 1;
    memset(s->row, 0, (size_t)a->rows * sizeof *s->row);
    memset(s->column, 0, (size_t)a->columns * sizeof *s->column);
    memset(s->group, 0, groups * sizeof *s->group);
    for (int32_t r = 0; r < a->rows; r++) {
        for (int32_t k = a->first[r]; k < a->first[r + 1]; k++) {
            int32_t j = a->column[k];
            double size = fabs((double)a->value[k]) * a->row_scale[r] *
                          a->column_scale[j];
            s->row[r] = sums ? s->row[r] + size : fmax(s->row[r], size);
            s->column[j] = sums ? s->column[j] + size : fmax(s->column[j], size);
        }
    }
    for (int32_t j = 0; j < a->columns; j++) {
        double *group = &s->group[group_of(a, j)];
        *group = fmax(*group, s->column[j]);
    }
}

static void scale_once(struct compact_ascent *a, bool sums,
                       const struct scaling *s)
{
    scale_measure(a, sums, s);
    for (int32_t r = 0; r < a->rows; r++) {
        a->row_scale[r] /= s->row[r] > 0 ? sqrt(s->row[r]) : 1;
    }
    for (int32_t j = 0; j < a->columns; j++) {
        double size = s->group[group_of(a, j)];
        a->column_scale[j] /= size > 0 ? sqrt(size) : 1;
    }
}

/* By largest entries until they are alike, then by sums: after that no step
 * of length 1 is too long. */
static void scale(struct compact_ascent *a)
{
    size_t groups = (size_t)a->c->n_choice_rows + (size_t)a->columns + 1;
    struct scaling s = {
        .row = xcalloc((size_t)a->rows + 1, sizeof(double)),
        .column = xcalloc((size_t)a->columns + 1, sizeof(double)),
        .group = xcalloc(groups, sizeof(double)),
    };
    for (int32_t k = 0; k <= SCALINGS; k++) {
        scale_once(a, k == SCALINGS, &s);
    }
    for (int32_t r = 0; r < a->rows; r++) {
        for (int32_t k = a->first[r]; k < a->first[r + 1]; k++) {
            a->value[k] = (float)((double)a->value[k] * a->row_scale[r] *
                                  a->column_scale[a->column[k]]);
        }
        a->low[r] *= a->row_scale[r];
        a->high[r] *= a->row_scale[r];
    }
    for (int32_t j = 0; j < a->columns; j++) {
        a->cost[j] *= a->column_scale[j];
    }
    free(s.row);
    free(s.column);
    free(s.group);
}

/* ---- beginning and end ------------------------------------------------------ */

static void copy_rows(struct compact_ascent *a)
{
    const struct compact *c = a->c;
    int32_t n = 0;
    for (int32_t r = 0; r < a->rows; r++) {
        const struct compact_row *row = &c->rows.at[c->n_choice_rows + r];
        a->first[r] = n;
        a->low[r] = row->low <= -LP_INFINITY ? -(double)INFINITY : row->low;
        a->high[r] = row->high >= LP_INFINITY ? (double)INFINITY : row->high;
        a->row_scale[r] = 1;
        for (int32_t k = 0; k < row->n; k++) {
            const struct compact_entry *e = &c->entries.at[row->first + k];
            a->column[n] = e->column;
            a->value[n++] = (float)e->value;
        }
    }
    a->first[a->rows] = n;
    for (int32_t j = 0; j < a->columns; j++) {
        a->column_scale[j] = 1;
        a->cost[j] = c->columns.at[j].cost;
    }
}

static struct point point_new(const struct compact_ascent *a)
{
    return (struct point){xcalloc((size_t)a->columns + 1, sizeof(double)),
                          xcalloc((size_t)a->rows + 1, sizeof(double))};
}

static void point_release(struct point *point)
{
    free(point->x);
    free(point->y);
}

static void point_copy(const struct compact_ascent *a, struct point *to,
                       const struct point *from)
{
    memcpy(to->x, from->x, (size_t)a->columns * sizeof *to->x);
    memcpy(to->y, from->y, (size_t)a->rows * sizeof *to->y);
}

static double square(const double *v, int32_t n)
{
    double sum = 0;
    for (int32_t k = 0; k < n; k++) {
        sum += isfinite(v[k]) ? v[k] * v[k] : 0;
    }
    return sum;
}

static void begin(struct compact_ascent *a)
{
    double sides = square(a->low, a->rows) + square(a->high, a->rows);
    double costs = square(a->cost, a->columns);
    a->weight = costs > 0 && sides > 0 ? sqrt(costs / sides) : 1;
    a->judge_next = JUDGE_FIRST;
    a->judged = -(double)INFINITY;
}

struct compact_ascent *compact_ascent_new(struct compact *compact)
{
    struct compact_ascent *a = xcalloc(1, sizeof *a);
    a->c = compact;
    a->rows = compact->rows.n - compact->n_choice_rows;
    a->columns = compact->columns.n;
    size_t m = (size_t)a->rows + 1, n = (size_t)a->columns + 1;
    size_t entries = (size_t)compact->entries.n + 1;
    a->first = xcalloc(m, sizeof *a->first);
    a->column = xcalloc(entries, sizeof *a->column);
    a->value = xcalloc(entries, sizeof *a->value);
    double **by_row[] = {&a->row_scale, &a->low, &a->high, &a->amount};
    double **by_column[] = {&a->column_scale, &a->cost, &a->reduced,
                            &a->true_reduced, &a->sorted};
    for (size_t k = 0; k < COUNT_OF(by_row); k++) {
        *by_row[k] = xcalloc(m, sizeof(double));
    }
    for (size_t k = 0; k < COUNT_OF(by_column); k++) {
        *by_column[k] = xcalloc(n, sizeof(double));
    }
    a->row_dual = xcalloc((size_t)compact->rows.n + 1, sizeof *a->row_dual);
    copy_rows(a);
    scale(a);
    struct point *points[] = {&a->at, &a->to, &a->anchor, &a->former};
    for (size_t k = 0; k < COUNT_OF(points); k++) {
        *points[k] = point_new(a);
    }
    begin(a);
    return a;
}

void compact_ascent_free(struct compact_ascent *ascent)
{
    struct compact_ascent *a = ascent;
    if (!a) {
        return;
    }
    struct point *points[] = {&a->at, &a->to, &a->anchor, &a->former};
    for (size_t k = 0; k < COUNT_OF(points); k++) {
        point_release(points[k]);
    }
    void *all[] = {a->first,     a->column,       a->value, a->row_scale,
                   a->low,       a->high,         a->amount, a->column_scale,
                   a->cost,      a->reduced,      a->sorted,
                   a->true_reduced, a->row_dual};
    for (size_t k = 0; k < COUNT_OF(all); k++) {
        free(all[k]);
    }
    free(a);
}

/* Of two passes over the entries, and over the columns. */
static void count_work(struct compact_ascent *a)
{
    a->ticks += ENTRY_TICKS * a->first[a->rows] + COLUMN_TICKS * a->columns;
}

/* ---- the bound ---------------------------------------------------------------- */

static double worth_of_rows(struct compact_ascent *a, const double *y)
{
    const struct compact *c = a->c;
    double worth = 0;
    for (int32_t r = 0; r < a->rows; r++) {
        const struct compact_row *row = &c->rows.at[c->n_choice_rows + r];
        double dual = y[r] * a->row_scale[r];
        double side = dual > 0 ? row->low : row->high;
        dual = fabs(side) >= LP_INFINITY ? 0 : dual;
        a->row_dual[c->n_choice_rows + r] = dual;
        if (dual > 0 || dual < 0) {
            worth += dual * side;
            for (int32_t k = 0; k < row->n; k++) {
                const struct compact_entry *e = &c->entries.at[row->first + k];
                a->true_reduced[e->column] -= dual * e->value;
            }
        }
    }
    return worth;
}

/* As compact_lp.c has it, with the duals of all rows of the pool. */
static void take_bound(struct compact_ascent *a, const double *y)
{
    struct compact *c = a->c;
    for (int32_t j = 0; j < a->columns; j++) {
        a->true_reduced[j] = c->columns.at[j].cost;
    }
    double bound = compact_constants(c) + worth_of_rows(a, y) +
                   compact_price_columns(c, a->true_reduced);
    count_work(a);
    if (bound > c->bound) {
        c->bound = bound;
        memcpy(c->reduced, a->true_reduced,
               (size_t)a->columns * sizeof *c->reduced);
        memcpy(c->row_dual, a->row_dual,
               (size_t)c->rows.n * sizeof *c->row_dual);
    }
}

/* ---- a step -------------------------------------------------------------------- */

static void price(struct compact_ascent *a)
{
    memcpy(a->reduced, a->cost, (size_t)a->columns * sizeof *a->reduced);
    for (int32_t r = 0; r < a->rows; r++) {
        double y = a->at.y[r];
        if (y > 0 || y < 0) {
            for (int32_t k = a->first[r]; k < a->first[r + 1]; k++) {
                a->reduced[a->column[k]] -= y * (double)a->value[k];
            }
        }
    }
}

static int descending(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a < *b) - (*a > *b);
}

/* What all of a cell's columns lose so that those left above 0 sum to `sum`. */
static double simplex_shift(double *sorted, int32_t n, double sum)
{
    double above = 0, shift = 0;
    qsort(sorted, (size_t)n, sizeof *sorted, descending);
    for (int32_t k = 0; k < n; k++) {
        above += sorted[k];
        double next = (above - sum) / (k + 1);
        if (k > 0 && sorted[k] <= next) {
            break;
        }
        shift = next;
    }
    return shift;
}

static void step_cell(struct compact_ascent *a, int32_t r, double length)
{
    const struct compact *c = a->c;
    const struct compact_row *row = &c->rows.at[r];
    int32_t n = 0;
    double sum = 1;
    for (int32_t k = 0; k < row->n; k++) {
        int32_t j = c->entries.at[row->first + k].column;
        if (c->columns.at[j].high > 0) {
            a->to.x[j] = a->at.x[j] - length * a->reduced[j];
            a->sorted[n++] = a->to.x[j];
            sum = 1 / a->column_scale[j];
        }
    }
    double shift = simplex_shift(a->sorted, n, sum);
    for (int32_t k = 0; k < row->n; k++) {
        int32_t j = c->entries.at[row->first + k].column;
        a->to.x[j] = c->columns.at[j].high > 0 ? fmax(a->to.x[j] - shift, 0) : 0;
    }
}

static void step_columns(struct compact_ascent *a)
{
    const struct compact *c = a->c;
    double length = 1 / a->weight;
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        step_cell(a, r, length);
    }
    for (int32_t j = c->n_choices; j < a->columns; j++) {
        const struct compact_column *column = &c->columns.at[j];
        double to = a->at.x[j] - length * a->reduced[j];
        a->to.x[j] = fmin(fmax(to, column->low / a->column_scale[j]),
                          column->high / a->column_scale[j]);
    }
}

static void step_rows(struct compact_ascent *a)
{
    for (int32_t j = 0; j < a->columns; j++) {
        a->reduced[j] = 2 * a->to.x[j] - a->at.x[j];
    }
    for (int32_t r = 0; r < a->rows; r++) {
        double amount = 0;
        for (int32_t k = a->first[r]; k < a->first[r + 1]; k++) {
            amount += (double)a->value[k] * a->reduced[a->column[k]];
        }
        double from = a->at.y[r] - a->weight * amount;
        double up = from + a->weight * a->low[r];
        double down = from + a->weight * a->high[r];
        a->to.y[r] = up > 0 ? up : down < 0 ? down : 0;
    }
}

/* How far T moved the point. */
static double step_size(const struct compact_ascent *a)
{
    double x = 0, y = 0;
    for (int32_t j = 0; j < a->columns; j++) {
        double d = a->to.x[j] - a->at.x[j];
        x += d * d;
    }
    for (int32_t r = 0; r < a->rows; r++) {
        double d = a->to.y[r] - a->at.y[r];
        y += d * d;
    }
    return sqrt(a->weight * x + y / a->weight);
}

/* ---- the sequence ----------------------------------------------------------------- */

static double way_square(const double *from, const double *to, int32_t n)
{
    double sum = 0;
    for (int32_t k = 0; k < n; k++) {
        sum += (to[k] - from[k]) * (to[k] - from[k]);
    }
    return sum;
}

/* What moved little since the last anchor weighs more from now on. */
static void new_anchor(struct compact_ascent *a)
{
    double x = way_square(a->anchor.x, a->to.x, a->columns);
    double y = way_square(a->anchor.y, a->to.y, a->rows);
    if (x > 1e-12 && y > 1e-12) {
        a->weight = exp(WEIGHT_PART * 0.5 * log(y / x) +
                        (1 - WEIGHT_PART) * log(a->weight));
    }
    point_copy(a, &a->anchor, &a->to);
    point_copy(a, &a->at, &a->to);
    a->since = 0;
}

static void reflect(double *at, const double *to, const double *anchor,
                    double part, int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        at[k] = part * (2 * to[k] - at[k]) + (1 - part) * anchor[k];
    }
}

static bool goes_anew(const struct compact_ascent *a, double size)
{
    if (a->since == 0) {
        return false;
    }
    return size <= SHRUNK * a->first_step ||
           (size <= SHRUNK_ENOUGH * a->first_step && size > a->last_step) ||
           (double)a->since >= LONG * (double)a->rounds;
}

static void one_round(struct compact_ascent *a)
{
    price(a);
    step_columns(a);
    step_rows(a);
    double size = step_size(a);
    bool anew = goes_anew(a, size);
    a->first_step = a->since == 0 ? size : a->first_step;
    a->last_step = size;
    a->rounds++;
    count_work(a);
    if (anew || a->rounds % LOOK_EVERY == 0) {
        take_bound(a, a->to.y);
    }
    if (anew) {
        new_anchor(a);
        return;
    }
    a->since++;
    double part = (double)a->since / (a->since + 1);
    reflect(a->at.x, a->to.x, a->anchor.x, part, a->columns);
    reflect(a->at.y, a->to.y, a->anchor.y, part, a->rows);
}

static bool still_gains(struct compact_ascent *a)
{
    if (a->rounds < a->judge_next) {
        return true;
    }
    double bound = a->c->bound;
    bool gains = bound > a->judged + GAIN_LEAST * fabs(bound);
    a->judged = bound;
    a->judge_next += a->judge_next / 2;
    return gains;
}

bool compact_ascent_work(struct compact_ascent *ascent, cost target,
                         const struct ascent_limits *limits)
{
    struct compact_ascent *a = ascent;
    double until = a->ticks + (double)limits->ticks;
    double began = thread_seconds();
    bool over = a->c->infeasible || a->c->n_choice_rows == 0;
    while (!over && !a->done && a->ticks < until &&
           !(limits->stop && *limits->stop) &&
           (limits->seconds <= 0 ||
            thread_seconds() - began < limits->seconds)) {
        one_round(a);
        a->done = !still_gains(a) || compact_bound(a->c) >= target;
    }
    return !over && !a->done;
}

uint64_t compact_ascent_ticks(const struct compact_ascent *ascent)
{
    return (uint64_t)ascent->ticks;
}

int32_t compact_ascent_rounds(const struct compact_ascent *ascent)
{
    return ascent->rounds;
}
