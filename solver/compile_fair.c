/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_fair.c - fair shares of standby, weekends and red days.
 *
 * Somebody's distance from their due (solver/compile_due.h) costs the weight
 * for the first unit, twice that for the second, three times from the third on.
 * With three people or fewer a share says nothing, one absence forces the rest
 * (peers.md c7): there the burden is held against an absolute ceiling, and only
 * what is above it costs.
 */
#include "solver/compile_parts.h"

#include "model/calendar.h"
#include "solver/compile_due.h"
#include "solver/compile_sum.h"

enum { TINY_TEAM = 3, KINKS = 3 };

/* Ceilings for tiny teams: one in three nights, every other weekend, half of
 * the twelve red days of a year (our own proposal; docs/weights.md). */
enum {
    CEILING_DAYS = 28,
    CEILING_STANDBY = 10,
    CEILING_WEEKENDS = 2,
    CEILING_HOLIDAYS = 6
};

/* ---- standby -------------------------------------------------------- */

static int64_t standby_amount(const struct compile_state *s, int32_t person,
                              int32_t day, int32_t pattern, const void *context)
{
    (void)person;
    (void)day;
    (void)context;
    const struct duty_set *set = &s->patterns.at[pattern];
    int64_t duties = 0;
    for (int32_t k = 0; k < set->n; k++) {
        duties += duty_standby(s->coop, set->duty[k]);
    }
    return duties;
}

static int64_t missing(const struct slot *slot)
{
    return slot->low > slot->external ? slot->low - slot->external : 0;
}

static int64_t standby_need(const struct compile_state *s,
                            const struct slot *slot)
{
    return duty_standby(s->coop, slot->duty) ? missing(slot) : 0;
}

static bool standby_carried(const struct compile_state *s,
                            const struct work_item *item)
{
    return item->duty != NONE && duty_standby(s->coop, item->duty);
}

/* ---- red days ------------------------------------------------------- */

static int64_t holiday_amount(const struct compile_state *s, int32_t person,
                              int32_t day, int32_t pattern, const void *context)
{
    (void)person;
    (void)context;
    return calendar_holiday(state_date(s, day)) != HOLIDAY_NONE &&
           s->patterns.at[pattern].n > 0;
}

static bool on_duty(const struct compile_state *s, const struct slot *slot)
{
    return !duty_inside(s->coop, slot->duty) && !slot->floating;
}

static int64_t holiday_need(const struct compile_state *s,
                            const struct slot *slot)
{
    return on_duty(s, slot) && calendar_holiday(slot->date) != HOLIDAY_NONE
               ? missing(slot)
               : 0;
}

static bool holiday_carried(const struct compile_state *s,
                            const struct work_item *item)
{
    (void)s;
    return item->duty != NONE && calendar_holiday(item->date) != HOLIDAY_NONE;
}

/* ---- weekends ------------------------------------------------------- */

/* Counted on Saturdays for whole weekends: blocks keep both days together. */
static int64_t weekend_amount(const struct compile_state *s, int32_t person,
                              int32_t day, int32_t pattern, const void *context)
{
    (void)person;
    (void)context;
    return date_weekday(state_date(s, day)) >= SATURDAY &&
           s->patterns.at[pattern].n > 0;
}

static int64_t people_on(const struct compile_state *s, date_day date)
{
    int64_t people = 0;
    for (int32_t k = 0; k < s->slots.n; k++) {
        const struct slot *slot = &s->slots.at[k];
        people += slot->date == date && on_duty(s, slot) ? missing(slot) : 0;
    }
    return people;
}

/* A weekend needs as many people as its fuller day; told at that day's first
 * slot. */
static int64_t weekend_need(const struct compile_state *s,
                            const struct slot *slot)
{
    enum weekday weekday = date_weekday(slot->date);
    bool first = slot == s->slots.at || slot[-1].date != slot->date;
    if (weekday < SATURDAY || !first) {
        return 0;
    }
    int64_t here = people_on(s, slot->date);
    int64_t other =
        people_on(s, weekday == SATURDAY ? slot->date + 1 : slot->date - 1);
    return here > other || (here == other && weekday == SATURDAY) ? here : 0;
}

/* A Sunday after a Saturday is the same weekend; blocks make it the rule. */
static bool weekend_carried(const struct compile_state *s,
                            const struct work_item *item)
{
    (void)s;
    return item->duty != NONE && date_weekday(item->date) == SATURDAY;
}

/* ---- rules ---------------------------------------------------------- */

static const struct burden BURDENS[] = {
    {WEIGHT_FAIR_STANDBY, COUNTER_STANDBY, true, standby_amount, standby_need,
     standby_carried},
    {WEIGHT_FAIR_WEEKEND, COUNTER_WEEKENDS, false, weekend_amount, weekend_need,
     weekend_carried},
    {WEIGHT_FAIR_HOLIDAY, COUNTER_HOLIDAYS, false, holiday_amount, holiday_need,
     holiday_carried},
};

/* Both sides of a due, or above a ceiling only. */
static int32_t draw_hinges(int64_t at, cost points, bool ceiling,
                           struct hinge *hinges)
{
    int32_t n = 0;
    for (int32_t k = 0; k < KINKS; k++) {
        hinges[n++] = (struct hinge){.at = at + k, .over = points};
        if (!ceiling && at - k > 0) {
            hinges[n++] = (struct hinge){.at = at - k, .under = points};
        }
    }
    return n;
}

/* The weekends of the days first..last as groups. */
static void add_weekends(struct compile_state *s,
                         const struct window_draft *draft)
{
    int32_t start[DAYS_MAX], end[DAYS_MAX], n = 0;
    struct pattern_set set = {{0}};
    for (int32_t day = draft->first; day <= draft->last; day++) {
        enum weekday weekday = date_weekday(state_date(s, day));
        if (weekday == SATURDAY ||
            (weekday == SUNDAY && (n == 0 || end[n - 1] < day))) {
            start[n] = day;
            end[n++] = weekday == SATURDAY && day < draft->last ? day + 1 : day;
        }
    }
    for (int32_t p = 1; p < s->n_patterns; p++) {
        set.bits[p >> 6] |= (uint64_t)(s->patterns.at[p].n > 0) << (p & 63);
    }
    struct line_rule rule = {
        .kind = LINE_GROUPS,
        .person = draft->person,
        .level = (int32_t)draft->level,
        .name = draft->name,
        .source = draft->source,
        .u.groups = {problem_keep(s->problem, start, (size_t)n, sizeof *start),
                     problem_keep(s->problem, end, (size_t)n, sizeof *end),
                     n,
                     set,
                     {BOUND_NONE_LOW, BOUND_NONE_HIGH,
                      problem_keep(s->problem, draft->hinges,
                                   (size_t)draft->n_hinges,
                                   sizeof *draft->hinges),
                      draft->n_hinges},
                     0},
    };
    if (n > 0) {
        problem_add_rule(s->problem, &rule);
    }
}

static void add_gauge(struct compile_state *s, const struct burden *burden,
                      const struct window_draft *draft)
{
    if (burden->counter == COUNTER_WEEKENDS) {
        add_weekends(s, draft);
    } else {
        window_add(s, draft);
    }
}

static struct window_draft draft_for(const struct burden *burden,
                                     int32_t person)
{
    return (struct window_draft){
        .person = person,
        .level = weight_level(burden->weight),
        .name = weight_key_name(burden->weight),
        .amount = burden->amount,
        .low = BOUND_NONE_LOW,
        .high = BOUND_NONE_HIGH,
    };
}

static void add_share(struct compile_state *s, const struct burden *burden,
                      int32_t person, const struct due *due)
{
    struct hinge hinges[2 * KINKS];
    struct window_draft draft = draft_for(burden, person);
    draft.last = s->n_days - 1;
    draft.source = state_text(s, "due %d", (int)due->share);
    draft.hinges = hinges;
    draft.n_hinges = draw_hinges(
        due->share, coop_weight(s->coop, burden->weight), false, hinges);
    add_gauge(s, burden, &draft);
}

/* Nights and weekends in each four weeks, red days in the year. */
static void add_ceiling(struct compile_state *s, const struct burden *burden,
                        int32_t person, const struct due *due)
{
    static const int64_t CEILINGS[COUNTER_KINDS] = {
        [COUNTER_STANDBY] = CEILING_STANDBY,
        [COUNTER_WEEKENDS] = CEILING_WEEKENDS,
        [COUNTER_HOLIDAYS] = CEILING_HOLIDAYS,
    };
    struct hinge hinges[2 * KINKS];
    struct window_draft draft = draft_for(burden, person);
    bool yearly = burden->counter == COUNTER_HOLIDAYS;
    int64_t ceiling = CEILINGS[burden->counter];
    ceiling -= yearly ? due->carried : 0;
    ceiling = ceiling > 0 ? ceiling : 0;
    draft.source = state_text(s, "ceiling %d", (int)ceiling);
    draft.hinges = hinges;
    draft.n_hinges = draw_hinges(ceiling, coop_weight(s->coop, burden->weight),
                                 true, hinges);
    for (; draft.first < s->n_days; draft.first = draft.last + 1) {
        draft.last = yearly ? s->n_days - 1 : draft.first + CEILING_DAYS - 1;
        draft.last = draft.last < s->n_days ? draft.last : s->n_days - 1;
        add_gauge(s, burden, &draft);
    }
}

static void keep_share(struct compile_state *s, const struct burden *burden,
                       int32_t person, const struct due *due, bool ceiling)
{
    struct compiled_share share = {.burden = burden->weight,
                                   .staff = s->staff_of[person],
                                   .share = due->share,
                                   .carried = due->carried,
                                   .ceiling = ceiling};
    vec_push(&s->shares, share);
}

void fair_add(struct compile_state *s)
{
    struct due *due = xcalloc((size_t)s->n_people, sizeof *due);
    for (size_t k = 0; k < COUNT_OF(BURDENS); k++) {
        int32_t able = dues_make(s, &BURDENS[k], due);
        for (int32_t i = 0; i < s->n_people; i++) {
            bool tiny = able <= TINY_TEAM;
            if (due[i].able) {
                (tiny ? add_ceiling : add_share)(s, &BURDENS[k], i, &due[i]);
                keep_share(s, &BURDENS[k], i, &due[i], tiny);
            }
        }
    }
    free(due);
}
