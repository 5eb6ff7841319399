/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lp.h - linear and small mixed-integer programs, behind one header.
 *
 * GLPK is the implementation (lp_glpk.c, the only file that knows it). Minimise
 * sum(cost * x) subject to row bounds and column bounds. One struct lp belongs
 * to one thread. Checks come before calls: GLPK aborts on misuse.
 */
#ifndef SOLVER_LP_H
#define SOLVER_LP_H

#include <stdbool.h>
#include <stdint.h>

struct lp;
#define LP_INFINITY 1e30

enum lp_outcome {
    LP_OPTIMAL,
    LP_FEASIBLE,   /* a limit was hit; a primal feasible point is there */
    LP_STOPPED,    /* a limit was hit, nothing usable */
    LP_INFEASIBLE,
    LP_UNBOUNDED,
    LP_FAILED      /* numerical trouble; the caller falls back */
};

struct lp *lp_new(void);
void lp_free(struct lp *lp); /* accepts NULL */
/* Index of the first added; indices are 0-based and stable. */
int32_t lp_add_rows(struct lp *lp, int32_t n);
void lp_row_bounds(struct lp *lp, int32_t row, double low, double high);
/* A column with its entries; `row` indices distinct. Returns its index. */
int32_t lp_add_column(struct lp *lp, double cost, double low, double high,
                      int32_t n, const int32_t *row, const double *value);
/* Appends a row with entries over columns that exist. Returns its index. */
int32_t lp_add_cut(struct lp *lp, double low, double high, int32_t n,
                   const int32_t *column, const double *value);
void lp_column_bounds(struct lp *lp, int32_t column, double low, double high);
void lp_column_cost(struct lp *lp, int32_t column, double cost);
void lp_column_integer(struct lp *lp, int32_t column);
/* Deletes columns; the others keep their order, indices close up. */
void lp_delete_columns(struct lp *lp, int32_t n, const int32_t *column);
/* Likewise. The basis stays good when the rows are basic. */
void lp_delete_rows(struct lp *lp, int32_t n, const int32_t *row);
int32_t lp_rows(const struct lp *lp);
int32_t lp_columns(const struct lp *lp);
/* Marks a basis: slack basis plus these structural columns basic where they
 * fit, as a hand-made start. */
void lp_crash(struct lp *lp, int32_t n, const int32_t *basic_columns);

/* The basis as it stands, to come back to after trying something. Rows and
 * columns added since are basic and non-basic. */
struct lp_basis;
struct lp_basis *lp_basis_save(const struct lp *lp);
void lp_basis_restore(struct lp *lp, const struct lp_basis *basis);
void lp_basis_free(struct lp_basis *basis); /* accepts NULL */

struct lp_limits {
    int32_t pivots;  /* per call; <= 0: none */
    double seconds;  /* outermost stop; <= 0: none */
    bool dual;       /* dual simplex (after changing bounds) */
    double bound_stop; /* dual: stop when the objective passes it; use
                          LP_INFINITY for none */
    const volatile int *stop; /* NULL, or non-zero ends the call soon */
};
/* Warm-started from the last basis. Stopped by bound_stop: LP_STOPPED, and
 * lp_objective() is past it; the duals are those of that basis. */
enum lp_outcome lp_simplex(struct lp *lp, const struct lp_limits *limits);
double lp_objective(const struct lp *lp);
double lp_value(const struct lp *lp, int32_t column);
double lp_dual(const struct lp *lp, int32_t row);
double lp_reduced_cost(const struct lp *lp, int32_t column);
bool lp_basic(const struct lp *lp, int32_t column);
bool lp_row_basic(const struct lp *lp, int32_t row); /* its slack is basic */
int64_t lp_pivots(const struct lp *lp); /* in all, for ticks */
/* After LP_OPTIMAL, of a basic column: column = sum(value * non-basic), where
 * index j >= 0 is column j and index -1 - i is the activity of row i. Room for
 * rows + columns entries; returns how many, 0 when there is no factorisation. */
int32_t lp_tableau_row(struct lp *lp, int32_t column, int32_t *index,
                       double *value);

struct mip_limits {
    double seconds;
    double cutoff;     /* only better solutions are wanted; LP_INFINITY none */
    double gap;        /* relative, 0 = prove */
    int32_t nodes;     /* <= 0: none; deterministic limit */
    int64_t pivots;    /* <= 0: none; deterministic limit */
    const volatile int *stop;
};
/* Branch and cut over the integer columns; solves the root by simplex first.
 * `*bound` gets a valid lower bound of the optimum (even when stopped).
 * LP_INFEASIBLE with a cutoff: nothing better than it exists, and `*bound` is
 * the cutoff. */
enum lp_outcome lp_mip(struct lp *lp, const struct mip_limits *limits,
                       double *bound);
double lp_mip_objective(const struct lp *lp);
double lp_mip_value(const struct lp *lp, int32_t column);

#endif
