/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thread.c - threads and locks by POSIX. */
#include "base/thread.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/status.h"

enum { THREADS_MAX = 64 };

struct task {
    thread_job *job;
    void *context;
    int32_t index;
    pthread_t thread;
    bool started;
};

struct thread_lock {
    pthread_mutex_t mutex;
};

/* What POSIX returns in place of errno: not 0 is our own misuse. */
static void must(int code)
{
    CHECK(code == 0);
}

static void *task_main(void *argument)
{
    struct task *task = argument;
    task->job(task->context, task->index);
    return NULL;
}

void thread_run(int32_t n, thread_job *job, void *context)
{
    CHECK(n >= 0 && n <= THREADS_MAX);
    struct task tasks[THREADS_MAX];
    for (int32_t i = 0; i < n; i++) {
        struct task *task = &tasks[i];
        *task = (struct task){.job = job, .context = context, .index = i};
        task->started =
            i > 0 && pthread_create(&task->thread, NULL, task_main, task) == 0;
    }
    for (int32_t i = 0; i < n; i++) {
        if (!tasks[i].started) {
            task_main(&tasks[i]);
        }
    }
    for (int32_t i = 0; i < n; i++) {
        if (tasks[i].started) {
            must(pthread_join(tasks[i].thread, NULL));
        }
    }
}

struct thread_lock *thread_lock_new(void)
{
    struct thread_lock *lock = xmalloc(sizeof *lock);
    must(pthread_mutex_init(&lock->mutex, NULL));
    return lock;
}

void thread_lock_free(struct thread_lock *lock)
{
    if (lock) {
        must(pthread_mutex_destroy(&lock->mutex));
        free(lock);
    }
}

void thread_lock_take(struct thread_lock *lock)
{
    must(pthread_mutex_lock(&lock->mutex));
}

void thread_lock_give(struct thread_lock *lock)
{
    must(pthread_mutex_unlock(&lock->mutex));
}

double thread_seconds(void)
{
    struct timespec now;
    must(clock_gettime(CLOCK_MONOTONIC, &now));
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
