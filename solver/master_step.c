/* SPDX-License-Identifier: GPL-3.0-or-later */
/* master_step.c - one step of the simplex, past knots while it pays. */
#include "solver/master_parts.h"
#include "solver/simplex_kernel.h"

/* Steps this near are even: the larger pivot is safer. */
#define STEP_EVEN 1e-10

/* move = inverse * column of the entering variable, in its direction. */
static void make_move(struct master *m, const struct master_entering *entering)
{
    int32_t v = entering->variable;
    int32_t n = m->n_lines;
    if (v < 0) {
        int32_t column = n - 1 - v;
        for (int32_t i = 0; i < m->m; i++) {
            m->move[i] = -entering->step * inverse_row(m, i)[column];
        }
        return;
    }
    int32_t line = line_of(m, v);
    const struct master_entry *entry;
    int32_t n_entries = master_entries(m, v, &entry);
    for (int32_t i = 0; i < m->m; i++) {
        const double *row = inverse_row(m, i) + n;
        double sum = row[line - n];
        for (int32_t e = 0; e < n_entries; e++) {
            sum += row[entry[e].row] * entry[e].coef;
        }
        m->move[i] = sum;
    }
    m->work += (uint64_t)m->m * (uint64_t)(n_entries + 1);
}

/* How far until the variable at the position is at 0 or at its next knot. */
static double step_to_next(const struct master *m, int32_t i)
{
    double move = m->move[i];
    int32_t v = m->head[i];
    if (fabs(move) < MASTER_PIVOT_LEAST || (v >= 0 && move < 0)) {
        return (double)INFINITY;
    }
    if (v >= 0) {
        return m->x[i] > 0 ? m->x[i] / move : 0;
    }
    int32_t row = -1 - v;
    int32_t knot = move > 0 ? m->piece[row] - m->passed[i]
                            : m->piece[row] + m->passed[i] + 1;
    if (knot <= 0 || knot >= curve_at(m, row)->n) {
        return (double)INFINITY;
    }
    double step = (m->x[i] - knot_at(m, row, knot)) / move;
    return step > 0 ? step : 0;
}

/* What a unit of the step costs more behind the next knot. */
static double jump_at(const struct master *m, int32_t i)
{
    int32_t v = m->head[i];
    if (v >= 0) {
        return (double)INFINITY;
    }
    int32_t row = -1 - v;
    const double *slope = curve_at(m, row)->slope;
    int32_t knot = m->move[i] > 0 ? m->piece[row] - m->passed[i]
                                  : m->piece[row] + m->passed[i] + 1;
    return (slope[knot] - slope[knot - 1]) * fabs(m->move[i]);
}

/* An entering amount has knots of its own. */
struct own {
    double next;
    int32_t knot; /* where it is after `next` */
};

static struct own own_next(const struct master *m, const struct master_entering *e,
                           int32_t from)
{
    struct own own = {(double)INFINITY, 0};
    if (e->variable < 0) {
        int32_t row = -1 - e->variable;
        int32_t start = m->piece[row];
        own.knot = from + e->step;
        if (own.knot > 0 && own.knot < curve_at(m, row)->n) {
            own.next =
                fabs(knot_at(m, row, own.knot) - knot_at(m, row, start));
        }
    }
    return own;
}

static double own_jump(const struct master *m, const struct master_entering *e,
                       int32_t knot)
{
    const double *slope = curve_at(m, -1 - e->variable)->slope;
    return slope[knot] - slope[knot - 1];
}

struct step {
    double length;
    int32_t leaving; /* position; -1: the entering amount stops at a knot */
    int32_t own_knot; /* the last one of its own it reached or passed */
    double rate;      /* of the last part of the step */
};

static int32_t nearest(const struct master *m)
{
    int32_t best = 0;
    for (int32_t i = 1; i < m->m; i++) {
        double ahead = m->next[best] - m->next[i];
        if (ahead > STEP_EVEN ||
            (ahead > -STEP_EVEN && fabs(m->move[i]) > fabs(m->move[best]))) {
            best = i;
        }
    }
    return best;
}

/* Passes knots as long as the step still pays. False: it never ends. */
static bool find_step(struct master *m, const struct master_entering *e,
                      struct step *step)
{
    double rate = e->rate;
    int32_t start = e->variable < 0 ? m->piece[-1 - e->variable] : 0;
    struct own own = own_next(m, e, start);
    step->own_knot = start;
    for (int32_t i = 0; i < m->m; i++) {
        m->passed[i] = 0;
        m->next[i] = step_to_next(m, i);
    }
    for (;;) {
        int32_t i = nearest(m);
        bool is_own = own.next <= m->next[i];
        step->length = is_own ? own.next : m->next[i];
        step->leaving = is_own ? -1 : i;
        if (!(step->length < (double)INFINITY)) {
            return false;
        }
        step->rate = rate;
        rate += is_own ? own_jump(m, e, own.knot) : jump_at(m, i);
        if (is_own) {
            step->own_knot = own.knot;
        }
        if (rate > -MASTER_TOLERANCE) {
            return true;
        }
        if (is_own) {
            own = own_next(m, e, own.knot);
        } else {
            m->passed[i]++;
            m->next[i] = step_to_next(m, i);
        }
    }
}

/* Subtracts the pivot row from all others. */
static void pivot(struct master *m, int32_t at, double sign)
{
    double *of = inverse_row(m, at);
    double factor = sign / m->move[at];
    for (int32_t j = 0; j < m->m; j++) {
        of[j] *= factor;
    }
    for (int32_t i = 0; i < m->m; i++) {
        double move = sign * m->move[i];
        if (i == at || fabs(move) < 1e-13) {
            continue;
        }
        kernel_add(inverse_row(m, i), of, -move, m->m);
        m->work += (uint64_t)m->m;
    }
}

static void leave(struct master *m, int32_t position)
{
    int32_t v = m->head[position];
    set_place(m, v, -1);
    if (v < 0) { /* stops at the knot it reached; falling, that is its piece's
                    own, the lower one */
        m->piece[-1 - v] += m->move[position] < 0;
    }
}

/* Basic amounts that passed knots cost otherwise from now on. */
static void pass_knots(struct master *m, int32_t i)
{
    int32_t row = -1 - m->head[i];
    const double *slope = curve_at(m, row)->slope;
    int32_t before = m->piece[row];
    m->piece[row] += m->move[i] > 0 ? -m->passed[i] : m->passed[i];
    kernel_add(m->dual, inverse_row(m, i),
                   slope[m->piece[row]] - slope[before], m->m);
}

static void take_step(struct master *m, const struct master_entering *e,
                      const struct step *step)
{
    for (int32_t i = 0; i < m->m; i++) {
        m->x[i] -= step->length * m->move[i];
        if (m->passed[i] > 0) {
            pass_knots(m, i);
        }
    }
    if (step->leaving < 0) {
        m->piece[-1 - e->variable] = step->own_knot;
        return;
    }
    leave(m, step->leaving);
    double value = step->length;
    if (e->variable < 0) {
        int32_t row = -1 - e->variable;
        value = knot_at(m, row, m->piece[row]) + e->step * step->length;
        m->piece[row] = e->step > 0 ? step->own_knot : step->own_knot - 1;
    }
    pivot(m, step->leaving, e->step);
    kernel_add(m->dual, inverse_row(m, step->leaving),
                   e->step * step->rate, m->m);
    m->head[step->leaving] = e->variable;
    m->x[step->leaving] = value;
    set_place(m, e->variable, step->leaving);
    m->pivots++;
}

bool master_step(struct master *m, const struct master_entering *entering)
{
    struct step step;
    make_move(m, entering);
    if (!find_step(m, entering, &step)) {
        return false;
    }
    take_step(m, entering, &step);
    return true;
}
