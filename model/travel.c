/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * travel.c - earliest arrival and latest departure over roads and timetables.
 *
 * Places are few, so the search simply improves every place over every link
 * until nothing changes. It runs on instants: driving takes elapsed minutes, a
 * ferry leaves by the wall clock.
 */
#include "model/travel.h"

#include "model/calendar.h"

enum { DAY = 86400, MINUTE = 60, WAIT_DAYS = 2, REACH = 2 * DAY };

#define UNREACHED INT64_MAX
#define TOO_LATE INT64_MIN

/* ---- departures --------------------------------------------------------- */

/* Minutes by which the ferry is late that day; TRAVEL_NEVER when it is down. */
static int32_t ferry_delay(const struct coop *coop, int32_t ferry,
                           date_day date)
{
    int32_t delay = 0;

    for (int32_t i = 0; i < coop->disruptions.n; i++) {
        const struct disruption *d = &coop->disruptions.at[i];
        if (d->ferry.ix != ferry || date < d->from || date > d->to) {
            continue;
        }
        if (d->status == LINK_DOWN) {
            return TRAVEL_NEVER;
        }
        if (d->status == LINK_DELAYED && d->delay > delay) {
            delay = d->delay;
        }
    }
    return delay;
}

/* The departures of one day, NULL when there are none; adds the delay. */
static const struct int_vec *departures_on(const struct coop *coop,
                                           int32_t ferry, date_day date,
                                           int32_t *delay)
{
    const struct ferry *f = &coop->ferries.at[ferry];
    enum day_type type = calendar_day_type(date);

    *delay = ferry_delay(coop, ferry, date);
    if (date < f->valid_from || date > f->valid_to || *delay == TRAVEL_NEVER) {
        return NULL;
    }
    for (int32_t i = 0; i < f->timetables.n; i++) {
        if (f->timetables.at[i].day_type == type) {
            return &f->timetables.at[i].departures;
        }
    }
    return NULL;
}

/* The first departure at or after `at`, no later than `last`. */
static instant next_departure(const struct coop *coop, int32_t ferry,
                              instant at, date_day last)
{
    date_day date;
    int32_t minute, delay;

    zone_local(at, &date, &minute);
    for (date--; date <= last; date++) { /* yesterday's may be late */
        const struct int_vec *list = departures_on(coop, ferry, date, &delay);
        for (int32_t i = 0; list && i < list->n; i++) {
            instant leaves = zone_instant(date, list->at[i]) + MINUTE * delay;
            if (leaves >= at) {
                return leaves;
            }
        }
    }
    return UNREACHED;
}

/* The last departure that is across at or before `by`, on `first` or later. */
static instant last_departure(const struct coop *coop, int32_t ferry,
                              instant by, date_day first)
{
    instant latest = by - MINUTE * coop->ferries.at[ferry].crossing;
    date_day date;
    int32_t minute, delay;

    zone_local(by, &date, &minute);
    for (; date >= first; date--) {
        const struct int_vec *list = departures_on(coop, ferry, date, &delay);
        for (int32_t i = list ? list->n - 1 : -1; i >= 0; i--) {
            instant leaves = zone_instant(date, list->at[i]) + MINUTE * delay;
            if (leaves <= latest) {
                return leaves;
            }
        }
    }
    return TOO_LATE;
}

/* ---- forwards: earliest arrival ----------------------------------------- */

static bool improve_min(instant *at, instant value)
{
    bool better = value < *at;
    *at = better ? value : *at;
    return better;
}

static bool relax_roads(const struct coop *coop, instant *arrival)
{
    bool changed = false;

    for (int32_t i = 0; i < coop->roads.n; i++) {
        const struct road *road = &coop->roads.at[i];
        instant *a = &arrival[road->from.ix], *b = &arrival[road->to.ix];
        if (*a != UNREACHED) {
            changed |= improve_min(b, *a + MINUTE * road->minutes);
        }
        if (*b != UNREACHED) {
            changed |= improve_min(a, *b + MINUTE * road->minutes);
        }
    }
    return changed;
}

/* `last` DATE_NONE: without waiting, as if a ferry lay ready. */
static bool relax_ferries(const struct coop *coop, instant *arrival,
                          date_day last)
{
    bool changed = false;

    for (int32_t i = 0; i < coop->ferries.n; i++) {
        const struct ferry *ferry = &coop->ferries.at[i];
        instant at = arrival[ferry->from.ix];
        if (at == UNREACHED) {
            continue;
        }
        at += MINUTE * ferry->check_in;
        at = last == DATE_NONE ? at : next_departure(coop, i, at, last);
        if (at != UNREACHED) {
            changed |= improve_min(&arrival[ferry->to.ix],
                                   at + MINUTE * ferry->crossing);
        }
    }
    return changed;
}

enum links { ROADS_ONLY, NO_WAITING, BY_TIMETABLE };

/* When `to` is reached, leaving `from` at `start`; UNREACHED. */
static instant earliest(const struct coop *coop, const int32_t ends[2],
                        instant start, enum links links)
{
    size_t n = (size_t)coop->places.n;
    instant *arrival = xcalloc(n, sizeof *arrival);
    date_day last;
    int32_t minute;

    zone_local(start, &last, &minute);
    last = links == BY_TIMETABLE ? last + WAIT_DAYS : DATE_NONE;
    for (size_t i = 0; i < n; i++) {
        arrival[i] = UNREACHED;
    }
    arrival[ends[0]] = start;
    bool changed = true;
    while (changed) {
        changed = relax_roads(coop, arrival);
        if (links != ROADS_ONLY) {
            changed |= relax_ferries(coop, arrival, last);
        }
    }
    instant found = arrival[ends[1]];
    free(arrival);
    return found;
}

static bool same_place(int32_t from, int32_t to)
{
    return from == to || from == NONE || to == NONE;
}

/* travel_minutes() from an instant, of two different places. */
static int32_t minutes_from(const struct coop *coop, const int32_t ends[2],
                            instant start, enum links links)
{
    instant found = earliest(coop, ends, start, links);

    if (found == UNREACHED || found - start > REACH) {
        return TRAVEL_NEVER;
    }
    return (int32_t)((found - start) / MINUTE);
}

int32_t travel_minutes(const struct coop *coop, int32_t from, int32_t to,
                       date_day date, int32_t minute)
{
    const int32_t ends[2] = {from, to};

    return same_place(from, to)
               ? 0
               : minutes_from(coop, ends, zone_instant(date, minute),
                              BY_TIMETABLE);
}

/* ---- backwards: latest departure ---------------------------------------- */

static bool improve_max(instant *at, instant value)
{
    bool better = value > *at;
    *at = better ? value : *at;
    return better;
}

static bool relax_back(const struct coop *coop, instant *leave, date_day first)
{
    bool changed = false;

    for (int32_t i = 0; i < coop->roads.n; i++) {
        const struct road *road = &coop->roads.at[i];
        instant *a = &leave[road->from.ix], *b = &leave[road->to.ix];
        if (*b != TOO_LATE) {
            changed |= improve_max(a, *b - MINUTE * road->minutes);
        }
        if (*a != TOO_LATE) {
            changed |= improve_max(b, *a - MINUTE * road->minutes);
        }
    }
    for (int32_t i = 0; i < coop->ferries.n; i++) {
        const struct ferry *ferry = &coop->ferries.at[i];
        instant by = leave[ferry->to.ix];
        instant at = by == TOO_LATE ? by : last_departure(coop, i, by, first);
        if (at != TOO_LATE) {
            changed |= improve_max(&leave[ferry->from.ix],
                                   at - MINUTE * ferry->check_in);
        }
    }
    return changed;
}

/* The last instant at which one can leave `from` and be at `to` by `by`. */
static instant latest(const struct coop *coop, const int32_t ends[2],
                      instant by)
{
    size_t n = (size_t)coop->places.n;
    instant *leave = xcalloc(n, sizeof *leave);
    date_day first;
    int32_t minute;

    zone_local(by - DAY, &first, &minute);
    for (size_t i = 0; i < n; i++) {
        leave[i] = TOO_LATE;
    }
    leave[ends[1]] = by;
    while (relax_back(coop, leave, first)) {
        continue;
    }
    instant found = leave[ends[0]];
    free(leave);
    return found;
}

int32_t travel_lead(const struct coop *coop, int32_t from, int32_t to,
                    date_day date, int32_t minute)
{
    const int32_t ends[2] = {from, to};
    instant by = zone_instant(date, minute);

    if (same_place(from, to)) {
        return 0;
    }
    instant found = latest(coop, ends, by);
    if (found == TOO_LATE || by - found > DAY) {
        return TRAVEL_NEVER;
    }
    return (int32_t)((by - found) / MINUTE);
}

/* ---- the worst of a duty ------------------------------------------------ */

/* Between two departures missed, arriving gets no later while leaving does, so
 * the worst is at the start or one minute after a departure is missed. */
static int32_t worst_of_ferry(const struct coop *coop, const int32_t ends[2],
                              int32_t ferry, const struct window *duty)
{
    const struct ferry *f = &coop->ferries.at[ferry];
    const int32_t to_quay[2] = {ends[0], f->from.ix};
    int32_t worst = 0, minute;
    date_day last;

    zone_local(duty->to, &last, &minute);
    last += WAIT_DAYS;
    instant leaves = next_departure(coop, ferry, duty->from, last);
    while (leaves != UNREACHED && worst != TRAVEL_NEVER) {
        instant there = leaves - MINUTE * f->check_in;
        instant missed = to_quay[0] == to_quay[1]
                             ? there + MINUTE
                             : latest(coop, to_quay, there) + MINUTE;
        if (missed >= duty->to) {
            break;
        }
        if (missed >= duty->from) {
            int32_t minutes = minutes_from(coop, ends, missed, BY_TIMETABLE);
            worst = minutes > worst ? minutes : worst;
        }
        leaves = next_departure(coop, ferry, leaves + MINUTE, last);
    }
    return worst;
}

int32_t travel_worst(const struct coop *coop, int32_t from, int32_t to,
                     date_day date, int32_t start, int32_t end)
{
    const int32_t ends[2] = {from, to};
    const struct window duty = {zone_instant(date, start),
                                zone_instant(date, end)};

    if (same_place(from, to)) {
        return 0;
    }
    int32_t worst = minutes_from(coop, ends, duty.from, BY_TIMETABLE);
    for (int32_t i = 0; i < coop->ferries.n && worst != TRAVEL_NEVER; i++) {
        int32_t minutes = worst_of_ferry(coop, ends, i, &duty);
        worst = minutes > worst ? minutes : worst;
    }
    return worst;
}

bool travel_in_time(const struct coop *coop, const int32_t ends[2],
                    date_day date, const int32_t clock[2], int32_t limit)
{
    instant start = zone_instant(date, clock[0]);

    if (same_place(ends[0], ends[1]) ||
        minutes_from(coop, ends, start, ROADS_ONLY) <= limit) {
        return true;
    }
    return minutes_from(coop, ends, start, NO_WAITING) <= limit &&
           travel_worst(coop, ends[0], ends[1], date, clock[0], clock[1]) <=
               limit;
}

int32_t travel_round(const struct coop *coop, int32_t from, int32_t to,
                     date_day date, int32_t start, int32_t end)
{
    int32_t out = travel_lead(coop, from, to, date, start);
    int32_t home = travel_minutes(coop, to, from, date, end);

    return out == TRAVEL_NEVER || home == TRAVEL_NEVER ? TRAVEL_NEVER
                                                       : out + home;
}
