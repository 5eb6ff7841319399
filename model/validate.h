/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * validate.h - what must hold beyond single fields: one table of checks.
 *
 * A check is a function in model/validate_*.c and a line of CHECK_TABLE. It
 * looks at a resolved co-operation and adds a fault for each record that
 * breaks it. Whether the demand can be met is not asked here: an impossible
 * week is a result, not a bad input.
 *
 * Local times that do not exist or exist twice: a shift type repeats over the
 * year, so 02:30 is taken and zone_instant() decides on the two days where it
 * matters; what has its own date (dates of an activity, calendars) is refused.
 */
#ifndef MODEL_VALIDATE_H
#define MODEL_VALIDATE_H

#include "base/zone.h"
#include "model/fault.h"
#include "model/profile.h"
#include "model/record.h"

typedef void validate_check(const struct coop *coop, struct faults *faults);

/* X(function, what it refuses) */
#define CHECK_TABLE(X)                                                         \
    X(check_zone, "another time zone than " ZONE_NAME)                         \
    X(check_ids, "two records of a kind with the same id")                     \
    X(check_periods, "a last day before the first")                            \
    X(check_hours, "an end that is not after the start")                       \
    X(check_repeats, "the same id or date twice in one list")                  \
    X(check_birth_numbers, "a birth number in any text")                       \
    X(check_openings, "opening hours of a weekday that overlap")               \
    X(check_local_days, "local days of a member that overlap")                 \
    X(check_links, "roads and ferries that lead back, or the same road twice") \
    X(check_timetables, "two timetables for one kind of day")                  \
    X(check_disruptions, "a delay without minutes, or minutes without one")    \
    X(check_shares, "shares of a position over 100 pct")                       \
    X(check_competences, "a competence held twice at once")                    \
    X(check_histories, "two counters of one kind on the same day")             \
    X(check_addresses, "an address that no message could reach")               \
    X(check_absences, "full absences that overlap, or after the last day")     \
    X(check_shift_types, "duties over 24 hours, breaks and factors that "      \
                         "cannot be")                                          \
    X(check_demands, "low, target and high out of order, and duties nobody "   \
                     "can be planned for")                                     \
    X(check_blocks, "blocks whose duties do not follow each other")            \
    X(check_recurrences, "activities without a day they could take place on")  \
    X(check_activity_dates, "dates outside the period, or with a time that "   \
                            "does not exist or exists twice that day")         \
    X(check_attendance, "roles out of order, and kinds that are no activity")  \
    X(check_case_refs, "case references that could be names or numbers")       \
    X(check_exclusions, "exclusions from nothing or from two things")          \
    X(check_pins, "pins on nothing or two things, outside the employment, or " \
                  "against each other")                                        \
    X(check_wishes, "wishes with a duty too many or too few")                  \
    X(check_weights, "weights that do not exist")                              \
    X(profile_agreement_faults, "agreements beyond their basis")

#define CHECK_PROTOTYPE(name, what) validate_check name;
CHECK_TABLE(CHECK_PROTOTYPE)
#undef CHECK_PROTOTYPE

/* A fault of one field (NULL: the whole record) of a record. */
void validate_fault(const struct coop *coop, struct faults *faults,
                    enum record_kind kind, int32_t ix, const char *field,
                    const char *format, ...) PRINTF_LIKE(6, 7);
/* Whether two periods, both ends included, have a day in common. */
bool periods_meet(date_day from, date_day to, date_day other_from,
                  date_day other_to);

#endif
