/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_relax.h - limits that are broken before anybody chooses.
 *
 * History, what is published and pins may break a limit by themselves. Each
 * person's lightest line (as few forbidden pairs as possible, then as few
 * counted hours) is taken as what cannot be avoided, and every hard rule that
 * it breaks is relaxed to just what it has, with a note. So every finished
 * problem has a roster without a breach: the lightest lines.
 */
#ifndef SOLVER_COMPILE_RELAX_H
#define SOLVER_COMPILE_RELAX_H

#include "solver/compile_state.h"

/* Changes rules of the finished problem. Its hard rows hold for the lightest
 * lines: they only keep people from activities that do not take place, and what
 * is settled of a floating activity settles its date. */
void relax_least(struct compile_state *s);

#endif
