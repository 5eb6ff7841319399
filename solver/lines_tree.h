/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines_tree.h - branch and price: nodes are sets of decisions, each is bounded
 * by column generation, the least of the open bounds is the tree's.
 *
 * The node of the least whole bound comes next, the deepest of those. A node
 * goes when its bound leaves no room below the best roster. One whose program
 * can't be solved or split stays open for ever and holds the bound down.
 */
#ifndef SOLVER_LINES_TREE_H
#define SOLVER_LINES_TREE_H

#include "solver/lines_branch.h"

struct lines_tree;

struct lines_tree *lines_tree_new(struct lines_engine *engine);
void lines_tree_free(struct lines_tree *tree); /* accepts NULL */

/* Takes a roster that was met on the way; returns the target from then on. */
typedef double lines_offer(void *context, const struct roster *roster);
/* Nodes whose bound is at least `target` are of no interest. */
struct lines_search {
    double target;
    const struct roster *best; /* as it stands, also after an offer */
    bool broken;               /* it is: a hard rule or row */
    struct lines_limits limits;
    lines_offer *offer;
    void *context;
};
/* Works on until a limit, or until no node is left below the target. True when
 * there is more to do. */
bool lines_tree_work(struct lines_tree *tree, struct lines_search *search);
/* No roster without a breach costs less; unrounded. */
double lines_tree_bound(const struct lines_tree *tree);
/* The root is solved, its bound is known. */
bool lines_tree_rooted(const struct lines_tree *tree);
/* Rosters may be near: until the first dives are over, and for half as long
 * again as it took to the last roster that was better. */
bool lines_tree_promising(const struct lines_tree *tree);
int32_t lines_tree_nodes(const struct lines_tree *tree);

#endif
