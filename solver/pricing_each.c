/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_each.c - every line below a value, depth first. */
#include "solver/pricing_each.h"

#include <math.h>

#include "solver/pricing_state.h"

/* The partial line by day, one state and its ends a slot. */
struct walk {
    const struct plan *plan;
    struct each *each;
    size_t slots;
    struct label *label;
    int32_t *state;
    struct ends *ends;
};

/* What a pattern costs more than the best of its group. Frozen neighbours of
 * the last day may make a difference too: it counts for nothing then. */
static double dearer(const struct walk *s, int32_t day, int16_t best,
                     int16_t pattern)
{
    int32_t n = s->plan->problem->n_patterns;
    const double *price = &s->each->price[day * n];
    const double *choice = &s->plan->parts->choice[day * n];
    double more =
        price[pattern] - price[best] + choice[pattern] - choice[best];
    return day == s->plan->frozen.first || day == s->plan->frozen.last ? 0
                                                                       : more;
}

/* Makes the day's label of a group; false when no line goes on from it. */
static bool advance(struct walk *s, int32_t day, int32_t group,
                    const struct frame_edge *edge)
{
    const struct plan *plan = s->plan;
    const struct plan_day *at = &plan->at[day];
    const struct label *from =
        day > plan->frozen.first ? &s->label[day - 1] : NULL;
    struct label *label = &s->label[day];
    int32_t *state = &s->state[(size_t)day * s->slots];
    struct ends *ends = &s->ends[(size_t)day * s->slots];
    int32_t points = 0;
    if (from) {
        points = at[-1].day->step[from->class * at->day->n_groups + group];
        memcpy(state, state - s->slots, s->slots * sizeof *state);
        memcpy(ends, ends - s->slots, s->slots * sizeof *ends);
    } else {
        memset(state, 0, s->slots * sizeof *state);
        memset(ends, 0, s->slots * sizeof *ends);
    }
    *label = (struct label){
        .value = (from ? from->value : plan->fixed) + at->price[group] + points,
        .least = from ? from->least : 0,
        .group = (int16_t)group,
        .class = at->day->class_of_group[group],
        .node = (int16_t)edge->next,
    };
    bool last = day == plan->frozen.last;
    if (points == TRANSITION_NEVER || (!last && edge->next == FRAME_NONE) ||
        !(at->price[group] < (double)INFINITY) ||
        !state_advance(plan, day, label, state, ends)) {
        return false;
    }
    label->bound = label->value + label->least + at->unborn +
                   (last ? 0 : at->rest[edge->next]);
    return label->bound < s->each->below;
}

static bool go_on(struct walk *s, int32_t day);

/* Each pattern of the day's group, and all that may follow. */
static bool over_patterns(struct walk *s, int32_t day)
{
    const struct plan_day *at = &s->plan->at[day];
    struct label *label = &s->label[day];
    struct label kept = *label;
    for (int16_t p = 0; p < s->plan->problem->n_patterns; p++) {
        if (at->day->group_of[p] != kept.group) {
            continue;
        }
        double more = dearer(s, day, at->best[kept.group], p);
        label->value = kept.value + more;
        label->bound = kept.bound + more;
        if (!(label->bound < s->each->below)) {
            continue;
        }
        s->each->line[day] = p;
        bool goes = day == s->plan->frozen.last
                        ? s->each->take(s->each->context, s->each->line)
                        : go_on(s, day + 1);
        if (!goes) {
            return false;
        }
    }
    *label = kept;
    return true;
}

static bool go_on(struct walk *s, int32_t day)
{
    const struct frame_day *frame = &s->plan->frame.at[day];
    int32_t node = day > s->plan->frozen.first ? s->label[day - 1].node : 0;
    const struct frame_edge *edges = plan_edges(s->plan, day, node);
    int32_t n_groups = s->plan->at[day].day->n_groups;
    s->each->steps -= n_groups;
    if (s->each->steps < 0) {
        return false;
    }
    for (int32_t g = 0; g < n_groups; g++) {
        if (advance(s, day, g, &edges[frame->kind_of_group[g]]) &&
            !over_patterns(s, day)) {
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
    size_t n_days = (size_t)plan->problem->n_days;
    struct walk s = {.plan = plan, .each = each};
    s.slots = (size_t)plan->parts->slots + 1;
    s.label = xcalloc(n_days, sizeof *s.label);
    s.state = xcalloc(n_days * s.slots, sizeof *s.state);
    s.ends = xcalloc(n_days * s.slots, sizeof *s.ends);
    bool whole = go_on(&s, plan->frozen.first);
    free(s.label);
    free(s.state);
    free(s.ends);
    return whole;
}
