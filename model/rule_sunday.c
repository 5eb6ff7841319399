/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rule_sunday.c - R3 and S1: Sundays and holidays, §§ 10-8 (4), 10-10.
 *
 * A Sunday or holiday is worked when active work touches its share of the
 * LAW_SUNDAY window; passive standby only if the profile says so. Literal
 * reading of "the next Sunday or holiday off": the row of all Sundays and
 * holidays, so two holidays that follow each other count as two. Averaged over
 * 26 weeks: of the Sundays and holidays in the 182 days that end with a worked
 * one, so many percent may be worked, and among any n Monday weeks one holds a
 * free Sunday or holiday.
 */
#include "model/rule_tools.h"

enum { AVERAGE_DAYS = 182, WEEKS_MAX = 26, NEAR = 14 };

enum worked { WORKED_NOT, WORKED, WORKED_IN_HORIZON };

static bool is_sunday_work(const struct timeline *timeline,
                           const struct work_item *item)
{
    return work_blocks_rest(item) ||
           (item->kind == SHIFT_STANDBY &&
            profile_limit(timeline->coop, LIMIT_STANDBY_IS_SUNDAY_WORK,
                          item->staff, item->date));
}

static enum worked worked_on(const struct timeline *timeline, int32_t staff,
                             date_day red)
{
    struct window window = calendar_law_day(red);
    enum worked worked = WORKED_NOT;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->from >= window.to || item->to <= window.from ||
            !is_sunday_work(timeline, item)) {
            continue;
        }
        if (in_horizon(timeline, item->date)) {
            return WORKED_IN_HORIZON;
        }
        worked = WORKED;
    }
    return worked;
}

static struct finding sunday_finding(const struct timeline *timeline,
                                     int32_t staff, date_day from, date_day to)
{
    struct finding found = {
        .rule = RULE_SUNDAY,
        .grade = limit_grade(timeline->coop, LIMIT_SUNDAYS_OF_26W),
        .staff = staff,
        .duty = NONE,
        .from = from,
        .to = to,
        .reference = limit_reference(timeline->coop, LIMIT_SUNDAYS_OF_26W),
    };
    return found;
}

/* No profile limit, or one of all Sundays, asks for none off. */
static bool sundays_bind(const struct timeline *timeline, int32_t staff,
                         date_day red)
{
    return profile_limit(timeline->coop, LIMIT_SUNDAYS_OF_26W, staff, red) <
           100;
}

static void check_next_off(const struct timeline *timeline, int32_t staff,
                           struct finding_vec *out)
{
    enum worked last = WORKED_NOT;
    date_day last_red = DATE_NONE;

    for (date_day red = timeline->from - NEAR; red <= timeline->to + NEAR;
         red++) {
        if (!calendar_red(red)) {
            continue;
        }
        enum worked now = worked_on(timeline, staff, red);
        if (last != WORKED_NOT && now != WORKED_NOT &&
            (last == WORKED_IN_HORIZON || now == WORKED_IN_HORIZON) &&
            sundays_bind(timeline, staff, red)) {
            struct finding found =
                sunday_finding(timeline, staff, last_red, red);
            char a[DATE_TEXT], b[DATE_TEXT];
            found.value = 2;
            found.limit = 1;
            finding_add(out, &found,
                        "work on %s and on %s, the next Sunday or holiday",
                        date_format(last_red, a), date_format(red, b));
        }
        last = now;
        last_red = red;
    }
}

static void check_share(const struct timeline *timeline, int32_t staff,
                        date_day red, struct finding_vec *out)
{
    int64_t pct =
        profile_limit(timeline->coop, LIMIT_SUNDAYS_OF_26W, staff, red);
    date_day first = red - AVERAGE_DAYS + 1;
    int32_t all = 0, worked = 0;

    for (date_day date = first; date <= red; date++) {
        if (calendar_red(date)) {
            all++;
            worked += worked_on(timeline, staff, date) != WORKED_NOT;
        }
    }
    if (100 * worked > pct * all) {
        struct finding found = sunday_finding(timeline, staff, first, red);
        found.value = 100 * worked / all;
        found.limit = pct;
        finding_add(out, &found,
                    "%d of %d Sundays and holidays in 26 weeks, at most %d %%",
                    (int)worked, (int)all, (int)pct);
    }
}

/* The n weeks that end with the one of `monday`. */
static void check_free_week(const struct timeline *timeline, int32_t staff,
                            date_day monday, struct finding_vec *out)
{
    int64_t weeks =
        profile_limit(timeline->coop, LIMIT_SUNDAY_FREE_WEEKS, staff, monday);
    bool touched = false;

    if (weeks < 1 || weeks > WEEKS_MAX) {
        return;
    }
    date_day first = monday - 7 * ((int32_t)weeks - 1);
    for (date_day date = first; date < monday + 7; date++) {
        enum worked worked =
            calendar_red(date) ? worked_on(timeline, staff, date) : WORKED;
        if (worked == WORKED_NOT) {
            return;
        }
        touched |= worked == WORKED_IN_HORIZON;
    }
    if (touched) {
        struct finding found =
            sunday_finding(timeline, staff, first, monday + 6);
        found.value = weeks + 1;
        found.limit = weeks;
        finding_add(out, &found,
                    "no free Sunday or holiday in %d weeks, at least one",
                    (int)weeks);
    }
}

static void check_averaged(const struct timeline *timeline, int32_t staff,
                           struct finding_vec *out)
{
    for (date_day date = timeline->from; date <= timeline->to; date++) {
        if (calendar_red(date) &&
            worked_on(timeline, staff, date) == WORKED_IN_HORIZON) {
            check_share(timeline, staff, date, out);
        }
    }
    for (date_day monday = date_monday(timeline->from); monday <= timeline->to;
         monday += 7) {
        check_free_week(timeline, staff, monday, out);
    }
}

void rule_sunday_off(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t staff = 0; staff < timeline->coop->staff.n; staff++) {
        const struct staff *person = &timeline->coop->staff.at[staff];
        if (staff_exempt(timeline, staff)) {
            continue;
        }
        if (person->sunday_basis == SUNDAY_AVERAGED26) {
            check_averaged(timeline, staff, out);
        } else {
            check_next_off(timeline, staff, out);
        }
    }
}

/* S1 only tells what is Sunday work: care needs it, the law asks that it be
 * discussed. */
void rule_sunday_work(const struct timeline *timeline, struct finding_vec *out)
{
    for (int32_t i = 0; i < timeline->items.n; i++) {
        const struct work_item *item = &timeline->items.at[i];
        int64_t minutes = calendar_law_minutes(item->from, item->to);
        if (minutes == 0 || !in_horizon(timeline, item->date) ||
            !is_sunday_work(timeline, item) ||
            staff_exempt(timeline, item->staff)) {
            continue;
        }
        struct finding found = {
            .rule = RULE_SUNDAY_WORK,
            .grade = FINDING_NOTE,
            .staff = item->staff,
            .duty = item->duty,
            .from = item->date,
            .to = local_date(item->to - 1),
            .value = minutes * UNITS_PER_MINUTE,
            .reference =
                limit_reference(timeline->coop, LIMIT_STANDBY_IS_SUNDAY_WORK),
        };
        char has[UNITS_TEXT];
        finding_add(out, &found, "%s of work on a Sunday or holiday",
                    units_format(found.value, has));
    }
}
