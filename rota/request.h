/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * request.h - what people ask of the plans to come: wishes and leave, and what
 * was decided about them.
 *
 * Both are events (rota/event.h): "wish", "leave" and a manager's
 * "leave-answer". A wish speaks of days that nobody has planned yet; leave may
 * be asked for at any time, and what the person holds in it comes open when it
 * is approved.
 */
#ifndef ROTA_REQUEST_H
#define ROTA_REQUEST_H

#include "rota/rota.h"

/* Kinds of absence that one asks for, ends with NULL. Sickness is told, not
 * asked for. */
extern const char *const LEAVE_KINDS[];

/* {"at", "planned_until" (the last published day; null: none), "demands":
 * [{id, name}] that a wish may name, "wishes":
 * [{event, person, name, kind, demand, from, to, weight}], "leaves": [{event,
 * person, name, kind, from, to, asked, state, answer, decided, holds: [slots
 * that would come open, or have]}]}, of one person or, NULL, of all, by first
 * day. `event` 0: the records say so. Of leave: `state` is "asked", "approved"
 * or "refused", `answer` the event that decided, 0: none. Leave that is over is
 * left out, so are wishes. The kind of a leave is for the person and their
 * manager. */
enum status rota_requests(struct desk *desk, const char *person,
                          cJSON **result, struct error *err) MUST_USE;

#endif
