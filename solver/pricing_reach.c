/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_reach.c - what the frozen days around a run mean for each part. */
#include "solver/pricing_reach.h"

#include "solver/pricing_gap.h"

struct reach *reaches_of(struct arena *arena, const struct parts *parts)
{
    struct reach *reach =
        arena_array(arena, (size_t)parts->n + 1, sizeof *reach);
    for (int32_t i = 0; i < parts->n; i++) {
        const struct part *part = &parts->at[i];
        if (part->kind == PART_RUN) {
            reach[i].close = arena_array(arena, (size_t)part->run.n,
                                         sizeof *reach[i].close);
        }
    }
    return reach;
}

/* ---- sums ---------------------------------------------------------------- */

static int64_t frozen_sum(const struct part *part, const struct frozen *frozen,
                          int32_t from, int32_t to)
{
    const struct window_sum *window = &part->rule->u.window;
    from = from > window->first ? from : window->first;
    to = to < window->last ? to : window->last;
    int64_t sum = 0;
    for (int32_t d = from; d <= to && frozen->line; d++) {
        sum += weights_of_day(frozen->problem, &window->weights,
                              d)[frozen->line[d]];
    }
    return sum;
}

static void find_sum(struct reach *reach, const struct part *part,
                     const struct frozen *frozen)
{
    reach->state = (int32_t)frozen_sum(part, frozen, 0, frozen->first - 1);
    reach->tail = frozen_sum(part, frozen, frozen->last + 1, INT32_MAX);
    if (!reach->acts) {
        reach->fixed =
            (double)gauge_cost(&part->rule->u.window.gauge,
                               part->base + reach->state + reach->tail);
    }
}

/* ---- groups -------------------------------------------------------------- */

static bool counts(const struct part *part, const struct frozen *frozen,
                   int32_t from, int32_t to)
{
    for (int32_t d = from; d <= to; d++) {
        if (SET_HAS(&part->rule->u.groups.set, frozen->line[d])) {
            return true;
        }
    }
    return false;
}

/* Adds one group to what the frozen days before and after count. */
static void find_group(struct reach *reach, const struct part *part,
                       const struct frozen *frozen, int32_t g)
{
    int32_t start = part->rule->u.groups.start[g];
    int32_t end = part->rule->u.groups.end[g];
    bool before = start < frozen->first &&
                  counts(part, frozen, start,
                         end < frozen->first ? end : frozen->first - 1);
    bool after = end > frozen->last &&
                 counts(part, frozen,
                        start > frozen->last ? start : frozen->last + 1, end);
    bool open = start <= frozen->last && end >= frozen->first;
    if (before) {
        reach->state++;
        reach->flag |= open;
    }
    if (after && !open) {
        reach->tail++;
    }
    reach->tail_counts |= after && open;
}

static void find_groups(struct reach *reach, const struct part *part,
                        const struct frozen *frozen)
{
    if (frozen->line) {
        for (int32_t g = 0; g < part->rule->u.groups.n_groups; g++) {
            find_group(reach, part, frozen, g);
        }
    }
    while (reach->acts && part->group[reach->first - part->first] < 0) {
        reach->first++;
        reach->acts = reach->first <= reach->last;
    }
    while (reach->acts && part->group[reach->last - part->first] < 0) {
        reach->last--;
    }
    if (!reach->acts) {
        reach->fixed =
            (double)gauge_cost(&part->rule->u.groups.gauge,
                               part->base + reach->state + reach->tail);
    }
}

/* ---- runs ---------------------------------------------------------------- */

static const struct run_step *run_step_on(const struct part *part,
                                          const struct frozen *frozen,
                                          int32_t state, int32_t day)
{
    bool in = SET_HAS(&part->rule->u.run.set, frozen->line[day]);
    return &part->run.step[2 * state + in];
}

/* Walks frozen days until the run that `state` is in has ended (0 without
 * any), or none has begun. A break costs nothing here: *broken says whether
 * there was one. */
static double walk(const struct part *part, const struct frozen *frozen,
                   int32_t *state, int32_t days[2], bool *broken)
{
    double sum = 0;
    while (days[0] <= days[1]) {
        const struct run_step *step =
            run_step_on(part, frozen, *state, days[0]++);
        if (step->next == RUN_BROKEN) {
            *broken = true; /* the state stays: its run goes on */
            *state = step == &part->run.step[2 * *state] ? 0 : *state;
        } else {
            sum += step->cost;
            *state = step->next;
        }
        if (*state == 0) {
            break;
        }
    }
    return sum;
}

static double walk_all(const struct part *part, const struct frozen *frozen,
                       int32_t *state, int32_t days[2])
{
    bool ignored;
    double sum = 0;
    while (days[0] <= days[1]) {
        sum += walk(part, frozen, state, days, &ignored);
    }
    return sum;
}

/* Whatever the state, the first frozen day outside the class ends its run:
 * from there on all states are one. */
static void close_runs(struct reach *reach, const struct part *part,
                       const struct frozen *frozen)
{
    int32_t n_days = frozen->problem->n_days;
    int32_t end = frozen->last + 1;
    while (end < n_days && SET_HAS(&part->rule->u.run.set, frozen->line[end])) {
        end++;
    }
    int32_t idle = 0;
    double rest = walk_all(part, frozen, &idle, (int32_t[2]){end, n_days - 1});
    for (int32_t s = 0; s < part->run.n; s++) {
        bool broken = false;
        int32_t state = s;
        int32_t days[2] = {frozen->last + 1, end < n_days ? end : n_days - 1};
        double sum = walk(part, frozen, &state, days, &broken);
        reach->close[s] = broken ? -1 : sum + rest;
    }
}

static void find_run(struct reach *reach, const struct part *part,
                     const struct frozen *frozen)
{
    reach->state = part->run.start;
    for (int32_t s = 0; s < part->run.n; s++) {
        reach->close[s] = 0;
    }
    if (frozen->line) {
        reach->fixed = walk_all(part, frozen, &reach->state,
                                (int32_t[2]){0, frozen->first - 1});
        close_runs(reach, part, frozen);
    }
}

/* ---- gaps ---------------------------------------------------------------- */

static int32_t gap_day(const struct part *part, const struct frozen *frozen,
                       int32_t state, int32_t day)
{
    const struct free_gap *gap = &part->rule->u.gap;
    int32_t at = day * frozen->problem->n_patterns + frozen->line[day];
    if (state == GAP_MISSED || gap->busy_from[at] > gap->busy_to[at]) {
        return state;
    }
    return gap_next(gap, state, gap->busy_from[at], gap->busy_to[at]);
}

int32_t reach_gap_end(const struct part *part, const struct frozen *frozen,
                      int32_t state)
{
    const struct free_gap *gap = &part->rule->u.gap;
    int32_t from = frozen->last < gap->first ? gap->first : frozen->last + 1;
    for (int32_t d = from; d <= gap->last; d++) {
        state = gap_day(part, frozen, state, d);
    }
    return state;
}

static void find_gap(struct reach *reach, const struct part *part,
                     const struct frozen *frozen)
{
    const struct free_gap *gap = &part->rule->u.gap;
    reach->state = gap_start(gap);
    for (int32_t d = gap->first; d < frozen->first && d <= gap->last; d++) {
        reach->state = gap_day(part, frozen, reach->state, d);
    }
    if (!reach->acts) {
        reach->state = reach_gap_end(part, frozen, reach->state);
    }
    if (reach->state == GAP_MISSED) {
        reach->broken = reach->acts && gap->cost_missing == GAP_HARD;
        reach->fixed = gap->cost_missing == GAP_HARD
                           ? 0
                           : (double)gap->cost_missing;
        reach->state = GAP_DONE;
    }
}

static void (*const FIND[])(struct reach *, const struct part *,
                            const struct frozen *) = {
    [PART_SUM] = find_sum,
    [PART_GROUPS] = find_groups,
    [PART_RUN] = find_run,
    [PART_GAP] = find_gap,
};

void reach_find(struct reach *reach, const struct part *part,
                const struct frozen *frozen)
{
    double *close = reach->close;
    *reach = (struct reach){.close = close};
    reach->first = part->first > frozen->first ? part->first : frozen->first;
    reach->last = part->last < frozen->last ? part->last : frozen->last;
    reach->acts = reach->first <= reach->last;
    FIND[part->kind](reach, part, frozen);
    reach->rmin = reach->tail;
    reach->rmax = reach->tail;
    reach->counted = -1;
    if (reach->tail_counts) {
        reach->rmax++;
        reach->counted = part->group[reach->last - part->first];
    }
}
