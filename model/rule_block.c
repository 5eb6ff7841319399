/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_block.c - duties of one block on following days go to the same people.
 *
 * duty_same_block() says which demands are of one chain. Where a chain has a
 * duty on a date and on the next, whoever holds the one holds the other. Before
 * the horizon's first date nothing is known if nobody held the duty then;
 * behind its last date nothing is planned if nobody does.
 *
 * A block parts where somebody who holds the one duty is too ill to hold the
 * other (block_released()): that is a note, for them and for whoever stands in.
 * Leave that was known beforehand parts nothing.
 */
#include "model/rule_tools.h"

/* The chain's duty on the date, NONE when it has none. */
static duty_ix chain_duty(const struct coop *coop, duty_ix chain, date_day date)
{
    for (duty_ix duty = 0; duty < coop->demands.n; duty++) {
        if (duty_same_block(coop, chain, duty) && duty_on(coop, duty, date)) {
            return duty;
        }
    }
    return NONE;
}

static bool holds(const struct timeline *timeline, int32_t staff, duty_ix duty,
                  date_day date)
{
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->duty == duty && item->date == date) {
            return true;
        }
    }
    return false;
}

static bool anybody_holds(const struct timeline *timeline, duty_ix duty,
                          date_day date)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        if (holds(timeline, staff, duty, date)) {
            return true;
        }
    }
    return false;
}

/* What lies outside the horizon and was given to nobody is not known. */
static bool known(const struct timeline *timeline, duty_ix duty, date_day date)
{
    return in_horizon(timeline, date) || anybody_holds(timeline, duty, date);
}

static bool unforeseen(const struct absence *absence)
{
    return absence->kind == ABSENCE_SICK_SELF ||
           absence->kind == ABSENCE_SICK_NOTE ||
           absence->kind == ABSENCE_CHILD ||
           absence->kind == ABSENCE_WELFARE;
}

bool block_released(const struct coop *coop, int32_t staff, duty_ix duty,
                    date_day date)
{
    date_day last = date + (duty_end(coop, duty) - 1) / 1440;

    for (int32_t i = 0; i < coop->absences.n; i++) {
        const struct absence *absence = &coop->absences.at[i];
        if (absence->staff.ix == staff && absence->approved &&
            unforeseen(absence) && absence->from <= last &&
            absence->to >= date) {
            return slot_refusal(coop, staff, duty, date) == REFUSE_ABSENT;
        }
    }
    return false;
}

/* Whether somebody who holds just one of the two is released from the other. */
static bool parted(const struct timeline *timeline, const duty_ix duties[2],
                   date_day date)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        bool first = holds(timeline, staff, duties[0], date);
        bool second = holds(timeline, staff, duties[1], date + 1);
        if (first != second &&
            block_released(timeline->coop, staff, duties[first ? 1 : 0],
                           first ? date + 1 : date)) {
            return true;
        }
    }
    return false;
}

static void check_joint(const struct timeline *timeline,
                        const duty_ix duties[2], date_day date,
                        struct finding_vec *out)
{
    if (!known(timeline, duties[0], date) ||
        !known(timeline, duties[1], date + 1)) {
        return;
    }
    bool ill = parted(timeline, duties, date);
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        bool first = holds(timeline, staff, duties[0], date);
        bool second = holds(timeline, staff, duties[1], date + 1);
        if (first == second) {
            continue;
        }
        struct finding found = {
            .rule = RULE_BLOCK,
            .grade = ill ? FINDING_NOTE : FINDING_HARD,
            .staff = staff,
            .duty = duties[first ? 1 : 0],
            .from = date,
            .to = date + 1,
            .value = 1,
            .limit = 2,
            .reference = "",
        };
        finding_add(out, &found, "holds only the %s of two days of a block",
                    first ? "first" : "second");
    }
}

void rule_block(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;

    for (duty_ix chain = 0; chain < coop->demands.n; chain++) {
        date_day end = duty_shift(coop, chain)->block ? timeline->to : DATE_MIN;
        for (date_day date = timeline->from - 1; date <= end; date++) {
            const duty_ix duties[2] = {chain_duty(coop, chain, date),
                                       chain_duty(coop, chain, date + 1)};
            /* Each chain is looked at from the demand that leads the day. */
            if (duties[0] == chain && duties[1] != NONE) {
                check_joint(timeline, duties, date, out);
            }
        }
    }
}
