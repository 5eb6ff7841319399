/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pick.h - "the plan": a draft by its number, or what is published.
 */
#ifndef ROTA_PICK_H
#define ROTA_PICK_H

#include "rota/rota.h"

struct picked {
    date_day from;
    int32_t days;
    const struct plan *plan; /* within [from, from + days) */
    struct plan history;     /* published before `from` */
    int64_t revision;        /* in force; 0: none yet */
    instant made;            /* of the draft or the last revision */
    struct plan published;   /* owned, when plan 0 */
    struct plan_record record; /* owned, when a draft */
};

/* `plan` 0: what is published in the horizon; without a horizon, the dates of
 * the last revision. A draft: its own dates. Release
 * with picked_release(). */
enum status plan_pick(struct desk *desk, int64_t plan,
                      const struct horizon *horizon, struct picked *picked,
                      struct error *err) MUST_USE;
/* What is published on exactly these dates. */
enum status plan_pick_days(struct desk *desk, date_day from, int32_t days,
                           struct picked *picked,
                           struct error *err) MUST_USE;
void picked_release(struct picked *picked);

#endif
