/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule.h - the definition of every rule: slow, obvious, on its own.
 *
 * A rule looks at a timeline (what each person does, instant by instant,
 * history included) and reports findings: person, dates, the numbers and the
 * paragraph. It knows nothing of the solver and checks any rota, whoever made
 * it. Each file model/rule_*.c holds one rule or a few that belong together;
 * one line each in RULE_TABLE.
 *
 * Where the law can be read in more than one way, the choice stands at the head
 * of the file that makes it:
 *   N1 O2  24 elapsed hours from each start of work (rule_day.c)
 *   N2 O3  fixed weeks from Monday, rolling means, absent weeks as they were
 *          (rule_week.c); N3 compares over the same weeks (rule_reduction.c)
 *   O1     overtime by day and by week, told apart from a part-timer's extra
 *          hours (overtime.h)
 *   R1     main periods by date, call-outs break the rest (rule_rest.c)
 *   R2     each Monday week, clipped; any 168 hours if the profile says so
 *          (rule_rest_weekly.c)
 *   R3 S1  Sundays and holidays are one row, literally; passive standby is no
 *          Sunday work unless the profile says so (rule_sunday.c)
 *   K2     windows that end with a Monday week (rule_night.c)
 *   5.3    standby moments and exclusion sets (rule_conflict.c)
 * Hours at night and days are elapsed time everywhere here; the wall clock is
 * for pay, elsewhere.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "model/calendar.h"
#include "model/plan.h"
#include "model/profile.h"

/* One stretch of somebody's time. Inside one person the items are sorted by
 * start. Activities `inside` a day duty do not appear: their time is the
 * duty's. Travel to another place than the own base appears as SHIFT_TRAVEL
 * before and after the duty. Call-outs appear beside the standby they break. */
struct work_item {
    int32_t staff;
    enum shift_kind kind;
    instant from, to;
    units per_minute; /* counted units a minute, 420 = all of it */
    int32_t unpaid_break; /* minutes inside that count for nothing */
    duty_ix duty;     /* NONE for travel, call-outs */
    date_day date;    /* to which the item belongs: local date of its start */
    bool main_period; /* planned work: R1 tests between two of these */
    bool high_strain;
    bool overtime;
};
struct work_vec VEC_OF(struct work_item);

struct timeline {
    const struct coop *coop;
    date_day from, to; /* findings are wanted for these dates */
    struct work_vec items; /* sorted by staff, then start */
    int32_t *first; /* per staff: index of the first item; n_staff + 1 */
    bool one_person; /* findings are wanted of `person` alone; rules about the
                        whole team speak of everybody all the same */
    int32_t person;
    date_day published; /* when the plan is made known; DATE_NONE: not yet, and
                           the rule of notice says nothing */
};

/* Builds the timeline of `history` (may be NULL) and `plan`. For its own dates
 * the plan alone speaks; call-outs are facts and count from both. A break is
 * taken in the middle of its duty. Between two duties at the same far place
 * people stay there if there is no time to go home. The caller owns the result:
 * timeline_free(). */
struct timeline *timeline_new(const struct coop *coop,
                              const struct plan *history,
                              const struct plan *plan);
void timeline_free(struct timeline *timeline);

/* Sums over one person's items within [from, to), clipped, elapsed. Standby
 * minutes in which a counted call-out or journey lies count as that, not as
 * standby, unless the profile says otherwise. */
enum work_sum {
    SUM_COUNTED, /* working time, standby by its factor: weekly limits */
    SUM_ACTIVE,  /* working time without passive standby: 24-hour limits */
    SUM_NORMAL_COUNTED, /* SUM_COUNTED without overtime and call-outs */
    SUM_NORMAL          /* SUM_ACTIVE without overtime and call-outs */
};
units timeline_sum(const struct timeline *timeline, int32_t staff,
                   instant from, instant to, enum work_sum what);
/* What one item of the timeline counts from its start to its end. */
units work_units(const struct timeline *timeline, const struct work_item *item,
                 enum work_sum what);
/* The unpaid break: whole minutes in the middle of the item. */
struct window work_break(const struct work_item *item);
/* Whether an item blocks rest: everything but leave and passive standby. (The
 * profile may let standby block the weekly rest: rule_rest_weekly.c asks.) */
bool work_blocks_rest(const struct work_item *item);
/* Minutes within which the holder of a standby must be in place; 0: none are
 * asked for, by phone only, or not a standby of a demand. */
int32_t work_response(const struct coop *coop, const struct work_item *item);
/* Night time by K1 within [from, to), elapsed minutes. */
int64_t night_minutes(const struct coop *coop, instant from, instant to);
/* §10-4: the person's planned hours of a Monday week: full-time norm x
 * position x what absences, red days and the dates of employment leave of
 * Monday to Friday. Rounded down to a unit. */
units staff_contract_week(const struct coop *coop, int32_t staff,
                          date_day monday);

/* X(enum, key, id, check, limit, summary_en, summary_nb) */
#define RULE_TABLE(X)                                                          \
    X(RULE_DAY_NORMAL, "day-normal", "N1", rule_day_normal,                    \
      LIMIT_DAY_NORMAL, "normal work in any 24 hours",                         \
      "alminnelig arbeidstid i løpet av 24 timer")                             \
    X(RULE_WEEK_NORMAL, "week-normal", "N2", rule_week_normal,                 \
      LIMIT_WEEK_NORMAL, "normal week, averaged where agreed",                 \
      "alminnelig arbeidstid per uke")                                         \
    X(RULE_REDUCTION, "reduction", "N3", rule_reduction, LIMIT_CREDIT_FLOOR,   \
      "shorter norm for Sunday and night hours",                               \
      "redusert arbeidstid for søndags- og nattimer")                          \
    X(RULE_OVERTIME, "overtime", "O1", rule_overtime, LIMIT_OT_7D,             \
      "overtime in 7 days, 4 weeks and 52 weeks",                              \
      "overtid per 7 dager, 4 uker og 52 uker")                                \
    X(RULE_DAY_TOTAL, "day-total", "O2", rule_day_total, LIMIT_DAY_TOTAL,      \
      "all work in any 24 hours", "samlet arbeidstid i løpet av 24 timer")     \
    X(RULE_WEEK_TOTAL, "week-total", "O3", rule_week_total, LIMIT_WEEK_TOTAL,  \
      "all work a week, mean of eight weeks", "samlet arbeidstid per uke")     \
    X(RULE_REST_DAILY, "rest-daily", "R1", rule_rest_daily, LIMIT_REST_DAILY,  \
      "daily rest between two main periods", "daglig arbeidsfri")              \
    X(RULE_REST_WEEKLY, "rest-weekly", "R2", rule_rest_weekly,                 \
      LIMIT_REST_WEEKLY, "continuous rest in each week", "ukentlig arbeidsfri")\
    X(RULE_SUNDAY, "sunday-off", "R3", rule_sunday_off,                        \
      LIMIT_SUNDAYS_OF_26W, "Sundays and holidays off",                        \
      "fri annenhver søn- og helgedag")                                        \
    X(RULE_SUNDAY_WORK, "sunday-work", "S1", rule_sunday_work,                 \
      LIMIT_STANDBY_IS_SUNDAY_WORK, "work in the Sunday window",               \
      "arbeid på søn- og helgedager")                                          \
    X(RULE_NIGHT, "night", "K1", rule_night, LIMIT_NIGHT_START,                \
      "work at night", "nattarbeid")                                           \
    X(RULE_NIGHT_AVERAGE, "night-average", "K2", rule_night_average,           \
      LIMIT_NIGHT_AVG, "hours of people who regularly work nights",            \
      "gjennomsnitt for nattarbeidere")                                        \
    X(RULE_NIGHT_HARD, "night-hard", "K3", rule_night_hard, LIMIT_NIGHT_HARD,  \
      "24 hours with strained night work", "belastende nattarbeid")            \
    X(RULE_NOTICE, "notice", "P1", rule_notice, LIMIT_NOTICE_DAYS,             \
      "a plan's notice", "varsel om arbeidsplan")                              \
    X(RULE_STRAIN, "strain", "P4", rule_strain, LIMIT_STANDBY_RUN,             \
      "runs of standby and work, sleep after call-outs",                       \
      "forsvarlig belastning")                                                 \
    X(RULE_STANDBY, "standby-response", "2.4", rule_standby,                   \
      LIMIT_RESPONSE_WORK, "whether a standby is working time",                \
      "om beredskap er arbeidstid")                                            \
    X(RULE_BREAKS, "breaks", "2.0", rule_breaks, LIMIT_BREAK_AFTER,            \
      "breaks in long duties", "pauser")                                       \
    X(RULE_OVERLAP, "overlap", "-", rule_overlap, LIMIT_KEYS,                  \
      "two duties at once", "to vakter samtidig")                              \
    X(RULE_ELIGIBLE, "eligible", "-", rule_eligible, LIMIT_KEYS,               \
      "duty held by somebody who may not", "vakt uten rett eller kompetanse")  \
    X(RULE_BLOCK, "block", "-", rule_block, LIMIT_KEYS,                        \
      "a block split between people", "oppdelt vaktblokk")                     \
    X(RULE_COVER, "cover", "-", rule_cover, LIMIT_KEYS,                        \
      "demand below its low mark", "udekket behov")                            \
    X(RULE_QUORUM, "quorum", "-", rule_quorum, LIMIT_KEYS,                     \
      "activity below quorum, minimum per member or cover rule",               \
      "møte uten beslutningsdyktighet")                                        \
    X(RULE_CONFLICT, "conflict-cover", "5.3", rule_conflict, LIMIT_KEYS,       \
      "standby with nobody free of conflict",                                  \
      "beredskap uten noen uten inhabilitet")

#define RULE_ENUM(name, ...) name,
enum rule_kind { RULE_TABLE(RULE_ENUM) RULE_KINDS };
#undef RULE_ENUM

/* Weight of a finding; hard ones must not be in a plan that is published
 * without somebody's decision. */
enum finding_grade {
    FINDING_NOTE,   /* worth knowing (night work classified, ...) */
    FINDING_WARN,   /* P4, wishes of the law; uncovered demand */
    FINDING_HARD    /* a limit of law or agreement is broken */
};

struct finding {
    enum rule_kind rule;
    enum finding_grade grade;
    int32_t staff;       /* NONE: nobody in particular */
    duty_ix duty;        /* NONE */
    date_day from, to;   /* first and last date concerned */
    int64_t value, limit; /* in the limit's unit; units of 1/420 min for hours;
                             people for cover; enum refusal for `eligible` */
    const char *reference; /* "AML § 10-8 (1)"; static or the profile's */
    char words[200]; /* English sentence with the numbers, no name */
};
struct finding_vec VEC_OF(struct finding);

typedef void rule_check(const struct timeline *timeline,
                        struct finding_vec *out);
#define RULE_PROTOTYPE(name, key, id, check, ...) rule_check check;
RULE_TABLE(RULE_PROTOTYPE)
#undef RULE_PROTOTYPE

struct rule_def {
    const char *key, *id;
    rule_check *check;
    enum limit_key limit;
    const char *summary, *summary_nb;
};
extern const struct rule_def RULES[RULE_KINDS];
int32_t rule_find(const char *key); /* NONE */

/* All rules, findings sorted by grade (hard first), date, staff. */
void rules_check(const struct timeline *timeline, struct finding_vec *out);
int32_t findings_hard(const struct finding_vec *findings);

/* Whether somebody who holds one duty of a block may leave the neighbouring one
 * (`duty` on `date`) to others since they fell ill: sick, a sick child or
 * welfare leave, all of which nobody knew when the block was given. */
bool block_released(const struct coop *coop, int32_t staff, duty_ix duty,
                    date_day date);

/* Call-outs and the next start, domain.md 2.2 note and 2.4: the earliest
 * legal start of the next main period for `staff` whose next planned main
 * period is the first after `at`. Gives `planned` when that is legal. */
instant rest_next_start(const struct timeline *timeline, int32_t staff,
                        instant at, instant planned);

#endif
