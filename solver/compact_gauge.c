/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_gauge.c - a counted amount with hard bounds and a convex cost becomes
 * one row with bounded slack columns.
 *
 * The amount can only take some values (compact_reach.c). The cost is therefore
 * drawn as straight pieces between such values on either side of each hinge
 * and not through the hinge itself, and hard bounds are moved to such values:
 * the same for whole rosters, tighter for fractional ones.
 */
#include <assert.h>

#include "solver/compact_parts.h"

/* The pieces of a cost over lo..hi; knots ascend. */
struct pieces {
    struct long_vec knots, costs;
    int32_t base_first, base_last; /* knots of smallest cost */
};

static int ascending(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void knots_sort(struct long_vec *knots)
{
    int32_t n = 0;
    qsort(knots->at, (size_t)knots->n, sizeof *knots->at, ascending);
    for (int32_t k = 0; k < knots->n; k++) {
        if (n == 0 || knots->at[k] != knots->at[n - 1]) {
            knots->at[n++] = knots->at[k];
        }
    }
    knots->n = n;
}

/* Between two knots there is no hinge, or nothing the amount can be. */
static void pieces_draw(struct pieces *pieces, const struct reach *reach,
                        const struct gauge *gauge, int64_t lo, int64_t hi)
{
    vec_push(&pieces->knots, lo);
    vec_push(&pieces->knots, hi);
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        int64_t at = gauge->hinges[i].at;
        if (at > lo && at < hi) {
            vec_push(&pieces->knots, reach_down(reach, at));
            vec_push(&pieces->knots, reach_up(reach, at));
        }
    }
    knots_sort(&pieces->knots);
    cost least = COST_MAX;
    for (int32_t k = 0; k < pieces->knots.n; k++) {
        cost points = gauge_cost(gauge, pieces->knots.at[k]);
        vec_push(&pieces->costs, points);
        pieces->base_first = points < least ? k : pieces->base_first;
        pieces->base_last = points <= least ? k : pieces->base_last;
        least = points < least ? points : least;
    }
}

/* The slack of one piece from knot a (nearer the base) to knot b. */
static void piece_column(struct compact *c, struct form *form,
                         const struct pieces *pieces, int32_t a, int32_t b,
                         int32_t level)
{
    int64_t length = (pieces->knots.at[b] - pieces->knots.at[a]) / form->step;
    int64_t sign = length > 0 ? -1 : 1;
    int64_t steps = length > 0 ? length : -length;
    double points = (double)(pieces->costs.at[b] - pieces->costs.at[a]);
    int32_t column = model_column(c, 0, (double)steps);
    model_charge(c, column, level, points / (double)steps);
    c->columns.at[column].whole = true;
    struct compact_entry entry = {column, (double)(sign * form->step)};
    vec_push(&form->packed, entry);
}

static void pieces_columns(struct compact *c, struct form *form,
                           const struct pieces *pieces, int32_t level)
{
    for (int32_t k = pieces->base_last; k + 1 < pieces->knots.n; k++) {
        piece_column(c, form, pieces, k, k + 1, level);
    }
    for (int32_t k = pieces->base_first; k > 0; k--) {
        piece_column(c, form, pieces, k, k - 1, level);
    }
}

/* The row itself: all divided by the step. */
static struct row_place gauge_row(struct compact *c, struct form *form,
                                  double low, double high)
{
    struct row_place place = {-1, (double)form->step};
    if (low <= -LP_INFINITY && high >= LP_INFINITY) {
        return place;
    }
    struct compact_row row = {.low = low,
                              .high = high,
                              .first = c->entries.n,
                              .n = form->packed.n,
                              .lp = -1,
                              .block = c->open_block};
    for (int32_t k = 0; k < form->packed.n; k++) {
        struct compact_entry entry = form->packed.at[k];
        entry.value /= place.scale;
        vec_push(&c->entries, entry);
    }
    vec_push(&c->rows, row);
    place.row = c->rows.n - 1;
    return place;
}

static struct row_place gauge_constant(struct compact *c,
                                       const struct form *form,
                                       const struct gauge *gauge, int32_t level)
{
    c->infeasible |= gauge_breach(gauge, form->constant) > 0;
    model_constant(c, level, gauge_cost(gauge, form->constant));
    return (struct row_place){-1, 1};
}

static struct row_place gauge_pieces(struct compact *c, struct form *form,
                                     const struct pieces *pieces, int32_t level)
{
    int64_t first = pieces->knots.at[pieces->base_first];
    int64_t last = pieces->knots.at[pieces->base_last];
    bool free_below = pieces->base_first == 0 && first <= form->low;
    bool free_above =
        pieces->base_last == pieces->knots.n - 1 && last >= form->high;
    double low = free_below
                     ? -LP_INFINITY
                     : (double)((first - form->constant) / form->step);
    double high = free_above
                      ? LP_INFINITY
                      : (double)((last - form->constant) / form->step);
    model_constant(c, level, pieces->costs.at[pieces->base_first]);
    pieces_columns(c, form, pieces, level);
    return gauge_row(c, form, low, high);
}

/* The amount is still open: pieces between the values it can have. */
static struct row_place gauge_open(struct compact *c, struct form *form,
                                   const struct gauge *gauge, int32_t level)
{
    struct pieces pieces = {.base_first = 0};
    struct row_place place = {-1, 1};
    struct reach reach;
    reach_init(&reach, c, form);
    int64_t lo = form->low > gauge->low ? form->low : gauge->low;
    int64_t hi = form->high < gauge->high ? form->high : gauge->high;
    lo = lo > form->high ? lo : reach_up(&reach, lo);
    hi = hi < form->low ? hi : reach_down(&reach, hi);
    if (lo > hi) {
        c->infeasible = true;
    } else {
        pieces_draw(&pieces, &reach, gauge, lo, hi);
        place = gauge_pieces(c, form, &pieces, level);
    }
    vec_release(&pieces.knots);
    vec_release(&pieces.costs);
    reach_release(&reach);
    return place;
}

struct row_place gauge_model(struct compact *c, struct form *form,
                             const struct gauge *gauge, int32_t level)
{
    struct gauge used = *gauge;
    form_pack(form, c);
    used.n_hinges = model_wants(c, level) ? gauge->n_hinges : 0;
    if (form->step == 0) {
        return gauge_constant(c, form, &used, level);
    }
    for (int32_t i = 0; i < used.n_hinges; i++) {
        model_unit(c, level, used.hinges[i].under);
        model_unit(c, level, used.hinges[i].over);
    }
    return gauge_open(c, form, &used, level);
}
