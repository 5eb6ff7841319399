/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replan.c - the smallest priced change of the published plan that fills what
 * is open.
 *
 * What may change: the Monday weeks of what is open and the one after them, in
 * which hours that somebody works more can be given back. The days before today
 * and duties that have begun are facts, the weeks beyond stay as published but
 * are part of the problem, so that rest and averages over the seam hold. Pins
 * stay, and so do shifts that were acknowledged or that are extra by agreement
 * (they bind both sides, domain.md 2.9), unless their holder may not have them
 * any more. Overtime is never ordered by a plan.
 *
 * So little is open that the exact solver usually proves it (solver/small.h).
 */
#include "base/arena.h"
#include "model/weights.h"
#include "rota/suggest_parts.h"
#include "rota/weekly.h"
#include "solver/small.h"

enum { AFTER_WEEKS = 1 };
#define SECONDS_DEFAULT 30.0

struct pin_list {
    struct pin *at;
    int32_t n, room;
};

struct replan {
    struct desk *desk;
    const struct replan_options *options;
    struct situation s;
    struct coop coop; /* the desk's, with other pins */
    struct pin_list pins;
    struct opening_key *open;
    int32_t n_open;
    date_day first, last; /* Mondays of the weeks that may change */
    struct run_input input;
    struct compiled *compiled;
    struct roster *start;
    struct child_result child;
    struct plan after; /* of the horizon */
    struct plan_record record;
    struct change_vec changes;
    cJSON *object;
};

/* ---- what may change ------------------------------------------------------------ */

static void find_weeks(struct replan *r)
{
    r->first = DATE_MAX;
    r->last = DATE_MIN;
    for (int32_t i = 0; i < r->s.holes.n; i++) {
        date_day monday = date_monday(r->s.holes.at[i].date);
        r->first = monday < r->first ? monday : r->first;
        r->last = monday > r->last ? monday : r->last;
    }
    date_day end = date_monday(r->s.to);
    r->last += 7 * AFTER_WEEKS;
    r->last = r->last < end ? r->last : end;
}

static void add_key(struct replan *r, int kind, int32_t staff,
                    date_day monday)
{
    struct opening_key *key = &r->open[r->n_open++];
    memset(key, 0, sizeof *key);
    key->kind = kind;
    key->staff = staff;
    key->date = monday;
}

static enum status find_openings(struct replan *r, struct error *err)
{
    const struct replan_options *o = r->options;
    int32_t weeks = (r->last - r->first) / 7 + 1;
    int32_t people = o->n_only > 0 ? o->n_only : 1;
    r->open = xcalloc((size_t)weeks * (size_t)people, sizeof *r->open);
    for (date_day monday = r->first; monday <= r->last; monday += 7) {
        if (o->n_only == 0) {
            add_key(r, OPEN_WEEK, NONE, monday);
        }
        for (int32_t i = 0; i < o->n_only; i++) {
            int32_t staff = coop_find_staff(r->s.coop, o->only[i]);
            if (staff == NONE) {
                return error_set(
                    err, STATUS_USAGE,
                    "only: expected the id of a person, found '%s'",
                    o->only[i]);
            }
            add_key(r, OPEN_LINE, staff, monday);
        }
    }
    return STATUS_OK;
}

/* ---- what stays ------------------------------------------------------------------- */

static void add_pin(struct replan *r, int32_t staff, duty_ix duty,
                    date_day date, bool on)
{
    const struct coop *coop = r->s.coop;
    struct pin *pin = vec_add(&r->pins);
    pin->id = "re-plan";
    pin->staff = (struct ref){coop->staff.at[staff].id, staff};
    pin->demand.ix = duty_demand(coop, duty);
    pin->activity.ix = duty_activity(coop, duty);
    pin->date = date;
    pin->on = on;
}

static bool begun(const struct replan *r, duty_ix duty, date_day date)
{
    return zone_instant(date, duty_start(r->s.coop, duty)) <= r->s.now;
}

/* Pins of people who may not hold them any more fall away. */
static void keep_pins(struct replan *r)
{
    const struct coop *coop = r->s.coop;
    for (int32_t i = 0; i < coop->pins.n; i++) {
        const struct pin *pin = &coop->pins.at[i];
        duty_ix duty = pin->demand.ix != NONE
                           ? duty_of_demand(coop, pin->demand.ix)
                           : duty_of_activity(coop, pin->activity.ix);
        if (!pin->on || slot_refusal(coop, pin->staff.ix, duty, pin->date) ==
                            REFUSE_NOT) {
            vec_push(&r->pins, *pin);
        }
    }
}

/* What was begun today stays with whoever began it and with nobody else. */
static void keep_begun(struct replan *r)
{
    struct slot_vec slots = {0};
    slots_list(r->s.coop, r->s.today, 1, &slots);
    for (int32_t i = 0; i < slots.n; i++) {
        const struct slot *slot = &slots.at[i];
        for (int32_t staff = 0; begun(r, slot->duty, slot->date) &&
                                !duty_inside(r->s.coop, slot->duty) &&
                                staff < r->s.coop->staff.n;
             staff++) {
            if (!situation_holds(&r->s, staff, slot->duty, slot->date)) {
                add_pin(r, staff, slot->duty, slot->date, false);
            }
        }
    }
    vec_release(&slots);
}

static void keep_held(struct replan *r)
{
    const struct plan *plan = &r->s.plan;
    for (int32_t i = plan_seek(plan, r->s.today); i < plan->assignments.n;
         i++) {
        const struct assignment *a = &plan->assignments.at[i];
        bool stays = !situation_movable(&r->s, a) &&
                     !duty_inside(r->s.coop, a->duty);
        if (stays && slot_refusal(r->s.coop, a->staff, a->duty, a->date) ==
                         REFUSE_NOT) {
            add_pin(r, a->staff, a->duty, a->date, true);
        }
    }
}

static void settle(struct replan *r)
{
    keep_pins(r);
    keep_begun(r);
    keep_held(r);
    r->coop = *r->desk->coop;
    r->coop.pins.at = r->pins.at;
    r->coop.pins.n = r->pins.n;
}

/* ---- solving ---------------------------------------------------------------------- */

static bool published_week(const struct replan *r, date_day monday)
{
    const struct plan *plan = &r->s.published;
    int32_t i = plan_seek(plan, monday);
    return i < plan->assignments.n && plan->assignments.at[i].date < monday + 7;
}

/* The published weeks around those that may change: a week for which nothing is
 * published is not a re-plan's to make. */
static void find_horizon(const struct replan *r, date_day *from,
                         int32_t *days)
{
    date_day end = r->last;
    *from = r->first;
    while (*from - 7 >= date_monday(r->s.today) &&
           published_week(r, *from - 7)) {
        *from -= 7;
    }
    while (end + 7 <= r->s.to && published_week(r, end + 7)) {
        end += 7;
    }
    *days = end + 7 - *from;
}

static enum status compile_it(struct replan *r, struct error *err)
{
    date_day from;
    int32_t days;
    find_horizon(r, &from, &days);
    TRY(run_input_load(r->desk, from, days, &r->input, err));
    struct compile_input *input = &r->input.compile;
    input->coop = &r->coop;
    input->now = r->s.now;
    input->price_changes = true;
    input->max_changes = r->options->max_changes;
    input->open = r->open;
    input->n_open = r->n_open;
    TRY(compile(input, &r->compiled, err));
    struct plan stands;
    plan_init(&stands, from, days);
    plan_copy_range(&stands, &r->s.plan, from, from + days - 1);
    enum status status =
        compiled_encode(r->compiled, &stands, &r->start, err);
    plan_release(&stands);
    return status;
}

static enum status solve_it(struct replan *r, struct error *err)
{
    const struct replan_options *o = r->options;
    bool limited = o->seconds > 0 || o->ticks > 0;
    struct child_options options = {
        .solver = {.seed = o->seed,
                   .ticks = o->ticks,
                   .seconds = limited ? o->seconds : SECONDS_DEFAULT,
                   .threads = 2,
                   .start = r->start},
        .run = solver_run_small,
    };
    TRY(child_solve(compiled_problem(r->compiled), &options, &r->child, err));
    if (r->child.solved.outcome == OUTCOME_NONE) {
        return error_set(err, STATUS_CONFLICT,
                         "no re-plan keeps every hard rule%s",
                         o->max_changes > 0 || o->n_only > 0
                             ? " within what may change"
                             : "");
    }
    return STATUS_OK;
}

/* ---- the answer ---------------------------------------------------------------------- */

/* The draft begins today: what was is not decided again. */
static void decode_it(struct replan *r)
{
    const struct compile_input *input = &r->input.compile;
    struct plan *draft = &r->record.plan;
    date_day from = input->from > r->s.today ? input->from : r->s.today;
    date_day to = input->from + input->days - 1;
    plan_init(&r->after, input->from, input->days);
    compiled_decode(r->compiled, r->child.solved.roster, &r->after);
    plan_init(draft, from, to - from + 1);
    plan_copy_range(draft, &r->after, from, to);
    plan_sort(draft);
    plan_diff(&r->s.published, draft, from, to, &r->changes);
}

/* Not chosen by the plan: the holder may not have it any more. */
static bool is_hole(const struct replan *r, const struct assignment *a)
{
    if (slot_refusal(r->s.coop, a->staff, a->duty, a->date) != REFUSE_NOT) {
        return true;
    }
    for (int32_t i = 0; i < r->s.holes.n; i++) {
        const struct hole *hole = &r->s.holes.at[i];
        if (hole->holder == a->staff && hole->duty == a->duty &&
            hole->date == a->date) {
            return true;
        }
    }
    return false;
}

struct count {
    int32_t changes, consents;
};

static void add_change(const struct replan *r, const struct plan_change *c,
                       cJSON *list, struct count *count)
{
    const struct coop *coop = r->s.coop;
    const struct notice_tier *tier =
        notice_tier(coop->profile, r->s.now, c->what.date);
    bool forced = c->kind == CHANGE_LOST && is_hole(r, &c->what);
    char key[SLOT_KEY];
    cJSON *line = json_push_object(list);
    json_add_string(line, "slot",
                    slot_key(coop, c->what.duty, c->what.date, key));
    json_add_string(line, "name", duty_name(coop, c->what.duty));
    json_add_bool(line, "forced", forced);
    if (tier && !forced) {
        json_add_string(line, "tier", tier->name);
        json_add_string(line, "tier_words",
                        tier_words(tier, r->s.desk->norwegian));
        json_add_int(line, "pay_pct", tier->pay_pct);
        json_add_bool(line, "consent", tier->consent);
        count->consents += tier->consent;
    }
    count->changes += !forced;
}

/* One entry a person: what they get, what they lose. */
static void add_person(const struct replan *r, int32_t staff, cJSON *list,
                       struct count *count)
{
    const struct staff *person = &r->s.coop->staff.at[staff];
    cJSON *entry = cJSON_CreateObject();
    json_add_string(entry, "person", person->id);
    json_add_string(entry, "name", person->name);
    cJSON *gained = json_add_list(entry, "gained");
    cJSON *lost = json_add_list(entry, "lost");
    for (int32_t i = 0; i < r->changes.n; i++) {
        const struct plan_change *c = &r->changes.at[i];
        if (c->what.staff == staff) {
            add_change(r, c, c->kind == CHANGE_GAINED ? gained : lost, count);
        }
    }
    if (cJSON_GetArraySize(gained) + cJSON_GetArraySize(lost) > 0) {
        cJSON_AddItemToArray(list, entry);
    } else {
        cJSON_Delete(entry);
    }
}

static void add_differences(struct replan *r)
{
    struct count count = {0};
    cJSON *list = json_add_list(r->object, "people");
    for (int32_t staff = 0; staff < r->s.coop->staff.n; staff++) {
        add_person(r, staff, list, &count);
    }
    json_add_int(r->object, "changes", count.changes);
    json_add_int(r->object, "consents", count.consents);
}

/* What the re-plan does by rule, and what hard findings it leaves. */
static void add_findings(struct replan *r)
{
    struct timeline *timeline =
        timeline_new(r->s.coop, &r->input.history, &r->after);
    struct finding_vec findings = {0};
    timeline->from = r->record.plan.from;
    rules_check(timeline, &findings);
    json_add_int(r->object, "hard_findings", findings_hard(&findings));
    vec_release(&findings);
    timeline_free(timeline);
}

static void describe(struct replan *r)
{
    char date[DATE_TEXT];
    cJSON *object = r->object = cJSON_CreateObject();
    suggest_add_moment(object, "at", r->s.now);
    json_add_string(object, "from", date_format(r->record.plan.from, date));
    json_add_string(object, "to",
                    date_format(r->record.plan.from + r->record.plan.days - 1,
                                date));
    json_add_string(object, "open_from", date_format(r->first, date));
    json_add_string(object, "open_to", date_format(r->last + 6, date));
    run_describe(compiled_problem(r->compiled), &r->child.solved, object);
    if (r->child.ended_early) {
        json_add_string(object, "solver_ended", r->child.ending);
    }
    json_add_int(object, "points", r->child.solved.score.level[LEVEL_CHANGE]);
    add_differences(r);
    run_add_uncovered(r->s.coop, &r->record.plan, &r->input.history, object);
    add_findings(r);
}

static enum status store_it(struct replan *r, struct error *err)
{
    const struct solver_result *solved = &r->child.solved;
    struct plan_record *record = &r->record;
    record->state = PLAN_DRAFT;
    record->created = r->desk->act.at;
    record->seed = r->options->seed;
    record->ticks = solved->ticks;
    record->cost = solved->score.total;
    record->bound = solved->bound;
    record->optimal = solved->outcome == OUTCOME_OPTIMAL;
    record->seconds = solved->seconds;
    problem_digest(compiled_problem(r->compiled), record->problem_sha256);
    record->report = json_print(r->object, false);
    TRY(store_put_plan(r->desk->store, r->desk->coop, record, &r->desk->act,
                       err));
    json_add_int(r->object, "plan", record->id);
    return STATUS_OK;
}

static enum status replan(struct replan *r, struct error *err)
{
    TRY(situation_now(&r->s, r->desk, err));
    if (r->s.holes.n == 0) {
        return error_set(err, STATUS_CONFLICT,
                         "nothing is open: the published plan can stand");
    }
    find_weeks(r);
    TRY(find_openings(r, err));
    settle(r);
    TRY(compile_it(r, err));
    TRY(solve_it(r, err));
    decode_it(r);
    describe(r);
    return store_it(r, err);
}

static void release(struct replan *r)
{
    cJSON_Delete(r->object);
    vec_release(&r->changes);
    plan_record_release(&r->record);
    plan_release(&r->after);
    solver_result_release(&r->child.solved);
    roster_free(r->start);
    compiled_free(r->compiled);
    run_input_release(&r->input);
    free(r->open);
    vec_release(&r->pins);
    situation_release(&r->s);
}

enum status rota_replan(struct desk *desk,
                        const struct replan_options *options, cJSON **result,
                        struct error *err)
{
    struct replan r = {.desk = desk, .options = options};
    enum status status = replan(&r, err);
    if (status == STATUS_OK) {
        *result = r.object;
        r.object = NULL;
    }
    release(&r);
    return status;
}
