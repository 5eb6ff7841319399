/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account.c - invitations, accounts, roles. */
#include "rota/account.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { URL_MAX = 400 };

/* ---- roles as text -------------------------------------------------------------- */

/* "manager:hamaroy" or "coordinator". */
static enum status read_role(const struct coop *coop, const char *text,
                             struct role_grant *grant, struct error *err)
{
    size_t length = strcspn(text, ":");
    const char *member = text[length] == ':' ? text + length + 1 : "";
    if (length >= sizeof grant->role) {
        length = sizeof grant->role - 1;
    }
    memcpy(grant->role, text, length);
    grant->role[length] = '\0';
    snprintf(grant->member, sizeof grant->member, "%s", member);
    int32_t role = role_find(grant->role);
    if (role == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected a role, found '%.40s'", text);
    }
    if (*member && !role_is_of_member((enum role_kind)role)) {
        return error_set(err, STATUS_USAGE,
                         "%s: expected no member, found '%.40s'", grant->role,
                         member);
    }
    if (role_is_of_member((enum role_kind)role) &&
        coop_find_member(coop, member) == NONE) {
        return error_set(err, STATUS_USAGE,
                         "%s: expected :MEMBER, found '%.40s'", grant->role,
                         member);
    }
    return STATUS_OK;
}

static enum status read_roles(const struct coop *coop,
                              const char *const *roles, int32_t n,
                              struct role_grant *grants, struct error *err)
{
    if (n < 1 || n > ROLES_MAX) {
        return error_set(err, STATUS_USAGE,
                         "expected 1 to %d roles, found %d", ROLES_MAX, n);
    }
    for (int32_t i = 0; i < n; i++) {
        TRY(read_role(coop, roles[i], &grants[i], err));
    }
    return STATUS_OK;
}

static void add_roles(cJSON *object, const struct account *account)
{
    cJSON *list = json_add_list(object, "roles");
    for (int32_t i = 0; i < account->n_grants; i++) {
        const struct role_grant *grant = &account->grants[i];
        char words[ROLE_NAME + ACCOUNT_STAFF + 2];
        snprintf(words, sizeof words, "%s%s%s", grant->role,
                 *grant->member ? ":" : "", grant->member);
        cJSON_AddItemToArray(list, cJSON_CreateString(words));
    }
}

static bool needs_code(const struct account *account)
{
    for (int32_t i = 0; i < account->n_grants; i++) {
        int32_t role = role_find(account->grants[i].role);
        if (role != NONE && role_needs_code((enum role_kind)role)) {
            return true;
        }
    }
    return false;
}

/* ---- invitations ------------------------------------------------------------------- */

static enum status check_words(const char *what, const char *text,
                               size_t room, struct error *err)
{
    size_t length = strlen(text);
    bool plain = length > 0 && length < room && utf8_valid(text, length);
    for (const char *at = text; *at != '\0' && plain; at++) {
        plain = (unsigned char)*at >= 0x20 && *at != 0x7f;
    }
    return plain ? STATUS_OK
                 : error_set(err, STATUS_INPUT,
                             "%s: expected 1 to %zu bytes of text", what,
                             room - 1);
}

static void lower(const char *text, char *out, size_t room)
{
    snprintf(out, room, "%s", text);
    for (char *at = out; *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
}

enum status rota_invite(struct desk *desk,
                        const struct invitation_request *request,
                        cJSON **result, struct error *err)
{
    char token[TOKEN_TEXT], path[TOKEN_TEXT + 16], at[INSTANT_TEXT];
    struct invitation invitation = {.n_grants = request->n_roles};
    const char *staff = request->staff ? request->staff : "";
    TRY(check_words("login", request->login, sizeof invitation.login, err));
    TRY(check_words("name", request->name, sizeof invitation.name, err));
    TRY(read_roles(desk->coop, request->roles, request->n_roles,
                   invitation.grants, err));
    if (*staff && coop_find_staff(desk->coop, staff) == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a person, found '%.60s'", staff);
    }
    lower(request->login, invitation.login, sizeof invitation.login);
    snprintf(invitation.name, sizeof invitation.name, "%s", request->name);
    snprintf(invitation.staff, sizeof invitation.staff, "%s", staff);
    token_digest(token_new(token), invitation.digest);
    invitation.expires = desk->act.at + INVITATION_SECONDS;
    TRY(store_put_invitation(desk->store, &invitation, &desk->act, err));
    cJSON *object = cJSON_CreateObject();
    snprintf(path, sizeof path, "/invite/%s", token);
    json_add_string(object, "token", token);
    json_add_string(object, "path", path);
    json_add_string(object, "expires",
                    instant_format(invitation.expires, at));
    *result = object;
    return STATUS_OK;
}

static enum status check_password(const char *password, struct error *err)
{
    size_t length = strlen(password);
    return length >= PASSWORD_MIN && length <= PASSWORD_MAX &&
                   utf8_valid(password, length)
               ? STATUS_OK
               : error_set(err, STATUS_INPUT,
                           "password: expected %d to %d bytes, found %zu",
                           PASSWORD_MIN, PASSWORD_MAX, length);
}

/* With the transaction open. */
static enum status make_account(struct desk *desk,
                                const struct invitation *invitation,
                                struct account *account, struct error *err)
{
    bool used = false;
    TRY(store_use_invitation(desk->store, invitation->digest, desk->act.at,
                             &used, err));
    if (!used) {
        return error_set(err, STATUS_CONFLICT,
                         "this invitation was used or has expired");
    }
    return store_put_account(desk->store, account, &desk->act, err);
}

static enum status fill_account(const struct invitation *invitation,
                                const char *password, instant at,
                                struct account *account, struct error *err)
{
    memset(account, 0, sizeof *account);
    memcpy(account->login, invitation->login, sizeof account->login);
    memcpy(account->name, invitation->name, sizeof account->name);
    memcpy(account->staff, invitation->staff, sizeof account->staff);
    memcpy(account->grants, invitation->grants, sizeof account->grants);
    account->n_grants = invitation->n_grants;
    account->created = at;
    account->disabled = INSTANT_NONE;
    if (needs_code(account)) {
        totp_key_new(account->totp);
    }
    return password_hash(password, account->password)
               ? STATUS_OK
               : error_set(err, STATUS_INTERNAL, "no memory for a password");
}

/* The form that authenticators read from a QR code. */
static void add_code_key(cJSON *object, const struct account *account)
{
    char url[URL_MAX];
    if (!*account->totp) {
        return;
    }
    snprintf(url, sizeof url,
             "otpauth://totp/Samvakt:%s?secret=%s&issuer=Samvakt",
             account->id, account->totp);
    json_add_string(object, "code_key", account->totp);
    json_add_string(object, "code_url", url);
}

enum status rota_accept_invitation(struct desk *desk, const char *token,
                                   const char *password, cJSON **result,
                                   struct error *err)
{
    char digest[DIGEST_HEX];
    struct invitation invitation;
    struct account account;
    bool found;
    TRY(check_password(password, err));
    TRY(store_find_invitation(desk->store, token_digest(token, digest),
                              desk->act.at, &invitation, &found, err));
    if (!found) {
        return error_set(err, STATUS_CONFLICT,
                         "this invitation was used or has expired");
    }
    TRY(fill_account(&invitation, password, desk->act.at, &account, err));
    TRY(store_begin(desk->store, err));
    enum status status = make_account(desk, &invitation, &account, err);
    if (status == STATUS_OK) {
        status = store_commit(desk->store, err);
    }
    if (status != STATUS_OK) {
        store_rollback(desk->store);
        return status;
    }
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "account", account.id);
    json_add_string(object, "login", account.login);
    add_code_key(object, &account);
    *result = object;
    return STATUS_OK;
}

/* ---- accounts ------------------------------------------------------------------------ */

static void add_account(cJSON *object, const struct account *account)
{
    char at[INSTANT_TEXT];
    json_add_string(object, "id", account->id);
    json_add_string(object, "login", account->login);
    json_add_string(object, "name", account->name);
    json_add_string(object, "staff", *account->staff ? account->staff : NULL);
    add_roles(object, account);
    json_add_string(object, "disabled",
                    account->disabled == INSTANT_NONE
                        ? NULL
                        : instant_format(account->disabled, at));
}

enum status rota_accounts(struct desk *desk, cJSON **result,
                          struct error *err)
{
    struct account_vec accounts = {0};
    enum status status = store_list_accounts(desk->store, &accounts, err);
    if (status == STATUS_OK) {
        *result = cJSON_CreateObject();
        cJSON *list = json_add_list(*result, "accounts");
        for (int32_t i = 0; i < accounts.n; i++) {
            add_account(json_push_object(list), &accounts.at[i]);
        }
    }
    vec_release(&accounts);
    return status;
}

static enum status one_account(struct desk *desk, const char *id,
                               struct account *account, struct error *err)
{
    bool found;
    TRY(store_get_account(desk->store, id, account, &found, err));
    return found ? STATUS_OK
                 : error_set(err, STATUS_USAGE,
                             "expected the id of an account, found '%.40s'",
                             id);
}

static enum status say_account(struct desk *desk, const char *id,
                               cJSON **result, struct error *err)
{
    struct account account;
    TRY(one_account(desk, id, &account, err));
    *result = cJSON_CreateObject();
    add_account(*result, &account);
    return STATUS_OK;
}

enum status rota_account_end(struct desk *desk, const char *id,
                             cJSON **result, struct error *err)
{
    struct account account;
    TRY(one_account(desk, id, &account, err));
    TRY(store_disable_account(desk->store, id, &desk->act, err));
    return say_account(desk, id, result, err);
}

enum status rota_account_roles(struct desk *desk, const char *id,
                               const char *const *roles, int32_t n,
                               cJSON **result, struct error *err)
{
    struct account account;
    TRY(one_account(desk, id, &account, err));
    TRY(read_roles(desk->coop, roles, n, account.grants, err));
    account.n_grants = n;
    if (needs_code(&account) && !*account.totp) {
        return error_set(err, STATUS_CONFLICT,
                         "these roles need one-time codes, which this account "
                         "has none of: invite it anew");
    }
    TRY(store_set_grants(desk->store, id, account.grants, n, &desk->act,
                         err));
    return say_account(desk, id, result, err);
}

cJSON *caller_json(const struct signed_caller *who)
{
    static const char *const REACHES[] = {"none", "own", "member", "all"};
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "login", who->account.login);
    json_add_string(object, "name", who->account.name);
    json_add_string(object, "staff",
                    *who->account.staff ? who->account.staff : NULL);
    add_roles(object, &who->account);
    cJSON *may = json_add_object(object, "may");
    for (int p = PERMIT_PLAN; p < PERMISSIONS; p++) {
        json_add_string(
            may, PERMISSION_NAMES[p],
            REACHES[caller_reach(&who->caller, (enum permission)p)]);
    }
    return object;
}
