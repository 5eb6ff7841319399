/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ics.c - calendars as iCalendar bytes (feeds.md 1, 2.4), with libical.
 *
 * libical only assembles and escapes; ics_fold.c folds. Times are set field by
 * field from our own clock; strings are cleaned first; only `_r` functions are
 * used; zones are never resolved. No VTIMEZONE: every timed event is in UTC.
 */
#include "exporters/feed.h"

#include <libical/ical.h>
#include <string.h>

#include "base/arena.h"
#include "exporters/feed_order.h"
#include "exporters/ics_fold.h"

enum { TITLE_MAX = 200, TEXT_MAX = 2000, SECONDS_A_DAY = 86400 };

/* ---- strings ----------------------------------------------------------------- */

static bool is_control(const char *c)
{
    unsigned char byte = (unsigned char)*c;
    /* C1 controls are two bytes, C2 80 .. C2 9F. */
    bool c1 = byte == 0xC2 && (unsigned char)c[1] >= 0x80 &&
              (unsigned char)c[1] < 0xA0;
    return byte < 0x20 || byte == 0x7F || c1;
}

static size_t sequence_length(unsigned char byte)
{
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Valid UTF-8 without controls (newlines kept on request), faults replaced by
 * U+FFFD, without the characters of `drop`, at most `max` bytes, cut between
 * characters. The caller owns it: free(). */
static char *clean(const char *words, const char *drop, bool lines,
                   size_t max)
{
    struct text text;
    text_init(&text, max + 8);
    size_t length = strlen(words);
    for (size_t i = 0; i < length && text.length < max;) {
        size_t n = sequence_length((unsigned char)words[i]);
        if (i + n > length || !utf8_valid(words + i, n)) {
            text_str(&text, "\xEF\xBF\xBD");
            i++;
            continue;
        }
        bool newline = lines && words[i] == '\n';
        bool dropped = n == 1 && strchr(drop, words[i]) != NULL;
        if (newline || (!is_control(words + i) && !dropped)) {
            text_bytes(&text, words + i, n);
        }
        i += is_control(words + i) && n == 2 ? 2 : n;
    }
    text_str(&text, ""); /* so that there are bytes */
    char *result = text_take(&text);
    return result ? result : xstrdup("");
}

/* ---- properties ---------------------------------------------------------------- */

static void add_x(icalcomponent *component, const char *name,
                  const char *value)
{
    icalproperty *property = icalproperty_new_x(value);
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(component, property);
}

/* NAME, REFRESH-INTERVAL and COLOR are newer than libical 3.0's tables for
 * some; as x-properties they are written the same. */
static void add_x_typed(icalcomponent *component, const char *name,
                        const char *type, const char *value)
{
    icalproperty *property = icalproperty_new_x(value);
    icalproperty_set_x_name(property, name);
    icalproperty_add_parameter(property,
                               icalparameter_new_from_value_string(
                                   ICAL_VALUE_PARAMETER, type));
    icalcomponent_add_property(component, property);
}

/* UTC from our own clock, field by field. */
static struct icaltimetype utc_time(instant at)
{
    struct icaltimetype time = icaltime_null_time();
    instant day = at / SECONDS_A_DAY;
    int seconds = (int)(at % SECONDS_A_DAY);
    date_split((date_day)day, &time.year, &time.month, &time.day);
    time.hour = seconds / 3600;
    time.minute = seconds / 60 % 60;
    time.second = seconds % 60;
    time.is_date = 0;
    time.zone = icaltimezone_get_utc_timezone();
    return time;
}

static struct icaltimetype date_time(date_day date)
{
    struct icaltimetype time = icaltime_null_time();
    date_split(date, &time.year, &time.month, &time.day);
    time.is_date = 1;
    return time;
}

static void add_times(icalcomponent *vevent, const struct feed_event *event)
{
    if (event->all_day) {
        icalcomponent_add_property(
            vevent, icalproperty_new_dtstart(date_time(event->start_date)));
        icalcomponent_add_property(
            vevent, icalproperty_new_dtend(date_time(event->end_date + 1)));
        add_x(vevent, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
        return;
    }
    icalcomponent_add_property(
        vevent, icalproperty_new_dtstart(utc_time(event->start)));
    icalcomponent_add_property(vevent,
                               icalproperty_new_dtend(utc_time(event->end)));
}

typedef icalproperty *new_text(const char *text);

static void add_text(icalcomponent *vevent, new_text *make,
                     const char *words, bool lines, size_t max)
{
    if (words && *words) {
        char *safe = clean(words, "", lines, max);
        icalcomponent_add_property(vevent, make(safe));
        free(safe);
    }
}

static void add_title(icalcomponent *vevent, const struct feed_event *event)
{
    struct text title;
    text_init(&title, TITLE_MAX * 4);
    text_str(&title, event->cancelled ? "AVLYST: " : "");
    text_str(&title, event->title ? event->title : "");
    add_text(vevent, icalproperty_new_summary, text_cstr(&title), false,
             TITLE_MAX);
    text_release(&title);
}

static const char *busy_status(const struct feed_event *event)
{
    return event->transparent || event->cancelled ? "FREE"
           : event->tentative                     ? "TENTATIVE"
                                                  : "BUSY";
}

static void add_state(icalcomponent *vevent, const struct feed *feed,
                      const struct feed_event *event)
{
    enum icalproperty_status status =
        event->cancelled   ? ICAL_STATUS_CANCELLED
        : event->tentative ? ICAL_STATUS_TENTATIVE
                           : ICAL_STATUS_CONFIRMED;
    bool see_through = event->transparent || event->cancelled;
    icalcomponent_add_property(vevent, icalproperty_new_status(status));
    icalcomponent_add_property(
        vevent, icalproperty_new_transp(see_through ? ICAL_TRANSP_TRANSPARENT
                                                    : ICAL_TRANSP_OPAQUE));
    if (feed->kind == FEED_PERSON) {
        icalcomponent_add_property(
            vevent, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    }
    add_x(vevent, "X-MICROSOFT-CDO-BUSYSTATUS", busy_status(event));
}

static icalcomponent *make_event(const struct feed *feed,
                                 const struct feed_event *event)
{
    icalcomponent *vevent = icalcomponent_new_vevent();
    add_text(vevent, icalproperty_new_uid, event->uid, false, TITLE_MAX);
    icalcomponent_add_property(
        vevent, icalproperty_new_dtstamp(utc_time(event->changed)));
    icalcomponent_add_property(
        vevent, icalproperty_new_created(utc_time(event->created)));
    icalcomponent_add_property(
        vevent, icalproperty_new_lastmodified(utc_time(event->changed)));
    icalcomponent_add_property(vevent,
                               icalproperty_new_sequence(event->sequence));
    add_times(vevent, event);
    add_title(vevent, event);
    add_text(vevent, icalproperty_new_location, event->location, false,
             TITLE_MAX);
    add_text(vevent, icalproperty_new_description, event->description, true,
             TEXT_MAX);
    add_text(vevent, icalproperty_new_categories, event->category, false,
             TITLE_MAX);
    add_state(vevent, feed, event);
    return vevent;
}

/* ---- the calendar ----------------------------------------------------------------- */

static icalcomponent *make_calendar(const struct feed *feed)
{
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    char *name = clean(feed->name, ",;\\", false, TITLE_MAX);
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(
        calendar, icalproperty_new_prodid("-//Samvakt//Samvakt//NO"));
    icalcomponent_add_property(calendar,
                               icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(calendar,
                               icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_x(calendar, "X-WR-CALNAME", name);
    add_x(calendar, "NAME", name);
    add_x(calendar, "X-WR-TIMEZONE", ZONE_NAME);
    add_x_typed(calendar, "REFRESH-INTERVAL", "DURATION", "PT1H");
    add_x(calendar, "X-PUBLISHED-TTL", "PT1H");
    free(name);
    return calendar;
}

static enum status add_folded(const struct feed *feed, const char *bytes,
                              struct text *out, struct error *err)
{
    struct text folded;
    text_init(&folded, FEED_BYTES_MAX - 1);
    ics_fold(bytes, &folded);
    enum status status =
        folded.overflow
            ? error_set(err, STATUS_INPUT,
                        "calendar '%s': expected less than %d bytes",
                        feed->name, FEED_BYTES_MAX)
            : STATUS_OK;
    if (status == STATUS_OK) {
        text_bytes(out, text_cstr(&folded), folded.length);
    }
    text_release(&folded);
    return status;
}

enum status feed_render_ics(const struct feed *feed, struct text *out,
                            struct error *err)
{
    if (feed->events.n >= FEED_EVENTS_MAX) {
        return error_set(err, STATUS_INPUT,
                         "calendar '%s': expected fewer than %d events, "
                         "found %d",
                         feed->name, FEED_EVENTS_MAX, feed->events.n);
    }
    icalcomponent *calendar = make_calendar(feed);
    const struct feed_event **events = feed_ordered(feed);
    for (int32_t i = 0; i < feed->events.n; i++) {
        icalcomponent_add_component(calendar, make_event(feed, events[i]));
    }
    free(events);
    char *bytes = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    if (!bytes) {
        return error_set(err, STATUS_INTERNAL,
                         "calendar '%s': libical could not write it",
                         feed->name);
    }
    enum status status = add_folded(feed, bytes, out, err);
    free(bytes);
    return status;
}
