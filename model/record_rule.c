/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_rule.c - fields of agreements, weights and the co-operation itself. */
#include "base/zone.h"
#include "model/record_table.h"

/* Where a limit is relaxed the law wants to know by whom, where it is written
 * and until when (domain.md 2.1), so none of that has a default. */
static const struct field AGREEMENT_FIELDS[] = {
    FIELD(agreement, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(agreement, limit, TEXT, REQUIRED, CHARS(MAX_ID),
          "key of a limit of the profile, rest_daily"),
    FIELD(agreement, value, TEXT, REQUIRED, CHARS(MAX_ID),
          "agreed value, written as in the profile"),
    FIELD(agreement, basis, TEXT, REQUIRED, CHARS(MAX_ID),
          "individual_written, union_local, union_national or "
          "labour_inspectorate"),
    FIELD(agreement, reference, TEXT, REQUIRED, CHARS(MAX_REFERENCE),
          "where the agreement is written"),
    FIELD(agreement, entered_by, TEXT, REQUIRED, CHARS(MAX_NAME),
          "who entered it, a role"),
    FIELD(agreement, from, DATE, REQUIRED, ANY_DATE, "first day"),
    FIELD(agreement, to, DATE, REQUIRED, ANY_DATE, "last day"),
    FIELD(agreement, staff, REF, OPTIONAL, OF(RECORD_STAFF),
          "whom it is for; none: everybody"),
};
const struct record_table AGREEMENT_TABLE =
    TABLE("agreements", agreement, AGREEMENT_FIELDS, agreements, MAX_AGREEMENTS,
          "limits that an agreement changes");

static const struct field WEIGHT_FIELDS[] = {
    FIELD(weight, id, ID, REQUIRED, CHARS(MAX_ID),
          "key of model/weights.h, fair_weekend"),
    FIELD(weight, points, INT, REQUIRED, RANGE(0, 1000000000), "points a unit"),
};
const struct record_table WEIGHT_TABLE_OF_COOP =
    TABLE("weights", weight, WEIGHT_FIELDS, weights, MAX_WEIGHTS,
          "points that differ from the default");

static const struct field COOP_FIELDS[] = {
    FIELD(coop, id, ID, REQUIRED, CHARS(MAX_ID), "short name"),
    FIELD(coop, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(coop, zone, TEXT, DEFAULT(ZONE_NAME), CHARS(MAX_ID),
          "time zone; only " ZONE_NAME " is supported"),
    {.key = "profile",
     .type = FIELD_TEXT,
     REQUIRED,
     CHARS(MAX_ID),
     .offset = offsetof(struct coop, profile_name),
     .help = "rule profile: no_aml, no_ks_hta, eu_wtd, or a file of the "
             "folder profiles"},
};
const struct record_table COOP_TABLE =
    ITEM_TABLE("cooperation", coop, COOP_FIELDS, "the co-operation itself");
