/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_plan.c - from a roster to a plan and back. */
#include "solver/compile_cell.h"
#include "solver/compile_hold.h"
#include "solver/compile_pattern.h"
#include "solver/compile_result.h"

/* ---- from a roster to a plan ---------------------------------------- */

static bool is_pinned(const struct compile_state *s, int32_t staff,
                      duty_ix duty, date_day date)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        duty_ix pinned = pin->demand.ix != NONE
                             ? duty_of_demand(s->coop, pin->demand.ix)
                             : duty_of_activity(s->coop, pin->activity.ix);
        if (pin->on && pin->staff.ix == staff && pin->date == date &&
            pinned == duty) {
            return true;
        }
    }
    return false;
}

/* Whatever was published of the assignment stays with it. */
static void give(const struct compile_state *s, struct plan *plan,
                 int32_t person, int32_t day, duty_ix duty)
{
    int32_t staff = s->staff_of[person];
    const struct assignment *before = hold_assignment(s, person, duty, day);
    plan_add(plan, staff, duty, state_date(s, day));
    struct assignment *after = &plan->assignments.at[plan->assignments.n - 1];
    after->overtime = before && before->overtime;
    after->pinned = (before && before->pinned) ||
                    is_pinned(s, staff, duty, state_date(s, day));
}

/* A floating activity inside day duties leaves no trace in anybody's pattern:
 * its date is written down as its attendance. */
static void give_attendance(const struct compile_state *s,
                            const struct roster *roster, struct plan *plan,
                            int32_t line, int32_t day)
{
    int32_t activity = s->activity_of[line];
    for (int32_t i = 0; i < s->n_people; i++) {
        if (activity_expects(s->coop, activity, s->staff_of[i],
                             state_date(s, day)) &&
            pattern_attends(s, roster_line(roster, i)[day], activity)) {
            give(s, plan, i, day, duty_of_activity(s->coop, activity));
        }
    }
}

void compiled_decode(const struct compiled *compiled,
                     const struct roster *roster, struct plan *plan)
{
    const struct compile_state *s = &compiled->state;
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        int32_t person = k / s->n_days, day = k % s->n_days;
        const struct duty_set *set =
            &s->patterns.at[roster_line(roster, person)[day]];
        for (int32_t n = 0; n < set->n; n++) {
            give(s, plan, person, day, set->duty[n]);
        }
    }
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        for (int32_t day = 0; day < s->n_days; day++) {
            if (roster_line(roster, line)[day] == s->held &&
                s->coop->activities.at[s->activity_of[line]].inside) {
                give_attendance(s, roster, plan, line, day);
            }
        }
    }
    plan_sort(plan);
}

/* ---- from a plan to a roster ---------------------------------------- */

static int32_t calendar_line(const struct compile_state *s, duty_ix duty)
{
    for (int32_t line = s->n_people; line < s->n_lines; line++) {
        if (duty_of_activity(s->coop, s->activity_of[line]) == duty) {
            return line;
        }
    }
    return NONE;
}

static enum status no_pattern(const struct compile_state *s,
                              const struct assignment *a, struct error *err)
{
    char key[SLOT_KEY];
    return error_set(err, STATUS_CONFLICT,
                     "%s: expected duties that one day pattern holds, found "
                     "%s beside others",
                     s->coop->staff.at[a->staff].id,
                     slot_key(s->coop, a->duty, a->date, key));
}

/* The assignments of one person and date, from index `k`; returns the next. */
static enum status encode_day(const struct compile_state *s,
                              const struct plan *plan, int32_t *k,
                              struct roster *roster, struct error *err)
{
    const struct assignment *first = &plan->assignments.at[*k], *a = first;
    int32_t line = s->line_of[first->staff], day = state_day(s, first->date);
    struct duty_set set = {.n = 0};
    for (; *k < plan->assignments.n && a->staff == first->staff &&
           a->date == first->date;
         a = &plan->assignments.at[++*k]) {
        int32_t held = calendar_line(s, a->duty);
        if (held != NONE && day != NONE) {
            roster_line(roster, held)[day] = (int16_t)s->held;
        }
        if (!duty_inside(s->coop, a->duty) && !set_add(&set, a->duty)) {
            return no_pattern(s, a, err);
        }
    }
    if (day == NONE || set.n == 0) {
        return STATUS_OK;
    }
    int32_t pattern = line == NONE ? NONE : pattern_find(s, &set);
    if (pattern == NONE) {
        return no_pattern(s, first, err);
    }
    roster_line(roster, line)[day] = (int16_t)pattern;
    return STATUS_OK;
}

enum status compiled_encode(const struct compiled *compiled,
                            const struct plan *plan, struct roster **roster,
                            struct error *err)
{
    const struct compile_state *s = &compiled->state;
    struct roster *made = roster_new(s->problem);
    for (int32_t k = 0; k < s->n_lines * s->n_days; k++) {
        made->pattern[k] = OFF;
    }
    for (int32_t k = 0; k < plan->assignments.n;) {
        enum status status = encode_day(s, plan, &k, made, err);
        if (status != STATUS_OK) {
            roster_free(made);
            return status;
        }
    }
    *roster = made;
    return STATUS_OK;
}
