/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event_kinds.h - the table of what may happen to a published plan.
 *
 * One line a kind: who may file it, its fields, and what it does to the
 * records. Most kinds are one more record (an absence, an exclusion, ...): its
 * fields are the record's own, read and checked by model/record.h. The others
 * name the function that changes what is there.
 */
#ifndef ROTA_EVENT_KINDS_H
#define ROTA_EVENT_KINDS_H

#include "model/record.h"
#include "rota/event.h"

/* How a value is written by people, and kept. */
enum event_value_type {
    EVENT_WORD,   /* as it is; the record's field says what may stand there */
    EVENT_DATE,   /* "2027-03-02", "today", "tomorrow" */
    EVENT_LAST,   /* likewise, or "open" */
    EVENT_MOMENT, /* "2027-03-02T01:30" by the wall clock, or ...Z; kept as Z */
};
enum event_filer { FILED_BY_ANYBODY, FILED_BY_MANAGER };

struct event_field {
    const char *key;
    enum event_value_type type;
    const char *fallback; /* "=KEY": as that field; NULL: may be missing; "!":
                             must be given */
    const char *help;
};
enum { EVENT_FIELDS_MAX = 8 };

struct event_effect; /* rota/event_effect.h */
typedef enum status event_change(const struct event_effect *effect,
                                 struct error *err);

struct event_kind {
    const char *name, *summary, *summary_nb;
    bool about_person;
    enum event_filer filer;
    /* The record it makes, or NONE. */
    int32_t record;
    const char *fixed; /* "kind=sick-self;grade=100" */
    bool by_day;       /* `to` open: released from morning to morning */
    event_change *change; /* instead of a record; NULL: none */
    const char *opens;    /* for people and docs: what it may open */
    struct event_field fields[EVENT_FIELDS_MAX]; /* ends with a NULL key */
};
extern const struct event_kind EVENT_KINDS[];
extern const int32_t N_EVENT_KINDS;
const struct event_kind *event_kind_find(const char *name); /* NULL */

/* The value of `key` as given in `request`, made whole: defaults, dates and
 * moments in kept form. Every field in the order of the table, as one JSON
 * object; fields without a value are left out. Names the field at fault. */
enum status event_fields(const struct event_kind *kind,
                         const struct event_request *request, instant now,
                         cJSON **result, struct error *err) MUST_USE;

#endif
