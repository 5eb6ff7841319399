/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_mip.c - branch and cut over the compact formulation.
 *
 * A node narrows bounds of columns below its parent. The tree dives (the more
 * promising child next) and goes on with the open node of the lowest bound.
 * One LP serves all nodes: any basis of an earlier node is dual feasible, so
 * the dual simplex goes on from wherever it stands. Each node's bound is
 * computed from its duals alone (compact_lp.c), each roster found is judged by
 * the definition.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/compact_tree.h"

enum {
    ROUNDS_MAX = 30, /* of separation at one node */
    CUT_ROUNDS = 40  /* at the root */
};

/* ---- nodes ---------------------------------------------------------------- */

static void set_bounds(struct compact *c, int32_t j, double low, double high)
{
    struct compact_column *column = &c->columns.at[j];
    column->low = low;
    column->high = high;
    if (column->lp >= 0) {
        lp_column_bounds(c->lp, column->lp, low, high);
    }
}

void tree_touch(struct compact_tree *tree, int32_t column, double low,
                double high)
{
    const struct compact_column *at = &tree->c->columns.at[column];
    struct bound_change before = {column, at->low, at->high};
    vec_push(&tree->touched, before);
    low = fmax(low, at->low);
    high = fmin(high, at->high);
    tree->crossed |= low > high;
    set_bounds(tree->c, column, fmin(low, high), high);
}

void tree_untouch(struct compact_tree *tree, int32_t mark)
{
    while (tree->touched.n > mark) {
        const struct bound_change *before =
            &tree->touched.at[--tree->touched.n];
        set_bounds(tree->c, before->column, before->low, before->high);
    }
    tree->crossed = false;
}

static void enter_node(struct compact_tree *tree, int32_t node)
{
    tree_untouch(tree, 0);
    for (int32_t n = node; n >= 0; n = tree->nodes.at[n].parent) {
        const struct tree_node *at = &tree->nodes.at[n];
        for (int32_t k = 0; k < at->n_changes; k++) {
            const struct bound_change *change =
                &tree->changes.at[at->first_change + k];
            tree_touch(tree, change->column, change->low, change->high);
        }
    }
}

/* The open node of the lowest bound; -1: none is left. */
static int32_t best_open(const struct compact_tree *tree)
{
    int32_t best = -1;
    for (int32_t k = 0; k < tree->open.n; k++) {
        if (best < 0 || tree->nodes.at[tree->open.at[k]].bound <
                            tree->nodes.at[tree->open.at[best]].bound) {
            best = k;
        }
    }
    return best;
}

static int32_t take_open(struct compact_tree *tree, int32_t at)
{
    int32_t node = tree->open.at[at];
    tree->open.at[at] = tree->open.at[--tree->open.n];
    return node;
}

bool tree_hopeless(const struct compact_tree *tree, double bound)
{
    return compact_round(tree->c, bound) >= tree->cutoff;
}

static void prune_open(struct compact_tree *tree)
{
    int32_t kept = 0;
    for (int32_t k = 0; k < tree->open.n; k++) {
        int32_t node = tree->open.at[k];
        if (!tree_hopeless(tree, tree->nodes.at[node].bound)) {
            tree->open.at[kept++] = node;
        }
    }
    tree->open.n = kept;
}

/* ---- rosters --------------------------------------------------------------- */

/* The objective's levels of a roster; COST_MAX when it breaks something. */
static cost objective_of(const struct compact *c, const struct roster *roster)
{
    struct score score = roster_score(c->problem, roster);
    cost sum = 0;
    for (int32_t k = 0; k < c->problem->n_levels; k++) {
        sum += c->levels >> k & 1U ? score.level[k] : 0;
        if (score.level[k] > c->cap[k]) {
            return COST_MAX;
        }
    }
    return score.breaches > 0 ? COST_MAX : sum;
}

void compact_roster(const struct compact *c, struct roster *roster)
{
    const struct problem *p = c->problem;
    for (int32_t cell = 0; cell < p->n_people * p->n_days; cell++) {
        double most = -1;
        for (int32_t q = 0; q < p->n_patterns; q++) {
            int32_t column = c->column_of[cell * p->n_patterns + q];
            double x = column >= 0 ? c->x[column] : column == CELL_ALWAYS;
            if (column != CELL_NEVER && x > most) {
                most = x;
                roster->pattern[cell] = (int16_t)q;
            }
        }
    }
}

/* All choices whole: a roster. */
static void take_roster(struct compact_tree *tree)
{
    compact_roster(tree->c, tree->scratch);
    cost value = objective_of(tree->c, tree->scratch);
    AUDIT(value < COST_MAX);
    if (value < tree->cutoff) {
        roster_copy(tree->result, tree->scratch);
        tree->cutoff = value;
        tree->found = true;
        prune_open(tree);
    }
}

/* ---- solving nodes --------------------------------------------------------- */

static bool out_of_limits(struct compact_tree *tree)
{
    const struct mip_limits *limits = tree->limits;
    return (limits->stop && *limits->stop) ||
           (limits->nodes > 0 && tree->solved >= limits->nodes) ||
           (limits->pivots > 0 &&
            tree->c->lp &&
            lp_pivots(tree->c->lp) - tree->first_pivot >= limits->pivots) ||
           (limits->seconds > 0 &&
            thread_seconds() - tree->began >= limits->seconds);
}

/* LP solve at which the tree gives up on a node, in the LP's own terms. */
static double bound_stop(const struct compact_tree *tree)
{
    double worst = (double)tree->cutoff - (double)tree->c->unit;
    double nudged = tree->c->nudge * tree->c->n_choice_rows;
    return worst - compact_constants(tree->c) + nudged + 1e-4;
}

struct lp_limits tree_lp_limits(const struct compact_tree *tree)
{
    struct lp_limits limits = {.dual = true,
                               .bound_stop = LP_INFINITY,
                               .stop = tree->limits->stop};
    if (tree->cutoff < COST_MAX) {
        limits.bound_stop = bound_stop(tree);
    }
    if (tree->limits->seconds > 0) {
        double rest =
            tree->limits->seconds - (thread_seconds() - tree->began);
        limits.seconds = rest > 1e-3 ? rest : 1e-3;
    }
    return limits;
}

enum node_state { NODE_PRUNED, NODE_WHOLE, NODE_FRACTIONAL, NODE_UNSOLVED };

/* The LP of the bounds that are set, rows separated; `*bound` rises. */
static enum node_state solve_bounds(struct compact_tree *tree, double *bound)
{
    struct compact *c = tree->c;
    if (!c->lp) {
        return NODE_WHOLE; /* nothing was open, the relaxation found it sound */
    }
    for (int32_t round = 0; round < ROUNDS_MAX; round++) {
        struct lp_limits limits = tree_lp_limits(tree);
        enum lp_outcome outcome = lp_simplex(c->lp, &limits);
        if (outcome == LP_INFEASIBLE) {
            return NODE_PRUNED;
        }
        if (outcome == LP_FAILED) {
            return NODE_UNSOLVED;
        }
        double lagrange = compact_lagrange(c, tree->reduced);
        *bound = lagrange > *bound ? lagrange : *bound;
        if (tree_hopeless(tree, *bound)) {
            return NODE_PRUNED;
        }
        if (outcome != LP_OPTIMAL) {
            return NODE_UNSOLVED;
        }
        compact_take_values(c);
        if (compact_separate(c) == 0) {
            break;
        }
    }
    return tree_fractional(c) ? NODE_FRACTIONAL : NODE_WHOLE;
}

static enum node_state solve_node(struct compact_tree *tree, int32_t node)
{
    double bound = tree->nodes.at[node].bound;
    tree->solved++;
    if (tree->crossed) {
        return NODE_PRUNED;
    }
    enum node_state state = solve_bounds(tree, &bound);
    struct tree_node *at = &tree->nodes.at[node];
    if (at->parent >= 0 && state != NODE_UNSOLVED && !tree_hopeless(tree, bound)) {
        tree_learn(tree, at->column, at->side, bound - at->bound, at->distance);
    }
    at->bound = bound;
    return state;
}

int32_t tree_add_node(struct compact_tree *tree, int32_t parent)
{
    struct tree_node node = {.parent = parent,
                             .first_change = tree->changes.n,
                             .bound = parent < 0
                                          ? tree->c->bound
                                          : tree->nodes.at[parent].bound};
    vec_push(&tree->nodes, node);
    return tree->nodes.n - 1;
}

void tree_add_change(struct compact_tree *tree, int32_t column, double low,
                     double high)
{
    struct bound_change change = {column, low, high};
    vec_push(&tree->changes, change);
    tree->nodes.at[tree->nodes.n - 1].n_changes++;
}

/* Solves nodes until none is open or a limit is hit. False: cut short, and
 * every unfinished node is still open. */
static bool tree_search(struct compact_tree *tree)
{
    int32_t node = tree_add_node(tree, -1);
    while (node >= 0) {
        enum node_state state = NODE_UNSOLVED;
        if (!out_of_limits(tree)) {
            enter_node(tree, node);
            state = solve_node(tree, node);
        }
        if (state == NODE_UNSOLVED) {
            vec_push(&tree->open, node);
            return false;
        }
        if (state == NODE_WHOLE) {
            take_roster(tree);
            state = tree_hopeless(tree, tree->nodes.at[node].bound)
                        ? NODE_PRUNED
                        : NODE_FRACTIONAL;
        }
        node = state == NODE_FRACTIONAL ? tree_branch(tree, node) : -1;
        int32_t at = node < 0 ? best_open(tree) : -1;
        node = at < 0 ? node : take_open(tree, at);
    }
    return true;
}

/* ---- the call -------------------------------------------------------------- */

static void tree_init(struct compact_tree *tree, struct compact *c,
                      const struct mip_limits *limits, struct roster *result)
{
    size_t n = (size_t)c->columns.n + 1;
    *tree = (struct compact_tree){.c = c,
                                  .limits = limits,
                                  .result = result,
                                  .scratch = roster_new(c->problem),
                                  .cutoff = COST_MAX,
                                  .began = thread_seconds()};
    if (limits->cutoff < (double)COST_MAX) {
        tree->cutoff = (cost)ceil(limits->cutoff - 1e-6);
    }
    tree->records = xcalloc(n, sizeof *tree->records);
    tree->reduced = xcalloc(n, sizeof *tree->reduced);
}

static void tree_release(struct compact_tree *tree)
{
    roster_free(tree->scratch);
    free(tree->records);
    free(tree->reduced);
    vec_release(&tree->nodes);
    vec_release(&tree->changes);
    vec_release(&tree->open);
    vec_release(&tree->touched);
}

static double tree_bound(const struct compact_tree *tree)
{
    double bound = (double)tree->cutoff;
    for (int32_t k = 0; k < tree->open.n; k++) {
        double open = tree->nodes.at[tree->open.at[k]].bound;
        bound = open < bound ? open : bound;
    }
    return bound;
}

/* After a root that was solved: fix what can't help, then the tree. */
static enum lp_outcome tree_run(struct compact_tree *tree)
{
    struct compact *c = tree->c;
    tree->first_pivot = c->lp ? lp_pivots(c->lp) : 0;
    if (tree->cutoff < COST_MAX) {
        compact_fix(c, tree->cutoff);
    }
    bool complete = tree_search(tree);
    tree_untouch(tree, 0);
    if (complete) {
        return tree->found ? LP_OPTIMAL : LP_INFEASIBLE;
    }
    return tree->found ? LP_FEASIBLE : LP_STOPPED;
}

enum lp_outcome compact_mip(struct compact *compact,
                            const struct mip_limits *limits,
                            struct roster *result, double *bound)
{
    struct compact_tree tree;
    struct lp_limits root = {.bound_stop = LP_INFINITY,
                             .seconds = limits->seconds,
                             .stop = limits->stop};
    if (limits->pivots > 0 && limits->pivots < INT32_MAX) {
        root.pivots = (int32_t)limits->pivots;
    }
    enum lp_outcome outcome = compact_relax(compact, &root);
    *bound = compact->bound;
    if (outcome == LP_INFEASIBLE) {
        *bound = limits->cutoff;
    }
    if (outcome != LP_OPTIMAL) {
        return outcome;
    }
    tree_init(&tree, compact, limits, result);
    compact_tighten(compact, &root, tree.cutoff, CUT_ROUNDS);
    if (tree_hopeless(&tree, compact->bound)) {
        outcome = LP_INFEASIBLE;
    } else {
        outcome = tree_run(&tree);
    }
    *bound = tree_bound(&tree);
    tree_release(&tree);
    return outcome;
}
