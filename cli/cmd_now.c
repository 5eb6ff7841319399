/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_now.c - who is on duty, and from when somebody may work again. */
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"
#include "rota/suggest.h"

#define AT                                                                     \
    {"--at", "TIME", "at another moment than now, 2027-03-02T07:10", false}

const struct option_def NOW_OPTIONS[] = {AT, {NULL, NULL, NULL, false}};
const struct option_def REST_OPTIONS[] = {AT, {NULL, NULL, NULL, false}};

enum { NAME_COLUMNS = 26 };

/* ---- now ----------------------------------------------------------------------- */

static void print_reach(const struct invocation *v, const cJSON *duty)
{
    bool nb = v->norwegian;
    if (cJSON_IsTrue(list_of(duty, "phone_only"))) {
        printf(nb ? ", på telefon" : ", by phone");
    } else if (int_of(duty, "response_minutes") > 0) {
        printf(nb ? ", på stedet innen %lld min" : ", there within %lld min",
               (long long)int_of(duty, "response_minutes"));
    }
    if (*text_of(duty, "place")) {
        printf(", %s", text_of(duty, "place"));
    }
}

static void print_now(const struct invocation *v, const cJSON *object)
{
    const cJSON *service, *duty;
    bool nb = v->norwegian;
    printf("%s\n", text_of(object, "at"));
    cJSON_ArrayForEach(service, list_of(object, "services"))
    {
        printf("%s\n", text_of(service, "name"));
        cJSON_ArrayForEach(duty, list_of(service, "on_duty"))
        {
            printf("  ");
            print_cell(text_of(duty, "name"), NAME_COLUMNS);
            printf("%s %s %s", text_of(duty, "duty"), nb ? "til" : "until",
                   text_of(duty, "to"));
            print_reach(v, duty);
            putchar('\n');
        }
    }
    cJSON_ArrayForEach(duty, list_of(object, "uncovered"))
    {
        printf("%s P%lld %s %s %s\n", nb ? "UDEKKET" : "UNCOVERED",
               (long long)int_of(duty, "priority"), text_of(duty, "duty"),
               nb ? "til" : "until", text_of(duty, "to"));
    }
}

/* ---- rest ------------------------------------------------------------------------ */

static void print_rest(const struct invocation *v, const cJSON *object)
{
    static const struct {
        const char *key, *en, *nb;
    } WHY[] = {
        {"rested", "has rested", "er uthvilt"},
        {"daily-rest", "daily rest", "daglig hvile"},
        {"weekly-rest", "weekly rest", "ukentlig hvile"},
    };
    bool nb = v->norwegian;
    const char *why = text_of(object, "because");
    for (size_t i = 0; i < COUNT_OF(WHY); i++) {
        if (strcmp(WHY[i].key, why) == 0) {
            why = nb ? WHY[i].nb : WHY[i].en;
            break;
        }
    }
    printf(nb ? "%s: tidligst %s (%s)\n" : "%s: earliest %s (%s)\n",
           text_of(object, "name"), text_of(object, "earliest"), why);
    if (list_of(object, "last_work_ends")) {
        printf("  %s %s\n", nb ? "siste arbeid slutter" : "last work ends",
               text_of(object, "last_work_ends"));
    }
    if (cJSON_IsTrue(list_of(list_of(object, "weekly"), "lost"))) {
        printf("  %s\n", nb ? "ukens hvile rommes ikke lenger i uka"
                            : "the week has no room for its rest any more");
    }
    if (list_of(object, "next_planned")) {
        printf(nb ? "  neste plan %s, lovlig fra %s\n"
                  : "  next planned %s, legal from %s\n",
               text_of(object, "next_planned"),
               text_of(object, "next_legal"));
    }
}

/* ---- the verbs ---------------------------------------------------------------------- */

/* What is open depends on the clock from the opening on. */
static enum status open_at(struct invocation *v, struct desk *desk,
                           struct error *err)
{
    const char *at = option(v, "--at");
    if (at && moment_parse(at, &v->act.at, err) != STATUS_OK) {
        return error_in(err->status = STATUS_USAGE, err, "--at: ");
    }
    return invocation_desk(v, desk, err);
}

int cmd_now(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = open_at(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_now(&desk, &object, &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object, print_now);
}

int cmd_rest(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = open_at(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_rest(&desk, v->operands[1], &object, &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object, print_rest);
}
