/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_why.c - why a slot is as it is, and why somebody does not hold it. */
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"

const struct option_def WHY_OPTIONS[] = {
    {"--plan", "N", "a draft instead of what is published", false},
    {"--as", "manager|staff", "whose rights the answer respects", false},
    {NULL, NULL, NULL, false},
};
const struct option_def WHY_NOT_OPTIONS[] = {
    {"--plan", "N", "a draft instead of what is published", false},
    {"--as", "manager|staff", "whose rights the answer respects", false},
    {NULL, NULL, NULL, false},
};

enum { NAME_COLUMNS = 24, EFFECTS_SHOWN = 4 };

/* Standings as JSON says them and as people read them. */
static const struct {
    const char *key, *en, *nb;
} STANDINGS[] = {
    {"holds", "holds it", "har den"},
    {"possible", "could take it", "kan ta den"},
    {"possible-with-changes", "could, with other days changed",
     "kan, om andre dager endres"},
    {"possible-by-swap", "could, by a swap", "kan, ved et bytte"},
    {"breaks-rules", "would break rules", "ville bryte regler"},
    {"not-eligible", "not eligible", "ikke aktuell"},
    {"not-told", "ask the coordinator", "spør koordinatoren"},
};

static const char *standing_words(const struct invocation *v,
                                  const char *key)
{
    for (size_t i = 0; i < COUNT_OF(STANDINGS); i++) {
        if (strcmp(STANDINGS[i].key, key) == 0) {
            return v->norwegian ? STANDINGS[i].nb : STANDINGS[i].en;
        }
    }
    return key;
}

static void print_effects(const cJSON *alternative)
{
    const cJSON *effect;
    int32_t n = 0;
    cJSON_ArrayForEach(effect, list_of(alternative, "effects"))
    {
        if (n++ == EFFECTS_SHOWN) {
            break;
        }
        printf("      %s%s: %+lld (%s)\n",
               cJSON_IsTrue(list_of(effect, "broken")) ? "! " : "",
               text_of(effect, "rule"), (long long)int_of(effect, "points"),
               text_of(effect, "source"));
    }
}

static void print_alternative(const struct invocation *v,
                              const cJSON *alternative)
{
    fputs("  ", stdout);
    print_cell(text_of(alternative, "name"), NAME_COLUMNS);
    printf("%s", standing_words(v, text_of(alternative, "standing")));
    if (list_of(alternative, "cost")) {
        printf(", %+lld", (long long)int_of(alternative, "cost"));
    }
    if (list_of(alternative, "reason")) {
        printf(": %s", text_of(alternative, "reason"));
    }
    const cJSON *swap = list_of(alternative, "swap");
    if (swap) {
        printf("; %s %s %s (%+lld)",
               v->norwegian ? "bytte med" : "swap with",
               text_of(swap, "with"), text_of(swap, "date"),
               (long long)int_of(swap, "cost"));
    }
    putchar('\n');
    print_effects(alternative);
}

static void print_clash(const struct invocation *v, const cJSON *clash)
{
    const cJSON *item;
    bool nb = v->norwegian;
    if (!cJSON_IsTrue(list_of(clash, "forced"))) {
        printf("%s\n", nb ? "Kan dekkes; planen valgte annerledes."
                          : "It can be covered; the plan chose otherwise.");
        return;
    }
    printf("%s\n", nb ? "Dette tvinger det fram, til sammen:"
                      : "Together these force it:");
    cJSON_ArrayForEach(item, list_of(clash, "conditions"))
    {
        printf("  - %s\n", cJSON_GetStringValue(item));
    }
    printf("%s\n", nb ? "Billigste lempinger:" : "Cheapest relaxations:");
    cJSON_ArrayForEach(item, list_of(clash, "relaxations"))
    {
        printf("  - %s %s", nb ? "uten" : "without",
               text_of(item, "without"));
        if (list_of(item, "cost")) {
            printf(": %+lld", (long long)int_of(item, "cost"));
        }
        putchar('\n');
    }
}

static void print_holders(const struct invocation *v, const cJSON *object)
{
    const cJSON *holder;
    printf("%s  %s\n", text_of(object, "slot"), text_of(object, "name"));
    cJSON_ArrayForEach(holder, list_of(object, "holders"))
    {
        printf("  %s %s\n", v->norwegian ? "har den:" : "held by:",
               text_of(holder, "name"));
    }
}

static void print_why(const struct invocation *v, const cJSON *object)
{
    const cJSON *alternative;
    print_holders(v, object);
    if (int_of(object, "missing") > 0) {
        printf(v->norwegian ? "Mangler %lld.\n" : "%lld missing.\n",
               (long long)int_of(object, "missing"));
    }
    cJSON_ArrayForEach(alternative, list_of(object, "alternatives"))
    {
        print_alternative(v, alternative);
    }
    if (list_of(object, "others")) {
        printf("  %s\n", text_of(object, "others"));
    }
    if (list_of(object, "clash")) {
        print_clash(v, list_of(object, "clash"));
    }
}

static void print_why_not(const struct invocation *v, const cJSON *object)
{
    print_holders(v, object);
    print_alternative(v, list_of(object, "answer"));
}

/* WHY has operands DB SLOT; WHY-NOT has DB PERSON SLOT. */
static int ask(struct invocation *v, bool person)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    int64_t plan = 0;
    enum status status =
        option_int(v, "--plan", 1, INT64_MAX, &plan, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = option_rank(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = person ? rota_why_not(&desk, plan, v->operands[1],
                                       v->operands[2], &object, &err)
                        : rota_why(&desk, plan, v->operands[1], &object,
                                   &err);
    }
    desk_close(&desk);
    return invocation_end(v, status, &err, object,
                          person ? print_why_not : print_why);
}

int cmd_why(struct invocation *v)
{
    return ask(v, false);
}

int cmd_why_not(struct invocation *v)
{
    return ask(v, true);
}
