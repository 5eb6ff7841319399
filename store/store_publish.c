/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_publish.c - revisions: what stands from which publication on.
 *
 * A row of `published` is in force from revision `since` until the revision
 * that ends it. Feed events (store_events.c) are moved along in the same
 * transaction.
 */
#include "store/events.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/store_offer.h"

/* ---- what stands ------------------------------------------------------------------ */

static enum status load_assignments(struct store *store,
                                    const struct coop *coop, int64_t number,
                                    date_day from, date_day to,
                                    struct plan *result, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    char a[DATE_TEXT], b[DATE_TEXT];
    TRY(sql_prepare(store,
                    "SELECT date, staff, duty, overtime, pinned "
                    "FROM published WHERE date BETWEEN ?1 AND ?2 AND "
                    "CASE ?3 WHEN 0 THEN until IS NULL ELSE since <= ?3 AND "
                    "(until IS NULL OR until > ?3) END",
                    &s, err));
    sql_text(&s, 1, date_format(from, a));
    sql_text(&s, 2, date_format(to, b));
    sql_int(&s, 3, number);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct assignment assignment;
        status = read_assignment(&s, coop, &assignment, err);
        if (status == STATUS_OK) {
            vec_push(&result->assignments, assignment);
        }
    }
    sql_done(&s);
    plan_sort(result);
    return status;
}

static enum status load_callouts(struct store *store,
                                 const struct coop *coop, date_day from,
                                 date_day to, struct plan *result,
                                 struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT staff, start, stop FROM callout "
                    "WHERE start >= ?1 AND start < ?2 ORDER BY start",
                    &s, err));
    sql_int(&s, 1, zone_instant(from, 0));
    sql_int(&s, 2, zone_instant(to + 1, 0));
    while (sql_row(&s, &status, err)) {
        struct callout callout = {
            .staff = coop_find_staff(coop, sql_column_text(&s, 0)),
            .from = sql_column_int(&s, 1),
            .to = sql_column_int(&s, 2),
        };
        if (callout.staff != NONE) {
            vec_push(&result->callouts, callout);
        }
    }
    sql_done(&s);
    return status;
}

enum status store_published(struct store *store, const struct coop *coop,
                            int64_t number, date_day from, date_day to,
                            struct plan *result, struct error *err)
{
    from = from < DATE_MIN ? DATE_MIN : from;
    TRY(load_assignments(store, coop, number, from, to, result, err));
    return load_callouts(store, coop, from, to, result, err);
}

/* NONE where the records no longer have the person or a duty. */
static struct moved read_moved(struct statement *s, const struct coop *coop)
{
    return (struct moved){
        .staff = coop_find_staff(coop, sql_column_text(s, 0)),
        .duty = duty_of_key(coop, sql_column_text(s, 2)),
        .before = duty_of_key(coop, sql_column_text(s, 3)),
        .told = sql_column_int(s, 4),
    };
}

enum status store_moved(struct store *store, const struct coop *coop,
                        date_day from, date_day to, struct moved_vec *result,
                        struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    char a[DATE_TEXT], b[DATE_TEXT];
    TRY(sql_prepare(store,
                    "SELECT n.staff, n.date, n.duty, o.duty, r.at "
                    "FROM published n JOIN published o "
                    "ON o.staff = n.staff AND o.date = n.date AND "
                    "o.until = n.since AND o.duty <> n.duty "
                    "JOIN revision r ON r.number = n.since "
                    "WHERE n.until IS NULL AND n.date BETWEEN ?1 AND ?2 "
                    "ORDER BY n.staff, n.date, n.duty, o.duty",
                    &s, err));
    sql_text(&s, 1, date_format(from, a));
    sql_text(&s, 2, date_format(to, b));
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct moved moved = read_moved(&s, coop);
        status = read_date(&s, 1, &moved.date, err);
        if (status == STATUS_OK && moved.staff != NONE &&
            moved.duty != NONE && moved.before != NONE) {
            vec_push(result, moved);
        }
    }
    sql_done(&s);
    return status;
}

enum status store_current_revision(struct store *store, int64_t *number,
                                   struct error *err)
{
    return sql_number(store, "SELECT max(number) FROM revision", 0, number,
                      err);
}

enum status store_last_published(struct store *store, date_day *last,
                                 struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT max(date) FROM published WHERE until IS NULL", &s,
                    err));
    *last = DATE_NONE;
    if (sql_row(&s, &status, err) && !sql_column_null(&s, 0)) {
        status = read_date(&s, 0, last, err);
    }
    sql_done(&s);
    return status;
}

enum status store_made_known(struct store *store, date_day date,
                             date_day *known, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    char text[DATE_TEXT];
    int32_t minute;
    TRY(sql_prepare(store,
                    "SELECT min(at) FROM revision "
                    "WHERE ?1 BETWEEN first_date AND last_date",
                    &s, err));
    sql_text(&s, 1, date_format(date, text));
    *known = DATE_NONE;
    if (sql_row(&s, &status, err) && !sql_column_null(&s, 0)) {
        zone_local(sql_column_int(&s, 0), known, &minute);
    }
    sql_done(&s);
    return status;
}

enum status store_list_revisions(struct store *store,
                                 struct revision_vec *result,
                                 struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT number, plan, at, first_date, last_date, actor, "
                    "reason, consultation, route FROM revision "
                    "ORDER BY number",
                    &s, err));
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct revision r = {.number = sql_column_int(&s, 0),
                             .plan = sql_column_int(&s, 1),
                             .at = sql_column_int(&s, 2)};
        status = read_date(&s, 3, &r.from, err);
        if (status == STATUS_OK) {
            status = read_date(&s, 4, &r.to, err);
        }
        sql_column_copy(&s, 5, r.actor, sizeof r.actor);
        sql_column_copy(&s, 6, r.reason, sizeof r.reason);
        sql_column_copy(&s, 7, r.consultation, sizeof r.consultation);
        sql_column_copy(&s, 8, r.route, sizeof r.route);
        vec_push(result, r);
    }
    sql_done(&s);
    return status;
}

/* ---- a new revision --------------------------------------------------------------- */

static enum status insert_revision(struct store *store,
                                   const struct revision *r,
                                   struct error *err)
{
    struct statement s;
    char a[DATE_TEXT], b[DATE_TEXT];
    TRY(sql_prepare(store,
                    "INSERT INTO revision VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    &s, err));
    sql_int(&s, 1, r->number);
    sql_int(&s, 2, r->plan);
    sql_int(&s, 3, r->at);
    sql_text(&s, 4, date_format(r->from, a));
    sql_text(&s, 5, date_format(r->to, b));
    sql_text(&s, 6, r->actor);
    sql_text(&s, 7, r->reason[0] ? r->reason : NULL);
    sql_text(&s, 8, r->consultation[0] ? r->consultation : NULL);
    sql_text(&s, 9, r->route);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status insert_agreed(struct store *store, int64_t number,
                                 const struct publication *what,
                                 struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "INSERT INTO revision_agreed(revision, staff) "
                    "VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    &s, err));
    for (int32_t i = 0; i < what->n_agreed && status == STATUS_OK; i++) {
        sql_int(&s, 1, number);
        sql_text(&s, 2, what->agreed[i]);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}

enum status store_revision_agreed(struct store *store, int64_t number,
                                  char *out, size_t room, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    size_t used = 0;
    TRY(sql_prepare(store,
                    "SELECT staff FROM revision_agreed WHERE revision = ?1 "
                    "ORDER BY staff",
                    &s, err));
    sql_int(&s, 1, number);
    out[0] = '\0';
    while (sql_row(&s, &status, err) && used < room) {
        int n = snprintf(out + used, room - used, "%s%s", used ? ", " : "",
                         sql_column_text(&s, 0));
        used += n > 0 ? (size_t)n : 0;
    }
    sql_done(&s);
    return status;
}

static void bind_key(struct statement *s, const struct coop *coop,
                     const struct assignment *a)
{
    char date[DATE_TEXT], key[DUTY_KEY];
    sql_text(s, 2, date_format(a->date, date));
    sql_text(s, 3, coop->staff.at[a->staff].id);
    sql_text(s, 4, duty_key(coop, a->duty, key));
}

/* Ends or begins one row, by the change. */
static enum status apply_change(struct store *store, const struct coop *coop,
                                const struct plan_change *change,
                                int64_t number, struct error *err)
{
    struct statement s;
    bool gained = change->kind == CHANGE_GAINED;
    TRY(sql_prepare(store,
                    gained ? "INSERT INTO published(since, date, staff, duty, "
                             "overtime, pinned) VALUES "
                             "(?1, ?2, ?3, ?4, ?5, ?6)"
                           : "UPDATE published SET until = ?1 WHERE "
                             "date = ?2 AND staff = ?3 AND duty = ?4 AND "
                             "until IS NULL",
                    &s, err));
    sql_int(&s, 1, number);
    bind_key(&s, coop, &change->what);
    if (gained) {
        sql_int(&s, 5, change->what.overtime);
        sql_int(&s, 6, change->what.pinned);
    }
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status mark_published(struct store *store, int64_t plan,
                                  struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store, "UPDATE plan SET state = 1 WHERE id = ?1", &s,
                    err));
    sql_int(&s, 1, plan);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* Everything a publication works with. */
struct publishing {
    struct store *store;
    const struct coop *coop;
    struct plan before, after;
    struct change_vec changes;
    struct revision revision;
};

static enum status apply_changes(struct publishing *p, struct error *err)
{
    for (int32_t i = 0; i < p->changes.n; i++) {
        TRY(apply_change(p->store, p->coop, &p->changes.at[i],
                         p->revision.number, err));
    }
    return STATUS_OK;
}

static enum status load_both(struct publishing *p, int64_t plan_id,
                             const struct publication *what,
                             struct error *err)
{
    struct plan_record record = {0};
    TRY(store_get_plan(p->store, p->coop, plan_id, &record, err));
    enum status status = STATUS_OK;
    date_day last = record.plan.from + record.plan.days - 1;
    if (record.state != PLAN_DRAFT) {
        status = error_set(err, STATUS_CONFLICT,
                           "plan %lld is not a draft any more",
                           (long long)plan_id);
    } else if (what->from < record.plan.from || what->to > last ||
               what->to < what->from) {
        status = error_set(err, STATUS_USAGE,
                           "the dates to publish lie outside the plan");
    }
    plan_init(&p->after, what->from, what->to - what->from + 1);
    plan_copy_range(&p->after, &record.plan, what->from, what->to);
    plan_sort(&p->after);
    plan_record_release(&record);
    TRY(status);
    plan_init(&p->before, what->from, what->to - what->from + 1);
    TRY(load_assignments(p->store, p->coop, 0, what->from, what->to,
                         &p->before, err));
    plan_diff(&p->before, &p->after, what->from, what->to, &p->changes);
    return STATUS_OK;
}

static void fill_revision(struct revision *r, int64_t number, int64_t plan,
                          const struct publication *what,
                          const struct act *act)
{
    *r = (struct revision){.number = number,
                           .plan = plan,
                           .at = act->at,
                           .from = what->from,
                           .to = what->to};
    snprintf(r->actor, sizeof r->actor, "%s", act->actor);
    snprintf(r->reason, sizeof r->reason, "%s",
             what->reason ? what->reason : "");
    snprintf(r->consultation, sizeof r->consultation, "%s",
             what->consultation ? what->consultation : "");
    snprintf(r->route, sizeof r->route, "%s",
             what->route ? what->route : "weekly");
}

/* Names the slots that changed since, so that who was second knows what. */
static enum status moved(struct store *store, int64_t expected,
                         int64_t current, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    char words[400] = "";
    size_t used = 0;
    int32_t more = 0;
    TRY(sql_prepare(store,
                    "SELECT DISTINCT substr(duty, 3) || '@' || date "
                    "FROM published WHERE since > ?1 OR until > ?1 "
                    "ORDER BY date, duty",
                    &s, err));
    sql_int(&s, 1, expected);
    while (sql_row(&s, &status, err)) {
        const char *slot = sql_column_text(&s, 0);
        if (used + strlen(slot) + 2 < sizeof words) {
            int n = snprintf(words + used, sizeof words - used, "%s%s",
                             used ? ", " : "", slot);
            used += n > 0 ? (size_t)n : 0;
        } else {
            more++;
        }
    }
    sql_done(&s);
    TRY(status);
    return error_set(err, STATUS_CONFLICT,
                     "the published plan moved: expected revision %lld, found "
                     "%lld; changed since: %s%s",
                     (long long)expected, (long long)current,
                     used ? words : "nothing", more ? ", ..." : "");
}

static enum status check_expected(struct store *store, int64_t expected,
                                  int64_t *current, struct error *err)
{
    TRY(store_current_revision(store, current, err));
    return expected >= 0 && expected != *current
               ? moved(store, expected, *current, err)
               : STATUS_OK;
}

static enum status write_publication(struct publishing *p, struct error *err)
{
    TRY(insert_revision(p->store, &p->revision, err));
    TRY(apply_changes(p, err));
    struct event_move move = {.store = p->store,
                              .coop = p->coop,
                              .before = &p->before,
                              .after = &p->after,
                              .changes = &p->changes,
                              .at = p->revision.at};
    TRY(events_move(&move, err));
    TRY(store_settle(p->store, p->revision.number, p->revision.at, err));
    return mark_published(p->store, p->revision.plan, err);
}

static enum status publish(struct publishing *p, int64_t plan_id,
                           const struct publication *what, int64_t expected,
                           const struct act *act, struct error *err)
{
    int64_t current = 0;
    char object[40], detail[80];
    TRY(check_expected(p->store, expected, &current, err));
    TRY(load_both(p, plan_id, what, err));
    fill_revision(&p->revision, current + 1, plan_id, what, act);
    TRY(write_publication(p, err));
    TRY(insert_agreed(p->store, p->revision.number, what, err));
    snprintf(object, sizeof object, "revision %lld",
             (long long)p->revision.number);
    snprintf(detail, sizeof detail, "{\"plan\": %lld, \"changes\": %d}",
             (long long)plan_id, p->changes.n);
    return store_audit(p->store, act, "publish", object, detail, err);
}

enum status store_publish(struct store *store, const struct coop *coop,
                          int64_t plan_id, const struct publication *what,
                          int64_t expected, const struct act *act,
                          struct revision *result, struct error *err)
{
    struct publishing p = {.store = store, .coop = coop};
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = publish(&p, plan_id, what, expected, act, err);
    status = sql_end(store, mine, status, err);
    if (status == STATUS_OK) {
        *result = p.revision;
    }
    plan_release(&p.before);
    plan_release(&p.after);
    vec_release(&p.changes);
    return status;
}

enum status store_add_callout(struct store *store, const struct coop *coop,
                              const struct callout *callout,
                              const struct act *act, struct error *err)
{
    struct statement s;
    bool mine;
    if (callout->to <= callout->from) {
        return error_set(err, STATUS_USAGE,
                         "call-out: expected an end after its start");
    }
    TRY(sql_begin(store, &mine, err));
    enum status status = sql_prepare(
        store, "INSERT INTO callout(staff, start, stop) VALUES (?1, ?2, ?3)",
        &s, err);
    if (status == STATUS_OK) {
        sql_text(&s, 1, coop->staff.at[callout->staff].id);
        sql_int(&s, 2, callout->from);
        sql_int(&s, 3, callout->to);
        status = sql_step(&s, err);
        sql_done(&s);
    }
    if (status == STATUS_OK) {
        status = store_audit(store, act, "callout",
                             coop->staff.at[callout->staff].id, NULL, err);
    }
    return sql_end(store, mine, status, err);
}
