/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daily.c - looks at the calendar now and then. */
#include "server/daily.h"

#include "base/arena.h"
#include "base/thread.h"
#include "rota/tidy.h"
#include "server/log.h"
#include "server/server_parts.h"

enum { LOOK_SECONDS = 60 };

struct daily {
    struct server *server;
    struct thread_lock *lock;
    struct thread *thread;
    date_day done; /* the last day it was done */
    bool closing;
};

static enum status tidy(struct server *server, instant now,
                        struct error *err)
{
    struct worker *worker;
    cJSON *result = NULL;
    TRY(worker_take(server->workers, &worker, err));
    worker->desk.act = (struct act){.actor = "server", .at = now};
    enum status status = worker_refresh(worker, err);
    if (status == STATUS_OK) {
        status = rota_tidy(&worker->desk, &result, err);
    }
    worker_give(server->workers, worker);
    cJSON_Delete(result);
    return status;
}

static void look(struct daily *daily)
{
    struct error err = {0};
    date_day today;
    int32_t minute;
    instant now = server_now(daily->server);
    zone_local(now, &today, &minute);
    if (today == daily->done) {
        return;
    }
    if (tidy(daily->server, now, &err) == STATUS_OK) {
        daily->done = today;
    } else { /* tried again at the next look */
        log_failure(daily->server, "tidy", &err);
    }
}

static void run(void *context)
{
    struct daily *daily = context;
    thread_lock_take(daily->lock);
    while (!daily->closing) {
        thread_lock_give(daily->lock);
        look(daily);
        thread_lock_take(daily->lock);
        if (!daily->closing) {
            thread_lock_wait(daily->lock, LOOK_SECONDS);
        }
    }
    thread_lock_give(daily->lock);
}

struct daily *daily_new(struct server *server)
{
    struct daily *daily = xcalloc(1, sizeof *daily);
    daily->server = server;
    daily->done = DATE_NONE;
    daily->lock = thread_lock_new();
    daily->thread = thread_start(run, daily);
    if (!daily->thread) {
        daily_free(daily);
        return NULL;
    }
    return daily;
}

void daily_free(struct daily *daily)
{
    if (!daily) {
        return;
    }
    thread_lock_take(daily->lock);
    daily->closing = true;
    thread_wake(daily->lock);
    thread_lock_give(daily->lock);
    thread_join(daily->thread);
    thread_lock_free(daily->lock);
    free(daily);
}
