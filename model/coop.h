/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coop.h - what a co-operation is: plain records, read-only once loaded.
 *
 * Every record starts with an origin (where it was read, for messages) and an
 * id that is unique within its kind. Records point at each other by `struct
 * ref`: the id as written plus the index, resolved by coop_resolve(). The
 * fields, their JSON/CSV keys, types, limits and help texts are described once,
 * in model/record_*.c, and everything that reads, writes, stores or documents a
 * record walks those tables (model/record.h).
 *
 * Dates are civil dates of the co-operation's zone; both ends of a period are
 * included, DATE_MAX means open. Clock times are minutes from local midnight.
 * Lists are arrays in the co-operation's arena. Lists of percentages, weights
 * and minutes are whole numbers.
 */
#ifndef MODEL_COOP_H
#define MODEL_COOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/units.h"
#include "base/vec.h"

#define NONE (-1)

struct origin {
    const char *file; /* NULL when made by the program */
    int32_t line;
};

struct ref {
    const char *id; /* NULL: none */
    int32_t ix;     /* NONE until resolved, or when there is none */
};

struct ref_list VEC_OF(struct ref);

/* Mask of weekdays, bit 0 = Monday. */
typedef uint8_t weekday_mask;
enum { EVERY_DAY = 127, MONDAY_TO_FRIDAY = 31 };

/* ---- members, places, days ------------------------------------------- */

enum member_kind { MEMBER_MUNICIPALITY, MEMBER_PARTNER };

/* Who agrees to a swap that breaks no rule. */
enum swap_approval { SWAPS_BY_MANAGER, SWAPS_AUTOMATIC };

/* Ordinary hours of an office on some weekdays. */
struct opening {
    weekday_mask weekdays;
    int32_t start, end;
};
struct opening_list VEC_OF(struct opening);

struct member {
    struct origin origin;
    const char *id, *name;
    enum member_kind kind;
    const char *code; /* municipality number, "1813" */
    int32_t population;
    struct ref office; /* place */
    date_day from, to; /* membership (domain.md 0.7) */
    enum swap_approval swaps; /* of the member's people; between members it
                                 takes both to be automatic */
    struct opening_list opening;
};

enum local_effect { LOCAL_NONE, LOCAL_OFFICE_CLOSED, LOCAL_MIN_COVER };

struct local_day { /* domain.md 3.2 */
    struct origin origin;
    const char *id;
    struct ref member; /* none: all members */
    date_day from, to;
    enum local_effect effect;
    const char *name;
};

struct place {
    struct origin origin;
    const char *id, *name;
    struct ref member;
};

/* A road, driven either way in `minutes`. `guess` marks an unverified figure
 * (domain.md 4.2). */
struct road {
    struct origin origin;
    const char *id;
    struct ref from, to; /* places */
    int32_t minutes;
    bool guess;
};

/* Departures on some kind of day; times are strings "HH:MM" in files. */
enum day_type { DAY_WEEKDAY, DAY_SATURDAY, DAY_SUNDAY, DAY_TYPE_COUNT };
struct timetable {
    enum day_type day_type;
    struct int_vec departures; /* minutes, ascending */
};
struct timetable_list VEC_OF(struct timetable);

/* One direction of a ferry or boat. */
struct ferry {
    struct origin origin;
    const char *id;
    struct ref from, to; /* places */
    int32_t crossing;    /* minutes */
    int32_t check_in;    /* minutes before departure, default 10 */
    date_day valid_from, valid_to;
    struct timetable_list timetables;
    bool guess;
};

enum link_status { LINK_UP, LINK_DELAYED, LINK_DOWN };

struct disruption { /* of a ferry or road, an event like a sick call */
    struct origin origin;
    const char *id;
    struct ref ferry;
    date_day from, to;
    enum link_status status;
    int32_t delay; /* minutes, for LINK_DELAYED */
};

/* ---- staff ------------------------------------------------------------ */

struct competence {
    struct origin origin;
    const char *id, *name;
    bool language; /* e.g. Lule Sámi: a soft preference, never a class */
};

struct service {
    struct origin origin;
    const char *id, *name;
    struct ref member; /* none: joint */
};

struct held_competence {
    struct ref competence;
    date_day from, to;
};
struct held_list VEC_OF(struct held_competence);

struct service_share {
    struct ref service;
    int32_t pct; /* of the position */
};
struct share_list VEC_OF(struct service_share);

enum limit_kind {
    LIMIT_NO_NIGHT,
    LIMIT_NO_STANDBY,
    LIMIT_NO_OVERTIME,
    LIMIT_NO_WEEKEND,
    LIMIT_NO_TRAVEL,
    LIMIT_MAX_SHARE /* pct of the position */
};
struct personal_limit { /* never a reason (domain.md D3) */
    enum limit_kind kind;
    int32_t pct;
    date_day from, to;
};
struct limit_list VEC_OF(struct personal_limit);

/* Classes of N2, domain.md 2.2: which weekly limit of §10-4 applies. */
enum shift_class {
    CLASS_DAY,         /* 40 h */
    CLASS_TURNUS,      /* §10-4 (4): 38 h */
    CLASS_CONTINUOUS,  /* §10-4 (5): 36 h */
};

/* How Sunday work may be averaged for the person, R3. */
enum sunday_basis { SUNDAY_NEXT_OFF, SUNDAY_AVERAGED26 };

/* What is carried over from before the first day the system knows. */
enum counter_kind {
    COUNTER_WEEKENDS,      /* weekends with duty, last 52 weeks */
    COUNTER_HOLIDAYS,      /* red-day duties, last 52 weeks */
    COUNTER_STANDBY,       /* standby hours, last 52 weeks */
    COUNTER_NIGHTS,        /* night duties, last 52 weeks */
    COUNTER_SHORT_NOTICE,  /* times asked at short notice */
    COUNTER_OVERTIME,      /* hours, last 52 weeks */
    COUNTER_TRAVEL,        /* hours, last 52 weeks */
    COUNTER_KINDS
};
struct counter {
    enum counter_kind kind;
    int32_t value;
    date_day as_of;
};
struct counter_list VEC_OF(struct counter);

enum language { LANGUAGE_NB, LANGUAGE_EN };

struct staff {
    struct origin origin;
    const char *id, *name;
    struct ref member; /* employer */
    struct ref base;   /* place: office */
    struct ref home;   /* place: where standby is spent; none: base */
    int32_t position_pct;
    units week_norm; /* full-time tariff week, 37.5 h unless said */
    enum shift_class shift_class;
    enum sunday_basis sunday_basis;
    bool aml_exempt;   /* leading position: chapter 10 mostly does not apply */
    bool extra_hours;  /* has said yes to being asked for extra hours */
    date_day from, to; /* employment */
    int32_t single_standby_weeks; /* no standby alone in the first n weeks */
    const char *email, *phone; /* of messages; NULL: none */
    enum language language;    /* of messages */
    struct held_list competences;
    struct share_list services;
    struct limit_list limits;
    struct counter_list history;
};

enum absence_kind {
    ABSENCE_HOLIDAY,
    ABSENCE_SICK_SELF,
    ABSENCE_SICK_NOTE,
    ABSENCE_CHILD,
    ABSENCE_PARENTAL,
    ABSENCE_STUDY,
    ABSENCE_WELFARE,
    ABSENCE_UNION,
    ABSENCE_MILITARY,
    ABSENCE_TRAINING,
    ABSENCE_LEAVE,
    ABSENCE_AWAY, /* of no kind that is kept */
    ABSENCE_KINDS
};

struct absence { /* domain.md 2.8; no reason, no diagnosis */
    struct origin origin;
    const char *id;
    struct ref staff;
    enum absence_kind kind;
    date_day from, to; /* DATE_MAX: end unknown */
    int32_t grade;     /* pct of capacity lost, 100 = away */
    bool approved;
};

/* ---- work ------------------------------------------------------------- */

enum shift_kind { /* domain.md 2.0 */
    SHIFT_WORK,
    SHIFT_MEETING,
    SHIFT_TRAINING,
    SHIFT_TRAVEL,
    SHIFT_STANDBY,
    SHIFT_STANDBY_STRICT,
    SHIFT_DUTY_REST,
    SHIFT_CALLOUT,
    SHIFT_LEAVE,
    SHIFT_KINDS
};

enum modality { MODE_OFFICE, MODE_AMBULATORY, MODE_PHONE, MODE_VIDEO };

struct shift_type {
    struct origin origin;
    const char *id, *name;
    const char *title; /* neutral, for calendars: "Beredskap" */
    enum shift_kind kind;
    int32_t start, end;   /* minutes from local midnight; end up to 2220
                             (13:00 the day after), end > start */
    int32_t unpaid_break; /* minutes inside */
    struct ratio factor;  /* counted share of the time, standby 1/7 */
    int32_t response;     /* minutes to be in place; 0: no demand */
    bool phone_only;
    bool high_strain;          /* K3 */
    int32_t expected_callouts; /* per 100 duties */
    const char *block; /* duties of one block on following days are taken by
                          the same person (weekend standby); NULL: none */
};

enum holiday_class { /* on which days a demand exists */
    HOLIDAY_ANY,      /* every day its weekdays name, red or not */
    HOLIDAY_ORDINARY, /* not on red days and days the office is closed */
    HOLIDAY_RED       /* only on red days (Mon-Sat or Sunday) */
};

enum week_parity { PARITY_ANY, PARITY_ODD, PARITY_EVEN };
enum period_unit { PER_DAY, PER_WEEK };

/* How many people are wanted in a duty, on which days. */
struct demand {
    struct origin origin;
    const char *id, *name;
    struct ref shift_type, service;
    struct ref member; /* who benefits (settlement); none: all */
    struct ref place;  /* where; none: each one's own base */
    const char *role;  /* "primary", "backup", ... shown to people */
    weekday_mask weekdays;
    date_day from, to;
    enum holiday_class holiday;
    enum week_parity parity;
    enum period_unit per; /* per week: low/target/high count over the week */
    int32_t low, target, high;
    int32_t priority;             /* 1 highest .. 3; missing below `low` */
    struct ref_list competences;  /* all of them */
    struct ref_list members_only; /* employers that may take it; empty: all */
    enum modality modality;
    bool conflict_cover; /* a standby moment of peers c1 / section 3 */
};

enum recurrence_kind {
    RECUR_WEEKLY,  /* on `weekdays`, parity respected */
    RECUR_MONTHLY, /* the nth such weekday of the month; nth 5 = last */
    RECUR_DATES,   /* the dates listed */
    RECUR_FLOATING /* `count` times in the period on days the solver picks */
};

struct date_list VEC_OF(date_day);

struct role_need {
    struct ref competence;
    int32_t min, max;
};
struct role_list VEC_OF(struct role_need);

enum cancel_kind { CANCEL_NEVER, CANCEL_BY_MANAGER, CANCEL_BELOW_MINIMUM };

/* An activity of the catalogue, domain.md 1.1. */
struct activity {
    struct origin origin;
    const char *id, *name;
    const char *title; /* neutral, for calendars */
    const char *code;  /* catalogue code, FACT_BOARD, ... */
    struct ref service, member, place;
    enum shift_kind kind; /* meeting, training, work, ... */
    enum recurrence_kind recurrence;
    weekday_mask weekdays;
    enum week_parity parity;
    int32_t nth;
    struct date_list dates;
    struct date_list cancelled_on; /* does not take place on these */
    date_day from, to;
    int32_t count; /* floating: how many times; others: ignored */
    int32_t start, end;
    bool inside;   /* within ordinary hours: people on a day duty attend;
                      else it is a duty of its own, replacing the day */
    struct ref_list services;     /* who belongs: people of these services */
    struct ref_list competences;  /* ... or holding one of these */
    struct ref_list people;       /* ... or named; all empty: everybody */
    int32_t quorum_pct;           /* of those who belong and are not absent */
    int32_t min_attendance;
    int32_t min_per_member;
    struct role_list roles;
    enum modality modality;
    bool replaceable_by_video;
    int32_t stay_out;      /* cover rule: at least so many do not attend */
    int32_t max_share_pct; /* at most so much of those who belong; 0: none */
    int32_t each_attends;  /* each one attends exactly n of the times; 0: no */
    enum cancel_kind cancellable;
    int32_t priority;
};

/* ---- conflicts, pins, wishes, outside cover ---------------------------- */

struct case_ref { /* a random alias; nothing about anybody (domain.md 5.3) */
    struct origin origin;
    const char *id;
    struct ref member; /* that owns the case */
    date_day from, to; /* active */
};

enum exclusion_degree { EXCLUDE_NEVER, EXCLUDE_NOT_ALONE, EXCLUDE_AVOID };

struct exclusion { /* from a case reference, or from one demand or activity */
    struct origin origin;
    const char *id;
    struct ref staff;
    enum exclusion_degree degree;
    struct ref case_ref, demand, activity;
    date_day from, to;
};

struct pin {
    struct origin origin;
    const char *id;
    struct ref staff, demand, activity;
    date_day date;
    bool on; /* holds the slot; false: must not hold it */
};

enum wish_kind { WISH_OFF, WISH_DUTY, WISH_NOT_DUTY };

struct wish {
    struct origin origin;
    const char *id;
    struct ref staff;
    enum wish_kind kind;
    struct ref demand; /* for DUTY and NOT_DUTY; none with NOT_DUTY: standby */
    date_day from, to;
    weekday_mask weekdays;
    int32_t weight; /* 1..10 */
};

struct external { /* cover by somebody else's organisation, domain.md 1.11 */
    struct origin origin;
    const char *id, *name;
    struct ref provider; /* member */
    struct ref demand;   /* the demand whose slots it can fill */
    date_day from, to;
    weekday_mask weekdays;
    int32_t start, end; /* window: a slot wholly inside it is covered */
    enum modality modality;
    int32_t count; /* people it stands for */
};

/* ---- the co-operation ------------------------------------------------- */

/* A limit relaxed by agreement, domain.md 2.1. */
struct agreement {
    struct origin origin;
    const char *id;
    const char *limit; /* key of the profile's limit */
    const char *value;
    const char *basis; /* individual_written, union_local, ... */
    const char *reference, *entered_by;
    date_day from, to;
    struct ref staff; /* none: everybody */
};

/* Points per unit; see docs/weights. Keys are those of model/weights.h. */
struct weight {
    struct origin origin;
    const char *id; /* the weight's key */
    int32_t points;
};

struct member_vec VEC_OF(struct member);
struct local_day_vec VEC_OF(struct local_day);
struct place_vec VEC_OF(struct place);
struct road_vec VEC_OF(struct road);
struct ferry_vec VEC_OF(struct ferry);
struct disruption_vec VEC_OF(struct disruption);
struct competence_vec VEC_OF(struct competence);
struct service_vec VEC_OF(struct service);
struct staff_vec VEC_OF(struct staff);
struct absence_vec VEC_OF(struct absence);
struct shift_type_vec VEC_OF(struct shift_type);
struct demand_vec VEC_OF(struct demand);
struct activity_vec VEC_OF(struct activity);
struct case_ref_vec VEC_OF(struct case_ref);
struct exclusion_vec VEC_OF(struct exclusion);
struct pin_vec VEC_OF(struct pin);
struct wish_vec VEC_OF(struct wish);
struct external_vec VEC_OF(struct external);
struct agreement_vec VEC_OF(struct agreement);
struct weight_vec VEC_OF(struct weight);

struct profile; /* model/profile.h */

struct coop {
    struct arena *arena; /* owns everything below, the arrays too */
    const char *id, *name;
    const char *zone;         /* ZONE_NAME, the only one supported */
    const char *profile_name; /* no_aml, no_ks_hta, eu_wtd, ... */
    struct profile *profile;  /* resolved; NULL until then */
    struct member_vec members;
    struct local_day_vec local_days;
    struct place_vec places;
    struct road_vec roads;
    struct ferry_vec ferries;
    struct disruption_vec disruptions;
    struct competence_vec competences;
    struct service_vec services;
    struct staff_vec staff;
    struct absence_vec absences;
    struct shift_type_vec shift_types;
    struct demand_vec demands;
    struct activity_vec activities;
    struct case_ref_vec case_refs;
    struct exclusion_vec exclusions;
    struct pin_vec pins;
    struct wish_vec wishes;
    struct external_vec externals;
    struct agreement_vec agreements;
    struct weight_vec weights;
};

/* An empty co-operation that owns its arena. The caller owns it. */
struct coop *coop_new(void);
void coop_free(struct coop *coop); /* accepts NULL */

/* Sets `ix` of every ref, or says which record, field and id is unknown. */
enum status coop_resolve(struct coop *coop, struct error *err) MUST_USE;
/* Likewise, with every fault; true when there is none. */
struct faults; /* model/fault.h */
bool coop_resolve_all(struct coop *coop, struct faults *faults);

/* Everything that must hold beyond single fields: periods not reversed, ends
 * after starts, shares adding up to at most 100 %, no overlapping absences of
 * 100 %, blocks that fit together, agreements with basis and reference, ids
 * unique, ... The first fault, with the record's file and line. Call after
 * coop_resolve() and profile_load(). */
enum status coop_validate(const struct coop *coop, struct error *err) MUST_USE;
bool coop_validate_all(const struct coop *coop, struct faults *faults);

/* NONE when there is no such id. */
int32_t coop_find_staff(const struct coop *coop, const char *id);
int32_t coop_find_demand(const struct coop *coop, const char *id);
int32_t coop_find_activity(const struct coop *coop, const char *id);
int32_t coop_find_member(const struct coop *coop, const char *id);
int32_t coop_find_service(const struct coop *coop, const char *id);

/* State of a person on a date. */
bool staff_employed(const struct staff *staff, date_day date);
bool staff_holds(const struct staff *staff, int32_t competence, date_day date);
bool staff_limited(const struct staff *staff, enum limit_kind kind,
                   date_day date);
/* Pct of capacity lost to approved absences that day, 0..100 (the largest). */
int32_t coop_absence_grade(const struct coop *coop, int32_t staff,
                           date_day date);

#endif
