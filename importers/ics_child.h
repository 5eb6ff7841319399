/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics_child.h - libical at work in a process of its own.
 *
 * Debian's libical has known faults (feeds.md 2.6), so it only ever sees a
 * calendar that passed ics_scan(), in a forked child without files to open,
 * with limits on time and memory. What comes back over a pipe is JSON with the
 * values as they stand in the file: no title, description, place or person.
 */
#ifndef IMPORTERS_ICS_CHILD_H
#define IMPORTERS_ICS_CHILD_H

#include <stddef.h>

#include "base/status.h"

/* {"events": [{"uid": "...", "start": {"value": "20270328", "tzid": "..."},
 *   "end": {...}, "id": {...}, "duration": "P1D", "rules": ["FREQ=..."],
 *   "except": [{...}], "also": [{...}], "transp": "TRANSPARENT",
 *   "status": "CANCELLED", "busy": "OOF", "lost": "RRULE"}]}, keys that are not
 * there left out; "lost" names a property that could not be read.
 * The caller owns `*json`: free(). STATUS_INPUT when the child came to harm or
 * to its limits. */
enum status ics_read_child(const char *bytes, size_t length, char **json,
                           struct error *err) MUST_USE;

#endif
