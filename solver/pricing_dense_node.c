/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing_dense_node.c - transitions, runs and open day groups multiplied. */
#include "solver/pricing_dense_node.h"

enum { TYPES_MAX = 1200, HASH_SIZE = 4 * 4096 };

struct type_vec VEC_OF(struct dense_type *);

/* What is known of a part beyond pricing_part.h. */
struct extra {
    int32_t unit;
    int16_t *row;  /* PART_SUM: by day - first, when weights go by day */
    int32_t bit;   /* PART_GROUPS: of the flags */
    bool idle;     /* PART_SUM: all its weights are 0 */
};

struct dense_automaton {
    const struct problem *problem;
    int32_t person;
    const struct parts *parts;
    struct extra *extra;       /* by part */
    int32_t n_runs;
    int32_t *run;              /* parts */
    bool *open;                /* by pattern: on some day */
    int32_t n_tables;
    const int32_t **table;     /* [n_patterns * n_patterns] each */
    int16_t *table_of_day;     /* from the day to the next */
    int16_t *column_of;        /* [table * n_patterns + p]: equal ones share */
    int32_t n_classes;
    int16_t *class_of, *pattern_of_class;
    struct dense_node_vec nodes;
    int16_t *hash;             /* [HASH_SIZE]: node or -1 */
    struct type_vec types;
};

/* ---- transitions --------------------------------------------------------- */

static void add_table(struct dense_automaton *a, int32_t *sum,
                      const int32_t *table)
{
    int32_t n = a->problem->n_patterns * a->problem->n_patterns;
    for (int32_t i = 0; i < n; i++) {
        int64_t points = (int64_t)sum[i] + table[i];
        bool never = sum[i] == TRANSITION_NEVER || table[i] == TRANSITION_NEVER;
        sum[i] = never ? TRANSITION_NEVER
                 : points < TRANSITION_NEVER ? (int32_t)points
                                             : TRANSITION_NEVER - 1;
    }
}

/* Several rules become one table. */
static const int32_t *sum_tables(struct arena *arena, struct dense_automaton *a,
                                 const int32_t *const *tables, int32_t n_rules)
{
    size_t n = (size_t)a->problem->n_patterns;
    if (n_rules == 1) {
        return tables[0];
    }
    int32_t *sum = arena_array(arena, n * n, sizeof *sum);
    for (int32_t r = 0; r < n_rules; r++) {
        add_table(a, sum, tables[r]);
    }
    return sum;
}

/* Days whose rules have the same tables share an index. */
static void find_tables(struct arena *arena, struct dense_automaton *a)
{
    const struct problem *p = a->problem;
    const struct line_rule *rules = &p->rules[p->rules_of[a->person]];
    int32_t n = p->rules_of[a->person + 1] - p->rules_of[a->person];
    size_t n_days = (size_t)p->n_days;
    a->table_of_day = arena_array(arena, n_days, sizeof *a->table_of_day);
    a->table = arena_array(arena, n_days, sizeof *a->table);
    const int32_t **seen = xcalloc(n_days * (size_t)(n + 1), sizeof *seen);
    for (int32_t d = 0; d + 1 < p->n_days; d++) {
        const int32_t **fresh = &seen[a->n_tables * n];
        int32_t k = 0;
        for (int32_t r = 0; r < n; r++) {
            if (rules[r].kind == LINE_TRANSITION) {
                fresh[k++] = rules[r].u.transition.table_of_day[d];
            }
        }
        int32_t t = 0;
        while (memcmp(&seen[t * n], fresh, (size_t)k * sizeof *fresh) != 0) {
            t++;
        }
        a->table_of_day[d] = k > 0 ? (int16_t)t : -1;
        if (k > 0 && t == a->n_tables) {
            a->table[a->n_tables++] = sum_tables(arena, a, fresh, k);
        }
    }
    free(seen);
}

static bool same_column(const struct dense_automaton *a, const int32_t *table,
                        int32_t p, int32_t q)
{
    int32_t n = a->problem->n_patterns;
    for (int32_t from = 0; from < n; from++) {
        if (table[from * n + p] != table[from * n + q]) {
            return false;
        }
    }
    return true;
}

static void find_columns(struct arena *arena, struct dense_automaton *a)
{
    int32_t n = a->problem->n_patterns;
    a->column_of = arena_array(arena, (size_t)(a->n_tables * n) + 1,
                               sizeof *a->column_of);
    for (int32_t t = 0; t < a->n_tables; t++) {
        for (int32_t p = 0; p < n; p++) {
            int32_t q = 0;
            while (q < p && (a->column_of[t * n + q] != q ||
                             !same_column(a, a->table[t], p, q))) {
                q++;
            }
            a->column_of[t * n + p] = (int16_t)q;
        }
    }
}

static bool same_rows(const struct dense_automaton *a, int32_t p, int32_t q)
{
    int32_t n = a->problem->n_patterns;
    for (int32_t t = 0; t < a->n_tables; t++) {
        if (memcmp(&a->table[t][p * n], &a->table[t][q * n],
                   (size_t)n * sizeof(int32_t)) != 0) {
            return false;
        }
    }
    return true;
}

static void find_classes(struct arena *arena, struct dense_automaton *a)
{
    size_t n = (size_t)a->problem->n_patterns;
    a->class_of = arena_array(arena, n, sizeof *a->class_of);
    a->pattern_of_class = arena_array(arena, n, sizeof *a->pattern_of_class);
    for (int32_t p = 0; p < a->problem->n_patterns; p++) {
        int32_t c = 0;
        while (c < a->n_classes && !same_rows(a, p, a->pattern_of_class[c])) {
            c++;
        }
        if (c == a->n_classes) {
            a->pattern_of_class[a->n_classes++] = (int16_t)p;
        }
        a->class_of[p] = (int16_t)c;
    }
}

int16_t dense_table(const struct dense_automaton *a, int32_t day)
{
    return a->table_of_day[day];
}

int32_t dense_pair(const struct dense_automaton *a, int32_t table,
                   const int16_t pair[2])
{
    return table < 0
               ? 0
               : a->table[table][pair[0] * a->problem->n_patterns + pair[1]];
}

int32_t dense_class_pair(const struct dense_automaton *a, int32_t table,
                         int32_t class, int16_t to)
{
    return dense_pair(a, table,
                      (int16_t[2]){a->pattern_of_class[class], to});
}

/* ---- counters ------------------------------------------------------------ */

static int32_t divisor(int32_t a, int32_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void find_unit(struct dense_automaton *a, int32_t i)
{
    const struct part *part = &a->parts->at[i];
    int32_t last = part->rule->u.window.weights.by_day ? part->last
                                                       : part->first;
    int32_t unit = 0;
    for (int32_t d = part->first; d <= last; d++) {
        for (int32_t p = 0; p < a->problem->n_patterns; p++) {
            if (a->open[p]) {
                unit = divisor(unit, part_action(a->problem, part, d, p));
            }
        }
    }
    a->extra[i].idle = unit == 0;
    a->extra[i].unit = unit == 0 ? 1 : unit;
}

/* Days with the same weights are known by the first of them; -1: all are 0. */
static void find_rows(struct arena *arena, struct dense_automaton *a,
                      int32_t i)
{
    const struct part *part = &a->parts->at[i];
    int32_t n = a->problem->n_patterns;
    int32_t days = part->last - part->first + 1;
    int16_t *row = arena_array(arena, (size_t)days, sizeof *row);
    int32_t *seen = xcalloc((size_t)(days + 1) * (size_t)n, sizeof *seen);
    int16_t *known_by = xcalloc((size_t)days + 1, sizeof *known_by);
    int32_t n_rows = 1; /* all 0 */
    known_by[0] = -1;
    for (int32_t d = 0; d < days; d++) {
        int32_t *fresh = &seen[n_rows * n];
        for (int32_t p = 0; p < n; p++) {
            fresh[p] = a->open[p] ? part_action(a->problem, part,
                                                part->first + d, p)
                                  : 0;
        }
        int32_t r = 0;
        while (memcmp(&seen[r * n], fresh, (size_t)n * sizeof *fresh) != 0) {
            r++;
        }
        if (r == n_rows) {
            known_by[n_rows++] = (int16_t)d;
        }
        row[d] = known_by[r];
    }
    a->extra[i].row = row;
    free(known_by);
    free(seen);
}

int32_t dense_unit(const struct dense_automaton *a, int32_t part)
{
    return a->extra[part].unit;
}

int16_t dense_row(const struct dense_automaton *a, int32_t part, int32_t day)
{
    const struct extra *extra = &a->extra[part];
    if (extra->idle) {
        return -1;
    }
    return extra->row ? extra->row[day - a->parts->at[part].first] : 0;
}

/* ---- making -------------------------------------------------------------- */

/* False when the automaton has no room for the person's rules. */
static bool find_extra(struct arena *arena, struct dense_automaton *a)
{
    int32_t bits = 0;
    for (int32_t i = 0; i < a->parts->n; i++) {
        const struct part *part = &a->parts->at[i];
        a->extra[i].unit = 1;
        if (part->kind == PART_SUM) {
            find_unit(a, i);
            if (part->rule->u.window.weights.by_day && !a->extra[i].idle) {
                find_rows(arena, a, i);
            }
        } else if (part->kind == PART_GROUPS) {
            a->extra[i].bit = bits++;
        } else if (part->kind == PART_RUN) {
            a->run[a->n_runs++] = i;
        }
    }
    return bits <= DENSE_FLAGS_MAX && a->n_runs <= DENSE_RUNS_MAX;
}

static void find_open(struct arena *arena, struct dense_automaton *a)
{
    const struct problem *p = a->problem;
    a->open = arena_array(arena, (size_t)p->n_patterns, sizeof *a->open);
    for (int32_t d = 0; d < p->n_days; d++) {
        for (int32_t q = 0; q < p->n_patterns; q++) {
            a->open[q] |= problem_allows(p, a->person, d, q);
        }
    }
}

struct dense_automaton *dense_automaton_new(struct arena *arena,
                                            const struct problem *problem,
                                            int32_t person,
                                            const struct parts *parts)
{
    struct dense_automaton *a = arena_alloc(arena, sizeof *a);
    size_t n = (size_t)parts->n + 1;
    a->problem = problem;
    a->person = person;
    a->parts = parts;
    a->extra = arena_array(arena, n, sizeof *a->extra);
    a->run = arena_array(arena, n, sizeof *a->run);
    find_open(arena, a);
    if (!find_extra(arena, a)) {
        return NULL;
    }
    find_tables(arena, a);
    find_columns(arena, a);
    find_classes(arena, a);
    a->hash = arena_array(arena, HASH_SIZE, sizeof *a->hash);
    memset(a->hash, 0xFF, HASH_SIZE * sizeof *a->hash);
    return a;
}

static void type_free(struct dense_type *type)
{
    free(type->kind_of);
    free(type->pattern_of_kind);
    free(type->weight);
    vec_release(&type->shifts);
    vec_release(&type->edges);
    free(type->first);
    free(type->count);
    free(type);
}

static void forget(struct dense_automaton *a)
{
    for (int32_t t = 0; t < a->types.n; t++) {
        type_free(a->types.at[t]);
    }
    vec_clear(&a->types);
    vec_clear(&a->nodes);
    memset(a->hash, 0xFF, HASH_SIZE * sizeof *a->hash);
}

void dense_automaton_free(struct dense_automaton *a)
{
    if (a) {
        forget(a);
        vec_release(&a->types);
        vec_release(&a->nodes);
    }
}

bool dense_automaton_tidy(struct dense_automaton *a)
{
    bool many = a->types.n > TYPES_MAX || a->nodes.n > DENSE_NODES_MAX / 2;
    if (many) {
        forget(a);
    }
    return many;
}

/* ---- nodes --------------------------------------------------------------- */

/* Index of the node, made when new; -1: too many. */
static int32_t intern(struct dense_automaton *a, const struct dense_node *node)
{
    uint64_t h = 0x9E3779B97F4A7C15U;
    h = (h ^ (uint64_t)node->class ^ (uint64_t)node->flags << 16) *
        0xD6E8FEB86659FD93U;
    for (int32_t r = 0; r < a->n_runs; r++) {
        h = (h ^ (h >> 32) ^ (uint64_t)node->run[r]) * 0xD6E8FEB86659FD93U;
    }
    uint32_t at = (uint32_t)(h >> 40) & (HASH_SIZE - 1);
    while (a->hash[at] >= 0) {
        if (memcmp(&a->nodes.at[a->hash[at]], node, sizeof *node) == 0) {
            return a->hash[at];
        }
        at = (at + 1) & (HASH_SIZE - 1);
    }
    if (a->nodes.n == DENSE_NODES_MAX) {
        return -1;
    }
    a->hash[at] = (int16_t)a->nodes.n;
    vec_push(&a->nodes, *node);
    return a->nodes.n - 1;
}

int32_t dense_node_enter(struct dense_automaton *a,
                         const struct dense_enter *enter)
{
    struct dense_node node = {.class = a->class_of[enter->pattern]};
    for (int32_t r = 0; r < a->n_runs; r++) {
        node.run[r] = (int16_t)enter->run_state[a->run[r]];
    }
    for (int32_t i = 0; i < a->parts->n; i++) {
        if (a->parts->at[i].kind == PART_GROUPS && enter->counted[i]) {
            node.flags |= (uint16_t)(1U << a->extra[i].bit);
        }
    }
    return intern(a, &node);
}

const struct dense_node *dense_node_at(const struct dense_automaton *a,
                                       int32_t node)
{
    return &a->nodes.at[node];
}

int32_t dense_runs(const struct dense_automaton *a, const int32_t **parts)
{
    *parts = a->run;
    return a->n_runs;
}

/* ---- types --------------------------------------------------------------- */

static int32_t act_weight(const struct dense_automaton *a,
                          const struct dense_act *act, int32_t pattern)
{
    const struct part *part = &a->parts->at[act->part];
    if (part->kind == PART_GROUPS) {
        return part_action(a->problem, part, part->first, pattern);
    }
    return part_action(a->problem, part, part->first + act->mode, pattern) /
           a->extra[act->part].unit;
}

static bool same_kind(const struct dense_automaton *a,
                      const struct dense_type *type, int32_t kind,
                      int32_t pattern)
{
    int16_t other = type->pattern_of_kind[kind];
    int32_t n = a->problem->n_patterns;
    int32_t t = type->key.table;
    if (a->class_of[other] != a->class_of[pattern] ||
        (t >= 0 &&
         a->column_of[t * n + other] != a->column_of[t * n + pattern])) {
        return false;
    }
    for (int32_t r = 0; r < a->n_runs; r++) {
        const struct pattern_set *set =
            &a->parts->at[a->run[r]].rule->u.run.set;
        if (SET_HAS(set, other) != SET_HAS(set, pattern)) {
            return false;
        }
    }
    const int32_t *weight = &type->weight[kind * type->key.n_acts];
    for (int32_t k = 0; k < type->key.n_acts; k++) {
        if (weight[k] != act_weight(a, &type->key.act[k], pattern)) {
            return false;
        }
    }
    return true;
}

static void form_kinds(struct dense_automaton *a, struct dense_type *type)
{
    for (int32_t p = 0; p < a->problem->n_patterns; p++) {
        type->kind_of[p] = -1;
        if (!a->open[p]) {
            continue;
        }
        int32_t k = 0;
        while (k < type->n_kinds && !same_kind(a, type, k, p)) {
            k++;
        }
        type->kind_of[p] = (int16_t)k;
        if (k < type->n_kinds) {
            continue;
        }
        type->pattern_of_kind[type->n_kinds++] = (int16_t)p;
        for (int32_t c = 0; c < type->key.n_acts; c++) {
            type->weight[k * type->key.n_acts + c] =
                act_weight(a, &type->key.act[c], p);
        }
    }
}

struct dense_type *dense_type_of(struct dense_automaton *a,
                                 const struct dense_key *key)
{
    for (int32_t t = 0; t < a->types.n; t++) {
        if (memcmp(&a->types.at[t]->key, key, sizeof *key) == 0) {
            return a->types.at[t];
        }
    }
    size_t n = (size_t)a->problem->n_patterns;
    struct dense_type *type = xcalloc(1, sizeof *type);
    type->key = *key;
    type->kind_of = xcalloc(n, sizeof *type->kind_of);
    type->pattern_of_kind = xcalloc(n, sizeof *type->pattern_of_kind);
    type->weight =
        xcalloc(n * (size_t)key->n_acts + 1, sizeof *type->weight);
    form_kinds(a, type);
    vec_push(&a->types, type);
    return type;
}

/* ---- edges --------------------------------------------------------------- */

/* Index of what the acts add, made when new; -1: too many. */
static int32_t shift_of(struct dense_type *type,
                        const int32_t add[DENSE_ACTS_MAX])
{
    int32_t n = type->key.n_acts;
    for (int32_t s = 0; s < type->n_shifts; s++) {
        if (n == 0 || memcmp(&type->shifts.at[s * n], add,
                             (size_t)n * sizeof *add) == 0) {
            return s;
        }
    }
    if (type->n_shifts == DENSE_SHIFTS_MAX) {
        return -1;
    }
    for (int32_t k = 0; k < n; k++) {
        vec_push(&type->shifts, add[k]);
    }
    return type->n_shifts++;
}

/* Runs of a node moved on by a pattern; false when one breaks. */
static bool move_runs(const struct dense_automaton *a, int16_t pattern,
                      struct dense_node *node, double *sum)
{
    for (int32_t r = 0; r < a->n_runs; r++) {
        const struct part *part = &a->parts->at[a->run[r]];
        bool in = SET_HAS(&part->rule->u.run.set, pattern);
        const struct run_step *step =
            &part->run.step[2 * node->run[r] + in];
        if (step->next == RUN_BROKEN) {
            return false;
        }
        node->run[r] = (int16_t)step->next;
        *sum += step->cost;
    }
    return true;
}

/* Flags moved on; `add` gets what each act adds. */
static void move_flags(const struct dense_automaton *a,
                       const struct dense_type *type, int32_t kind,
                       struct dense_node *node, int32_t *add)
{
    uint16_t flags = 0;
    for (int32_t k = 0; k < type->key.n_acts; k++) {
        const struct dense_act *act = &type->key.act[k];
        add[k] = type->weight[kind * type->key.n_acts + k];
        if (a->parts->at[act->part].kind != PART_GROUPS) {
            continue;
        }
        uint32_t bit = 1U << a->extra[act->part].bit;
        bool counted = node->flags & bit;
        bool counts = add[k];
        add[k] = counts && !counted;
        if (act->mode && (counts || counted)) {
            flags |= (uint16_t)bit;
        }
    }
    node->flags = flags;
}

/* One way on; false: no room. */
static bool add_edge(struct dense_automaton *a, struct dense_type *type,
                     int32_t from, int32_t kind)
{
    int32_t add[DENSE_ACTS_MAX];
    struct dense_node node = a->nodes.at[from];
    int16_t pattern = type->pattern_of_kind[kind];
    int32_t points = dense_class_pair(a, type->key.table, node.class, pattern);
    double sum = points;
    if (points == TRANSITION_NEVER || !move_runs(a, pattern, &node, &sum)) {
        return true;
    }
    move_flags(a, type, kind, &node, add);
    node.class = a->class_of[pattern];
    int32_t next = intern(a, &node);
    int32_t shift = shift_of(type, add);
    if (next < 0 || shift < 0) {
        return false;
    }
    vec_push(&type->edges,
             ((struct dense_edge){sum, (int16_t)next, (int16_t)kind,
                                  (int16_t)shift}));
    return true;
}

static void give_room(struct dense_type *type, int32_t nodes)
{
    if (type->room >= nodes) {
        return;
    }
    int32_t room = 2 * nodes;
    type->first =
        xreallocarray(type->first, (size_t)room, sizeof *type->first);
    type->count =
        xreallocarray(type->count, (size_t)room, sizeof *type->count);
    for (int32_t i = type->room; i < room; i++) {
        type->first[i] = -1;
    }
    type->room = room;
}

bool dense_expand(struct dense_automaton *a, struct dense_type *type,
                  int32_t node)
{
    give_room(type, a->nodes.n);
    if (type->first[node] >= 0) {
        return true;
    }
    int32_t first = type->edges.n;
    for (int32_t k = 0; k < type->n_kinds; k++) {
        if (!add_edge(a, type, node, k)) {
            return false;
        }
    }
    type->first[node] = first;
    type->count[node] = type->edges.n - first;
    return true;
}
