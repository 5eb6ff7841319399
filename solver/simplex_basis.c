/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplex_basis.c - the inverse of the basis, kept dense. */
#include "solver/simplex_parts.h"

/* A move with fewer than one entry in so many is followed entry by entry. */
enum { SPARSE = 4 };
/* A weight is never taken for less. */
#define WEIGHT_LEAST 1e-6

void simplex_make_move(struct simplex *s, int32_t v)
{
    memset(s->move, 0, (size_t)s->m * sizeof *s->move);
    if (v < 0) {
        kernel_add(s->move, inverse_column(s, -1 - v), -1, s->m);
        s->work += (uint64_t)s->m / 2;
        return;
    }
    for (int32_t e = s->from.at[v]; e < s->from.at[v + 1]; e++) {
        const struct simplex_entry *entry = &s->entries.at[e];
        kernel_add(s->move, inverse_column(s, entry->row), entry->value, s->m);
    }
    s->work += (uint64_t)(s->from.at[v + 1] - s->from.at[v]) *
               (uint64_t)s->m / 2;
}

void simplex_make_rho(struct simplex *s, int32_t position)
{
    vec_clear(&s->at);
    for (int32_t j = 0; j < s->m; j++) {
        double value = inverse_column(s, j)[position];
        bool some = fabs(value) > SIMPLEX_NONE;
        s->rho[j] = some ? value : 0;
        if (some) {
            vec_push(&s->at, j);
        }
    }
    s->work += (uint64_t)s->m * 2;
}

void simplex_add_right(struct simplex *s, const double *right)
{
    for (int32_t j = 0; j < s->m; j++) {
        if (right[j] < 0 || right[j] > 0) {
            kernel_add(s->x, inverse_column(s, j), right[j], s->m);
            s->work += (uint64_t)s->m / 2;
        }
    }
}

void simplex_take(struct simplex *s, int32_t v, double x)
{
    if (v < 0) {
        s->sum[-1 - v] += x;
        return;
    }
    for (int32_t e = s->from.at[v]; e < s->from.at[v + 1]; e++) {
        s->sum[s->entries.at[e].row] -= s->entries.at[e].value * x;
    }
}

void simplex_place(struct simplex *s)
{
    memset(s->sum, 0, (size_t)s->m * sizeof *s->sum);
    memset(s->x, 0, (size_t)s->m * sizeof *s->x);
    for (int32_t j = 0; j < s->columns.n; j++) {
        const struct simplex_variable *v = &s->columns.at[j];
        if (v->place < 0 && (v->x < 0 || v->x > 0)) {
            simplex_take(s, j, v->x);
        }
    }
    for (int32_t i = 0; i < s->m; i++) {
        s->sum[i] += s->rows.at[i].place < 0 ? s->rows.at[i].x : 0;
    }
    simplex_add_right(s, s->sum);
    s->work += (uint64_t)s->columns.n;
    s->placed = true;
}

static double reduced_cost(const struct simplex *s, int32_t column)
{
    double sum = s->columns.at[column].cost;
    for (int32_t e = s->from.at[column]; e < s->from.at[column + 1]; e++) {
        sum -= s->y[s->entries.at[e].row] * s->entries.at[e].value;
    }
    return sum;
}

void simplex_make_duals(struct simplex *s)
{
    for (int32_t i = 0; i < s->m; i++) {
        int32_t v = s->head[i];
        s->sum[i] = v >= 0 ? s->columns.at[v].cost : 0;
    }
    for (int32_t j = 0; j < s->m; j++) {
        s->y[j] = kernel_dot(s->sum, inverse_column(s, j), s->m);
    }
    for (int32_t j = 0; j < s->columns.n; j++) {
        s->reduced[j] =
            s->columns.at[j].place < 0 ? reduced_cost(s, j) : 0;
    }
    s->work += (uint64_t)s->m * (uint64_t)s->m / 2 + (uint64_t)s->entries.n;
}

/* The entries once more, row by row. */
static void lay_out_rows(struct simplex *s)
{
    struct simplex_entry none = {0, 0};
    vec_clear(&s->row_from);
    vec_clear(&s->row_entries);
    for (int32_t i = 0; i <= s->m + 1; i++) {
        vec_push(&s->row_from, 0);
    }
    for (int32_t e = 0; e < s->entries.n; e++) {
        s->row_from.at[s->entries.at[e].row + 2]++;
        vec_push(&s->row_entries, none);
    }
    for (int32_t i = 2; i <= s->m + 1; i++) {
        s->row_from.at[i] += s->row_from.at[i - 1];
    }
    for (int32_t j = 0; j < s->columns.n; j++) {
        for (int32_t e = s->from.at[j]; e < s->from.at[j + 1]; e++) {
            int32_t *to = &s->row_from.at[s->entries.at[e].row + 1];
            s->row_entries.at[(*to)++] =
                (struct simplex_entry){j, s->entries.at[e].value};
        }
    }
    s->by_row = true;
    s->work += 2 * (uint64_t)s->entries.n;
}

void simplex_make_along(struct simplex *s)
{
    if (!s->by_row) {
        lay_out_rows(s);
    }
    memset(s->along, 0, (size_t)s->columns.n * sizeof *s->along);
    for (int32_t k = 0; k < s->at.n; k++) {
        int32_t i = s->at.at[k];
        double value = s->rho[i];
        for (int32_t e = s->row_from.at[i]; e < s->row_from.at[i + 1]; e++) {
            const struct simplex_entry *entry = &s->row_entries.at[e];
            s->along[entry->row] += value * entry->value;
        }
        s->work += (uint64_t)(s->row_from.at[i + 1] - s->row_from.at[i]);
    }
    s->work += (uint64_t)s->columns.n / 2;
}

void simplex_move_duals(struct simplex *s, int32_t position, int32_t v)
{
    double factor = simplex_reduced(s, v) / s->move[position];
    int32_t gone = s->head[position];
    for (int32_t k = 0; k < s->at.n; k++) {
        s->y[s->at.at[k]] += factor * s->rho[s->at.at[k]];
    }
    kernel_add(s->reduced, s->along, -factor, s->columns.n);
    if (gone >= 0) {
        s->reduced[gone] = -factor;
    }
    if (v >= 0) {
        s->reduced[v] = 0;
    }
    s->work += (uint64_t)s->columns.n / 2;
}

double simplex_misfit(const struct simplex *s)
{
    double most = 0;
    for (int32_t i = 0; i < s->m; i++) {
        most = fmax(most, fmax(s->low[i] - s->x[i], s->x[i] - s->high[i]));
    }
    return most;
}

void simplex_weigh(struct simplex *s)
{
    memset(s->weight, 0, (size_t)s->m * sizeof *s->weight);
    for (int32_t j = 0; j < s->m; j++) {
        const double *column = inverse_column(s, j);
        for (int32_t i = 0; i < s->m; i++) {
            s->weight[i] += column[i] * column[i];
        }
    }
    for (int32_t i = 0; i < s->m; i++) {
        s->weight[i] = fmax(s->weight[i], WEIGHT_LEAST);
    }
    s->work += (uint64_t)s->m * (uint64_t)s->m;
    s->weighed = true;
}

/* ---- exchanges --------------------------------------------------------------- */

static void set_head(struct simplex *s, int32_t position, int32_t v)
{
    struct simplex_variable *variable = simplex_at(s, v);
    variable->place = position;
    s->head[position] = v;
    s->low[position] = variable->low;
    s->high[position] = variable->high;
}

/* Columns of the inverse where the row has nothing stay as they are. */
static void turn_dense(struct simplex *s, int32_t position)
{
    double pivot = s->move[position];
    struct kernel_turn turn = {.move = s->move, .n = s->m};
    for (int32_t k = 0; k < s->at.n; k++) {
        double *column = inverse_column(s, s->at.at[k]);
        turn.weight = s->rho[s->at.at[k]];
        turn.factor = turn.weight / pivot;
        if (s->weighed) {
            kernel_turn(s->sum, column, &turn);
        } else {
            kernel_add(column, s->move, -turn.factor, s->m);
        }
        column[position] = turn.factor;
    }
    s->work += (uint64_t)s->at.n * (uint64_t)s->m * (s->weighed ? 2 : 1) / 2;
}

static void turn_sparse(struct simplex *s, int32_t position)
{
    const int32_t *where = s->where.at;
    int32_t n = s->where.n;
    for (int32_t k = 0; k < s->at.n; k++) {
        double *column = inverse_column(s, s->at.at[k]);
        double weight = s->rho[s->at.at[k]];
        double factor = weight / s->move[position];
        if (s->weighed) {
            kernel_add(s->sum, column, weight, s->m);
        }
        for (int32_t i = 0; i < n; i++) {
            column[where[i]] -= factor * s->move[where[i]];
        }
        column[position] = factor;
    }
    s->work += (uint64_t)s->at.n *
               ((uint64_t)n * 2 + (s->weighed ? (uint64_t)s->m / 2 : 0));
}

/* Forrest & Goldfarb 1992; `sum` holds the inverse times rho. */
static void follow_weights(struct simplex *s, int32_t position)
{
    double pivot = s->move[position];
    double own = s->weight[position];
    for (int32_t i = 0; i < s->m; i++) {
        double ratio = s->move[i] / pivot;
        double weight =
            s->weight[i] + ratio * (ratio * own - 2 * s->sum[i]);
        s->weight[i] = fmax(weight, fmax(ratio * ratio, WEIGHT_LEAST));
    }
    s->weight[position] = fmax(own / (pivot * pivot), WEIGHT_LEAST);
}

void simplex_exchange(struct simplex *s, int32_t position, int32_t v, double x,
                      double to)
{
    struct simplex_variable *gone = simplex_at(s, s->head[position]);
    if (s->weighed) {
        memset(s->sum, 0, (size_t)s->m * sizeof *s->sum);
    }
    vec_clear(&s->where);
    for (int32_t i = 0; i < s->m; i++) {
        if (fabs(s->move[i]) > SIMPLEX_NONE) {
            vec_push(&s->where, i);
        } else {
            s->move[i] = 0;
        }
    }
    if (s->where.n * SPARSE < s->m) {
        turn_sparse(s, position);
    } else {
        turn_dense(s, position);
    }
    if (s->weighed) {
        follow_weights(s, position);
    }
    gone->place = -1;
    gone->x = to;
    set_head(s, position, v);
    s->x[position] = x;
    s->pivots++;
    s->fresh++;
}

/* ---- made anew --------------------------------------------------------------- */

/* All rows basic. */
static void clear_basis(struct simplex *s)
{
    memset(s->inverse, 0,
           (size_t)s->room * (size_t)s->room * sizeof *s->inverse);
    for (int32_t i = 0; i < s->m; i++) {
        inverse_column(s, i)[i] = -1;
        set_head(s, i, -1 - i);
    }
}

/* Where the largest entry is among rows that are to go; -1: nowhere. */
static int32_t find_position(const struct simplex *s, const bool *stays)
{
    int32_t best = -1;
    double most = SIMPLEX_PIVOT;
    for (int32_t i = 0; i < s->m; i++) {
        if (s->head[i] < 0 && !stays[-1 - s->head[i]] &&
            fabs(s->move[i]) > most) {
            most = fabs(s->move[i]);
            best = i;
        }
    }
    return best;
}

/* A variable that stands at no bound goes to the nearer one. */
static double resting(const struct simplex_variable *v)
{
    if (v->x <= v->low) {
        return v->low;
    }
    if (v->x >= v->high || v->low <= -LP_INFINITY) {
        return v->high < LP_INFINITY ? v->high : v->x;
    }
    return v->low;
}

static void enter_column(struct simplex *s, int32_t j, const bool *stays)
{
    simplex_make_move(s, j);
    int32_t position = find_position(s, stays);
    if (position < 0) {
        s->columns.at[j].place = -1;
        s->columns.at[j].x = resting(&s->columns.at[j]);
        return;
    }
    struct simplex_variable *row = simplex_at(s, s->head[position]);
    simplex_make_rho(s, position);
    s->pivots--; /* none of the simplex */
    simplex_exchange(s, position, j, 0, row->x);
}

/* Short columns first: most have a single entry and cost nothing. Rows that
 * columns do not replace stay, so that there always is a basis. */
void simplex_rebuild(struct simplex *s)
{
    struct int_vec wanted = {0};
    bool *stays = xcalloc((size_t)s->m + 1, sizeof *stays);
    int32_t longest = 1;
    for (int32_t i = 0; i < s->m; i++) {
        struct simplex_variable *row = &s->rows.at[i];
        stays[i] = row->place >= 0;
        row->x = stays[i] ? row->x : resting(row);
    }
    for (int32_t j = 0; j < s->columns.n; j++) {
        int32_t n = s->from.at[j + 1] - s->from.at[j];
        if (s->columns.at[j].place >= 0) {
            vec_push(&wanted, j);
            longest = n > longest ? n : longest;
        }
    }
    s->weighed = false;
    clear_basis(s);
    for (int32_t length = 0; length <= longest; length++) {
        for (int32_t k = 0; k < wanted.n; k++) {
            int32_t j = wanted.at[k];
            if (s->from.at[j + 1] - s->from.at[j] == length) {
                enter_column(s, j, stays);
            }
        }
    }
    s->fresh = 0;
    s->ready = true;
    s->placed = false;
    vec_release(&wanted);
    free(stays);
}
