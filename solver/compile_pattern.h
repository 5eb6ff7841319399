/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_pattern.h - which day patterns there are.
 *
 * A pattern is a set of duties that start on one date and do not overlap: up to
 * two that are no standby, and up to two parts of one standby role. Two roles
 * never go together. Only sets that somebody may have on some date are listed,
 * plus what publication and pins hold.
 */
#ifndef SOLVER_COMPILE_PATTERN_H
#define SOLVER_COMPILE_PATTERN_H

#include "solver/compile_state.h"

/* Fills patterns, n_patterns and held (needs slots and holds). STATUS_INPUT
 * when there are more than PATTERN_MAX. */
enum status patterns_make(struct compile_state *s, struct error *err) MUST_USE;
/* Index of the set, or NONE. The calendar lines' `held` is never found. */
int32_t pattern_find(const struct compile_state *s, const struct duty_set *set);
/* Keeps the patterns for which `keep` is true, `held` always; the caller
 * rebuilds what is indexed by pattern. */
void patterns_keep(struct compile_state *s, const bool *keep);
/* "office-vega+standby-primary"; "off"; "held". Lives as long as the result. */
const char *pattern_name(struct compile_state *s, int32_t pattern);

#endif
