/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thread.c - threads and locks by POSIX. */
#include "base/thread.h"

#include <errno.h>
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
    pthread_cond_t changed; /* on the monotonic clock */
};

struct thread {
    thread_main *main;
    void *context;
    pthread_t thread;
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
    pthread_condattr_t attributes;
    must(pthread_mutex_init(&lock->mutex, NULL));
    must(pthread_condattr_init(&attributes));
    must(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC));
    must(pthread_cond_init(&lock->changed, &attributes));
    must(pthread_condattr_destroy(&attributes));
    return lock;
}

void thread_lock_free(struct thread_lock *lock)
{
    if (lock) {
        must(pthread_cond_destroy(&lock->changed));
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

void thread_lock_wait(struct thread_lock *lock, double seconds)
{
    struct timespec until;
    must(clock_gettime(CLOCK_MONOTONIC, &until));
    int64_t nanoseconds = until.tv_nsec + (int64_t)(seconds * 1e9);
    until.tv_sec += (time_t)(nanoseconds / 1000000000);
    until.tv_nsec = (long)(nanoseconds % 1000000000);
    int code = pthread_cond_timedwait(&lock->changed, &lock->mutex, &until);
    CHECK(code == 0 || code == ETIMEDOUT);
}

void thread_wake(struct thread_lock *lock)
{
    must(pthread_cond_broadcast(&lock->changed));
}

static void *thread_begin(void *argument)
{
    struct thread *thread = argument;
    thread->main(thread->context);
    return NULL;
}

struct thread *thread_start(thread_main *main, void *context)
{
    struct thread *thread = xmalloc(sizeof *thread);
    *thread = (struct thread){.main = main, .context = context};
    if (pthread_create(&thread->thread, NULL, thread_begin, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

void thread_join(struct thread *thread)
{
    if (thread) {
        must(pthread_join(thread->thread, NULL));
        free(thread);
    }
}

double thread_seconds(void)
{
    struct timespec now;
    must(clock_gettime(CLOCK_MONOTONIC, &now));
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
