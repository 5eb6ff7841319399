/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_day.c - N1 and O2: work in any 24 hours, §§ 10-4 (1), 10-6 (8).
 *
 * The 24 hours are elapsed and begin at each start of work: no other 24 hours
 * can hold more. N1 counts normal work only, O2 overtime and call-outs too;
 * passive standby enters when the profile says so (domain.md 2.2).
 */
#include "model/rule_tools.h"

struct day_rule {
    enum rule_kind rule;
    enum limit_key limit;
    enum work_sum active, with_standby;
};

static void check_from(const struct timeline *timeline,
                       const struct day_rule *rule,
                       const struct work_item *item, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    instant to = item->from + DAY_SECONDS;
    bool standby =
        profile_limit(coop, LIMIT_STANDBY_IN_DAY, item->staff, item->date);
    units worked = timeline_sum(timeline, item->staff, item->from, to,
                                standby ? rule->with_standby : rule->active);
    units limit = profile_limit(coop, rule->limit, item->staff, item->date);

    if (worked <= limit ||
        !horizon_has_part(timeline, item->staff, item->from, to)) {
        return;
    }
    struct finding found = {
        .rule = rule->rule,
        .grade = limit_grade(coop, rule->limit),
        .staff = item->staff,
        .duty = item->duty,
        .from = item->date,
        .to = local_date(to - 1),
        .value = worked,
        .limit = limit,
        .reference = limit_reference(coop, rule->limit),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT], moment[MOMENT_TEXT];
    finding_add(out, &found, "%s in the 24 hours from %s, at most %s",
                units_format(worked, has), moment_format(item->from, moment),
                units_format(limit, may));
}

static void check(const struct timeline *timeline, const struct day_rule *rule,
                  struct finding_vec *out)
{
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (!staff_exempt(timeline, item->staff) && begins_work(timeline, i)) {
            check_from(timeline, rule, item, out);
        }
    }
}

void rule_day_normal(const struct timeline *timeline, struct finding_vec *out)
{
    static const struct day_rule RULE = {RULE_DAY_NORMAL, LIMIT_DAY_NORMAL,
                                         SUM_NORMAL, SUM_NORMAL_COUNTED};

    check(timeline, &RULE, out);
}

void rule_day_total(const struct timeline *timeline, struct finding_vec *out)
{
    static const struct day_rule RULE = {RULE_DAY_TOTAL, LIMIT_DAY_TOTAL,
                                         SUM_ACTIVE, SUM_COUNTED};

    check(timeline, &RULE, out);
}
