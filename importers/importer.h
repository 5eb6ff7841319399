/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * importer.h - files in, a resolved and checked co-operation out.
 *
 * A format is one file importers/NAME.c and one line of IMPORTERS. Whatever
 * the format, what it says is read by the tables of model/record.h, then ids
 * are resolved, the rule profile is loaded and everything is checked as a
 * whole. Each message names file, line and field:
 *   staff.json:14: staff[3].position_pct: expected a whole number 0 to 100,
 *   found 250
 *
 * Calendars (absences, local days) go into a co-operation that is there
 * already: importers/ics.h.
 */
#ifndef IMPORTERS_IMPORTER_H
#define IMPORTERS_IMPORTER_H

#include "model/coop.h"
#include "model/fault.h"

struct importer {
    const char *name; /* "json-folder" */
    const char *help;
    bool (*recognise)(const char *path);
    /* Fills `coop`; faults of the content go into the list, what cannot be
     * read at all is the status. */
    enum status (*read)(const char *path, struct coop *coop,
                        struct faults *faults, struct error *err);
};
extern const struct importer IMPORTERS[];
extern const int32_t N_IMPORTERS;
/* The first format that recognises the path, or NULL. */
const struct importer *importer_for(const char *path);

/* The co-operation at `path`, or every fault of it in `faults` and
 * STATUS_INPUT with the first in `err`. Later stages (ids, profile, checks)
 * are only reached when the earlier ones found nothing. The caller owns
 * `*result`: coop_free(). */
enum status import_coop(const char *path, struct coop **result,
                        struct faults *faults, struct error *err) MUST_USE;
/* As import_coop() for who needs the first fault only. */
enum status import_folder(const char *path, struct coop **result,
                          struct error *err) MUST_USE;

/* The stages after reading, for records that come from somewhere else:
 * resolve, profile, check. `folder` may hold profiles/ (NULL: none). */
enum status import_finish(struct coop *coop, const char *folder,
                          struct faults *faults, struct error *err) MUST_USE;

#endif
