/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rule.c - the table of rules, and all of them in one go. */
#include "model/rule.h"

#define RULE_LINE(name, key, id, check, limit, summary, summary_nb)            \
    [name] = {key, id, check, limit, summary, summary_nb},
const struct rule_def RULES[RULE_KINDS] = {RULE_TABLE(RULE_LINE)};
#undef RULE_LINE

int32_t rule_find(const char *key)
{
    for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
        if (strcmp(RULES[rule].key, key) == 0) {
            return rule;
        }
    }
    return NONE;
}

/* Hard first, then by date, person, rule and duty: no two compare equal unless
 * they are about the same thing. */
static int compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    const int64_t KEYS[][2] = {
        {b->grade, a->grade}, {a->from, b->from},   {a->staff, b->staff},
        {a->rule, b->rule},   {a->duty, b->duty},   {a->to, b->to},
        {a->limit, b->limit}, {a->value, b->value},
    };

    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        if (KEYS[i][0] != KEYS[i][1]) {
            return KEYS[i][0] < KEYS[i][1] ? -1 : 1;
        }
    }
    return strcmp(a->words, b->words);
}

void rules_check(const struct timeline *timeline, struct finding_vec *out)
{
    int32_t first = out->n;

    for (int32_t rule = 0; rule < RULE_KINDS; rule++) {
        RULES[rule].check(timeline, out);
    }
    if (out->n > first) {
        qsort(out->at + first, (size_t)(out->n - first), sizeof *out->at,
              compare);
    }
}

int32_t findings_hard(const struct finding_vec *findings)
{
    int32_t n = 0;

    for (int32_t i = 0; i < findings->n; i++) {
        n += findings->at[i].grade == FINDING_HARD;
    }
    return n;
}
