/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event.h - what opens a published plan: sick calls, call-outs, ferries, ...
 *
 * An event is filed once, by the person or by whoever is in charge, and never
 * edited: `undo` takes it back, a correction replaces it by its next revision.
 * What it does to the records (an absence, an exclusion, a last day) is laid
 * over them whenever they are loaded, so that an import does not lose it and an
 * undo leaves nothing behind; such a record's origin is EVENT_ORIGIN and the
 * event's number. The published plan stays as it is; assignments in it that are
 * void now are the *opened slots*.
 *
 * Sickness without a last day releases the person day by day: until the next
 * morning at 06:00, and so on until `back` is filed (domain.md 2.8). What is
 * open therefore depends on the desk's clock; nothing has to run for it.
 */
#ifndef ROTA_EVENT_H
#define ROTA_EVENT_H

#include "model/rule.h"
#include "rota/rota.h"

#define EVENT_ORIGIN "event"
enum { RELEASE_MINUTE = 6 * 60 };

/* One field as text: {"from", "2027-03-02"}; keys as docs/events.md lists. */
struct event_value {
    const char *key, *text;
};
struct event_request {
    const char *kind;   /* one of EVENT_KINDS: "sick", "call-out", ... */
    const char *person; /* id; NULL where the kind has none */
    const struct event_value *values;
    int32_t n_values;
    const char *by;   /* "manager" (NULL) or the id of who files it */
    const char *key;  /* idempotency key, or NULL */
    int64_t replaces; /* number of the event that this corrects; 0: none */
};

/* Files the event; the desk's records are as after it. {"event", "kind",
 * "person", "fields": {}, "filed_by", "at", "revision", "replaces",
 * "undone_by", "already", "opened": [], "closed": []}; of a call-out also
 * "rest". `already`: the same event stood, nothing was changed. docs/events.md
 * has the schema. */
enum status rota_event(struct desk *desk, const struct event_request *request,
                       cJSON **result, struct error *err) MUST_USE;
/* Takes it back: the same object, of the event of kind "undo". */
enum status rota_event_undo(struct desk *desk, int64_t number, const char *by,
                            cJSON **result, struct error *err) MUST_USE;
/* {"events": [...]}, oldest first; without `all` those that stand. */
enum status rota_events(struct desk *desk, bool all, cJSON **result,
                        struct error *err) MUST_USE;
/* {"at", "opened": [{"slot", "title", "date", "start", "end", "priority",
 * "person", "name", "event", "since", "rule", "why"}]}, by start. `why` only
 * for managers. */
enum status rota_list_opened(struct desk *desk, cJSON **result,
                             struct error *err) MUST_USE;

/* ---- for the verbs that mend a plan ----------------------------------------- */

/* An assignment of the published plan that cannot stand. */
struct opened_slot {
    struct assignment held; /* slot and who held it */
    int64_t event;          /* why; 0: a change of the records themselves */
    instant since;
    enum rule_kind rule;  /* RULE_ELIGIBLE: see `refusal` */
    enum refusal refusal; /* REFUSE_NOT for other rules */
};
struct opened_vec VEC_OF(struct opened_slot);

/* What is open at the desk's moment, by date, duty, person: assignments that
 * end after it and whose holder may not have them any more (slot_refusal), or
 * that a call-out has made illegal: a hard finding which is not there without
 * the call-out and goes when the assignment goes. */
enum status rota_opened(struct desk *desk, struct opened_vec *result,
                        struct error *err) MUST_USE;
/* Notes in the store what is open now and was not noted yet, `*n` of them:
 * what a timer calls. */
enum status rota_note_opened(struct desk *desk, int32_t *n,
                             struct error *err) MUST_USE;
/* What stands, call-outs included, from `back` days before the desk's date to
 * the last published one: the plan that events open. Release it. */
enum status rota_standing(struct desk *desk, int32_t back,
                          struct plan *result, struct error *err) MUST_USE;

#endif
