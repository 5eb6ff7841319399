/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coop_json.h - a co-operation as one canonical JSON document.
 *
 * The same records give the same bytes: tables and fields in the order of
 * model/record.h, values at their default and empty lists left out. Reading it
 * back gives the same co-operation (importers/json_coop.h); agreements are in
 * it, the rule profile is by name.
 */
#ifndef EXPORTERS_COOP_JSON_H
#define EXPORTERS_COOP_JSON_H

#include "base/text.h"
#include "model/coop.h"

void coop_write_json(const struct coop *coop, struct text *out);

#endif
