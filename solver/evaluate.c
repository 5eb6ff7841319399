/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * evaluate.c - exact deltas: choices, rows, and what evaluate_rules.c collects.
 */
#include "solver/evaluate.h"

#include <assert.h>
#include <string.h>

#include "solver/evaluate_parts.h"

struct evaluation *evaluation_new(const struct problem *problem,
                                  const struct roster *roster)
{
    CHECK(!problem->draft);
    struct evaluation *e = xcalloc(1, sizeof *e);
    size_t n_rules = (size_t)problem->n_rules;
    size_t n_rows = (size_t)problem->n_rows;
    e->p = problem;
    e->roster = roster_new(problem);
    e->rules = xcalloc(n_rules, sizeof *e->rules);
    e->rows = xcalloc(n_rows, sizeof *e->rows);
    e->amounts = xcalloc(n_rows, sizeof *e->amounts);
    e->touched_rules = xcalloc(n_rules, sizeof *e->touched_rules);
    e->touched_rows = xcalloc(n_rows, sizeof *e->touched_rows);
    e->line = xcalloc((size_t)problem->n_days, sizeof *e->line);
    evaluation_index(e);
    evaluation_reset(e, roster);
    return e;
}

void evaluation_free(struct evaluation *evaluation)
{
    if (!evaluation) {
        return;
    }
    evaluation_index_release(evaluation);
    roster_free(evaluation->roster);
    free(evaluation->rules);
    free(evaluation->rows);
    free(evaluation->amounts);
    free(evaluation->touched_rules);
    free(evaluation->touched_rows);
    free(evaluation->line);
    free(evaluation);
}

const struct problem *evaluation_problem(const struct evaluation *e)
{
    return e->p;
}

const struct roster *evaluation_roster(const struct evaluation *e)
{
    return e->roster;
}

cost evaluation_cost(const struct evaluation *e)
{
    return e->score.total;
}

int32_t evaluation_breaches(const struct evaluation *e)
{
    return e->score.breaches;
}

struct score evaluation_score(const struct evaluation *e)
{
    return e->score;
}

const int64_t *evaluation_amounts(const struct evaluation *e)
{
    return e->amounts;
}

struct quick_gauge quick_gauge(const struct gauge *gauge)
{
    struct quick_gauge quick = {.low = gauge->low, .high = gauge->high};
    if (gauge->n_hinges == 1) {
        quick.hinge = gauge->hinges[0];
    } else if (gauge->n_hinges > 1) {
        quick.whole = gauge;
    }
    return quick;
}

/* ---- from nothing ------------------------------------------------------ */

static void add_points(struct score *score, int32_t level, cost points)
{
    score->total += points;
    score->level[level] += points;
}

/* First charge of a choice or of one after it. */
static int32_t find_charge(const struct problem *p, int32_t person, int32_t day,
                           int32_t pattern)
{
    int32_t low = 0, high = p->n_charges;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        const struct charge *c = &p->charges[middle];
        bool before = c->person != person ? c->person < person
                      : c->day != day     ? c->day < day
                                          : c->pattern < pattern;
        if (before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void add_choice(const struct problem *p, struct score *score,
                       int32_t cell, int32_t pattern, int32_t sign)
{
    int32_t person = cell / p->n_days, day = cell % p->n_days;
    score->breaches += sign * !SET_HAS(&p->allowed[cell], pattern);
    if (problem_choice(p, person, day, pattern) == 0) {
        return;
    }
    for (int32_t k = find_charge(p, person, day, pattern); k < p->n_charges;
         k++) {
        const struct charge *c = &p->charges[k];
        if (c->person != person || c->day != day || c->pattern != pattern) {
            return;
        }
        add_points(score, p->reasons[c->reason].level, sign * c->points);
    }
}

static void reset_rows(struct evaluation *e)
{
    const struct problem *p = e->p;
    for (int32_t r = 0; r < p->n_rows; r++) {
        e->amounts[r] = p->rows[r].constant;
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = 0; d < p->n_days; d++) {
            int32_t cell = d * p->n_patterns + roster_line(e->roster, i)[d];
            for (int32_t t = p->touch_first[cell]; t < p->touch_first[cell + 1];
                 t++) {
                const struct touch *touch = &p->touches[t];
                if (problem_masked(p, touch->mask, i)) {
                    e->amounts[touch->row] += touch->coef;
                }
            }
        }
    }
    for (int32_t r = 0; r < p->n_rows; r++) {
        struct row_state *row = &e->rows[r];
        row->gauge = quick_gauge(&p->rows[r].gauge);
        row->points = quick_cost(&row->gauge, e->amounts[r]);
        row->broken = quick_breach(&row->gauge, e->amounts[r]);
        row->stamp = 0;
    }
}

static void reset_score(struct evaluation *e)
{
    const struct problem *p = e->p;
    e->score = (struct score){0};
    for (int32_t k = 0; k < p->n_rules; k++) {
        add_points(&e->score, p->rules[k].level, e->rules[k].points);
        e->score.breaches += e->rules[k].broken > 0;
    }
    for (int32_t r = 0; r < p->n_rows; r++) {
        add_points(&e->score, p->rows[r].level, e->rows[r].points);
        e->score.breaches += e->rows[r].broken;
    }
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        add_choice(p, &e->score, c, e->roster->pattern[c], 1);
    }
}

void evaluation_reset(struct evaluation *e, const struct roster *roster)
{
    roster_copy(e->roster, roster);
    e->stamp = 0;
    evaluation_reset_rules(e);
    reset_rows(e);
    reset_score(e);
}

/* ---- collecting -------------------------------------------------------- */

static void begin_delta(struct evaluation *e)
{
    e->stamp++;
    if (e->stamp == 0) { /* wrapped around: old stamps mean nothing now */
        for (int32_t k = 0; k < e->p->n_rules; k++) {
            e->rules[k].stamp = 0;
        }
        for (int32_t r = 0; r < e->p->n_rows; r++) {
            e->rows[r].stamp = 0;
        }
        e->stamp = 1;
    }
    e->n_touched_rules = e->n_touched_rows = 0;
}

static void collect_rows(struct evaluation *e, int32_t person, int32_t cell,
                         int32_t sign)
{
    const struct problem *p = e->p;
    for (int32_t t = p->touch_first[cell]; t < p->touch_first[cell + 1]; t++) {
        const struct touch *touch = &p->touches[t];
        if (touch->mask != 0 && !problem_masked(p, touch->mask, person)) {
            continue;
        }
        struct row_state *row = &e->rows[touch->row];
        if (row->stamp != e->stamp) {
            row->stamp = e->stamp;
            row->moved = 0;
            e->touched_rows[e->n_touched_rows++] = touch->row;
        }
        row->moved += sign * touch->coef;
    }
}

/* Choices and rows. */
static void collect_choices(struct evaluation *e, const struct change *change,
                            struct delta *choices)
{
    const struct problem *p = e->p;
    int32_t i = change->person;
    const int16_t *line = roster_line(e->roster, i);
    assert(i >= 0 && i < p->n_people && change->first >= 0 &&
           change->first + change->n <= p->n_days);
    for (int32_t k = 0; k < change->n; k++) {
        int32_t d = change->first + k;
        int32_t from = line[d], to = change->patterns[k];
        if (from == to) {
            continue;
        }
        choices->total +=
            problem_choice(p, i, d, to) - problem_choice(p, i, d, from);
        choices->breaches += !problem_allows(p, i, d, to);
        choices->breaches -= !problem_allows(p, i, d, from);
        collect_rows(e, i, d * p->n_patterns + from, -1);
        collect_rows(e, i, d * p->n_patterns + to, 1);
    }
}

/* Leaves out days at both ends that stay as they are; false when all do. */
static bool trim(struct line_change *line)
{
    while (line->first <= line->last &&
           line->before[line->first] == line->after[line->first]) {
        line->first++;
    }
    while (line->last > line->first &&
           line->before[line->last] == line->after[line->last]) {
        line->last--;
    }
    return line->first <= line->last;
}

static void collect_line(struct evaluation *e, const struct change *change)
{
    const int16_t *before = roster_line(e->roster, change->person);
    memcpy(e->line, before, (size_t)e->p->n_days * sizeof *e->line);
    memcpy(e->line + change->first, change->patterns,
           (size_t)change->n * sizeof *e->line);
    struct line_change line = {change->person, change->first,
                               change->first + change->n - 1, before, e->line};
    if (trim(&line)) {
        evaluation_collect_rules(e, &line);
    }
}

/* ---- settling ---------------------------------------------------------- */

/* What a rule costs and whether it is broken when its sums are kept. */
struct after {
    cost points;
    int32_t broken;
};

static struct after rule_after(const struct rule_state *state)
{
    if (state->gauged) {
        int64_t amount = state->amount + state->moved;
        return (struct after){quick_cost(&state->gauge, amount),
                              quick_breach(&state->gauge, amount)};
    }
    return (struct after){state->points + state->points_moved,
                          state->broken + state->broken_moved};
}

static struct after row_after(const struct evaluation *e, int32_t row)
{
    const struct row_state *state = &e->rows[row];
    int64_t amount = e->amounts[row] + state->moved;
    return (struct after){quick_cost(&state->gauge, amount),
                          quick_breach(&state->gauge, amount)};
}

static void settle_rows(const struct evaluation *e, struct delta *delta)
{
    for (int32_t k = 0; k < e->n_touched_rows; k++) {
        const struct row_state *state = &e->rows[e->touched_rows[k]];
        if (state->moved != 0) {
            struct after after = row_after(e, e->touched_rows[k]);
            delta->total += after.points - state->points;
            delta->breaches += after.broken - state->broken;
        }
    }
}

static void settle_rules(const struct evaluation *e, struct delta *delta)
{
    for (int32_t k = 0; k < e->n_touched_rules; k++) {
        const struct rule_state *state = &e->rules[e->touched_rules[k]];
        struct after after = rule_after(state);
        delta->total += after.points - state->points;
        delta->breaches += (after.broken > 0) - (state->broken > 0);
    }
}

struct delta evaluation_delta(struct evaluation *e,
                              const struct change *changes, int32_t n)
{
    struct delta delta = {0, 0};
    begin_delta(e);
    for (int32_t k = 0; k < n; k++) {
        collect_choices(e, &changes[k], &delta);
        collect_line(e, &changes[k]);
    }
    settle_rows(e, &delta);
    settle_rules(e, &delta);
    return delta;
}

bool evaluation_try(struct evaluation *e, const struct change *changes,
                    int32_t n, struct delta *delta)
{
    *delta = (struct delta){0, 0};
    begin_delta(e);
    for (int32_t k = 0; k < n; k++) {
        collect_choices(e, &changes[k], delta);
    }
    settle_rows(e, delta);
    if (delta->breaches > 0 && e->score.breaches == 0) {
        return false; /* lines can't mend it: none is broken now */
    }
    for (int32_t k = 0; k < n; k++) {
        collect_line(e, &changes[k]);
    }
    settle_rules(e, delta);
    return delta->breaches <= 0;
}

static void keep_rules(struct evaluation *e)
{
    for (int32_t k = 0; k < e->n_touched_rules; k++) {
        int32_t rule = e->touched_rules[k];
        struct rule_state *state = &e->rules[rule];
        struct after after = rule_after(state);
        add_points(&e->score, e->p->rules[rule].level,
                   after.points - state->points);
        e->score.breaches += (after.broken > 0) - (state->broken > 0);
        state->amount += state->moved;
        state->points = after.points;
        state->broken = after.broken;
    }
}

static void keep_rows(struct evaluation *e)
{
    for (int32_t k = 0; k < e->n_touched_rows; k++) {
        int32_t r = e->touched_rows[k];
        struct row_state *state = &e->rows[r];
        struct after after = row_after(e, r);
        add_points(&e->score, e->p->rows[r].level,
                   after.points - state->points);
        e->score.breaches += after.broken - state->broken;
        e->amounts[r] += state->moved;
        state->points = after.points;
        state->broken = after.broken > 0;
    }
}

static void keep_line(struct evaluation *e, const struct change *change)
{
    int16_t *line = roster_line(e->roster, change->person);
    for (int32_t k = 0; k < change->n; k++) {
        int32_t d = change->first + k;
        int32_t cell = change->person * e->p->n_days + d;
        if (line[d] != change->patterns[k]) {
            add_choice(e->p, &e->score, cell, line[d], -1);
            line[d] = change->patterns[k];
            add_choice(e->p, &e->score, cell, line[d], 1);
        }
    }
}

void evaluation_apply(struct evaluation *e, const struct change *changes,
                      int32_t n)
{
    struct delta choices = {0, 0}; /* keep_line() counts them by level */
    begin_delta(e);
    for (int32_t k = 0; k < n; k++) {
        collect_choices(e, &changes[k], &choices);
        collect_line(e, &changes[k]);
    }
    keep_rules(e);
    keep_rows(e);
    for (int32_t k = 0; k < n; k++) {
        keep_line(e, &changes[k]);
    }
    evaluation_audit(e, changes, n);
}
