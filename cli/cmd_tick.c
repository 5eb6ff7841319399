/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_tick.c - what a timer calls; messages and their acknowledgement. */
#include <string.h>

#include "cli/verbs.h"
#include "rota/ask.h"

const struct option_def TICK_OPTIONS[] = {
    {"--settings", "FILE",
     "how messages leave (mode 0600); without it none "
     "does",
     false},
    {"--seconds", "S", "longest time for sending (default 60)", false},
    {NULL, NULL, NULL, false}};
const struct option_def MESSAGES_OPTIONS[] = {
    {"--all", NULL, "also those that have left", false},
    {"--retry", NULL, "try failed ones again", false},
    {NULL, NULL, NULL, false}};
const struct option_def ACK_OPTIONS[] = {{NULL, NULL, NULL, false}};

/* ---- printing
 * ----------------------------------------------------------------- */

static void print_tick(const struct invocation *v, const cJSON *object)
{
    const cJSON *messages = list_of(object, "messages");
    bool nb = v->norwegian;
    printf(nb ? "Nytt åpent: %lld, tilbud flyttet: %d, runder avsluttet: %d, "
                "bytter trukket: %d\n"
              : "newly open: %lld, offers moved: %d, rounds closed: %d, swaps "
                "withdrawn: %d\n",
           (long long)int_of(object, "opened"),
           cJSON_GetArraySize(list_of(object, "moved")),
           cJSON_GetArraySize(list_of(object, "closed")),
           cJSON_GetArraySize(list_of(object, "withdrawn")));
    printf(nb ? "Meldinger: %lld sendt, %lld utsatt, %lld oppgitt, %lld "
                "venter\n"
              : "messages: %lld sent, %lld delayed, %lld failed, %lld "
                "waiting\n",
           (long long)int_of(messages, "sent"),
           (long long)int_of(messages, "delayed"),
           (long long)int_of(messages, "failed"),
           (long long)int_of(messages, "waiting"));
}

static const char *state_words(const struct invocation *v, const char *key)
{
    static const struct {
        const char *key, *en, *nb;
    } ROWS[] = {{"waiting", "waiting", "venter"},
                {"sent", "sent", "sendt"},
                {"failed", "failed", "oppgitt"},
                {"withdrawn", "withdrawn", "trukket tilbake"}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        if (strcmp(ROWS[i].key, key) == 0) {
            return v->norwegian ? ROWS[i].nb : ROWS[i].en;
        }
    }
    return key;
}

static void print_messages(const struct invocation *v, const cJSON *object)
{
    const cJSON *line;
    bool nb = v->norwegian;
    if (cJSON_GetArraySize(list_of(object, "messages")) == 0) {
        printf(nb ? "Ingen meldinger\n" : "no messages\n");
    }
    cJSON_ArrayForEach (line, list_of(object, "messages")) {
        printf("%4lld  %s, %s: %s", (long long)int_of(line, "message"),
               text_of(line, "about"), text_of(line, "recipient"),
               state_words(v, text_of(line, "state")));
        if (int_of(line, "tries") > 0) {
            printf(nb ? " (%lld forsøk)" : " (tries: %lld)",
                   (long long)int_of(line, "tries"));
        }
        if (list_of(line, "note")) {
            printf(": %s", text_of(line, "note"));
        }
        printf("%s\n", !cJSON_IsString(list_of(line, "acknowledged")) ? ""
                       : nb                                           ? ", sett"
                            : ", seen");
    }
}

static void print_ack(const struct invocation *v, const cJSON *object)
{
    printf(v->norwegian ? "Sett: %s\n" : "seen: %s\n",
           text_of(object, "about"));
}

/* ---- running
 * ------------------------------------------------------------------ */

int cmd_tick(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    struct tick_options options = {.settings = option(v, "--settings")};
    enum status status = option_seconds(v, "--seconds", &options.seconds, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_tick(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_tick);
}

int cmd_messages(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_messages(&desk, option(v, "--all") != NULL,
                               option(v, "--retry") != NULL, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_messages);
}

int cmd_ack(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_acknowledge(&desk, v->operands[1], &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_ack);
}
