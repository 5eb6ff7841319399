/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces_transition.c - which pattern may follow which, in lines that are cut.
 *
 * Across a cut let F(p) be the patterns that may not follow p. Where they are
 * forbidden, each set F that occurs, and each two sets' common part, gives a row
 * sum(S) + sum(F) <= 1, S being all p with F within F(p) (compact_transition.c
 * says why). Where they cost, patterns with the same F(p) share a row and no
 * pair is in two, so that none is charged twice.
 */
#include "solver/pieces_parts.h"

enum { SETS_MAX = PATTERN_MAX + 64, INTERSECT_UP_TO = 48 };

struct pair_sets {
    struct pattern_set follows_not[PATTERN_MAX]; /* F(p) */
    struct pattern_set sets[SETS_MAX];           /* that occur, none empty */
    int32_t n_sets;
};

/* The day before a cut, and the day behind it. */
struct cut_pair {
    struct person_day before, after;
};

/* ---- sets ------------------------------------------------------------------- */

static struct pattern_set common(const struct pattern_set *a,
                                 const struct pattern_set *b)
{
    struct pattern_set both;
    for (size_t w = 0; w < COUNT_OF(both.bits); w++) {
        both.bits[w] = a->bits[w] & b->bits[w];
    }
    return both;
}

static void add_set(struct pair_sets *sets, const struct pattern_set *set,
                    int32_t most)
{
    const struct pattern_set empty = {{0}};
    bool known = pattern_set_within(set, &empty) || sets->n_sets >= most;
    for (int32_t k = 0; k < sets->n_sets && !known; k++) {
        known = memcmp(&sets->sets[k], set, sizeof *set) == 0;
    }
    if (!known) {
        sets->sets[sets->n_sets++] = *set;
    }
}

/* Adds to F(p) what costs at least so much after p, of what is allowed. */
static void add_pairs(const struct pieces *pieces, struct cut_pair at,
                      const int32_t *table, cost least, struct pair_sets *sets)
{
    const struct problem *p = pieces->problem;
    for (int32_t a = 0; a < p->n_patterns; a++) {
        for (int32_t b = 0; b < p->n_patterns; b++) {
            if (table[a * p->n_patterns + b] >= least &&
                problem_allows(p, at.before.person, at.before.day, a) &&
                problem_allows(p, at.after.person, at.after.day, b)) {
                sets->follows_not[a].bits[b >> 6] |= (uint64_t)1 << (b & 63);
            }
        }
    }
}

static void find_sets(const struct pieces *pieces, struct pair_sets *sets)
{
    sets->n_sets = 0;
    for (int32_t a = 0; a < pieces->problem->n_patterns; a++) {
        add_set(sets, &sets->follows_not[a], SETS_MAX);
    }
}

static void add_common_parts(struct pair_sets *sets)
{
    for (int32_t a = 1; a < sets->n_sets; a++) {
        for (int32_t b = 0; b < a; b++) {
            struct pattern_set both = common(&sets->sets[a], &sets->sets[b]);
            add_set(sets, &both, INTERSECT_UP_TO);
        }
    }
}

/* ---- rows ------------------------------------------------------------------- */

/* sum(S) + sum(F). */
static void pair_row(struct pieces *pieces, const struct line_rule *rule,
                     const struct gauge *gauge, struct cut_pair at,
                     const struct pattern_set *first,
                     const struct pattern_set *then)
{
    int32_t row = piece_row(pieces, rule, gauge, 0);
    piece_count(pieces, row, at.before, first, 1);
    piece_count(pieces, row, at.after, then, 1);
}

/* S of a set F; `alike`: those alone whose F(p) is F. */
static struct pattern_set those_before(const struct pieces *pieces,
                                       const struct pair_sets *sets,
                                       const struct pattern_set *then,
                                       bool alike)
{
    struct pattern_set first = {{0}};
    for (int32_t a = 0; a < pieces->problem->n_patterns; a++) {
        const struct pattern_set *own = &sets->follows_not[a];
        bool in = pattern_set_within(then, own) && (!alike || pattern_set_within(own, then));
        first.bits[a >> 6] |= (uint64_t)in << (a & 63);
    }
    return first;
}

static void forbid_across(struct pieces *pieces, struct cut_pair at,
                          struct pair_sets *sets)
{
    const struct problem *p = pieces->problem;
    const struct gauge one = {BOUND_NONE_LOW, 1, NULL, 0};
    const struct line_rule *last = NULL;
    memset(sets->follows_not, 0, sizeof sets->follows_not);
    for (int32_t r = p->rules_of[at.before.person];
         r < p->rules_of[at.before.person + 1]; r++) {
        const struct line_rule *rule = &p->rules[r];
        if (rule->kind == LINE_TRANSITION) {
            add_pairs(pieces, at,
                      rule->u.transition.table_of_day[at.before.day],
                      TRANSITION_NEVER, sets);
            last = rule;
        }
    }
    find_sets(pieces, sets);
    add_common_parts(sets);
    for (int32_t k = 0; k < sets->n_sets; k++) {
        struct pattern_set first =
            those_before(pieces, sets, &sets->sets[k], false);
        pair_row(pieces, last, &one, at, &first, &sets->sets[k]);
    }
}

static struct cut_pair pair_at(const struct pieces *pieces, int32_t person,
                               int32_t k)
{
    int32_t day = piece_first(pieces, k);
    return (struct cut_pair){{person, day - 1}, {person, day}};
}

void pieces_forbid_pairs(struct pieces *pieces, int32_t person)
{
    struct pair_sets *sets = xmalloc(sizeof *sets);
    for (int32_t k = 1; k < pieces->n_pieces; k++) {
        forbid_across(pieces, pair_at(pieces, person, k), sets);
    }
    free(sets);
}

/* The least cost above `last`, COST_MAX: none. */
static cost next_cost(const struct pieces *pieces, const int32_t *table,
                      cost last)
{
    int32_t pairs = pieces->problem->n_patterns * pieces->problem->n_patterns;
    cost next = COST_MAX;
    for (int32_t k = 0; k < pairs; k++) {
        if (table[k] != TRANSITION_NEVER && table[k] > last &&
            table[k] < next) {
            next = table[k];
        }
    }
    return next;
}

/* One step of what pairs cost: those that cost `least` or more pay `points`. */
static void price_step(struct pieces *pieces, const struct line_rule *rule,
                       struct cut_pair at, cost least, cost points)
{
    struct pair_sets *sets = xcalloc(1, sizeof *sets);
    struct hinge over = {1, 0, points};
    struct gauge gauge = {BOUND_NONE_LOW, BOUND_NONE_HIGH, &over, 1};
    add_pairs(pieces, at, rule->u.transition.table_of_day[at.before.day],
              least, sets);
    find_sets(pieces, sets);
    for (int32_t k = 0; k < sets->n_sets; k++) {
        struct pattern_set first =
            those_before(pieces, sets, &sets->sets[k], true);
        pair_row(pieces, rule, &gauge, at, &first, &sets->sets[k]);
    }
    free(sets);
}

/* Costs are scaled and rounded down as a whole, then cut in steps. */
static void price_across(struct pieces *pieces, const struct line_rule *rule,
                         struct cut_pair at)
{
    const int32_t *table = rule->u.transition.table_of_day[at.before.day];
    cost paid = 0;
    for (cost next = next_cost(pieces, table, 0); next < COST_MAX;
         next = next_cost(pieces, table, next)) {
        cost scaled = piece_points(pieces, rule->level, (int32_t)next);
        if (scaled > paid) {
            price_step(pieces, rule, at, next, scaled - paid);
            paid = scaled;
        }
    }
}

/* ---- within a piece --------------------------------------------------------- */

static const int32_t *pairs_cut(struct pieces *pieces, const int32_t *table,
                                int32_t level)
{
    const int32_t *known = piece_table_find(pieces, table, level);
    int32_t n = pieces->problem->n_patterns, cut_n = pieces->cut->n_patterns;
    if (known) {
        return known;
    }
    int32_t *own = arena_array(pieces->cut->arena,
                               (size_t)cut_n * (size_t)cut_n, sizeof *own);
    for (int32_t a = 0; a < n; a++) {
        for (int32_t b = 0; b < n; b++) {
            int32_t points = table[a * n + b];
            own[a * cut_n + b] =
                points == TRANSITION_NEVER
                    ? points
                    : piece_points(pieces, level, points);
        }
    }
    return piece_table_put(pieces, table, level, own);
}

/* Where every pair is as good: days behind a piece. */
static const int32_t *pairs_free(struct pieces *pieces)
{
    const int32_t *known = piece_table_find(pieces, pieces, 0);
    size_t n = (size_t)pieces->cut->n_patterns;
    return known ? known
                 : piece_table_put(pieces, pieces, 0,
                                   arena_array(pieces->cut->arena, n * n,
                                               sizeof(int32_t)));
}

static void tables_within(struct pieces *pieces, const struct line_rule *rule,
                          int32_t k)
{
    int32_t n_days = pieces->cut->n_days, first = piece_first(pieces, k);
    struct line_rule own = *rule;
    const int32_t **tables = arena_array(pieces->cut->arena, (size_t)n_days,
                                         sizeof *tables);
    for (int32_t d = 0; d + 1 < n_days; d++) {
        tables[d] = first + d + 1 < piece_end(pieces, k)
                        ? pairs_cut(pieces,
                                    rule->u.transition.table_of_day[first + d],
                                    rule->level)
                        : pairs_free(pieces);
    }
    own.u.transition.table_of_day = tables;
    piece_rule(pieces, &own, k);
}

void pieces_cut_transition(struct pieces *pieces, const struct line_rule *rule)
{
    for (int32_t k = 0; k < pieces->n_pieces; k++) {
        tables_within(pieces, rule, k);
        if (k > 0) {
            price_across(pieces, rule, pair_at(pieces, rule->person, k));
        }
    }
}
