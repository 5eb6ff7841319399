/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_relax.c - the lightest lines, and what they break, relaxed. */
#include "solver/compile_relax.h"

#include "solver/compile_sum.h"
#include "solver/roster.h"

/* ---- the lightest line of a person ---------------------------------- */

/* A forbidden pair outweighs all hours of DAYS_MAX days. */
#define PAIR_WEIGHT ((int64_t)1 << 40)

static int64_t pair_weight(const struct compile_state *s, int32_t line,
                           int32_t day, int32_t pair)
{
    const struct problem *p = s->problem;
    int64_t weight = 0;
    for (int32_t k = p->rules_of[line]; k < p->rules_of[line + 1]; k++) {
        const struct line_rule *rule = &p->rules[k];
        if (rule->kind == LINE_TRANSITION &&
            rule->u.transition.table_of_day[day][pair] == TRANSITION_NEVER) {
            weight += PAIR_WEIGHT;
        }
    }
    return weight;
}

/* Counted minutes of a cell, and a trifle for anything at all. */
static int64_t day_weight(const struct compile_state *s, int32_t line,
                          int32_t day, int32_t pattern)
{
    struct span whole = {INT64_MIN, INT64_MAX, SUM_COUNTED};
    if (line >= s->n_people) {
        return pattern != OFF;
    }
    return cell_sum(s, line, state_cell(s, line, day, pattern), &whole) /
               UNITS_PER_MINUTE +
           s->patterns.at[pattern].n;
}

struct stage {
    int64_t *value; /* [day * n_patterns + pattern], INT64_MAX: closed */
    int16_t *back;
};

static void extend(const struct compile_state *s, int32_t line, int32_t day,
                   int32_t pattern, struct stage *stage)
{
    int32_t n = s->n_patterns;
    int64_t best = INT64_MAX;
    for (int32_t from = 0; from < n; from++) {
        int64_t before = stage->value[(day - 1) * n + from];
        if (before == INT64_MAX) {
            continue;
        }
        int64_t value =
            before + pair_weight(s, line, day - 1, from * n + pattern);
        if (value < best) {
            best = value;
            stage->back[day * n + pattern] = (int16_t)from;
        }
    }
    stage->value[day * n + pattern] = best + day_weight(s, line, day, pattern);
}

static void lightest_line(const struct compile_state *s, int32_t line,
                          struct stage *stage, int16_t *out)
{
    int32_t n = s->n_patterns, last = s->n_days - 1;
    for (int32_t k = 0; k < s->n_days * n; k++) {
        stage->value[k] = INT64_MAX;
        if (!problem_allows(s->problem, line, k / n, k % n)) {
            continue;
        }
        if (k < n) {
            stage->value[k] = day_weight(s, line, 0, k);
        } else {
            extend(s, line, k / n, k % n, stage);
        }
    }
    out[last] = OFF;
    for (int32_t p = 0; p < n; p++) {
        if (stage->value[last * n + p] < stage->value[last * n + out[last]]) {
            out[last] = (int16_t)p;
        }
    }
    for (int32_t day = last; day > 0; day--) {
        out[day - 1] = stage->back[day * n + out[day]];
    }
}

/* ---- relaxing ------------------------------------------------------- */

/* Lets every pair of the line pass. */
static void allow_pairs(struct compile_state *s, struct line_rule *rule,
                        const int16_t *line)
{
    struct problem *p = s->problem;
    size_t nights = (size_t)s->n_days - 1;
    size_t pairs = size_by_pair(s);
    const int32_t **tables = problem_keep(p, rule->u.transition.table_of_day,
                                          nights, sizeof *tables);
    for (int32_t day = 0; day + 1 < s->n_days; day++) {
        int32_t pair = line[day] * s->n_patterns + line[day + 1];
        if (tables[day][pair] == TRANSITION_NEVER) {
            int32_t *table = problem_keep(p, tables[day], pairs, sizeof *table);
            table[pair] = 0;
            tables[day] = table;
        }
    }
    rule->u.transition.table_of_day = tables;
}

static void widen(struct gauge *gauge, int64_t amount)
{
    gauge->high = amount > gauge->high ? amount : gauge->high;
    gauge->low = amount < gauge->low ? amount : gauge->low;
}

static int64_t window_amount(const struct compile_state *s,
                             const struct window_sum *window,
                             const int16_t *line)
{
    int64_t amount = window->history;
    for (int32_t day = window->first; day <= window->last; day++) {
        amount += weights_of_day(s->problem, &window->weights, day)[line[day]];
    }
    return amount;
}

static int64_t groups_amount(const struct group_count *groups,
                             const int16_t *line)
{
    int64_t amount = groups->history;
    for (int32_t g = 0; g < groups->n_groups; g++) {
        bool any = false;
        for (int32_t day = groups->start[g]; day <= groups->end[g]; day++) {
            any = any || SET_HAS(&groups->set, line[day]);
        }
        amount += any;
    }
    return amount;
}

static int64_t longest_run(const struct compile_state *s,
                           const struct run_length *run, const int16_t *line)
{
    int64_t longest = 0, length = run->history > 0 ? run->history : 0;
    for (int32_t day = 0; day < s->n_days; day++) {
        length = SET_HAS(&run->set, line[day]) ? length + 1 : 0;
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void relax_rule(struct compile_state *s, struct line_rule *rule,
                       const int16_t *line)
{
    switch (rule->kind) {
    case LINE_TRANSITION:
        allow_pairs(s, rule, line);
        break;
    case LINE_WINDOW:
        widen(&rule->u.window.gauge, window_amount(s, &rule->u.window, line));
        break;
    case LINE_GROUPS:
        widen(&rule->u.groups.gauge, groups_amount(&rule->u.groups, line));
        break;
    case LINE_RUN:
        widen(&rule->u.run.gauge, longest_run(s, &rule->u.run, line));
        break;
    case LINE_GAP:
        rule->u.gap.cost_missing = 0;
        break;
    }
}

static date_day first_date(const struct compile_state *s,
                           const struct line_rule *rule)
{
    return rule->kind == LINE_WINDOW ? state_date(s, rule->u.window.first)
           : rule->kind == LINE_GAP  ? state_date(s, rule->u.gap.first)
                                     : s->from;
}

static date_day last_date(const struct compile_state *s,
                          const struct line_rule *rule)
{
    return rule->kind == LINE_WINDOW ? state_date(s, rule->u.window.last)
           : rule->kind == LINE_GAP  ? state_date(s, rule->u.gap.last)
                                     : s->to;
}

static void relax_line(struct compile_state *s, int32_t line,
                       const int16_t *patterns)
{
    struct problem *p = s->problem;
    for (int32_t k = p->rules_of[line]; k < p->rules_of[line + 1]; k++) {
        struct line_rule *rule = &p->rules[k];
        int32_t breach = 0;
        (void)rule_score(p, rule, patterns, &breach);
        if (breach == 0) {
            continue;
        }
        relax_rule(s, rule, patterns);
        state_note(s, s->staff_of[line], first_date(s, rule),
                   last_date(s, rule), rule->name,
                   "%s is broken by what is settled already", rule->source);
    }
}

void relax_least(struct compile_state *s)
{
    size_t n = size_by_day(s);
    struct stage stage = {xcalloc(n, sizeof *stage.value),
                          xcalloc(n, sizeof *stage.back)};
    int16_t *patterns = xcalloc((size_t)s->n_days, sizeof *patterns);
    for (int32_t line = 0; line < s->n_lines; line++) {
        lightest_line(s, line, &stage, patterns);
        relax_line(s, line, patterns);
    }
    free(patterns);
    free(stage.value);
    free(stage.back);
}
