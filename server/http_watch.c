/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * http_watch.c - deadlines of connections. The library's time-out begins anew
 * with each byte, so somebody who sends one byte a second stays for ever
 * (feeds.md 3.1); this one does not.
 *
 * A connection that is past its deadline is shut down, not closed: the library
 * then sees its end and closes it itself, so no descriptor is closed twice.
 */
#include <sys/socket.h>

#include "base/arena.h"
#include "server/http_parts.h"

enum phase { PHASE_WAITING, PHASE_REPLYING, PHASE_STREAM };

struct watched {
    struct watch *watch;
    struct watched *next, *previous;
    int fd;
    enum phase phase;
    double since;
    bool shut;
};

struct watch {
    struct thread_lock *lock;
    struct watched *first;
    int64_t open, shut;
};

struct watch *watch_new(void)
{
    struct watch *watch = xcalloc(1, sizeof *watch);
    watch->lock = thread_lock_new();
    return watch;
}

void watch_free(struct watch *watch)
{
    while (watch->first) {
        watch_remove(watch, watch->first);
    }
    thread_lock_free(watch->lock);
    free(watch);
}

struct watched *watch_add(struct watch *watch, int fd)
{
    struct watched *entry = xcalloc(1, sizeof *entry);
    entry->watch = watch;
    entry->fd = fd;
    entry->since = thread_seconds();
    thread_lock_take(watch->lock);
    entry->next = watch->first;
    if (entry->next) {
        entry->next->previous = entry;
    }
    watch->first = entry;
    watch->open++;
    thread_lock_give(watch->lock);
    return entry;
}

void watch_remove(struct watch *watch, struct watched *entry)
{
    if (!entry) {
        return;
    }
    thread_lock_take(watch->lock);
    if (entry->previous) {
        entry->previous->next = entry->next;
    } else {
        watch->first = entry->next;
    }
    if (entry->next) {
        entry->next->previous = entry->previous;
    }
    watch->open--;
    thread_lock_give(watch->lock);
    free(entry);
}

static void set_phase(struct watched *entry, enum phase phase)
{
    if (entry) {
        thread_lock_take(entry->watch->lock);
        entry->phase = phase;
        entry->since = thread_seconds();
        thread_lock_give(entry->watch->lock);
    }
}

void watch_replying(struct watched *entry, bool stream)
{
    set_phase(entry, stream ? PHASE_STREAM : PHASE_REPLYING);
}

void watch_waiting(struct watched *entry)
{
    set_phase(entry, PHASE_WAITING);
}

/* Waiting covers both the silence between requests, which the library's own
 * time-out ends, and a request that trickles in. */
static double allowed(const struct watched *entry,
                      const struct http_options *options)
{
    switch (entry->phase) {
    case PHASE_WAITING:
        return options->idle_seconds > options->request_seconds
                   ? options->idle_seconds
                   : options->request_seconds;
    case PHASE_REPLYING:
        return options->reply_seconds;
    case PHASE_STREAM:
    default:
        return 1e18;
    }
}

void watch_sweep(struct watch *watch, const struct http_options *options)
{
    double now = thread_seconds();
    thread_lock_take(watch->lock);
    for (struct watched *entry = watch->first; entry; entry = entry->next) {
        if (!entry->shut && now - entry->since > allowed(entry, options)) {
            entry->shut = true;
            watch->shut++;
            (void)shutdown(entry->fd, SHUT_RDWR);
        }
    }
    thread_lock_give(watch->lock);
}

void watch_count(struct watch *watch, int64_t *open, int64_t *shut)
{
    thread_lock_take(watch->lock);
    *open = watch->open;
    *shut = watch->shut;
    thread_lock_give(watch->lock);
}
