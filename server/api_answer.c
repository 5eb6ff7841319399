/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_answer.c - what to do about open slots: who, what plan, what risk;
 * asking, answering, swapping; who is on duty. */
#include <string.h>

#include "base/arena.h"
#include "rota/ask.h"
#include "server/api.h"
#include "server/problem_reply.h"

enum { PEOPLE_ASKED_MAX = 100 };

/* In whose name the caller speaks (rota/speaker.h): who is in charge of all, a
 * member's manager, or themself. A copy: verbs load the records anew. */
static const char *speaker_of(const struct call *call)
{
    const struct caller *caller = &call->who.caller;
    const struct coop *coop = call->desk->coop;
    const char *name = caller->staff == NONE
                           ? "nobody"
                           : arena_strdup(call->arena,
                                          coop->staff.at[caller->staff].id);
    for (int32_t i = 0; i < caller->n; i++) {
        if (caller->roles[i].role == ROLE_COORDINATOR) {
            return "manager";
        }
        if (caller->roles[i].role == ROLE_MANAGER &&
            caller->roles[i].member != NONE) {
            name = arena_printf(call->arena, "manager:%s",
                                coop->members.at[caller->roles[i].member].id);
        }
    }
    return name;
}

/* Of a list of names that ends with NULL; NONE when there is no such one. */
static int32_t name_index(const char *const *names, const char *name)
{
    for (int32_t i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return NONE;
}

/* A field that is one of some names. */
static enum status call_name(const struct call *call, const char *key,
                             const char *const *names, const char *fallback,
                             int32_t *index, struct error *err)
{
    const char *text;
    TRY(call_text(call, key, &text, err));
    *index = name_index(names, text ? text : fallback);
    return *index == NONE ? error_set(err, STATUS_INPUT,
                                      "body: %s: expected another word, found "
                                      "'%.40s'",
                                      key, text ? text : "nothing")
                          : STATUS_OK;
}

/* ---- what to do --------------------------------------------------------------------- */

static enum status suggest(struct call *call, cJSON **result,
                           struct error *err)
{
    return rota_suggest(call->desk, call->values[0], result, err);
}

static enum status risk(struct call *call, cJSON **result, struct error *err)
{
    return rota_risk(call->desk, call->values[0], result, err);
}

static enum status choose(struct call *call, cJSON **result,
                          struct error *err)
{
    struct choice choice = {.slot = call->values[0], .by = speaker_of(call)};
    TRY(call_need_text(call, "person", &choice.person, err));
    TRY(call_text(call, "with", &choice.with, err));
    return rota_choose(call->desk, &choice, result, err);
}

static enum status show_now(struct call *call, cJSON **result,
                            struct error *err)
{
    return rota_now(call->desk, result, err);
}

static enum status rest(struct call *call, cJSON **result, struct error *err)
{
    return rota_rest(call->desk, call->values[0], result, err);
}

/* ---- asking ------------------------------------------------------------------------- */

static enum status ask(struct call *call, cJSON **result, struct error *err)
{
    const char *people[PEOPLE_ASKED_MAX];
    int32_t order;
    int64_t timeout;
    struct ask_options options = {.people = people, .by = speaker_of(call)};
    TRY(call_need_text(call, "slot", &options.slot, err));
    TRY(call_name(call, "order", ASK_ORDER_NAMES, "ranked", &order, err));
    TRY(call_int(call, "timeout", 1, TIMEOUT_MAX, 0, &timeout, err));
    TRY(call_texts(call, "people", people, PEOPLE_ASKED_MAX,
                   &options.n_people, err));
    options.order = (enum ask_order)order;
    options.timeout = (int32_t)timeout;
    return rota_ask(call->desk, &options, result, err);
}

static bool wants_all(const struct call *call)
{
    const char *all = http_query(call->request, "all");
    return all && strcmp(all, "1") == 0;
}

static enum status list_asks(struct call *call, cJSON **result,
                             struct error *err)
{
    return rota_asks(call->desk, wants_all(call), result, err);
}

static enum status close_ask(struct call *call, cJSON **result,
                             struct error *err)
{
    int64_t number;
    TRY(call_number(call->values[0], "ask", &number, err));
    return rota_ask_close(call->desk, number, speaker_of(call), result, err);
}

static enum status read_answer(const struct call *call,
                               struct answer_options *options,
                               struct error *err)
{
    int32_t answer;
    TRY(call_name(call, "answer", ANSWER_NAMES, "", &answer, err));
    TRY(call_text(call, "give", &options->give, err));
    TRY(call_text(call, "with", &options->with, err));
    options->answer = (enum offer_answer)answer;
    return STATUS_OK;
}

/* Whose offer it is, is found and checked by rota_answer(). */
static enum status answer(struct call *call, cJSON **result,
                          struct error *err)
{
    struct answer_options options = {.by = speaker_of(call)};
    TRY(call_number(call->values[0], "offer", &options.offer, err));
    TRY(read_answer(call, &options, err));
    return rota_answer(call->desk, &options, result, err);
}

/* The token of a message is the right to answer it. */
static enum status answer_message(struct call *call, cJSON **result,
                                  struct error *err)
{
    struct answer_options options = {.token = call->values[0]};
    TRY(read_answer(call, &options, err));
    return rota_answer(call->desk, &options, result, err);
}

static enum status acknowledge(struct call *call, cJSON **result,
                               struct error *err)
{
    return rota_acknowledge(call->desk, call->values[0], result, err);
}

/* ---- swaps --------------------------------------------------------------------------- */

static enum status swap(struct call *call, cJSON **result, struct error *err)
{
    struct swap_options options = {.person = call->values[0],
                                   .by = speaker_of(call)};
    TRY(call_need_text(call, "slot", &options.slot, err));
    TRY(call_need_text(call, "with", &options.other, err));
    TRY(call_need_text(call, "with_slot", &options.other_slot, err));
    return rota_swap(call->desk, &options, result, err);
}

static enum status answer_swap(struct call *call, cJSON **result,
                               struct error *err)
{
    int64_t number;
    int32_t how;
    TRY(call_number(call->values[0], "swap", &number, err));
    TRY(call_name(call, "answer", SWAP_ANSWER_NAMES, "", &how, err));
    return rota_swap_answer(call->desk, number, (enum swap_answer)how,
                            speaker_of(call), result, err);
}

static enum status list_swaps(struct call *call, cJSON **result,
                              struct error *err)
{
    return rota_swaps(call->desk, wants_all(call), result, err);
}

const struct route ANSWER_ROUTES[] = {
    {"GET", "/opened/{slot}/suggest", PERMIT_REPLACE, 0, suggest,
     "Who could take an open slot, in the order of the ladder", NULL},
    {"GET", "/opened/{slot}/risk", PERMIT_REPLACE, 0, risk,
     "What is missing if it stays open", NULL},
    {"POST", "/opened/{slot}/choose", PERMIT_REPLACE,
     ROUTE_BODY | ROUTE_KEY | ROUTE_CREATED, choose,
     "Take one of the suggestions: a draft to publish", "person with?"},
    {"GET", "/now", PERMIT_PLAN, 0, show_now, "Who is on duty now", NULL},
    {"GET", "/people/{person}/rest", PERMIT_HOURS, ROUTE_PERSON, rest,
     "The next earliest legal start", NULL},
    {"POST", "/asks", PERMIT_REPLACE,
     ROUTE_BODY | ROUTE_KEY | ROUTE_CREATED, ask, "Ask people for a slot",
     "slot order? timeout? people?"},
    {"GET", "/asks", PERMIT_REPLACE, 0, list_asks, "Rounds of asking",
     "all?"},
    {"DELETE", "/asks/{ask}", PERMIT_REPLACE, 0, close_ask, "End a round",
     NULL},
    {"POST", "/offers/{offer}/answer", PERMIT_OFFER, ROUTE_BODY | ROUTE_KEY,
     answer, "Answer: take, swap, later, no, undo", "answer give? with?"},
    {"POST", "/answer/{token}", PERMIT_ANYBODY,
     ROUTE_BODY | ROUTE_NO_SESSION, answer_message,
     "Answer a message by its token", "answer give? with?"},
    {"POST", "/acknowledge/{token}", PERMIT_ANYBODY, ROUTE_NO_SESSION,
     acknowledge, "Say that a message was seen", NULL},
    {"POST", "/people/{person}/swaps", PERMIT_OFFER,
     ROUTE_BODY | ROUTE_KEY | ROUTE_PERSON | ROUTE_CREATED, swap,
     "Propose a swap", "slot with with_slot"},
    {"POST", "/swaps/{swap}/answer", PERMIT_SIGNED_IN,
     ROUTE_BODY | ROUTE_KEY, answer_swap,
     "Accept, decline, approve, refuse or withdraw a swap", "answer"},
    {"GET", "/swaps", PERMIT_REPLACE, 0, list_swaps, "Swaps", "all?"},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
