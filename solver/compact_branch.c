/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_branch.c - where the tree of the compact formulation branches.
 *
 * Slack columns of rows first: they are whole in every roster, one of them
 * stands for many choices, and their costs are what the bound lacks. Then the
 * patterns of one cell, split in two halves of similar weight, which decides
 * more than a single choice would.
 */
#include <math.h>

#include "solver/compact_tree.h"

static double fraction(double x)
{
    return fabs(x - floor(x + 0.5));
}

bool tree_fractional(const struct compact *c)
{
    for (int32_t j = 0; j < c->n_choices; j++) {
        if (fraction(c->x[j]) > WHOLE_TOLERANCE) {
            return true;
        }
    }
    return false;
}

/* The slack whose rounding is worth most; -1: none. */
static int32_t pick_slack(const struct compact *c)
{
    int32_t best = -1;
    double best_worth = 0;
    for (int32_t j = c->n_choices; j < c->columns.n; j++) {
        const struct compact_column *column = &c->columns.at[j];
        double worth = column->cost * fraction(c->x[j]);
        if (column->whole && fraction(c->x[j]) > 0.05 && worth > best_worth) {
            best = j;
            best_worth = worth;
        }
    }
    return best;
}

/* How close the cell's weight splits to halves by putting the heaviest pattern
 * on one side: 0 = whole, 0.5 = best. */
static double cell_worth(const struct compact *c, int32_t row)
{
    const struct compact_row *r = &c->rows.at[row];
    double most = 0;
    for (int32_t k = 0; k < r->n; k++) {
        double x = c->x[c->entries.at[r->first + k].column];
        most = x > most ? x : most;
    }
    return most > 0.5 ? 1 - most : most;
}

static int32_t pick_cell(const struct compact *c)
{
    int32_t best = 0;
    double best_worth = -1;
    for (int32_t row = 0; row < c->n_choice_rows; row++) {
        double worth = cell_worth(c, row);
        if (worth > best_worth) {
            best = row;
            best_worth = worth;
        }
    }
    return best;
}

/* Children with the heaviest pattern of the cell, and without it. */
static int32_t branch_cell(struct compact_tree *tree, int32_t node, int32_t row)
{
    const struct compact *c = tree->c;
    const struct compact_row *r = &c->rows.at[row];
    int32_t heavy = c->entries.at[r->first].column;
    for (int32_t k = 0; k < r->n; k++) {
        int32_t column = c->entries.at[r->first + k].column;
        heavy = c->x[column] > c->x[heavy] ? column : heavy;
    }
    int32_t without = tree_add_node(tree, node);
    tree_add_change(tree, heavy, 0, 0);
    int32_t with = tree_add_node(tree, node);
    for (int32_t k = 0; k < r->n; k++) {
        int32_t column = c->entries.at[r->first + k].column;
        if (column != heavy) {
            tree_add_change(tree, column, 0, 0);
        }
    }
    vec_push(&tree->open, without);
    return with;
}

static int32_t branch_slack(struct compact_tree *tree, int32_t node,
                            int32_t column)
{
    double x = tree->c->x[column];
    int32_t up = tree_add_node(tree, node);
    tree_add_change(tree, column, ceil(x), LP_INFINITY);
    int32_t down = tree_add_node(tree, node);
    tree_add_change(tree, column, 0, floor(x));
    bool rather_up = x - floor(x) > 0.5;
    vec_push(&tree->open, rather_up ? down : up);
    return rather_up ? up : down;
}

int32_t tree_branch(struct compact_tree *tree, int32_t node)
{
    int32_t slack = pick_slack(tree->c);
    if (slack >= 0) {
        return branch_slack(tree, node, slack);
    }
    return branch_cell(tree, node, pick_cell(tree->c));
}
