/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_part.c - what one person's line rules ask a label to remember. */
#include "solver/pricing_part.h"

struct builder {
    struct arena *arena;
    const struct problem *problem;
    int32_t person;
    struct parts parts;
};

static int32_t weight_of(const struct problem *problem,
                         const struct weights *weights, int32_t day,
                         int32_t pattern)
{
    int32_t row = weights->by_day ? day * problem->n_patterns : 0;
    return weights->weight[row + pattern];
}

static bool same_busy(const struct problem *problem, const struct free_gap *gap,
                      int32_t day, const int32_t pattern[2])
{
    int32_t a = day * problem->n_patterns + pattern[0];
    int32_t b = day * problem->n_patterns + pattern[1];
    return gap->busy_from[a] == gap->busy_from[b] &&
           gap->busy_to[a] == gap->busy_to[b];
}

static int32_t gap_action(const struct problem *problem,
                          const struct free_gap *gap, int32_t day,
                          int32_t pattern)
{
    int32_t at = day * problem->n_patterns + pattern;
    if (gap->busy_from[at] > gap->busy_to[at]) {
        return -1;
    }
    int32_t same = 0;
    while (!same_busy(problem, gap, day, (int32_t[2]){same, pattern})) {
        same++;
    }
    return same;
}

int32_t part_action(const struct problem *problem, const struct part *part,
                    int32_t day, int32_t pattern)
{
    const struct line_rule *rule = part->rule;
    switch (part->kind) {
    case PART_SUM:
        return weight_of(problem, &rule->u.window.weights, day, pattern);
    case PART_GROUPS:
        return SET_HAS(&rule->u.groups.set, pattern);
    case PART_RUN:
        return SET_HAS(&rule->u.run.set, pattern);
    case PART_GAP:
        return gap_action(problem, &rule->u.gap, day, pattern);
    }
    return 0;
}

/* ---- sums ---------------------------------------------------------------- */

struct span {
    int32_t least, most;
};

/* Over the patterns open on `day`. */
static struct span day_span(const struct builder *b,
                            const struct window_sum *window, int32_t day)
{
    struct span span = {.least = INT32_MAX, .most = INT32_MIN};
    for (int32_t p = 0; p < b->problem->n_patterns; p++) {
        if (problem_allows(b->problem, b->person, day, p)) {
            int32_t w = weight_of(b->problem, &window->weights, day, p);
            span.least = w < span.least ? w : span.least;
            span.most = w > span.most ? w : span.most;
        }
    }
    return span;
}

static bool is_linear(const struct curve *curve, int64_t least, int64_t most)
{
    return curve->n == 1 && least >= curve->low && most <= curve->high;
}

/* The rule costs the same for each unit wherever it ends: no state needed. */
static void fold(struct builder *b, const struct window_sum *window,
                 const struct curve *curve)
{
    int32_t n = b->problem->n_patterns;
    b->parts.fixed += curve_cost(curve, window->history);
    for (int32_t d = window->first; d <= window->last; d++) {
        for (int32_t p = 0; p < n; p++) {
            b->parts.choice[d * n + p] +=
                curve->slope[0] *
                weight_of(b->problem, &window->weights, d, p);
        }
    }
}

/* Narrows the part to the days that can change the sum. */
static void trim_sum(const struct builder *b, struct part *part)
{
    const struct window_sum *window = &part->rule->u.window;
    while (part->first < part->last) {
        struct span span = day_span(b, window, part->first);
        if (span.least != 0 || span.most != 0) {
            break;
        }
        part->first++;
    }
    while (part->last > part->first) {
        struct span span = day_span(b, window, part->last);
        if (span.least != 0 || span.most != 0) {
            break;
        }
        part->last--;
    }
}

static void add_sum(struct builder *b, struct part *part)
{
    const struct window_sum *window = &part->rule->u.window;
    int64_t least = window->history;
    int64_t most = window->history;
    for (int32_t d = window->first; d <= window->last; d++) {
        struct span span = day_span(b, window, d);
        least += span.least;
        most += span.most;
    }
    part->kind = PART_SUM;
    part->base = window->history;
    part->curve = curve_of(b->arena, &window->gauge, least, most);
    if (is_linear(&part->curve, least, most)) {
        fold(b, window, &part->curve);
        return;
    }
    part->first = window->first;
    part->last = window->last;
    trim_sum(b, part);
    size_t days = (size_t)(part->last - part->first + 1);
    part->least = arena_array(b->arena, days, sizeof *part->least);
    part->most = arena_array(b->arena, days, sizeof *part->most);
    for (int32_t d = part->first; d <= part->last; d++) {
        struct span span = day_span(b, window, d);
        part->least[d - part->first] = span.least;
        part->most[d - part->first] = span.most;
    }
    b->parts.at[b->parts.n++] = *part;
}

/* ---- the other kinds ------------------------------------------------------ */

/* No choice changes what the rule costs. */
static bool is_flat(const struct part *part, int32_t n_groups)
{
    const struct curve *curve = &part->curve;
    return n_groups == 0 ||
           (is_linear(curve, part->base, part->base + n_groups) &&
            !(curve->slope[0] > 0) && !(curve->slope[0] < 0));
}

static void add_groups(struct builder *b, struct part *part)
{
    const struct group_count *groups = &part->rule->u.groups;
    part->kind = PART_GROUPS;
    part->base = groups->history;
    part->curve = curve_of(b->arena, &groups->gauge, groups->history,
                           groups->history + groups->n_groups);
    if (is_flat(part, groups->n_groups)) {
        b->parts.fixed += (double)gauge_cost(&groups->gauge, part->base);
        b->parts.broken |= gauge_breach(&groups->gauge, part->base) > 0;
        return;
    }
    part->first = groups->start[0];
    part->last = groups->end[groups->n_groups - 1];
    size_t days = (size_t)(part->last - part->first + 1);
    part->group = arena_array(b->arena, days, sizeof *part->group);
    for (size_t i = 0; i < days; i++) {
        part->group[i] = -1;
    }
    for (int32_t g = 0; g < groups->n_groups; g++) {
        for (int32_t d = groups->start[g]; d <= groups->end[g]; d++) {
            part->group[d - part->first] = (int16_t)g;
        }
    }
    b->parts.at[b->parts.n++] = *part;
}

static void add_run(struct builder *b, struct part *part)
{
    part->kind = PART_RUN;
    part->first = 0;
    part->last = b->problem->n_days - 1;
    part->run = run_table_of(b->arena, &part->rule->u.run,
                             b->problem->n_days);
    if (!part->run.idle) {
        b->parts.at[b->parts.n++] = *part;
    }
}

static void add_gap(struct builder *b, struct part *part)
{
    part->kind = PART_GAP;
    part->first = part->rule->u.gap.first;
    part->last = part->rule->u.gap.last;
    b->parts.at[b->parts.n++] = *part;
}

static void add_transition(struct builder *b, struct part *part)
{
    (void)b;
    (void)part; /* pricing_day.h */
}

static void (*const ADD[])(struct builder *, struct part *) = {
    [LINE_TRANSITION] = add_transition,
    [LINE_WINDOW] = add_sum,
    [LINE_GROUPS] = add_groups,
    [LINE_RUN] = add_run,
    [LINE_GAP] = add_gap,
};

/* ---- slots ---------------------------------------------------------------- */

static int by_first(const void *a, const void *b)
{
    const struct part *x = a;
    const struct part *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    return (x->rule > y->rule) - (x->rule < y->rule);
}

/* The first slot whose last part ends before this begins. */
static void take_slot(struct parts *parts, struct part *part,
                      int32_t *ends_at)
{
    int32_t slot = 0;
    while (ends_at[slot] >= part->first) {
        slot++;
    }
    ends_at[slot] = part->last;
    part->slot = slot;
    if (slot == parts->slots) {
        parts->slots++;
    }
}

static void give_slots(struct builder *b)
{
    struct parts *parts = &b->parts;
    size_t room = (size_t)parts->n + 1;
    int32_t *ends_at = arena_array(b->arena, room, sizeof *ends_at);
    for (size_t i = 0; i < room; i++) {
        ends_at[i] = -1;
    }
    qsort(parts->at, (size_t)parts->n, sizeof *parts->at, by_first);
    for (int32_t i = 0; i < parts->n; i++) {
        take_slot(parts, &parts->at[i], ends_at);
    }
}

static double *choices_of(const struct builder *b)
{
    const struct problem *p = b->problem;
    size_t n = (size_t)p->n_days * (size_t)p->n_patterns;
    double *choice = arena_array(b->arena, n, sizeof *choice);
    const int32_t *points = &p->choice_cost[(size_t)b->person * n];
    for (size_t i = 0; i < n; i++) {
        choice[i] = points[i];
    }
    return choice;
}

struct parts parts_of(struct arena *arena, const struct problem *problem,
                      int32_t person)
{
    struct builder b = {.arena = arena, .problem = problem, .person = person};
    int32_t from = problem->rules_of[person];
    int32_t to = problem->rules_of[person + 1];
    b.parts.choice = choices_of(&b);
    b.parts.at = arena_array(arena, (size_t)(to - from) + 1,
                             sizeof *b.parts.at);
    for (int32_t r = from; r < to; r++) {
        struct part part = {.rule = &problem->rules[r]};
        ADD[part.rule->kind](&b, &part);
    }
    give_slots(&b);
    return b.parts;
}
