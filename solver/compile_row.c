/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compile_row.c - terms, window sums and shared tables. */
#include "solver/compile_row.h"

#include "base/divisor.h"

void row_count(struct compile_state *s, int32_t row,
               const struct row_part *part)
{
    const bool *open = &s->day_open[part->day * s->n_patterns];
    for (int32_t p = 0; p < s->n_patterns && part->mask != NONE; p++) {
        if (open[p] && p != s->held && part->test(s, p, part->context)) {
            problem_add_term(s->problem, row, part->day, p, part->mask,
                             part->coef);
        }
    }
}

bool test_holds(const struct compile_state *s, int32_t pattern,
                const void *context)
{
    return pattern_has(s, pattern, *(const duty_ix *)context);
}

struct row row_soft(const char *name, const char *source, enum weight_key key,
                    const struct hinge *hinges, int32_t n_hinges)
{
    return (struct row){
        .name = name,
        .source = source,
        .level = (int32_t)weight_level(key),
        .day = NONE_DAY,
        .gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, hinges, n_hinges},
    };
}

const char *slot_source(struct compile_state *s, duty_ix duty, int32_t day)
{
    char key[SLOT_KEY];
    return state_text(s, "%s",
                      slot_key(s->coop, duty, state_date(s, day), key));
}

/* ---- shared tables -------------------------------------------------- */

static uint64_t fingerprint(const int32_t *numbers, size_t count)
{
    uint64_t h = 1469598103934665603U;
    for (size_t k = 0; k < count; k++) {
        h = (h ^ (uint32_t)numbers[k]) * 1099511628211U;
    }
    return h;
}

const int32_t *table_keep(struct compile_state *s, const int32_t *numbers,
                          size_t count)
{
    uint64_t print = fingerprint(numbers, count);
    for (int32_t k = 0; k < s->tables.n; k++) {
        const struct kept_table *kept = &s->tables.at[k];
        if (kept->print == print && kept->count == count &&
            !memcmp(kept->numbers, numbers, count * sizeof *numbers)) {
            return kept->numbers;
        }
    }
    struct kept_table kept = {
        print, count,
        problem_keep(s->problem, numbers, count, sizeof *numbers)};
    vec_push(&s->tables, kept);
    return kept.numbers;
}

/* ---- windows -------------------------------------------------------- */

/* Down to the multiple at or below, also for negative amounts. */
static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Raw amounts of the open cells into `raw` [n_days * n_patterns]; returns their
 * divisor, 0 when nothing counts. `*most` gets the largest sum. */
static int64_t draw_amounts(const struct compile_state *s,
                            const struct window_draft *draft, int64_t *raw,
                            int64_t *most)
{
    int64_t unit = 0;
    *most = draft->history;
    for (int32_t day = draft->first; day <= draft->last; day++) {
        int64_t best = INT64_MIN;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            if (!state_cell(s, draft->person, day, p)->open) {
                continue;
            }
            int64_t amount =
                draft->amount(s, draft->person, day, p, draft->context);
            raw[day * s->n_patterns + p] = amount;
            unit = common_divisor(unit, amount);
            best = amount > best ? amount : best;
        }
        *most += best;
    }
    return unit;
}

/* Hinges in units: `at` to the nearest, slopes times the unit. Kept by the
 * problem. */
static const struct hinge *scale_hinges(struct compile_state *s,
                                        const struct window_draft *draft,
                                        int64_t unit)
{
    struct hinge *scaled = xcalloc((size_t)draft->n_hinges + 1, sizeof *scaled);
    for (int32_t k = 0; k < draft->n_hinges; k++) {
        const struct hinge *hinge = &draft->hinges[k];
        scaled[k] = (struct hinge){
            .at = floor_div(hinge->at - draft->history + unit / 2, unit),
            .under = hinge->under * unit,
            .over = hinge->over * unit,
        };
    }
    const struct hinge *kept = problem_keep(
        s->problem, scaled, (size_t)draft->n_hinges, sizeof *scaled);
    free(scaled);
    return kept;
}

/* The bounds that remain for the units chosen in the window. */
static struct gauge scale_gauge(struct compile_state *s,
                                const struct window_draft *draft, int64_t unit,
                                int64_t most)
{
    struct gauge gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH,
                          scale_hinges(s, draft, unit), draft->n_hinges};
    if (draft->high != BOUND_NONE_HIGH && most > draft->high) {
        gauge.high = floor_div(draft->high - draft->history, unit);
    }
    if (draft->low != BOUND_NONE_LOW) {
        gauge.low = -floor_div(draft->history - draft->low, unit);
    }
    return gauge;
}

void window_add(struct compile_state *s, const struct window_draft *draft)
{
    size_t n = size_by_day(s);
    int64_t *raw = xcalloc(n, sizeof *raw), most;
    int64_t unit = draw_amounts(s, draft, raw, &most);
    struct gauge gauge = scale_gauge(s, draft, unit > 0 ? unit : 1, most);
    if ((unit > 0 || draft->history > draft->high) &&
        (gauge.high != BOUND_NONE_HIGH || gauge.low != BOUND_NONE_LOW ||
         gauge.n_hinges > 0)) {
        int32_t *scaled = xcalloc(n, sizeof *scaled);
        for (size_t k = 0; k < n && unit > 0; k++) {
            scaled[k] = (int32_t)(raw[k] / unit);
        }
        struct line_rule rule = {
            .kind = LINE_WINDOW,
            .person = draft->person,
            .level = (int32_t)draft->level,
            .name = draft->name,
            .source = draft->source,
            .u.window = {.first = draft->first,
                         .last = draft->last,
                         .weights = {table_keep(s, scaled, n), true},
                         .gauge = gauge,
                         .history = 0},
        };
        problem_add_rule(s->problem, &rule);
        free(scaled);
    }
    free(raw);
}
