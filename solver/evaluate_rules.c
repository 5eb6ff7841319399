/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate_rules.c - how the change of a few days of a line moves its rules.
 *
 * Windows move by the difference of weights; groups are looked at whole when
 * one of their days changes; runs are counted again between the ends of the
 * runs around the change; gaps of a window are looked for again when something
 * busy in it moves.
 */
#include "solver/evaluate_parts.h"

static struct rule_state *touch(struct evaluation *e, int32_t rule)
{
    struct rule_state *state = &e->rules[rule];
    if (state->stamp != e->stamp) {
        state->stamp = e->stamp;
        state->moved = state->points_moved = 0;
        state->broken_moved = 0;
        e->touched_rules[e->n_touched_rules++] = rule;
    }
    return state;
}

static void collect_windows(struct evaluation *e,
                            const struct line_change *change, int32_t day)
{
    int32_t cell = change->person * e->p->n_days + day;
    int32_t before = change->before[day], after = change->after[day];
    for (int32_t k = e->windows.first[cell]; k < e->windows.first[cell + 1];
         k++) {
        const struct window_entry *entry = &e->windows.at[k];
        int64_t moved = (int64_t)entry->weight[after] - entry->weight[before];
        if (moved != 0) {
            touch(e, entry->rule)->moved += moved;
        }
    }
}

static bool any_in(const struct pattern_set *set, const int16_t *line,
                   int32_t first, int32_t last)
{
    for (int32_t d = first; d <= last; d++) {
        if (SET_HAS(set, line[d])) {
            return true;
        }
    }
    return false;
}

static void collect_groups(struct evaluation *e,
                           const struct line_change *change, int32_t day)
{
    int32_t cell = change->person * e->p->n_days + day;
    for (int32_t k = e->groups.first[cell]; k < e->groups.first[cell + 1];
         k++) {
        const struct group_entry *entry = &e->groups.at[k];
        const struct group_count *groups = &e->p->rules[entry->rule].u.groups;
        int32_t start = groups->start[entry->group];
        if (day != start && day != change->first) {
            continue; /* counted with the group's first changed day */
        }
        int32_t end = groups->end[entry->group];
        int32_t moved = any_in(&groups->set, change->after, start, end) -
                        any_in(&groups->set, change->before, start, end);
        if (moved != 0) {
            touch(e, entry->rule)->moved += moved;
        }
    }
}

/* ---- gaps -------------------------------------------------------------- */

/* What is busy begins in the order of the days (problem.h), so one pass with
 * the end of all before it finds the gaps. */
static bool gap_found(const struct problem *p, const struct free_gap *gap,
                      const int16_t *line)
{
    int64_t free_from =
        gap->busy_until > gap->open ? gap->busy_until : gap->open;
    for (int32_t d = gap->first; d <= gap->last; d++) {
        int32_t cell = d * p->n_patterns + line[d];
        int32_t from = gap->busy_from[cell], to = gap->busy_to[cell];
        if (from > to) {
            continue;
        }
        if ((from < gap->close ? from : gap->close) - free_from >= gap->need) {
            return true;
        }
        free_from = to > free_from ? to : free_from;
    }
    return gap->close - free_from >= gap->need;
}

static void move_gap(struct rule_state *state, const struct free_gap *gap,
                     bool found, int32_t sign)
{
    if (!found && gap->cost_missing == GAP_HARD) {
        state->broken_moved += sign;
    } else if (!found) {
        state->points_moved += sign * gap->cost_missing;
    }
}

static void collect_gaps(struct evaluation *e, const struct line_change *change,
                         int32_t day)
{
    const struct problem *p = e->p;
    int32_t cell = change->person * p->n_days + day;
    int32_t before = day * p->n_patterns + change->before[day];
    int32_t after = day * p->n_patterns + change->after[day];
    for (int32_t k = e->gaps.first[cell]; k < e->gaps.first[cell + 1]; k++) {
        int32_t rule = e->gaps.at[k];
        const struct free_gap *gap = &p->rules[rule].u.gap;
        if (e->rules[rule].stamp == e->stamp ||
            (gap->busy_from[before] == gap->busy_from[after] &&
             gap->busy_to[before] == gap->busy_to[after])) {
            continue;
        }
        struct rule_state *state = touch(e, rule);
        bool had = state->points == 0 && state->broken == 0;
        move_gap(state, gap, had, -1);
        move_gap(state, gap, gap_found(p, gap, change->after), 1);
    }
}

/* ---- transitions ------------------------------------------------------- */

static void move_pair(struct rule_state *state, int32_t pair, int32_t sign)
{
    if (pair == TRANSITION_NEVER) {
        state->broken_moved += sign;
    } else {
        state->points_moved += sign * pair;
    }
}

static void collect_transition(struct evaluation *e, int32_t rule,
                               const struct line_change *change)
{
    const struct problem *p = e->p;
    const int32_t *const *tables = p->rules[rule].u.transition.table_of_day;
    int32_t first = change->first > 0 ? change->first - 1 : 0;
    int32_t last =
        change->last < p->n_days - 1 ? change->last : change->last - 1;
    for (int32_t d = first; d <= last; d++) {
        int32_t before = tables[d][change->before[d] * p->n_patterns +
                                   change->before[d + 1]];
        int32_t after =
            tables[d][change->after[d] * p->n_patterns + change->after[d + 1]];
        if (before != after) {
            struct rule_state *state = touch(e, rule);
            move_pair(state, before, -1);
            move_pair(state, after, 1);
        }
    }
}

/* ---- runs -------------------------------------------------------------- */

struct run_span {
    int32_t first, last;
};
struct stretch {
    const int16_t *line;
    struct run_span span;
};

static void move_run(const struct problem *p, const struct run_length *run,
                     struct run_span span, struct rule_state *state,
                     int32_t sign)
{
    int64_t before = span.first == 0 && run->history > 0 ? run->history : 0;
    int64_t length = before + span.last - span.first + 1;
    bool never_short = span.last == p->n_days - 1 ||
                       (span.first == 0 && run->history == RUN_FAVOURABLE);
    cost points = 0;
    for (int32_t i = 0; i < run->gauge.n_hinges; i++) {
        const struct hinge *h = &run->gauge.hinges[i];
        if (length > h->at) {
            int64_t unpaid = before > h->at ? before : h->at;
            points += h->over * (length - unpaid);
        } else if (!never_short) {
            points += h->under * (h->at - length);
        }
    }
    state->points_moved += sign * points;
    if (length > run->gauge.high || (length < run->gauge.low && !never_short)) {
        state->broken_moved += sign;
    }
}

/* All runs of the days of `within`. */
static void move_runs(const struct problem *p, const struct run_length *run,
                      const struct stretch *within, struct rule_state *state,
                      int32_t sign)
{
    int32_t begin = within->span.first;
    for (int32_t d = begin; d <= within->span.last + 1; d++) {
        if (d <= within->span.last && SET_HAS(&run->set, within->line[d])) {
            continue;
        }
        if (begin < d) {
            move_run(p, run, (struct run_span){begin, d - 1}, state, sign);
        }
        begin = d + 1;
    }
}

/* The change and the runs that end or begin beside it. */
static struct run_span span_around(const struct problem *p,
                                   const struct pattern_set *set,
                                   const struct line_change *change)
{
    struct run_span span = {change->first, change->last};
    while (span.first > 0 && SET_HAS(set, change->before[span.first - 1])) {
        span.first--;
    }
    while (span.last < p->n_days - 1 &&
           SET_HAS(set, change->before[span.last + 1])) {
        span.last++;
    }
    return span;
}

static void collect_run(struct evaluation *e, int32_t rule,
                        const struct line_change *change)
{
    const struct run_length *run = &e->p->rules[rule].u.run;
    bool same = true;
    for (int32_t d = change->first; d <= change->last && same; d++) {
        same = SET_HAS(&run->set, change->before[d]) ==
               SET_HAS(&run->set, change->after[d]);
    }
    if (same) {
        return;
    }
    struct rule_state *state = touch(e, rule);
    struct stretch stretch = {change->before,
                              span_around(e->p, &run->set, change)};
    move_runs(e->p, run, &stretch, state, -1);
    stretch.line = change->after;
    move_runs(e->p, run, &stretch, state, 1);
}

/* ---- all --------------------------------------------------------------- */

void evaluation_collect_rules(struct evaluation *e,
                              const struct line_change *change)
{
    for (int32_t d = change->first; d <= change->last; d++) {
        if (change->before[d] != change->after[d]) {
            collect_windows(e, change, d);
            collect_gaps(e, change, d);
        }
        collect_groups(e, change, d);
    }
    int32_t i = change->person;
    for (int32_t k = e->transitions.first[i]; k < e->transitions.first[i + 1];
         k++) {
        collect_transition(e, e->transitions.at[k], change);
    }
    for (int32_t k = e->runs.first[i]; k < e->runs.first[i + 1]; k++) {
        collect_run(e, e->runs.at[k], change);
    }
}

/* ---- from nothing ------------------------------------------------------ */

static void reset_window(const struct problem *p, const struct line_rule *rule,
                         const int16_t *line, struct rule_state *state)
{
    const struct window_sum *window = &rule->u.window;
    state->gauge = quick_gauge(&window->gauge);
    state->gauged = true;
    state->amount = window->history;
    for (int32_t d = window->first; d <= window->last; d++) {
        state->amount += weights_of_day(p, &window->weights, d)[line[d]];
    }
}

static void reset_groups(const struct problem *p, const struct line_rule *rule,
                         const int16_t *line, struct rule_state *state)
{
    (void)p;
    const struct group_count *groups = &rule->u.groups;
    state->gauge = quick_gauge(&groups->gauge);
    state->gauged = true;
    state->amount = groups->history;
    for (int32_t g = 0; g < groups->n_groups; g++) {
        state->amount +=
            any_in(&groups->set, line, groups->start[g], groups->end[g]);
    }
}

static void reset_gap(const struct problem *p, const struct line_rule *rule,
                      const int16_t *line, struct rule_state *state)
{
    const struct free_gap *gap = &rule->u.gap;
    move_gap(state, gap, gap_found(p, gap, line), 1);
}

static void reset_transition(const struct problem *p,
                             const struct line_rule *rule, const int16_t *line,
                             struct rule_state *state)
{
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t *table = rule->u.transition.table_of_day[d];
        move_pair(state, table[line[d] * p->n_patterns + line[d + 1]], 1);
    }
}

static void reset_run(const struct problem *p, const struct line_rule *rule,
                      const int16_t *line, struct rule_state *state)
{
    const struct stretch all = {line, {0, p->n_days - 1}};
    move_runs(p, &rule->u.run, &all, state, 1);
}

typedef void rule_reset(const struct problem *p, const struct line_rule *rule,
                        const int16_t *line, struct rule_state *state);

static rule_reset *const RESETS[] = {
    [LINE_TRANSITION] = reset_transition,
    [LINE_WINDOW] = reset_window,
    [LINE_GROUPS] = reset_groups,
    [LINE_RUN] = reset_run,
    [LINE_GAP] = reset_gap,
};

void evaluation_reset_rules(struct evaluation *e)
{
    for (int32_t k = 0; k < e->p->n_rules; k++) {
        const struct line_rule *rule = &e->p->rules[k];
        struct rule_state *state = &e->rules[k];
        *state = (struct rule_state){0};
        RESETS[rule->kind](e->p, rule, roster_line(e->roster, rule->person),
                           state);
        state->points = state->points_moved;
        state->broken = state->broken_moved;
        if (state->gauged) {
            state->points = quick_cost(&state->gauge, state->amount);
            state->broken = quick_breach(&state->gauge, state->amount);
        }
    }
}
