/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_staff.c - fields of people and their absences. */
#include "model/record_table.h"

static const struct field HELD_FIELDS[] = {
    FIELD(held_competence, competence, REF, REQUIRED, OF(RECORD_COMPETENCE),
          "what the person can"),
    FIELD(held_competence, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(held_competence, to, DATE, OPEN_TO, ANY_DATE, "last day"),
};
static const struct record_table HELD_TABLE = ITEM_TABLE(
    "competence", held_competence, HELD_FIELDS, "a competence somebody holds");

static const struct field SHARE_FIELDS[] = {
    FIELD(service_share, service, REF, REQUIRED, OF(RECORD_SERVICE),
          "the service"),
    FIELD(service_share, pct, INT, REQUIRED, RANGE(0, 100),
          "pct of the position"),
};
static const struct record_table SHARE_TABLE =
    ITEM_TABLE("share", service_share, SHARE_FIELDS,
               "part of a position given to a service");

static const char *const LIMIT_KINDS[] = {
    "no-night",  "no-standby", "no-overtime", "no-weekend",
    "no-travel", "max-share",  NULL};

static const struct field LIMIT_FIELDS[] = {
    FIELD(personal_limit, kind, ENUM, REQUIRED, ONE_OF(LIMIT_KINDS),
          "what the person is exempt from"),
    FIELD(personal_limit, pct, INT, DEFAULT("100"), RANGE(0, 100),
          "max-share: pct of the position that may be planned"),
    FIELD(personal_limit, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(personal_limit, to, DATE, OPEN_TO, ANY_DATE, "last day"),
};
static const struct record_table LIMITS_TABLE =
    ITEM_TABLE("limit", personal_limit, LIMIT_FIELDS,
               "a dated personal limit, without a reason");

static const char *const COUNTER_NAMES[] = {
    "weekends",     "holidays", "standby", "nights",
    "short-notice", "overtime", "travel",  NULL};

static const struct field COUNTER_FIELDS[] = {
    FIELD(counter, kind, ENUM, REQUIRED, ONE_OF(COUNTER_NAMES),
          "what is counted"),
    FIELD(counter, value, INT, REQUIRED, RANGE(0, 100000),
          "times or whole hours in the 52 weeks before as_of"),
    FIELD(counter, as_of, DATE, REQUIRED, ANY_DATE, "day of the count"),
};
static const struct record_table COUNTER_TABLE =
    ITEM_TABLE("history", counter, COUNTER_FIELDS,
               "what is carried over from before the system");

static const char *const SHIFT_CLASSES[] = {"day", "turnus", "continuous",
                                            NULL};
static const char *const SUNDAY_BASES[] = {"next-off", "averaged26", NULL};

static const char *const LANGUAGE_NAMES[] = {"nb", "en", NULL};

static const struct field STAFF_FIELDS[] = {
    FIELD(staff, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(staff, name, TEXT, REQUIRED, CHARS(MAX_NAME), "name people know"),
    FIELD(staff, member, REF, REQUIRED, OF(RECORD_MEMBER), "employer"),
    FIELD(staff, base, REF, OPTIONAL, OF(RECORD_PLACE), "own office"),
    FIELD(staff, home, REF, OPTIONAL, OF(RECORD_PLACE),
          "where standby is spent; none: base"),
    FIELD(staff, position_pct, INT, DEFAULT("100"), RANGE(0, 100),
          "pct of a full position"),
    FIELD(staff, week_norm, HOURS, DEFAULT("37.5"),
          RANGE(UNITS_PER_HOUR, 40 * UNITS_PER_HOUR),
          "hours of a full-time week by the agreement"),
    FIELD(staff, shift_class, ENUM, DEFAULT("day"), ONE_OF(SHIFT_CLASSES),
          "which weekly limit of AML § 10-4 applies"),
    FIELD(staff, sunday_basis, ENUM, DEFAULT("next-off"), ONE_OF(SUNDAY_BASES),
          "Sunday off after each worked, or averaged over 26 weeks"),
    FIELD(staff, aml_exempt, BOOL, DEFAULT("false"), NOTHING,
          "leading position, outside most of AML chapter 10"),
    FIELD(staff, extra_hours, BOOL, DEFAULT("false"), NOTHING,
          "has said yes to being asked for extra hours"),
    FIELD(staff, from, DATE, OPEN_FROM, ANY_DATE, "first day employed"),
    FIELD(staff, to, DATE, OPEN_TO, ANY_DATE, "last day employed"),
    FIELD(staff, single_standby_weeks, INT, DEFAULT("0"), RANGE(0, 52),
          "no standby alone in so many weeks from the first day"),
    FIELD(staff, email, TEXT, OPTIONAL, CHARS(MAX_EMAIL),
          "where messages go by mail"),
    FIELD(staff, phone, TEXT, OPTIONAL, CHARS(MAX_PHONE),
          "where short messages go, as +4712345678"),
    FIELD(staff, language, ENUM, DEFAULT("nb"), ONE_OF(LANGUAGE_NAMES),
          "language of the messages"),
    FIELD(staff, competences, RECORD_LIST, OPTIONAL,
          ITEMS(HELD_TABLE, MAX_HELD), "what the person can"),
    FIELD(staff, services, RECORD_LIST, OPTIONAL,
          ITEMS(SHARE_TABLE, MAX_SHARES), "how the position is split"),
    FIELD(staff, limits, RECORD_LIST, OPTIONAL,
          ITEMS(LIMITS_TABLE, MAX_PERSONAL_LIMITS), "dated personal limits"),
    FIELD(staff, history, RECORD_LIST, OPTIONAL,
          ITEMS(COUNTER_TABLE, MAX_COUNTERS), "counters carried over"),
};
const struct record_table STAFF_TABLE =
    TABLE("staff", staff, STAFF_FIELDS, staff, MAX_STAFF, "people");

static const char *const ABSENCE_NAMES[] = {
    "holiday", "sick-self", "sick-note", "child",    "parental", "study",
    "welfare", "union",     "military",  "training", "leave",    "away",
    NULL};

static const struct field ABSENCE_FIELDS[] = {
    FIELD(absence, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(absence, staff, REF, REQUIRED, OF(RECORD_STAFF), "who"),
    FIELD(absence, kind, ENUM, REQUIRED, ONE_OF(ABSENCE_NAMES),
          "kind, seen by the own manager only"),
    FIELD(absence, from, DATE, REQUIRED, ANY_DATE, "first day"),
    FIELD(absence, to, DATE, OPEN_TO, ANY_DATE,
          "last day; left out: not known"),
    FIELD(absence, grade, INT, DEFAULT("100"), RANGE(1, 100),
          "pct of capacity lost"),
    FIELD(absence, approved, BOOL, DEFAULT("true"), NOTHING,
          "decided, not only asked for"),
};
const struct record_table ABSENCE_TABLE =
    TABLE("absences", absence, ABSENCE_FIELDS, absences, MAX_ABSENCES,
          "when people are away; no reason, no diagnosis");
