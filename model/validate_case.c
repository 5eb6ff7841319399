/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_case.c - checks of cases, exclusions, pins, wishes and weights. */
#include <inttypes.h>
#include <stdio.h>

#include "model/validate.h"
#include "model/weights.h"

enum { ALIAS_MIN = 4, ALIAS_MAX = 20, DIGIT_RUN_MAX = 4 };

/* A random alias such as K7-M3Q9: capitals and digits mixed, so that neither a
 * name nor a date nor a number of some register goes through (domain.md 5.3).
 */
static bool alias_valid(const char *id)
{
    size_t length = strlen(id);
    bool letter = false, digit = false;
    for (const char *at = id; *at;) {
        size_t run = strspn(at, "0123456789");
        if (run > DIGIT_RUN_MAX) {
            return false;
        }
        digit = digit || run > 0;
        at += run;
        if (*at >= 'A' && *at <= 'Z') {
            letter = true;
            at++;
        } else if (*at == '-') {
            at++;
        } else if (*at && run == 0) {
            return false;
        }
    }
    return length >= ALIAS_MIN && length <= ALIAS_MAX && letter && digit;
}

void check_case_refs(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->case_refs.n; ix++) {
        if (!alias_valid(coop->case_refs.at[ix].id)) {
            validate_fault(coop, faults, RECORD_CASE_REF, ix, "id",
                           "expected a random alias of capitals and digits "
                           "such as K7-M3Q9");
        }
    }
}

static int set_refs(const struct ref *a, const struct ref *b,
                    const struct ref *c)
{
    return (a->ix != NONE) + (b->ix != NONE) + (c && c->ix != NONE);
}

void check_exclusions(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->exclusions.n; ix++) {
        const struct exclusion *exclusion = &coop->exclusions.at[ix];
        int n = set_refs(&exclusion->case_ref, &exclusion->demand,
                         &exclusion->activity);
        if (n != 1) {
            validate_fault(coop, faults, RECORD_EXCLUSION, ix, NULL,
                           "expected one of case_ref, demand and activity, "
                           "found %d",
                           n);
        }
    }
}

/* ---- pins and wishes ----------------------------------------------------- */

static bool pins_clash(const struct pin *a, const struct pin *b)
{
    return a->staff.ix == b->staff.ix && a->demand.ix == b->demand.ix &&
           a->activity.ix == b->activity.ix && a->date == b->date &&
           a->on != b->on;
}

static void check_pin(const struct coop *coop, int32_t ix,
                      struct faults *faults)
{
    const struct pin *pin = &coop->pins.at[ix];
    int n = set_refs(&pin->demand, &pin->activity, NULL);
    if (n != 1) {
        validate_fault(coop, faults, RECORD_PIN, ix, NULL,
                       "expected one of demand and activity, found %d", n);
    }
    if (!staff_employed(&coop->staff.at[pin->staff.ix], pin->date)) {
        char day[DATE_TEXT];
        validate_fault(coop, faults, RECORD_PIN, ix, "date",
                       "expected a day on which '%s' is employed, found %s",
                       pin->staff.id, date_format(pin->date, day));
    }
    for (int32_t i = 0; i < ix; i++) {
        if (pins_clash(pin, &coop->pins.at[i])) {
            validate_fault(coop, faults, RECORD_PIN, ix, "on",
                           "expected the same as pin '%s' about the same slot",
                           coop->pins.at[i].id);
        }
    }
}

void check_pins(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->pins.n; ix++) {
        check_pin(coop, ix, faults);
    }
}

void check_wishes(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->wishes.n; ix++) {
        const struct wish *wish = &coop->wishes.at[ix];
        bool named = wish->demand.ix != NONE;
        if (wish->kind == WISH_DUTY && !named) {
            validate_fault(coop, faults, RECORD_WISH, ix, "demand",
                           "expected the duty that is wished");
        } else if (wish->kind == WISH_OFF && named) {
            validate_fault(coop, faults, RECORD_WISH, ix, "demand",
                           "expected none with a wish to be off, found '%s'",
                           wish->demand.id);
        }
    }
}

void check_weights(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->weights.n; ix++) {
        const char *id = coop->weights.at[ix].id;
        if (weight_key_find(id) == NONE) {
            validate_fault(coop, faults, RECORD_WEIGHT, ix, "id",
                           "expected a weight such as fair_weekend, found "
                           "'%s'",
                           id);
        }
    }
}
