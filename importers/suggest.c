/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest.c - the known name that is nearest to a mistyped one. */
#include "importers/suggest.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { NAME_LENGTH_MAX = 40 };

static int least(int a, int b, int c)
{
    int two = a < b ? a : b;
    return two < c ? two : c;
}

/* Levenshtein distance, one row at a time. */
static int edit_distance(const char *a, const char *b)
{
    int row[NAME_LENGTH_MAX + 1];
    int n = (int)strlen(b);
    for (int j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (int i = 1; a[i - 1]; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= n; j++) {
            int above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1,
                           diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[n];
}

void suggest_start(struct suggestion *suggestion, const char *wanted)
{
    *suggestion = (struct suggestion){.wanted = wanted, .distance = INT_MAX};
}

void suggest_try(struct suggestion *suggestion, const char *candidate)
{
    size_t length = strlen(suggestion->wanted);
    if (length > NAME_LENGTH_MAX || strlen(candidate) > NAME_LENGTH_MAX) {
        return;
    }
    int distance = edit_distance(suggestion->wanted, candidate);
    int near = 1 + (int)length / 4;
    if (distance < suggestion->distance && distance <= near) {
        suggestion->distance = distance;
        suggestion->best = candidate;
    }
}

char *suggest_words(const struct suggestion *suggestion, char out[SUGGEST_TEXT])
{
    out[0] = '\0';
    if (suggestion->best) {
        snprintf(out, SUGGEST_TEXT, "; did you mean '%s'?", suggestion->best);
    }
    return out;
}
