/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline.c - what each person does, instant by instant.
 *
 * Assignments become items of elapsed time, travel is put around duties away
 * from the own base, call-outs are added as facts.
 */
#include "base/arena.h"
#include "model/rule.h"
#include "model/travel.h"

/* What a kind of time is to the law, domain.md 2.0. */
static const struct {
    bool active; /* working time in full */
    bool main;   /* planned work, between two of which daily rest lies */
} KINDS[SHIFT_KINDS] = {
    [SHIFT_WORK] = {true, true},      [SHIFT_MEETING] = {true, true},
    [SHIFT_TRAINING] = {true, true},  [SHIFT_TRAVEL] = {true, true},
    [SHIFT_STANDBY] = {false, false}, [SHIFT_STANDBY_STRICT] = {true, true},
    [SHIFT_DUTY_REST] = {true, true}, [SHIFT_CALLOUT] = {true, false},
    [SHIFT_LEAVE] = {false, false},
};

bool work_blocks_rest(const struct work_item *item)
{
    return KINDS[item->kind].active;
}

int32_t work_response(const struct coop *coop, const struct work_item *item)
{
    if (item->kind != SHIFT_STANDBY || item->duty == NONE) {
        return 0;
    }
    const struct shift_type *shift = duty_shift(coop, item->duty);
    return shift && !shift->phone_only ? shift->response : 0;
}

/* ---- building ----------------------------------------------------------- */

/* Standby counts by its own factor or the profile's, whichever is higher. */
static units standby_units(const struct coop *coop, int32_t staff, duty_ix duty,
                           date_day date)
{
    const struct shift_type *shift = duty_shift(coop, duty);
    units floor = profile_limit(coop, LIMIT_STANDBY_FACTOR, staff, date);
    units own = shift ? units_per_minute(shift->factor) : 0;

    return own > floor ? own : floor;
}

static struct work_item duty_item(const struct coop *coop,
                                  const struct assignment *a)
{
    const struct shift_type *shift = duty_shift(coop, a->duty);
    struct work_item item = {
        .staff = a->staff,
        .kind = duty_kind(coop, a->duty),
        .from = zone_instant(a->date, duty_start(coop, a->duty)),
        .to = zone_instant(a->date, duty_end(coop, a->duty)),
        .unpaid_break = shift ? shift->unpaid_break : 0,
        .duty = a->duty,
        .date = a->date,
        .high_strain = shift && shift->high_strain,
        .overtime = a->overtime,
    };

    item.main_period = KINDS[item.kind].main;
    item.per_minute = KINDS[item.kind].active ? UNITS_PER_MINUTE : 0;
    if (item.kind == SHIFT_STANDBY) {
        item.per_minute = standby_units(coop, a->staff, a->duty, a->date);
    }
    return item;
}

static int compare(const void *left, const void *right)
{
    const struct work_item *a = left, *b = right;

    if (a->staff != b->staff) {
        return a->staff < b->staff ? -1 : 1;
    }
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    if (a->to != b->to) {
        return a->to < b->to ? -1 : 1;
    }
    return a->duty < b->duty ? -1 : a->duty > b->duty;
}

static void sort_items(struct work_vec *items)
{
    if (items->n > 0) {
        qsort(items->at, (size_t)items->n, sizeof *items->at, compare);
    }
}

static void add_duties(struct timeline *timeline, const struct plan *plan,
                       date_day from, date_day to)
{
    for (int32_t i = plan_seek(plan, from); i < plan->assignments.n; i++) {
        const struct assignment *a = &plan->assignments.at[i];
        if (a->date > to) {
            break;
        }
        if (!duty_inside(timeline->coop, a->duty)) {
            vec_push(&timeline->items, duty_item(timeline->coop, a));
        }
    }
}

/* The journey before or after a duty, in minutes; 0 when there is none. */
static int32_t journey(const struct coop *coop, const struct work_item *item,
                       bool out)
{
    int32_t base = coop->staff.at[item->staff].base.ix;
    int32_t place = duty_travel_place(coop, item->duty, item->staff);
    date_day date;
    int32_t minute, minutes;

    if (place == NONE) {
        return 0;
    }
    zone_local(out ? item->from : item->to, &date, &minute);
    minutes = out ? travel_lead(coop, base, place, date, minute)
                  : travel_minutes(coop, place, base, date, minute);
    return minutes == TRAVEL_NEVER ? 0 : minutes;
}

/* Whether `b`, somebody's next duty after `a`, is at the same far place and too
 * soon to go home in between. */
static bool stays(const struct coop *coop, const struct work_item *a,
                  const struct work_item *b)
{
    int32_t place = duty_travel_place(coop, a->duty, a->staff);

    return a->staff == b->staff && place != NONE &&
           place == duty_travel_place(coop, b->duty, b->staff) &&
           b->from - a->to <
               60 * (journey(coop, a, false) + journey(coop, b, true));
}

static void add_journey(struct timeline *timeline, int32_t of, bool out)
{
    struct work_item item = timeline->items.at[of];
    instant seconds = 60 * (instant)journey(timeline->coop, &item, out);

    if (seconds == 0) {
        return;
    }
    item.to = out ? item.from : item.to + seconds;
    item.from = item.to - seconds;
    item.kind = SHIFT_TRAVEL;
    item.per_minute = UNITS_PER_MINUTE;
    item.unpaid_break = 0;
    item.duty = NONE;
    item.main_period = true;
    item.high_strain = false;
    vec_push(&timeline->items, item);
}

/* The duties are sorted; journeys come after them. */
static void add_journeys(struct timeline *timeline)
{
    const struct coop *coop = timeline->coop;
    int32_t n = timeline->items.n;

    for (int32_t i = 0; i < n; i++) {
        const struct work_item *items = timeline->items.at;
        bool came = i > 0 && stays(coop, &items[i - 1], &items[i]);
        bool waits = i + 1 < n && stays(coop, &items[i], &items[i + 1]);
        if (!came) {
            add_journey(timeline, i, true);
        }
        if (!waits) {
            add_journey(timeline, i, false);
        }
    }
}

static void add_callouts(struct timeline *timeline,
                         const struct callout_vec *callouts)
{
    for (int32_t i = 0; i < callouts->n; i++) {
        const struct callout *callout = &callouts->at[i];
        struct work_item item = {
            .staff = callout->staff,
            .kind = SHIFT_CALLOUT,
            .from = callout->from,
            .to = callout->to,
            .per_minute = UNITS_PER_MINUTE,
            .duty = NONE,
        };
        int32_t minute;
        zone_local(callout->from, &item.date, &minute);
        vec_push(&timeline->items, item);
    }
}

/* A call-out that both the history and the plan know is one. */
static void drop_double_callouts(struct work_vec *items)
{
    int32_t n = 0;

    for (int32_t i = 0; i < items->n; i++) {
        const struct work_item *last = n > 0 ? &items->at[n - 1] : NULL;
        if (!last || items->at[i].kind != SHIFT_CALLOUT ||
            last->kind != SHIFT_CALLOUT || compare(last, &items->at[i]) != 0) {
            items->at[n++] = items->at[i];
        }
    }
    items->n = n;
}

static void index_staff(struct timeline *timeline)
{
    int32_t n_staff = timeline->coop->staff.n, i = 0;

    timeline->first = xcalloc((size_t)n_staff + 1, sizeof *timeline->first);
    for (int32_t staff = 0; staff <= n_staff; staff++) {
        while (i < timeline->items.n && timeline->items.at[i].staff < staff) {
            i++;
        }
        timeline->first[staff] = i;
    }
}

struct timeline *timeline_new(const struct coop *coop,
                              const struct plan *history,
                              const struct plan *plan)
{
    struct timeline *timeline = xcalloc(1, sizeof *timeline);

    timeline->coop = coop;
    timeline->from = plan->from;
    timeline->to = plan->from + plan->days - 1;
    timeline->published = DATE_NONE;
    add_duties(timeline, plan, timeline->from, timeline->to);
    if (history) {
        add_duties(timeline, history, DATE_MIN, timeline->from - 1);
        add_duties(timeline, history, timeline->to + 1, DATE_MAX);
    }
    sort_items(&timeline->items);
    add_journeys(timeline);
    add_callouts(timeline, &plan->callouts);
    if (history) {
        add_callouts(timeline, &history->callouts);
    }
    sort_items(&timeline->items);
    drop_double_callouts(&timeline->items);
    index_staff(timeline);
    return timeline;
}

void timeline_free(struct timeline *timeline)
{
    if (timeline) {
        vec_release(&timeline->items);
        free(timeline->first);
        free(timeline);
    }
}

/* ---- sums --------------------------------------------------------------- */

static instant overlap(instant from_a, instant to_a, instant from_b,
                       instant to_b)
{
    instant from = from_a > from_b ? from_a : from_b;
    instant to = to_a < to_b ? to_a : to_b;

    return to > from ? to - from : 0;
}

static bool counts(const struct work_item *item, enum work_sum what)
{
    bool normal = what == SUM_NORMAL_COUNTED || what == SUM_NORMAL;
    bool standby = what == SUM_COUNTED || what == SUM_NORMAL_COUNTED;
    bool extra = item->overtime || item->kind == SHIFT_CALLOUT;

    return !(normal && extra) && (standby || item->kind != SHIFT_STANDBY);
}

struct window work_break(const struct work_item *item)
{
    instant length = (item->to - item->from) / 60;
    instant start = item->from + (length - item->unpaid_break) / 2 * 60;
    struct window pause = {start, start + 60 * (instant)item->unpaid_break};

    return pause;
}

static instant break_within(const struct work_item *item, instant from,
                            instant to)
{
    struct window pause = work_break(item);

    return overlap(pause.from, pause.to, from, to);
}

/* Seconds of standby `item` within [from, to) that are call-out or journey. */
static instant replaced(const struct timeline *timeline,
                        const struct work_item *item, instant from, instant to,
                        enum work_sum what)
{
    instant seconds = 0;

    if (!profile_limit(timeline->coop, LIMIT_CALLOUT_REPLACES, item->staff,
                       item->date)) {
        return 0;
    }
    instant start = item->from > from ? item->from : from;
    instant end = item->to < to ? item->to : to;
    for (int32_t i = timeline->first[item->staff];
         i < timeline->first[item->staff + 1]; i++) {
        const struct work_item *other = &timeline->items.at[i];
        bool breaks_in =
            other->kind == SHIFT_CALLOUT || other->kind == SHIFT_TRAVEL;
        if (breaks_in && counts(other, what)) {
            seconds += overlap(other->from, other->to, start, end);
        }
    }
    return seconds;
}

static units units_within(const struct timeline *timeline,
                          const struct work_item *item, instant from,
                          instant to, enum work_sum what)
{
    instant seconds = overlap(item->from, item->to, from, to);

    if (seconds == 0 || !counts(item, what)) {
        return 0;
    }
    seconds -= break_within(item, from, to);
    if (item->kind == SHIFT_STANDBY) {
        seconds -= replaced(timeline, item, from, to, what);
    }
    return seconds * item->per_minute / 60;
}

units work_units(const struct timeline *timeline, const struct work_item *item,
                 enum work_sum what)
{
    return units_within(timeline, item, item->from, item->to, what);
}

units timeline_sum(const struct timeline *timeline, int32_t staff, instant from,
                   instant to, enum work_sum what)
{
    units sum = 0;

    for (int32_t i = timeline->first[staff]; i < timeline->first[staff + 1];
         i++) {
        sum += units_within(timeline, &timeline->items.at[i], from, to, what);
    }
    return sum;
}

int64_t night_minutes(const struct coop *coop, instant from, instant to)
{
    date_day first, last;
    int32_t minute;
    instant seconds = 0;

    zone_local(from, &first, &minute);
    zone_local(to, &last, &minute);
    for (date_day date = first - 1; date <= last; date++) {
        int32_t start =
            (int32_t)profile_limit(coop, LIMIT_NIGHT_START, NONE, date);
        int32_t end = (int32_t)profile_limit(coop, LIMIT_NIGHT_END, NONE, date);
        end += end < start ? 1440 : 0;
        seconds += overlap(zone_instant(date, start), zone_instant(date, end),
                           from, to);
    }
    return seconds / 60;
}

units staff_contract_week(const struct coop *coop, int32_t staff,
                          date_day monday)
{
    const struct staff *person = &coop->staff.at[staff];
    int64_t pct = 0;

    for (date_day date = monday; date < monday + 5; date++) {
        if (staff_employed(person, date) && !calendar_red(date)) {
            pct += 100 - coop_absence_grade(coop, staff, date);
        }
    }
    return person->week_norm * person->position_pct * pct / (100 * 500);
}
