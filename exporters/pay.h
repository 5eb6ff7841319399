/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pay.h - hours by pay class per person and month (domain.md 2.6, 3.3).
 *
 * Pay counts by the wall clock unless the profile says elapsed: a night over
 * the spring change is paid as planned. Call-outs are always elapsed. Minutes
 * belong to the date on which they are worked. Classes may overlap as the
 * agreement does (Sunday night: sat_sun and eve_night), holiday replaces
 * weekend; supplements are not added to overtime. Minutes, never kroner.
 */
#ifndef EXPORTERS_PAY_H
#define EXPORTERS_PAY_H

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
 * standby, sorted by staff, year, month. */
void pay_account(const struct timeline *timeline, struct pay_vec *out);
const char *pay_class_name(enum pay_class pay_class);
/* False of PAY_MOVED50: it depends on when somebody was told of a change, which
 * a timeline does not hold; pay_account() leaves it at 0. */
bool pay_class_derived(enum pay_class pay_class);

#endif
