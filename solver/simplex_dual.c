/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simplex_dual.c - to values that fit their bounds, best costs kept.
 *
 * What can't be kept best by moving to its other bound gets another cost in the
 * meantime; the primal simplex makes good for that.
 */
#include "solver/simplex_parts.h"

#include "base/thread.h"

enum {
    REBUILD_AFTER = 300, /* pivots */
    LOOK_EVERY = 32      /* pivots between two looks at the clock */
};
/* Even ratios: the larger pivot is safer. */
#define EVEN 1e-9
/* What costs are spread by. */
#define SPREAD 2e-6
/* Misfits below are no reason to call a program infeasible. */
#define MISFIT 1e-6

bool simplex_run_over(const struct simplex *s, const struct simplex_run *run)
{
    return s->pivots >= run->end || (run->stop && *run->stop) ||
           (run->deadline > 0 && s->pivots % LOOK_EVERY == 0 &&
            thread_seconds() >= run->deadline);
}

static void raise_cost(struct simplex *s, int32_t v, double by)
{
    if (v >= 0) { /* rows have none: what they lack is small, and stays */
        s->columns.at[v].cost += by;
        while (s->raised.n <= v) {
            vec_push(&s->raised, 0.0);
        }
        s->raised.at[v] += by;
        s->reduced[v] += by;
        s->charged = true;
    }
}

/* Columns get dearer to leave where they are, each by its own, so that steps
 * that gain nothing are rare: without this the same bases came again. */
static void spread_costs(struct simplex *s)
{
    for (int32_t j = 0; j < s->columns.n; j++) {
        const struct simplex_variable *v = &s->columns.at[j];
        if (v->place < 0 && v->high > v->low) {
            double by = SPREAD * (1 + fabs(simplex_spread(j)));
            raise_cost(s, j, v->x <= v->low ? by : -by);
        }
    }
}

/* Each non-basic variable at the bound that its reduced cost favours. */
static void settle(struct simplex *s, int32_t v)
{
    struct simplex_variable *variable = simplex_at(s, v);
    double reduced = simplex_reduced(s, v);
    if (variable->high - variable->low <= 0 || fabs(reduced) <= SIMPLEX_COST) {
        return;
    }
    double to = reduced > 0 ? variable->low : variable->high;
    if (fabs(to) < LP_INFINITY) {
        s->placed = s->placed && fabs(variable->x - to) <= 0;
        variable->x = to;
    } else {
        raise_cost(s, v, -reduced);
    }
}

static void settle_all(struct simplex *s)
{
    simplex_make_duals(s);
    for (int32_t j = 0; j < s->columns.n; j++) {
        if (s->columns.at[j].place < 0) {
            settle(s, j);
        }
    }
    for (int32_t i = 0; i < s->m; i++) {
        if (s->rows.at[i].place < 0) {
            settle(s, -1 - i);
        }
    }
    s->work += (uint64_t)s->columns.n;
    if (!s->placed) {
        simplex_place(s);
    }
}

/* ---- what leaves and what enters --------------------------------------------- */

/* The position that is out of its bounds most, for the length of its row. */
static int32_t worst(const struct simplex *s)
{
    int32_t best = -1;
    double most = 0;
    for (int32_t i = 0; i < s->m; i++) {
        double out = fmax(s->low[i] - s->x[i], s->x[i] - s->high[i]);
        if (out > SIMPLEX_FIT && out * out > most * s->weight[i]) {
            most = out * out / s->weight[i];
            best = i;
        }
    }
    return best;
}

/* May it enter, and let the leaving value come back? `way` is its entry, with
 * the sign of a value that is too high. */
static void consider(struct simplex *s, int32_t v, double sign)
{
    const struct simplex_variable *variable = simplex_at(s, v);
    double along = simplex_along(s, v);
    double way = sign * along;
    bool rises = variable->x < variable->high;
    bool falls = variable->x > variable->low;
    if (!(way > 0 ? rises : falls)) {
        return;
    }
    double reduced = simplex_reduced(s, v);
    double cost = rises && falls ? fabs(reduced) : way > 0 ? reduced : -reduced;
    struct simplex_candidate candidate = {v, along, fmax(cost, 0) / fabs(way),
                                          false};
    vec_push(&s->candidates, candidate);
}

/* All that may enter, by the row of the leaving value. */
static void find_candidates(struct simplex *s, double sign)
{
    vec_clear(&s->candidates);
    for (int32_t j = 0; j < s->columns.n; j++) {
        if (fabs(s->along[j]) > SIMPLEX_PIVOT && s->columns.at[j].place < 0) {
            consider(s, j, sign);
        }
    }
    for (int32_t k = 0; k < s->at.n; k++) {
        int32_t i = s->at.at[k];
        if (fabs(s->rho[i]) > SIMPLEX_PIVOT && s->rows.at[i].place < 0) {
            consider(s, -1 - i, sign);
        }
    }
    s->work += (uint64_t)s->columns.n;
}

/* How far the value comes back when the candidate goes to its other bound. */
static double reach(const struct simplex *s, const struct simplex_candidate *c)
{
    const struct simplex_variable *v = simplex_at(s, c->variable);
    return (v->high - v->low) * fabs(c->along);
}

static struct simplex_candidate *next_candidate(struct simplex *s)
{
    struct simplex_candidate *best = NULL;
    for (int32_t k = 0; k < s->candidates.n; k++) {
        struct simplex_candidate *c = &s->candidates.at[k];
        if (!c->passed && (!best || c->ratio < best->ratio)) {
            best = c;
        }
    }
    return best;
}

/* As long as the value is still out when they are at their other bounds,
 * candidates are passed (Maros 2003). NULL: none is left. */
static const struct simplex_candidate *choose(struct simplex *s, double out)
{
    struct simplex_candidate *c = next_candidate(s), *last = NULL;
    while (c && reach(s, c) < out) {
        out -= reach(s, c);
        c->passed = true;
        last = c;
        c = next_candidate(s);
    }
    if (!c && last && out <= MISFIT) { /* so near that the shift makes it out */
        last->passed = false;
        return last;
    }
    s->work += (uint64_t)s->candidates.n;
    const struct simplex_candidate *best = c;
    for (int32_t k = 0; c && k < s->candidates.n; k++) {
        const struct simplex_candidate *other = &s->candidates.at[k];
        if (!other->passed && fabs(other->along) > fabs(best->along) &&
            other->ratio <= c->ratio + EVEN / fabs(other->along)) {
            best = other;
        }
    }
    return best;
}

/* ---- steps ------------------------------------------------------------------- */

/* Those that were passed go to their other bounds. */
static void flip(struct simplex *s)
{
    bool any = false;
    memset(s->sum, 0, (size_t)s->m * sizeof *s->sum);
    for (int32_t k = 0; k < s->candidates.n; k++) {
        const struct simplex_candidate *c = &s->candidates.at[k];
        if (!c->passed) {
            continue;
        }
        struct simplex_variable *v = simplex_at(s, c->variable);
        double to = v->x > v->low ? v->low : v->high;
        any = true;
        simplex_take(s, c->variable, to - v->x);
        v->x = to;
    }
    if (any) {
        simplex_add_right(s, s->sum);
    }
}

/* False when the pivot is not what the row said. */
static bool step(struct simplex *s, int32_t r,
                 const struct simplex_candidate *chosen)
{
    int32_t q = chosen->variable;
    struct simplex_variable *v = simplex_at(s, q);
    double along = chosen->along;
    simplex_make_move(s, q);
    if (fabs(s->move[r] - along) > 1e-6 * (1 + fabs(along))) {
        return false;
    }
    flip(s);
    double to = s->x[r] < s->low[r] ? s->low[r] : s->high[r];
    double length = (s->x[r] - to) / s->move[r];
    kernel_add(s->x, s->move, -length, s->m);
    simplex_move_duals(s, r, q);
    s->work += 6 * (uint64_t)s->m;
    simplex_exchange(s, r, q, v->x + length, to);
    return true;
}

static void begin(struct simplex *s)
{
    if (s->fresh > REBUILD_AFTER) {
        simplex_rebuild(s);
    }
    settle_all(s);
    if (!s->weighed) {
        simplex_weigh(s);
    }
}

enum lp_outcome simplex_dual_run(struct simplex *s,
                                 const struct simplex_run *run)
{
    begin(s);
    spread_costs(s);
    for (;;) {
        int32_t r = worst(s);
        if (r < 0) {
            return LP_OPTIMAL;
        }
        if (simplex_run_over(s, run)) {
            return LP_STOPPED;
        }
        double sign = s->x[r] > s->high[r] ? 1 : -1;
        double out = fmax(s->low[r] - s->x[r], s->x[r] - s->high[r]);
        simplex_make_rho(s, r);
        simplex_make_along(s);
        find_candidates(s, sign);
        const struct simplex_candidate *chosen = choose(s, out);
        if (!chosen) {
            return out > MISFIT ? LP_INFEASIBLE : LP_OPTIMAL;
        }
        if (!step(s, r, chosen)) {
            return LP_FAILED;
        }
        if (s->fresh > REBUILD_AFTER) {
            begin(s);
        }
    }
}
