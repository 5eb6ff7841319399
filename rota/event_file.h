/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_file.h - one event on its way into the store. Only for rota/event*.c.
 */
#ifndef ROTA_EVENT_FILE_H
#define ROTA_EVENT_FILE_H

#include "rota/event_open.h"

#define EVENT_UNDO "undo"
#define EVENT_MANAGER "manager"

struct filing {
    struct desk *desk;
    const struct event_request *request;
    const struct event_kind *kind;
    struct plan_event event;
    cJSON *fields;
    struct opened_vec before, after;
    bool already;
};

bool filing_is(const struct filing *f, const char *kind);
/* Against the records as they are, before it is stored (event_admit.c). */
enum status filing_admit(const struct filing *f, struct error *err) MUST_USE;
/* Stores what a call-out brings besides; refused outside a standby. */
enum status filing_put_callout(struct filing *f, struct error *err) MUST_USE;
struct callout filing_callout(const struct filing *f);

#endif
