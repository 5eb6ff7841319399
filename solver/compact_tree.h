/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_tree.h - the branch-and-cut tree of compact_mip.c, shared with the
 * choice of branchings (compact_branch.c).
 */
#ifndef SOLVER_COMPACT_TREE_H
#define SOLVER_COMPACT_TREE_H

#include "solver/compact_parts.h"

/* x closer than this to a whole number counts as whole. */
#define WHOLE_TOLERANCE 1e-5

struct bound_change {
    int32_t column;
    double low, high; /* met with what the column has already */
};

struct tree_node {
    int32_t parent; /* -1: the root */
    int32_t first_change, n_changes;
    double bound; /* of its LP, or its parent's */
    /* How it came from its parent: the column rounded, which way (0 down, 1
     * up) and how far. */
    int32_t column, side;
    double distance;
};

/* What rounding a column has cost so far, for each unit; down and up. */
struct branch_record {
    double sum[2];
    int32_t n[2];
};

struct node_vec VEC_OF(struct tree_node);
struct change_vec VEC_OF(struct bound_change);
struct touch_vec VEC_OF(struct bound_change);

struct compact_tree {
    struct compact *c;
    const struct mip_limits *limits;
    struct roster *result, *scratch;
    cost cutoff; /* only rosters below it are wanted */
    bool found;
    struct node_vec nodes;
    struct change_vec changes;
    struct int_vec open;    /* nodes still to solve */
    struct touch_vec touched; /* bounds that were changed, to be put back */
    double *reduced; /* per column, of the node solved last */
    bool crossed; /* the node's bounds exclude each other */
    struct branch_record *records; /* per column */
    struct branch_record all;
    struct lp_basis *basis; /* of the node that is being branched */
    int32_t solved;
    int64_t first_pivot;
    double began;
};

bool tree_hopeless(const struct compact_tree *tree, double bound);
/* A child of `parent` without changes; the changes added next are its own. */
int32_t tree_add_node(struct compact_tree *tree, int32_t parent);
void tree_add_change(struct compact_tree *tree, int32_t column, double low,
                     double high);
/* Narrows a column's bounds until tree_untouch() takes back everything since
 * `mark`, which was tree->touched.n. */
void tree_touch(struct compact_tree *tree, int32_t column, double low,
                double high);
void tree_untouch(struct compact_tree *tree, int32_t mark);
struct lp_limits tree_lp_limits(const struct compact_tree *tree);

/* compact_branch.c: rounding a column by `distance` raised the bound. */
void tree_learn(struct compact_tree *tree, int32_t column, int32_t side,
                double gain, double distance);
/* Whether some choice of c->x is fractional. */
bool tree_fractional(const struct compact *c);
/* Makes the children of the node just solved; opens all but one and returns
 * that one, to be solved next; -1 when nothing is left to choose. */
int32_t tree_branch(struct compact_tree *tree, int32_t node);

#endif
