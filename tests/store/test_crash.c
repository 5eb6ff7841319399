/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_crash.c - kill -9 at any moment: each step is there wholly or not at
 * all. A child publishes week after week; it is killed after a random number
 * of microseconds, and the file is examined. After each publication the child
 * writes its number to a pipe, so nothing that was confirmed may be missing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "scene.h"

enum { TRIES = 200, WEEKS = 400, LATEST_US = 40000 };

/* The child's work: holders differ from week to week. */
static void work(struct scene *scene, int fd, int64_t first)
{
    for (int64_t week = first; week < first + WEEKS; week++) {
        int32_t holders[7];
        for (int32_t day = 0; day < 7; day++) {
            holders[day] = (int32_t)((week + day) % 3);
        }
        date_day monday = SCENE_MONDAY + 7 * (int32_t)(week % 50);
        int64_t number = scene_publish(
            scene, scene_draft(scene, monday, holders), monday);
        if (write(fd, &number, sizeof number) != (ssize_t)sizeof number) {
            _exit(1);
        }
    }
    _exit(0);
}

static int64_t last_confirmed(int fd, int64_t known)
{
    int64_t number;
    while (read(fd, &number, sizeof number) == (ssize_t)sizeof number) {
        known = number;
    }
    return known;
}

static void one_try(struct scene *scene, struct random *random,
                    int64_t *confirmed)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    store_close(scene->store);
    scene->store = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct error err = {0};
        close(ends[0]);
        if (store_open(scene->path, &scene->store, &err) != STATUS_OK) {
            _exit(2);
        }
        work(scene, ends[1], *confirmed);
    }
    close(ends[1]);
    struct timespec pause = {
        .tv_nsec = 1000L * random_below(random, LATEST_US)};
    nanosleep(&pause, NULL);
    kill(pid, SIGKILL);
    int status = 0;
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    *confirmed = last_confirmed(ends[0], *confirmed);
    close(ends[0]);
}

static void shout(void *context, const char *line)
{
    (void)context;
    print_error("%s\n", line);
}

static void nothing_is_half_done_after_a_kill(void **state)
{
    (void)state;
    struct scene scene;
    struct random random;
    struct error err = {0};
    int64_t confirmed = 0, revision = 0;
    scene_open(&scene);
    random_seed(&random, 11);
    for (int32_t i = 0; i < TRIES; i++) {
        int32_t faults = -1;
        one_try(&scene, &random, &confirmed);
        assert_int_equal(store_open(scene.path, &scene.store, &err),
                         STATUS_OK);
        assert_int_equal(
            store_doctor(scene.store, shout, NULL, &faults, &err),
            STATUS_OK);
        assert_int_equal(faults, 0);
        assert_int_equal(store_current_revision(scene.store, &revision, &err),
                         STATUS_OK);
        /* The one under way may have been committed but not confirmed. */
        assert_true(revision == confirmed || revision == confirmed + 1);
        confirmed = revision;
    }
    assert_true(confirmed > 0);
    scene_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_half_done_after_a_kill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
