/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_lines.c - window sums and counts of day groups.
 */
#include "base/arena.h"
#include "solver/compact_parts.h"

void window_model(struct compact *c, const struct line_rule *rule)
{
    const struct window_sum *window = &rule->u.window;
    const struct problem *p = c->problem;
    struct form form = {.constant = window->history};
    for (int32_t d = window->first; d <= window->last; d++) {
        const int32_t *weight = weights_of_day(p, &window->weights, d);
        for (int32_t q = 0; q < p->n_patterns; q++) {
            if (weight[q] != 0) {
                form_add_choice(&form, c, rule->person * p->n_days + d, q,
                                weight[q]);
            }
        }
    }
    gauge_model(c, &form, &window->gauge, rule->level);
    form_release(&form);
}

/* Which way a group's column must be held: up to each of its days, because
 * many groups are dear, or down to their sum, because few are. */
struct pressure {
    bool up, down;
};

static struct pressure pressure_of(const struct compact *c,
                                   const struct line_rule *rule)
{
    const struct gauge *gauge = &rule->u.groups.gauge;
    struct pressure pressure = {.up = gauge->high != BOUND_NONE_HIGH,
                                .down = gauge->low != BOUND_NONE_LOW};
    for (int32_t i = 0; model_wants(c, rule->level) && i < gauge->n_hinges;
         i++) {
        pressure.up |= gauge->hinges[i].over > 0;
        pressure.down |= gauge->hinges[i].under > 0;
    }
    return pressure;
}

/* How the days of one group can be. */
struct group_state {
    int32_t undecided; /* days that may or may not be in the set */
    int32_t day;       /* one of them */
    bool certain;      /* some day is in it for sure */
};

static struct group_state group_look(const struct compact *c,
                                     const struct line_rule *rule, int32_t g)
{
    const struct group_count *groups = &rule->u.groups;
    struct group_state state = {0};
    for (int32_t d = groups->start[g]; d <= groups->end[g]; d++) {
        const struct pattern_set *open =
            &c->open[rule->person * c->problem->n_days + d];
        uint64_t in = 0, out = 0;
        for (size_t w = 0; w < COUNT_OF(open->bits); w++) {
            in |= open->bits[w] & groups->set.bits[w];
            out |= open->bits[w] & ~groups->set.bits[w];
        }
        state.certain |= !out;
        if (in && out) {
            state.undecided++;
            state.day = d;
        }
    }
    return state;
}

/* Adds the group to the count: a constant, its only day or its column. */
static void group_count_in(struct compact *c, const struct line_rule *rule,
                           int32_t g, struct form *count)
{
    struct group_state state = group_look(c, rule, g);
    if (state.certain) {
        count->constant++;
    } else if (state.undecided == 1) {
        form_add_set(count, c, rule->person * c->problem->n_days + state.day,
                     &rule->u.groups.set, 1);
    } else if (state.undecided > 1) {
        form_add_column(count, model_column(c, 0, 1), 1);
    }
}

/* Of the set's patterns on a day those that may stand next to one outside the
 * set on the day `by` (+-1) away: where a stretch of days in the set may begin
 * (by = -1) or end (by = 1). */
static struct pattern_set group_edge(const struct compact *c,
                                     const struct line_rule *rule, int32_t day,
                                     int32_t by)
{
    const struct problem *p = c->problem;
    const struct pattern_set *set = &rule->u.groups.set;
    const struct pattern_set *near =
        &c->open[rule->person * p->n_days + day + by];
    struct pattern_set *never = xcalloc((size_t)p->n_patterns, sizeof *never);
    struct pattern_set edge = {{0}};
    transitions_never(p, rule->person, by < 0 ? day - 1 : day, never);
    for (int32_t q = 0; q < p->n_patterns; q++) {
        bool found = false;
        for (int32_t r = 0; SET_HAS(set, q) && r < p->n_patterns && !found; r++) {
            bool forbidden =
                by < 0 ? SET_HAS(&never[r], q) : SET_HAS(&never[q], r);
            found = SET_HAS(near, r) && !SET_HAS(set, r) && !forbidden;
        }
        edge.bits[q >> 6] |= (uint64_t)found << (q & 63);
    }
    free(never);
    return edge;
}

/* A group with a day in the set has a first such day, and a last one. What can
 * neither begin nor end a stretch of them would count its days twice. */
static void group_down_row(struct compact *c, const struct line_rule *rule,
                           int32_t g, int32_t column, int32_t by)
{
    const struct group_count *groups = &rule->u.groups;
    int32_t whole = by < 0 ? groups->start[g] : groups->end[g];
    struct form all = {0};
    for (int32_t d = groups->start[g]; d <= groups->end[g]; d++) {
        struct pattern_set set =
            d == whole ? groups->set : group_edge(c, rule, d, by);
        int32_t cell = rule->person * c->problem->n_days + d;
        form_add_set(&all, c, cell, &set, 1);
    }
    form_add_column(&all, column, -1);
    model_row(c, &all, 0, BOUND_NONE_HIGH);
    form_release(&all);
}

static void group_rows(struct compact *c, const struct line_rule *rule,
                       int32_t g, int32_t column)
{
    const struct group_count *groups = &rule->u.groups;
    struct pressure pressure = pressure_of(c, rule);
    struct form one = {0};
    for (int32_t d = groups->start[g]; pressure.up && d <= groups->end[g]; d++) {
        int32_t cell = rule->person * c->problem->n_days + d;
        form_clear(&one);
        form_add_set(&one, c, cell, &groups->set, 1);
        form_add_column(&one, column, -1);
        model_row(c, &one, BOUND_NONE_LOW, 0);
    }
    if (pressure.down) {
        group_down_row(c, rule, g, column, -1);
        group_down_row(c, rule, g, column, 1);
    }
    form_release(&one);
}

void groups_model(struct compact *c, const struct line_rule *rule)
{
    const struct group_count *groups = &rule->u.groups;
    struct form count = {.constant = groups->history};
    struct pressure pressure = pressure_of(c, rule);
    model_block_begin(c, !pressure.up);
    int32_t column = c->columns.n;
    for (int32_t g = 0; g < groups->n_groups; g++) {
        group_count_in(c, rule, g, &count);
    }
    model_block_columns(c);
    for (int32_t g = 0; g < groups->n_groups; g++) {
        struct group_state state = group_look(c, rule, g);
        if (!state.certain && state.undecided > 1) {
            group_rows(c, rule, g, column++);
        }
    }
    gauge_model(c, &count, &groups->gauge, rule->level);
    model_block_end(c);
    form_release(&count);
}
