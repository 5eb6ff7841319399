/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_back.c - from the last day back, over filled tables. */
#include "solver/pricing_dense_back.h"

#include <math.h>

/* Over the nodes of the last day, with what the frozen end adds. */
static int32_t best_node(const struct dense_plan *plan, const double *cells,
                         double *least)
{
    const struct dense_layout *end =
        dense_after(&plan->steps[plan->last - plan->first]);
    int32_t best = 0;
    *least = (double)INFINITY;
    for (int32_t i = 0; i < end->nodes; i++) {
        double sum = cells[end->at + (size_t)i] + plan->close[i];
        if (sum < *least) {
            *least = sum;
            best = i;
        }
    }
    return best;
}

static int16_t cheapest(const struct dense_prices *prices,
                        const struct dense_type *type, int32_t t, int32_t day,
                        int32_t kind)
{
    int32_t n = prices->n_patterns;
    const double *base = &prices->base[t * n];
    const double *price = &prices->price[day * n];
    double least = (double)INFINITY;
    int16_t best = 0;
    for (int16_t p = 0; p < n; p++) {
        if (type->kind_of[p] == kind && base[p] + price[p] < least) {
            least = base[p] + price[p];
            best = p;
        }
    }
    return best;
}

/* Where the line stands: a node and the amount of each counter of a layout. */
struct place {
    int32_t node;
    int32_t amount[DENSE_LIVE_MAX];
};

static const double *cell_at(const struct dense_layout *layout,
                             const double *cells, const struct place *place)
{
    size_t at = layout->at + (size_t)place->node * (size_t)layout->cells;
    for (int32_t k = 0; k < layout->n; k++) {
        at += (size_t)((place->amount[k] - layout->low[k]) *
                       layout->stride[k]);
    }
    return &cells[at];
}

/* The place with the counter that was closed, at its least amount. */
static void open_counter(const struct dense_closing *closing,
                         const struct dense_layout *before,
                         struct place *place)
{
    int32_t at = closing->place;
    for (int32_t k = before->n - 1; k > at; k--) {
        place->amount[k] = place->amount[k - 1];
    }
    place->amount[at] = before->low[at];
}

/* The amount with which a counter was closed; returns its cost. */
static double reopen(const struct dense_closing *closing,
                     const struct dense_layout *before, const double *cells,
                     struct place *place)
{
    int32_t at = closing->place;
    open_counter(closing, before, place);
    const double *from = cell_at(before, cells, place);
    int32_t best = 0;
    for (int32_t k = 1; k < before->size[at]; k++) {
        if (from[k * before->stride[at]] + closing->cost[k] <
            from[best * before->stride[at]] + closing->cost[best]) {
            best = k;
        }
    }
    place->amount[at] += best;
    return closing->cost[best];
}

/* Amounts before a shift, in the order of the layout before; false: none. */
static bool shift_back(const struct dense_step *step,
                       const struct dense_layout *before, int32_t shift,
                       const struct place *place, struct place *back)
{
    const struct dense_layout *to = &step->layout;
    const struct dense_block *block = &step->blocks[shift];
    int32_t rest = block->to;
    for (int32_t k = 0; k < to->n; k++) {
        int32_t begin = rest / to->stride[k];
        int32_t offset = place->amount[k] - to->low[k] - begin;
        rest %= to->stride[k];
        if (offset < 0 || offset >= block->count[k]) {
            return false;
        }
        for (int32_t l = 0; before && l < before->n; l++) {
            if (before->counter[l] == to->counter[k]) {
                int32_t from =
                    block->from / before->stride[l] % before->size[l];
                back->amount[l] = before->low[l] + from + offset;
            }
        }
    }
    return true;
}

/* The way that led to the place; the place becomes that of yesterday. */
static const struct dense_way *step_back(const struct dense_step *step,
                                         const struct dense_layout *before,
                                         const struct dense_scratch *scratch,
                                         struct place *place)
{
    static const double START = 0;
    const double *kind = &scratch->kind[step->kinds_at];
    const double *shift = &scratch->shift[step->shifts_at];
    const struct dense_way *best = NULL;
    double least = (double)INFINITY;
    struct place from = {0};
    for (int32_t e = step->first_way[place->node];
         e < step->first_way[place->node + 1]; e++) {
        const struct dense_way *way = &step->ways[e];
        struct place back = {.node = way->from};
        if (!shift_back(step, before, way->shift, place, &back)) {
            continue;
        }
        const double *cell =
            before ? cell_at(before, scratch->cell, &back) : &START;
        double sum = *cell +
                     (kind[way->kind] + way->cost + shift[way->shift]);
        if (sum < least) {
            least = sum;
            best = way;
            from = back;
        }
    }
    *place = from;
    return best;
}

double dense_trace(const struct dense_plan *plan,
                   const struct dense_prices *prices,
                   const struct dense_scratch *scratch, int16_t *line)
{
    struct place place = {0};
    double least;
    place.node = best_node(plan, scratch->cell, &least);
    double own = plan->close[place.node];
    for (int32_t t = plan->last - plan->first; t >= 0; t--) {
        const struct dense_step *step = &plan->steps[t];
        for (int32_t c = step->n_closings - 1; c >= 0; c--) {
            const struct dense_layout *open =
                c > 0 ? &step->closings[c - 1].after : &step->layout;
            own += reopen(&step->closings[c], open, scratch->cell, &place);
        }
        const struct dense_layout *before =
            t > 0 ? dense_after(&step[-1]) : NULL;
        const struct dense_way *way =
            step_back(step, before, scratch, &place);
        int32_t day = plan->first + t;
        line[day] = cheapest(prices, step->type, t, day, way->kind);
        own += way->cost +
               prices->own[t * prices->n_patterns + line[day]];
    }
    return own;
}

/* ---- every line ---------------------------------------------------------- */

struct back {
    const struct dense_plan *plan;
    const struct dense_prices *prices;
    const struct dense_scratch *scratch;
    struct dense_all *all;
};

/* Both are called by turns, a pair for each day: `after` is what the days to
 * come cost. False: leave off. */
static bool over_closings(const struct back *b, int32_t t, int32_t c,
                          const struct place *place, double after);

/* One way and each pattern of its kind. */
static bool over_patterns(const struct back *b, int32_t t,
                          const struct dense_way *way,
                          const struct place *before, double cell,
                          double after)
{
    const struct dense_step *step = &b->plan->steps[t];
    int32_t day = b->plan->first + t;
    int32_t n = b->prices->n_patterns;
    const double *base = &b->prices->base[t * n];
    const double *price = &b->prices->price[day * n];
    double rest =
        after + way->cost + b->scratch->shift[step->shifts_at + (size_t)way->shift];
    for (int16_t p = 0; p < n; p++) {
        double sum = rest + base[p] + price[p];
        if (step->type->kind_of[p] != way->kind ||
            !(cell + sum < b->all->below)) {
            continue;
        }
        b->all->line[day] = p;
        bool more = t == 0 ? b->all->take(b->all->context, b->all->line)
                           : over_closings(b, t - 1, step[-1].n_closings - 1,
                                           before, sum);
        if (!more) {
            return false;
        }
    }
    return true;
}

static bool over_ways(const struct back *b, int32_t t,
                      const struct place *place, double after)
{
    const struct dense_step *step = &b->plan->steps[t];
    const struct dense_layout *before = t > 0 ? dense_after(&step[-1]) : NULL;
    if (b->all->steps-- <= 0) {
        return false;
    }
    for (int32_t e = step->first_way[place->node];
         e < step->first_way[place->node + 1]; e++) {
        const struct dense_way *way = &step->ways[e];
        struct place from = {.node = way->from};
        if (!shift_back(step, before, way->shift, place, &from)) {
            continue;
        }
        double cell = before ? *cell_at(before, b->scratch->cell, &from) : 0;
        if (isfinite(cell) && !over_patterns(b, t, way, &from, cell, after)) {
            return false;
        }
    }
    return true;
}

static bool over_closings(const struct back *b, int32_t t, int32_t c,
                          const struct place *place, double after)
{
    const struct dense_step *step = &b->plan->steps[t];
    if (c < 0) {
        return over_ways(b, t, place, after);
    }
    const struct dense_closing *closing = &step->closings[c];
    const struct dense_layout *open =
        c > 0 ? &step->closings[c - 1].after : &step->layout;
    for (int32_t k = 0; k < open->size[closing->place]; k++) {
        struct place opened = *place;
        open_counter(closing, open, &opened);
        opened.amount[closing->place] += k;
        double sum = after + closing->cost[k];
        if (*cell_at(open, b->scratch->cell, &opened) + sum < b->all->below &&
            !over_closings(b, t, c - 1, &opened, sum)) {
            return false;
        }
    }
    return true;
}

bool dense_each(const struct dense_plan *plan,
                const struct dense_prices *prices,
                const struct dense_scratch *scratch, struct dense_all *all)
{
    const struct back b = {plan, prices, scratch, all};
    if (plan->impossible) {
        return true;
    }
    int32_t last = plan->last - plan->first;
    const struct dense_step *step = &plan->steps[last];
    const struct dense_layout *end = dense_after(step);
    for (int32_t i = 0; i < end->nodes; i++) {
        struct place place = {.node = i};
        double close = plan->close[i];
        if (scratch->cell[end->at + (size_t)i] + close < all->below &&
            !over_closings(&b, last, step->n_closings - 1, &place, close)) {
            return false;
        }
    }
    return true;
}
