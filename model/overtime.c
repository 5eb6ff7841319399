/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overtime.c - statutory overtime by date. */
#include "model/overtime.h"

#include "model/rule_tools.h"

/* What a person does on each day of a Monday week. */
struct week {
    units day_all[7], day_plan[7];   /* for the daily mark: active work */
    units week_all[7], week_plan[7]; /* for the weekly one: standby too */
};

static units larger(units a, units b)
{
    return a > b ? a : b;
}

static struct week read_week(const struct timeline *timeline, int32_t staff,
                             date_day monday)
{
    struct week week = {0};

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        int32_t day = item->date - monday;
        if (day < 0 || day > 6) {
            continue;
        }
        week.day_all[day] += work_units(timeline, item, SUM_ACTIVE);
        week.day_plan[day] += work_units(timeline, item, SUM_NORMAL);
        week.week_all[day] += work_units(timeline, item, SUM_COUNTED);
        week.week_plan[day] += work_units(timeline, item, SUM_NORMAL_COUNTED);
    }
    return week;
}

static units week_mark(const struct timeline *timeline, int32_t staff,
                       date_day monday, const struct week *week)
{
    static const enum limit_key CLASSES[] = {
        [CLASS_DAY] = LIMIT_WEEK_NORMAL,
        [CLASS_TURNUS] = LIMIT_WEEK_TURNUS,
        [CLASS_CONTINUOUS] = LIMIT_WEEK_CONTINUOUS,
    };
    enum limit_key key = CLASSES[timeline->coop->staff.at[staff].shift_class];
    units plan = 0;

    for (int32_t day = 0; day < 7; day++) {
        plan += week->week_plan[day];
    }
    return larger(plan, profile_limit(timeline->coop, key, staff, monday));
}

static void overtime_week(const struct timeline *timeline, int32_t staff,
                          date_day monday, units out[7])
{
    struct week week = read_week(timeline, staff, monday);
    units mark = week_mark(timeline, staff, monday, &week);
    units all = 0, by_days = 0, by_week = 0;

    for (int32_t day = 0; day < 7; day++) {
        units normal = profile_limit(timeline->coop, LIMIT_DAY_NORMAL, staff,
                                     monday + day);
        units daily =
            larger(0, week.day_all[day] - larger(normal, week.day_plan[day]));
        all += week.week_all[day];
        by_days += daily;
        units weekly = larger(0, all - mark - by_days);
        out[day] = daily + larger(0, weekly - by_week);
        by_week = larger(by_week, weekly);
    }
}

void overtime_days(const struct timeline *timeline, int32_t staff,
                   date_day from, date_day to, units *out)
{
    for (date_day monday = date_monday(from); monday <= to; monday += 7) {
        units week[7];
        overtime_week(timeline, staff, monday, week);
        for (int32_t day = 0; day < 7; day++) {
            date_day date = monday + day;
            if (date >= from && date <= to) {
                out[date - from] = week[day];
            }
        }
    }
}
