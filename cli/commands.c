/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.c - the table of verbs, in the order people need them. */
#include "cli/verbs.h"

const struct command COMMANDS[] = {
    {"init", "make an empty co-operation: one file", "DB", 1, 1, INIT_OPTIONS,
     "samvakt init helgeland.db --name 'Sør-Helgeland'", cmd_init},
    {"import", "replace the records by those of a folder or file", "DB PATH",
     2, 2, IMPORT_OPTIONS,
     "samvakt import helgeland.db examples/sor-helgeland", cmd_import},
    {"check", "say what can't work, before solving", "DB", 1, 1,
     CHECK_OPTIONS, "samvakt check helgeland.db --from 2027-03-01",
     cmd_check},
    {"solve", "make a plan: the weekly run", "[DB]", 0, 1, SOLVE_OPTIONS,
     "samvakt solve helgeland.db --from 2027-03-01 --weeks 8 --time 60",
     cmd_solve},
};
const int32_t N_COMMANDS = COUNT_OF(COMMANDS);
