/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_lines.h - who has a line, which slots there are, who may take them,
 * and what history surrounds the horizon.
 */
#ifndef SOLVER_COMPILE_LINES_H
#define SOLVER_COMPILE_LINES_H

#include "solver/compile_state.h"

/* Fills lines, slots, slot_open and outside. STATUS_INPUT when the horizon or
 * the number of people is beyond what a problem can hold. */
enum status lines_make(struct compile_state *s, struct error *err) MUST_USE;

/* The date of the standby that a call-out breaks: before noon it is still the
 * night of the day before. */
date_day callout_date(const struct callout *callout);

#endif
