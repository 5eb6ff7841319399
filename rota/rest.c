/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rest.c - from when somebody may work again: daily rest after what they last
 * did, call-outs counted, and the weekly rest of the week they would begin in.
 *
 * Starting in the middle of the week's only long enough rest breaks it; then
 * the start moves to the end of that rest.
 */
#include "model/rule_tools.h"
#include "rota/suggest_parts.h"

enum { WEEK_DAYS = 7, OFFICE_DAYS = 5 };

struct resting {
    const struct situation *s;
    const struct timeline *timeline;
    int32_t staff;
    instant ended;   /* of the last work; INSTANT_NONE: none known */
    instant daily;   /* earliest start by daily rest */
    instant open, close; /* the week's window */
    instant needed, longest; /* weekly rest, seconds */
    instant earliest;
    bool lost; /* the week has no room for its rest any more */
};

static instant last_end(const struct resting *r)
{
    instant ended = INSTANT_NONE;
    for (int32_t i = r->timeline->first[r->staff];
         i < r->timeline->first[r->staff + 1]; i++) {
        const struct work_item *item = &r->timeline->items.at[i];
        if (work_blocks_rest(item) && item->from <= r->s->now &&
            item->to > ended) {
            ended = item->to;
        }
    }
    return ended;
}

static instant next_planned(const struct resting *r)
{
    for (int32_t i = r->timeline->first[r->staff];
         i < r->timeline->first[r->staff + 1]; i++) {
        const struct work_item *item = &r->timeline->items.at[i];
        if (item->main_period && item->from > r->s->now) {
            return item->from;
        }
    }
    return INSTANT_NONE;
}

static void find_daily(struct resting *r)
{
    r->ended = last_end(r);
    instant from = r->ended > r->s->now ? r->ended : r->s->now;
    r->daily = rest_next_start(r->timeline, r->staff, r->s->now, from);
}

/* Seconds of a usual day of the person. */
static instant usual_day(const struct resting *r)
{
    units week = r->s->coop->staff.at[r->staff].week_norm;
    return week / OFFICE_DAYS * 60 / UNITS_PER_MINUTE;
}

static instant longest(const struct resting *r, instant from, instant to)
{
    bool blocks = !profile_limit(r->s->coop, LIMIT_STANDBY_IN_WEEKLY_REST,
                                 r->staff, local_date(from));
    return to > from ? longest_free(r->timeline, r->staff, from, to, blocks)
                     : 0;
}

static void find_week(struct resting *r)
{
    const struct coop *coop = r->s->coop;
    date_day monday = date_monday(local_date(r->daily));
    bool rolling = profile_limit(coop, LIMIT_REST_WEEKLY_ROLLING, r->staff,
                                 monday) != 0;
    r->open = zone_instant(monday, 0);
    r->close = zone_instant(monday + WEEK_DAYS, 0);
    if (rolling) {
        r->close = r->daily + usual_day(r);
        r->open = r->close - WEEK_DAYS * (instant)DAY_SECONDS;
    }
    r->needed = profile_limit(coop, LIMIT_REST_WEEKLY, r->staff, monday) *
                60 / UNITS_PER_MINUTE;
}

/* With a usual day from the earliest start, is there room for the rest before
 * or after it? */
static void find_weekly(struct resting *r)
{
    instant before = longest(r, r->open, r->daily);
    instant after = longest(r, r->daily + usual_day(r), r->close);
    r->longest = before > after ? before : after;
    r->earliest = r->daily;
    if (r->longest >= r->needed) {
        return;
    }
    instant from = r->ended > r->open ? r->ended : r->open;
    instant rested = from + r->needed;
    r->lost = rested > r->close;
    r->earliest = r->lost ? r->close : rested;
    r->earliest = r->earliest > r->daily ? r->earliest : r->daily;
}

static void add_weekly(const struct resting *r, cJSON *object)
{
    cJSON *weekly = json_add_object(object, "weekly");
    suggest_add_moment(weekly, "from", r->open);
    suggest_add_moment(weekly, "to", r->close);
    json_add_int(weekly, "needed_minutes", r->needed / 60);
    json_add_int(weekly, "longest_minutes", r->longest / 60);
    json_add_bool(weekly, "kept", r->longest >= r->needed);
    json_add_bool(weekly, "lost", r->lost);
}

static void describe(const struct resting *r, cJSON *object)
{
    const struct staff *person = &r->s->coop->staff.at[r->staff];
    instant planned = next_planned(r);
    json_add_string(object, "person", person->id);
    json_add_string(object, "name", person->name);
    suggest_add_moment(object, "at", r->s->now);
    if (r->ended != INSTANT_NONE) {
        suggest_add_moment(object, "last_work_ends", r->ended);
    }
    suggest_add_moment(object, "daily", r->daily);
    add_weekly(r, object);
    suggest_add_moment(object, "earliest", r->earliest);
    json_add_string(object, "because",
                    r->earliest > r->daily     ? "weekly-rest"
                    : r->daily > r->s->now     ? "daily-rest"
                                               : "rested");
    if (planned != INSTANT_NONE) {
        instant legal =
            rest_next_start(r->timeline, r->staff, r->s->now, planned);
        suggest_add_moment(object, "next_planned", planned);
        suggest_add_moment(object, "next_legal", legal);
        json_add_bool(object, "next_is_legal", legal <= planned);
    }
}

enum status rota_rest(struct desk *desk, const char *person, cJSON **result,
                      struct error *err)
{
    int32_t staff = coop_find_staff(desk->coop, person);
    if (staff == NONE) {
        return error_set(err, STATUS_USAGE,
                         "expected the id of a person, found '%s'", person);
    }
    struct situation s;
    enum status status = situation_now(&s, desk, err);
    if (status == STATUS_OK) {
        struct resting r = {.s = &s, .staff = staff};
        r.timeline = situation_person(&s, staff)->timeline;
        find_daily(&r);
        find_week(&r);
        find_weekly(&r);
        cJSON *object = cJSON_CreateObject();
        describe(&r, object);
        *result = object;
    }
    situation_release(&s);
    return status;
}
