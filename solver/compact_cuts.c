/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compact_cuts.c - which cuts join the program, and rounds of them. */
#include "solver/compact_cuts.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"

enum {
    CUTS_A_ROUND = 150,
    ENTRIES_FIRST = 800, /* of a cut, at most; twice as many when none is left */
    ENTRIES_LAST = 1600,
    ROUNDS_IN_VAIN = 5,
    OWN_ROUNDS = 4
};
#define RANGE_MOST 1e5   /* between the largest and the smallest coefficient */
#define GIVE_WAY 1e-6    /* of the right-hand side, largest coefficient 1 */
#define ALIKE_MOST 0.9   /* cosine between two cuts of a round */
#define LENGTH_COUNTS 0.8 /* of a cut's depth, at most entries */
#define GAIN_LEAST 1e-3  /* of the open bound, for a round not in vain */
#define OWN_GAIN 0.3     /* points, for another round of people's own cuts */

double cut_fraction(double x)
{
    return x - floor(x);
}

/* ---- taking over ------------------------------------------------------------ */

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
    bool fits = cut->entries.n <= ENTRIES_FIRST << c->longer;
    t->c->too_long |= cut->depth > DEPTH_LEAST && !fits;
    return cut->depth > DEPTH_LEAST && fits;
}

void cut_offer(struct cutter *t, double low)
{
    struct cut cut = {.depth = 0};
    shift_cells(t, &low);
    if (cut_take(t, low, &cut)) {
        vec_push(&t->cuts, cut);
    } else {
        vec_release(&cut.entries);
    }
}

/* ---- choosing --------------------------------------------------------------- */

/* A long cut must be deeper: it makes every pivot dearer. */
static double worth(const struct cut *cut)
{
    return cut->depth * (1 - LENGTH_COUNTS * cut->entries.n / ENTRIES_FIRST);
}

static int deeper(const void *left, const void *right)
{
    const struct cut *a = left, *b = right;
    double of_a = worth(a), of_b = worth(b);
    if (of_a < of_b || of_a > of_b) {
        return of_a > of_b ? -1 : 1;
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

int32_t compact_cut_round(struct compact *c, bool rows)
{
    struct cutter t = {
        .c = c, .dense = xcalloc((size_t)c->columns.n + 1, sizeof(double))};
    if (rows) {
        rows_round(&t);
    }
    tableau_cut(&t);
    int32_t entered = cuts_enter(&t);
    for (int32_t k = 0; k < t.cuts.n; k++) {
        vec_release(&t.cuts.at[k].entries);
    }
    vec_release(&t.cuts);
    free(t.dense);
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

/* People's own cuts as long as they gain, where those of the tableau may be too
 * long. Then these. */
static int32_t round_cut(struct compact *c, const struct lp_limits *limits)
{
    int32_t entered = 0, own = c->columns.n > ENTRIES_FIRST;
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
    return entered + compact_cut_round(c, true);
}

bool compact_longer_cuts(struct compact *compact)
{
    bool may = compact->too_long &&
               ENTRIES_FIRST << compact->longer < ENTRIES_LAST;
    compact->longer += may;
    return may;
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
