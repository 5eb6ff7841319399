/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_thread.c - every job runs once, at the same time, and is waited for. */
#include "tests/base/harness.h"

#include <time.h>

#include "base/thread.h"

enum { JOBS_MAX = 64, ROUNDS = 2000 };

struct board {
    struct thread_lock *lock;
    int32_t runs[JOBS_MAX];
    int32_t total, inside, together;
};

static void count(void *context, int32_t index)
{
    struct board *board = context;
    board->runs[index]++;
    for (int i = 0; i < ROUNDS; i++) {
        thread_lock_take(board->lock);
        int32_t before = board->total;
        board->total = before + 1;
        thread_lock_give(board->lock);
    }
}

static void each_job_runs_once_and_locks_keep_counts_exact(void **state)
{
    (void)state;
    static const int32_t NUMBERS[] = {0, 1, 2, 7, JOBS_MAX};
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        struct board board = {.lock = thread_lock_new()};
        thread_run(NUMBERS[i], count, &board);
        for (int32_t job = 0; job < JOBS_MAX; job++) {
            assert_int_equal(board.runs[job], job < NUMBERS[i]);
        }
        assert_int_equal(board.total, NUMBERS[i] * ROUNDS);
        thread_lock_free(board.lock);
    }
    thread_lock_free(NULL);
}

static int32_t inside(struct board *board, int32_t change)
{
    thread_lock_take(board->lock);
    board->inside += change;
    board->together =
        board->inside > board->together ? board->inside : board->together;
    int32_t together = board->together;
    thread_lock_give(board->lock);
    return together;
}

/* Waits, at most ten seconds, until all three jobs are inside. */
static void meet(void *context, int32_t index)
{
    (void)index;
    struct board *board = context;
    double start = thread_seconds();
    inside(board, 1);
    while (inside(board, 0) < 3 && thread_seconds() - start < 10) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    inside(board, -1);
}

static void jobs_run_at_the_same_time(void **state)
{
    (void)state;
    struct board board = {.lock = thread_lock_new()};
    thread_run(3, meet, &board);
    assert_int_equal(board.together, 3);
    assert_int_equal(board.inside, 0);
    thread_lock_free(board.lock);
}

static void run_too_many(void *unused)
{
    thread_run(JOBS_MAX + 1, count, unused);
}

static void more_jobs_than_the_limit_abort(void **state)
{
    (void)state;
    assert_true(dies(run_too_many, NULL));
}

static void the_clock_runs_forward(void **state)
{
    (void)state;
    double start = thread_seconds();
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    double passed = thread_seconds() - start;
    assert_true(passed >= 0.019 && passed < 60);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(each_job_runs_once_and_locks_keep_counts_exact),
        cmocka_unit_test(jobs_run_at_the_same_time),
        cmocka_unit_test(more_jobs_than_the_limit_abort),
        cmocka_unit_test(the_clock_runs_forward),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
