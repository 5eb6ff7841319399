/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * now.c - who is on duty at the desk's moment, by service, how they are to be
 * reached, and what nobody covers. The duty line and the response are shown,
 * never a private number.
 */
#include "rota/suggest_parts.h"

static bool runs(const struct situation *s, duty_ix duty, date_day date)
{
    return !duty_inside(s->coop, duty) &&
           zone_instant(date, duty_start(s->coop, duty)) <= s->now &&
           s->now < zone_instant(date, duty_end(s->coop, duty));
}

/* What of a duty matters to somebody who needs it. */
static cJSON *duty_object(const struct situation *s, duty_ix duty,
                          date_day date, cJSON *list)
{
    const struct coop *coop = s->coop;
    const struct shift_type *shift = duty_shift(coop, duty);
    int32_t demand = duty_demand(coop, duty), place = duty_place(coop, duty);
    char key[SLOT_KEY];
    cJSON *line = json_push_object(list);
    json_add_string(line, "slot", slot_key(coop, duty, date, key));
    json_add_string(line, "duty", duty_name(coop, duty));
    json_add_string(line, "role",
                    demand == NONE ? NULL : coop->demands.at[demand].role);
    json_add_string(line, "place",
                    place == NONE ? NULL : coop->places.at[place].name);
    suggest_add_moment(line, "from",
                       zone_instant(date, duty_start(coop, duty)));
    suggest_add_moment(line, "to", zone_instant(date, duty_end(coop, duty)));
    json_add_bool(line, "standby", duty_standby(coop, duty));
    json_add_int(line, "response_minutes", shift ? shift->response : 0);
    json_add_bool(line, "phone_only", shift && shift->phone_only);
    return line;
}

static void add_people(const struct situation *s, int32_t service,
                       cJSON *list)
{
    const struct coop *coop = s->coop;
    for (int32_t i = plan_seek(&s->plan, s->today - 2);
         i < s->plan.assignments.n &&
         s->plan.assignments.at[i].date <= s->today;
         i++) {
        const struct assignment *a = &s->plan.assignments.at[i];
        if (duty_service(coop, a->duty) == service &&
            runs(s, a->duty, a->date)) {
            cJSON *line = duty_object(s, a->duty, a->date, list);
            json_add_string(line, "person", coop->staff.at[a->staff].id);
            json_add_string(line, "name", coop->staff.at[a->staff].name);
        }
    }
}

/* Outside cover whose window holds the whole duty stands in now. */
static void add_external(const struct situation *s, int32_t service,
                         cJSON *list)
{
    const struct coop *coop = s->coop;
    for (int32_t i = 0; i < coop->externals.n; i++) {
        const struct external *e = &coop->externals.at[i];
        duty_ix duty = duty_of_demand(coop, e->demand.ix);
        for (date_day date = s->today - 2; date <= s->today; date++) {
            bool stands = duty_service(coop, duty) == service &&
                          duty_on(coop, duty, date) && runs(s, duty, date) &&
                          duty_external(coop, duty, date) > 0 &&
                          date >= e->from && date <= e->to &&
                          (e->weekdays >> date_weekday(date) & 1);
            if (stands) {
                cJSON *line = duty_object(s, duty, date, list);
                json_add_string(line, "external", e->id);
                json_add_string(line, "name", e->name);
            }
        }
    }
}

static void add_service(const struct situation *s, int32_t service,
                        cJSON *services)
{
    const struct coop *coop = s->coop;
    cJSON *list = cJSON_CreateArray();
    add_people(s, service, list);
    add_external(s, service, list);
    if (cJSON_GetArraySize(list) == 0) {
        cJSON_Delete(list);
        return;
    }
    cJSON *object = json_push_object(services);
    json_add_string(object, "service",
                    service == NONE ? NULL : coop->services.at[service].id);
    json_add_string(object, "name",
                    service == NONE ? "" : coop->services.at[service].name);
    cJSON_AddItemToObject(object, "on_duty", list);
}

static void add_uncovered(const struct situation *s, cJSON *object)
{
    struct slot_vec slots = {0};
    cJSON *list = json_add_list(object, "uncovered");
    slots_list(s->coop, s->today - 2, 3, &slots);
    for (int32_t i = 0; i < slots.n; i++) {
        const struct slot *slot = &slots.at[i];
        int32_t lack =
            slot->low - situation_cover(s, slot->duty, slot->date);
        if (!slot->floating && lack > 0 && runs(s, slot->duty, slot->date)) {
            cJSON *line = duty_object(s, slot->duty, slot->date, list);
            json_add_int(line, "missing", lack);
            json_add_int(line, "priority",
                         duty_priority(s->coop, slot->duty));
        }
    }
    vec_release(&slots);
}

enum status rota_now(struct desk *desk, cJSON **result, struct error *err)
{
    struct situation s;
    enum status status = situation_now(&s, desk, err);
    if (status == STATUS_OK) {
        cJSON *object = cJSON_CreateObject();
        suggest_add_moment(object, "at", s.now);
        cJSON *services = json_add_list(object, "services");
        for (int32_t i = 0; i < s.coop->services.n; i++) {
            add_service(&s, i, services);
        }
        add_service(&s, NONE, services);
        add_uncovered(&s, object);
        *result = object;
    }
    situation_release(&s);
    return status;
}
