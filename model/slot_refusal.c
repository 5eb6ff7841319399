/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_refusal.c - whether somebody may ever take a slot, and why not. */
#include "model/calendar.h"
#include "model/rule.h"
#include "model/travel.h"

static const char *const TEXTS[REFUSE_COUNT][2] = {
    [REFUSE_NOT] = {"may take it", "kan ta den"},
    [REFUSE_NO_SUCH_SLOT] = {"the duty does not exist that day",
                             "vakten finnes ikke den dagen"},
    [REFUSE_NOT_EMPLOYED] = {"is not employed then", "er ikke ansatt da"},
    [REFUSE_ABSENT] = {"is away", "er borte"},
    [REFUSE_EMPLOYER] = {"does not belong to it", "hører ikke til"},
    [REFUSE_COMPETENCE] = {"lacks a competence", "mangler kompetanse"},
    [REFUSE_LIMIT] = {"has a personal limit", "har en personlig grense"},
    [REFUSE_EXCLUDED] = {"is excluded from it", "er utelukket fra den"},
    [REFUSE_REACH] = {"cannot be there in time", "rekker ikke fram i tide"},
    [REFUSE_PINNED_OUT] = {"is pinned out of it", "er låst ute av den"},
};

/* The question, taken apart once. */
struct question {
    const struct coop *coop;
    int32_t staff;
    duty_ix duty;
    date_day date, last; /* local dates that the duty touches */
    bool standby, night;
};

static bool touches_night(const struct question *q)
{
    instant start = zone_instant(q->date, duty_start(q->coop, q->duty));
    instant end = zone_instant(q->date, duty_end(q->coop, q->duty));

    return night_minutes(q->coop, start, end) > 0;
}

static bool not_employed(const struct question *q)
{
    const struct staff *person = &q->coop->staff.at[q->staff];

    return !staff_employed(person, q->date) || !staff_employed(person, q->last);
}

static bool absent(const struct question *q)
{
    for (date_day date = q->date; date <= q->last; date++) {
        int32_t grade = coop_absence_grade(q->coop, q->staff, date);
        if (grade >= 100 || (grade > 0 && (q->standby || q->night))) {
            return true;
        }
    }
    return false;
}

static bool does_not_belong(const struct question *q)
{
    int32_t demand = duty_demand(q->coop, q->duty);

    if (demand == NONE) {
        return !duty_belongs(q->coop, q->duty, q->staff, q->date);
    }
    return !demand_asks(q->coop, demand, q->staff, q->date);
}

static bool lacks_competence(const struct question *q)
{
    return !duty_belongs(q->coop, q->duty, q->staff, q->date);
}

static bool is_free_day(date_day date)
{
    return date_weekday(date) == SATURDAY || calendar_red(date);
}

static bool limited(const struct question *q)
{
    const struct staff *person = &q->coop->staff.at[q->staff];
    bool away = duty_travel_place(q->coop, q->duty, q->staff) != NONE;

    for (date_day date = q->date; date <= q->last; date++) {
        const struct {
            bool concerned;
            enum limit_kind kind;
        } LIMITS[] = {
            {q->standby, LIMIT_NO_STANDBY},
            {q->night, LIMIT_NO_NIGHT},
            {is_free_day(date), LIMIT_NO_WEEKEND},
            {away, LIMIT_NO_TRAVEL},
        };
        for (size_t i = 0; i < COUNT_OF(LIMITS); i++) {
            if (LIMITS[i].concerned &&
                staff_limited(person, LIMITS[i].kind, date)) {
                return true;
            }
        }
    }
    return false;
}

static bool excluded(const struct question *q)
{
    int32_t demand = duty_demand(q->coop, q->duty);
    int32_t activity = duty_activity(q->coop, q->duty);

    for (int32_t i = 0; i < q->coop->exclusions.n; i++) {
        const struct exclusion *exclusion = &q->coop->exclusions.at[i];
        bool same = (demand != NONE && exclusion->demand.ix == demand) ||
                    (activity != NONE && exclusion->activity.ix == activity);
        if (same && exclusion->staff.ix == q->staff &&
            exclusion->degree == EXCLUDE_NEVER && q->date >= exclusion->from &&
            q->date <= exclusion->to) {
            return true;
        }
    }
    return false;
}

/* Standby is spent at home, or at the base when no home is known. */
static bool too_far_for_standby(const struct question *q)
{
    const struct staff *person = &q->coop->staff.at[q->staff];
    const struct shift_type *shift = duty_shift(q->coop, q->duty);
    enum modality modality = duty_modality(q->coop, q->duty);
    int32_t home = person->home.ix != NONE ? person->home.ix : person->base.ix;
    int32_t place = duty_place(q->coop, q->duty);
    bool must_come = modality == MODE_OFFICE || modality == MODE_AMBULATORY;

    if (!shift || shift->response == 0 || shift->phone_only || !must_come) {
        return false;
    }
    const int32_t ends[2] = {home, place != NONE ? place : person->base.ix};
    const int32_t clock[2] = {shift->start, shift->end};
    return !travel_in_time(q->coop, ends, q->date, clock, shift->response);
}

static bool out_of_reach(const struct question *q)
{
    if (q->standby) {
        return too_far_for_standby(q);
    }
    int32_t place = duty_travel_place(q->coop, q->duty, q->staff);
    return place != NONE &&
           travel_round(q->coop, q->coop->staff.at[q->staff].base.ix, place,
                        q->date, duty_start(q->coop, q->duty),
                        duty_end(q->coop, q->duty)) == TRAVEL_NEVER;
}

static bool pinned_out(const struct question *q)
{
    int32_t demand = duty_demand(q->coop, q->duty);
    int32_t activity = duty_activity(q->coop, q->duty);

    for (int32_t i = 0; i < q->coop->pins.n; i++) {
        const struct pin *pin = &q->coop->pins.at[i];
        bool same = (demand != NONE && pin->demand.ix == demand) ||
                    (activity != NONE && pin->activity.ix == activity);
        if (same && !pin->on && pin->staff.ix == q->staff &&
            pin->date == q->date) {
            return true;
        }
    }
    return false;
}

enum refusal slot_refusal(const struct coop *coop, int32_t staff, duty_ix duty,
                          date_day date)
{
    static const struct {
        bool (*applies)(const struct question *q);
        enum refusal refusal;
    } REASONS[] = {
        {not_employed, REFUSE_NOT_EMPLOYED},
        {absent, REFUSE_ABSENT},
        {does_not_belong, REFUSE_EMPLOYER},
        {lacks_competence, REFUSE_COMPETENCE},
        {limited, REFUSE_LIMIT},
        {excluded, REFUSE_EXCLUDED},
        {out_of_reach, REFUSE_REACH},
        {pinned_out, REFUSE_PINNED_OUT},
    };

    if (!duty_on(coop, duty, date)) {
        return REFUSE_NO_SUCH_SLOT;
    }
    struct question q = {
        .coop = coop,
        .staff = staff,
        .duty = duty,
        .date = date,
        .last = date + (duty_end(coop, duty) - 1) / 1440,
        .standby = duty_standby(coop, duty),
    };
    q.night = touches_night(&q);
    for (size_t i = 0; i < COUNT_OF(REASONS); i++) {
        if (REASONS[i].applies(&q)) {
            return REASONS[i].refusal;
        }
    }
    return REFUSE_NOT;
}

const char *refusal_text(enum refusal refusal, bool norwegian)
{
    return TEXTS[refusal][norwegian];
}
