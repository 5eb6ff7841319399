/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_hold.c - published weeks, openings and pins as holds. */
#include "solver/compile_hold.h"

bool hold_admits(const struct hold *hold, const struct duty_set *set)
{
    if (!set_within(&hold->must, set)) {
        return false;
    }
    for (int32_t k = 0; k < set->n && !hold->free; k++) {
        if (!set_has(&hold->must, set->duty[k]) &&
            !set_has(&hold->may, set->duty[k])) {
            return false;
        }
    }
    return true;
}

const struct assignment *hold_assignment(const struct compile_state *s,
                                         int32_t person, duty_ix duty,
                                         int32_t day)
{
    const struct plan *plan = s->input->published;
    date_day date = state_date(s, day);
    for (int32_t k = plan ? plan_seek(plan, date) : 0;
         plan && k < plan->assignments.n &&
         plan->assignments.at[k].date == date;
         k++) {
        const struct assignment *a = &plan->assignments.at[k];
        if (a->staff == s->staff_of[person] && a->duty == duty) {
            return a;
        }
    }
    return NULL;
}

/* ---- publication ---------------------------------------------------- */

static bool week_opened(const struct compile_state *s, date_day monday)
{
    for (int32_t k = 0; k < s->input->n_open; k++) {
        const struct opening_key *key = &s->input->open[k];
        if (key->kind == OPEN_WEEK && date_monday(key->date) == monday) {
            return true;
        }
    }
    return false;
}

bool hold_past(const struct compile_state *s, int32_t day)
{
    date_day today;
    int32_t minute;
    if (s->input->now == INSTANT_NONE) {
        return false;
    }
    zone_local(s->input->now, &today, &minute);
    return state_date(s, day) < today;
}

int32_t hold_pin_day(const struct compile_state *s, const struct pin *pin)
{
    int32_t day = pin->on ? state_day(s, pin->date) : NONE;
    return day != NONE && !hold_past(s, day) ? day : NONE;
}

bool hold_published(const struct compile_state *s, int32_t day)
{
    const struct plan *plan = s->input->published;
    date_day monday = date_monday(state_date(s, day));
    if (hold_past(s, day)) {
        return true;
    }
    if (!plan || week_opened(s, monday)) {
        return false;
    }
    int32_t k = plan_seek(plan, monday);
    return k < plan->assignments.n && plan->assignments.at[k].date < monday + 7;
}

bool hold_slot_opened(const struct compile_state *s, duty_ix duty, int32_t day)
{
    for (int32_t k = 0; k < s->input->n_open; k++) {
        const struct opening_key *key = &s->input->open[k];
        if (key->kind == OPEN_SLOT && key->duty == duty &&
            key->date == state_date(s, day)) {
            return true;
        }
    }
    return false;
}

static void freeze_days(struct compile_state *s)
{
    for (int32_t day = 0; day < s->n_days; day++) {
        bool published = hold_published(s, day);
        for (int32_t i = 0; i < s->n_people; i++) {
            state_hold(s, i, day)->free = !published;
        }
    }
}

/* What was done before today was done, whatever is known now. */
static void admit_fact(struct compile_state *s, int32_t person, int32_t slot)
{
    if (slot != NONE && hold_past(s, s->slots.at[slot].date - s->from)) {
        s->slot_open[person * s->slots.n + slot] = true;
    }
}

/* A published duty of a frozen day, unless it can't be kept. */
static void keep_assignment(struct compile_state *s, const struct assignment *a)
{
    int32_t day = state_day(s, a->date), person = s->line_of[a->staff];
    if (day == NONE || person == NONE || duty_inside(s->coop, a->duty)) {
        return;
    }
    struct hold *hold = state_hold(s, person, day);
    int32_t slot = s->slot_at[day * s->n_duties + a->duty];
    if (hold->free) {
        return;
    }
    admit_fact(s, person, slot);
    if (slot == NONE || !s->slot_open[person * s->slots.n + slot] ||
        !set_add(&hold->must, a->duty)) {
        state_note(
            s, a->staff, a->date, a->date, RULES[RULE_ELIGIBLE].key,
            "%s was published but can't be held any more: %s",
            duty_id(s->coop, a->duty),
            refusal_text(slot_refusal(s->coop, a->staff, a->duty, a->date),
                         false));
    }
}

/* ---- opening -------------------------------------------------------- */

static void open_slot(struct compile_state *s, duty_ix duty, date_day date)
{
    int32_t day = state_day(s, date);
    if (day == NONE || hold_past(s, day)) {
        return;
    }
    for (int32_t i = 0; i < s->n_people; i++) {
        struct hold *hold = state_hold(s, i, day);
        set_drop(&hold->must, duty);
        (void)set_add(&hold->may, duty);
    }
}

static void open_person(struct compile_state *s, int32_t staff)
{
    const struct plan *plan = s->input->published;
    int32_t person = s->line_of[staff];
    for (int32_t k = 0; plan && k < plan->assignments.n; k++) {
        const struct assignment *a = &plan->assignments.at[k];
        if (a->staff == staff) {
            open_slot(s, a->duty, a->date);
        }
    }
    for (int32_t day = 0; person != NONE && day < s->n_days; day++) {
        if (!hold_past(s, day)) {
            *state_hold(s, person, day) = (struct hold){.free = true};
        }
    }
}

static void open_line(struct compile_state *s, int32_t staff, date_day monday)
{
    int32_t person = s->line_of[staff];
    for (date_day date = monday; person != NONE && date < monday + 7; date++) {
        int32_t day = state_day(s, date);
        if (day != NONE && !hold_past(s, day)) {
            *state_hold(s, person, day) = (struct hold){.free = true};
        }
    }
}

static void apply_openings(struct compile_state *s)
{
    for (int32_t k = 0; k < s->input->n_open; k++) {
        const struct opening_key *key = &s->input->open[k];
        if (key->kind == OPEN_SLOT) {
            open_slot(s, key->duty, key->date);
        } else if (key->kind == OPEN_PERSON) {
            open_person(s, key->staff);
        } else if (key->kind == OPEN_LINE) {
            open_line(s, key->staff, key->date);
        }
    }
}

/* ---- pins ----------------------------------------------------------- */

static duty_ix pin_duty(const struct coop *coop, const struct pin *pin)
{
    return pin->demand.ix != NONE ? duty_of_demand(coop, pin->demand.ix)
                                  : duty_of_activity(coop, pin->activity.ix);
}

static bool pinned(const struct compile_state *s, int32_t person, duty_ix duty,
                   int32_t day)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        if (pin->on && pin->staff.ix == s->staff_of[person] &&
            pin->date == state_date(s, day) && pin_duty(s->coop, pin) == duty) {
            return true;
        }
    }
    return false;
}

/* Takes published duties out of the pin's way; false when another pin is. */
static bool make_way(struct compile_state *s, int32_t person, duty_ix duty,
                     int32_t day)
{
    struct hold *hold = state_hold(s, person, day);
    const struct slot *slot = state_slot(s, duty, day);
    for (int32_t k = hold->must.n - 1; k >= 0; k--) {
        duty_ix held = hold->must.duty[k];
        const struct slot *other = state_slot(s, held, day);
        if (other == slot || other->start >= slot->end ||
            slot->start >= other->end) {
            continue;
        }
        if (pinned(s, person, held, day)) {
            return false;
        }
        set_drop(&hold->must, held);
        state_note(s, s->staff_of[person], slot->date, slot->date,
                   RULES[RULE_OVERLAP].key,
                   "%s was published but gives way to a pin of %s",
                   duty_id(s->coop, held), duty_id(s->coop, duty));
    }
    return true;
}

static enum status apply_pin(struct compile_state *s, const struct pin *pin,
                             struct error *err)
{
    int32_t day = state_day(s, pin->date), person = s->line_of[pin->staff.ix];
    duty_ix duty = pin_duty(s->coop, pin);
    char date[DATE_TEXT];
    date_format(pin->date, date);
    enum refusal refusal =
        slot_refusal(s->coop, pin->staff.ix, duty, pin->date);
    if (refusal != REFUSE_NOT) {
        return error_set(err, STATUS_CONFLICT,
                         "pin %s: expected somebody who may take %s on %s, "
                         "found %s: %s",
                         pin->id, duty_id(s->coop, duty), date, pin->staff.id,
                         refusal_text(refusal, false));
    }
    if (!make_way(s, person, duty, day) ||
        !set_add(&state_hold(s, person, day)->must, duty)) {
        return error_set(err, STATUS_CONFLICT,
                         "pin %s: expected %s to be free for %s on %s, found "
                         "another pinned duty at that time",
                         pin->id, pin->staff.id, duty_id(s->coop, duty), date);
    }
    return STATUS_OK;
}

/* Attendance from within a day duty is not held: compile_cell.c looks after
 * pins of inside activities. */
static enum status apply_pins(struct compile_state *s, struct error *err)
{
    for (int32_t k = 0; k < s->coop->pins.n; k++) {
        const struct pin *pin = &s->coop->pins.at[k];
        if (hold_pin_day(s, pin) != NONE &&
            !duty_inside(s->coop, pin_duty(s->coop, pin))) {
            TRY(apply_pin(s, pin, err));
        }
    }
    return STATUS_OK;
}

enum status holds_make(struct compile_state *s, struct error *err)
{
    s->holds =
        xcalloc((size_t)s->n_people * (size_t)s->n_days, sizeof *s->holds);
    freeze_days(s);
    const struct plan *plan = s->input->published;
    for (int32_t k = 0; plan && k < plan->assignments.n; k++) {
        keep_assignment(s, &plan->assignments.at[k]);
    }
    apply_openings(s);
    return apply_pins(s, err);
}
