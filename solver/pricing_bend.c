/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_bend.c - multipliers that make a plan's bound nearly exact. */
#include "solver/pricing_bend.h"

#include <math.h>

#include "solver/pricing_rest.h"

/* Steps without a better bound before the step length goes down. */
enum { PATIENCE = 6 };
#define SHORTER 0.6
#define SHORTEST 0.01
/* How far below the best line the bound may be, where no line is known. */
#define GUESS 0.1

struct bend {
    int64_t *amount; /* by part: what the cheapest path adds up to */
    double *slope;   /* by part: direction in which the bound rises */
    double *unit;    /* by part */
    double *best;    /* by part: the best multipliers met */
};

/* What one day can add: the unit in which a part's multiplier moves. */
static double unit_of(const struct part *part)
{
    int64_t unit = 1;
    for (int32_t d = 0; part->kind == PART_SUM && d <= part->last - part->first;
         d++) {
        int64_t span = (int64_t)part->most[d] - part->least[d];
        unit = span > unit ? span : unit;
    }
    return (double)unit;
}

struct bend *bend_new(struct arena *arena, const struct plan *plan)
{
    size_t n = (size_t)plan->parts->n + 1;
    struct bend *bend = arena_alloc(arena, sizeof *bend);
    bend->amount = arena_array(arena, n, sizeof *bend->amount);
    bend->slope = arena_array(arena, n, sizeof *bend->slope);
    bend->best = arena_array(arena, n, sizeof *bend->best);
    bend->unit = arena_array(arena, n, sizeof *bend->unit);
    for (int32_t i = 0; i < plan->parts->n; i++) {
        bend->unit[i] = unit_of(&plan->parts->at[i]);
    }
    return bend;
}

/* What the chosen group and edge add to the amounts. */
static void add_amounts(struct bend *bend, const struct plan *plan, int32_t d,
                        int32_t group, const struct frame_edge *edge)
{
    const struct plan_day *at = &plan->at[d];
    const struct pricing_day *day = at->day;
    for (int32_t i = 0; i < at->n_steps; i++) {
        const struct step *step = &at->steps[i];
        int64_t *amount = &bend->amount[day->parts[step->column]];
        if (step->begins) {
            *amount = step->part->base + step->reach->state +
                      step->reach->tail;
        }
        if (step->part->kind == PART_SUM) {
            *amount += day->action[group * day->n_parts + step->column];
        } else if (step->part->kind == PART_GROUPS) {
            int32_t t = plan->frame.at[d].track_of_column[step->column];
            *amount += t >= 0 && ((edge->rises >> t) & 1U);
        }
    }
}

static void follow(struct bend *bend, const struct plan *plan)
{
    int32_t node = 0;
    int32_t kind = plan->way;
    for (int32_t d = plan->frozen.first; d <= plan->frozen.last; d++) {
        const struct frame_edge *edge = &plan_edges(plan, d, node)[kind];
        add_amounts(bend, plan, d, plan->at[d].kind_best[kind], edge);
        node = edge->next;
        kind = plan->at[d].way[node];
    }
}

/* How far the amount is from where the curve less the multiplier is least:
 * 0 within the piece whose slope the multiplier is. */
static double distance(const struct plan *plan, int32_t part, int64_t amount)
{
    const struct reach *reach = &plan->reach[part];
    const struct part *p = &plan->parts->at[part];
    const struct curve *curve = &p->curve;
    double price = plan->multiplier[part];
    int64_t from = p->base + reach->state + reach->rmin;
    int64_t to = p->base + reach->state + reach->rmax;
    for (int32_t j = 0; j < curve->n; j++) {
        int64_t end = j + 1 < curve->n ? curve->knot[j + 1] : to;
        if (curve->slope[j] < price) {
            from = end > from ? end : from;
        }
        if (curve->slope[j] > price) {
            to = curve->knot[j] < to ? curve->knot[j] : to;
            break;
        }
    }
    from = from < to ? from : to;
    if (amount < from) {
        return (double)(amount - from);
    }
    return amount > to ? (double)(amount - to) : 0;
}

/* Slopes and the squared length of the step, each part in its own unit. */
static double find_slopes(struct bend *bend, const struct plan *plan)
{
    double square = 0;
    follow(bend, plan);
    for (int32_t i = 0; i < plan->parts->n; i++) {
        bend->slope[i] = 0;
        if (!plan->bends[i] || !plan->reach[i].acts) {
            continue;
        }
        double slope = distance(plan, i, bend->amount[i]) / bend->unit[i];
        bend->slope[i] = slope / bend->unit[i];
        square += slope * slope;
    }
    return square;
}

/* Multipliers beyond the curve's slopes are never better. */
static double within(const struct curve *curve, double multiplier)
{
    double low = curve->slope[0];
    double high = curve->slope[curve->n - 1];
    multiplier = multiplier < low ? low : multiplier;
    return multiplier > high ? high : multiplier;
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
    double guess = GUESS * (1 + fabs(plan->root));
    double factor = 1;
    int32_t done = 0;
    int32_t failed = 0;
    keep(bend->best, plan->multiplier, n);
    for (; done < rounds && factor > SHORTEST && isfinite(plan->root) &&
           plan->root < target;
         done++) {
        double square = find_slopes(bend, plan);
        if (!(square > 0)) {
            break;
        }
        double aim = isfinite(target) ? target : best + guess;
        double length = factor * (aim - plan->root) / square;
        for (int32_t i = 0; i < n; i++) {
            if (plan->bends[i]) {
                plan->multiplier[i] =
                    within(&plan->parts->at[i].curve,
                           plan->multiplier[i] + length * bend->slope[i]);
            }
        }
        plan_rest(plan);
        if (plan->root > best) {
            best = plan->root;
            keep(bend->best, plan->multiplier, n);
            failed = 0;
        } else if (++failed == PATIENCE) {
            keep(plan->multiplier, bend->best, n);
            plan_rest(plan);
            factor *= SHORTER;
            failed = 0;
        }
    }
    keep(plan->multiplier, bend->best, n);
    plan_rest(plan);
    return done;
}

void bend_forget(struct plan *plan)
{
    memset(plan->multiplier, 0,
           (size_t)plan->parts->n * sizeof *plan->multiplier);
}
