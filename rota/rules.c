/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules.c - the limits in force, where they come from, what a breach does. */
#include <stdlib.h>

#include "base/norwegian.h"
#include "model/profile.h"
#include "model/rule.h"
#include "rota/ladder.h"
#include "rota/rota.h"

static const char *const SEVERITIES[] = {"silent", "warn", "confirm",
                                         "forbid"};

static void add_severity(const struct limit *limit, cJSON *line)
{
    static const char *const ACTORS[ACTOR_COUNT] = {"solver", "manager",
                                                    "staff"};
    cJSON *object = json_add_object(line, "severity");
    for (int actor = 0; actor < ACTOR_COUNT; actor++) {
        json_add_string(object, ACTORS[actor],
                        SEVERITIES[limit->severity[actor]]);
    }
}

/* How far each basis may bring it; those that may not are left out. */
static void add_ladder(enum limit_key key, const struct limit *limit,
                       cJSON *line)
{
    char text[LIMIT_TEXT];
    cJSON *list = json_add_list(line, "relaxed");
    for (int basis = BASIS_NONE + 1; basis < BASIS_COUNT; basis++) {
        if (limit->relaxed[basis] != limit->value) {
            cJSON *step = json_push_object(list);
            json_add_string(step, "basis", basis_name((enum basis)basis));
            json_add_string(step, "value",
                            limit_value_format(key, limit->relaxed[basis],
                                               text));
        }
    }
}

static void add_agreement(const struct coop *coop,
                          const struct agreement *agreement, cJSON *list)
{
    char date[DATE_TEXT];
    cJSON *line = json_push_object(list);
    json_add_string(line, "agreement", agreement->id);
    json_add_string(line, "value", agreement->value);
    json_add_string(line, "basis", agreement->basis);
    json_add_string(line, "reference", agreement->reference);
    json_add_string(line, "from", date_format(agreement->from, date));
    json_add_string(line, "to", agreement->to == DATE_MAX
                                    ? NULL
                                    : date_format(agreement->to, date));
    json_add_string(line, "person",
                    agreement->staff.ix == NONE
                        ? NULL
                        : coop->staff.at[agreement->staff.ix].name);
}

/* What one person has agreed to is for whoever may read about them. */
static void add_agreements(const struct desk *desk, enum limit_key key,
                           cJSON *line)
{
    const struct agreement_vec *all = &desk->coop->agreements;
    cJSON *list = json_add_list(line, "agreements");
    for (int32_t i = 0; i < all->n; i++) {
        const struct agreement *one = &all->at[i];
        bool told = one->staff.ix == NONE || desk_tells(desk, one->staff.ix);
        if (told && limit_key_find(one->limit) == (int32_t)key) {
            add_agreement(desk->coop, one, list);
        }
    }
}

/* Some are sentences. */
static void add_reference(const char *reference, bool norwegian, cJSON *line)
{
    char *said = reference ? in_language(norwegian, reference) : NULL;
    json_add_string(line, "reference", said);
    free(said);
}

static void add_limit(const struct desk *desk, enum limit_key key,
                      date_day today, cJSON *list)
{
    static const char *const UNITS[UNIT_KINDS] = {
        [UNIT_HOURS] = "hours", [UNIT_MINUTES] = "clock",
        [UNIT_DAYS] = "days",   [UNIT_COUNT] = "count",
        [UNIT_YESNO] = "yesno", [UNIT_RATIO] = "ratio"};
    const struct limit *limit = &desk->coop->profile->limits[key];
    char text[LIMIT_TEXT];
    cJSON *line = json_push_object(list);
    json_add_string(line, "limit", limit_key_name(key));
    json_add_string(line, "summary", limit_key_summary(key));
    json_add_string(line, "unit", UNITS[limit_key_unit(key)]);
    json_add_string(line, "value",
                    limit_value_format(
                        key, profile_limit(desk->coop, key, NONE, today),
                        text));
    json_add_string(line, "law", limit_value_format(key, limit->value, text));
    add_reference(limit->reference, desk->norwegian, line);
    json_add_string(line, "test", limit->test);
    const struct agreement *agreement =
        profile_agreement(desk->coop, key, NONE, today);
    json_add_string(line, "basis", agreement ? agreement->basis : NULL);
    add_severity(limit, line);
    add_ladder(key, limit, line);
    add_agreements(desk, key, line);
}

static void add_tiers(const struct profile *profile, cJSON *object)
{
    cJSON *list = json_add_list(object, "notice");
    for (int32_t i = 0; i < profile->tiers.n; i++) {
        const struct notice_tier *tier = &profile->tiers.at[i];
        cJSON *line = json_push_object(list);
        json_add_string(line, "tier", tier->name);
        json_add_int(line, "days", tier->days);
        json_add_int(line, "pay_pct", tier->pay_pct);
        json_add_bool(line, "consent", tier->consent);
    }
}

/* How a duty that has come open is filled, as routes of a publication. */
static void add_ladder_steps(bool norwegian, cJSON *object)
{
    cJSON *list = json_add_list(object, "ladder");
    for (int step = 0; step < LADDER_STEPS; step++) {
        const struct ladder_rung *rung = &LADDER[step];
        cJSON *line = json_push_object(list);
        json_add_int(line, "step", step);
        json_add_string(line, "route", rung->key);
        json_add_string(line, "action",
                        norwegian ? rung->action_nb : rung->action);
        json_add_string(line, "consent", consent_name(rung->consent));
        json_add_string(line, "cost_class", rung->cost_class);
    }
}

static void add_rules(const struct desk *desk, cJSON *object)
{
    cJSON *list = json_add_list(object, "rules");
    for (int rule = 0; rule < RULE_KINDS; rule++) {
        const struct rule_def *def = &RULES[rule];
        cJSON *line = json_push_object(list);
        json_add_string(line, "rule", def->key);
        json_add_string(line, "id", def->id);
        json_add_string(line, "summary",
                        desk->norwegian ? def->summary_nb : def->summary);
        json_add_string(line, "limit", def->limit == LIMIT_KEYS
                                           ? NULL
                                           : limit_key_name(def->limit));
    }
}

enum status rota_rules(struct desk *desk, cJSON **result, struct error *err)
{
    const struct profile *profile = desk->coop->profile;
    date_day today;
    int32_t minute;
    (void)err;
    zone_local(desk->act.at, &today, &minute);
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "profile", profile->name);
    json_add_string(object, "title", profile->title);
    cJSON *list = json_add_list(object, "limits");
    for (int key = 0; key < LIMIT_KEYS; key++) {
        if (profile->limits[key].set) {
            add_limit(desk, (enum limit_key)key, today, list);
        }
    }
    add_rules(desk, object);
    add_tiers(profile, object);
    add_ladder_steps(desk->norwegian, object);
    *result = object;
    return STATUS_OK;
}
