/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_check_rule.c - what the data of each kind of line rule must be.
 */
#include "solver/problem_parts.h"

static enum status check_transition(const struct problem *p,
                                    const struct line_rule *rule,
                                    struct error *err)
{
    int32_t pairs = p->n_patterns * p->n_patterns;
    const int32_t *checked = NULL;
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t *table = rule->u.transition.table_of_day[d];
        for (int32_t i = 0; i < pairs && table != checked; i++) {
            if (table[i] < 0) {
                return error_set(err, STATUS_INPUT,
                                 "%s: from '%s' to '%s': expected a cost >= 0,"
                                 " found %d",
                                 p->days[d], p->patterns[i / p->n_patterns],
                                 p->patterns[i % p->n_patterns], table[i]);
            }
        }
        checked = table;
    }
    return STATUS_OK;
}

static enum status check_days(const struct problem *p, int32_t first,
                              int32_t last, struct error *err)
{
    if (first < 0 || first > last || last >= p->n_days) {
        return error_set(err, STATUS_INPUT,
                         "days: expected 0 <= first <= last <= %d, found %d "
                         "and %d",
                         p->n_days - 1, first, last);
    }
    return STATUS_OK;
}

/* Largest |weight| a day can add, of any pattern. */
static int64_t largest_weight(const struct problem *p,
                              const struct weights *weights, int32_t day)
{
    const int32_t *of_day = weights_of_day(p, weights, day);
    int64_t largest = 0;
    for (int32_t q = 0; q < p->n_patterns; q++) {
        int64_t size = of_day[q] < 0 ? -(int64_t)of_day[q] : of_day[q];
        largest = size > largest ? size : largest;
    }
    return largest;
}

static enum status check_window(const struct problem *p,
                                const struct line_rule *rule, struct error *err)
{
    const struct window_sum *window = &rule->u.window;
    TRY(check_days(p, window->first, window->last, err));
    int64_t total = 0;
    for (int32_t d = window->first; d <= window->last; d++) {
        total += largest_weight(p, &window->weights, d);
    }
    if (window->history < -INT32_MAX || window->history > INT32_MAX ||
        total + window->history > INT32_MAX ||
        total - window->history > INT32_MAX) {
        return error_set(err, STATUS_INPUT,
                         "weights: expected a total within 2^31, found up to "
                         "%lld and history %lld",
                         (long long)total, (long long)window->history);
    }
    return problem_check_gauge(&window->gauge, err);
}

static enum status check_set(const struct problem *p,
                             const struct pattern_set *set, struct error *err)
{
    for (int32_t q = p->n_patterns; q < PATTERN_MAX; q++) {
        if (SET_HAS(set, q)) {
            return error_set(err, STATUS_INPUT,
                             "set: expected patterns 0 to %d, found %d",
                             p->n_patterns - 1, q);
        }
    }
    return STATUS_OK;
}

static enum status check_groups(const struct problem *p,
                                const struct line_rule *rule, struct error *err)
{
    const struct group_count *groups = &rule->u.groups;
    int32_t after = 0; /* the first day that the next group may use */
    for (int32_t g = 0; g < groups->n_groups; g++) {
        TRY(check_days(p, groups->start[g], groups->end[g], err));
        if (groups->start[g] < after) {
            return error_set(err, STATUS_INPUT,
                             "group %d: expected a start of %d or later, "
                             "found %d",
                             g, after, groups->start[g]);
        }
        after = groups->end[g] + 1;
    }
    if (groups->history < 0 || groups->history > INT32_MAX) {
        return error_set(err, STATUS_INPUT,
                         "history: expected 0 to 2^31, found %lld",
                         (long long)groups->history);
    }
    TRY(check_set(p, &groups->set, err));
    return problem_check_gauge(&groups->gauge, err);
}

static enum status check_run(const struct problem *p,
                             const struct line_rule *rule, struct error *err)
{
    const struct run_length *run = &rule->u.run;
    TRY(check_set(p, &run->set, err));
    if (run->history < RUN_FAVOURABLE || run->history > RUN_HISTORY_MAX) {
        return error_set(err, STATUS_INPUT,
                         "history: expected -1 to %d days, found %d",
                         RUN_HISTORY_MAX, run->history);
    }
    return problem_check_gauge(&run->gauge, err);
}

/* Earliest and latest begin of what is busy on a day. */
struct begins {
    int32_t earliest, latest;
};

static struct begins begins_of(const struct problem *p,
                               const struct free_gap *gap, int32_t day)
{
    struct begins begins = {INT32_MAX, INT32_MIN};
    for (int32_t q = 0; q < p->n_patterns; q++) {
        int32_t from = gap->busy_from[day * p->n_patterns + q];
        if (from > gap->busy_to[day * p->n_patterns + q]) {
            continue;
        }
        begins.earliest = from < begins.earliest ? from : begins.earliest;
        begins.latest = from > begins.latest ? from : begins.latest;
    }
    return begins;
}

static enum status check_gap(const struct problem *p,
                             const struct line_rule *rule, struct error *err)
{
    const struct free_gap *gap = &rule->u.gap;
    TRY(check_days(p, gap->first, gap->last, err));
    if (gap->open > gap->close || gap->need < 1) {
        return error_set(err, STATUS_INPUT,
                         "expected open <= close and a need of at least one "
                         "minute, found %d, %d and %d",
                         gap->open, gap->close, gap->need);
    }
    if (gap->cost_missing != GAP_HARD &&
        (gap->cost_missing < 0 || gap->cost_missing > COST_MAX)) {
        return error_set(err, STATUS_INPUT,
                         "cost: expected 0 to 2^50 or hard, found %lld",
                         (long long)gap->cost_missing);
    }
    int32_t latest = INT32_MIN;
    for (int32_t d = gap->first; d <= gap->last; d++) {
        struct begins begins = begins_of(p, gap, d);
        if (begins.earliest < latest) {
            return error_set(err, STATUS_INPUT,
                             "%s: a duty begins at minute %d, before one of "
                             "an earlier day at %d",
                             p->days[d], begins.earliest, latest);
        }
        latest = begins.latest > latest ? begins.latest : latest;
    }
    return STATUS_OK;
}

typedef enum status rule_check(const struct problem *p,
                               const struct line_rule *rule, struct error *err);

static rule_check *const CHECKS[] = {
    [LINE_TRANSITION] = check_transition,
    [LINE_WINDOW] = check_window,
    [LINE_GROUPS] = check_groups,
    [LINE_RUN] = check_run,
    [LINE_GAP] = check_gap,
};

enum status problem_check_rule(const struct problem *problem,
                               const struct line_rule *rule, struct error *err)
{
    CHECK((size_t)rule->kind < COUNT_OF(CHECKS));
    return CHECKS[rule->kind](problem, rule, err);
}
