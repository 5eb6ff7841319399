/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_clash.c - why demand stays uncovered: a deletion filter.
 *
 * The question is asked of a view of the problem without costs, in which the row
 * must be filled and rows that matter at least as much must stay as they are:
 * is there a roster at all? Conditions are then taken away one by one: one without
 * which the shortage is still forced was not needed. What is left is a smallest
 * set in the sense that each of its members is needed (Chinneck & Dravnieks
 * 1991).
 */
#include "solver/explain.h"

#include <string.h>

#include "solver/compact.h"

enum { NODES_A_QUESTION = 400, RELAXATIONS_MAX = 12 };

struct asking {
    const struct problem *problem; /* as it is */
    const struct roster *roster;
    struct problem view; /* arrays below are its own */
    struct line_rule *rules;
    int32_t *rules_of;
    int32_t *named; /* per rule: the person's first of the same name */
    struct row *rows;
    struct pattern_set *allowed;
    int64_t wanted; /* amount at which the target is filled */
    int32_t target;
    bool *open;
    int32_t first, last; /* open days */
    struct condition_vec conditions;
    bool *dropped; /* per condition */
    uint64_t ticks_left;
    bool complete;
};

/* ---- the view --------------------------------------------------------------- */

static bool condition_dropped(const struct asking *a, int32_t kind,
                              int32_t index, int32_t person)
{
    for (int32_t i = 0; i < a->conditions.n; i++) {
        const struct condition *c = &a->conditions.at[i];
        if (a->dropped[i] && (int32_t)c->kind == kind &&
            c->person == person &&
            (kind == CONDITION_CLOSED || c->index == index)) {
            return true;
        }
    }
    return false;
}

/* Line rules that are not dropped. A rule counts as one condition a person and
 * name. */
static void view_rules(struct asking *a)
{
    const struct problem *p = a->problem;
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        a->rules_of[i] = n;
        for (int32_t r = p->rules_of[i]; r < p->rules_of[i + 1]; r++) {
            if (!condition_dropped(a, CONDITION_RULE, a->named[r], i)) {
                a->rules[n++] = p->rules[r];
            }
        }
    }
    a->rules_of[p->n_people] = n;
    a->view.n_rules = n;
}

/* What a lacking person of the row costs. */
static cost under_cost(const struct row *row)
{
    cost most = 0;
    for (int32_t h = 0; h < row->gauge.n_hinges; h++) {
        most = row->gauge.hinges[h].under > most ? row->gauge.hinges[h].under
                                                 : most;
    }
    return most;
}

static int64_t low_mark(const struct row *row)
{
    int64_t at = BOUND_NONE_LOW;
    for (int32_t h = 0; h < row->gauge.n_hinges; h++) {
        const struct hinge *hinge = &row->gauge.hinges[h];
        if (hinge->under == under_cost(row) && hinge->at > at) {
            at = hinge->at;
        }
    }
    return at;
}

/* Rows of the levels before the target's, and of its level when they cost at
 * least as much, keep at least the smaller of their amount and low mark. */
static void view_row(struct asking *a, int32_t r)
{
    const struct row *old = &a->problem->rows[r];
    const struct row *target = &a->problem->rows[a->target];
    struct row *row = &a->rows[r];
    *row = *old;
    row->gauge.n_hinges = 0;
    row->gauge.hinges = NULL;
    if (r == a->target) {
        row->gauge.low = a->wanted > old->gauge.low ? a->wanted
                                                    : old->gauge.low;
        return;
    }
    bool matters = old->level < target->level ||
                   (old->level == target->level &&
                    under_cost(old) >= under_cost(target));
    if (condition_dropped(a, CONDITION_ROW, r, -1)) {
        row->gauge.low = BOUND_NONE_LOW;
        row->gauge.high = BOUND_NONE_HIGH;
    } else if (matters && under_cost(old) > 0) {
        int64_t amount = row_amount(a->problem, r, a->roster);
        int64_t mark = low_mark(old);
        int64_t keep = amount < mark ? amount : mark;
        row->gauge.low = keep > row->gauge.low ? keep : row->gauge.low;
    }
}

static void view_choices(struct asking *a)
{
    const struct problem *p = a->problem;
    memcpy(a->allowed, p->allowed,
           sizeof *a->allowed * (size_t)(p->n_people * p->n_days));
    const struct row *target = &p->rows[a->target];
    for (int32_t t = 0; t < target->n_terms; t++) {
        const struct term *term = &p->terms[target->first_term + t];
        for (int32_t i = 0; i < p->n_people; i++) {
            if (problem_masked(p, term->mask, i) &&
                condition_dropped(a, CONDITION_CLOSED, 0, i)) {
                struct pattern_set *set = &a->allowed[i * p->n_days +
                                                      term->day];
                set->bits[term->pattern >> 6] |=
                    (uint64_t)1 << (term->pattern & 63);
            }
        }
    }
}

static void view_build(struct asking *a)
{
    a->view.rules = a->rules;
    a->view.rules_of = a->rules_of;
    a->view.rows = a->rows;
    a->view.allowed = a->allowed;
    view_rules(a);
    for (int32_t r = 0; r < a->problem->n_rows; r++) {
        view_row(a, r);
    }
    view_choices(a);
}

/* ---- the question --------------------------------------------------------------- */

enum answer { FORCED, AVOIDABLE, UNKNOWN };

/* Whether every roster of the view leaves the target short. */
static enum answer still_forced(struct asking *a)
{
    view_build(a);
    struct open_part part = {.open = a->open};
    struct compact_options options = {
        .frozen = a->roster,
        .open = &part,
        .levels = 0, /* any roster will do */
    };
    struct compact *compact = compact_new(&a->view, &options);
    struct lp_limits simplex = {.bound_stop = LP_INFINITY};
    enum lp_outcome outcome = compact_relax(compact, &simplex);
    enum answer answer = outcome == LP_INFEASIBLE ? FORCED : UNKNOWN;
    if (outcome == LP_OPTIMAL) {
        struct roster *found = roster_new(a->problem);
        struct mip_limits mip = {.cutoff = LP_INFINITY,
                                 .nodes = NODES_A_QUESTION};
        double bound = 0;
        outcome = compact_mip(compact, &mip, found, &bound);
        answer = outcome == LP_INFEASIBLE ? FORCED
                 : outcome == LP_OPTIMAL || outcome == LP_FEASIBLE ? AVOIDABLE
                                                                   : UNKNOWN;
        roster_free(found);
    }
    uint64_t used = (uint64_t)compact_ticks(compact);
    a->ticks_left = a->ticks_left > used ? a->ticks_left - used : 0;
    compact_free(compact);
    return answer;
}

/* ---- the conditions --------------------------------------------------------------- */

static void add_condition(struct asking *a, int32_t kind, int32_t index,
                          int32_t person, int32_t day)
{
    struct condition condition = {.index = index, .person = person,
                                  .day = day};
    condition.kind = kind == CONDITION_RULE     ? CONDITION_RULE
                     : kind == CONDITION_CLOSED ? CONDITION_CLOSED
                                                : CONDITION_ROW;
    vec_push(&a->conditions, condition);
}

/* One condition a person and rule name, in the order of the rules. */
static void list_rules(struct asking *a, int32_t person)
{
    const struct problem *p = a->problem;
    for (int32_t r = p->rules_of[person]; r < p->rules_of[person + 1]; r++) {
        if (a->named[r] == r) {
            add_condition(a, CONDITION_RULE, r, person, -1);
        }
    }
}

/* Whether some choice that would help the target is closed to the person. */
static int32_t closed_day(const struct asking *a, int32_t person)
{
    const struct problem *p = a->problem;
    const struct row *target = &p->rows[a->target];
    int32_t closed = -1;
    for (int32_t t = 0; t < target->n_terms; t++) {
        const struct term *term = &p->terms[target->first_term + t];
        if (term->coef > 0 && problem_masked(p, term->mask, person)) {
            if (problem_allows(p, person, term->day, term->pattern)) {
                return -1; /* open by another pattern */
            }
            closed = term->day;
        }
    }
    return closed;
}

static void list_conditions(struct asking *a)
{
    const struct problem *p = a->problem;
    for (int32_t r = 0; r < p->n_rows; r++) {
        const struct row *row = &p->rows[r];
        bool near = row->day == NONE_DAY ||
                    (row->day >= a->first && row->day <= a->last);
        if (near && r != a->target) {
            add_condition(a, CONDITION_ROW, r, -1, -1);
        }
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        list_rules(a, i);
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        int32_t day = closed_day(a, i);
        if (day >= 0) {
            add_condition(a, CONDITION_CLOSED, 0, i, day);
        }
    }
}

/* Drops conditions first..end-1 for good when the shortage stays forced
 * without them; else halves, down to single ones. */
static void filter(struct asking *a, int32_t first, int32_t end)
{
    if (a->ticks_left == 0) {
        a->complete = false;
        return;
    }
    for (int32_t i = first; i < end; i++) {
        a->dropped[i] = true;
    }
    enum answer answer = still_forced(a);
    if (answer == FORCED) {
        return;
    }
    for (int32_t i = first; i < end; i++) {
        a->dropped[i] = false;
    }
    if (answer == UNKNOWN && end - first == 1) {
        a->complete = false; /* it stays, needed or not */
    }
    if (end - first > 1) {
        int32_t middle = first + (end - first) / 2;
        filter(a, first, middle);
        filter(a, middle, end);
    }
}

/* ---- the answer ----------------------------------------------------------------------- */

/* The days of the row's terms; all of them when it has none. */
static void row_days(const struct problem *p, const struct row *row,
                     int32_t *first, int32_t *last)
{
    *first = row->n_terms > 0 ? p->n_days : 0;
    *last = row->n_terms > 0 ? 0 : p->n_days - 1;
    for (int32_t t = 0; t < row->n_terms; t++) {
        int32_t day = p->terms[row->first_term + t].day;
        *first = day < *first ? day : *first;
        *last = day > *last ? day : *last;
    }
}

static void open_days(struct asking *a, int32_t reach)
{
    const struct problem *p = a->problem;
    int32_t first, last;
    row_days(p, &p->rows[a->target], &first, &last);
    a->first = first < reach ? 0 : first - reach;
    a->last = last + reach >= p->n_days ? p->n_days - 1 : last + reach;
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t d = a->first; d <= a->last; d++) {
            a->open[i * p->n_days + d] = true;
        }
    }
}

static void find_names(struct asking *a)
{
    const struct problem *p = a->problem;
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t r = p->rules_of[i]; r < p->rules_of[i + 1]; r++) {
            int32_t first = p->rules_of[i];
            while (strcmp(p->rules[first].name, p->rules[r].name) != 0) {
                first++;
            }
            a->named[r] = first;
        }
    }
}

static void asking_init(struct asking *a, const struct problem *problem,
                        const struct roster *roster, int32_t row,
                        uint64_t ticks)
{
    size_t cells = (size_t)(problem->n_people * problem->n_days);
    *a = (struct asking){.problem = problem,
                         .roster = roster,
                         .view = *problem,
                         .target = row,
                         .ticks_left = ticks,
                         .complete = true};
    a->rules = xcalloc((size_t)problem->n_rules + 1, sizeof *a->rules);
    a->rules_of = xcalloc((size_t)problem->n_people + 1,
                          sizeof *a->rules_of);
    a->named = xcalloc((size_t)problem->n_rules + 1, sizeof *a->named);
    find_names(a);
    a->rows = xcalloc((size_t)problem->n_rows, sizeof *a->rows);
    a->allowed = xcalloc(cells, sizeof *a->allowed);
    a->open = xcalloc(cells, sizeof *a->open);
    a->wanted = low_mark(&problem->rows[row]);
}

static void asking_release(struct asking *a)
{
    free(a->rules);
    free(a->rules_of);
    free(a->named);
    free(a->rows);
    free(a->allowed);
    free(a->open);
    free(a->dropped);
    vec_release(&a->conditions);
}

void clash_release(struct clash *clash)
{
    vec_release(&clash->conditions);
    vec_release(&clash->relaxations);
    vec_release(&clash->relaxation_cost);
}

/* The problem with its own costs, without condition `i` alone, and the target
 * filled; false when no roster was found within the limits. */
static bool relaxed_cost(struct asking *a, int32_t i, cost *result)
{
    memset(a->dropped, 0, sizeof *a->dropped * (size_t)a->conditions.n);
    a->dropped[i] = true;
    view_build(a);
    for (int32_t r = 0; r < a->problem->n_rows; r++) {
        a->rows[r] = a->problem->rows[r];
        if (condition_dropped(a, CONDITION_ROW, r, -1)) { /* may, at a price */
            a->rows[r].gauge.low = BOUND_NONE_LOW;
            a->rows[r].gauge.high = BOUND_NONE_HIGH;
        }
    }
    struct gauge *filled = &a->rows[a->target].gauge;
    filled->low = a->wanted > filled->low ? a->wanted : filled->low;
    struct open_part part = {.open = a->open};
    struct compact_options options = {
        .frozen = a->roster, .open = &part, .levels = UINT32_MAX};
    struct compact *compact = compact_new(&a->view, &options);
    struct roster *found = roster_new(a->problem);
    struct mip_limits mip = {.cutoff = LP_INFINITY, .gap = 0.02,
                             .nodes = NODES_A_QUESTION};
    double bound = 0;
    enum lp_outcome outcome = compact_mip(compact, &mip, found, &bound);
    bool usable = outcome == LP_OPTIMAL || outcome == LP_FEASIBLE;
    if (usable) {
        *result = roster_score(&a->view, found).total -
                  roster_score(a->problem, a->roster).total;
    }
    roster_free(found);
    compact_free(compact);
    return usable;
}

/* Ascending cost, both vectors together; a handful of items. */
static void add_relaxation(struct clash *clash, struct condition condition,
                           cost points)
{
    vec_push(&clash->relaxations, condition);
    vec_push(&clash->relaxation_cost, points);
    for (int32_t i = clash->relaxations.n - 1;
         i > 0 && clash->relaxation_cost.at[i - 1] > points; i--) {
        clash->relaxations.at[i] = clash->relaxations.at[i - 1];
        clash->relaxation_cost.at[i] = clash->relaxation_cost.at[i - 1];
        clash->relaxations.at[i - 1] = condition;
        clash->relaxation_cost.at[i - 1] = points;
    }
}

static void price_relaxations(struct asking *a, struct clash *clash)
{
    struct int_vec needed = {0};
    for (int32_t i = 0; i < a->conditions.n; i++) {
        if (!a->dropped[i]) {
            vec_push(&needed, i);
        }
    }
    for (int32_t k = 0; k < needed.n && k < RELAXATIONS_MAX; k++) {
        cost points = 0;
        if (relaxed_cost(a, needed.at[k], &points)) {
            add_relaxation(clash, a->conditions.at[needed.at[k]], points);
        }
    }
    vec_release(&needed);
}

void explain_clash(const struct problem *problem, const struct roster *roster,
                   int32_t row, int32_t reach, uint64_t ticks,
                   struct clash *result)
{
    struct asking a;
    asking_init(&a, problem, roster, row, ticks);
    open_days(&a, reach);
    list_conditions(&a);
    a.dropped = xcalloc((size_t)a.conditions.n + 1, sizeof *a.dropped);
    memset(result, 0, sizeof *result);
    enum answer first = still_forced(&a);
    result->forced = first == FORCED;
    a.complete = first != UNKNOWN;
    if (result->forced) {
        filter(&a, 0, a.conditions.n);
    }
    result->complete = a.complete;
    for (int32_t i = 0; result->forced && i < a.conditions.n; i++) {
        if (!a.dropped[i]) {
            vec_push(&result->conditions, a.conditions.at[i]);
        }
    }
    if (result->forced) {
        price_relaxations(&a, result);
    }
    asking_release(&a);
}
