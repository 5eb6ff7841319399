/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * limits.h - how much of anything an input may hold (docs/limits.md).
 *
 * Every input has a limit, so memory and time are bounded and running out of
 * memory is our bug, not an answer. The record maxima are some ten times what
 * the largest co-operation we know of could need.
 */
#ifndef MODEL_LIMITS_H
#define MODEL_LIMITS_H

#define MAX_FILE_BYTES ((size_t)8 * 1024 * 1024)

enum {
    /* Texts, in characters. */
    MAX_ID = 48,
    MAX_NAME = 80,
    MAX_EMAIL = 254, /* RFC 5321 4.5.3.1, less the brackets */
    MAX_PHONE = 16,  /* E.164 with its plus sign */
    MAX_REFERENCE = 200,

    /* Minutes from midnight of the day a duty begins: 13:00 the day after. */
    MAX_END = 2220,
    /* Longest duty that is not standby, minutes (domain.md O2 by union
     * agreement is 16 h; a whole day is refused for certain). */
    MAX_WORK_MINUTES = 1440,

    /* Records of a co-operation. */
    MAX_MEMBERS = 50,
    MAX_LOCAL_DAYS = 2000,
    MAX_PLACES = 500,
    MAX_ROADS = 2000,
    MAX_FERRIES = 500,
    MAX_DISRUPTIONS = 2000,
    MAX_COMPETENCES = 200,
    MAX_SERVICES = 200,
    MAX_STAFF = 500,
    MAX_ABSENCES = 20000,
    MAX_SHIFT_TYPES = 200,
    MAX_DEMANDS = 500,
    MAX_ACTIVITIES = 500,
    MAX_CASE_REFS = 2000,
    MAX_EXCLUSIONS = 5000,
    MAX_PINS = 5000,
    MAX_WISHES = 20000,
    MAX_EXTERNALS = 500,
    MAX_AGREEMENTS = 500,
    MAX_WEIGHTS = 100,

    /* Items of a list inside a record. */
    MAX_OPENINGS = 14,
    MAX_TIMETABLES = 6,
    MAX_DEPARTURES = 100,
    MAX_HELD = 50,
    MAX_SHARES = 20,
    MAX_PERSONAL_LIMITS = 20,
    MAX_COUNTERS = 50,
    MAX_REFS = 100,
    MAX_PEOPLE = 200,
    MAX_DATES = 400,
    MAX_ROLES = 20
};

#endif
