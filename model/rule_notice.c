/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_notice.c - P1: a work plan is discussed at least two weeks before it
 * takes effect, § 10-3. Says nothing while no date of publication is known.
 */
#include "model/rule_tools.h"

void rule_notice(const struct timeline *timeline, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    int64_t limit =
        profile_limit(coop, LIMIT_NOTICE_DAYS, NONE, timeline->from);

    if (timeline->published == DATE_NONE ||
        timeline->from - timeline->published >= limit) {
        return;
    }
    struct finding found = {
        .rule = RULE_NOTICE,
        .grade = limit_grade(coop, LIMIT_NOTICE_DAYS),
        .staff = NONE,
        .duty = NONE,
        .from = timeline->from,
        .to = timeline->to,
        .value = timeline->from - timeline->published,
        .limit = limit,
        .reference = limit_reference(coop, LIMIT_NOTICE_DAYS),
    };
    finding_add(out, &found, "%d days of notice of the plan, at least %d",
                (int)found.value, (int)limit);
}
