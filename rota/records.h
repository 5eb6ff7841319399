/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * records.h - the records one by one: shown, changed, compared.
 *
 * What is about somebody's health, conflicts or wishes is not among them
 * (domain.md D4, D7): absences, exclusions, case references and wishes are
 * imported or filed as events. Addresses and personal limits are shown to whom
 * reasons are told.
 */
#ifndef ROTA_RECORDS_H
#define ROTA_RECORDS_H

#include "model/fault.h"
#include "rota/rota.h"

/* The records as they are stored, without what events lay over them: {"kind",
 * "version", "fields": [{key, type, required, help, names, of, max, items}],
 * "records": [{key: text}]}; `items` are the fields of a list's items. Texts are
 * as in a CSV cell (model/record.h), values at their default included.
 * STATUS_USAGE for a kind that is not shown. */
enum status rota_records(struct desk *desk, const char *kind, cJSON **result,
                         struct error *err) MUST_USE;

struct record_change {
    const char *kind, *id;
    const cJSON *fields; /* {key: text or null}; others stay as they are */
    int64_t version;     /* that was seen; -1: any */
};
/* Changes one record, or adds it when there is none of that id; everything is
 * checked as a whole before it is stored. {"kind", "id", "version", "added"}.
 * STATUS_CONFLICT when the records moved since; STATUS_INPUT with all of
 * `faults` when they would not fit together. */
enum status rota_record_put(struct desk *desk,
                            const struct record_change *change,
                            cJSON **result, struct faults *faults,
                            struct error *err) MUST_USE;

/* "changes": [{"kind", "added", "removed", "changed": n, "ids": [...]}] of
 * kinds that differ; ids only of kinds that are shown. */
void records_add_changes(const struct coop *before, const struct coop *after,
                         cJSON *object);

#endif
