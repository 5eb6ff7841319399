/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_lp.c - the relaxation of the compact formulation, by cutting planes.
 *
 * The LP starts with the choices alone, at the cheapest pattern of each cell;
 * rows that its solution breaks are taken from the pool until none is broken.
 * The bound is computed from the rows' duals alone (any duals give a valid
 * one) and the true costs, so neither the simplex's tolerances nor a stop in
 * mid-course nor the LP's nudged costs can spoil it.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/compact_parts.h"

enum {
    IDLE_ROUNDS = 8, /* a row whose slack stays basic so long leaves the LP */
    WORK_ROWS = 2000, /* see compact_pivot_work() */
    WORK_ENTRIES = 50,
    SPARSE_ROWS = 2000,
    CALL_PIVOTS = 12 /* pivots that a call of the simplex is worth */
};
#define NUDGE 1e-4 /* of the unit of cost */

/* ---- the LP's rows and columns ------------------------------------------ */

/* From 0.5 to 1, by the column's number alone. */
static double jitter(int32_t column)
{
    uint32_t mixed = (uint32_t)column * 2654435761U;
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA6BU;
    return 0.5 + 0.5 * (double)((mixed ^ mixed >> 13) & 0xFFFFU) / 65536;
}

/* Many bases cost the same, and the dual simplex may wander among them for ever:
 * in the LP no two choices cost quite the same. */
double compact_lp_cost(const struct compact *c, int32_t column)
{
    double nudge = column < c->n_choices ? c->nudge * jitter(column) : 0;
    return c->columns.at[column].cost + nudge;
}

static void enter_column(struct compact *c, int32_t column)
{
    struct compact_column *col = &c->columns.at[column];
    if (col->lp < 0) {
        col->lp = lp_add_column(c->lp, compact_lp_cost(c, column), col->low,
                                col->high, 0, NULL, NULL);
    }
}

void compact_enter_row(struct compact *c, int32_t row)
{
    struct compact_row *r = &c->rows.at[row];
    struct int_vec index = {0};
    double *value = xcalloc((size_t)r->n + 1, sizeof *value);
    for (int32_t k = 0; k < r->n; k++) {
        const struct compact_entry *entry = &c->entries.at[r->first + k];
        enter_column(c, entry->column);
        vec_push(&index, c->columns.at[entry->column].lp);
        value[k] = entry->value;
    }
    r->lp = lp_add_cut(c->lp, r->low, r->high, r->n, index.at, value);
    r->idle = 0;
    vec_push(&c->lp_row, row);
    vec_release(&index);
    free(value);
}

static bool is_choice_row(const struct compact *c, int32_t row)
{
    return row < c->n_choice_rows;
}

/* The cheapest pattern of each cell is basic in the cell's row: dual feasible,
 * as all costs are non-negative. x says so too. */
static void start_basis(struct compact *c)
{
    struct int_vec basic = {0};
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        const struct compact_row *row = &c->rows.at[r];
        int32_t best = c->entries.at[row->first].column;
        for (int32_t k = 1; k < row->n; k++) {
            int32_t column = c->entries.at[row->first + k].column;
            if (compact_lp_cost(c, column) < compact_lp_cost(c, best) &&
                c->columns.at[column].high > 0) {
                best = column;
            }
        }
        c->x[best] = 1;
        vec_push(&basic, c->columns.at[best].lp);
    }
    lp_crash(c->lp, basic.n, basic.at);
    vec_release(&basic);
}

static void lp_start(struct compact *c)
{
    c->lp = lp_new();
    c->nudge = NUDGE * (c->unit > 1 ? (double)c->unit : 1);
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        compact_enter_row(c, r);
    }
    for (int32_t j = c->n_choices; c->all_columns && j < c->columns.n; j++) {
        enter_column(c, j);
    }
    start_basis(c);
}

/* ---- separation ---------------------------------------------------------- */

double compact_row_sum(const struct compact *c, int32_t row)
{
    const struct compact_row *r = &c->rows.at[row];
    double sum = 0;
    for (int32_t k = 0; k < r->n; k++) {
        const struct compact_entry *entry = &c->entries.at[r->first + k];
        sum += entry->value * c->x[entry->column];
    }
    return sum;
}

static bool is_broken(const struct compact *c, int32_t row)
{
    const struct compact_row *r = &c->rows.at[row];
    double sum = compact_row_sum(c, row);
    return sum < r->low - ROW_TOLERANCE || sum > r->high + ROW_TOLERANCE;
}

/* Narrows low..high of a block's column to what one of its rows leaves. */
static void narrow(const struct compact *c, int32_t row, int32_t column,
                   double *low, double *high)
{
    const struct compact_row *r = &c->rows.at[row];
    for (int32_t k = r->n - 1; k >= 0; k--) {
        const struct compact_entry *entry = &c->entries.at[r->first + k];
        if (entry->column < c->n_choices) {
            return; /* helpers come last */
        }
        if (entry->column != column) {
            continue;
        }
        double rest = compact_row_sum(c, row) - entry->value * c->x[column];
        double at_low = (r->low - rest) / entry->value;
        double at_high = (r->high - rest) / entry->value;
        double from = entry->value > 0 ? at_low : at_high;
        double to = entry->value > 0 ? at_high : at_low;
        *low = from > *low ? from : *low;
        *high = to < *high ? to : *high;
        return;
    }
}

/* Whether the block's columns have values, found one after another, with which
 * none of its rows is broken. */
static bool block_rests(struct compact *c, const struct compact_block *block)
{
    bool rests = true;
    for (int32_t j = 0; j < block->n_columns; j++) {
        int32_t column = block->first_column + j;
        const struct compact_column *bounds = &c->columns.at[column];
        double low = bounds->low, high = bounds->high;
        for (int32_t k = 0; k < block->n_rows; k++) {
            narrow(c, block->first_row + k, column, &low, &high);
        }
        double value = block->prefer_high ? high : low;
        c->x[column] = fmin(fmax(value, bounds->low), bounds->high);
    }
    for (int32_t k = 0; k < block->n_rows && rests; k++) {
        rests = !is_broken(c, block->first_row + k);
    }
    for (int32_t j = 0; j < block->n_columns; j++) {
        c->x[block->first_column + j] = 0; /* not in the LP */
    }
    return rests;
}

static int32_t wake_blocks(struct compact *c)
{
    int32_t entered = 0;
    for (int32_t b = 0; b < c->blocks.n; b++) {
        struct compact_block *block = &c->blocks.at[b];
        if (block->awake || block_rests(c, block)) {
            continue;
        }
        block->awake = true;
        for (int32_t k = 0; k < block->n_rows; k++) {
            compact_enter_row(c, block->first_row + k);
            entered++;
        }
    }
    return entered;
}

int32_t compact_separate(struct compact *c)
{
    int32_t entered = wake_blocks(c);
    for (int32_t r = 0; r < c->rows.n; r++) {
        int32_t block = c->rows.at[r].block;
        bool asleep = block >= 0 && !c->blocks.at[block].awake;
        if (c->rows.at[r].lp < 0 && !asleep && is_broken(c, r)) {
            compact_enter_row(c, r);
            entered++;
        }
    }
    return entered;
}

/* Rows that have not mattered for a while leave, once each. */
static void drop_idle(struct compact *c)
{
    struct int_vec gone = {0};
    int32_t kept = 0;
    for (int32_t k = 0; k < c->lp_row.n; k++) {
        int32_t row = c->lp_row.at[k];
        struct compact_row *r = &c->rows.at[row];
        r->idle = lp_row_basic(c->lp, k) ? r->idle + 1 : 0;
        if (r->idle > IDLE_ROUNDS && !is_choice_row(c, row) && !r->returned) {
            r->lp = -1;
            r->returned = true;
            vec_push(&gone, k);
        } else {
            r->lp = kept;
            c->lp_row.at[kept++] = row;
        }
    }
    c->lp_row.n = kept;
    lp_delete_rows(c->lp, gone.n, gone.at);
    vec_release(&gone);
}

/* ---- the bound ----------------------------------------------------------- */

/* A dual that pulls at a side that has no bound counts as 0. */
static double usable_dual(const struct compact_row *row, double dual)
{
    bool useless = (dual > 0 && row->low <= -LP_INFINITY) ||
                   (dual < 0 && row->high >= LP_INFINITY);
    return useless ? 0 : dual;
}

double compact_row_dual(const struct compact *c, int32_t row)
{
    const struct compact_row *r = &c->rows.at[row];
    return r->lp < 0 ? 0 : usable_dual(r, lp_dual(c->lp, r->lp));
}

double compact_constants(const struct compact *c)
{
    cost sum = 0;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        sum += c->levels >> k & 1U ? c->constant[k] : 0;
    }
    return (double)sum;
}

/* Takes the rows' shares out of the reduced costs; returns what they are
 * worth. Choice rows are left: their best dual is known. */
static double price_rows(const struct compact *c, double *reduced,
                         double *row_dual)
{
    double worth = 0;
    for (int32_t k = 0; k < c->lp_row.n; k++) {
        const struct compact_row *r = &c->rows.at[c->lp_row.at[k]];
        double dual = usable_dual(r, lp_dual(c->lp, k));
        if (is_choice_row(c, c->lp_row.at[k]) || fabs(dual) < 1e-12) {
            continue;
        }
        if (row_dual) {
            row_dual[c->lp_row.at[k]] = dual;
        }
        worth += dual * (dual > 0 ? r->low : r->high);
        for (int32_t e = 0; e < r->n; e++) {
            const struct compact_entry *entry = &c->entries.at[r->first + e];
            reduced[entry->column] -= dual * entry->value;
        }
    }
    return worth;
}

/* Each cell takes its cheapest pattern; reduced costs are above that. */
static double price_cells(const struct compact *c, double *reduced)
{
    double worth = 0;
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        const struct compact_row *row = &c->rows.at[r];
        double least = LP_INFINITY;
        for (int32_t k = 0; k < row->n; k++) {
            int32_t column = c->entries.at[row->first + k].column;
            if (c->columns.at[column].high > 0 && reduced[column] < least) {
                least = reduced[column];
            }
        }
        for (int32_t k = 0; k < row->n; k++) {
            reduced[c->entries.at[row->first + k].column] -= least;
        }
        worth += least;
    }
    return worth;
}

static double price_helpers(const struct compact *c, const double *reduced)
{
    double worth = 0;
    for (int32_t j = c->n_choices; j < c->columns.n; j++) {
        const struct compact_column *column = &c->columns.at[j];
        worth += reduced[j] * (reduced[j] < 0 ? column->high : column->low);
    }
    return worth;
}

double compact_price_columns(const struct compact *c, double *reduced)
{
    double worth = price_cells(c, reduced);
    return worth + price_helpers(c, reduced);
}

/* row_dual may be NULL. */
static double lagrange(const struct compact *c, double *reduced,
                       double *row_dual)
{
    for (int32_t j = 0; j < c->columns.n; j++) {
        reduced[j] = c->columns.at[j].cost;
    }
    double bound = compact_constants(c) + price_rows(c, reduced, row_dual);
    return bound + compact_price_columns(c, reduced);
}

double compact_lagrange(const struct compact *c, double *reduced)
{
    return lagrange(c, reduced, NULL);
}

/* The value of the Lagrangian at the LP's duals, kept if it is the best. */
static void take_bound(struct compact *c)
{
    double *reduced = xcalloc((size_t)c->columns.n + 1, sizeof *reduced);
    double *row_dual = xcalloc((size_t)c->rows.n + 1, sizeof *row_dual);
    double bound = lagrange(c, reduced, row_dual);
    if (bound > c->bound) {
        c->bound = bound;
        memcpy(c->reduced, reduced, (size_t)c->columns.n * sizeof *reduced);
        memcpy(c->row_dual, row_dual, (size_t)c->rows.n * sizeof *row_dual);
    }
    free(reduced);
    free(row_dual);
}

/* Beyond 1e-6 of a point the bound is as exact as doubles are. */
cost compact_round(const struct compact *c, double bound)
{
    double fixed = compact_constants(c);
    double open = bound - fixed;
    double slack = 1e-6 + 1e-10 * fabs(open);
    if (c->unit == 0 || open <= slack) {
        return (cost)fixed;
    }
    if (open >= (double)COST_MAX) {
        return COST_MAX;
    }
    return (cost)fixed +
           (cost)ceil((open - slack) / (double)c->unit) * c->unit;
}

cost compact_bound(const struct compact *compact)
{
    return compact_round(compact, compact->bound);
}

/* ---- solving ------------------------------------------------------------- */

void compact_take_values(struct compact *c)
{
    for (int32_t j = 0; j < c->columns.n; j++) {
        int32_t lp = c->columns.at[j].lp;
        c->x[j] = lp < 0 ? 0 : lp_value(c->lp, lp);
    }
}

/* What is left of the limits for the next round. */
static struct lp_limits limits_left(const struct compact *c,
                                    const struct lp_limits *limits,
                                    int64_t pivots, double began)
{
    struct lp_limits left = *limits;
    left.dual = true;
    if (limits->pivots > 0) {
        int64_t rest = limits->pivots - (lp_pivots(c->lp) - pivots);
        left.pivots = rest > 1 ? (int32_t)rest : 1;
    }
    if (limits->seconds > 0) {
        double rest = limits->seconds - (thread_seconds() - began);
        left.seconds = rest > 1e-3 ? rest : 1e-3;
    }
    return left;
}

/* Measured on programs of 900 to 13000 rows: the basis grows with the square of
 * the rows, from SPARSE_ROWS on only with their number, and what is priced with
 * the entries. */
uint64_t compact_pivot_work(const struct compact *compact)
{
    uint64_t rows = (uint64_t)compact->lp_row.n, entries = 0;
    for (int32_t k = 0; k < compact->lp_row.n; k++) {
        entries += (uint64_t)compact->rows.at[compact->lp_row.at[k]].n;
    }
    uint64_t wide = rows < SPARSE_ROWS ? rows : SPARSE_ROWS;
    return rows * wide / WORK_ROWS + entries / WORK_ENTRIES + 1;
}

/* To begin with, the basis is factorised and everything priced. */
static enum lp_outcome solve_counted(struct compact *c,
                                     const struct lp_limits *limits)
{
    int64_t before = lp_pivots(c->lp);
    enum lp_outcome outcome = lp_simplex(c->lp, limits);
    uint64_t pivots = (uint64_t)(lp_pivots(c->lp) - before);
    c->work += (pivots + CALL_PIVOTS) * compact_pivot_work(c);
    return outcome;
}

enum lp_outcome compact_relax(struct compact *compact,
                              const struct lp_limits *limits)
{
    enum lp_outcome outcome = LP_OPTIMAL;
    double began = thread_seconds();
    if (compact->infeasible) {
        return LP_INFEASIBLE;
    }
    if (compact->n_choice_rows == 0) {
        compact->bound = compact_constants(compact);
        return LP_OPTIMAL;
    }
    if (!compact->lp) {
        lp_start(compact);
    }
    int64_t pivots = lp_pivots(compact->lp);
    int32_t entered = compact_separate(compact);
    do {
        struct lp_limits left = limits_left(compact, limits, pivots, began);
        outcome = solve_counted(compact, &left);
        if (outcome == LP_INFEASIBLE || outcome == LP_FAILED) {
            return outcome;
        }
        take_bound(compact);
        if (outcome != LP_OPTIMAL) {
            return outcome;
        }
        compact_take_values(compact);
        drop_idle(compact);
        entered = compact_separate(compact);
    } while (entered > 0);
    return outcome;
}

void compact_duals(const struct compact *compact, double *row_dual)
{
    for (int32_t r = 0; r < compact->problem->n_rows; r++) {
        const struct row_place *place = &compact->places[r];
        row_dual[r] =
            place->row < 0 ? 0 : compact->row_dual[place->row] / place->scale;
    }
}

double compact_x(const struct compact *compact, int32_t person, int32_t day,
                 int32_t pattern)
{
    const struct problem *p = compact->problem;
    int32_t cell = person * p->n_days + day;
    int32_t column = compact->column_of[cell * p->n_patterns + pattern];
    return column >= 0 ? compact->x[column] : column == CELL_ALWAYS;
}

int32_t compact_fix(struct compact *compact, cost value)
{
    int32_t gone = 0;
    for (int32_t j = 0; j < compact->n_choices; j++) {
        struct compact_column *column = &compact->columns.at[j];
        double without = compact->bound + compact->reduced[j];
        if (column->high > 0 && compact_round(compact, without) >= value) {
            column->high = 0;
            lp_column_bounds(compact->lp, column->lp, 0, 0);
            gone++;
        }
    }
    return gone;
}

uint64_t compact_work(const struct compact *compact)
{
    return compact->work;
}

int64_t compact_ticks(const struct compact *compact)
{
    return compact->lp ? lp_pivots(compact->lp) : 0;
}
