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
    {"show", "print a plan as a table", "DB", 1, 1, SHOW_OPTIONS,
     "samvakt show helgeland.db --plan 1", cmd_show},
    {"publish", "make a draft plan the one that stands", "DB PLAN", 2, 2,
     PUBLISH_OPTIONS,
     "samvakt publish helgeland.db 1 --consultation 'drøfting 2027-02-01'",
     cmd_publish},
    {"backup", "copy the database while it is in use", "DB FILE", 2, 2,
     BACKUP_OPTIONS, "samvakt backup helgeland.db monday.db", cmd_backup},
    {"restore", "put a backup in place of a database", "DB FILE", 2, 2,
     RESTORE_OPTIONS, "samvakt restore helgeland.db monday.db", cmd_restore},
    {"doctor", "examine the database", "DB", 1, 1, DOCTOR_OPTIONS,
     "samvakt doctor helgeland.db", cmd_doctor},
    {"audit", "show who did what; verify the log", "DB", 1, 1, AUDIT_OPTIONS,
     "samvakt audit helgeland.db --verify", cmd_audit},
};
const int32_t N_COMMANDS = COUNT_OF(COMMANDS);
