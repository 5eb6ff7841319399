/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thread.h - run a function on several threads and wait for all of them.
 *
 * The only place that starts threads for the solver. Job 0 runs on the calling
 * thread, so `n = 1` starts none.
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

/* A thread that goes on beside its maker until its job returns: the server's
 * own clockwork. NULL when there can be none. thread_join() waits for its end
 * and frees it; accepts NULL. */
struct thread;
typedef void thread_main(void *context);
struct thread *thread_start(thread_main *main, void *context);
void thread_join(struct thread *thread);

/* Sleeps until thread_wake() or for `seconds`, whichever is first, with the
 * lock given back meanwhile. */
void thread_lock_wait(struct thread_lock *lock, double seconds);
void thread_wake(struct thread_lock *lock);

/* Seconds on the monotonic clock; for outermost limits and reports only. */
double thread_seconds(void);

#endif
