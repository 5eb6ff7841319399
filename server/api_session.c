/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_session.c - signing in and out, invitations, accounts. */
#include <stdio.h>
#include <string.h>

#include "server/api.h"
#include "server/misses.h"
#include "server/problem_reply.h"

enum { KEY_MAX = ACCOUNT_LOGIN + 64 };

/* Behind a proxy with TLS the cookie never goes over plain HTTP. */
static void set_cookie(struct call *call, const char *token, int32_t seconds)
{
    const char *url = call->server->options.public_url;
    bool secure = url && strncmp(url, "https://", 8) == 0;
    http_reply_field(call->reply, "Set-Cookie",
                     SESSION_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; "
                                    "Max-Age=%d%s",
                     token, seconds, secure ? "; Secure" : "");
}

/* The pages go by our clock, not by that of a phone. */
static void add_now(const struct call *call, cJSON *object)
{
    char text[INSTANT_TEXT];
    json_add_string(object, "now",
                    instant_format(call->desk->act.at, text));
}

static cJSON *session_object(const struct call *call)
{
    cJSON *object = caller_json(&call->who);
    json_add_bool(object, "signed_in", true);
    json_add_string(object, "csrf", call->who.csrf);
    add_now(call, object);
    return object;
}

static enum status sign_in(struct call *call, cJSON **result,
                           struct error *err)
{
    struct sign_in how = {0};
    struct signed_in in;
    struct server *server = call->server;
    char key[KEY_MAX];
    TRY(call_need_text(call, "login", &how.login, err));
    TRY(call_need_text(call, "password", &how.password, err));
    TRY(call_text(call, "code", &how.code, err));
    /* By login and address together: nobody can lock somebody else out from
     * another address. */
    snprintf(key, sizeof key, "%.*s|%s", ACCOUNT_LOGIN, how.login,
             call->request->peer);
    if (misses_full(server->sign_ins, key, call->desk->act.at)) {
        metrics_count(server->metrics, COUNT_SIGN_IN_REFUSED);
        problem_reply(call->reply, 429, NULL);
        return STATUS_OK;
    }
    TRY(rota_sign_in(call->desk, &how, &in, err));
    if (!in.fine) {
        misses_add(server->sign_ins, key, call->desk->act.at);
        metrics_count(server->metrics, COUNT_SIGN_IN_REFUSED);
        problem_reply(call->reply, 401,
                      "login, password or one-time code is wrong");
        return STATUS_OK;
    }
    misses_clear(server->sign_ins, key);
    metrics_count(server->metrics, COUNT_SIGN_IN);
    TRY(rota_session(call->desk, in.token, &call->who, err));
    set_cookie(call, in.token, SESSION_SECONDS);
    *result = session_object(call);
    return STATUS_OK;
}

static enum status show_session(struct call *call, cJSON **result,
                                struct error *err)
{
    (void)err;
    if (call->who.caller.account) {
        *result = session_object(call);
    } else {
        *result = cJSON_CreateObject();
        json_add_bool(*result, "signed_in", false);
        add_now(call, *result);
    }
    return STATUS_OK;
}

static enum status sign_out(struct call *call, cJSON **result,
                            struct error *err)
{
    TRY(rota_sign_out(call->desk, http_cookie(call->request, SESSION_COOKIE),
                      err));
    set_cookie(call, "", 0);
    *result = cJSON_CreateObject();
    json_add_bool(*result, "signed_in", false);
    return STATUS_OK;
}

static enum status accept(struct call *call, cJSON **result,
                          struct error *err)
{
    const char *password;
    TRY(call_need_text(call, "password", &password, err));
    return rota_accept_invitation(call->desk, call->values[0], password,
                                  result, err);
}

/* A manager invites people of the own member, and gives no role that reaches
 * further than the own. */
static bool may_give(const struct call *call, const char *role)
{
    const struct caller *caller = &call->who.caller;
    if (caller_reach(caller, PERMIT_ACCOUNT) == REACH_ALL) {
        return true;
    }
    const char *member = strchr(role, ':');
    if (strcmp(role, ROLE_NAMES[ROLE_STAFF]) == 0) {
        return true;
    }
    return member && strncmp(role, "manager:", 8) == 0 &&
           caller_may_member(caller, PERMIT_ACCOUNT,
                             coop_find_member(call->desk->coop, member + 1));
}

static bool may_give_all(const struct call *call, const char *const *roles,
                         int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (!may_give(call, roles[i])) {
            return false;
        }
    }
    return true;
}

static enum status invite(struct call *call, cJSON **result,
                          struct error *err)
{
    const char *roles[ROLES_MAX];
    struct invitation_request request = {.roles = roles};
    TRY(call_need_text(call, "login", &request.login, err));
    TRY(call_need_text(call, "name", &request.name, err));
    TRY(call_text(call, "staff", &request.staff, err));
    TRY(call_texts(call, "roles", roles, ROLES_MAX, &request.n_roles, err));
    bool reaches = request.staff
                       ? call_may(call, PERMIT_ACCOUNT, request.staff)
                       : caller_reach(&call->who.caller, PERMIT_ACCOUNT) ==
                             REACH_ALL;
    if (!reaches || !may_give_all(call, roles, request.n_roles)) {
        return call_refuse(call, err);
    }
    return rota_invite(call->desk, &request, result, err);
}

static enum status list_accounts(struct call *call, cJSON **result,
                                 struct error *err)
{
    if (caller_reach(&call->who.caller, PERMIT_ACCOUNT) != REACH_ALL) {
        return call_refuse(call, err);
    }
    return rota_accounts(call->desk, result, err);
}

static enum status end_account(struct call *call, cJSON **result,
                               struct error *err)
{
    if (caller_reach(&call->who.caller, PERMIT_ACCOUNT) != REACH_ALL) {
        return call_refuse(call, err);
    }
    return rota_account_end(call->desk, call->values[0], result, err);
}

static enum status set_roles(struct call *call, cJSON **result,
                             struct error *err)
{
    const char *roles[ROLES_MAX];
    int32_t n;
    TRY(call_texts(call, "roles", roles, ROLES_MAX, &n, err));
    if (caller_reach(&call->who.caller, PERMIT_ACCOUNT) != REACH_ALL) {
        return call_refuse(call, err);
    }
    return rota_account_roles(call->desk, call->values[0], roles, n, result,
                              err);
}

const struct route SESSION_ROUTES[] = {
    {"POST", "/session", PERMIT_ANYBODY, ROUTE_BODY | ROUTE_NO_SESSION,
     sign_in, "Sign in", "login password code?"},
    {"GET", "/session", PERMIT_ANYBODY, 0, show_session,
     "Who is signed in, and what they may", NULL},
    {"DELETE", "/session", PERMIT_SIGNED_IN, 0, sign_out, "Sign out", NULL},
    {"POST", "/invitations", PERMIT_ACCOUNT, ROUTE_BODY | ROUTE_CREATED,
     invite, "Invite somebody", "login name staff? roles"},
    {"POST", "/invitations/{token}", PERMIT_ANYBODY,
     ROUTE_BODY | ROUTE_NO_SESSION | ROUTE_CREATED, accept,
     "Accept an invitation: choose a password", "password"},
    {"GET", "/accounts", PERMIT_ACCOUNT, 0, list_accounts, "All accounts",
     NULL},
    {"DELETE", "/accounts/{account}", PERMIT_ACCOUNT, 0, end_account,
     "End an account and its sessions", NULL},
    {"PUT", "/accounts/{account}/roles", PERMIT_ACCOUNT, ROUTE_BODY,
     set_roles, "Replace the roles of an account", "roles"},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
