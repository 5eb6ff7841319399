/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_bend.c - multipliers that make a plan's bound nearly exact. */
#include "solver/pricing_bend.h"

#include <math.h>

struct bend {
    int64_t *amount; /* by part: what the cheapest path adds up to */
    double *slope;   /* by part: direction in which the bound rises */
    double *best;    /* by part: the best multipliers met */
};

struct bend *bend_new(struct arena *arena, const struct plan *plan)
{
    size_t n = (size_t)plan->parts->n + 1;
    struct bend *bend = arena_alloc(arena, sizeof *bend);
    bend->amount = arena_array(arena, n, sizeof *bend->amount);
    bend->slope = arena_array(arena, n, sizeof *bend->slope);
    bend->best = arena_array(arena, n, sizeof *bend->best);
    return bend;
}

/* The group that plan_rest()'s recursion takes after class c. */
static int32_t cheapest_group(const struct plan_day *at, const int32_t *points)
{
    double least = (double)INFINITY;
    int32_t best = 0;
    for (int32_t g = 0; g < at->day->n_groups; g++) {
        if (points && points[g] == TRANSITION_NEVER) {
            continue;
        }
        double sum = at->bent[g] + at->rest[at->day->class_of_group[g]] +
                     (points ? points[g] : 0);
        if (sum < least) {
            least = sum;
            best = g;
        }
    }
    return best;
}

static void follow(struct bend *bend, const struct plan *plan)
{
    int32_t class = 0;
    for (int32_t d = plan->frozen.first; d <= plan->frozen.last; d++) {
        const struct plan_day *at = &plan->at[d];
        const struct pricing_day *day = at->day;
        const int32_t *points = d > plan->frozen.first
                                    ? &day[-1].step[class * day->n_groups]
                                    : NULL;
        int32_t g = cheapest_group(at, points);
        for (int32_t i = 0; i < at->n_steps; i++) {
            const struct step *step = &at->steps[i];
            if (step->part->kind == PART_SUM) {
                int64_t *amount = &bend->amount[day->parts[step->column]];
                *amount += step->begins ? step->part->base +
                                              step->reach->state +
                                              step->reach->tail
                                        : 0;
                *amount += day->action[g * day->n_parts + step->column];
            }
        }
        class = day->class_of_group[g];
    }
}

/* Where the curve less the multiplier is least within the part's reach. */
static int64_t wanted_amount(const struct plan *plan, int32_t part)
{
    const struct reach *reach = &plan->reach[part];
    const struct part *p = &plan->parts->at[part];
    int64_t from = p->base + reach->state + reach->rmin;
    int64_t to = p->base + reach->state + reach->rmax;
    int64_t at = curve_lowest(&p->curve, plan->multiplier[part]);
    at = at < from ? from : at;
    return at > to ? to : at;
}

/* Slopes and the squared length of the step, each part in its own unit. */
static double find_slopes(struct bend *bend, const struct plan *plan)
{
    double square = 0;
    memset(bend->amount, 0, (size_t)plan->parts->n * sizeof *bend->amount);
    follow(bend, plan);
    for (int32_t i = 0; i < plan->parts->n; i++) {
        bend->slope[i] = 0;
        if (plan->parts->at[i].kind != PART_SUM || !plan->reach[i].acts) {
            continue;
        }
        double unit = (double)(plan->reach[i].rmax - plan->reach[i].rmin) + 1;
        double slope =
            (double)(bend->amount[i] - wanted_amount(plan, i)) / unit;
        bend->slope[i] = slope / unit;
        square += slope * slope;
    }
    return square;
}

static void keep(double *to, const double *from, int32_t n)
{
    memcpy(to, from, (size_t)n * sizeof *to);
}

int32_t bend_run(struct bend *bend, struct plan *plan, double target,
                 int32_t rounds)
{
    int32_t n = plan->parts->n;
    double best = plan->root;
    double factor = 1;
    int32_t done = 0;
    keep(bend->best, plan->multiplier, n);
    for (; done < rounds && plan->root < target; done++) {
        double square = find_slopes(bend, plan);
        if (!(square > 0)) {
            break;
        }
        double length = factor * (target - plan->root) / square;
        for (int32_t i = 0; i < n; i++) {
            plan->multiplier[i] += length * bend->slope[i];
        }
        plan_rest(plan);
        if (plan->root > best) {
            best = plan->root;
            keep(bend->best, plan->multiplier, n);
        } else {
            factor *= 0.7;
        }
    }
    keep(plan->multiplier, bend->best, n);
    plan_rest(plan);
    return done;
}
