/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_lines.c - lines, slots, and what lies outside the horizon. */
#include "solver/compile_lines.h"

#include "model/rule_tools.h"

static bool employed_in_horizon(const struct compile_state *s,
                                const struct staff *staff)
{
    return staff->from <= s->to && staff->to >= s->from;
}

static void add_line(struct compile_state *s, int32_t staff, int32_t activity)
{
    s->staff_of[s->n_lines] = staff;
    s->activity_of[s->n_lines] = activity;
    if (staff != NONE) {
        s->line_of[staff] = s->n_lines;
        s->n_people++;
    }
    s->n_lines++;
}

static bool floats_in_horizon(const struct compile_state *s, int32_t activity)
{
    const struct activity *a = &s->coop->activities.at[activity];
    return a->recurrence == RECUR_FLOATING && a->from <= s->to &&
           a->to >= s->from;
}

static void make_lines(struct compile_state *s)
{
    const struct coop *coop = s->coop;
    size_t room = (size_t)coop->staff.n + (size_t)coop->activities.n;
    s->staff_of = arena_array(s->arena, room, sizeof *s->staff_of);
    s->activity_of = arena_array(s->arena, room, sizeof *s->activity_of);
    s->line_of =
        arena_array(s->arena, (size_t)coop->staff.n, sizeof *s->line_of);
    for (int32_t k = 0; k < coop->staff.n; k++) {
        s->line_of[k] = NONE;
        if (employed_in_horizon(s, &coop->staff.at[k])) {
            add_line(s, k, NONE);
        }
    }
    for (int32_t a = 0; a < coop->activities.n; a++) {
        if (floats_in_horizon(s, a)) {
            add_line(s, NONE, a);
        }
    }
}

static void make_slots(struct compile_state *s)
{
    slots_list(s->coop, s->from, s->n_days, &s->slots);
    int32_t n = s->n_days * s->n_duties;
    s->slot_at = arena_array(s->arena, (size_t)n, sizeof *s->slot_at);
    for (int32_t k = 0; k < n; k++) {
        s->slot_at[k] = NONE;
    }
    for (int32_t k = 0; k < s->slots.n; k++) {
        const struct slot *slot = &s->slots.at[k];
        s->slot_at[(slot->date - s->from) * s->n_duties + slot->duty] = k;
    }
    s->slot_row =
        arena_array(s->arena, (size_t)s->slots.n, sizeof *s->slot_row);
    for (int32_t k = 0; k < s->slots.n; k++) {
        s->slot_row[k] = NONE;
    }
}

/* A standby with so short a response that it is work, where the profile
 * forbids that (model/rule_standby.c). */
static bool is_hidden_work(const struct compile_state *s,
                           const struct slot *slot)
{
    const struct shift_type *shift = duty_shift(s->coop, slot->duty);
    return shift && shift->kind == SHIFT_STANDBY && !shift->phone_only &&
           shift->response > 0 &&
           limit_grade(s->coop, LIMIT_RESPONSE_WORK) == FINDING_HARD &&
           shift->response <=
               profile_limit(s->coop, LIMIT_RESPONSE_WORK, NONE, slot->date);
}

static void open_slots(struct compile_state *s)
{
    size_t n = (size_t)s->n_people * (size_t)s->slots.n;
    s->slot_open = xcalloc(n > 0 ? n : 1, sizeof *s->slot_open);
    for (int32_t i = 0; i < s->n_people; i++) {
        for (int32_t k = 0; k < s->slots.n; k++) {
            const struct slot *slot = &s->slots.at[k];
            s->slot_open[i * s->slots.n + k] =
                !duty_inside(s->coop, slot->duty) && !is_hidden_work(s, slot) &&
                slot_refusal(s->coop, s->staff_of[i], slot->duty, slot->date) ==
                    REFUSE_NOT;
        }
    }
}

date_day callout_date(const struct callout *callout)
{
    date_day date;
    int32_t minute;
    zone_local(callout->from, &date, &minute);
    return minute < 720 ? date - 1 : date;
}

static void copy_outer_callouts(const struct compile_state *s, struct plan *to,
                                const struct plan *from)
{
    for (int32_t k = 0; from && k < from->callouts.n; k++) {
        const struct callout *callout = &from->callouts.at[k];
        if (state_day(s, callout_date(callout)) == NONE) {
            vec_push(&to->callouts, *callout);
        }
    }
}

static void copy_outer(const struct compile_state *s, struct plan *to,
                       const struct plan *from)
{
    for (int32_t k = 0; from && k < from->assignments.n; k++) {
        if (state_day(s, from->assignments.at[k].date) == NONE) {
            vec_push(&to->assignments, from->assignments.at[k]);
        }
    }
}

/* History, and what is published beyond the last day: the seams on both sides
 * are tested against it. */
static void make_outside(struct compile_state *s)
{
    const struct compile_input *input = s->input;
    struct plan around, nothing;
    plan_init(&around, s->from, 0);
    plan_init(&nothing, s->from, s->n_days);
    copy_outer(s, &around, input->history);
    copy_outer(s, &around, input->published);
    copy_outer_callouts(s, &around, input->history);
    copy_outer_callouts(s, &around, input->published);
    plan_sort(&around);
    s->outside = timeline_new(s->coop, &around, &nothing);
    plan_release(&around);
    plan_release(&nothing);
}

enum status lines_make(struct compile_state *s, struct error *err)
{
    const struct compile_input *input = s->input;
    if (input->days < 1 || input->days > DAYS_MAX) {
        return error_set(err, STATUS_INPUT,
                         "horizon: expected 1 to %d days, found %d", DAYS_MAX,
                         input->days);
    }
    make_lines(s);
    if (s->n_people == 0 || s->n_lines > PEOPLE_MAX) {
        return error_set(err, STATUS_INPUT,
                         "horizon: expected 1 to %d people employed and "
                         "floating activities in it, found %d and %d",
                         PEOPLE_MAX, s->n_people, s->n_lines - s->n_people);
    }
    make_slots(s);
    open_slots(s);
    make_outside(s);
    return STATUS_OK;
}
