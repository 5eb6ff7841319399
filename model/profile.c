/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile.c - the limits by name, and which value of one is in force. */
#include "model/profile.h"

#include <string.h>

#include "base/status.h"

struct limit_def {
    const char *key;
    enum limit_unit unit;
    enum limit_looser looser;
    const char *summary;
};

#define LIMIT_LINE(name, key, unit, looser, summary)                           \
    [name] = {key, UNIT_##unit, LOOSER_##looser, summary},
static const struct limit_def LIMITS[LIMIT_KEYS] = {LIMIT_TABLE(LIMIT_LINE)};
#undef LIMIT_LINE

static const struct limit_def *definition(enum limit_key key)
{
    CHECK(key < LIMIT_KEYS);
    return &LIMITS[key];
}

const char *limit_key_name(enum limit_key key)
{
    return definition(key)->key;
}

enum limit_unit limit_key_unit(enum limit_key key)
{
    return definition(key)->unit;
}

enum limit_looser limit_key_looser(enum limit_key key)
{
    return definition(key)->looser;
}

const char *limit_key_summary(enum limit_key key)
{
    return definition(key)->summary;
}

int32_t limit_key_find(const char *name)
{
    for (int32_t key = 0; key < LIMIT_KEYS; key++) {
        if (strcmp(LIMITS[key].key, name) == 0) {
            return key;
        }
    }
    return NONE;
}

static const char *const BASES[BASIS_COUNT] = {
    [BASIS_NONE] = "none",
    [BASIS_INDIVIDUAL_WRITTEN] = "individual_written",
    [BASIS_UNION_LOCAL] = "union_local",
    [BASIS_UNION_NATIONAL] = "union_national",
    [BASIS_LABOUR_INSPECTORATE] = "labour_inspectorate",
};

const char *basis_name(enum basis basis)
{
    CHECK(basis < BASIS_COUNT);
    return BASES[basis];
}

int32_t basis_find(const char *name)
{
    for (int32_t basis = 0; basis < BASIS_COUNT; basis++) {
        if (strcmp(BASES[basis], name) == 0) {
            return basis;
        }
    }
    return NONE;
}

/* ---- the value in force -------------------------------------------------- */

bool limit_allows(const struct profile *profile, enum limit_key key,
                  enum basis basis, int64_t value)
{
    const struct limit *limit = &profile->limits[key];
    int64_t furthest = limit->relaxed[basis];
    switch (limit_key_looser(key)) {
    case LOOSER_UP:
        return value <= furthest;
    case LOOSER_DOWN:
        return value >= furthest;
    case LOOSER_EITHER:
        break;
    }
    int64_t low = limit->value < furthest ? limit->value : furthest;
    int64_t high = limit->value < furthest ? furthest : limit->value;
    return value >= low && value <= high;
}

static const struct limit *limit_of(const struct coop *coop, enum limit_key key)
{
    const struct limit *limit =
        coop->profile ? &coop->profile->limits[key] : NULL;
    return limit && limit->set ? limit : NULL;
}

/* False when the agreement may not give the limit a value. */
static bool agreed_value(const struct coop *coop, enum limit_key key,
                         const struct agreement *agreement, int64_t *value)
{
    const struct limit *limit = limit_of(coop, key);
    int32_t basis = basis_find(agreement->basis);
    return limit && basis > BASIS_NONE &&
           limit_value_parse(key, agreement->value, value, NULL) == STATUS_OK &&
           limit_allows(coop->profile, key, (enum basis)basis, *value);
}

static bool applies(const struct agreement *agreement, enum limit_key key,
                    int32_t staff, date_day date)
{
    bool theirs = agreement->staff.ix == NONE || agreement->staff.ix == staff;
    return theirs && date >= agreement->from && date <= agreement->to &&
           strcmp(agreement->limit, limit_key_name(key)) == 0;
}

const struct agreement *profile_agreement(const struct coop *coop,
                                          enum limit_key key, int32_t staff,
                                          date_day date)
{
    const struct agreement *found = NULL;
    for (int32_t i = 0; i < coop->agreements.n; i++) {
        const struct agreement *agreement = &coop->agreements.at[i];
        int64_t value;
        if (applies(agreement, key, staff, date) &&
            agreed_value(coop, key, agreement, &value) &&
            (!found || agreement->staff.ix != NONE)) {
            found = agreement;
        }
    }
    return found;
}

static int64_t binding_nobody(enum limit_key key)
{
    if (limit_key_looser(key) != LOOSER_UP) {
        return 0;
    }
    return limit_key_unit(key) == UNIT_HOURS ? LIMIT_FREE_HOURS : LIMIT_FREE;
}

int64_t profile_limit(const struct coop *coop, enum limit_key key,
                      int32_t staff, date_day date)
{
    const struct limit *limit = limit_of(coop, key);
    if (!limit || date < limit->from || date > limit->to) {
        return binding_nobody(key);
    }
    const struct agreement *agreement =
        profile_agreement(coop, key, staff, date);
    int64_t value = limit->value;
    if (agreement) {
        enum status status =
            limit_value_parse(key, agreement->value, &value, NULL);
        CHECK(status == STATUS_OK);
    }
    return value;
}
