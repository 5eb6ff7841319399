/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_swap.c - two people who change slots. */
#include "store/store_swap.h"

#include <stddef.h>

#include "store/offer_row.h"

const char *const SWAP_STATE_NAMES[SWAP_STATES + 1] = {
    [SWAP_OFFERED] = "offered",     [SWAP_ACCEPTED] = "accepted",
    [SWAP_APPROVED] = "approved",   [SWAP_PUBLISHED] = "published",
    [SWAP_DECLINED] = "declined",   [SWAP_REFUSED] = "refused",
    [SWAP_WITHDRAWN] = "withdrawn", [SWAP_STATES] = NULL,
};
const char *const SWAP_ANSWER_NAMES[SWAP_ANSWERS + 1] = {
    [SWAP_ACCEPT] = "accept",     [SWAP_DECLINE] = "decline",
    [SWAP_APPROVE] = "approve",   [SWAP_REFUSE] = "refuse",
    [SWAP_WITHDRAW] = "withdraw", [SWAP_ANSWERS] = NULL,
};

#define SWAP_COLUMNS                                                           \
    "id, staff, duty, date, other_staff, other_duty, other_date, state, at, "  \
    "changed, plan, offer, revision"

/* False when the records no longer know a person or a duty of the row. */
static bool read_swap(struct statement *s, const struct coop *coop,
                      struct swap_record *swap, enum status *status,
                      struct error *err)
{
    *swap = (struct swap_record){
        .id = sql_column_int(s, 0),
        .staff = coop_find_staff(coop, sql_column_text(s, 1)),
        .duty = duty_of_key(coop, sql_column_text(s, 2)),
        .other = coop_find_staff(coop, sql_column_text(s, 4)),
        .other_duty = duty_of_key(coop, sql_column_text(s, 5)),
        .state = (enum swap_state)row_name(s, 7, SWAP_STATE_NAMES),
        .at = sql_column_int(s, 8),
        .changed = sql_column_int(s, 9),
        .plan = sql_column_int(s, 10), /* NULL reads as 0 */
        .offer = sql_column_int(s, 11),
        .revision = sql_column_int(s, 12),
    };
    *status = read_date(s, 3, &swap->date, err);
    if (*status == STATUS_OK) {
        *status = read_date(s, 6, &swap->other_date, err);
    }
    return swap->staff != NONE && swap->other != NONE && swap->duty != NONE &&
           swap->other_duty != NONE;
}

static enum status insert_swap(struct store *store, const struct coop *coop,
                               struct swap_record *swap, const struct act *act,
                               struct error *err)
{
    struct statement s;
    char duty[DUTY_KEY], other_duty[DUTY_KEY];
    char date[DATE_TEXT], other_date[DATE_TEXT];
    TRY(sql_prepare(store,
                    "INSERT INTO swap(staff, duty, date, other_staff, "
                    "other_duty, other_date, state, actor, at, changed, "
                    "offer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, "
                    "?10)",
                    &s, err));
    sql_text(&s, 1, coop->staff.at[swap->staff].id);
    sql_text(&s, 2, duty_key(coop, swap->duty, duty));
    sql_text(&s, 3, date_format(swap->date, date));
    sql_text(&s, 4, coop->staff.at[swap->other].id);
    sql_text(&s, 5, duty_key(coop, swap->other_duty, other_duty));
    sql_text(&s, 6, date_format(swap->other_date, other_date));
    sql_text(&s, 7, SWAP_STATE_NAMES[swap->state]);
    sql_text(&s, 8, act->actor);
    sql_int(&s, 9, act->at);
    row_bind(&s, 10, swap->offer);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    swap->id = sqlite3_last_insert_rowid(store->db);
    return status;
}

enum status store_put_swap(struct store *store, const struct coop *coop,
                           struct swap_record *swap, const struct act *act,
                           struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = insert_swap(store, coop, swap, act, err);
    if (status == STATUS_OK) {
        status = row_audit(store, act, "swap", "swap", swap->id, NULL, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_get_swap(struct store *store, const struct coop *coop,
                           int64_t id, struct swap_record *result,
                           struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, "SELECT " SWAP_COLUMNS " FROM swap WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, id);
    bool found =
        sql_row(&s, &status, err) && read_swap(&s, coop, result, &status, err);
    sql_done(&s);
    if (status == STATUS_OK && !found) {
        status = error_set(err, STATUS_USAGE,
                           "swap %lld: there is no such swap", (long long)id);
    }
    return status;
}

enum status store_list_swaps(struct store *store, const struct coop *coop,
                             bool open, struct swap_vec *result,
                             struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " SWAP_COLUMNS " FROM swap WHERE ?1 = 0 OR state "
                    "IN ('offered', 'accepted', 'approved') ORDER BY id",
                    &s, err));
    sql_int(&s, 1, open);
    while (status == STATUS_OK && sql_row(&s, &status, err)) {
        struct swap_record swap;
        if (read_swap(&s, coop, &swap, &status, err)) {
            vec_push(result, swap);
        }
    }
    sql_done(&s);
    return status;
}

enum status store_set_swap(struct store *store, const struct swap_record *swap,
                           struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE swap SET state = ?2, changed = ?3, plan = ?4 "
                    "WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, swap->id);
    sql_text(&s, 2, SWAP_STATE_NAMES[swap->state]);
    sql_int(&s, 3, swap->changed);
    row_bind(&s, 4, swap->plan);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status insert_answer(struct store *store, int64_t swap,
                                 enum swap_answer answer, const char *filed_by,
                                 const struct act *act, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO swap_answer(swap, answer, filed_by, actor, "
                    "at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    &s, err));
    sql_int(&s, 1, swap);
    sql_text(&s, 2, SWAP_ANSWER_NAMES[answer]);
    sql_text(&s, 3, filed_by);
    sql_text(&s, 4, act->actor);
    sql_int(&s, 5, act->at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_put_swap_answer(struct store *store, int64_t swap,
                                  enum swap_answer answer, const char *filed_by,
                                  const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = insert_answer(store, swap, answer, filed_by, act, err);
    if (status == STATUS_OK) {
        status = row_audit(store, act, "swap-answer", "swap", swap,
                           SWAP_ANSWER_NAMES[answer], err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_swap_answered(struct store *store, int64_t swap,
                                enum swap_answer answer, const char *filed_by,
                                bool *yes, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT 1 FROM swap_answer WHERE swap = ?1 AND "
                    "answer = ?2 AND filed_by = ?3",
                    &s, err));
    sql_int(&s, 1, swap);
    sql_text(&s, 2, SWAP_ANSWER_NAMES[answer]);
    sql_text(&s, 3, filed_by);
    *yes = sql_row(&s, &status, err);
    sql_done(&s);
    return status;
}
