/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.h - problems and lines written down as text, for tests.
 *
 * A line is one letter a day: "EE.LN." The alphabet of the problem says which
 * letter is which pattern; its first is OFF.
 */
#ifndef TESTS_SOLVER_LINES_H
#define TESTS_SOLVER_LINES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "solver/roster.h"

/* A draft with one level; patterns are named by the letters. */
struct problem *lines_problem(const char *alphabet, int32_t n_people,
                              int32_t n_days);
/* Fails the test when the problem is refused. */
void lines_finish(struct problem *problem);
/* A roster from one text a person. The caller owns it. */
struct roster *lines_roster(const struct problem *problem,
                            const char *const *lines);
/* A set of the letters. */
struct pattern_set lines_set(const struct problem *problem,
                             const char *letters);
/* A gauge in the problem's arena with up to 2 hinges; those with no cost are
 * left out. */
struct gauge lines_gauge(struct problem *problem, int64_t low, int64_t high,
                         struct hinge one, struct hinge two);

/* "3" or "3 broken": for tables of expectations. */
enum { VERDICT_MAX = 64 };
char *lines_verdict(cost points, int32_t breach, char out[VERDICT_MAX]);
/* Fails the test, naming the row, unless the texts are equal. */
void lines_expect(const char *row, const char *actual, const char *expected);

#endif
