/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_eligible.c - duties held by people who may not, pins that are not kept.
 *
 * The sentence never says why somebody may not: absence, limit and exclusion
 * are one undifferentiated answer (domain.md D5). `value` holds the refusal for
 * those who may know. New people on standby alone in their first weeks are a
 * warning, as other cover that is thinner than wished.
 */
#include "model/rule_tools.h"

static struct finding eligible_finding(enum finding_grade grade, int32_t staff,
                                       duty_ix duty, date_day date)
{
    struct finding found = {
        .rule = RULE_ELIGIBLE,
        .grade = grade,
        .staff = staff,
        .duty = duty,
        .from = date,
        .to = date,
        .reference = "",
    };
    return found;
}

/* Extra work is refused to the exempt and to the partly absent. */
static bool refuses_overtime(const struct coop *coop,
                             const struct work_item *item)
{
    return item->overtime &&
           (staff_limited(&coop->staff.at[item->staff], LIMIT_NO_OVERTIME,
                          item->date) ||
            coop_absence_grade(coop, item->staff, item->date) > 0);
}

static void check_item(const struct coop *coop, const struct work_item *item,
                       struct finding_vec *out)
{
    enum refusal refusal =
        slot_refusal(coop, item->staff, item->duty, item->date);

    if (refusal == REFUSE_NOT && refuses_overtime(coop, item)) {
        refusal = REFUSE_LIMIT;
    }
    if (refusal == REFUSE_NOT) {
        return;
    }
    struct finding found =
        eligible_finding(FINDING_HARD, item->staff, item->duty, item->date);
    found.value = refusal;
    finding_add(out, &found, "held by somebody who is not eligible for it");
}

/* Until when somebody else has standby without a break from `from` on. */
static instant company_until(const struct timeline *timeline, int32_t staff,
                             instant from)
{
    instant until = from;

    for (bool further = true; further;) {
        further = false;
        for (int32_t i = 0; i < timeline->items.n; i++) {
            const struct work_item *other = &timeline->items.at[i];
            if (other->staff != staff && other->duty != NONE &&
                duty_standby(timeline->coop, other->duty) &&
                other->from <= until && other->to > until) {
                until = other->to;
                further = true;
            }
        }
    }
    return until;
}

static void check_new(const struct timeline *timeline,
                      const struct work_item *item, struct finding_vec *out)
{
    const struct staff *person = &timeline->coop->staff.at[item->staff];
    int32_t days = 7 * person->single_standby_weeks;

    if (!duty_standby(timeline->coop, item->duty) ||
        item->date - person->from >= days ||
        company_until(timeline, item->staff, item->from) >= item->to) {
        return;
    }
    struct finding found =
        eligible_finding(FINDING_WARN, item->staff, item->duty, item->date);
    found.value = (item->date - person->from) / 7;
    found.limit = person->single_standby_weeks;
    finding_add(out, &found,
                "alone on standby in week %d of employment, not in the first "
                "%d",
                (int)found.value + 1, (int)found.limit);
}

static bool holds(const struct timeline *timeline, const struct pin *pin,
                  duty_ix duty)
{
    for (int32_t i = timeline->first[pin->staff.ix];
         i < timeline->first[pin->staff.ix + 1]; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->duty == duty && item->date == pin->date) {
            return true;
        }
    }
    return false;
}

static void check_pin(const struct timeline *timeline, const struct pin *pin,
                      struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    duty_ix duty = pin->demand.ix != NONE
                       ? duty_of_demand(coop, pin->demand.ix)
                       : duty_of_activity(coop, pin->activity.ix);

    if (!pin->on || !in_horizon(timeline, pin->date) ||
        duty_inside(coop, duty) || holds(timeline, pin, duty)) {
        return;
    }
    struct finding found =
        eligible_finding(FINDING_HARD, pin->staff.ix, duty, pin->date);
    found.value = REFUSE_NOT;
    finding_add(out, &found, "pinned to the duty and not holding it");
}

void rule_eligible(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->duty != NONE && in_horizon(timeline, item->date)) {
            check_item(coop, item, out);
            check_new(timeline, item, out);
        }
    }
    for (int32_t i = 0; i < coop->pins.n; i++) {
        check_pin(timeline, &coop->pins.at[i], out);
    }
}
