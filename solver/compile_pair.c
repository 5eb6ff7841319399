/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compile_pair.c - N1, O2, R1, K3 and overlap as transitions between two days.
 *
 * Each pair of patterns is put to the definition (solver/compile_probe.h). The
 * tables say what holds between the patterns whoever may have them, so people
 * whose days look alike share them, and so do days of the same kind: an
 * ordinary night, and the nights of spring and autumn. A pair that breaks
 * several rules is forbidden by the first alone.
 */
#include "solver/compile_parts.h"

#include "model/profile.h"
#include "solver/compile_row.h"

/* The tables of one kind of night, one a rule; NULL: nothing forbidden. */
struct night {
    int32_t *key; /* shapes of both days' patterns, then the two dates' terms */
    const int32_t *table[PROBE_RULES];
};
struct night_vec VEC_OF(struct night);

struct pairing {
    struct compile_state *s;
    struct probe *probe;
    const struct cell **seen; /* [day * n_patterns + p]: anybody's such cell */
    struct night_vec nights;
    int32_t key_length;
};

/* The person's own cell, or else somebody's, so that equal days give equal
 * tables; NULL when nobody has it that day. */
static const struct cell *sample(const struct pairing *g, int32_t person,
                                 int32_t day, int32_t pattern)
{
    const struct cell *own = state_cell(g->s, person, day, pattern);
    return own->open ? own : g->seen[day * g->s->n_patterns + pattern];
}

static void see_cells(struct pairing *g)
{
    const struct compile_state *s = g->s;
    for (int32_t k = 0; k < s->n_people * s->n_days; k++) {
        int32_t person = k / s->n_days, day = k % s->n_days;
        for (int32_t p = 0; p < s->n_patterns; p++) {
            const struct cell *cell = state_cell(s, person, day, p);
            if (cell->open && !g->seen[day * s->n_patterns + p]) {
                g->seen[day * s->n_patterns + p] = cell;
            }
        }
    }
}

static void draw_key(const struct pairing *g, int32_t person, int32_t day,
                     int32_t *key)
{
    int32_t n = g->s->n_patterns;
    for (int32_t p = 0; p < n; p++) {
        const struct cell *cell = sample(g, person, day, p);
        const struct cell *next = sample(g, person, day + 1, p);
        key[p] = cell ? cell->shape : NONE;
        key[n + p] = next ? next->shape : NONE;
    }
    key[2 * n] = probe_terms(g->probe, person, day);
    key[2 * n + 1] = probe_terms(g->probe, person, day + 1);
}

/* The first rule each pair breaks, NONE where there is no breach or no cell. */
static void draw_broken(const struct pairing *g, int32_t person, int32_t day,
                        int32_t *broken)
{
    int32_t n = g->s->n_patterns;
    for (int32_t p = 0; p < n; p++) {
        const struct cell *cell = sample(g, person, day, p);
        for (int32_t q = 0; q < n; q++) {
            const struct cell *next = sample(g, person, day + 1, q);
            broken[p * n + q] =
                cell && next && cell->n > 0 && next->n > 0
                    ? probe_cells(g->probe, person, day, cell, next)
                    : NONE;
        }
    }
}

/* What a cell breaks by itself is no transition's fault. */
static void forgive_single(const struct pairing *g, int32_t person, int32_t day,
                           int32_t *broken)
{
    int32_t n = g->s->n_patterns;
    for (int32_t k = 0; k < n * n; k++) {
        const struct cell *cell = sample(g, person, day, k / n);
        const struct cell *next = sample(g, person, day + 1, k % n);
        if (broken[k] != NONE &&
            (probe_cells(g->probe, person, day, cell, NULL) == broken[k] ||
             probe_cells(g->probe, person, day + 1, next, NULL) == broken[k])) {
            broken[k] = NONE;
        }
    }
}

static struct night draw_night(struct pairing *g, int32_t person, int32_t day,
                               int32_t *key)
{
    size_t pairs = size_by_pair(g->s);
    int32_t *broken = xcalloc(pairs, sizeof *broken);
    int32_t *table = xcalloc(pairs, sizeof *table);
    struct night night = {.key = key};
    draw_broken(g, person, day, broken);
    forgive_single(g, person, day, broken);
    for (int32_t rule = 0; rule < PROBE_RULES; rule++) {
        bool any = false;
        for (size_t k = 0; k < pairs; k++) {
            table[k] = broken[k] == rule ? TRANSITION_NEVER : 0;
            any = any || table[k] != 0;
        }
        night.table[rule] = any ? table_keep(g->s, table, pairs) : NULL;
    }
    free(table);
    free(broken);
    return night;
}

/* Index of the night between day and day + 1 among those drawn. */
static int32_t night_of(struct pairing *g, int32_t person, int32_t day)
{
    size_t bytes = (size_t)g->key_length * sizeof(int32_t);
    int32_t *key = xmalloc(bytes);
    draw_key(g, person, day, key);
    for (int32_t k = 0; k < g->nights.n; k++) {
        if (!memcmp(g->nights.at[k].key, key, bytes)) {
            free(key);
            return k;
        }
    }
    vec_push(&g->nights, draw_night(g, person, day, key));
    return g->nights.n - 1;
}

/* Whether an open pair of the person is forbidden by the table. */
static bool forbids(const struct compile_state *s, int32_t person, int32_t day,
                    const int32_t *table)
{
    for (int32_t p = 0; p < s->n_patterns && table; p++) {
        for (int32_t q = 0; q < s->n_patterns; q++) {
            if (table[p * s->n_patterns + q] != 0 &&
                state_cell(s, person, day, p)->open &&
                state_cell(s, person, day + 1, q)->open) {
                return true;
            }
        }
    }
    return false;
}

static const char *rule_source(struct compile_state *s, enum rule_kind rule,
                               int32_t person)
{
    enum limit_key key = RULES[rule].limit;
    return key == LIMIT_KEYS
               ? RULES[rule].summary
               : limit_source(s, key, s->staff_of[person], s->from);
}

static void add_rule(struct pairing *g, int32_t person, int32_t rule,
                     const int32_t *nights)
{
    struct compile_state *s = g->s;
    size_t pairs = size_by_pair(s);
    int32_t *nothing = xcalloc(pairs, sizeof *nothing);
    const int32_t *free_night = table_keep(s, nothing, pairs);
    const int32_t **tables = xcalloc((size_t)s->n_days, sizeof *tables);
    bool any = false;
    for (int32_t day = 0; day + 1 < s->n_days; day++) {
        const int32_t *table = g->nights.at[nights[day]].table[rule];
        tables[day] = table ? table : free_night;
        any = any || forbids(s, person, day, table);
    }
    if (any) {
        struct line_rule line = {
            .kind = LINE_TRANSITION,
            .person = person,
            .level = LEVEL_UNCOVERED,
            .name = RULES[PROBE_RULE[rule]].key,
            .source = rule_source(s, PROBE_RULE[rule], person),
            .u.transition.table_of_day = problem_keep(
                s->problem, tables, (size_t)s->n_days - 1, sizeof *tables),
        };
        problem_add_rule(s->problem, &line);
    }
    free(tables);
    free(nothing);
}

void pairs_add(struct compile_state *s, struct probe *probe)
{
    struct pairing g = {
        .s = s,
        .probe = probe,
        .seen = xcalloc(size_by_day(s), sizeof *g.seen),
        .key_length = 2 * s->n_patterns + 2,
    };
    int32_t *nights = xcalloc((size_t)s->n_days, sizeof *nights);
    see_cells(&g);
    for (int32_t i = 0; i < s->n_people; i++) {
        for (int32_t day = 0; day + 1 < s->n_days; day++) {
            nights[day] = night_of(&g, i, day);
        }
        for (int32_t rule = 0; rule < PROBE_RULES && s->n_days > 1; rule++) {
            add_rule(&g, i, rule, nights);
        }
    }
    for (int32_t k = 0; k < g.nights.n; k++) {
        free(g.nights.at[k].key);
    }
    vec_release(&g.nights);
    free(nights);
    free(g.seen);
}
