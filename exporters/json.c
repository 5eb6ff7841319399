/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.c - a rota as one JSON object: who, what, when, at what cost.
 *
 * Times are given twice, as instants and by the wall clock. Cost, bound and
 * gap are there when the plan carries the report of its run.
 */
#include "base/json.h"

#include "base/json_print.h"
#include "exporters/duty.h"
#include "exporters/formats.h"
#include "exporters/words.h"

enum { FORMAT_VERSION = 1 };

static const char *const GRADES[] = {"note", "warn", "hard"};

static void add_instant(cJSON *object, const char *key, instant at)
{
    char words[INSTANT_TEXT];
    json_add_string(object, key, instant_format(at, words));
}

static void add_date(cJSON *object, const char *key, date_day date)
{
    char words[DATE_TEXT];
    json_add_string(object, key, date_format(date, words));
}

static void add_person(cJSON *object, const struct coop *coop, int32_t staff)
{
    json_add_string(object, "person",
                    staff == NONE ? NULL : coop->staff.at[staff].id);
}

static void add_head(const struct export_input *input, cJSON *root)
{
    const struct plan *plan = input->plan;
    json_add_string(root, "format", "samvakt-rota");
    json_add_int(root, "version", FORMAT_VERSION);
    cJSON *coop = json_add_object(root, "cooperation");
    json_add_string(coop, "id", input->coop->id);
    json_add_string(coop, "name", input->coop->name);
    json_add_string(coop, "zone", ZONE_NAME);
    add_date(root, "from", plan->from);
    add_date(root, "to", plan->from + plan->days - 1);
    json_add_int(root, "revision", input->revision);
    add_instant(root, "made", input->made);
}

/* ---- cost -------------------------------------------------------------------- */

static void add_levels(const struct export_input *input, cJSON *root)
{
    cJSON *list = json_add_list(root, "levels");
    for (int32_t i = 0; i < input->n_levels; i++) {
        const struct level_line *line = &input->levels[i];
        cJSON *level = json_push_object(list);
        json_add_string(level, "name", line->name);
        json_add_int(level, "cost", line->cost);
        json_add_int(level, "bound", line->bound);
        json_add_bool(level, "proven", line->proven);
    }
}

static void add_cost(const struct export_input *input, cJSON *root)
{
    if (!input->has_cost) {
        return;
    }
    json_add_int(root, "cost", input->cost);
    json_add_int(root, "bound", input->bound);
    add_levels(input, root);
    cJSON *list = json_add_list(root, "cost_by_rule");
    for (int32_t i = 0; i < input->n_cost_by_rule; i++) {
        const struct cost_line *line = &input->cost_by_rule[i];
        cJSON *cost = json_push_object(list);
        json_add_string(cost, "rule", line->name);
        json_add_string(cost, "source", line->source);
        json_add_string(cost, "level", line->level);
        json_add_int(cost, "points", line->points);
    }
}

/* ---- people and what they hold ---------------------------------------------------- */

static void add_people(const struct export_input *input, cJSON *root)
{
    const struct coop *coop = input->coop;
    struct tally *tallies = tally_all(input);
    cJSON *list = json_add_list(root, "people");
    for (int32_t i = 0; i < coop->staff.n; i++) {
        char hours[UNITS_TEXT];
        cJSON *person = json_push_object(list);
        json_add_string(person, "id", coop->staff.at[i].id);
        json_add_string(person, "name", coop->staff.at[i].name);
        json_add_string(person, "member", coop->staff.at[i].member.id);
        json_add_int(person, "duties", tallies[i].duties);
        json_add_int(person, "standby", tallies[i].standby);
        json_add_int(person, "weekends", tallies[i].weekends);
        json_add_int(person, "red_days", tallies[i].red_days);
        json_add_string(person, "hours",
                        units_hours(tallies[i].counted, hours));
    }
    free(tallies);
}

static void add_duties(const struct export_input *input, cJSON *root)
{
    const struct coop *coop = input->coop;
    cJSON *list = json_add_list(root, "duties");
    for (duty_ix duty = 0; duty < duty_count(coop); duty++) {
        char hours[HOURS_TEXT];
        cJSON *object = json_push_object(list);
        json_add_string(object, "id", duty_id(coop, duty));
        json_add_string(object, "name", duty_name(coop, duty));
        json_add_string(object, "title", duty_title(coop, duty));
        json_add_string(object, "role", duty_role(coop, duty));
        json_add_string(object, "kind", kind_key(duty_kind(coop, duty)));
        json_add_string(object, "modality",
                        modality_key(duty_modality(coop, duty)));
        json_add_string(object, "hours", duty_hours(coop, duty, hours));
        json_add_string(object, "service", duty_service_name(coop, duty));
        json_add_string(object, "member", duty_member_name(coop, duty));
        json_add_string(object, "place", duty_place_name(coop, duty));
    }
}

static void add_assignments(const struct export_input *input, cJSON *root)
{
    const struct coop *coop = input->coop;
    const struct plan *plan = input->plan;
    cJSON *list = json_add_list(root, "assignments");
    for (int32_t i = 0; i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        char key[SLOT_KEY];
        cJSON *object = json_push_object(list);
        json_add_string(object, "slot",
                        slot_key(coop, a->duty, a->date, key));
        add_person(object, coop, a->staff);
        json_add_string(object, "duty", duty_id(coop, a->duty));
        add_date(object, "date", a->date);
        add_instant(object, "start",
                    zone_instant(a->date, duty_start(coop, a->duty)));
        add_instant(object, "end",
                    zone_instant(a->date, duty_end(coop, a->duty)));
        json_add_bool(object, "overtime", a->overtime);
        json_add_bool(object, "pinned", a->pinned);
    }
}

static void add_callouts(const struct export_input *input, cJSON *root)
{
    const struct plan *plan = input->plan;
    cJSON *list = json_add_list(root, "callouts");
    for (int32_t i = 0; i < plan->callouts.n; i++) {
        const struct callout *callout = &plan->callouts.at[i];
        cJSON *object = json_push_object(list);
        add_person(object, input->coop, callout->staff);
        add_instant(object, "start", callout->from);
        add_instant(object, "end", callout->to);
    }
}

/* ---- findings ------------------------------------------------------------------------ */

static void add_finding(const struct export_input *input,
                        const struct finding *finding, cJSON *list)
{
    const struct rule_def *rule = &RULES[finding->rule];
    cJSON *object = json_push_object(list);
    json_add_string(object, "rule", rule->key);
    json_add_string(object, "id", rule->id);
    json_add_string(object, "grade", GRADES[finding->grade]);
    add_person(object, input->coop, finding->staff);
    json_add_string(object, "duty",
                    finding->duty == NONE
                        ? NULL
                        : duty_id(input->coop, finding->duty));
    add_date(object, "from", finding->from);
    add_date(object, "to", finding->to);
    json_add_int(object, "value", finding->value);
    json_add_int(object, "limit", finding->limit);
    json_add_string(object, "reference", finding->reference);
    json_add_string(object, "words", finding->words);
}

/* `uncovered` holds the findings of the rule of cover, `findings` all others. */
static void add_findings(const struct export_input *input, cJSON *root)
{
    cJSON *uncovered = json_add_list(root, "uncovered");
    cJSON *others = json_add_list(root, "findings");
    for (int32_t i = 0; i < input->findings->n; i++) {
        const struct finding *finding = &input->findings->at[i];
        add_finding(input, finding,
                    finding->rule == RULE_COVER ? uncovered : others);
    }
}

enum status json_write(const struct export_input *input, struct text *out,
                       struct error *err)
{
    (void)err; /* nothing that can fail but memory */
    cJSON *root = cJSON_CreateObject();
    add_head(input, root);
    add_cost(input, root);
    add_people(input, root);
    add_duties(input, root);
    add_assignments(input, root);
    add_callouts(input, root);
    add_findings(input, root);
    json_print_into(out, root, true);
    cJSON_Delete(root);
    return STATUS_OK;
}
