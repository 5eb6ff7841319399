/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_work.c - checks of shift types, demands and blocks. */
#include <inttypes.h>
#include <stdio.h>

#include "model/limits.h"
#include "model/validate.h"

static bool passive(enum shift_kind kind)
{
    return kind == SHIFT_STANDBY || kind == SHIFT_STANDBY_STRICT;
}

/* Only passive time counts in part (domain.md 2.0). */
static void check_factor(const struct coop *coop, int32_t ix,
                         struct faults *faults)
{
    const struct shift_type *type = &coop->shift_types.at[ix];
    bool whole = type->factor.num == type->factor.den;
    if (type->kind == SHIFT_STANDBY && whole) {
        validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "factor",
                       "expected the share of the standby that counts, such "
                       "as 1/7 (where all of it counts the kind is "
                       "standby-strict)");
    } else if (!whole && type->kind != SHIFT_STANDBY &&
               type->kind != SHIFT_DUTY_REST) {
        validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "factor",
                       "expected 1 for anything but standby and resting duty, "
                       "found %" PRId32 "/%" PRId32,
                       type->factor.num, type->factor.den);
    }
}

void check_shift_types(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->shift_types.n; ix++) {
        const struct shift_type *type = &coop->shift_types.at[ix];
        int32_t length = type->end - type->start;
        if (!passive(type->kind) && length > MAX_WORK_MINUTES) {
            validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "end",
                           "expected at most 24 hours of work, found %" PRId32
                           " minutes",
                           length);
        }
        if (type->unpaid_break >= length && length > 0) {
            validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "unpaid_break",
                           "expected less than the %" PRId32
                           " minutes of the duty, found %" PRId32,
                           length, type->unpaid_break);
        }
        check_factor(coop, ix, faults);
    }
}

static void check_numbers(const struct coop *coop, int32_t ix,
                          struct faults *faults)
{
    const struct demand *demand = &coop->demands.at[ix];
    if (demand->target < demand->low) {
        validate_fault(coop, faults, RECORD_DEMAND, ix, "target",
                       "expected at least low, %" PRId32 ", found %" PRId32,
                       demand->low, demand->target);
    }
    if (demand->high < demand->target || demand->high == 0) {
        validate_fault(coop, faults, RECORD_DEMAND, ix, "high",
                       "expected at least 1 and target, %" PRId32
                       ", found %" PRId32,
                       demand->target, demand->high);
    }
}

void check_demands(const struct coop *coop, struct faults *faults)
{
    static const bool HAPPENS[SHIFT_KINDS] = {
        [SHIFT_CALLOUT] = true, [SHIFT_TRAVEL] = true, [SHIFT_LEAVE] = true};
    for (int32_t ix = 0; ix < coop->demands.n; ix++) {
        const struct shift_type *type =
            &coop->shift_types.at[coop->demands.at[ix].shift_type.ix];
        check_numbers(coop, ix, faults);
        if (HAPPENS[type->kind]) {
            validate_fault(coop, faults, RECORD_DEMAND, ix, "shift_type",
                           "expected a duty that can be planned; call-outs, "
                           "travel and leave happen");
        }
    }
}

/* ---- blocks -------------------------------------------------------------- */

static bool in_block(const struct coop *coop, const struct demand *demand,
                     const char *block)
{
    const char *own = coop->shift_types.at[demand->shift_type.ix].block;
    return own && strcmp(own, block) == 0;
}

static weekday_mask block_days(const struct coop *coop, const char *block)
{
    weekday_mask days = 0;
    for (int32_t i = 0; i < coop->demands.n; i++) {
        if (in_block(coop, &coop->demands.at[i], block)) {
            days |= coop->demands.at[i].weekdays;
        }
    }
    return days;
}

/* Whether some duty of the block on `day` ends as one of the next begins. */
static bool days_chain(const struct coop *coop, const char *block, int day)
{
    int next = (day + 1) % 7;
    for (int32_t i = 0; i < coop->demands.n; i++) {
        const struct demand *first = &coop->demands.at[i];
        if (!in_block(coop, first, block) || !(first->weekdays >> day & 1)) {
            continue;
        }
        int32_t end = coop->shift_types.at[first->shift_type.ix].end;
        for (int32_t j = 0; j < coop->demands.n; j++) {
            const struct demand *then = &coop->demands.at[j];
            if (in_block(coop, then, block) && (then->weekdays >> next & 1) &&
                coop->shift_types.at[then->shift_type.ix].start + 1440 == end) {
                return true;
            }
        }
    }
    return false;
}

static void check_block(const struct coop *coop, int32_t ix,
                        struct faults *faults)
{
    const char *block = coop->shift_types.at[ix].block;
    weekday_mask days = block_days(coop, block);
    bool follows = false;
    for (int day = 0; day < 7; day++) {
        if (!(days >> day & 1) || !(days >> (day + 1) % 7 & 1)) {
            continue;
        }
        follows = true;
        if (!days_chain(coop, block, day)) {
            validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "block",
                           "expected duties of '%s' that follow each other "
                           "without a gap, found none from %s to the next",
                           block, weekday_name((enum weekday)day, false));
        }
    }
    if (days == EVERY_DAY || (days && !follows)) {
        validate_fault(coop, faults, RECORD_SHIFT_TYPE, ix, "block",
                       "expected demands for '%s' on some following "
                       "weekdays%s",
                       block, days == EVERY_DAY ? ", not on all seven" : "");
    }
}

/* Each block once, at the first shift type that names it. */
void check_blocks(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->shift_types.n; ix++) {
        const char *block = coop->shift_types.at[ix].block;
        bool first = block != NULL;
        for (int32_t i = 0; i < ix && first; i++) {
            const char *other = coop->shift_types.at[i].block;
            first = !other || strcmp(other, block) != 0;
        }
        if (first) {
            check_block(coop, ix, faults);
        }
    }
}
