/* SPDX-License-Identifier: GPL-3.0-or-later */
/* server.c - opens the parts, hands each request to whom it belongs. */
#include "server/server.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "server/api.h"
#include "server/daily.h"
#include "server/feed_route.h"
#include "server/log.h"
#include "server/misses.h"
#include "server/pages.h"
#include "server/problem_reply.h"
#include "server/runs.h"
#include "server/server_parts.h"

enum {
    MISSES_MAX = 20,      /* unknown tokens of one address ... */
    MISS_SECONDS = 600,   /* ... within so long (feeds.md 3.3) */
    SIGN_INS_MAX = 8,     /* wrong passwords of one account from one address */
    SIGN_IN_SECONDS = 900,
    SMALL_BODY = 1 << 16
};

instant server_now(const struct server *server)
{
    return (instant)time(NULL) + server->options.ahead;
}

/* ---- small routes of the service itself ------------------------------------------- */

/* Whether the database answers. */
static void health(struct server *server, struct http_reply *reply)
{
    struct worker *worker;
    struct error err = {0};
    int64_t version;
    enum status status = worker_take(server->workers, &worker, &err);
    if (status == STATUS_OK) {
        status = store_coop_version(worker->desk.store, &version, &err);
        worker_give(server->workers, worker);
    }
    if (status != STATUS_OK) {
        log_failure(server, "health", &err);
        problem_reply(reply, 503, NULL);
        return;
    }
    reply->status = 200;
    text_str(&reply->body, "ok\n");
    http_reply_field(reply, "Content-Type", "text/plain; charset=utf-8");
    http_reply_field(reply, "Cache-Control", "no-store");
}

static void show_metrics(struct server *server, struct http_reply *reply)
{
    struct http_counts counts = http_count(server->http);
    metrics_write(server->metrics, &counts, &reply->body);
    reply->status = 200;
    http_reply_field(reply, "Content-Type", "text/plain; version=0.0.4");
    http_reply_field(reply, "Cache-Control", "no-store");
}

/* A missing or odd robots.txt has kept calendars from being fetched. */
static void robots(struct server *server, struct http_reply *reply)
{
    (void)server;
    text_str(&reply->body, "User-agent: *\nAllow: /cal/\nDisallow: /\n");
    reply->status = 200;
    http_reply_field(reply, "Content-Type", "text/plain; charset=utf-8");
    http_reply_field(reply, "Cache-Control", "max-age=86400");
}

static const struct {
    const char *path;
    void (*run)(struct server *server, struct http_reply *reply);
} PLAIN[] = {
    {"/healthz", health},
    {"/metrics", show_metrics},
    {"/robots.txt", robots},
};

static bool plain_route(struct server *server,
                        const struct http_request *request,
                        struct http_reply *reply)
{
    for (size_t i = 0; i < COUNT_OF(PLAIN); i++) {
        if (strcmp(request->path, PLAIN[i].path) == 0) {
            if (strcmp(request->method, "GET") == 0) {
                PLAIN[i].run(server, reply);
            } else {
                problem_reply(reply, 405, NULL);
                http_reply_field(reply, "Allow", "GET, HEAD");
            }
            return true;
        }
    }
    return false;
}

static bool is_api(const char *path)
{
    return strncmp(path, API_PREFIX "/", sizeof API_PREFIX) == 0;
}

static void serve_page(struct server *server,
                       const struct http_request *request,
                       struct http_reply *reply)
{
    if (strcmp(request->method, "GET") != 0) {
        problem_reply(reply, 405, NULL);
        http_reply_field(reply, "Allow", "GET, HEAD");
    } else if (server->pages) {
        pages_serve(server->pages, request, reply);
    } else {
        problem_reply(reply, 404, NULL);
    }
}

/* ---- what http.h asks ----------------------------------------------------------------- */

static bool asks_norwegian(const struct http_request *request)
{
    static const char *const CODES[] = {"nb", "no", "nn"};
    const char *language = http_field(request, "Accept-Language");
    for (size_t i = 0; language && i < COUNT_OF(CODES); i++) {
        if (strncmp(language, CODES[i], 2) == 0) {
            return true;
        }
    }
    return false;
}

static void handle(void *context, const struct http_request *request,
                   struct http_reply *reply)
{
    struct server *server = context;
    reply->norwegian = asks_norwegian(request);
    if (strncmp(request->path, FEED_PREFIX, strlen(FEED_PREFIX)) == 0) {
        feed_route(server, request, reply);
    } else if (is_api(request->path)) {
        api_serve(server, request, reply);
    } else if (!plain_route(server, request, reply)) {
        serve_page(server, request, reply);
    }
}

static size_t limit_body(void *context, const char *method, const char *path)
{
    (void)context;
    if (strcmp(method, "GET") == 0) {
        return 0;
    }
    return is_api(path) ? api_limit(path) : SMALL_BODY;
}

/* Signing in and choosing a password: 64 MB and a good part of a second's work
 * each. One at a time, so that they hold up neither calendars nor memory. */
static bool hashes_password(void *context, const char *method,
                            const char *path)
{
    static const char *const PREFIXES[] = {API_PREFIX "/session",
                                           API_PREFIX "/invitations/"};
    (void)context;
    for (size_t i = 0; i < COUNT_OF(PREFIXES); i++) {
        if (strcmp(method, "POST") == 0 &&
            strncmp(path, PREFIXES[i], strlen(PREFIXES[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void observe(void *context, const struct http_request *request,
                    int status, double seconds)
{
    struct server *server = context;
    metrics_request(server->metrics, status, seconds);
    log_request(server, request, status, seconds);
}

static void fill_refusal(const struct http_request *request, int status,
                         struct http_reply *reply)
{
    reply->norwegian = asks_norwegian(request);
    problem_reply(reply, status, NULL);
}

/* ---- life -------------------------------------------------------------------------------- */

enum status server_open(const struct server_options *options,
                        struct server **result, struct error *err)
{
    struct worker *worker;
    struct server *server = xcalloc(1, sizeof *server);
    server->options = *options;
    server->workers = workers_new(options->database);
    server->feeds = feed_cache_new();
    server->misses = misses_new(MISSES_MAX, MISS_SECONDS);
    server->sign_ins = misses_new(SIGN_INS_MAX, SIGN_IN_SECONDS);
    server->metrics = metrics_new();
    server->runs = runs_new(&(struct runs_options){
        .program = options->program,
        .database = options->database,
        .at_once = options->children,
        .ahead = options->ahead,
        .metrics = server->metrics,
    });
    struct http_options http = {
        .address = options->address,
        .port = options->port,
        .proxied = options->public_url != NULL,
        .threads = options->threads,
        .request_seconds = options->request_seconds,
        .idle_seconds = options->request_seconds,
        .handler = handle,
        .limit = limit_body,
        .slow = hashes_password,
        .observer = observe,
        .fill_refusal = fill_refusal,
        .context = server,
    };
    /* A file that can't be opened is said now, not at the first request. */
    enum status status = worker_take(server->workers, &worker, err);
    if (status == STATUS_OK) {
        worker_give(server->workers, worker);
        status = options->web_folder
                     ? pages_new(options->web_folder, &server->pages, err)
                     : STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = http_open(&http, &server->http, err);
    }
    if (status == STATUS_OK) {
        server->daily = daily_new(server);
        status = server->daily ? STATUS_OK
                               : error_set(err, STATUS_INTERNAL,
                                           "no thread for daily work");
    }
    if (status != STATUS_OK) {
        server_close(server);
        return status;
    }
    *result = server;
    return STATUS_OK;
}

int server_port(const struct server *server)
{
    return http_port(server->http);
}

void server_close(struct server *server)
{
    if (!server) {
        return;
    }
    daily_free(server->daily);
    runs_free(server->runs); /* before the streams that it writes to */
    http_close(server->http);
    pages_free(server->pages);
    workers_free(server->workers);
    feed_cache_free(server->feeds);
    misses_free(server->misses);
    misses_free(server->sign_ins);
    metrics_free(server->metrics);
    free(server);
}
