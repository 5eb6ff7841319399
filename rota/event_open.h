/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_open.h - which assignments of the published plan are void, and which
 * event made them so. Only for rota/event*.c.
 */
#ifndef ROTA_EVENT_OPEN_H
#define ROTA_EVENT_OPEN_H

#include "rota/event_effect.h"

/* What the questions are asked of. */
struct looking {
    struct desk *desk;
    const struct plan_event_vec *events; /* that stand */
    struct plan standing; /* some days back and all that is ahead */
    date_day today;
    struct opened_vec *out;
};

/* Assignments that a call-out made illegal (event_callout.c). */
void open_by_callouts(struct looking *o);
/* Standby left without anybody free of a conflict (event_conflict.c). */
void open_by_conflicts(struct looking *o);

/* {"planned", "earliest", "legal", "weekly": {...}} after a call-out. */
cJSON *callout_rest(struct desk *desk, const struct plan *standing,
                    const struct callout *callout);

/* NULL when no such event stands. */
const struct plan_event *event_numbered(const struct plan_event_vec *events,
                                        int64_t number);
instant assignment_start(const struct coop *coop, const struct assignment *a);
instant assignment_end(const struct coop *coop, const struct assignment *a);
/* One entry of "opened". */
cJSON *opened_object(const struct desk *desk, const struct opened_slot *slot);

#endif
