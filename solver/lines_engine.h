/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_engine.h - what the whole lines of one problem are worked on with: the
 * window of everybody on all days, the program over its columns, pricing.
 */
#ifndef SOLVER_LINES_ENGINE_H
#define SOLVER_LINES_ENGINE_H

#include "solver/lines_list.h"
#include "solver/lines_master.h"
#include "solver/lines_price.h"

/* What lines_*.c share: one problem's window, program and pricing. */
struct lines_engine {
    const struct problem *problem;
    struct window *window; /* everybody, all days */
    struct lines_master *master;
    struct lines_price *price;
    struct lines_list *list; /* all lines that matter now; NULL: any may */
    double untouched; /* cost of rows that no choice touches */
    cost unit;        /* all costs are multiples of it */
    struct VEC_OF(struct lines_bar) bars; /* as they stand */
    double *center; /* duals of the best bound, by lines_master_duals() */
    double *dual;   /* of the program */
    double *at;     /* those to price at */
    double *kept;   /* a center that was put aside */
    int32_t room;   /* of the four */
    double *known;  /* by person: value of the cheapest column at those */
    uint64_t ticks; /* beside the program's and pricing's */
    bool has_center;
};

struct lines_limits {
    uint64_t ticks;           /* lines_engine_ticks() at which to leave off */
    double deadline;          /* thread_seconds(); 0: none */
    const volatile int *stop; /* NULL, or non-zero: leave off soon */
};

struct lines_engine *lines_engine_new(const struct problem *problem,
                                      const struct roster *start);
void lines_engine_free(struct lines_engine *engine); /* accepts NULL */
uint64_t lines_engine_ticks(const struct lines_engine *engine);
/* From the next decisions on the lines of the list are all there are; NULL:
 * all lines are. */
void lines_engine_use_list(struct lines_engine *engine,
                           struct lines_list *list);
/* Room for the duals of rows and sums there are now. */
void lines_engine_make_room(struct lines_engine *engine);
/* What is done between both leaves no trace in the center. */
void lines_engine_keep_center(struct lines_engine *engine);
void lines_engine_restore_center(struct lines_engine *engine);
/* The flag or the deadline alone. */
bool lines_must_stop(const struct lines_limits *limits);
bool lines_must_leave(const struct lines_engine *engine,
                      const struct lines_limits *limits);
/* Is the line one that branching has ruled out, or that is in no list? */
bool lines_engine_bars(const struct lines_engine *engine, int32_t line,
                       const int16_t *whole);
/* Adds everybody's line of a roster that breaks no line rule. */
void lines_engine_offer(struct lines_engine *engine,
                        const struct roster *roster);
/* Share of each pattern of each day of each person in the program's last
 * solution, [(person * n_days + day) * n_patterns + pattern]; caller owns it. */
double *lines_engine_shares(const struct lines_engine *engine);
/* The smallest cost a roster can have that is not below `bound`. */
cost lines_round(const struct lines_engine *engine, double bound);

#endif
