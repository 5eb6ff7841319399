/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest_json.c - openings and candidates as JSON. */
#include "exporters/pay.h"
#include "model/finding_words.h"
#include "model/rule_tools.h"
#include "rota/suggest_parts.h"

void suggest_add_moment(cJSON *object, const char *key, instant at)
{
    char text[MOMENT_TEXT];
    json_add_string(object, key, moment_format(at, text));
}

static void add_hours(cJSON *object, const char *key, units amount)
{
    char text[UNITS_TEXT];
    json_add_string(object, key, units_hours(amount, text));
}

static void add_person(const struct coop *coop, int32_t staff, cJSON *object)
{
    json_add_string(object, "person", coop->staff.at[staff].id);
    json_add_string(object, "name", coop->staff.at[staff].name);
}

static void add_key(const struct coop *coop, const char *name, duty_ix duty,
                    date_day date, cJSON *object)
{
    char key[SLOT_KEY];
    json_add_string(object, name, slot_key(coop, duty, date, key));
}

static void push_key(const struct coop *coop, duty_ix duty, date_day date,
                     cJSON *list)
{
    char key[SLOT_KEY];
    cJSON_AddItemToArray(
        list, cJSON_CreateString(slot_key(coop, duty, date, key)));
}

/* ---- openings ----------------------------------------------------------------- */

static void add_cause(const struct open_duty *o, cJSON *object)
{
    const struct hole *first = &o->parts.at[0];
    json_add_string(object, "cause", hole_kind_name(o->kind));
    json_add_bool(object, "unforeseen", o->kind == HOLE_SUDDEN);
    if (first->event) {
        json_add_int(object, "event", first->event);
    }
    cJSON *held = json_add_list(object, "held_by");
    for (int32_t i = 0; i < o->s->holes.n; i++) {
        const struct hole *hole = &o->s->holes.at[i];
        if (hole->holder != NONE && hole->duty == first->duty &&
            hole->date == first->date) {
            add_person(o->s->coop, hole->holder, json_push_object(held));
        }
    }
}

void suggest_add_duty(const struct open_duty *o, cJSON *object)
{
    const struct coop *coop = o->s->coop;
    const struct hole *first = &o->parts.at[0];
    const struct hole *last = &o->parts.at[o->parts.n - 1];
    char date[DATE_TEXT];
    add_key(coop, "slot", first->duty, first->date, object);
    json_add_string(object, "name", duty_name(coop, first->duty));
    json_add_string(object, "date", date_format(first->date, date));
    suggest_add_moment(object, "start",
                       zone_instant(first->date,
                                    duty_start(coop, first->duty)));
    suggest_add_moment(
        object, "end",
        zone_instant(last->date, duty_end(coop, last->duty)));
    json_add_int(object, "priority", duty_priority(coop, first->duty));
    cJSON *together = json_add_list(object, "together");
    for (int32_t i = 1; i < o->parts.n; i++) {
        push_key(coop, o->parts.at[i].duty, o->parts.at[i].date, together);
    }
    if (o->s->desk->manager) {
        add_cause(o, object);
    }
}

/* ---- what can be done without anybody -------------------------------------------- */

static void add_option(cJSON *list, const char *option, enum ladder_step step)
{
    cJSON *line = json_push_object(list);
    json_add_string(line, "option", option);
    json_add_int(line, "step", step);
    json_add_string(line, "route", LADDER[step].key);
}

static void add_activity_options(const struct activity *activity, cJSON *list)
{
    if (activity->replaceable_by_video) {
        add_option(list, "by-video", STEP_LOWER_COVER);
    }
    if (activity->cancellable != CANCEL_NEVER) {
        add_option(list, "call-off", STEP_LOWER_COVER);
    }
}

void suggest_add_options(const struct open_duty *o, cJSON *object)
{
    const struct coop *coop = o->s->coop;
    const struct hole *first = &o->parts.at[0];
    int32_t activity = duty_activity(coop, first->duty);
    cJSON *list = json_add_list(object, "options");
    if (situation_cover(o->s, first->duty, first->date) >=
        situation_low(o->s, first->duty, first->date)) {
        add_option(list, "leave-at-minimum", STEP_LOWER_COVER);
    }
    if (activity != NONE) {
        add_activity_options(&coop->activities.at[activity], list);
    }
    if (o->kind == HOLE_STANDING) {
        add_option(list, "temporary-hire", STEP_ESCALATE);
        add_option(list, "reduced-service", STEP_LOWER_COVER);
    }
    add_option(list, "record-uncovered", STEP_ESCALATE);
    suggest_add_externals(coop, first, object);
}

static bool window_touches(const struct coop *coop, const struct external *e,
                           const struct hole *hole)
{
    return e->demand.ix == duty_demand(coop, hole->duty) &&
           e->demand.ix != NONE && hole->date >= e->from &&
           hole->date <= e->to &&
           (e->weekdays >> date_weekday(hole->date) & 1) &&
           e->start < duty_end(coop, hole->duty) &&
           e->end > duty_start(coop, hole->duty);
}

void suggest_add_externals(const struct coop *coop, const struct hole *hole,
                           cJSON *object)
{
    static const char *const MODES[] = {"office", "ambulatory", "phone",
                                        "video"};
    cJSON *list = json_add_list(object, "externals");
    for (int32_t i = 0; i < coop->externals.n; i++) {
        const struct external *e = &coop->externals.at[i];
        if (!window_touches(coop, e, hole)) {
            continue;
        }
        cJSON *line = json_push_object(list);
        json_add_string(line, "external", e->id);
        json_add_string(line, "name", e->name);
        suggest_add_moment(line, "from", zone_instant(hole->date, e->start));
        suggest_add_moment(line, "to", zone_instant(hole->date, e->end));
        json_add_string(line, "modality", MODES[e->modality]);
        json_add_bool(line, "whole",
                      duty_external(coop, hole->duty, hole->date) > 0);
    }
}

/* ---- candidates ------------------------------------------------------------------- */

static void add_effect(const struct finding *f, int32_t change, cJSON *list)
{
    static const char *const GRADES[] = {"note", "warn", "hard"};
    char date[DATE_TEXT], words[FINDING_WORDS];
    cJSON *line = json_push_object(list);
    json_add_string(line, "rule", RULES[f->rule].key);
    json_add_string(line, "id", RULES[f->rule].id);
    json_add_string(line, "grade", GRADES[f->grade]);
    json_add_int(line, "change", change);
    json_add_string(line, "from", date_format(f->from, date));
    json_add_string(line, "to", date_format(f->to, date));
    json_add_string(line, "words", f->words);
    json_add_string(line, "words_nb", finding_words(f, true, words));
}

void suggest_add_effects(const struct finding_vec *gained,
                         const struct finding_vec *healed, cJSON *object)
{
    cJSON *list = json_add_list(object, "effects");
    for (int32_t i = 0; i < gained->n; i++) {
        if (gained->at[i].grade != FINDING_NOTE) {
            add_effect(&gained->at[i], 1, list);
        }
    }
    for (int32_t i = 0; i < healed->n; i++) {
        if (healed->at[i].grade != FINDING_NOTE) {
            add_effect(&healed->at[i], -1, list);
        }
    }
}

static void add_price(const struct candidate *c, bool norwegian, cJSON *object)
{
    cJSON *price = json_add_object(object, "price");
    if (c->tier) {
        json_add_string(price, "tier", c->tier->name);
        json_add_string(price, "tier_words", tier_words(c->tier, norwegian));
        json_add_int(price, "tier_pay_pct", c->tier->pay_pct);
        json_add_bool(price, "tier_consent", c->tier->consent);
    }
    json_add_int(price, "points", c->points);
    json_add_int(price, "pay_pct", c->pay_pct);
    cJSON *pay = json_add_list(price, "pay_minutes");
    for (int k = 0; k < PAY_CLASSES; k++) {
        if (c->pay[k] != 0) {
            cJSON *line = json_push_object(pay);
            json_add_string(line, "class",
                            pay_class_name((enum pay_class)k));
            json_add_int(line, "minutes", c->pay[k]);
        }
    }
}

static void add_hour_effect(const struct candidate *c, cJSON *object)
{
    cJSON *hours = json_add_object(object, "hours");
    json_add_int(hours, "weeks", c->weeks);
    add_hours(hours, "contract", c->contract);
    add_hours(hours, "before", c->before);
    add_hours(hours, "after", c->after);
    add_hours(hours, "overtime", c->overtime);
}

static void add_fairness(const struct candidate *c,
                         const struct candidate_vec *all, cJSON *object)
{
    static const char *const NAMES[BURDEN_KINDS] = {
        [BURDEN_STANDBY] = "standby_hours",
        [BURDEN_WEEKEND] = "weekends",
        [BURDEN_HOLIDAY] = "holidays",
    };
    cJSON *list = json_add_list(object, "fairness");
    for (int k = 0; k < BURDEN_KINDS; k++) {
        int64_t sum = 0, n = 0;
        for (int32_t i = 0; i < all->n; i++) {
            sum += all->at[i].able ? all->at[i].carried[k] : 0;
            n += all->at[i].able;
        }
        if (c->bears[k]) {
            cJSON *line = json_push_object(list);
            json_add_string(line, "burden", NAMES[k]);
            json_add_int(line, "carried_52_weeks", c->carried[k]);
            json_add_int(line, "mean_of_candidates", n ? sum / n : 0);
        }
    }
}

/* Hours that change hands between members: whoever's person now does the work
 * for the member that benefits, and whoever's person no longer does. */
static void add_ledger_line(const struct open_duty *o, int32_t staff,
                            int64_t minutes, cJSON *list)
{
    const struct coop *coop = o->s->coop;
    int32_t from = coop->staff.at[staff].member.ix;
    if (o->member == NONE || from == NONE || from == o->member ||
        minutes == 0) {
        return;
    }
    cJSON *line = json_push_object(list);
    json_add_string(line, "from", coop->members.at[from].id);
    json_add_string(line, "to", coop->members.at[o->member].id);
    json_add_int(line, "minutes", minutes);
}

static void add_ledger(const struct open_duty *o, const struct candidate *c,
                       cJSON *object)
{
    const struct coop *coop = o->s->coop;
    int64_t minutes = 0;
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        minutes += (zone_instant(part->date, duty_end(coop, part->duty)) -
                    zone_instant(part->date, duty_start(coop, part->duty))) /
                   60;
    }
    cJSON *list = json_add_list(object, "ledger");
    add_ledger_line(o, c->staff, minutes + c->travel, list);
    if (o->parts.at[0].holder != NONE) {
        add_ledger_line(o, o->parts.at[0].holder, -minutes, list);
    }
}

void suggest_add_opens(const struct open_duty *o, const struct candidate *c,
                       cJSON *object)
{
    cJSON *opens = json_add_list(object, "opens");
    for (int32_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.at[i];
        if (e->kind == EDIT_GIVE && c->partner == NONE &&
            situation_cover(o->s, e->duty, e->date) - 1 <
                situation_low(o->s, e->duty, e->date)) {
            push_key(o->s->coop, e->duty, e->date, opens);
        }
    }
}

/* What they give up: somebody else takes it, or it can be spared, or (the
 * second line that steps up) it comes open in its turn. */
static void add_given(const struct open_duty *o, const struct candidate *c,
                      cJSON *object)
{
    const struct coop *coop = o->s->coop;
    cJSON *gives = json_add_list(object, "gives");
    for (int32_t i = 0; i < c->edits.n; i++) {
        const struct edit *e = &c->edits.at[i];
        if (e->kind == EDIT_GIVE) {
            push_key(coop, e->duty, e->date, gives);
        }
    }
    suggest_add_opens(o, c, object);
    if (c->partner != NONE) {
        add_person(coop, c->partner, json_add_object(object, "partner"));
    }
}

static void add_next(const struct candidate *c, cJSON *object)
{
    if (c->next_planned != INSTANT_NONE) {
        cJSON *next = json_add_object(object, "next_start");
        suggest_add_moment(next, "planned", c->next_planned);
        suggest_add_moment(next, "earliest_legal", c->next_earliest);
    }
}

cJSON *suggest_candidate(const struct open_duty *o, const struct candidate *c,
                         const struct candidate_vec *all)
{
    const struct coop *coop = o->s->coop;
    const struct ladder_rung *rung = &LADDER[c->step];
    int32_t member = coop->staff.at[c->staff].member.ix;
    bool norwegian = o->s->desk->norwegian;
    cJSON *object = cJSON_CreateObject();
    add_person(coop, c->staff, object);
    json_add_string(object, "member",
                    member == NONE ? NULL : coop->members.at[member].id);
    json_add_int(object, "step", c->step);
    json_add_string(object, "route", rung->key);
    json_add_string(object, "manner", LADDER[c->manner].key);
    json_add_string(object, "step_words",
                    norwegian ? rung->action_nb : rung->action);
    json_add_string(object, "consent", consent_name(rung->consent));
    json_add_string(object, "consent_words",
                    consent_words(rung->consent, norwegian));
    json_add_string(object, "cost_class", LADDER[c->manner].cost_class);
    json_add_bool(object, "call_out", c->callout);
    add_price(c, norwegian, object);
    add_hour_effect(c, object);
    suggest_add_effects(&c->gained, &c->healed, object);
    add_fairness(c, all, object);
    add_ledger(o, c, object);
    json_add_int(object, "travel_minutes", c->travel);
    add_next(c, object);
    add_given(o, c, object);
    return object;
}
