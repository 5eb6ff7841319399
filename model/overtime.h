/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * overtime.h - statutory overtime by date, domain.md 2.2 "Overtime
 * computation".
 *
 * W is all work, plan the part that is neither marked as overtime nor a
 * call-out. Of a day, overtime is what W has beyond both the normal day and the
 * plan; of a week likewise, less what its days already are. What a part-timer
 * works beyond the contract but inside these is extra work, not overtime.
 */
#ifndef MODEL_OVERTIME_H
#define MODEL_OVERTIME_H

#include "model/rule.h"

/* Units for each date of [from, to] in out[0..to - from]. Work belongs to the
 * date its duty begins on; the overtime of a week to the days on which the
 * week's sum passes the mark. Weeks begin on Monday. */
void overtime_days(const struct timeline *timeline, int32_t staff,
                   date_day from, date_day to, units *out);

#endif
