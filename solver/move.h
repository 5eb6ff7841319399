/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move.h - the moves of the local search: a table, one file a move.
 *
 * A move proposes other patterns for a few people on a few days. It may only
 * touch open days and only give allowed patterns; whether it is any good is for
 * the search to say. A new move is a new file and a line in move.c.
 */
#ifndef SOLVER_MOVE_H
#define SOLVER_MOVE_H

#include "base/random.h"
#include "solver/evaluate.h"

enum { MOVE_PEOPLE = 3, MOVE_DAYS = 14 };

struct move {
    struct change changes[MOVE_PEOPLE];
    int16_t patterns[MOVE_PEOPLE][MOVE_DAYS];
    int32_t n;
};

/* What moves are drawn from. */
struct mover {
    const struct problem *p;
    const struct evaluation *e;
    const struct roster *roster; /* of e */
    const bool *open;            /* NULL: all */
    struct random random;
    int32_t *cells; /* open (person, day) cells with a choice */
    int32_t n_cells;
    int32_t *first_choice; /* [cells + 1]: allowed patterns of each cell */
    int16_t *choices;
};

struct move_def {
    const char *name;
    int32_t share; /* how often it is drawn, relative to the others */
    /* False: nothing to propose this time. */
    bool (*propose)(struct mover *m, struct move *move);
};
enum { MOVES = 6 };
extern const struct move_def MOVE_TABLE[MOVES];

/* Borrows `e` and `open` until mover_release(). */
void mover_init(struct mover *m, const struct evaluation *e, const bool *open,
                uint64_t seed);
void mover_release(struct mover *m);

/* ---- for moves ----------------------------------------------------------- */

static inline bool mover_open(const struct mover *m, int32_t person,
                              int32_t day)
{
    return !m->open || m->open[person * m->p->n_days + day];
}
static inline bool mover_has_choice(const struct mover *m, int32_t person,
                                    int32_t day)
{
    const int32_t *first = &m->first_choice[person * m->p->n_days + day];
    return first[1] - first[0] > 1;
}
/* Another pattern than the one it has; the cell must have a choice. */
int16_t mover_other(struct mover *m, int32_t person, int32_t day);
/* Mostly 1, else up to MOVE_DAYS. */
int32_t mover_length(struct mover *m);
/* Somebody but `person`; there are at least two people. */
int32_t mover_colleague(struct mover *m, int32_t person);
/* A cell with a choice. */
void mover_cell(struct mover *m, int32_t *person, int32_t *day);
/* Adds a change of `n` days, to be written into the patterns returned. */
int16_t *move_add(struct move *move, int32_t person, int32_t first, int32_t n);

/* One day of one person becomes something else. */
bool move_day(struct mover *m, struct move *move);
/* Two people exchange 1 to 14 days. */
bool move_swap(struct mover *m, struct move *move);
/* A block of days of one person comes a day earlier or later. */
bool move_shift(struct mover *m, struct move *move);
/* A block of days repeats what the person does in another week. */
bool move_copy(struct mover *m, struct move *move);
/* One day's duty goes to a colleague. */
bool move_pass(struct mover *m, struct move *move);
/* A row that costs gets one more or one fewer who counts. */
bool move_cover(struct mover *m, struct move *move);

#endif
