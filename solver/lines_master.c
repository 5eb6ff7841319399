/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_master.c - the linear program over whole lines of everybody. */
#include "solver/lines_master.h"

#include <math.h>

/* Solves that a column stays without being of use. */
enum { IDLE_MAX = 12 };
/* Points for a person without a line. */
#define RESCUE (10 * WINDOW_HARD)
/* A unit of a row that branching leaves no way for: so many times what one
 * beyond a hard bound costs. */
enum { RESCUE_TIMES = 100 };
/* A reduced cost above that is no use. */
#define NO_USE 1e-3

struct span {
    double low, high; /* as they stand */
    double full;      /* low 0 and high this, without branching */
};

/* What a change took away. */
struct undo {
    enum { UNDO_PIECE, UNDO_SUM, UNDO_COLUMN } kind;
    int32_t index;
    double low, high;
};

struct lines_master {
    const struct window *window;
    struct columns pool;
    struct simplex *lp;
    int32_t *piece;  /* [n_rows + 1]: LP column of each row's first piece */
    int32_t *lowest; /* [n_rows]: how many pieces are below */
    struct VEC_OF(struct span) span; /* bounds of each piece */
    int32_t first_line; /* LP column of the first line */
    double fixed;
    struct int_vec active;  /* pool column of each line in the LP */
    struct int_vec allowed; /* may it be used */
    struct int_vec idle;    /* and its solves without use */
    struct int_vec place;   /* by pool column: where in active, or -1 */
    struct VEC_OF(struct lines_sum) sums;
    struct int_vec sum_row; /* LP row of each sum */
    struct VEC_OF(struct undo) log; /* since the mark */
    bool marked;
    struct int_vec basic;   /* of the hand-made start */
    bool started;
    int64_t *amounts;       /* scratch */
    int32_t *row;
    double *value;
};

static int32_t row_of(const struct lines_master *m, int32_t local)
{
    return m->window->part.n_people + local;
}

static int32_t column_of(const struct lines_master *m, int32_t place)
{
    return m->first_line + place;
}

/* Bounds of branching may leave no way with the columns there are: for every
 * row and person there is one too dear to stay. Bounds never count on them. */
static void add_rescue(struct lines_master *m)
{
    static const double UP = 1, DOWN = -1;
    int32_t n = simplex_rows(m->lp);
    double row_rescue = fmin(RESCUE_TIMES * m->window->hard, RESCUE);
    for (int32_t at = 0; at < n; at++) {
        double rescue = at < m->window->part.n_people ? RESCUE : row_rescue;
        struct simplex_column column = {rescue, 0, LP_INFINITY, 1, &at, &UP};
        simplex_add_column(m->lp, &column);
        if (at >= m->window->part.n_people) {
            column.value = &DOWN;
            simplex_add_column(m->lp, &column);
        }
    }
}

static double piece_end(const struct window_row *row, int32_t j)
{
    return (double)(j + 1 < row->curve.n ? row->curve.knot[j + 1] : row->most);
}

/* ---- making ------------------------------------------------------------------ */

static void add_pieces(struct lines_master *m, int32_t local)
{
    const struct window_row *row = &m->window->rows[local];
    const struct curve *curve = &row->curve;
    int32_t low = 0;
    int32_t at = row_of(m, local);
    while (low + 1 < curve->n && curve->slope[low] < 0) {
        low++;
    }
    double rhs = (double)(curve->knot[low] - row->base);
    simplex_row_bounds(m->lp, at, rhs, rhs);
    m->lowest[local] = low;
    m->fixed += curve->at[low];
    for (int32_t j = 0; j < curve->n; j++) {
        double sign = j < low ? 1 : -1;
        double slope = j < low ? -curve->slope[j] : curve->slope[j];
        double length = piece_end(row, j) - (double)curve->knot[j];
        int32_t column = simplex_add_column(
            m->lp,
            &(struct simplex_column){slope, 0, length, 1, &at, &sign});
        struct span span = {0, length, length};
        vec_push(&m->span, span);
        if (j == 0) {
            m->piece[local] = column;
        }
    }
}

struct lines_master *lines_master_new(const struct window *window)
{
    struct lines_master *m = xcalloc(1, sizeof *m);
    int32_t n_people = window->part.n_people;
    size_t n = (size_t)(n_people + window->n_rows) + 1;
    m->window = window;
    columns_init(&m->pool, window);
    m->lp = simplex_new(n_people + window->n_rows);
    m->piece = xcalloc(n, sizeof *m->piece);
    m->lowest = xcalloc(n, sizeof *m->lowest);
    m->amounts = xcalloc(n, sizeof *m->amounts);
    m->row = xcalloc(n, sizeof *m->row);
    m->value = xcalloc(n, sizeof *m->value);
    m->fixed = window->fixed;
    for (int32_t k = 0; k < n_people; k++) {
        simplex_row_bounds(m->lp, k, 1, 1);
    }
    for (int32_t r = 0; r < window->n_rows; r++) {
        add_pieces(m, r);
    }
    m->piece[window->n_rows] = simplex_columns(m->lp);
    add_rescue(m);
    m->first_line = simplex_columns(m->lp);
    return m;
}

void lines_master_free(struct lines_master *m)
{
    if (!m) {
        return;
    }
    for (int32_t s = 0; s < m->sums.n; s++) {
        free(m->sums.at[s].rows);
    }
    vec_release(&m->sums);
    vec_release(&m->sum_row);
    vec_release(&m->active);
    vec_release(&m->idle);
    vec_release(&m->allowed);
    vec_release(&m->log);
    vec_release(&m->place);
    vec_release(&m->basic);
    vec_release(&m->span);
    columns_release(&m->pool);
    simplex_free(m->lp);
    free(m->piece);
    free(m->lowest);
    free(m->amounts);
    free(m->row);
    free(m->value);
    free(m);
}

static void enter(struct lines_master *m, int32_t index)
{
    const struct column *column = &m->pool.list.at[index];
    int32_t n = 0;
    memset(m->amounts, 0, (size_t)m->window->n_rows * sizeof *m->amounts);
    column_amounts(&m->pool, index, m->amounts);
    m->row[n] = column->line;
    m->value[n++] = 1;
    for (int32_t r = 0; r < m->window->n_rows; r++) {
        if (m->amounts[r] != 0) {
            m->row[n] = row_of(m, r);
            m->value[n++] = (double)m->amounts[r];
        }
    }
    simplex_add_column(m->lp,
                       &(struct simplex_column){column->value, 0, 1, n, m->row,
                                                m->value});
    m->place.at[index] = m->active.n;
    vec_push(&m->active, index);
    vec_push(&m->idle, 0);
    vec_push(&m->allowed, 1);
}

bool lines_master_add(struct lines_master *m, int32_t line, double own,
                      const int16_t *whole)
{
    int32_t index = columns_add(&m->pool, line, own, whole);
    if (index < 0) {
        index = columns_find(&m->pool, line, whole);
    } else {
        vec_push(&m->place, -1);
    }
    if (m->place.at[index] >= 0) {
        return false;
    }
    enter(m, index);
    return true;
}

const struct columns *lines_master_pool(const struct lines_master *m)
{
    return &m->pool;
}

int32_t lines_master_active(const struct lines_master *m, const int32_t **pool)
{
    *pool = m->active.at;
    return m->active.n;
}

int32_t lines_master_place(const struct lines_master *m, int32_t column)
{
    int32_t place = m->place.at[column];
    return place < 0 ? -1 : column_of(m, place);
}

/* ---- what branching changes -------------------------------------------------- */

static double within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static void set_piece(struct lines_master *m, int32_t piece, double low,
                      double high)
{
    struct span *span = &m->span.at[piece];
    if (low > span->low || low < span->low || high > span->high ||
        high < span->high) {
        if (m->marked) {
            struct undo undo = {UNDO_PIECE, piece, span->low, span->high};
            vec_push(&m->log, undo);
        }
        span->low = low;
        span->high = high;
        simplex_column_bounds(m->lp, piece, low, high);
        }
}

void lines_master_range(struct lines_master *m, int32_t r, double least,
                        double most)
{
    const struct window_row *row = &m->window->rows[r];
    for (int32_t j = 0; j < row->curve.n; j++) {
        double from = (double)row->curve.knot[j];
        double end = piece_end(row, j);
        double a = within(least, from, end);
        double b = within(most, from, end);
        bool below = j < m->lowest[r];
        const struct span *span = &m->span.at[m->piece[r] + j];
        double low = fmax(span->low, below ? end - b : a - from);
        double high = fmin(span->high, below ? end - a : b - from);
        set_piece(m, m->piece[r] + j, fmin(low, high), high);
    }
}

/* The pieces of a row on one side, first and end. */
static void side_pieces(const struct lines_master *m, int32_t r,
                        enum lines_side side, int32_t span[2])
{
    int32_t middle = m->piece[r] + m->lowest[r];
    span[0] = side == LINES_BELOW ? m->piece[r] : middle;
    span[1] = side == LINES_BELOW ? middle : m->piece[r + 1];
}

static double side_length(const struct lines_master *m, int32_t r,
                          enum lines_side side)
{
    const struct window_row *row = &m->window->rows[r];
    double low = (double)row->curve.knot[m->lowest[r]];
    return side == LINES_BELOW ? low - (double)row->curve.knot[0]
                               : (double)row->most - low;
}

int32_t lines_master_sum(struct lines_master *m, enum lines_side side,
                         const int32_t *rows, int32_t n)
{
    size_t bytes = (size_t)n * sizeof *rows;
    for (int32_t s = 0; s < m->sums.n; s++) {
        const struct lines_sum *sum = &m->sums.at[s];
        if (sum->side == side && sum->n == n &&
            memcmp(sum->rows, rows, bytes) == 0) {
            return s;
        }
    }
    struct lines_sum sum = {.side = side, .n = n, .rows = xmalloc(bytes)};
    struct int_vec column = {0};
    struct VEC_OF(double) one = {0};
    memcpy(sum.rows, rows, bytes);
    for (int32_t i = 0; i < n; i++) {
        int32_t span[2];
        side_pieces(m, rows[i], side, span);
        sum.most += side_length(m, rows[i], side);
        for (int32_t j = span[0]; j < span[1]; j++) {
            vec_push(&column, j);
            vec_push(&one, 1.0);
        }
    }
    sum.high = sum.most;
    int32_t row = simplex_add_row(m->lp, column.n, column.at, one.at);
    vec_push(&m->sum_row, row);
    vec_push(&m->sums, sum);
    vec_release(&column);
    vec_release(&one);
    return m->sums.n - 1;
}

/* Bounds that say nothing leave the row free, so that its dual is 0. */
static void set_sum(struct lines_master *m, int32_t s, double low, double high)
{
    struct lines_sum *sum = &m->sums.at[s];
    if (m->marked) {
        struct undo undo = {UNDO_SUM, s, sum->low, sum->high};
        vec_push(&m->log, undo);
    }
    sum->low = low;
    sum->high = high;
    simplex_row_bounds(m->lp, m->sum_row.at[s], low > 0 ? low : -LP_INFINITY,
                  high < sum->most ? high : LP_INFINITY);
}

void lines_master_sum_bounds(struct lines_master *m, int32_t s, double low,
                             double high)
{
    const struct lines_sum *sum = &m->sums.at[s];
    double to = fmin(sum->high, high);
    set_sum(m, s, fmin(fmax(sum->low, low), to), to);
}

void lines_master_widen(struct lines_master *m)
{
    for (int32_t j = 0; j < m->span.n; j++) {
        set_piece(m, j, 0, m->span.at[j].full);
    }
    for (int32_t s = 0; s < m->sums.n; s++) {
        const struct lines_sum *sum = &m->sums.at[s];
        if (sum->low > 0 || sum->high < sum->most) {
            set_sum(m, s, 0, sum->most);
        }
    }
}

static void set_column(struct lines_master *m, int32_t at, double high)
{
    simplex_column_bounds(m->lp, at, 0, high);
}

void lines_master_allow(struct lines_master *m, int32_t column, bool allowed)
{
    int32_t place = m->place.at[column];
    double high = allowed ? 1 : 0;
    if (place >= 0 && m->allowed.at[place] != allowed) {
        if (m->marked) {
            struct undo undo = {UNDO_COLUMN, place, 0, 1 - high};
            vec_push(&m->log, undo);
        }
        m->allowed.at[place] = allowed;
        set_column(m, column_of(m, place), high);
    }
}

bool lines_master_allowed(const struct lines_master *m, int32_t column)
{
    int32_t place = m->place.at[column];
    return place >= 0 && m->allowed.at[place];
}

struct simplex_mark *lines_master_mark(struct lines_master *m)
{
    CHECK(!m->marked);
    m->marked = true;
    vec_clear(&m->log);
    return simplex_save(m->lp);
}

void lines_master_back(struct lines_master *m, struct simplex_mark *mark)
{
    m->marked = false;
    for (int32_t i = m->log.n - 1; i >= 0; i--) {
        const struct undo *undo = &m->log.at[i];
        switch (undo->kind) {
        case UNDO_PIECE:
            set_piece(m, undo->index, undo->low, undo->high);
            break;
        case UNDO_SUM:
            set_sum(m, undo->index, undo->low, undo->high);
            break;
        case UNDO_COLUMN:
            m->allowed.at[undo->index] = undo->high > 0;
            set_column(m, column_of(m, undo->index), undo->high);
            break;
        }
    }
    simplex_restore(m->lp, mark);
    simplex_mark_free(mark);
}

/* ---- solving ----------------------------------------------------------------- */

/* The first column of each person, and each row's piece they lead to. */
static void start(struct lines_master *m)
{
    const struct window *w = m->window;
    bool *has = xcalloc((size_t)w->part.n_people, sizeof *has);
    memset(m->amounts, 0, (size_t)w->n_rows * sizeof *m->amounts);
    for (int32_t i = 0; i < m->active.n; i++) {
        int32_t line = m->pool.list.at[m->active.at[i]].line;
        if (!has[line]) {
            has[line] = true;
            column_amounts(&m->pool, m->active.at[i], m->amounts);
            vec_push(&m->basic, column_of(m, i));
        }
    }
    for (int32_t r = 0; r < w->n_rows; r++) {
        const struct window_row *row = &w->rows[r];
        int32_t low = m->lowest[r];
        bool above = low == 0 ||
                     row->base + m->amounts[r] > row->curve.knot[low];
        vec_push(&m->basic, m->piece[r] + (above ? low : low - 1));
    }
    CHECK(m->basic.n == w->part.n_people + w->n_rows);
    simplex_crash(m->lp, m->basic.n, m->basic.at);
    m->started = true;
    free(has);
}

static void age_columns(struct lines_master *m)
{
    for (int32_t i = 0; i < m->active.n; i++) {
        int32_t column = column_of(m, i);
        bool used = simplex_basic(m->lp, column) ||
                    simplex_reduced_cost(m->lp, column) < NO_USE;
        m->idle.at[i] = used ? 0 : m->idle.at[i] + 1;
    }
}

enum lp_outcome lines_master_solve(struct lines_master *m,
                                   const struct lp_limits *limits)
{
    if (!m->started) {
        start(m);
    }
    enum lp_outcome outcome = simplex_solve(m->lp, limits);
    if (outcome == LP_OPTIMAL) {
        age_columns(m);
    }
    return outcome;
}

double lines_master_probe(struct lines_master *m, int32_t pivots)
{
    struct lp_limits limits = {
        .pivots = pivots};
    enum lp_outcome outcome = simplex_solve(m->lp, &limits);
    return outcome == LP_FAILED ? -(double)INFINITY : lines_master_value(m);
}

void lines_master_purge(struct lines_master *m, int32_t keep)
{
    struct int_vec gone = {0};
    int32_t n = 0;
    if (m->active.n <= keep) {
        return;
    }
    for (int32_t i = 0; i < m->active.n; i++) {
        int32_t index = m->active.at[i];
        if (m->idle.at[i] > IDLE_MAX && !simplex_basic(m->lp, column_of(m, i))) {
            vec_push(&gone, column_of(m, i));
            m->place.at[index] = -1;
        } else {
            m->active.at[n] = index;
            m->idle.at[n] = m->idle.at[i];
            m->allowed.at[n] = m->allowed.at[i];
            m->place.at[index] = n++;
        }
    }
    m->active.n = m->idle.n = m->allowed.n = n;
    simplex_delete_columns(m->lp, gone.n, gone.at);
    vec_release(&gone);
}

/* ---- what came of it --------------------------------------------------------- */

double lines_master_fixed(const struct lines_master *m)
{
    return m->fixed;
}

double lines_master_value(const struct lines_master *m)
{
    return simplex_objective(m->lp) + m->fixed;
}

double lines_master_line_dual(const struct lines_master *m, int32_t line)
{
    return simplex_dual(m->lp, line);
}

int32_t lines_master_duals(const struct lines_master *m)
{
    return m->window->n_rows + m->sums.n;
}

void lines_master_take_duals(const struct lines_master *m, double *dual)
{
    int32_t n = m->window->n_rows;
    for (int32_t r = 0; r < n; r++) {
        dual[r] = simplex_dual(m->lp, row_of(m, r));
    }
    for (int32_t s = 0; s < m->sums.n; s++) {
        dual[n + s] = simplex_dual(m->lp, m->sum_row.at[s]);
    }
}

double lines_master_share(const struct lines_master *m, int32_t column)
{
    int32_t at = lines_master_place(m, column);
    return at < 0 ? 0 : simplex_value(m->lp, at);
}

double lines_master_side(const struct lines_master *m, int32_t row,
                         enum lines_side side)
{
    int32_t span[2];
    double sum = 0;
    side_pieces(m, row, side, span);
    for (int32_t j = span[0]; j < span[1]; j++) {
        sum += simplex_value(m->lp, j);
    }
    return sum;
}

double lines_master_middle(const struct lines_master *m, int32_t row)
{
    return (double)m->window->rows[row].curve.knot[m->lowest[row]];
}

int32_t lines_master_sums(const struct lines_master *m)
{
    return m->sums.n;
}

const struct lines_sum *lines_master_sum_at(const struct lines_master *m,
                                            int32_t sum)
{
    return &m->sums.at[sum];
}

/* Each piece takes the end of its bounds that its reduced cost favours; so
 * does each sum for its dual. */
double lines_master_row_bound(const struct lines_master *m, const double *dual)
{
    const struct window *w = m->window;
    double bound = m->fixed;
    double *sides = xcalloc(2 * (size_t)w->n_rows + 1, sizeof *sides);
    for (int32_t s = 0; s < m->sums.n; s++) {
        const struct lines_sum *sum = &m->sums.at[s];
        double price = dual[w->n_rows + s];
        bound += price * (price > 0 ? sum->low : sum->high);
        for (int32_t i = 0; i < sum->n; i++) {
            sides[2 * sum->rows[i] + (int32_t)sum->side] += price;
        }
    }
    for (int32_t r = 0; r < w->n_rows; r++) {
        const struct curve *curve = &w->rows[r].curve;
        int32_t low = m->lowest[r];
        bound += dual[r] * (double)(curve->knot[low] - w->rows[r].base);
        for (int32_t j = 0; j < curve->n; j++) {
            const struct span *span = &m->span.at[m->piece[r] + j];
            double reduced = j < low
                                 ? -curve->slope[j] - dual[r] - sides[2 * r]
                                 : curve->slope[j] + dual[r] - sides[2 * r + 1];
            bound += reduced * (reduced > 0 ? span->low : span->high);
        }
    }
    free(sides);
    return bound;
}

struct simplex *lines_master_lp(const struct lines_master *m)
{
    return m->lp;
}

uint64_t lines_master_ticks(const struct lines_master *m)
{
    return simplex_ticks(m->lp);
}
