/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attempt.c - moves are laid over a plan, looked at and kept. */
#include "rota/attempt.h"

#include <string.h>

#include "rota/ask_parts.h"
#include "rota/attempt_parts.h"

enum {
    WEEKS_BEFORE = 2, /* of what is published: rest and runs reach into it */
    WEEKS_AFTER = 4,
    SPAN_DAYS_MAX = 16 * 7,
    DAYS_BEHIND = 63
};

/* ---- the moves ------------------------------------------------------------ */

static enum status find_person(const struct attempting *a, const char *id,
                               int32_t *staff, struct error *err)
{
    *staff = id ? coop_find_staff(a->desk->coop, id) : NONE;
    return !id || *staff != NONE
               ? STATUS_OK
               : error_set(err, STATUS_USAGE,
                           "expected the id of a person, found '%s'", id);
}

static void push_change(struct attempting *a, enum change_kind kind,
                        int32_t staff, duty_ix duty, date_day date)
{
    struct plan_change change = {
        .kind = kind,
        .what = {.staff = staff, .duty = duty, .date = date}};
    if (staff != NONE) {
        vec_push(&a->changes, change);
    }
}

static enum status read_move(struct attempting *a, const struct move *move,
                             struct error *err)
{
    int32_t from, to;
    duty_ix duty;
    date_day date;
    TRY(slot_parse(a->desk->coop, move->slot, &duty, &date, err));
    TRY(find_person(a, move->from, &from, err));
    TRY(find_person(a, move->to, &to, err));
    if (from == to) {
        return error_set(err, STATUS_USAGE,
                         "%s: expected to go to somebody else", move->slot);
    }
    if (a->what->plan == 0 &&
        zone_instant(date, duty_start(a->desk->coop, duty)) <=
            a->desk->act.at) {
        return error_set(err, STATUS_CONFLICT, "%s: it has begun",
                         move->slot);
    }
    push_change(a, CHANGE_LOST, from, duty, date);
    push_change(a, CHANGE_GAINED, to, duty, date);
    return STATUS_OK;
}

static enum status read_moves(struct attempting *a, struct error *err)
{
    if (a->what->n_moves < 1 || a->what->n_moves > MOVES_MAX) {
        return error_set(err, STATUS_USAGE,
                         "expected 1 to %d moves, found %d", MOVES_MAX,
                         a->what->n_moves);
    }
    for (int32_t i = 0; i < a->what->n_moves; i++) {
        TRY(read_move(a, &a->what->moves[i], err));
    }
    return STATUS_OK;
}

static int32_t find(const struct plan *plan, const struct assignment *wanted)
{
    for (int32_t i = plan_seek(plan, wanted->date);
         i < plan->assignments.n &&
         plan->assignments.at[i].date == wanted->date;
         i++) {
        const struct assignment *one = &plan->assignments.at[i];
        if (one->staff == wanted->staff && one->duty == wanted->duty) {
            return i;
        }
    }
    return NONE;
}

static enum status misfit(const struct attempting *a,
                          const struct plan_change *change, struct error *err)
{
    const struct coop *coop = a->desk->coop;
    char key[SLOT_KEY];
    return error_set(err, STATUS_CONFLICT,
                     change->kind == CHANGE_LOST ? "%s does not hold %s"
                                                 : "%s has %s already",
                     coop->staff.at[change->what.staff].name,
                     slot_key(coop, change->what.duty, change->what.date,
                              key));
}

static enum status apply(struct attempting *a, struct error *err)
{
    struct assignment_vec *all = &a->after.assignments;
    for (int32_t i = 0; i < a->changes.n; i++) {
        const struct plan_change *change = &a->changes.at[i];
        int32_t at = find(&a->after, &change->what);
        if ((change->kind == CHANGE_LOST) == (at == NONE)) {
            return misfit(a, change, err);
        }
        if (change->kind == CHANGE_GAINED) {
            vec_push(all, change->what);
            plan_sort(&a->after);
        } else {
            memmove(&all->at[at], &all->at[at + 1],
                    (size_t)(all->n - at - 1) * sizeof *all->at);
            all->n--;
        }
    }
    return STATUS_OK;
}

/* ---- the plan -------------------------------------------------------------- */

static void dates_of(const struct attempting *a, date_day *first,
                     date_day *last)
{
    *first = DATE_MAX;
    *last = DATE_MIN;
    for (int32_t i = 0; i < a->changes.n; i++) {
        date_day date = a->changes.at[i].what.date;
        *first = date < *first ? date : *first;
        *last = date > *last ? date : *last;
    }
}

/* A draft decides its own dates and no others. */
static enum status load_draft(struct attempting *a, date_day *first,
                              date_day *last, struct error *err)
{
    struct desk *desk = a->desk;
    TRY(store_get_plan(desk->store, desk->coop, a->what->plan, &a->record,
                       err));
    date_day from = a->record.plan.from, to = from + a->record.plan.days - 1;
    if (*first < from || *last > to) {
        return error_set(err, STATUS_USAGE,
                         "the plan does not reach that date");
    }
    *first = from;
    *last = to;
    return STATUS_OK;
}

static enum status load_weeks(struct attempting *a, date_day from,
                              int32_t days, struct error *err)
{
    struct desk *desk = a->desk;
    TRY(run_input_load(desk, from, days, &a->input, err));
    plan_init(&a->history, from - HISTORY_DAYS, HISTORY_DAYS);
    plan_copy_range(&a->history, &a->input.history, from - HISTORY_DAYS,
                    from - 1);
    return store_published(desk->store, desk->coop, 0, from + days,
                           from + days + DAYS_BEHIND, &a->history, err);
}

/* What is published, with the draft in its place on the draft's dates. */
static void lay_plan(struct attempting *a, date_day from, int32_t days)
{
    const struct plan *draft = &a->record.plan;
    const struct plan *published = &a->input.published;
    date_day last = from + days - 1;
    plan_init(&a->before, from, days);
    plan_init(&a->after, from, days);
    if (a->what->plan == 0) {
        plan_copy_range(&a->before, published, from, last);
    } else {
        plan_copy_range(&a->before, published, from, draft->from - 1);
        plan_copy_range(&a->before, draft, draft->from,
                        draft->from + draft->days - 1);
        plan_copy_range(&a->before, published, draft->from + draft->days,
                        last);
    }
    plan_sort(&a->before);
    plan_copy_range(&a->after, &a->before, from, last);
    plan_sort(&a->after);
}

static enum status load(struct attempting *a, struct error *err)
{
    date_day first, last;
    dates_of(a, &first, &last);
    if (a->what->plan != 0) {
        TRY(load_draft(a, &first, &last, err));
    } else {
        first -= 7 * WEEKS_BEFORE;
        last += 7 * WEEKS_AFTER;
    }
    date_day from = date_monday(first);
    int32_t days = date_monday(last) + 7 - from;
    if (a->what->plan == 0 && days > SPAN_DAYS_MAX) {
        return error_set(err, STATUS_USAGE,
                         "expected moves within %d weeks of each other",
                         SPAN_DAYS_MAX / 7 - WEEKS_BEFORE - WEEKS_AFTER);
    }
    TRY(load_weeks(a, from, days, err));
    lay_plan(a, from, days);
    return apply(a, err);
}

static enum status attempting_open(struct attempting *a, struct error *err)
{
    TRY(store_current_revision(a->desk->store, &a->revision, err));
    if (a->what->expected >= 0 && a->what->expected != a->revision) {
        return error_set(err, STATUS_CONFLICT,
                         "the plan moved: revision %lld is in force, %lld was "
                         "seen",
                         (long long)a->revision, (long long)a->what->expected);
    }
    TRY(read_moves(a, err));
    return load(a, err);
}

static void attempting_close(struct attempting *a)
{
    plan_record_release(&a->record);
    run_input_release(&a->input);
    plan_release(&a->history);
    plan_release(&a->before);
    plan_release(&a->after);
    vec_release(&a->changes);
}

/* ---- what comes of it --------------------------------------------------------- */

/* Whether the only slot that is moved is one that somebody is wanted in. */
static enum status add_open(const struct attempting *a, cJSON *object,
                            struct error *err)
{
    struct trial trial;
    const struct plan_change *change = &a->changes.at[0];
    int32_t replaces;
    bool open = false;
    if (a->what->plan == 0 && a->what->n_moves == 1) {
        TRY(trial_open(&trial, a->desk, err));
        open = trial_wanted(&trial, change->what.duty, change->what.date,
                            &replaces);
        trial_release(&trial);
    }
    json_add_bool(object, "open", open);
    return STATUS_OK;
}

static enum status describe(const struct attempting *a, cJSON *object,
                            bool *refused, cost *total, struct error *err)
{
    json_add_int(object, "plan", a->what->plan);
    json_add_int(object, "revision", a->revision);
    int32_t n = attempt_add_refused(a, object);
    TRY(attempt_add_cost(a, object, total, err));
    *refused = n > 0 || *total < 0;
    int32_t hard = attempt_add_findings(a, object);
    json_add_bool(object, "fits", !*refused && hard == 0);
    attempt_add_notice(a, object);
    return add_open(a, object, err);
}

enum status rota_attempt(struct desk *desk, const struct attempt *attempt,
                         cJSON **result, struct error *err)
{
    struct attempting a = {.desk = desk, .what = attempt};
    cJSON *object = cJSON_CreateObject();
    bool refused;
    cost total;
    enum status status = attempting_open(&a, err);
    if (status == STATUS_OK) {
        status = describe(&a, object, &refused, &total, err);
    }
    attempting_close(&a);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}

/* ---- keeping ------------------------------------------------------------------- */

/* The levels as of a run, so that two drafts can be compared. */
static char *report_of(const struct attempting *a, const cJSON *object)
{
    const cJSON *level;
    cJSON *report = cJSON_CreateObject();
    json_add_int(report, "changed_from", a->what->plan);
    cJSON *levels = json_add_list(report, "levels");
    cJSON_ArrayForEach(level,
                       cJSON_GetObjectItemCaseSensitive(object, "levels"))
    {
        cJSON *line = json_push_object(levels);
        json_add_string(line, "name",
                        cJSON_GetStringValue(
                            cJSON_GetObjectItemCaseSensitive(level, "name")));
        json_add_int(line, "cost", json_int(cJSON_GetObjectItemCaseSensitive(
                                       level, "after")));
        json_add_int(line, "bound", 0);
        json_add_bool(line, "proven", false);
    }
    char *text = json_print(report, false);
    cJSON_Delete(report);
    return text;
}

static enum status store_draft(const struct attempting *a, cJSON *object,
                               cost total, struct error *err)
{
    struct desk *desk = a->desk;
    date_day first, last;
    struct plan_record record = {.created = desk->act.at, .cost = total};
    dates_of(a, &first, &last);
    if (a->what->plan != 0) {
        first = a->record.plan.from;
        last = first + a->record.plan.days - 1;
        record.bound = a->record.bound;
    }
    record.report = report_of(a, object);
    plan_init(&record.plan, first, last - first + 1);
    plan_copy_range(&record.plan, &a->after, first, last);
    record.plan.callouts.n = 0; /* facts, not plans */
    plan_sort(&record.plan);
    enum status status =
        store_put_plan(desk->store, desk->coop, &record, &desk->act, err);
    json_add_int(object, "draft", record.id);
    plan_record_release(&record);
    return status;
}

static enum status keep(struct attempting *a, cJSON *object,
                        struct error *err)
{
    bool refused;
    cost total;
    TRY(attempting_open(a, err));
    TRY(describe(a, object, &refused, &total, err));
    if (refused) {
        return error_set(err, STATUS_CONFLICT,
                         "somebody may not take what they would get");
    }
    TRY(store_draft(a, object, total, err));
    return store_audit(a->desk->store, &a->desk->act, "keep",
                       a->what->moves[0].slot, NULL, err);
}

enum status rota_attempt_keep(struct desk *desk,
                              const struct attempt *attempt, cJSON **result,
                              struct error *err)
{
    struct attempting a = {.desk = desk, .what = attempt};
    cJSON *object = cJSON_CreateObject();
    enum status status = asking_begin(desk, err);
    if (status == STATUS_OK) {
        status = asking_end(desk, keep(&a, object, err), err);
    }
    attempting_close(&a);
    if (status == STATUS_OK) {
        *result = object;
    } else {
        cJSON_Delete(object);
    }
    return status;
}
