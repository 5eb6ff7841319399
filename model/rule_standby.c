/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_standby.c - 2.4 and 2.0: what kind of time a duty is, §§ 10-4 (3), 10-9.
 *
 * Both rules are about duties, not people: each duty that somebody holds in the
 * horizon is told once, with the first and last date on which it is held.
 */
#include "model/rule_tools.h"

enum { PAUSE = 30 }; /* minutes due in a long duty, § 10-9 */

/* First and last date of the horizon on which anybody holds the duty. */
static bool held_dates(const struct timeline *timeline, duty_ix duty,
                       struct finding *found)
{
    bool held = false;

    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->duty != duty || !in_horizon(timeline, item->date)) {
            continue;
        }
        if (!held || item->date < found->from) {
            found->from = item->date;
        }
        if (!held || item->date > found->to) {
            found->to = item->date;
        }
        held = true;
    }
    return held;
}

static struct finding duty_finding(enum rule_kind rule, duty_ix duty)
{
    struct finding found = {.rule = rule, .staff = NONE, .duty = duty};

    return found;
}

void rule_standby(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (duty_ix duty = 0; duty < coop->demands.n; duty++) {
        const struct shift_type *shift = duty_shift(coop, duty);
        struct finding found = duty_finding(RULE_STANDBY, duty);
        if (shift->kind != SHIFT_STANDBY || shift->phone_only ||
            shift->response == 0 || !held_dates(timeline, duty, &found)) {
            continue;
        }
        int64_t work =
            profile_limit(coop, LIMIT_RESPONSE_WORK, NONE, found.from);
        int64_t assess =
            profile_limit(coop, LIMIT_RESPONSE_ASSESS, NONE, found.from);
        bool is_work = shift->response <= work;
        if (!is_work && shift->response > assess) {
            continue;
        }
        enum limit_key key =
            is_work ? LIMIT_RESPONSE_WORK : LIMIT_RESPONSE_ASSESS;
        found.grade =
            is_work ? limit_grade(coop, LIMIT_RESPONSE_WORK) : FINDING_NOTE;
        found.value = shift->response;
        found.limit = is_work ? work : assess;
        found.reference = limit_reference(coop, key);
        finding_add(out, &found, "in place within %d minutes: %s",
                    (int)shift->response,
                    is_work ? "probably working time"
                            : "assess whether the factor is enough");
    }
}

/* Minutes of break that the law asks of so much work; 1 stands for "a break".
 */
static int32_t pause_due(const struct coop *coop, units work, date_day date)
{
    if (work >= profile_limit(coop, LIMIT_BREAK_LONG, NONE, date)) {
        return PAUSE;
    }
    return work > profile_limit(coop, LIMIT_BREAK_AFTER, NONE, date);
}

/* Only a note: a paid break, when people cannot leave, is a break too and is
 * not written down. */
void rule_breaks(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (duty_ix duty = 0; duty < coop->demands.n; duty++) {
        const struct shift_type *shift = duty_shift(coop, duty);
        struct finding found = duty_finding(RULE_BREAKS, duty);
        units work = UNITS_PER_MINUTE *
                     (shift->end - shift->start - shift->unpaid_break);
        if (shift->kind > SHIFT_TRAINING ||
            !held_dates(timeline, duty, &found) ||
            shift->unpaid_break >= pause_due(coop, work, found.from)) {
            continue;
        }
        found.grade = FINDING_NOTE;
        found.value = shift->unpaid_break;
        found.limit = pause_due(coop, work, found.from);
        found.reference = limit_reference(coop, LIMIT_BREAK_AFTER);
        char has[UNITS_TEXT];
        finding_add(out, &found,
                    "%s of work with %d minutes of unpaid break: %s",
                    units_format(work, has), (int)shift->unpaid_break,
                    found.limit == PAUSE ? "30 minutes of break are due"
                                         : "a break is due");
    }
}
