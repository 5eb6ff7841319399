/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * account.h - signing in: invitations, passwords, one-time codes, sessions.
 *
 * An account is made by an invitation that is used once. Whoever has a role
 * besides staff gets a key for one-time codes at that moment and needs a code
 * at each sign-in. A session is a random token of which the digest is stored;
 * it ends after 12 hours, after 60 minutes without a request, at sign-out, and
 * when password or account change. Signing in always makes a new one.
 */
#ifndef ROTA_ACCOUNT_H
#define ROTA_ACCOUNT_H

#include "rota/access.h"
#include "store/store_account.h"

enum {
    SESSION_SECONDS = 12 * 3600,
    SESSION_IDLE_SECONDS = 3600,
    INVITATION_SECONDS = 7 * 86400
};

struct invitation_request {
    const char *login, *name; /* login: an address or a short name */
    const char *staff;        /* id of the person; NULL: nobody's */
    const char *const *roles; /* "manager:hamaroy", "staff", ... */
    int32_t n_roles;
};
/* {"token", "path": "/invite/TOKEN", "expires"}; shown once. */
enum status rota_invite(struct desk *desk,
                        const struct invitation_request *request,
                        cJSON **result, struct error *err) MUST_USE;
/* Makes the account; {"account", "login", "code_key"?, "code_url"?}: the key
 * for one-time codes is shown only now. STATUS_CONFLICT when the invitation is
 * spent or unknown. */
enum status rota_accept_invitation(struct desk *desk, const char *token,
                                   const char *password, cJSON **result,
                                   struct error *err) MUST_USE;

struct sign_in {
    const char *login, *password;
    const char *code; /* six digits; NULL or "" */
};
/* What a session's browser keeps. */
struct signed_in {
    bool fine; /* false: wrong, without saying what */
    char token[TOKEN_TEXT];
    char csrf[TOKEN_TEXT];
};
enum status rota_sign_in(struct desk *desk, const struct sign_in *how,
                         struct signed_in *result,
                         struct error *err) MUST_USE;
enum status rota_sign_out(struct desk *desk, const char *token,
                          struct error *err) MUST_USE;

/* Who a session's token belongs to; `account` empty when to nobody. */
struct signed_caller {
    struct account account;
    struct caller caller; /* borrows from `account` */
    char csrf[TOKEN_TEXT];
};
enum status rota_session(struct desk *desk, const char *token,
                         struct signed_caller *result,
                         struct error *err) MUST_USE;

/* {"accounts": [{id, login, name, staff, roles: [...], disabled}]}. */
enum status rota_accounts(struct desk *desk, cJSON **result,
                          struct error *err) MUST_USE;
enum status rota_account_end(struct desk *desk, const char *id,
                             cJSON **result, struct error *err) MUST_USE;
enum status rota_account_roles(struct desk *desk, const char *id,
                               const char *const *roles, int32_t n,
                               cJSON **result, struct error *err) MUST_USE;
/* {"login", "name", "staff", "roles": [...], "may": {permission: reach}}. */
cJSON *caller_json(const struct signed_caller *who);

#endif
