/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_transition.c - which pattern may follow which, as inequalities.
 *
 * For one pair of days let F(p) be the successors that p rules out. For a set F
 * among these, S = all p with F(p) containing F: at most one of "a pattern of S
 * today" and "a pattern of F tomorrow" holds, sum(S) + sum(F) <= 1. With S and
 * F as large as possible these rows describe all fractional two-day plans
 * exactly (the conflict graph is co-bipartite, hence perfect), where one row a
 * pair of patterns would be weak. Rest times give nested F(p), so there are few.
 *
 * Costs: for each distinct cost v of a pair, the pairs that cost at least v (or
 * are forbidden) rule each other out unless a helper of cost v - (the cost
 * below v) is paid.
 */
#include <string.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

/* Sets F looked at for one pair of days and one cost; the ones of single
 * patterns always fit, intersections as far as there is room. */
enum { SETS_MAX = PATTERN_MAX + 64, INTERSECT_UP_TO = 48 };

/* One pair of days: for each pattern the successors it rules out. */
struct pair_graph {
    struct pattern_set rules_out[PATTERN_MAX];
    struct pattern_set sets[SETS_MAX];
    int32_t n_sets;
};

struct pair {
    int32_t person, day, cell; /* of the first day; the next is cell + 1 */
};

static bool set_empty(const struct pattern_set *set)
{
    uint64_t any = 0;
    for (size_t w = 0; w < COUNT_OF(set->bits); w++) {
        any |= set->bits[w];
    }
    return any == 0;
}

static void set_meet(struct pattern_set *into, const struct pattern_set *other)
{
    for (size_t w = 0; w < COUNT_OF(into->bits); w++) {
        into->bits[w] &= other->bits[w];
    }
}

static void add_pairs(const struct problem *p, const int32_t *table, cost least,
                      struct pattern_set *rules_out)
{
    for (int32_t a = 0; a < p->n_patterns; a++) {
        for (int32_t b = 0; b < p->n_patterns; b++) {
            if (table[a * p->n_patterns + b] >= least) {
                rules_out[a].bits[b >> 6] |= (uint64_t)1 << (b & 63);
            }
        }
    }
}

void transitions_never(const struct problem *problem, int32_t person,
                       int32_t day, struct pattern_set *never)
{
    for (int32_t r = problem->rules_of[person];
         r < problem->rules_of[person + 1]; r++) {
        const struct line_rule *rule = &problem->rules[r];
        if (rule->kind == LINE_TRANSITION) {
            add_pairs(problem, rule->u.transition.table_of_day[day],
                      TRANSITION_NEVER, never);
        }
    }
}

static void graph_add_set(struct pair_graph *graph,
                          const struct pattern_set *set, int32_t limit)
{
    if (set_empty(set) || graph->n_sets >= limit) {
        return;
    }
    for (int32_t k = 0; k < graph->n_sets; k++) {
        if (memcmp(&graph->sets[k], set, sizeof *set) == 0) {
            return;
        }
    }
    graph->sets[graph->n_sets++] = *set;
}

/* Distinct F(p) among what is open, then their intersections. */
static void graph_sets(const struct compact *c, struct pair_graph *graph,
                       const struct pair *pair)
{
    graph->n_sets = 0;
    for (int32_t p = 0; p < c->problem->n_patterns; p++) {
        set_meet(&graph->rules_out[p], &c->open[pair->cell + 1]);
        if (SET_HAS(&c->open[pair->cell], p)) {
            graph_add_set(graph, &graph->rules_out[p], SETS_MAX);
        }
    }
    for (int32_t a = 1; a < graph->n_sets; a++) {
        for (int32_t b = 0; b < a; b++) {
            struct pattern_set both = graph->sets[a];
            set_meet(&both, &graph->sets[b]);
            graph_add_set(graph, &both, INTERSECT_UP_TO);
        }
    }
}

/* sum(S) + sum(F) - helper <= 1. */
static void clique_row(struct compact *c, const struct pair_graph *graph,
                       const struct pair *pair, int32_t set, int32_t helper)
{
    struct form form = {.constant = 0};
    for (int32_t p = 0; p < c->problem->n_patterns; p++) {
        if (SET_HAS(&c->open[pair->cell], p) &&
            pattern_set_within(&graph->sets[set], &graph->rules_out[p])) {
            form_add_choice(&form, c, pair->cell, p, 1);
        }
    }
    form_add_set(&form, c, pair->cell + 1, &graph->sets[set], 1);
    if (helper >= 0) {
        form_add_column(&form, helper, -1);
    }
    model_row(c, &form, BOUND_NONE_LOW, 1);
    form_release(&form);
}

static void hard_pairs(struct compact *c, struct pair_graph *graph,
                       const struct pair *pair)
{
    memset(graph->rules_out, 0, sizeof graph->rules_out);
    transitions_never(c->problem, pair->person, pair->day, graph->rules_out);
    graph_sets(c, graph, pair);
    for (int32_t k = 0; k < graph->n_sets; k++) {
        clique_row(c, graph, pair, k, -1);
    }
}

/* The next cost above `last` among the open pairs, COST_MAX: none. */
static cost next_cost(const struct compact *c, const int32_t *table,
                      const struct pair *pair, cost last)
{
    cost next = COST_MAX;
    int32_t n = c->problem->n_patterns;
    for (int32_t a = 0; a < n; a++) {
        for (int32_t b = 0; b < n; b++) {
            cost points = table[a * n + b];
            if (points > last && points < next && points != TRANSITION_NEVER &&
                SET_HAS(&c->open[pair->cell], a) &&
                SET_HAS(&c->open[pair->cell + 1], b)) {
                next = points;
            }
        }
    }
    return next;
}

static void soft_pairs(struct compact *c, struct pair_graph *graph,
                       const struct pair *pair, const struct line_rule *rule)
{
    const int32_t *table = rule->u.transition.table_of_day[pair->day];
    cost last = 0;
    for (cost next = next_cost(c, table, pair, last); next < COST_MAX;
         next = next_cost(c, table, pair, last)) {
        memset(graph->rules_out, 0, sizeof graph->rules_out);
        transitions_never(c->problem, pair->person, pair->day,
                          graph->rules_out);
        add_pairs(c->problem, table, next, graph->rules_out);
        graph_sets(c, graph, pair);
        int32_t helper = model_column(c, 0, 1);
        model_charge(c, helper, rule->level, (double)(next - last));
        model_unit(c, rule->level, next);
        for (int32_t k = 0; k < graph->n_sets; k++) {
            clique_row(c, graph, pair, k, helper);
        }
        last = next;
    }
}


void transitions_model(struct compact *c, int32_t person)
{
    const struct problem *p = c->problem;
    struct pair_graph *graph = xmalloc(sizeof *graph);
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        struct pair pair = {person, d, person * p->n_days + d};
        hard_pairs(c, graph, &pair);
        for (int32_t r = p->rules_of[person]; r < p->rules_of[person + 1];
             r++) {
            const struct line_rule *rule = &p->rules[r];
            if (rule->kind == LINE_TRANSITION && model_wants(c, rule->level)) {
                soft_pairs(c, graph, &pair, rule);
            }
        }
    }
    free(graph);
}
