/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare.c - two plans side by side: people, slots, hours, fairness. */
#include "rota/pick.h"
#include "rota/weekly.h"

struct comparing {
    struct desk *desk;
    struct picked before, after;
    date_day from, to; /* dates that both cover */
    struct change_vec changes;
};

static void add_report(const struct picked *picked, const char *key,
                       cJSON *object)
{
    cJSON *node = json_add_object(object, key);
    if (picked->record.id == 0) {
        json_add_int(node, "revision", picked->revision);
        return;
    }
    json_add_int(node, "plan", picked->record.id);
    json_add_int(node, "cost", picked->record.cost);
    json_add_int(node, "bound", picked->record.bound);
    cJSON *report = picked->record.report
                        ? cJSON_Parse(picked->record.report)
                        : NULL;
    cJSON *levels =
        cJSON_DetachItemFromObjectCaseSensitive(report, "levels");
    if (levels) {
        cJSON_AddItemToObject(node, "levels", levels);
    }
    cJSON_Delete(report);
}

static units hours_of(const struct comparing *c, const struct picked *picked,
                      int32_t staff)
{
    struct timeline *timeline =
        timeline_new(c->desk->coop, NULL, picked->plan);
    units sum = timeline_sum(timeline, staff, zone_instant(c->from, 0),
                             zone_instant(c->to + 1, 0), SUM_COUNTED);
    timeline_free(timeline);
    return sum;
}

static int32_t count_standby(const struct comparing *c,
                             const struct plan *plan, int32_t staff)
{
    int32_t n = 0;
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        n += a->staff == staff && a->date >= c->from && a->date <= c->to &&
             duty_standby(c->desk->coop, a->duty);
    }
    return n;
}

static void add_person(const struct comparing *c, int32_t staff, cJSON *list)
{
    char key[SLOT_KEY], text[UNITS_TEXT];
    const struct coop *coop = c->desk->coop;
    cJSON *entry = cJSON_CreateObject();
    json_add_string(entry, "person", coop->staff.at[staff].id);
    json_add_string(entry, "name", coop->staff.at[staff].name);
    cJSON *gained = json_add_list(entry, "gained");
    cJSON *lost = json_add_list(entry, "lost");
    int32_t n = 0;
    for (int32_t i = 0; i < c->changes.n; i++) {
        const struct plan_change *change = &c->changes.at[i];
        if (change->what.staff == staff) {
            cJSON_AddItemToArray(
                change->kind == CHANGE_GAINED ? gained : lost,
                cJSON_CreateString(slot_key(coop, change->what.duty,
                                            change->what.date, key)));
            n++;
        }
    }
    if (n == 0) {
        cJSON_Delete(entry);
        return;
    }
    json_add_string(entry, "hours_before",
                    units_hours(hours_of(c, &c->before, staff), text));
    json_add_string(entry, "hours_after",
                    units_hours(hours_of(c, &c->after, staff), text));
    json_add_int(entry, "standby_before",
                 count_standby(c, c->before.plan, staff));
    json_add_int(entry, "standby_after",
                 count_standby(c, c->after.plan, staff));
    cJSON_AddItemToArray(list, entry);
}

/* Names that hold the slot, in the order of the records. */
static void add_holders(const struct comparing *c, const struct plan *plan,
                        duty_ix duty, date_day date, cJSON *list)
{
    for (int32_t i = 0; i < c->desk->coop->staff.n; i++) {
        if (plan_holds(plan, i, duty, date)) {
            cJSON_AddItemToArray(
                list, cJSON_CreateString(c->desk->coop->staff.at[i].name));
        }
    }
}

static bool slot_before(const struct comparing *c, int32_t i)
{
    for (int32_t k = 0; k < i; k++) {
        if (c->changes.at[k].what.duty == c->changes.at[i].what.duty &&
            c->changes.at[k].what.date == c->changes.at[i].what.date) {
            return true;
        }
    }
    return false;
}

static void add_slots(const struct comparing *c, cJSON *object)
{
    char key[SLOT_KEY];
    cJSON *list = json_add_list(object, "slots");
    for (int32_t i = 0; i < c->changes.n; i++) {
        const struct assignment *what = &c->changes.at[i].what;
        if (slot_before(c, i)) {
            continue;
        }
        cJSON *slot = json_push_object(list);
        json_add_string(slot, "slot", slot_key(c->desk->coop, what->duty,
                                               what->date, key));
        add_holders(c, c->before.plan, what->duty, what->date,
                    json_add_list(slot, "before"));
        add_holders(c, c->after.plan, what->duty, what->date,
                    json_add_list(slot, "after"));
    }
}

static enum status common_dates(struct comparing *c, struct error *err)
{
    date_day a = c->before.from, b = c->after.from;
    date_day x = a + c->before.days - 1, y = b + c->after.days - 1;
    c->from = a > b ? a : b;
    c->to = x < y ? x : y;
    return c->to >= c->from
               ? STATUS_OK
               : error_set(err, STATUS_USAGE,
                           "the two plans have no date in common");
}

/* What is published has the other plan's dates. */
static enum status pick_both(struct comparing *c, int64_t before,
                             int64_t after, struct error *err)
{
    TRY(plan_pick(c->desk, after, NULL, &c->after, err));
    return before == 0 ? plan_pick_days(c->desk, c->after.from, c->after.days,
                                        &c->before, err)
                       : plan_pick(c->desk, before, NULL, &c->before, err);
}

static cJSON *describe(const struct comparing *c)
{
    char date[DATE_TEXT];
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "from", date_format(c->from, date));
    json_add_string(object, "to", date_format(c->to, date));
    json_add_int(object, "changes", c->changes.n);
    add_report(&c->before, "before", object);
    add_report(&c->after, "after", object);
    cJSON *people = json_add_list(object, "people");
    for (int32_t i = 0; i < c->desk->coop->staff.n; i++) {
        add_person(c, i, people);
    }
    add_slots(c, object);
    return object;
}

enum status rota_compare(struct desk *desk, int64_t before, int64_t after,
                         cJSON **result, struct error *err)
{
    struct comparing c = {.desk = desk};
    enum status status = pick_both(&c, before, after, err);
    if (status == STATUS_OK) {
        status = common_dates(&c, err);
    }
    if (status == STATUS_OK) {
        plan_diff(c.before.plan, c.after.plan, c.from, c.to, &c.changes);
        *result = describe(&c);
    }
    vec_release(&c.changes);
    picked_release(&c.before);
    picked_release(&c.after);
    return status;
}
