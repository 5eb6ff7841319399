/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attendance.c - who attends an activity on a date, and what it lacks. */
#include "model/attendance.h"

#include "model/rule_tools.h"

static bool attends(const struct timeline *timeline, int32_t staff,
                    duty_ix duty, date_day date)
{
    const struct coop *coop = timeline->coop;
    bool inside = duty_inside(coop, duty);

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        bool hosts =
            inside ? item->duty != NONE && duty_hosts(coop, item->duty, duty)
                   : item->duty == duty;
        if (hosts && item->date == date) {
            return true;
        }
    }
    return false;
}

void meeting_open(struct meeting *meeting, date_day date)
{
    const struct coop *coop = meeting->timeline->coop;
    duty_ix duty = duty_of_activity(coop, meeting->activity);

    meeting->date = date;
    meeting->need = activity_need(coop, meeting->activity, meeting->date);
    meeting->present = 0;
    for (int32_t staff = 0; staff < coop->staff.n; staff++) {
        meeting->attends[staff] =
            activity_expects(coop, meeting->activity, staff, meeting->date) &&
            attends(meeting->timeline, staff, duty, meeting->date);
        meeting->present += meeting->attends[staff];
    }
    if (meeting->what->inside) {
        meeting->present -= meeting->what->stay_out;
    }
}

/* What a meeting may lack: so many of something, at least or at most. */
struct count {
    const char *words;
    int32_t value, low, high;
};

static void add_count(const struct meeting *meeting, const struct count *count,
                      struct finding_vec *out)
{
    bool few = count->value < count->low;
    struct finding found = {
        .rule = RULE_QUORUM,
        .grade = meeting->what->cancellable == CANCEL_BELOW_MINIMUM
                     ? FINDING_NOTE
                     : FINDING_WARN,
        .staff = NONE,
        .duty = duty_of_activity(meeting->timeline->coop, meeting->activity),
        .from = meeting->date,
        .to = meeting->date,
        .value = count->value,
        .limit = few ? count->low : count->high,
        .reference = "",
    };
    finding_add(out, &found, "%d %s, at %s %d", (int)count->value, count->words,
                few ? "least" : "most", (int)found.limit);
}

/* Whether the condition holds; reports it when not. */
static bool check_count(const struct meeting *meeting, struct count count,
                        struct finding_vec *out)
{
    bool met = count.value >= count.low && count.value <= count.high;

    if (!met && out) {
        add_count(meeting, &count, out);
    }
    return met;
}

/* ---- the conditions, each a count --------------------------------------- */

static struct count count_people(const struct meeting *meeting)
{
    int32_t value = meeting->present > 0 ? meeting->present : 0;
    struct count count = {"people attend", value, meeting->need.low,
                          meeting->what->inside ? INT32_MAX
                                                : meeting->need.high};
    return count;
}

static struct count count_member(const struct meeting *meeting, int32_t member)
{
    const struct coop *coop = meeting->timeline->coop;
    duty_ix duty = duty_of_activity(coop, meeting->activity);
    struct count count = {"people of a member attend", 0, 0, INT32_MAX};

    for (int32_t staff = 0; staff < coop->staff.n; staff++) {
        const struct staff *person = &coop->staff.at[staff];
        if (person->member.ix != member) {
            continue;
        }
        count.value += meeting->attends[staff];
        if (staff_employed(person, meeting->date) &&
            duty_belongs(coop, duty, staff, meeting->date)) {
            count.low = meeting->what->min_per_member;
        }
    }
    return count;
}

static struct count count_role(const struct meeting *meeting,
                               const struct role_need *role)
{
    const struct coop *coop = meeting->timeline->coop;
    struct count count = {"people of a role attend", 0, role->min,
                          meeting->what->inside ? INT32_MAX : role->max};

    for (int32_t staff = 0; staff < coop->staff.n; staff++) {
        count.value += meeting->attends[staff] &&
                       staff_holds(&coop->staff.at[staff], role->competence.ix,
                                   meeting->date);
    }
    return count;
}

bool meeting_check(const struct meeting *meeting, struct finding_vec *out)
{
    const struct coop *coop = meeting->timeline->coop;
    bool met = check_count(meeting, count_people(meeting), out);

    for (int32_t member = 0; member < coop->members.n; member++) {
        met &= check_count(meeting, count_member(meeting, member), out);
    }
    for (int32_t i = 0; i < meeting->what->roles.n; i++) {
        const struct role_need *role = &meeting->what->roles.at[i];
        met &= check_count(meeting, count_role(meeting, role), out);
    }
    return met;
}
