/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_account.c - accounts and their roles. */
#include "store/store_account.h"

#include <stdio.h>
#include <string.h>

#include "store/account_parts.h"

#define ACCOUNT_COLUMNS                                                        \
    "id, login, name, staff, password, totp, totp_step, created, disabled"

static void read_account(struct statement *s, struct account *account)
{
    memset(account, 0, sizeof *account);
    sql_column_copy(s, 0, account->id, sizeof account->id);
    sql_column_copy(s, 1, account->login, sizeof account->login);
    sql_column_copy(s, 2, account->name, sizeof account->name);
    sql_column_copy(s, 3, account->staff, sizeof account->staff);
    sql_column_copy(s, 4, account->password, sizeof account->password);
    sql_column_copy(s, 5, account->totp, sizeof account->totp);
    account->totp_step = sql_column_int(s, 6);
    account->created = sql_column_int(s, 7);
    account->disabled =
        sql_column_null(s, 8) ? INSTANT_NONE : sql_column_int(s, 8);
}

enum status read_grants(struct store *store, const char *sql, const char *key,
                        struct role_grant *grants, int32_t *n,
                        struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, sql, &s, err));
    sql_text(&s, 1, key);
    *n = 0;
    while (*n < ROLES_MAX && sql_row(&s, &status, err)) {
        sql_column_copy(&s, 0, grants[*n].role, sizeof grants[*n].role);
        sql_column_copy(&s, 1, grants[*n].member, sizeof grants[*n].member);
        ++*n;
    }
    sql_done(&s);
    return status;
}

enum status write_grants(struct store *store, const char *sql,
                         const char *key, const struct role_grant *grants,
                         int32_t n, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, sql, &s, err));
    for (int32_t i = 0; i < n && status == STATUS_OK; i++) {
        sql_text(&s, 1, key);
        sql_text(&s, 2, grants[i].role);
        sql_text(&s, 3, grants[i].member);
        status = sql_step(&s, err);
    }
    sql_done(&s);
    return status;
}

enum status run_with(struct store *store, const char *sql, const char *text,
                     int64_t number, struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store, sql, &s, err));
    sql_text(&s, 1, text);
    if (strstr(sql, "?2")) {
        sql_int(&s, 2, number);
    }
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

static enum status audit_account(struct store *store, const struct act *act,
                                 const char *action, const char *id,
                                 struct error *err)
{
    char object[ACCOUNT_ID + 16];
    snprintf(object, sizeof object, "account:%s", id);
    return store_audit(store, act, action, object, NULL, err);
}

/* ---- reading ------------------------------------------------------------------------ */

static enum status find_by(struct store *store, const char *sql,
                           const char *key, struct account *result,
                           bool *found, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store, sql, &s, err));
    sql_text(&s, 1, key);
    *found = sql_row(&s, &status, err);
    if (*found) {
        read_account(&s, result);
    }
    sql_done(&s);
    if (*found && status == STATUS_OK) {
        status = read_grants(store,
                             "SELECT role, member FROM account_role "
                             "WHERE account = ?1 ORDER BY role, member",
                             result->id, result->grants, &result->n_grants,
                             err);
    }
    return status;
}

enum status store_find_account(struct store *store, const char *login,
                               struct account *result, bool *found,
                               struct error *err)
{
    return find_by(store,
                   "SELECT " ACCOUNT_COLUMNS " FROM account WHERE login = ?1",
                   login, result, found, err);
}

enum status store_get_account(struct store *store, const char *id,
                              struct account *result, bool *found,
                              struct error *err)
{
    return find_by(store,
                   "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?1",
                   id, result, found, err);
}

enum status store_list_accounts(struct store *store,
                                struct account_vec *result, struct error *err)
{
    struct statement s;
    enum status status = STATUS_OK;
    TRY(sql_prepare(store,
                    "SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY login",
                    &s, err));
    while (sql_row(&s, &status, err)) {
        read_account(&s, vec_add(result));
    }
    sql_done(&s);
    for (int32_t i = 0; i < result->n && status == STATUS_OK; i++) {
        struct account *account = &result->at[i];
        status = read_grants(store,
                             "SELECT role, member FROM account_role "
                             "WHERE account = ?1 ORDER BY role, member",
                             account->id, account->grants,
                             &account->n_grants, err);
    }
    return status;
}

/* ---- changing ------------------------------------------------------------------------ */

static enum status insert_account(struct store *store,
                                  const struct account *account,
                                  struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "INSERT INTO account(id, login, name, staff, password, "
                    "totp, totp_step, created) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
                    &s, err));
    sql_text(&s, 1, account->id);
    sql_text(&s, 2, account->login);
    sql_text(&s, 3, account->name);
    sql_text(&s, 4, account->staff);
    sql_text(&s, 5, account->password);
    sql_text(&s, 6, account->totp);
    sql_int(&s, 7, account->created);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

#define INSERT_GRANT                                                           \
    "INSERT OR IGNORE INTO account_role(account, role, member) "               \
    "VALUES (?1, ?2, ?3)"

enum status store_put_account(struct store *store, struct account *account,
                              const struct act *act, struct error *err)
{
    bool mine, taken;
    struct account other;
    TRY(sql_begin(store, &mine, err));
    enum status status =
        store_find_account(store, account->login, &other, &taken, err);
    if (status == STATUS_OK && taken) {
        status = error_set(err, STATUS_CONFLICT,
                           "there is an account with this login already");
    }
    random_id(account->id);
    if (status == STATUS_OK) {
        status = insert_account(store, account, err);
    }
    if (status == STATUS_OK) {
        status = write_grants(store, INSERT_GRANT, account->id,
                              account->grants, account->n_grants, err);
    }
    if (status == STATUS_OK) {
        status = audit_account(store, act, "account-new", account->id, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_set_grants(struct store *store, const char *id,
                             const struct role_grant *grants, int32_t n,
                             const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = run_with(
        store, "DELETE FROM account_role WHERE account = ?1", id, 0, err);
    if (status == STATUS_OK) {
        status = write_grants(store, INSERT_GRANT, id, grants, n, err);
    }
    if (status == STATUS_OK) {
        status = audit_account(store, act, "account-roles", id, err);
    }
    return sql_end(store, mine, status, err);
}

static enum status end_sessions(struct store *store, const char *id,
                                struct error *err)
{
    return run_with(store, "DELETE FROM session WHERE account = ?1", id, 0,
                    err);
}

enum status store_disable_account(struct store *store, const char *id,
                                  const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status =
        run_with(store, "UPDATE account SET disabled = ?2 WHERE id = ?1", id,
                 act->at, err);
    if (status == STATUS_OK) {
        status = end_sessions(store, id, err);
    }
    if (status == STATUS_OK) {
        status = audit_account(store, act, "account-end", id, err);
    }
    return sql_end(store, mine, status, err);
}

static enum status update_password(struct store *store, const char *id,
                                   const char *password, const char *totp,
                                   struct error *err)
{
    struct statement s;
    TRY(sql_prepare(store,
                    "UPDATE account SET password = ?2, "
                    "totp = coalesce(?3, totp) WHERE id = ?1",
                    &s, err));
    sql_text(&s, 1, id);
    sql_text(&s, 2, password);
    sql_text(&s, 3, totp);
    enum status status = sql_step(&s, err);
    sql_done(&s);
    return status;
}

enum status store_set_password(struct store *store, const char *id,
                               const char *password, const char *totp,
                               const struct act *act, struct error *err)
{
    bool mine;
    TRY(sql_begin(store, &mine, err));
    enum status status = update_password(store, id, password, totp, err);
    if (status == STATUS_OK) {
        status = end_sessions(store, id, err);
    }
    if (status == STATUS_OK) {
        status = audit_account(store, act, "account-password", id, err);
    }
    return sql_end(store, mine, status, err);
}

enum status store_use_totp(struct store *store, const char *id, int64_t step,
                           bool *fresh, struct error *err)
{
    TRY(run_with(store,
                 "UPDATE account SET totp_step = ?2 "
                 "WHERE id = ?1 AND totp_step < ?2",
                 id, step, err));
    *fresh = sqlite3_changes(store->db) == 1;
    return STATUS_OK;
}
