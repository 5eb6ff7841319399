/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * api.h - the JSON API: a table of routes over the verbs of rota/.
 *
 * A route is a table entry: method, path, who may, what its body may weigh,
 * and the function. What is common to all - the session, the cross-site token,
 * rights, If-Match, idempotency keys, problem details, ETag - is in api.c and
 * happens because the table says so. The OpenAPI document is made from the
 * same table (api_describe.c).
 */
#ifndef SERVER_API_H
#define SERVER_API_H

#include "rota/account.h"
#include "server/server_parts.h"

#define API_PREFIX "/api/v1"

enum { VALUES_MAX = 3 };

/* One request on its way through a route. */
struct call {
    struct server *server;
    const struct http_request *request;
    struct http_reply *reply;
    struct worker *worker;
    struct desk *desk;             /* of the worker; its act is the caller's */
    struct arena *arena;           /* lives until the reply is made */
    const struct route *route;
    char *values[VALUES_MAX];      /* of {...} in the path, in order */
    struct json_doc body;          /* of POST and PUT with one; else empty */
    struct signed_caller who;
    int64_t if_match;              /* -1: none given */
};

/* Gives the answer's object; NULL: the reply is filled already. */
typedef enum status route_run(struct call *call, cJSON **result,
                              struct error *err);

enum route_flag {
    ROUTE_BODY = 1,       /* a JSON object is expected */
    ROUTE_KEY = 2,        /* an idempotency key may come along and is kept */
    ROUTE_MATCH = 4,      /* If-Match with the revision is needed */
    ROUTE_PERSON = 8,     /* the first {...} is a person: the right must reach
                             them */
    ROUTE_NO_SESSION = 16, /* no cross-site token: nobody is signed in yet */
    ROUTE_CREATED = 32    /* 201 */
};

struct route {
    const char *method, *path;    /* path behind API_PREFIX */
    enum permission permission;
    unsigned flags;
    route_run *run;
    const char *summary;
    const char *fields;           /* of the body or query: "login password
                                     code?"; NULL: none */
};

/* Groups of routes, one file each; each ends with a NULL method. */
extern const struct route SESSION_ROUTES[], PLAN_ROUTES[], RUN_ROUTES[],
    EVENT_ROUTES[], ANSWER_ROUTES[], MINE_ROUTES[], PEOPLE_ROUTES[],
    CARE_ROUTES[];
/* The groups, ends with NULL. */
extern const struct route *const API_GROUPS[];

/* Serves a path that begins with API_PREFIX. */
void api_serve(struct server *server, const struct http_request *request,
               struct http_reply *reply);
size_t api_limit(const char *path);

/* ---- for the routes ------------------------------------------------------- */

#define SESSION_COOKIE "samvakt_session"

/* A field of the body as text; NULL when it is missing or null. A field of
 * another type is refused. */
enum status call_text(const struct call *call, const char *key,
                      const char **result, struct error *err) MUST_USE;
/* The same, but it must be there. */
enum status call_need_text(const struct call *call, const char *key,
                           const char **result,
                           struct error *err) MUST_USE;
enum status call_int(const struct call *call, const char *key, int64_t low,
                     int64_t high, int64_t fallback, int64_t *result,
                     struct error *err) MUST_USE;
/* A list of texts, at most `max`; `*n` 0 when it is missing. */
enum status call_texts(const struct call *call, const char *key,
                       const char **result, int32_t max, int32_t *n,
                       struct error *err) MUST_USE;
/* A whole number in the path or the query. */
enum status call_number(const char *text, const char *what, int64_t *result,
                        struct error *err) MUST_USE;
/* ?from= and ?weeks=, or the body's. */
enum status call_horizon(const struct call *call, struct horizon *horizon,
                         struct error *err) MUST_USE;
/* STATUS_CONFLICT turned into 403: the caller's right does not reach. */
enum status call_refuse(struct call *call, struct error *err) MUST_USE;
/* Whether the right reaches a person, by id; false for unknown ones. */
bool call_may(const struct call *call, enum permission permission,
              const char *person);

#endif
