/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.c - what can be said before solving: certain impossibilities apart from
 * warnings (peers.md, Visma's feasibility pre-check).
 *
 * Certain: a slot that fewer people may take than it needs; slots at the same
 * moment that together need more people than there are (maximum matching); an
 * activity whose people are away. Likely: weeks whose demand comes near what
 * contracts hold. Each is a sentence with dates.
 */
#include "rota/weekly.h"

#include <stdio.h>
#include <string.h>

#include "rota/matching.h"

enum { FINDINGS_MAX = 500, NEAR_CAPACITY_PCT = 95 };

struct checking {
    struct desk *desk;
    const struct coop *coop;
    date_day from;
    int32_t days;
    struct slot_vec slots;
    cJSON *certain, *likely, *capacity;
};

static cJSON *remark(cJSON *list, const char *rule, date_day from,
                     date_day to, const char *words)
{
    char date[DATE_TEXT];
    cJSON *object = json_push_object(list);
    json_add_string(object, "rule", rule);
    json_add_string(object, "from", date_format(from, date));
    json_add_string(object, "to", date_format(to, date));
    json_add_string(object, "words", words);
    return object;
}

/* ---- single slots --------------------------------------------------------- */

struct refusals {
    int32_t count[REFUSE_COUNT];
};

static int32_t count_eligible(const struct coop *coop,
                              const struct slot *slot,
                              struct refusals *refusals)
{
    memset(refusals, 0, sizeof *refusals);
    for (int32_t i = 0; i < coop->staff.n; i++) {
        refusals->count[slot_refusal(coop, i, slot->duty, slot->date)]++;
    }
    return refusals->count[REFUSE_NOT];
}

/* "5 competence, 2 absent": why the others can't, largest group first is not
 * needed: the order of the reasons is the order of thought. */
static void reasons_words(const struct refusals *refusals, bool norwegian,
                          char *out, size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (int32_t r = REFUSE_NOT + 1; r < REFUSE_COUNT; r++) {
        if (refusals->count[r] > 0 && used < room) {
            int n = snprintf(out + used, room - used, "%s%d %s",
                             used ? ", " : "", refusals->count[r],
                             refusal_text((enum refusal)r, norwegian));
            used += n > 0 ? (size_t)n : 0;
        }
    }
}

static void check_slot(struct checking *c, const struct slot *slot)
{
    struct refusals refusals;
    int32_t eligible = count_eligible(c->coop, slot, &refusals);
    int32_t wanted = slot->low - slot->external;
    if (duty_inside(c->coop, slot->duty) || slot->floating ||
        eligible >= wanted) {
        return;
    }
    bool nb = c->desk->norwegian;
    char why[200], words[400], key[SLOT_KEY];
    if (c->desk->manager) {
        reasons_words(&refusals, nb, why, sizeof why);
    } else {
        snprintf(why, sizeof why, "%s",
                 nb ? "de andre er ikke aktuelle"
                    : "the others are not eligible");
    }
    snprintf(words, sizeof words,
             nb ? "%s trenger %d, %d kan ta den (%s)"
                : "%s needs %d, %d may take it (%s)",
             duty_name(c->coop, slot->duty), wanted, eligible, why);
    cJSON *object =
        remark(c->certain, "cover", slot->date, slot->date, words);
    json_add_string(object, "slot",
                    slot_key(c->coop, slot->duty, slot->date, key));
    json_add_int(object, "priority", duty_priority(c->coop, slot->duty));
    json_add_int(object, "missing", wanted - eligible);
}

/* ---- slots at the same moment ------------------------------------------------ */

static bool at_moment(const struct coop *coop, const struct slot *slot,
                      instant moment)
{
    return !duty_inside(coop, slot->duty) && !slot->floating &&
           slot->low > slot->external && slot->start <= moment &&
           moment < slot->end;
}

/* How many people the slots running at `moment` lack at least, beyond what
 * each lacks by itself. */
static int32_t lacking_at(const struct checking *c, instant moment,
                          struct int_vec *running)
{
    struct matching *matching = matching_new(c->coop->staff.n);
    int32_t alone = 0;
    vec_clear(running);
    for (int32_t s = 0; s < c->slots.n; s++) {
        const struct slot *slot = &c->slots.at[s];
        if (!at_moment(c->coop, slot, moment)) {
            continue;
        }
        vec_push(running, s);
        int32_t wanted = slot->low - slot->external, able = 0;
        int32_t seat = matching_add_seats(matching, wanted);
        for (int32_t i = 0; i < c->coop->staff.n; i++) {
            if (slot_refusal(c->coop, i, slot->duty, slot->date) ==
                REFUSE_NOT) {
                matching_allow(matching, seat, wanted, i);
                able++;
            }
        }
        alone += wanted > able ? wanted - able : 0;
    }
    int32_t lacking = matching_lacking(matching) - alone;
    matching_free(matching);
    return lacking;
}

static void remark_crowd(struct checking *c, instant moment, int32_t lacking,
                         const struct int_vec *running)
{
    char words[400], names[300] = "";
    size_t used = 0;
    for (int32_t i = 0; i < running->n && used < sizeof names; i++) {
        const struct slot *slot = &c->slots.at[running->at[i]];
        int n = snprintf(names + used, sizeof names - used, "%s%s",
                         used ? ", " : "", duty_name(c->coop, slot->duty));
        used += n > 0 ? (size_t)n : 0;
    }
    date_day date;
    int32_t minute;
    char clock[CLOCK_TEXT];
    zone_local(moment, &date, &minute);
    clock_format(minute, clock);
    if (c->desk->norwegian) {
        snprintf(words, sizeof words,
                 "klokka %s trengs %d flere enn det finnes til: %s", clock,
                 lacking, names);
    } else {
        snprintf(words, sizeof words,
                 "at %s %d more %s needed than there are for: %s", clock,
                 lacking, lacking == 1 ? "person is" : "people are", names);
    }
    json_add_int(remark(c->certain, "people", date, date, words), "missing",
                 lacking);
}

struct crowd {
    instant moment;
    int32_t lacking;
};

/* The worst moment of a date; a new crowd can only form when a slot starts. */
static struct crowd worst_of_date(struct checking *c, int32_t first,
                                  int32_t end, struct int_vec *running)
{
    struct crowd worst = {INSTANT_NONE, 0};
    for (int32_t s = first; s < end; s++) {
        instant moment = c->slots.at[s].start;
        if (moment != worst.moment &&
            at_moment(c->coop, &c->slots.at[s], moment)) {
            int32_t lacking = lacking_at(c, moment, running);
            if (lacking > worst.lacking) {
                worst = (struct crowd){moment, lacking};
            }
        }
    }
    return worst;
}

static void check_moments(struct checking *c)
{
    struct int_vec running = {0};
    int32_t first = 0;
    while (first < c->slots.n) {
        int32_t end = first + 1;
        while (end < c->slots.n &&
               c->slots.at[end].date == c->slots.at[first].date) {
            end++;
        }
        struct crowd worst = worst_of_date(c, first, end, &running);
        if (worst.lacking > 0) {
            lacking_at(c, worst.moment, &running);
            remark_crowd(c, worst.moment, worst.lacking, &running);
        }
        first = end;
    }
    vec_release(&running);
}

/* ---- activities ---------------------------------------------------------------- */

static void check_attendance(struct checking *c, const struct slot *slot)
{
    int32_t a = duty_activity(c->coop, slot->duty);
    if (a == NONE || slot->floating) {
        return;
    }
    const struct activity *activity = &c->coop->activities.at[a];
    int32_t belong = 0, present = 0;
    for (int32_t i = 0; i < c->coop->staff.n; i++) {
        if (duty_belongs(c->coop, slot->duty, i, slot->date)) {
            belong++;
            present += coop_absence_grade(c->coop, i, slot->date) < 100;
        }
    }
    if (present >= activity->min_attendance) {
        return;
    }
    bool nb = c->desk->norwegian;
    char words[300];
    if (c->desk->manager) {
        snprintf(words, sizeof words,
                 nb ? "%s trenger %d, %d av de %d som hører til er ikke borte"
                    : "%s needs %d, %d of the %d who belong are not away",
                 activity->name, activity->min_attendance, present, belong);
    } else { /* absences are not for everybody to count */
        snprintf(words, sizeof words,
                 nb ? "%s trenger %d, for få kan komme"
                    : "%s needs %d, too few can come",
                 activity->name, activity->min_attendance);
    }
    remark(activity->cancellable == CANCEL_NEVER ? c->certain : c->likely,
           "quorum", slot->date, slot->date, words);
}

/* ---- weeks ------------------------------------------------------------------------ */

static units slot_counted(const struct coop *coop, const struct slot *slot)
{
    const struct shift_type *shift = duty_shift(coop, slot->duty);
    units per_minute = UNITS_PER_MINUTE;
    int64_t minutes = (slot->end - slot->start) / 60;
    if (shift) {
        per_minute = units_per_minute(shift->factor);
        minutes -= shift->unpaid_break;
    }
    return per_minute * minutes * slot->low;
}

/* Person-dates on which somebody may take the demand in the week. */
static int32_t week_chances(const struct checking *c, duty_ix duty,
                            date_day monday)
{
    int32_t chances = 0;
    for (date_day date = monday; date < monday + 7; date++) {
        for (int32_t i = 0; i < c->coop->staff.n; i++) {
            chances += duty_on(c->coop, duty, date) &&
                       slot_refusal(c->coop, i, duty, date) == REFUSE_NOT;
        }
    }
    return chances;
}

static bool week_has_duty(const struct checking *c, duty_ix duty,
                          date_day monday)
{
    for (date_day date = monday; date < monday + 7; date++) {
        if (duty_on(c->coop, duty, date)) {
            return true;
        }
    }
    return false;
}

/* Demand per week: more duties than there are people and dates for them. */
static void check_week_demand(struct checking *c, date_day monday)
{
    for (int32_t d = 0; d < c->coop->demands.n; d++) {
        const struct demand *demand = &c->coop->demands.at[d];
        duty_ix duty = duty_of_demand(c->coop, d);
        if (demand->per != PER_WEEK || !week_has_duty(c, duty, monday)) {
            continue;
        }
        int32_t chances = week_chances(c, duty, monday);
        char words[300], key[SLOT_KEY];
        if (chances < demand->low) {
            snprintf(words, sizeof words,
                     c->desk->norwegian
                         ? "%s trenger %d i uka, folk og datoer rekker til %d"
                         : "%s needs %d in the week, people and dates allow %d",
                     demand->name, demand->low, chances);
            cJSON *object =
                remark(c->certain, "cover", monday, monday + 6, words);
            json_add_string(object, "slot",
                            slot_key(c->coop, duty, monday, key));
            json_add_int(object, "priority", demand->priority);
            json_add_int(object, "missing", demand->low - chances);
        }
    }
}

static void check_week(struct checking *c, date_day monday)
{
    units demanded = 0, held = 0;
    for (int32_t s = 0; s < c->slots.n; s++) {
        const struct slot *slot = &c->slots.at[s];
        bool counts = !duty_inside(c->coop, slot->duty) && !slot->floating;
        if (counts && date_monday(slot->date) == monday) {
            demanded += slot_counted(c->coop, slot);
        }
    }
    for (int32_t i = 0; i < c->coop->staff.n; i++) {
        held += staff_contract_week(c->coop, i, monday);
    }
    char text[DATE_TEXT], a[UNITS_TEXT], b[UNITS_TEXT], words[200];
    cJSON *week = json_push_object(c->capacity);
    json_add_string(week, "week", date_format(monday, text));
    json_add_string(week, "demanded_hours", units_hours(demanded, a));
    json_add_string(week, "contract_hours", units_hours(held, b));
    if (demanded * 100 >= held * NEAR_CAPACITY_PCT) {
        snprintf(words, sizeof words,
                 c->desk->norwegian
                     ? "behov for %s timer mot %s avtalte timer"
                     : "demand of %s hours against %s hours of contract",
                 a, b);
        remark(c->likely, "capacity", monday, monday + 6, words);
    }
}

/* ---- all of it ---------------------------------------------------------------------- */

static enum status check_published(struct checking *c,
                                   const struct run_input *input,
                                   cJSON *object, struct error *err)
{
    struct finding_vec findings = {0};
    date_day known = DATE_NONE;
    TRY(store_made_known(c->desk->store, c->from, &known, err));
    struct timeline *timeline =
        timeline_new(c->coop, &input->history, &input->published);
    timeline->published = known;
    if (input->published.assignments.n > 0) {
        rules_check(timeline, &findings);
    }
    run_add_findings(c->coop, &findings, FINDINGS_MAX, object);
    vec_release(&findings);
    timeline_free(timeline);
    return STATUS_OK;
}

enum status rota_check(struct desk *desk, const struct horizon *horizon,
                       cJSON **result, struct error *err)
{
    struct checking c = {.desk = desk, .coop = desk->coop};
    struct run_input input;
    TRY(horizon_resolve(desk, horizon, &c.from, &c.days, err));
    TRY(run_input_load(desk, c.from, c.days, &input, err));
    slots_list(c.coop, c.from, c.days, &c.slots);
    cJSON *object = cJSON_CreateObject();
    char date[DATE_TEXT];
    json_add_string(object, "from", date_format(c.from, date));
    json_add_int(object, "weeks", c.days / 7);
    c.certain = json_add_list(object, "certain");
    c.likely = json_add_list(object, "likely");
    c.capacity = json_add_list(object, "capacity");
    for (int32_t s = 0; s < c.slots.n; s++) {
        check_slot(&c, &c.slots.at[s]);
        check_attendance(&c, &c.slots.at[s]);
    }
    check_moments(&c);
    for (date_day monday = c.from; monday < c.from + c.days; monday += 7) {
        check_week(&c, monday);
        check_week_demand(&c, monday);
    }
    enum status status = check_published(&c, &input, object, err);
    vec_release(&c.slots);
    run_input_release(&input);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
