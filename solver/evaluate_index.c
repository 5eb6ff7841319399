/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate_index.c - which rules look at which days of which person.
 *
 * Each list is laid out in two passes over the rules: count, then fill.
 */
#include "solver/evaluate_parts.h"

/* The days a rule of these kinds looks at. */
struct days {
    int32_t first, last;
};

static struct days days_of(const struct line_rule *rule)
{
    return rule->kind == LINE_WINDOW
               ? (struct days){rule->u.window.first, rule->u.window.last}
               : (struct days){rule->u.gap.first, rule->u.gap.last};
}

/* Turns counts at [c + 1] into firsts; returns room for `next` per cell. */
static int32_t *add_up(int32_t *first, int32_t cells)
{
    for (int32_t c = 0; c < cells; c++) {
        first[c + 1] += first[c];
    }
    int32_t *next = xcalloc((size_t)cells, sizeof *next);
    memcpy(next, first, (size_t)cells * sizeof *next);
    return next;
}

static int32_t cell_count(const struct problem *p)
{
    return p->n_people * p->n_days;
}

static void index_windows(struct evaluation *e)
{
    const struct problem *p = e->p;
    int32_t cells = cell_count(p);
    e->windows.first = xcalloc((size_t)cells + 1, sizeof(int32_t));
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        struct days days = days_of(rule);
        for (int32_t d = days.first;
             rule->kind == LINE_WINDOW && d <= days.last; d++) {
            e->windows.first[rule->person * p->n_days + d + 1]++;
        }
    }
    int32_t *next = add_up(e->windows.first, cells);
    e->windows.at =
        xcalloc((size_t)e->windows.first[cells], sizeof *e->windows.at);
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        struct days days = days_of(rule);
        for (int32_t d = days.first;
             rule->kind == LINE_WINDOW && d <= days.last; d++) {
            e->windows.at[next[rule->person * p->n_days + d]++] =
                (struct window_entry){
                    weights_of_day(p, &rule->u.window.weights, d), k};
        }
    }
    free(next);
}

static void index_gaps(struct evaluation *e)
{
    const struct problem *p = e->p;
    int32_t cells = cell_count(p);
    e->gaps.first = xcalloc((size_t)cells + 1, sizeof(int32_t));
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        struct days days = days_of(rule);
        for (int32_t d = days.first; rule->kind == LINE_GAP && d <= days.last;
             d++) {
            e->gaps.first[rule->person * p->n_days + d + 1]++;
        }
    }
    int32_t *next = add_up(e->gaps.first, cells);
    e->gaps.at = xcalloc((size_t)e->gaps.first[cells], sizeof *e->gaps.at);
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        struct days days = days_of(rule);
        for (int32_t d = days.first; rule->kind == LINE_GAP && d <= days.last;
             d++) {
            e->gaps.at[next[rule->person * p->n_days + d]++] = k;
        }
    }
    free(next);
}

static int32_t groups_in(const struct line_rule *rule)
{
    return rule->kind == LINE_GROUPS ? rule->u.groups.n_groups : 0;
}

static void index_groups(struct evaluation *e)
{
    const struct problem *p = e->p;
    int32_t cells = cell_count(p);
    e->groups.first = xcalloc((size_t)cells + 1, sizeof(int32_t));
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        for (int32_t g = 0; g < groups_in(rule); g++) {
            for (int32_t d = rule->u.groups.start[g];
                 d <= rule->u.groups.end[g]; d++) {
                e->groups.first[rule->person * p->n_days + d + 1]++;
            }
        }
    }
    int32_t *next = add_up(e->groups.first, cells);
    e->groups.at =
        xcalloc((size_t)e->groups.first[cells], sizeof *e->groups.at);
    for (int32_t k = 0; k < p->n_rules; k++) {
        const struct line_rule *rule = &p->rules[k];
        for (int32_t g = 0; g < groups_in(rule); g++) {
            for (int32_t d = rule->u.groups.start[g];
                 d <= rule->u.groups.end[g]; d++) {
                e->groups.at[next[rule->person * p->n_days + d]++] =
                    (struct group_entry){k, g};
            }
        }
    }
    free(next);
}

/* Rules are sorted by person already. */
static void index_lines(const struct problem *p, enum line_kind kind,
                        struct rules_list *list)
{
    list->first = xcalloc((size_t)p->n_people + 1, sizeof *list->first);
    list->at = xcalloc((size_t)p->n_rules, sizeof *list->at);
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t k = p->rules_of[i]; k < p->rules_of[i + 1]; k++) {
            if (p->rules[k].kind == kind) {
                list->at[n++] = k;
            }
        }
        list->first[i + 1] = n;
    }
}

void evaluation_index(struct evaluation *e)
{
    index_windows(e);
    index_groups(e);
    index_gaps(e);
    index_lines(e->p, LINE_TRANSITION, &e->transitions);
    index_lines(e->p, LINE_RUN, &e->runs);
}

void evaluation_index_release(struct evaluation *e)
{
    free(e->windows.first);
    free(e->windows.at);
    free(e->groups.first);
    free(e->groups.at);
    struct rules_list *lists[] = {&e->gaps, &e->transitions, &e->runs};
    for (size_t k = 0; k < COUNT_OF(lists); k++) {
        free(lists[k]->first);
        free(lists[k]->at);
    }
}
