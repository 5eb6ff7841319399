/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar.c - red days, half days and the three window sets (domain.md 3).
 *
 * Everything follows from the date: fixed days by month and day, movable ones
 * by their distance from Easter Sunday.
 */
#include "model/calendar.h"

enum {
    NOON = 720,
    EVENING = 1080,   /* 18:00, when a Sunday begins by § 10-10 */
    AFTERNOON = 900,  /* 15:00, on the three eves */
    NIGHTFALL = 1320, /* 22:00, when it ends */
    MIDNIGHT = 1440
};

/* The church's days stand first, so that they win a collision. */
static const struct {
    enum holiday holiday;
    int32_t after_easter;
} MOVABLE[] = {
    {HOLIDAY_MAUNDY_THURSDAY, -3}, {HOLIDAY_GOOD_FRIDAY, -2},
    {HOLIDAY_EASTER_SUNDAY, 0},    {HOLIDAY_EASTER_MONDAY, 1},
    {HOLIDAY_ASCENSION, 39},       {HOLIDAY_WHIT_SUNDAY, 49},
    {HOLIDAY_WHIT_MONDAY, 50},
};

static const struct {
    enum holiday holiday;
    int month, day;
} FIXED[] = {
    {HOLIDAY_NEW_YEAR, 1, 1},      {HOLIDAY_MAY_1, 5, 1},
    {HOLIDAY_MAY_17, 5, 17},       {HOLIDAY_CHRISTMAS_1, 12, 25},
    {HOLIDAY_CHRISTMAS_2, 12, 26},
};

static const char *const NAMES[HOLIDAY_COUNT][2] = {
    [HOLIDAY_NONE] = {"", ""},
    [HOLIDAY_NEW_YEAR] = {"New Year's Day", "1. nyttårsdag"},
    [HOLIDAY_MAUNDY_THURSDAY] = {"Maundy Thursday", "skjærtorsdag"},
    [HOLIDAY_GOOD_FRIDAY] = {"Good Friday", "langfredag"},
    [HOLIDAY_EASTER_SUNDAY] = {"Easter Sunday", "1. påskedag"},
    [HOLIDAY_EASTER_MONDAY] = {"Easter Monday", "2. påskedag"},
    [HOLIDAY_MAY_1] = {"Labour Day", "1. mai"},
    [HOLIDAY_MAY_17] = {"Constitution Day", "17. mai"},
    [HOLIDAY_ASCENSION] = {"Ascension Day", "Kristi himmelfartsdag"},
    [HOLIDAY_WHIT_SUNDAY] = {"Whit Sunday", "1. pinsedag"},
    [HOLIDAY_WHIT_MONDAY] = {"Whit Monday", "2. pinsedag"},
    [HOLIDAY_CHRISTMAS_1] = {"Christmas Day", "1. juledag"},
    [HOLIDAY_CHRISTMAS_2] = {"Boxing Day", "2. juledag"},
};

enum holiday calendar_holiday(date_day date)
{
    int year, month, day;

    date_split(date, &year, &month, &day);
    int32_t after_easter = date - date_easter(year);
    for (size_t i = 0; i < COUNT_OF(MOVABLE); i++) {
        if (MOVABLE[i].after_easter == after_easter) {
            return MOVABLE[i].holiday;
        }
    }
    for (size_t i = 0; i < COUNT_OF(FIXED); i++) {
        if (FIXED[i].month == month && FIXED[i].day == day) {
            return FIXED[i].holiday;
        }
    }
    return HOLIDAY_NONE;
}

const char *holiday_name(enum holiday holiday, bool norwegian)
{
    return NAMES[holiday][norwegian];
}

bool calendar_red(date_day date)
{
    return date_weekday(date) == SUNDAY ||
           calendar_holiday(date) != HOLIDAY_NONE;
}

/* Christmas, Easter or Whit Eve: the Sunday after it begins at 15:00. */
static bool is_great_eve(date_day date)
{
    enum holiday next = calendar_holiday(date + 1);

    return next == HOLIDAY_CHRISTMAS_1 || next == HOLIDAY_EASTER_SUNDAY ||
           next == HOLIDAY_WHIT_SUNDAY;
}

/* 1 and 17 May on a weekday have no eve (act of 26 April 1947). */
static bool has_no_eve(date_day red)
{
    enum holiday holiday = calendar_holiday(red);

    return date_weekday(red) != SUNDAY &&
           (holiday == HOLIDAY_MAY_1 || holiday == HOLIDAY_MAY_17);
}

struct window calendar_law_day(date_day red)
{
    struct window window = {zone_instant(red, 0), zone_instant(red + 1, 0)};

    if (!calendar_red(red - 1) && !has_no_eve(red)) {
        window.from =
            zone_instant(red - 1, is_great_eve(red - 1) ? AFTERNOON : EVENING);
    }
    if (!calendar_red(red + 1)) {
        window.to = zone_instant(red, NIGHTFALL);
    }
    return window;
}

/* No row of red days is longer than a week. */
enum { ROW_MAX = 7 };

int32_t calendar_law_windows(instant from, instant to, struct window *out,
                             int32_t max)
{
    date_day first, last;
    int32_t minute, n = 0;

    zone_local(from, &first, &minute);
    zone_local(to, &last, &minute);
    struct window row = {0, 0};
    for (date_day date = first - ROW_MAX; date <= last + ROW_MAX; date++) {
        if (!calendar_red(date)) {
            continue;
        }
        struct window day = calendar_law_day(date);
        row.from = day.from <= row.to ? row.from : day.from;
        row.to = day.to;
        if (!calendar_red(date + 1) && row.from < to && row.to > from &&
            n < max) {
            out[n++] = row;
        }
    }
    return n;
}

int64_t calendar_law_minutes(instant from, instant to)
{
    date_day first, last;
    int32_t minute;
    instant seconds = 0;

    zone_local(from, &first, &minute);
    zone_local(to, &last, &minute);
    for (date_day date = first; date <= last + 1; date++) {
        if (!calendar_red(date)) {
            continue;
        }
        struct window day = calendar_law_day(date);
        instant start = day.from > from ? day.from : from;
        instant end = day.to < to ? day.to : to;
        seconds += end > start ? end - start : 0;
    }
    return seconds / 60;
}

/* Wednesday before Maundy Thursday, Whit, Christmas and New Year's Eve. */
bool calendar_half_day(date_day date)
{
    enum holiday next = calendar_holiday(date + 1);

    return next == HOLIDAY_MAUNDY_THURSDAY || next == HOLIDAY_WHIT_SUNDAY ||
           next == HOLIDAY_CHRISTMAS_1 || next == HOLIDAY_NEW_YEAR;
}

int32_t calendar_pay133_from(date_day date)
{
    if (calendar_holiday(date) != HOLIDAY_NONE ||
        calendar_holiday(date + 1) == HOLIDAY_EASTER_SUNDAY) {
        return 0;
    }
    return calendar_half_day(date) ? NOON : MIDNIGHT;
}

enum local_effect calendar_local_effect(const struct coop *coop, int32_t member,
                                        date_day date)
{
    enum local_effect effect = LOCAL_NONE;

    for (int32_t i = 0; i < coop->local_days.n; i++) {
        const struct local_day *day = &coop->local_days.at[i];
        bool concerned = day->member.ix == NONE || day->member.ix == member;
        if (!concerned || date < day->from || date > day->to) {
            continue;
        }
        if (day->effect == LOCAL_OFFICE_CLOSED) {
            return LOCAL_OFFICE_CLOSED;
        }
        effect = day->effect == LOCAL_NONE ? effect : day->effect;
    }
    return effect;
}

/* Whether the office works on that weekday: its own hours, or Mon-Fri. */
static bool open_weekday(const struct coop *coop, int32_t member,
                         enum weekday weekday)
{
    weekday_mask days = 0;

    if (member != NONE) {
        const struct opening_list *opening = &coop->members.at[member].opening;
        for (int32_t i = 0; i < opening->n; i++) {
            days |= opening->at[i].weekdays;
        }
    }
    days = days ? days : MONDAY_TO_FRIDAY;
    return (days >> weekday) & 1;
}

int32_t calendar_office_closed_from(const struct coop *coop, int32_t member,
                                    date_day date)
{
    if (calendar_red(date) || !open_weekday(coop, member, date_weekday(date)) ||
        calendar_local_effect(coop, member, date) == LOCAL_OFFICE_CLOSED) {
        return 0;
    }
    return calendar_half_day(date) ? NOON : MIDNIGHT;
}

enum day_type calendar_day_type(date_day date)
{
    if (calendar_red(date)) {
        return DAY_SUNDAY;
    }
    return date_weekday(date) == SATURDAY ? DAY_SATURDAY : DAY_WEEKDAY;
}
