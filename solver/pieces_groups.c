/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces_groups.c - counts of day groups of lines that are cut. A group within
 * a piece is counted by an indicator, or by its day when it has only one. One
 * that is cut, or has no indicator because its piece has enough of them, is
 * counted twice: for what many groups cost by a part of it, for what few cost
 * by all its parts.
 */
#include "solver/pieces_parts.h"

static bool alike(const struct indicator *a, const struct indicator *b)
{
    return a->first == b->first && a->last == b->last &&
           memcmp(&a->set, &b->set, sizeof a->set) == 0;
}

/* -1: none. */
static int32_t find_indicator(const struct pieces *pieces,
                              const struct indicator *one)
{
    for (int32_t k = pieces->indicators.n - 1; k >= 0; k--) {
        const struct indicator *other = &pieces->indicators.at[k];
        if (other->person == one->person && alike(one, other)) {
            return k;
        }
    }
    return -1;
}

static void note(struct pieces *pieces, struct indicator one)
{
    int32_t piece = piece_of(pieces, one.first);
    if (one.first == one.last || find_indicator(pieces, &one) >= 0) {
        return;
    }
    for (int32_t k = 0; k < pieces->indicators.n; k++) {
        const struct indicator *other = &pieces->indicators.at[k];
        one.nth += other->person == one.person &&
                   piece_of(pieces, other->first) == piece;
    }
    if (one.nth < INDICATORS_MAX) {
        vec_push(&pieces->indicators, one);
    }
}

/* The part of days first..last that is in piece k. */
static struct indicator part_of(const struct pieces *pieces,
                                const struct line_rule *rule, int32_t g,
                                int32_t k)
{
    int32_t first = rule->u.groups.start[g], last = rule->u.groups.end[g];
    int32_t from = piece_first(pieces, k), end = piece_end(pieces, k);
    return (struct indicator){.person = rule->person,
                              .first = first > from ? first : from,
                              .last = last < end ? last : end - 1,
                              .set = rule->u.groups.set};
}

static bool in_one_piece(const struct pieces *pieces,
                         const struct group_count *groups)
{
    return groups->n_groups == 0 ||
           same_piece(pieces, groups->start[0],
                      groups->end[groups->n_groups - 1]);
}

void pieces_note_groups(struct pieces *pieces, const struct line_rule *rule)
{
    const struct group_count *groups = &rule->u.groups;
    bool whole = in_one_piece(pieces, groups);
    for (int32_t g = 0; !whole && g < groups->n_groups; g++) {
        int32_t last = piece_of(pieces, groups->end[g]);
        for (int32_t k = piece_of(pieces, groups->start[g]); k <= last; k++) {
            note(pieces, part_of(pieces, rule, g, k));
        }
    }
}

/* ---- ties ------------------------------------------------------------------- */

/* Days in the set count 1 each, `yes` takes off as many as there are: the sum is
 * within -(n - 1)..0 just when the indicator is right. */
static const int32_t *tie_weights(struct pieces *pieces,
                                  const struct indicator *one)
{
    struct problem *cut = pieces->cut;
    size_t cells = (size_t)cut->n_days * (size_t)cut->n_patterns;
    int32_t *weight = arena_array(cut->arena, cells, sizeof *weight);
    for (int32_t d = one->first; d <= one->last; d++) {
        for (int32_t q = 0; q < pieces->problem->n_patterns; q++) {
            weight[piece_day(pieces, d) * cut->n_patterns + q] =
                SET_HAS(&one->set, q);
        }
    }
    weight[(pieces->width + one->nth) * cut->n_patterns + pieces->yes] =
        -(one->last - one->first + 1);
    return weight;
}

/* Of an indicator before this one with the same weights; NULL: none. */
static const int32_t *shared_weights(const struct pieces *pieces, int32_t at)
{
    const struct indicator *one = &pieces->indicators.at[at];
    for (int32_t k = 0; k < at; k++) {
        const struct indicator *other = &pieces->indicators.at[k];
        if (other->nth == one->nth && alike(one, other)) {
            return piece_table_find(pieces, pieces->indicators.at, k);
        }
    }
    return NULL;
}

void pieces_tie_indicators(struct pieces *pieces)
{
    for (int32_t k = 0; k < pieces->indicators.n; k++) {
        const struct indicator *one = &pieces->indicators.at[k];
        const int32_t *weight = shared_weights(pieces, k);
        weight = weight ? weight : tie_weights(pieces, one);
        piece_table_put(pieces, pieces->indicators.at, k, weight);
        struct line_rule rule = {.kind = LINE_WINDOW,
                                 .person = one->person,
                                 .name = "indicator",
                                 .source = "groups"};
        struct window_sum *window = &rule.u.window;
        window->first = piece_day(pieces, one->first);
        window->last = pieces->width + one->nth;
        window->weights = (struct weights){weight, true};
        window->gauge.low = one->first - one->last;
        window->gauge.high = 0;
        piece_rule(pieces, &rule, piece_of(pieces, one->first));
    }
}

/* ---- rows ------------------------------------------------------------------- */

static bool has_indicator(const struct pieces *pieces,
                          const struct indicator *part)
{
    return part->first == part->last || find_indicator(pieces, part) >= 0;
}

/* The group is in one piece and has its indicator. */
static bool is_exact(const struct pieces *pieces, const struct line_rule *rule,
                     int32_t g)
{
    const struct group_count *groups = &rule->u.groups;
    int32_t k = piece_of(pieces, groups->start[g]);
    struct indicator part = part_of(pieces, rule, g, k);
    return same_piece(pieces, groups->start[g], groups->end[g]) &&
           has_indicator(pieces, &part);
}

/* Without an indicator either the first day or each day counts. */
static void count_part(struct pieces *pieces, int32_t row,
                       const struct indicator *part, enum gauge_side side)
{
    int32_t k = find_indicator(pieces, part);
    if (k >= 0) {
        struct piece_choice yes = {
            pieces->width + pieces->indicators.at[k].nth, pieces->yes};
        piece_count_own(pieces, row,
                        piece_person(pieces, part->person, part->first), yes,
                        1);
        return;
    }
    int32_t last = side == SIDE_UNDER ? part->last : part->first;
    for (int32_t d = part->first; d <= last; d++) {
        piece_count(pieces, row, (struct person_day){part->person, d},
                    &part->set, 1);
    }
}

static void groups_row(struct pieces *pieces, const struct line_rule *rule,
                       enum gauge_side side)
{
    const struct group_count *groups = &rule->u.groups;
    struct gauge gauge = piece_gauge(pieces, &groups->gauge, rule->level, side);
    if (gauge_is_empty(&gauge)) {
        return;
    }
    int32_t row = piece_row(pieces, rule, &gauge, groups->history);
    for (int32_t g = 0; g < groups->n_groups; g++) {
        int32_t first = piece_of(pieces, groups->start[g]);
        int32_t last = piece_of(pieces, groups->end[g]);
        if (side == SIDE_OVER) {
            first = last = piece_with_most(pieces, groups->start[g],
                                           groups->end[g]);
        }
        for (int32_t k = first; k <= last; k++) {
            struct indicator part = part_of(pieces, rule, g, k);
            count_part(pieces, row, &part, side);
        }
    }
}

static void groups_rule(struct pieces *pieces, const struct line_rule *rule)
{
    struct line_rule own = *rule;
    struct group_count *groups = &own.u.groups;
    int32_t n = groups->n_groups;
    int32_t day = n > 0 ? groups->start[0] : 0;
    int32_t *start = arena_array(pieces->cut->arena, (size_t)n + 1,
                                 sizeof *start);
    int32_t *end = arena_array(pieces->cut->arena, (size_t)n + 1, sizeof *end);
    for (int32_t g = 0; g < n; g++) {
        start[g] = piece_day(pieces, groups->start[g]);
        end[g] = piece_day(pieces, groups->end[g]);
    }
    groups->start = start;
    groups->end = end;
    groups->gauge =
        piece_gauge(pieces, &groups->gauge, rule->level, SIDE_BOTH);
    piece_rule(pieces, &own, piece_of(pieces, day));
}

void pieces_cut_groups(struct pieces *pieces, const struct line_rule *rule)
{
    const struct group_count *groups = &rule->u.groups;
    int32_t inexact = 0;
    if (in_one_piece(pieces, groups)) {
        groups_rule(pieces, rule);
        return;
    }
    for (int32_t g = 0; g < groups->n_groups; g++) {
        inexact += !is_exact(pieces, rule, g);
    }
    pieces->lost += inexact;
    if (inexact == 0) {
        groups_row(pieces, rule, SIDE_BOTH);
    } else {
        groups_row(pieces, rule, SIDE_UNDER);
        groups_row(pieces, rule, SIDE_OVER);
    }
}
