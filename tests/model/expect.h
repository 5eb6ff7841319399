/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expect.h - cmocka with what it wants included first, and checks that name the
 * row of a table that failed.
 */
#ifndef TESTS_MODEL_EXPECT_H
#define TESTS_MODEL_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <string.h>

static inline void expect_text(const char *row, const char *actual,
                               const char *wanted)
{
    if (strcmp(actual, wanted) != 0) {
        fail_msg("%s: got '%s', wanted '%s'", row, actual, wanted);
    }
}

static inline void expect_int(const char *row, int64_t actual, int64_t wanted)
{
    if (actual != wanted) {
        fail_msg("%s: got %" PRId64 ", wanted %" PRId64, row, actual, wanted);
    }
}

/* `fragment` stands in `text`. */
static inline void expect_words(const char *row, const char *text,
                                const char *fragment)
{
    if (!strstr(text, fragment)) {
        fail_msg("%s: got '%s', wanted '... %s ...'", row, text, fragment);
    }
}

#endif
