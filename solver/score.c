/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * score.c - the definition of what a roster costs: choices, line rules, rows.
 */
#include "solver/roster.h"

static void add_points(struct score *score, int32_t level, cost points)
{
    score->total += points;
    score->level[level] += points;
}

/* Charges are sorted by person, so each person's are found by bisection. */
static int32_t first_charge(const struct problem *p, int32_t person)
{
    int32_t low = 0, high = p->n_charges;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (p->charges[middle].person < person) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct score line_score(const struct problem *problem, int32_t person,
                        const int16_t *line)
{
    struct score score = {0};
    for (int32_t d = 0; d < problem->n_days; d++) {
        score.breaches += !problem_allows(problem, person, d, line[d]);
    }
    for (int32_t c = first_charge(problem, person);
         c < problem->n_charges && problem->charges[c].person == person; c++) {
        const struct charge *charge = &problem->charges[c];
        if (line[charge->day] == charge->pattern) {
            add_points(&score, problem->reasons[charge->reason].level,
                       charge->points);
        }
    }
    for (int32_t i = problem->rules_of[person];
         i < problem->rules_of[person + 1]; i++) {
        const struct line_rule *rule = &problem->rules[i];
        int32_t breach;
        cost points = rule_score(problem, rule, line, &breach);
        add_points(&score, rule->level, points);
        score.breaches += breach;
    }
    return score;
}

int64_t row_amount(const struct problem *problem, int32_t row,
                   const struct roster *roster)
{
    const struct row *r = &problem->rows[row];
    int64_t amount = r->constant;
    for (int32_t k = 0; k < r->n_terms; k++) {
        const struct term *term = &problem->terms[r->first_term + k];
        for (int32_t i = 0; i < problem->n_people; i++) {
            if (problem_masked(problem, term->mask, i) &&
                roster_line(roster, i)[term->day] == term->pattern) {
                amount += term->coef;
            }
        }
    }
    return amount;
}

struct score roster_score(const struct problem *problem,
                          const struct roster *roster)
{
    struct score sum = {0};
    for (int32_t i = 0; i < problem->n_people; i++) {
        struct score line = line_score(problem, i, roster_line(roster, i));
        for (int32_t k = 0; k < problem->n_levels; k++) {
            add_points(&sum, k, line.level[k]);
        }
        sum.breaches += line.breaches;
    }
    for (int32_t r = 0; r < problem->n_rows; r++) {
        const struct row *row = &problem->rows[r];
        int64_t amount = row_amount(problem, r, roster);
        add_points(&sum, row->level, gauge_cost(&row->gauge, amount));
        sum.breaches += gauge_breach(&row->gauge, amount) > 0;
    }
    return sum;
}

static void push_item(struct item_vec *out, struct score_item item)
{
    if (item.points != 0 || item.breach != 0) {
        vec_push(out, item);
    }
}

/* One item a reason and person and day: a wish that costs. */
static void choice_items(const struct problem *p, const struct roster *roster,
                         struct item_vec *out)
{
    for (int32_t c = 0; c < p->n_charges; c++) {
        const struct charge *charge = &p->charges[c];
        if (roster_line(roster, charge->person)[charge->day] ==
            charge->pattern) {
            push_item(out, (struct score_item){ITEM_CHOICE, charge->reason,
                                               charge->person, charge->day,
                                               charge->points, 0});
        }
    }
}

/* A forbidden choice has no reason of its own: index -1. */
static void forbidden_items(const struct problem *p,
                            const struct roster *roster, struct item_vec *out)
{
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = 0; d < p->n_days; d++) {
            bool allowed = problem_allows(p, i, d, roster_line(roster, i)[d]);
            push_item(out,
                      (struct score_item){ITEM_CHOICE, -1, i, d, 0, !allowed});
        }
    }
}

void roster_items(const struct problem *problem, const struct roster *roster,
                  struct item_vec *out)
{
    for (int32_t i = 0; i < problem->n_rules; i++) {
        const struct line_rule *rule = &problem->rules[i];
        struct score_item item = {ITEM_RULE, i, rule->person, -1, 0, 0};
        item.points = rule_score(
            problem, rule, roster_line(roster, rule->person), &item.breach);
        push_item(out, item);
    }
    for (int32_t r = 0; r < problem->n_rows; r++) {
        const struct row *row = &problem->rows[r];
        int64_t amount = row_amount(problem, r, roster);
        push_item(out,
                  (struct score_item){ITEM_ROW, r, -1, row->day,
                                      gauge_cost(&row->gauge, amount),
                                      gauge_breach(&row->gauge, amount) > 0});
    }
    choice_items(problem, roster, out);
    forbidden_items(problem, roster, out);
}
