/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_gap.c - a free gap somewhere in a window.
 *
 * A gap can be moved ahead until it begins with the window or with the end of
 * something busy, so only those beginnings are looked at. Each one that no
 * other beats gets a column y; on every day the y whose permitted patterns lie
 * within Q sum to at most sum(x[Q]), for each set Q that occurs. With whole x
 * this says "all days permit the gap"; with fractional x it is much stronger
 * than a row for each y.
 */
#include <string.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

/* Possible beginnings of one window, and what each permits on each day. */
struct gaps {
    const struct free_gap *gap;
    struct compact *c;
    int32_t cell; /* of the person's day 0 */
    int32_t n_days; /* that touch the window */
    struct int_vec begin;
    struct pattern_set *permits; /* [beginning * n_days + day] */
};

static int32_t window_open(const struct free_gap *gap)
{
    return gap->busy_until > gap->open ? gap->busy_until : gap->open;
}

static bool begins_in_time(const struct free_gap *gap, int32_t begin)
{
    return begin >= window_open(gap) &&
           (int64_t)begin + gap->need <= gap->close;
}

static void add_beginning(struct gaps *gaps, int32_t begin)
{
    bool known = !begins_in_time(gaps->gap, begin);
    for (int32_t k = 0; k < gaps->begin.n && !known; k++) {
        known = gaps->begin.at[k] == begin;
    }
    if (!known) {
        vec_push(&gaps->begin, begin);
    }
}

static bool is_open(const struct gaps *gaps, int32_t day, int32_t pattern)
{
    return SET_HAS(&gaps->c->open[gaps->cell + day], pattern);
}

static void beginnings_find(struct gaps *gaps)
{
    int32_t n_patterns = gaps->c->problem->n_patterns;
    add_beginning(gaps, window_open(gaps->gap));
    for (int32_t d = gaps->gap->first; d <= gaps->gap->last; d++) {
        for (int32_t p = 0; p < n_patterns; p++) {
            int32_t at = d * n_patterns + p;
            if (is_open(gaps, d, p) &&
                gaps->gap->busy_from[at] <= gaps->gap->busy_to[at]) {
                add_beginning(gaps, gaps->gap->busy_to[at]);
            }
        }
    }
}

static struct pattern_set permitted(const struct gaps *gaps, int32_t begin,
                                    int32_t day)
{
    struct pattern_set set = {{0}};
    int32_t n_patterns = gaps->c->problem->n_patterns;
    for (int32_t p = 0; p < n_patterns; p++) {
        int32_t at = day * n_patterns + p;
        int32_t from = gaps->gap->busy_from[at], to = gaps->gap->busy_to[at];
        bool busy =
            from <= to && from < begin + gaps->gap->need && to > begin;
        if (is_open(gaps, day, p) && !busy) {
            set.bits[p >> 6] |= (uint64_t)1 << (p & 63);
        }
    }
    return set;
}

static const struct pattern_set *permits_of(const struct gaps *gaps, int32_t k,
                                            int32_t day)
{
    return &gaps->permits[k * gaps->n_days + day];
}

/* Whether b is permitted wherever a is; of two alike the first stays. */
static bool beaten(const struct gaps *gaps, int32_t a, int32_t b)
{
    bool same = true;
    for (int32_t d = 0; d < gaps->n_days; d++) {
        const struct pattern_set *set_a = permits_of(gaps, a, d);
        const struct pattern_set *set_b = permits_of(gaps, b, d);
        if (!pattern_set_within(set_a, set_b)) {
            return false;
        }
        same = same && pattern_set_within(set_b, set_a);
    }
    return !same || b < a;
}

static bool impossible(const struct gaps *gaps, int32_t k)
{
    struct pattern_set none = {{0}};
    for (int32_t d = 0; d < gaps->n_days; d++) {
        if (pattern_set_within(permits_of(gaps, k, d), &none)) {
            return true;
        }
    }
    return false;
}

/* Keeps the beginnings that are possible and not beaten. */
static void beginnings_filter(struct gaps *gaps)
{
    int32_t n = gaps->begin.n, kept = 0;
    bool *drop = xcalloc((size_t)n + 1, sizeof *drop);
    for (int32_t a = 0; a < n; a++) {
        drop[a] = impossible(gaps, a);
        for (int32_t b = 0; b < n && !drop[a]; b++) {
            drop[a] = b != a && beaten(gaps, a, b);
        }
    }
    for (int32_t a = 0; a < n; a++) {
        if (!drop[a]) {
            memmove(&gaps->permits[kept * gaps->n_days],
                    &gaps->permits[a * gaps->n_days],
                    (size_t)gaps->n_days * sizeof *gaps->permits);
            gaps->begin.at[kept++] = gaps->begin.at[a];
        }
    }
    gaps->begin.n = kept;
    free(drop);
}

static void beginnings_permits(struct gaps *gaps)
{
    gaps->permits = xcalloc((size_t)gaps->begin.n * (size_t)gaps->n_days + 1,
                            sizeof *gaps->permits);
    for (int32_t k = 0; k < gaps->begin.n; k++) {
        for (int32_t d = 0; d < gaps->n_days; d++) {
            gaps->permits[k * gaps->n_days + d] =
                permitted(gaps, gaps->begin.at[k], gaps->gap->first + d);
        }
    }
}

/* The y permitted within the set that y `k` has on the day, against that set.
 * Said once for each set: by the first that has it. */
static void permit_row(struct gaps *gaps, struct form *form, int32_t k,
                       int32_t day, int32_t first_column)
{
    const struct pattern_set *set = permits_of(gaps, k, day);
    int32_t cell = gaps->cell + gaps->gap->first + day;
    form_clear(form);
    for (int32_t j = 0; j < gaps->begin.n; j++) {
        const struct pattern_set *other = permits_of(gaps, j, day);
        if (j < k && pattern_set_within(set, other) && pattern_set_within(other, set)) {
            return;
        }
        if (pattern_set_within(other, set)) {
            form_add_column(form, first_column + j, 1);
        }
    }
    if (pattern_set_within(&gaps->c->open[cell], set)) {
        return;
    }
    form_add_set(form, gaps->c, cell, set, -1);
    model_row(gaps->c, form, BOUND_NONE_LOW, 0);
}

/* sum(y) + missing >= 1, with missing <= 0 for a hard one. */
static void some_gap_row(struct gaps *gaps, struct form *form, int32_t level,
                         int32_t first_column)
{
    const struct free_gap *gap = gaps->gap;
    form_clear(form);
    for (int32_t k = 0; k < gaps->begin.n; k++) {
        form_add_column(form, first_column + k, 1);
    }
    if (gap->cost_missing != GAP_HARD) {
        int32_t missing = model_column(gaps->c, 0, 1);
        model_charge(gaps->c, missing, level, (double)gap->cost_missing);
        model_unit(gaps->c, level, gap->cost_missing);
        form_add_column(form, missing, 1);
    }
    model_row(gaps->c, form, 1, BOUND_NONE_HIGH);
}

static void gaps_block(struct gaps *gaps, int32_t level)
{
    struct form form = {0};
    int32_t first_column = gaps->c->columns.n;
    model_block_begin(gaps->c, true);
    for (int32_t k = 0; k < gaps->begin.n; k++) {
        model_column(gaps->c, 0, 1);
    }
    model_block_columns(gaps->c);
    for (int32_t d = 0; d < gaps->n_days; d++) {
        for (int32_t k = 0; k < gaps->begin.n; k++) {
            permit_row(gaps, &form, k, d, first_column);
        }
    }
    some_gap_row(gaps, &form, level, first_column);
    model_block_end(gaps->c);
    form_release(&form);
}

/* One beginning that every open pattern permits settles it. */
static bool always_there(const struct gaps *gaps)
{
    for (int32_t k = 0; k < gaps->begin.n; k++) {
        bool free = true;
        for (int32_t d = 0; d < gaps->n_days && free; d++) {
            free = pattern_set_within(&gaps->c->open[gaps->cell + gaps->gap->first + d],
                          permits_of(gaps, k, d));
        }
        if (free) {
            return true;
        }
    }
    return false;
}

void gap_model(struct compact *c, const struct line_rule *rule)
{
    const struct free_gap *gap = &rule->u.gap;
    if (gap->cost_missing != GAP_HARD && !model_wants(c, rule->level)) {
        return;
    }
    struct gaps gaps = {.gap = gap,
                        .c = c,
                        .cell = rule->person * c->problem->n_days,
                        .n_days = gap->last - gap->first + 1};
    beginnings_find(&gaps);
    beginnings_permits(&gaps);
    beginnings_filter(&gaps);
    if (!always_there(&gaps)) {
        gaps_block(&gaps, rule->level);
    }
    vec_release(&gaps.begin);
    free(gaps.permits);
}
