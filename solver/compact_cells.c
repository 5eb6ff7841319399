/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_cells.c - which patterns are left for each person and day, and a
 * column for each of them where more than one is.
 */
#include <string.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

static void set_put(struct pattern_set *set, int32_t pattern)
{
    set->bits[pattern >> 6] |= (uint64_t)1 << (pattern & 63);
}

static int32_t set_count(const struct pattern_set *set)
{
    int32_t count = 0;
    for (size_t w = 0; w < COUNT_OF(set->bits); w++) {
        for (uint64_t bits = set->bits[w]; bits; bits &= bits - 1) {
            count++;
        }
    }
    return count;
}

/* An open cell has what is allowed, a frozen one what it has. */
static void open_cells(struct compact *c, const struct compact_options *options)
{
    const struct problem *p = c->problem;
    for (int32_t cell = 0; cell < p->n_people * p->n_days; cell++) {
        if (!options->open || options->open->open[cell]) {
            c->open[cell] = p->allowed[cell];
            continue;
        }
        int32_t pattern = options->frozen->pattern[cell];
        memset(&c->open[cell], 0, sizeof c->open[cell]);
        set_put(&c->open[cell], pattern);
        c->infeasible |= !SET_HAS(&p->allowed[cell], pattern);
    }
}

/* Takes out of `day + 1` what no pattern left on `day` allows, or the other
 * way round. Returns whether anything went. */
static bool filter_pair(struct compact *c, int32_t person, int32_t day,
                        const struct pattern_set *never)
{
    struct pattern_set *here = &c->open[person * c->problem->n_days + day];
    struct pattern_set *next = here + 1;
    struct pattern_set reached = {{0}};
    bool changed = false;
    for (int32_t p = 0; p < c->problem->n_patterns; p++) {
        if (!SET_HAS(here, p)) {
            continue;
        }
        uint64_t any = 0;
        for (size_t w = 0; w < COUNT_OF(reached.bits); w++) {
            uint64_t fits = next->bits[w] & ~never[p].bits[w];
            reached.bits[w] |= fits;
            any |= fits;
        }
        if (!any) {
            here->bits[p >> 6] &= ~((uint64_t)1 << (p & 63));
            changed = true;
        }
    }
    changed |= memcmp(next, &reached, sizeof reached) != 0;
    *next = reached;
    return changed;
}

/* Forward and back over one line until nothing changes: a pattern stays when
 * it has a neighbour on either side. */
static void filter_line(struct compact *c, int32_t person)
{
    int32_t n_days = c->problem->n_days;
    size_t bytes = (size_t)c->problem->n_patterns * sizeof(struct pattern_set);
    struct pattern_set *never = xcalloc((size_t)n_days, bytes);
    bool changed = true;
    for (int32_t d = 0; d + 1 < n_days; d++) {
        transitions_never(c->problem, person, d,
                          never + (int64_t)d * c->problem->n_patterns);
    }
    while (changed) {
        changed = false;
        for (int32_t k = 0; k < 2 * (n_days - 1); k++) {
            int32_t d = k < n_days - 1 ? k : 2 * (n_days - 1) - 1 - k;
            changed |= filter_pair(
                c, person, d, never + (int64_t)d * c->problem->n_patterns);
        }
    }
    free(never);
}

/* Columns of a cell with a choice, or its constant. */
static void cell_columns(struct compact *c, int32_t cell)
{
    const struct problem *p = c->problem;
    int32_t left = set_count(&c->open[cell]);
    c->infeasible |= left == 0;
    for (int32_t q = 0; q < p->n_patterns; q++) {
        int32_t *column = &c->column_of[cell * p->n_patterns + q];
        if (!SET_HAS(&c->open[cell], q)) {
            *column = CELL_NEVER;
        } else if (left == 1) {
            *column = CELL_ALWAYS;
        } else {
            *column = model_column(c, 0, 1);
            c->columns.at[*column].cell = cell;
            c->columns.at[*column].pattern = q;
            c->columns.at[*column].person = cell / p->n_days;
        }
    }
}

static void choice_row(struct compact *c, int32_t cell)
{
    const struct problem *p = c->problem;
    int32_t first = c->entries.n;
    for (int32_t q = 0; q < p->n_patterns; q++) {
        struct compact_entry entry = {c->column_of[cell * p->n_patterns + q],
                                      1};
        if (entry.column >= 0) {
            vec_push(&c->entries, entry);
        }
    }
    c->choice_row[cell] = -1;
    if (c->entries.n > first) {
        struct compact_row row = {.low = 1,
                                  .high = 1,
                                  .first = first,
                                  .n = c->entries.n - first,
                                  .lp = -1,
                                  .block = -1};
        c->choice_row[cell] = c->rows.n;
        vec_push(&c->rows, row);
    }
}

static void charge_choices(struct compact *c)
{
    const struct problem *p = c->problem;
    for (int32_t k = 0; k < p->n_charges; k++) {
        const struct charge *charge = &p->charges[k];
        int32_t level = p->reasons[charge->reason].level;
        int32_t cell = charge->person * p->n_days + charge->day;
        int32_t column = c->column_of[cell * p->n_patterns + charge->pattern];
        if (column == CELL_ALWAYS) {
            model_constant(c, level, charge->points);
        } else if (column != CELL_NEVER) {
            model_charge(c, column, level, charge->points);
            model_unit(c, level, charge->points);
        }
    }
}

void cells_model(struct compact *c, const struct compact_options *options)
{
    const struct problem *p = c->problem;
    int32_t n_cells = p->n_people * p->n_days;
    open_cells(c, options);
    for (int32_t i = 0; i < p->n_people; i++) {
        filter_line(c, i);
    }
    for (int32_t cell = 0; cell < n_cells; cell++) {
        cell_columns(c, cell);
    }
    c->n_choices = c->columns.n;
    for (int32_t cell = 0; cell < n_cells; cell++) {
        choice_row(c, cell);
    }
    c->n_choice_rows = c->rows.n;
    charge_choices(c);
}
