/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show.c - a plan as people by days, for any kind of table. */
#include "model/calendar.h"
#include "model/record.h"
#include "rota/event_effect.h"
#include "rota/pick.h"
#include "rota/show_why.h"
#include "rota/weekly.h"

static void add_dates(const struct picked *picked, bool norwegian,
                      cJSON *object)
{
    cJSON *list = json_add_list(object, "dates");
    for (date_day d = picked->from; d < picked->from + picked->days; d++) {
        char text[DATE_TEXT];
        int iso_year;
        enum holiday holiday = calendar_holiday(d);
        cJSON *date = json_push_object(list);
        json_add_string(date, "date", date_format(d, text));
        json_add_string(date, "weekday",
                        weekday_name(date_weekday(d), true));
        json_add_int(date, "week", date_iso_week(d, &iso_year));
        json_add_bool(date, "red", calendar_red(d));
        json_add_bool(date, "weekend", date_weekday(d) >= SATURDAY);
        if (holiday != HOLIDAY_NONE) {
            json_add_string(date, "holiday", holiday_name(holiday, norwegian));
        }
    }
}

/* The pin that holds the person in the duty that day, or NULL. */
static const struct pin *pin_of(const struct coop *coop,
                                const struct assignment *a)
{
    for (int32_t i = 0; i < coop->pins.n; i++) {
        const struct pin *pin = &coop->pins.at[i];
        duty_ix duty = pin->demand.ix != NONE
                           ? duty_of_demand(coop, pin->demand.ix)
                           : duty_of_activity(coop, pin->activity.ix);
        if (pin->on && pin->staff.ix == a->staff && pin->date == a->date &&
            duty == a->duty) {
            return pin;
        }
    }
    return NULL;
}

/* Whose service it is, what holds it in its place. */
static void add_standing(const struct coop *coop, const struct assignment *a,
                         cJSON *duty)
{
    int32_t service = duty_service(coop, a->duty);
    const struct pin *pin = pin_of(coop, a);
    json_add_string(duty, "service",
                    service == NONE ? NULL : coop->services.at[service].id);
    json_add_bool(duty, "activity", duty_activity(coop, a->duty) != NONE);
    json_add_bool(duty, "pinned", pin || a->pinned);
    json_add_int(duty, "pin", pin ? event_of(&pin->origin) : 0);
}

/* The kind is for whoever may read it (domain.md D8). */
static void add_absence_kind(const struct desk *desk, int32_t staff,
                             date_day date, cJSON *cell)
{
    const struct record_table *table = RECORD_TABLES[RECORD_ABSENCE];
    const char *const *names = table->fields[field_find(table, "kind")].names;
    for (int32_t i = 0; i < desk->coop->absences.n; i++) {
        const struct absence *absence = &desk->coop->absences.at[i];
        if (absence->staff.ix == staff && absence->approved &&
            absence->from <= date && absence->to >= date &&
            desk_tells(desk, staff)) {
            json_add_string(cell, "kind", names[absence->kind]);
            return;
        }
    }
}

/* What one person does that day: {"duties": [{id, title, name, standby, start,
 * end, place, service,
 * activity, pinned, pin}], "absent": grade, "kind", "employed"}. */
static cJSON *cell_object(const struct desk *desk,
                          const struct picked *picked, int32_t staff,
                          date_day date)
{
    const struct coop *coop = desk->coop;
    cJSON *cell = cJSON_CreateObject();
    cJSON *duties = json_add_list(cell, "duties");
    for (int32_t i = plan_seek(picked->plan, date);
         i < picked->plan->assignments.n &&
         picked->plan->assignments.at[i].date == date;
         i++) {
        const struct assignment *a = &picked->plan->assignments.at[i];
        if (a->staff != staff) {
            continue;
        }
        char clock[CLOCK_TEXT];
        int32_t place = duty_place(coop, a->duty);
        cJSON *duty = json_push_object(duties);
        json_add_string(duty, "id", duty_id(coop, a->duty));
        json_add_string(duty, "title", duty_title(coop, a->duty));
        json_add_string(duty, "name", duty_name(coop, a->duty));
        json_add_bool(duty, "standby", duty_standby(coop, a->duty));
        json_add_string(duty, "start",
                        clock_format(duty_start(coop, a->duty), clock));
        json_add_string(duty, "end",
                        clock_format(duty_end(coop, a->duty), clock));
        if (place != NONE) {
            json_add_string(duty, "place", coop->places.at[place].name);
        }
        add_standing(coop, a, duty);
    }
    int32_t grade = coop_absence_grade(coop, staff, date);
    bool employed = staff_employed(&coop->staff.at[staff], date);
    json_add_int(cell, "absent", employed ? grade : 100);
    json_add_bool(cell, "employed", employed);
    if (employed && grade > 0) {
        add_absence_kind(desk, staff, date, cell);
    }
    return cell;
}

/* Duties, standby duties, red days and weekends within the horizon. */
static cJSON *tally_object(const struct desk *desk,
                           const struct picked *picked, int32_t staff)
{
    int64_t duties = 0, standby = 0, red = 0, weekends = 0;
    units hours = 0;
    date_day last_weekend = DATE_NONE;
    char text[UNITS_TEXT];
    for (int32_t i = 0; i < picked->plan->assignments.n; i++) {
        const struct assignment *a = &picked->plan->assignments.at[i];
        if (a->staff != staff) {
            continue;
        }
        bool weekend = date_weekday(a->date) >= SATURDAY;
        duties++;
        standby += duty_standby(desk->coop, a->duty);
        red += calendar_red(a->date);
        if (weekend && date_monday(a->date) != last_weekend) {
            last_weekend = date_monday(a->date);
            weekends++;
        }
    }
    struct timeline *timeline =
        timeline_new(desk->coop, NULL, picked->plan);
    hours = timeline_sum(timeline, staff, zone_instant(picked->from, 0),
                         zone_instant(picked->from + picked->days, 0),
                         SUM_COUNTED);
    timeline_free(timeline);
    cJSON *tally = cJSON_CreateObject();
    json_add_int(tally, "duties", duties);
    json_add_int(tally, "standby", standby);
    json_add_int(tally, "red_days", red);
    json_add_int(tally, "weekends", weekends);
    json_add_string(tally, "hours", units_hours(hours, text));
    return tally;
}

static void add_people(const struct desk *desk, const struct picked *picked,
                       cJSON *object)
{
    const struct coop *coop = desk->coop;
    cJSON *list = json_add_list(object, "people");
    for (int32_t i = 0; i < coop->staff.n; i++) {
        const struct staff *staff = &coop->staff.at[i];
        cJSON *person = json_push_object(list);
        json_add_string(person, "id", staff->id);
        json_add_string(person, "name", staff->name);
        json_add_string(person, "member",
                        staff->member.ix == NONE
                            ? ""
                            : coop->members.at[staff->member.ix].name);
        cJSON *cells = json_add_list(person, "cells");
        for (date_day d = picked->from; d < picked->from + picked->days;
             d++) {
            cJSON_AddItemToArray(cells, cell_object(desk, picked, i, d));
        }
        cJSON_AddItemToObject(person, "tally",
                              tally_object(desk, picked, i));
    }
}

/* ---- what concerns everybody -------------------------------------------- */

static void add_period(date_day from, date_day to, const struct picked *picked,
                       cJSON *line)
{
    char date[DATE_TEXT];
    date_day last = picked->from + picked->days - 1;
    json_add_string(line, "from",
                    date_format(from > picked->from ? from : picked->from,
                                date));
    json_add_string(line, "to", date_format(to < last ? to : last, date));
}

static bool touches(date_day from, date_day to, const struct picked *picked)
{
    return from < picked->from + picked->days && to >= picked->from;
}

static void add_ferries(const struct coop *coop, const struct picked *picked,
                        cJSON *object)
{
    static const char *const STATUS[] = {
        [LINK_DOWN] = "down", [LINK_DELAYED] = "delayed", [LINK_UP] = "up"};
    cJSON *list = json_add_list(object, "ferries");
    for (int32_t i = 0; i < coop->disruptions.n; i++) {
        const struct disruption *d = &coop->disruptions.at[i];
        if (d->status == LINK_UP || !touches(d->from, d->to, picked)) {
            continue;
        }
        const struct ferry *ferry = &coop->ferries.at[d->ferry.ix];
        cJSON *line = json_push_object(list);
        json_add_string(line, "ferry", ferry->id);
        json_add_string(line, "start", coop->places.at[ferry->from.ix].name);
        json_add_string(line, "end", coop->places.at[ferry->to.ix].name);
        json_add_string(line, "status", STATUS[d->status]);
        json_add_int(line, "delay", d->delay);
        add_period(d->from, d->to, picked, line);
    }
}

static void add_local_days(const struct coop *coop,
                           const struct picked *picked, cJSON *object)
{
    cJSON *list = json_add_list(object, "local_days");
    for (int32_t i = 0; i < coop->local_days.n; i++) {
        const struct local_day *day = &coop->local_days.at[i];
        if (touches(day->from, day->to, picked)) {
            cJSON *line = json_push_object(list);
            json_add_string(line, "name", day->name);
            json_add_string(line, "member",
                            day->member.ix == NONE
                                ? NULL
                                : coop->members.at[day->member.ix].name);
            add_period(day->from, day->to, picked, line);
        }
    }
}

enum status rota_show(struct desk *desk, int64_t plan,
                      const struct horizon *horizon, cJSON **result,
                      struct error *err)
{
    struct picked picked;
    TRY(plan_pick(desk, plan, horizon, &picked, err));
    cJSON *object = cJSON_CreateObject();
    char date[DATE_TEXT];
    json_add_int(object, "plan", plan);
    json_add_int(object, "revision", picked.revision);
    json_add_string(object, "from", date_format(picked.from, date));
    json_add_int(object, "days", picked.days);
    json_add_string(object, "name", desk->coop->name);
    add_dates(&picked, desk->norwegian, object);
    add_people(desk, &picked, object);
    add_ferries(desk->coop, &picked, object);
    add_local_days(desk->coop, &picked, object);
    run_add_uncovered(desk->coop, picked.plan, &picked.history, object);
    show_add_why(desk, picked.plan, object);
    picked_release(&picked);
    *result = object;
    return STATUS_OK;
}
