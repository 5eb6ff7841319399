/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_effect.h - what events do to the records, laid over them when loaded.
 *
 * Standing events are laid in the order of their numbers, so that `back` ends
 * the sickness that was told before it. Nothing is stored: the records in the
 * file stay as they were imported.
 */
#ifndef ROTA_EVENT_EFFECT_H
#define ROTA_EVENT_EFFECT_H

#include "rota/event_kinds.h"
#include "store/store_event.h"

struct event_effect {
    struct coop *coop;
    const struct plan_event *event;
    const struct event_kind *kind;
    const cJSON *fields; /* kept form */
};

event_change change_back, change_resignation, change_cancelled, change_leave;

/* Lays every standing event over `coop` as of `now` and resolves it again.
 * STATUS_CONFLICT naming the event that does not fit the records (an import
 * took away what it speaks of). */
enum status events_lay(struct store *store, struct coop *coop, instant now,
                       struct error *err) MUST_USE;
/* What is wrong with the record of one event that was laid: STATUS_INPUT
 * naming the field. */
enum status event_check(const struct coop *coop,
                        const struct plan_event *event,
                        struct error *err) MUST_USE;

/* "event:7: exclusions[0].demand: expected ..." becomes "conflict:
 * exclusions[0].demand: expected ..."; gives `status`. */
enum status event_place(const struct plan_event *event, enum status status,
                        struct error *err);

/* A field of a stored event in kept form; NULL when it has none. */
const char *event_text(const cJSON *fields, const char *key);
/* DATE_MAX for "open". */
date_day event_date(const cJSON *fields, const char *key);
instant event_moment(const cJSON *fields, const char *key);
/* A whole number kept as text; 0 when it is none. */
int64_t event_int(const cJSON *fields, const char *key);
/* The event that a record comes from; 0: none. */
int64_t event_of(const struct origin *origin);
/* The last day of an absence without a known end, seen from `now`. */
date_day event_release(date_day from, instant now);

#endif
