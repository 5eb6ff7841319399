/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_file.h - solving a problem from a file, without any database.
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

#endif
