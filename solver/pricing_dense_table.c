/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_table.c - forward over the days. */
#include "solver/pricing_dense_table.h"

#include <math.h>

#include "base/wide.h"

/* Part of the loops it is called from, whatever the registers. */
#define IN_LOOP static inline __attribute__((always_inline))

void dense_scratch_release(struct dense_scratch *scratch)
{
    free(scratch->cell);
    free(scratch->kind);
    free(scratch->shift);
    *scratch = (struct dense_scratch){0};
}

/* What stood there is lost. */
static void grow(double **block, size_t *room, size_t wanted)
{
    if (*room < wanted) {
        free(*block);
        *room = wanted;
        *block = xreallocarray(NULL, wanted, sizeof **block);
    }
}

static void give_room(struct dense_scratch *scratch,
                      const struct dense_plan *plan)
{
    grow(&scratch->cell, &scratch->cells, plan->cells);
    grow(&scratch->kind, &scratch->kinds, plan->kinds);
    grow(&scratch->shift, &scratch->shifts, plan->shifts);
}

/* ---- prices -------------------------------------------------------------- */

static void price_kinds(const struct dense_plan *plan,
                        const struct dense_prices *prices, double *kind)
{
    int32_t n = prices->n_patterns;
    for (int32_t d = plan->first; d <= plan->last; d++) {
        const struct dense_step *step = &plan->steps[d - plan->first];
        const int16_t *kind_of = step->type->kind_of;
        const double *base = &prices->base[(d - plan->first) * n];
        const double *price = &prices->price[d * n];
        double *least = &kind[step->kinds_at];
        for (int32_t k = 0; k < step->type->n_kinds; k++) {
            least[k] = (double)INFINITY;
        }
        for (int32_t p = 0; p < n; p++) {
            double sum = base[p] + price[p];
            if (kind_of[p] >= 0 && sum < least[kind_of[p]]) {
                least[kind_of[p]] = sum;
            }
        }
    }
}

static void price_shifts(const struct dense_plan *plan,
                         const double *multiplier, double *shift)
{
    for (int32_t t = 0; t <= plan->last - plan->first; t++) {
        const struct dense_step *step = &plan->steps[t];
        const struct dense_key *key = &step->type->key;
        for (int32_t s = 0; s < step->n_shifts; s++) {
            const int32_t *add = step->type->shifts.at;
            double sum = 0;
            for (int32_t k = 0; k < key->n_acts; k++) {
                sum += add[s * key->n_acts + k] *
                       multiplier[key->act[k].part];
            }
            shift[step->shifts_at + (size_t)s] = sum;
        }
    }
}

/* ---- forward ------------------------------------------------------------- */

IN_LOOP void lower(double *restrict to, const double *restrict from,
                         int32_t n, double price)
{
    for (int32_t i = 0; i < n; i++) {
        double sum = from[i] + price;
        to[i] = sum < to[i] ? sum : to[i];
    }
}

/* A block of more than two counters, the outer ones one by one. */
struct walk {
    const struct dense_step *step;
    const struct dense_block *block;
    double price;
};

IN_LOOP void lower_planes(double *to, const double *from, struct walk w)
{
    const struct dense_layout *layout = &w.step->layout;
    int32_t inner = layout->n - 1;
    int32_t rows = inner > 0 ? w.block->count[inner - 1] : 1;
    int32_t to_row = inner > 0 ? layout->stride[inner - 1] : 0;
    int32_t from_row = inner > 0 ? w.step->from_stride[inner - 1] : 0;
    int32_t n = inner >= 0 ? w.block->count[inner] : 1;
    int32_t at[DENSE_LIVE_MAX] = {0};
    for (;;) {
        for (int32_t r = 0; r < rows; r++) {
            lower(to + r * to_row, from + r * from_row, n, w.price);
        }
        int32_t k = inner - 2;
        while (k >= 0 && ++at[k] == w.block->count[k]) {
            to -= (w.block->count[k] - 1) * layout->stride[k];
            from -= (w.block->count[k] - 1) * w.step->from_stride[k];
            at[k--] = 0;
        }
        if (k < 0) {
            return;
        }
        to += layout->stride[k];
        from += w.step->from_stride[k];
    }
}

IN_LOOP void clear(double *cell, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cell[i] = (double)INFINITY;
    }
}

WIDE
static void fill_step(const struct dense_step *step,
                      const struct dense_scratch *scratch,
                      const struct dense_layout *before)
{
    double *cells = scratch->cell;
    const double *kind = &scratch->kind[step->kinds_at];
    const double *shift = &scratch->shift[step->shifts_at];
    const struct dense_layout *layout = &step->layout;
    size_t from_cells = before ? (size_t)before->cells : 1;
    const double *from = &cells[before ? before->at : 0];
    double *to = &cells[layout->at];
    clear(to, (size_t)layout->nodes * (size_t)layout->cells);
    for (int32_t i = 0; i < layout->nodes; i++) {
        double *node = &to[(size_t)i * (size_t)layout->cells];
        for (int32_t e = step->first_way[i]; e < step->first_way[i + 1]; e++) {
            const struct dense_way *way = &step->ways[e];
            const struct dense_block *block = &step->blocks[way->shift];
            lower_planes(node + block->to,
                         &from[(size_t)way->from * from_cells] + block->from,
                         (struct walk){step, block,
                                       kind[way->kind] + way->cost +
                                           shift[way->shift]});
        }
    }
}

/* One counter's dimension goes: the least over its amounts. */
WIDE
static void close_counter(const struct dense_closing *closing,
                          const struct dense_layout *before, double *cells)
{
    const struct dense_layout *after = &closing->after;
    int32_t size = before->size[closing->place];
    int32_t stride = before->stride[closing->place];
    const double *from = &cells[before->at];
    double *to = &cells[after->at];
    size_t blocks = (size_t)after->nodes * (size_t)after->cells /
                    (size_t)stride;
    clear(to, blocks * (size_t)stride);
    for (size_t j = 0; j < blocks; j++) {
        for (int32_t k = 0; k < size; k++) {
            lower(to, from, stride, closing->cost[k]);
            from += stride;
        }
        to += stride;
    }
}

double dense_fill(const struct dense_plan *plan,
                  const struct dense_prices *prices,
                  struct dense_scratch *scratch)
{
    const struct dense_layout *before = NULL;
    if (plan->impossible) {
        return (double)INFINITY;
    }
    give_room(scratch, plan);
    price_kinds(plan, prices, scratch->kind);
    price_shifts(plan, prices->multiplier, scratch->shift);
    scratch->cell[0] = 0;
    for (int32_t t = 0; t <= plan->last - plan->first; t++) {
        const struct dense_step *step = &plan->steps[t];
        fill_step(step, scratch, before);
        before = &step->layout;
        for (int32_t c = 0; c < step->n_closings; c++) {
            close_counter(&step->closings[c], before, scratch->cell);
            before = &step->closings[c].after;
        }
    }
    double least = (double)INFINITY;
    for (int32_t i = 0; i < before->nodes; i++) {
        double sum = scratch->cell[before->at + (size_t)i] + plan->close[i];
        least = sum < least ? sum : least;
    }
    return least;
}
