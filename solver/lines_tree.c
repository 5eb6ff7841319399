/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_tree.c - branch and price. */
#include "solver/lines_tree.h"

#include <math.h>

#include "solver/lines_mend.h"

enum {
    ROOT = 0,
    NO_NODE = -1,
    DIVE_EVERY = 24, /* nodes */
    LIST_LINES = 500,   /* more leave the program as many choices as before */
    LIST_STEPS = 300000
};
/* Rounds of pricing after each fixing. Where rows are hard and lines many, few
 * leave lines behind that are as good as those that were ruled out; elsewhere
 * many take time for nothing. Each is tried once, the better one from then on. */
static const int32_t DIVE_ROUNDS[] = {3, 30};
enum node_state {
    NODE_OPEN,
    NODE_SPLIT, /* its children speak for it */
    NODE_GONE,  /* bounded away */
    NODE_STUCK
};

/* Times the ticks to the last better roster: so long the next one is hoped
 * for. */
#define PROMISE 1.5
/* Value and bound, this near to each other, and shares of the work that go to
 * mending then and before. */
#define NEAR 0.005
#define MEND_NEAR 0.2
#define MEND_FAR 0.5
/* Lines were too many to list: less than so much of the room is tried next. */
#define NARROWER 0.8

struct node {
    int32_t parent, depth;
    struct lines_decision decision; /* but of the root */
    double bound;
    enum node_state state;
    bool thorough; /* rough lines left nothing to split: exact ones, then */
    struct lines_list *list; /* all lines that matter from here on, or NULL */
};

struct lines_tree {
    struct lines_engine *engine;
    struct lines_families *families;
    struct VEC_OF(struct node) nodes;
    int32_t now; /* the node at work, or NO_NODE */
    struct lines_generation generation;
    bool rooted;
    struct lines_dive *dive; /* at work, or NULL */
    double dived[COUNT_OF(DIVE_ROUNDS)]; /* value of the last of each kind */
    int32_t dives;           /* that have ended */
    int32_t kind;            /* of the one at work, or of the next */
    struct lines_mend *mend;
    uint64_t mending;        /* ticks that it took */
    uint64_t better_at;      /* ticks at which a better roster was met */
    int32_t dive_at;         /* nodes at which the next one begins */
    double room;             /* in which lines were too many to list */
    struct VEC_OF(const struct lines_decision *) path; /* scratch */
    struct roster *roster;                             /* scratch */
};

struct lines_tree *lines_tree_new(struct lines_engine *engine)
{
    struct lines_tree *t = xcalloc(1, sizeof *t);
    t->engine = engine;
    t->now = NO_NODE;
    t->mend = lines_mend_new(engine);
    t->room = (double)INFINITY;
    t->roster = roster_new(engine->problem);
    struct node *root = vec_add(&t->nodes);
    root->parent = NO_NODE;
    return t;
}

void lines_tree_free(struct lines_tree *t)
{
    if (t) {
        lines_families_free(t->families);
        lines_dive_free(t->dive);
        for (int32_t i = 0; i < t->nodes.n; i++) {
            lines_list_drop(t->nodes.at[i].list);
        }
        vec_release(&t->nodes);
        vec_release(&t->path);
        lines_mend_free(t->mend);
        roster_free(t->roster);
        free(t);
    }
}

double lines_tree_bound(const struct lines_tree *t)
{
    double bound = (double)INFINITY;
    for (int32_t i = 0; i < t->nodes.n; i++) {
        const struct node *node = &t->nodes.at[i];
        double own = node->bound;
        if (i == t->now && t->generation.bound > own) {
            own = t->generation.bound;
        }
        bound = node->state != NODE_SPLIT && own < bound ? own : bound;
    }
    return bound;
}

bool lines_tree_rooted(const struct lines_tree *t)
{
    return t->rooted;
}

bool lines_tree_promising(const struct lines_tree *t)
{
    return t->dives < (int32_t)COUNT_OF(DIVE_ROUNDS) ||
           (double)lines_engine_ticks(t->engine) <
               PROMISE * (double)t->better_at;
}

int32_t lines_tree_nodes(const struct lines_tree *t)
{
    return t->nodes.n;
}

/* ---- the next node ----------------------------------------------------------- */

static bool before(const struct lines_tree *t, const struct node *a,
                   const struct node *b)
{
    cost x = lines_round(t->engine, a->bound);
    cost y = lines_round(t->engine, b->bound);
    return x != y ? x < y : a->depth > b->depth;
}

/* Drops what is bounded away; the best of what is left, or NO_NODE. */
static int32_t next_node(struct lines_tree *t, double target)
{
    int32_t best = NO_NODE;
    for (int32_t i = 0; i < t->nodes.n; i++) {
        struct node *node = &t->nodes.at[i];
        if (node->state == NODE_OPEN && node->bound >= target) {
            node->state = NODE_GONE;
        }
        if (node->state == NODE_OPEN &&
            (best < 0 || before(t, node, &t->nodes.at[best]))) {
            best = i;
        }
    }
    return best;
}

static void enter(struct lines_tree *t, int32_t index)
{
    vec_clear(&t->path);
    for (int32_t i = index; i != ROOT; i = t->nodes.at[i].parent) {
        vec_push(&t->path, &t->nodes.at[i].decision);
    }
    lines_engine_use_list(t->engine, t->nodes.at[index].list);
    lines_decide(t->engine, t->path.at, t->path.n);
    lines_generation_begin(&t->generation);
    t->generation.thorough = t->nodes.at[index].thorough;
    t->now = index;
}

/* ---- what came of it --------------------------------------------------------- */

/* Everybody's line with the largest share. */
static void take_roster(struct lines_tree *t, struct lines_search *search)
{
    const struct lines_engine *e = t->engine;
    const struct columns *pool = lines_master_pool(e->master);
    double *most = xcalloc((size_t)e->problem->n_people, sizeof *most);
    const int32_t *active;
    int32_t n = lines_master_active(e->master, &active);
    for (int32_t i = 0; i < n; i++) {
        const struct column *column = &pool->list.at[active[i]];
        double share = lines_master_share(e->master, active[i]);
        if (share > most[column->line]) {
            most[column->line] = share;
            memcpy(roster_line(t->roster, column->line), column->days,
                   (size_t)e->problem->n_days * sizeof *column->days);
        }
    }
    double before = search->target;
    search->target = search->offer(search->context, t->roster);
    if (search->target < before) {
        t->better_at = lines_engine_ticks(t->engine);
    }
    free(most);
}

static void split(struct lines_tree *t, const struct lines_branching *branching)
{
    int32_t parent = t->now;
    for (int32_t k = 0; k < 2; k++) {
        struct node node = {
            .parent = parent,
            .depth = t->nodes.at[parent].depth + 1,
            .decision = branching->side[k],
            .bound = t->nodes.at[parent].bound,
            .list = lines_list_share(t->nodes.at[parent].list),
        };
        vec_push(&t->nodes, node);
    }
    t->nodes.at[parent].state = NODE_SPLIT;
    lines_list_drop(t->nodes.at[parent].list);
    t->nodes.at[parent].list = NULL;
}

/* All lines that a better roster of this node can have, if they are few: at the
 * duals of its bound. */
static void list_lines(struct lines_tree *t, const struct lines_search *search)
{
    struct lines_engine *e = t->engine;
    struct node *node = &t->nodes.at[t->now];
    double room = search->target - t->generation.bound;
    struct lines_list *before = node->list;
    if (!before && !(room < NARROWER * t->room)) {
        return;
    }
    const struct lines_listing listing = {
        .price = e->price,
        .dual = e->center,
        .fixed = lines_master_row_bound(e->master, e->center) + e->untouched,
        .target = search->target,
        .most = LIST_LINES,
        .steps = LIST_STEPS,
    };
    node->list = before ? lines_list_narrow(before, &listing, &e->ticks)
                        : lines_list_new(&listing, &e->ticks);
    lines_list_drop(before);
    if (!node->list) {
        t->room = room;
    }
}

/* From the decisions of the present path. */
static void dive(struct lines_tree *t)
{
    lines_engine_keep_center(t->engine);
    t->dive = lines_dive_new(t->engine, t->path.at, t->path.n,
                             DIVE_ROUNDS[t->kind]);
}

/* One has ended with a value, or is no use. */
static void end_dive(struct lines_tree *t, double value)
{
    lines_dive_free(t->dive);
    lines_engine_restore_center(t->engine);
    t->dive = NULL;
    t->dived[t->kind] = value;
    t->dives++;
    if (t->dives < (int32_t)COUNT_OF(DIVE_ROUNDS)) {
        t->kind++;
        dive(t);
        return;
    }
    for (int32_t k = 0; k < (int32_t)COUNT_OF(DIVE_ROUNDS); k++) {
        t->kind = t->dived[k] < t->dived[t->kind] ? k : t->kind;
    }
}

static void leave(struct lines_tree *t, enum lines_progress progress,
                  struct lines_search *search)
{
    struct node *node = &t->nodes.at[t->now];
    struct lines_branching branching;
    node->bound = fmax(node->bound, t->generation.bound);
    t->rooted = true;
    if (progress == LINES_CUT || node->bound >= search->target) {
        node->state = NODE_GONE;
    } else if (progress == LINES_STUCK || !t->generation.solved) {
        node->state = NODE_STUCK;
    } else {
        if (!t->families) {
            t->families = lines_families_new(t->engine);
        }
        take_roster(t, search);
        list_lines(t, search);
        if (t->nodes.n >= t->dive_at) {
            dive(t);
            t->dive_at = t->nodes.n + DIVE_EVERY;
        }
        if (lines_branch(t->engine, t->families, &search->limits,
                         &branching)) {
            split(t, &branching);
        } else if (!t->generation.exact && !node->thorough) {
            node->thorough = true;
        } else {
            node->state = NODE_STUCK;
        }
    }
    t->now = NO_NODE;
}

/* False when it was left. */
static bool work_dive(struct lines_tree *t, struct lines_search *search)
{
    enum lines_progress progress =
        lines_dive_work(t->dive, search->target, &search->limits);
    if (progress == LINES_LEFT) {
        return false;
    }
    double value = (double)INFINITY;
    if (progress == LINES_DONE) {
        take_roster(t, search);
        value = lines_dive_value(t->dive);
    }
    end_dive(t, value);
    return true;
}

/* Once the first dives are over; what share of the work goes by whether better
 * rosters or their proof seem nearer. */
static bool may_mend(const struct lines_tree *t,
                     const struct lines_search *search)
{
    double gap = search->target - lines_tree_bound(t);
    double share = gap > NEAR * search->target ? MEND_FAR : MEND_NEAR;
    return lines_mend_busy(t->mend) ||
           (t->dives >= (int32_t)COUNT_OF(DIVE_ROUNDS) && !search->broken &&
            (double)t->mending <=
                share * (double)lines_engine_ticks(t->engine));
}

/* False when it was left. */
static bool work_mend(struct lines_tree *t, struct lines_search *search)
{
    uint64_t before = lines_engine_ticks(t->engine);
    enum lines_progress progress = lines_mend_work(
        t->mend, search->best, search->target, &search->limits);
    t->mending += lines_engine_ticks(t->engine) - before;
    if (progress == LINES_DONE) {
        take_roster(t, search);
    }
    return progress != LINES_LEFT;
}

bool lines_tree_work(struct lines_tree *t, struct lines_search *search)
{
    for (;;) {
        if (t->dive) { /* one may follow another: no node is begun between */
            if (!work_dive(t, search)) {
                return true;
            }
            continue;
        }
        if (t->now == NO_NODE) {
            int32_t next = next_node(t, search->target);
            if (next == NO_NODE) {
                return false;
            }
            if (may_mend(t, search)) {
                if (!work_mend(t, search)) {
                    return true;
                }
                continue;
            }
            enter(t, next);
        }
        enum lines_progress progress = lines_generate(
            t->engine, &t->generation, search->target, &search->limits);
        if (progress == LINES_LEFT) {
            return true;
        }
        leave(t, progress, search);
    }
}
