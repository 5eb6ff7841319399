/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json_record.h - records out of a parsed JSON document, by their tables.
 *
 * Every fault is added to the source's list with file, line and path, and
 * reading goes on with the next field.
 */
#ifndef IMPORTERS_JSON_RECORD_H
#define IMPORTERS_JSON_RECORD_H

#include "base/json.h"
#include "model/fault.h"
#include "model/record.h"

struct json_source {
    const struct json_doc *doc;
    const char *file;            /* lives as long as the co-operation */
    const char *root;            /* what messages call an outermost list */
    const struct int_vec *lines; /* of the records, in document order */
    int32_t next_line;           /* index of the next record's in `lines` */
    struct coop *coop;
    struct faults *faults;
};

/* A fault at `node` (NULL: the document). */
void json_source_fault(const struct json_source *source, const cJSON *node,
                       const char *format, ...) PRINTF_LIKE(3, 4);

/* Reads the fields of `table` from `object`; a key of no field is a fault
 * unless `also` knows it. */
typedef bool known_key(const char *key);
void json_read_fields(const struct json_source *source,
                      const struct record_table *table, const cJSON *object,
                      void *record, known_key *also);

/* Adds a record for each object of `list`. */
void json_read_records(struct json_source *source, enum record_kind kind,
                       const cJSON *list);

/* The line on which each item of a list begins, for lists that lie inside
 * `depth` - 1 others (1: the outermost value is the list). */
void json_item_lines(const char *bytes, int depth, struct int_vec *lines);

#endif
