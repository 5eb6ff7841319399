/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_replan.c - the smallest change of the plan that fills what is open. */
#include "cli/verbs.h"
#include "cli/words.h"
#include "rota/suggest.h"

const struct option_def REPLAN_OPTIONS[] = {
    {"--max-changes", "N", "at most so many duties change hands", false},
    {"--only", "PERSON", "only their days may change", true},
    {"--time", "SECONDS", "stop after this long (default 30)", false},
    {NULL, NULL, NULL, false}};

static void print_changes(const struct invocation *v, const cJSON *list,
                          char sign)
{
    const cJSON *change;
    bool nb = v->norwegian;
    cJSON_ArrayForEach(change, list)
    {
        printf("    %c %s  %s", sign, text_of(change, "slot"),
               text_of(change, "name"));
        if (cJSON_IsTrue(list_of(change, "forced"))) {
            printf(nb ? " (kan ikke lenger)" : " (cannot any more)");
        } else if (list_of(change, "tier")) {
            printf(" (%s", text_of(change, "tier_words"));
            if (int_of(change, "pay_pct") > 0) {
                printf(", +%lld %%", (long long)int_of(change, "pay_pct"));
            }
            printf("%s)", !cJSON_IsTrue(list_of(change, "consent")) ? ""
                          : nb ? ", må si ja"
                               : ", must accept");
        }
        putchar('\n');
    }
}

static void print_levels(const struct invocation *v, const cJSON *object)
{
    const cJSON *level;
    cJSON_ArrayForEach(level, list_of(object, "levels"))
    {
        bool proven = cJSON_IsTrue(list_of(level, "proven"));
        if (int_of(level, "cost") > 0 || !proven) {
            printf("  %-10s %10lld %s\n",
                   key_words(v, text_of(level, "name")),
                   (long long)int_of(level, "cost"),
                   proven ? (v->norwegian ? "bevist" : "proven") : "");
        }
    }
}

static void print_replan(const struct invocation *v, const cJSON *object)
{
    const cJSON *person;
    bool nb = v->norwegian;
    printf(nb ? "plan %lld: %s, %lld endringer (%lld må godtas), %.1f s\n"
              : "plan %lld: %s, %lld changes (%lld to be accepted), %.1f s\n",
           (long long)int_of(object, "plan"),
           key_words(v, text_of(object, "status")),
           (long long)int_of(object, "changes"),
           (long long)int_of(object, "consents"),
           number_of(object, "seconds"));
    print_levels(v, object);
    cJSON_ArrayForEach(person, list_of(object, "people"))
    {
        printf("  %s\n", text_of(person, "name"));
        print_changes(v, list_of(person, "lost"), '-');
        print_changes(v, list_of(person, "gained"), '+');
    }
    print_uncovered(v, object);
}

static enum status read_options(const struct invocation *v,
                                struct replan_options *options,
                                const char **only, struct error *err)
{
    int64_t most = 0;
    TRY(option_int(v, "--max-changes", 1, 10000, &most, err));
    TRY(option_seconds(v, "--time", &options->seconds, err));
    options->max_changes = (int32_t)most;
    options->only = only;
    for (int32_t i = 0; i < v->n_given; i++) {
        if (v->given[i] == &REPLAN_OPTIONS[1]) {
            only[options->n_only++] = v->values[i];
        }
    }
    return STATUS_OK;
}

int cmd_replan(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    struct replan_options options = {0};
    const char *only[OPTIONS_MAX];
    cJSON *object = NULL;
    enum status status = read_options(v, &options, only, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_replan(&desk, &options, &object, &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object, print_replan);
}
