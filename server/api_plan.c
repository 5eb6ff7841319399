/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_plan.c - drafts and what is published: show, check, compare, explain,
 * publish. */
#include <string.h>

#include "rota/attempt.h"
#include "rota/ladder.h"
#include "server/api.h"
#include "server/problem_reply.h"

enum { AGREED_MAX = 100 };

static enum status plan_number(const struct call *call, int64_t *plan,
                               struct error *err)
{
    return call_number(call->values[0], "plan", plan, err);
}

static enum status show_published(struct call *call, cJSON **result,
                                  struct error *err)
{
    struct horizon horizon;
    TRY(call_horizon(call, &horizon, err));
    return rota_show(call->desk, 0, horizon.from == DATE_NONE ? NULL : &horizon,
                     result, err);
}

static enum status show_plan(struct call *call, cJSON **result,
                             struct error *err)
{
    int64_t plan;
    TRY(plan_number(call, &plan, err));
    return rota_show(call->desk, plan, NULL, result, err);
}

static void add_plan(cJSON *list, const struct plan_record *record)
{
    static const char *const STATES[] = {"draft", "published", "discarded"};
    char at[INSTANT_TEXT], date[DATE_TEXT];
    cJSON *object = json_push_object(list);
    json_add_int(object, "plan", record->id);
    json_add_string(object, "state", STATES[record->state]);
    json_add_string(object, "from", date_format(record->plan.from, date));
    json_add_int(object, "days", record->plan.days);
    json_add_string(object, "created", instant_format(record->created, at));
    json_add_int(object, "cost", record->cost);
    json_add_int(object, "bound", record->bound);
    json_add_bool(object, "optimal", record->optimal);
}

static enum status list_plans(struct call *call, cJSON **result,
                              struct error *err)
{
    enum { PAGE = 50 };
    struct long_vec ids = {0};
    int64_t before = INT64_MAX;
    const char *text = http_query(call->request, "before");
    if (text) {
        TRY(call_number(text, "before", &before, err));
    }
    enum status status = store_list_plans(call->desk->store, &ids, err);
    *result = cJSON_CreateObject();
    cJSON *list = json_add_list(*result, "plans");
    for (int32_t i = 0; i < ids.n && status == STATUS_OK &&
                        cJSON_GetArraySize(list) < PAGE;
         i++) {
        struct plan_record record = {0};
        if (ids.at[i] >= before) {
            continue;
        }
        status = store_get_plan(call->desk->store, call->desk->coop,
                                ids.at[i], &record, err);
        if (status == STATUS_OK) {
            add_plan(list, &record);
        }
        plan_record_release(&record);
    }
    vec_release(&ids);
    return status;
}

static enum status check(struct call *call, cJSON **result,
                         struct error *err)
{
    struct horizon horizon;
    TRY(call_horizon(call, &horizon, err));
    return rota_check(call->desk, &horizon, result, err);
}

static enum status compare(struct call *call, cJSON **result,
                           struct error *err)
{
    int64_t plan, with = 0;
    const char *text = http_query(call->request, "with");
    TRY(plan_number(call, &plan, err));
    if (text) {
        TRY(call_number(text, "with", &with, err));
    }
    return rota_compare(call->desk, with, plan, result, err);
}

static enum status why(struct call *call, cJSON **result, struct error *err)
{
    int64_t plan;
    TRY(plan_number(call, &plan, err));
    return rota_why(call->desk, plan, call->values[1], result, err);
}

static enum status why_not(struct call *call, cJSON **result,
                           struct error *err)
{
    int64_t plan;
    TRY(plan_number(call, &plan, err));
    return rota_why_not(call->desk, plan, call->values[2], call->values[1],
                        result, err);
}

/* "weekly", or a step of the ladder (rota/ladder.h). */
static enum status publish_route(const struct call *call, const char **route,
                                 struct error *err)
{
    TRY(call_text(call, "route", route, err));
    return !*route || strcmp(*route, "weekly") == 0 ||
                   ladder_find(*route) != LADDER_STEPS
               ? STATUS_OK
               : error_set(err, STATUS_INPUT,
                           "body: route: expected weekly or a step of the "
                           "ladder, found '%.40s'",
                           *route);
}

static enum status publish(struct call *call, cJSON **result,
                           struct error *err)
{
    const char *agreed[AGREED_MAX];
    const cJSON *hard =
        cJSON_GetObjectItemCaseSensitive(call->body.root, "accept_hard");
    struct publish_options options = {.expected = call->if_match,
                                      .agreed = agreed};
    TRY(plan_number(call, &options.plan, err));
    TRY(call_text(call, "reason", &options.reason, err));
    TRY(call_text(call, "consultation", &options.consultation, err));
    TRY(publish_route(call, &options.route, err));
    TRY(call_texts(call, "agreed", agreed, AGREED_MAX, &options.n_agreed,
                   err));
    options.accept_hard = cJSON_IsTrue(hard);
    return rota_publish(call->desk, &options, result, err);
}

/* A text of a move, NULL when it is missing or null. */
static enum status move_text(const struct call *call, const cJSON *node,
                             const char *key, const char **result,
                             struct error *err)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(node, key);
    *result = cJSON_GetStringValue(value);
    return !value || cJSON_IsNull(value) || *result
               ? STATUS_OK
               : json_fail(&call->body, value, err, "expected text");
}

/* "moves": [{"slot", "from"?, "to"?}]. */
static enum status read_attempt(struct call *call, struct attempt *attempt,
                                struct move *moves, struct error *err)
{
    const cJSON *node, *list =
        cJSON_GetObjectItemCaseSensitive(call->body.root, "moves");
    attempt->expected = call->if_match;
    attempt->moves = moves;
    TRY(plan_number(call, &attempt->plan, err));
    if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > MOVES_MAX) {
        return error_set(err, STATUS_INPUT,
                         "body: moves: expected a list of at most %d",
                         MOVES_MAX);
    }
    cJSON_ArrayForEach(node, list)
    {
        struct move *move = &moves[attempt->n_moves++];
        TRY(move_text(call, node, "slot", &move->slot, err));
        TRY(move_text(call, node, "from", &move->from, err));
        TRY(move_text(call, node, "to", &move->to, err));
        if (!move->slot) {
            return json_fail(&call->body, node, err,
                             "expected a move with a slot");
        }
    }
    return STATUS_OK;
}

static enum status try_moves(struct call *call, cJSON **result,
                             struct error *err)
{
    struct move moves[MOVES_MAX];
    struct attempt attempt = {0};
    TRY(read_attempt(call, &attempt, moves, err));
    return rota_attempt(call->desk, &attempt, result, err);
}

static enum status keep_moves(struct call *call, cJSON **result,
                              struct error *err)
{
    struct move moves[MOVES_MAX];
    struct attempt attempt = {0};
    TRY(read_attempt(call, &attempt, moves, err));
    return rota_attempt_keep(call->desk, &attempt, result, err);
}

static enum status balance(struct call *call, cJSON **result,
                           struct error *err)
{
    struct horizon horizon;
    int64_t plan = 0;
    const char *text = http_query(call->request, "plan");
    if (caller_reach(&call->who.caller, PERMIT_BALANCE) != REACH_ALL) {
        return call_refuse(call, err);
    }
    TRY(call_horizon(call, &horizon, err));
    if (text) {
        TRY(call_number(text, "plan", &plan, err));
    }
    return rota_balance(call->desk, plan,
                        horizon.from == DATE_NONE ? NULL : &horizon, result,
                        err);
}

static enum status balance_weeks(struct call *call, cJSON **result,
                                 struct error *err)
{
    return caller_reach(&call->who.caller, PERMIT_BALANCE) == REACH_ALL
               ? rota_balance_weeks(call->desk, result, err)
               : call_refuse(call, err);
}

static enum status rules(struct call *call, cJSON **result,
                         struct error *err)
{
    return rota_rules(call->desk, result, err);
}

const struct route PLAN_ROUTES[] = {
    {"GET", "/published", PERMIT_PLAN, 0, show_published,
     "What is published, as rows of people and days", "from? weeks?"},
    {"GET", "/plans", PERMIT_DRAFT, 0, list_plans,
     "Stored plans, newest first", "before?"},
    {"GET", "/plans/{plan}", PERMIT_DRAFT, 0, show_plan,
     "One plan, as rows of people and days", NULL},
    {"GET", "/plans/{plan}/compare", PERMIT_DRAFT, 0, compare,
     "What differs from another plan, or from what is published", "with?"},
    {"POST", "/plans/{plan}/publish", PERMIT_PUBLISH,
     ROUTE_BODY | ROUTE_KEY | ROUTE_MATCH, publish,
     "Make it the plan that stands",
     "reason? consultation? route? agreed? accept_hard?"},
    {"POST", "/plans/{plan}/try", PERMIT_DRAFT, ROUTE_BODY, try_moves,
     "What it would cost to move slots (plan 0: as published); nothing is "
     "stored",
     "moves"},
    {"POST", "/plans/{plan}/keep", PERMIT_RUN,
     ROUTE_BODY | ROUTE_KEY | ROUTE_MATCH | ROUTE_CREATED, keep_moves,
     "Keep moved slots as a new draft", "moves"},
    {"GET", "/plans/{plan}/slots/{slot}/why", PERMIT_DRAFT, 0, why,
     "Who holds a slot (plan 0: as published), and what others would cost",
     NULL},
    {"GET", "/plans/{plan}/slots/{slot}/why-not/{person}", PERMIT_DRAFT, 0,
     why_not, "Why somebody does not hold it", NULL},
    {"GET", "/check", PERMIT_DRAFT, 0, check,
     "What can't work, before solving", "from? weeks?"},
    {"GET", "/rules", PERMIT_PLAN, 0, rules,
     "Every limit in force, its basis and reference", NULL},
    {"GET", "/balance", PERMIT_BALANCE, 0, balance,
     "Everybody's share due and got", "plan? from? weeks?"},
    {"GET", "/balance/weeks", PERMIT_BALANCE, 0, balance_weeks,
     "What everybody bore, week by week, in 52 weeks", NULL},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
