/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * travel.h - how long from place to place, leaving at some time: roads either
 * way, ferries by timetable, check-in and disruptions (domain.md 4.3).
 */
#ifndef MODEL_TRAVEL_H
#define MODEL_TRAVEL_H

#include "base/zone.h"
#include "model/coop.h"

#define TRAVEL_NEVER INT32_MAX

/* Minutes until arrival when leaving `from` at `minute` (0..1439, wall clock)
 * of `date`: earliest arrival over roads and the departures of that day and
 * the two after it. 0 when from = to or either is NONE. TRAVEL_NEVER when
 * there is no way, or none within 48 hours. */
int32_t travel_minutes(const struct coop *coop, int32_t from, int32_t to,
                       date_day date, int32_t minute);
/* Minutes before `minute` of `date` at which one must leave `from` to be at
 * `to` by then, check-in included; TRAVEL_NEVER when even leaving 24 hours
 * before is too late. `minute` may pass 1440. */
int32_t travel_lead(const struct coop *coop, int32_t from, int32_t to,
                    date_day date, int32_t minute);
/* The worst of travel_minutes over every minute of [start, end) of a duty that
 * begins on `date` (minutes may pass 1440): what a standby's response limit is
 * held against. */
int32_t travel_worst(const struct coop *coop, int32_t from, int32_t to,
                     date_day date, int32_t start, int32_t end);
/* Whether travel_worst() is at most `limit`; much faster where roads or the
 * bare distance already tell. */
bool travel_in_time(const struct coop *coop, const int32_t ends[2],
                    date_day date, const int32_t clock[2], int32_t limit);
/* There and back for a day's work start..end at `to`: minutes out plus minutes
 * home, or TRAVEL_NEVER when the last way home is gone. */
int32_t travel_round(const struct coop *coop, int32_t from, int32_t to,
                     date_day date, int32_t start, int32_t end);

#endif
