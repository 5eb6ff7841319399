/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_session.c - invitations, sessions, answers kept for their keys. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "store/account_parts.h"

/* ---- invitations ------------------------------------------------------------------- */

static enum status insert_invitation(struct store *store,
                                     const struct invitation *invitation,
                                     instant at, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO invitation(digest, login, name, staff, "
                    "created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    &s, err));
    sql_text(&s, 1, invitation->digest);
    sql_text(&s, 2, invitation->login);
    sql_text(&s, 3, invitation->name);
    sql_text(&s, 4, invitation->staff);
    sql_int(&s, 5, at);
    sql_int(&s, 6, invitation->expires);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_put_invitation(struct store *store,
                                 const struct invitation *invitation,
                                 const struct act *act, struct error *err)
{
    bool mine;
    char object[24];
    snprintf(object, sizeof object, "invitation:%.8s", invitation->digest);
    TRY(sql_begin(store, &mine, err));
    enum status status =
        insert_invitation(store, invitation, act->at, err);
    if (status == STATUS_OK) {
        status = write_grants(store,
                              "INSERT OR IGNORE INTO invitation_role(digest, "
                              "role, member) VALUES (?1, ?2, ?3)",
                              invitation->digest, invitation->grants,
                              invitation->n_grants, err);
    }
    if (status == STATUS_OK) {
        status = store_audit(store, act, "invite", object, NULL, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_find_invitation(struct store *store, const char *digest,
                                  instant now, struct invitation *result,
                                  bool *found, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    memset(result, 0, sizeof *result);
    TRY(sql_prepare(store,
                    "SELECT digest, login, name, staff, expires "
                    "FROM invitation WHERE digest = ?1 AND used IS NULL "
                    "AND expires > ?2",
                    &s, err));
    sql_text(&s, 1, digest);
    sql_int(&s, 2, now);
    *found = sql_row(&s, &status, err);
    if (*found) {
        sql_column_copy(&s, 0, result->digest, sizeof result->digest);
        sql_column_copy(&s, 1, result->login, sizeof result->login);
        sql_column_copy(&s, 2, result->name, sizeof result->name);
        sql_column_copy(&s, 3, result->staff, sizeof result->staff);
        result->expires = sql_column_int(&s, 4);
    }
    sql_done(&s);
    return status == STATUS_OK && *found
               ? read_grants(store,
                             "SELECT role, member FROM invitation_role "
                             "WHERE digest = ?1 ORDER BY role, member",
                             digest, result->grants, &result->n_grants, err)
               : status;
}

enum status store_use_invitation(struct store *store, const char *digest,
                                 instant now, bool *used, struct error *err)
{
    TRY(run_with(store,
                 "UPDATE invitation SET used = ?2 "
                 "WHERE digest = ?1 AND used IS NULL AND expires > ?2",
                 digest, now, err));
    *used = sqlite3_changes(store->db) == 1;
    return STATUS_OK;
}

/* ---- sessions ----------------------------------------------------------------------- */

enum status store_put_session(struct store *store,
                              const struct session *session,
                              struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO session(digest, account, csrf, created, "
                    "seen) VALUES (?1, ?2, ?3, ?4, ?5)",
                    &s, err));
    sql_text(&s, 1, session->digest);
    sql_text(&s, 2, session->account);
    sql_text(&s, 3, session->csrf);
    sql_int(&s, 4, session->created);
    sql_int(&s, 5, session->seen);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_find_session(struct store *store, const char *digest,
                               instant oldest, instant idle,
                               struct session *result, bool *found,
                               struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    memset(result, 0, sizeof *result);
    TRY(sql_keep(store, KEPT_SESSION,
                 "SELECT s.digest, s.account, s.csrf, s.created, s.seen "
                 "FROM session s JOIN account a ON a.id = s.account "
                 "WHERE s.digest = ?1 AND s.created > ?2 AND s.seen > ?3 "
                 "AND a.disabled IS NULL",
                 &s, err));
    sql_text(&s, 1, digest);
    sql_int(&s, 2, oldest);
    sql_int(&s, 3, idle);
    *found = sql_row(&s, &status, err);
    if (*found) {
        sql_column_copy(&s, 0, result->digest, sizeof result->digest);
        sql_column_copy(&s, 1, result->account, sizeof result->account);
        sql_column_copy(&s, 2, result->csrf, sizeof result->csrf);
        result->created = sql_column_int(&s, 3);
        result->seen = sql_column_int(&s, 4);
    }
    sql_reset(&s);
    return status;
}

enum status store_see_session(struct store *store, const char *digest,
                              instant now, struct error *err)
{
    return run_with(store, "UPDATE session SET seen = ?2 WHERE digest = ?1",
                    digest, now, err);
}

enum status store_end_session(struct store *store, const char *digest,
                              struct error *err)
{
    return run_with(store, "DELETE FROM session WHERE digest = ?1", digest, 0,
                    err);
}

/* ---- answers ------------------------------------------------------------------------- */

enum status store_find_answer(struct store *store, const char *account,
                              const char *key, struct kept_answer *result,
                              struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    memset(result, 0, sizeof *result);
    TRY(sql_prepare(store,
                    "SELECT route, status, body FROM kept_answer "
                    "WHERE account = ?1 AND key = ?2",
                    &s, err));
    sql_text(&s, 1, account);
    sql_text(&s, 2, key);
    if (sql_row(&s, &status, err)) {
        result->route = xstrdup(sql_column_text(&s, 0));
        result->status = (int32_t)sql_column_int(&s, 1);
        result->body = xstrdup(sql_column_text(&s, 2));
    }
    sql_done(&s);
    return status;
}

enum status store_keep_answer(struct store *store, const char *account,
                              const char *key, const char *route,
                              int32_t status, const char *body, instant at,
                              struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT OR IGNORE INTO kept_answer(account, key, route, "
                    "status, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    &s, err));
    sql_text(&s, 1, account);
    sql_text(&s, 2, key);
    sql_text(&s, 3, route);
    sql_int(&s, 4, status);
    sql_text(&s, 5, body);
    sql_int(&s, 6, at);
    enum status done = sql_step(&s, err);
    sql_done(&s);
    return done;
}
