/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.c - the greatest common divisor of all costs of a problem. */
#include "solver/unit.h"

#include "base/divisor.h"

static cost gauge_unit(const struct gauge *gauge, cost unit)
{
    for (int32_t h = 0; h < gauge->n_hinges; h++) {
        unit = common_divisor(gauge->hinges[h].under, unit);
        unit = common_divisor(gauge->hinges[h].over, unit);
    }
    return unit;
}

static cost transition_unit(const struct problem *p,
                            const struct transition *transition, cost unit)
{
    int32_t pairs = p->n_patterns * p->n_patterns;
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t *table = transition->table_of_day[d];
        if (d > 0 && table == transition->table_of_day[d - 1]) {
            continue;
        }
        for (int32_t k = 0; k < pairs; k++) {
            unit = table[k] == TRANSITION_NEVER ? unit : common_divisor(table[k], unit);
        }
    }
    return unit;
}

static cost rule_unit(const struct problem *p, const struct line_rule *rule,
                      cost unit)
{
    switch (rule->kind) {
    case LINE_TRANSITION:
        return transition_unit(p, &rule->u.transition, unit);
    case LINE_WINDOW:
        return gauge_unit(&rule->u.window.gauge, unit);
    case LINE_GROUPS:
        return gauge_unit(&rule->u.groups.gauge, unit);
    case LINE_RUN:
        return gauge_unit(&rule->u.run.gauge, unit);
    case LINE_GAP:
        return rule->u.gap.cost_missing == GAP_HARD
                   ? unit
                   : common_divisor(rule->u.gap.cost_missing, unit);
    }
    return 1;
}

cost problem_unit(const struct problem *p)
{
    cost unit = 0;
    int64_t cells = (int64_t)p->n_people * p->n_days * p->n_patterns;
    for (int64_t c = 0; c < cells && unit != 1; c++) {
        unit = common_divisor(p->choice_cost[c], unit);
    }
    for (int32_t k = 0; k < p->n_rules && unit != 1; k++) {
        unit = rule_unit(p, &p->rules[k], unit);
    }
    for (int32_t r = 0; r < p->n_rows && unit != 1; r++) {
        unit = gauge_unit(&p->rows[r].gauge, unit);
    }
    return unit > 0 ? unit : 1;
}
