/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_publish.c - a draft becomes what stands. */
#include <stdlib.h>
#include <string.h>

#include "cli/verbs.h"

const struct option_def PUBLISH_OPTIONS[] = {
    {"--reason", "CODE", "why notice is short or a hard rule is broken",
     false},
    {"--consultation", "REF", "reference of the discussion (AML § 10-3)",
     false},
    {"--route", "NAME", "weekly (default) or a step of the re-plan", false},
    {"--agreed", "PERSON", "said yes to what changes for them", true},
    {"--expect", "REVISION", "refuse when another revision stands", false},
    {"--accept-hard", NULL, "publish although a hard rule is broken; needs "
                            "--reason", false},
    {NULL, NULL, NULL, false},
};

static void print_keys(const cJSON *list, char sign)
{
    const cJSON *key;
    cJSON_ArrayForEach(key, list)
    {
        printf("    %c %s\n", sign, cJSON_GetStringValue(key));
    }
}

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *person;
    printf(v->norwegian ? "Utgave %lld, %s til %s, varsel %lld dager\n"
                        : "revision %lld, %s to %s, notice %lld days\n",
           (long long)int_of(object, "revision"), text_of(object, "from"),
           text_of(object, "to"), (long long)int_of(object, "notice_days"));
    cJSON_ArrayForEach(person, list_of(object, "changes"))
    {
        int32_t gained = cJSON_GetArraySize(list_of(person, "gained"));
        int32_t lost = cJSON_GetArraySize(list_of(person, "lost"));
        printf("  %s: +%d -%d\n", text_of(person, "name"), gained, lost);
        if (lost > 0) { /* a first publication would only list everything */
            print_keys(list_of(person, "gained"), '+');
            print_keys(list_of(person, "lost"), '-');
        }
    }
}

static int32_t take_agreed(const struct invocation *v,
                           const char *agreed[OPTIONS_MAX])
{
    int32_t n = 0;
    for (int32_t i = 0; i < v->n_given; i++) {
        if (strcmp(v->given[i]->name, "--agreed") == 0) {
            agreed[n++] = v->values[i];
        }
    }
    return n;
}

int cmd_publish(struct invocation *v)
{
    const char *agreed[OPTIONS_MAX];
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    char *end;
    struct publish_options options = {
        .plan = strtoll(v->operands[1], &end, 10),
        .reason = option(v, "--reason"),
        .consultation = option(v, "--consultation"),
        .route = option(v, "--route"),
        .expected = -1,
        .accept_hard = option(v, "--accept-hard") != NULL,
        .agreed = agreed,
        .n_agreed = take_agreed(v, agreed),
    };
    enum status status =
        option_int(v, "--expect", 0, INT64_MAX, &options.expected, &err);
    if (status == STATUS_OK && (*end || options.plan <= 0)) {
        status = error_set(&err, STATUS_USAGE,
                           "expected the number of a plan, found '%s'",
                           v->operands[1]);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_publish(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
