/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * harness.h - cmocka with what it wants included first, and two helpers.
 */
#ifndef TESTS_BASE_HARNESS_H
#define TESTS_BASE_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/status.h"

/* Whether act(context) aborts, tried in a child process. */
bool dies(void (*act)(void *context), void *context);

/* Fails the test, naming `row`, unless both texts are equal. */
void expect_text(const char *row, const char *actual, const char *expected);
/* Likewise for whole numbers. */
void expect_int(const char *row, int64_t actual, int64_t expected);

#endif
