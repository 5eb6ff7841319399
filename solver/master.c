/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * master.c - a primal simplex for the columns of one window: the program, its
 * prices, and what enters next.
 */
#include "solver/master_parts.h"

/* Knots are moved by about this much, each row's by its own: no two basic
 * variables then reach theirs at once, and steps of no length are rare. */
#define SHIFT 1e-7
#define RESIDUE 1e-5
enum {
    REBUILD_AFTER = 400, /* pivots */
    WORK_PER_TICK = 100  /* multiplications */
};

/* ---- columns ---------------------------------------------------------------- */

static void add_column(struct master *m, int32_t column)
{
    int32_t n_rows = m->window->n_rows;
    memset(m->amounts, 0, (size_t)n_rows * sizeof *m->amounts);
    column_amounts(m->columns, column, m->amounts);
    for (int32_t r = 0; r < n_rows; r++) {
        if (m->amounts[r] != 0) {
            struct master_entry entry = {r, (int32_t)m->amounts[r]};
            vec_push(&m->entries, entry);
        }
    }
    vec_push(&m->from, m->entries.n);
    vec_push(&m->place, -1);
}

void master_extend(struct master *m)
{
    while (m->place.n < m->columns->list.n) {
        add_column(m, m->place.n);
    }
}

int32_t master_entries(const struct master *m, int32_t column,
                       const struct master_entry **entries)
{
    *entries = &m->entries.at[m->from.at[column]];
    return m->from.at[column + 1] - m->from.at[column];
}

/* ---- the program ------------------------------------------------------------- */

/* Fractions that are the same on every machine, of either sign. */
static double spread(int32_t row)
{
    uint32_t mixed = ((uint32_t)row + 1) * 2654435761U;
    double unit = (double)(mixed >> 8) / (double)(1U << 24);
    return unit < 0.5 ? unit - 1 : unit;
}

struct master *master_new(const struct columns *columns)
{
    struct master *m = xcalloc(1, sizeof *m);
    const struct window *w = columns->window;
    m->columns = columns;
    m->window = w;
    m->n_lines = w->part.n_people;
    m->m = m->n_lines + w->n_rows;
    size_t n = (size_t)m->m;
    size_t n_rows = (size_t)w->n_rows + 1;
    m->amount_place = xcalloc(n_rows, sizeof *m->amount_place);
    m->piece = xcalloc(n_rows, sizeof *m->piece);
    m->shift = xcalloc(n_rows, sizeof *m->shift);
    m->amounts = xcalloc(n_rows, sizeof *m->amounts);
    m->head = xcalloc(n, sizeof *m->head);
    m->x = xcalloc(n, sizeof *m->x);
    m->inverse = xcalloc(n * n, sizeof *m->inverse);
    m->dual = xcalloc(n, sizeof *m->dual);
    m->move = xcalloc(n, sizeof *m->move);
    m->next = xcalloc(n, sizeof *m->next);
    m->passed = xcalloc(n, sizeof *m->passed);
    for (int32_t r = 0; r < w->n_rows; r++) {
        m->shift[r] = SHIFT * spread(r);
    }
    vec_push(&m->from, 0);
    master_extend(m);
    master_first_basis(m);
    return m;
}

void master_free(struct master *m)
{
    if (!m) {
        return;
    }
    vec_release(&m->from);
    vec_release(&m->entries);
    vec_release(&m->place);
    free(m->amount_place);
    free(m->piece);
    free(m->shift);
    free(m->amounts);
    free(m->head);
    free(m->x);
    free(m->inverse);
    free(m->dual);
    free(m->move);
    free(m->next);
    free(m->passed);
    free(m);
}

/* ---- prices ---------------------------------------------------------------------- */

/* Cost of one unit more (step 1) or less (step -1) of a row's amount that is
 * at a knot; INFINITY where the curve ends. */
static double leave_cost(const struct master *m, int32_t row, int32_t step)
{
    const struct curve *curve = curve_at(m, row);
    int32_t knot = m->piece[row];
    if (step > 0) {
        return curve->slope[knot];
    }
    return knot > 0 ? -curve->slope[knot - 1] : (double)INFINITY;
}

static double cost_of(const struct master *m, int32_t variable)
{
    return variable >= 0
               ? m->columns->list.at[variable].value
               : curve_at(m, -1 - variable)->slope[m->piece[-1 - variable]];
}

static void make_duals(struct master *m)
{
    memset(m->dual, 0, (size_t)m->m * sizeof *m->dual);
    for (int32_t i = 0; i < m->m; i++) {
        double unit = cost_of(m, m->head[i]);
        const double *row = inverse_row(m, i);
        if (unit != 0) {
            for (int32_t j = 0; j < m->m; j++) {
                m->dual[j] += unit * row[j];
            }
        }
    }
    m->work += (uint64_t)m->m * (uint64_t)m->m / 2;
}

double master_price(const struct master *m, int32_t row)
{
    return -m->dual[m->n_lines + row];
}

double master_line(const struct master *m, int32_t line)
{
    return m->dual[line];
}

double master_reduced_cost(const struct master *m, int32_t column)
{
    const double *dual = &m->dual[m->n_lines];
    double sum = m->columns->list.at[column].value -
                 m->dual[line_of(m, column)];
    for (int32_t e = m->from.at[column]; e < m->from.at[column + 1]; e++) {
        sum -= dual[m->entries.at[e].row] * m->entries.at[e].coef;
    }
    return sum;
}

/* The cheaper way off a knot, and which. */
static double amount_reduced_cost(const struct master *m, int32_t row,
                                  int32_t *step)
{
    double price = master_price(m, row);
    double up = leave_cost(m, row, 1) - price;
    double down = leave_cost(m, row, -1) + price;
    *step = up <= down ? 1 : -1;
    return up <= down ? up : down;
}

static double reduced_cost_of(const struct master *m, int32_t variable,
                              int32_t *step)
{
    *step = 1;
    return variable >= 0 ? master_reduced_cost(m, variable)
                         : amount_reduced_cost(m, -1 - variable, step);
}

static bool is_basic(const struct master *m, int32_t variable)
{
    return (variable >= 0 ? m->place.at[variable]
                          : m->amount_place[-1 - variable]) >= 0;
}

/* Keeps the best few of all that would enter; the worst is last. */
static void consider(struct master *m, int32_t variable, double *costs)
{
    int32_t step;
    if (is_basic(m, variable)) {
        return;
    }
    double reduced = reduced_cost_of(m, variable, &step);
    if (reduced > -MASTER_TOLERANCE ||
        (m->n_candidates == MASTER_CANDIDATES && reduced >= costs[MASTER_CANDIDATES - 1])) {
        return;
    }
    m->n_candidates += m->n_candidates < MASTER_CANDIDATES;
    int32_t k = m->n_candidates - 1;
    for (; k > 0 && costs[k - 1] > reduced; k--) {
        costs[k] = costs[k - 1];
        m->candidate[k] = m->candidate[k - 1];
    }
    costs[k] = reduced;
    m->candidate[k] = variable;
}

static void find_candidates(struct master *m)
{
    double costs[MASTER_CANDIDATES] = {0};
    m->n_candidates = 0;
    for (int32_t j = 0; j < m->place.n; j++) {
        consider(m, j, costs);
    }
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        consider(m, -1 - r, costs);
    }
    m->work += (uint64_t)m->entries.n + 4 * (uint64_t)m->m;
}

/* The best candidate that still is one. */
static bool choose_entering(struct master *m, struct master_entering *best)
{
    for (int32_t pass = 0; pass < 2; pass++) {
        best->rate = -MASTER_TOLERANCE;
        bool found = false;
        for (int32_t k = 0; k < m->n_candidates; k++) {
            struct master_entering e = {.variable = m->candidate[k]};
            if (is_basic(m, e.variable)) {
                continue;
            }
            e.rate = reduced_cost_of(m, e.variable, &e.step);
            if (e.rate < best->rate) {
                *best = e;
                found = true;
            }
        }
        if (found) {
            return true;
        }
        if (pass == 0) {
            find_candidates(m);
        }
    }
    return false;
}

/* Do the lines' columns still add up to one each? */
static bool adds_up(const struct master *m)
{
    double sum = 0, worst = 0;
    for (int32_t i = 0; i < m->m; i++) {
        sum += m->head[i] >= 0 ? m->x[i] : 0;
        worst = m->head[i] >= 0 && m->x[i] < worst ? m->x[i] : worst;
    }
    return fabs(sum - m->n_lines) < RESIDUE && worst > -RESIDUE;
}

/* ---- solving ------------------------------------------------------------------------ */

enum lp_outcome master_solve(struct master *m, int32_t max_pivots)
{
    struct master_entering entering = {0};
    bool exact = true; /* duals are carried along: those of the end are not */
    m->n_candidates = 0;
    make_duals(m);
    for (int32_t k = 0; k < max_pivots; k++) {
        if (!choose_entering(m, &entering)) {
            if (exact) {
                return adds_up(m) ? LP_OPTIMAL : LP_FAILED;
            }
            exact = true;
            make_duals(m);
            continue;
        }
        exact = false;
        if (!master_step(m, &entering)) {
            return LP_FAILED;
        }
        if (m->pivots > REBUILD_AFTER) {
            if (!master_rebuild(m)) {
                return LP_FAILED;
            }
            make_duals(m);
        }
    }
    make_duals(m);
    return adds_up(m) ? LP_FEASIBLE : LP_FAILED;
}

double master_value(const struct master *m)
{
    double sum = m->window->fixed;
    for (int32_t i = 0; i < m->m; i++) {
        int32_t v = m->head[i];
        if (v >= 0) {
            sum += m->columns->list.at[v].value * m->x[i];
        }
    }
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        const struct curve *curve = curve_at(m, r);
        int32_t place = m->amount_place[r];
        int32_t j = m->piece[r];
        sum += curve->at[j];
        if (place >= 0) {
            sum += curve->slope[j] * (m->x[place] - knot_at(m, r, j));
        }
    }
    return sum;
}

double master_share(const struct master *m, int32_t column)
{
    int32_t place = m->place.at[column];
    return place >= 0 ? m->x[place] : 0;
}

uint64_t master_ticks(const struct master *m)
{
    return m->work / WORK_PER_TICK;
}
