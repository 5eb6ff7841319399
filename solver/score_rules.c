/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * score_rules.c - the definition of each line rule: what it costs a line and
 * whether it is broken. Slow and obvious on purpose; everything fast is
 * compared with it.
 */
#include "solver/roster.h"

struct verdict {
    cost points;
    bool broken;
};

static struct verdict gauge_verdict(const struct gauge *gauge, int64_t amount)
{
    return (struct verdict){gauge_cost(gauge, amount),
                            gauge_breach(gauge, amount) > 0};
}

static struct verdict score_transition(const struct problem *p,
                                       const struct line_rule *rule,
                                       const int16_t *line)
{
    struct verdict verdict = {0, false};
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        int32_t pair =
            rule->u.transition
                .table_of_day[d][line[d] * p->n_patterns + line[d + 1]];
        if (pair == TRANSITION_NEVER) {
            verdict.broken = true;
        } else {
            verdict.points += pair;
        }
    }
    return verdict;
}

static struct verdict score_window(const struct problem *p,
                                   const struct line_rule *rule,
                                   const int16_t *line)
{
    const struct window_sum *window = &rule->u.window;
    int64_t sum = window->history;
    for (int32_t d = window->first; d <= window->last; d++) {
        sum += weights_of_day(p, &window->weights, d)[line[d]];
    }
    return gauge_verdict(&window->gauge, sum);
}

static struct verdict score_groups(const struct problem *p,
                                   const struct line_rule *rule,
                                   const int16_t *line)
{
    (void)p;
    const struct group_count *groups = &rule->u.groups;
    int64_t count = groups->history;
    for (int32_t g = 0; g < groups->n_groups; g++) {
        bool any = false;
        for (int32_t d = groups->start[g]; d <= groups->end[g]; d++) {
            any = any || SET_HAS(&groups->set, line[d]);
        }
        count += any;
    }
    return gauge_verdict(&groups->gauge, count);
}

/* The run of the days first..last, which are all in the set. */
static struct verdict score_one_run(const struct problem *p,
                                    const struct run_length *run, int32_t first,
                                    int32_t last)
{
    int64_t before = first == 0 && run->history > 0 ? run->history : 0;
    int64_t length = before + last - first + 1;
    bool never_short =
        last == p->n_days - 1 || (first == 0 && run->history == RUN_FAVOURABLE);
    struct verdict verdict = {0, length > run->gauge.high};
    for (int32_t i = 0; i < run->gauge.n_hinges; i++) {
        const struct hinge *h = &run->gauge.hinges[i];
        if (length < h->at && !never_short) {
            verdict.points += h->under * (h->at - length);
        }
        if (length > h->at) {
            int64_t paid = before > h->at ? before - h->at : 0;
            verdict.points += h->over * (length - h->at - paid);
        }
    }
    verdict.broken |= length < run->gauge.low && !never_short;
    return verdict;
}

static struct verdict score_run(const struct problem *p,
                                const struct line_rule *rule,
                                const int16_t *line)
{
    const struct run_length *run = &rule->u.run;
    struct verdict verdict = {0, false};
    int32_t first = 0;
    for (int32_t d = 0; d <= p->n_days; d++) {
        if (d < p->n_days && SET_HAS(&run->set, line[d])) {
            continue;
        }
        if (first < d) {
            struct verdict one = score_one_run(p, run, first, d - 1);
            verdict.points += one.points;
            verdict.broken |= one.broken;
        }
        first = d + 1;
    }
    return verdict;
}

/* Whether nothing of the line is busy between minutes `from` and `to`. */
static bool is_free(const struct problem *p, const struct free_gap *gap,
                    const int16_t *line, int32_t from, int32_t to)
{
    for (int32_t d = gap->first; d <= gap->last; d++) {
        int32_t cell = d * p->n_patterns + line[d];
        if (gap->busy_from[cell] <= gap->busy_to[cell] &&
            gap->busy_from[cell] < to && gap->busy_to[cell] > from) {
            return false;
        }
    }
    return true;
}

/* A gap can be moved ahead until it begins with the window or with the end of
 * something busy. */
static bool has_gap(const struct problem *p, const struct free_gap *gap,
                    const int16_t *line)
{
    int32_t start = gap->busy_until > gap->open ? gap->busy_until : gap->open;
    for (int32_t d = gap->first - 1; d <= gap->last; d++) {
        int32_t from = start;
        if (d >= gap->first) {
            int32_t cell = d * p->n_patterns + line[d];
            from = gap->busy_to[cell];
            if (gap->busy_from[cell] > from || from < start) {
                continue;
            }
        }
        if ((int64_t)from + gap->need <= gap->close &&
            is_free(p, gap, line, from, from + gap->need)) {
            return true;
        }
    }
    return false;
}

static struct verdict score_gap(const struct problem *p,
                                const struct line_rule *rule,
                                const int16_t *line)
{
    const struct free_gap *gap = &rule->u.gap;
    if (has_gap(p, gap, line)) {
        return (struct verdict){0, false};
    }
    if (gap->cost_missing == GAP_HARD) {
        return (struct verdict){0, true};
    }
    return (struct verdict){gap->cost_missing, false};
}

typedef struct verdict rule_definition(const struct problem *p,
                                       const struct line_rule *rule,
                                       const int16_t *line);

static rule_definition *const DEFINITIONS[] = {
    [LINE_TRANSITION] = score_transition,
    [LINE_WINDOW] = score_window,
    [LINE_GROUPS] = score_groups,
    [LINE_RUN] = score_run,
    [LINE_GAP] = score_gap,
};

cost rule_score(const struct problem *problem, const struct line_rule *rule,
                const int16_t *line, int32_t *breach)
{
    struct verdict verdict = DEFINITIONS[rule->kind](problem, rule, line);
    *breach = verdict.broken;
    return verdict.points;
}
