/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar.h - the Norwegian calendar: red days, half days, the three window
 * sets of domain.md 3.2 and local days. Pure functions of date and members.
 */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "base/zone.h"
#include "model/coop.h"

enum holiday {
    HOLIDAY_NONE,
    HOLIDAY_NEW_YEAR,
    HOLIDAY_MAUNDY_THURSDAY,
    HOLIDAY_GOOD_FRIDAY,
    HOLIDAY_EASTER_SUNDAY,
    HOLIDAY_EASTER_MONDAY,
    HOLIDAY_MAY_1,
    HOLIDAY_MAY_17,
    HOLIDAY_ASCENSION,
    HOLIDAY_WHIT_SUNDAY,
    HOLIDAY_WHIT_MONDAY,
    HOLIDAY_CHRISTMAS_1,
    HOLIDAY_CHRISTMAS_2,
    HOLIDAY_COUNT
};

/* The holiday of that date; when two collide (17 May = Whit Monday in 2027 and
 * 2032, 1 May = Ascension in 2008) the one with the church's name. Sundays
 * that are nothing else give HOLIDAY_NONE. */
enum holiday calendar_holiday(date_day date);
const char *holiday_name(enum holiday holiday, bool norwegian);
/* Public holiday or Sunday. Collisions count once. */
bool calendar_red(date_day date);

/* A piece of time, [from, to). */
struct window {
    instant from, to;
};

/* LAW_SUNDAY (§10-10) of one red day: its share of the work-free window. From
 * 18:00 (15:00 on the great eves) the day before unless that is red too, to
 * 22:00 unless the day after is red too; otherwise from and to midnight. */
struct window calendar_law_day(date_day red);
/* LAW_SUNDAY (§10-10): the work-free windows that touch [from, to), ascending,
 * merged: 18:00 the day before to 22:00 the day before the next working day,
 * from 15:00 on Christmas, Easter and Whit Eve; 1 and 17 May themselves are
 * red, but the evening before is ordinary. Returns how many were written
 * (at most `max`). */
int32_t calendar_law_windows(instant from, instant to, struct window *out,
                             int32_t max);
/* Whole minutes of [from, to), elapsed, inside the LAW_SUNDAY windows. */
int64_t calendar_law_minutes(instant from, instant to);
/* HTA_133: from which minute of the day the 133 1/3 % window runs to midnight:
 * 0 on holidays and Easter Eve; 720 on the Wednesday before Maundy Thursday,
 * Whit, Christmas and New Year's Eve; 1440 otherwise. Ordinary Sundays are not
 * in it. */
int32_t calendar_pay133_from(date_day date);
/* Offices and shops close at noon: the Wednesday before Maundy Thursday, Whit,
 * Christmas and New Year's Eve. */
bool calendar_half_day(date_day date);
/* OFFICE_CLOSED for a member (NONE: nobody's own days): from which minute the
 * office is closed: 0 red or closed, 720 half days, 1440 open all day. Closed
 * on the weekdays that the member's own opening hours leave out; without such
 * hours, at weekends. */
int32_t calendar_office_closed_from(const struct coop *coop, int32_t member,
                                    date_day date);
enum local_effect calendar_local_effect(const struct coop *coop,
                                        int32_t member, date_day date);
enum day_type calendar_day_type(date_day date); /* timetables; red = Sunday */

#endif
