/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_callout.c - what a call-out does to the rest of those who went.
 *
 * The law's own definitions are asked about the person's time with the
 * call-out and without it. A hard finding that is new opens the first duty not
 * yet begun whose removal heals it.
 */
#include "rota/event_open.h"

#include <string.h>

#include "rota/weekly.h"

enum { CALLOUT_DAYS = 14, FINDING_DAYS = 28 };

/* Rules about one person's time in which a call-out counts. */
static const enum rule_kind PERSON_RULES[] = {
    RULE_REST_DAILY, RULE_REST_WEEKLY, RULE_DAY_TOTAL, RULE_WEEK_TOTAL,
    RULE_OVERTIME,   RULE_SUNDAY,      RULE_NIGHT_HARD};

/* One person's published time, cut in history and what is looked at. */
struct person_time {
    const struct coop *coop;
    int32_t staff;
    struct plan history, plan;
};

static void load_person(struct person_time *p, const struct coop *coop,
                        const struct plan *standing, int32_t staff,
                        date_day from)
{
    date_day last = standing->from + standing->days - 1;
    p->coop = coop;
    p->staff = staff;
    plan_init(&p->history, standing->from, from - standing->from);
    plan_init(&p->plan, from, last - from + 1);
    for (int32_t i = 0; i < standing->assignments.n; i++) {
        struct assignment a = standing->assignments.at[i];
        if (a.staff == staff) {
            vec_push(a.date < from ? &p->history.assignments
                                   : &p->plan.assignments,
                     a);
        }
    }
    for (int32_t i = 0; i < standing->callouts.n; i++) {
        if (standing->callouts.at[i].staff == staff) {
            vec_push(&p->plan.callouts, standing->callouts.at[i]);
        }
    }
}

static void release_person(struct person_time *p)
{
    plan_release(&p->history);
    plan_release(&p->plan);
}

static void ask_rule(const struct person_time *p, enum rule_kind rule,
                     struct finding_vec *out)
{
    struct timeline *timeline =
        timeline_new(p->coop, &p->history, &p->plan);
    RULES[rule].check(timeline, out);
    timeline_free(timeline);
}

static bool same_finding(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->staff == b->staff &&
           a->grade == b->grade && a->from <= b->to && b->from <= a->to;
}

static bool found_in(const struct finding_vec *all, const struct finding *one)
{
    for (int32_t i = 0; i < all->n; i++) {
        if (same_finding(&all->at[i], one)) {
            return true;
        }
    }
    return false;
}

/* Whether the finding is gone without assignment `ix`. */
static bool heals(struct person_time *p, const struct finding *finding,
                  int32_t ix)
{
    struct assignment_vec *all = &p->plan.assignments;
    struct assignment kept = all->at[ix];
    struct finding_vec left = {0};
    size_t behind = (size_t)(all->n - ix - 1) * sizeof kept;
    memmove(&all->at[ix], &all->at[ix + 1], behind);
    all->n--;
    ask_rule(p, finding->rule, &left);
    memmove(&all->at[ix + 1], &all->at[ix], behind);
    all->at[ix] = kept;
    all->n++;
    bool gone = !found_in(&left, finding);
    vec_release(&left);
    return gone;
}

static void open_first(struct looking *o, struct person_time *p,
                       const struct finding *finding,
                       const struct plan_event *event)
{
    for (int32_t i = 0; i < p->plan.assignments.n; i++) {
        struct assignment a = p->plan.assignments.at[i];
        bool near = a.date >= finding->from - 1 && a.date <= finding->to + 1;
        if (near && assignment_start(p->coop, &a) > o->desk->act.at &&
            heals(p, finding, i)) {
            struct opened_slot slot = {.held = a,
                                       .event = event->number,
                                       .since = event->at,
                                       .rule = finding->rule};
            vec_push(o->out, slot);
            return;
        }
    }
}

static void drop_callout(struct plan *plan, const struct callout *callout)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->callouts.n; i++) {
        if (plan->callouts.at[i].from != callout->from) {
            plan->callouts.at[n++] = plan->callouts.at[i];
        }
    }
    plan->callouts.n = n;
}

static void open_by_callout(struct looking *o, const struct plan_event *event,
                            const struct callout *callout)
{
    struct person_time with, without;
    struct finding_vec now = {0}, before = {0};
    date_day from = o->today - FINDING_DAYS;
    const struct coop *coop = o->desk->coop;
    load_person(&with, coop, &o->standing, callout->staff, from);
    load_person(&without, coop, &o->standing, callout->staff, from);
    drop_callout(&without.plan, callout);
    for (size_t r = 0; r < COUNT_OF(PERSON_RULES); r++) {
        ask_rule(&with, PERSON_RULES[r], &now);
        ask_rule(&without, PERSON_RULES[r], &before);
    }
    for (int32_t i = 0; i < now.n; i++) {
        if (now.at[i].grade == FINDING_HARD &&
            now.at[i].staff == callout->staff &&
            !found_in(&before, &now.at[i])) {
            open_first(o, &with, &now.at[i], event);
        }
    }
    vec_release(&now);
    vec_release(&before);
    release_person(&with);
    release_person(&without);
}

void open_by_callouts(struct looking *o)
{
    for (int32_t i = 0; i < o->events->n; i++) {
        const struct plan_event *event = &o->events->at[i];
        if (strcmp(event->kind, "call-out") != 0) {
            continue;
        }
        cJSON *fields = cJSON_Parse(event->fields);
        struct callout callout = {
            .staff = coop_find_staff(o->desk->coop, event->person),
            .from = event_moment(fields, "start"),
            .to = event_moment(fields, "end")};
        cJSON_Delete(fields);
        if (callout.staff != NONE &&
            callout.to > o->desk->act.at - CALLOUT_DAYS * 86400) {
            open_by_callout(o, event, &callout);
        }
    }
}

/* ---- the next start ------------------------------------------------------------ */

static instant next_planned(const struct timeline *timeline,
                            const struct callout *callout)
{
    for (int32_t i = timeline->first[callout->staff];
         i < timeline->first[callout->staff + 1]; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->main_period && item->from >= callout->from) {
            return item->from;
        }
    }
    return INSTANT_NONE;
}

static void add_weekly(const struct timeline *timeline,
                       const struct callout *callout, cJSON *object)
{
    struct finding_vec findings = {0};
    date_day date;
    int32_t minute;
    char text[UNITS_TEXT], day[DATE_TEXT];
    cJSON *weekly = json_add_object(object, "weekly");
    zone_local(callout->from, &date, &minute);
    RULES[RULE_REST_WEEKLY].check(timeline, &findings);
    const struct finding *broken = NULL;
    for (int32_t i = 0; i < findings.n && !broken; i++) {
        const struct finding *f = &findings.at[i];
        bool theirs = f->staff == callout->staff && f->from <= date &&
                      f->to >= date;
        broken = theirs ? f : NULL;
    }
    json_add_bool(weekly, "kept", broken == NULL);
    if (broken) {
        json_add_string(weekly, "from", date_format(broken->from, day));
        json_add_string(weekly, "to", date_format(broken->to, day));
        json_add_string(weekly, "longest", units_hours(broken->value, text));
        json_add_string(weekly, "due", units_hours(broken->limit, text));
        json_add_string(weekly, "words", broken->words);
    }
    vec_release(&findings);
}

cJSON *callout_rest(struct desk *desk, const struct plan *standing,
                    const struct callout *callout)
{
    struct person_time p;
    char at[INSTANT_TEXT];
    date_day date;
    int32_t minute;
    zone_local(callout->from, &date, &minute);
    load_person(&p, desk->coop, standing, callout->staff, date - 7);
    struct timeline *timeline = timeline_new(p.coop, &p.history, &p.plan);
    instant planned = next_planned(timeline, callout);
    instant wanted = planned == INSTANT_NONE ? callout->to : planned;
    instant earliest =
        rest_next_start(timeline, callout->staff, callout->from, wanted);
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "planned",
                    planned == INSTANT_NONE ? NULL
                                            : instant_format(planned, at));
    json_add_string(object, "earliest", instant_format(earliest, at));
    json_add_bool(object, "legal", earliest <= wanted);
    add_weekly(timeline, callout, object);
    timeline_free(timeline);
    release_person(&p);
    return object;
}
