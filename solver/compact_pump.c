/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_pump.c - a roster near the relaxation's optimum, by rounding and
 * solving again (objective feasibility pump: Achterberg and Berthold 2007).
 *
 * Each cell is rounded to its heaviest pattern; the LP then looks for the point
 * nearest to that roster, at first mostly by the costs, later only by distance.
 * When the same roster comes back, the cells that the LP disputes most take
 * another pattern.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/thread.h"
#include "solver/compact_tree.h"

enum {
    PUMP_ROUNDS = 200,
    SHAKE_LEAST = 4,
    SHAKE_MOST = 20, /* cells that change when the pump turns in a circle */
    RECENT = 8
};
#define COST_FADES 0.9 /* share of the costs kept from round to round */

struct pump {
    struct compact *c;
    const struct mip_limits *limits;
    struct random random;
    int32_t *rounded; /* column chosen, per choice row */
    uint64_t recent[RECENT];
    int32_t n_rounds;
    double cost_norm;
    int64_t first_pivot;
    double began;
};

/* Heaviest column of a cell; `except` is passed over. */
static int32_t heaviest(const struct compact *c, int32_t row, int32_t except)
{
    const struct compact_row *r = &c->rows.at[row];
    int32_t best = -1;
    for (int32_t k = 0; k < r->n; k++) {
        int32_t column = c->entries.at[r->first + k].column;
        bool may = column != except && c->columns.at[column].high > 0;
        if (may && (best < 0 || c->x[column] > c->x[best])) {
            best = column;
        }
    }
    return best < 0 ? except : best;
}

static uint64_t pump_hash(const struct pump *pump)
{
    uint64_t hash = 1469598103934665603U;
    for (int32_t r = 0; r < pump->c->n_choice_rows; r++) {
        hash = (hash ^ (uint64_t)pump->rounded[r]) * 1099511628211U;
    }
    return hash;
}

static bool seen_before(struct pump *pump)
{
    uint64_t hash = pump_hash(pump);
    bool seen = false;
    for (int32_t k = 0; k < RECENT; k++) {
        seen = seen || pump->recent[k] == hash;
    }
    pump->recent[pump->n_rounds % RECENT] = hash;
    return seen;
}

/* Some cells take their second choice, those in dispute first. */
static void shake(struct pump *pump)
{
    const struct compact *c = pump->c;
    int32_t left = SHAKE_LEAST +
                   random_below(&pump->random, SHAKE_MOST - SHAKE_LEAST);
    for (int32_t tries = 0; tries < 50 * SHAKE_MOST && left > 0; tries++) {
        int32_t row = random_below(&pump->random, c->n_choice_rows);
        double x = c->x[pump->rounded[row]];
        if (random_unit(&pump->random) < 1.02 - x) {
            pump->rounded[row] = heaviest(c, row, pump->rounded[row]);
            left--;
        }
    }
}

static void pump_round(struct pump *pump)
{
    for (int32_t r = 0; r < pump->c->n_choice_rows; r++) {
        pump->rounded[r] = heaviest(pump->c, r, -1);
    }
    if (seen_before(pump)) {
        shake(pump);
        (void)seen_before(pump);
    }
}

/* Distance to the rounded roster, plus the costs as far as they still count.
 * Both are scaled to the same length. */
static void pump_costs(struct pump *pump, double share)
{
    struct compact *c = pump->c;
    double scale = share * sqrt((double)c->n_choice_rows) / pump->cost_norm;
    for (int32_t j = 0; j < c->columns.n; j++) {
        if (c->columns.at[j].lp >= 0) {
            lp_column_cost(c->lp, c->columns.at[j].lp,
                           scale * c->columns.at[j].cost);
        }
    }
    for (int32_t r = 0; r < c->n_choice_rows; r++) {
        int32_t j = pump->rounded[r];
        lp_column_cost(c->lp, c->columns.at[j].lp,
                       scale * c->columns.at[j].cost - (1 - share));
    }
}

static void real_costs(struct compact *c)
{
    for (int32_t j = 0; j < c->columns.n; j++) {
        if (c->columns.at[j].lp >= 0) {
            lp_column_cost(c->lp, c->columns.at[j].lp, compact_lp_cost(c, j));
        }
    }
}

static bool pump_over(const struct pump *pump)
{
    const struct mip_limits *limits = pump->limits;
    return pump->n_rounds >= PUMP_ROUNDS ||
           (limits->stop && *limits->stop) ||
           (limits->pivots > 0 &&
            lp_pivots(pump->c->lp) - pump->first_pivot >= limits->pivots) ||
           (limits->seconds > 0 &&
            thread_seconds() - pump->began >= limits->seconds);
}

/* The LP for the costs set; rows that it breaks come in. A helper that joins
 * late brings its real cost, which is scaled at the next round. */
static bool pump_solve(struct pump *pump)
{
    struct lp_limits limits = {.bound_stop = LP_INFINITY,
                               .stop = pump->limits->stop,
                               .seconds = pump->limits->seconds};
    do {
        if (lp_simplex(pump->c->lp, &limits) != LP_OPTIMAL) {
            return false;
        }
        compact_take_values(pump->c);
        limits.dual = true;
    } while (compact_separate(pump->c) > 0 && !pump_over(pump));
    return true;
}

static double cost_norm(const struct compact *c)
{
    double sum = 0;
    for (int32_t j = 0; j < c->columns.n; j++) {
        sum += c->columns.at[j].cost * c->columns.at[j].cost;
    }
    return sum > 1 ? sqrt(sum) : 1;
}

bool compact_pump(struct compact *compact, const struct mip_limits *limits,
                  uint64_t seed, struct roster *result)
{
    struct pump pump = {.c = compact,
                        .limits = limits,
                        .cost_norm = cost_norm(compact),
                        .first_pivot = lp_pivots(compact->lp),
                        .began = thread_seconds()};
    double share = 1;
    bool going = tree_fractional(compact);
    random_seed(&pump.random, seed);
    pump.rounded =
        xcalloc((size_t)compact->n_choice_rows + 1, sizeof *pump.rounded);
    while (going && !pump_over(&pump)) {
        pump_round(&pump);
        share *= COST_FADES;
        pump_costs(&pump, share > 1e-3 ? share : 0);
        going = pump_solve(&pump) && tree_fractional(compact);
        pump.n_rounds++;
    }
    free(pump.rounded);
    bool found = !tree_fractional(compact);
    if (found) {
        compact_roster(compact, result);
    }
    real_costs(compact);
    return found;
}
