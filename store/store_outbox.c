/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_outbox.c - messages on their way. */
#include "store/store_outbox.h"

#include "base/arena.h"
#include "base/digest.h"
#include "store/offer_row.h"

enum status store_put_message(struct store *store,
                              const struct message_draft *draft, instant at,
                              bool *fresh, struct error *err)
{
    struct statement s;
    char token[RANDOM_ID_HEX];
    TRY(sql_prepare(store,
                    "INSERT INTO outbox(key, recipient, channel, text, about, "
                    "token, created, state, tries, next_try) VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting', 0, ?7) "
                    "ON CONFLICT(key) DO NOTHING",
                    &s, err));
    sql_text(&s, 1, draft->key);
    sql_text(&s, 2, draft->recipient);
    sql_text(&s, 3, draft->channel ? draft->channel : "any");
    sql_text(&s, 4, draft->text);
    sql_text(&s, 5, draft->about);
    sql_text(&s, 6, random_id(token));
    sql_int(&s, 7, at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    if (fresh) {
        *fresh = sqlite3_changes(store->db) > 0;
    }
    return status;
}

/* Half a minute for a server that is just busy, two days in all: a message is
 * about days to come. */
const int32_t MESSAGE_DELAYS[MESSAGE_TRIES - 1] = {
    30, 120, 600, 1800, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600,
};

const char *const MESSAGE_STATE_NAMES[MESSAGE_STATES + 1] = {
    [MESSAGE_WAITING] = "waiting",
    [MESSAGE_SENT] = "sent",
    [MESSAGE_FAILED] = "failed",
    [MESSAGE_WITHDRAWN] = "withdrawn",
};

void outbox_message_release(struct outbox_message *message)
{
    char *const texts[] = {message->key,  message->recipient, message->channel,
                           message->text, message->about,     message->token,
                           message->note};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        free(texts[i]);
    }
    *message = (struct outbox_message){0};
}

void outbox_release(struct outbox_vec *messages)
{
    for (int32_t i = 0; i < messages->n; i++) {
        outbox_message_release(&messages->at[i]);
    }
    vec_release(messages);
}

/* ---- reading ----------------------------------------------------------------
 */

#define MESSAGE_COLUMNS                                                        \
    "id, key, recipient, channel, text, about, token, created, "               \
    "CASE WHEN withdrawn IS NULL THEN state ELSE 'withdrawn' END, tries, "     \
    "next_try, acknowledged, note"

static struct outbox_message read_message(struct statement *s)
{
    return (struct outbox_message){
        .id = sql_column_int(s, 0),
        .key = xstrdup(sql_column_text(s, 1)),
        .recipient = xstrdup(sql_column_text(s, 2)),
        .channel = xstrdup(sql_column_text(s, 3)),
        .text = xstrdup(sql_column_text(s, 4)),
        .about = xstrdup(sql_column_text(s, 5)),
        .token = xstrdup(sql_column_text(s, 6)),
        .created = sql_column_int(s, 7),
        .state = (enum message_state)row_name(s, 8, MESSAGE_STATE_NAMES),
        .tries = (int32_t)sql_column_int(s, 9),
        .next_try = sql_column_int(s, 10),
        .acknowledged =
            sql_column_null(s, 11) ? INSTANT_NONE : sql_column_int(s, 11),
        .note = xstrdup(sql_column_text(s, 12)),
    };
}

enum status store_list_messages(struct store *store, bool unsent,
                                struct outbox_vec *result, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " MESSAGE_COLUMNS " FROM outbox "
                    "WHERE ?1 = 0 OR (state <> 'sent' AND withdrawn IS NULL) "
                    "ORDER BY id",
                    &s, err));
    sql_int(&s, 1, unsent);
    while (sql_row(&s, &status, err)) {
        struct outbox_message message = read_message(&s);
        vec_push(result, message);
    }
    sql_done(&s);
    return status;
}

enum status store_find_message(struct store *store, const char *token,
                               struct outbox_message *message,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " MESSAGE_COLUMNS " FROM outbox WHERE token = ?1",
                    &s, err));
    sql_text(&s, 1, token);
    if (sql_row(&s, &status, err)) {
        *message = read_message(&s);
    } else if (status == STATUS_OK) {
        status =
            error_set(err, STATUS_USAGE, "there is no message with this token");
    }
    sql_done(&s);
    return status;
}

/* ---- on the way
 * --------------------------------------------------------------- */

enum status store_claim_message(struct store *store, instant now, int32_t lease,
                                struct outbox_message *message, bool *found,
                                struct error *err)
{
    struct statement s;
    bool mine;
    enum status status = STATUS_OK;
    *found = false;
    TRY(sql_begin(store, &mine, err));
    status = sql_prepare(
        store,
        "UPDATE outbox SET tries = tries + 1, next_try = ?1 + ?2 WHERE id = "
        "(SELECT id FROM outbox WHERE state = 'waiting' AND withdrawn IS NULL "
        "AND next_try <= ?1 ORDER BY next_try, id LIMIT 1) RETURNING " MESSAGE_COLUMNS,
        &s, err);
    if (status == STATUS_OK) {
        sql_int(&s, 1, now);
        sql_int(&s, 2, lease);
        while (sql_row(&s, &status, err)) {
            *message = read_message(&s);
            *found = true;
        }
        sql_done(&s);
    }
    status = sql_end(store, mine, status, err);
    if (status != STATUS_OK && *found) {
        outbox_message_release(message);
        *found = false;
    }
    return status;
}

enum status store_withdraw_message(struct store *store, const char *key,
                                   instant at, bool *heard, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    *heard = true;
    TRY(sql_prepare(store,
                    "UPDATE outbox SET withdrawn = ?2 WHERE key = ?1 AND "
                    "state <> 'sent' AND withdrawn IS NULL RETURNING tries",
                    &s, err));
    sql_text(&s, 1, key);
    sql_int(&s, 2, at);
    while (sql_row(&s, &status, err)) {
        *heard = sql_column_int(&s, 0) > 0;
    }
    sql_done(&s);
    return status;
}

enum status store_message_sent(struct store *store, int64_t id,
                               const char *channel, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE outbox SET state = 'sent', channel = ?2, "
                    "note = NULL WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, id);
    sql_text(&s, 2, channel);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_message_missed(struct store *store,
                                 const struct outbox_message *message,
                                 instant now, bool final, const char *note,
                                 struct error *err)
{
    struct statement s;
    bool over = final || message->tries >= MESSAGE_TRIES;
    TRY(sql_prepare(store,
                    "UPDATE outbox SET state = ?2, next_try = ?3, note = ?4 "
                    "WHERE id = ?1",
                    &s, err));
    sql_int(&s, 1, message->id);
    sql_text(&s, 2,
             MESSAGE_STATE_NAMES[over ? MESSAGE_FAILED : MESSAGE_WAITING]);
    sql_int(&s, 3, over ? now : now + MESSAGE_DELAYS[message->tries - 1]);
    sql_text(&s, 4, note);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status set_acknowledged(struct store *store, const char *token,
                                    instant at, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE outbox SET acknowledged = ?2 WHERE token = ?1 "
                    "AND acknowledged IS NULL",
                    &s, err));
    sql_text(&s, 1, token);
    sql_int(&s, 2, at);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

/* The audit log holds the message's number, never its token. */
enum status store_acknowledge(struct store *store, const char *token,
                              const struct act *act, struct error *err)
{
    struct outbox_message message;
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = store_find_message(store, token, &message, err);
    if (status == STATUS_OK) {
        if (message.acknowledged == INSTANT_NONE) {
            status = set_acknowledged(store, token, act->at, err);
            if (status == STATUS_OK) {
                status = row_audit(store, act, "acknowledge", "message",
                                   message.id, NULL, err);
            }
        }
        outbox_message_release(&message);
    }
    return sql_end(store, mine, status, err);
}

enum status store_retry_messages(struct store *store, instant now, int32_t *n,
                                 struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE outbox SET state = 'waiting', tries = 0, "
                    "next_try = ?1 WHERE state = 'failed' AND withdrawn IS "
                    "NULL",
                    &s, err));
    sql_int(&s, 1, now);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    *n = sqlite3_changes(store->db);
    return status;
}
