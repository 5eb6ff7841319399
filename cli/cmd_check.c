/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_check.c - what can't work, before solving. */
#include "cli/verbs.h"
#include "cli/words.h"

const struct option_def CHECK_OPTIONS[] = {
    {"--from", "DATE", "first Monday (default: behind the freeze)", false},
    {"--weeks", "N", "how many weeks (default 8)", false},
    {NULL, NULL, NULL, false},
};

static void print_remarks(const cJSON *list, const char *head)
{
    const cJSON *item;
    if (cJSON_GetArraySize(list) > 0) {
        printf("%s\n", head);
    }
    cJSON_ArrayForEach(item, list)
    {
        printf("  %s  %s\n", text_of(item, "from"), text_of(item, "words"));
    }
}

/* Who or, where it is about nobody, which slot. */
static void print_finding(const struct invocation *v, const cJSON *item)
{
    const char *name =
        text_of(item, list_of(item, "name") ? "name" : "slot");
    const char *reference = text_of(item, "reference");
    printf("  %s %s  %s%s%s: %s", key_words(v, text_of(item, "grade")),
           text_of(item, "from"), name, *name ? " " : "",
           text_of(item, "rule"),
           text_of(item, v->norwegian ? "words_nb" : "words"));
    printf(*reference ? " (%s)\n" : "%s\n", reference);
}

static void print_findings(const struct invocation *v, const cJSON *list,
                           const char *head)
{
    const cJSON *item;
    if (cJSON_GetArraySize(list) > 0) {
        printf("%s\n", head);
    }
    cJSON_ArrayForEach(item, list)
    {
        print_finding(v, item);
    }
}

static void print(const struct invocation *invocation, const cJSON *object)
{
    bool nb = invocation->norwegian;
    print_remarks(list_of(object, "certain"),
                  nb ? "Umulig:" : "Can't work:");
    print_remarks(list_of(object, "likely"), nb ? "Trangt:" : "Tight:");
    print_findings(invocation, list_of(object, "findings"),
                   nb ? "I den publiserte planen:" : "In the published plan:");
    if (cJSON_GetArraySize(list_of(object, "certain")) == 0) {
        printf("%s\n", nb ? "Ingenting er umulig." : "Nothing is impossible.");
    }
}

int cmd_check(struct invocation *invocation)
{
    struct error err = {0};
    struct desk desk = {0};
    struct horizon horizon;
    cJSON *object = NULL;
    enum status status = option_horizon(invocation, &horizon, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(invocation, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_check(&desk, &horizon, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(invocation, status, &err, object, print);
}
