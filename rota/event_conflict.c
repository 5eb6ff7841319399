/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_conflict.c - a new conflict with a case takes nobody off duty by
 * itself; it opens the standby that now has nobody free of it.
 */
#include "rota/event_open.h"

/* Findings of the rule in what is still to come. */
static void ask_conflicts(struct looking *o, struct finding_vec *out)
{
    date_day last = o->standing.from + o->standing.days - 1;
    struct plan ahead;
    plan_init(&ahead, o->today, last - o->today + 1);
    plan_copy_range(&ahead, &o->standing, o->today, last);
    struct timeline *timeline =
        timeline_new(o->desk->coop, &o->standing, &ahead);
    RULES[RULE_CONFLICT].check(timeline, out);
    timeline_free(timeline);
    plan_release(&ahead);
}

static bool met(const struct finding_vec *all, int32_t staff, date_day date)
{
    for (int32_t i = 0; i < all->n; i++) {
        const struct finding *f = &all->at[i];
        if (f->from <= date && f->to >= date &&
            (f->staff == NONE || f->staff == staff)) {
            return true;
        }
    }
    return false;
}

static void open_held(struct looking *o, const struct exclusion *exclusion,
                      const struct finding_vec *with,
                      const struct finding_vec *without)
{
    const struct coop *coop = o->desk->coop;
    int64_t number = event_of(&exclusion->origin);
    for (int32_t i = plan_seek(&o->standing, o->today - 1);
         i < o->standing.assignments.n; i++) {
        struct assignment a = o->standing.assignments.at[i];
        int32_t demand = duty_demand(coop, a.duty);
        bool theirs = a.staff == exclusion->staff.ix && demand != NONE &&
                      coop->demands.at[demand].conflict_cover &&
                      assignment_end(coop, &a) > o->desk->act.at;
        if (theirs && met(with, a.staff, a.date) &&
            !met(without, a.staff, a.date)) {
            struct opened_slot slot = {.held = a,
                                       .event = number,
                                       .since = o->desk->act.at,
                                       .rule = RULE_CONFLICT};
            const struct plan_event *event = event_numbered(o->events, number);
            slot.since = event ? event->at : slot.since;
            vec_push(o->out, slot);
        }
    }
}

static void open_by_conflict(struct looking *o, struct exclusion *exclusion,
                             const struct finding_vec *with)
{
    struct finding_vec without = {0};
    date_day kept = exclusion->to;
    exclusion->to = exclusion->from - 1; /* as if it were not there */
    ask_conflicts(o, &without);
    exclusion->to = kept;
    open_held(o, exclusion, with, &without);
    vec_release(&without);
}

void open_by_conflicts(struct looking *o)
{
    struct exclusion_vec *all = &o->desk->coop->exclusions;
    struct finding_vec with = {0};
    bool asked = false;
    for (int32_t i = 0; i < all->n; i++) {
        struct exclusion *exclusion = &all->at[i];
        if (event_of(&exclusion->origin) == 0 ||
            exclusion->case_ref.ix == NONE || exclusion->to < o->today) {
            continue;
        }
        if (!asked) {
            ask_conflicts(o, &with);
            asked = true;
        }
        if (with.n > 0) {
            open_by_conflict(o, exclusion, &with);
        }
    }
    vec_release(&with);
}
