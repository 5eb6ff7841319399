/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * improver.h - one stream of improvement: windows and annealing on a roster of
 * its own, with what the other streams found laid over it before each piece.
 */
#ifndef SOLVER_IMPROVER_H
#define SOLVER_IMPROVER_H

#include "solver/bulletin.h"

struct improver;

struct improver_options {
    int32_t stream, n_streams; /* on the bulletin */
    uint64_t seed;
    double cold;              /* temperature at which little happens any more */
    double seconds;           /* thread_seconds() at which to end */
    const volatile int *stop; /* NULL, or non-zero: end soon */
};

struct improver *improver_new(const struct problem *problem,
                              const struct roster *start);
void improver_free(struct improver *improver); /* accepts NULL */
struct evaluation *improver_evaluation(struct improver *improver);
/* Before the first piece: the roster to begin with may have changed. */
void improver_start(struct improver *improver, const struct roster *start,
                    const struct improver_options *options);

/* Takes over what the bulletin has for it. */
void improver_read(struct improver *improver, struct bulletin *bulletin);
/* About `ticks` of work; what came of it into *news, made for the bulletin. */
void improver_piece(struct improver *improver, uint64_t ticks,
                    struct news *news);

const struct roster *improver_roster(const struct improver *improver);
struct score improver_score(const struct improver *improver);
/* The best bound it has read of. */
cost improver_bound(const struct improver *improver);
uint64_t improver_ticks(const struct improver *improver); /* of its pieces */
int64_t improver_columns(const struct improver *improver);
const char *improver_doing(struct improver *improver); /* "8 people x 14 days" */

/* Fewer breaches, or as many and less cost. */
bool score_better(const struct score *a, const struct score *b);

#endif
