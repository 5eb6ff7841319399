/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_layout.c - tables of a plan, and ways between their cells. */
#include <math.h>

#include "solver/pricing_dense_parts.h"

/* ---- layouts ------------------------------------------------------------- */

/* Wider bands go further in: the loop over the last counter is the long one. */
static void find_order(struct builder *b)
{
    int32_t width[DENSE_TRACKED_MAX] = {0};
    int32_t n = b->plan->n_tracked;
    for (int32_t t = 0; t <= b->plan->last - b->plan->first; t++) {
        const struct draft *draft = &b->drafts[t];
        for (int32_t k = 0; k < draft->n_live; k++) {
            int32_t w = draft->band[k].high - draft->band[k].low;
            int32_t *most = &width[draft->live[k]];
            *most = w > *most ? w : *most;
        }
    }
    for (int32_t q = 0; q < n; q++) {
        b->order[q] = 0;
        for (int32_t r = 0; r < n; r++) {
            b->order[q] += width[r] < width[q] ||
                           (width[r] == width[q] && r < q);
        }
    }
}

/* Strides, size and place of a table; false: too large. */
static bool finish_layout(struct builder *b, struct dense_layout *layout)
{
    int64_t cells = 1;
    for (int32_t k = layout->n - 1; k >= 0; k--) {
        layout->stride[k] = (int32_t)cells;
        cells *= layout->size[k];
        if (cells > DENSE_CELLS_MAX) {
            return false;
        }
    }
    layout->cells = (int32_t)cells;
    layout->at = b->plan->cells;
    b->plan->cells += (size_t)cells * (size_t)layout->nodes;
    return b->plan->cells <= DENSE_CELLS_MAX;
}

static bool lay_table(struct builder *b, int32_t t, int32_t nodes)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_layout *layout = &b->plan->steps[t].layout;
    layout->nodes = nodes;
    layout->n = draft->n_live;
    for (int32_t k = 0; k < draft->n_live; k++) {
        int32_t place = 0;
        for (int32_t l = 0; l < draft->n_live; l++) {
            place += b->order[draft->live[l]] < b->order[draft->live[k]];
        }
        layout->counter[place] = draft->live[k];
        layout->low[place] = draft->band[k].low;
        layout->size[place] = draft->band[k].high - draft->band[k].low + 1;
    }
    return finish_layout(b, layout);
}

/* By amount from `low` on: what the counter costs at its end. */
static double *closing_costs(struct builder *b, int32_t q, int32_t low,
                             int32_t size)
{
    const struct dense_tracked *t = &b->plan->tracked[q];
    const struct counter *c = counter_of(b, q);
    const struct gauge *gauge = part_gauge(&b->in->parts->at[t->part]);
    double *sum = arena_array(b->plan->arena, (size_t)size, sizeof *sum);
    for (int32_t k = 0; k < size; k++) {
        int64_t amount = c->origin + (int64_t)t->unit * (low + k);
        if (low + k < t->low || low + k > t->high) {
            sum[k] = (double)INFINITY;
        } else if (c->mode == COUNTER_TRACKED) {
            sum[k] = (double)gauge_cost(gauge, amount);
        }
    }
    return sum;
}

static bool lay_closing(struct builder *b, struct dense_step *step,
                        int32_t q)
{
    struct dense_layout layout = *dense_after(step);
    struct dense_closing *closing = &step->closings[step->n_closings++];
    int32_t place = 0;
    while (layout.counter[place] != q) {
        place++;
    }
    closing->place = place;
    closing->cost =
        closing_costs(b, q, layout.low[place], layout.size[place]);
    layout.n--;
    for (int32_t k = place; k < layout.n; k++) {
        layout.counter[k] = layout.counter[k + 1];
        layout.low[k] = layout.low[k + 1];
        layout.size[k] = layout.size[k + 1];
    }
    closing->after = layout;
    return finish_layout(b, &closing->after);
}

static bool lay_closings(struct builder *b, int32_t t)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    step->closings = arena_array(b->plan->arena, (size_t)draft->n_live + 1,
                                 sizeof *step->closings);
    for (int32_t k = 0; k < draft->n_live; k++) {
        if (draft->closes[k] && !lay_closing(b, step, draft->live[k])) {
            return false;
        }
    }
    return true;
}

/* ---- ways ---------------------------------------------------------------- */

/* The cells that a shift moves within both bands; false: none. */
static bool lay_block(const struct builder *b, int32_t t, int32_t shift)
{
    struct dense_step *step = &b->plan->steps[t];
    const struct draft *draft = &b->drafts[t];
    const struct dense_layout *to = &step->layout;
    const struct dense_layout *from =
        t > 0 ? dense_after(&step[-1]) : NULL;
    struct dense_block *block = &step->blocks[shift];
    for (int32_t k = 0; k < to->n; k++) {
        int32_t low = 0;
        int32_t size = 1;
        int32_t stride = 0;
        int32_t add = 0;
        for (int32_t l = 0; from && l < from->n; l++) {
            if (from->counter[l] == to->counter[k]) {
                low = from->low[l];
                size = from->size[l];
                stride = from->stride[l];
            }
        }
        for (int32_t l = 0; l < draft->n_live; l++) {
            if (draft->live[l] == to->counter[k]) {
                const struct dense_way way = {.shift = (int16_t)shift};
                add = dense_shift_by(draft, &way, l);
            }
        }
        step->from_stride[k] = stride;
        int32_t begin = to->low[k] - add - low;
        begin = begin > 0 ? begin : 0;
        int32_t end = to->low[k] + to->size[k] - add - low;
        end = end < size ? end : size;
        if (end <= begin) {
            return false;
        }
        block->count[k] = end - begin;
        block->from += begin * stride;
        block->to += (low + begin + add - to->low[k]) * to->stride[k];
    }
    return true;
}

static uint64_t block_work(const struct dense_block *block, int32_t n)
{
    uint64_t work = 1;
    for (int32_t k = 0; k < n; k++) {
        work *= (uint64_t)block->count[k];
    }
    return work;
}

/* Indices of the nodes alive; returns how many. */
static int32_t renumber(const struct draft *draft, int32_t *index)
{
    int32_t n = 0;
    for (int32_t i = 0; i < draft->nodes.n; i++) {
        index[i] = draft->alive[i] ? n++ : -1;
    }
    return n;
}

/* The ways between nodes alive, by node of today. */
static void sort_ways(struct builder *b, int32_t t, const int32_t *from,
                      const int32_t *to)
{
    const struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    int32_t *first = step->first_way;
    bool *moves = arena_array(b->scratch, (size_t)draft->type->n_shifts + 1,
                              sizeof *moves);
    for (int32_t s = 0; s < draft->type->n_shifts; s++) {
        moves[s] = lay_block(b, t, s);
    }
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t e = 0; e < draft->ways.n; e++) {
            struct dense_way way = draft->ways.at[e];
            way.from = (int16_t)(from ? from[way.from] : 0);
            way.to = (int16_t)to[way.to];
            if (way.from < 0 || way.to < 0 || !moves[way.shift]) {
                continue;
            }
            if (pass == 0) {
                first[way.to + 1]++;
            } else {
                step->ways[first[way.to]++] = way;
                b->plan->work += block_work(&step->blocks[way.shift],
                                            step->layout.n);
            }
        }
        for (int32_t i = 0; pass == 0 && i < step->layout.nodes; i++) {
            first[i + 1] += first[i];
        }
        if (pass == 0) {
            step->ways = arena_array(b->plan->arena,
                                     (size_t)first[step->layout.nodes] + 1,
                                     sizeof *step->ways);
        }
    }
    memmove(first + 1, first, (size_t)step->layout.nodes * sizeof *first);
    first[0] = 0;
}

static bool lay_day(struct builder *b, int32_t t, const int32_t *from,
                    int32_t *to)
{
    struct arena *arena = b->plan->arena;
    struct draft *draft = &b->drafts[t];
    struct dense_step *step = &b->plan->steps[t];
    int32_t nodes = renumber(draft, to);
    step->type = draft->type;
    step->kinds_at = b->plan->kinds;
    b->plan->kinds += (size_t)draft->type->n_kinds;
    step->shifts_at = b->plan->shifts;
    step->n_shifts = draft->type->n_shifts;
    b->plan->shifts += (size_t)step->n_shifts;
    step->first_way =
        arena_array(arena, (size_t)nodes + 2, sizeof *step->first_way);
    step->blocks = arena_array(arena, (size_t)draft->type->n_shifts + 1,
                               sizeof *step->blocks);
    if (!lay_table(b, t, nodes) || !lay_closings(b, t)) {
        return false;
    }
    sort_ways(b, t, from, to);
    return true;
}

bool dense_lay_days(struct builder *b)
{
    int32_t *last = NULL;
    if (b->plan->impossible) {
        return true;
    }
    find_order(b);
    b->plan->cells = 1; /* the start */
    for (int32_t t = 0; t <= b->plan->last - b->plan->first; t++) {
        int32_t *index = arena_array(b->scratch,
                                     (size_t)b->drafts[t].nodes.n + 1,
                                     sizeof *index);
        if (!lay_day(b, t, last, index)) {
            return false;
        }
        last = index;
    }
    const struct draft *end = &b->drafts[b->plan->last - b->plan->first];
    b->plan->close = arena_array(b->plan->arena, (size_t)end->nodes.n + 1,
                                 sizeof *b->plan->close);
    for (int32_t i = 0; i < end->nodes.n; i++) {
        if (last[i] >= 0) {
            b->plan->close[last[i]] = dense_close_node(b, end->nodes.at[i]);
        }
    }
    return true;
}
