/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_rest.c - R2: a long rest in each week, as hard free gaps.
 *
 * One gap a person and Monday week; by the other reading of "seven days" one
 * for each 168 hours that the definition looks at (model/rule_rest_weekly.c):
 * those that begin where the free stretch before some item, now any that an
 * open cell has, has just become too short.
 *
 * What lies outside the horizon either holds the rest already, or bounds where
 * it may still be: after the last duty before, until the first one after.
 */
#include "solver/compile_parts.h"

#include "model/profile.h"
#include "model/rule_tools.h"
#include "solver/compile_sum.h"

enum { WEEK_SECONDS = 7 * DAY_SECONDS };

/* Somebody's week, what it asks, and what of it is settled. */
struct week {
    int32_t person;
    instant from, to, needed;
    bool standby_blocks;
    instant busy_until, busy_from; /* outside, before and after */
    bool rested;                   /* outside alone holds the rest */
};

static bool blocks(const struct work_item *item, bool standby_blocks)
{
    return work_blocks_rest(item) ||
           (standby_blocks && item->kind == SHIFT_STANDBY);
}

/* ---- what lies outside ---------------------------------------------- */

/* One more busy stretch outside, in the order of their starts. */
static void settle_item(const struct compile_state *s, struct week *week,
                        const struct work_item *item)
{
    if (item->date < s->from) {
        instant free_from =
            week->busy_until > week->from ? week->busy_until : week->from;
        week->rested |= item->from - free_from >= week->needed;
        week->busy_until =
            item->to > week->busy_until ? item->to : week->busy_until;
    } else if (week->busy_from == INSTANT_NONE) {
        week->busy_from = item->from;
    }
}

/* Whether the time after the horizon alone holds the rest. */
static bool rested_after(const struct compile_state *s, const struct week *week)
{
    instant end = week->busy_from;
    int32_t n;
    const struct work_item *items = outside_items(s, week->person, &n);
    for (int32_t k = 0; k < n; k++) {
        if (items[k].date <= s->to || items[k].from >= week->to ||
            !blocks(&items[k], week->standby_blocks)) {
            continue;
        }
        if (items[k].from - end >= week->needed) {
            return true;
        }
        end = items[k].to > end ? items[k].to : end;
    }
    return end != INSTANT_NONE && week->to - end >= week->needed;
}

static void settle(const struct compile_state *s, struct week *week)
{
    int32_t n;
    const struct work_item *items = outside_items(s, week->person, &n);
    week->busy_until = INSTANT_NONE;
    week->busy_from = INSTANT_NONE;
    for (int32_t k = 0; k < n; k++) {
        if (items[k].from < week->to && items[k].to > week->from &&
            blocks(&items[k], week->standby_blocks)) {
            settle_item(s, week, &items[k]);
        }
    }
    week->rested |= rested_after(s, week);
}

/* ---- busy tables ---------------------------------------------------- */

struct busy {
    const int32_t *from, *to;
};

static void draw_cell(const struct compile_state *s, const struct cell *cell,
                      bool standby_blocks, int32_t *from, int32_t *to)
{
    const struct work_item *items = cell_items(s, cell);
    *from = 1;
    *to = 0;
    for (int32_t k = 0; k < cell->n; k++) {
        if (!blocks(&items[k], standby_blocks)) {
            continue;
        }
        int32_t begin = state_minute(s, items[k].from);
        int32_t end = state_minute(s, items[k].to);
        bool first = *from > *to;
        *from = first || begin < *from ? begin : *from;
        *to = first || end > *to ? end : *to;
    }
}

/* A journey that sets out before the last duty of the day before begins counts
 * from there: days begin in their order. */
static void draw_busy(const struct compile_state *s, int32_t person,
                      bool standby_blocks, int32_t *from, int32_t *to)
{
    int32_t latest = INT32_MIN;
    for (int32_t day = 0; day < s->n_days; day++) {
        int32_t next = latest;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            int32_t k = day * s->n_patterns + p;
            draw_cell(s, state_cell(s, person, day, p), standby_blocks,
                      &from[k], &to[k]);
            if (from[k] <= to[k]) {
                from[k] = from[k] < latest ? latest : from[k];
                next = from[k] > next ? from[k] : next;
            }
        }
        latest = next;
    }
}

static struct busy keep_busy(struct compile_state *s, int32_t person,
                             bool standby_blocks)
{
    size_t n = size_by_day(s);
    int32_t *from = xcalloc(n, sizeof *from), *to = xcalloc(n, sizeof *to);
    draw_busy(s, person, standby_blocks, from, to);
    struct busy busy = {table_keep(s, from, n), table_keep(s, to, n)};
    free(from);
    free(to);
    return busy;
}

/* ---- gaps ----------------------------------------------------------- */

static void add_gap(struct compile_state *s, struct week *week,
                    const struct busy *busy)
{
    int32_t staff = s->staff_of[week->person];
    instant close = week->to;
    struct line_rule rule = {
        .kind = LINE_GAP,
        .person = week->person,
        .level = LEVEL_UNCOVERED,
        .name = RULES[RULE_REST_WEEKLY].key,
        .source = limit_source(s, LIMIT_REST_WEEKLY, staff, s->from),
        .u.gap = {.busy_from = busy->from,
                  .busy_to = busy->to,
                  .need = (int32_t)((week->needed + 59) / 60),
                  .cost_missing = GAP_HARD},
    };
    struct free_gap *gap = &rule.u.gap;
    settle(s, week);
    if (week->rested ||
        !span_days(s, week->from, week->to, &gap->first, &gap->last)) {
        return;
    }
    if (week->busy_from != INSTANT_NONE && week->busy_from < close) {
        close = week->busy_from;
    }
    gap->open = state_minute(s, week->from);
    gap->close = state_minute(s, close > week->from ? close : week->from);
    gap->busy_until = week->busy_until == INSTANT_NONE
                          ? gap->open
                          : state_minute(s, week->busy_until);
    problem_add_rule(s->problem, &rule);
}

static struct week ask(const struct compile_state *s, int32_t person,
                       date_day date)
{
    int32_t staff = s->staff_of[person];
    return (struct week){
        .person = person,
        .standby_blocks =
            !profile_limit(s->coop, LIMIT_STANDBY_IN_WEEKLY_REST, staff, date),
        .needed = profile_limit(s->coop, LIMIT_REST_WEEKLY, staff, date) * 60 /
                  UNITS_PER_MINUTE,
    };
}

static void add_fixed(struct compile_state *s, int32_t person,
                      const struct busy busy[2])
{
    for (date_day monday = date_monday(s->from); monday <= s->to; monday += 7) {
        struct week week = ask(s, person, monday);
        week.from = zone_instant(monday, 0);
        week.to = zone_instant(monday + 7, 0);
        add_gap(s, &week, &busy[week.standby_blocks]);
    }
}

/* ---- any 168 hours -------------------------------------------------- */

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void push_starts(struct long_vec *starts, const struct work_item *items,
                        int32_t n, instant since)
{
    for (int32_t k = 0; k < n; k++) {
        if (items[k].from >= since && items[k].kind != SHIFT_LEAVE) {
            vec_push(starts, items[k].from);
        }
    }
}

/* Every start of an item that may be within a week of the horizon, ascending,
 * each once. */
static void list_starts(const struct compile_state *s, int32_t person,
                        struct long_vec *starts)
{
    int32_t n, kept = 0;
    const struct work_item *items = outside_items(s, person, &n);
    push_starts(starts, items, n, s->start - WEEK_SECONDS);
    for (int32_t k = 0; k < s->n_days * s->n_patterns; k++) {
        const struct cell *cell =
            state_cell(s, person, k / s->n_patterns, k % s->n_patterns);
        if (cell->open) {
            push_starts(starts, cell_items(s, cell), cell->n, 0);
        }
    }
    if (starts->n > 0) {
        qsort(starts->at, (size_t)starts->n, sizeof *starts->at, compare);
    }
    for (int32_t k = 0; k < starts->n; k++) {
        if (kept == 0 || starts->at[kept - 1] != starts->at[k]) {
            starts->at[kept++] = starts->at[k];
        }
    }
    starts->n = kept;
}

static void add_rolling(struct compile_state *s, int32_t person,
                        const struct busy busy[2])
{
    struct long_vec starts = {0};
    list_starts(s, person, &starts);
    for (int32_t k = 0; k < starts.n; k++) {
        struct week week = ask(s, person, local_date(starts.at[k]));
        week.from = starts.at[k] - week.needed + 60;
        week.to = week.from + WEEK_SECONDS;
        add_gap(s, &week, &busy[week.standby_blocks]);
    }
    vec_release(&starts);
}

void rest_add(struct compile_state *s)
{
    if (limit_grade(s->coop, LIMIT_REST_WEEKLY) != FINDING_HARD) {
        return;
    }
    for (int32_t i = 0; i < s->n_people; i++) {
        if (state_staff(s, i)->aml_exempt) {
            continue;
        }
        const struct busy busy[2] = {keep_busy(s, i, false),
                                     keep_busy(s, i, true)};
        bool rolling = profile_limit(s->coop, LIMIT_REST_WEEKLY_ROLLING,
                                     s->staff_of[i], s->from);
        (rolling ? add_rolling : add_fixed)(s, i, busy);
    }
}
