/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact.c - building the compact formulation from a problem.
 */
#include "base/arena.h"
#include "solver/compact_parts.h"

static void transition_model(struct compact *c, const struct line_rule *rule)
{
    (void)c;
    (void)rule; /* all of a person at once: transitions_model() */
}

typedef void rule_model(struct compact *c, const struct line_rule *rule);

static rule_model *const RULE_MODELS[] = {
    [LINE_TRANSITION] = transition_model, [LINE_WINDOW] = window_model,
    [LINE_GROUPS] = groups_model,         [LINE_RUN] = run_model,
    [LINE_GAP] = gap_model,
};

static void row_model(struct compact *c, struct form *form, int32_t r)
{
    const struct problem *p = c->problem;
    const struct row *row = &p->rows[r];
    form_clear(form);
    form->constant = row->constant;
    for (int32_t k = 0; k < row->n_terms; k++) {
        const struct term *term = &p->terms[row->first_term + k];
        for (int32_t i = 0; i < p->n_people; i++) {
            if (problem_masked(p, term->mask, i)) {
                form_add_choice(form, c, i * p->n_days + term->day,
                                term->pattern, term->coef);
            }
        }
    }
    c->places[r] = gauge_model(c, form, &row->gauge, row->level);
}

static void model_all(struct compact *c)
{
    const struct problem *p = c->problem;
    struct form form = {0};
    for (int32_t r = 0; r < p->n_rows; r++) {
        row_model(c, &form, r);
    }
    form_release(&form);
    for (int32_t i = 0; i < p->n_people; i++) {
        c->open_person = i;
        transitions_model(c, i);
        for (int32_t r = p->rules_of[i]; r < p->rules_of[i + 1]; r++) {
            RULE_MODELS[p->rules[r].kind](c, &p->rules[r]);
        }
    }
    model_caps(c);
}

static void allocate(struct compact *c)
{
    const struct problem *p = c->problem;
    size_t cells = (size_t)p->n_people * (size_t)p->n_days;
    c->open = xcalloc(cells, sizeof *c->open);
    c->column_of =
        xcalloc(cells * (size_t)p->n_patterns, sizeof *c->column_of);
    c->choice_row = xcalloc(cells, sizeof *c->choice_row);
    c->places = xcalloc((size_t)p->n_rows + 1, sizeof *c->places);
}

struct compact *compact_new(const struct problem *problem,
                            const struct compact_options *options)
{
    struct compact *c = xcalloc(1, sizeof *c);
    c->problem = problem;
    c->levels = options->levels;
    c->open_block = -1;
    c->open_person = -1;
    c->bound = -LP_INFINITY;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        c->cap[k] = options->level_cap ? options->level_cap[k] : COST_MAX;
    }
    allocate(c);
    cells_model(c, options);
    if (!c->infeasible) {
        model_all(c);
    }
    c->x = xcalloc((size_t)c->columns.n + 1, sizeof *c->x);
    c->reduced = xcalloc((size_t)c->columns.n + 1, sizeof *c->reduced);
    c->row_dual = xcalloc((size_t)c->rows.n + 1, sizeof *c->row_dual);
    return c;
}

void compact_free(struct compact *compact)
{
    if (!compact) {
        return;
    }
    free(compact->open);
    free(compact->column_of);
    free(compact->choice_row);
    free(compact->places);
    free(compact->x);
    free(compact->reduced);
    free(compact->row_dual);
    vec_release(&compact->columns);
    vec_release(&compact->capped);
    vec_release(&compact->rows);
    vec_release(&compact->entries);
    vec_release(&compact->blocks);
    vec_release(&compact->lp_row);
    lp_free(compact->lp);
    free(compact);
}

cost compact_unit(const struct compact *compact)
{
    return compact->unit;
}

int32_t compact_entries(const struct compact *compact)
{
    return compact->entries.n;
}
