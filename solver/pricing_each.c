/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_each.c - every line below a value, day by day. */
#include "solver/pricing_each.h"

#include <math.h>

#include "solver/pricing_rest.h"
#include "solver/pricing_state.h"

/* The partial lines of a day, `slots` numbers of state each. */
struct layer {
    struct VEC_OF(struct label) label;
    struct int_vec state;
};

/* The way back from a partial line. */
struct back {
    int32_t before;
    int16_t pattern;
};

struct walk {
    const struct plan *plan;
    struct each *each;
    struct states *states;
    size_t slots;
    struct layer now, next;
    int32_t *state;                /* scratch: of one label */
    struct VEC_OF(struct back) back;
    int32_t *first_back;           /* by day */
};

/* What a pattern costs more than the best of its group. Beside frozen days that
 * may be more than these: it counts for nothing then. */
static double dearer(const struct walk *w, int32_t day, int16_t best,
                     int16_t pattern)
{
    int32_t n = w->plan->problem->n_patterns;
    const double *price = &w->each->price[day * n];
    const double *choice = &w->plan->parts->choice[day * n];
    bool border =
        day == w->plan->frozen.first || day == w->plan->frozen.last;
    return border ? 0
                  : price[pattern] - price[best] + choice[pattern] -
                        choice[best];
}

/* Each pattern of the label's group becomes a partial line of the day. */
static void add_patterns(struct walk *w, int32_t day,
                         const struct label *label)
{
    const struct plan_day *at = &w->plan->at[day];
    for (int16_t p = 0; p < w->plan->problem->n_patterns; p++) {
        struct label one = *label;
        if (at->day->group_of[p] != label->group) {
            continue;
        }
        double more = dearer(w, day, at->best[label->group], p);
        one.value += more;
        one.bound += more;
        if (!(one.bound < w->each->below)) {
            continue;
        }
        struct back back = {label->parent, p};
        vec_push(&w->back, back);
        vec_push(&w->next.label, one);
        for (size_t k = 0; k < w->slots; k++) {
            vec_push(&w->next.state, w->state[k]);
        }
    }
}

/* All groups after the i-th partial line of the day before; -1: the start. */
static void go_on(struct walk *w, int32_t day, int32_t i)
{
    static const struct label START = {0};
    const struct plan_day *at = &w->plan->at[day];
    const struct pricing_day *today = at->day;
    const struct frame_day *frame = &w->plan->frame.at[day];
    const struct label *from = i >= 0 ? &w->now.label.at[i] : &START;
    const struct frame_edge *edges = plan_edges(w->plan, day, from->node);
    for (int32_t g = 0; g < today->n_groups; g++) {
        int32_t points =
            i >= 0 ? today[-1].step[from->class * today->n_groups + g] : 0;
        int32_t node = edges[frame->kind_of_group[g]].next;
        if (points == TRANSITION_NEVER || node == FRAME_NONE ||
            !isfinite(at->price[g])) {
            continue;
        }
        struct label label = {
            .value = (i >= 0 ? from->value : w->plan->fixed) + at->price[g] +
                     points,
            .least = from->least,
            .parent = i,
            .group = (int16_t)g,
            .class = today->class_of_group[g],
            .node = (int16_t)node,
        };
        if (i >= 0) {
            memcpy(w->state, &w->now.state.at[(size_t)i * w->slots],
                   w->slots * sizeof *w->state);
        } else {
            memset(w->state, 0, w->slots * sizeof *w->state);
        }
        if (states_advance(w->states, &label, w->state)) {
            label.bound = label.value + label.least + at->unborn +
                          (day < w->plan->frozen.last ? at->rest[node] : 0);
            add_patterns(w, day, &label);
        }
    }
}

/* False when the steps do not suffice. */
static bool walk_day(struct walk *w, int32_t day)
{
    struct layer kept = w->now;
    int64_t n = day > w->plan->frozen.first ? w->next.label.n : 1;
    w->now = w->next;
    w->next = kept;
    w->first_back[day] = w->back.n;
    vec_clear(&w->next.label);
    vec_clear(&w->next.state);
    w->each->steps -= n * w->plan->at[day].day->n_groups;
    if (w->each->steps < 0) {
        return false;
    }
    states_day(w->states, day);
    if (day == w->plan->frozen.first) {
        go_on(w, day, -1);
    }
    for (int32_t i = 0; day > w->plan->frozen.first && i < n; i++) {
        go_on(w, day, i);
    }
    return true;
}

static bool give_all(const struct walk *w)
{
    int32_t first = w->plan->frozen.first;
    for (int32_t i = 0; i < w->next.label.n; i++) {
        int32_t at = i;
        for (int32_t d = w->plan->frozen.last; d >= first; d--) {
            const struct back *back = &w->back.at[w->first_back[d] + at];
            w->each->line[d] = back->pattern;
            at = back->before;
        }
        if (!w->each->take(w->each->context, w->each->line)) {
            return false;
        }
    }
    return true;
}

bool each_line(const struct plan *plan, struct each *each)
{
    if (plan->broken) {
        return true;
    }
    struct walk w = {.plan = plan, .each = each};
    w.slots = (size_t)plan->parts->slots + 1;
    w.states = states_new(plan);
    w.state = xcalloc(w.slots, sizeof *w.state);
    w.first_back = xcalloc((size_t)plan->problem->n_days, sizeof *w.first_back);
    bool whole = true;
    for (int32_t d = plan->frozen.first; whole && d <= plan->frozen.last; d++) {
        whole = walk_day(&w, d);
    }
    whole = whole && give_all(&w);
    states_free(w.states);
    vec_release(&w.now.label);
    vec_release(&w.now.state);
    vec_release(&w.next.label);
    vec_release(&w.next.state);
    vec_release(&w.back);
    free(w.state);
    free(w.first_back);
    return whole;
}
