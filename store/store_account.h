/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_account.h - who may sign in: accounts, their roles, invitations,
 * sessions; and the answers to calls that carried an idempotency key.
 *
 * Of tokens only SHA-256 is kept, of passwords only Argon2id's text. What
 * changes here is in the audit log, without names.
 */
#ifndef STORE_STORE_ACCOUNT_H
#define STORE_STORE_ACCOUNT_H

#include "base/secret.h"
#include "store/store.h"

enum {
    ACCOUNT_ID = RANDOM_ID_HEX,
    ACCOUNT_LOGIN = 128,
    ACCOUNT_NAME = 128,
    ACCOUNT_STAFF = 80,
    ROLE_NAME = 24,
    ROLES_MAX = 8
};

/* A role, of one member or (member "") of the whole co-operation. */
struct role_grant {
    char role[ROLE_NAME];
    char member[ACCOUNT_STAFF];
};

struct account {
    char id[ACCOUNT_ID];
    char login[ACCOUNT_LOGIN]; /* lower case */
    char name[ACCOUNT_NAME];
    char staff[ACCOUNT_STAFF]; /* the person it is of; "" none */
    char password[PASSWORD_TEXT];
    char totp[TOTP_KEY_TEXT];  /* "" none */
    int64_t totp_step;         /* the last one used */
    instant created;
    instant disabled;          /* INSTANT_NONE: it stands */
    struct role_grant grants[ROLES_MAX];
    int32_t n_grants;
};
struct account_vec VEC_OF(struct account);

/* Everything but the grants is set; `id` is made. STATUS_CONFLICT when the
 * login is taken. */
enum status store_put_account(struct store *store, struct account *account,
                              const struct act *act,
                              struct error *err) MUST_USE;
enum status store_find_account(struct store *store, const char *login,
                               struct account *result, bool *found,
                               struct error *err) MUST_USE;
enum status store_get_account(struct store *store, const char *id,
                              struct account *result, bool *found,
                              struct error *err) MUST_USE;
enum status store_list_accounts(struct store *store,
                                struct account_vec *result,
                                struct error *err) MUST_USE;
/* Replaces the roles. */
enum status store_set_grants(struct store *store, const char *id,
                             const struct role_grant *grants, int32_t n,
                             const struct act *act,
                             struct error *err) MUST_USE;
/* Ends the account and its sessions. */
enum status store_disable_account(struct store *store, const char *id,
                                  const struct act *act,
                                  struct error *err) MUST_USE;
/* A new password (and one-time key, NULL: as it was); ends its sessions. */
enum status store_set_password(struct store *store, const char *id,
                               const char *password, const char *totp,
                               const struct act *act,
                               struct error *err) MUST_USE;
/* False in `fresh` when the step is not above the last one used. */
enum status store_use_totp(struct store *store, const char *id, int64_t step,
                           bool *fresh, struct error *err) MUST_USE;

/* ---- invitations --------------------------------------------------------- */

struct invitation {
    char digest[DIGEST_HEX];
    char login[ACCOUNT_LOGIN], name[ACCOUNT_NAME], staff[ACCOUNT_STAFF];
    struct role_grant grants[ROLES_MAX];
    int32_t n_grants;
    instant expires;
};
enum status store_put_invitation(struct store *store,
                                 const struct invitation *invitation,
                                 const struct act *act,
                                 struct error *err) MUST_USE;
/* One that stands at `now`. */
enum status store_find_invitation(struct store *store, const char *digest,
                                  instant now, struct invitation *result,
                                  bool *found, struct error *err) MUST_USE;
/* Uses it up; false in `*used` when somebody was first. */
enum status store_use_invitation(struct store *store, const char *digest,
                                 instant now, bool *used,
                                 struct error *err) MUST_USE;

/* ---- sessions ---------------------------------------------------------------- */

struct session {
    char digest[DIGEST_HEX];
    char account[ACCOUNT_ID];
    char csrf[TOKEN_TEXT];
    instant created, seen;
};
enum status store_put_session(struct store *store,
                              const struct session *session,
                              struct error *err) MUST_USE;
/* One whose account stands, created after `oldest`, seen after `idle`. */
enum status store_find_session(struct store *store, const char *digest,
                               instant oldest, instant idle,
                               struct session *result, bool *found,
                               struct error *err) MUST_USE;
enum status store_see_session(struct store *store, const char *digest,
                              instant now, struct error *err) MUST_USE;
enum status store_end_session(struct store *store, const char *digest,
                              struct error *err) MUST_USE;

/* ---- idempotency ---------------------------------------------------------------- */

/* The answer stored for a key of an account, NULL body when there is none. The
 * caller owns the texts: free(). */
struct kept_answer {
    char *route, *body;
    int32_t status;
};
enum status store_find_answer(struct store *store, const char *account,
                              const char *key, struct kept_answer *result,
                              struct error *err) MUST_USE;
enum status store_keep_answer(struct store *store, const char *account,
                              const char *key, const char *route,
                              int32_t status, const char *body, instant at,
                              struct error *err) MUST_USE;

#endif
