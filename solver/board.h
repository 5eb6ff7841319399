/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board.h - where the streams of a run leave what the others should know.
 *
 * A stream is a sequence of pieces of work with a clock of its own that counts
 * ticks, not seconds. What a piece found is published with a stamp, and a piece
 * that begins at clock t knows of what has a stamp <= t - lag, no more and no
 * less, so that the same run comes of it whichever thread did which piece when.
 * The lag is a third of the clock to begin with, so that early finds spread.
 * A thread takes the piece whose stream is farthest behind, of those that can't
 * miss anything any more; with a lag of some pieces it hardly ever waits.
 */
#ifndef SOLVER_BOARD_H
#define SOLVER_BOARD_H

#include "solver/roster.h"

enum { STREAMS_MAX = 4 };

/* One change of some lines, as another stream takes it over. */
struct patch {
    int32_t person, first, n;
    int32_t from;  /* patterns in `patterns` */
    int32_t group; /* those of one group belong together */
};
struct patches {
    struct VEC_OF(struct patch) list;
    struct VEC_OF(int16_t) patterns;
    int32_t groups;
};
void patches_release(struct patches *patches);

/* What a piece found; the board owns what it points to. */
struct news {
    uint64_t stamp;
    struct roster *roster;  /* NULL: none */
    struct score score;
    struct patches patches; /* made in this piece */
    cost bound;             /* of the total */
    double *duals;          /* of the rows, NULL: none */
};

struct board;
/* Clocks begin at `origin`; of equal ones the lower stream goes first. */
struct board *board_new(int32_t n_streams, uint64_t origin, uint64_t lag);
void board_free(struct board *board); /* accepts NULL */
/* Before the first piece: a stream's clock, and that what its pieces publish
 * has a stamp of more than `promise` beyond their beginning. */
void board_set(struct board *board, int32_t stream, uint64_t clock,
               uint64_t promise);

/* A stream to do a piece of, of those with a bit in `mask`; waits until there
 * is one; -1 when all of them have ended or the board was closed. */
int32_t board_take(struct board *board, uint32_t mask);
uint64_t board_clock(const struct board *board, int32_t stream);
/* The next news of `source` that the piece of `reader` may know; NULL: none.
 * Valid until the piece ends. */
const struct news *board_read(struct board *board, int32_t reader,
                              int32_t source);
/* The stream's own news, `back` = 0 the last; NULL: not kept so long. */
const struct news *board_own(struct board *board, int32_t stream,
                             int32_t back);
/* Ends the piece: its news, the clock of the next one and what that promises.
 * The news' stamp is the clock, or more when the piece had promised more. */
void board_publish(struct board *board, int32_t stream, struct news *news,
                   uint64_t clock, uint64_t promise);
void board_end(struct board *board, int32_t stream); /* instead: no more */
void board_close(struct board *board); /* nobody takes another piece */
bool board_closed(const struct board *board);
/* Seconds that threads have waited for others so far. */
double board_waited(struct board *board);

#endif
