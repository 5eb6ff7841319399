/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_event.c - adds and lists what happens to a plan that stands. */
#include "store/store_event.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/sql.h"

#define EVENT_COLUMNS                                                          \
    "number, kind, person, fields, filed_by, actor, at, key, revision, "       \
    "replaces, undone_by"

void plan_event_release(struct plan_event *event)
{
    free(event->fields);
    event->fields = NULL;
}

void plan_events_release(struct plan_event_vec *events)
{
    for (int32_t i = 0; i < events->n; i++) {
        plan_event_release(&events->at[i]);
    }
    vec_release(events);
}

/* ---- reading ---------------------------------------------------------------- */

static struct plan_event read_event(struct statement *s)
{
    struct plan_event event = {
        .number = sql_column_int(s, 0),
        .fields = xstrdup(sql_column_text(s, 3)),
        .at = sql_column_int(s, 6),
        .revision = (int32_t)sql_column_int(s, 8),
        .replaces = sql_column_int(s, 9), /* NULL reads as 0 */
        .undone_by = sql_column_int(s, 10),
    };
    sql_column_copy(s, 1, event.kind, sizeof event.kind);
    sql_column_copy(s, 2, event.person, sizeof event.person);
    sql_column_copy(s, 4, event.filed_by, sizeof event.filed_by);
    sql_column_copy(s, 5, event.actor, sizeof event.actor);
    sql_column_copy(s, 7, event.key, sizeof event.key);
    return event;
}

enum status store_get_event(struct store *store, int64_t number,
                            struct plan_event *result, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " EVENT_COLUMNS " FROM plan_event "
                    "WHERE number = ?1",
                    &s, err));
    sql_int(&s, 1, number);
    if (sql_row(&s, &status, err)) {
        *result = read_event(&s);
    } else if (status == STATUS_OK) {
        status = error_set(err, STATUS_USAGE,
                           "event %lld: there is no such event",
                           (long long)number);
    }
    sql_done(&s);
    return status;
}

enum status store_list_events(struct store *store, bool standing,
                              struct plan_event_vec *result,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " EVENT_COLUMNS " FROM plan_event "
                    "WHERE ?1 = 0 OR undone_by IS NULL ORDER BY number",
                    &s, err));
    sql_int(&s, 1, standing);
    while (sql_row(&s, &status, err)) {
        struct plan_event event = read_event(&s);
        vec_push(result, event);
    }
    sql_done(&s);
    return status;
}

/* The number in the first row of a bound statement, or 0. */
static enum status number_of(struct statement *s, int64_t *number,
                             struct error *err)
{
    enum status status = STATUS_OK;
    *number = sql_row(s, &status, err) ? sql_column_int(s, 0) : 0;
    sql_done(s);
    return status;
}

enum status store_last_event(struct store *store, int64_t *number,
                             struct error *err)
{
    return sql_number(store, "SELECT max(number) FROM plan_event", 0, number,
                      err);
}

enum status store_event_of_key(struct store *store, const char *key,
                               int64_t *number, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store, "SELECT number FROM plan_event WHERE key = ?1", &s,
                    err));
    sql_text(&s, 1, key);
    return number_of(&s, number, err);
}

enum status store_event_like(struct store *store,
                             const struct plan_event *event, int64_t *number,
                             struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "SELECT number FROM plan_event WHERE undone_by IS NULL "
                    "AND kind = ?1 AND person IS ?2 AND fields = ?3",
                    &s, err));
    sql_text(&s, 1, event->kind);
    sql_text(&s, 2, event->person[0] ? event->person : NULL);
    sql_text(&s, 3, event->fields);
    return number_of(&s, number, err);
}

/* ---- writing ---------------------------------------------------------------- */

static void bind_id(struct statement *s, int column, int64_t number)
{
    if (number > 0) { /* else it stays NULL */
        sql_int(s, column, number);
    }
}

static enum status insert_event(struct store *store,
                                struct plan_event *event, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO plan_event(kind, person, fields, filed_by, "
                    "actor, at, key, revision, replaces) VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    &s, err));
    sql_text(&s, 1, event->kind);
    sql_text(&s, 2, event->person[0] ? event->person : NULL);
    sql_text(&s, 3, event->fields);
    sql_text(&s, 4, event->filed_by);
    sql_text(&s, 5, event->actor);
    sql_int(&s, 6, event->at);
    sql_text(&s, 7, event->key[0] ? event->key : NULL);
    sql_int(&s, 8, event->revision);
    bind_id(&s, 9, event->replaces);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    if (status == STATUS_OK) {
        event->number = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

enum status store_undo_event(struct store *store, int64_t number, int64_t by,
                             struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE plan_event SET undone_by = ?2 "
                    "WHERE number = ?1 AND undone_by IS NULL",
                    &s, err));
    sql_int(&s, 1, number);
    sql_int(&s, 2, by);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    if (status == STATUS_OK && sqlite3_changes(store->db) == 0) {
        status = error_set(err, STATUS_CONFLICT,
                           "event %lld: expected one that stands, found none "
                           "or one undone already",
                           (long long)number);
    }
    return status;
}

static enum status put_event(struct store *store, struct plan_event *event,
                             const struct act *act, struct error *err)
{
    char object[40];
    TRY(insert_event(store, event, err));
    if (event->replaces > 0) {
        TRY(store_undo_event(store, event->replaces, event->number, err));
    }
    /* What it lays over the records makes them others. */
    TRY(sql_run(store, "UPDATE coop SET version = version + 1", err));
    snprintf(object, sizeof object, "event %lld", (long long)event->number);
    return store_audit(store, act, "event", object, NULL, err);
}

enum status store_put_event(struct store *store, struct plan_event *event,
                            const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    return sql_end(store, mine, put_event(store, event, act, err), err);
}

/* ---- opened slots ----------------------------------------------------------- */

static void bind_assignment(struct statement *s, const struct coop *coop,
                            int64_t event, const struct assignment *a)
{
    char key[DUTY_KEY], date[DATE_TEXT];
    sql_int(s, 1, event);
    sql_text(s, 2, duty_key(coop, a->duty, key));
    sql_text(s, 3, date_format(a->date, date));
    sql_text(s, 4, coop->staff.at[a->staff].id);
}

enum status store_put_opened(struct store *store, const struct coop *coop,
                             int64_t event, const struct assignment *a,
                             const char *rule, instant since,
                             struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO opened(event, duty, date, staff, rule, "
                    "since) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                    "ON CONFLICT DO NOTHING",
                    &s, err));
    bind_assignment(&s, coop, event, a);
    sql_text(&s, 5, rule);
    sql_int(&s, 6, since);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_opened_since(struct store *store, const struct coop *coop,
                               int64_t event, const struct assignment *a,
                               instant *since, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT since FROM opened WHERE event = ?1 AND "
                    "duty = ?2 AND date = ?3 AND staff = ?4",
                    &s, err));
    bind_assignment(&s, coop, event, a);
    *since = sql_row(&s, &status, err) ? sql_column_int(&s, 0) : INSTANT_NONE;
    sql_done(&s);
    return status;
}

/* ---- call-outs -------------------------------------------------------------- */

enum status store_put_event_callout(struct store *store,
                                    const struct coop *coop,
                                    const struct callout *callout,
                                    int64_t event, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO callout(staff, start, stop, event) "
                    "VALUES (?1, ?2, ?3, ?4)",
                    &s, err));
    sql_text(&s, 1, coop->staff.at[callout->staff].id);
    sql_int(&s, 2, callout->from);
    sql_int(&s, 3, callout->to);
    sql_int(&s, 4, event);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_drop_event_callout(struct store *store, int64_t event,
                                     struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store, "DELETE FROM callout WHERE event = ?1", &s, err));
    sql_int(&s, 1, event);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}
