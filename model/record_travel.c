/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_travel.c - fields of places, roads, ferries and disruptions. */
#include "model/record_table.h"

static const struct field PLACE_FIELDS[] = {
    FIELD(place, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(place, name, TEXT, REQUIRED, CHARS(MAX_NAME), "full name"),
    FIELD(place, member, REF, OPTIONAL, OF(RECORD_MEMBER),
          "the member it lies in"),
};
const struct record_table PLACE_TABLE = TABLE(
    "places", place, PLACE_FIELDS, places, MAX_PLACES, "offices, homes, quays");

static const struct field ROAD_FIELDS[] = {
    FIELD(road, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(road, from, REF, REQUIRED, OF(RECORD_PLACE), "one end"),
    FIELD(road, to, REF, REQUIRED, OF(RECORD_PLACE), "the other end"),
    FIELD(road, minutes, INT, REQUIRED, RANGE(1, 1440),
          "minutes to drive, either way"),
    FIELD(road, guess, BOOL, DEFAULT("false"), NOTHING,
          "the figure is not verified"),
};
const struct record_table ROAD_TABLE =
    TABLE("roads", road, ROAD_FIELDS, roads, MAX_ROADS,
          "driving times between places");

static const char *const DAY_TYPES[] = {"weekday", "saturday", "sunday", NULL};

static const struct field TIMETABLE_FIELDS[] = {
    FIELD(timetable, day_type, ENUM, REQUIRED, ONE_OF(DAY_TYPES),
          "kind of day; public holidays are as Sundays"),
    FIELD(timetable, departures, CLOCK_LIST, REQUIRED,
          EACH_IN(0, 1439, MAX_DEPARTURES), "departures, ascending"),
};
static const struct record_table TIMETABLE_TABLE = ITEM_TABLE(
    "timetable", timetable, TIMETABLE_FIELDS, "departures on one kind of day");

static const struct field FERRY_FIELDS[] = {
    FIELD(ferry, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(ferry, from, REF, REQUIRED, OF(RECORD_PLACE), "quay it leaves"),
    FIELD(ferry, to, REF, REQUIRED, OF(RECORD_PLACE), "quay it goes to"),
    FIELD(ferry, crossing, INT, REQUIRED, RANGE(1, 1440),
          "minutes from quay to quay"),
    FIELD(ferry, check_in, INT, DEFAULT("10"), RANGE(0, 120),
          "minutes to be there before departure"),
    FIELD(ferry, valid_from, DATE, OPEN_FROM, ANY_DATE,
          "first day of the timetable"),
    FIELD(ferry, valid_to, DATE, OPEN_TO, ANY_DATE,
          "last day of the timetable"),
    FIELD(ferry, timetables, RECORD_LIST, REQUIRED,
          ITEMS(TIMETABLE_TABLE, MAX_TIMETABLES),
          "departures; a kind of day without any has none"),
    FIELD(ferry, guess, BOOL, DEFAULT("false"), NOTHING,
          "the figures are not verified"),
};
const struct record_table FERRY_TABLE =
    TABLE("ferries", ferry, FERRY_FIELDS, ferries, MAX_FERRIES,
          "ferries and boats, one direction each");

static const char *const LINK_STATES[] = {"up", "delayed", "down", NULL};

static const struct field DISRUPTION_FIELDS[] = {
    FIELD(disruption, id, ID, REQUIRED, CHARS(MAX_ID), "short name, unique"),
    FIELD(disruption, ferry, REF, REQUIRED, OF(RECORD_FERRY),
          "the ferry that is disturbed"),
    FIELD(disruption, from, DATE, REQUIRED, ANY_DATE, "first day"),
    FIELD(disruption, to, DATE, OPEN_TO, ANY_DATE, "last day"),
    FIELD(disruption, status, ENUM, REQUIRED, ONE_OF(LINK_STATES),
          "how it runs"),
    FIELD(disruption, delay, INT, DEFAULT("0"), RANGE(0, 1440),
          "minutes late, when delayed"),
};
const struct record_table DISRUPTION_TABLE =
    TABLE("disruptions", disruption, DISRUPTION_FIELDS, disruptions,
          MAX_DISRUPTIONS, "ferries that are late or do not run");
