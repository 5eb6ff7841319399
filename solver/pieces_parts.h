/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces_parts.h - what pieces*.c share: the cuts, and the problem of the pieces
 * while it is written.
 *
 * Piece k of person i is person i * n_pieces + k of the new problem. Its days
 * are the days of the piece, then days with a pattern `no`, up to the length of
 * the longest, then one day for each indicator: `no` or `yes`.
 */
#ifndef SOLVER_PIECES_PARTS_H
#define SOLVER_PIECES_PARTS_H

#include "solver/pieces.h"

/* Whether any of the days first..last of a person, all in one piece, is in the
 * set. */
struct indicator {
    int32_t person, first, last; /* of the problem */
    struct pattern_set set;
    int32_t nth; /* of its piece's */
};

/* A table as the pieces need it; `key` tells uses of one table apart. */
struct piece_table {
    const void *from;
    int32_t key;
    const void *to;
};

struct pieces {
    const struct problem *problem; /* that was cut */
    struct problem *cut;           /* the one that is made of it */
    struct piece_scale scale[LEVEL_MAX];
    int32_t width, offset; /* the first cut is before day `offset`, or `width`
                              where that is 0 */
    int32_t n_pieces;      /* of each person */
    int32_t no, yes;       /* patterns */
    int32_t lost;
    struct VEC_OF(struct indicator) indicators;
    struct VEC_OF(struct piece_table) tables;
    int32_t *masks; /* of the new problem, -1: not made; [n_masks * n_pieces],
                       then of each of its people alone */
};

/* Indicators of one piece: each doubles what pricing has to remember. */
enum { INDICATORS_MAX = 4 };

/* The piece of a day, its first day and the one behind its last. */
int32_t piece_of(const struct pieces *pieces, int32_t day);
int32_t piece_first(const struct pieces *pieces, int32_t piece);
int32_t piece_end(const struct pieces *pieces, int32_t piece);
static inline bool same_piece(const struct pieces *pieces, int32_t a, int32_t b)
{
    return piece_of(pieces, a) == piece_of(pieces, b);
}
/* The person of the new problem that has the day of person i. */
static inline int32_t piece_person(const struct pieces *pieces, int32_t person,
                                   int32_t day)
{
    return person * pieces->n_pieces + piece_of(pieces, day);
}
static inline int32_t piece_day(const struct pieces *pieces, int32_t day)
{
    return day - piece_first(pieces, piece_of(pieces, day));
}

/* As tables and choices have it. */
int32_t piece_points(const struct pieces *pieces, int32_t level, int32_t points);

/* The gauge with its costs scaled, in the new problem; parts of it. */
enum gauge_side { SIDE_BOTH, SIDE_UNDER, SIDE_OVER };
struct gauge piece_gauge(struct pieces *pieces, const struct gauge *gauge,
                         int32_t level, enum gauge_side side);
/* No cost and no bound. */
bool gauge_is_empty(const struct gauge *gauge);
/* A row for what a rule says across a cut; its gauge is of the new problem. */
int32_t piece_row(struct pieces *pieces, const struct line_rule *rule,
                  const struct gauge *gauge, int64_t constant);
/* A day of a person of the problem; a choice of a person of the new one. */
struct person_day {
    int32_t person, day;
};
struct piece_choice {
    int32_t day, pattern;
};
/* Into the row, what is allowed of a set of patterns, or one, on a day. */
void piece_count(struct pieces *pieces, int32_t row, struct person_day at,
                 const struct pattern_set *set, int32_t coef);
void piece_count_one(struct pieces *pieces, int32_t row, struct person_day at,
                     int32_t pattern, int32_t coef);
void piece_count_own(struct pieces *pieces, int32_t row, int32_t person,
                     struct piece_choice choice, int32_t coef);
/* The rule for one piece, on whose line it is; u is filled in already. */
void piece_rule(struct pieces *pieces, const struct line_rule *rule,
                int32_t piece);
/* What was put there with piece_table_put(), NULL: nothing. */
const void *piece_table_find(const struct pieces *pieces, const void *from,
                             int32_t key);
const void *piece_table_put(struct pieces *pieces, const void *from,
                            int32_t key, const void *to);

/* The rows that the problem has. */
void pieces_write_rows(struct pieces *pieces);

/* Before there is a new problem: notes the indicators that groups need. */
void pieces_note_groups(struct pieces *pieces, const struct line_rule *rule);
/* Writes the rules that tie the indicators to their days. */
void pieces_tie_indicators(struct pieces *pieces);

/* What one line rule says, as rules of pieces and rows. */
void pieces_cut_transition(struct pieces *pieces, const struct line_rule *rule);
void pieces_cut_window(struct pieces *pieces, const struct line_rule *rule);
void pieces_cut_groups(struct pieces *pieces, const struct line_rule *rule);
void pieces_cut_run(struct pieces *pieces, const struct line_rule *rule);
void pieces_cut_gap(struct pieces *pieces, const struct line_rule *rule);
/* The pairs of patterns that some rule of the person forbids, across cuts. */
void pieces_forbid_pairs(struct pieces *pieces, int32_t person);

/* For choosing the cuts: of the days first..last, those outside the piece that
 * has most of them. */
int32_t days_cut_off(const struct pieces *pieces, int32_t first, int32_t last);
/* That piece; of two with as many the later. */
int32_t piece_with_most(const struct pieces *pieces, int32_t first,
                        int32_t last);

#endif
