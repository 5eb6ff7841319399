/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - the relaxation over whole lines, in steps. */
#include "solver/lines.h"

#include <math.h>

#include "base/thread.h"
#include "solver/lines_tree.h"

/* Of a unit: a bound that much above the last cost but one is the cost. */
#define ABOVE 0.01

struct lines {
    const struct problem *problem;
    struct lines_engine *engine;
    struct lines_tree *tree;
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
    return l;
}

void lines_free(struct lines *l)
{
    if (l) {
        lines_tree_free(l->tree);
        lines_engine_free(l->engine);
        roster_free(l->found);
        free(l);
    }
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
    lines_engine_offer(l->engine, work->best);
    struct lines_search search = {
        .limits = {.ticks = end, .stop = work->stop},
        .offer = take,
        .context = l,
    };
    if (work->seconds > 0) {
        search.limits.deadline = thread_seconds() + work->seconds;
    }
    search.target = target_of(l);
    return lines_tree_work(l->tree, &search);
}

cost lines_bound(const struct lines *l)
{
    return lines_round(l->engine, lines_tree_bound(l->tree));
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
