/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics_event.h - the events of a calendar as periods of local days.
 *
 * Reads what importers/ics_child.h gives, expands recurrences, applies changed
 * and removed occurrences. Free and cancelled events are left out. Times count
 * for a day by how much of 07:00-17:00 they take: 6 hours or more is the day,
 * 3 or more half of it, less nothing. Nothing of an event but its times is
 * known here.
 */
#ifndef IMPORTERS_ICS_EVENT_H
#define IMPORTERS_ICS_EVENT_H

#include "base/date.h"
#include "base/vec.h"
#include "model/fault.h"

/* Days of one occurrence that are taken to the same grade. */
struct ics_period {
    const char *uid;     /* in the arena */
    date_day occurrence; /* its original date, with uid its identity */
    int32_t piece;       /* 0, 1, ... where one occurrence gives several */
    date_day from, to;
    int32_t grade; /* 100 or 50 */
    bool tentative;
};
struct ics_period_vec VEC_OF(struct ics_period);

struct ics_counts {
    int32_t events;
    int32_t free;    /* marked free, cancelled or working elsewhere */
    int32_t brief;   /* occurrences under 3 hours of every day */
    int32_t refused; /* events, each with its reason */
};

struct ics_window {
    date_day from, to; /* both included */
};

struct ics_found {
    struct ics_period_vec periods; /* by first day, uid, occurrence, piece */
    struct ics_counts counts;
    struct faults reasons; /* "event 3: ..." */
};

/* Periods that touch the window, kept whole. Zero-initialise `*found`, and
 * release it either way. */
enum status ics_periods(const char *json, const struct ics_window *window,
                        struct arena *arena, struct ics_found *found,
                        struct error *err) MUST_USE;
void ics_found_release(struct ics_found *found);

#endif
