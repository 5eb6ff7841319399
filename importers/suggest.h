/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest.h - the known name that is nearest to a mistyped one. */
#ifndef IMPORTERS_SUGGEST_H
#define IMPORTERS_SUGGEST_H

struct suggestion {
    const char *wanted; /* what was written */
    const char *best;   /* borrowed from the candidates; NULL: none near */
    int distance;
};

void suggest_start(struct suggestion *suggestion, const char *wanted);
/* Takes `candidate` when it is nearer than the best so far, and near enough
 * that a typing mistake is likely. */
void suggest_try(struct suggestion *suggestion, const char *candidate);

enum { SUGGEST_TEXT = 100 };
/* "; did you mean 'weekdays'?", or "" when nothing is near. */
char *suggest_words(const struct suggestion *suggestion,
                    char out[SUGGEST_TEXT]);

#endif
