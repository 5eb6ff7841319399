/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_swap.c - two people change slots. */
#include <stdlib.h>
#include <string.h>

#include "cli/verbs.h"
#include "rota/ask.h"

#define BY                                                                     \
    {                                                                          \
        "--by", "WHO",                                                         \
            "in whose name: manager (default), manager:MEMBER or a "           \
            "person's id",                                                     \
            false                                                              \
    }

const struct option_def SWAP_OPTIONS[] = {
    {"--with", "PERSON", "who has the other slot", false},
    BY,
    {NULL, NULL, NULL, false}};
const struct option_def SWAP_ANSWER_OPTIONS[] = {BY, {NULL, NULL, NULL, false}};
const struct option_def SWAPS_OPTIONS[] = {
    {"--all", NULL, "also swaps that are over", false},
    {NULL, NULL, NULL, false}};

static const char *state_words(const struct invocation *v, const char *key)
{
    static const struct {
        const char *key, *en, *nb;
    } ROWS[] = {
        {"offered", "proposed", "foreslått"},
        {"accepted", "accepted", "godtatt"},
        {"approved", "approved", "godkjent"},
        {"published", "published", "publisert"},
        {"declined", "declined", "avslått"},
        {"refused", "not approved", "ikke godkjent"},
        {"withdrawn", "withdrawn", "trukket"},
    };
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        if (strcmp(ROWS[i].key, key) == 0) {
            return v->norwegian ? ROWS[i].nb : ROWS[i].en;
        }
    }
    return key;
}

static void print_swap(const struct invocation *v, const cJSON *swap)
{
    const cJSON *who;
    bool nb = v->norwegian;
    printf(nb ? "Bytte %lld: %s gir %s, får %s, med %s: %s\n"
              : "swap %lld: %s gives %s, gets %s, with %s: %s\n",
           (long long)int_of(swap, "swap"), text_of(swap, "person"),
           text_of(swap, "slot"), text_of(swap, "with_slot"),
           text_of(swap, "with"), state_words(v, text_of(swap, "state")));
    cJSON_ArrayForEach (who, list_of(swap, "waits_for")) {
        printf(nb ? "  venter på %s\n" : "  waits for %s\n",
               cJSON_GetStringValue(who));
    }
    if (int_of(swap, "plan") > 0 && !list_of(swap, "published")) {
        printf(nb ? "  utkast %lld har det avtalte\n"
                  : "  draft %lld holds what is agreed\n",
               (long long)int_of(swap, "plan"));
    }
}

static void print_swaps(const struct invocation *v, const cJSON *object)
{
    const cJSON *swap;
    if (cJSON_GetArraySize(list_of(object, "swaps")) == 0) {
        printf(v->norwegian ? "Ingen bytter\n" : "no swaps\n");
    }
    cJSON_ArrayForEach (swap, list_of(object, "swaps")) {
        print_swap(v, swap);
    }
}

int cmd_swap(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    const struct swap_options options = {.person = v->operands[1],
                                         .slot = v->operands[2],
                                         .other = option(v, "--with"),
                                         .other_slot = v->operands[3],
                                         .by = option(v, "--by")};
    enum status status = STATUS_OK;
    if (!options.other) {
        status = error_set(&err, STATUS_USAGE,
                           "--with: expected who has the other slot");
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_swap(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_swap);
}

static enum status read_answer(const struct invocation *v, int64_t *swap,
                               enum swap_answer *answer, struct error *err)
{
    char *end;
    *swap = strtoll(v->operands[1], &end, 10);
    if (*end || *swap <= 0) {
        return error_set(err, STATUS_USAGE,
                         "expected the number of a swap, found '%s'",
                         v->operands[1]);
    }
    for (int32_t i = 0; i < SWAP_ANSWERS; i++) {
        if (strcmp(SWAP_ANSWER_NAMES[i], v->operands[2]) == 0) {
            *answer = (enum swap_answer)i;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_USAGE,
                     "expected accept, decline, approve, refuse or withdraw, "
                     "found '%s'",
                     v->operands[2]);
}

int cmd_swap_answer(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    int64_t swap;
    enum swap_answer answer = SWAP_ACCEPT;
    enum status status = read_answer(v, &swap, &answer, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_swap_answer(&desk, swap, answer, option(v, "--by"),
                                  &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_swap);
}

int cmd_swaps(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_swaps(&desk, option(v, "--all") != NULL, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_swaps);
}
