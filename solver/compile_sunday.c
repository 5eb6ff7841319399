/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_sunday.c - R3: Sundays and holidays (model/rule_sunday.c).
 *
 * A red day is worked by whatever touches its share of the LAW_SUNDAY window:
 * cells of its own date, and of the evening before.
 *
 * Next off: no two red days that follow each other, one window sum for each two
 * dates that can work them. Averaged: "if this red day is worked, at most so
 * many of the 26 weeks that end with it" is exact as one sum in which the red
 * day itself weighs what the others have to spare; and of n weeks one red day
 * stays free. Somebody who works on the eve and on the day counts twice there,
 * which is on the safe side.
 */
#include "solver/compile_parts.h"

#include "model/calendar.h"
#include "model/profile.h"
#include "model/rule_tools.h"
#include "solver/compile_sum.h"

enum { AVERAGE_DAYS = 182, WEEKS_MAX = 26, NEAR = 14 };

static bool works_on(const struct compile_state *s,
                     const struct work_item *items, int32_t n, date_day red)
{
    struct window window = calendar_law_day(red);
    for (int32_t k = 0; k < n; k++) {
        const struct work_item *item = &items[k];
        bool counts = work_blocks_rest(item) ||
                      (item->kind == SHIFT_STANDBY &&
                       profile_limit(s->coop, LIMIT_STANDBY_IS_SUNDAY_WORK,
                                     item->staff, item->date));
        if (counts && item->from < window.to && item->to > window.from) {
            return true;
        }
    }
    return false;
}

static bool worked_outside(const struct compile_state *s, int32_t person,
                           date_day red)
{
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    return works_on(s, items, n, red);
}

static bool cell_works(const struct compile_state *s, int32_t person,
                       int32_t day, int32_t pattern, date_day red)
{
    const struct cell *cell = state_cell(s, person, day, pattern);
    return works_on(s, cell_items(s, cell), cell->n, red);
}

static struct window_draft draft_for(struct compile_state *s, int32_t person,
                                     date_day red)
{
    return (struct window_draft){
        .person = person,
        .level = LEVEL_UNCOVERED,
        .name = RULES[RULE_SUNDAY].key,
        .source =
            limit_source(s, LIMIT_SUNDAYS_OF_26W, s->staff_of[person], red),
        .low = BOUND_NONE_LOW,
        .high = BOUND_NONE_HIGH,
    };
}

/* ---- the next one off ----------------------------------------------- */

/* Two red days and the dates whose duties are held against them. */
struct couple {
    date_day red[2];
    int32_t day[2];
};

static int64_t couple_amount(const struct compile_state *s, int32_t person,
                             int32_t day, int32_t pattern, const void *context)
{
    const struct couple *couple = context;
    int64_t amount = 0;
    for (int32_t k = 0; k < 2; k++) {
        amount += day == couple->day[k] &&
                  cell_works(s, person, day, pattern, couple->red[k]);
    }
    return amount;
}

/* Both of them inside the horizon, on any two dates. */
static void add_couple(struct compile_state *s, int32_t person,
                       const date_day red[2])
{
    for (int32_t k = 0; k < 4; k++) {
        struct couple couple = {
            {red[0], red[1]},
            {state_day(s, red[0] - k / 2), state_day(s, red[1] - k % 2)}};
        struct window_draft draft = draft_for(s, person, red[1]);
        if (couple.day[0] == NONE || couple.day[1] == NONE) {
            continue;
        }
        draft.first = couple.day[0];
        draft.last = couple.day[1];
        draft.amount = couple_amount;
        draft.context = &couple;
        draft.high = 1;
        window_add(s, &draft);
    }
}

/* One of them worked outside: the other must be free. */
static void add_half(struct compile_state *s, int32_t person, date_day red)
{
    for (int32_t k = 0; k < 2; k++) {
        int32_t day = state_day(s, red - k);
        struct couple couple = {{red, red}, {day, NONE}};
        struct window_draft draft = draft_for(s, person, red);
        draft.first = draft.last = day;
        draft.amount = couple_amount;
        draft.context = &couple;
        draft.high = 0;
        if (day != NONE) {
            window_add(s, &draft);
        }
    }
}

static void add_next_off(struct compile_state *s, int32_t person)
{
    date_day last = DATE_NONE;
    for (date_day red = s->from - NEAR; red <= s->to + NEAR; red++) {
        if (!calendar_red(red)) {
            continue;
        }
        if (last != DATE_NONE) {
            const date_day both[2] = {last, red};
            bool before = worked_outside(s, person, last);
            bool after = worked_outside(s, person, red);
            if (before != after) {
                add_half(s, person, before ? red : last);
            } else if (!before) {
                add_couple(s, person, both);
            }
        }
        last = red;
    }
}

/* ---- averaged ------------------------------------------------------- */

/* Red days from..to count 1 each, `own` counts `weight`. */
struct share {
    date_day from, to, own;
    int64_t weight;
};

static int64_t share_amount(const struct compile_state *s, int32_t person,
                            int32_t day, int32_t pattern, const void *context)
{
    const struct share *share = context;
    int64_t amount = 0;
    for (date_day red = state_date(s, day); red <= state_date(s, day) + 1;
         red++) {
        if (red >= share->from && red <= share->to && calendar_red(red) &&
            cell_works(s, person, day, pattern, red)) {
            amount += red == share->own ? share->weight : 1;
        }
    }
    return amount;
}

/* Red days of the period: all, worked outside, and workable beside `own`. */
struct census {
    int32_t all, outside, others;
};

static struct census count_reds(const struct compile_state *s, int32_t person,
                                const struct share *share)
{
    struct census census = {0, 0, 0};
    for (date_day red = share->from; red <= share->to; red++) {
        if (calendar_red(red)) {
            bool outside = worked_outside(s, person, red);
            census.all++;
            census.outside += outside;
            census.others += !outside && red != share->own && red >= s->from;
        }
    }
    return census;
}

static void set_days(const struct compile_state *s, const struct share *share,
                     struct window_draft *draft)
{
    draft->first = share->from - 1 < s->from ? 0 : share->from - 1 - s->from;
    draft->last = share->to > s->to ? s->n_days - 1 : share->to - s->from;
}

/* With `red` worked, of all `census.all` at most so many percent. */
static void add_share(struct compile_state *s, int32_t person, date_day red)
{
    int64_t pct =
        profile_limit(s->coop, LIMIT_SUNDAYS_OF_26W, s->staff_of[person], red);
    struct share share = {red - AVERAGE_DAYS + 1, red, red, 1};
    struct census census = count_reds(s, person, &share);
    int64_t most = pct * census.all / 100 - census.outside - 1;
    struct window_draft draft = draft_for(s, person, red);
    if (most >= census.others) {
        return;
    }
    share.weight = census.others - most;
    set_days(s, &share, &draft);
    draft.amount = share_amount;
    draft.context = &share;
    draft.high = census.others;
    window_add(s, &draft);
}

static void add_free_week(struct compile_state *s, int32_t person,
                          date_day monday)
{
    int64_t weeks = profile_limit(s->coop, LIMIT_SUNDAY_FREE_WEEKS,
                                  s->staff_of[person], monday);
    if (weeks < 1 || weeks > WEEKS_MAX) {
        return;
    }
    struct share share = {monday - 7 * ((int32_t)weeks - 1), monday + 6,
                          DATE_NONE, 1};
    struct census census = count_reds(s, person, &share);
    struct window_draft draft = draft_for(s, person, monday);
    set_days(s, &share, &draft);
    draft.amount = share_amount;
    draft.context = &share;
    draft.history = census.outside;
    draft.high = census.all - 1;
    window_add(s, &draft);
}

static void add_averaged(struct compile_state *s, int32_t person)
{
    for (date_day date = s->from; date <= s->to; date++) {
        if (calendar_red(date)) {
            add_share(s, person, date);
        }
    }
    for (date_day monday = date_monday(s->from); monday <= s->to; monday += 7) {
        add_free_week(s, person, monday);
    }
}

void sundays_add(struct compile_state *s)
{
    if (limit_grade(s->coop, LIMIT_SUNDAYS_OF_26W) != FINDING_HARD) {
        return;
    }
    for (int32_t i = 0; i < s->n_people; i++) {
        const struct staff *staff = state_staff(s, i);
        if (!staff->aml_exempt) {
            (staff->sunday_basis == SUNDAY_AVERAGED26 ? add_averaged
                                                      : add_next_off)(s, i);
        }
    }
}
