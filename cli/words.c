/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - what several verbs print alike. */
#include "cli/words.h"

#include <string.h>

static const struct {
    const char *key, *nb;
} KEYS[] = {
    {"uncovered", "udekket"},   {"conflict", "konflikt"},
    {"change", "endring"},      {"fairness", "fordeling"},
    {"balance", "balanse"},     {"wish", "ønske"},
    {"optimal", "best mulig"},  {"feasible", "gyldig"},
    {"bound", "grense"},        {"improve", "bedring"},
    {"hard", "brudd"},          {"warn", "varsel"},
    {"note", "merk"},
};

const char *key_words(const struct invocation *v, const char *key)
{
    for (size_t i = 0; v->norwegian && i < COUNT_OF(KEYS); i++) {
        if (strcmp(KEYS[i].key, key) == 0) {
            return KEYS[i].nb;
        }
    }
    return key;
}

void print_uncovered(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    bool nb = v->norwegian;
    int32_t n = cJSON_GetArraySize(list_of(object, "uncovered"));
    printf(nb ? "Udekket: %d\n" : "Uncovered: %d\n", n);
    cJSON_ArrayForEach(item, list_of(object, "uncovered"))
    {
        printf("  P%lld %s  %s: ", (long long)int_of(item, "priority"),
               text_of(item, "date"), text_of(item, "name"));
        printf("%s\n", text_of(item, nb ? "words_nb" : "words"));
    }
}
