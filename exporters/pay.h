/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pay.h - hours by pay class per person and month (domain.md 2.6, 3.3).
 *
 * Pay counts by the wall clock unless the profile says elapsed: a night over
 * the spring change is paid as planned. Call-outs are always elapsed. Minutes
 * belong to the date on which they are worked. Classes may overlap as the
 * agreement does (Sunday night: sat_sun and eve_night), holiday replaces
 * weekend; supplements are not added to overtime. Minutes, never kroner.
 *
 * Moved hours: what a duty that replaced another on the same date has outside
 * the person's time of before. The tier of notice at which it was published
 * says whether they are ordinary, have the supplement beside, or are paid as
 * overtime. Work moved to another date is no moved time here but a duty gained
 * and one lost, and so is a duty whose own times the records change.
 */
#ifndef EXPORTERS_PAY_H
#define EXPORTERS_PAY_H

#include "model/notice.h"
#include "model/rule.h"

struct pay_line {
    int32_t staff;
    int32_t year, month;
    int64_t minutes[PAY_CLASSES];
    int64_t counted_standby; /* units of 1/420 minute */
    int64_t worked_minutes;  /* all active work, wall clock */
};
struct pay_vec VEC_OF(struct pay_line);

/* The months of the timeline's dates in which somebody has worked or been on
 * standby, sorted by staff, year, month. `moved` (NULL: nothing) is sorted as
 * store_moved() gives it. */
void pay_account(const struct timeline *timeline,
                 const struct moved_vec *moved, struct pay_vec *out);
const char *pay_class_name(enum pay_class pay_class);

#endif
