/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulletin.h - where the streams of a run leave what the others should know.
 *
 * A stream is a sequence of pieces of work with a clock of its own that counts
 * ticks, not seconds. What a piece found is published with a stamp, and a piece
 * that begins at clock t knows of what has a stamp <= t - lag, no more and no
 * less, so that the same run comes of it whichever thread did which piece when.
 * The lag is a third of the clock to begin with, so that early finds spread.
 * A thread takes the piece whose stream is farthest behind, of those that can't
 * miss anything any more; with a lag of some pieces it hardly ever waits.
 */
#ifndef SOLVER_BULLETIN_H
#define SOLVER_BULLETIN_H

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

/* What a piece found; the bulletin owns what it points to. */
struct news {
    uint64_t stamp;
    struct roster *roster;  /* NULL: none */
    struct score score;
    struct patches patches; /* made in this piece */
    cost bound;             /* of the total */
    double *duals;          /* of the rows, NULL: none */
};

struct bulletin;
/* Clocks begin at `origin`; of equal ones the lower stream goes first. */
struct bulletin *bulletin_new(int32_t n_streams, uint64_t origin, uint64_t lag);
void bulletin_free(struct bulletin *bulletin); /* accepts NULL */
/* Before the first piece: a stream's clock, and that what its pieces publish
 * has a stamp of more than `promise` beyond their beginning. */
void bulletin_set(struct bulletin *bulletin, int32_t stream, uint64_t clock,
               uint64_t promise);

/* A stream to do a piece of, of those with a bit in `mask`; waits until there
 * is one; -1 when all of them have ended or the bulletin was closed. */
int32_t bulletin_take(struct bulletin *bulletin, uint32_t mask);
uint64_t bulletin_clock(const struct bulletin *bulletin, int32_t stream);
/* The next news of `source` that the piece of `reader` may know; NULL: none.
 * Valid until the piece ends. */
const struct news *bulletin_read(struct bulletin *bulletin, int32_t reader,
                              int32_t source);
/* The stream's own news, `back` = 0 the last; NULL: not kept so long. */
const struct news *bulletin_own(struct bulletin *bulletin, int32_t stream,
                             int32_t back);
/* Ends the piece: its news, the clock of the next one and what that promises.
 * The news' stamp is the clock, or more when the piece had promised more. */
void bulletin_publish(struct bulletin *bulletin, int32_t stream, struct news *news,
                   uint64_t clock, uint64_t promise);
void bulletin_end(struct bulletin *bulletin, int32_t stream); /* instead: no more */
void bulletin_close(struct bulletin *bulletin); /* nobody takes another piece */
bool bulletin_closed(const struct bulletin *bulletin);
/* Seconds that threads have waited for others so far. */
double bulletin_waited(struct bulletin *bulletin);

#endif
