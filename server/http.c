/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http.c - libmicrohttpd behind http.h: pool threads with epoll, one exchange
 * per request. Connections, streams and deadlines are in http_watch.c and
 * http_stream.c.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "server/http_parts.h"

enum {
    DEFAULT_THREADS = 2,
    DEFAULT_CONNECTIONS = 1024,
    DEFAULT_IDLE = 30,
    DEFAULT_REQUEST = 20,
    DEFAULT_REPLY = 60,
    MEMORY_PER_CONNECTION = 32 * 1024,
    BACKLOG = 511,
    PATH_MAX_BYTES = 2048,
    RETRY_SECONDS = 2,
    METHOD_MAX = 16,
    SWEEP_SECONDS = 1,
    OVERRUN = 1 << 16 /* read and dropped past the limit, then cut off */
};

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_options options;
    struct watch *watch;
    struct streams *streams;
    struct thread *sweeper;
    struct later *later;
    struct thread_lock *lock; /* of `closing` */
    bool closing;
    int port;
};

/* One request, from its first byte to the end of its reply. */
struct exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    struct arena *arena; /* of decoded texts */
    struct http_request request;
    struct text body;
    char path[PATH_MAX_BYTES];
    char method[METHOD_MAX]; /* a longer one is none that anybody knows */
    char peer[INET6_ADDRSTRLEN];
    size_t limit;
    int refused; /* the status, before the handler is asked */
    struct http_reply *made; /* on the thread for what takes long */
    double started;
};

/* ---- what handlers ask ---------------------------------------------------------- */

static struct exchange *exchange_of(const struct http_request *request)
{
    return request->connection;
}

const char *http_field(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(exchange_of(request)->connection,
                                       MHD_HEADER_KIND, name);
}

struct search {
    const char *name, *value;
    bool found;
};

static enum MHD_Result match_argument(void *context, enum MHD_ValueKind kind,
                                      const char *key, const char *value)
{
    struct search *search = context;
    (void)kind;
    if (strcmp(key, search->name) != 0) {
        return MHD_YES;
    }
    search->value = value;
    search->found = true;
    return MHD_NO;
}

const char *http_query(const struct http_request *request, const char *name)
{
    struct exchange *x = exchange_of(request);
    struct search search = {.name = name};
    MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND,
                              match_argument, &search);
    if (!search.found) {
        return NULL;
    }
    const char *raw = search.value ? search.value : "";
    size_t length = strlen(raw);
    char *value = arena_alloc(x->arena, length + 1);
    return guard_decode(raw, length, true, value) ? value : NULL;
}

const char *http_cookie(const struct http_request *request, const char *name)
{
    const char *value;
    const char *list = http_field(request, "Cookie");
    long length = list ? guard_find(list, ';', name, &value) : -1;
    if (length < 0) {
        return NULL;
    }
    char *copy = arena_alloc(exchange_of(request)->arena, (size_t)length + 1);
    memcpy(copy, value, (size_t)length);
    copy[length] = '\0';
    return copy;
}

void http_reply_field(struct http_reply *reply, const char *name,
                      const char *format, ...)
{
    va_list arguments;
    CHECK(reply->n_fields < HTTP_FIELDS_MAX);
    char *value = reply->fields[reply->n_fields].value;
    reply->fields[reply->n_fields++].name = name;
    va_start(arguments, format);
    vsnprintf(value, HTTP_VALUE_MAX, format, arguments);
    va_end(arguments);
    for (char *at = value; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            *at = '\0';
            break;
        }
    }
}

/* ---- bodies made once ------------------------------------------------------------ */

struct http_fixed {
    struct MHD_Response *response;
};

struct http_fixed *http_fixed_new(const char *bytes, size_t length,
                                  const struct http_pair *fields)
{
    struct http_fixed *fixed = xmalloc(sizeof *fixed);
    fixed->response = MHD_create_response_from_buffer(
        length, (void *)(uintptr_t)bytes, MHD_RESPMEM_MUST_COPY);
    CHECK(fixed->response);
    for (; fields->name; fields++) {
        CHECK(MHD_add_response_header(fixed->response, fields->name,
                                      fields->value) == MHD_YES);
    }
    return fixed;
}

void http_fixed_free(struct http_fixed *fixed)
{
    if (fixed) {
        MHD_destroy_response(fixed->response);
        free(fixed);
    }
}

struct http_stream *http_reply_stream(struct http_reply *reply,
                                      const struct http_request *request)
{
    struct exchange *x = exchange_of(request);
    reply->stream = stream_new(x->server->streams, x->connection);
    reply->status = 200;
    return reply->stream;
}

/* ---- sending --------------------------------------------------------------------- */

static struct MHD_Response *response_of(struct http_reply *reply)
{
    struct MHD_Response *response;
    if (reply->stream) {
        response = stream_response(reply->stream);
    } else {
        size_t length = reply->body.length;
        char *bytes = text_take(&reply->body);
        response = MHD_create_response_from_buffer(
            length, bytes ? (void *)bytes : (void *)(uintptr_t)"",
            bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    }
    CHECK(response);
    for (int i = 0; i < reply->n_fields; i++) {
        (void)MHD_add_response_header(response, reply->fields[i].name,
                                      reply->fields[i].value);
    }
    return response;
}

static enum MHD_Result send_reply(struct exchange *x,
                                  struct http_reply *reply)
{
    struct MHD_Response *response =
        reply->fixed ? reply->fixed->response : response_of(reply);
    watch_replying(watch_entry(x->connection), reply->stream != NULL);
    enum MHD_Result result = MHD_queue_response(
        x->connection, (unsigned)reply->status, response);
    if (!reply->fixed) {
        MHD_destroy_response(response);
    }
    if (reply->release) {
        reply->release(reply->held);
    }
    text_release(&reply->body);
    if (x->server->options.observer) {
        x->server->options.observer(x->server->options.context, &x->request,
                                    reply->status,
                                    thread_seconds() - x->started);
    }
    return result;
}

static enum MHD_Result refuse(struct exchange *x)
{
    struct http_reply reply = {.status = x->refused};
    text_init(&reply.body, HTTP_VALUE_MAX * 4);
    x->server->options.fill_refusal(&x->request, x->refused, &reply);
    /* What is left of the body is not read. */
    http_reply_field(&reply, "Connection", "close");
    return send_reply(x, &reply);
}

static enum MHD_Result answer(struct exchange *x)
{
    struct http_reply reply = {.status = 500};
    text_init(&reply.body, SIZE_MAX / 2);
    x->request.body = text_cstr(&x->body);
    x->request.length = x->body.length;
    x->server->options.handler(x->server->options.context, &x->request,
                               &reply);
    return send_reply(x, &reply);
}

/* ---- answering what takes long ---------------------------------------------- */

static void make_reply(void *item)
{
    struct exchange *x = item;
    struct http_reply *reply = xcalloc(1, sizeof *reply);
    reply->status = 500;
    text_init(&reply->body, SIZE_MAX / 2);
    x->request.body = text_cstr(&x->body);
    x->request.length = x->body.length;
    x->server->options.handler(x->server->options.context, &x->request, reply);
    x->made = reply;
    MHD_resume_connection(x->connection);
}

static void suspend(void *item)
{
    struct exchange *x = item;
    MHD_suspend_connection(x->connection);
}

static bool is_slow(const struct exchange *x)
{
    const struct http_options *o = &x->server->options;
    return o->slow && o->slow(o->context, x->request.method, x->path);
}

/* Suspended until make_reply() has run; then on_access() sends what it made. */
static enum MHD_Result answer_later(struct exchange *x)
{
    struct http_reply reply = {.status = 503};
    if (later_put(x->server->later, x, suspend)) {
        return MHD_YES;
    }
    text_init(&reply.body, HTTP_VALUE_MAX * 4);
    x->server->options.fill_refusal(&x->request, reply.status, &reply);
    http_reply_field(&reply, "Retry-After", "%d", RETRY_SECONDS);
    return send_reply(x, &reply);
}

static enum MHD_Result send_made(struct exchange *x)
{
    struct http_reply *reply = x->made;
    x->made = NULL;
    enum MHD_Result result = send_reply(x, reply);
    free(reply);
    return result;
}

/* The connection went before the reply. */
static void drop_made(struct exchange *x)
{
    if (x->made) {
        text_release(&x->made->body);
        if (x->made->release) {
            x->made->release(x->made->held);
        }
        free(x->made);
    }
}

/* ---- receiving ------------------------------------------------------------------- */

static bool is_loopback(const char *peer)
{
    return strncmp(peer, "127.", 4) == 0 || strcmp(peer, "::1") == 0 ||
           strncmp(peer, "::ffff:127.", 11) == 0;
}

/* What our own proxy added, which is last; what came before it anybody can
 * write. Whatever is no address is left aside. */
static void forwarded_peer(struct exchange *x)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    const char *list = MHD_lookup_connection_value(
        x->connection, MHD_HEADER_KIND, "X-Forwarded-For");
    const char *last = list ? strrchr(list, ',') : NULL;
    last = last ? last + 1 : list;
    if (!last || !is_loopback(x->peer)) {
        return;
    }
    last += strspn(last, " \t");
    int family = strchr(last, ':') ? AF_INET6 : AF_INET;
    if (inet_pton(family, last, bytes) == 1) {
        (void)inet_ntop(family, bytes, x->peer, sizeof x->peer);
    }
}

static void peer_of(struct exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    const void *bytes = NULL;
    if (address && address->sa_family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    } else if (address && address->sa_family == AF_INET6) {
        bytes =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    }
    if (!bytes ||
        !inet_ntop(address->sa_family, bytes, x->peer, sizeof x->peer)) {
        x->peer[0] = '\0';
    }
    if (x->server->options.proxied) {
        forwarded_peer(x);
    }
}

static enum MHD_Result count_field(void *context, enum MHD_ValueKind kind,
                                   const char *key, const char *value)
{
    (void)kind;
    guard_field(context, key, value);
    return MHD_YES;
}

static struct exchange *exchange_new(struct http_server *server,
                                     struct MHD_Connection *connection,
                                     const char *url, const char *method)
{
    struct exchange *x = xcalloc(1, sizeof *x);
    struct guard_fields fields = {.length = -1};
    x->server = server;
    x->connection = connection;
    x->arena = arena_new();
    x->started = thread_seconds();
    x->request = (struct http_request){
        .method = x->method,
        .path = x->path,
        .peer = x->peer,
        .connection = x,
    };
    snprintf(x->method, sizeof x->method, "%s",
             strcmp(method, "HEAD") == 0 ? "GET" : method);
    peer_of(x);
    if (!guard_path(url, x->path, sizeof x->path)) {
        snprintf(x->path, sizeof x->path, "/");
        x->refused = 400;
    }
    x->limit = server->options.limit(server->options.context,
                                     x->request.method, x->path);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_field,
                              &fields);
    if (!x->refused) {
        x->refused = guard_verdict(&fields, x->limit);
    }
    text_init(&x->body, x->limit);
    return x;
}

static enum MHD_Result take_body(struct exchange *x, const char *data,
                                 size_t *size)
{
    size_t room = x->limit - x->body.length;
    if (*size <= room) {
        text_bytes(&x->body, data, *size);
    } else {
        x->refused = 413;
        if (*size - room > OVERRUN) {
            return MHD_NO;
        }
    }
    *size = 0;
    return MHD_YES;
}

static enum MHD_Result on_access(void *context,
                                 struct MHD_Connection *connection,
                                 const char *url, const char *method,
                                 const char *version, const char *data,
                                 size_t *size, void **state)
{
    struct exchange *x = *state;
    (void)version;
    if (!x) {
        x = *state = exchange_new(context, connection, url, method);
        return x->refused ? refuse(x) : MHD_YES;
    }
    if (*size > 0) {
        return take_body(x, data, size);
    }
    if (x->refused) {
        return refuse(x);
    }
    if (x->made) {
        return send_made(x);
    }
    return is_slow(x) ? answer_later(x) : answer(x);
}

static void on_completed(void *context, struct MHD_Connection *connection,
                         void **state,
                         enum MHD_RequestTerminationCode reason)
{
    struct exchange *x = *state;
    (void)context;
    (void)reason;
    watch_waiting(watch_entry(connection));
    if (x) {
        drop_made(x);
        text_release(&x->body);
        arena_free(x->arena);
        free(x);
        *state = NULL;
    }
}

/* We decode ourselves: the library's way would let %00 end a path. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection,
                           char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

static void on_connection(void *context, struct MHD_Connection *connection,
                          void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = watch_add(server->watch, info->connect_fd);
    } else {
        watch_remove(server->watch, *socket_context);
        *socket_context = NULL;
    }
}

struct watched *watch_entry(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* ---- life -------------------------------------------------------------------------- */

static void sweep(void *context)
{
    struct http_server *server = context;
    thread_lock_take(server->lock);
    while (!server->closing) {
        thread_lock_wait(server->lock, SWEEP_SECONDS);
        thread_lock_give(server->lock);
        watch_sweep(server->watch, &server->options);
        streams_beat(server->streams);
        thread_lock_take(server->lock);
    }
    thread_lock_give(server->lock);
}

static int or_default(int value, int fallback)
{
    return value > 0 ? value : fallback;
}

static void set_defaults(struct http_options *o)
{
    o->threads = or_default(o->threads, DEFAULT_THREADS);
    o->connections = or_default(o->connections, DEFAULT_CONNECTIONS);
    o->idle_seconds = or_default(o->idle_seconds, DEFAULT_IDLE);
    o->request_seconds = or_default(o->request_seconds, DEFAULT_REQUEST);
    o->reply_seconds = or_default(o->reply_seconds, DEFAULT_REPLY);
}

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool parse_address(const struct http_options *o,
                          union address *address)
{
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET6, o->address, &address->six.sin6_addr) == 1) {
        address->six.sin6_family = AF_INET6;
        address->six.sin6_port = htons((uint16_t)o->port);
        return true;
    }
    address->four.sin_family = AF_INET;
    address->four.sin_port = htons((uint16_t)o->port);
    return inet_pton(AF_INET, o->address, &address->four.sin_addr) == 1;
}

static enum status start(struct http_server *s, const union address *address,
                         struct error *err)
{
    const struct http_options *o = &s->options;
    bool six = address->any.sa_family == AF_INET6;
    unsigned flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_ALLOW_SUSPEND_RESUME | (six ? MHD_USE_IPv6 : 0);
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_access, s, MHD_OPTION_SOCK_ADDR,
        &address->any, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)o->threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_PER_CONNECTION,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)o->idle_seconds,
        MHD_OPTION_LISTEN_BACKLOG_SIZE, (unsigned)BACKLOG,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, s,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_END);
    if (!s->daemon) {
        return error_set(err, STATUS_FILE, "%s port %d: %s", o->address,
                         o->port, strerror(errno));
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : o->port;
    return STATUS_OK;
}

enum status http_open(const struct http_options *options,
                      struct http_server **result, struct error *err)
{
    union address address;
    if (!parse_address(options, &address)) {
        return error_set(err, STATUS_USAGE,
                         "expected an IP address to listen on, found '%s'",
                         options->address);
    }
    struct http_server *s = xcalloc(1, sizeof *s);
    s->options = *options;
    set_defaults(&s->options);
    s->lock = thread_lock_new();
    s->watch = watch_new();
    s->streams = streams_new();
    s->later = later_new(make_reply);
    *result = s; /* handlers may look at it as soon as there are threads */
    enum status status = start(s, &address, err);
    if (status == STATUS_OK) {
        s->sweeper = thread_start(sweep, s);
        status = s->sweeper ? STATUS_OK
                            : error_set(err, STATUS_INTERNAL,
                                        "no thread for deadlines");
    }
    if (status != STATUS_OK) {
        *result = NULL;
        http_close(s);
    }
    return status;
}

int http_port(const struct http_server *server)
{
    return server->port;
}

void http_close(struct http_server *server)
{
    if (!server) {
        return;
    }
    thread_lock_take(server->lock);
    server->closing = true;
    thread_wake(server->lock);
    thread_lock_give(server->lock);
    thread_join(server->sweeper);
    streams_end(server->streams);
    later_end(server->later); /* nothing suspended is left */
    if (server->daemon) {
        MHD_stop_daemon(server->daemon);
    }
    streams_free(server->streams);
    later_free(server->later);
    watch_free(server->watch);
    thread_lock_free(server->lock);
    free(server);
}

struct http_counts http_count(struct http_server *server)
{
    struct http_counts counts = {.streams = streams_open(server->streams)};
    watch_count(server->watch, &counts.connections, &counts.shut);
    return counts;
}
