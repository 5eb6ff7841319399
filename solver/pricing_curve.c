/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_curve.c - a gauge as a convex piecewise linear function. */
#include "solver/pricing_curve.h"

static void add_knot(struct curve *curve, int64_t amount, int64_t most)
{
    if (amount <= curve->knot[0] || amount >= most) {
        return;
    }
    int32_t j = curve->n;
    while (curve->knot[j - 1] > amount) {
        j--;
    }
    if (curve->knot[j - 1] == amount) {
        return;
    }
    for (int32_t k = curve->n; k > j; k--) {
        curve->knot[k] = curve->knot[k - 1];
    }
    curve->knot[j] = amount;
    curve->n++;
}

/* The cost with hard bounds as slopes. */
static double steep_cost(const struct gauge *gauge, int64_t amount)
{
    return (double)gauge_cost(gauge, amount) +
           STEEP * (double)gauge_breach(gauge, amount);
}

/* Slope between two neighbouring knots, from the definition. */
static double slope_between(const struct gauge *gauge, int64_t from,
                            int64_t to)
{
    double slope = 0;
    for (int32_t i = 0; from < to && i < gauge->n_hinges; i++) {
        const struct hinge *hinge = &gauge->hinges[i];
        slope += hinge->at <= from ? (double)hinge->over : 0;
        slope -= hinge->at >= to ? (double)hinge->under : 0;
    }
    slope -= from < to && gauge->low >= to ? STEEP : 0;
    slope += from < to && gauge->high <= from ? STEEP : 0;
    return slope;
}

/* Neighbouring pieces of one slope become one. */
static void merge_pieces(struct curve *curve)
{
    int32_t n = 1;
    for (int32_t j = 1; j < curve->n; j++) {
        if (curve->slope[j] > curve->slope[n - 1] ||
            curve->slope[j] < curve->slope[n - 1]) {
            curve->knot[n] = curve->knot[j];
            curve->at[n] = curve->at[j];
            curve->slope[n] = curve->slope[j];
            n++;
        }
    }
    curve->n = n;
}

struct curve curve_of(struct arena *arena, const struct gauge *gauge,
                      int64_t least, int64_t most)
{
    size_t room = (size_t)gauge->n_hinges + 3;
    struct curve curve = {
        .n = 1,
        .knot = arena_array(arena, room, sizeof *curve.knot),
        .at = arena_array(arena, room, sizeof *curve.at),
        .slope = arena_array(arena, room, sizeof *curve.slope),
        .low = gauge->low,
        .high = gauge->high,
    };
    curve.knot[0] = least;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        add_knot(&curve, gauge->hinges[i].at, most);
    }
    add_knot(&curve, gauge->low, most);
    add_knot(&curve, gauge->high, most);
    for (int32_t j = 0; j < curve.n; j++) {
        int64_t to = j + 1 < curve.n ? curve.knot[j + 1] : most;
        curve.at[j] = steep_cost(gauge, curve.knot[j]);
        curve.slope[j] = slope_between(gauge, curve.knot[j], to);
    }
    merge_pieces(&curve);
    return curve;
}

double curve_cost(const struct curve *curve, int64_t amount)
{
    int32_t j = 0;
    while (j + 1 < curve->n && curve->knot[j + 1] <= amount) {
        j++;
    }
    return curve->at[j] +
           curve->slope[j] * (double)(amount - curve->knot[j]);
}

bool curve_meets(const struct curve *curve, int64_t amount, int64_t rmin,
                 int64_t rmax)
{
    return amount + rmax >= curve->low && amount + rmin <= curve->high;
}

int32_t curve_piece(const struct curve *curve, int64_t amount, int64_t rmin,
                    int64_t rmax)
{
    int32_t j = 0;
    while (j + 1 < curve->n && curve->knot[j + 1] <= amount + rmin) {
        j++;
    }
    bool whole = j + 1 == curve->n || amount + rmax <= curve->knot[j + 1];
    return whole ? j : -1;
}

int64_t curve_lowest(const struct curve *curve, double price)
{
    if (curve->slope[0] >= price) {
        return INT64_MIN;
    }
    for (int32_t j = 1; j < curve->n; j++) {
        if (curve->slope[j] >= price) {
            return curve->knot[j];
        }
    }
    return INT64_MAX;
}
