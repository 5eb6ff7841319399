/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_generate.c - column generation over whole lines. */
#include "solver/lines_generate.h"

#include <math.h>

#include "base/thread.h"

/* A column below this reduced cost is worth having; costs are whole. */
#define WORTH 1e-5
/* Weight of the best duals in those that are priced. */
#define SMOOTH 0.6
enum {
    PIVOTS_PER_SLICE = 3000,
    CELLS_PER_TICK = 50, /* looked up */
    KEPT_PER_ROW = 3 /* columns in the program; more cost more than they help */
};

/* ---- one program ------------------------------------------------------------- */

void lines_generation_begin(struct lines_generation *g)
{
    *g = (struct lines_generation){
        .bound = -(double)INFINITY,
        .smooth = SMOOTH,
        .next = -1,
    };
}

static enum lines_progress solve(struct lines_engine *e,
                                 struct lines_generation *g,
                                 const struct lines_limits *limits)
{
    struct lp_limits own = {.pivots = PIVOTS_PER_SLICE,
                            .bound_stop = LP_INFINITY,
                            .stop = limits->stop};
    if (limits->deadline > 0) {
        double left = limits->deadline - thread_seconds();
        own.seconds = left > 1e-3 ? left : 1e-3;
    }
    enum lp_outcome outcome = lines_master_solve(e->master, &own);
    if (outcome == LP_FEASIBLE || outcome == LP_STOPPED) {
        return LINES_LEFT;
    }
    if (outcome != LP_OPTIMAL) {
        return LINES_STUCK;
    }
    lines_engine_make_room(e);
    lines_master_take_duals(e->master, e->dual);
    g->value = lines_master_value(e->master) + e->untouched;
    g->solved = true;
    return LINES_DONE;
}

static void set_prices(struct lines_engine *e, const struct lines_generation *g)
{
    int32_t n = lines_master_duals(e->master);
    double weight = g->straight || !e->has_center ? 0 : g->smooth;
    for (int32_t i = 0; i < n; i++) {
        e->at[i] = weight * e->center[i] + (1 - weight) * e->dual[i];
    }
}

/* Value of a line of the pool at duals of the rows. */
static double value_at(const struct lines_engine *e, int32_t column,
                       const double *dual)
{
    const struct columns *pool = lines_master_pool(e->master);
    const struct column *c = &pool->list.at[column];
    const struct window_line *line = &e->window->lines[c->line];
    int32_t n = e->problem->n_patterns;
    double value = c->value;
    for (int32_t d = 0; d < e->problem->n_days; d++) {
        int32_t cell = d * n + c->days[d];
        for (int32_t at = line->from[cell]; at < line->from[cell + 1]; at++) {
            value -= dual[line->at[at].row] * line->at[at].coef;
        }
    }
    return value;
}

/* Everybody's cheapest column at the prices: a line must be cheaper. */
static void find_known(struct lines_engine *e)
{
    const struct columns *pool = lines_master_pool(e->master);
    const int32_t *active;
    int32_t n = lines_master_active(e->master, &active);
    for (int32_t k = 0; k < e->problem->n_people; k++) {
        e->known[k] = (double)INFINITY;
    }
    for (int32_t i = 0; i < n; i++) {
        const struct column *column = &pool->list.at[active[i]];
        double *known = &e->known[column->line];
        if (lines_master_allowed(e->master, active[i])) {
            *known = fmin(*known, value_at(e, active[i], e->at));
        }
    }
    e->ticks += (uint64_t)n * (uint64_t)e->problem->n_days / CELLS_PER_TICK;
}

static void price_person(struct lines_engine *e, struct lines_generation *g)
{
    int32_t k = g->next;
    struct lines_priced priced =
        e->list ? lines_list_run(e->list, e->price, k, e->at, &e->ticks)
                : lines_price_run(e->price, k, e->at,
                                  &(struct lines_wanted){e->known[k],
                                                         !g->thorough});
    g->sum += priced.bound;
    g->exact = g->exact && priced.exact;
    if (!priced.found || lines_engine_bars(e, k, priced.line)) {
        return;
    }
    if (lines_master_add(e->master, k, (double)priced.own, priced.line)) {
        const struct columns *pool = lines_master_pool(e->master);
        int32_t column = columns_find(pool, k, priced.line);
        g->improving += value_at(e, column, e->dual) <
                        lines_master_line_dual(e->master, k) - WORTH;
    }
}

/* Everybody was priced: the bound, and whether to go on. */
static bool close_round(struct lines_engine *e, struct lines_generation *g)
{
    double bound =
        g->sum + lines_master_row_bound(e->master, e->at) + e->untouched;
    if (e->list) { /* rosters above are no matter to it */
        bound = fmin(bound, lines_list_target(e->list));
    }
    bool smoothed = !g->straight && e->has_center;
    if (bound > g->bound) {
        g->bound = bound;
        memcpy(e->center, e->at, (size_t)e->room * sizeof *e->center);
        e->has_center = true;
    }
    g->rounds++;
    g->next = -1;
    if (g->improving > 0) {
        g->straight = false;
        return true;
    }
    g->straight = smoothed;
    return smoothed;
}

static bool good_enough(const struct lines_engine *e,
                        const struct lines_generation *g)
{
    return g->solved &&
           (lines_round(e, g->bound) >= lines_round(e, g->value) ||
            (g->rounds >= g->min_rounds && g->value < g->enough));
}

enum lines_progress lines_generate(struct lines_engine *e,
                                   struct lines_generation *g, double target,
                                   const struct lines_limits *limits)
{
    for (;;) {
        if (g->next < 0) {
            if (lines_must_leave(e, limits)) {
                return LINES_LEFT;
            }
            enum lines_progress solved = solve(e, g, limits);
            if (solved != LINES_DONE) {
                return solved;
            }
            if (good_enough(e, g) ||
                (g->max_rounds > 0 && g->rounds >= g->max_rounds)) {
                return LINES_DONE;
            }
            set_prices(e, g);
            find_known(e);
            g->next = g->improving = 0;
            g->sum = 0;
            g->exact = true;
        }
        while (g->next < e->problem->n_people) {
            if (lines_must_leave(e, limits)) {
                return LINES_LEFT;
            }
            price_person(e, g);
            g->next++;
        }
        bool more = close_round(e, g);
        if (g->bound >= target) {
            return LINES_CUT;
        }
        if (!more) {
            return LINES_DONE;
        }
        lines_master_purge(e->master, KEPT_PER_ROW *
                                          simplex_rows(lines_master_lp(e->master)));
    }
}
