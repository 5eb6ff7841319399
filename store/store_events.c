/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_events.c - moves feed events along with publications. */
#include "store/events.h"
#include "store/faces.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"

enum { TOMBSTONE_DAYS = 14 };

/* Text of a statement whose ?1 is staff (NULL: slot event), ?2 duty, ?3 date.
 * `IS` compares NULLs too. */
#define OF_ASSIGNMENT "staff IS ?1 AND duty = ?2 AND date = ?3"

static void bind_slot(struct statement *s, const struct event_move *move,
                      int32_t staff, duty_ix duty, date_day date)
{
    char key[DUTY_KEY], text[DATE_TEXT];
    sql_text(s, 1, staff == NONE ? NULL : move->coop->staff.at[staff].id);
    sql_text(s, 2, duty_key(move->coop, duty, key));
    sql_text(s, 3, date_format(date, text));
}

static instant slot_start(const struct event_move *move, duty_ix duty,
                          date_day date)
{
    return zone_instant(date, duty_start(move->coop, duty));
}

static instant slot_end(const struct event_move *move, duty_ix duty,
                        date_day date)
{
    return zone_instant(date, duty_end(move->coop, duty));
}

/* ---- single steps ----------------------------------------------------------------- */

static enum status insert_event(const struct event_move *move, int32_t staff,
                                duty_ix duty, date_day date,
                                struct error *err)
{
    struct statement s;
    char uid[80], id[RANDOM_ID_HEX];
    snprintf(uid, sizeof uid, "%c-%s@samvakt", staff == NONE ? 's' : 'a',
             random_id(id));
    TRY(sql_prepare(move->store,
                    "INSERT INTO event(staff, duty, date, uid, start, stop, "
                    "sequence, created, changed, cancelled) VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?7, 0)",
                    &s, err));
    bind_slot(&s, move, staff, duty, date);
    sql_text(&s, 4, uid);
    sql_int(&s, 5, slot_start(move, duty, date));
    sql_int(&s, 6, slot_end(move, duty, date));
    sql_int(&s, 7, move->at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* Marks a change; `cancelled` is the new state. Only live events of people are
 * touched, of slots any. `*n` gets how many rows. */
static enum status touch_event(const struct event_move *move, int32_t staff,
                               duty_ix duty, date_day date, bool cancelled,
                               int32_t *n, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(move->store,
                    "UPDATE event SET sequence = sequence + 1, "
                    "changed = max(?4, changed + 1), cancelled = ?5, "
                    "start = ?6, stop = ?7 WHERE " OF_ASSIGNMENT
                    " AND (staff IS NULL OR cancelled = 0)",
                    &s, err));
    bind_slot(&s, move, staff, duty, date);
    sql_int(&s, 4, move->at);
    sql_int(&s, 5, cancelled);
    sql_int(&s, 6, slot_start(move, duty, date));
    sql_int(&s, 7, slot_end(move, duty, date));
    enum status status = sql_step(&s, err);
    sql_done(&s);
    *n = sqlite3_changes(move->store->db);
    return status;
}

/* A kept assignment whose shift moved by the clock. */
static enum status move_times(const struct event_move *move, int32_t staff,
                              duty_ix duty, date_day date, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(move->store,
                    "UPDATE event SET sequence = sequence + 1, "
                    "changed = max(?4, changed + 1), start = ?5, stop = ?6 "
                    "WHERE " OF_ASSIGNMENT
                    " AND cancelled = 0 AND (start <> ?5 OR stop <> ?6)",
                    &s, err));
    bind_slot(&s, move, staff, duty, date);
    sql_int(&s, 4, move->at);
    sql_int(&s, 5, slot_start(move, duty, date));
    sql_int(&s, 6, slot_end(move, duty, date));
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* ---- the whole move ---------------------------------------------------------------- */

static bool held_by_any(const struct plan *plan, duty_ix duty, date_day date)
{
    for (int32_t i = plan_seek(plan, date);
         i < plan->assignments.n && plan->assignments.at[i].date == date;
         i++) {
        if (plan->assignments.at[i].duty == duty) {
            return true;
        }
    }
    return false;
}

static bool same_slot(const struct assignment *a, const struct assignment *b)
{
    return a->duty == b->duty && a->date == b->date;
}

/* One touch a slot, however many of its people changed. */
static bool slot_seen_before(const struct change_vec *changes, int32_t i)
{
    for (int32_t k = 0; k < i; k++) {
        if (same_slot(&changes->at[k].what, &changes->at[i].what)) {
            return true;
        }
    }
    return false;
}

static enum status move_slot(const struct event_move *move,
                             const struct assignment *what, struct error *err)
{
    int32_t n = 0;
    bool held = held_by_any(move->after, what->duty, what->date);
    TRY(touch_event(move, NONE, what->duty, what->date, !held, &n, err));
    return n == 0 && held
               ? insert_event(move, NONE, what->duty, what->date, err)
               : STATUS_OK;
}

static enum status move_person(const struct event_move *move,
                               const struct plan_change *change,
                               struct error *err)
{
    const struct assignment *what = &change->what;
    int32_t n = 0;
    return change->kind == CHANGE_GAINED
               ? insert_event(move, what->staff, what->duty, what->date, err)
               : touch_event(move, what->staff, what->duty, what->date, true,
                             &n, err);
}

enum status events_move(const struct event_move *move, struct error *err)
{
    for (int32_t i = 0; i < move->changes->n; i++) {
        const struct plan_change *change = &move->changes->at[i];
        TRY(move_person(move, change, err));
        if (!slot_seen_before(move->changes, i)) {
            TRY(move_slot(move, &change->what, err));
        }
    }
    for (int32_t i = 0; i < move->after->assignments.n; i++) {
        const struct assignment *a = &move->after->assignments.at[i];
        if (plan_holds(move->before, a->staff, a->duty, a->date)) {
            TRY(move_times(move, a->staff, a->duty, a->date, err));
            TRY(move_times(move, NONE, a->duty, a->date, err));
        }
    }
    return faces_refresh(move->store, move->coop, move->at, err);
}

/* ---- reading ------------------------------------------------------------------------- */

static enum status read_event(struct statement *s, const struct coop *coop,
                              struct event_record *event, struct error *err)
{
    memset(event, 0, sizeof *event);
    snprintf(event->uid, sizeof event->uid, "%s", sql_column_text(s, 0));
    event->staff = sql_column_null(s, 1)
                       ? NONE
                       : coop_find_staff(coop, sql_column_text(s, 1));
    event->duty = duty_of_key(coop, sql_column_text(s, 2));
    TRY(read_date(s, 3, &event->date, err));
    event->start = sql_column_int(s, 4);
    event->end = sql_column_int(s, 5);
    event->sequence = (int32_t)sql_column_int(s, 6);
    event->created = sql_column_int(s, 7);
    event->changed = sql_column_int(s, 8);
    event->cancelled = sql_column_int(s, 9) != 0;
    if (event->duty == NONE) {
        return error_set(err, STATUS_STORE,
                         "a feed event names duty '%s', which the records no "
                         "longer have",
                         sql_column_text(s, 2));
    }
    return STATUS_OK;
}

enum status store_events(struct store *store, const struct coop *coop,
                         int32_t staff, instant since, instant until,
                         instant now, struct event_vec *result,
                         struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT uid, staff, duty, date, start, stop, sequence, "
                    "created, changed, cancelled FROM event "
                    "WHERE staff IS ?1 AND stop > ?2 AND start < ?3 AND "
                    "(cancelled = 0 OR (stop > ?4 AND changed > ?5)) "
                    "ORDER BY start, uid",
                    &s, err));
    sql_text(&s, 1, staff == NONE ? NULL : coop->staff.at[staff].id);
    sql_int(&s, 2, since);
    sql_int(&s, 3, until);
    sql_int(&s, 4, now);
    sql_int(&s, 5, now - (instant)TOMBSTONE_DAYS * 86400);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct event_record event;
        status = read_event(&s, coop, &event, err);
        if (status == STATUS_OK) {
            vec_push(result, event);
        }
    }
    sql_done(&s);
    return status;
}
