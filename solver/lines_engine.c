/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_engine.c - what the whole lines of one problem are worked on with. */
#include "solver/lines_engine.h"

#include <math.h>

#include "base/thread.h"
#include "solver/unit.h"

/* Sums of doubles and the simplex's tolerance: less is no gain. */
#define SAME 1e-6

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
                   &(struct window_part){people, p->n_people, 0, p->n_days - 1},
                   window_hard(p));
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
    e->unit = problem_unit(problem);
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
    lines_list_drop(e->list);
    window_free(e->window);
    vec_release(&e->bars);
    free(e->center);
    free(e->dual);
    free(e->at);
    free(e->kept);
    free(e->known);
    free(e);
}

uint64_t lines_engine_ticks(const struct lines_engine *e)
{
    return e->ticks + lines_master_ticks(e->master) +
           lines_price_ticks(e->price);
}

void lines_engine_use_list(struct lines_engine *e, struct lines_list *list)
{
    struct lines_list *before = e->list;
    e->list = lines_list_share(list);
    lines_list_drop(before);
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
    return lines_price_bars(e->price, k, line) ||
           (e->list && !lines_list_has(e->list, k, line));
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
    e->kept = xreallocarray(e->kept, count, sizeof *e->kept);
    for (size_t i = (size_t)e->room; i < count; i++) {
        e->center[i] = e->dual[i] = e->at[i] = e->kept[i] = 0;
    }
    e->room = (int32_t)count;
}

void lines_engine_keep_center(struct lines_engine *e)
{
    memcpy(e->kept, e->center, (size_t)e->room * sizeof *e->kept);
}

void lines_engine_restore_center(struct lines_engine *e)
{
    memcpy(e->center, e->kept, (size_t)e->room * sizeof *e->center);
}
