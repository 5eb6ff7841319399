/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simplex_primal.c - from values that fit their bounds to the best ones. */
#include "solver/simplex_parts.h"

enum {
    REBUILD_AFTER = 400, /* pivots */
    DUALS_EVERY = 100
};
/* Weights above are begun anew. */
#define DEVEX_MOST 1e8

static void first_weights(struct simplex *s)
{
    for (int32_t j = 0; j < s->columns.n; j++) {
        s->devex[j] = 1;
    }
    for (int32_t i = 0; i < s->m; i++) {
        s->row_devex[i] = 1;
    }
}

/* How much a unit of the variable's way saves; <= 0: none. */
static double saving(const struct simplex_variable *v, double reduced)
{
    if (reduced < 0) {
        return v->x < v->high ? -reduced : 0;
    }
    return v->x > v->low ? reduced : 0;
}

/* The variable that saves most, for the length of its way by Devex weights
 * (Forrest & Goldfarb 1992); false when none saves anything. */
static bool choose(struct simplex *s, int32_t *best)
{
    double most = 0;
    for (int32_t j = 0; j < s->columns.n; j++) {
        double reduced = s->reduced[j];
        if (fabs(reduced) > SIMPLEX_COST &&
            reduced * reduced > most * s->devex[j] &&
            s->columns.at[j].place < 0 &&
            saving(&s->columns.at[j], reduced) > 0) {
            most = reduced * reduced / s->devex[j];
            *best = j;
        }
    }
    for (int32_t i = 0; i < s->m; i++) {
        double reduced = s->y[i];
        if (fabs(reduced) > SIMPLEX_COST && s->rows.at[i].place < 0 &&
            saving(&s->rows.at[i], reduced) > 0 &&
            reduced * reduced > most * s->row_devex[i]) {
            most = reduced * reduced / s->row_devex[i];
            *best = -1 - i;
        }
    }
    s->work += (uint64_t)s->columns.n;
    return most > 0;
}

static void follow_weights(struct simplex *s, int32_t position, int32_t q)
{
    double pivot = s->move[position];
    double own = (q >= 0 ? s->devex[q] : s->row_devex[-1 - q]) / (pivot * pivot);
    int32_t gone = s->head[position];
    for (int32_t j = 0; j < s->columns.n; j++) {
        s->devex[j] = fmax(s->devex[j], own * s->along[j] * s->along[j]);
    }
    for (int32_t k = 0; k < s->at.n; k++) {
        int32_t i = s->at.at[k];
        s->row_devex[i] = fmax(s->row_devex[i], own * s->rho[i] * s->rho[i]);
    }
    double *left = gone >= 0 ? &s->devex[gone] : &s->row_devex[-1 - gone];
    *left = fmax(own, 1);
    if (own > DEVEX_MOST) {
        first_weights(s);
    }
    s->work += (uint64_t)s->columns.n;
}

/* Room that a basic value has on its way; `slack` beyond its bound. */
static double room_of(const struct simplex *s, int32_t i, double way,
                      double slack)
{
    double bound = way < 0 ? s->low[i] : s->high[i];
    if (fabs(way) < SIMPLEX_PIVOT || fabs(bound) >= LP_INFINITY) {
        return (double)INFINITY;
    }
    return (bound - s->x[i] + (way < 0 ? -slack : slack)) / way;
}

/* Of those that stop the step first, give or take a tolerance, the one with the
 * largest pivot (Harris 1973); -1: none. */
static int32_t first_stop(const struct simplex *s, double direction,
                          double *length)
{
    double most = (double)INFINITY, pivot = 0;
    int32_t best = -1;
    for (int32_t i = 0; i < s->m; i++) {
        most = fmin(most, room_of(s, i, -direction * s->move[i], SIMPLEX_FIT));
    }
    for (int32_t i = 0; most < (double)INFINITY && i < s->m; i++) {
        double way = -direction * s->move[i];
        if (fabs(way) > pivot && room_of(s, i, way, 0) <= most) {
            pivot = fabs(way);
            best = i;
        }
    }
    *length = best < 0 ? most
                       : fmax(room_of(s, best, -direction * s->move[best], 0),
                              0);
    return best;
}

/* False: it never ends. */
static bool step(struct simplex *s, int32_t q)
{
    struct simplex_variable *v = simplex_at(s, q);
    double reduced = simplex_reduced(s, q);
    double direction = reduced < 0 ? 1 : -1;
    double own = direction > 0 ? v->high - v->x : v->x - v->low;
    double length;
    simplex_make_move(s, q);
    int32_t r = first_stop(s, direction, &length);
    if (r < 0 && !(own < LP_INFINITY / 2)) {
        return false;
    }
    bool flips = r < 0 || own <= length;
    length = flips ? own : length;
    kernel_add(s->x, s->move, -direction * length, s->m);
    s->work += 6 * (uint64_t)s->m;
    if (flips) {
        v->x = direction > 0 ? v->high : v->low;
        s->pivots++;
        return true;
    }
    double to = -direction * s->move[r] < 0 ? s->low[r] : s->high[r];
    simplex_make_rho(s, r);
    simplex_make_along(s);
    follow_weights(s, r, q);
    simplex_move_duals(s, r, q);
    simplex_exchange(s, r, q, v->x + direction * length, to);
    return true;
}

enum lp_outcome simplex_primal_run(struct simplex *s,
                                   const struct simplex_run *run)
{
    int32_t q = 0;
    s->weighed = false;
    simplex_make_duals(s);
    first_weights(s);
    for (int32_t k = 1;; k++) {
        if (!choose(s, &q)) {
            return LP_OPTIMAL;
        }
        if (simplex_run_over(s, run)) {
            return LP_FEASIBLE;
        }
        if (s->fresh > REBUILD_AFTER) {
            simplex_rebuild(s);
            simplex_place(s);
            simplex_make_duals(s);
        } else if (!step(s, q)) {
            return LP_UNBOUNDED;
        }
        if (k % DUALS_EVERY == 0) {
            simplex_make_duals(s);
        }
    }
}
