/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_finish.c - from the draft to the arrays that the solver walks.
 *
 * The order of everything is canonical (rules by person, terms by row, day,
 * pattern, mask; charges by person, day, pattern, reason; equals merged), so a
 * problem read back from its file is the same bytes again.
 */
#include <stdlib.h>

#include "solver/problem_parts.h"

static int by_term(const void *a, const void *b)
{
    const struct draft_term *x = a, *y = b;
    const int32_t keys[][2] = {{x->row, y->row},
                               {x->term.day, y->term.day},
                               {x->term.pattern, y->term.pattern},
                               {x->term.mask, y->term.mask}};
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        if (keys[k][0] != keys[k][1]) {
            return keys[k][0] < keys[k][1] ? -1 : 1;
        }
    }
    return 0;
}

static int by_charge(const void *a, const void *b)
{
    const struct charge *x = a, *y = b;
    const int32_t keys[][2] = {{x->person, y->person},
                               {x->day, y->day},
                               {x->pattern, y->pattern},
                               {x->reason, y->reason}};
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        if (keys[k][0] != keys[k][1]) {
            return keys[k][0] < keys[k][1] ? -1 : 1;
        }
    }
    return 0;
}

/* Stable: rules of a person keep the order in which they were added. */
static void lay_rules(struct problem *p)
{
    const struct problem_draft *draft = p->draft;
    p->n_rules = draft->rules.n;
    p->rules = arena_array(p->arena, (size_t)p->n_rules, sizeof *p->rules);
    p->rules_of =
        arena_array(p->arena, (size_t)p->n_people + 1, sizeof *p->rules_of);
    int32_t at = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        p->rules_of[i] = at;
        for (int32_t k = 0; k < draft->rules.n; k++) {
            if (draft->rules.at[k].person == i) {
                p->rules[at++] = draft->rules.at[k];
            }
        }
    }
    p->rules_of[p->n_people] = at;
}

/* Sums what is said twice and drops what adds up to nothing; -1 when a sum
 * does not fit. */
static int32_t merge_terms(struct draft_term *terms, int32_t n)
{
    int32_t kept = 0;
    for (int32_t t = 0; t < n; t++) {
        if (kept > 0 && !by_term(&terms[kept - 1], &terms[t])) {
            int32_t *coef = &terms[kept - 1].term.coef;
            if (__builtin_add_overflow(*coef, terms[t].term.coef, coef)) {
                return -1;
            }
        } else {
            kept -= kept > 0 && terms[kept - 1].term.coef == 0;
            terms[kept++] = terms[t];
        }
    }
    return kept - (kept > 0 && terms[kept - 1].term.coef == 0);
}

static enum status lay_rows(struct problem *p, struct error *err)
{
    struct problem_draft *draft = p->draft;
    p->n_rows = draft->rows.n;
    p->rows =
        problem_keep(p, draft->rows.at, (size_t)p->n_rows, sizeof *p->rows);
    if (draft->terms.n > 0) {
        qsort(draft->terms.at, (size_t)draft->terms.n, sizeof *draft->terms.at,
              by_term);
    }
    p->n_terms = merge_terms(draft->terms.at, draft->terms.n);
    if (p->n_terms < 0) {
        return error_set(err, STATUS_INPUT,
                         "terms: expected coefficients within 2^31, found "
                         "equal terms whose sum is not");
    }
    p->terms = arena_array(p->arena, (size_t)p->n_terms, sizeof *p->terms);
    int32_t t = 0;
    for (int32_t r = 0; r < p->n_rows; r++) {
        p->rows[r].first_term = t;
        while (t < p->n_terms && draft->terms.at[t].row == r) {
            p->terms[t] = draft->terms.at[t].term;
            t++;
        }
        p->rows[r].n_terms = t - p->rows[r].first_term;
    }
    return STATUS_OK;
}

/* By counting: touches of a (day, pattern) come out with rows ascending. */
static void lay_touches(struct problem *p)
{
    int32_t cells = p->n_days * p->n_patterns;
    p->touches = arena_array(p->arena, (size_t)p->n_terms, sizeof *p->touches);
    p->touch_first =
        arena_array(p->arena, (size_t)cells + 1, sizeof *p->touch_first);
    for (int32_t t = 0; t < p->n_terms; t++) {
        const struct term *term = &p->terms[t];
        p->touch_first[term->day * p->n_patterns + term->pattern + 1]++;
    }
    for (int32_t c = 0; c < cells; c++) {
        p->touch_first[c + 1] += p->touch_first[c];
    }
    int32_t *next = xcalloc((size_t)cells, sizeof *next);
    for (int32_t r = 0; r < p->n_rows; r++) {
        const struct row *row = &p->rows[r];
        for (int32_t k = 0; k < row->n_terms; k++) {
            const struct term *term = &p->terms[row->first_term + k];
            int32_t cell = term->day * p->n_patterns + term->pattern;
            p->touches[p->touch_first[cell] + next[cell]++] =
                (struct touch){r, term->coef, term->mask};
        }
    }
    free(next);
}

/* Sums what is charged twice for one reason and drops what can't be chosen. A
 * sum that does not fit saturates: fill_choices() finds it. */
static int32_t merge_charges(const struct problem *p, struct charge *charges,
                             int32_t n)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n; i++) {
        const struct charge *c = &charges[i];
        if (c->points == 0 ||
            !problem_allows(p, c->person, c->day, c->pattern)) {
            continue;
        }
        if (kept == 0 || by_charge(&charges[kept - 1], c) != 0) {
            charges[kept++] = *c;
        } else if (charges[kept - 1].points > INT32_MAX - c->points) {
            charges[kept - 1].points = INT32_MAX;
        } else {
            charges[kept - 1].points += c->points;
        }
    }
    return kept;
}

static enum status fill_choices(struct problem *p, struct error *err)
{
    size_t choices =
        (size_t)p->n_people * (size_t)p->n_days * (size_t)p->n_patterns;
    p->choice_cost = arena_array(p->arena, choices, sizeof *p->choice_cost);
    for (int32_t i = 0; i < p->n_charges; i++) {
        const struct charge *c = &p->charges[i];
        int64_t cell = (int64_t)c->person * p->n_days + c->day;
        int32_t *sum = &p->choice_cost[cell * p->n_patterns + c->pattern];
        if (*sum >= INT32_MAX - c->points) {
            return error_set(err, STATUS_INPUT,
                             "charges of %s on %s for '%s': expected a sum "
                             "below 2^31",
                             p->people[c->person], p->days[c->day],
                             p->patterns[c->pattern]);
        }
        *sum += c->points;
    }
    return STATUS_OK;
}

static enum status lay_charges(struct problem *p, struct error *err)
{
    struct problem_draft *draft = p->draft;
    if (draft->charges.n > 0) {
        qsort(draft->charges.at, (size_t)draft->charges.n,
              sizeof *draft->charges.at, by_charge);
    }
    p->n_charges = merge_charges(p, draft->charges.at, draft->charges.n);
    p->charges = problem_keep(p, draft->charges.at, (size_t)p->n_charges,
                              sizeof *p->charges);
    p->n_reasons = draft->reasons.n;
    p->reasons = problem_keep(p, draft->reasons.at, (size_t)p->n_reasons,
                              sizeof *p->reasons);
    return fill_choices(p, err);
}

static void lay_masks(struct problem *p)
{
    p->masks = problem_keep(p, p->draft->masks.at, (size_t)p->draft->masks.n,
                            sizeof *p->masks);
}

static enum status check_bound(const struct problem *p, struct error *err)
{
    if (problem_cost_bound(p) > COST_MAX) {
        return error_set(err, STATUS_INPUT,
                         "costs: expected that no roster costs more than "
                         "2^50 points, but one might");
    }
    return STATUS_OK;
}

enum status problem_finish(struct problem *p, struct error *err)
{
    CHECK(p->draft);
    TRY(problem_check(p, err));
    TRY(lay_rows(p, err));
    TRY(lay_charges(p, err));
    lay_masks(p);
    lay_rules(p);
    lay_touches(p);
    TRY(check_bound(p, err));
    problem_draft_free(p->draft);
    p->draft = NULL;
    return STATUS_OK;
}
