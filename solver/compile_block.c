/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_block.c - duties of one block on following days stay with the same
 * person (model/rule_block.c): a transition wherever the chain has a duty on
 * both days; closed cells at the seams with what others published or worked.
 * Where somebody who has held the first part is too ill for the second, nothing
 * joins the two (block_released()). An illness that only parts duties still to
 * come is no reason: the whole block goes to somebody else.
 */
#include "solver/compile_parts.h"

#include "solver/compile_block.h"
#include "solver/compile_hold.h"
#include "solver/compile_row.h"

static const char *block_of(const struct compile_state *s, duty_ix duty)
{
    const struct shift_type *shift = duty_shift(s->coop, duty);
    return shift ? shift->block : NULL;
}

/* The chain's duty on the date, NONE. */
static duty_ix chain_duty(const struct compile_state *s, duty_ix chain,
                          date_day date)
{
    for (duty_ix duty = 0; duty < s->coop->demands.n; duty++) {
        if (duty_same_block(s->coop, chain, duty) && duty_on(s->coop, duty, date)) {
            return duty;
        }
    }
    return NONE;
}

/* The duty of the chain that `chain` leads on `date`, and that of the next
 * date; false when it does not lead or there is no next. */
static bool chain_joint(const struct compile_state *s, duty_ix chain,
                        date_day date, duty_ix duties[2])
{
    if (!block_of(s, chain) || chain_duty(s, chain, date) != chain) {
        return false;
    }
    duties[0] = chain;
    duties[1] = chain_duty(s, chain, date + 1);
    return duties[1] != NONE;
}

/* Whether a fact parts the two: `plan` gives the first to somebody ill. */
static bool parted_in(const struct compile_state *s, const struct plan *plan,
                      const duty_ix duties[2], date_day date)
{
    for (int32_t k = plan ? plan_seek(plan, date) : 0;
         plan && k < plan->assignments.n &&
         plan->assignments.at[k].date == date;
         k++) {
        const struct assignment *a = &plan->assignments.at[k];
        if (a->duty == duties[0] &&
            block_released(s->coop, a->staff, duties[1], date + 1)) {
            return true;
        }
    }
    return false;
}

/* ---- between two days of the horizon -------------------------------- */

static const int32_t *joint_table(struct compile_state *s, int32_t day)
{
    int32_t n = s->n_patterns;
    int32_t *table = xcalloc(size_by_pair(s), sizeof *table);
    for (duty_ix chain = 0; chain < s->coop->demands.n; chain++) {
        duty_ix duties[2];
        date_day date = state_date(s, day);
        if (!chain_joint(s, chain, date, duties) ||
            (hold_past(s, day) &&
             parted_in(s, s->input->published, duties, date))) {
            continue;
        }
        for (int32_t k = 0; k < n * n; k++) {
            if (pattern_has(s, k / n, duties[0]) !=
                pattern_has(s, k % n, duties[1])) {
                table[k] = TRANSITION_NEVER;
            }
        }
    }
    const int32_t *kept = table_keep(s, table, size_by_pair(s));
    free(table);
    return kept;
}

static bool has_blocks(const struct compile_state *s, int32_t person)
{
    for (int32_t k = 0; k < s->n_days * s->n_patterns; k++) {
        const struct duty_set *set = &s->patterns.at[k % s->n_patterns];
        for (int32_t n = 0;
             n < set->n &&
             state_cell(s, person, k / s->n_patterns, k % s->n_patterns)->open;
             n++) {
            if (block_of(s, set->duty[n])) {
                return true;
            }
        }
    }
    return false;
}

void blocks_add(struct compile_state *s)
{
    const int32_t **tables = xcalloc((size_t)s->n_days, sizeof *tables);
    for (int32_t day = 0; day + 1 < s->n_days; day++) {
        tables[day] = joint_table(s, day);
    }
    struct line_rule rule = {
        .kind = LINE_TRANSITION,
        .level = LEVEL_UNCOVERED,
        .name = RULES[RULE_BLOCK].key,
        .source = RULES[RULE_BLOCK].summary,
        .u.transition.table_of_day = problem_keep(
            s->problem, tables, (size_t)s->n_days - 1, sizeof *tables),
    };
    free(tables);
    for (int32_t i = 0; i < s->n_people && s->n_days > 1; i++) {
        if (has_blocks(s, i)) {
            rule.person = i;
            problem_add_rule(s->problem, &rule);
        }
    }
}

/* ---- seams ---------------------------------------------------------- */

static bool held_outside(const struct compile_state *s, int32_t staff,
                         duty_ix duty, date_day date)
{
    for (int32_t k = s->outside->first[staff]; k < s->outside->first[staff + 1];
         k++) {
        const struct work_item *item = &s->outside->items.at[k];
        if (item->duty == duty && item->date == date) {
            return true;
        }
    }
    return false;
}

static bool anybody_outside(const struct compile_state *s, duty_ix duty,
                            date_day date)
{
    for (int32_t staff = 0; staff < s->coop->staff.n; staff++) {
        if (held_outside(s, staff, duty, date)) {
            return true;
        }
    }
    return false;
}

bool block_seam(const struct compile_state *s, int32_t person, int32_t day,
                int32_t pattern)
{
    for (duty_ix chain = 0; chain < s->coop->demands.n; chain++) {
        for (int32_t side = 0; side < 2; side++) {
            date_day date = side == 0 ? s->from - 1 : s->to;
            duty_ix duties[2];
            if (day != (side == 0 ? 0 : s->n_days - 1) ||
                !chain_joint(s, chain, date, duties) ||
                (side == 0 &&
                 parted_in(s, s->input->history, duties, date))) {
                continue;
            }
            date_day out = side == 0 ? date : date + 1;
            duty_ix outside = duties[side], inside = duties[1 - side];
            if (anybody_outside(s, outside, out) &&
                held_outside(s, s->staff_of[person], outside, out) !=
                    pattern_has(s, pattern, inside)) {
                return true;
            }
        }
    }
    return false;
}
