/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http_parts.h - what the files of http.h share. Only for server/http*.c.
 */
#ifndef SERVER_HTTP_PARTS_H
#define SERVER_HTTP_PARTS_H

#include <microhttpd.h>

#include "base/thread.h"
#include "server/http.h"
#include "server/http_guard.h"

/* ---- deadlines of connections (http_watch.c) ------------------------------ */

struct watch;
struct watched; /* one connection; NULL is ignored everywhere */

struct watch *watch_new(void);
void watch_free(struct watch *watch);
struct watched *watch_add(struct watch *watch, int fd);
void watch_remove(struct watch *watch, struct watched *entry);
/* The connection's phase: from when it began it may last so long. */
void watch_replying(struct watched *entry, bool stream);
void watch_waiting(struct watched *entry);
/* Shuts every connection that is past its deadline. */
void watch_sweep(struct watch *watch, const struct http_options *options);
void watch_count(struct watch *watch, int64_t *open, int64_t *shut);

struct watched *watch_entry(struct MHD_Connection *connection);

/* ---- what takes long (http_later.c) ----------------------------------------- */

/* One thread that runs items one after the other; without a thread it takes
 * none. */
struct later;
struct later *later_new(void (*run)(void *item));
/* Calls accepted(item) before it can run; false when too many wait. */
bool later_put(struct later *later, void *item, void (*accepted)(void *item));
/* Takes no more, runs what waits. */
void later_end(struct later *later);
void later_free(struct later *later); /* after later_end() */

/* ---- event streams (http_stream.c) ------------------------------------------ */

struct streams;
struct streams *streams_new(void);
void streams_free(struct streams *streams);
/* Sends a comment line now and then, which finds connections that are gone. */
void streams_beat(struct streams *streams);
/* Ends them all, whatever their writers do. */
void streams_end(struct streams *streams);
int64_t streams_open(struct streams *streams);

struct http_stream *stream_new(struct streams *streams,
                               struct MHD_Connection *connection);
struct MHD_Response *stream_response(struct http_stream *stream);

#endif
