/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_tidy.c - what is too old goes. */
#include "cli/verbs.h"
#include "rota/tidy.h"

const struct option_def TIDY_OPTIONS[] = {{NULL, NULL, NULL, false}};

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *rule;
    cJSON_ArrayForEach(rule, list_of(object, "rules"))
    {
        printf(v->norwegian ? "%-12s eldre enn %4lld dager: %lld\n"
                            : "%-12s older than %4lld days: %lld\n",
               text_of(rule, "rule"), (long long)int_of(rule, "days"),
               (long long)int_of(rule, "rows"));
    }
}

int cmd_tidy(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_tidy(&desk, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
