/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_account.c - who may sign in: list, invite, end. */
#include <string.h>

#include "cli/verbs.h"
#include "rota/account.h"

const struct option_def ACCOUNT_OPTIONS[] = {
    {"--login", "TEXT", "what they sign in with", false},
    {"--name", "TEXT", "their name", false},
    {"--staff", "ID", "the person of the records they are", false},
    {"--role", "ROLE", "staff, team-lead, manager:MEMBER, coordinator, "
                       "settlement, union-rep, auditor, admin, "
                       "exclusion-read:MEMBER", true},
    {NULL, NULL, NULL, false},
};

static void print_account(const struct invocation *v, const cJSON *account)
{
    const cJSON *role;
    const char *ended = text_of(account, "disabled");
    printf("%s  %-24s %-24s", text_of(account, "id"),
           text_of(account, "login"), text_of(account, "name"));
    cJSON_ArrayForEach(role, list_of(account, "roles"))
    {
        printf(" %s", cJSON_GetStringValue(role));
    }
    printf("%s%s\n",
           *ended ? (v->norwegian ? "  avsluttet " : "  ended ") : "", ended);
}

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *account;
    cJSON_ArrayForEach(account, list_of(object, "accounts"))
    {
        print_account(v, account);
    }
    if (*text_of(object, "path")) {
        printf(v->norwegian ? "Invitasjon, vises bare nå, gjelder til %s:\n"
                              "  %s\n"
                            : "invitation, shown only now, good until %s:\n"
                              "  %s\n",
               text_of(object, "expires"), text_of(object, "path"));
    } else if (*text_of(object, "login")) {
        print_account(v, object);
    }
}

static enum status list(const struct invocation *v, struct desk *desk,
                        cJSON **object, struct error *err)
{
    (void)v;
    return rota_accounts(desk, object, err);
}

static enum status invite(const struct invocation *v, struct desk *desk,
                          cJSON **object, struct error *err)
{
    const char *roles[ROLES_MAX];
    struct invitation_request request = {
        .login = option(v, "--login"),
        .name = option(v, "--name"),
        .staff = option(v, "--staff"),
        .roles = roles,
    };
    for (int32_t i = 0; i < v->n_given; i++) {
        if (strcmp(v->given[i]->name, "--role") == 0 &&
            request.n_roles < ROLES_MAX) {
            roles[request.n_roles++] = v->values[i];
        }
    }
    if (!request.login || !request.name) {
        return error_set(err, STATUS_USAGE,
                         "invite: expected --login and --name, found %s",
                         request.login || request.name ? "one" : "neither");
    }
    return rota_invite(desk, &request, object, err);
}

static enum status end(const struct invocation *v, struct desk *desk,
                       cJSON **object, struct error *err)
{
    const char *id = v->n_operands > 2 ? v->operands[2] : "";
    return rota_account_end(desk, id, object, err);
}

static const struct {
    const char *name;
    enum status (*run)(const struct invocation *v, struct desk *desk,
                       cJSON **object, struct error *err);
} ACTIONS[] = {{"list", list}, {"invite", invite}, {"end", end}};

int cmd_account(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status =
        error_set(&err, STATUS_USAGE,
                  "expected list, invite or end, found '%s'", v->operands[1]);
    for (size_t i = 0; i < COUNT_OF(ACTIONS); i++) {
        if (strcmp(ACTIONS[i].name, v->operands[1]) == 0) {
            status = invocation_desk(v, &desk, &err);
            if (status == STATUS_OK) {
                status = ACTIONS[i].run(v, &desk, &object, &err);
                desk_close(&desk);
            }
        }
    }
    return invocation_end(v, status, &err, object, print);
}
