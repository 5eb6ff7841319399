/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_engine.c - what the whole lines of one problem are worked on with. */
#include "solver/lines_engine.h"

#include <math.h>

#include "base/thread.h"

/* Sums of doubles and the simplex's tolerance: less is no gain. */
#define SAME 1e-6

/* ---- the unit of all costs --------------------------------------------------- */

static int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static cost gauge_unit(const struct gauge *gauge, cost unit)
{
    for (int32_t h = 0; h < gauge->n_hinges; h++) {
        unit = gcd(gauge->hinges[h].under, unit);
        unit = gcd(gauge->hinges[h].over, unit);
    }
    return unit;
}

static cost transition_unit(const struct problem *p,
                            const struct transition *transition, cost unit)
{
    int32_t pairs = p->n_patterns * p->n_patterns;
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t *table = transition->table_of_day[d];
        if (d > 0 && table == transition->table_of_day[d - 1]) {
            continue;
        }
        for (int32_t k = 0; k < pairs; k++) {
            unit = table[k] == TRANSITION_NEVER ? unit : gcd(table[k], unit);
        }
    }
    return unit;
}

static cost rule_unit(const struct problem *p, const struct line_rule *rule,
                      cost unit)
{
    switch (rule->kind) {
    case LINE_TRANSITION:
        return transition_unit(p, &rule->u.transition, unit);
    case LINE_WINDOW:
        return gauge_unit(&rule->u.window.gauge, unit);
    case LINE_GROUPS:
        return gauge_unit(&rule->u.groups.gauge, unit);
    case LINE_RUN:
        return gauge_unit(&rule->u.run.gauge, unit);
    case LINE_GAP:
        return rule->u.gap.cost_missing == GAP_HARD
                   ? unit
                   : gcd(rule->u.gap.cost_missing, unit);
    }
    return 1;
}

/* Every cost is a multiple of this; 1 when there is none. */
static cost unit_of(const struct problem *p)
{
    cost unit = 0;
    int64_t cells = (int64_t)p->n_people * p->n_days * p->n_patterns;
    for (int64_t c = 0; c < cells && unit != 1; c++) {
        unit = gcd(p->choice_cost[c], unit);
    }
    for (int32_t k = 0; k < p->n_rules && unit != 1; k++) {
        unit = rule_unit(p, &p->rules[k], unit);
    }
    for (int32_t r = 0; r < p->n_rows && unit != 1; r++) {
        unit = gauge_unit(&p->rows[r].gauge, unit);
    }
    return unit > 0 ? unit : 1;
}

/* ---- the engine -------------------------------------------------------------- */

static void take_rows(struct lines_engine *e, const struct roster *start)
{
    const struct problem *p = e->problem;
    int32_t *people = xcalloc((size_t)p->n_people, sizeof *people);
    int64_t *amounts = xcalloc((size_t)p->n_rows + 1, sizeof *amounts);
    for (int32_t i = 0; i < p->n_people; i++) {
        people[i] = i;
    }
    for (int32_t r = 0; r < p->n_rows; r++) {
        amounts[r] = row_amount(p, r, start);
    }
    e->window =
        window_new(p, start, amounts,
                   &(struct window_part){people, p->n_people, 0, p->n_days - 1});
    for (int32_t r = 0; r < p->n_rows; r++) {
        if (!e->window->touched[r]) {
            e->untouched += (double)gauge_cost(&p->rows[r].gauge, amounts[r]);
        }
    }
    free(people);
    free(amounts);
}

static void add_line(struct lines_engine *e, int32_t k, const int16_t *line,
                     bool broken)
{
    struct score score = line_score(e->problem, k, line);
    if (broken || score.breaches == 0) {
        lines_master_add(e->master, k,
                         (double)score.total + WINDOW_HARD * score.breaches,
                         line);
    }
}

struct lines_engine *lines_engine_new(const struct problem *problem,
                                      const struct roster *start)
{
    struct lines_engine *e = xcalloc(1, sizeof *e);
    e->problem = problem;
    e->unit = unit_of(problem);
    take_rows(e, start);
    e->master = lines_master_new(e->window);
    e->price = lines_price_new(e->window);
    e->known = xcalloc((size_t)problem->n_people, sizeof *e->known);
    for (int32_t k = 0; k < problem->n_people; k++) {
        add_line(e, k, roster_line(start, k), true);
    }
    return e;
}

void lines_engine_free(struct lines_engine *e)
{
    if (!e) {
        return;
    }
    lines_master_free(e->master);
    lines_price_free(e->price);
    window_free(e->window);
    vec_release(&e->bars);
    free(e->center);
    free(e->dual);
    free(e->at);
    free(e->known);
    free(e);
}

uint64_t lines_engine_ticks(const struct lines_engine *e)
{
    return e->ticks + lines_master_ticks(e->master) +
           lines_price_ticks(e->price);
}

bool lines_must_stop(const struct lines_limits *limits)
{
    return (limits->stop && *limits->stop) ||
           (limits->deadline > 0 && thread_seconds() >= limits->deadline);
}

bool lines_must_leave(const struct lines_engine *e,
                      const struct lines_limits *limits)
{
    return lines_must_stop(limits) || lines_engine_ticks(e) >= limits->ticks;
}

cost lines_round(const struct lines_engine *e, double bound)
{
    double steps = ceil((bound - SAME * (1 + fabs(bound) * 1e-3)) /
                        (double)e->unit);
    return steps > 0 ? (cost)steps * e->unit : 0;
}

bool lines_engine_bars(const struct lines_engine *e, int32_t k,
                       const int16_t *line)
{
    for (int32_t b = 0; b < e->bars.n; b++) {
        const struct lines_bar *bar = &e->bars.at[b];
        if (bar->line == k && SET_HAS(&bar->barred, line[bar->day])) {
            return true;
        }
    }
    return false;
}

void lines_engine_offer(struct lines_engine *e, const struct roster *roster)
{
    for (int32_t k = 0; k < e->problem->n_people; k++) {
        if (!lines_engine_bars(e, k, roster_line(roster, k))) {
            add_line(e, k, roster_line(roster, k), false);
        }
    }
}

double *lines_engine_shares(const struct lines_engine *e)
{
    const struct problem *p = e->problem;
    const struct columns *pool = lines_master_pool(e->master);
    double *share = xcalloc((size_t)p->n_people * (size_t)p->n_days *
                                (size_t)p->n_patterns,
                            sizeof *share);
    const int32_t *active;
    int32_t n = lines_master_active(e->master, &active);
    for (int32_t i = 0; i < n; i++) {
        const struct column *column = &pool->list.at[active[i]];
        double x = lines_master_share(e->master, active[i]);
        for (int32_t d = 0; x > 1e-9 && d < p->n_days; d++) {
            share[(int64_t)(column->line * p->n_days + d) * p->n_patterns +
                  column->days[d]] += x;
        }
    }
    return share;
}

/* New sums have no part in the center yet. */
void lines_engine_make_room(struct lines_engine *e)
{
    int32_t n = lines_master_duals(e->master);
    if (n <= e->room && e->room > 0) {
        return;
    }
    size_t count = (size_t)n + 64;
    e->center = xreallocarray(e->center, count, sizeof *e->center);
    e->dual = xreallocarray(e->dual, count, sizeof *e->dual);
    e->at = xreallocarray(e->at, count, sizeof *e->at);
    for (size_t i = (size_t)e->room; i < count; i++) {
        e->center[i] = e->dual[i] = e->at[i] = 0;
    }
    e->room = (int32_t)count;
}
