/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot_attend.c - who belongs to a duty, and what an activity needs. */
#include "model/slot.h"

static bool has_ref(const struct ref_list *list, int32_t ix)
{
    for (int32_t i = 0; i < list->n; i++) {
        if (list->at[i].ix == ix) {
            return true;
        }
    }
    return false;
}

static bool has_share(const struct staff *staff, int32_t service)
{
    for (int32_t i = 0; i < staff->services.n; i++) {
        if (staff->services.at[i].service.ix == service) {
            return true;
        }
    }
    return false;
}

static bool serves(const struct coop *coop, const struct staff *staff,
                   int32_t service)
{
    return service == NONE || staff->services.n == 0 ||
           coop->services.at[service].member.ix != NONE ||
           has_share(staff, service);
}

/* A language is wanted, never demanded (coop.h). */
static bool holds_all(const struct coop *coop, const struct staff *staff,
                      const struct ref_list *competences, date_day date)
{
    for (int32_t i = 0; i < competences->n; i++) {
        int32_t competence = competences->at[i].ix;
        if (!coop->competences.at[competence].language &&
            !staff_holds(staff, competence, date)) {
            return false;
        }
    }
    return true;
}

bool demand_asks(const struct coop *coop, int32_t demand_ix, int32_t staff,
                 date_day date)
{
    const struct demand *demand = &coop->demands.at[demand_ix];
    const struct staff *person = &coop->staff.at[staff];
    const struct member *employer = &coop->members.at[person->member.ix];

    return date >= employer->from && date <= employer->to &&
           (demand->members_only.n == 0 ||
            has_ref(&demand->members_only, person->member.ix)) &&
           serves(coop, person, demand->service.ix);
}

static bool activity_belongs(const struct activity *activity,
                             const struct staff *person, int32_t staff,
                             date_day date)
{
    if (activity->services.n == 0 && activity->competences.n == 0 &&
        activity->people.n == 0) {
        return true;
    }
    for (int32_t i = 0; i < activity->services.n; i++) {
        if (has_share(person, activity->services.at[i].ix)) {
            return true;
        }
    }
    for (int32_t i = 0; i < activity->competences.n; i++) {
        if (staff_holds(person, activity->competences.at[i].ix, date)) {
            return true;
        }
    }
    return has_ref(&activity->people, staff);
}

bool duty_belongs(const struct coop *coop, duty_ix duty, int32_t staff,
                  date_day date)
{
    const struct staff *person = &coop->staff.at[staff];
    int32_t activity = duty_activity(coop, duty);

    if (activity != NONE) {
        return activity_belongs(&coop->activities.at[activity], person, staff,
                                date);
    }
    const struct demand *demand = &coop->demands.at[duty];
    return demand_asks(coop, duty, staff, date) &&
           holds_all(coop, person, &demand->competences, date);
}

bool activity_expects(const struct coop *coop, int32_t activity, int32_t staff,
                      date_day date)
{
    const struct staff *person = &coop->staff.at[staff];

    return staff_employed(person, date) &&
           activity_belongs(&coop->activities.at[activity], person, staff,
                            date) &&
           coop_absence_grade(coop, staff, date) < 100;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

struct activity_need activity_need(const struct coop *coop, int32_t activity,
                                   date_day date)
{
    const struct activity *what = &coop->activities.at[activity];
    struct activity_need need = {0};

    for (int32_t i = 0; i < coop->staff.n; i++) {
        const struct staff *person = &coop->staff.at[i];
        if (staff_employed(person, date) &&
            activity_belongs(what, person, i, date)) {
            need.belong++;
            need.present += coop_absence_grade(coop, i, date) < 100;
        }
    }
    int32_t quorum = (what->quorum_pct * need.present + 99) / 100;
    need.low = what->min_attendance > quorum ? what->min_attendance : quorum;
    need.high = need.present - what->stay_out;
    if (what->max_share_pct > 0) {
        need.high = smaller(need.high, what->max_share_pct * need.belong / 100);
    }
    need.high = need.high > 0 ? need.high : 0;
    return need;
}

date_day activity_last(const struct coop *coop, int32_t activity)
{
    const struct activity *what = &coop->activities.at[activity];
    date_day last = what->to;

    if (what->recurrence == RECUR_DATES) {
        last = DATE_MIN;
        for (int32_t i = 0; i < what->dates.n; i++) {
            date_day date = what->dates.at[i];
            last = date > last && date <= what->to ? date : last;
        }
    }
    return last;
}
