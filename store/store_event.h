/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store_event.h - what happens to a plan that stands: sick calls and the like.
 *
 * (The events of calendar feeds are others: store.h, struct event_record.)
 *
 * Rows are only added. An event *stands* until one row more undoes it: an event
 * of kind "undo", or its own correction, which `replaces` it with one revision
 * more. The store knows nothing of the kinds; rota/event.h does.
 */
#ifndef STORE_STORE_EVENT_H
#define STORE_STORE_EVENT_H

#include "store/store.h"

enum { EVENT_KIND = 24, EVENT_NAME = 200 };

struct plan_event {
    int64_t number; /* 1, 2, ...; set by store_put_event() */
    char kind[EVENT_KIND];
    char person[EVENT_NAME];   /* id; "": concerns nobody in particular */
    char *fields;              /* one JSON object; owned */
    char filed_by[EVENT_NAME]; /* a person's id, or "manager" */
    char actor[EVENT_NAME];
    instant at;
    char key[EVENT_NAME]; /* idempotency key of the caller, or "" */
    int32_t revision;     /* 1; a correction has one more */
    int64_t replaces;     /* 0: none */
    int64_t undone_by;    /* 0: it stands */
};
struct plan_event_vec VEC_OF(struct plan_event);
void plan_event_release(struct plan_event *event);
void plan_events_release(struct plan_event_vec *events);

/* Adds the event and its line in the audit log (ids only). When it replaces
 * one, that one is undone by it: STATUS_CONFLICT if it was undone already. */
enum status store_put_event(struct store *store, struct plan_event *event,
                            const struct act *act,
                            struct error *err) MUST_USE;
/* STATUS_CONFLICT when it was undone already. */
enum status store_undo_event(struct store *store, int64_t number,
                             int64_t by, struct error *err) MUST_USE;
/* STATUS_USAGE when there is no such event. Release the result. */
enum status store_get_event(struct store *store, int64_t number,
                            struct plan_event *result,
                            struct error *err) MUST_USE;
/* The number of the last one, 0 when there is none: grows with each. */
enum status store_last_event(struct store *store, int64_t *number,
                             struct error *err) MUST_USE;
/* The event with this key, or 0. */
enum status store_event_of_key(struct store *store, const char *key,
                               int64_t *number, struct error *err) MUST_USE;
/* The standing event that says the same (kind, person, fields), or 0. */
enum status store_event_like(struct store *store,
                             const struct plan_event *event, int64_t *number,
                             struct error *err) MUST_USE;
/* By number; with `standing` only those that are not undone. */
enum status store_list_events(struct store *store, bool standing,
                              struct plan_event_vec *result,
                              struct error *err) MUST_USE;

/* That the event was seen to open the slot which `a` holds; the first time
 * counts. */
enum status store_put_opened(struct store *store, const struct coop *coop,
                             int64_t event, const struct assignment *a,
                             const char *rule, instant since,
                             struct error *err) MUST_USE;
/* When it was seen first; INSTANT_NONE when never. */
enum status store_opened_since(struct store *store, const struct coop *coop,
                               int64_t event, const struct assignment *a,
                               instant *since, struct error *err) MUST_USE;

/* Call-outs that came with an event go with it. */
enum status store_put_event_callout(struct store *store,
                                    const struct coop *coop,
                                    const struct callout *callout,
                                    int64_t event,
                                    struct error *err) MUST_USE;
enum status store_drop_event_callout(struct store *store, int64_t event,
                                     struct error *err) MUST_USE;

#endif
