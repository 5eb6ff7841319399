/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simplex.h - linear programs that are solved again and again after small
 * changes: columns come and go, bounds move, something is tried and taken back.
 *
 * Minimise sum(cost * x) subject to bounds of rows and columns. A dense inverse
 * of the basis, so that up to about a thousand rows are no trouble and a saved
 * basis costs a copy. The dual simplex (steepest edge, long steps past the
 * bounds of other columns) makes values fit their bounds, the primal one then
 * makes them best. Nothing rests on the last digits: bounds are made from any
 * duals. lp.h with GLPK is for the large and for the odd.
 */
#ifndef SOLVER_SIMPLEX_H
#define SOLVER_SIMPLEX_H

#include "solver/lp.h"

struct simplex;

struct simplex_column {
    double cost, low, high; /* one bound at least is finite */
    int32_t n;
    const int32_t *row; /* distinct */
    const double *value;
};

/* Rows are free at first, and basic. */
struct simplex *simplex_new(int32_t n_rows);
void simplex_free(struct simplex *simplex); /* accepts NULL */

/* Rows with equal bounds are shifted by about 1e-7, each by its own, so that
 * steps of no length are rare; simplex_objective() is without that. */
void simplex_row_bounds(struct simplex *simplex, int32_t row, double low,
                        double high);
/* Returns its index. */
int32_t simplex_add_column(struct simplex *simplex,
                           const struct simplex_column *column);
/* A row over columns that exist. Returns its index. */
int32_t simplex_add_row(struct simplex *simplex, int32_t n,
                        const int32_t *column, const double *value);
void simplex_column_bounds(struct simplex *simplex, int32_t column, double low,
                           double high);
/* Ascending, none of them basic; the others keep their order. */
void simplex_delete_columns(struct simplex *simplex, int32_t n,
                            const int32_t *column);
int32_t simplex_rows(const struct simplex *simplex);
int32_t simplex_columns(const struct simplex *simplex);
/* These columns are basic where they fit, rows elsewhere. */
void simplex_crash(struct simplex *simplex, int32_t n, const int32_t *column);

/* All but the columns' entries, to come back to: no row or column may come or
 * go between. */
struct simplex_mark;
struct simplex_mark *simplex_save(struct simplex *simplex);
void simplex_restore(struct simplex *simplex, const struct simplex_mark *mark);
void simplex_mark_free(struct simplex_mark *mark); /* accepts NULL */

/* From the last basis. LP_STOPPED: at a limit, bounds are not met yet;
 * LP_FEASIBLE: they are. */
enum lp_outcome simplex_solve(struct simplex *simplex,
                              const struct lp_limits *limits);
double simplex_objective(const struct simplex *simplex);
double simplex_value(const struct simplex *simplex, int32_t column);
double simplex_dual(const struct simplex *simplex, int32_t row);
double simplex_reduced_cost(const struct simplex *simplex, int32_t column);
bool simplex_basic(const struct simplex *simplex, int32_t column);
int64_t simplex_pivots(const struct simplex *simplex);
uint64_t simplex_ticks(const struct simplex *simplex);

#endif
