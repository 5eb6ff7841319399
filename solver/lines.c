/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - the relaxation over whole lines, in steps. */
#include "solver/lines.h"

#include <math.h>

#include "base/thread.h"
#include "solver/lines_ascent.h"
#include "solver/lines_tree.h"

/* Of a unit: a bound that much above the last cost but one is the cost. */
#define ABOVE 0.01
/* Pivots a row that a root was seen to take (24 to 33 on public instances). */
enum { PIVOTS = 30 };
/* Ticks of the simplex above which an ascent goes before, and above which it
 * has to do. */
#define LARGE 1e6
#define TOO_LARGE 3e8

struct lines {
    const struct problem *problem;
    struct lines_engine *engine;
    struct lines_tree *tree;
    struct lines_ascent *ascent; /* NULL when the program is small */
    bool ascending;
    double expected;      /* ticks of the simplex at the root */
    struct roster *found; /* the best that was met */
    struct score score;   /* of it */
    bool better;          /* than the last step's best */
};

struct lines *lines_new(const struct problem *problem,
                        const struct roster *start)
{
    struct lines *l = xcalloc(1, sizeof *l);
    l->problem = problem;
    l->engine = lines_engine_new(problem, start);
    l->tree = lines_tree_new(l->engine);
    l->found = roster_new(problem);
    double rows = simplex_rows(lines_master_lp(l->engine->master));
    l->expected = PIVOTS * rows * rows;
    l->ascending = l->expected > LARGE;
    return l;
}

void lines_free(struct lines *l)
{
    if (l) {
        lines_ascent_free(l->ascent);
        lines_tree_free(l->tree);
        lines_engine_free(l->engine);
        roster_free(l->found);
        free(l);
    }
}

void lines_start(struct lines *l, const double *row_dual)
{
    struct lines_engine *e = l->engine;
    lines_engine_make_room(e);
    for (int32_t r = 0; r < e->window->n_rows; r++) {
        e->center[r] = row_dual[e->window->rows[r].row];
    }
    e->has_center = l->ascending = true;
}

static bool less(const struct score *a, const struct score *b)
{
    return a->breaches != b->breaches ? a->breaches < b->breaches
                                      : a->total < b->total;
}

/* A bound from here on leaves no room for a better roster. */
static double target_of(const struct lines *l)
{
    cost unit = l->engine->unit;
    return l->score.breaches > 0
               ? (double)INFINITY
               : (double)(l->score.total - unit) + ABOVE * (double)unit;
}

static double take(void *context, const struct roster *roster)
{
    struct lines *l = context;
    struct score score = roster_score(l->problem, roster);
    if (less(&score, &l->score)) {
        roster_copy(l->found, roster);
        l->score = score;
        l->better = true;
    }
    return target_of(l);
}

bool lines_step(struct lines *l, const struct lines_work *work)
{
    uint64_t end = lines_engine_ticks(l->engine) + work->ticks;
    l->better = false;
    l->score = *work->score;
    roster_copy(l->found, work->best);
    lines_engine_offer(l->engine, work->best);
    struct lines_search search = {
        .limits = {.ticks = end, .stop = work->stop},
        .best = l->found,
        .offer = take,
        .context = l,
    };
    if (work->seconds > 0) {
        search.limits.deadline = thread_seconds() + work->seconds;
    }
    search.target = target_of(l);
    search.broken = work->score->breaches > 0;
    if (l->ascending && !l->ascent) {
        l->ascent = lines_ascent_new(l->engine, l->expected <= TOO_LARGE);
    }
    if (l->ascending) {
        l->ascending =
            lines_ascent_work(l->ascent, search.target, &search.limits);
        return l->ascending || (l->expected <= TOO_LARGE &&
                                lines_ascent_bound(l->ascent) < search.target);
    }
    return l->expected <= TOO_LARGE && lines_tree_work(l->tree, &search);
}

cost lines_bound(const struct lines *l)
{
    double bound = lines_tree_bound(l->tree);
    if (l->ascent) {
        bound = fmax(bound, lines_ascent_bound(l->ascent));
    }
    return lines_round(l->engine, bound);
}

const struct roster *lines_found(const struct lines *l)
{
    return l->better ? l->found : NULL;
}

uint64_t lines_ticks(const struct lines *l)
{
    return lines_engine_ticks(l->engine);
}

bool lines_rooted(const struct lines *l)
{
    return lines_tree_rooted(l->tree);
}

int32_t lines_nodes(const struct lines *l)
{
    return lines_tree_nodes(l->tree);
}

bool lines_diving(const struct lines *l)
{
    return l->expected <= TOO_LARGE && lines_tree_promising(l->tree);
}

void lines_duals(const struct lines *l, double *row_dual)
{
    const struct lines_engine *e = l->engine;
    for (int32_t r = 0; e->has_center && r < e->window->n_rows; r++) {
        row_dual[e->window->rows[r].row] = e->center[r];
    }
}
