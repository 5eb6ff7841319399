/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_contract.c - contract hours and shares of services per four weeks,
 * soft.
 *
 * Hours are those of N2 (standby by its factor) in whole half hours a day
 * pattern, then in their common divisor: a day of 7.5 h and a night of standby
 * at 1/7 become 3 and 1, so counters stay small. The rounding is at most a
 * quarter of an hour a duty and touches no limit, only this price. The second
 * kink, a tenth of the contract but at least a day away, doubles the price, so
 * that two people a little off are better than one far off.
 */
#include "solver/compile_parts.h"

#include "model/rule_tools.h"
#include "solver/compile_sum.h"

enum { BLOCK_WEEKS = 4, HALF_HOURS_A_DAY = 15, WORKDAYS = 5 };
#define HALF_HOUR (UNITS_PER_HOUR / 2)

/* Weeks of one block, counted from `monday`. */
struct block {
    date_day monday;
    int32_t weeks;
};

/* Pct of the position that personal limits leave in the week. */
static int32_t share_left(const struct staff *staff, date_day monday)
{
    int32_t pct = 100;
    for (int32_t k = 0; k < staff->limits.n; k++) {
        const struct personal_limit *limit = &staff->limits.at[k];
        if (limit->kind == LIMIT_MAX_SHARE && limit->from <= monday + 6 &&
            limit->to >= monday && limit->pct < pct) {
            pct = limit->pct;
        }
    }
    return pct;
}

static units contract_of(const struct compile_state *s, int32_t person,
                         const struct block *block)
{
    units sum = 0;
    for (int32_t week = 0; week < block->weeks; week++) {
        date_day monday = block->monday + 7 * week;
        sum += staff_contract_week(s->coop, s->staff_of[person], monday) *
               share_left(state_staff(s, person), monday) / 100;
    }
    return sum;
}

static int64_t half_hours(units amount)
{
    return (amount + HALF_HOUR / 2) / HALF_HOUR;
}

static int64_t hours_amount(const struct compile_state *s, int32_t person,
                            int32_t day, int32_t pattern, const void *context)
{
    (void)context;
    struct span whole = {INT64_MIN, INT64_MAX, SUM_NORMAL_COUNTED};
    return half_hours(
        cell_sum(s, person, state_cell(s, person, day, pattern), &whole));
}

static struct window_draft draft_for(const struct compile_state *s,
                                     int32_t person, const struct block *block,
                                     enum weight_key key)
{
    date_day last = block->monday + 7 * block->weeks - 1;
    return (struct window_draft){
        .person = person,
        .first = block->monday < s->from ? 0 : block->monday - s->from,
        .last = last - s->from,
        .level = weight_level(key),
        .name = weight_key_name(key),
        .low = BOUND_NONE_LOW,
        .high = BOUND_NONE_HIGH,
    };
}

static void add_hours(struct compile_state *s, int32_t person,
                      const struct block *block)
{
    int64_t target = half_hours(contract_of(s, person, block));
    int64_t far =
        target / 10 > HALF_HOURS_A_DAY ? target / 10 : HALF_HOURS_A_DAY;
    cost points = (coop_weight(s->coop, WEIGHT_CONTRACT_HOUR) + 1) / 2;
    const struct hinge hinges[] = {
        {target, points, points},
        {target - far, points, 0},
        {target + far, 0, points},
    };
    struct span before = {zone_instant(block->monday, 0), s->start,
                          SUM_NORMAL_COUNTED};
    char monday[DATE_TEXT];
    struct window_draft draft =
        draft_for(s, person, block, WEIGHT_CONTRACT_HOUR);
    draft.source =
        state_text(s, "contract from %s", date_format(block->monday, monday));
    draft.amount = hours_amount;
    draft.history = before.from < before.to
                        ? half_hours(outside_sum(s, person, &before))
                        : 0;
    draft.hinges = hinges;
    draft.n_hinges = (int32_t)COUNT_OF(hinges);
    window_add(s, &draft);
}

/* ---- shares --------------------------------------------------------- */

static int64_t service_amount(const struct compile_state *s, int32_t person,
                              int32_t day, int32_t pattern, const void *context)
{
    (void)person;
    (void)day;
    const struct duty_set *set = &s->patterns.at[pattern];
    int64_t duties = 0;
    for (int32_t k = 0; k < set->n; k++) {
        duties +=
            duty_service(s->coop, set->duty[k]) == *(const int32_t *)context &&
            !duty_standby(s->coop, set->duty[k]);
    }
    return duties;
}

static int64_t outside_days(const struct compile_state *s, int32_t person,
                            int32_t service, date_day monday)
{
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    int64_t days = 0;
    for (int32_t k = 0; k < n; k++) {
        days += items[k].date >= monday && items[k].date < s->from &&
                items[k].duty != NONE &&
                duty_service(s->coop, items[k].duty) == service &&
                !duty_standby(s->coop, items[k].duty);
    }
    return days;
}

static void add_share(struct compile_state *s, int32_t person,
                      const struct block *block,
                      const struct service_share *share)
{
    const struct staff *staff = state_staff(s, person);
    units day = staff->week_norm / WORKDAYS;
    cost points = coop_weight(s->coop, WEIGHT_SHARE);
    if (day <= 0) {
        return;
    }
    units part = contract_of(s, person, block) * share->pct / 100;
    const struct hinge hinge = {(part + day / 2) / day, points, points};
    struct window_draft draft = draft_for(s, person, block, WEIGHT_SHARE);
    draft.source =
        state_text(s, "%d %% of %s", (int)share->pct, share->service.id);
    draft.amount = service_amount;
    draft.context = &share->service.ix;
    draft.history = outside_days(s, person, share->service.ix, block->monday);
    draft.hinges = &hinge;
    draft.n_hinges = 1;
    window_add(s, &draft);
}

void contracts_add(struct compile_state *s)
{
    struct block block = {date_monday(s->from), 0};
    while (block.monday + 6 <= s->to) {
        for (block.weeks = 0; block.weeks < BLOCK_WEEKS &&
                              block.monday + 7 * block.weeks + 6 <= s->to;) {
            block.weeks++;
        }
        for (int32_t i = 0; i < s->n_people; i++) {
            const struct share_list *shares = &state_staff(s, i)->services;
            add_hours(s, i, &block);
            for (int32_t k = 0; k < shares->n; k++) {
                add_share(s, i, &block, &shares->at[k]);
            }
        }
        block.monday += 7 * block.weeks;
    }
}
