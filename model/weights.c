/* SPDX-License-Identifier: GPL-3.0-or-later */
/* weights.c - points of a violation: names, levels, the co-operation's own. */
#include "model/weights.h"

#include <string.h>

#include "base/status.h"

struct weight_def {
    const char *key;
    enum level level;
    int64_t points;
    const char *summary;
};

#define WEIGHT_LINE(name, ...) [name] = {__VA_ARGS__},
static const struct weight_def WEIGHTS[WEIGHT_KEYS] = {
    WEIGHT_TABLE(WEIGHT_LINE)};
#undef WEIGHT_LINE

const char *level_name(enum level level)
{
    static const char *const NAMES[LEVEL_COUNT] = {
        [LEVEL_UNCOVERED] = "uncovered", [LEVEL_CONFLICT] = "conflict",
        [LEVEL_CHANGE] = "change",       [LEVEL_FAIRNESS] = "fairness",
        [LEVEL_BALANCE] = "balance",     [LEVEL_WISH] = "wish",
    };
    CHECK(level < LEVEL_COUNT);
    return NAMES[level];
}

static const struct weight_def *definition(enum weight_key key)
{
    CHECK(key < WEIGHT_KEYS);
    return &WEIGHTS[key];
}

const char *weight_key_name(enum weight_key key)
{
    return definition(key)->key;
}

enum level weight_level(enum weight_key key)
{
    return definition(key)->level;
}

const char *weight_summary(enum weight_key key)
{
    return definition(key)->summary;
}

int64_t weight_default(enum weight_key key)
{
    return definition(key)->points;
}

int32_t weight_key_find(const char *name)
{
    for (int32_t key = 0; key < WEIGHT_KEYS; key++) {
        if (strcmp(WEIGHTS[key].key, name) == 0) {
            return key;
        }
    }
    return NONE;
}

int64_t coop_weight(const struct coop *coop, enum weight_key key)
{
    const char *name = weight_key_name(key);
    for (int32_t i = 0; i < coop->weights.n; i++) {
        if (strcmp(coop->weights.at[i].id, name) == 0) {
            return coop->weights.at[i].points;
        }
    }
    return weight_default(key);
}
