/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_plan.c - draft plans: written once, then only their state changes. */
#include "store/sql.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

char *duty_key(const struct coop *coop, duty_ix duty, char out[DUTY_KEY])
{
    bool demand = duty_demand(coop, duty) != NONE;
    snprintf(out, DUTY_KEY, "%c:%s", demand ? 'd' : 'a',
             duty_id(coop, duty));
    return out;
}

duty_ix duty_of_key(const struct coop *coop, const char *key)
{
    if (strncmp(key, "d:", 2) == 0) {
        int32_t demand = coop_find_demand(coop, key + 2);
        return demand == NONE ? NONE : duty_of_demand(coop, demand);
    }
    if (strncmp(key, "a:", 2) == 0) {
        int32_t activity = coop_find_activity(coop, key + 2);
        return activity == NONE ? NONE : duty_of_activity(coop, activity);
    }
    return NONE;
}

void plan_record_release(struct plan_record *record)
{
    plan_release(&record->plan);
    free(record->report);
    record->report = NULL;
}

static enum status insert_plan(struct store *store,
                               struct plan_record *record, struct error *err)
{
    struct statement s;
    char date[DATE_TEXT];
    TRY(sql_prepare(store,
                    "INSERT INTO plan(state, first_date, days, created, "
                    "seed, ticks, problem_sha256, cost, bound, optimal, "
                    "seconds, report) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                    "?8, ?9, ?10, ?11, ?12)",
                    &s, err));
    sql_int(&s, 1, (int64_t)record->state);
    sql_text(&s, 2, date_format(record->plan.from, date));
    sql_int(&s, 3, record->plan.days);
    sql_int(&s, 4, record->created);
    sql_int(&s, 5, (int64_t)record->seed);
    sql_int(&s, 6, (int64_t)record->ticks);
    sql_text(&s, 7, record->problem_sha256);
    sql_int(&s, 8, record->cost);
    sql_int(&s, 9, record->bound);
    sql_int(&s, 10, record->optimal);
    sql_real(&s, 11, record->seconds);
    sql_text(&s, 12, record->report);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    if (status == STATUS_OK) {
        record->id = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

static enum status insert_assignments(struct store *store,
                                      const struct coop *coop,
                                      const struct plan_record *record,
                                      struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "INSERT INTO assignment(plan, date, staff, duty, "
                    "overtime, pinned) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    &s, err));
    const struct assignment_vec *all = &record->plan.assignments;
    for (int32_t i = 0; i < all->n && status == STATUS_OK; i++) {
        const struct assignment *a = &all->at[i];
        char date[DATE_TEXT], key[DUTY_KEY];
        sql_int(&s, 1, record->id);
        sql_text(&s, 2, date_format(a->date, date));
        sql_text(&s, 3, coop->staff.at[a->staff].id);
        sql_text(&s, 4, duty_key(coop, a->duty, key));
        sql_int(&s, 5, a->overtime);
        sql_int(&s, 6, a->pinned);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}

enum status store_put_plan(struct store *store, const struct coop *coop,
                           struct plan_record *record, const struct act *act,
                           struct error *err)
{
    bool mine;
    char object[32];
    TRY(sql_begin(store, &mine, err));
    enum status status = insert_plan(store, record, err);
    if (status == STATUS_OK) {
        status = insert_assignments(store, coop, record, err);
    }
    if (status == STATUS_OK) {
        snprintf(object, sizeof object, "plan %lld", (long long)record->id);
        status = store_audit(store, act, "plan", object, NULL, err);
    }
    return sql_end(store, mine, status, err);
}

/* ---- reading --------------------------------------------------------------------- */

enum status read_date(struct statement *s, int column, date_day *date,
                      struct error *err)
{
    return error_in(date_parse(sql_column_text(s, column), date, err), err,
                    "stored date: ");
}

enum status read_assignment(struct statement *s, const struct coop *coop,
                            struct assignment *a, struct error *err)
{
    TRY(read_date(s, 0, &a->date, err));
    a->staff = coop_find_staff(coop, sql_column_text(s, 1));
    a->duty = duty_of_key(coop, sql_column_text(s, 2));
    a->overtime = sql_column_int(s, 3) != 0;
    a->pinned = sql_column_int(s, 4) != 0;
    if (a->staff == NONE || a->duty == NONE) {
        return error_set(err, STATUS_STORE,
                         "a stored plan names person '%s' and duty '%s', one "
                         "of which the records no longer have",
                         sql_column_text(s, 1), sql_column_text(s, 2));
    }
    return STATUS_OK;
}

static enum status read_head(struct statement *s, struct plan_record *record,
                             struct error *err)
{
    date_day from = 0;
    TRY(read_date(s, 1, &from, err));
    record->state = (enum plan_state)sql_column_int(s, 0);
    plan_init(&record->plan, from, (int32_t)sql_column_int(s, 2));
    record->created = sql_column_int(s, 3);
    record->seed = (uint64_t)sql_column_int(s, 4);
    record->ticks = (uint64_t)sql_column_int(s, 5);
    snprintf(record->problem_sha256, sizeof record->problem_sha256, "%s",
             sql_column_text(s, 6));
    record->cost = sql_column_int(s, 7);
    record->bound = sql_column_int(s, 8);
    record->optimal = sql_column_int(s, 9) != 0;
    record->seconds = sql_column_real(s, 10);
    record->report =
        sql_column_null(s, 11) ? NULL : xstrdup(sql_column_text(s, 11));
    return STATUS_OK;
}

static enum status get_head(struct store *store, int64_t id,
                            struct plan_record *record, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT state, first_date, days, created, seed, ticks, "
                    "problem_sha256, cost, bound, optimal, seconds, report "
                    "FROM plan WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, id);
    if (sql_row(&s, &status, err)) {
        record->id = id;
        status = read_head(&s, record, err);
    } else if (status == STATUS_OK) {
        status = error_set(err, STATUS_USAGE,
                           "plan %lld: there is no such plan", (long long)id);
    }
    sql_done(&s);
    return status;
}

static enum status get_assignments(struct store *store,
                                   const struct coop *coop,
                                   struct plan_record *record,
                                   struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT date, staff, duty, overtime, pinned "
                    "FROM assignment WHERE plan = ?1",
                    &s, err));
    sql_int(&s, 1, record->id);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct assignment a;
        status = read_assignment(&s, coop, &a, err);
        if (status == STATUS_OK) {
            vec_push(&record->plan.assignments, a);
        }
    }
    sql_done(&s);
    plan_sort(&record->plan);
    return status;
}

enum status store_get_plan(struct store *store, const struct coop *coop,
                           int64_t id, struct plan_record *result,
                           struct error *err)
{
    struct plan_record record = {0};
    enum status status = get_head(store, id, &record, err);
    if (status == STATUS_OK) {
        status = get_assignments(store, coop, &record, err);
    }
    if (status != STATUS_OK) {
        plan_record_release(&record);
        return status;
    }
    *result = record;
    return STATUS_OK;
}

enum status store_list_plans(struct store *store, struct long_vec *ids,
                             struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, "SELECT id FROM plan ORDER BY id DESC", &s, err));
    while (sql_row(&s, &status, err)) {
        vec_push(ids, sql_column_int(&s, 0));
    }
    sql_done(&s);
    return status;
}
