/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * master_parts.h - what the files of the master share: the program with its
 * basis. master.c prices, master_step.c steps, master_basis.c makes the basis.
 *
 * Constraints: sum of a line's columns = 1; entries of the columns - amount =
 * -base for each local row. Amounts are variables of their own: a basic one
 * lies in a piece of its curve, another one on a knot.
 */
#ifndef SOLVER_MASTER_PARTS_H
#define SOLVER_MASTER_PARTS_H

#include <math.h>

#include "solver/master.h"

#define MASTER_TOLERANCE 1e-7   /* of a reduced cost */
#define MASTER_PIVOT_LEAST 1e-9 /* smaller entries of a column are none */
enum { MASTER_CANDIDATES = 8 };

/* A variable: a column's index, or -1 - row for a row's amount. */
struct master {
    const struct columns *columns;
    const struct window *window;
    int32_t n_lines, m; /* rows of the program: lines, then local rows */
    struct int_vec from; /* entries of a column, n + 1 */
    struct VEC_OF(struct master_entry) entries;
    struct int_vec place;   /* position in the basis, -1: none; by column */
    int32_t *amount_place;  /* likewise, by local row */
    int32_t *piece;         /* of a basic amount; else the knot it is at */
    double *shift;          /* of a row's knots */
    int32_t *head;          /* variable by position */
    double *x;              /* its value */
    double *inverse;        /* [m * m], by position */
    double *dual, *move;    /* [m] */
    double *next;           /* by position: step to its next knot or to 0 */
    int32_t *passed;        /* by position: knots passed by the step */
    int64_t *amounts;       /* scratch, by local row */
    int32_t candidate[MASTER_CANDIDATES];
    int32_t n_candidates;
    int32_t pivots; /* since the inverse was made */
    uint64_t work;
};

static inline int32_t line_of(const struct master *m, int32_t column)
{
    return m->columns->list.at[column].line;
}

static inline const struct curve *curve_at(const struct master *m, int32_t row)
{
    return &m->window->rows[row].curve;
}

static inline double knot_at(const struct master *m, int32_t row, int32_t knot)
{
    return (double)curve_at(m, row)->knot[knot] + m->shift[row];
}

static inline double *inverse_row(const struct master *m, int32_t position)
{
    return &m->inverse[(size_t)position * (size_t)m->m];
}

static inline void set_place(struct master *m, int32_t variable, int32_t position)
{
    if (variable >= 0) {
        m->place.at[variable] = position;
    } else {
        m->amount_place[-1 - variable] = position;
    }
}

/* An entering variable: up (step 1) or down (-1), at so much a unit. */
struct master_entering {
    int32_t variable, step;
    double rate;
};
/* Enters the variable as far as it pays; false: the step never ends. */
bool master_step(struct master *m, const struct master_entering *entering);

/* The first column of each line and all amounts. */
void master_first_basis(struct master *m);
/* Inverse and values anew; false when the basis is singular. */
bool master_rebuild(struct master *m);

#endif
