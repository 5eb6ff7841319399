/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api.c - from a path to its route, through everything that guards it. */
#include "server/api.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "server/http_date.h"
#include "server/log.h"
#include "server/problem_reply.h"

enum { BODY_MAX = 1 << 18, RECORDS_MAX = 8 << 20, ACTOR_MAX = 80 };

const struct route *const API_GROUPS[] = {
    SESSION_ROUTES, PLAN_ROUTES,   RUN_ROUTES,  EVENT_ROUTES,
    ANSWER_ROUTES,  MINE_ROUTES,   PEOPLE_ROUTES, CARE_ROUTES, NULL};

size_t api_limit(const char *path)
{
    return strcmp(path, API_PREFIX "/records") == 0 ? RECORDS_MAX : BODY_MAX;
}

/* ---- paths -------------------------------------------------------------------------- */

/* Whether the path has the pattern's form; its {...} are copied. */
static bool match_path(const char *pattern, const char *path,
                       struct arena *arena, char *values[VALUES_MAX])
{
    int32_t n = 0;
    while (*pattern != '\0' && *path != '\0') {
        if (*pattern == '{') {
            size_t length = strcspn(path, "/");
            char *value = arena_alloc(arena, length + 1);
            memcpy(value, path, length);
            CHECK(n < VALUES_MAX);
            values[n++] = value;
            pattern += strcspn(pattern, "}") + 1;
            path += length;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *pattern == '\0' && *path == '\0';
}

/* The route; else `allowed` lists the methods that the path has. */
static const struct route *find_route(struct call *call, const char *path,
                                      struct text *allowed)
{
    const char *method = call->request->method;
    for (int32_t g = 0; API_GROUPS[g]; g++) {
        for (const struct route *r = API_GROUPS[g]; r->method; r++) {
            char *values[VALUES_MAX] = {0};
            if (!match_path(r->path, path, call->arena, values)) {
                continue;
            }
            if (strcmp(r->method, method) == 0) {
                memcpy(call->values, values, sizeof values);
                return r;
            }
            text_printf(allowed, "%s%s", allowed->length ? ", " : "",
                        r->method);
        }
    }
    return NULL;
}

/* ---- who, and may they --------------------------------------------------------------- */

static enum status find_caller(struct call *call, struct error *err)
{
    const char *token = http_cookie(call->request, SESSION_COOKIE);
    call->who.caller.staff = NONE;
    if (!token || !token_shaped(token)) {
        return STATUS_OK;
    }
    return rota_session(call->desk, token, &call->who, err);
}

/* A page of another site can make a browser send our cookie, but neither read
 * the token nor forge the Origin. */
static bool from_our_page(const struct call *call)
{
    const char *token = http_field(call->request, "X-CSRF-Token");
    const char *site = http_field(call->request, "Sec-Fetch-Site");
    if (site && strcmp(site, "cross-site") == 0) {
        return false;
    }
    return token && secret_equal(token, call->who.csrf);
}

/* 0, or the status to refuse with. */
static int refusal(const struct call *call)
{
    const struct caller *caller = &call->who.caller;
    const struct route *route = call->route;
    bool changes = strcmp(route->method, "GET") != 0;
    if (route->permission != PERMIT_ANYBODY && !caller->account) {
        return 401;
    }
    if (changes && !(route->flags & ROUTE_NO_SESSION) &&
        !from_our_page(call)) {
        return 403;
    }
    if (caller_reach(caller, route->permission) == REACH_NONE) {
        return 403;
    }
    if ((route->flags & ROUTE_PERSON) &&
        !call_may(call, route->permission, call->values[0])) {
        return 403; /* also for people that do not exist */
    }
    return 0;
}

bool call_may(const struct call *call, enum permission permission,
              const char *person)
{
    int32_t staff = coop_find_staff(call->desk->coop, person);
    return staff != NONE && caller_may_person(&call->who.caller,
                                              call->desk->coop, permission,
                                              staff);
}

enum status call_refuse(struct call *call, struct error *err)
{
    problem_reply(call->reply, 403, NULL);
    (void)err;
    return STATUS_OK;
}

/* ---- bodies and conditions -------------------------------------------------------------- */

static enum status read_body(struct call *call, struct error *err)
{
    const char *type = http_field(call->request, "Content-Type");
    if (!(call->route->flags & ROUTE_BODY)) {
        return STATUS_OK;
    }
    if (!type || strncmp(type, "application/json", 16) != 0) {
        problem_reply(call->reply, 415, "application/json is expected");
        return STATUS_USAGE;
    }
    TRY(json_parse(&call->body, "body", call->request->body,
                   call->request->length, err));
    return cJSON_IsObject(call->body.root)
               ? STATUS_OK
               : json_fail(&call->body, NULL, err, "expected an object");
}

static bool read_match(struct call *call)
{
    const char *text = http_field(call->request, "If-Match");
    struct error err = {0};
    char digits[24];
    call->if_match = -1;
    if (!text) {
        return !(call->route->flags & ROUTE_MATCH);
    }
    snprintf(digits, sizeof digits, "%s", text + strspn(text, "W/\" "));
    digits[strcspn(digits, "\"")] = '\0';
    return call_number(digits, "If-Match", &call->if_match, &err) ==
           STATUS_OK;
}

/* ---- answers ------------------------------------------------------------------------------ */

static void send_object(struct call *call, const cJSON *object)
{
    char *words = json_print(object, false);
    char digest[DIGEST_HEX];
    struct http_reply *reply = call->reply;
    digest_sha256(words, strlen(words), digest);
    reply->status = call->route->flags & ROUTE_CREATED ? 201 : 200;
    http_reply_field(reply, "Content-Type", "application/json");
    if (strcmp(call->route->method, "GET") == 0) {
        char etag[DIGEST_HEX + 2];
        const char *known = http_field(call->request, "If-None-Match");
        snprintf(etag, sizeof etag, "\"%s\"", digest);
        http_reply_field(reply, "ETag", "%s", etag);
        http_reply_field(reply, "Cache-Control", "private, no-cache");
        if (known && http_tags_match(known, etag)) {
            reply->status = 304;
        }
    } else {
        http_reply_field(reply, "Cache-Control", "no-store");
    }
    text_str(&reply->body, words); /* of 304 its length only is sent */
    free(words);
}

/* The key that the caller gave; NULL when the route has none. */
static const char *key_of(const struct call *call)
{
    const char *key = http_field(call->request, "Idempotency-Key");
    return call->route->flags & ROUTE_KEY && key && *key ? key : NULL;
}

/* Gives the kept answer again. True when there was one. */
static bool repeat_answer(struct call *call, const char *key,
                          enum status *status, struct error *err)
{
    struct kept_answer kept;
    *status = store_find_answer(call->desk->store, call->who.account.id, key,
                                &kept, err);
    if (*status != STATUS_OK || !kept.body) {
        return false;
    }
    if (strcmp(kept.route, call->request->path) != 0) {
        problem_reply(call->reply, 422,
                      "this idempotency key was used for something else");
    } else {
        call->reply->status = kept.status;
        text_str(&call->reply->body, kept.body);
        http_reply_field(call->reply, "Content-Type", "application/json");
        http_reply_field(call->reply, "Idempotent-Replayed", "true");
    }
    free(kept.route);
    free(kept.body);
    return true;
}

static enum status run_route(struct call *call, struct error *err)
{
    cJSON *object = NULL;
    const char *key = key_of(call);
    enum status status = STATUS_OK;
    if (key && repeat_answer(call, key, &status, err)) {
        return STATUS_OK;
    }
    TRY(status);
    status = call->route->run(call, &object, err);
    if (status == STATUS_OK && object) {
        send_object(call, object);
        if (key) {
            status = store_keep_answer(
                call->desk->store, call->who.account.id, key,
                call->request->path, call->reply->status,
                text_cstr(&call->reply->body), call->desk->act.at, err);
        }
    }
    cJSON_Delete(object);
    return status;
}

/* ---- the way ------------------------------------------------------------------------------ */

static void set_act(struct call *call)
{
    char *actor = arena_alloc(call->arena, ACTOR_MAX);
    const struct caller *caller = &call->who.caller;
    bool named = caller->account != NULL;
    snprintf(actor, ACTOR_MAX, "%s%s", named ? "account:" : "web",
             named ? caller->account : "");
    call->desk->act.actor = actor;
    call->desk->manager =
        caller_reach(caller, PERMIT_ABSENCE) == REACH_ALL;
    call->desk->planner =
        caller_reach(caller, PERMIT_REPLACE) == REACH_ALL;
    call->desk->reasons_of = NONE;
    for (int32_t i = 0; i < caller->n; i++) {
        if (caller->roles[i].role == ROLE_MANAGER) {
            call->desk->reasons_of = caller->roles[i].member;
        }
    }
    call->desk->norwegian = call->reply->norwegian;
}

static enum status guarded(struct call *call, struct error *err)
{
    call->desk->act =
        (struct act){.actor = "web", .at = server_now(call->server)};
    TRY(worker_refresh(call->worker, err));
    TRY(find_caller(call, err));
    set_act(call);
    int refused = refusal(call);
    if (refused) {
        problem_reply(call->reply, refused, NULL);
        return STATUS_OK;
    }
    if (!read_match(call)) {
        problem_reply(call->reply, 428,
                      "If-Match with the revision is needed");
        return STATUS_OK;
    }
    enum status status = read_body(call, err);
    if (status == STATUS_USAGE) {
        return STATUS_OK; /* said already */
    }
    return status == STATUS_OK ? run_route(call, err) : status;
}

static void serve_route(struct call *call)
{
    struct error err = {0};
    struct server *server = call->server;
    enum status status = worker_take(server->workers, &call->worker, &err);
    if (status == STATUS_OK) {
        call->desk = &call->worker->desk;
        status = guarded(call, &err);
        json_doc_release(&call->body);
        worker_give(server->workers, call->worker);
    }
    if (status != STATUS_OK) {
        bool ours = status == STATUS_FILE || status == STATUS_STORE ||
                    status == STATUS_INTERNAL;
        if (ours) {
            log_failure(server, call->route->path, &err);
        }
        problem_of_error(call->reply, status, &err);
    }
}

void api_serve(struct server *server, const struct http_request *request,
               struct http_reply *reply)
{
    struct text allowed;
    struct call call = {.server = server,
                        .request = request,
                        .reply = reply,
                        .arena = arena_new(),
                        .if_match = -1};
    text_init(&allowed, HTTP_VALUE_MAX);
    call.route =
        find_route(&call, request->path + strlen(API_PREFIX), &allowed);
    if (call.route) {
        serve_route(&call);
    } else if (allowed.length > 0) {
        problem_reply(reply, 405, NULL);
        http_reply_field(reply, "Allow", "%s", text_cstr(&allowed));
    } else {
        problem_reply(reply, 404, NULL);
    }
    http_reply_field(reply, "X-Content-Type-Options", "nosniff");
    text_release(&allowed);
    arena_free(call.arena);
}
