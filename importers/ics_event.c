/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ics_event.c - the events of a calendar as periods of local days. */
#include "importers/ics_event.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "base/json.h"
#include "importers/ics_time.h"
#include "importers/recur.h"

enum {
    DAY_BEGINS = 7 * 60, /* the working day that times are held against */
    DAY_ENDS = 17 * 60,
    FULL_MINUTES = 6 * 60,
    HALF_MINUTES = 3 * 60,
    SPAN_DAYS_MAX = 1000 /* of one occurrence */
};

struct event {
    const char *uid;
    bool free, tentative;
    bool changed;      /* a RECURRENCE-ID: this is one occurrence of another */
    date_day original; /* its date there */
    struct ics_stamp start;
    int32_t length; /* minutes by the clock; whole days: of 1440 */
    const cJSON *node;
};
struct event_vec VEC_OF(struct event);

/* Everything on the way from events to periods. */
struct reading {
    const struct ics_window *window;
    struct arena *arena;
    struct event_vec events;
    struct ics_found *found;
};

static const char *word(const cJSON *node, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(node, key);
    return cJSON_IsString(value) ? value->valuestring : NULL;
}

static bool says(const cJSON *node, const char *key, const char *wanted)
{
    const char *value = word(node, key);
    return value && strcasecmp(value, wanted) == 0;
}

/* ---- one event ----------------------------------------------------------- */

static enum status read_stamp(const cJSON *node, struct ics_stamp *stamp,
                              struct error *err)
{
    const char *value = word(node, "value");
    return ics_stamp_parse(value ? value : "", word(node, "tzid"), stamp, err);
}

static enum status read_length(const cJSON *node, struct event *event,
                               struct error *err)
{
    const cJSON *end = cJSON_GetObjectItemCaseSensitive(node, "end");
    const char *duration = word(node, "duration");
    struct ics_stamp stamp;
    /* Without either a whole day lasts a day, a time no time at all. */
    event->length = event->start.whole_day ? 1440 : 0;
    if (end) {
        TRY(error_in(read_stamp(end, &stamp, err), err, "its end: "));
        event->length = (stamp.date - event->start.date) * 1440 +
                        stamp.minutes - event->start.minutes;
        if (stamp.whole_day != event->start.whole_day) {
            return error_set(err, STATUS_INPUT,
                             "expected a start and an end of one form");
        }
    } else if (duration) {
        TRY(ics_duration_parse(duration, &event->length, err));
    }
    if (event->length < 0 || event->length > SPAN_DAYS_MAX * 1440) {
        return error_set(err, STATUS_INPUT,
                         "expected an end after the start and at most %d days",
                         SPAN_DAYS_MAX);
    }
    return STATUS_OK;
}

static enum status read_event(const cJSON *node, struct arena *arena,
                              struct event *event, struct error *err)
{
    const cJSON *start = cJSON_GetObjectItemCaseSensitive(node, "start");
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(node, "id");
    const char *uid = word(node, "uid");
    event->free = says(node, "transp", "TRANSPARENT") ||
                  says(node, "status", "CANCELLED") ||
                  says(node, "busy", "FREE") ||
                  says(node, "busy", "WORKINGELSEWHERE");
    event->tentative =
        says(node, "status", "TENTATIVE") || says(node, "busy", "TENTATIVE");
    event->node = node;
    if (word(node, "lost")) {
        return error_set(err, STATUS_INPUT, "expected a readable %s",
                         word(node, "lost"));
    }
    if (!uid || !*uid || !start) {
        return error_set(err, STATUS_INPUT, "expected a UID and a start");
    }
    event->uid = arena_strdup(arena, uid);
    TRY(error_in(read_stamp(start, &event->start, err), err, "its start: "));
    TRY(read_length(node, event, err));
    if (id) {
        struct ics_stamp original;
        TRY(error_in(read_stamp(id, &original, err), err,
                     "the occurrence it changes: "));
        event->changed = true;
        event->original = original.date;
    }
    return STATUS_OK;
}

static void read_events(const cJSON *list, struct reading *reading)
{
    const cJSON *node;
    int32_t number = 0;
    cJSON_ArrayForEach (node, list) {
        struct event event = {.uid = NULL};
        struct error err = {0};
        number++;
        if (read_event(node, reading->arena, &event, &err) == STATUS_OK) {
            vec_push(&reading->events, event);
        } else {
            reading->found->counts.refused++;
            faults_add(&reading->found->reasons, "event %" PRId32 ": %s",
                       number, err.text);
        }
    }
    reading->found->counts.events = number;
}

/* ---- days of an occurrence ----------------------------------------------- */

/* Grade of the day that begins `midnight` minutes after the first day does. */
static int32_t grade_of_day(const struct event *event, int32_t midnight)
{
    int32_t begins = event->start.minutes - midnight;
    int32_t ends = begins + event->length;
    if (event->start.whole_day) {
        return 100;
    }
    begins = begins < DAY_BEGINS ? DAY_BEGINS : begins;
    ends = ends > DAY_ENDS ? DAY_ENDS : ends;
    return ends - begins >= FULL_MINUTES   ? 100
           : ends - begins >= HALF_MINUTES ? 50
                                           : 0;
}

/* How many days it touches; 0 when it has no length. */
static int32_t days_of(const struct event *event)
{
    return event->length ? (event->start.minutes + event->length + 1439) / 1440
                         : 0;
}

/* Adds the periods of the occurrence that begins on `date`. */
static void add_occurrence(struct reading *reading, const struct event *event,
                           date_day date, date_day occurrence)
{
    struct ics_period_vec *periods = &reading->found->periods;
    struct ics_period period = {.uid = event->uid,
                                .occurrence = occurrence,
                                .tentative = event->tentative};
    int32_t first = periods->n;
    for (int32_t day = 0; day < days_of(event); day++) {
        struct ics_period *last =
            periods->n > first ? &periods->at[periods->n - 1] : NULL;
        int32_t grade = grade_of_day(event, day * 1440);
        if (last && last->to == date + day - 1 && last->grade == grade) {
            last->to++;
        } else if (grade) {
            period.from = period.to = date + day;
            period.grade = grade;
            vec_push(periods, period);
            period.piece++;
        }
    }
    reading->found->counts.brief += periods->n == first;
}

static void add_if_inside(struct reading *reading, const struct event *event,
                          date_day date, date_day occurrence)
{
    int32_t days = days_of(event);
    if (date <= reading->window->to && date + days > reading->window->from &&
        days > 0) {
        add_occurrence(reading, event, date, occurrence);
    } else if (days == 0) {
        reading->found->counts.brief++;
    }
}

/* ---- recurrence ---------------------------------------------------------- */

/* Whether another event of the file is that occurrence, changed. */
static bool is_changed(const struct reading *reading, const char *uid,
                       date_day date)
{
    for (int32_t i = 0; i < reading->events.n; i++) {
        const struct event *other = &reading->events.at[i];
        if (other->changed && other->original == date &&
            strcmp(other->uid, uid) == 0) {
            return true;
        }
    }
    return false;
}

/* Dates of a list of stamps whose values may hold several, by commas. */
static enum status read_dates(const cJSON *list, struct int_vec *dates,
                              struct error *err)
{
    const cJSON *node;
    cJSON_ArrayForEach (node, list) {
        const char *at = word(node, "value");
        while (at && *at) {
            char value[40];
            struct ics_stamp stamp;
            size_t length = strcspn(at, ",");
            snprintf(value, sizeof value, "%.*s",
                     (int)(length < 39 ? length : 39), at);
            TRY(ics_stamp_parse(value, word(node, "tzid"), &stamp, err));
            vec_push(dates, stamp.date);
            at += strcspn(at, ",");
            at += *at == ',';
        }
    }
    return STATUS_OK;
}

static bool holds(const struct int_vec *dates, date_day date)
{
    for (int32_t i = 0; i < dates->n; i++) {
        if (dates->at[i] == date) {
            return true;
        }
    }
    return false;
}

/* The first dates of all occurrences that may touch the window. */
static enum status expand(const struct reading *reading,
                          const struct event *event, struct int_vec *dates,
                          struct error *err)
{
    const cJSON *rules = cJSON_GetObjectItem(event->node, "rules");
    const cJSON *rule = cJSON_GetArrayItem(rules, 0);
    if (cJSON_GetArraySize(rules) > 1) {
        return error_set(err, STATUS_INPUT, "expected one recurrence rule");
    }
    if (rule) {
        const struct recur_window window = {
            event->start.date, event->start.minutes,
            reading->window->from - days_of(event), reading->window->to};
        struct recur recur;
        TRY(recur_parse(rule->valuestring, &recur, err));
        TRY(recur_expand(&recur, &window, dates, err));
    } else {
        vec_push(dates, event->start.date);
    }
    return read_dates(cJSON_GetObjectItem(event->node, "also"), dates, err);
}

static enum status add_event(struct reading *reading, const struct event *event,
                             struct int_vec *dates, struct int_vec *except,
                             struct error *err)
{
    if (event->changed) {
        add_if_inside(reading, event, event->start.date, event->original);
        return STATUS_OK;
    }
    TRY(expand(reading, event, dates, err));
    TRY(read_dates(cJSON_GetObjectItem(event->node, "except"), except, err));
    for (int32_t i = 0; i < dates->n; i++) {
        date_day date = dates->at[i];
        if (!holds(except, date) && !is_changed(reading, event->uid, date)) {
            add_if_inside(reading, event, date, date);
            vec_push(except, date); /* RDATE may name it again */
        }
    }
    return STATUS_OK;
}

static void add_events(struct reading *reading)
{
    for (int32_t i = 0; i < reading->events.n; i++) {
        const struct event *event = &reading->events.at[i];
        struct int_vec dates = {0}, except = {0};
        struct error err = {0};
        if (event->free) {
            reading->found->counts.free++;
        } else if (add_event(reading, event, &dates, &except, &err) !=
                   STATUS_OK) {
            char day[DATE_TEXT];
            reading->found->counts.refused++;
            faults_add(&reading->found->reasons, "event of %s: %s",
                       date_format(event->start.date, day), err.text);
        }
        vec_release(&dates);
        vec_release(&except);
    }
}

static int by_day(const void *left, const void *right)
{
    const struct ics_period *a = left, *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    int order = strcmp(a->uid, b->uid);
    if (order) {
        return order;
    }
    if (a->occurrence != b->occurrence) {
        return a->occurrence < b->occurrence ? -1 : 1;
    }
    return a->piece - b->piece;
}

enum status ics_periods(const char *json, const struct ics_window *window,
                        struct arena *arena, struct ics_found *found,
                        struct error *err)
{
    struct json_doc doc;
    struct reading reading = {.window = window, .arena = arena, .found = found};
    TRY(json_parse(&doc, "calendar", json, strlen(json), err));
    read_events(cJSON_GetObjectItem(doc.root, "events"), &reading);
    add_events(&reading);
    if (found->periods.n) {
        qsort(found->periods.at, (size_t)found->periods.n,
              sizeof *found->periods.at, by_day);
    }
    vec_release(&reading.events);
    json_doc_release(&doc);
    return STATUS_OK;
}

void ics_found_release(struct ics_found *found)
{
    vec_release(&found->periods);
    faults_release(&found->reasons);
}
