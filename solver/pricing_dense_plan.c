/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_plan.c - the counters of a plan day by day, and all of it. */
#include "solver/pricing_dense_parts.h"

/* ---- counters ------------------------------------------------------------ */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && a < 0);
}

static void track(struct builder *b, int32_t part)
{
    const struct gauge *gauge = part_gauge(&b->in->parts->at[part]);
    const struct counter *counter = &b->in->window->counter[part];
    struct dense_tracked *t = &b->plan->tracked[b->plan->n_tracked++];
    *t = (struct dense_tracked){.part = part, .low = INT32_MIN,
                                .high = INT32_MAX};
    t->unit = dense_unit(b->in->automaton, part);
    if (gauge->low != BOUND_NONE_LOW) {
        t->low = -floor_div(counter->origin - gauge->low, t->unit);
    }
    if (gauge->high != BOUND_NONE_HIGH) {
        t->high = floor_div(gauge->high - counter->origin, t->unit);
    }
}

static bool track_all(struct builder *b)
{
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        enum counter_mode mode = b->in->window->counter[i].mode;
        if (mode == COUNTER_TRACKED ||
            (mode == COUNTER_LOOSE && b->in->tracked[i])) {
            if (b->plan->n_tracked == DENSE_TRACKED_MAX) {
                return false;
            }
            track(b, i);
        }
    }
    return true;
}

/* How a tracked counter acts on a day; -1: not at all. */
static int16_t act_mode(const struct builder *b, int32_t q, int32_t day)
{
    int32_t index = b->plan->tracked[q].part;
    const struct part *part = &b->in->parts->at[index];
    if (part->kind == PART_SUM) {
        return dense_row(b->in->automaton, index, day);
    }
    return part->group[day - part->first] < 0
               ? -1
               : (int16_t)dense_goes_on(part, counter_of(b, q), day);
}

static int16_t place_of(const struct draft *draft, int32_t q)
{
    for (int16_t k = 0; k < draft->n_live; k++) {
        if (draft->live[k] == q && !draft->closes[k]) {
            return k;
        }
    }
    return -1;
}

/* Counts of groups that have a price act without a dimension. */
static bool lay_priced(const struct builder *b, int32_t day,
                       struct dense_key *key)
{
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        const struct part *part = &b->in->parts->at[i];
        const struct counter *c = &b->in->window->counter[i];
        if (!b->in->priced[i] || b->in->tracked[i] || day < c->first ||
            c->mode != COUNTER_LOOSE || day > c->last ||
            part->group[day - part->first] < 0) {
            continue;
        }
        if (key->n_acts == DENSE_ACTS_MAX) {
            return false;
        }
        key->act[key->n_acts++] = (struct dense_act){
            (int16_t)i, (int16_t)dense_goes_on(part, c, day)};
    }
    return true;
}

/* Which counters are alive on the day and how they act; false: too many. */
static bool lay_counters(struct builder *b, int32_t day)
{
    struct draft *draft = &b->drafts[day - b->plan->first];
    struct dense_key key = {.table = -1};
    if (day > 0) {
        key.table = dense_table(b->in->automaton, day - 1);
    }
    for (int32_t q = 0; q < b->plan->n_tracked; q++) {
        const struct counter *c = counter_of(b, q);
        if (day < c->first || day > c->last) {
            continue;
        }
        int32_t k = draft->n_live++;
        int16_t mode = act_mode(b, q, day);
        if (k == DENSE_LIVE_MAX) {
            return false;
        }
        draft->live[k] = (int16_t)q;
        draft->closes[k] = day == c->last;
        draft->before[k] =
            day == b->plan->first ? -1 : place_of(draft - 1, q);
        draft->act[k] = mode < 0 ? -1 : key.n_acts;
        if (mode >= 0) {
            key.act[key.n_acts++] =
                (struct dense_act){(int16_t)b->plan->tracked[q].part, mode};
        }
    }
    if (!lay_priced(b, day, &key)) {
        return false;
    }
    draft->type = dense_type_of(b->in->automaton, &key);
    return true;
}

/* ---- all ----------------------------------------------------------------- */

static int32_t start_node(struct builder *b)
{
    const struct dense_window *w = b->in->window;
    size_t n = (size_t)b->in->parts->n + 1;
    int32_t *state = arena_array(b->scratch, n, sizeof *state);
    bool *counted = arena_array(b->scratch, n, sizeof *counted);
    struct dense_enter enter = {.run_state = state, .counted = counted};
    if (w->has_line && w->first > 0) {
        enter.pattern = w->line[w->first - 1];
    }
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        state[i] = w->reach[i].state;
    }
    for (int32_t q = 0; q < b->plan->n_tracked; q++) {
        int32_t part = b->plan->tracked[q].part;
        counted[part] = w->reach[part].flag;
    }
    for (int32_t i = 0; i < b->in->parts->n; i++) {
        counted[i] |= b->in->priced[i] && w->reach[i].flag;
    }
    return dense_node_enter(b->in->automaton, &enter);
}

static bool build(struct builder *b)
{
    size_t days = (size_t)(b->plan->last - b->plan->first + 1);
    b->drafts = arena_array(b->scratch, days, sizeof *b->drafts);
    b->local = arena_array(b->scratch, DENSE_NODES_MAX, sizeof *b->local);
    b->seen = arena_array(b->scratch, DENSE_NODES_MAX, sizeof *b->seen);
    b->plan->steps =
        arena_array(b->plan->arena, days, sizeof *b->plan->steps);
    if (!track_all(b)) {
        return false;
    }
    b->start = start_node(b);
    for (int32_t d = b->plan->first; d <= b->plan->last; d++) {
        if (b->start < 0 || !lay_counters(b, d) ||
            !dense_reach_forward(b, d)) {
            return false;
        }
    }
    dense_reach_backward(b);
    return dense_lay_days(b);
}

struct dense_plan *dense_plan_new(const struct dense_planning *planning)
{
    struct arena *arena = arena_new();
    struct dense_plan *plan = arena_alloc(arena, sizeof *plan);
    struct builder b = {.in = planning, .plan = plan};
    plan->arena = arena;
    plan->first = planning->window->first;
    plan->last = planning->window->last;
    b.scratch = arena_new();
    bool built = build(&b);
    for (int32_t t = 0; b.drafts && t <= plan->last - plan->first; t++) {
        vec_release(&b.drafts[t].nodes);
        vec_release(&b.drafts[t].ways);
    }
    arena_free(b.scratch);
    if (!built) {
        dense_plan_free(plan);
        return NULL;
    }
    return plan;
}

void dense_plan_free(struct dense_plan *plan)
{
    if (plan) {
        arena_free(plan->arena);
    }
}
