/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker.c - a pool of desks. */
#include "server/worker.h"

#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "store/store_event.h"

enum { STALE_SECONDS = 300 };

struct workers {
    char *path;
    struct thread_lock *lock;
    struct worker *idle;
};

struct workers *workers_new(const char *path)
{
    struct workers *workers = xcalloc(1, sizeof *workers);
    workers->path = xstrdup(path);
    workers->lock = thread_lock_new();
    return workers;
}

static void worker_free(struct worker *worker)
{
    desk_close(&worker->desk);
    free(worker);
}

void workers_free(struct workers *workers)
{
    if (!workers) {
        return;
    }
    while (workers->idle) {
        struct worker *worker = workers->idle;
        workers->idle = worker->next;
        worker_free(worker);
    }
    thread_lock_free(workers->lock);
    free(workers->path);
    free(workers);
}

static enum status worker_new(const char *path, struct worker **result,
                              struct error *err)
{
    struct act nobody = {.actor = "server"};
    struct worker *worker = xcalloc(1, sizeof *worker);
    enum status status = desk_open(path, &nobody, &worker->desk, err);
    worker->loaded = INSTANT_NONE / 2; /* refreshed before its first use */
    if (status != STATUS_OK) {
        worker_free(worker);
        return status;
    }
    *result = worker;
    return STATUS_OK;
}

enum status worker_take(struct workers *workers, struct worker **result,
                        struct error *err)
{
    thread_lock_take(workers->lock);
    struct worker *worker = workers->idle;
    if (worker) {
        workers->idle = worker->next;
    }
    thread_lock_give(workers->lock);
    *result = worker;
    return worker ? STATUS_OK : worker_new(workers->path, result, err);
}

void worker_give(struct workers *workers, struct worker *worker)
{
    memset(&worker->desk.act, 0, sizeof worker->desk.act);
    thread_lock_take(workers->lock);
    worker->next = workers->idle;
    workers->idle = worker;
    thread_lock_give(workers->lock);
}

static enum status stamp(struct worker *worker, int64_t *version,
                         int64_t *events, struct error *err)
{
    TRY(store_coop_version(worker->desk.store, version, err));
    return store_last_event(worker->desk.store, events, err);
}

enum status worker_refresh(struct worker *worker, struct error *err)
{
    int64_t version, events;
    instant now = worker->desk.act.at;
    TRY(stamp(worker, &version, &events, err));
    if (version == worker->coop_version && events == worker->events &&
        now - worker->loaded < STALE_SECONDS && now >= worker->loaded) {
        return STATUS_OK;
    }
    TRY(desk_refresh(&worker->desk, err));
    worker->coop_version = version;
    worker->events = events;
    worker->loaded = now;
    return STATUS_OK;
}
