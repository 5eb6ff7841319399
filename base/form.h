/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form.h - whether a sentence has a form: a text with a star for each value.
 */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORM_VALUES = 8 };

/* What stands at a star; borrowed from the sentence. */
struct form_value {
    const char *at;
    size_t length;
};

/* Values are as short as they can be, the last goes to the end; any may be
 * empty. No two stars stand side by side, and a form has at most FORM_VALUES.
 */
bool form_fits(const char *form, const char *sentence,
               struct form_value values[FORM_VALUES]);

#endif
