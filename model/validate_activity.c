/* SPDX-License-Identifier: GPL-3.0-or-later */
/* validate_activity.c - checks of activities: days, times, attendance. */
#include <inttypes.h>
#include <stdio.h>

#include "base/zone.h"
#include "model/limits.h"
#include "model/validate.h"

static bool parity_fits(enum week_parity parity, date_day date)
{
    int year;
    int week = date_iso_week(date, &year);
    return parity == PARITY_ANY || (parity == PARITY_ODD) == (week % 2 == 1);
}

/* Days of the period on which the activity may take place; counting stops at
 * `enough`. */
static int32_t possible_days(const struct activity *activity, int32_t enough)
{
    int32_t n = 0;
    for (date_day date = activity->from; date <= activity->to && n < enough;
         date++) {
        n += (activity->weekdays >> date_weekday(date) & 1) &&
             parity_fits(activity->parity, date);
    }
    return n;
}

static void check_floating(const struct coop *coop, int32_t ix,
                           struct faults *faults)
{
    const struct activity *activity = &coop->activities.at[ix];
    if (activity->to == DATE_MAX || activity->from == DATE_MIN) {
        validate_fault(coop, faults, RECORD_ACTIVITY, ix, "to",
                       "expected a first and a last day: a floating activity "
                       "takes place so many times within them");
        return;
    }
    int32_t possible = possible_days(activity, activity->count + 1);
    if (activity->count < 1 || possible < activity->count) {
        validate_fault(coop, faults, RECORD_ACTIVITY, ix, "count",
                       "expected 1 to the number of possible days, %" PRId32
                       ", found %" PRId32,
                       possible, activity->count);
    }
}

void check_recurrences(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->activities.n; ix++) {
        const struct activity *activity = &coop->activities.at[ix];
        bool dated = activity->recurrence == RECUR_DATES;
        if (dated != (activity->dates.n > 0)) {
            validate_fault(coop, faults, RECORD_ACTIVITY, ix, "dates",
                           dated ? "expected at least one date"
                                 : "expected no dates unless recurrence is "
                                   "'dates'");
        }
        if (activity->recurrence == RECUR_FLOATING) {
            check_floating(coop, ix, faults);
        }
    }
}

/* Times on a date that do not exist or exist twice. */
static void check_times(const struct coop *coop, int32_t ix, date_day date,
                        struct faults *faults)
{
    const struct activity *activity = &coop->activities.at[ix];
    const struct {
        const char *field;
        int32_t minutes;
    } TIMES[] = {{"start", activity->start}, {"end", activity->end}};
    for (size_t i = 0; i < COUNT_OF(TIMES); i++) {
        date_day day = date + TIMES[i].minutes / 1440;
        int32_t minutes = TIMES[i].minutes % 1440;
        enum zone_fit fit = zone_fit(day, minutes);
        if (fit != ZONE_UNIQUE) {
            char words[DATE_TEXT], clock[CLOCK_TEXT];
            validate_fault(coop, faults, RECORD_ACTIVITY, ix, TIMES[i].field,
                           "expected another time: %s %s on %s, when the "
                           "clock is changed",
                           clock_format(minutes, clock),
                           fit == ZONE_GAP ? "does not exist" : "exists twice",
                           date_format(day, words));
        }
    }
}

void check_activity_dates(const struct coop *coop, struct faults *faults)
{
    for (int32_t ix = 0; ix < coop->activities.n; ix++) {
        const struct activity *activity = &coop->activities.at[ix];
        for (int32_t i = 0; i < activity->dates.n; i++) {
            date_day date = activity->dates.at[i];
            if (date < activity->from || date > activity->to) {
                char day[DATE_TEXT];
                validate_fault(coop, faults, RECORD_ACTIVITY, ix, "dates",
                               "expected dates from from to to, found %s",
                               date_format(date, day));
            }
            check_times(coop, ix, date, faults);
        }
    }
}

void check_attendance(const struct coop *coop, struct faults *faults)
{
    static const bool PLANNED[SHIFT_KINDS] = {
        [SHIFT_WORK] = true, [SHIFT_MEETING] = true, [SHIFT_TRAINING] = true};
    for (int32_t ix = 0; ix < coop->activities.n; ix++) {
        const struct activity *activity = &coop->activities.at[ix];
        if (!PLANNED[activity->kind]) {
            validate_fault(coop, faults, RECORD_ACTIVITY, ix, "kind",
                           "expected work, meeting or training");
        }
        if (activity->end - activity->start > MAX_WORK_MINUTES) {
            validate_fault(coop, faults, RECORD_ACTIVITY, ix, "end",
                           "expected at most 24 hours, found %" PRId32
                           " minutes",
                           activity->end - activity->start);
        }
        for (int32_t i = 0; i < activity->roles.n; i++) {
            const struct role_need *role = &activity->roles.at[i];
            if (role->max < role->min) {
                validate_fault(coop, faults, RECORD_ACTIVITY, ix, "roles",
                               "expected max of at least min, %" PRId32
                               ", found %" PRId32,
                               role->min, role->max);
            }
        }
    }
}
