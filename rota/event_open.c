/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_open.c - what is open now in the plan that stands. */
#include "rota/event_open.h"

#include <string.h>

#include "rota/weekly.h"

/* ---- the plan that stands ----------------------------------------------------- */

enum status rota_standing(struct desk *desk, int32_t back,
                          struct plan *result, struct error *err)
{
    date_day today, last;
    int32_t minute;
    zone_local(desk->act.at, &today, &minute);
    TRY(store_last_published(desk->store, &last, err));
    last = last > today ? last : today;
    plan_init(result, today - back, last - today + back + 1);
    enum status status = store_published(desk->store, desk->coop, 0,
                                         result->from, last, result, err);
    if (status != STATUS_OK) {
        plan_release(result);
    }
    return status;
}

instant assignment_start(const struct coop *coop, const struct assignment *a)
{
    return zone_instant(a->date, duty_start(coop, a->duty));
}

instant assignment_end(const struct coop *coop, const struct assignment *a)
{
    return zone_instant(a->date, duty_end(coop, a->duty));
}

/* ---- which event ---------------------------------------------------------------- */

/* An assignment with the dates that it touches. */
struct question {
    const struct looking *o;
    const struct assignment *a;
    date_day last;
};

static int64_t by_absence(const struct question *q)
{
    const struct absence_vec *all = &q->o->desk->coop->absences;
    for (int32_t i = 0; i < all->n; i++) {
        const struct absence *absence = &all->at[i];
        if (absence->staff.ix == q->a->staff && absence->approved &&
            absence->from <= q->last && absence->to >= q->a->date &&
            event_of(&absence->origin) > 0) {
            return event_of(&absence->origin);
        }
    }
    return 0;
}

static int64_t by_exclusion(const struct question *q)
{
    const struct coop *coop = q->o->desk->coop;
    int32_t demand = duty_demand(coop, q->a->duty);
    int32_t activity = duty_activity(coop, q->a->duty);
    for (int32_t i = 0; i < coop->exclusions.n; i++) {
        const struct exclusion *e = &coop->exclusions.at[i];
        bool same = (demand != NONE && e->demand.ix == demand) ||
                    (activity != NONE && e->activity.ix == activity);
        if (same && e->staff.ix == q->a->staff &&
            e->degree == EXCLUDE_NEVER && e->from <= q->a->date &&
            e->to >= q->a->date && event_of(&e->origin) > 0) {
            return event_of(&e->origin);
        }
    }
    return 0;
}

/* The first disturbance without which the duty could be reached. */
static int64_t by_link(const struct question *q)
{
    struct coop *coop = q->o->desk->coop;
    for (int32_t i = 0; i < coop->disruptions.n; i++) {
        struct disruption *d = &coop->disruptions.at[i];
        if (event_of(&d->origin) == 0 || d->from > q->last ||
            d->to < q->a->date) {
            continue;
        }
        struct disruption kept = *d;
        d->to = d->from - 1; /* as if it were not there */
        enum refusal without =
            slot_refusal(coop, q->a->staff, q->a->duty, q->a->date);
        *d = kept;
        if (without != REFUSE_REACH) {
            return event_of(&d->origin);
        }
    }
    return 0;
}

static bool resigned_before(const struct question *q,
                            const struct plan_event *event,
                            const cJSON *fields)
{
    const struct coop *coop = q->o->desk->coop;
    return strcmp(event->kind, "resignation") == 0 &&
           strcmp(event->person, coop->staff.at[q->a->staff].id) == 0 &&
           event_date(fields, "last") < q->last;
}

static bool called_off(const struct question *q,
                       const struct plan_event *event, const cJSON *fields)
{
    const struct coop *coop = q->o->desk->coop;
    return strcmp(event->kind, "cancelled") == 0 &&
           duty_activity(coop, q->a->duty) != NONE &&
           strcmp(event_text(fields, "activity"),
                  duty_id(coop, q->a->duty)) == 0 &&
           event_date(fields, "date") == q->a->date;
}

/* The first event that changed what is there so that `fits`. */
static int64_t by_change(const struct question *q,
                         bool (*fits)(const struct question *q,
                                      const struct plan_event *event,
                                      const cJSON *fields))
{
    int64_t number = 0;
    for (int32_t i = 0; i < q->o->events->n && number == 0; i++) {
        const struct plan_event *event = &q->o->events->at[i];
        cJSON *fields = cJSON_Parse(event->fields);
        number = fields && fits(q, event, fields) ? event->number : 0;
        cJSON_Delete(fields);
    }
    return number;
}

static int64_t by_resignation(const struct question *q)
{
    return by_change(q, resigned_before);
}

static int64_t by_cancellation(const struct question *q)
{
    return by_change(q, called_off);
}

static int64_t event_behind(const struct question *q, enum refusal refusal)
{
    static int64_t (*const BY[REFUSE_COUNT])(const struct question *q) = {
        [REFUSE_NO_SUCH_SLOT] = by_cancellation,
        [REFUSE_NOT_EMPLOYED] = by_resignation,
        [REFUSE_ABSENT] = by_absence,
        [REFUSE_LIMIT] = by_absence, /* no overtime for the partly absent */
        [REFUSE_EXCLUDED] = by_exclusion,
        [REFUSE_REACH] = by_link,
    };
    return BY[refusal] ? BY[refusal](q) : 0;
}

/* ---- since when ------------------------------------------------------------------- */

const struct plan_event *event_numbered(const struct plan_event_vec *events,
                                        int64_t number)
{
    for (int32_t i = 0; i < events->n; i++) {
        if (events->at[i].number == number) {
            return &events->at[i];
        }
    }
    return NULL;
}

/* When it was filed; a later day of an absence without an end, on its morning:
 * nothing had to look at it then. */
static instant opened_since(const struct question *q, int64_t number)
{
    const struct plan_event *event = event_numbered(q->o->events, number);
    if (!event) {
        return q->o->desk->act.at;
    }
    cJSON *fields = cJSON_Parse(event->fields);
    const char *to = event_text(fields, "to");
    instant since = event->at;
    if (to && strcmp(to, "open") == 0) {
        date_day from = event_date(fields, "from");
        date_day first = q->a->date > from ? q->a->date : from;
        instant morning = zone_instant(first, RELEASE_MINUTE);
        since = first > from && morning > since ? morning : since;
    }
    cJSON_Delete(fields);
    return since;
}

/* ---- void assignments -------------------------------------------------------------- */

static enum refusal refusal_now(const struct coop *coop,
                                const struct assignment *a)
{
    enum refusal refusal = slot_refusal(coop, a->staff, a->duty, a->date);
    bool tired = a->overtime && coop_absence_grade(coop, a->staff,
                                                   a->date) > 0;
    return refusal == REFUSE_NOT && tired ? REFUSE_LIMIT : refusal;
}

static void open_by_refusal(struct looking *o)
{
    const struct coop *coop = o->desk->coop;
    const struct assignment_vec *all = &o->standing.assignments;
    for (int32_t i = plan_seek(&o->standing, o->today - 2); i < all->n; i++) {
        const struct assignment *a = &all->at[i];
        enum refusal refusal = refusal_now(coop, a);
        if (refusal == REFUSE_NOT ||
            assignment_end(coop, a) <= o->desk->act.at) {
            continue;
        }
        struct question q = {
            o, a, a->date + (duty_end(coop, a->duty) - 1) / 1440};
        int64_t event = event_behind(&q, refusal);
        struct opened_slot slot = {.held = *a,
                                   .event = event,
                                   .since = opened_since(&q, event),
                                   .rule = RULE_ELIGIBLE,
                                   .refusal = refusal};
        vec_push(o->out, slot);
    }
}

static int by_date(const void *left, const void *right)
{
    const struct assignment *a = &((const struct opened_slot *)left)->held;
    const struct assignment *b = &((const struct opened_slot *)right)->held;
    if (a->date != b->date) {
        return a->date < b->date ? -1 : 1;
    }
    if (a->duty != b->duty) {
        return a->duty < b->duty ? -1 : 1;
    }
    return (a->staff > b->staff) - (a->staff < b->staff);
}

/* Sorted; each assignment once, for the first reason that was found. */
static void put_in_order(struct opened_vec *all)
{
    int32_t n = 0;
    for (int32_t i = 0; i < all->n; i++) {
        int32_t k = 0;
        while (k < n && by_date(&all->at[k], &all->at[i]) != 0) {
            k++;
        }
        if (k == n) {
            all->at[n++] = all->at[i];
        }
    }
    all->n = n;
    if (n > 0) {
        qsort(all->at, (size_t)n, sizeof *all->at, by_date);
    }
}

/* Rest and hours look far back; nothing else here does. */
static int32_t days_back(const struct plan_event_vec *events)
{
    enum { DUTY_DAYS = 2 }; /* no duty reaches further */
    int32_t days = DUTY_DAYS;
    for (int32_t i = 0; i < events->n; i++) {
        bool far = strcmp(events->at[i].kind, "call-out") == 0;
        days = far ? HISTORY_DAYS : days;
    }
    return days;
}

static enum status look(struct looking *o, struct error *err)
{
    TRY(rota_standing(o->desk, days_back(o->events), &o->standing, err));
    open_by_refusal(o);
    open_by_callouts(o);
    open_by_conflicts(o);
    put_in_order(o->out);
    plan_release(&o->standing);
    return STATUS_OK;
}

enum status rota_opened(struct desk *desk, struct opened_vec *result,
                        struct error *err)
{
    struct plan_event_vec events = {0};
    int32_t minute;
    struct looking o = {.desk = desk, .events = &events, .out = result};
    zone_local(desk->act.at, &o.today, &minute);
    enum status status = store_list_events(desk->store, true, &events, err);
    if (status == STATUS_OK) {
        status = look(&o, err);
    }
    plan_events_release(&events);
    return status;
}

/* ---- as a document ----------------------------------------------------------------- */

cJSON *opened_object(const struct desk *desk, const struct opened_slot *slot)
{
    const struct coop *coop = desk->coop;
    const struct assignment *a = &slot->held;
    char key[SLOT_KEY], date[DATE_TEXT], at[INSTANT_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "slot", slot_key(coop, a->duty, a->date, key));
    json_add_string(object, "title", duty_name(coop, a->duty));
    json_add_string(object, "date", date_format(a->date, date));
    json_add_string(object, "start",
                    instant_format(assignment_start(coop, a), at));
    json_add_string(object, "end",
                    instant_format(assignment_end(coop, a), at));
    json_add_int(object, "priority", duty_priority(coop, a->duty));
    json_add_string(object, "person", coop->staff.at[a->staff].id);
    json_add_string(object, "name", coop->staff.at[a->staff].name);
    json_add_int(object, "event", slot->event);
    json_add_string(object, "since", instant_format(slot->since, at));
    json_add_string(object, "rule", RULES[slot->rule].key);
    if (desk->manager) { /* others are not told why (domain.md D5) */
        json_add_string(object, "why",
                        slot->rule == RULE_ELIGIBLE
                            ? refusal_text(slot->refusal, false)
                            : RULES[slot->rule].summary);
        json_add_string(object, "why_nb",
                        slot->rule == RULE_ELIGIBLE
                            ? refusal_text(slot->refusal, true)
                            : RULES[slot->rule].summary_nb);
    }
    return object;
}

enum status rota_list_opened(struct desk *desk, cJSON **result,
                             struct error *err)
{
    struct opened_vec opened = {0};
    char at[INSTANT_TEXT];
    TRY(rota_opened(desk, &opened, err));
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "at", instant_format(desk->act.at, at));
    cJSON *list = json_add_list(object, "opened");
    for (int32_t i = 0; i < opened.n; i++) {
        cJSON_AddItemToArray(list, opened_object(desk, &opened.at[i]));
    }
    vec_release(&opened);
    *result = object;
    return STATUS_OK;
}
