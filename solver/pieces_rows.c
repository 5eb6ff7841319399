/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces_rows.c - rows over the pieces of lines: those that were there, and what
 * rows for rules across cuts are put together from.
 */
#include "solver/pieces_parts.h"

static struct hinge one_side(struct hinge h, enum gauge_side side,
                             struct piece_scale scale)
{
    return (struct hinge){
        h.at, side == SIDE_OVER ? 0 : piece_scaled(scale, h.under),
        side == SIDE_UNDER ? 0 : piece_scaled(scale, h.over)};
}

struct gauge piece_gauge(struct pieces *pieces, const struct gauge *gauge,
                         int32_t level, enum gauge_side side)
{
    struct gauge part = {BOUND_NONE_LOW, BOUND_NONE_HIGH, NULL, 0};
    struct hinge *hinges =
        arena_array(pieces->cut->arena, (size_t)gauge->n_hinges + 1,
                    sizeof *hinges);
    for (int32_t k = 0; k < gauge->n_hinges; k++) {
        struct hinge h =
            one_side(gauge->hinges[k], side, pieces->scale[level]);
        if (h.under > 0 || h.over > 0) {
            hinges[part.n_hinges++] = h;
        }
    }
    part.hinges = hinges;
    part.low = side == SIDE_OVER ? BOUND_NONE_LOW : gauge->low;
    part.high = side == SIDE_UNDER ? BOUND_NONE_HIGH : gauge->high;
    return part;
}

bool gauge_is_empty(const struct gauge *gauge)
{
    return gauge->n_hinges == 0 && gauge->low == BOUND_NONE_LOW &&
           gauge->high == BOUND_NONE_HIGH;
}

/* The people of the mask, of whom piece k. */
static int32_t mask_of(struct pieces *pieces, int32_t mask, int32_t k)
{
    int32_t *known = &pieces->masks[mask * pieces->n_pieces + k];
    if (*known < 0) {
        bool people[PEOPLE_MAX] = {false};
        for (int32_t i = 0; i < pieces->problem->n_people; i++) {
            people[i * pieces->n_pieces + k] =
                problem_masked(pieces->problem, mask, i);
        }
        *known = problem_add_mask(pieces->cut, people);
    }
    return *known;
}

static void write_row(struct pieces *pieces, const struct row *row)
{
    struct row copy = *row;
    copy.day = NONE_DAY;
    copy.gauge = piece_gauge(pieces, &row->gauge, row->level, SIDE_BOTH);
    int32_t at = problem_add_row(pieces->cut, &copy);
    for (int32_t t = 0; t < row->n_terms; t++) {
        const struct term *term =
            &pieces->problem->terms[row->first_term + t];
        problem_add_term(
            pieces->cut, at, piece_day(pieces, term->day), term->pattern,
            mask_of(pieces, term->mask, piece_of(pieces, term->day)),
            term->coef);
    }
}

void pieces_write_rows(struct pieces *pieces)
{
    int32_t n_masks = pieces->problem->n_masks * pieces->n_pieces +
                      pieces->cut->n_people;
    pieces->masks = xcalloc((size_t)n_masks, sizeof *pieces->masks);
    for (int32_t m = 0; m < n_masks; m++) {
        pieces->masks[m] = -1;
    }
    for (int32_t r = 0; r < pieces->problem->n_rows; r++) {
        write_row(pieces, &pieces->problem->rows[r]);
    }
}

int32_t piece_row(struct pieces *pieces, const struct line_rule *rule,
                  const struct gauge *gauge, int64_t constant)
{
    struct row row = {.name = rule->name,
                      .source = rule->source,
                      .level = rule->level,
                      .day = NONE_DAY,
                      .gauge = *gauge,
                      .constant = constant};
    return problem_add_row(pieces->cut, &row);
}

/* The mask of one person of the new problem. */
static int32_t own_mask(struct pieces *pieces, int32_t person)
{
    int32_t first = pieces->problem->n_masks * pieces->n_pieces;
    if (pieces->masks[first + person] < 0) {
        bool people[PEOPLE_MAX] = {false};
        people[person] = true;
        pieces->masks[first + person] = problem_add_mask(pieces->cut, people);
    }
    return pieces->masks[first + person];
}

void piece_count_own(struct pieces *pieces, int32_t row, int32_t person,
                     struct piece_choice choice, int32_t coef)
{
    problem_add_term(pieces->cut, row, choice.day, choice.pattern,
                     own_mask(pieces, person), coef);
}

void piece_count_one(struct pieces *pieces, int32_t row, struct person_day at,
                     int32_t pattern, int32_t coef)
{
    if (problem_allows(pieces->problem, at.person, at.day, pattern)) {
        piece_count_own(pieces, row, piece_person(pieces, at.person, at.day),
                        (struct piece_choice){piece_day(pieces, at.day),
                                              pattern},
                        coef);
    }
}

void piece_count(struct pieces *pieces, int32_t row, struct person_day at,
                 const struct pattern_set *set, int32_t coef)
{
    for (int32_t q = 0; q < pieces->problem->n_patterns; q++) {
        if (SET_HAS(set, q)) {
            piece_count_one(pieces, row, at, q, coef);
        }
    }
}
