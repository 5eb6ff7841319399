/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help.h - what the tables of verbs and options say, and near misses. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

const struct option_def *common_options(void);
void help_command(FILE *out, const struct command *command);
/* The list of verbs, or one verb's help; the exit code. */
int help_main(const char *verb);
/* "; did you mean 'solve'?", or "" when nothing is near. Static text that the
 * next call replaces. */
const char *help_nearest_verb(const char *word);
const char *help_nearest_option(const struct command *command,
                                const char *word);

#endif
