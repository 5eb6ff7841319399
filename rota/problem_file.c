/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem_file.c - files in, files out. */
#include "rota/problem_file.h"

#include "importers/problem_format.h"

enum status rota_solve_file(const char *format, const char *path,
                            const char *out,
                            const struct solve_options *options,
                            cJSON **result, struct error *err)
{
    const struct problem_format *known =
        problem_format_find(format ? format : "samvakt");
    struct problem *problem = NULL;
    struct roster *roster = NULL;
    if (!known) {
        return error_set(err, STATUS_USAGE,
                         "--format: expected samvakt, curtois or inrc2, found "
                         "'%s'",
                         format);
    }
    TRY(known->read(path, &problem, err));
    enum status status =
        rota_solve_problem(problem, options, &roster, result, err);
    if (status == STATUS_OK) {
        status = known->write(problem, roster, out, err);
    }
    roster_free(roster);
    problem_free(problem);
    return status;
}
