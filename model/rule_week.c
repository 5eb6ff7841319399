/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_week.c - N2 and O3: hours a week and on average, §§ 10-4, 10-5, 10-6.
 *
 * Readings that are a choice: the seven days are fixed weeks from Monday 00:00;
 * means are rolling, over the weeks that end with each week of the horizon;
 * which limits apply is asked of the last week's Monday; weeks of absence count
 * with what was worked in them. Standby counts by its factor. N2 counts normal
 * work, O3 overtime and call-outs too.
 */
#include "model/rule_tools.h"

enum { WEEKS_MAX = 52, CAP8_WEEKS = 8 };

struct mean {
    enum rule_kind rule;
    enum limit_key limit;
    enum work_sum what;
    int32_t weeks;
};

/* The mean of the weeks that end with the one of `monday`. */
static void check_mean(const struct timeline *timeline, int32_t staff,
                       date_day monday, struct mean mean,
                       struct finding_vec *out)
{
    const struct coop *coop = timeline->coop;
    date_day first = monday - 7 * (mean.weeks - 1);
    instant from = zone_instant(first, 0), to = zone_instant(monday + 7, 0);
    units worked = timeline_sum(timeline, staff, from, to, mean.what);
    units limit = profile_limit(coop, mean.limit, staff, monday);

    if (worked <= limit * mean.weeks ||
        !horizon_has_part(timeline, staff, from, to)) {
        return;
    }
    struct finding found = {
        .rule = mean.rule,
        .grade = limit_grade(coop, mean.limit),
        .staff = staff,
        .duty = NONE,
        .from = first,
        .to = monday + 6,
        /* Rounded up: still above the limit when it is only just so. */
        .value = (worked + mean.weeks - 1) / mean.weeks,
        .limit = limit,
        .reference = limit_reference(coop, mean.limit),
    };
    char has[UNITS_TEXT], may[UNITS_TEXT], day[DATE_TEXT];
    units_format(found.value, has);
    units_format(limit, may);
    date_format(first, day);
    if (mean.weeks == 1) {
        finding_add(out, &found, "%s in the week from %s, at most %s", has, day,
                    may);
    } else {
        finding_add(out, &found,
                    "%s a week on average of the %d weeks from %s, at most %s",
                    has, (int)mean.weeks, day, may);
    }
}

static int32_t agreed_weeks(const struct timeline *timeline, int32_t staff,
                            date_day monday, enum limit_key key)
{
    int64_t weeks = profile_limit(timeline->coop, key, staff, monday);

    weeks = weeks > WEEKS_MAX ? WEEKS_MAX : weeks;
    return weeks < 1 ? 1 : (int32_t)weeks;
}

static void check_normal(const struct timeline *timeline, int32_t staff,
                         date_day monday, struct finding_vec *out)
{
    static const enum limit_key CLASSES[] = {
        [CLASS_DAY] = LIMIT_WEEK_NORMAL,
        [CLASS_TURNUS] = LIMIT_WEEK_TURNUS,
        [CLASS_CONTINUOUS] = LIMIT_WEEK_CONTINUOUS,
    };
    enum limit_key norm = CLASSES[timeline->coop->staff.at[staff].shift_class];
    int32_t weeks =
        agreed_weeks(timeline, staff, monday, LIMIT_AVERAGING_WEEKS);
    const struct mean MEANS[] = {
        {RULE_WEEK_NORMAL, norm, SUM_NORMAL_COUNTED, weeks},
        {RULE_WEEK_NORMAL, LIMIT_WEEK_CAP, SUM_NORMAL_COUNTED, 1},
        {RULE_WEEK_NORMAL, LIMIT_WEEK_CAP8, SUM_NORMAL_COUNTED, CAP8_WEEKS},
    };

    /* The two caps matter only where the week is averaged. */
    for (size_t i = 0; i < (weeks > 1 ? COUNT_OF(MEANS) : 1); i++) {
        check_mean(timeline, staff, monday, MEANS[i], out);
    }
}

static void check_total(const struct timeline *timeline, int32_t staff,
                        date_day monday, struct finding_vec *out)
{
    const struct mean MEANS[] = {
        {RULE_WEEK_TOTAL, LIMIT_WEEK_TOTAL, SUM_COUNTED,
         agreed_weeks(timeline, staff, monday, LIMIT_WEEK_TOTAL_WEEKS)},
        {RULE_WEEK_TOTAL, LIMIT_WEEK_TOTAL_CAP, SUM_COUNTED, 1},
    };

    for (size_t i = 0; i < COUNT_OF(MEANS); i++) {
        check_mean(timeline, staff, monday, MEANS[i], out);
    }
}

typedef void week_check(const struct timeline *timeline, int32_t staff,
                        date_day monday, struct finding_vec *out);

static void each_week(const struct timeline *timeline, week_check *check,
                      struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        for (date_day monday = date_monday(timeline->from);
             monday <= timeline->to && !staff_exempt(timeline, staff);
             monday += 7) {
            check(timeline, staff, monday, out);
        }
    }
}

void rule_week_normal(const struct timeline *timeline, struct finding_vec *out)
{
    each_week(timeline, check_normal, out);
}

void rule_week_total(const struct timeline *timeline, struct finding_vec *out)
{
    each_week(timeline, check_total, out);
}
