/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics.h - absences or local days from an iCalendar file.
 *
 * Free/busy only: whatever an event is called, where it is and who takes part
 * is dropped before it reaches us (importers/ics_child.h). Reading the same
 * calendar again changes, adds and removes, and never doubles: a record's id is
 * made from the source, the event's UID and the occurrence.
 *
 * Days that the person is away for already, by another record or an earlier
 * event, are left out of a period. A tentative event becomes an absence that
 * is not approved.
 */
#ifndef IMPORTERS_ICS_H
#define IMPORTERS_ICS_H

#include "model/coop.h"
#include "model/fault.h"

struct ics_options {
    const char *source;       /* lasting name of the calendar, "kari-outlook" */
    int32_t staff;            /* whose absences; NONE: local days */
    int32_t member;           /* local days: whose; NONE: everybody's */
    enum absence_kind kind;   /* of absences */
    enum local_effect effect; /* of local days */
    date_day from, to;        /* what touches these days is read */
};

/* What the import did, or would do. */
struct ics_preview {
    int32_t events;
    int32_t added, changed, unchanged, removed; /* records */
    int32_t free;    /* events marked free, cancelled or working elsewhere */
    int32_t brief;   /* occurrences too short to count */
    int32_t covered; /* periods whose days were taken already */
    int32_t refused; /* events */
    struct faults reasons; /* why, one each */
};

/* Changes `coop`'s absences or local days, resolved and valid afterwards.
 * STATUS_INPUT when the file as a whole is refused; `coop` is then as before.
 * Release the preview either way. */
enum status ics_import(struct coop *coop, const char *path,
                       const struct ics_options *options,
                       struct ics_preview *preview, struct error *err) MUST_USE;
void ics_preview_release(struct ics_preview *preview);

#endif
