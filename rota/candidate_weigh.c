/* SPDX-License-Identifier: GPL-3.0-or-later */
/* candidate_weigh.c - hours, price, fairness, travel and the next start. */
#include "exporters/pay.h"
#include "model/calendar.h"
#include "model/overtime.h"
#include "model/rule_tools.h"
#include "model/weights.h"
#include "rota/candidate.h"

enum { AVERAGED_WEEKS = 4, YEAR_DAYS = 364 };

/* ---- hours -------------------------------------------------------------------- */

/* Monday weeks over which the contract's hours are reckoned. */
static int32_t hours_weeks(const struct situation *s, int32_t staff,
                           date_day date)
{
    int64_t averaged =
        profile_limit(s->coop, LIMIT_AVERAGING_WEEKS, staff, date);
    int64_t weeks = averaged < AVERAGED_WEEKS ? averaged : AVERAGED_WEEKS;
    int64_t left = (s->to + 1 - date_monday(date)) / 7;
    weeks = weeks < left ? weeks : left;
    return weeks > 1 ? (int32_t)weeks : 1;
}

static units overtime_sum(const struct timeline *timeline, int32_t staff,
                          date_day from, date_day to)
{
    units days[AVERAGED_WEEKS * 7 + 7], sum = 0;
    overtime_days(timeline, staff, from, to, days);
    for (int32_t i = 0; i <= to - from; i++) {
        sum += days[i];
    }
    return sum;
}

void candidate_hours(const struct open_duty *o, const struct outlook *trial,
                     int32_t staff, struct candidate *c)
{
    struct situation *s = o->s;
    const struct timeline *before = situation_person(s, staff)->timeline;
    date_day date = o->parts.at[0].date;
    date_day from = date_monday(date);
    c->weeks = hours_weeks(s, staff, date);
    date_day to = from + 7 * c->weeks - 1;
    instant start = zone_instant(from, 0), end = zone_instant(to + 1, 0);
    c->contract = 0;
    for (date_day monday = from; monday <= to; monday += 7) {
        c->contract += staff_contract_week(s->coop, staff, monday);
    }
    c->before = timeline_sum(before, staff, start, end, SUM_COUNTED);
    c->after = timeline_sum(trial->timeline, staff, start, end, SUM_COUNTED);
    c->overtime = overtime_sum(trial->timeline, staff, from, to) -
                  overtime_sum(before, staff, from, to);
}

/* ---- price ---------------------------------------------------------------------- */

/* Minutes that the edits move, people counted: what somebody gets that nobody
 * loses counts as much as what changes hands. */
static int64_t edit_minutes(const struct coop *coop, const struct edit *edit)
{
    return (zone_instant(edit->date, duty_end(coop, edit->duty)) -
            zone_instant(edit->date, duty_start(coop, edit->duty))) /
           60;
}

static void add_price(const struct open_duty *o, struct candidate *c)
{
    const struct coop *coop = o->s->coop;
    c->tier = notice_tier(coop->profile, o->s->now, o->parts.at[0].date);
    for (int32_t i = 0; i < c->edits.n; i++) {
        const struct edit *edit = &c->edits.at[i];
        const struct notice_tier *tier =
            notice_tier(coop->profile, o->s->now, edit->date);
        int64_t minutes = edit_minutes(coop, edit);
        c->minutes += edit->kind == EDIT_GIVE ? 0 : minutes;
        c->points += tier ? coop_weight(coop, WEIGHT_CHANGE) * tier->weight *
                                minutes / 60
                          : 0;
    }
}

static void add_pay_of(const struct timeline *timeline, int32_t staff,
                       int64_t sign, int64_t *pay)
{
    struct pay_vec lines = {0};
    pay_account(timeline, NULL, &lines);
    for (int32_t i = 0; i < lines.n; i++) {
        for (int k = 0; lines.at[i].staff == staff && k < PAY_CLASSES; k++) {
            pay[k] += sign * lines.at[i].minutes[k];
        }
    }
    vec_release(&lines);
}

/* Mean supplement of the slot's minutes. Moved hours cost what the notice tier
 * says; overtime what its classes of pay say, never less than the law. */
static int32_t supplement(const struct open_duty *o, const struct candidate *c)
{
    static const int64_t PCT3[PAY_CLASSES] = { /* thirds of a percent */
        [PAY_OVERTIME50] = 150,
        [PAY_OVERTIME100] = 300,
        [PAY_OVERTIME133] = 400,
    };
    int64_t sum = 0, minutes = 0;
    if (c->manner == STEP_MOVED) {
        return c->tier ? c->tier->pay_pct : 0;
    }
    for (int k = 0; k < PAY_CLASSES; k++) {
        bool overtime = PCT3[k] > 0 && c->pay[k] > 0;
        sum += overtime ? c->pay[k] * PCT3[k] : 0;
        minutes += overtime ? c->pay[k] : 0;
    }
    int64_t least = profile_limit(o->s->coop, LIMIT_OT_PAY_MIN, c->staff,
                                  o->parts.at[0].date);
    int64_t pct = minutes > 0 ? sum / (3 * minutes) : 0;
    bool full = o->s->coop->staff.at[c->staff].position_pct >= 100;
    bool paid = c->manner >= STEP_OVERTIME && (full || c->overtime > 0) &&
                !c->bears[BURDEN_STANDBY];
    return (int32_t)(paid && pct < least ? least : pct);
}

static void add_pay(const struct open_duty *o, struct candidate *c)
{
    add_pay_of(situation_person(o->s, c->staff)->timeline, c->staff, -1,
               c->pay);
    add_pay_of(c->trial.timeline, c->staff, 1, c->pay);
    c->pay_pct = supplement(o, c);
}

/* ---- fairness ----------------------------------------------------------------------- */

static bool weekend(date_day date)
{
    return date_weekday(date) >= SATURDAY;
}

static const enum counter_kind COUNTERS[BURDEN_KINDS] = {
    [BURDEN_STANDBY] = COUNTER_STANDBY,
    [BURDEN_WEEKEND] = COUNTER_WEEKENDS,
    [BURDEN_HOLIDAY] = COUNTER_HOLIDAYS,
};

struct tally {
    date_day weekend, holiday; /* the last one counted */
};

/* Standby in hours, weekends and red days once each. */
static void count(const struct coop *coop, const struct assignment *a,
                  struct tally *tally, struct candidate *c)
{
    if (duty_standby(coop, a->duty)) {
        c->carried[BURDEN_STANDBY] +=
            (duty_end(coop, a->duty) - duty_start(coop, a->duty)) / 60;
    }
    if (weekend(a->date) && date_monday(a->date) != tally->weekend) {
        tally->weekend = date_monday(a->date);
        c->carried[BURDEN_WEEKEND]++;
    }
    if (calendar_holiday(a->date) != HOLIDAY_NONE &&
        a->date != tally->holiday) {
        tally->holiday = a->date;
        c->carried[BURDEN_HOLIDAY]++;
    }
}

static void add_burdens(const struct open_duty *o, struct candidate *c)
{
    const struct coop *coop = o->s->coop;
    const struct person_days *own = situation_person(o->s, c->staff);
    const struct counter_list *history =
        &coop->staff.at[c->staff].history;
    date_day since = o->parts.at[0].date - YEAR_DAYS;
    struct tally tally = {DATE_NONE, DATE_NONE};
    for (int32_t i = 0; i < history->n; i++) {
        for (int k = 0; k < BURDEN_KINDS; k++) {
            bool counts = history->at[i].kind == COUNTERS[k] &&
                          history->at[i].as_of >= since;
            c->carried[k] += counts ? history->at[i].value : 0;
        }
    }
    for (int32_t i = plan_seek(&own->past, since);
         i < own->past.assignments.n; i++) {
        count(coop, &own->past.assignments.at[i], &tally, c);
    }
    for (int32_t i = 0; i < own->plan.assignments.n; i++) {
        count(coop, &own->plan.assignments.at[i], &tally, c);
    }
    for (int32_t i = 0; i < o->parts.n; i++) {
        const struct hole *part = &o->parts.at[i];
        c->bears[BURDEN_STANDBY] |= duty_standby(coop, part->duty);
        c->bears[BURDEN_WEEKEND] |= weekend(part->date);
        c->bears[BURDEN_HOLIDAY] |=
            calendar_holiday(part->date) != HOLIDAY_NONE;
    }
}

/* ---- travel and rest ------------------------------------------------------------------ */

static int64_t travel_seconds(const struct timeline *timeline, int32_t staff)
{
    int64_t seconds = 0;
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        seconds += item->kind == SHIFT_TRAVEL ? item->to - item->from : 0;
    }
    return seconds;
}

/* The start of the first planned main period after the last part. */
static instant next_main(const struct timeline *timeline, int32_t staff,
                         instant after)
{
    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        const struct work_item *item = &timeline->items.at[i];
        if (item->main_period && item->duty != NONE && item->from >= after) {
            return item->from;
        }
    }
    return INSTANT_NONE;
}

static void add_next_start(const struct open_duty *o, struct candidate *c)
{
    const struct coop *coop = o->s->coop;
    const struct hole *last = &o->parts.at[o->parts.n - 1];
    instant from = zone_instant(last->date, duty_start(coop, last->duty));
    instant to = zone_instant(last->date, duty_end(coop, last->duty));
    c->next_planned = next_main(c->trial.timeline, c->staff, to);
    if (c->next_planned != INSTANT_NONE) {
        c->next_earliest = rest_next_start(c->trial.timeline, c->staff, from,
                                           c->next_planned);
    }
}

static void add_findings(const struct outlook *trial, struct candidate *c)
{
    for (int32_t i = 0; i < trial->gained.n; i++) {
        vec_push(&c->gained, trial->gained.at[i]);
    }
    for (int32_t i = 0; i < trial->healed.n; i++) {
        vec_push(&c->healed, trial->healed.at[i]);
    }
}

void candidate_weigh(const struct open_duty *o, struct candidate *c)
{
    add_findings(&c->trial, c);
    if (c->partner != NONE) {
        struct outlook trial;
        situation_try(o->s, c->partner, &c->edits, &trial);
        add_findings(&trial, c);
        outlook_release(&trial);
    }
    if (!c->callout) {
        situation_try_team(o->s, &c->edits, &c->gained, &c->healed);
    }
    add_price(o, c);
    add_burdens(o, c);
    add_pay(o, c);
    add_next_start(o, c);
    c->travel = (int32_t)((travel_seconds(c->trial.timeline, c->staff) -
                           travel_seconds(
                               situation_person(o->s, c->staff)->timeline,
                               c->staff)) /
                          60);
}
