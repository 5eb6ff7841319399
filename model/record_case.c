/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_case.c - fields of case references, exclusions, pins, wishes and
 * outside cover. */
#include "model/record_table.h"

static const struct field CASE_REF_FIELDS[] = {
    FIELD(case_ref, id, ID, REQUIRED, CHARS(MAX_ID),
          "random alias such as K7-M3Q9, never made from client data"),
    FIELD(case_ref, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "the member that owns the case"),
    FIELD(case_ref, from, DATE, OPEN_FROM, ANY_DATE, "first day active"),
    FIELD(case_ref, to, DATE, OPEN_TO, ANY_DATE, "last day active"),
};
const struct record_table CASE_REF_TABLE =
    TABLE("case_refs", case_ref, CASE_REF_FIELDS, case_refs, MAX_CASE_REFS,
          "random references; nothing about anybody");

static const char *const DEGREES[] = {"never", "not-alone", "avoid", NULL};

static const struct field EXCLUSION_FIELDS[] = {
    FIELD(exclusion, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(exclusion, staff, REF, REQUIRED, OF(RECORD_STAFF), "who"),
    FIELD(exclusion, degree, ENUM, REQUIRED, ONE_OF(DEGREES), "how far"),
    FIELD(exclusion, case_ref, REF, OPTIONAL, OF(RECORD_CASE_REF),
          "from this case"),
    FIELD(exclusion, demand, REF, OPTIONAL, OF(RECORD_DEMAND),
          "or from this demand"),
    FIELD(exclusion, activity, REF, OPTIONAL, OF(RECORD_ACTIVITY),
          "or from this activity"),
    FIELD(exclusion, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(exclusion, to, DATE, OPEN_TO, ANY_DATE, "last day"),
};
const struct record_table EXCLUSION_TABLE =
    TABLE("exclusions", exclusion, EXCLUSION_FIELDS, exclusions, MAX_EXCLUSIONS,
          "conflicts of interest, without a reason");

static const struct field PIN_FIELDS[] = {
    FIELD(pin, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(pin, staff, REF, REQUIRED, OF(RECORD_STAFF), "who"),
    FIELD(pin, demand, REF, OPTIONAL, OF(RECORD_DEMAND), "which demand"),
    FIELD(pin, activity, REF, OPTIONAL, OF(RECORD_ACTIVITY),
          "or which activity"),
    FIELD(pin, date, DATE, REQUIRED, ANY_DATE, "the day"),
    FIELD(pin, on, BOOL, DEFAULT("true"), NOTHING,
          "holds it; false: must not hold it"),
};
const struct record_table PIN_TABLE =
    TABLE("pins", pin, PIN_FIELDS, pins, MAX_PINS, "decided by hand");

static const char *const WISH_KINDS[] = {"off", "duty", "not-duty", NULL};

static const struct field WISH_FIELDS[] = {
    FIELD(wish, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(wish, staff, REF, REQUIRED, OF(RECORD_STAFF), "who"),
    FIELD(wish, kind, ENUM, REQUIRED, ONE_OF(WISH_KINDS), "what is wished"),
    FIELD(wish, demand, REF, OPTIONAL, OF(RECORD_DEMAND),
          "which duty; none with not-duty: any standby"),
    FIELD(wish, from, DATE, REQUIRED, ANY_DATE, "first day"),
    FIELD(wish, to, DATE, REQUIRED, ANY_DATE, "last day"),
    FIELD(wish, weekdays, WEEKDAYS, DEFAULT("mon-sun"), NOTHING,
          "weekdays it is about"),
    FIELD(wish, weight, INT, DEFAULT("5"), RANGE(1, 10), "10 matters most"),
};
const struct record_table WISH_TABLE =
    TABLE("wishes", wish, WISH_FIELDS, wishes, MAX_WISHES, "what people wish");

static const struct field EXTERNAL_FIELDS[] = {
    FIELD(external, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(external, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(external, provider, REF, REQUIRED, OF(RECORD_MEMBER),
          "whose people they are"),
    FIELD(external, demand, REF, REQUIRED, OF(RECORD_DEMAND),
          "the demand they can fill"),
    FIELD(external, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(external, to, DATE, OPEN_TO, ANY_DATE, "last day"),
    FIELD(external, weekdays, WEEKDAYS, DEFAULT("mon-sun"), NOTHING,
          "weekdays of the window"),
    FIELD(external, start, CLOCK, REQUIRED, RANGE(0, 1439), "window begins"),
    FIELD(external, end, CLOCK, REQUIRED, RANGE(1, MAX_END), "window ends"),
    FIELD(external, modality, ENUM, REQUIRED, ONE_OF(MODALITY_NAMES),
          "how they answer"),
    FIELD(external, count, INT, DEFAULT("1"), RANGE(1, 99),
          "people they stand for"),
};
const struct record_table EXTERNAL_TABLE =
    TABLE("externals", external, EXTERNAL_FIELDS, externals, MAX_EXTERNALS,
          "cover by another organisation");
