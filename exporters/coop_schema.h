/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coop_schema.h - the input formats described, out of the record tables.
 *
 * docs/cooperation.schema.json and docs/formats-fields.md are these texts; a
 * test holds them to it.
 */
#ifndef EXPORTERS_COOP_SCHEMA_H
#define EXPORTERS_COOP_SCHEMA_H

#include "base/text.h"

/* JSON Schema 2020-12 of a co-operation in one file. */
void coop_schema_json(struct text *out);
/* Markdown: a table of fields for each kind of record and item. */
void coop_schema_markdown(struct text *out);

#endif
