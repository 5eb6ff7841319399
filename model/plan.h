/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plan.h - who holds which slot.
 *
 * A plan covers [from, from + days). Assignments are kept sorted by (date,
 * staff, duty). History is a plan too: what was published or worked before.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "model/slot.h"

struct assignment {
    int32_t staff;
    duty_ix duty;
    date_day date;
    bool overtime; /* beyond the person's plan, ordered or agreed */
    bool pinned;   /* held by a pin or already acknowledged */
};
struct assignment_vec VEC_OF(struct assignment);

/* Active work during standby; replaces standby minutes and breaks rest. */
struct callout {
    int32_t staff;
    instant from, to;
};
struct callout_vec VEC_OF(struct callout);

struct plan {
    date_day from;
    int32_t days;
    struct assignment_vec assignments;
    struct callout_vec callouts;
};

void plan_init(struct plan *plan, date_day from, int32_t days);
void plan_release(struct plan *plan);
void plan_add(struct plan *plan, int32_t staff, duty_ix duty, date_day date);
/* Sorts and drops doubles. Call after adding. */
void plan_sort(struct plan *plan);
/* Index of the first assignment on or after `date`. */
int32_t plan_seek(const struct plan *plan, date_day date);
bool plan_holds(const struct plan *plan, int32_t staff, duty_ix duty,
                date_day date);
/* Everything of `source` with a date in [from, to] is added. */
void plan_copy_range(struct plan *plan, const struct plan *source,
                     date_day from, date_day to);

/* One person's change between two plans, for a publication. */
enum change_kind { CHANGE_GAINED, CHANGE_LOST };
struct plan_change {
    enum change_kind kind;
    struct assignment what;
};
struct change_vec VEC_OF(struct plan_change);
/* Differences within [from, to], sorted by staff, date, duty. */
void plan_diff(const struct plan *before, const struct plan *after,
               date_day from, date_day to, struct change_vec *out);

#endif
