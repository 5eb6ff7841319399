/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_balance.c - hours between two members as soft rows (domain.md 6.2).
 *
 * For each two members, hours that people of the first work for the benefit of
 * the second, travel included, less the other way round, history of the last 52
 * weeks carried forward. Within the free band nothing is owed. Hours are
 * counted in half hours, standby by its factor.
 */
#include "solver/compile_parts.h"

#include "solver/compile_sum.h"

/* Two working days each way are give and take (our own proposal;
 * docs/weights.md), in half hours. */
enum { FREE_BAND = 30, YEAR_DAYS = 364 };
#define HALF_HOUR (UNITS_PER_HOUR / 2)

struct pair {
    int32_t member[2];
};

/* +1 when a person of the first works for the second, -1 the other way. */
static int32_t direction(const struct compile_state *s, const struct pair *pair,
                         int32_t employer, duty_ix duty)
{
    int32_t beneficiary = duty_member(s->coop, duty);
    return (employer == pair->member[0] && beneficiary == pair->member[1]) -
           (employer == pair->member[1] && beneficiary == pair->member[0]);
}

/* Units a cell gives from one member to the other; a cell's journeys follow its
 * duties that are given. */
static units given(const struct compile_state *s, const struct pair *pair,
                   int32_t employer, const struct work_item *items, int32_t n)
{
    units sum = 0, travel = 0;
    int32_t way = 0;
    for (int32_t k = 0; k < n; k++) {
        const struct work_item *item = &items[k];
        units amount = (item->to - item->from) / 60 * item->per_minute -
                       item->unpaid_break * item->per_minute;
        if (item->duty == NONE) {
            travel += item->kind == SHIFT_TRAVEL ? amount : 0;
            continue;
        }
        int32_t sign = direction(s, pair, employer, item->duty);
        way = sign != 0 ? sign : way;
        sum += sign * amount;
    }
    return sum + way * travel;
}

static int32_t to_half_hours(units amount)
{
    units half = amount < 0 ? -HALF_HOUR / 2 : HALF_HOUR / 2;
    return (int32_t)((amount + half) / HALF_HOUR);
}

/* Days of one person after the other: each date's items are one stretch. */
static units given_outside(const struct compile_state *s,
                           const struct pair *pair)
{
    units sum = 0;
    for (int32_t staff = 0; staff < s->coop->staff.n; staff++) {
        const int32_t *first = &s->outside->first[staff];
        for (int32_t k = first[0], end; k < first[1]; k = end) {
            const struct work_item *items = &s->outside->items.at[k];
            for (end = k + 1; end < first[1] &&
                              s->outside->items.at[end].date == items->date;) {
                end++;
            }
            if (items->date >= s->from - YEAR_DAYS && items->date < s->from) {
                sum += given(s, pair, s->coop->staff.at[staff].member.ix, items,
                             end - k);
            }
        }
    }
    return sum;
}

/* The people for whom the cell gives just so many half hours. */
struct givers {
    const struct pair *pair;
    int32_t day, pattern, amount;
};

static int32_t cell_gives(const struct compile_state *s,
                          const struct pair *pair, int32_t person, int32_t day,
                          int32_t pattern)
{
    const struct cell *cell = state_cell(s, person, day, pattern);
    return cell->open
               ? to_half_hours(given(s, pair, state_staff(s, person)->member.ix,
                                     cell_items(s, cell), cell->n))
               : 0;
}

static bool gives_amount(const struct compile_state *s, int32_t person,
                         const void *context)
{
    const struct givers *g = context;
    return cell_gives(s, g->pair, person, g->day, g->pattern) == g->amount;
}

/* One term for each amount that anybody gives in the cell. */
static void add_cell(struct compile_state *s, int32_t row,
                     const struct pair *pair, int32_t day, int32_t pattern)
{
    int32_t done[PEOPLE_MAX], n = 0;
    for (int32_t i = 0; i < s->n_people; i++) {
        int32_t amount = cell_gives(s, pair, i, day, pattern);
        bool known = amount == 0;
        for (int32_t k = 0; k < n; k++) {
            known = known || done[k] == amount;
        }
        if (!known) {
            struct givers givers = {pair, day, pattern, amount};
            done[n++] = amount;
            problem_add_term(s->problem, row, day, pattern,
                             state_mask(s, gives_amount, &givers), amount);
        }
    }
}

static bool anything(const struct compile_state *s, const struct pair *pair)
{
    int64_t cells = (int64_t)s->n_people * s->n_days * s->n_patterns;
    for (int64_t k = 0; k < cells; k++) {
        int32_t at = (int32_t)(k / s->n_patterns);
        if (cell_gives(s, pair, at / s->n_days, at % s->n_days,
                       (int32_t)(k % s->n_patterns)) != 0) {
            return true;
        }
    }
    return false;
}

static void add_row(struct compile_state *s, const struct pair *pair)
{
    const struct member *members = s->coop->members.at;
    cost points = (coop_weight(s->coop, WEIGHT_MEMBER_HOUR) + 1) / 2;
    const struct hinge hinges[] = {
        {-FREE_BAND, points, 0},
        {FREE_BAND, 0, points},
    };
    struct row row =
        row_soft(weight_key_name(WEIGHT_MEMBER_HOUR),
                 state_text(s, "%s to %s", members[pair->member[0]].id,
                            members[pair->member[1]].id),
                 WEIGHT_MEMBER_HOUR, hinges, 2);
    row.constant = to_half_hours(given_outside(s, pair));
    int32_t ix = problem_add_row(s->problem, &row);
    for (int32_t k = 0; k < s->n_days * s->n_patterns; k++) {
        add_cell(s, ix, pair, k / s->n_patterns, k % s->n_patterns);
    }
}

/* Of each two members, whether any duty of a person of the one is for the other:
 * [first * members + second], first < second. Most members of a large
 * co-operation have nothing to do with each other. */
static bool *members_met(const struct compile_state *s)
{
    int32_t n = s->coop->members.n;
    bool *met = xcalloc((size_t)n * (size_t)n + 1, sizeof *met);
    int32_t cells = s->n_people * s->n_days * s->n_patterns;
    for (int32_t k = 0; k < cells; k++) {
        const struct cell *cell = &s->cells[k];
        int32_t person = k / (s->n_days * s->n_patterns);
        int32_t own = state_staff(s, person)->member.ix;
        for (int32_t i = 0; cell->open && i < cell->n; i++) {
            const struct work_item *item = &cell_items(s, cell)[i];
            int32_t other =
                item->duty == NONE ? NONE : duty_member(s->coop, item->duty);
            if (own != NONE && other != NONE && own != other) {
                met[own < other ? own * n + other : other * n + own] = true;
            }
        }
    }
    return met;
}

void balance_add(struct compile_state *s)
{
    bool *met = members_met(s);
    int32_t n = s->coop->members.n;
    for (int32_t k = 0; k < n * n; k++) {
        const struct pair pair = {{k / n, k % n}};
        if (met[k] && anything(s, &pair)) {
            add_row(s, &pair);
        }
    }
    free(met);
}
