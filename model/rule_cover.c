/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_cover.c - demand below its low mark: uncovered, a warning with a price.
 *
 * Per day: people and outside cover on each date on which the duty exists. Per
 * week: duties held in a Monday week that ends in the horizon, if there is a
 * day in it on which the duty exists.
 */
#include "model/rule_tools.h"

static int32_t count_held(const struct timeline *timeline, duty_ix duty,
                          date_day from, date_day to)
{
    int32_t held = 0;

    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        held += item->duty == duty && item->date >= from && item->date <= to;
    }
    return held;
}

static void check_dates(const struct timeline *timeline, duty_ix duty,
                        date_day from, date_day to, struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    int32_t low = coop->demands.at[duty].low, days = 0;
    int32_t held = count_held(timeline, duty, from, to);

    for (date_day date = from; date <= to; date++) {
        if (duty_on(coop, duty, date)) {
            days++;
            held += duty_external(coop, duty, date);
        }
    }
    if (days == 0 || held >= low) {
        return;
    }
    struct finding found = {
        .rule = RULE_COVER,
        .grade = FINDING_WARN,
        .staff = NONE,
        .duty = duty,
        .from = from,
        .to = to,
        .value = held,
        .limit = low,
        .reference = "",
    };
    finding_add(out, &found, "%d of %d %s", (int)held, (int)low,
                from == to ? "people" : "duties of the week");
}

void rule_cover(const struct timeline *timeline, struct finding_vec *out)
{
    for (duty_ix duty = 0; duty < timeline->coop->demands.n; duty++) {
        bool weekly = timeline->coop->demands.at[duty].per == PER_WEEK;
        for (date_day date = timeline->from; date <= timeline->to; date++) {
            if (!weekly) {
                check_dates(timeline, duty, date, date, out);
            } else if (date_weekday(date) == SUNDAY) {
                check_dates(timeline, duty, date - 6, date, out);
            }
        }
    }
}
