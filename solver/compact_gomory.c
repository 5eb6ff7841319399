/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_gomory.c - Gomory's mixed-integer cuts at the root.
 *
 * Every roster has a representation in which all columns are whole: choices by
 * themselves, slacks because amounts move in steps, helpers because the rules
 * they stand for hold or do not. So rows with whole coefficients have whole
 * slacks too, and the cut of a tableau row is strong. A cut is kept when it is
 * deep, short and well scaled; its right-hand side gives way by far more than
 * the arithmetic can be wrong.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/compact_parts.h"

enum {
    TABLEAU_ROWS = 2000, /* looked at in one round */
    CUTS_A_ROUND = 60,
    ENTRIES_MAX = 800,
    ROUNDS_IN_VAIN = 5,
    OWN_ROUNDS = 4
};
#define AWAY 0.02        /* from whole: rows closer than that make bad cuts */
#define DEPTH_LEAST 1e-3 /* distance of x from the cut */
#define RANGE_MOST 1e5   /* between the largest and the smallest coefficient */
#define GIVE_WAY 1e-6    /* of the right-hand side, largest coefficient 1 */
#define ALIKE_MOST 0.9   /* cosine between two cuts of a round */
#define GAIN_LEAST 1e-3  /* of the open bound, for a round not in vain */
#define OWN_GAIN 0.3     /* points, for another round of people's own cuts */

/* sum(dense * x) >= low */
struct cut {
    struct entry_vec entries;
    double low, depth, norm;
};

struct cut_vec VEC_OF(struct cut);

struct cutter {
    struct compact *c;
    double *dense;    /* per column */
    int32_t *index;   /* of a tableau row */
    double *value;
    int32_t *model;   /* model column of each LP column */
    struct cut_vec cuts;
};

static double fraction_of(double x)
{
    return x - floor(x);
}

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
    double f = fraction_of(entry);
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

static void add_variable(struct cutter *t, int32_t k, double f0, double *low)
{
    struct compact *c = t->c;
    int32_t at = t->index[k];
    if (at >= 0) {
        int32_t j = t->model[at];
        const struct compact_column *col = &c->columns.at[j];
        if (col->low < col->high) {
            t->dense[j] += weigh(t->value[k], c->x[j], col->low, col->high,
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
            t->dense[entry->column] += weight * entry->value;
        }
    }
}

/* Each cell's columns sum to 1: the coefficient most of them share goes over
 * to the right-hand side. */
static void shift_cells(struct cutter *t, double *low)
{
    const struct compact *c = t->c;
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        const struct compact_row *row = &c->rows.at[r];
        double shift = 0;
        int32_t best = 0;
        for (int32_t a = 0; a < row->n; a++) {
            double value = t->dense[c->entries.at[row->first + a].column];
            int32_t same = 0;
            for (int32_t b = 0; b < row->n; b++) {
                double other = t->dense[c->entries.at[row->first + b].column];
                same += fabs(value - other) < 1e-9;
            }
            shift = same > best ? value : shift;
            best = same > best ? same : best;
        }
        for (int32_t a = 0; a < row->n; a++) {
            double *value = &t->dense[c->entries.at[row->first + a].column];
            *value = fabs(*value - shift) < 1e-9 ? 0 : *value - shift;
        }
        *low -= shift;
    }
}

/* Takes the dense coefficients over, scaled to at most 1; tiny ones are worth
 * at most their bound. False when the cut is no good. */
static bool cut_take(struct cutter *t, double low, struct cut *cut)
{
    const struct compact *c = t->c;
    double most = 0, activity = 0;
    for (int32_t j = 0; j < c->columns.n; j++) {
        most = fmax(most, fabs(t->dense[j]));
    }
    if (most < 1e-6 || most > 1e9) {
        return false;
    }
    cut->low = low / most;
    for (int32_t j = 0; j < c->columns.n; j++) {
        double value = t->dense[j] / most;
        const struct compact_column *col = &c->columns.at[j];
        if (fabs(value) < 1 / RANGE_MOST) {
            cut->low -= value * (value > 0 ? col->high : col->low);
            continue;
        }
        struct compact_entry entry = {j, value};
        vec_push(&cut->entries, entry);
        activity += value * c->x[j];
        cut->norm += value * value;
    }
    cut->norm = sqrt(cut->norm);
    cut->low -= GIVE_WAY * fmax(1, fabs(cut->low));
    cut->depth = (cut->low - activity) / cut->norm;
    return cut->depth > DEPTH_LEAST && cut->entries.n <= ENTRIES_MAX;
}

static void cut_from(struct cutter *t, int32_t column)
{
    struct compact *c = t->c;
    double f0 = fraction_of(c->x[column]), low = 1;
    struct cut cut = {.depth = 0};
    int32_t n = lp_tableau_row(c->lp, c->columns.at[column].lp, t->index,
                               t->value);
    memset(t->dense, 0, (size_t)c->columns.n * sizeof *t->dense);
    for (int32_t k = 0; k < n; k++) {
        if (fabs(t->value[k]) > 1e-11) {
            add_variable(t, k, f0, &low);
        }
    }
    shift_cells(t, &low);
    if (n > 0 && cut_take(t, low, &cut)) {
        vec_push(&t->cuts, cut);
    } else {
        vec_release(&cut.entries);
    }
}

/* ---- choosing --------------------------------------------------------------- */

static int deeper(const void *left, const void *right)
{
    const struct cut *a = left, *b = right;
    if (a->depth < b->depth || a->depth > b->depth) {
        return a->depth > b->depth ? -1 : 1;
    }
    return a->entries.n - b->entries.n;
}

/* Cosine; `dense` holds the one cut. */
static double alike(const struct cutter *t, const struct cut *one,
                    const struct cut *other)
{
    double sum = 0;
    for (int32_t k = 0; k < other->entries.n; k++) {
        sum += t->dense[other->entries.at[k].column] *
               other->entries.at[k].value;
    }
    return sum / (one->norm * other->norm);
}

static bool too_alike(struct cutter *t, int32_t k, const struct int_vec *chosen)
{
    const struct cut *cut = &t->cuts.at[k];
    bool found = false;
    memset(t->dense, 0, (size_t)t->c->columns.n * sizeof *t->dense);
    for (int32_t e = 0; e < cut->entries.n; e++) {
        t->dense[cut->entries.at[e].column] = cut->entries.at[e].value;
    }
    for (int32_t i = 0; i < chosen->n && !found; i++) {
        found = alike(t, cut, &t->cuts.at[chosen->at[i]]) > ALIKE_MOST;
    }
    return found;
}

static int32_t cuts_enter(struct cutter *t)
{
    struct int_vec chosen = {0};
    if (t->cuts.n > 1) {
        qsort(t->cuts.at, (size_t)t->cuts.n, sizeof *t->cuts.at, deeper);
    }
    for (int32_t k = 0; k < t->cuts.n && chosen.n < CUTS_A_ROUND; k++) {
        const struct cut *cut = &t->cuts.at[k];
        if (!too_alike(t, k, &chosen)) {
            vec_push(&chosen, k);
            compact_enter_row(t->c, model_cut(t->c, &cut->entries, cut->low));
        }
    }
    int32_t n = chosen.n;
    vec_release(&chosen);
    return n;
}

/* ---- rounds ----------------------------------------------------------------- */

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
static void sources_cut(struct cutter *t)
{
    struct compact *c = t->c;
    struct source *sources = xcalloc((size_t)c->columns.n + 1, sizeof *sources);
    int32_t n = 0;
    for (int32_t j = 0; j < c->columns.n; j++) {
        double f = fraction_of(c->x[j]);
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

/* One round; returns how many cuts joined the LP. */
int32_t compact_cut_round(struct compact *c)
{
    size_t n = (size_t)(lp_rows(c->lp) + lp_columns(c->lp)) + 1;
    struct cutter t = {.c = c,
                       .dense = xcalloc((size_t)c->columns.n + 1, sizeof(double)),
                       .index = xcalloc(n, sizeof *t.index),
                       .value = xcalloc(n, sizeof *t.value),
                       .model = xcalloc(n, sizeof *t.model)};
    for (int32_t j = 0; j < c->columns.n; j++) {
        if (c->columns.at[j].lp >= 0) {
            t.model[c->columns.at[j].lp] = j;
        }
    }
    sources_cut(&t);
    int32_t entered = cuts_enter(&t);
    for (int32_t k = 0; k < t.cuts.n; k++) {
        vec_release(&t.cuts.at[k].entries);
    }
    vec_release(&t.cuts);
    free(t.dense);
    free(t.index);
    free(t.value);
    free(t.model);
    return entered;
}

/* ---- all kinds -------------------------------------------------------------- */

/* What is left of the limits after `first` pivots, begun at `began`. At least one
 * pivot, so that a limit stays one. */
static struct lp_limits what_is_left(const struct compact *c,
                                     const struct lp_limits *limits,
                                     int64_t first, double began)
{
    struct lp_limits left = *limits;
    int64_t pivots = limits->pivots - (lp_pivots(c->lp) - first);
    if (limits->pivots > 0) {
        left.pivots = pivots > 1 ? (int32_t)pivots : 1;
    }
    if (limits->seconds > 0) {
        left.seconds = limits->seconds - (thread_seconds() - began);
    }
    return left;
}

static bool is_over(const struct lp_limits *limits, const struct lp_limits *left)
{
    return left->pivots == 1 || (limits->seconds > 0 && left->seconds <= 0);
}

/* People's own cuts as long as they gain: they are the short ones. Then those of
 * the tableau. */
static int32_t round_cut(struct compact *c, const struct lp_limits *limits)
{
    int32_t entered = 0, own = 1;
    double began = thread_seconds();
    int64_t first = lp_pivots(c->lp);
    struct lp_limits left = *limits;
    for (int32_t k = 0; k < OWN_ROUNDS && own > 0; k++) {
        double before = c->bound;
        own = compact_cut_persons(c, &left);
        entered += own;
        left = what_is_left(c, limits, first, began);
        if (own > 0 && (is_over(limits, &left) ||
                        compact_relax(c, &left) != LP_OPTIMAL)) {
            return entered;
        }
        left = what_is_left(c, limits, first, began);
        own = c->bound > before + OWN_GAIN ? own : 0;
    }
    return entered + compact_cut_round(c);
}

int32_t compact_tighten(struct compact *compact,
                        const struct lp_limits *limits, cost target,
                        int32_t rounds)
{
    struct compact *c = compact;
    double began = thread_seconds(), before = c->bound;
    int32_t entered = 0, vain = 0;
    int64_t first = c->lp ? lp_pivots(c->lp) : 0;
    for (int32_t round = 0; c->lp && round < rounds; round++) {
        struct lp_limits left = what_is_left(c, limits, first, began);
        bool enough = compact_bound(c) >= target || vain > ROUNDS_IN_VAIN ||
                      is_over(limits, &left);
        int32_t cuts = enough ? 0 : round_cut(c, &left);
        entered += cuts;
        left = what_is_left(c, limits, first, began);
        if (cuts == 0 || is_over(limits, &left) ||
            compact_relax(c, &left) != LP_OPTIMAL) {
            break;
        }
        double open = fmax(1, c->bound - compact_constants(c));
        vain = c->bound - before > GAIN_LEAST * open ? 0 : vain + 1;
        before = vain == 0 ? c->bound : before;
    }
    return entered;
}
