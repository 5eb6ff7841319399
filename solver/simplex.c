/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplex.c - the program, and the order in which it is solved. */
#include "solver/simplex_parts.h"

#include "base/thread.h"

/* Equal bounds of a row are shifted by about this much. */
#define SHIFT 1e-7
/* After the primal simplex values may be out by that much. */
#define MISFIT 1e-6
enum {
    ROUND = 8,           /* rows are made room for by so many */
    TRIES = 6,           /* of dual, primal and the inverse made anew */
    CHECK_AFTER = 20,    /* pivots after which values are looked at anew */
    STALL_BASE = 5000,   /* no solve has more pivots */
    STALL_PER_ROW = 40,
    WORK_PER_TICK = 100  /* multiplications */
};

/* ---- making ------------------------------------------------------------------ */

static void *grown(void *block, size_t count, size_t size)
{
    return xreallocarray(block, count + 1, size);
}

static void make_room(struct simplex *s, int32_t rows)
{
    if (rows <= s->room) {
        return;
    }
    s->room = (rows + rows / ROUND + ROUND) / ROUND * ROUND;
    size_t n = (size_t)s->room;
    s->shift = grown(s->shift, n, sizeof *s->shift);
    s->head = grown(s->head, n, sizeof *s->head);
    s->x = grown(s->x, n, sizeof *s->x);
    s->low = grown(s->low, n, sizeof *s->low);
    s->high = grown(s->high, n, sizeof *s->high);
    s->y = grown(s->y, n, sizeof *s->y);
    s->weight = grown(s->weight, n, sizeof *s->weight);
    s->move = grown(s->move, n, sizeof *s->move);
    s->rho = grown(s->rho, n, sizeof *s->rho);
    s->sum = grown(s->sum, n, sizeof *s->sum);
    s->row_devex = grown(s->row_devex, n, sizeof *s->row_devex);
    free(s->inverse);
    s->inverse = xcalloc(n * n + 1, sizeof *s->inverse);
    s->ready = false;
}

/* Basic and free. */
static void add_rows(struct simplex *s, int32_t n)
{
    make_room(s, s->m + n);
    for (int32_t k = 0; k < n; k++) {
        struct simplex_variable row = {.low = -LP_INFINITY,
                                       .high = LP_INFINITY,
                                       .place = s->m};
        s->shift[s->m] = 0;
        s->y[s->m] = 0;
        vec_push(&s->rows, row);
        s->m++;
    }
    s->ready = false;
}

struct simplex *simplex_new(int32_t n_rows)
{
    struct simplex *s = xcalloc(1, sizeof *s);
    vec_push(&s->from, 0);
    add_rows(s, n_rows);
    return s;
}

void simplex_free(struct simplex *s)
{
    if (!s) {
        return;
    }
    vec_release(&s->columns);
    vec_release(&s->rows);
    vec_release(&s->from);
    vec_release(&s->entries);
    vec_release(&s->at);
    vec_release(&s->where);
    vec_release(&s->candidates);
    vec_release(&s->raised);
    vec_release(&s->row_from);
    vec_release(&s->row_entries);
    free(s->shift);
    free(s->head);
    free(s->x);
    free(s->low);
    free(s->high);
    free(s->inverse);
    free(s->y);
    free(s->weight);
    free(s->move);
    free(s->rho);
    free(s->sum);
    free(s->reduced);
    free(s->along);
    free(s->devex);
    free(s->row_devex);
    free(s);
}

int32_t simplex_rows(const struct simplex *s)
{
    return s->m;
}

int32_t simplex_columns(const struct simplex *s)
{
    return s->columns.n;
}

/* Where the variable stands when it is not basic. */
static void move_bounds(struct simplex *s, struct simplex_variable *v,
                        double low, double high)
{
    CHECK(low <= high && low < LP_INFINITY && high > -LP_INFINITY);
    bool was_high = v->x >= v->high && v->x > v->low;
    v->low = low;
    v->high = high;
    if (v->place >= 0) {
        if (s->ready) {
            s->low[v->place] = low;
            s->high[v->place] = high;
        }
        return;
    }
    double x = was_high ? fmin(v->high, LP_INFINITY) : v->low;
    if (fabs(x) >= LP_INFINITY) {
        x = high < LP_INFINITY ? high : low > -LP_INFINITY ? low : v->x;
    }
    s->placed = s->placed && fabs(x - v->x) <= 0;
    v->x = x;
}

void simplex_row_bounds(struct simplex *s, int32_t row, double low, double high)
{
    CHECK(row >= 0 && row < s->m);
    s->shift[row] = low < high ? 0 : SHIFT * simplex_spread(row);
    move_bounds(s, &s->rows.at[row], low + s->shift[row],
                high + s->shift[row]);
}

void simplex_column_bounds(struct simplex *s, int32_t column, double low,
                           double high)
{
    CHECK(column >= 0 && column < s->columns.n);
    move_bounds(s, &s->columns.at[column], low, high);
}

static void make_column_room(struct simplex *s)
{
    s->column_room = 2 * s->columns.n + ROUND;
    size_t n = (size_t)s->column_room;
    s->reduced = grown(s->reduced, n, sizeof *s->reduced);
    s->along = grown(s->along, n, sizeof *s->along);
    s->devex = grown(s->devex, n, sizeof *s->devex);
}

int32_t simplex_add_column(struct simplex *s,
                           const struct simplex_column *column)
{
    struct simplex_variable v = {column->low, column->high, column->cost, 0,
                                 -1};
    CHECK(column->low <= column->high);
    CHECK(column->low > -LP_INFINITY || column->high < LP_INFINITY);
    v.x = v.low > -LP_INFINITY ? v.low : v.high;
    for (int32_t k = 0; k < column->n; k++) {
        struct simplex_entry entry = {column->row[k], column->value[k]};
        CHECK(entry.row >= 0 && entry.row < s->m);
        vec_push(&s->entries, entry);
    }
    vec_push(&s->from, s->entries.n);
    vec_push(&s->columns, v);
    if (s->columns.n > s->column_room) {
        make_column_room(s);
    }
    s->placed = s->placed && fabs(v.x) <= 0;
    s->by_row = false;
    return s->columns.n - 1;
}

/* Entries are laid out anew, each column's new one behind its others. */
int32_t simplex_add_row(struct simplex *s, int32_t n, const int32_t *column,
                        const double *value)
{
    int32_t row = s->m;
    double *of = xcalloc((size_t)s->columns.n + 1, sizeof *of);
    for (int32_t k = 0; k < n; k++) {
        CHECK(column[k] >= 0 && column[k] < s->columns.n);
        of[column[k]] = value[k];
    }
    add_rows(s, 1);
    int32_t end = s->entries.n;
    for (int32_t k = 0; k < n; k++) {
        struct simplex_entry entry = {row, 0};
        vec_push(&s->entries, entry);
    }
    int32_t to = s->entries.n;
    for (int32_t j = s->columns.n; to > end; j--) {
        int32_t first = s->from.at[j - 1];
        s->from.at[j] = to;
        if (of[j - 1] < 0 || of[j - 1] > 0) {
            s->entries.at[--to] = (struct simplex_entry){row, of[j - 1]};
        }
        memmove(&s->entries.at[to - (end - first)], &s->entries.at[first],
                (size_t)(end - first) * sizeof *s->entries.at);
        to -= end - first;
        end = first;
    }
    free(of);
    s->by_row = false;
    return row;
}

void simplex_delete_columns(struct simplex *s, int32_t n, const int32_t *column)
{
    int32_t kept = 0, entries = 0;
    for (int32_t j = 0, k = 0; j < s->columns.n; j++) {
        struct simplex_variable v = s->columns.at[j];
        int32_t first = s->from.at[j];
        int32_t length = s->from.at[j + 1] - first;
        if (k < n && column[k] == j) {
            CHECK(v.place < 0);
            s->placed = s->placed && fabs(v.x) <= 0;
            k++;
            continue;
        }
        if (v.place >= 0 && s->ready) {
            s->head[v.place] = kept;
        }
        memmove(&s->entries.at[entries], &s->entries.at[first],
                (size_t)length * sizeof *s->entries.at);
        s->reduced[kept] = s->reduced[j];
        s->columns.at[kept++] = v;
        entries += length;
        s->from.at[kept] = entries;
    }
    s->columns.n = kept;
    s->from.n = kept + 1;
    s->entries.n = entries;
    s->by_row = false;
}

void simplex_crash(struct simplex *s, int32_t n, const int32_t *column)
{
    for (int32_t j = 0; j < s->columns.n; j++) {
        s->columns.at[j].place = -1;
    }
    for (int32_t i = 0; i < s->m; i++) {
        const struct simplex_variable *row = &s->rows.at[i];
        s->rows.at[i].place = row->low <= -LP_INFINITY &&
                                      row->high >= LP_INFINITY ? 0 : -1;
    }
    for (int32_t k = 0; k < n; k++) {
        s->columns.at[column[k]].place = 0;
    }
    simplex_rebuild(s);
}

/* After rows were added. */
static void make_ready(struct simplex *s)
{
    if (!s->ready) {
        simplex_rebuild(s);
    }
    if (!s->placed) {
        simplex_place(s);
    }
}

/* ---- marks ------------------------------------------------------------------- */

struct simplex_mark {
    int32_t m, n;
    bool ready, placed, weighed;
    int32_t fresh;
    struct simplex_variable *variables; /* columns, then rows */
    double *doubles; /* by position: x, low, high, weight; then y, inverse */
    int32_t *head;
};

struct simplex_mark *simplex_save(struct simplex *s)
{
    struct simplex_mark *mark = xcalloc(1, sizeof *mark);
    make_ready(s);
    if (!s->weighed) {
        simplex_weigh(s);
    }
    size_t m = (size_t)s->m, n = (size_t)s->columns.n;
    const double *parts[] = {s->x, s->low, s->high, s->weight, s->y};
    mark->m = s->m;
    mark->n = s->columns.n;
    mark->ready = s->ready;
    mark->placed = s->placed;
    mark->weighed = s->weighed;
    mark->fresh = s->fresh;
    mark->variables = xcalloc(m + n + 1, sizeof *mark->variables);
    mark->head = xcalloc(m + 1, sizeof *mark->head);
    mark->doubles = xcalloc(m * (m + COUNT_OF(parts)) + 1, sizeof(double));
    memcpy(mark->variables, s->columns.at, n * sizeof *mark->variables);
    memcpy(mark->variables + n, s->rows.at, m * sizeof *mark->variables);
    memcpy(mark->head, s->head, m * sizeof *mark->head);
    for (size_t k = 0; k < COUNT_OF(parts); k++) {
        memcpy(mark->doubles + k * m, parts[k], m * sizeof(double));
    }
    for (size_t j = 0; j < m; j++) {
        memcpy(mark->doubles + (COUNT_OF(parts) + j) * m,
               inverse_column(s, (int32_t)j), m * sizeof(double));
    }
    return mark;
}

void simplex_restore(struct simplex *s, const struct simplex_mark *mark)
{
    size_t m = (size_t)s->m, n = (size_t)s->columns.n;
    double *parts[] = {s->x, s->low, s->high, s->weight, s->y};
    CHECK(mark->m == s->m && mark->n == s->columns.n);
    memcpy(s->columns.at, mark->variables, n * sizeof *mark->variables);
    memcpy(s->rows.at, mark->variables + n, m * sizeof *mark->variables);
    memcpy(s->head, mark->head, m * sizeof *mark->head);
    for (size_t k = 0; k < COUNT_OF(parts); k++) {
        memcpy(parts[k], mark->doubles + k * m, m * sizeof(double));
    }
    for (size_t j = 0; j < m; j++) {
        memcpy(inverse_column(s, (int32_t)j),
               mark->doubles + (COUNT_OF(parts) + j) * m, m * sizeof(double));
    }
    s->work += (uint64_t)m * (uint64_t)m / 4;
    s->ready = mark->ready;
    s->placed = mark->placed;
    s->weighed = mark->weighed;
    s->fresh = mark->fresh;
}

void simplex_mark_free(struct simplex_mark *mark)
{
    if (mark) {
        free(mark->variables);
        free(mark->doubles);
        free(mark->head);
        free(mark);
    }
}

/* ---- solving ----------------------------------------------------------------- */

static void true_costs(struct simplex *s)
{
    for (int32_t j = 0; s->charged && j < s->raised.n; j++) {
        s->columns.at[j].cost -= s->raised.at[j];
    }
    s->charged = false;
    vec_clear(&s->raised);
}

static enum lp_outcome try_once(struct simplex *s, const struct simplex_run *run)
{
    make_ready(s);
    if (simplex_misfit(s) > MISFIT) {
        enum lp_outcome outcome = simplex_dual_run(s, run);
        true_costs(s);
        if (outcome != LP_OPTIMAL) {
            return outcome;
        }
    }
    return simplex_primal_run(s, run);
}

/* Values as they come out of the inverse: do they still fit? */
static bool holds(struct simplex *s)
{
    if (s->fresh > CHECK_AFTER) {
        simplex_place(s);
    }
    return simplex_misfit(s) <= MISFIT;
}

enum lp_outcome simplex_solve(struct simplex *s, const struct lp_limits *limits)
{
    enum lp_outcome outcome = LP_FAILED;
    int64_t most = limits->pivots > 0
                       ? limits->pivots
                       : STALL_BASE + STALL_PER_ROW * (int64_t)s->m;
    struct simplex_run run = {.end = s->pivots + most,
                              .deadline = limits->seconds > 0
                                              ? thread_seconds() +
                                                    limits->seconds
                                              : 0,
                              .stop = limits->stop};
    for (int32_t k = 0; k < TRIES; k++) {
        outcome = try_once(s, &run);
        if (outcome == LP_STOPPED || outcome == LP_FEASIBLE ||
            (outcome == LP_OPTIMAL && holds(s)) ||
            (outcome != LP_OPTIMAL && outcome != LP_FAILED && k > 0)) {
            return outcome;
        }
        s->ready = outcome == LP_OPTIMAL && k == 0;
    }
    return LP_FAILED;
}

/* What the shift of rows makes out is taken off by their duals. */
double simplex_objective(const struct simplex *s)
{
    double sum = 0;
    for (int32_t j = 0; j < s->columns.n; j++) {
        const struct simplex_variable *v = &s->columns.at[j];
        sum += v->cost * (v->place >= 0 ? s->x[v->place] : v->x);
    }
    for (int32_t i = 0; i < s->m; i++) {
        sum -= s->y[i] * s->shift[i];
    }
    return sum;
}

double simplex_value(const struct simplex *s, int32_t column)
{
    const struct simplex_variable *v = &s->columns.at[column];
    return v->place >= 0 && s->ready ? s->x[v->place] : v->x;
}

double simplex_dual(const struct simplex *s, int32_t row)
{
    return s->y[row];
}

double simplex_reduced_cost(const struct simplex *s, int32_t column)
{
    return simplex_reduced(s, column);
}

bool simplex_basic(const struct simplex *s, int32_t column)
{
    return s->columns.at[column].place >= 0;
}

int64_t simplex_pivots(const struct simplex *s)
{
    return s->pivots;
}

uint64_t simplex_ticks(const struct simplex *s)
{
    return s->work / WORK_PER_TICK;
}
