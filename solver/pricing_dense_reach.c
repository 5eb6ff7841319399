/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_reach.c - nodes and amounts that a line can pass through. */
#include <math.h>

#include "solver/pricing_dense_parts.h"

/* ---- nodes forward ------------------------------------------------------- */

static bool is_open(const struct builder *b, int32_t day, int32_t kind,
                    const struct dense_type *type)
{
    int32_t n = b->in->problem->n_patterns;
    const double *base = &b->in->window->base[(day - b->plan->first) * n];
    for (int32_t p = 0; p < n; p++) {
        if (type->kind_of[p] == kind && base[p] < (double)INFINITY) {
            return true;
        }
    }
    return false;
}

static int16_t local_of(struct builder *b, struct draft *draft, int32_t day,
                        int32_t node)
{
    if (b->seen[node] != day + 1) {
        b->seen[node] = day + 1;
        b->local[node] = draft->nodes.n;
        vec_push(&draft->nodes, node);
    }
    return (int16_t)b->local[node];
}

static bool lay_ways(struct builder *b, int32_t day)
{
    struct draft *draft = &b->drafts[day - b->plan->first];
    struct dense_type *type = draft->type;
    bool open[PATTERN_MAX];
    for (int32_t k = 0; k < type->n_kinds; k++) {
        open[k] = is_open(b, day, k, type);
    }
    int32_t n = day == b->plan->first ? 1 : draft[-1].nodes.n;
    for (int32_t i = 0; i < n; i++) {
        int32_t node =
            day == b->plan->first ? b->start : draft[-1].nodes.at[i];
        if (!dense_expand(b->in->automaton, type, node)) {
            return false;
        }
        for (int32_t e = 0; e < type->count[node]; e++) {
            struct dense_edge edge = type->edges.at[type->first[node] + e];
            if (open[edge.kind]) {
                int16_t to = local_of(b, draft, day, edge.next);
                vec_push(&draft->ways,
                         ((struct dense_way){edge.cost, (int16_t)i, to,
                                             edge.kind, edge.shift}));
            }
        }
    }
    return true;
}

int32_t dense_shift_by(const struct draft *draft, const struct dense_way *way,
                        int32_t k)
{
    if (draft->act[k] < 0) {
        return 0;
    }
    return draft->type->shifts
        .at[way->shift * draft->type->key.n_acts + draft->act[k]];
}

static void widen(struct band *band, int32_t low, int32_t high)
{
    band->low = low < band->low ? low : band->low;
    band->high = high > band->high ? high : band->high;
}

static struct band *bands_of(struct builder *b, const struct draft *draft)
{
    size_t n = (size_t)(draft->nodes.n * draft->n_live);
    struct band *band = arena_array(b->scratch, n + 1, sizeof *band);
    for (size_t i = 0; i < n; i++) {
        band[i] = (struct band){INT32_MAX, INT32_MIN};
    }
    return band;
}

static void reach_forward(struct builder *b, struct draft *draft)
{
    const struct draft *before = draft - 1;
    draft->reached = bands_of(b, draft);
    for (int32_t e = 0; e < draft->ways.n; e++) {
        const struct dense_way *way = &draft->ways.at[e];
        struct band *to = &draft->reached[way->to * draft->n_live];
        for (int32_t k = 0; k < draft->n_live; k++) {
            int32_t add = dense_shift_by(draft, way, k);
            struct band from = {0, 0};
            if (draft->before[k] >= 0) {
                from = before->reached[way->from * before->n_live +
                                       draft->before[k]];
            }
            widen(&to[k], from.low + add, from.high + add);
        }
    }
}

bool dense_reach_forward(struct builder *b, int32_t day)
{
    if (!lay_ways(b, day)) {
        return false;
    }
    reach_forward(b, &b->drafts[day - b->plan->first]);
    return true;
}

/* ---- nodes backward ------------------------------------------------------ */

/* The amounts of node i from which the hard bounds can be met; false: none. */
static bool narrow(struct builder *b, struct draft *draft, int32_t i)
{
    for (int32_t k = 0; k < draft->n_live; k++) {
        const struct dense_tracked *t = &b->plan->tracked[draft->live[k]];
        struct band *reached = &draft->reached[i * draft->n_live + k];
        struct band ahead = {0, 0};
        if (!draft->closes[k]) {
            ahead = draft->ahead[i * draft->n_live + k];
        }
        int64_t low = t->low - ahead.high;
        int64_t high = t->high - ahead.low;
        low = low > reached->low ? low : reached->low;
        high = high < reached->high ? high : reached->high;
        if (low > high) {
            return false;
        }
        *reached = (struct band){(int32_t)low, (int32_t)high};
    }
    return true;
}

static void narrow_all(struct builder *b, struct draft *draft)
{
    for (int32_t k = 0; k < draft->n_live; k++) {
        draft->band[k] = (struct band){INT32_MAX, INT32_MIN};
    }
    bool any = false;
    for (int32_t i = 0; i < draft->nodes.n; i++) {
        draft->alive[i] = draft->alive[i] && narrow(b, draft, i);
        any |= draft->alive[i];
        for (int32_t k = 0; draft->alive[i] && k < draft->n_live; k++) {
            struct band r = draft->reached[i * draft->n_live + k];
            widen(&draft->band[k], r.low, r.high);
        }
    }
    b->plan->impossible |= !any;
}

/* What the day's ways to nodes alive add, seen from the nodes before. */
static void reach_backward(struct builder *b, struct draft *draft)
{
    struct draft *before = draft - 1;
    before->ahead = bands_of(b, before);
    for (int32_t e = 0; e < draft->ways.n; e++) {
        const struct dense_way *way = &draft->ways.at[e];
        if (!draft->alive[way->to]) {
            continue;
        }
        before->alive[way->from] = true;
        for (int32_t k = 0; k < draft->n_live; k++) {
            if (draft->before[k] < 0) {
                continue;
            }
            int32_t add = dense_shift_by(draft, way, k);
            struct band to = {0, 0};
            if (!draft->closes[k]) {
                to = draft->ahead[way->to * draft->n_live + k];
            }
            widen(&before->ahead[way->from * before->n_live +
                                 draft->before[k]],
                  to.low + add, to.high + add);
        }
    }
}

double dense_close_node(const struct builder *b, int32_t node)
{
    const struct dense_window *w = b->in->window;
    const struct dense_node *at = dense_node_at(b->in->automaton, node);
    const int32_t *runs;
    int32_t n_runs = dense_runs(b->in->automaton, &runs);
    double sum = 0;
    for (int32_t r = 0; r < n_runs; r++) {
        double close = w->reach[runs[r]].close[at->run[r]];
        sum += close < 0 ? (double)INFINITY : close;
    }
    if (w->has_line && w->last + 1 < b->in->problem->n_days) {
        int32_t points = dense_class_pair(
            b->in->automaton, dense_table(b->in->automaton, w->last),
            at->class, w->line[w->last + 1]);
        sum += points == TRANSITION_NEVER ? (double)INFINITY : points;
    }
    return sum;
}

void dense_reach_backward(struct builder *b)
{
    int32_t n = b->plan->last - b->plan->first + 1;
    struct draft *last = &b->drafts[n - 1];
    for (int32_t t = 0; t < n; t++) {
        b->drafts[t].alive =
            arena_array(b->scratch, (size_t)b->drafts[t].nodes.n + 1,
                        sizeof *b->drafts[t].alive);
    }
    for (int32_t i = 0; i < last->nodes.n; i++) {
        last->alive[i] =
            dense_close_node(b, last->nodes.at[i]) < (double)INFINITY;
    }
    for (int32_t t = n - 1; t >= 0; t--) {
        narrow_all(b, &b->drafts[t]);
        if (t > 0) {
            reach_backward(b, &b->drafts[t]);
        }
    }
}
