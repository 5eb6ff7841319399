/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feeds.c - published events as calendars of people, members and services. */
#include "rota/feeds.h"

#include <string.h>

#include "rota/feed_parts.h"

enum { PERSON_BACK_DAYS = 30, PERSON_AHEAD_DAYS = 365, NAMES_MAX = 4000 };

/* ---- one event ------------------------------------------------------------------- */

static const char *busy_title(const struct building *b)
{
    return b->request->norwegian ? "Opptatt" : "Busy";
}

/* "Beredskap (bakvakt)": the neutral title and the role, unless the title says
 * it itself; nothing else. */
static const char *event_title(const struct building *b, duty_ix duty)
{
    if (b->request->detail == DETAIL_BUSY) {
        return busy_title(b);
    }
    int32_t demand = duty_demand(b->coop, duty);
    const char *role =
        demand == NONE ? NULL : b->coop->demands.at[demand].role;
    const char *title = duty_title(b->coop, duty);
    if (title[strcspn(title, "(")] != '\0') {
        return title;
    }
    const char *video =
        duty_modality(b->coop, duty) == MODE_VIDEO ? " (video)" : "";
    return role && *role
               ? arena_printf(b->arena, "%s (%s)%s", title, role, video)
               : arena_printf(b->arena, "%s%s", title, video);
}

const char *event_location(const struct building *b, duty_ix duty)
{
    int32_t place = duty_place(b->coop, duty);
    if (b->request->detail != DETAIL_FULL) {
        return NULL;
    }
    if (duty_modality(b->coop, duty) == MODE_VIDEO) {
        return "Video";
    }
    return place == NONE ? NULL : b->coop->places.at[place].name;
}

/* Who holds it in rosters ("" elsewhere), service and municipality, one a
 * line. */
const char *event_description(const struct building *b, duty_ix duty,
                              const char *names)
{
    int32_t service = duty_service(b->coop, duty);
    int32_t member = duty_member(b->coop, duty);
    const char *lines[] = {
        names,
        service == NONE ? "" : b->coop->services.at[service].name,
        member == NONE ? "" : b->coop->members.at[member].name,
    };
    struct text text;
    text_init(&text, NAMES_MAX);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        text_str(&text, text.length > 0 && *lines[i] ? "\n" : "");
        text_str(&text, lines[i]);
    }
    const char *result = arena_strdup(b->arena, text_cstr(&text));
    text_release(&text);
    return b->request->detail == DETAIL_FULL ? result : NULL;
}

static const char *event_category(const struct building *b, duty_ix duty)
{
    static const char *const WORDS[SHIFT_KINDS] = {
        [SHIFT_WORK] = "WORK",       [SHIFT_MEETING] = "MEETING",
        [SHIFT_TRAINING] = "TRAINING", [SHIFT_TRAVEL] = "TRAVEL",
        [SHIFT_STANDBY] = "STANDBY", [SHIFT_STANDBY_STRICT] = "STANDBY",
        [SHIFT_DUTY_REST] = "DUTY",  [SHIFT_CALLOUT] = "CALLOUT",
        [SHIFT_LEAVE] = "LEAVE",
    };
    return b->request->detail == DETAIL_BUSY
               ? NULL
               : WORDS[duty_kind(b->coop, duty)];
}

static struct feed_event *add_event(struct building *b,
                                    const struct event_record *record,
                                    const char *names)
{
    struct feed_event event = {
        .uid = arena_strdup(b->arena, record->uid),
        .sequence = record->sequence,
        .created = record->created,
        .changed = record->changed,
        .cancelled = record->cancelled,
        .start = record->start,
        .end = record->end,
        .title = event_title(b, record->duty),
        .location = event_location(b, record->duty),
        .description = event_description(b, record->duty, names),
        .category = event_category(b, record->duty),
        .transparent = duty_kind(b->coop, record->duty) == SHIFT_STANDBY,
    };
    vec_push(&b->feed->events, event);
    return &b->feed->events.at[b->feed->events.n - 1];
}

/* ---- feeds of people ---------------------------------------------------------------- */

static enum status build_person(struct building *b, struct error *err)
{
    const struct feed_request *request = b->request;
    const struct staff *staff = &b->coop->staff.at[request->index];
    struct event_vec records = {0};
    b->feed->name = arena_printf(b->arena, "%s %s",
                                 request->norwegian ? "Vakter" : "Duties",
                                 staff->name);
    enum status status = store_events(
        b->desk->store, b->coop, request->index,
        request->now - (instant)PERSON_BACK_DAYS * SECONDS_A_DAY,
        request->now + (instant)PERSON_AHEAD_DAYS * SECONDS_A_DAY,
        request->now, &records, err);
    for (int32_t i = 0; i < records.n; i++) {
        add_event(b, &records.at[i], "");
    }
    vec_release(&records);
    return status;
}

/* ---- rosters of members and services --------------------------------------------------- */

/* People who hold the slot, of the member when it is a member's feed. */
static const char *holder_names(const struct building *b, duty_ix duty,
                                date_day date, bool *any)
{
    struct text names;
    text_init(&names, NAMES_MAX);
    *any = false;
    for (int32_t i = 0; i < b->coop->staff.n; i++) {
        bool counts = b->request->kind != FEED_MEMBER ||
                      b->coop->staff.at[i].member.ix == b->request->index ||
                      duty_member(b->coop, duty) == b->request->index;
        if (counts && plan_holds(&b->published, i, duty, date)) {
            text_str(&names, *any ? "\n" : "");
            text_str(&names, b->coop->staff.at[i].name);
            *any = true;
        }
    }
    const char *result = arena_strdup(b->arena, text_cstr(&names));
    text_release(&names);
    return result;
}

static bool in_roster(const struct building *b,
                      const struct event_record *record, bool held)
{
    int32_t index = b->request->index;
    if (b->request->kind == FEED_SERVICE) {
        return duty_service(b->coop, record->duty) == index;
    }
    return held || duty_member(b->coop, record->duty) == index;
}

enum status load_published(struct building *b, date_day from, date_day to,
                           struct error *err)
{
    plan_init(&b->published, from, to - from + 1);
    return store_published(b->desk->store, b->coop, 0, from, to,
                           &b->published, err);
}

void roster_dates(const struct feed_request *request, date_day *from,
                  date_day *to)
{
    int32_t minute;
    zone_local(request->now, from, &minute);
    *to = *from + ROSTER_AHEAD_DAYS;
    *from -= ROSTER_BACK_DAYS;
}

static enum status build_roster(struct building *b, struct error *err)
{
    const struct feed_request *request = b->request;
    struct event_vec records = {0};
    date_day from, to;
    roster_dates(request, &from, &to);
    b->feed->name = request->kind == FEED_MEMBER
                        ? b->coop->members.at[request->index].name
                        : b->coop->services.at[request->index].name;
    /* A duty that began the day before may still be on. */
    TRY(load_published(b, from - 1, to, err));
    enum status status = store_events(
        b->desk->store, b->coop, NONE, zone_instant(from, 0),
        zone_instant(to + 1, 0), request->now, &records, err);
    for (int32_t i = 0; i < records.n; i++) {
        bool held;
        const struct event_record *record = &records.at[i];
        const char *names =
            holder_names(b, record->duty, record->date, &held);
        if (in_roster(b, record, held)) {
            /* A colleague's duty blocks nobody. */
            add_event(b, record, names)->transparent = true;
        }
    }
    vec_release(&records);
    return status;
}

enum status feed_build(struct desk *desk, const struct feed_request *request,
                       struct arena *arena, struct feed *feed,
                       struct error *err)
{
    static enum status (*const BUILDERS[])(struct building *,
                                           struct error *) = {
        [FEED_PERSON] = build_person,
        [FEED_MEMBER] = build_roster,
        [FEED_SERVICE] = build_roster,
        [FEED_UNCOVERED] = uncovered_build,
    };
    struct building b = {.desk = desk,
                         .coop = desk->coop,
                         .request = request,
                         .arena = arena,
                         .feed = feed};
    memset(feed, 0, sizeof *feed);
    feed->kind = request->kind;
    enum status status = BUILDERS[request->kind](&b, err);
    plan_release(&b.published);
    if (status != STATUS_OK) {
        vec_release(&feed->events);
    }
    return status;
}
