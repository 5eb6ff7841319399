/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed.h - a calendar as plain data, before it becomes iCalendar bytes.
 *
 * Built by rota/feeds.c from published events, rendered by exporters/ics.c
 * exactly as feeds.md says: UTC times, CRLF, folding at 75 octets, no RRULE, no
 * DURATION, no ORGANIZER, no VALARM; same input, same bytes.
 */
#ifndef EXPORTERS_FEED_H
#define EXPORTERS_FEED_H

#include "base/text.h"
#include "base/vec.h"
#include "base/zone.h"

enum { FEED_EVENTS_MAX = 1000, FEED_BYTES_MAX = 900000 };

enum feed_kind { FEED_PERSON, FEED_MEMBER, FEED_SERVICE, FEED_UNCOVERED };

struct feed_event {
    const char *uid;
    int32_t sequence;
    instant created, changed;
    bool cancelled;
    bool all_day;        /* start_date..end_date, both included, instead */
    instant start, end;
    date_day start_date, end_date;
    const char *title;       /* neutral: "Beredskap (bakvakt)" */
    const char *location;    /* place or "Video"; may be NULL */
    const char *description; /* may be NULL */
    const char *category;    /* ASCII word, no comma */
    bool transparent;        /* standby, cancelled */
    bool tentative;
};
struct feed_event_vec VEC_OF(struct feed_event);

struct feed {
    enum feed_kind kind;
    const char *name; /* commas, semicolons and backslashes are taken out */
    struct feed_event_vec events; /* any order; written by start, then uid */
};

/* Appends the calendar to `out`. STATUS_INPUT when it has too many events or
 * bytes. */
enum status feed_render_ics(const struct feed *feed, struct text *out,
                            struct error *err) MUST_USE;
/* The same content as JSON, for GET /cal/<token>.json. */
void feed_render_json(const struct feed *feed, struct text *out);

#endif
