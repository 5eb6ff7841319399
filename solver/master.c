/* SPDX-License-Identifier: GPL-3.0-or-later */
/* master.c - the linear program over a window's columns. */
#include "solver/master.h"

#include <math.h>

/* A pivot costs about this many label extensions for each row. */
enum { TICKS_PER_PIVOT_ROW = 1, TICKS_PER_PIVOT = 20 };

struct master {
    const struct columns *columns;
    const struct window *window;
    struct lp *lp;
    struct int_vec column; /* of the LP, by column */
    struct int_vec basic;  /* the start's basic columns */
    int64_t *amounts;      /* by local row: scratch */
    int32_t *row;          /* entries of a column: scratch */
    double *value;
    uint64_t ticks;
};

static int32_t row_of(const struct master *m, int32_t local)
{
    return m->window->part.n_people + local;
}

/* The piece that begins where the curve is lowest. */
static int32_t lowest_piece(const struct curve *curve)
{
    int32_t j = 0;
    while (j + 1 < curve->n && curve->slope[j] < 0) {
        j++;
    }
    return j;
}

static double piece_length(const struct window_row *row, int32_t j)
{
    int64_t end = j + 1 < row->curve.n ? row->curve.knot[j + 1] : row->most;
    return (double)(end - row->curve.knot[j]);
}

/* amount = knot + pieces above - pieces below; the amount without columns goes
 * to the right side. */
static void add_pieces(struct master *m, int32_t local, int64_t start)
{
    const struct window_row *row = &m->window->rows[local];
    const struct curve *curve = &row->curve;
    int32_t low = lowest_piece(curve);
    int32_t at = row_of(m, local);
    double rhs = (double)(curve->knot[low] - row->base);
    bool above = start > curve->knot[low] || low == 0;
    lp_row_bounds(m->lp, at, rhs, rhs);
    for (int32_t j = 0; j < curve->n; j++) {
        double sign = j < low ? 1 : -1;
        double slope = j < low ? -curve->slope[j] : curve->slope[j];
        int32_t column =
            lp_add_column(m->lp, slope, 0, piece_length(row, j), 1, &at, &sign);
        if (j == (above ? low : low - 1)) {
            vec_push(&m->basic, column);
        }
    }
}

static void add_column(struct master *m, int32_t index)
{
    const struct column *column = &m->columns->list.at[index];
    memset(m->amounts, 0, (size_t)m->window->n_rows * sizeof *m->amounts);
    column_amounts(m->columns, index, m->amounts);
    int32_t n = 0;
    m->row[n] = column->line;
    m->value[n++] = 1;
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        if (m->amounts[r] != 0) {
            m->row[n] = row_of(m, r);
            m->value[n++] = (double)m->amounts[r];
        }
    }
    int32_t at =
        lp_add_column(m->lp, column->value, 0, 1, n, m->row, m->value);
    vec_push(&m->column, at);
}

/* The first column of each person, and each row's piece they lead to. */
static void start(struct master *m)
{
    int32_t n_people = m->window->part.n_people;
    int64_t *amounts = xcalloc((size_t)m->window->n_rows + 1,
                               sizeof *amounts);
    bool *has = xcalloc((size_t)n_people, sizeof *has);
    int32_t *first = xcalloc((size_t)n_people, sizeof *first);
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        amounts[r] = m->window->rows[r].base;
    }
    for (int32_t c = 0; c < m->columns->list.n; c++) {
        int32_t line = m->columns->list.at[c].line;
        if (!has[line]) {
            has[line] = true;
            first[line] = c;
            column_amounts(m->columns, c, amounts);
        }
    }
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        add_pieces(m, r, amounts[r]);
    }
    master_extend(m);
    for (int32_t k = 0; k < n_people; k++) {
        CHECK(has[k]);
        vec_push(&m->basic, m->column.at[first[k]]);
    }
    lp_crash(m->lp, m->basic.n, m->basic.at);
    free(amounts);
    free(has);
    free(first);
}

struct master *master_new(const struct columns *columns)
{
    struct master *m = xcalloc(1, sizeof *m);
    const struct window *w = columns->window;
    int32_t n = w->part.n_people + w->n_rows;
    m->columns = columns;
    m->window = w;
    m->lp = lp_new();
    m->amounts = xcalloc((size_t)n, sizeof *m->amounts);
    m->row = xcalloc((size_t)n, sizeof *m->row);
    m->value = xcalloc((size_t)n, sizeof *m->value);
    lp_add_rows(m->lp, n);
    for (int32_t k = 0; k < w->part.n_people; k++) {
        lp_row_bounds(m->lp, k, 1, 1);
    }
    start(m);
    return m;
}

void master_free(struct master *m)
{
    if (!m) {
        return;
    }
    lp_free(m->lp);
    vec_release(&m->column);
    vec_release(&m->basic);
    free(m->amounts);
    free(m->row);
    free(m->value);
    free(m);
}

void master_extend(struct master *m)
{
    while (m->column.n < m->columns->list.n) {
        add_column(m, m->column.n);
    }
}

static void count_ticks(struct master *m, int64_t pivots)
{
    m->ticks += (uint64_t)((lp_pivots(m->lp) - pivots) *
                           (TICKS_PER_PIVOT +
                            TICKS_PER_PIVOT_ROW * lp_rows(m->lp)));
}

enum lp_outcome master_solve(struct master *m, int32_t max_pivots)
{
    int64_t pivots = lp_pivots(m->lp);
    struct lp_limits limits = {.pivots = max_pivots,
                               .bound_stop = LP_INFINITY};
    enum lp_outcome outcome = lp_simplex(m->lp, &limits);
    count_ticks(m, pivots);
    return outcome;
}

/* What the pieces' costs are counted from. */
static double lowest_cost(const struct master *m)
{
    double sum = m->window->fixed;
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        const struct curve *curve = &m->window->rows[r].curve;
        sum += curve->at[lowest_piece(curve)];
    }
    return sum;
}

double master_value(const struct master *m)
{
    return lp_objective(m->lp) + lowest_cost(m);
}

double master_price(const struct master *m, int32_t row)
{
    return -lp_dual(m->lp, row_of(m, row));
}

double master_line(const struct master *m, int32_t line)
{
    return lp_dual(m->lp, line);
}

double master_share(const struct master *m, int32_t column)
{
    return lp_value(m->lp, m->column.at[column]);
}

double master_row_bound(const struct master *m)
{
    double sum = m->window->fixed;
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        const struct window_row *row = &m->window->rows[r];
        double price = master_price(m, r);
        int64_t at = curve_lowest(&row->curve, price);
        at = at < row->least ? row->least : at;
        at = at > row->most ? row->most : at;
        sum += curve_cost(&row->curve, at) -
               price * (double)(at - row->base);
    }
    return sum;
}

bool master_choose(struct master *m, double cutoff, int32_t nodes,
                   const double *noise, int32_t *chosen)
{
    int64_t pivots = lp_pivots(m->lp);
    for (int32_t c = 0; c < m->column.n; c++) {
        lp_column_integer(m->lp, m->column.at[c]);
        lp_column_cost(m->lp, m->column.at[c],
                       m->columns->list.at[c].value + noise[c]);
    }
    struct mip_limits limits = {.cutoff = cutoff - lowest_cost(m),
                                .nodes = nodes};
    double bound;
    enum lp_outcome outcome = lp_mip(m->lp, &limits, &bound);
    count_ticks(m, pivots);
    if (outcome != LP_OPTIMAL && outcome != LP_FEASIBLE) {
        return false;
    }
    for (int32_t c = 0; c < m->column.n; c++) {
        if (lp_mip_value(m->lp, m->column.at[c]) > 0.5) {
            chosen[m->columns->list.at[c].line] = c;
        }
    }
    return true;
}

uint64_t master_ticks(const struct master *m)
{
    return m->ticks;
}
