/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unit.h - the unit of a problem's costs.
 *
 * Two rosters without breaches cost the same or differ by a unit at least:
 * what is above a value less a unit is no better.
 */
#ifndef SOLVER_UNIT_H
#define SOLVER_UNIT_H

#include "solver/problem.h"

/* The greatest common divisor of all costs; 1 when there are none. */
cost problem_unit(const struct problem *problem);

#endif
