/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_round.c - cuts of single rows: divided, then rounded.
 *
 * Mixed-integer rounding (Marchand & Wolsey 2001): a row sum(a * x) <= b, with
 * each column counted from the nearer of its bounds, is divided by one of its
 * coefficients and rounded. Such a cut has the entries of one row of the pool,
 * where those of the tableau come from combinations of hundreds. Each row is
 * looked at twice: as it is, and with each cell counted from its heaviest
 * pattern, as the columns of a cell sum to 1.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "solver/compact_cuts.h"

enum {
    ENTRIES_MOST = 400, /* of a row to be rounded */
    DIVISORS_MAX = 24,
    HALVES = 8, /* the best divisor is also tried by 2, 4, 8 */
    WORK_ENTRIES = 4 /* entries of a trial for a tick */
};
#define OFF_BOUND 1e-6   /* a column this far from both bounds is between */
#define DIVISOR_LEAST 1e-4
#define FRACTION_LEAST 0.01 /* of the right-hand side, on either side */
#define SLACK_MOST 0.1      /* of x on the row, in its norm */

/* A column counted from one of its bounds. */
struct counted {
    int32_t column;
    double a;       /* its coefficient */
    double x, most; /* above the lower bound; what it can be above that */
    bool down;      /* counted down from the upper bound */
};

struct counted_vec VEC_OF(struct counted);

/* sum(a * x) <= b, x above lower bounds. */
struct rounding {
    struct cutter *cutter;
    double *a;              /* per column, while the row is gathered */
    struct int_vec touched; /* columns gathered */
    int32_t *choice_row;    /* per column of a choice */
    struct counted_vec columns;
    double b;
    uint64_t looked; /* at entries */
};

/* ---- one divisor ------------------------------------------------------------ */

static double rounded(double value, double f0)
{
    double f = cut_fraction(value);
    return floor(value) + (f > f0 ? (f - f0) / (1 - f0) : 0);
}

static double right_side(const struct rounding *r, double divisor)
{
    double right = r->b;
    for (int32_t k = 0; k < r->columns.n; k++) {
        const struct counted *column = &r->columns.at[k];
        right -= column->down ? column->a * column->most : 0;
    }
    return right / divisor;
}

static double weight_of(const struct counted *column, double divisor, double f0)
{
    return rounded((column->down ? -column->a : column->a) / divisor, f0);
}

/* How far x is beyond the cut; -1: there is none. */
static double depth_by(struct rounding *r, double divisor)
{
    double right = right_side(r, divisor), f0 = cut_fraction(right);
    double sum = 0, norm = 0;
    r->looked += (uint64_t)r->columns.n;
    if (f0 < FRACTION_LEAST || f0 > 1 - FRACTION_LEAST) {
        return -1;
    }
    for (int32_t k = 0; k < r->columns.n; k++) {
        const struct counted *column = &r->columns.at[k];
        double weight = weight_of(column, divisor, f0);
        sum += weight * (column->down ? column->most - column->x : column->x);
        norm += weight * weight;
    }
    return norm > 0 ? (sum - floor(right)) / sqrt(norm) : -1;
}

static void offer(struct rounding *r, double divisor)
{
    const struct compact *c = r->cutter->c;
    double right = right_side(r, divisor), f0 = cut_fraction(right);
    double low = -floor(right), *dense = r->cutter->dense;
    memset(dense, 0, (size_t)c->columns.n * sizeof *dense);
    for (int32_t k = 0; k < r->columns.n; k++) {
        const struct counted *column = &r->columns.at[k];
        double weight = weight_of(column, divisor, f0);
        double from = c->columns.at[column->column].low;
        dense[column->column] = column->down ? weight : -weight;
        low += column->down ? weight * (from + column->most) : -weight * from;
    }
    cut_offer(r->cutter, low);
}

/* ---- one row ---------------------------------------------------------------- */

static bool is_between(const struct counted *column)
{
    return column->x > OFF_BOUND && column->x < column->most - OFF_BOUND;
}

/* The coefficient that divides best, or one of its parts; 0: none. */
static double best_divisor(struct rounding *r, double *depth)
{
    double tried[DIVISORS_MAX], best = 0;
    int32_t n = 0;
    for (int32_t k = 0; k < r->columns.n && n < DIVISORS_MAX; k++) {
        double divisor = fabs(r->columns.at[k].a);
        bool known = !is_between(&r->columns.at[k]) || divisor < DIVISOR_LEAST;
        for (int32_t i = 0; i < n && !known; i++) {
            known = fabs(tried[i] - divisor) < 1e-9;
        }
        double found = known ? -1 : depth_by(r, divisor);
        if (!known) {
            tried[n++] = divisor;
        }
        best = found > *depth ? divisor : best;
        *depth = fmax(found, *depth);
    }
    double whole = best;
    for (int32_t part = 2; part <= HALVES && whole > 0; part *= 2) {
        double found = depth_by(r, whole / part);
        best = found > *depth ? whole / part : best;
        *depth = fmax(found, *depth);
    }
    return best;
}

/* Counting a column from its other bound may go deeper. */
static void turn_columns(struct rounding *r, double divisor, double *depth)
{
    for (int32_t k = 0; k < r->columns.n; k++) {
        struct counted *column = &r->columns.at[k];
        if (is_between(column)) {
            column->down = !column->down;
            double found = depth_by(r, divisor);
            column->down = found > *depth ? column->down : !column->down;
            *depth = fmax(found, *depth);
        }
    }
}

static void count_column(struct rounding *r, int32_t j, double a)
{
    const struct compact_column *column = &r->cutter->c->columns.at[j];
    double most = column->high - column->low;
    r->b -= a * column->low;
    if (most > 0) {
        double x = fmin(fmax(r->cutter->c->x[j] - column->low, 0), most);
        struct counted counted = {j, a, x, most, x > most / 2};
        vec_push(&r->columns, counted);
    }
}

/* The gathered row, sum(a * x) <= b. */
static void row_round(struct rounding *r, double b)
{
    double slack = b, norm = 0, depth = 0;
    vec_clear(&r->columns);
    r->b = b;
    for (int32_t k = 0; k < r->touched.n; k++) {
        int32_t j = r->touched.at[k];
        if (fabs(r->a[j]) > 1e-9) {
            slack -= r->a[j] * r->cutter->c->x[j];
            norm += r->a[j] * r->a[j];
            count_column(r, j, r->a[j]);
        }
    }
    if (slack > SLACK_MOST * sqrt(norm)) {
        return;
    }
    double divisor = best_divisor(r, &depth);
    if (divisor > 0) {
        turn_columns(r, divisor, &depth);
        if (depth > DEPTH_LEAST) {
            offer(r, divisor);
        }
    }
}

/* ---- all rows --------------------------------------------------------------- */

static void gather(struct rounding *r, const struct compact_row *row, double sign)
{
    const struct compact *c = r->cutter->c;
    for (int32_t k = 0; k < r->touched.n; k++) {
        r->a[r->touched.at[k]] = 0;
    }
    vec_clear(&r->touched);
    for (int32_t k = 0; k < row->n; k++) {
        const struct compact_entry *entry = &c->entries.at[row->first + k];
        r->a[entry->column] = sign * entry->value;
        vec_push(&r->touched, entry->column);
    }
}

/* Takes the coefficient of the cell's heaviest pattern from all of the cell;
 * returns it. */
static double cell_shift(struct rounding *r, const struct compact_row *choice)
{
    const struct compact *c = r->cutter->c;
    int32_t heaviest = c->entries.at[choice->first].column;
    for (int32_t k = 1; k < choice->n; k++) {
        int32_t j = c->entries.at[choice->first + k].column;
        heaviest = c->x[j] > c->x[heaviest] ? j : heaviest;
    }
    double shift = r->a[heaviest];
    for (int32_t k = 0; k < choice->n && fabs(shift) > 1e-9; k++) {
        int32_t j = c->entries.at[choice->first + k].column;
        if (fabs(r->a[j]) <= 0) {
            vec_push(&r->touched, j);
        }
        r->a[j] -= shift;
    }
    return shift;
}

/* All cells of the gathered row; returns what goes off its right-hand side. */
static double row_shift(struct rounding *r, const struct compact_row *row)
{
    const struct compact *c = r->cutter->c;
    double sum = 0;
    int32_t last = -1;
    for (int32_t k = 0; k < row->n; k++) {
        int32_t j = c->entries.at[row->first + k].column;
        int32_t choice = j < c->n_choices ? r->choice_row[j] : -1;
        if (choice >= 0 && choice != last) {
            sum += cell_shift(r, &c->rows.at[choice]);
        }
        last = choice;
    }
    return sum;
}

static void side_round(struct rounding *r, const struct compact_row *row,
                       double sign, double b)
{
    gather(r, row, sign);
    row_round(r, b);
    double off = row_shift(r, row);
    row_round(r, b - off);
}

void rows_round(struct cutter *t)
{
    struct compact *c = t->c;
    size_t n = (size_t)c->columns.n + 1;
    struct rounding r = {.cutter = t,
                         .a = xcalloc(n, sizeof *r.a),
                         .choice_row = xcalloc(n, sizeof *r.choice_row)};
    for (int32_t i = 0; i < c->n_choice_rows; i++) {
        const struct compact_row *row = &c->rows.at[i];
        for (int32_t k = 0; k < row->n; k++) {
            r.choice_row[c->entries.at[row->first + k].column] = i;
        }
    }
    for (int32_t i = 0; i < c->lp_row.n; i++) {
        const struct compact_row row = c->rows.at[c->lp_row.at[i]];
        if (c->lp_row.at[i] < c->n_choice_rows || row.n > ENTRIES_MOST) {
            continue;
        }
        if (row.high < LP_INFINITY) {
            side_round(&r, &row, 1, row.high);
        }
        if (row.low > -LP_INFINITY) {
            side_round(&r, &row, -1, -row.low);
        }
    }
    c->work += r.looked / WORK_ENTRIES;
    vec_release(&r.columns);
    vec_release(&r.touched);
    free(r.a);
    free(r.choice_row);
}
