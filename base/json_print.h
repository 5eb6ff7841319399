/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json_print.h - writes a cJSON tree into a text buffer.
 *
 * cJSON's own printer indents by tabs and rounds some integers over 10^15.
 */
#ifndef BASE_JSON_PRINT_H
#define BASE_JSON_PRINT_H

#include <stdbool.h>

#include "base/json.h"
#include "base/text.h"

/* Pretty: two-space indent, a newline at the end. Otherwise one line without.
 * A number that JSON cannot say (infinite, not a number) becomes null. */
void json_print_into(struct text *text, const cJSON *node, bool pretty);

#endif
