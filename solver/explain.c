/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.c - who else could hold a slot, and what that would cost or break. */
#include "solver/explain.h"

#include <string.h>

#include "solver/evaluate.h"
#include "solver/pricing.h"

#define NOBODY (-1)
/* Makes a choice as good as impossible for pricing without leaving doubles. */
#define PRICE_CLOSED 1e13
enum { SWAP_REACH = 14, REPAIR_LABELS = 200000 };

struct slot_question {
    const struct problem *problem;
    const struct roster *roster;
    struct evaluation *evaluation;
    int32_t day, holder;
    const int16_t *patterns;
    int32_t n_patterns;
    int16_t without; /* the holder's best pattern without the duty */
    double *price;   /* [n_days * n_patterns] */
    int16_t *line;   /* [n_days] */
    struct score before;
};

static bool holds_duty(const struct slot_question *q, int16_t pattern)
{
    for (int32_t k = 0; k < q->n_patterns; k++) {
        if (q->patterns[k] == pattern) {
            return true;
        }
    }
    return false;
}

static bool better(struct delta a, struct delta b)
{
    return a.breaches != b.breaches ? a.breaches < b.breaches
                                    : a.total < b.total;
}

/* The pattern that costs the holder's line and the rows least once the duty is
 * gone; OFF when there is no holder. */
static int16_t best_without(struct slot_question *q)
{
    struct delta best = {COST_MAX, INT32_MAX};
    int16_t choice = OFF;
    for (int16_t p = 0; p < q->problem->n_patterns; p++) {
        if (holds_duty(q, p) ||
            !problem_allows(q->problem, q->holder, q->day, p)) {
            continue;
        }
        struct change change = {q->holder, q->day, 1, &p};
        struct delta delta = evaluation_delta(q->evaluation, &change, 1);
        if (better(delta, best)) {
            best = delta;
            choice = p;
        }
    }
    return choice;
}

/* The bare change: `person` has `pattern` that day, the holder does not. */
static int32_t bare_changes(const struct slot_question *q, int32_t person,
                            const int16_t *pattern, struct change changes[2])
{
    int32_t n = 0;
    changes[n++] = (struct change){person, q->day, 1, pattern};
    if (q->holder != NOBODY && q->holder != person) {
        changes[n++] = (struct change){q->holder, q->day, 1, &q->without};
    }
    return n;
}

static void choose_pattern(struct slot_question *q, struct alternative *a)
{
    struct delta best = {COST_MAX, INT32_MAX};
    a->pattern = q->patterns[0];
    for (int32_t k = 0; k < q->n_patterns; k++) {
        const int16_t *p = &q->patterns[k];
        bool allowed = problem_allows(q->problem, a->person, q->day, *p);
        if (a->allowed && !allowed) {
            continue;
        }
        struct change changes[2];
        int32_t n = bare_changes(q, a->person, p, changes);
        struct delta delta = evaluation_delta(q->evaluation, changes, n);
        if ((allowed && !a->allowed) || better(delta, best)) {
            best = delta;
            a->pattern = *p;
            a->allowed = allowed;
        }
    }
    a->delta = best.total;
    a->breaches = best.breaches;
}

/* ---- effects --------------------------------------------------------------- */

static int32_t item_level(const struct problem *p,
                          const struct score_item *item)
{
    switch (item->kind) {
    case ITEM_RULE:
        return p->rules[item->index].level;
    case ITEM_ROW:
        return p->rows[item->index].level;
    case ITEM_CHOICE: /* without a reason it is a forbidden choice */
        return item->index < 0 ? 0 : p->reasons[item->index].level;
    }
    return 0;
}

/* Adds `sign` times the item to the effect of the same thing. */
static void add_effect(const struct problem *problem,
                       const struct score_item *item, int32_t sign,
                       struct effect_vec *effects)
{
    for (int32_t i = 0; i < effects->n; i++) {
        struct effect *e = &effects->at[i];
        if ((int32_t)e->kind == (int32_t)item->kind &&
            e->index == item->index && e->person == item->person) {
            e->points += sign * item->points;
            e->breach += sign * item->breach;
            return;
        }
    }
    struct effect effect = {.index = item->index,
                            .person = item->person,
                            .level = item_level(problem, item),
                            .points = sign * item->points,
                            .breach = sign * item->breach};
    effect.kind = item->kind == ITEM_RULE  ? EFFECT_RULE
                  : item->kind == ITEM_ROW ? EFFECT_ROW
                                           : EFFECT_CHOICE;
    vec_push(effects, effect);
}

static void drop_zero_effects(struct effect_vec *effects)
{
    int32_t n = 0;
    for (int32_t i = 0; i < effects->n; i++) {
        if (effects->at[i].points != 0 || effects->at[i].breach != 0) {
            effects->at[n++] = effects->at[i];
        }
    }
    effects->n = n;
}

void explain_change(const struct problem *problem,
                    const struct roster *before, const struct roster *after,
                    struct effect_vec *effects)
{
    struct item_vec items = {0};
    roster_items(problem, before, &items);
    for (int32_t i = 0; i < items.n; i++) {
        add_effect(problem, &items.at[i], -1, effects);
    }
    vec_clear(&items);
    roster_items(problem, after, &items);
    for (int32_t i = 0; i < items.n; i++) {
        add_effect(problem, &items.at[i], 1, effects);
    }
    vec_release(&items);
    drop_zero_effects(effects);
}

/* ---- repair by one line ------------------------------------------------------ */

/* What having a pattern on a day adds to the rows when the rest stands and the
 * person's own line is taken out of the amounts. Exact for rows that a line
 * touches once. */
static void marginal_prices(const struct slot_question *q, int32_t person,
                            int64_t *amounts)
{
    const struct problem *p = q->problem;
    const int16_t *line = roster_line(q->roster, person);
    memcpy(amounts, evaluation_amounts(q->evaluation),
           sizeof *amounts * (size_t)p->n_rows);
    for (int32_t d = 0; d < p->n_days; d++) {
        int32_t at = d * p->n_patterns + line[d];
        for (int32_t t = p->touch_first[at]; t < p->touch_first[at + 1];
             t++) {
            if (problem_masked(p, p->touches[t].mask, person)) {
                amounts[p->touches[t].row] -= p->touches[t].coef;
            }
        }
    }
    for (int32_t at = 0; at < p->n_days * p->n_patterns; at++) {
        double sum = 0;
        for (int32_t t = p->touch_first[at]; t < p->touch_first[at + 1];
             t++) {
            const struct touch *touch = &p->touches[t];
            if (problem_masked(p, touch->mask, person)) {
                const struct gauge *gauge = &p->rows[touch->row].gauge;
                int64_t old = amounts[touch->row];
                sum += (double)(gauge_cost(gauge, old + touch->coef) -
                                gauge_cost(gauge, old));
                sum += PRICE_CLOSED *
                       (double)(gauge_breach(gauge, old + touch->coef) -
                                gauge_breach(gauge, old));
            }
        }
        q->price[at] = sum;
    }
}

static void repair(struct slot_question *q, struct alternative *a)
{
    const struct problem *p = q->problem;
    int64_t *amounts = xcalloc((size_t)p->n_rows + 1, sizeof *amounts);
    marginal_prices(q, a->person, amounts);
    free(amounts);
    for (int16_t k = 0; k < p->n_patterns; k++) {
        if (k != a->pattern) {
            q->price[q->day * p->n_patterns + k] += PRICE_CLOSED;
        }
    }
    struct pricing *pricing = pricing_new(p, a->person);
    struct pricing_options options = {.max_labels = REPAIR_LABELS};
    double bound = 0;
    struct priced_line priced =
        pricing_run(pricing, q->price, &options, q->line, &bound);
    pricing_free(pricing);
    if (!priced.found || q->line[q->day] != a->pattern) {
        return;
    }
    struct change changes[2] = {{a->person, 0, p->n_days, q->line}};
    int32_t n = 1;
    if (q->holder != NOBODY && q->holder != a->person) {
        changes[n++] = (struct change){q->holder, q->day, 1, &q->without};
    }
    struct delta delta = evaluation_delta(q->evaluation, changes, n);
    if (evaluation_breaches(q->evaluation) + delta.breaches <=
        q->before.breaches) {
        a->repaired = true;
        a->repaired_delta = delta.total;
        const int16_t *old = roster_line(q->roster, a->person);
        for (int32_t d = 0; d < p->n_days; d++) {
            a->repaired_days += old[d] != q->line[d];
        }
    }
}

/* ---- one swap ------------------------------------------------------------------- */

/* The person takes the slot, `other` takes all that the person has on day
 * `back` (which may be the same day), both keep the rest. */
static struct delta swap_delta(struct slot_question *q, int32_t person,
                               int32_t other, int32_t back,
                               int16_t room[2][2 * SWAP_REACH + 1])
{
    int32_t first = back < q->day ? back : q->day;
    int32_t n = (back < q->day ? q->day : back) - first + 1;
    const int32_t who[2] = {person, other};
    for (int32_t w = 0; w < 2; w++) {
        memcpy(room[w], roster_line(q->roster, who[w]) + first,
               sizeof room[w][0] * (size_t)n);
    }
    int16_t given = roster_line(q->roster, person)[back];
    room[0][back - first] = roster_line(q->roster, other)[back];
    room[1][back - first] = given;
    room[0][q->day - first] = roster_line(q->roster, other)[q->day];
    room[1][q->day - first] = roster_line(q->roster, person)[q->day];
    struct change changes[2] = {{person, first, n, room[0]},
                                {other, first, n, room[1]}};
    return evaluation_delta(q->evaluation, changes, 2);
}

static void find_swap(struct slot_question *q, struct alternative *a)
{
    int16_t room[2][2 * SWAP_REACH + 1];
    int32_t first = q->day > SWAP_REACH ? q->day - SWAP_REACH : 0;
    int32_t end = q->day + SWAP_REACH < q->problem->n_days
                      ? q->day + SWAP_REACH + 1
                      : q->problem->n_days;
    a->swap_with = NOBODY;
    if (q->holder == NOBODY || q->holder == a->person) {
        return;
    }
    for (int32_t back = first; back < end; back++) {
        struct delta delta = swap_delta(q, a->person, q->holder, back, room);
        bool sound = evaluation_breaches(q->evaluation) + delta.breaches <=
                     q->before.breaches;
        if (sound && (a->swap_with == NOBODY || delta.total < a->swap_delta)) {
            a->swap_with = q->holder;
            a->swap_delta = delta.total;
            a->swap_day = back;
        }
    }
}

/* ---- all alternatives -------------------------------------------------------------- */

static void bare_effects(struct slot_question *q, struct alternative *a)
{
    struct roster *after = roster_new(q->problem);
    roster_copy(after, q->roster);
    roster_line(after, a->person)[q->day] = a->pattern;
    if (q->holder != NOBODY && q->holder != a->person) {
        roster_line(after, q->holder)[q->day] = q->without;
    }
    explain_change(q->problem, q->roster, after, &a->effects);
    roster_free(after);
}

static void ask(struct slot_question *q, int32_t person,
                struct alternative *a)
{
    *a = (struct alternative){.person = person, .swap_with = NOBODY};
    if (person == q->holder) {
        struct change change = {person, q->day, 1, &q->without};
        struct delta delta = evaluation_delta(q->evaluation, &change, 1);
        a->pattern = q->without;
        a->allowed = problem_allows(q->problem, person, q->day, q->without);
        a->delta = delta.total;
        a->breaches = delta.breaches;
    } else {
        choose_pattern(q, a);
        if (a->allowed && a->breaches > 0) {
            repair(q, a);
        }
        if (a->allowed) {
            find_swap(q, a);
        }
    }
    bare_effects(q, a);
}

static int32_t rank(const struct alternative *a)
{
    if (a->allowed && a->breaches <= 0) {
        return 0;
    }
    return a->repaired ? 1 : a->allowed ? 2 : 3;
}

static int by_rank(const void *x, const void *y)
{
    const struct alternative *a = x, *b = y;
    if (rank(a) != rank(b)) {
        return rank(a) < rank(b) ? -1 : 1;
    }
    cost da = rank(a) == 1 ? a->repaired_delta : a->delta;
    cost db = rank(b) == 1 ? b->repaired_delta : b->delta;
    if (da != db) {
        return da < db ? -1 : 1;
    }
    return a->person < b->person ? -1 : a->person > b->person;
}

void explain_slot(const struct problem *problem, const struct roster *roster,
                  int32_t day, int32_t holder, const int16_t *patterns,
                  int32_t n_patterns, struct alternative_vec *out)
{
    if (n_patterns == 0) {
        return; /* nobody can hold the slot at all */
    }
    struct slot_question q = {
        .problem = problem,
        .roster = roster,
        .evaluation = evaluation_new(problem, roster),
        .day = day,
        .holder = holder,
        .patterns = patterns,
        .n_patterns = n_patterns,
        .before = roster_score(problem, roster),
    };
    q.price = xcalloc((size_t)(problem->n_days * problem->n_patterns),
                      sizeof *q.price);
    q.line = xcalloc((size_t)problem->n_days, sizeof *q.line);
    if (holder != NOBODY) {
        q.without = best_without(&q);
    }
    for (int32_t i = 0; i < problem->n_people; i++) {
        struct alternative alternative;
        ask(&q, i, &alternative);
        vec_push(out, alternative);
    }
    if (out->n > 0) {
        qsort(out->at, (size_t)out->n, sizeof *out->at, by_rank);
    }
    evaluation_free(q.evaluation);
    free(q.price);
    free(q.line);
}

void alternatives_release(struct alternative_vec *alternatives)
{
    for (int32_t i = 0; i < alternatives->n; i++) {
        vec_release(&alternatives->at[i].effects);
    }
    vec_release(alternatives);
}
