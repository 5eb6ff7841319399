/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feed_order.c - the order in which the events of a calendar are written. */
#include "exporters/feed_order.h"

#include <string.h>

#include "base/arena.h"

static instant event_start(const struct feed_event *event)
{
    return event->all_day ? zone_instant(event->start_date, 0) : event->start;
}

static int by_start_then_uid(const void *a, const void *b)
{
    const struct feed_event *x = *(const struct feed_event *const *)a;
    const struct feed_event *y = *(const struct feed_event *const *)b;
    instant sx = event_start(x), sy = event_start(y);
    return sx != sy ? (sx < sy ? -1 : 1) : strcmp(x->uid, y->uid);
}

const struct feed_event **feed_ordered(const struct feed *feed)
{
    const struct feed_event **events =
        xcalloc((size_t)feed->events.n + 1, sizeof(struct feed_event *));
    for (int32_t i = 0; i < feed->events.n; i++) {
        events[i] = &feed->events.at[i];
    }
    qsort(events, (size_t)feed->events.n, sizeof *events, by_start_then_uid);
    return events;
}
