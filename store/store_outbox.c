/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_outbox.c - messages on their way. */
#include "store/store_outbox.h"

#include "base/digest.h"
#include "store/sql.h"

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
