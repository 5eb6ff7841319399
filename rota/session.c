/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - signing in and out. */
#include <string.h>

#include "rota/account.h"

enum { SEE_SECONDS = 60 }; /* a session's use is written down this often */

/* Wrong login, password and code all take as long and say the same. */
static enum status check(struct desk *desk, const struct sign_in *how,
                         struct account *account, bool *fine,
                         struct error *err)
{
    int64_t step;
    bool found;
    char login[ACCOUNT_LOGIN];
    memset(login, 0, sizeof login);
    for (size_t i = 0; how->login[i] != '\0' && i < sizeof login - 1; i++) {
        char c = how->login[i];
        login[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    TRY(store_find_account(desk->store, login, account, &found, err));
    found = found && account->disabled == INSTANT_NONE;
    *fine = password_fits(found ? account->password : NULL, how->password);
    if (!*fine || !*account->totp) {
        return STATUS_OK;
    }
    *fine = how->code && totp_fits(account->totp, how->code, desk->act.at,
                                   &step);
    /* A code that was seen once may have been seen by somebody else. */
    return *fine ? store_use_totp(desk->store, account->id, step, fine, err)
                 : STATUS_OK;
}

enum status rota_sign_in(struct desk *desk, const struct sign_in *how,
                         struct signed_in *result, struct error *err)
{
    struct account account;
    struct session session = {.created = desk->act.at, .seen = desk->act.at};
    memset(result, 0, sizeof *result);
    TRY(check(desk, how, &account, &result->fine, err));
    if (!result->fine) {
        return STATUS_OK;
    }
    token_new(result->token);
    token_new(result->csrf);
    token_digest(result->token, session.digest);
    memcpy(session.csrf, result->csrf, sizeof session.csrf);
    memcpy(session.account, account.id, sizeof session.account);
    return store_put_session(desk->store, &session, err);
}

enum status rota_sign_out(struct desk *desk, const char *token,
                          struct error *err)
{
    char digest[DIGEST_HEX];
    return store_end_session(desk->store, token_digest(token, digest), err);
}

static void fill_caller(const struct coop *coop, struct signed_caller *who)
{
    struct caller *caller = &who->caller;
    caller->account = who->account.id;
    caller->staff = *who->account.staff
                        ? coop_find_staff(coop, who->account.staff)
                        : NONE;
    for (int32_t i = 0; i < who->account.n_grants; i++) {
        const struct role_grant *grant = &who->account.grants[i];
        int32_t role = role_find(grant->role);
        int32_t member =
            *grant->member ? coop_find_member(coop, grant->member) : NONE;
        /* A member that is gone takes its roles along. */
        if (role != NONE && (!*grant->member || member != NONE)) {
            caller->roles[caller->n].role = (enum role_kind)role;
            caller->roles[caller->n++].member = member;
        }
    }
}

enum status rota_session(struct desk *desk, const char *token,
                         struct signed_caller *result, struct error *err)
{
    char digest[DIGEST_HEX];
    struct session session;
    instant now = desk->act.at;
    bool found;
    memset(result, 0, sizeof *result);
    result->caller.staff = NONE;
    TRY(store_find_session(desk->store, token_digest(token, digest),
                           now - SESSION_SECONDS, now - SESSION_IDLE_SECONDS,
                           &session, &found, err));
    if (!found) {
        return STATUS_OK;
    }
    TRY(store_get_account(desk->store, session.account, &result->account,
                          &found, err));
    if (found) {
        memcpy(result->csrf, session.csrf, sizeof result->csrf);
        fill_caller(desk->coop, result);
    }
    return now - session.seen >= SEE_SECONDS
               ? store_see_session(desk->store, digest, now, err)
               : STATUS_OK;
}
