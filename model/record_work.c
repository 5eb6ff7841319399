/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_work.c - fields of shift types, demands and activities. */
#include "model/record_table.h"

const char *const SHIFT_KIND_NAMES[] = {
    "work",           "meeting",   "training", "travel", "standby",
    "standby-strict", "duty-rest", "callout",  "leave",  NULL};
const char *const PARITY_NAMES[] = {"any", "odd", "even", NULL};
const char *const MODALITY_NAMES[] = {"office", "ambulatory", "phone", "video",
                                      NULL};

static const struct field SHIFT_TYPE_FIELDS[] = {
    FIELD(shift_type, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(shift_type, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(shift_type, title, TEXT, OPTIONAL, CHARS(MAX_NAME),
          "neutral title for calendars; none: the name"),
    FIELD(shift_type, kind, ENUM, REQUIRED, ONE_OF(SHIFT_KIND_NAMES),
          "what sort of time it is"),
    FIELD(shift_type, start, CLOCK, REQUIRED, RANGE(0, 1439), "begins"),
    FIELD(shift_type, end, CLOCK, REQUIRED, RANGE(1, MAX_END), "ends"),
    FIELD(shift_type, unpaid_break, INT, DEFAULT("0"), RANGE(0, 240),
          "minutes of unpaid break inside"),
    FIELD(shift_type, factor, RATIO, DEFAULT("1"), NOTHING,
          "share of the time that counts, 1/7 for standby"),
    FIELD(shift_type, response, INT, DEFAULT("0"), RANGE(0, 1440),
          "minutes to be in place; 0: no demand"),
    FIELD(shift_type, phone_only, BOOL, DEFAULT("false"), NOTHING,
          "answered by phone or video, from anywhere"),
    FIELD(shift_type, high_strain, BOOL, DEFAULT("false"), NOTHING,
          "special risk or heavy strain, AML § 10-11 (7)"),
    FIELD(shift_type, expected_callouts, INT, DEFAULT("0"), RANGE(0, 1000),
          "call-outs to expect in 100 duties"),
    FIELD(shift_type, block, TEXT, OPTIONAL, CHARS(MAX_ID),
          "duties of one block on following days go to the same person"),
};
const struct record_table SHIFT_TYPE_TABLE =
    TABLE("shift_types", shift_type, SHIFT_TYPE_FIELDS, shift_types,
          MAX_SHIFT_TYPES, "kinds of duty with their hours");

static const char *const HOLIDAY_CLASSES[] = {"any", "ordinary", "red", NULL};
static const char *const PERIOD_UNITS[] = {"day", "week", NULL};

static const struct field DEMAND_FIELDS[] = {
    FIELD(demand, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(demand, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(demand, shift_type, REF, REQUIRED, OF(RECORD_SHIFT_TYPE),
          "the duty that is wanted"),
    FIELD(demand, service, REF, OPTIONAL, OF(RECORD_SERVICE),
          "the service it belongs to"),
    FIELD(demand, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "who benefits; none: all"),
    FIELD(demand, place, REF, OPTIONAL, OF(RECORD_PLACE),
          "where; none: each one's own office"),
    FIELD(demand, role, TEXT, OPTIONAL, CHARS(MAX_NAME),
          "role as people call it: primary, backup"),
    FIELD(demand, weekdays, WEEKDAYS, DEFAULT("mon-sun"), NOTHING,
          "weekdays it exists on"),
    FIELD(demand, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(demand, to, DATE, OPEN_TO, ANY_DATE, "last day"),
    FIELD(demand, holiday, ENUM, DEFAULT("any"), ONE_OF(HOLIDAY_CLASSES),
          "every such day, only ordinary ones, only red ones"),
    FIELD(demand, parity, ENUM, DEFAULT("any"), ONE_OF(PARITY_NAMES),
          "odd or even ISO weeks only"),
    FIELD(demand, per, ENUM, DEFAULT("day"), ONE_OF(PERIOD_UNITS),
          "whether the numbers are people a day or duties a week"),
    FIELD(demand, low, INT, DEFAULT("1"), RANGE(0, 99),
          "fewer is uncovered demand"),
    FIELD(demand, target, INT, DEFAULT("1"), RANGE(0, 99), "how many are best"),
    FIELD(demand, high, INT, DEFAULT("1"), RANGE(0, 99), "more is waste"),
    FIELD(demand, priority, INT, DEFAULT("2"), RANGE(1, 3),
          "1 is covered first"),
    FIELD(demand, competences, REF_LIST, OPTIONAL,
          ANY_OF(RECORD_COMPETENCE, MAX_REFS), "all of these are needed"),
    FIELD(demand, members_only, REF_LIST, OPTIONAL,
          ANY_OF(RECORD_MEMBER, MAX_REFS),
          "employers that may take it; none: all"),
    FIELD(demand, modality, ENUM, DEFAULT("office"), ONE_OF(MODALITY_NAMES),
          "how it is done"),
    FIELD(demand, conflict_cover, BOOL, DEFAULT("false"), NOTHING,
          "somebody free of conflict must be on duty for every case"),
};
const struct record_table DEMAND_TABLE =
    TABLE("demands", demand, DEMAND_FIELDS, demands, MAX_DEMANDS,
          "how many people are wanted, when");

static const struct field ROLE_FIELDS[] = {
    FIELD(role_need, competence, REF, REQUIRED, OF(RECORD_COMPETENCE),
          "competence of the role"),
    FIELD(role_need, min, INT, DEFAULT("1"), RANGE(0, 99), "at least"),
    FIELD(role_need, max, INT, DEFAULT("99"), RANGE(0, 99), "at most"),
};
static const struct record_table ROLE_TABLE =
    ITEM_TABLE("role", role_need, ROLE_FIELDS, "a role an activity needs");

static const char *const RECURRENCES[] = {"weekly", "monthly", "dates",
                                          "floating", NULL};
static const char *const CANCEL_KINDS[] = {"never", "by-manager",
                                           "below-minimum", NULL};

static const struct field ACTIVITY_FIELDS[] = {
    FIELD(activity, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(activity, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(activity, title, TEXT, OPTIONAL, CHARS(MAX_NAME),
          "neutral title for calendars; none: the name"),
    FIELD(activity, code, TEXT, OPTIONAL, CHARS(MAX_ID),
          "code of the catalogue, FACT_BOARD"),
    FIELD(activity, service, REF, OPTIONAL, OF(RECORD_SERVICE),
          "the service it belongs to"),
    FIELD(activity, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "who benefits; none: all"),
    FIELD(activity, place, REF, OPTIONAL, OF(RECORD_PLACE),
          "where; none: each one's own office"),
    FIELD(activity, kind, ENUM, DEFAULT("meeting"), ONE_OF(SHIFT_KIND_NAMES),
          "what sort of time it is"),
    FIELD(activity, recurrence, ENUM, REQUIRED, ONE_OF(RECURRENCES),
          "when it takes place"),
    FIELD(activity, weekdays, WEEKDAYS, DEFAULT("mon-fri"), NOTHING,
          "weekdays it may take place on"),
    FIELD(activity, parity, ENUM, DEFAULT("any"), ONE_OF(PARITY_NAMES),
          "odd or even ISO weeks only"),
    FIELD(activity, nth, INT, DEFAULT("1"), RANGE(1, 5),
          "monthly: which of the month, 5 = the last"),
    FIELD(activity, dates, DATE_LIST, OPTIONAL, UP_TO(MAX_DATES),
          "dates: the dates"),
    FIELD(activity, cancelled_on, DATE_LIST, OPTIONAL, UP_TO(MAX_DATES),
          "dates on which it was called off"),
    FIELD(activity, from, DATE, OPEN_FROM, ANY_DATE, "first day"),
    FIELD(activity, to, DATE, OPEN_TO, ANY_DATE, "last day"),
    FIELD(activity, count, INT, DEFAULT("0"), RANGE(0, MAX_DATES),
          "floating: how many times in the period"),
    FIELD(activity, start, CLOCK, REQUIRED, RANGE(0, 1439), "begins"),
    FIELD(activity, end, CLOCK, REQUIRED, RANGE(1, MAX_END), "ends"),
    FIELD(activity, inside, BOOL, DEFAULT("true"), NOTHING,
          "attended from a day duty; false: a duty of its own"),
    FIELD(activity, services, REF_LIST, OPTIONAL,
          ANY_OF(RECORD_SERVICE, MAX_REFS), "people of these services belong"),
    FIELD(activity, competences, REF_LIST, OPTIONAL,
          ANY_OF(RECORD_COMPETENCE, MAX_REFS),
          "people with one of these belong"),
    FIELD(activity, people, REF_LIST, OPTIONAL,
          ANY_OF(RECORD_STAFF, MAX_PEOPLE),
          "these belong; with no list at all everybody does"),
    FIELD(activity, quorum_pct, INT, DEFAULT("0"), RANGE(0, 100),
          "pct of those who belong and are not absent"),
    FIELD(activity, min_attendance, INT, DEFAULT("0"), RANGE(0, 99),
          "people needed"),
    FIELD(activity, min_per_member, INT, DEFAULT("0"), RANGE(0, 9),
          "people needed from each member"),
    FIELD(activity, roles, RECORD_LIST, OPTIONAL, ITEMS(ROLE_TABLE, MAX_ROLES),
          "roles needed"),
    FIELD(activity, modality, ENUM, DEFAULT("office"), ONE_OF(MODALITY_NAMES),
          "how it is done"),
    FIELD(activity, replaceable_by_video, BOOL, DEFAULT("false"), NOTHING,
          "may be held by video"),
    FIELD(activity, stay_out, INT, DEFAULT("0"), RANGE(0, 99),
          "cover rule: so many stay on duty"),
    FIELD(activity, max_share_pct, INT, DEFAULT("0"), RANGE(0, 100),
          "at most this pct of those who belong; 0: no limit"),
    FIELD(activity, each_attends, INT, DEFAULT("0"), RANGE(0, 99),
          "each one attends exactly so many times; 0: no rule"),
    FIELD(activity, cancellable, ENUM, DEFAULT("by-manager"),
          ONE_OF(CANCEL_KINDS), "who may call it off"),
    FIELD(activity, priority, INT, DEFAULT("2"), RANGE(1, 3),
          "1 is covered first"),
};
const struct record_table ACTIVITY_TABLE =
    TABLE("activities", activity, ACTIVITY_FIELDS, activities, MAX_ACTIVITIES,
          "meetings, training, visits and other recurring activities");
