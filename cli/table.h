/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.h - text in columns on a terminal: UTF-8 widths, colours where wanted. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/command.h"

/* Prints `words` in `width` columns: cut or padded with blanks. */
void print_cell(const char *words, int32_t width);
/* Columns of the terminal, 100 when there is none. */
int32_t terminal_columns(void);

enum ink { INK_PLAIN, INK_RED, INK_DIM, INK_BOLD };
/* Nothing without colour. */
void ink_on(const struct invocation *invocation, enum ink ink);
void ink_off(const struct invocation *invocation);

#endif
