/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_gomory.c - Gomory's mixed-integer cuts of the tableau.
 *
 * All columns are whole (compact_cuts.h). So rows with whole coefficients have
 * whole slacks too, and the cut of a tableau row is strong.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "solver/compact_cuts.h"

enum { TABLEAU_ROWS = 2000 }; /* looked at in one round */
#define AWAY 0.02 /* from whole: rows closer than that make bad cuts */

/* What one round reads of the tableau. */
struct tableau {
    struct cutter *cutter;
    int32_t *index; /* of a row */
    double *value;
    int32_t *model; /* model column of each LP column */
};

static bool is_whole(double x)
{
    return fabs(x - floor(x + 0.5)) < 1e-9;
}

/* Coefficients and bounds whole, so the slack is too. */
static bool row_whole(const struct compact *c, const struct compact_row *row)
{
    bool whole = (row->low <= -LP_INFINITY || is_whole(row->low)) &&
                 (row->high >= LP_INFINITY || is_whole(row->high));
    for (int32_t k = 0; k < row->n && whole; k++) {
        whole = is_whole(c->entries.at[row->first + k].value);
    }
    return whole;
}

/* What a non-basic variable adds to the cut for each unit off its bound. */
static double mir_weight(double entry, double f0, bool whole)
{
    if (!whole) {
        return entry > 0 ? entry / f0 : -entry / (1 - f0);
    }
    double f = cut_fraction(entry);
    if (f < 1e-9 || f > 1 - 1e-9) {
        return 0;
    }
    return f <= f0 ? f / f0 : (1 - f) / (1 - f0);
}

/* A non-basic variable with bounds low..high stands at `x`; `entry` is its
 * tableau entry. Returns the weight with the sign of x's own direction, and
 * adds to `rest` what the bound is worth. */
static double weigh(double entry, double x, double low, double high, bool whole,
                    double f0, double *rest)
{
    bool at_low = high >= LP_INFINITY || fabs(x - low) <= fabs(x - high);
    double weight = mir_weight(at_low ? -entry : entry, f0, whole);
    *rest += at_low ? weight * low : -weight * high;
    return at_low ? weight : -weight;
}

static void add_variable(struct tableau *t, int32_t k, double f0, double *low)
{
    struct compact *c = t->cutter->c;
    int32_t at = t->index[k];
    if (at >= 0) {
        int32_t j = t->model[at];
        const struct compact_column *col = &c->columns.at[j];
        if (col->low < col->high) {
            t->cutter->dense[j] += weigh(t->value[k], c->x[j], col->low, col->high,
                                 is_whole(col->low) && is_whole(col->high), f0,
                                 low);
        }
        return;
    }
    const struct compact_row *row = &c->rows.at[c->lp_row.at[-1 - at]];
    if (row->low < row->high) {
        double sum = compact_row_sum(c, c->lp_row.at[-1 - at]);
        double weight = weigh(t->value[k], sum, row->low, row->high,
                              row_whole(c, row), f0, low);
        for (int32_t e = 0; e < row->n; e++) {
            const struct compact_entry *entry = &c->entries.at[row->first + e];
            t->cutter->dense[entry->column] += weight * entry->value;
        }
    }
}

static void cut_from(struct tableau *t, int32_t column)
{
    struct compact *c = t->cutter->c;
    double f0 = cut_fraction(c->x[column]), low = 1;
    int32_t n = lp_tableau_row(c->lp, c->columns.at[column].lp, t->index,
                               t->value);
    memset(t->cutter->dense, 0, (size_t)c->columns.n * sizeof(double));
    for (int32_t k = 0; k < n; k++) {
        if (fabs(t->value[k]) > 1e-11) {
            add_variable(t, k, f0, &low);
        }
    }
    if (n > 0) {
        cut_offer(t->cutter, low);
    }
}

struct source {
    int32_t column;
    double near_half;
};

static int by_half(const void *left, const void *right)
{
    const struct source *a = left, *b = right;
    if (a->near_half < b->near_half || a->near_half > b->near_half) {
        return a->near_half < b->near_half ? -1 : 1;
    }
    return a->column - b->column;
}

/* The columns farthest from whole first. */
static void sources_cut(struct tableau *t)
{
    struct compact *c = t->cutter->c;
    struct source *sources = xcalloc((size_t)c->columns.n + 1, sizeof *sources);
    int32_t n = 0;
    for (int32_t j = 0; j < c->columns.n; j++) {
        double f = cut_fraction(c->x[j]);
        if (c->columns.at[j].lp >= 0 && f > AWAY && f < 1 - AWAY &&
            lp_basic(c->lp, c->columns.at[j].lp)) {
            sources[n++] = (struct source){j, fabs(f - 0.5)};
        }
    }
    qsort(sources, (size_t)n, sizeof *sources, by_half);
    n = n < TABLEAU_ROWS ? n : TABLEAU_ROWS;
    c->work += (uint64_t)n * compact_pivot_work(c);
    for (int32_t k = 0; k < n; k++) {
        cut_from(t, sources[k].column);
    }
    free(sources);
}

void tableau_cut(struct cutter *cutter)
{
    struct compact *c = cutter->c;
    size_t n = (size_t)(lp_rows(c->lp) + lp_columns(c->lp)) + 1;
    struct tableau t = {.cutter = cutter,
                        .index = xcalloc(n, sizeof *t.index),
                        .value = xcalloc(n, sizeof *t.value),
                        .model = xcalloc(n, sizeof *t.model)};
    for (int32_t j = 0; j < c->columns.n; j++) {
        if (c->columns.at[j].lp >= 0) {
            t.model[c->columns.at[j].lp] = j;
        }
    }
    sources_cut(&t);
    free(t.index);
    free(t.value);
    free(t.model);
}
