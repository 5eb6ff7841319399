/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http_stream.c - event streams: a buffer that a writer fills and the library
 * empties. While it is empty the connection is suspended, so waiting costs
 * nothing. One lock for all streams: they are few and say little.
 */
#include <string.h>
#include <sys/types.h>

#include "base/arena.h"
#include "server/http_parts.h"

enum {
    BUFFER_MAX = 256 * 1024, /* a browser further behind is let go */
    BLOCK = 16 * 1024,
    BEAT_SECONDS = 15
};

struct http_stream {
    struct streams *streams;
    struct http_stream *next, *previous;
    struct MHD_Connection *connection;
    struct text waiting;
    bool suspended;
    bool ended;   /* nothing more will be written */
    bool gone;    /* the connection is */
    bool held;    /* by a writer */
};

struct streams {
    struct thread_lock *lock;
    struct http_stream *first;
    int64_t open;
    double beaten;
    bool ending;
};

struct streams *streams_new(void)
{
    struct streams *streams = xcalloc(1, sizeof *streams);
    streams->lock = thread_lock_new();
    streams->beaten = thread_seconds();
    return streams;
}

void streams_free(struct streams *streams)
{
    thread_lock_free(streams->lock);
    free(streams);
}

int64_t streams_open(struct streams *streams)
{
    thread_lock_take(streams->lock);
    int64_t open = streams->open;
    thread_lock_give(streams->lock);
    return open;
}

struct http_stream *stream_new(struct streams *streams,
                               struct MHD_Connection *connection)
{
    struct http_stream *stream = xcalloc(1, sizeof *stream);
    stream->streams = streams;
    stream->connection = connection;
    stream->held = true;
    text_init(&stream->waiting, BUFFER_MAX);
    thread_lock_take(streams->lock);
    stream->next = streams->first;
    if (stream->next) {
        stream->next->previous = stream;
    }
    streams->first = stream;
    stream->ended = streams->ending;
    streams->open++;
    thread_lock_give(streams->lock);
    return stream;
}

/* With the lock held, once neither side needs it. */
static void unlink_stream(struct http_stream *stream)
{
    if (stream->previous) {
        stream->previous->next = stream->next;
    } else {
        stream->streams->first = stream->next;
    }
    if (stream->next) {
        stream->next->previous = stream->previous;
    }
    text_release(&stream->waiting);
    free(stream);
}

/* With the lock held. */
static void wake(struct http_stream *stream)
{
    if (stream->suspended) {
        stream->suspended = false;
        MHD_resume_connection(stream->connection);
    }
}

static void append(struct http_stream *stream, const char *bytes,
                   size_t length)
{
    text_bytes(&stream->waiting, bytes, length);
    if (stream->waiting.overflow) {
        stream->ended = true;
    }
    wake(stream);
}

bool http_stream_write(struct http_stream *stream, const char *bytes,
                       size_t length)
{
    struct streams *streams = stream->streams;
    thread_lock_take(streams->lock);
    bool fine = !stream->gone && !stream->ended;
    if (fine) {
        append(stream, bytes, length);
    }
    thread_lock_give(streams->lock);
    return fine;
}

void http_stream_release(struct http_stream *stream)
{
    struct streams *streams = stream->streams;
    thread_lock_take(streams->lock);
    stream->held = false;
    stream->ended = true;
    if (stream->gone) {
        unlink_stream(stream);
    } else {
        wake(stream);
    }
    thread_lock_give(streams->lock);
}

/* ---- the library's side ----------------------------------------------------------- */

static ssize_t on_read(void *context, uint64_t position, char *buffer,
                       size_t room)
{
    struct http_stream *stream = context;
    struct streams *streams = stream->streams;
    ssize_t n = 0;
    (void)position;
    thread_lock_take(streams->lock);
    struct text *waiting = &stream->waiting;
    if (waiting->length > 0) {
        size_t take = waiting->length < room ? waiting->length : room;
        memcpy(buffer, waiting->bytes, take);
        memmove(waiting->bytes, waiting->bytes + take,
                waiting->length - take + 1);
        waiting->length -= take;
        n = (ssize_t)take;
    } else if (stream->ended) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    thread_lock_give(streams->lock);
    return n;
}

static void on_gone(void *context)
{
    struct http_stream *stream = context;
    struct streams *streams = stream->streams;
    thread_lock_take(streams->lock);
    stream->gone = true;
    streams->open--;
    if (!stream->held) {
        unlink_stream(stream);
    }
    thread_lock_give(streams->lock);
}

struct MHD_Response *stream_response(struct http_stream *stream)
{
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK, on_read, stream, on_gone);
    CHECK(response);
    (void)MHD_add_response_header(response, "Content-Type",
                                  "text/event-stream; charset=utf-8");
    (void)MHD_add_response_header(response, "Cache-Control", "no-store");
    (void)MHD_add_response_header(response, "X-Accel-Buffering", "no");
    return response;
}

/* ---- all of them ------------------------------------------------------------------ */

void streams_beat(struct streams *streams)
{
    double now = thread_seconds();
    thread_lock_take(streams->lock);
    if (now - streams->beaten >= BEAT_SECONDS) {
        streams->beaten = now;
        for (struct http_stream *s = streams->first; s; s = s->next) {
            if (!s->gone && !s->ended) {
                append(s, ":\n\n", 3);
            }
        }
    }
    thread_lock_give(streams->lock);
}

void streams_end(struct streams *streams)
{
    thread_lock_take(streams->lock);
    streams->ending = true;
    for (struct http_stream *s = streams->first; s; s = s->next) {
        s->ended = true;
        if (!s->gone) {
            wake(s);
        }
    }
    thread_lock_give(streams->lock);
}
