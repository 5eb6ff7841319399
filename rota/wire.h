/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wire.h - what the solver's process says, as JSON lines.
 *
 * {"type": "progress", seconds, ticks, phase, columns, cost, bound, gap,
 *  levels: [{name, cost, bound, proven}], breaches, uncovered, "lines"?}
 * {"type": "result", outcome, ..., "lines"} | {"type": "failure", ...}
 * "lines" is the roster: a list a person, a pattern number a day.
 */
#ifndef ROTA_WIRE_H
#define ROTA_WIRE_H

#include "base/json.h"
#include "solver/solver.h"

/* `best` may be NULL; then nothing is said about uncovered demand. */
cJSON *wire_progress(const struct problem *problem,
                     const struct solver_progress *now,
                     const struct roster *best);
void wire_add_roster(cJSON *object, const struct roster *roster);
cJSON *wire_result(const struct solver_result *result);
cJSON *wire_failure(enum status status, const struct error *err);

/* "" when there is none. */
const char *wire_type(const cJSON *object);
enum status wire_read_failure(const cJSON *object, struct error *err);
/* Costs, bounds and, when there, the roster. A roster that arrives replaces
 * the one before. */
void wire_read_progress(const struct problem *problem, const cJSON *object,
                        struct solver_result *result);
/* False when the object is not whole. */
bool wire_read_result(const struct problem *problem, const cJSON *object,
                      struct solver_result *result);

/* [{name, cost, bound, proven}] in whole points. */
cJSON *wire_levels(const struct problem *problem, const struct score *score,
                   const cost *bound, const bool *proven);

#endif
