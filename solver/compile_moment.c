/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_moment.c - cutting time where slots begin and end. */
#include "solver/compile_moment.h"

#include "solver/compile_sum.h"

enum { NEAR_DAYS = 2 };

static void list_slots(const struct compile_state *s, duty_test *test,
                       struct moment_slot_vec *out)
{
    for (duty_ix duty = 0; duty < s->n_duties; duty++) {
        for (date_day date = s->from - NEAR_DAYS;
             test(s->coop, duty) && date <= s->to + NEAR_DAYS; date++) {
            if (duty_on(s->coop, duty, date)) {
                struct moment_slot slot = {
                    duty, date, zone_instant(date, duty_start(s->coop, duty)),
                    zone_instant(date, duty_end(s->coop, duty))};
                vec_push(out, slot);
            }
        }
    }
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void add_moment(const struct compile_state *s, struct moments *out,
                       instant from, instant to)
{
    struct moment moment = {from, to, out->on.n, 0};
    bool inside = false;
    for (int32_t k = 0; k < out->slots.n; k++) {
        const struct moment_slot *slot = &out->slots.at[k];
        if (slot->from <= from && slot->to >= to) {
            vec_push(&out->on, k);
            moment.n++;
            inside = inside || state_day(s, slot->date) != NONE;
        }
    }
    if (inside) {
        vec_push(&out->list, moment);
    } else {
        out->on.n = moment.first;
    }
}

void moments_make(const struct compile_state *s, duty_test *test,
                  const struct long_vec *edges, struct moments *out)
{
    struct long_vec cuts = {0};
    *out = (struct moments){0};
    list_slots(s, test, &out->slots);
    for (int32_t k = 0; k < out->slots.n; k++) {
        vec_push(&cuts, out->slots.at[k].from);
        vec_push(&cuts, out->slots.at[k].to);
    }
    for (int32_t k = 0; k < edges->n; k++) {
        vec_push(&cuts, edges->at[k]);
    }
    if (cuts.n > 0) {
        qsort(cuts.at, (size_t)cuts.n, sizeof *cuts.at, compare);
    }
    for (int32_t k = 0; k + 1 < cuts.n; k++) {
        if (cuts.at[k] < cuts.at[k + 1]) {
            add_moment(s, out, cuts.at[k], cuts.at[k + 1]);
        }
    }
    vec_release(&cuts);
}

void moments_release(struct moments *moments)
{
    vec_release(&moments->slots);
    vec_release(&moments->list);
    vec_release(&moments->on);
}

bool moment_within(const struct moments *moments, const struct moment *inner,
                   const struct moment *outer)
{
    const int32_t *on = moments->on.at;
    int32_t k = 0;
    for (int32_t n = 0; n < outer->n && k < inner->n; n++) {
        k += on[outer->first + n] == on[inner->first + k];
    }
    return k == inner->n;
}

void moment_count(struct compile_state *s, int32_t row,
                  const struct moments *moments, const struct moment *moment,
                  int32_t mask)
{
    for (int32_t k = 0; k < moment->n; k++) {
        const struct moment_slot *slot =
            &moments->slots.at[moments->on.at[moment->first + k]];
        struct row_part part = {state_day(s, slot->date), mask, 1, test_holds,
                                &slot->duty};
        if (part.day != NONE) {
            row_count(s, row, &part);
        }
    }
}

int64_t moment_known(const struct compile_state *s,
                     const struct moments *moments, const struct moment *moment,
                     const bool *except)
{
    int64_t people = 0;
    for (int32_t k = 0; k < moment->n; k++) {
        const struct moment_slot *slot =
            &moments->slots.at[moments->on.at[moment->first + k]];
        for (int32_t n = 0; n < s->outside->items.n; n++) {
            const struct work_item *item = &s->outside->items.at[n];
            people += item->duty == slot->duty && item->date == slot->date &&
                      !except[item->staff];
        }
    }
    return people;
}

int32_t moment_day(const struct compile_state *s, const struct moments *moments,
                   const struct moment *moment)
{
    for (int32_t k = 0; k < moment->n; k++) {
        int32_t slot = moments->on.at[moment->first + k];
        int32_t day = state_day(s, moments->slots.at[slot].date);
        if (day != NONE) {
            return day;
        }
    }
    return NONE_DAY;
}
