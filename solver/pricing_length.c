/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_length.c - a run-length rule as a small automaton. */
#include "solver/pricing_length.h"

#include "solver/pricing_curve.h"

/* States: 0 none; 1..cap a run of that length; cap + 1..2 cap a run that
 * touches day 0 with favourable history; then one for a run that may go on
 * from before day 0. */
struct lengths {
    const struct run_length *run;
    int32_t cap;
};

static int64_t mark_of(int64_t mark, int64_t longest)
{
    return mark > longest ? longest : mark;
}

/* The longest length that must be told from the next. */
static int32_t longest_mark(const struct run_length *run, int32_t n_days)
{
    int64_t history = run->history > 0 ? run->history : 0;
    int64_t longest = history + n_days;
    int64_t cap = 1;
    for (int32_t i = 0; i < run->gauge.n_hinges; i++) {
        int64_t mark = mark_of(run->gauge.hinges[i].at, longest);
        cap = mark > cap ? mark : cap;
    }
    if (run->gauge.low != BOUND_NONE_LOW) {
        int64_t mark = mark_of(run->gauge.low, longest);
        cap = mark > cap ? mark : cap;
    }
    if (run->gauge.high != BOUND_NONE_HIGH) {
        int64_t mark = mark_of(run->gauge.high, longest);
        cap = mark > cap ? mark : cap;
    }
    return (int32_t)cap;
}

static double over_cost(const struct gauge *gauge, int64_t length)
{
    double sum = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        int64_t over = length - gauge->hinges[i].at;
        sum += over > 0 ? (double)(over * gauge->hinges[i].over) : 0;
    }
    return sum;
}

static double under_cost(const struct gauge *gauge, int64_t length)
{
    double sum = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        int64_t under = gauge->hinges[i].at - length;
        sum += under > 0 ? (double)(under * gauge->hinges[i].under) : 0;
    }
    return sum;
}

/* One day more, from `length`, in a run whose capped lengths begin at `base`
 * (state base + length). */
static struct run_step grow(struct lengths l, int64_t length, int32_t base)
{
    const struct gauge *gauge = &l.run->gauge;
    if (length + 1 > gauge->high) {
        return (struct run_step){.next = RUN_BROKEN};
    }
    int32_t next = length + 1 > l.cap ? l.cap : (int32_t)length + 1;
    return (struct run_step){
        .next = base + next,
        .cost = over_cost(gauge, length + 1) - over_cost(gauge, length),
    };
}

static struct run_step finish(struct lengths l, int64_t length)
{
    if (length < l.run->gauge.low) {
        return (struct run_step){.next = RUN_BROKEN};
    }
    return (struct run_step){.next = 0,
                             .cost = under_cost(&l.run->gauge, length)};
}

static void fill_steps(struct run_table *table, struct lengths l)
{
    struct run_step *step = table->step;
    step[0] = (struct run_step){.next = 0};
    step[1] = grow(l, 0, 0);
    for (int32_t length = 1; length <= l.cap; length++) {
        step[2 * length] = finish(l, length);
        step[2 * length + 1] = grow(l, length, 0);
        if (l.run->history == RUN_FAVOURABLE) {
            struct run_step *lucky = &step[2 * (l.cap + length)];
            lucky[0] = (struct run_step){.next = 0};
            lucky[1] = grow(l, length, l.cap);
        }
    }
    if (l.run->history != 0) {
        /* Not going on costs nothing: that run ended before day 0. */
        struct run_step *pending = &step[2 * table->start];
        pending[0] = (struct run_step){.next = 0};
        pending[1] = l.run->history == RUN_FAVOURABLE
                         ? grow(l, 0, l.cap)
                         : grow(l, l.run->history, 0);
    }
}

/* How much dearer one day in (or out of) the class can be from a than b. */
static double day_excess(const struct run_table *t, int32_t a, int32_t b,
                         const double *excess)
{
    double worst = 0; /* the horizon may end here */
    for (int32_t in = 0; in < 2; in++) {
        const struct run_step *from_a = &t->step[2 * a + in];
        const struct run_step *from_b = &t->step[2 * b + in];
        if (from_b->next == RUN_BROKEN) {
            continue;
        }
        if (from_a->next == RUN_BROKEN) {
            return STEEP;
        }
        double more = from_a->cost - from_b->cost +
                      excess[from_a->next * t->n + from_b->next];
        worst = more > worst ? more : worst;
    }
    return worst > STEEP ? STEEP : worst;
}

/* Fixed point over at most n_days days to come. */
static void fill_excess(struct run_table *table, int32_t n_days)
{
    bool changed = true;
    for (int32_t round = 0; changed && round < n_days; round++) {
        changed = false;
        for (int32_t a = 0; a < table->n; a++) {
            for (int32_t b = 0; b < table->n; b++) {
                double *now = &table->excess[a * table->n + b];
                double more = day_excess(table, a, b, table->excess);
                if (a != b && more > *now) {
                    *now = more;
                    changed = true;
                }
            }
        }
    }
}

static bool is_idle(const struct run_table *table)
{
    for (int32_t i = 0; i < 2 * table->n; i++) {
        if (table->step[i].cost > 0 || table->step[i].next == RUN_BROKEN) {
            return false;
        }
    }
    return true;
}

struct run_table run_table_of(struct arena *arena,
                              const struct run_length *run, int32_t n_days)
{
    struct lengths l = {.run = run, .cap = longest_mark(run, n_days)};
    struct run_table table = {.n = l.cap + 1};
    if (run->history == RUN_FAVOURABLE) {
        table.n += l.cap;
    }
    if (run->history != 0) {
        table.start = table.n++;
    }
    size_t n = (size_t)table.n;
    table.step = arena_array(arena, 2 * n, sizeof *table.step);
    table.excess = arena_array(arena, n * n, sizeof *table.excess);
    fill_steps(&table, l);
    fill_excess(&table, n_days);
    table.idle = is_idle(&table);
    return table;
}
