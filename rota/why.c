/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * why.c - why a slot is held as it is, why somebody does not hold it, and why
 * it stays uncovered: the solver's answers (solver/explain.h) as sentences.
 *
 * Privacy (domain.md D5, D7): whoever plans reads what those who can would
 * cost, and reasons about people of their own member only. For everybody else
 * those who can't are one undifferentiated bucket, no reasons, no effects; and
 * where a member's bucket would hold a single person its people are not listed.
 */
#include <stdio.h>
#include <string.h>

#include "model/finding_words.h"
#include "model/profile.h"
#include "rota/weekly.h"
#include "solver/explain.h"

enum { CLASH_REACH = 7, EFFECTS_MAX = 12 };
#define CLASH_TICKS ((uint64_t)2000000000)

struct inquiry {
    struct desk *desk;
    const struct coop *coop;
    duty_ix duty;
    date_day date;
    struct run_input input;
    struct plan_record record; /* of a draft */
    const struct plan *plan;
    struct compiled *compiled;
    const struct problem *problem;
    struct roster *roster;
    int32_t day, row;
    struct int_vec holders;
};

/* ---- setting the question up ------------------------------------------------ */

static enum status load_plan(struct inquiry *q, int64_t plan,
                             struct error *err)
{
    struct desk *desk = q->desk;
    date_day from = date_monday(q->date) - 14;
    int32_t days = 42;
    if (plan != 0) {
        TRY(store_get_plan(desk->store, desk->coop, plan, &q->record, err));
        from = q->record.plan.from;
        days = q->record.plan.days;
        if (q->date < from || q->date >= from + days) {
            return error_set(err, STATUS_USAGE,
                             "the plan does not reach that date");
        }
    }
    TRY(run_input_load(desk, from, days, &q->input, err));
    q->plan = plan != 0 ? &q->record.plan : &q->input.published;
    q->day = q->date - from;
    return STATUS_OK;
}

/* Everything is open: alternatives are asked for, not re-planned. */
static enum status compile_open(struct inquiry *q, struct error *err)
{
    struct opening_key weeks[WEEKS_MAX];
    struct compile_input *input = &q->input.compile;
    int32_t n = 0;
    for (date_day d = input->from;
         d < input->from + input->days && n < WEEKS_MAX; d += 7) {
        weeks[n++] = (struct opening_key){.kind = OPEN_WEEK, .date = d};
    }
    input->open = weeks;
    input->n_open = n;
    TRY(compile(input, &q->compiled, err));
    q->problem = compiled_problem(q->compiled);
    return compiled_encode(q->compiled, q->plan, &q->roster, err);
}

static enum status inquiry_open(struct inquiry *q, struct desk *desk,
                                int64_t plan, const char *slot,
                                struct error *err)
{
    memset(q, 0, sizeof *q);
    q->desk = desk;
    q->coop = desk->coop;
    TRY(slot_parse(q->coop, slot, &q->duty, &q->date, err));
    if (!duty_on(q->coop, q->duty, q->date)) {
        return error_set(err, STATUS_USAGE,
                         "%s: there is no such slot on that date", slot);
    }
    TRY(load_plan(q, plan, err));
    TRY(compile_open(q, err));
    q->row = compiled_row(q->compiled, q->duty, q->date);
    for (int32_t i = 0; i < q->coop->staff.n; i++) {
        if (plan_holds(q->plan, i, q->duty, q->date)) {
            vec_push(&q->holders, i);
        }
    }
    return STATUS_OK;
}

static void inquiry_close(struct inquiry *q)
{
    roster_free(q->roster);
    compiled_free(q->compiled);
    run_input_release(&q->input);
    plan_record_release(&q->record);
    vec_release(&q->holders);
}

/* Patterns that contain the duty. */
static void duty_patterns(const struct inquiry *q, int16_t *out, int32_t *n)
{
    *n = 0;
    for (int16_t p = 0; p < q->problem->n_patterns; p++) {
        const duty_ix *duties;
        int32_t n_duties = compiled_pattern(q->compiled, p, &duties);
        for (int32_t k = 0; k < n_duties; k++) {
            if (duties[k] == q->duty) {
                out[(*n)++] = p;
                break;
            }
        }
    }
}

/* Whether some pattern with the duty is open to the person that day. */
static bool choice_open(const struct inquiry *q, int32_t line)
{
    int16_t patterns[PATTERN_MAX];
    int32_t n = 0;
    duty_patterns(q, patterns, &n);
    for (int32_t k = 0; k < n; k++) {
        if (problem_allows(q->problem, line, q->day, patterns[k])) {
            return true;
        }
    }
    return false;
}

/* The pin that holds the person elsewhere that day, or NULL. */
static const struct pin *other_pin(const struct inquiry *q, int32_t staff)
{
    for (int32_t i = 0; i < q->coop->pins.n; i++) {
        const struct pin *pin = &q->coop->pins.at[i];
        if (pin->on && pin->staff.ix == staff && pin->date == q->date) {
            return pin;
        }
    }
    return NULL;
}

/* What the slot by itself would break for the person: the first hard finding
 * of a plan with nothing else in it. */
static bool breaks_alone(const struct inquiry *q, int32_t staff, char *out,
                         size_t room)
{
    struct plan plan;
    struct finding_vec findings = {0};
    plan_init(&plan, q->date, 2);
    plan_add(&plan, staff, q->duty, q->date);
    plan_sort(&plan);
    struct timeline *timeline = timeline_new(q->coop, NULL, &plan);
    rules_check(timeline, &findings);
    bool found = false;
    for (int32_t i = 0; i < findings.n && !found; i++) {
        const struct finding *f = &findings.at[i];
        found = f->grade == FINDING_HARD && f->staff == staff &&
                (q->desk->manager || f->rule != RULE_CONFLICT);
        if (found) {
            char words[FINDING_WORDS];
            snprintf(out, room, "%s (%s)",
                     finding_words(f, q->desk->norwegian, words),
                     f->reference ? f->reference : RULES[f->rule].key);
        }
    }
    vec_release(&findings);
    timeline_free(timeline);
    plan_release(&plan);
    return found;
}

/* Why the slot is closed to the person, for whoever reads reasons about them. */
static void closed_words(const struct inquiry *q, int32_t staff, char *out,
                         size_t room)
{
    enum refusal refusal = slot_refusal(q->coop, staff, q->duty, q->date);
    const struct pin *pin = other_pin(q, staff);
    if (refusal != REFUSE_NOT) {
        snprintf(out, room, "%s", desk_refusal(q->desk, staff, refusal));
    } else if (pin) {
        snprintf(out, room, q->desk->norwegian ? "er låst til %s" : "is pinned to %s",
                 pin->demand.ix != NONE
                     ? q->coop->demands.at[pin->demand.ix].name
                     : q->coop->activities.at[pin->activity.ix].name);
    } else if (!breaks_alone(q, staff, out, room)) {
        snprintf(out, room, "%s",
                 q->desk->norwegian
                     ? "kan ikke kombinere den med det som ligger fast"
                     : "cannot combine it with what is fixed that day");
    }
}

/* NONE for the calendar line of a floating activity. */
static int32_t staff_of(const struct inquiry *q, int32_t line)
{
    return compiled_staff(q->compiled, line);
}

/* ---- sentences --------------------------------------------------------------- */

static void add_slot(const struct inquiry *q, cJSON *object)
{
    char key[SLOT_KEY], date[DATE_TEXT];
    json_add_string(object, "slot", slot_key(q->coop, q->duty, q->date, key));
    json_add_string(object, "name", duty_name(q->coop, q->duty));
    json_add_string(object, "date", date_format(q->date, date));
    cJSON *holders = json_add_list(object, "holders");
    for (int32_t i = 0; i < q->holders.n; i++) {
        const struct staff *staff = &q->coop->staff.at[q->holders.at[i]];
        cJSON *holder = json_push_object(holders);
        json_add_string(holder, "person", staff->id);
        json_add_string(holder, "name", staff->name);
    }
}

static void effect_origin(const struct problem *p, const struct effect *e,
                          const char **name, const char **source)
{
    if (e->index < 0) { /* a choice that is not open */
        *name = "closed";
        *source = "";
        return;
    }
    *name = e->kind == EFFECT_RULE  ? p->rules[e->index].name
            : e->kind == EFFECT_ROW ? p->rows[e->index].name
                                    : p->reasons[e->index].name;
    *source = e->kind == EFFECT_RULE  ? p->rules[e->index].source
              : e->kind == EFFECT_ROW ? p->rows[e->index].source
                                      : p->reasons[e->index].source;
}

static void add_effects(const struct inquiry *q,
                        const struct effect_vec *effects, cJSON *object)
{
    cJSON *list = json_add_list(object, "effects");
    for (int32_t i = 0; i < effects->n && i < EFFECTS_MAX; i++) {
        const struct effect *e = &effects->at[i];
        const char *name, *source;
        effect_origin(q->problem, e, &name, &source);
        cJSON *effect = json_push_object(list);
        json_add_string(effect, "rule", name);
        json_add_string(effect, "source", source);
        json_add_string(effect, "level",
                        q->problem->levels[e->level].name);
        json_add_int(effect, "points", e->points);
        json_add_bool(effect, "broken", e->breach > 0);
        if (e->person >= 0) {
            json_add_string(effect, "person",
                            q->problem->people[e->person]);
        }
    }
}

/* How the person could hold the slot. */
static const char *standing(const struct inquiry *q,
                            const struct alternative *a)
{
    if (plan_holds(q->plan, staff_of(q, a->person), q->duty, q->date)) {
        return "holds";
    }
    if (!a->allowed) {
        return "not-eligible";
    }
    return a->breaches <= 0       ? "possible"
           : a->repaired          ? "possible-with-changes"
           : a->swap_with != NONE ? "possible-by-swap"
                                  : "breaks-rules";
}

static void add_swap(const struct inquiry *q, const struct alternative *a,
                     cJSON *object)
{
    if (a->swap_with == NONE) {
        return;
    }
    char date[DATE_TEXT];
    cJSON *swap = json_add_object(object, "swap");
    json_add_string(swap, "with",
                    q->coop->staff.at[staff_of(q, a->swap_with)].name);
    json_add_string(swap, "date",
                    date_format(q->date - q->day + a->swap_day, date));
    json_add_int(swap, "cost", a->swap_delta);
}

static cJSON *alternative_object(const struct inquiry *q,
                                 const struct alternative *a)
{
    int32_t ix = staff_of(q, a->person);
    const struct staff *staff = &q->coop->staff.at[ix];
    const char *status = standing(q, a);
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "person", staff->id);
    json_add_string(object, "name", staff->name);
    json_add_string(object, "standing", status);
    if (!a->allowed) {
        char reason[300];
        closed_words(q, ix, reason, sizeof reason);
        json_add_string(object, "reason", reason);
        return object;
    }
    json_add_int(object, "cost",
                 a->breaches > 0 && a->repaired ? a->repaired_delta
                                                : a->delta);
    if (a->breaches > 0 && a->repaired) {
        json_add_int(object, "days_changed", a->repaired_days);
    }
    add_swap(q, a, object);
    add_effects(q, &a->effects, object);
    return object;
}

/* ---- for everybody else: one bucket ------------------------------------------- */

static bool can_hold(const struct alternative *a)
{
    return a->allowed && (a->breaches <= 0 || a->repaired);
}

static int32_t bucket_size(const struct inquiry *q,
                           const struct alternative_vec *all, int32_t member)
{
    int32_t n = 0;
    for (int32_t i = 0; i < all->n; i++) {
        const struct alternative *a = &all->at[i];
        int32_t staff = staff_of(q, a->person);
        n += staff != NONE &&
             q->coop->staff.at[staff].member.ix == member && !can_hold(a);
    }
    return n;
}

/* Only who can, without cost or effect; members whose bucket is one person
 * give nobody. */
static void add_public(const struct inquiry *q,
                       const struct alternative_vec *all, cJSON *object)
{
    cJSON *list = json_add_list(object, "alternatives");
    for (int32_t i = 0; i < all->n; i++) {
        const struct alternative *a = &all->at[i];
        if (staff_of(q, a->person) == NONE || !can_hold(a) ||
            plan_holds(q->plan, staff_of(q, a->person), q->duty, q->date)) {
            continue; /* who holds it is no alternative */
        }
        const struct staff *staff =
            &q->coop->staff.at[staff_of(q, a->person)];
        if (bucket_size(q, all, staff->member.ix) != 1) {
            cJSON *line = json_push_object(list);
            json_add_string(line, "person", staff->id);
            json_add_string(line, "name", staff->name);
            json_add_string(line, "standing", "possible");
        }
    }
    bool any = cJSON_GetArraySize(list) > 0;
    json_add_string(object, "others",
                    q->desk->norwegian
                        ? (any ? "andre: ikke aktuelle" : "ingen lokal kandidat")
                        : (any ? "others: not eligible" : "no local candidate"));
}

/* Costs of those who can are for whoever plans; why somebody cannot, for a
 * manager of theirs (domain.md D7, D8), as in `suggest`. */
static bool told_whole(const struct inquiry *q, const struct alternative *a)
{
    return desk_tells(q->desk, staff_of(q, a->person)) ||
           (q->desk->planner && can_hold(a));
}

static void add_alternatives(const struct inquiry *q,
                             const struct alternative_vec *all,
                             cJSON *object)
{
    if (!q->desk->manager && !q->desk->planner) {
        add_public(q, all, object);
        return;
    }
    cJSON *list = json_add_list(object, "alternatives");
    bool all_told = true;
    for (int32_t i = 0; i < all->n; i++) {
        if (staff_of(q, all->at[i].person) == NONE) {
            continue;
        }
        if (told_whole(q, &all->at[i])) {
            cJSON_AddItemToArray(list, alternative_object(q, &all->at[i]));
        } else {
            all_told = false;
        }
    }
    if (!all_told) {
        json_add_string(object, "others",
                        q->desk->norwegian ? "andre: ikke aktuelle"
                                           : "others: not eligible");
    }
}

/* ---- the clash ------------------------------------------------------------------- */

static void condition_words(const struct inquiry *q,
                            const struct condition *c, char *out, size_t room)
{
    const struct problem *p = q->problem;
    char date[DATE_TEXT];
    switch (c->kind) {
    case CONDITION_RULE:
        snprintf(out, room, "%s: %s (%s)", p->people[c->person],
                 p->rules[c->index].name, p->rules[c->index].source);
        break;
    case CONDITION_CLOSED: {
        int32_t staff = staff_of(q, c->person);
        char reason[300] = "";
        if (staff != NONE) {
            closed_words(q, staff, reason, sizeof reason);
        }
        snprintf(out, room, "%s, %s: %s", p->people[c->person],
                 date_format(q->date - q->day + c->day, date), reason);
        break;
    }
    case CONDITION_ROW:
        snprintf(out, room, q->desk->norwegian ? "%s må holdes: %s" : "%s must be kept: %s",
                 p->rows[c->index].name,
                 p->rows[c->index].source);
        break;
    }
}

/* Those who may not take the slot at all have no choice that the clash could
 * speak of; each of them would end the shortage, so each is a condition. */
static void add_refusals(const struct inquiry *q, cJSON *conditions,
                         cJSON *relaxations)
{
    char words[400], reason[300], date[DATE_TEXT];
    for (int32_t i = 0; i < q->coop->staff.n; i++) {
        int32_t line = compiled_line(q->compiled, i);
        enum refusal refusal = slot_refusal(q->coop, i, q->duty, q->date);
        bool changeable = refusal != REFUSE_NO_SUCH_SLOT &&
                          refusal != REFUSE_NOT_EMPLOYED &&
                          refusal != REFUSE_EMPLOYER;
        if (line != NONE && changeable && !choice_open(q, line)) {
            closed_words(q, i, reason, sizeof reason);
            snprintf(words, sizeof words, "%s, %s: %s",
                     q->coop->staff.at[i].name, date_format(q->date, date),
                     reason);
            cJSON_AddItemToArray(conditions, cJSON_CreateString(words));
            json_add_string(json_push_object(relaxations), "without", words);
        }
    }
}

static void add_clash(const struct inquiry *q, cJSON *object)
{
    struct clash clash;
    char words[300];
    explain_clash(q->problem, q->roster, q->row, CLASH_REACH, CLASH_TICKS,
                  &clash);
    cJSON *node = json_add_object(object, "clash");
    json_add_bool(node, "forced", clash.forced);
    json_add_bool(node, "smallest", clash.complete);
    cJSON *conditions = json_add_list(node, "conditions");
    for (int32_t i = 0; i < clash.conditions.n; i++) {
        condition_words(q, &clash.conditions.at[i], words, sizeof words);
        cJSON_AddItemToArray(conditions, cJSON_CreateString(words));
    }
    cJSON *list = json_add_list(node, "relaxations");
    for (int32_t i = 0; i < clash.relaxations.n; i++) {
        condition_words(q, &clash.relaxations.at[i], words, sizeof words);
        cJSON *line = json_push_object(list);
        json_add_string(line, "without", words);
        json_add_int(line, "cost", clash.relaxation_cost.at[i]);
    }
    if (clash.forced) {
        add_refusals(q, conditions, list);
    }
    clash_release(&clash);
}

static int64_t missing(const struct inquiry *q)
{
    if (q->row == NONE) {
        return 0;
    }
    const struct gauge *gauge = &q->problem->rows[q->row].gauge;
    int64_t amount = row_amount(q->problem, q->row, q->roster);
    int64_t most = 0;
    for (int32_t h = 0; h < gauge->n_hinges; h++) {
        const struct hinge *hinge = &gauge->hinges[h];
        if (hinge->under > 0 && hinge->at - amount > most &&
            q->problem->rows[q->row].level == LEVEL_UNCOVERED) {
            most = hinge->at - amount;
        }
    }
    return most;
}

/* ---- the verbs -------------------------------------------------------------------- */

static void answer(const struct inquiry *q, struct alternative_vec *all)
{
    int16_t patterns[PATTERN_MAX];
    int32_t n = 0;
    duty_patterns(q, patterns, &n);
    explain_slot(q->problem, q->roster, q->day,
                 q->holders.n > 0
                     ? compiled_line(q->compiled, q->holders.at[0])
                     : NONE,
                 patterns, n, all);
}

enum status rota_why(struct desk *desk, int64_t plan, const char *slot,
                     cJSON **result, struct error *err)
{
    struct inquiry q;
    enum status status = inquiry_open(&q, desk, plan, slot, err);
    if (status == STATUS_OK) {
        struct alternative_vec all = {0};
        cJSON *object = cJSON_CreateObject();
        add_slot(&q, object);
        answer(&q, &all);
        add_alternatives(&q, &all, object);
        json_add_int(object, "missing", missing(&q));
        if (missing(&q) > 0 && desk->manager) {
            add_clash(&q, object);
        }
        alternatives_release(&all);
        *result = object;
    }
    inquiry_close(&q);
    return status;
}

/* The alternative of one person; NULL when no pattern holds the duty. */
static const struct alternative *find_person(
    const struct alternative_vec *all, int32_t person)
{
    for (int32_t i = 0; i < all->n; i++) {
        if (all->at[i].person == person) {
            return &all->at[i];
        }
    }
    return NULL;
}

/* To staff no more than the list would tell. */
static const char *public_standing(const struct inquiry *q,
                                   const struct alternative_vec *all,
                                   const struct alternative *a)
{
    int32_t staff = staff_of(q, a->person);
    if (plan_holds(q->plan, staff, q->duty, q->date)) {
        return "holds";
    }
    if (bucket_size(q, all, q->coop->staff.at[staff].member.ix) == 1) {
        return "not-told";
    }
    return can_hold(a) ? "possible" : "not-eligible";
}

static void add_person_answer(const struct inquiry *q,
                              const struct alternative_vec *all,
                              const struct alternative *a, cJSON *object)
{
    if (told_whole(q, a)) {
        cJSON_AddItemToObject(object, "answer", alternative_object(q, a));
        return;
    }
    cJSON *line = json_add_object(object, "answer");
    json_add_string(line, "person",
                    q->coop->staff.at[staff_of(q, a->person)].id);
    json_add_string(line, "standing", public_standing(q, all, a));
}

enum status rota_why_not(struct desk *desk, int64_t plan, const char *person,
                         const char *slot, cJSON **result, struct error *err)
{
    int32_t staff = coop_find_staff(desk->coop, person);
    if (staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a person, found '%s'", person);
    }
    struct inquiry q;
    enum status status = inquiry_open(&q, desk, plan, slot, err);
    if (status == STATUS_OK) {
        struct alternative_vec all = {0};
        cJSON *object = cJSON_CreateObject();
        add_slot(&q, object);
        answer(&q, &all);
        int32_t line = compiled_line(q.compiled, staff);
        const struct alternative *a = find_person(&all, line);
        if (a) {
            add_person_answer(&q, &all, a, object);
        } else { /* not employed then, or nobody can hold the slot */
            cJSON *none = json_add_object(object, "answer");
            json_add_string(none, "person", person);
            json_add_string(none, "name", desk->coop->staff.at[staff].name);
            json_add_string(none, "standing", "not-eligible");
        }
        alternatives_release(&all);
        *result = object;
    }
    inquiry_close(&q);
    return status;
}
