/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_choose.c - one of the answers of suggest is taken: a draft to publish. */
#include "cli/verbs.h"
#include "rota/ladder.h"
#include "rota/suggest.h"

const struct option_def CHOOSE_OPTIONS[] = {
    {"--with", "PERSON", "a swap: who takes over what they give up", false},
    {"--by", "WHO", "in whose name: manager (default) or manager:MEMBER",
     false},
    {NULL, NULL, NULL, false}};

static void print_slots(const cJSON *list, char sign)
{
    const cJSON *slot;
    cJSON_ArrayForEach(slot, list)
    {
        printf("    %c %s\n", sign, cJSON_GetStringValue(slot));
    }
}

/* How it is made to stand, as the next command has it. */
static void print_next(const struct invocation *v, const cJSON *object)
{
    const cJSON *person;
    printf("%s: publish %s %lld --expect %lld --route %s",
           v->norwegian ? "neste" : "next", v->operands[0],
           (long long)int_of(object, "plan"),
           (long long)int_of(object, "revision"), text_of(object, "route"));
    cJSON_ArrayForEach(person, list_of(object, "needs_consent"))
    {
        printf(" --agreed %s", cJSON_GetStringValue(person));
    }
    putchar('\n');
}

static void print_choice(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    bool nb = v->norwegian;
    enum ladder_step step = ladder_find(text_of(object, "route"));
    printf("plan %lld: %s, %s: %s\n", (long long)int_of(object, "plan"),
           text_of(object, "slot"), text_of(object, "name"),
           nb ? LADDER[step].action_nb : LADDER[step].action);
    cJSON_ArrayForEach(item, list_of(object, "people"))
    {
        printf("  %s\n", text_of(item, "name"));
        print_slots(list_of(item, "lost"), '-');
        print_slots(list_of(item, "gained"), '+');
    }
    cJSON_ArrayForEach(item, list_of(object, "opens"))
    {
        printf("  %s %s\n", nb ? "da blir åpen" : "then open",
               cJSON_GetStringValue(item));
    }
    cJSON_ArrayForEach(item, list_of(object, "needs_consent"))
    {
        printf("  %s %s\n", nb ? "må si ja:" : "must accept:",
               cJSON_GetStringValue(item));
    }
    print_next(v, object);
}

int cmd_choose(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    struct choice choice = {.slot = v->operands[1],
                            .person = v->operands[2],
                            .with = option(v, "--with"),
                            .by = option(v, "--by")};
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_choose(&desk, &choice, &object, &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object, print_choice);
}
