/* SPDX-License-Identifier: GPL-3.0-or-later */
/* situation.c - the published plan and its holes. */
#include "rota/situation.h"

#include "base/arena.h"
#include "rota/weekly.h"

enum { HORIZON_DAYS_MAX = 16 * 7 };

const char *hole_kind_name(enum hole_kind kind)
{
    static const char *const NAMES[HOLE_KINDS] = {
        [HOLE_SUDDEN] = "sudden",
        [HOLE_KNOWN] = "known",
        [HOLE_STANDING] = "standing",
        [HOLE_ASKED] = "asked",
    };
    return NAMES[kind];
}

/* ---- what stands --------------------------------------------------------- */

/* The last date that any revision decides. */
static enum status last_published(struct desk *desk, date_day *last,
                                  struct error *err)
{
    struct revision_vec revisions = {0};
    enum status status =
        store_list_revisions(desk->store, &revisions, err);
    *last = DATE_NONE;
    for (int32_t i = 0; i < revisions.n; i++) {
        date_day to = revisions.at[i].to;
        *last = to > *last ? to : *last;
    }
    vec_release(&revisions);
    return status;
}

static enum status find_dates(struct situation *s, struct error *err)
{
    int32_t minute;
    date_day last;
    s->now = s->desk->act.at;
    zone_local(s->now, &s->today, &minute);
    s->from = date_monday(s->today) - 7;
    TRY(last_published(s->desk, &last, err));
    if (last < s->today) {
        char date[DATE_TEXT];
        return error_set(err, STATUS_CONFLICT,
                         "nothing is published from %s on",
                         date_format(s->today, date));
    }
    date_day furthest = s->from + HORIZON_DAYS_MAX - 1;
    s->to = last < furthest ? last : furthest;
    return STATUS_OK;
}

static enum status load(struct situation *s, struct error *err)
{
    struct store *store = s->desk->store;
    plan_init(&s->history, s->from - HISTORY_DAYS, HISTORY_DAYS);
    plan_init(&s->published, s->from, s->to - s->from + 1);
    TRY(store_published(store, s->coop, 0, s->from - HISTORY_DAYS,
                        s->from - 1, &s->history, err));
    return store_published(store, s->coop, 0, s->from, s->to, &s->published,
                           err);
}

static bool is_void(const struct situation *s, const struct assignment *a)
{
    for (int32_t i = 0; i < s->holes.n; i++) {
        const struct hole *hole = &s->holes.at[i];
        if (hole->duty == a->duty && hole->date == a->date &&
            hole->holder == a->staff) {
            return true;
        }
    }
    return false;
}

static void copy_callouts(struct plan *to, const struct plan *from,
                          int32_t staff)
{
    for (int32_t i = 0; i < from->callouts.n; i++) {
        if (staff == NONE || from->callouts.at[i].staff == staff) {
            vec_push(&to->callouts, from->callouts.at[i]);
        }
    }
}

static void make_plan(struct situation *s)
{
    plan_release(&s->plan);
    plan_init(&s->plan, s->from, s->to - s->from + 1);
    for (int32_t i = 0; i < s->published.assignments.n; i++) {
        const struct assignment *a = &s->published.assignments.at[i];
        if (!is_void(s, a)) {
            vec_push(&s->plan.assignments, *a);
        }
    }
    plan_sort(&s->plan);
    copy_callouts(&s->plan, &s->published, NONE);
}

/* ---- each person's own --------------------------------------------------- */

static void release_person(struct person_days *person)
{
    plan_release(&person->past);
    plan_release(&person->plan);
    timeline_free(person->timeline);
    vec_release(&person->findings);
    memset(person, 0, sizeof *person);
}

static void share_out(struct person_days *people, const struct plan *plan,
                      bool past)
{
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        struct person_days *person = &people[a->staff];
        vec_push(past ? &person->past.assignments
                      : &person->plan.assignments,
                 *a);
    }
}

static void make_people(struct situation *s)
{
    for (int32_t i = 0; i < s->coop->staff.n; i++) {
        struct person_days *person = &s->people[i];
        release_person(person);
        plan_init(&person->past, s->history.from, s->history.days);
        plan_init(&person->plan, s->plan.from, s->plan.days);
        copy_callouts(&person->past, &s->history, i);
        copy_callouts(&person->plan, &s->plan, i);
    }
    share_out(s->people, &s->history, true);
    share_out(s->people, &s->plan, false);
}

/* ---- holes ----------------------------------------------------------------- */

static bool passing_kind(enum absence_kind kind)
{
    return kind == ABSENCE_SICK_SELF || kind == ABSENCE_SICK_NOTE ||
           kind == ABSENCE_CHILD;
}

/* Sickness and a sick child come unforeseen; leave and holiday do not. */
static bool absence_passes(const struct coop *coop, int32_t staff,
                           date_day date)
{
    for (int32_t i = 0; i < coop->absences.n; i++) {
        const struct absence *a = &coop->absences.at[i];
        if (a->staff.ix == staff && date >= a->from && date <= a->to &&
            passing_kind(a->kind)) {
            return true;
        }
    }
    return false;
}

static enum hole_kind kind_of(const struct situation *s,
                              const struct opened_slot *opened)
{
    const struct assignment *a = &opened->held;
    int64_t notice =
        profile_limit(s->coop, LIMIT_NOTICE_DAYS, NONE, a->date);
    date_day known = s->today;
    int32_t minute;
    if (opened->since != INSTANT_NONE) {
        zone_local(opened->since, &known, &minute);
    }
    if (opened->refusal == REFUSE_NOT_EMPLOYED) {
        return HOLE_STANDING;
    }
    bool planned = opened->refusal == REFUSE_ABSENT &&
                   !absence_passes(s->coop, a->staff, a->date);
    return planned || a->date - known >= notice ? HOLE_KNOWN : HOLE_SUDDEN;
}

static bool same_hole(const struct hole *hole, duty_ix duty, date_day date)
{
    return hole->duty == duty && hole->date == date;
}

/* Blocks go together: days in a row that the same person held. */
static int32_t group_of(struct situation *s, const struct hole *hole)
{
    for (int32_t i = 0; i < s->holes.n; i++) {
        const struct hole *other = &s->holes.at[i];
        int32_t days = hole->date - other->date;
        if (other->holder == hole->holder && days >= -1 && days <= 1 &&
            days != 0 && duty_same_block(s->coop, other->duty, hole->duty)) {
            return other->group;
        }
    }
    return s->n_groups++;
}

static void add_hole(struct situation *s, struct hole hole)
{
    hole.group = group_of(s, &hole);
    vec_push(&s->holes, hole);
}

static void add_opened(struct situation *s, const struct opened_vec *opened)
{
    for (int32_t i = 0; i < opened->n; i++) {
        const struct opened_slot *o = &opened->at[i];
        const struct assignment *a = &o->held;
        bool attends = duty_inside(s->coop, a->duty); /* no duty to take */
        if (!attends && a->date >= s->from && a->date <= s->to) {
            add_hole(s, (struct hole){.duty = a->duty,
                                      .date = a->date,
                                      .holder = a->staff,
                                      .kind = kind_of(s, o),
                                      .event = o->event,
                                      .since = o->since});
        }
    }
}

static bool has_hole(const struct situation *s, duty_ix duty, date_day date)
{
    for (int32_t i = 0; i < s->holes.n; i++) {
        if (same_hole(&s->holes.at[i], duty, date)) {
            return true;
        }
    }
    return false;
}

void situation_add_gaps(struct situation *s)
{
    struct slot_vec slots = {0};
    slots_list(s->coop, s->today, s->to - s->today + 1, &slots);
    for (int32_t i = 0; i < slots.n; i++) {
        const struct slot *slot = &slots.at[i];
        bool counted = !slot->floating && !duty_inside(s->coop, slot->duty);
        if (counted && slot->end > s->now &&
            !has_hole(s, slot->duty, slot->date) &&
            situation_cover(s, slot->duty, slot->date) < slot->low) {
            add_hole(s, (struct hole){.duty = slot->duty,
                                      .date = slot->date,
                                      .holder = NONE,
                                      .kind = HOLE_STANDING,
                                      .since = INSTANT_NONE});
        }
    }
    vec_release(&slots);
}

/* Takes the slot from all who hold it. */
static void ask_for(struct situation *s, duty_ix duty, date_day date)
{
    int32_t holders = 0;
    for (int32_t i = plan_seek(&s->published, date);
         i < s->published.assignments.n &&
         s->published.assignments.at[i].date == date;
         i++) {
        const struct assignment *a = &s->published.assignments.at[i];
        if (a->duty == duty) {
            holders++;
            add_hole(s, (struct hole){.duty = duty,
                                      .date = date,
                                      .holder = a->staff,
                                      .kind = HOLE_ASKED,
                                      .since = s->now});
        }
    }
    if (holders == 0) {
        add_hole(s, (struct hole){.duty = duty,
                                  .date = date,
                                  .holder = NONE,
                                  .kind = HOLE_STANDING,
                                  .since = INSTANT_NONE});
    }
}

static int32_t find_group(const struct situation *s, duty_ix duty,
                          date_day date)
{
    for (int32_t i = 0; i < s->holes.n; i++) {
        if (same_hole(&s->holes.at[i], duty, date)) {
            return s->holes.at[i].group;
        }
    }
    return NONE;
}

enum status situation_ask(struct situation *s, const char *slot,
                          int32_t *group, struct error *err)
{
    duty_ix duty;
    date_day date;
    TRY(slot_parse(s->coop, slot, &duty, &date, err));
    if (!duty_on(s->coop, duty, date)) {
        return error_set(err, STATUS_USAGE,
                         "%s: there is no such slot on that date", slot);
    }
    if (date < s->today || date > s->to) {
        return error_set(err, STATUS_USAGE,
                         "%s: expected a slot of the published plan from "
                         "today on", slot);
    }
    if (!has_hole(s, duty, date)) {
        situation_add_gaps(s); /* a gap goes with the rest of its block */
    }
    if (!has_hole(s, duty, date)) {
        ask_for(s, duty, date);
        make_plan(s);
        make_people(s);
    }
    *group = find_group(s, duty, date);
    return STATUS_OK;
}

const struct hole *situation_first(const struct situation *s, int32_t group)
{
    int32_t i = 0;
    while (s->holes.at[i].group != group) {
        i++;
    }
    return &s->holes.at[i];
}

/* ---- opening and closing --------------------------------------------------- */

enum status situation_open(struct situation *s, struct desk *desk,
                           const struct opened_vec *opened,
                           struct error *err)
{
    memset(s, 0, sizeof *s);
    s->desk = desk;
    s->coop = desk->coop;
    s->people =
        xcalloc((size_t)s->coop->staff.n + 1, sizeof *s->people);
    TRY(find_dates(s, err));
    TRY(load(s, err));
    add_opened(s, opened);
    make_plan(s);
    make_people(s);
    return STATUS_OK;
}

enum status situation_now(struct situation *s, struct desk *desk,
                          struct error *err)
{
    struct opened_vec opened = {0};
    memset(s, 0, sizeof *s);
    enum status status = rota_opened(desk, &opened, err);
    if (status == STATUS_OK) {
        status = situation_open(s, desk, &opened, err);
    }
    vec_release(&opened);
    return status;
}

void situation_release(struct situation *s)
{
    for (int32_t i = 0; s->people && i < s->coop->staff.n; i++) {
        release_person(&s->people[i]);
    }
    free(s->people);
    plan_release(&s->history);
    plan_release(&s->published);
    plan_release(&s->plan);
    vec_release(&s->holes);
    memset(s, 0, sizeof *s);
}

/* ---- the plan ------------------------------------------------------------------ */

int32_t situation_cover(const struct situation *s, duty_ix duty,
                        date_day date)
{
    int32_t held = duty_external(s->coop, duty, date);
    for (int32_t i = plan_seek(&s->plan, date);
         i < s->plan.assignments.n && s->plan.assignments.at[i].date == date;
         i++) {
        held += s->plan.assignments.at[i].duty == duty;
    }
    return held;
}

int32_t situation_low(const struct situation *s, duty_ix duty, date_day date)
{
    int32_t demand = duty_demand(s->coop, duty);
    if (demand != NONE) {
        const struct demand *d = &s->coop->demands.at[demand];
        return d->per == PER_DAY ? d->low : 0;
    }
    return activity_need(s->coop, duty_activity(s->coop, duty), date).low;
}

bool situation_holds(const struct situation *s, int32_t staff, duty_ix duty,
                     date_day date)
{
    return plan_holds(&s->plan, staff, duty, date);
}

static bool pinned(const struct situation *s, const struct assignment *a)
{
    for (int32_t i = 0; i < s->coop->pins.n; i++) {
        const struct pin *pin = &s->coop->pins.at[i];
        duty_ix duty = pin->demand.ix != NONE
                           ? duty_of_demand(s->coop, pin->demand.ix)
                           : duty_of_activity(s->coop, pin->activity.ix);
        if (pin->on && pin->staff.ix == a->staff && pin->date == a->date &&
            duty == a->duty) {
            return true;
        }
    }
    return false;
}

bool situation_movable(const struct situation *s, const struct assignment *a)
{
    instant start = zone_instant(a->date, duty_start(s->coop, a->duty));
    return start > s->now && !a->pinned && !a->overtime && !pinned(s, a);
}
