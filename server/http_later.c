/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http_later.c - one thread for what takes long, behind a bounded queue. */
#include <string.h>

#include "base/arena.h"
#include "server/http_parts.h"

enum { QUEUE_MAX = 16 };

struct later {
    struct thread_lock *lock;
    struct thread *thread;
    void (*run)(void *item);
    void *items[QUEUE_MAX];
    int32_t n;
    bool closing;
};

static void work(void *context)
{
    struct later *later = context;
    thread_lock_take(later->lock);
    while (later->n > 0 || !later->closing) {
        if (later->n == 0) {
            thread_lock_wait(later->lock, 60);
            continue;
        }
        void *item = later->items[0];
        later->n--;
        memmove(later->items, later->items + 1,
                (size_t)later->n * sizeof *later->items);
        thread_lock_give(later->lock);
        later->run(item);
        thread_lock_take(later->lock);
    }
    thread_lock_give(later->lock);
}

struct later *later_new(void (*run)(void *item))
{
    struct later *later = xcalloc(1, sizeof *later);
    later->lock = thread_lock_new();
    later->run = run;
    later->thread = thread_start(work, later);
    return later;
}

bool later_put(struct later *later, void *item, void (*accepted)(void *item))
{
    thread_lock_take(later->lock);
    bool room = later->thread && later->n < QUEUE_MAX && !later->closing;
    if (room) {
        accepted(item);
        later->items[later->n++] = item;
        thread_wake(later->lock);
    }
    thread_lock_give(later->lock);
    return room;
}

void later_end(struct later *later)
{
    thread_lock_take(later->lock);
    later->closing = true;
    thread_wake(later->lock);
    thread_lock_give(later->lock);
    thread_join(later->thread);
    later->thread = NULL;
}

void later_free(struct later *later)
{
    thread_lock_free(later->lock);
    free(later);
}
