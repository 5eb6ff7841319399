/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_state.c - one day's choice applied to the state of a label. */
#include "solver/pricing_state.h"

#include "solver/pricing_gap.h"

/* Amounts whose whole reach lies in one piece of the curve differ by a
 * constant: they are moved to the piece's beginning and pay for it now. */
static int32_t settle(const struct step *step, int32_t x, double *value)
{
    const struct curve *curve = &step->part->curve;
    int64_t amount = step->part->base + x;
    int32_t j = curve_piece(curve, amount, step->rmin, step->rmax);
    if (j < 0 || curve->slope[j] > STEEP / 2 || curve->slope[j] < -STEEP / 2) {
        return x;
    }
    int64_t beyond = amount + step->rmin - curve->knot[j];
    *value += curve->slope[j] * (double)beyond;
    return x - (int32_t)beyond;
}

/* Keeps count x of a sum or of groups, or closes it. */
static bool keep_count(const struct step *step, int32_t x, struct label *label,
                       int32_t *state, struct ends *ends)
{
    const struct part *part = step->part;
    int64_t amount = part->base + x;
    int64_t tail = step->reach->tail;
    if (!curve_meets(&part->curve, amount, step->ends ? tail : step->rmin,
                     step->ends ? tail : step->rmax)) {
        return false;
    }
    label->least -= step->begins ? 0 : ends[part->slot].least;
    if (step->ends) {
        label->value += curve_cost(&part->curve, amount + tail);
        state[part->slot] = 0;
        ends[part->slot] = (struct ends){0};
        return true;
    }
    x = settle(step, x, &label->value);
    amount = part->base + x;
    state[part->slot] = x;
    ends[part->slot] = (struct ends){
        .near = curve_cost(&part->curve, amount + step->rmin),
        .far = curve_cost(&part->curve, amount + step->rmax),
        .least = step_least(step, x),
    };
    label->least += ends[part->slot].least;
    return true;
}

static bool advance_sum(const struct step *step, int32_t action,
                        struct label *label, int32_t *state, struct ends *ends)
{
    int32_t x = step->begins ? step->reach->state : state[step->part->slot];
    return keep_count(step, x + action, label, state, ends);
}

static bool advance_groups(const struct step *step, int32_t action,
                           struct label *label, int32_t *state,
                           struct ends *ends)
{
    int32_t slot = step->part->slot;
    int32_t x = step->begins ? step->reach->state : state[slot];
    int32_t flag = step->begins ? step->reach->flag : state[slot + 1];
    if (action && !flag) {
        x++;
        flag = 1;
    }
    if (step->ends && step->reach->tail_counts && !flag) {
        x++;
    }
    state[slot + 1] = step->ends || step->closes ? 0 : flag;
    return keep_count(step, x, label, state, ends);
}

static bool advance_run(const struct step *step, int32_t action,
                        struct label *label, int32_t *state)
{
    int32_t slot = step->part->slot;
    int32_t from = step->begins ? step->reach->state : state[slot];
    const struct run_step *go = &step->part->run.step[2 * from + action];
    if (go->next == RUN_BROKEN) {
        return false;
    }
    label->value += go->cost;
    state[slot] = go->next;
    if (step->ends) {
        double close = step->reach->close[go->next];
        label->value += close;
        state[slot] = 0;
        return close >= 0;
    }
    return true;
}

static bool advance_gap(const struct plan *plan, int32_t day,
                        const struct step *step, int32_t action,
                        struct label *label, int32_t *state)
{
    int32_t slot = step->part->slot;
    const struct free_gap *gap = &step->part->rule->u.gap;
    int32_t now = step->begins ? step->reach->state : state[slot];
    if (action >= 0) {
        int32_t at = day * plan->problem->n_patterns + action;
        now = gap_next(gap, now, gap->busy_from[at], gap->busy_to[at]);
    }
    if (step->ends && now > GAP_DONE && plan->frozen.line) {
        now = reach_gap_end(step->part, &plan->frozen, now);
    }
    if (now == GAP_MISSED) {
        if (gap->cost_missing == GAP_HARD) {
            return false;
        }
        label->value += (double)gap->cost_missing;
        now = GAP_DONE;
    }
    state[slot] = step->ends ? 0 : now;
    return true;
}

bool state_advance(const struct plan *plan, int32_t day, struct label *label,
                   int32_t *state, struct ends *ends)
{
    const struct plan_day *at = &plan->at[day];
    const int32_t *action =
        &at->day->action[label->group * at->day->n_parts];
    for (int32_t i = 0; i < at->n_steps; i++) {
        const struct step *step = &at->steps[i];
        int32_t a = action[step->column];
        bool kept = false;
        switch (step->part->kind) {
        case PART_SUM:
            kept = advance_sum(step, a, label, state, ends);
            break;
        case PART_GROUPS:
            kept = advance_groups(step, a, label, state, ends);
            break;
        case PART_RUN:
            kept = advance_run(step, a, label, state);
            break;
        case PART_GAP:
            kept = advance_gap(plan, day, step, a, label, state);
            break;
        }
        if (!kept) {
            return false;
        }
    }
    return true;
}

/* ---- how much dearer ------------------------------------------------------- */

static double count_excess(const struct ends *a, const struct ends *b)
{
    double near = a->near - b->near;
    double far = a->far - b->far;
    return near > far ? near : far;
}

static double gap_excess(const struct part *part, int32_t a, int32_t b)
{
    const struct free_gap *gap = &part->rule->u.gap;
    if (a == GAP_DONE || (b != GAP_DONE && a <= b)) {
        return 0;
    }
    return gap->cost_missing == GAP_HARD ? STEEP : (double)gap->cost_missing;
}

double state_excess(const struct plan_day *day, const int32_t *state[2],
                    const struct ends *ends[2], double limit)
{
    double sum = 0;
    for (int32_t i = 0; i < day->n_live && sum <= limit; i++) {
        const struct live *live = &day->live[i];
        const struct part *part = live->part;
        int32_t slot = live->slot;
        int32_t a = state[0][slot];
        int32_t b = state[1][slot];
        switch (part->kind) {
        case PART_GROUPS: {
            int32_t flags = state[0][slot + 1] - state[1][slot + 1];
            sum += flags < 0 ? live->up : flags > 0 ? live->down : 0;
            sum += count_excess(&ends[0][slot], &ends[1][slot]);
            break;
        }
        case PART_SUM:
            sum += count_excess(&ends[0][slot], &ends[1][slot]);
            break;
        case PART_RUN:
            sum += part->run.excess[a * part->run.n + b];
            break;
        case PART_GAP:
            sum += gap_excess(part, a, b);
            break;
        }
    }
    return sum;
}
