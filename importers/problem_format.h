/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_format.h - problems from files, and rosters back to files.
 *
 * One table of formats: our own JSON and the public benchmark families. A
 * reader compiles to lines and rows; nothing in the solver knows where a
 * problem came from. A benchmark's `path` is what its publisher names an
 * instance by:
 *   curtois  InstanceN.txt (schedulingbenchmarks.org, text format)
 *   inrc2    DIR/n030w4_1_6-2-9-1, with DIR/n030w4/Sc-..., H0-..., WD-...
 */
#ifndef IMPORTERS_PROBLEM_FORMAT_H
#define IMPORTERS_PROBLEM_FORMAT_H

#include "solver/roster.h"

struct problem_format {
    const char *name, *help;
    enum status (*read)(const char *path, struct problem **result,
                        struct error *err);
    /* Writes the roster in the form the family's checkers read; `path` is a
     * file, for inrc2 a folder that is made when missing. */
    enum status (*write)(const struct problem *problem,
                         const struct roster *roster, const char *path,
                         struct error *err);
};
extern const struct problem_format PROBLEM_FORMATS[];
extern const int32_t N_PROBLEM_FORMATS;
const struct problem_format *problem_format_find(const char *name); /* NULL */

#endif
