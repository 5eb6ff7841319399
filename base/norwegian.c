/* SPDX-License-Identifier: GPL-3.0-or-later */
/* norwegian.c - the form of a sentence, and its parts likewise. */
#include "base/norwegian.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/form.h"
#include "base/norwegian_parts.h"
#include "base/text.h"

/* A sentence in a sentence in a sentence; deeper it stays as it is. */
enum { DEPTH_MAX = 6 };

static void put(struct text *out, const char *sentence, int depth);

/* How much of a form is words. */
static size_t weight_of(const char *form)
{
    size_t weight = 0;
    for (; *form; form++) {
        weight += *form != '*';
    }
    return weight;
}

static const struct norwegian_form *find_form(const char *sentence)
{
    const struct norwegian_form *best = NULL;
    struct form_value values[FORM_VALUES];
    size_t most = 0;
    for (const struct norwegian_form *f = NORWEGIAN_HELPS; f->en; f++) {
        if (strcmp(f->en, sentence) == 0) {
            return f;
        }
    }
    for (const struct norwegian_form *f = NORWEGIAN_FORMS; f->en; f++) {
        size_t weight = weight_of(f->en);
        if (weight > most && form_fits(f->en, sentence, values)) {
            best = f;
            most = weight;
        }
    }
    return best;
}

static void put_part(struct text *out, const char *at, size_t length,
                     int depth)
{
    char *part = xcalloc(length + 1, 1);
    memcpy(part, at, length);
    put(out, part, depth);
    free(part);
}

static void put_form(struct text *out, const struct norwegian_form *form,
                     const char *sentence, int depth)
{
    struct form_value values[FORM_VALUES], *value = values;
    CHECK(form_fits(form->en, sentence, values));
    for (const char *at = form->nb; *at; at++) {
        if (*at == '*') {
            put_part(out, value->at, value->length, depth);
            value++;
        } else {
            text_char(out, *at);
        }
    }
}

/* "staff.json:14: staff[3]: ...": a place stands in front, up to a colon. */
static void put(struct text *out, const char *sentence, int depth)
{
    static const char BETWEEN[] = ": ";
    const struct norwegian_form *form =
        depth < DEPTH_MAX ? find_form(sentence) : NULL;
    const char *colon = strstr(sentence, BETWEEN);
    if (form) {
        put_form(out, form, sentence, depth + 1);
    } else if (colon && depth < DEPTH_MAX) {
        const char *rest = colon + strlen(BETWEEN);
        put_part(out, sentence, (size_t)(colon - sentence), depth + 1);
        text_str(out, BETWEEN);
        put(out, rest, depth + 1);
    } else {
        text_str(out, sentence);
    }
}

char *in_language(bool norwegian, const char *sentence)
{
    struct text out;
    if (!norwegian) {
        return xstrdup(sentence);
    }
    text_init(&out, 4 * strlen(sentence) + ERROR_TEXT_MAX);
    put(&out, sentence, 0);
    return text_take(&out);
}
