/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * profile.h - rule profiles: every limit as dated data (domain.md 2, 8.4).
 *
 * A profile is a JSON file (data/profiles/NAME.json) that may build on another.
 * A limit has value, unit, window, test, severity by actor, basis and
 * reference; agreements of the co-operation (model/coop.h) replace the value
 * for a period, for everybody or for one person, if the limit's ladder of bases
 * allows it (domain.md 2.1).
 */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "model/coop.h"
#include "model/fault.h"

/* X(enum, key, unit, looser, summary). The unit says how values are written and
 * kept: HOURS "37.5" or "177:20" -> units of 1/420 min; MINUTES "21:00" ->
 * minutes; DAYS, COUNT "14" -> as they are; YESNO "yes" -> 1; RATIO "1/7" ->
 * numerator * 420 / denominator, i.e. units a minute. `looser` says which way
 * a value binds people less: UP, DOWN, or EITHER where it is a choice. */
#define LIMIT_TABLE(X)                                                         \
    X(LIMIT_DAY_NORMAL, "day_normal", HOURS, UP,                               \
      "N1: normal work in 24 hours")                                           \
    X(LIMIT_WEEK_NORMAL, "week_normal", HOURS, UP,                             \
      "N2: normal week, day work")                                             \
    X(LIMIT_WEEK_TURNUS, "week_turnus", HOURS, UP,                             \
      "N2: normal week, §10-4 (4)")                                            \
    X(LIMIT_WEEK_CONTINUOUS, "week_continuous", HOURS, UP,                     \
      "N2: normal week, §10-4 (5)")                                            \
    X(LIMIT_AVERAGING_WEEKS, "averaging_weeks", COUNT, UP,                     \
      "N2: weeks over which the normal week may be averaged, 0 = none")        \
    X(LIMIT_WEEK_CAP, "week_cap", HOURS, UP,                                   \
      "N2: any single week when averaged")                                     \
    X(LIMIT_WEEK_CAP8, "week_cap8", HOURS, UP,                                 \
      "N2: mean of eight weeks when averaged")                                 \
    X(LIMIT_SUNDAY_CREDIT, "sunday_credit", RATIO, DOWN,                       \
      "N3: Sunday hour counts")                                                \
    X(LIMIT_NIGHT_CREDIT, "night_credit", RATIO, DOWN,                         \
      "N3: night hour counts")                                                 \
    X(LIMIT_CREDIT_NORM, "credit_norm", HOURS, UP,                             \
      "N3: week from which the credits are taken")                             \
    X(LIMIT_CREDIT_FLOOR, "credit_floor", HOURS, UP,                           \
      "N3: norm never reduced below by credits")                               \
    X(LIMIT_OT_7D, "overtime_7d", HOURS, UP,                                   \
      "O1: overtime in 7 days, rolling")                                       \
    X(LIMIT_OT_4W, "overtime_4w", HOURS, UP,                                   \
      "O1: overtime in 4 weeks, rolling")                                      \
    X(LIMIT_OT_52W, "overtime_52w", HOURS, UP,                                 \
      "O1: overtime in 52 weeks, rolling")                                     \
    X(LIMIT_DAY_TOTAL, "day_total", HOURS, UP, "O2: all work in 24 hours")     \
    X(LIMIT_WEEK_TOTAL, "week_total", HOURS, UP, "O3: all work, 8-week mean")  \
    X(LIMIT_WEEK_TOTAL_WEEKS, "week_total_weeks", COUNT, UP,                   \
      "O3: weeks of mean")                                                     \
    X(LIMIT_WEEK_TOTAL_CAP, "week_total_cap", HOURS, UP,                       \
      "O3: any single week")                                                   \
    X(LIMIT_REST_DAILY, "rest_daily", HOURS, DOWN,                             \
      "R1: rest between two periods")                                          \
    X(LIMIT_REST_WEEKLY, "rest_weekly", HOURS, DOWN, "R2: rest in each week")  \
    X(LIMIT_REST_WEEKLY_ROLLING, "rest_weekly_rolling", YESNO, DOWN,           \
      "R2: every 168 hours instead of Monday weeks")                           \
    X(LIMIT_STANDBY_IN_WEEKLY_REST, "standby_in_weekly_rest", YESNO, UP,       \
      "R2: passive standby may lie in the weekly rest")                        \
    X(LIMIT_SUNDAYS_OF_26W, "sundays_of_26w", COUNT, UP,                       \
      "R3 averaged: Sundays and holidays of 26 weeks, in percent")             \
    X(LIMIT_SUNDAY_FREE_WEEKS, "sunday_free_weeks", COUNT, UP,                 \
      "R3 averaged: a free Sunday or holiday at least every n weeks")          \
    X(LIMIT_STANDBY_IS_SUNDAY_WORK, "standby_is_sunday_work", YESNO, DOWN,     \
      "R3: passive standby counts as Sunday work")                             \
    X(LIMIT_NIGHT_AVG, "night_average", HOURS, UP,                             \
      "K2: normal hours of a night worker in 28 days")                         \
    X(LIMIT_NIGHT_AVG_DAYS, "night_average_days", DAYS, UP, "K2: window")      \
    X(LIMIT_NIGHT_REGULAR, "night_regular", COUNT, UP,                         \
      "K2: nights in the window from which night work is regular")             \
    X(LIMIT_NIGHT_HARD, "night_hard", HOURS, UP,                               \
      "K3: 24 h with strained nights")                                         \
    X(LIMIT_NIGHT_MIN, "night_min", HOURS, UP,                                 \
      "K2, K3: night work counts beyond")                                      \
    X(LIMIT_NIGHT_START, "night_start", MINUTES, UP, "K1: night begins")       \
    X(LIMIT_NIGHT_END, "night_end", MINUTES, EITHER, "K1: night ends")         \
    X(LIMIT_STANDBY_FACTOR, "standby_factor", RATIO, DOWN,                     \
      "2.4: standby counts, unless the duty's own factor is higher")           \
    X(LIMIT_STANDBY_IN_DAY, "standby_in_day_limit", YESNO, DOWN,               \
      "2.2: counted standby enters the 24 h tests")                            \
    X(LIMIT_CALLOUT_REPLACES, "callout_replaces_standby", YESNO, UP,           \
      "2.4: a call-out replaces the standby minutes")                          \
    X(LIMIT_CALLOUT_MIN, "callout_min", MINUTES, DOWN,                         \
      "pay: shortest call-out")                                                \
    X(LIMIT_NOTICE_DAYS, "notice_days", DAYS, DOWN, "P1: notice of a plan")    \
    X(LIMIT_FREEZE_WEEKS, "freeze_weeks", COUNT, DOWN,                         \
      "0.3: weeks, the running one too, that a weekly run leaves alone")       \
    X(LIMIT_STANDBY_RUN, "standby_run", COUNT, UP,                             \
      "P4: consecutive standby nights")                                        \
    X(LIMIT_STANDBY_WEEKENDS, "standby_weekend_gap", COUNT, DOWN,              \
      "P4: standby at most one weekend in n")                                  \
    X(LIMIT_WORK_RUN, "work_run", COUNT, UP, "P4: consecutive days of work")   \
    X(LIMIT_FATIGUE_SLEEP, "fatigue_sleep", HOURS, DOWN,                       \
      "P4: unbroken sleep after a call-out")                                   \
    X(LIMIT_RESPONSE_WORK, "response_is_work", MINUTES, DOWN,                  \
      "2.4: a response this short is probably working time")                   \
    X(LIMIT_RESPONSE_ASSESS, "response_assess", MINUTES, DOWN,                 \
      "2.4: a response this short needs an assessment")                        \
    X(LIMIT_DST_PAY_ELAPSED, "dst_pay_elapsed", YESNO, EITHER,                 \
      "3.3: pay by elapsed time instead of the wall clock")                    \
    X(LIMIT_BREAK_AFTER, "break_after", HOURS, UP,                             \
      "2.0: a break is due beyond")                                            \
    X(LIMIT_BREAK_LONG, "break_long", HOURS, UP, "2.0: 30 minutes due from")   \
    X(LIMIT_MOVED_HOURS, "moved_hours", YESNO, UP,                             \
      "2.9: ordinary hours may be moved at short notice for a supplement")     \
    X(LIMIT_OT_PAY_MIN, "overtime_pct", COUNT, DOWN,                           \
      "statutory supplement, pct")

#define LIMIT_ENUM(name, ...) name,
enum limit_key { LIMIT_TABLE(LIMIT_ENUM) LIMIT_KEYS };
#undef LIMIT_ENUM

enum limit_unit { UNIT_HOURS, UNIT_MINUTES, UNIT_DAYS, UNIT_COUNT, UNIT_YESNO,
                  UNIT_RATIO, UNIT_KINDS };
enum limit_looser { LOOSER_UP, LOOSER_DOWN, LOOSER_EITHER };

enum basis { /* the override ladder, domain.md 2.1; higher relaxes further */
    BASIS_NONE,
    BASIS_INDIVIDUAL_WRITTEN,
    BASIS_UNION_LOCAL,
    BASIS_UNION_NATIONAL,
    BASIS_LABOUR_INSPECTORATE,
    BASIS_COUNT
};

/* What happens when somebody breaks the limit (Quinyx' scale, peers.md). */
enum severity { SEVERITY_SILENT, SEVERITY_WARN, SEVERITY_CONFIRM,
                SEVERITY_FORBID };
enum actor { ACTOR_SOLVER, ACTOR_MANAGER, ACTOR_STAFF, ACTOR_COUNT };

struct limit {
    bool set;          /* the profile has this limit */
    int64_t value;     /* in the unit's kept form */
    int64_t relaxed[BASIS_COUNT]; /* furthest value each basis may reach;
                                     = value where it may not */
    enum severity severity[ACTOR_COUNT];
    const char *test;      /* forward_from_start, fixed_monday, rolling, ... */
    const char *reference; /* "AML § 10-8 (1)" */
    date_day from, to;
};

/* Pay classification windows and sets, domain.md 2.6 and 3.2. */
enum pay_class {
    PAY_ORDINARY,
    PAY_SAT_SUN,
    PAY_EVENING_NIGHT,
    PAY_HOLIDAY133,
    PAY_OVERTIME50,
    PAY_OVERTIME100,
    PAY_OVERTIME133,
    PAY_MOVED50,
    PAY_STANDBY,
    PAY_CALLOUT,
    PAY_CLASSES
};

/* Notice tiers of a change, ascending `hours` (peers.md c5). */
struct notice_tier {
    int32_t days;        /* applies when at least so many days are left */
    int32_t cutoff;      /* minute of the day before (12:00) after which the
                            next tier applies; NONE: none */
    int32_t weight;      /* points per changed person-hour */
    int32_t pay_pct;     /* supplement */
    bool consent;
    const char *name;
};
struct tier_list VEC_OF(struct notice_tier);

struct profile {
    const char *name, *title;
    struct limit limits[LIMIT_KEYS];
    struct tier_list tiers; /* from longest notice to shortest */
    int32_t pay_evening_start, pay_evening_end;
};

/* A limit's key, unit and summary. */
const char *limit_key_name(enum limit_key key);
enum limit_unit limit_key_unit(enum limit_key key);
enum limit_looser limit_key_looser(enum limit_key key);
const char *limit_key_summary(enum limit_key key);
int32_t limit_key_find(const char *name); /* NONE */
const char *basis_name(enum basis basis);
int32_t basis_find(const char *name); /* NONE */

/* The value in force for `staff` (NONE: nobody in particular) on `date`: the
 * profile's, or the agreement's when one applies and its basis allows it. One
 * for the person comes before one for everybody. A limit that the profile does
 * not have, or that is not in force that day, gives a value that binds nobody:
 * LIMIT_FREE where more is looser, else 0. */
#define LIMIT_FREE ((int64_t)1000000)      /* COUNT, DAYS, ... */
#define LIMIT_FREE_HOURS (LIMIT_FREE * 25200) /* HOURS: a million hours */
int64_t profile_limit(const struct coop *coop, enum limit_key key,
                      int32_t staff, date_day date);
/* The agreement that gives that value, or NULL when it is the profile's. */
const struct agreement *profile_agreement(const struct coop *coop,
                                          enum limit_key key, int32_t staff,
                                          date_day date);
/* "11", "1/7", "yes", "21:00" -> kept form, by the key's unit. */
enum status limit_value_parse(enum limit_key key, const char *text,
                              int64_t *value, struct error *err) MUST_USE;
enum { LIMIT_TEXT = 40 };
char *limit_value_format(enum limit_key key, int64_t value,
                         char out[LIMIT_TEXT]);
/* Whether the basis may bring a limit that is set to `value`: towards the strict
 * side anything goes, towards the loose side as far as the profile says. */
bool limit_allows(const struct profile *profile, enum limit_key key,
                  enum basis basis, int64_t value);
/* Checks that each agreement names a limit, has a basis that may relax it, a
 * reference and a value no further than the basis allows, and that no two for
 * the same limit and person are in force at once. The first fault; all of them
 * are in coop_validate_all(). */
enum status profile_check_agreements(const struct coop *coop,
                                     struct error *err) MUST_USE;
void profile_agreement_faults(const struct coop *coop, struct faults *faults);

#endif
