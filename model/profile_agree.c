/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_agree.c - what is wrong with the agreements of a co-operation. */
#include <inttypes.h>
#include <string.h>

#include "model/profile.h"

enum { WHERE = 80, MINUTES_OF_DAY = 1440, NIGHT_MINUTES_MIN = 480 };

static void agreement_path(int32_t ix, const char *field, char out[WHERE])
{
    snprintf(out, WHERE, "agreements[%" PRId32 "].%s", ix, field);
}

/* A value the basis may not give. */
static void add_refused_value(const struct coop *coop, int32_t ix,
                              enum limit_key key, struct faults *faults)
{
    const struct agreement *agreement = &coop->agreements.at[ix];
    const struct limit *limit = &coop->profile->limits[key];
    int32_t basis = basis_find(agreement->basis);
    struct error err = {0};
    char path[WHERE], furthest[LIMIT_TEXT];
    int64_t value;
    agreement_path(ix, "value", path);
    if (limit_value_parse(key, agreement->value, &value, &err) != STATUS_OK) {
        faults_add_at(faults, &agreement->origin, path, "%s", err.text);
    } else if (basis > BASIS_NONE &&
               !limit_allows(coop->profile, key, (enum basis)basis, value)) {
        faults_add_at(faults, &agreement->origin, path,
                      "expected %s at the furthest by %s (%s), found '%s'",
                      limit_value_format(key, limit->relaxed[basis], furthest),
                      agreement->basis, limit->reference, agreement->value);
    }
}

static void check_agreement(const struct coop *coop, int32_t ix,
                            struct faults *faults)
{
    const struct agreement *agreement = &coop->agreements.at[ix];
    int32_t key = limit_key_find(agreement->limit);
    int32_t basis = basis_find(agreement->basis);
    char path[WHERE];
    if (basis <= BASIS_NONE) {
        agreement_path(ix, "basis", path);
        faults_add_at(faults, &agreement->origin, path,
                      "expected individual_written, union_local, "
                      "union_national or labour_inspectorate, found '%s'",
                      agreement->basis);
    }
    if (!agreement->reference || !agreement->reference[0]) {
        agreement_path(ix, "reference", path);
        faults_add_at(faults, &agreement->origin, path,
                      "expected where the agreement is written");
    }
    agreement_path(ix, "limit", path);
    if (key == NONE) {
        faults_add_at(faults, &agreement->origin, path,
                      "expected a limit such as rest_daily, found '%s'",
                      agreement->limit);
    } else if (!coop->profile || !coop->profile->limits[key].set) {
        faults_add_at(faults, &agreement->origin, path,
                      "expected a limit of the profile %s, found '%s'",
                      coop->profile ? coop->profile->name : "(none)",
                      agreement->limit);
    } else {
        add_refused_value(coop, ix, (enum limit_key)key, faults);
    }
}

/* By agreement with a union the night is another window of at least 8 hours
 * (AML § 10-11 (1)); only a person's own consent makes it shorter (3). */
static void check_night(const struct coop *coop, int32_t ix,
                        struct faults *faults)
{
    const struct agreement *agreement = &coop->agreements.at[ix];
    int32_t key = limit_key_find(agreement->limit);
    if ((key != LIMIT_NIGHT_START && key != LIMIT_NIGHT_END) ||
        basis_find(agreement->basis) == BASIS_INDIVIDUAL_WRITTEN) {
        return;
    }
    int32_t staff = agreement->staff.ix;
    int64_t length =
        MINUTES_OF_DAY -
        profile_limit(coop, LIMIT_NIGHT_START, staff, agreement->from) +
        profile_limit(coop, LIMIT_NIGHT_END, staff, agreement->from);
    if (length < NIGHT_MINUTES_MIN) {
        char path[WHERE];
        agreement_path(ix, "value", path);
        faults_add_at(faults, &agreement->origin, path,
                      "expected a night of at least 8 hours with what else is "
                      "agreed, found %" PRId64 " minutes",
                      length);
    }
}

/* Two for the same limit and person at once: nobody could say which holds. */
static void check_overlap(const struct coop *coop, int32_t ix,
                          struct faults *faults)
{
    const struct agreement *later = &coop->agreements.at[ix];
    for (int32_t i = 0; i < ix; i++) {
        const struct agreement *earlier = &coop->agreements.at[i];
        if (strcmp(earlier->limit, later->limit) == 0 &&
            earlier->staff.ix == later->staff.ix &&
            earlier->from <= later->to && later->from <= earlier->to) {
            char path[WHERE];
            agreement_path(ix, "from", path);
            faults_add_at(faults, &later->origin, path,
                          "expected a period apart from that of agreement "
                          "'%s' about the same limit",
                          earlier->id);
            return;
        }
    }
}

void profile_agreement_faults(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->agreements.n; ix++) {
        check_agreement(coop, ix, faults);
        check_overlap(coop, ix, faults);
        check_night(coop, ix, faults);
    }
}

enum status profile_check_agreements(const struct coop *coop, struct error *err)
{
    struct faults faults = {0};
    profile_agreement_faults(coop, &faults);
    enum status status = faults_status(&faults, err);
    faults_release(&faults);
    return status;
}
