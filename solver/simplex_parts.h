/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simplex_parts.h - what the files of the simplex share. simplex.c holds the
 * program and solves, simplex_basis.c keeps the inverse, simplex_primal.c and
 * simplex_dual.c pivot.
 *
 * Columns and rows are variables alike: A x - r = 0, so row i is the variable
 * -1 - i with the column -e_i, and its reduced cost is its dual.
 */
#ifndef SOLVER_SIMPLEX_PARTS_H
#define SOLVER_SIMPLEX_PARTS_H

#include <math.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/vec.h"
#include "solver/simplex.h"
#include "solver/simplex_kernel.h"

#define SIMPLEX_COST 1e-7   /* a reduced cost above is none */
#define SIMPLEX_FIT 1e-9    /* a bound may be missed by that much */
#define SIMPLEX_PIVOT 1e-7  /* no smaller one */
#define SIMPLEX_NONE 1e-11  /* an entry that small is none */

struct simplex_variable {
    double low, high, cost;
    double x;       /* where it is while not basic */
    int32_t place;  /* position in the basis, -1: none */
};

struct simplex_entry {
    int32_t row;
    double value;
};

/* What may enter for a basic value that does not fit. */
struct simplex_candidate {
    int32_t variable;
    double along; /* its entry in the pivot row */
    double ratio; /* reduced cost by that */
    bool passed;
};

struct simplex {
    int32_t m, room; /* rows; room for them in each column of the inverse */
    struct VEC_OF(struct simplex_variable) columns;
    struct VEC_OF(struct simplex_variable) rows;
    struct int_vec from; /* entries of a column, n + 1 */
    struct VEC_OF(struct simplex_entry) entries;
    double *shift;     /* by row: what its bounds were shifted by */
    int32_t *head;     /* by position: variable */
    double *x, *low, *high; /* by position */
    double *inverse;   /* [row * room + position] */
    double *y;         /* by row: duals */
    double *weight;    /* by position: squared length of the inverse's row */
    double *move;      /* by position: inverse * entering column */
    double *rho;       /* by row: the inverse's row of the leaving variable */
    double *sum;       /* scratch */
    struct int_vec at; /* rows where rho is not 0 */
    struct int_vec where; /* scratch: positions where move is not 0 */
    struct int_vec row_from; /* the entries by row, n + 1; */
    struct VEC_OF(struct simplex_entry) row_entries; /* `row`: the column */
    bool by_row;             /* as the columns are */
    double *reduced, *along, *devex; /* by column: cost less duals, entry in the
                                        pivot row, weight of the primal */
    double *row_devex;       /* by row */
    int32_t column_room;
    struct VEC_OF(struct simplex_candidate) candidates; /* dual */
    bool ready;    /* there is an inverse */
    bool placed;   /* x is that of the bounds */
    bool weighed;  /* weights are those of the inverse */
    bool charged;  /* costs are raised in the meantime */
    struct VEC_OF(double) raised; /* by column: by how much */
    int32_t fresh; /* pivots since the inverse was made */
    int64_t pivots;
    uint64_t work;
};

struct simplex_run {
    int64_t end; /* pivots in all */
    double deadline;
    const volatile int *stop;
};
bool simplex_run_over(const struct simplex *s, const struct simplex_run *run);

static inline struct simplex_variable *simplex_at(const struct simplex *s,
                                                  int32_t v)
{
    return v >= 0 ? &s->columns.at[v] : &s->rows.at[-1 - v];
}

static inline double *inverse_column(const struct simplex *s, int32_t row)
{
    return &s->inverse[(size_t)row * (size_t)s->room];
}

/* Between 1/2 and 1, of either sign: the same on every machine. */
static inline double simplex_spread(int32_t index)
{
    uint32_t mixed = ((uint32_t)index + 1) * 2654435761U;
    double unit = (double)(mixed >> 8) / (double)(1U << 24);
    return unit < 0.5 ? unit - 1 : unit;
}

/* Cost less duals. */
static inline double simplex_reduced(const struct simplex *s, int32_t v)
{
    return v < 0 ? s->y[-1 - v] : s->reduced[v];
}

/* Entry in the pivot row, after simplex_make_along(). */
static inline double simplex_along(const struct simplex *s, int32_t v)
{
    return v < 0 ? -s->rho[-1 - v] : s->along[v];
}

/* ---- simplex_basis.c ---- */

/* The inverse of the variables whose place is not -1; what does not fit goes. */
void simplex_rebuild(struct simplex *s);
/* Basic values of where the others are; duals. */
void simplex_place(struct simplex *s);
void simplex_make_duals(struct simplex *s);
/* After the basis and rho: reduced costs of the exchange that is to come. */
void simplex_make_along(struct simplex *s);
void simplex_move_duals(struct simplex *s, int32_t position, int32_t v);
/* sum, by row, less the variable's column so many times. */
void simplex_take(struct simplex *s, int32_t v, double x);
/* x += inverse * right, a vector by row. */
void simplex_add_right(struct simplex *s, const double *right);
/* move = inverse * column. */
void simplex_make_move(struct simplex *s, int32_t v);
/* rho and where it is not 0. */
void simplex_make_rho(struct simplex *s, int32_t position);
/* After both: the variable takes the position, with this value; the leaving
 * one stays at `to`. Weights follow when they are known. */
void simplex_exchange(struct simplex *s, int32_t position, int32_t v, double x,
                      double to);
/* Exact ones. */
void simplex_weigh(struct simplex *s);
/* The most that a basic value is out of its bounds. */
double simplex_misfit(const struct simplex *s);

/* ---- steps ---- */

/* LP_OPTIMAL: values fit their bounds; LP_INFEASIBLE, LP_STOPPED, LP_FAILED. */
enum lp_outcome simplex_dual_run(struct simplex *s,
                                 const struct simplex_run *run);
/* From values that fit. LP_OPTIMAL, LP_UNBOUNDED, LP_FEASIBLE at a limit,
 * LP_FAILED. */
enum lp_outcome simplex_primal_run(struct simplex *s,
                                   const struct simplex_run *run);

#endif
