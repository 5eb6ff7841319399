/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_branch.c - where the tree of the compact formulation branches.
 *
 * Reliability branching (Achterberg, Koch, Martin 2005): for each column the
 * tree remembers how much a unit of rounding down or up has cost; columns of
 * which too little is known are tried with a few pivots first, the promising
 * ones before the others. Choices and the slacks of rows compete alike; a
 * choice rounded up closes the other patterns of its cell.
 */
#include <math.h>

#include "base/arena.h"
#include "solver/compact_tree.h"

enum {
    RELIABLE = 4,     /* so many trials make a column's record reliable */
    TRIALS_MAX = 16,  /* columns tried at one node */
    TRIALS_VAIN = 6,  /* trials in vain before giving up */
    TRIAL_PIVOTS = 60
};

/* A fractional column and what rounding it either way is thought to cost. */
struct candidate {
    int32_t column;
    double x;
    double gain[2]; /* down, up */
    double score;
    bool reliable;
};

struct candidate_vec VEC_OF(struct candidate);

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

/* ---- the record of each column ------------------------------------------- */

void tree_learn(struct compact_tree *tree, int32_t column, int32_t side,
                double gain, double distance)
{
    struct branch_record *record = &tree->records[column];
    double unit = gain / (distance > 1e-3 ? distance : 1e-3);
    record->sum[side] += unit;
    record->n[side]++;
    tree->all.sum[side] += unit;
    tree->all.n[side]++;
}

static double expected(const struct compact_tree *tree, int32_t column,
                       int32_t side, double distance)
{
    const struct branch_record *record = &tree->records[column];
    if (record->n[side] == 0) {
        record = &tree->all;
    }
    double unit =
        record->n[side] > 0 ? record->sum[side] / record->n[side] : 1;
    return unit * distance;
}

/* Both children must gain for a branching to be good. */
static double product(const double gain[2])
{
    return fmax(gain[0], 1e-4) * fmax(gain[1], 1e-4);
}

static void judge(const struct compact_tree *tree, struct candidate *candidate)
{
    double down = candidate->x - floor(candidate->x);
    const struct branch_record *record = &tree->records[candidate->column];
    candidate->gain[0] = expected(tree, candidate->column, 0, down);
    candidate->gain[1] = expected(tree, candidate->column, 1, 1 - down);
    candidate->score = product(candidate->gain);
    candidate->reliable =
        record->n[0] >= RELIABLE && record->n[1] >= RELIABLE;
}

static int by_score(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->score < b->score || a->score > b->score) {
        return a->score > b->score ? -1 : 1;
    }
    return (a->column > b->column) - (a->column < b->column);
}

/* The LP is whole but cheaper than the roster it stands for, by its
 * tolerances: any cell that still has a choice will do. */
static struct candidate any_choice(const struct compact_tree *tree)
{
    const struct compact *c = tree->c;
    struct candidate any = {.column = -1};
    for (int32_t j = 0; j < c->n_choices; j++) {
        const struct compact_column *column = &c->columns.at[j];
        const struct compact_row *r = &c->rows.at[c->choice_row[column->cell]];
        int32_t open = 0;
        for (int32_t k = 0; k < r->n; k++) {
            open += c->columns.at[c->entries.at[r->first + k].column].high > 0;
        }
        if (open > 1 && c->x[j] > 0.5) {
            any.column = j;
            any.x = 0.5;
        }
    }
    return any;
}

static void candidates_find(const struct compact_tree *tree,
                            struct candidate_vec *candidates)
{
    const struct compact *c = tree->c;
    for (int32_t j = 0; j < c->columns.n; j++) {
        const struct compact_column *column = &c->columns.at[j];
        bool may = j < c->n_choices || column->whole;
        if (may && column->lp >= 0 && fraction(c->x[j]) > WHOLE_TOLERANCE) {
            struct candidate candidate = {.column = j, .x = c->x[j]};
            judge(tree, &candidate);
            vec_push(candidates, candidate);
        }
    }
    qsort(candidates->at, (size_t)candidates->n, sizeof *candidates->at,
          by_score);
}

/* ---- children -------------------------------------------------------------- */

/* The changes that round the column down (side 0) or up (1), one by one. */
typedef void change_sink(struct compact_tree *tree, int32_t column, double low,
                         double high);

static void round_changes(struct compact_tree *tree, int32_t column, double x,
                          int32_t side, change_sink *sink)
{
    const struct compact *c = tree->c;
    int32_t cell = c->columns.at[column].cell;
    if (side == 0) {
        sink(tree, column, 0, floor(x));
        return;
    }
    sink(tree, column, ceil(x), LP_INFINITY);
    if (cell < 0) {
        return;
    }
    const struct compact_row *r = &c->rows.at[c->choice_row[cell]];
    for (int32_t k = 0; k < r->n; k++) {
        int32_t other = c->entries.at[r->first + k].column;
        if (other != column && c->columns.at[other].high > 0) {
            sink(tree, other, 0, 0);
        }
    }
}

/* ---- trials ---------------------------------------------------------------- */

/* Solves the child for a few pivots; what its bound gains. LP_INFINITY when
 * the child is hopeless. */
static double try_side(struct compact_tree *tree,
                       const struct candidate *candidate, int32_t side,
                       double bound)
{
    struct lp_limits limits = tree_lp_limits(tree);
    limits.pivots = TRIAL_PIVOTS;
    lp_basis_restore(tree->c->lp, tree->basis);
    int32_t mark = tree->touched.n;
    round_changes(tree, candidate->column, candidate->x, side, tree_touch);
    enum lp_outcome outcome = lp_simplex(tree->c->lp, &limits);
    double gain = LP_INFINITY;
    if (outcome != LP_INFEASIBLE) {
        double child = compact_lagrange(tree->c, tree->reduced);
        gain = tree_hopeless(tree, child) ? LP_INFINITY : child - bound;
    }
    if (outcome == LP_FAILED) {
        gain = 0;
    }
    tree_untouch(tree, mark);
    return gain > 0 ? gain : 0;
}

/* Both sides of a candidate; learns from them. */
static void try_candidate(struct compact_tree *tree,
                          struct candidate *candidate, double bound)
{
    for (int32_t side = 0; side < 2; side++) {
        double down = candidate->x - floor(candidate->x);
        double gain = try_side(tree, candidate, side, bound);
        candidate->gain[side] = gain;
        if (gain < LP_INFINITY) {
            tree_learn(tree, candidate->column, side, gain,
                       side == 0 ? down : 1 - down);
        }
    }
    candidate->score = product(candidate->gain);
    candidate->reliable = true;
}

/* The best candidate after trying the promising ones; a hopeless side ends
 * the trials, because closing it is a gain without branching. */
static struct candidate choose(struct compact_tree *tree, double bound)
{
    struct candidate_vec candidates = {0};
    candidates_find(tree, &candidates);
    struct candidate best = candidates.at[0];
    int32_t tried = 0, vain = 0;
    best.score = -1;
    for (int32_t k = 0; k < candidates.n && vain < TRIALS_VAIN; k++) {
        struct candidate *candidate = &candidates.at[k];
        if (!candidate->reliable && tried < TRIALS_MAX) {
            try_candidate(tree, candidate, bound);
            tried++;
        }
        vain++;
        if (candidate->score > best.score) {
            best = *candidate;
            vain = 0;
        }
        if (best.score >= LP_INFINITY / 1e6) {
            break;
        }
    }
    if (tried > 0) {
        lp_basis_restore(tree->c->lp, tree->basis);
    }
    vec_release(&candidates);
    return best;
}

static int32_t child(struct compact_tree *tree, int32_t node,
                     const struct candidate *candidate, int32_t side)
{
    int32_t made = tree_add_node(tree, node);
    round_changes(tree, candidate->column, candidate->x, side,
                  tree_add_change);
    struct tree_node *at = &tree->nodes.at[made];
    at->column = candidate->column;
    at->side = side;
    at->distance = side == 0 ? candidate->x - floor(candidate->x)
                             : ceil(candidate->x) - candidate->x;
    return made;
}

/* Dives towards the side that costs less, for choices rather up: that
 * decides a cell. */
static int32_t preferred(const struct compact_tree *tree,
                         const struct candidate *best)
{
    if (best->column < tree->c->n_choices) {
        return best->x > 0.3 || best->gain[1] <= best->gain[0];
    }
    return best->gain[1] < best->gain[0];
}

int32_t tree_branch(struct compact_tree *tree, int32_t node)
{
    double bound = tree->nodes.at[node].bound;
    struct candidate best = any_choice(tree);
    if (tree_fractional(tree->c)) {
        tree->basis = lp_basis_save(tree->c->lp);
        best = choose(tree, bound);
        lp_basis_free(tree->basis);
        tree->basis = NULL;
    } else if (best.column < 0) {
        return -1;
    }
    for (int32_t side = 0; side < 2; side++) {
        if (best.gain[1 - side] >= LP_INFINITY) {
            return child(tree, node, &best, side);
        }
    }
    int32_t first = preferred(tree, &best);
    int32_t next = child(tree, node, &best, 1 - first);
    vec_push(&tree->open, next);
    return child(tree, node, &best, first);
}
