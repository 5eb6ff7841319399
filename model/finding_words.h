/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding_words.h - the sentences of findings in the reader's language.
 *
 * Findings are made by the million and read by the dozen, so they carry one
 * sentence, in English; the other is made of it by its form when it is shown.
 */
#ifndef MODEL_FINDING_WORDS_H
#define MODEL_FINDING_WORDS_H

#include "model/rule.h"

enum { FINDING_WORDS = 280 };

/* A finding's sentence, in Norwegian by `norwegian`; a form that is not known
 * stays English. Returns `out`. */
char *finding_words(const struct finding *finding, bool norwegian,
                    char out[FINDING_WORDS]);

#endif
