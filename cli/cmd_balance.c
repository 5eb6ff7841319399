/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_balance.c - who carries how much. */
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"

const struct option_def BALANCE_OPTIONS[] = {
    {"--plan", "N", "a draft instead of what is published", false},
    {"--from", "DATE", "first Monday (default: the last publication's)",
     false},
    {"--weeks", "N", "how many weeks", false},
    {NULL, NULL, NULL, false},
};

enum { NAME_COLUMNS = 24 };

static const struct {
    const char *key, *en, *nb;
} BURDENS[] = {
    {"standby", "Standby duties", "Beredskapsvakter"},
    {"weekends", "Weekends", "Helger"},
    {"holidays", "Red days", "Røde dager"},
};

static void print_share(const cJSON *share)
{
    fputs("  ", stdout);
    print_cell(text_of(share, "name"), NAME_COLUMNS);
    if (list_of(share, "due")) {
        printf("%6lld %6lld %+6lld   %s\n",
               (long long)int_of(share, "due"),
               (long long)int_of(share, "got"),
               (long long)int_of(share, "difference"),
               text_of(share, "why"));
    } else {
        printf("%6s %6lld %6s   %s\n", "-", (long long)int_of(share, "got"),
               "", text_of(share, "why"));
    }
}

static bool shared(const cJSON *object, const char *burden)
{
    const cJSON *share;
    cJSON_ArrayForEach(share, list_of(object, "shares"))
    {
        if (strcmp(text_of(share, "burden"), burden) == 0) {
            return true;
        }
    }
    return false;
}

static void print(const struct invocation *v, const cJSON *object)
{
    for (size_t b = 0; b < COUNT_OF(BURDENS); b++) {
        const cJSON *share;
        bool nb = v->norwegian;
        if (!shared(object, BURDENS[b].key)) {
            continue;
        }
        print_cell(nb ? BURDENS[b].nb : BURDENS[b].en, NAME_COLUMNS + 2);
        printf("%6s %6s %6s\n", nb ? "skal" : "due", nb ? "har" : "got",
               "+/-");
        cJSON_ArrayForEach(share, list_of(object, "shares"))
        {
            if (strcmp(text_of(share, "burden"), BURDENS[b].key) == 0) {
                print_share(share);
            }
        }
    }
}

int cmd_balance(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    struct horizon horizon;
    cJSON *object = NULL;
    int64_t plan = 0;
    enum status status = option_horizon(v, &horizon, &err);
    if (status == STATUS_OK) {
        status = option_int(v, "--plan", 1, INT64_MAX, &plan, &err);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_balance(&desk, plan, &horizon, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
