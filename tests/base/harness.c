/* SPDX-License-Identifier: GPL-3.0-or-later */
/* harness.c - two helpers for the tests of base/. */
#include "tests/base/harness.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool dies(void (*act)(void *context), void *context)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* The message on standard error is expected: nobody needs it. */
        int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        act(context);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

void expect_text(const char *row, const char *actual, const char *expected)
{
    if (strcmp(actual, expected) != 0) {
        fail_msg("[%s]: got \"%s\", wanted \"%s\"", row, actual, expected);
    }
}

void expect_int(const char *row, int64_t actual, int64_t expected)
{
    if (actual != expected) {
        fail_msg("[%s]: got %" PRId64 ", wanted %" PRId64, row, actual,
                 expected);
    }
}
