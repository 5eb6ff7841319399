/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_parts.h - inside the compact formulation (compact.h): cells, linear
 * forms and the pool of rows. For solver/compact*.c and prove*.c only.
 *
 * A *cell* is a person and a day. What is still open in it are its columns; a
 * cell with one pattern left has none, the pattern is a constant. Every row of
 * the formulation lies in a pool; the LP holds only those that some relaxation
 * broke, because most of the thousands of transition and gap rows never bind.
 * Helper columns (slack of a hinge, a possible gap) join the LP with their
 * first row and count as 0 before.
 */
#ifndef SOLVER_COMPACT_PARTS_H
#define SOLVER_COMPACT_PARTS_H

#include "solver/compact.h"

enum {
    CELL_NEVER = -1, /* this pattern is out of the question */
    CELL_ALWAYS = -2 /* the cell's only pattern: a constant 1 */
};

/* x > ROW_TOLERANCE outside a row's bounds counts as broken. */
#define ROW_TOLERANCE 1e-6

struct compact_column {
    double low, high;
    double cost;  /* of the objective's levels */
    int32_t cell; /* -1: a helper */
    int32_t pattern;
    int32_t person; /* whose choice or line rule it is; -1: a row's */
    int32_t lp; /* -1: not there yet */
    bool whole; /* a helper that is whole in every roster */
};

/* A column's points on a level that has a cap. */
struct level_points {
    int32_t column, level;
    double points;
};

struct compact_row {
    double low, high; /* of the sum; +-LP_INFINITY: none */
    int32_t first, n; /* entries */
    int32_t lp;       /* -1: not in the LP */
    int32_t idle;     /* rounds in which its slack was basic */
    int32_t block;    /* -1: none */
    bool returned;    /* has left the LP once */
};

struct compact_entry {
    int32_t column;
    double value;
};

/* Helper columns without cost and the rows that give them their meaning
 * (possible gaps, groups). Asleep while some values of these columns satisfy
 * all the rows as they stand: then neither is in the LP. */
struct compact_block {
    int32_t first_row, n_rows;
    int32_t first_column, n_columns;
    bool prefer_high; /* these columns rather large than small */
    bool awake;
};

struct column_vec VEC_OF(struct compact_column);
struct points_vec VEC_OF(struct level_points);
struct row_vec VEC_OF(struct compact_row);
struct entry_vec VEC_OF(struct compact_entry);
struct block_vec VEC_OF(struct compact_block);

/* Where a row of the problem went: pool row and the divisor of its amount. */
struct row_place {
    int32_t row; /* -1: it can't bind */
    double scale;
};

struct compact {
    const struct problem *problem;
    uint32_t levels;
    cost cap[LEVEL_MAX];
    bool infeasible; /* seen while building */

    struct pattern_set *open; /* per cell: patterns that are left */
    int32_t *column_of;       /* [cell * n_patterns + pattern] */
    int32_t *choice_row;      /* per cell, pool row "exactly one"; -1 */
    struct column_vec columns;
    int32_t n_choices; /* columns before it are choices, then helpers */
    int32_t n_choice_rows; /* the pool's first rows */
    struct points_vec capped;
    struct row_vec rows;
    struct entry_vec entries;
    struct block_vec blocks;
    int32_t open_block;       /* new rows belong to it; -1: none */
    int32_t open_person;      /* new columns belong to them; -1: nobody */
    struct row_place *places; /* [n_rows of the problem] */
    cost constant[LEVEL_MAX]; /* by level: what is decided already */
    cost unit; /* gcd of the open costs in the objective; 0: none */

    struct lp *lp;
    bool all_columns; /* the LP begins with the helpers */
    int32_t longer; /* times that the length of cuts was doubled */
    bool too_long;  /* a cut was */
    int32_t next_person; /* whose rows are cut next (compact_person.c) */
    uint64_t work; /* ticks */
    double nudge; /* the LP's costs of choices are above the true ones, by less */
    struct int_vec lp_row;    /* pool row of each LP row */
    double *x;                /* per column, of the last relaxation */
    double bound;             /* best proven so far */
    double *row_dual;         /* per pool row, of that bound */
    double *reduced;          /* per column, for that bound */
};

/* ---- linear forms (compact_form.c) -------------------------------------- */

struct form_entry {
    int32_t cell;    /* -1: a helper column */
    int32_t pattern; /* or the helper's index */
    int64_t coef;
};
struct form_entry_vec VEC_OF(struct form_entry);

/* constant + sum of coef * x. Built entry by entry, then packed: sorted, one
 * entry a column, and each cell shifted by its most frequent coefficient
 * (its columns sum to 1), so that "not off" is 1 - x[off]. */
struct form {
    struct form_entry_vec entries;
    struct entry_vec packed;
    int64_t constant;
    int64_t low, high; /* what it can be, one pattern a cell */
    int64_t step;      /* gcd of the coefficients; 0: a constant */
};

void form_clear(struct form *form);
void form_release(struct form *form);
void form_add_choice(struct form *form, const struct compact *c, int32_t cell,
                     int32_t pattern, int64_t coef);
/* coef * (1 when the cell's pattern is in the set) */
void form_add_set(struct form *form, const struct compact *c, int32_t cell,
                  const struct pattern_set *set, int64_t coef);
void form_add_column(struct form *form, int32_t column, int64_t coef);
void form_pack(struct form *form, const struct compact *c);

/* ---- what a form can be (compact_reach.c) ------------------------------- */

/* Values low + k * step for the bits k; without bits, for every k. Init from a
 * packed form that is no constant. */
struct reach {
    int64_t low, step;
    int32_t n, words;
    uint64_t *bits;
};
void reach_init(struct reach *reach, const struct compact *c,
                const struct form *form);
void reach_release(struct reach *reach);
/* The greatest value <= `value`, within low..high of the form; beyond these
 * ends the result is outside them too. */
int64_t reach_down(const struct reach *reach, int64_t value);
int64_t reach_up(const struct reach *reach, int64_t value);

/* ---- the model (compact_model.c) ---------------------------------------- */

/* Whether costs of a level matter: in the objective or capped. */
bool model_wants(const struct compact *c, int32_t level);
int32_t model_column(struct compact *c, double low, double high);
void model_charge(struct compact *c, int32_t column, int32_t level,
                  double points);
void model_constant(struct compact *c, int32_t level, cost points);
/* The open costs of the objective are multiples of something that divides
 * `points`. */
void model_unit(struct compact *c, int32_t level, cost points);
/* low <= form <= high with BOUND_NONE_...; packs the form. -1 when it always
 * holds; sets `infeasible` when it never does. */
int32_t model_row(struct compact *c, struct form *form, int64_t low,
                  int64_t high);
/* A row found later, sum >= low. */
int32_t model_cut(struct compact *c, const struct entry_vec *entries,
                  double low);
/* Rows and bounds that keep capped levels within their caps; comes last. */
void model_caps(struct compact *c);
/* A block begins with the next row and column; ends with the last ones. */
void model_block_begin(struct compact *c, bool prefer_high);
void model_block_columns(struct compact *c); /* those so far are the block's */
void model_block_end(struct compact *c);

/* ---- what the rules become ---------------------------------------------- */

/* Bounds and convex cost of a form, on a level (compact_gauge.c). */
struct row_place gauge_model(struct compact *c, struct form *form,
                             const struct gauge *gauge, int32_t level);
/* Fixes what is open, drops what no transition allows, makes the columns. */
void cells_model(struct compact *c, const struct compact_options *options);
void transitions_model(struct compact *c, int32_t person);
void window_model(struct compact *c, const struct line_rule *rule);
void groups_model(struct compact *c, const struct line_rule *rule);
void run_model(struct compact *c, const struct line_rule *rule);
void gap_model(struct compact *c, const struct line_rule *rule);
/* Pairs no rule of the person allows from day to day + 1: for each pattern
 * the successors it forbids, [n_patterns]. */
void transitions_never(const struct problem *problem, int32_t person,
                       int32_t day, struct pattern_set *never);

/* ---- the LP (compact_lp.c) -------------------------------------------------- */

/* What a column costs in the LP. */
double compact_lp_cost(const struct compact *c, int32_t column);
/* Puts a pool row, and the helpers it is the first to use, into the LP. */
void compact_enter_row(struct compact *c, int32_t row);
/* Rows the values x break, put into the LP; returns how many. */
int32_t compact_separate(struct compact *c);
double compact_row_sum(const struct compact *c, int32_t row);
/* Takes the LP's values over into c->x. */
void compact_take_values(struct compact *c);
/* What the objective's levels cost already. */
double compact_constants(const struct compact *c);
/* The dual of a pool row; 0: not in the LP, or pulling at a side without bound. */
double compact_row_dual(const struct compact *c, int32_t row);
/* The Lagrangian bound at the LP's duals and the columns' bounds as they are;
 * `reduced` gets the reduced costs it leaves, per column. */
double compact_lagrange(const struct compact *c, double *reduced);
/* What the columns cost at least at these reduced costs: a pattern a cell,
 * helpers within their bounds. Those of cells are above the cheapest after. */
double compact_price_columns(const struct compact *c, double *reduced);
/* After LP_OPTIMAL: cuts of the tableau join the LP, and of single rows if these
 * are wanted; returns how many. */
int32_t compact_cut_round(struct compact *c, bool rows);
/* Likewise cuts of people's own rows, of one after another up to the limits
 * (compact_person.c). */
int32_t compact_cut_persons(struct compact *c, const struct lp_limits *limits);
/* The heaviest pattern of each cell in c->x. */
void compact_roster(const struct compact *c, struct roster *roster);
/* After compact_relax(): a roster without a breach near its optimum, or false.
 * c->x is then no longer the relaxation's (compact_pump.c). */
bool compact_pump(struct compact *compact, const struct mip_limits *limits,
                  uint64_t seed, struct roster *result);
/* Rounds up to what whole costs allow. */
cost compact_round(const struct compact *c, double bound);

#endif
