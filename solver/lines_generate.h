/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_generate.h - column generation over whole lines, for the root and for
 * every node of the tree: solve the program, price everybody, add at most one
 * line a person, until the bound meets what the program is worth.
 *
 * Prices lie between the program's duals and the best duals so far (Wentges
 * 1997). Each round of pricing gives a bound, valid whatever the duals. Work
 * can be left at any person and gone on with later.
 */
#ifndef SOLVER_LINES_GENERATE_H
#define SOLVER_LINES_GENERATE_H

#include "solver/lines_engine.h"

enum lines_progress {
    LINES_LEFT, /* a limit was met: call again */
    LINES_DONE, /* the bound is as good as this program gives */
    LINES_CUT,  /* the bound has reached the target */
    LINES_STUCK /* the program can't be solved; the bound holds */
};

/* One program on its way, from lines_generation_begin(). */
struct lines_generation {
    double bound; /* best so far */
    double value; /* of the program, when last solved */
    bool solved;
    bool straight; /* price at the program's own duals next */
    double smooth; /* weight of the center */
    int32_t next;  /* person to price; -1: solve first */
    double sum;    /* of the bounds of those priced */
    bool exact;    /* so far in this round */
    bool thorough; /* lines are to be exact: set it after the beginning */
    int32_t improving; /* columns of this round that the program wants */
    int32_t rounds;
    int32_t max_rounds; /* LINES_DONE after so many; 0: no limit */
    int32_t min_rounds; /* after so many, a program that is worth */
    double enough;      /* no more than this will do; unless 0 */
};
void lines_generation_begin(struct lines_generation *g);
enum lines_progress lines_generate(struct lines_engine *engine,
                                   struct lines_generation *g, double target,
                                   const struct lines_limits *limits);
#endif
