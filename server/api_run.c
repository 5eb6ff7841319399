/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_run.c - optimisations: start, look, watch, stop. */
#include "server/api.h"
#include "server/problem_reply.h"
#include "server/runs.h"

enum { SECONDS_MAX = 3600, WEEKS_MAX = 52 };

static enum status one_run(struct call *call, int64_t *run,
                           struct error *err)
{
    return call_number(call->values[0], "run", run, err);
}

/* The object, or 404. */
static enum status answer(struct call *call, cJSON *object, cJSON **result)
{
    if (object) {
        *result = object;
    } else {
        problem_reply(call->reply, 404, NULL);
    }
    return STATUS_OK;
}

static enum status start(struct call *call, cJSON **result,
                         struct error *err)
{
    int64_t weeks, seconds, seed;
    date_day date;
    struct run_request request = {.actor = call->desk->act.actor,
                                  .norwegian = call->desk->norwegian};
    TRY(call_text(call, "from", &request.from, err));
    if (request.from) {
        TRY(error_in(date_parse(request.from, &date, err), err, "from: "));
    }
    TRY(call_int(call, "weeks", 1, WEEKS_MAX, 0, &weeks, err));
    TRY(call_int(call, "seconds", 1, SECONDS_MAX, 0, &seconds, err));
    TRY(call_int(call, "seed", 0, INT32_MAX, 1, &seed, err));
    request.weeks = (int32_t)weeks;
    request.seconds = (int32_t)seconds;
    request.seed = seed;
    *result = runs_start(call->server->runs, &request);
    if (!*result) {
        problem_reply(call->reply, 503, "too many optimisations wait");
    }
    return STATUS_OK;
}

static enum status replan(struct call *call, cJSON **result,
                          struct error *err)
{
    enum { SECONDS = 30 };
    int64_t seconds;
    struct run_request request = {.kind = RUN_REPLAN,
                                  .actor = call->desk->act.actor,
                                  .norwegian = call->desk->norwegian};
    TRY(call_int(call, "seconds", 1, SECONDS_MAX, SECONDS, &seconds, err));
    request.seconds = (int32_t)seconds;
    *result = runs_start(call->server->runs, &request);
    if (!*result) {
        problem_reply(call->reply, 503, "too many optimisations wait");
    }
    return STATUS_OK;
}

static enum status list(struct call *call, cJSON **result, struct error *err)
{
    (void)err;
    *result = runs_list(call->server->runs);
    return STATUS_OK;
}

static enum status show(struct call *call, cJSON **result, struct error *err)
{
    int64_t run;
    TRY(one_run(call, &run, err));
    return answer(call, runs_show(call->server->runs, run), result);
}

static enum status stop(struct call *call, cJSON **result, struct error *err)
{
    int64_t run;
    TRY(one_run(call, &run, err));
    return answer(call, runs_stop(call->server->runs, run), result);
}

static enum status watch(struct call *call, cJSON **result,
                         struct error *err)
{
    int64_t run;
    (void)result;
    TRY(one_run(call, &run, err));
    cJSON *object = runs_show(call->server->runs, run);
    if (!object) {
        problem_reply(call->reply, 404, NULL);
        return STATUS_OK;
    }
    cJSON_Delete(object);
    (void)runs_watch(call->server->runs, run,
                     http_reply_stream(call->reply, call->request));
    return STATUS_OK;
}

const struct route RUN_ROUTES[] = {
    {"POST", "/runs", PERMIT_RUN, ROUTE_BODY | ROUTE_KEY | ROUTE_CREATED,
     start, "Start an optimisation, or queue it",
     "from? weeks? seconds? seed?"},
    {"POST", "/replan", PERMIT_REPLACE,
     ROUTE_BODY | ROUTE_KEY | ROUTE_CREATED, replan,
     "Start the smallest re-plan, as a run", "seconds?"},
    {"GET", "/runs", PERMIT_DRAFT, 0, list, "Optimisations, newest first",
     NULL},
    {"GET", "/runs/{run}", PERMIT_DRAFT, 0, show, "One optimisation", NULL},
    {"DELETE", "/runs/{run}", PERMIT_RUN, 0, stop,
     "Stop it, keeping its best", NULL},
    {"GET", "/runs/{run}/events", PERMIT_DRAFT, 0, watch,
     "Its progress as server-sent events", NULL},
    {NULL, NULL, PERMIT_ANYBODY, 0, NULL, NULL, NULL},
};
