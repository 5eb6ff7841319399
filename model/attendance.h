/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attendance.h - who attends an activity on a date, and what it lacks.
 *
 * An activity inside ordinary hours is attended by those who belong and hold a
 * day duty around it (duty_hosts); of them as many as the cover rule says stay
 * at work, and roles, shares and members only ask for enough. A duty of its own
 * is attended by those who hold it, so the cover rule, the largest share and
 * the most of a role bind from above too.
 */
#ifndef MODEL_ATTENDANCE_H
#define MODEL_ATTENDANCE_H

#include "model/rule.h"

/* An activity on a date. `attends` has room for everybody. */
struct meeting {
    const struct timeline *timeline;
    int32_t activity;
    const struct activity *what;
    date_day date;
    bool *attends;
    int32_t present; /* how many attend, less those who stay out */
    struct activity_need need;
};

/* Fills in who attends on `date`. */
void meeting_open(struct meeting *meeting, date_day date);
/* Whether every condition holds. Findings of RULE_QUORUM for those that do not,
 * unless `out` is NULL: notes when the activity is called off below its
 * minimum, else warnings. */
bool meeting_check(const struct meeting *meeting, struct finding_vec *out);

#endif
