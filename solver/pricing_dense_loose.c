/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_loose.c - counters left out, priced or tracked. */
#include "solver/pricing_dense_loose.h"

enum { SLACK_RUNS = 12 };

/* Bounds on both sides leave a narrow way: multipliers hardly ever find it. */
static bool is_narrow(const struct loose *l, int32_t i)
{
    const struct part *part = &l->parts->at[i];
    if (part->kind != PART_SUM && part->kind != PART_GROUPS) {
        return false;
    }
    const struct gauge *gauge = part_gauge(part);
    return gauge->low != BOUND_NONE_LOW && gauge->high != BOUND_NONE_HIGH;
}

struct loose loose_of(struct arena *arena, const struct problem *problem,
                      const struct parts *parts,
                      const struct dense_automaton *automaton,
                      const struct dense_window *window)
{
    struct loose l = {.problem = problem,
                      .parts = parts,
                      .automaton = automaton,
                      .window = window};
    size_t n = (size_t)parts->n + 1;
    l.tracked = arena_array(arena, n, sizeof *l.tracked);
    l.priced = arena_array(arena, n, sizeof *l.priced);
    l.wide = arena_array(arena, n, sizeof *l.wide);
    l.slack_runs = arena_array(arena, n, sizeof *l.slack_runs);
    l.multiplier = arena_array(arena, n, sizeof *l.multiplier);
    l.best_multiplier = arena_array(arena, n, sizeof *l.best_multiplier);
    l.amount = arena_array(arena, n, sizeof *l.amount);
    l.bent = arena_array(
        arena, (size_t)problem->n_days * (size_t)problem->n_patterns,
        sizeof *l.bent);
    for (int32_t i = 0; i < parts->n; i++) {
        l.tracked[i] = is_narrow(&l, i);
    }
    return l;
}

void loose_forget(struct loose *l)
{
    for (int32_t i = 0; i < l->parts->n; i++) {
        l->wide[i] = false;
        l->priced[i] = false;
        l->multiplier[i] = 0;
        l->best_multiplier[i] = 0;
    }
}

static bool is_loose(const struct loose *l, int32_t i)
{
    return l->window->counter[i].mode == COUNTER_LOOSE;
}

/* ---- amounts ------------------------------------------------------------- */

static int64_t sum_amount(const struct loose *l, int32_t i,
                          const int16_t *line)
{
    const struct part *part = &l->parts->at[i];
    const struct counter *c = &l->window->counter[i];
    int64_t amount = c->origin;
    for (int32_t d = c->first; d <= c->last; d++) {
        amount += weights_of_day(l->problem, &part->rule->u.window.weights,
                                 d)[line[d]];
    }
    return amount;
}

static int64_t group_amount(const struct loose *l, int32_t i,
                            const int16_t *line)
{
    const struct part *part = &l->parts->at[i];
    const struct counter *c = &l->window->counter[i];
    int64_t amount = c->origin;
    int32_t counted = -1;
    if (l->window->reach[i].flag) {
        counted = part->group[c->first - part->first];
    }
    for (int32_t d = c->first; d <= c->last; d++) {
        int32_t group = part->group[d - part->first];
        if (group >= 0 && group != counted &&
            SET_HAS(&part->rule->u.groups.set, line[d])) {
            counted = group;
            amount++;
        }
    }
    return amount;
}

int32_t loose_judge(struct loose *l, const int16_t *line)
{
    int32_t broken = 0;
    for (int32_t i = 0; i < l->parts->n; i++) {
        if (is_loose(l, i)) {
            const struct part *part = &l->parts->at[i];
            l->amount[i] = part->kind == PART_SUM
                               ? sum_amount(l, i, line)
                               : group_amount(l, i, line);
            broken += gauge_breach(part_gauge(part), l->amount[i]) > 0;
        }
    }
    return broken;
}

/* ---- tracking ------------------------------------------------------------ */

int32_t loose_track(struct loose *l)
{
    int32_t worst = -1;
    int64_t most = 0;
    for (int32_t i = 0; i < l->parts->n; i++) {
        if (!is_loose(l, i) || l->tracked[i] || l->wide[i]) {
            continue;
        }
        int64_t breach =
            gauge_breach(part_gauge(&l->parts->at[i]), l->amount[i]) /
            dense_unit(l->automaton, i);
        if (breach > most) {
            most = breach;
            worst = i;
        }
    }
    if (worst >= 0) {
        l->tracked[worst] = true;
        l->slack_runs[worst] = 0;
        l->multiplier[worst] = 0;
        l->best_multiplier[worst] = 0;
    }
    return worst;
}

bool loose_relax(struct loose *l)
{
    bool any = false;
    for (int32_t i = 0; i < l->parts->n; i++) {
        if (!l->tracked[i] || !is_loose(l, i) || is_narrow(l, i)) {
            continue;
        }
        const struct gauge *gauge = part_gauge(&l->parts->at[i]);
        int32_t unit = dense_unit(l->automaton, i);
        bool tight = gauge_breach(gauge, l->amount[i] + unit) > 0 ||
                     gauge_breach(gauge, l->amount[i] - unit) > 0;
        l->slack_runs[i] = tight ? 0 : l->slack_runs[i] + 1;
        if (l->slack_runs[i] == SLACK_RUNS) {
            l->tracked[i] = false;
            any = true;
        }
    }
    return any;
}

/* ---- multipliers --------------------------------------------------------- */

/* The bound that the multiplier's sign speaks of. */
static int64_t side_of(const struct loose *l, int32_t i)
{
    const struct gauge *gauge = part_gauge(&l->parts->at[i]);
    return l->multiplier[i] > 0 ? gauge->high : gauge->low;
}

static bool is_priced(const struct loose *l, int32_t i)
{
    return is_loose(l, i) && !l->tracked[i] &&
           (l->multiplier[i] > 0 || l->multiplier[i] < 0);
}

static void bend_sum(struct loose *l, int32_t i)
{
    const struct counter *c = &l->window->counter[i];
    int32_t n = l->problem->n_patterns;
    for (int32_t d = c->first; d <= c->last; d++) {
        const int32_t *weight = weights_of_day(
            l->problem, &l->parts->at[i].rule->u.window.weights, d);
        double *bent = &l->bent[(d - l->window->first) * n];
        for (int32_t p = 0; p < n; p++) {
            bent[p] += l->multiplier[i] * weight[p];
        }
    }
}

double loose_bend(struct loose *l)
{
    double sum = 0;
    size_t cells = (size_t)(l->window->last - l->window->first + 1) *
                   (size_t)l->problem->n_patterns;
    memcpy(l->bent, l->window->base, cells * sizeof *l->bent);
    for (int32_t i = 0; i < l->parts->n; i++) {
        if (is_priced(l, i)) {
            sum += l->multiplier[i] *
                   (double)(l->window->counter[i].origin - side_of(l, i));
            if (l->parts->at[i].kind == PART_SUM) {
                bend_sum(l, i);
            }
        }
    }
    return sum;
}

/* How far the amount is beyond the bound that matters, in units: below 0 when
 * a priced one has slack. */
static double slope_of(const struct loose *l, int32_t i)
{
    const struct gauge *gauge = part_gauge(&l->parts->at[i]);
    double unit = dense_unit(l->automaton, i);
    if (!is_loose(l, i) || l->tracked[i]) {
        return 0;
    }
    if (is_priced(l, i)) {
        return (double)(l->amount[i] - side_of(l, i)) / unit;
    }
    if (l->amount[i] > gauge->high) {
        return (double)(l->amount[i] - gauge->high) / unit;
    }
    return l->amount[i] < gauge->low
               ? (double)(l->amount[i] - gauge->low) / unit
               : 0;
}

double loose_square(const struct loose *l)
{
    double square = 0;
    for (int32_t i = 0; i < l->parts->n; i++) {
        double slope = slope_of(l, i);
        square += slope * slope;
    }
    return square;
}

bool loose_step(struct loose *l, double length, bool up)
{
    bool any = false;
    for (int32_t i = 0; i < l->parts->n; i++) {
        double slope = slope_of(l, i);
        double before = l->multiplier[i];
        bool slack = (slope < 0 && before > 0) || (slope > 0 && before < 0);
        if ((!(slope > 0) && !(slope < 0)) || (up && slack)) {
            continue;
        }
        double after = before + length * slope / dense_unit(l->automaton, i);
        /* A multiplier stops at 0 before it changes sides. */
        bool turns = (before > 0 && after < 0) || (before < 0 && after > 0);
        l->multiplier[i] = turns ? 0 : after;
        if (l->parts->at[i].kind == PART_GROUPS && !l->priced[i]) {
            l->priced[i] = true;
            any = true;
        }
    }
    return any;
}

void loose_keep(struct loose *l)
{
    memcpy(l->best_multiplier, l->multiplier,
           (size_t)l->parts->n * sizeof *l->multiplier);
}

void loose_return(struct loose *l)
{
    memcpy(l->multiplier, l->best_multiplier,
           (size_t)l->parts->n * sizeof *l->multiplier);
}
