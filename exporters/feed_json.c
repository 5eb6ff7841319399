/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed_json.c - a calendar as JSON: what ics.c writes, in the same order.
 */
#include <string.h>

#include "base/json_print.h"
#include "exporters/feed.h"
#include "exporters/feed_order.h"

static void add_instant(cJSON *object, const char *key, instant at)
{
    char words[INSTANT_TEXT];
    json_add_string(object, key, instant_format(at, words));
}

static void add_date(cJSON *object, const char *key, date_day date)
{
    char words[DATE_TEXT];
    json_add_string(object, key, date_format(date, words));
}

/* All-day events end on their last date here; only iCalendar wants the day
 * after. */
static void add_times(cJSON *object, const struct feed_event *event)
{
    json_add_bool(object, "all_day", event->all_day);
    if (event->all_day) {
        add_date(object, "start", event->start_date);
        add_date(object, "end", event->end_date);
    } else {
        add_instant(object, "start", event->start);
        add_instant(object, "end", event->end);
    }
}

static void add_event(cJSON *list, const struct feed_event *event)
{
    cJSON *object = json_push_object(list);
    json_add_string(object, "uid", event->uid);
    json_add_int(object, "sequence", event->sequence);
    add_instant(object, "created", event->created);
    add_instant(object, "changed", event->changed);
    json_add_string(object, "status",
                    event->cancelled   ? "cancelled"
                    : event->tentative ? "tentative"
                                       : "confirmed");
    add_times(object, event);
    json_add_string(object, "title", event->title);
    json_add_string(object, "location", event->location);
    json_add_string(object, "description", event->description);
    json_add_string(object, "category", event->category);
    json_add_bool(object, "busy", !event->transparent && !event->cancelled);
}

void feed_render_json(const struct feed *feed, struct text *out)
{
    cJSON *root = cJSON_CreateObject();
    json_add_string(root, "name", feed->name);
    json_add_string(root, "zone", ZONE_NAME);
    cJSON *list = json_add_list(root, "events");
    const struct feed_event **events = feed_ordered(feed);
    for (int32_t i = 0; i < feed->events.n; i++) {
        add_event(list, events[i]);
    }
    free(events);
    json_print_into(out, root, true);
    cJSON_Delete(root);
}
