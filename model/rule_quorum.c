/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_quorum.c - activities below quorum, minimum per member or cover rule.
 *
 * What a meeting needs is in attendance.h. A floating activity takes place
 * where somebody holds it or, inside ordinary hours, where enough could attend.
 * Whether it did so often enough, and whether each one attended as often as
 * asked, is told in the horizon in which its period ends; too often is told at
 * once, but not of meetings that one attends from a day duty.
 */
#include "base/arena.h"
#include "model/attendance.h"
#include "model/rule_tools.h"

/* The first date worth a look: nothing was done before the first item. */
static date_day first_date(const struct meeting *meeting)
{
    const struct timeline *timeline = meeting->timeline;
    date_day first = timeline->from;

    for (int32_t i = 0; i < timeline->items.n; i++) {
        date_day date = timeline->items.at[i].date;
        first = date < first ? date : first;
    }
    return first > meeting->what->from ? first : meeting->what->from;
}

static bool takes_place(struct meeting *meeting, date_day date)
{
    const struct coop *coop = meeting->timeline->coop;

    if (!duty_on(coop, duty_of_activity(coop, meeting->activity), date)) {
        return false;
    }
    meeting_open(meeting, date);
    if (meeting->what->recurrence != RECUR_FLOATING) {
        return true;
    }
    return meeting->what->inside ? meeting_check(meeting, NULL)
                                 : meeting->present > 0;
}

static void add_times(const struct meeting *meeting, int32_t staff,
                      int32_t times, int32_t wanted, struct finding_vec *out)
{
    const struct timeline *timeline = meeting->timeline;
    struct finding found = {
        .rule = RULE_QUORUM,
        .grade = FINDING_WARN,
        .staff = staff,
        .duty = duty_of_activity(timeline->coop, meeting->activity),
        .from = first_date(meeting),
        .to = timeline->to,
        .value = times,
        .limit = wanted,
        .reference = "",
    };
    finding_add(out, &found, "%s %d times instead of %d",
                staff == NONE ? "takes place" : "attended", (int)times,
                (int)wanted);
}

static bool ends_here(const struct meeting *meeting)
{
    return in_horizon(meeting->timeline, activity_last(meeting->timeline->coop,
                                                       meeting->activity));
}

static void check_floating(struct meeting *meeting, struct finding_vec *out)
{
    int32_t wanted = meeting->what->count, times = 0;

    for (date_day date = first_date(meeting); date <= meeting->timeline->to;
         date++) {
        times += takes_place(meeting, date);
    }
    if ((times < wanted && ends_here(meeting)) ||
        (times > wanted && !meeting->what->inside)) {
        add_times(meeting, NONE, times, wanted, out);
    }
}

/* How often somebody attended and how often they could have. */
static void check_turns(struct meeting *meeting, int32_t staff,
                        struct finding_vec *out)
{
    const struct timeline *timeline = meeting->timeline;
    duty_ix duty = duty_of_activity(timeline->coop, meeting->activity);
    int32_t times = 0, possible = 0, wanted = meeting->what->each_attends;

    for (date_day date = first_date(meeting); date <= timeline->to; date++) {
        if (takes_place(meeting, date)) {
            times += meeting->attends[staff];
            possible +=
                slot_refusal(timeline->coop, staff, duty, date) == REFUSE_NOT;
        }
    }
    wanted = wanted < possible ? wanted : possible;
    if ((times < wanted && ends_here(meeting)) ||
        (times > meeting->what->each_attends && !meeting->what->inside)) {
        add_times(meeting, staff, times, meeting->what->each_attends, out);
    }
}

static void check_activity(struct meeting *meeting, struct finding_vec *out)
{
    const struct timeline *timeline = meeting->timeline;
    bool floating = meeting->what->recurrence == RECUR_FLOATING;

    for (date_day date = timeline->from; date <= timeline->to; date++) {
        if (takes_place(meeting, date)) {
            meeting_check(meeting, out);
        }
    }
    if (floating) {
        check_floating(meeting, out);
    }
    for (int32_t staff = 0;
         staff < timeline->coop->staff.n && meeting->what->each_attends > 0;
         staff++) {
        check_turns(meeting, staff, out);
    }
}

void rule_quorum(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    bool *attends = xcalloc((size_t)coop->staff.n + 1, sizeof *attends);

    for (int32_t i = 0; i < coop->activities.n; i++) {
        struct meeting meeting = {
            .timeline = timeline,
            .activity = i,
            .what = &coop->activities.at[i],
            .attends = attends,
        };
        check_activity(&meeting, out);
    }
    free(attends);
}
