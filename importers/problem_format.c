/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem_format.c - the table of formats. */
#include "importers/problem_format.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "importers/curtois.h"
#include "importers/inrc2.h"

enum { PROBLEM_BYTES_MAX = 256 << 20 };

static enum status read_own(const char *path, struct problem **result,
                            struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    TRY(file_read(path, PROBLEM_BYTES_MAX, &bytes, &length, err));
    enum status status = problem_read(path, bytes, length, result, err);
    free(bytes);
    return status;
}

static enum status write_own(const struct problem *problem,
                             const struct roster *roster, const char *path,
                             struct error *err)
{
    char *bytes = roster_write(problem, roster);
    enum status status = file_write(path, bytes, strlen(bytes), err);
    free(bytes);
    return status;
}

const struct problem_format PROBLEM_FORMATS[] = {
    {"samvakt", "lines and rows as JSON (docs/problem.schema.json)", read_own,
     write_own},
    {"curtois", "schedulingbenchmarks.org text file", curtois_read,
     curtois_write},
    {"inrc2", "INRC-II, FOLDER/n030w4_1_6-2-9-1", inrc2_read, inrc2_write},
};
const int32_t N_PROBLEM_FORMATS = COUNT_OF(PROBLEM_FORMATS);

const struct problem_format *problem_format_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(PROBLEM_FORMATS); i++) {
        if (strcmp(PROBLEM_FORMATS[i].name, name) == 0) {
            return &PROBLEM_FORMATS[i];
        }
    }
    return NULL;
}
