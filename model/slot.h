/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slot.h - the demand of a horizon, date by date.
 *
 * A *duty* is what somebody can be given: one demand or one activity. Duties
 * are numbered: demands first, then activities (duty_of_demand(d) = d,
 * duty_of_activity(a) = n_demands + a). A *slot* is one duty on one date.
 * Its key, for people and commands: "standby-primary@2027-03-28".
 */
#ifndef MODEL_SLOT_H
#define MODEL_SLOT_H

#include "base/zone.h"
#include "model/coop.h"

typedef int32_t duty_ix;

struct slot {
    duty_ix duty;
    date_day date;
    instant start, end; /* elapsed time is end - start */
    int32_t low, target, high; /* people; demands per week: 0 on the day */
    int32_t external;   /* people that outside cover stands for */
    bool floating; /* the solver picks whether it takes place this day */
};
struct slot_vec VEC_OF(struct slot);

int32_t duty_count(const struct coop *coop);
duty_ix duty_of_demand(const struct coop *coop, int32_t demand);
duty_ix duty_of_activity(const struct coop *coop, int32_t activity);
/* NONE when the duty is not of that sort. */
int32_t duty_demand(const struct coop *coop, duty_ix duty);
int32_t duty_activity(const struct coop *coop, duty_ix duty);

/* Facts that hold for either sort. */
const char *duty_id(const struct coop *coop, duty_ix duty);
const char *duty_name(const struct coop *coop, duty_ix duty);
const char *duty_title(const struct coop *coop, duty_ix duty);
enum shift_kind duty_kind(const struct coop *coop, duty_ix duty);
int32_t duty_start(const struct coop *coop, duty_ix duty); /* minutes */
int32_t duty_end(const struct coop *coop, duty_ix duty);
int32_t duty_service(const struct coop *coop, duty_ix duty); /* NONE */
int32_t duty_member(const struct coop *coop, duty_ix duty);  /* NONE */
int32_t duty_place(const struct coop *coop, duty_ix duty);   /* NONE */
int32_t duty_priority(const struct coop *coop, duty_ix duty);
enum modality duty_modality(const struct coop *coop, duty_ix duty);
bool duty_standby(const struct coop *coop, duty_ix duty);
/* Whether two demands belong to one chain: their shift types name the same
 * block, and role, service, member and place are the same (primary and backup
 * are two chains). Duties of a chain on following days go to the same people
 * (rule_block.c). False of activities. */
bool duty_same_block(const struct coop *coop, duty_ix a, duty_ix b);
/* Attended from within a day duty, not a duty of its own. */
bool duty_inside(const struct coop *coop, duty_ix duty);
/* The shift type of a demand, or NULL. */
const struct shift_type *duty_shift(const struct coop *coop, duty_ix duty);
/* Whether somebody on day duty `duty` (a demand of ordinary work) can attend
 * the activity from inside it: the duty's clock holds the activity's. */
bool duty_hosts(const struct coop *coop, duty_ix duty, duty_ix activity);
/* The place other than the person's base to which the duty makes them travel,
 * as working time before and after it; NONE: no travel. Standby has none: it is
 * spent at home. */
int32_t duty_travel_place(const struct coop *coop, duty_ix duty,
                          int32_t staff);

/* Whether the duty exists on the date: weekdays, period, parity, holiday class,
 * opening and local days; a floating activity exists on each date on which it
 * may take place. A beneficiary that is not a member that day has no duties.
 * An activity that was called off that day
 * does not. An ordinary demand is missing on red days, on local closing days, on half
 * days when it starts at noon or later and, if it is worked at the office, on
 * weekdays outside the member's own hours. Activities are likewise, unless
 * their dates are listed one by one. */
bool duty_on(const struct coop *coop, duty_ix duty, date_day date);

/* People that outside cover stands for in the duty that day: externals whose
 * window holds the whole slot and whose modality serves the demand's. */
int32_t duty_external(const struct coop *coop, duty_ix duty, date_day date);

/* Every slot whose date is in [from, from + days), by date, then duty. Demands
 * per week appear on each date they may be worked with low = target = 0. On a
 * local day of minimum cover the target is the low mark. Activities ask for
 * what activity_need() says; floating ones on the days that are picked. */
void slots_list(const struct coop *coop, date_day from, int32_t days,
                struct slot_vec *out);

enum { SLOT_KEY = 96 };
char *slot_key(const struct coop *coop, duty_ix duty, date_day date,
               char out[SLOT_KEY]);
enum status slot_parse(const struct coop *coop, const char *key,
                       duty_ix *duty, date_day *date,
                       struct error *err) MUST_USE;

/* Whether `staff` may ever take `duty` on `date`, and the first reason why
 * not, in the order of the enum. Exclusions `never` by task, competence, reach,
 * employer, absence, limits, pins; not rest or hours (those are rules).
 *
 * Employment, absence and limits are asked of every local date that the duty
 * touches. A graded absence refuses standby and night work (domain.md 2.8).
 * `no night` refuses everything, standby too, that touches the night of K1;
 * `no weekend` what touches a Saturday, a Sunday or a red day. */
enum refusal {
    REFUSE_NOT,
    REFUSE_NO_SUCH_SLOT,
    REFUSE_NOT_EMPLOYED,
    REFUSE_ABSENT,
    REFUSE_EMPLOYER,   /* members_only, or does not belong */
    REFUSE_COMPETENCE,
    REFUSE_LIMIT,      /* personal limit */
    REFUSE_EXCLUDED,
    REFUSE_REACH,      /* can't be in place within the response time */
    REFUSE_PINNED_OUT,
    REFUSE_COUNT
};
enum refusal slot_refusal(const struct coop *coop, int32_t staff,
                          duty_ix duty, date_day date);
/* English / Norwegian sentence fragment for a manager. */
const char *refusal_text(enum refusal refusal, bool norwegian);

/* Whether an employer and a service as theirs are asked by the demand at all;
 * duty_belongs() of a demand without the competences. */
bool demand_asks(const struct coop *coop, int32_t demand, int32_t staff,
                 date_day date);
/* Whether the person belongs to the activity (services, competences, people);
 * for demands: could be asked at all (employer, service, competence). A demand
 * of a joint service (one without a member) asks those who have a share in it,
 * and people without any shares; one of a member's own service asks everybody,
 * since standing in for neighbours is the point: `members_only` narrows it. */
bool duty_belongs(const struct coop *coop, duty_ix duty, int32_t staff,
                  date_day date);

/* What an activity asks of its attendance on a date on which it takes place.
 * Members count when somebody of theirs belongs, absent or not. */
struct activity_need {
    int32_t belong;  /* who belong and are employed */
    int32_t present; /* of them, who are not wholly absent */
    int32_t low;     /* the larger of quorum and minimum attendance */
    int32_t high;    /* the cover rule and the largest share leave so many */
};
struct activity_need activity_need(const struct coop *coop, int32_t activity,
                                   date_day date);
/* Whether the person belongs, is employed and not wholly absent that day. */
bool activity_expects(const struct coop *coop, int32_t activity, int32_t staff,
                      date_day date);
/* The last date on which it can take place. */
date_day activity_last(const struct coop *coop, int32_t activity);

#endif
