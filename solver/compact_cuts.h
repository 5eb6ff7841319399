/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_cuts.h - cutting planes on their way into the compact formulation:
 * who finds them, and what is kept. For solver/compact*.c only.
 *
 * Every roster has a representation in which all columns are whole: choices by
 * themselves, slacks because amounts move in steps, helpers because the rules
 * they stand for hold or do not. A cut is kept when it is deep, short and well
 * scaled; its right-hand side gives way by far more than the arithmetic can be
 * wrong.
 */
#ifndef SOLVER_COMPACT_CUTS_H
#define SOLVER_COMPACT_CUTS_H

#include "solver/compact_parts.h"

#define DEPTH_LEAST 1e-3 /* distance of x from a cut */

/* sum(entries) >= low */
struct cut {
    struct entry_vec entries;
    double low, depth, norm;
};

struct cut_vec VEC_OF(struct cut);

/* One round. */
struct cutter {
    struct compact *c;
    double *dense; /* per column, of the cut in the making: sum(dense * x) */
    struct cut_vec cuts;
};

/* The part of x above the whole number below it. */
double cut_fraction(double x);
/* The cut sum(dense * x) >= low is kept if it is any good. */
void cut_offer(struct cutter *t, double low);

/* Gomory's mixed-integer cuts of the tableau (compact_gomory.c). */
void tableau_cut(struct cutter *t);
/* Single rows, divided and rounded (compact_round.c). */
void rows_round(struct cutter *t);

#endif
