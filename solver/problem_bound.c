/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_bound.c - the most that any roster of a problem could cost.
 *
 * Nothing else in the solver guards its sums against overflow; this bound,
 * computed with saturation, is why it need not. A gauge is convex, so over a
 * range it is dearest at one of the ends.
 */
#include "solver/problem_parts.h"

#define TOO_MUCH (COST_MAX + 1)

static cost add(cost a, cost b)
{
    return a > COST_MAX || b > COST_MAX || a + b > COST_MAX ? TOO_MUCH : a + b;
}

/* Both >= 0. */
static cost times(cost a, int64_t b)
{
    return a > 0 && b > COST_MAX / a ? TOO_MUCH : a * b;
}

static cost gauge_bound_at(const struct gauge *gauge, int64_t amount)
{
    cost sum = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        const struct hinge *h = &gauge->hinges[i];
        sum = add(sum, amount < h->at ? times(h->under, h->at - amount)
                                      : times(h->over, amount - h->at));
    }
    return sum;
}

static cost gauge_bound(const struct gauge *gauge, int64_t low, int64_t high)
{
    cost at_low = gauge_bound_at(gauge, low);
    cost at_high = gauge_bound_at(gauge, high);
    return at_low > at_high ? at_low : at_high;
}

static cost transition_bound(const struct problem *p,
                             const struct line_rule *rule)
{
    int32_t pairs = p->n_patterns * p->n_patterns;
    const int32_t *known = NULL;
    int32_t dearest = 0;
    cost sum = 0;
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t *table = rule->u.transition.table_of_day[d];
        for (int32_t i = 0; i < pairs && table != known; i++) {
            dearest = i == 0 ? 0 : dearest;
            if (table[i] != TRANSITION_NEVER && table[i] > dearest) {
                dearest = table[i];
            }
        }
        known = table;
        sum = add(sum, dearest);
    }
    return sum;
}

static cost window_bound(const struct problem *p, const struct line_rule *rule)
{
    const struct window_sum *window = &rule->u.window;
    int64_t low = window->history, high = window->history;
    for (int32_t d = window->first; d <= window->last; d++) {
        const int32_t *weight = weights_of_day(p, &window->weights, d);
        int32_t least = weight[0], most = weight[0];
        for (int32_t q = 1; q < p->n_patterns; q++) {
            least = weight[q] < least ? weight[q] : least;
            most = weight[q] > most ? weight[q] : most;
        }
        low += least;
        high += most;
    }
    return gauge_bound(&window->gauge, low, high);
}

static cost groups_bound(const struct problem *p, const struct line_rule *rule)
{
    (void)p;
    const struct group_count *groups = &rule->u.groups;
    return gauge_bound(&groups->gauge, groups->history,
                       groups->history + groups->n_groups);
}

/* Every run is between 1 and all days long, there are at most as many runs as
 * days. */
static cost run_bound(const struct problem *p, const struct line_rule *rule)
{
    const struct run_length *run = &rule->u.run;
    int64_t before = run->history > 0 ? run->history : 0;
    return times(gauge_bound(&run->gauge, 1, before + p->n_days), p->n_days);
}

static cost gap_bound(const struct problem *p, const struct line_rule *rule)
{
    (void)p;
    cost missing = rule->u.gap.cost_missing;
    return missing == GAP_HARD ? 0 : missing;
}

typedef cost rule_bound(const struct problem *p, const struct line_rule *rule);

static rule_bound *const BOUNDS[] = {
    [LINE_TRANSITION] = transition_bound,
    [LINE_WINDOW] = window_bound,
    [LINE_GROUPS] = groups_bound,
    [LINE_RUN] = run_bound,
    [LINE_GAP] = gap_bound,
};

static cost choices_bound(const struct problem *p)
{
    cost sum = 0;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        const int32_t *of = &p->choice_cost[(int64_t)c * p->n_patterns];
        int32_t dearest = 0;
        for (int32_t q = 0; q < p->n_patterns; q++) {
            dearest = of[q] > dearest ? of[q] : dearest;
        }
        sum = add(sum, dearest);
    }
    return sum;
}

/* What one pattern of one day adds to the row for each person; terms of the
 * same day and pattern follow each other. Returns the term after them. */
static int32_t add_pattern(const struct problem *p, const struct row *row,
                           int32_t t, int64_t *least, int64_t *most)
{
    int32_t end = row->first_term + row->n_terms;
    int32_t next = t;
    while (next < end && p->terms[next].day == p->terms[t].day &&
           p->terms[next].pattern == p->terms[t].pattern) {
        next++;
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        int64_t sum = 0;
        for (int32_t k = t; k < next; k++) {
            sum +=
                problem_masked(p, p->terms[k].mask, i) ? p->terms[k].coef : 0;
        }
        least[i] = sum < least[i] ? sum : least[i];
        most[i] = sum > most[i] ? sum : most[i];
    }
    return next;
}

/* One pattern a person and day: the smallest and the largest one each. */
static cost row_bound(const struct problem *p, const struct row *row)
{
    int64_t low = row->constant, high = row->constant;
    int32_t end = row->first_term + row->n_terms;
    for (int32_t t = row->first_term; t < end;) {
        int64_t least[PEOPLE_MAX] = {0}, most[PEOPLE_MAX] = {0};
        int32_t day = p->terms[t].day;
        while (t < end && p->terms[t].day == day) {
            t = add_pattern(p, row, t, least, most);
        }
        for (int32_t i = 0; i < p->n_people; i++) {
            low += least[i];
            high += most[i];
        }
    }
    return gauge_bound(&row->gauge, low, high);
}

cost problem_cost_bound(const struct problem *problem)
{
    cost sum = choices_bound(problem);
    for (int32_t i = 0; i < problem->n_rules; i++) {
        const struct line_rule *rule = &problem->rules[i];
        sum = add(sum, BOUNDS[rule->kind](problem, rule));
    }
    for (int32_t r = 0; r < problem->n_rows; r++) {
        sum = add(sum, row_bound(problem, &problem->rows[r]));
    }
    return sum;
}
