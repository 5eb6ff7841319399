/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thread.h - run a function on several threads and wait for all of them.
 *
 * The only place that starts threads for the solver. One job runs on the
 * calling thread, so `n = 1` starts none.
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <stdint.h>

typedef void thread_job(void *context, int32_t index);

/* Calls job(context, 0..n-1), each on its own thread, and returns when all
 * have returned. Falls back to running a job on the calling thread when a
 * thread can't be had. n <= 64. */
void thread_run(int32_t n, thread_job *job, void *context);

/* A lock; zero-initialisation is not enough. */
struct thread_lock;
struct thread_lock *thread_lock_new(void);
void thread_lock_free(struct thread_lock *lock);
void thread_lock_take(struct thread_lock *lock);
void thread_lock_give(struct thread_lock *lock);

/* Seconds on the monotonic clock; for outermost limits and reports only. */
double thread_seconds(void);

#endif
