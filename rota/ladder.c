/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ladder.c - the table of the decision ladder. */
#include "rota/ladder.h"

#include <string.h>

#define LADDER_LINE(name, key, consent, cost, en, nb, conditions)              \
    [name] = {key, consent, cost, en, nb, conditions},
const struct ladder_rung LADDER[LADDER_STEPS] = {LADDER_TABLE(LADDER_LINE)};
#undef LADDER_LINE

const char *consent_name(enum consent consent)
{
    static const char *const NAMES[] = {
        [CONSENT_MANAGER] = "manager", [CONSENT_INFORM] = "inform",
        [CONSENT_NONE] = "none",       [CONSENT_ACCEPT] = "accept",
        [CONSENT_ORDER] = "order",
    };
    return NAMES[consent];
}

const char *consent_words(enum consent consent, bool norwegian)
{
    static const char *const WORDS[][2] = {
        [CONSENT_MANAGER] = {"a manager decides", "en leder avgjør"},
        [CONSENT_INFORM] = {"is told", "får beskjed"},
        [CONSENT_NONE] = {"planned for it", "er satt opp til det"},
        [CONSENT_ACCEPT] = {"has to say yes", "må si ja"},
        [CONSENT_ORDER] = {"may be ordered", "kan pålegges"},
    };
    return WORDS[consent][norwegian ? 1 : 0];
}

enum ladder_step ladder_find(const char *key)
{
    int32_t step = 0;
    while (step < LADDER_STEPS && strcmp(LADDER[step].key, key) != 0) {
        step++;
    }
    return (enum ladder_step)step;
}
