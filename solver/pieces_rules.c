/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pieces_rules.c - window sums and free gaps of lines that are cut. */
#include "solver/pieces_parts.h"

/* ---- windows ---------------------------------------------------------------- */

/* The weights of the days of piece k; of one table for every day, k = -1. */
static const int32_t *weights_cut(struct pieces *pieces,
                                  const struct weights *weights, int32_t k)
{
    const int32_t *known = piece_table_find(pieces, weights->weight, k);
    const struct problem *p = pieces->problem;
    struct problem *cut = pieces->cut;
    if (known) {
        return known;
    }
    int32_t first = k < 0 ? 0 : piece_first(pieces, k);
    int32_t n_days = k < 0 ? 1 : piece_end(pieces, k) - first;
    size_t room = (size_t)(k < 0 ? 1 : cut->n_days) * (size_t)cut->n_patterns;
    int32_t *own = arena_array(cut->arena, room, sizeof *own);
    for (int32_t d = 0; d < n_days; d++) {
        memcpy(&own[d * cut->n_patterns],
               &weights->weight[(int64_t)(first + d) * p->n_patterns],
               (size_t)p->n_patterns * sizeof *own);
    }
    return piece_table_put(pieces, weights->weight, k, own);
}

static void window_row(struct pieces *pieces, const struct line_rule *rule,
                       const struct gauge *gauge)
{
    const struct window_sum *window = &rule->u.window;
    const struct problem *p = pieces->problem;
    int32_t row = piece_row(pieces, rule, gauge, window->history);
    for (int32_t d = window->first; d <= window->last; d++) {
        const int32_t *weight = weights_of_day(p, &window->weights, d);
        for (int32_t q = 0; q < p->n_patterns; q++) {
            if (weight[q] != 0) {
                piece_count_one(pieces, row,
                                (struct person_day){rule->person, d}, q,
                                weight[q]);
            }
        }
    }
}

void pieces_cut_window(struct pieces *pieces, const struct line_rule *rule)
{
    struct line_rule own = *rule;
    struct window_sum *window = &own.u.window;
    int32_t k = piece_of(pieces, window->first);
    window->gauge =
        piece_gauge(pieces, &window->gauge, rule->level, SIDE_BOTH);
    if (gauge_is_empty(&window->gauge)) {
        return;
    }
    if (!same_piece(pieces, window->first, window->last)) {
        window_row(pieces, rule, &window->gauge);
        return;
    }
    window->weights.weight = weights_cut(pieces, &window->weights,
                                         window->weights.by_day ? k : -1);
    window->first = piece_day(pieces, window->first);
    window->last = piece_day(pieces, window->last);
    piece_rule(pieces, &own, k);
}

/* ---- gaps ------------------------------------------------------------------- */

/* Minutes of the days of piece k; those of patterns that the problem does not
 * have are of nothing busy. They keep their scale: minute 0 is where the line
 * began, not the piece. */
static const int32_t *minutes_cut(struct pieces *pieces, const int32_t *minutes,
                                  int32_t k, int32_t nothing)
{
    const int32_t *known = piece_table_find(pieces, minutes, k);
    const struct problem *p = pieces->problem;
    struct problem *cut = pieces->cut;
    if (known) {
        return known;
    }
    size_t cells = (size_t)cut->n_days * (size_t)cut->n_patterns;
    int32_t *own = arena_array(cut->arena, cells, sizeof *own);
    for (size_t c = 0; c < cells; c++) {
        own[c] = nothing;
    }
    for (int32_t d = piece_first(pieces, k); d < piece_end(pieces, k); d++) {
        memcpy(&own[piece_day(pieces, d) * cut->n_patterns],
               &minutes[(int64_t)d * p->n_patterns],
               (size_t)p->n_patterns * sizeof *own);
    }
    return piece_table_put(pieces, minutes, k, own);
}

void pieces_cut_gap(struct pieces *pieces, const struct line_rule *rule)
{
    struct line_rule own = *rule;
    struct free_gap *gap = &own.u.gap;
    int32_t k = piece_with_most(pieces, gap->first, gap->last);
    int32_t first = piece_first(pieces, k), last = piece_end(pieces, k) - 1;
    if (gap->cost_missing != GAP_HARD) {
        gap->cost_missing =
            piece_scaled(pieces->scale[rule->level], gap->cost_missing);
    }
    if (gap->cost_missing == 0) {
        return;
    }
    pieces->lost += gap->first < first || gap->last > last;
    first = gap->first > first ? gap->first : first;
    last = gap->last < last ? gap->last : last;
    gap->busy_from = minutes_cut(pieces, gap->busy_from, k, 1);
    gap->busy_to = minutes_cut(pieces, gap->busy_to, k, 0);
    gap->first = piece_day(pieces, first);
    gap->last = piece_day(pieces, last);
    piece_rule(pieces, &own, k);
}
