/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_file.h - problems as files: solved without any database, written
 * from one, and what rosters of them cost.
 *
 * So that other solvers can be given exactly the same problem, and their
 * rosters be judged by the same definition of cost (solver/score.c).
 */
#ifndef ROTA_PROBLEM_FILE_H
#define ROTA_PROBLEM_FILE_H

#include "rota/rota.h"

/* Reads `path` in the format (samvakt, curtois, inrc2; NULL: samvakt), solves,
 * and writes the roster to `out` in the same format. The object is that of
 * rota_solve_problem(). */
enum status rota_solve_file(const char *format, const char *path,
                            const char *out,
                            const struct solve_options *options,
                            cJSON **result, struct error *err) MUST_USE;

/* Writes what rota_solve() would solve for the horizon and openings of
 * `options` to `out`, as docs/problem.schema.json. {path, problem_sha256,
 * people, days, patterns, rules, rows, levels: [name]}. */
enum status rota_problem(struct desk *desk,
                         const struct solve_options *options, const char *out,
                         cJSON **result, struct error *err) MUST_USE;
/* The same from a file in another format. */
enum status rota_problem_file(const char *format, const char *path,
                              const char *out, cJSON **result,
                              struct error *err) MUST_USE;

/* What a roster file (by names, as rota_solve_file() writes for samvakt) costs
 * in the problem: {cost, breaches, levels: [{name, cost}], cost_by_rule,
 * broken: [sentence], problem_sha256}. */
enum status rota_score_file(const char *format, const char *path,
                            const char *roster, cJSON **result,
                            struct error *err) MUST_USE;

#endif
