/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_week.c - hour limits over weeks as hard window sums: N2, O3 and N3
 * (model/rule_week.c, rule_reduction.c).
 *
 * Each Monday week of the horizon ends one window of every mean; history enters
 * as what it already holds. The sums are the definition's, cell by cell; what
 * adds up differently is only standby overlapped by the next day's journey,
 * which is counted here twice (some minutes by the standby's factor).
 *
 * N3 allows max(norm - credits, floor), and a sum cannot say "or": it is kept
 * on the safe side. Where credits can't exceed norm - floor, the hours plus
 * their credits stay within the norm, which is exact; elsewhere the hours stay
 * within the floor.
 */
#include "model/calendar.h"
#include "model/profile.h"
#include "model/rule_tools.h"
#include "solver/compile_parts.h"
#include "solver/compile_sum.h"

enum { WEEKS_MAX = 52, CAP8_WEEKS = 8 };

/* One limit on the weeks that end with the week of `monday`. */
struct mean {
    enum rule_kind rule;
    enum limit_key limit;
    enum work_sum what;
    int64_t weeks;
};

/* The Monday of the first of `weeks` weeks that end with that of `monday`. */
static date_day week_back(date_day monday, int64_t weeks)
{
    return monday - 7 * ((int32_t)weeks - 1);
}

static void add_mean(struct compile_state *s, int32_t person, date_day monday,
                     const struct mean *mean)
{
    int32_t staff = s->staff_of[person];
    struct span span = {zone_instant(week_back(monday, mean->weeks), 0),
                        zone_instant(monday + 7, 0), mean->what};
    struct window_draft draft = {
        .person = person,
        .level = LEVEL_UNCOVERED,
        .name = RULES[mean->rule].key,
        .source = limit_source(s, mean->limit, staff, monday),
        .amount = amount_in_span,
        .context = &span,
        .history = outside_sum(s, person, &span),
        .low = BOUND_NONE_LOW,
        .high =
            mean->weeks * profile_limit(s->coop, mean->limit, staff, monday),
    };
    if (limit_grade(s->coop, mean->limit) == FINDING_HARD &&
        span_days(s, span.from, span.to, &draft.first, &draft.last)) {
        window_add(s, &draft);
    }
}

static int64_t weeks_of(const struct compile_state *s, int32_t person,
                        date_day monday, enum limit_key key)
{
    int64_t weeks = profile_limit(s->coop, key, s->staff_of[person], monday);
    return weeks < 1 ? 1 : weeks > WEEKS_MAX ? WEEKS_MAX : weeks;
}

static void add_normal(struct compile_state *s, int32_t person, date_day monday)
{
    static const enum limit_key CLASSES[] = {
        [CLASS_DAY] = LIMIT_WEEK_NORMAL,
        [CLASS_TURNUS] = LIMIT_WEEK_TURNUS,
        [CLASS_CONTINUOUS] = LIMIT_WEEK_CONTINUOUS,
    };
    enum limit_key norm = CLASSES[state_staff(s, person)->shift_class];
    int64_t weeks = weeks_of(s, person, monday, LIMIT_AVERAGING_WEEKS);
    const struct mean MEANS[] = {
        {RULE_WEEK_NORMAL, norm, SUM_NORMAL_COUNTED, weeks},
        {RULE_WEEK_NORMAL, LIMIT_WEEK_CAP, SUM_NORMAL_COUNTED, 1},
        {RULE_WEEK_NORMAL, LIMIT_WEEK_CAP8, SUM_NORMAL_COUNTED, CAP8_WEEKS},
    };
    for (size_t k = 0; k < (weeks > 1 ? COUNT_OF(MEANS) : 1); k++) {
        add_mean(s, person, monday, &MEANS[k]);
    }
}

static void add_total(struct compile_state *s, int32_t person, date_day monday)
{
    const struct mean MEANS[] = {
        {RULE_WEEK_TOTAL, LIMIT_WEEK_TOTAL, SUM_COUNTED,
         weeks_of(s, person, monday, LIMIT_WEEK_TOTAL_WEEKS)},
        {RULE_WEEK_TOTAL, LIMIT_WEEK_TOTAL_CAP, SUM_COUNTED, 1},
    };
    for (size_t k = 0; k < COUNT_OF(MEANS); k++) {
        add_mean(s, person, monday, &MEANS[k]);
    }
}

/* ---- N3 ------------------------------------------------------------- */

/* What a unit of time is worth beyond itself. */
struct credit {
    units night, sunday;
    struct span span;
};

/* Credits of an item's work within the span, model/rule_reduction.c. */
static units item_credit(const struct compile_state *s,
                         const struct work_item *item,
                         const struct credit *credit)
{
    const struct window pause = work_break(item);
    const struct window parts[] = {{item->from, pause.from},
                                   {pause.to, item->to}};
    units larger =
        credit->night > credit->sunday ? credit->night : credit->sunday;
    units sum = 0;
    for (size_t k = 0; k < COUNT_OF(parts); k++) {
        instant from = parts[k].from > credit->span.from ? parts[k].from
                                                         : credit->span.from;
        instant to =
            parts[k].to < credit->span.to ? parts[k].to : credit->span.to;
        struct window windows[8];
        int32_t n = from < to ? calendar_law_windows(from, to, windows, 8) : 0;
        int64_t night = from < to ? night_minutes(s->coop, from, to) : 0;
        sum += night * credit->night;
        for (int32_t w = 0; w < n; w++) {
            instant a = windows[w].from > from ? windows[w].from : from;
            instant b = windows[w].to < to ? windows[w].to : to;
            int64_t both = night_minutes(s->coop, a, b);
            sum += ((b - a) / 60 - both) * credit->sunday +
                   both * (larger - credit->night);
        }
    }
    return sum;
}

static units items_credit(const struct compile_state *s,
                          const struct work_item *items, int32_t n,
                          const struct credit *credit)
{
    units sum = 0;
    for (int32_t k = 0; k < n; k++) {
        if (items[k].main_period && !items[k].overtime) {
            sum += item_credit(s, &items[k], credit);
        }
    }
    return sum;
}

static int64_t credit_amount(const struct compile_state *s, int32_t person,
                             int32_t day, int32_t pattern, const void *context)
{
    const struct credit *credit = context;
    const struct cell *cell = state_cell(s, person, day, pattern);
    return items_credit(s, cell_items(s, cell), cell->n, credit);
}

static int64_t credited_amount(const struct compile_state *s, int32_t person,
                               int32_t day, int32_t pattern,
                               const void *context)
{
    const struct credit *credit = context;
    return credit_amount(s, person, day, pattern, context) +
           cell_sum(s, person, state_cell(s, person, day, pattern),
                    &credit->span);
}

static units outside_credit(const struct compile_state *s, int32_t person,
                            const struct credit *credit)
{
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    return items_credit(s, items, n, credit);
}

/* The most that open cells can bring in the days of the window. */
static units most_credit(const struct compile_state *s,
                         const struct window_draft *draft,
                         const struct credit *credit)
{
    units sum = outside_credit(s, draft->person, credit);
    for (int32_t day = draft->first; day <= draft->last; day++) {
        units most = 0;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            units one = state_cell(s, draft->person, day, p)->open
                            ? credit_amount(s, draft->person, day, p, credit)
                            : 0;
            most = one > most ? one : most;
        }
        sum += most;
    }
    return sum;
}

static void add_reduction(struct compile_state *s, int32_t person,
                          date_day monday)
{
    int32_t staff = s->staff_of[person];
    int64_t weeks = weeks_of(s, person, monday, LIMIT_AVERAGING_WEEKS);
    struct credit credit = {
        profile_limit(s->coop, LIMIT_NIGHT_CREDIT, staff, monday) -
            UNITS_PER_MINUTE,
        profile_limit(s->coop, LIMIT_SUNDAY_CREDIT, staff, monday) -
            UNITS_PER_MINUTE,
        {zone_instant(week_back(monday, weeks), 0), zone_instant(monday + 7, 0),
         SUM_NORMAL_COUNTED}};
    units norm = profile_limit(s->coop, LIMIT_CREDIT_NORM, staff, monday);
    units floor = profile_limit(s->coop, LIMIT_CREDIT_FLOOR, staff, monday);
    struct window_draft draft = {
        .person = person,
        .level = LEVEL_UNCOVERED,
        .name = RULES[RULE_REDUCTION].key,
        .source = limit_source(s, LIMIT_CREDIT_FLOOR, staff, monday),
        .amount = credited_amount,
        .context = &credit,
        .low = BOUND_NONE_LOW,
        .high = norm * weeks,
    };
    if (limit_grade(s->coop, LIMIT_CREDIT_FLOOR) != FINDING_HARD ||
        !span_days(s, credit.span.from, credit.span.to, &draft.first,
                   &draft.last)) {
        return;
    }
    draft.history = outside_sum(s, person, &credit.span);
    if (most_credit(s, &draft, &credit) <= (norm - floor) * weeks) {
        draft.history += outside_credit(s, person, &credit);
    } else {
        draft.amount = amount_in_span;
        draft.context = &credit.span;
        draft.high = floor * weeks;
    }
    window_add(s, &draft);
}

void weeks_add(struct compile_state *s)
{
    for (int32_t i = 0; i < s->n_people; i++) {
        const struct staff *staff = state_staff(s, i);
        for (date_day monday = date_monday(s->from);
             monday <= s->to && !staff->aml_exempt; monday += 7) {
            add_normal(s, i, monday);
            add_total(s, i, monday);
            if (staff->shift_class == CLASS_TURNUS) {
                add_reduction(s, i, monday);
            }
        }
    }
}
