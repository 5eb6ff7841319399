/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing_dense_node.h - one person's transitions, runs and open day groups as
 * one automaton.
 *
 * A *node* is the class of the last pattern (patterns with equal successors on
 * all days share one), the state of each run rule and a flag for each count of
 * day groups whose present group is counted already. Days that do the same are
 * of one *type*; patterns that do the same on a type's days are one *kind*, and
 * edges lead from a node over a kind to a node. Counters are no part of nodes:
 * an edge carries a *shift*, what it adds to the counters that act. Which
 * counters these are is the caller's choice, type by type. Nodes and edges are
 * made when first asked for and kept.
 */
#ifndef SOLVER_PRICING_DENSE_NODE_H
#define SOLVER_PRICING_DENSE_NODE_H

#include "base/vec.h"
#include "solver/pricing_part.h"

enum {
    DENSE_RUNS_MAX = 8,
    DENSE_FLAGS_MAX = 15,
    DENSE_ACTS_MAX = 12,  /* counters that act on one day */
    DENSE_NODES_MAX = 4000,
    DENSE_SHIFTS_MAX = 4000
};

struct dense_node {
    int16_t class;
    uint16_t flags;
    int16_t run[DENSE_RUNS_MAX];
};
struct dense_node_vec VEC_OF(struct dense_node);

/* A counter on a day. PART_SUM: which of its rows of weights; PART_GROUPS:
 * whether the day's group goes on tomorrow. */
struct dense_act {
    int16_t part, mode;
};
struct dense_key {
    int16_t table; /* of transitions from the day before; -1: there is none */
    int16_t n_acts;
    struct dense_act act[DENSE_ACTS_MAX]; /* unused ones are zero */
};

struct dense_edge {
    double cost; /* of transition and runs */
    int16_t next, kind, shift;
};
struct dense_edge_vec VEC_OF(struct dense_edge);

struct dense_type {
    struct dense_key key;
    int32_t n_kinds;
    int16_t *kind_of;         /* by pattern; -1: open on no day */
    int16_t *pattern_of_kind; /* any of them */
    int32_t *weight;          /* [kind * n_acts + act]: a sum's units, or 1 when
                                 the kind counts a group */
    struct int_vec shifts;    /* [shift * n_acts + act] */
    int32_t n_shifts;
    struct dense_edge_vec edges;
    int32_t *first, *count;   /* by node: its edges; first < 0: not made yet */
    int32_t room;             /* nodes that `first` has room for */
};

struct dense_automaton;

/* NULL when the person's rules have too many runs or flags. Lives in the
 * arena but for what grows: dense_automaton_free(). */
struct dense_automaton *dense_automaton_new(struct arena *arena,
                                            const struct problem *problem,
                                            int32_t person,
                                            const struct parts *parts);
void dense_automaton_free(struct dense_automaton *a); /* accepts NULL */
/* Forgets nodes and types when they have become many; true when it did. */
bool dense_automaton_tidy(struct dense_automaton *a);

/* The greatest common divisor of a sum's weights, 1 for counts; >= 1. */
int32_t dense_unit(const struct dense_automaton *a, int32_t part);
/* How the part acts on a day of its range: mode of a sum, or -1 when it adds
 * nothing whatever is chosen. */
int16_t dense_row(const struct dense_automaton *a, int32_t part, int32_t day);
/* Index of the transitions' table from `day` to the next; -1: no rule. */
int16_t dense_table(const struct dense_automaton *a, int32_t day);
/* Points of a pair of patterns by that table. */
int32_t dense_pair(const struct dense_automaton *a, int32_t table,
                   const int16_t pair[2]);
/* Points from a class to a pattern. */
int32_t dense_class_pair(const struct dense_automaton *a, int32_t table,
                         int32_t class, int16_t to);

/* The type stays at its address until dense_automaton_tidy(). */
struct dense_type *dense_type_of(struct dense_automaton *a,
                                 const struct dense_key *key);
/* The node before a day: after `pattern` (any when there is no day before),
 * with these run states (by index of part) and counted groups. */
struct dense_enter {
    int16_t pattern;
    const int32_t *run_state; /* by part */
    const bool *counted;      /* by part */
};
int32_t dense_node_enter(struct dense_automaton *a,
                         const struct dense_enter *enter);
const struct dense_node *dense_node_at(const struct dense_automaton *a,
                                       int32_t node);
/* The part of each run state of a node; returns how many. */
int32_t dense_runs(const struct dense_automaton *a, const int32_t **parts);
/* Edges from `node` over a day of the type; false: too many nodes. */
bool dense_expand(struct dense_automaton *a, struct dense_type *type,
                  int32_t node);

#endif
