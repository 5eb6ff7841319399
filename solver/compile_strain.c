/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_strain.c - P4 (model/rule_strain.c): runs of standby and of work,
 * standby weekends too close together, work after broken nights.
 *
 * A profile that forbids makes a hard bound, any other a price. The price of
 * two standby weekends too close: each window of n weekends that holds both
 * costs its part, so neighbours cost the full weight and weekends just too
 * close an (n - 1)th of it.
 */
#include "solver/compile_parts.h"

#include "model/profile.h"
#include "model/rule_tools.h"
#include "solver/compile_sum.h"

/* Nights that are broken at least every other time are tiring (expected
 * call-outs per 100 duties; domain.md 7, prospective estimate). */
enum { BROKEN_NIGHTS = 50, WEEKENDS_MAX = 52 };

typedef bool item_test(const struct work_item *item);
typedef bool state_test(const struct compile_state *s, int32_t pattern);

static bool item_standby(const struct work_item *item)
{
    return item->kind == SHIFT_STANDBY || item->kind == SHIFT_STANDBY_STRICT;
}

static bool item_work(const struct work_item *item)
{
    return item->main_period && !item_standby(item);
}

static bool outside_day(const struct compile_state *s, int32_t person,
                        date_day date, item_test *test)
{
    int32_t n;
    const struct work_item *items = outside_items(s, person, &n);
    for (int32_t k = 0; k < n; k++) {
        if (items[k].date == date && test(&items[k])) {
            return true;
        }
    }
    return false;
}

static struct pattern_set set_of(const struct compile_state *s,
                                 state_test *test)
{
    struct pattern_set set = {{0}};
    for (int32_t p = 0; p < s->n_patterns; p++) {
        set.bits[p >> 6] |= (uint64_t)test(s, p) << (p & 63);
    }
    return set;
}

/* A bound at `limit`, hard or priced, as the profile says. */
static struct gauge gauge_at(struct compile_state *s, enum limit_key key,
                             int64_t limit, cost points)
{
    struct gauge gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, NULL, 0};
    if (limit_grade(s->coop, key) == FINDING_HARD) {
        gauge.high = limit;
    } else {
        struct hinge hinge = {.at = limit, .over = points};
        gauge.hinges = problem_keep(s->problem, &hinge, 1, sizeof hinge);
        gauge.n_hinges = 1;
    }
    return gauge;
}

/* ---- runs ----------------------------------------------------------- */

struct run_rule {
    enum limit_key limit;
    enum weight_key weight;
    state_test *pattern;
    item_test *item;
};

/* The strictest value of the horizon: a run knows only one. */
static int64_t least_limit(const struct compile_state *s, int32_t person,
                           enum limit_key key)
{
    int64_t least = INT64_MAX;
    for (int32_t day = 0; day < s->n_days; day++) {
        int64_t limit = profile_limit(s->coop, key, s->staff_of[person],
                                      state_date(s, day));
        least = limit < least ? limit : least;
    }
    return least;
}

static void add_run(struct compile_state *s, int32_t person,
                    const struct run_rule *run)
{
    int64_t limit = least_limit(s, person, run->limit);
    int32_t history = 0;
    while (history < RUN_HISTORY_MAX &&
           outside_day(s, person, s->from - 1 - history, run->item)) {
        history++;
    }
    if (limit >= s->n_days + history) {
        return;
    }
    struct line_rule rule = {
        .kind = LINE_RUN,
        .person = person,
        .level = (int32_t)weight_level(run->weight),
        .name = weight_key_name(run->weight),
        .source = limit_source(s, run->limit, s->staff_of[person], s->from),
        .u.run = {.set = set_of(s, run->pattern),
                  .gauge = gauge_at(s, run->limit, limit,
                                    coop_weight(s->coop, run->weight)),
                  .history = history},
    };
    problem_add_rule(s->problem, &rule);
}

/* ---- weekends ------------------------------------------------------- */

static bool outside_weekend(const struct compile_state *s, int32_t person,
                            date_day saturday)
{
    return outside_day(s, person, saturday, item_standby) ||
           outside_day(s, person, saturday + 1, item_standby);
}

/* The n weekends that end with that of `saturday`: at most one has standby. */
static void add_weekends(struct compile_state *s, int32_t person,
                         date_day saturday, int32_t n)
{
    int32_t start[WEEKENDS_MAX], end[WEEKENDS_MAX], groups = 0;
    int64_t history = 0;
    for (date_day day = saturday - 7 * (n - 1); day <= saturday; day += 7) {
        /* However many lie behind: one more is one too many. */
        if (day + 1 < s->from || outside_weekend(s, person, day)) {
            history = history || outside_weekend(s, person, day);
            continue;
        }
        start[groups] = day < s->from ? 0 : day - s->from;
        end[groups++] = day + 1 > s->to ? s->n_days - 1 : day + 1 - s->from;
    }
    int64_t points = coop_weight(s->coop, WEIGHT_STANDBY_WEEKEND);
    struct line_rule rule = {
        .kind = LINE_GROUPS,
        .person = person,
        .level = (int32_t)weight_level(WEIGHT_STANDBY_WEEKEND),
        .name = weight_key_name(WEIGHT_STANDBY_WEEKEND),
        .source = limit_source(s, LIMIT_STANDBY_WEEKENDS, s->staff_of[person],
                               saturday),
        .u.groups = {.n_groups = groups,
                     .set = set_of(s, pattern_standby),
                     .gauge = gauge_at(s, LIMIT_STANDBY_WEEKENDS, 1,
                                       (points + n - 2) / (n - 1)),
                     .history = history},
    };
    if (groups == 0 || groups + history < 2) {
        return;
    }
    rule.u.groups.start =
        problem_keep(s->problem, start, (size_t)groups, sizeof *start);
    rule.u.groups.end =
        problem_keep(s->problem, end, (size_t)groups, sizeof *end);
    problem_add_rule(s->problem, &rule);
}

static void add_all_weekends(struct compile_state *s, int32_t person)
{
    for (date_day saturday = date_monday(s->from) + 5; saturday <= s->to;
         saturday += 7) {
        int64_t n = profile_limit(s->coop, LIMIT_STANDBY_WEEKENDS,
                                  s->staff_of[person], saturday);
        n = n > WEEKENDS_MAX ? WEEKENDS_MAX : n;
        if (n > 1) {
            add_weekends(s, person, saturday, (int32_t)n);
        }
    }
}

/* ---- work after a broken night -------------------------------------- */

static bool tiring(const struct compile_state *s, int32_t pattern)
{
    const struct duty_set *set = &s->patterns.at[pattern];
    for (int32_t k = 0; k < set->n; k++) {
        const struct shift_type *shift = duty_shift(s->coop, set->duty[k]);
        if (shift && shift->end > 1440 &&
            (shift->expected_callouts >= BROKEN_NIGHTS ||
             shift->kind == SHIFT_DUTY_REST)) {
            return true;
        }
    }
    return false;
}

static void add_fatigue(struct compile_state *s)
{
    int32_t n = s->n_patterns;
    int64_t points = coop_weight(s->coop, WEIGHT_FATIGUE);
    int32_t *table = xcalloc(size_by_pair(s), sizeof *table);
    bool any = false;
    for (int32_t k = 0; k < n * n; k++) {
        bool tired = tiring(s, k / n) && pattern_works(s, k % n);
        table[k] = tired ? (int32_t)points : 0;
        any = any || tired;
    }
    const int32_t *kept = table_keep(s, table, size_by_pair(s));
    const int32_t **tables = xcalloc((size_t)s->n_days, sizeof *tables);
    for (int32_t day = 0; day < s->n_days; day++) {
        tables[day] = kept;
    }
    struct line_rule rule = {
        .kind = LINE_TRANSITION,
        .level = (int32_t)weight_level(WEIGHT_FATIGUE),
        .name = weight_key_name(WEIGHT_FATIGUE),
        .source = weight_summary(WEIGHT_FATIGUE),
        .u.transition.table_of_day = problem_keep(
            s->problem, tables, (size_t)s->n_days - 1, sizeof *tables),
    };
    for (int32_t i = 0; i < s->n_people && any && s->n_days > 1; i++) {
        rule.person = i;
        problem_add_rule(s->problem, &rule);
    }
    free(tables);
    free(table);
}

void strain_add(struct compile_state *s)
{
    static const struct run_rule RUNS[] = {
        {LIMIT_STANDBY_RUN, WEIGHT_STANDBY_RUN, pattern_standby, item_standby},
        {LIMIT_WORK_RUN, WEIGHT_WORK_RUN, pattern_works, item_work},
    };
    for (int32_t i = 0; i < s->n_people; i++) {
        for (size_t k = 0; k < COUNT_OF(RUNS); k++) {
            add_run(s, i, &RUNS[k]);
        }
        add_all_weekends(s, i);
    }
    add_fatigue(s);
}
