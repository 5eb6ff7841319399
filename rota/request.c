/* SPDX-License-Identifier: GPL-3.0-or-later */
/* request.c - lists wishes and leave. */
#include "rota/request.h"

#include <string.h>

#include "model/record.h"
#include "rota/event_file.h"

const char *const LEAVE_KINDS[] = {"holiday",  "leave",   "study",
                                   "training", "welfare", "union",
                                   "military", "parental", NULL};

struct listing {
    struct desk *desk;
    struct plan_event_vec events; /* that stand */
    struct plan standing;
    date_day today;
    int32_t staff; /* NONE: all */
};

static void add_person(const struct listing *l, int32_t staff, cJSON *line)
{
    const struct staff *person = &l->desk->coop->staff.at[staff];
    json_add_string(line, "person", person->id);
    json_add_string(line, "name", person->name);
}

static void add_dates(date_day from, date_day to, cJSON *line)
{
    char date[DATE_TEXT];
    json_add_string(line, "from", date_format(from, date));
    json_add_string(line, "to", date_format(to, date));
}

static bool wanted(const struct listing *l, int32_t staff, date_day to)
{
    return staff != NONE && (l->staff == NONE || l->staff == staff) &&
           to >= l->today;
}

/* ---- wishes ------------------------------------------------------------------ */

static void add_wishes(const struct listing *l, cJSON *list)
{
    static const char *const KINDS[] = {[WISH_OFF] = "off",
                                        [WISH_DUTY] = "duty",
                                        [WISH_NOT_DUTY] = "not-duty"};
    const struct coop *coop = l->desk->coop;
    for (int32_t i = 0; i < coop->wishes.n; i++) {
        const struct wish *wish = &coop->wishes.at[i];
        if (!wanted(l, wish->staff.ix, wish->to)) {
            continue;
        }
        cJSON *line = json_push_object(list);
        json_add_int(line, "event", event_of(&wish->origin));
        add_person(l, wish->staff.ix, line);
        json_add_string(line, "kind", KINDS[wish->kind]);
        json_add_string(line, "demand",
                        wish->demand.ix == NONE ? NULL : wish->demand.id);
        add_dates(wish->from, wish->to, line);
        json_add_int(line, "weight", wish->weight);
    }
}

/* What a wish may name. */
static void add_demands(const struct coop *coop, cJSON *list)
{
    for (int32_t i = 0; i < coop->demands.n; i++) {
        cJSON *line = json_push_object(list);
        json_add_string(line, "id", coop->demands.at[i].id);
        json_add_string(line, "name", coop->demands.at[i].name);
    }
}

/* ---- leave ------------------------------------------------------------------- */

/* What the person holds on these days, from the desk's moment on. */
static void add_held(const struct listing *l, int32_t staff, date_day from,
                     date_day to, cJSON *line)
{
    const struct coop *coop = l->desk->coop;
    char key[SLOT_KEY];
    cJSON *list = json_add_list(line, "holds");
    for (int32_t i = 0; i < l->standing.assignments.n; i++) {
        const struct assignment *a = &l->standing.assignments.at[i];
        date_day last = a->date + (duty_end(coop, a->duty) - 1) / 1440;
        if (a->staff == staff && a->date <= to && last >= from &&
            assignment_end(coop, a) > l->desk->act.at) {
            cJSON_AddItemToArray(list, cJSON_CreateString(slot_key(
                                           coop, a->duty, a->date, key)));
        }
    }
}

/* The event that decided about a leave; NULL: none yet. */
static const struct plan_event *answer_to(const struct listing *l,
                                          int64_t number, bool *approved)
{
    const struct plan_event *answer = NULL;
    for (int32_t i = 0; i < l->events.n; i++) {
        const struct plan_event *event = &l->events.at[i];
        cJSON *fields = strcmp(event->kind, "leave-answer") == 0
                            ? cJSON_Parse(event->fields)
                            : NULL;
        if (fields && event_int(fields, "leave") == number) {
            answer = event;
            *approved =
                strcmp(event_text(fields, "answer"), "approve") == 0;
        }
        cJSON_Delete(fields);
    }
    return answer;
}

static void add_state(const struct listing *l, int64_t number, cJSON *line)
{
    bool approved = false;
    char at[INSTANT_TEXT];
    const struct plan_event *answer = answer_to(l, number, &approved);
    json_add_string(line, "state",
                    !answer    ? "asked"
                    : approved ? "approved"
                               : "refused");
    json_add_int(line, "answer", answer ? answer->number : 0);
    json_add_string(line, "decided",
                    answer ? instant_format(answer->at, at) : NULL);
}

static void add_leave(const struct listing *l, const struct plan_event *event,
                      const cJSON *fields, cJSON *list)
{
    char at[INSTANT_TEXT];
    int32_t staff = coop_find_staff(l->desk->coop, event->person);
    date_day from = event_date(fields, "from"), to = event_date(fields, "to");
    if (!wanted(l, staff, to)) {
        return;
    }
    cJSON *line = json_push_object(list);
    json_add_int(line, "event", event->number);
    add_person(l, staff, line);
    json_add_string(line, "kind", event_text(fields, "kind"));
    add_dates(from, to, line);
    json_add_string(line, "asked", instant_format(event->at, at));
    add_state(l, event->number, line);
    add_held(l, staff, from, to, line);
}

static void add_leaves(const struct listing *l, cJSON *list)
{
    for (int32_t i = 0; i < l->events.n; i++) {
        const struct plan_event *event = &l->events.at[i];
        if (strcmp(event->kind, "leave") == 0) {
            cJSON *fields = cJSON_Parse(event->fields);
            add_leave(l, event, fields, list);
            cJSON_Delete(fields);
        }
    }
}

/* ---- the verb ---------------------------------------------------------------- */

static enum status open_listing(struct listing *l, const char *person,
                                struct error *err)
{
    int32_t minute;
    l->staff = person ? coop_find_staff(l->desk->coop, person) : NONE;
    if (person && l->staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a person, found '%s'", person);
    }
    zone_local(l->desk->act.at, &l->today, &minute);
    TRY(store_list_events(l->desk->store, true, &l->events, err));
    enum { DAYS_BACK = 2 }; /* no duty reaches further */
    return rota_standing(l->desk, DAYS_BACK, &l->standing, err);
}

static enum status describe(const struct listing *l, cJSON **result,
                            struct error *err)
{
    date_day last;
    char date[DATE_TEXT], at[INSTANT_TEXT];
    TRY(store_last_published(l->desk->store, &last, err));
    cJSON *object = *result = cJSON_CreateObject();
    json_add_string(object, "at", instant_format(l->desk->act.at, at));
    json_add_string(object, "planned_until",
                    last == DATE_NONE ? NULL : date_format(last, date));
    add_demands(l->desk->coop, json_add_list(object, "demands"));
    add_wishes(l, json_add_list(object, "wishes"));
    add_leaves(l, json_add_list(object, "leaves"));
    return STATUS_OK;
}

enum status rota_requests(struct desk *desk, const char *person,
                          cJSON **result, struct error *err)
{
    struct listing l = {.desk = desk};
    enum status status = open_listing(&l, person, err);
    if (status == STATUS_OK) {
        status = describe(&l, result, err);
    }
    plan_release(&l.standing);
    plan_events_release(&l.events);
    return status;
}
