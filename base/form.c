/* SPDX-License-Identifier: GPL-3.0-or-later */
/* form.c - whether a sentence has a form. */
#include "base/form.h"

#include <string.h>

#include "base/status.h"

/* Where `bytes` first stand in `text`, or NULL. */
static const char *find_bytes(const char *text, const char *bytes,
                              size_t length)
{
    for (; *text; text++) {
        if (strncmp(text, bytes, length) == 0) {
            return text;
        }
    }
    return NULL;
}

/* Where the value ends that is followed by `length` bytes of the form. */
static const char *value_end(const char *text, const char *next,
                             size_t length)
{
    if (next[length]) {
        return find_bytes(text, next, length);
    }
    size_t rest = strlen(text); /* the last value */
    return rest >= length ? text + (rest - length) : NULL;
}

bool form_fits(const char *form, const char *sentence,
               struct form_value values[FORM_VALUES])
{
    int32_t n = 0;
    while (*form) {
        if (*form != '*') {
            if (*form++ != *sentence++) {
                return false;
            }
            continue;
        }
        form++;
        const char *end = value_end(sentence, form, strcspn(form, "*"));
        if (!end) {
            return false;
        }
        CHECK(n < FORM_VALUES);
        values[n++] = (struct form_value){sentence, (size_t)(end - sentence)};
        sentence = end;
    }
    return *sentence == '\0';
}
