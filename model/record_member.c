/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_member.c - fields of members, local days, competences, services. */
#include "model/record_table.h"

static const char *const MEMBER_KINDS[] = {"municipality", "partner", NULL};

static const struct field OPENING_FIELDS[] = {
    FIELD(opening, weekdays, WEEKDAYS, DEFAULT("mon-fri"), NOTHING,
          "weekdays with these hours"),
    FIELD(opening, start, CLOCK, REQUIRED, RANGE(0, 1440), "opens"),
    FIELD(opening, end, CLOCK, REQUIRED, RANGE(0, 1440), "closes"),
};
static const struct record_table OPENING_TABLE =
    ITEM_TABLE("opening", opening, OPENING_FIELDS, "ordinary hours");

static const char *const SWAP_APPROVALS[] = {"manager", "automatic", NULL};

static const struct field MEMBER_FIELDS[] = {
    FIELD(member, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(member, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(member, kind, ENUM, DEFAULT("municipality"), ONE_OF(MEMBER_KINDS),
          "a municipality, or a partner such as a hospital"),
    FIELD(member, code, TEXT, OPTIONAL, CHARS(8), "municipality number"),
    FIELD(member, population, INT, DEFAULT("0"), RANGE(0, 10000000),
          "inhabitants, for cost keys"),
    FIELD(member, office, REF, OPTIONAL, OF(RECORD_PLACE), "place of office"),
    FIELD(member, from, DATE, OPEN_FROM, ANY_DATE, "first day of membership"),
    FIELD(member, to, DATE, OPEN_TO, ANY_DATE, "last day of membership"),
    FIELD(member, swaps, ENUM, DEFAULT("manager"), ONE_OF(SWAP_APPROVALS),
          "who approves a swap of the member's people that breaks no rule"),
    FIELD(member, opening, RECORD_LIST, OPTIONAL,
          ITEMS(OPENING_TABLE, MAX_OPENINGS), "ordinary office hours"),
};
const struct record_table MEMBER_TABLE =
    TABLE("members", member, MEMBER_FIELDS, members, MAX_MEMBERS,
          "municipalities and partner organisations");

static const char *const LOCAL_EFFECTS[] = {"none", "office-closed",
                                            "min-cover", NULL};

static const struct field LOCAL_DAY_FIELDS[] = {
    FIELD(local_day, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(local_day, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "whose day it is; none: everybody's"),
    FIELD(local_day, from, DATE, REQUIRED, ANY_DATE, "first day"),
    FIELD(local_day, to, DATE, REQUIRED, ANY_DATE, "last day"),
    FIELD(local_day, effect, ENUM, REQUIRED, ONE_OF(LOCAL_EFFECTS),
          "what it does to the demand that keeps office days"),
    FIELD(local_day, name, TEXT, OPTIONAL, CHARS(MAX_NAME), "what day it is"),
};
const struct record_table LOCAL_DAY_TABLE =
    TABLE("local_days", local_day, LOCAL_DAY_FIELDS, local_days, MAX_LOCAL_DAYS,
          "closing days beside the public holidays");

static const struct field COMPETENCE_FIELDS[] = {
    FIELD(competence, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(competence, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(competence, language, BOOL, DEFAULT("false"), NOTHING,
          "a language: wanted, never demanded"),
};
const struct record_table COMPETENCE_TABLE =
    TABLE("competences", competence, COMPETENCE_FIELDS, competences,
          MAX_COMPETENCES, "what a duty may demand of somebody");

static const struct field SERVICE_FIELDS[] = {
    FIELD(service, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(service, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(service, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "whose service it is; none: joint"),
};
const struct record_table SERVICE_TABLE =
    TABLE("services", service, SERVICE_FIELDS, services, MAX_SERVICES,
          "services and teams that people belong to");
