/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http.h - HTTP by libmicrohttpd, with the guards that feeds.md 3.1 asks for.
 *
 * The only file that knows the library is http.c (and http_guard.c, which does
 * not: it is told names and values). Handlers get a request whose path and
 * query are decoded by us, and fill a reply. They run on a few pool threads and
 * must not wait for anything but the database; those that http_slow names run
 * one at a time on a thread beside, 16 wait, and the next ones are told to come
 * again (503, Retry-After).
 *
 * Refused before a handler sees them: broken percent escapes, NUL or invalid
 * UTF-8 in the path, "." and ".." segments, two Content-Length fields,
 * Content-Length beside Transfer-Encoding, bodies over the limit. A connection
 * that has not sent a whole request, or not taken its reply, by a deadline is
 * shut, however often it sends a byte.
 */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include <stddef.h>

#include "base/text.h"

/* ---- requests ----------------------------------------------------------- */

struct http_request {
    const char *method; /* "GET" for HEAD too: the body is dropped later */
    const char *path;   /* decoded: "/api/v1/plans/7" */
    const char *body;   /* NUL-terminated; "" when there is none */
    size_t length;
    const char *peer;   /* address, without port */
    void *connection;   /* of http.c */
};

/* A field's value, NULL when missing. Borrowed until the handler returns. */
const char *http_field(const struct http_request *request, const char *name);
/* A decoded query value; NULL when missing or broken. Borrowed likewise. */
const char *http_query(const struct http_request *request, const char *name);
/* A cookie's value; NULL when missing. Borrowed likewise. */
const char *http_cookie(const struct http_request *request, const char *name);

/* ---- replies -------------------------------------------------------------- */

/* A body with its fields, made once and sent many times, by any thread. */
struct http_fixed;
struct http_pair {
    const char *name, *value;
};
/* Copies everything. Ends with a NULL name. */
struct http_fixed *http_fixed_new(const char *bytes, size_t length,
                                  const struct http_pair *fields);
void http_fixed_free(struct http_fixed *fixed); /* accepts NULL */

/* Events for one browser: text/event-stream. Made by a handler, written to by
 * anybody, freed when the connection is gone and its writer let go of it. */
struct http_stream;
/* False when the connection is gone or too far behind: let go of it. */
bool http_stream_write(struct http_stream *stream, const char *bytes,
                       size_t length);
/* No more will be written. The writer must not use it afterwards. */
void http_stream_release(struct http_stream *stream);

enum { HTTP_FIELDS_MAX = 16, HTTP_VALUE_MAX = 512 };
struct http_reply {
    int status;
    struct text body; /* unless `fixed` or `stream` */
    struct http_fixed *fixed; /* borrowed until the handler's caller sent it */
    struct http_stream *stream;
    int n_fields;
    struct {
        const char *name; /* a constant */
        char value[HTTP_VALUE_MAX];
    } fields[HTTP_FIELDS_MAX];
    bool norwegian;               /* what its problem details are said in */
    void *held;                   /* freed with `release` after sending */
    void (*release)(void *held);
};
/* Adds a field; control characters in the value end it there. */
void http_reply_field(struct http_reply *reply, const char *name,
                      const char *format, ...) PRINTF_LIKE(3, 4);
/* Makes the reply an event stream: 200, never stored. */
struct http_stream *http_reply_stream(struct http_reply *reply,
                                      const struct http_request *request);

/* ---- the server -------------------------------------------------------------- */

struct http_server;

typedef void http_handler(void *context, const struct http_request *request,
                          struct http_reply *reply);
/* The most bytes a body may have; asked once the fields have come. */
typedef size_t http_limit(void *context, const char *method,
                          const char *path);
/* Whether answering takes long: hashing a password. */
typedef bool http_slow(void *context, const char *method, const char *path);
/* Told what came of each request, for logs and counters. `refused`: by http.c
 * itself. */
typedef void http_observer(void *context, const struct http_request *request,
                           int status, double seconds);

struct http_options {
    const char *address; /* "127.0.0.1", "::1" */
    int port;            /* 0: any free one */
    bool proxied;        /* callers on this machine are a proxy: who asks is
                            what their X-Forwarded-For ends with */
    int threads;         /* 0: 2 */
    int connections;     /* at most so many at once; 0: 1024 */
    int idle_seconds;    /* of a silent connection; 0: 30 */
    int request_seconds; /* for a whole request; 0: 20 */
    int reply_seconds;   /* for taking a reply; 0: 60 */
    http_handler *handler;
    http_limit *limit;
    http_slow *slow; /* may be NULL */
    http_observer *observer; /* may be NULL */
    void (*fill_refusal)(const struct http_request *request, int status,
                         struct http_reply *reply);
    void *context;
};

/* Listens and serves on threads of its own; http_close() ends it. STATUS_FILE
 * when the address can't be had. */
enum status http_open(const struct http_options *options,
                      struct http_server **result,
                      struct error *err) MUST_USE;
int http_port(const struct http_server *server);
/* No new connections; waits for running requests, ends streams. */
void http_close(struct http_server *server); /* accepts NULL */

struct http_counts {
    int64_t connections; /* open now */
    int64_t streams;     /* open now */
    int64_t shut;        /* closed by a deadline, ever */
};
struct http_counts http_count(struct http_server *server);

#endif
