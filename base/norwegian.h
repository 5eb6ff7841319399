/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * norwegian.h - what errors say, in Norwegian.
 *
 * Errors are written in English where they arise, and put into Norwegian where
 * somebody reads them: by their form (norwegian_forms.c), the one with the most
 * words first. What an error was put into - the place in a file, the record -
 * stays in front. A sentence without a form stays as it is. What the fields of
 * records are (their help) is found likewise.
 */
#ifndef BASE_NORWEGIAN_H
#define BASE_NORWEGIAN_H

#include <stdbool.h>

/* The sentence in the reader's language; free() it. */
char *in_language(bool norwegian, const char *sentence);

#endif
