/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_ask.c - asking people for a slot, and what they answer. */
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

const struct option_def ASK_OPTIONS[] = {
    {"--order", "ranked|broadcast",
     "one after the other (default), or all at "
     "once",
     false},
    {"--timeout", "MINUTES", "how long each one has (default 30)", false},
    {"--to", "PERSON", "whom, in this order; default: by the ladder", true},
    BY,
    {NULL, NULL, NULL, false}};
const struct option_def ASKS_OPTIONS[] = {
    {"--all", NULL, "also rounds that are over", false},
    {NULL, NULL, NULL, false}};
const struct option_def ASK_CLOSE_OPTIONS[] = {BY, {NULL, NULL, NULL, false}};
const struct option_def ANSWER_OPTIONS[] = {
    {"--give", "SLOT", "swap: the slot to give in return", false},
    {"--with", "PERSON", "swap: who would take that", false},
    BY,
    {NULL, NULL, NULL, false}};

/* ---- printing
 * ----------------------------------------------------------------- */

struct state_words {
    const char *key, *en, *nb;
};
static const struct state_words OFFER_WORDS[] = {
    {"waiting", "not asked yet", "ikke spurt ennå"},
    {"offered", "asked", "spurt"},
    {"accepted", "has accepted", "har sagt ja"},
    {"declined", "said no", "har sagt nei"},
    {"deferred", "will say later", "svarer senere"},
    {"timed_out", "did not answer", "har ikke svart"},
    {"withdrawn", "not needed any more", "trengs ikke lenger"},
};
static const struct state_words ROUND_WORDS[] = {
    {"open", "open", "åpen"},
    {"taken", "taken", "tatt"},
    {"exhausted", "nobody left to ask", "ingen igjen å spørre"},
    {"published", "published", "publisert"},
    {"closed", "closed", "avsluttet"},
};

static const char *state_of(const struct invocation *v,
                            const struct state_words *rows, size_t n,
                            const char *key)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].key, key) == 0) {
            return v->norwegian ? rows[i].nb : rows[i].en;
        }
    }
    return key;
}

/* An instant by the wall clock: "07:31", with the date on another day. */
static void print_until(const struct invocation *v, const cJSON *offer)
{
    struct error err = {0};
    instant due;
    date_day date, today;
    int32_t minute, now;
    char day[DATE_TEXT], clock[CLOCK_TEXT];
    if (strcmp(text_of(offer, "state"), "offered") != 0 ||
        instant_parse(text_of(offer, "due"), &due, &err) != STATUS_OK) {
        return;
    }
    zone_local(due, &date, &minute);
    zone_local(v->act.at, &today, &now);
    printf(", %s %s%s%s", v->norwegian ? "frist" : "until",
           date == today ? "" : date_format(date, day),
           date == today ? "" : " ", clock_format(minute, clock));
}

static void print_offer(const struct invocation *v, const cJSON *offer)
{
    printf("  %lld. %s: %s (%s %lld", (long long)int_of(offer, "rank"),
           text_of(offer, "name"),
           state_of(v, OFFER_WORDS, COUNT_OF(OFFER_WORDS),
                    text_of(offer, "state")),
           v->norwegian ? "tilbud" : "offer",
           (long long)int_of(offer, "offer"));
    print_until(v, offer);
    printf(")\n");
}

static void print_round(const struct invocation *v, const cJSON *round)
{
    const cJSON *line;
    bool nb = v->norwegian;
    printf(nb ? "Runde %lld, %s: %s\n" : "round %lld, %s: %s\n",
           (long long)int_of(round, "ask"), text_of(round, "slot"),
           state_of(v, ROUND_WORDS, COUNT_OF(ROUND_WORDS),
                    text_of(round, "state")));
    cJSON_ArrayForEach (line, list_of(round, "offers")) {
        print_offer(v, line);
    }
    cJSON_ArrayForEach (line, list_of(round, "not_asked")) {
        printf(nb ? "  ikke spurt: %s (%s)\n" : "  not asked: %s (%s)\n",
               text_of(line, "name"), text_of(line, "reason"));
    }
}

static void print_rounds(const struct invocation *v, const cJSON *object)
{
    const cJSON *round;
    if (cJSON_GetArraySize(list_of(object, "asks")) == 0) {
        printf(v->norwegian ? "Ingen blir spurt\n" : "nobody is asked\n");
    }
    cJSON_ArrayForEach (round, list_of(object, "asks")) {
        print_round(v, round);
    }
}

static void print_answer(const struct invocation *v, const cJSON *object)
{
    bool nb = v->norwegian;
    printf("%s: %s\n", text_of(object, "name"),
           state_of(v, OFFER_WORDS, COUNT_OF(OFFER_WORDS),
                    text_of(object, "state")));
    if (int_of(object, "swap") > 0) {
        printf(nb ? "Bytte %lld er foreslått\n" : "swap %lld is proposed\n",
               (long long)int_of(object, "swap"));
    }
    if (int_of(object, "plan") > 0) {
        printf(nb ? "Utkast %lld har det avtalte: publish %lld --expect %lld\n"
                  : "draft %lld holds what is agreed: publish %lld --expect "
                    "%lld\n",
               (long long)int_of(object, "plan"),
               (long long)int_of(object, "plan"),
               (long long)int_of(object, "revision"));
    }
    print_round(v, list_of(object, "ask"));
}

/* ---- running
 * ------------------------------------------------------------------ */

/* The index of an option's or operand's word among `names`. */
static enum status read_name(const char *what, const char *text,
                             const char *const *names, int32_t *result,
                             struct error *err)
{
    for (int32_t i = 0; names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            *result = i;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_USAGE, "%s: expected %s, %s, ..., found '%s'",
                     what, names[0], names[1], text);
}

static enum status read_ask(const struct invocation *v,
                            struct ask_options *options,
                            const char *people[OPTIONS_MAX], struct error *err)
{
    static const char *const ORDERS[] = {"ranked", "broadcast", NULL};
    int32_t order = ASK_RANKED;
    int64_t timeout = TIMEOUT_DEFAULT;
    if (option(v, "--order")) {
        TRY(read_name("--order", option(v, "--order"), ORDERS, &order, err));
    }
    TRY(option_int(v, "--timeout", 1, TIMEOUT_MAX, &timeout, err));
    *options = (struct ask_options){.slot = v->operands[1],
                                    .order = (enum ask_order)order,
                                    .timeout = (int32_t)timeout,
                                    .people = people,
                                    .by = option(v, "--by")};
    for (int32_t i = 0; i < v->n_given; i++) {
        if (strcmp(v->given[i]->name, "--to") == 0) {
            people[options->n_people++] = v->values[i];
        }
    }
    return STATUS_OK;
}

int cmd_ask(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    struct ask_options options;
    const char *people[OPTIONS_MAX];
    cJSON *object = NULL;
    enum status status = read_ask(v, &options, people, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_ask(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_round);
}

int cmd_asks(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, &err);
    if (status == STATUS_OK) {
        status = rota_asks(&desk, option(v, "--all") != NULL, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_rounds);
}

static enum status read_number(const struct invocation *v, int32_t operand,
                               const char *what, int64_t *number,
                               struct error *err)
{
    char *end;
    *number = strtoll(v->operands[operand], &end, 10);
    return *end || *number <= 0
               ? error_set(err, STATUS_USAGE,
                           "expected the number of %s, found '%s'", what,
                           v->operands[operand])
               : STATUS_OK;
}

int cmd_ask_close(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    int64_t ask;
    enum status status = read_number(v, 1, "a round", &ask, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_ask_close(&desk, ask, option(v, "--by"), &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_round);
}

enum { TOKEN_LENGTH = 32 };

/* An offer's number, or the token of the message that asked. */
static enum status read_answer(const struct invocation *v,
                               struct answer_options *options,
                               struct error *err)
{
    int32_t answer = 0;
    TRY(read_name("answer", v->operands[2], ANSWER_NAMES, &answer, err));
    *options = (struct answer_options){.answer = (enum offer_answer)answer,
                                       .give = option(v, "--give"),
                                       .with = option(v, "--with"),
                                       .by = option(v, "--by")};
    if (strlen(v->operands[1]) == TOKEN_LENGTH) {
        options->token = v->operands[1];
        return STATUS_OK;
    }
    return read_number(v, 1, "an offer, or the token of its message",
                       &options->offer, err);
}

int cmd_answer(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    struct answer_options options;
    cJSON *object = NULL;
    enum status status = read_answer(v, &options, &err);
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_answer(&desk, &options, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print_answer);
}
