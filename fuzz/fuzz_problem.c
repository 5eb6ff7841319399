/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_problem.c - any bytes as a problem's file: refused with a clean
 * sentence, or read as a problem that writes and reads back as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "solver/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct problem *problem = NULL, *again = NULL;
    struct error err = {0};
    if (problem_read("fuzz", (const char *)bytes, size, &problem, &err) !=
        STATUS_OK) {
        CHECK(err.text[0] && utf8_valid(err.text, strlen(err.text)));
        return 0;
    }
    char *written = problem_write(problem);
    CHECK(problem_read("again", written, strlen(written), &again, &err) ==
          STATUS_OK);
    char *twice = problem_write(again);
    CHECK(strcmp(written, twice) == 0);
    free(written);
    free(twice);
    problem_free(problem);
    problem_free(again);
    return 0;
}
