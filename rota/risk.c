/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * risk.c - what is missing if a slot stays open: cover, competence, somebody
 * free of conflict; when; and which windows of outside cover remain.
 */
#include "rota/suggest_parts.h"

static bool touches(const struct finding *f, date_day date)
{
    return f->from <= date && date <= f->to;
}

/* Whether what lacks has to do with the slot. */
static bool concerns(const struct coop *coop, const struct finding *f,
                     const struct hole *part)
{
    int32_t demand = duty_demand(coop, part->duty);
    if (!touches(f, part->date)) {
        return false;
    }
    if (f->rule == RULE_CONFLICT) {
        return demand != NONE && coop->demands.at[demand].conflict_cover;
    }
    return f->duty == part->duty || f->rule == RULE_QUORUM;
}

static bool told_before(const struct finding_vec *told,
                        const struct finding *f)
{
    for (int32_t i = 0; i < told->n; i++) {
        const struct finding *other = &told->at[i];
        if (other->rule == f->rule && other->duty == f->duty &&
            other->from == f->from && strcmp(other->words, f->words) == 0) {
            return true;
        }
    }
    return false;
}

static void add_lacks(const struct open_duty *o, cJSON *object)
{
    struct finding_vec told = {0}, none = {0};
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        struct finding_vec found = {0};
        situation_lacks(o->s, part->date, &found);
        for (int32_t k = 0; k < found.n; k++) {
            const struct finding *f = &found.at[k];
            if (concerns(o->s->coop, f, part) && !told_before(&told, f)) {
                vec_push(&told, *f);
            }
        }
        vec_release(&found);
    }
    suggest_add_effects(&told, &none, object);
    vec_release(&told);
}

/* ---- competence -------------------------------------------------------------- */

/* People on duty at some time of the slot who hold the competence. */
static int32_t holders(const struct situation *s, const struct hole *part,
                       int32_t competence)
{
    const struct coop *coop = s->coop;
    instant from = zone_instant(part->date, duty_start(coop, part->duty));
    instant to = zone_instant(part->date, duty_end(coop, part->duty));
    int32_t n = 0;
    for (int32_t i = plan_seek(&s->plan, part->date - 1);
         i < s->plan.assignments.n &&
         s->plan.assignments.at[i].date <= part->date + 1;
         i++) {
        const struct assignment *a = &s->plan.assignments.at[i];
        n += !duty_inside(coop, a->duty) &&
             zone_instant(a->date, duty_start(coop, a->duty)) < to &&
             zone_instant(a->date, duty_end(coop, a->duty)) > from &&
             staff_holds(&coop->staff.at[a->staff], competence, a->date);
    }
    return n;
}

static void add_competences(const struct open_duty *o, cJSON *object)
{
    const struct coop *coop = o->s->coop;
    const struct hole *part = &o->parts.at[0];
    int32_t demand = duty_demand(coop, part->duty);
    cJSON *list = json_add_list(object, "competences");
    for (int32_t i = 0;
         demand != NONE && i < coop->demands.at[demand].competences.n; i++) {
        int32_t ix = coop->demands.at[demand].competences.at[i].ix;
        int32_t n = holders(o->s, part, ix);
        cJSON *line = json_push_object(list);
        json_add_string(line, "competence", coop->competences.at[ix].id);
        json_add_string(line, "name", coop->competences.at[ix].name);
        json_add_int(line, "others_on_duty", n);
        json_add_bool(line, "missing", n == 0);
    }
}

/* ---- the verb ------------------------------------------------------------------- */

static void add_missing(const struct open_duty *o, cJSON *object)
{
    int32_t missing = 0;
    cJSON *list = json_add_list(object, "uncovered");
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        const struct coop *coop = o->s->coop;
        int32_t lack = situation_low(o->s, part->duty, part->date) -
                       situation_cover(o->s, part->duty, part->date);
        if (lack <= 0) {
            continue;
        }
        cJSON *line = json_push_object(list);
        suggest_add_moment(
            line, "from",
            zone_instant(part->date, duty_start(coop, part->duty)));
        suggest_add_moment(
            line, "to",
            zone_instant(part->date, duty_end(coop, part->duty)));
        json_add_int(line, "missing", lack);
        missing += lack;
    }
    json_add_int(object, "missing", missing);
}

static void add_risk(struct situation *s, int32_t group, cJSON *list)
{
    struct open_duty o;
    cJSON *object = json_push_object(list);
    open_duty_make(s, group, &o);
    suggest_add_duty(&o, object);
    add_missing(&o, object);
    add_lacks(&o, object);
    add_competences(&o, object);
    suggest_add_externals(s->coop, &o.parts.at[0], object);
    open_duty_release(&o);
}

enum status rota_risk(struct desk *desk, const char *slot, cJSON **result,
                      struct error *err)
{
    struct situation s;
    int32_t group = NONE;
    enum status status = situation_now(&s, desk, err);
    if (status == STATUS_OK && slot) {
        status = situation_ask(&s, slot, &group, err);
    }
    if (status == STATUS_OK) {
        cJSON *object = cJSON_CreateObject();
        suggest_add_moment(object, "at", s.now);
        cJSON *list = json_add_list(object, "risks");
        int32_t first = slot ? group : 0;
        int32_t end = slot ? group + 1 : s.n_groups;
        for (int32_t g = first; g < end; g++) {
            add_risk(&s, g, list);
        }
        *result = object;
    }
    situation_release(&s);
    return status;
}
