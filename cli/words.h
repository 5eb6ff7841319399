/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - what several verbs print alike, in either language. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "cli/command.h"

/* Names that JSON has as keys - of levels, states and phases - as people
 * read them; a key that is not known as it is. */
const char *key_words(const struct invocation *v, const char *key);
/* "Uncovered: N" and a line for each. */
void print_uncovered(const struct invocation *v, const cJSON *object);

#endif
