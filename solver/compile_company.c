/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_company.c - who must not be alone: new people on standby
 * (model/rule_eligible.c), and people on a task that they may only share
 * (model/rule_conflict.c).
 *
 * One row a person and slot: company less themselves is not below zero.
 */
#include "solver/compile_moment.h"
#include "solver/compile_parts.h"

static bool is_other(const struct compile_state *s, int32_t person,
                     const void *context)
{
    (void)s;
    return person != *(const int32_t *)context;
}

static bool is_same(const struct compile_state *s, int32_t person,
                    const void *context)
{
    (void)s;
    return person == *(const int32_t *)context;
}

/* A row of `person` holding `duty` on `day` without company. */
static int32_t add_row(struct compile_state *s, int32_t person, int32_t day,
                       duty_ix duty, int64_t company)
{
    struct hinge hinge = {.at = 0,
                          .under = coop_weight(s->coop, WEIGHT_NOT_ALONE)};
    struct row row =
        row_soft(weight_key_name(WEIGHT_NOT_ALONE), slot_source(s, duty, day),
                 WEIGHT_NOT_ALONE, &hinge, 1);
    row.day = day;
    row.constant = company;
    int32_t ix = problem_add_row(s->problem, &row);
    struct row_part part = {day, state_mask(s, is_same, &person), -1,
                            test_holds, &duty};
    row_count(s, ix, &part);
    return ix;
}

static bool may_hold(const struct compile_state *s, int32_t person,
                     int32_t slot)
{
    return s->slot_open[person * s->slots.n + slot];
}

/* ---- new people ----------------------------------------------------- */

/* The moments of one slot, but for those that ask no more than another. */
static bool asks_most(const struct moments *moments, const struct slot *slot,
                      int32_t moment)
{
    const struct moment *at = moments->list.at;
    if (at[moment].from < slot->start || at[moment].to > slot->end) {
        return false;
    }
    for (int32_t k = 0; k < moments->list.n; k++) {
        bool inside = at[k].from >= slot->start && at[k].to <= slot->end;
        if (inside && k != moment &&
            moment_within(moments, &at[k], &at[moment]) &&
            (k < moment || !moment_within(moments, &at[moment], &at[k]))) {
            return false;
        }
    }
    return true;
}

static void add_newcomer(struct compile_state *s, const struct moments *moments,
                         int32_t person, const struct slot *slot)
{
    bool *nobody = xcalloc((size_t)s->coop->staff.n, sizeof *nobody);
    nobody[s->staff_of[person]] = true;
    for (int32_t m = 0; m < moments->list.n; m++) {
        if (asks_most(moments, slot, m)) {
            const struct moment *moment = &moments->list.at[m];
            int32_t row = add_row(s, person, slot->date - s->from, slot->duty,
                                  moment_known(s, moments, moment, nobody));
            moment_count(s, row, moments, moment,
                         state_mask(s, is_other, &person));
        }
    }
    free(nobody);
}

static bool is_new(const struct compile_state *s, int32_t person, date_day date)
{
    const struct staff *staff = state_staff(s, person);
    return date - staff->from < 7 * staff->single_standby_weeks;
}

static void add_newcomers(struct compile_state *s)
{
    struct long_vec no_edges = {0};
    struct moments moments;
    moments_make(s, duty_standby, &no_edges, &moments);
    for (int32_t i = 0; i < s->n_people; i++) {
        for (int32_t k = 0; k < s->slots.n && is_new(s, i, s->from); k++) {
            const struct slot *slot = &s->slots.at[k];
            if (duty_standby(s->coop, slot->duty) && may_hold(s, i, k) &&
                is_new(s, i, slot->date)) {
                add_newcomer(s, &moments, i, slot);
            }
        }
    }
    moments_release(&moments);
}

/* ---- shared tasks --------------------------------------------------- */

static bool only_shares(const struct compile_state *s, int32_t staff,
                        duty_ix duty, date_day date)
{
    for (int32_t k = 0; k < s->coop->exclusions.n; k++) {
        const struct exclusion *e = &s->coop->exclusions.at[k];
        duty_ix concerned =
            e->demand.ix != NONE     ? duty_of_demand(s->coop, e->demand.ix)
            : e->activity.ix != NONE ? duty_of_activity(s->coop, e->activity.ix)
                                     : NONE;
        if (concerned == duty && e->staff.ix == staff &&
            e->degree != EXCLUDE_AVOID && date >= e->from && date <= e->to) {
            return true;
        }
    }
    return false;
}

static bool is_company(const struct compile_state *s, int32_t person,
                       const void *context)
{
    const struct slot *slot = context;
    return !only_shares(s, s->staff_of[person], slot->duty, slot->date);
}

static void add_shared(struct compile_state *s, int32_t slot_ix)
{
    const struct slot *slot = &s->slots.at[slot_ix];
    int32_t day = slot->date - s->from;
    for (int32_t i = 0; i < s->n_people; i++) {
        if (slot->external > 0 || !may_hold(s, i, slot_ix) ||
            is_company(s, i, slot)) {
            continue;
        }
        struct row_part part = {day, state_mask(s, is_company, slot), 1,
                                test_holds, &slot->duty};
        row_count(s, add_row(s, i, day, slot->duty, 0), &part);
    }
}

void company_add(struct compile_state *s)
{
    add_newcomers(s);
    for (int32_t k = 0; k < s->slots.n; k++) {
        add_shared(s, k);
    }
}
