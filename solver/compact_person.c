/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compact_person.c - cuts from one person's lines alone.
 *
 * What the other rows charge for is put into the costs of one person's columns,
 * at the duals of the relaxation (Lagrange). What is left is a small program of
 * the person's own rows, whose relaxation costs what the large one says. Cuts
 * of its tableau have entries of that person only, so they stay short where the
 * large tableau has none left; and once they raise the small program's value,
 * those of them that carry its duals cut off the large one's solution.
 */
#include <math.h>

#include "base/arena.h"
#include "solver/compact_parts.h"

enum { ROUNDS_MAX = 30, ROUNDS_IN_VAIN = 8 };
#define GAIN_LEAST 1e-2 /* points, for a round not in vain and for its cuts */
#define DUAL_LEAST 1e-7

/* One person's program while it is cut. */
struct own {
    struct compact *whole, *part;
    struct int_vec column; /* of the whole, by column of the part */
    int32_t *place;        /* column of the part, by column of the whole */
    int32_t n_whole;       /* rows of the whole before any of these cuts */
    int32_t n_rows;        /* of the part, likewise */
};

/* The person all of whose columns the row has; -1: none. */
static int32_t row_person(const struct compact *c, int32_t row)
{
    const struct compact_row *r = &c->rows.at[row];
    int32_t person = -1;
    for (int32_t k = 0; k < r->n; k++) {
        int32_t column = c->entries.at[r->first + k].column;
        int32_t other = c->columns.at[column].person;
        if (other < 0 || (k > 0 && other != person)) {
            return -1;
        }
        person = other;
    }
    return person;
}

static void take_columns(struct own *own, int32_t person, const double *reduced)
{
    const struct compact *c = own->whole;
    for (int32_t j = 0; j < c->columns.n; j++) {
        struct compact_column column = c->columns.at[j];
        if (column.person == person) {
            column.cost = reduced[j];
            column.lp = -1;
            own->place[j] = own->column.n;
            own->part->n_choices += j < c->n_choices;
            vec_push(&own->column, j);
            vec_push(&own->part->columns, column);
        }
    }
}

/* A row of the person's: what its dual took from the costs comes back. */
static void take_row(struct own *own, int32_t row)
{
    struct compact *c = own->whole, *part = own->part;
    struct compact_row copy = c->rows.at[row];
    double dual = compact_row_dual(c, row);
    copy.lp = copy.block = -1;
    copy.idle = 0;
    copy.first = part->entries.n;
    for (int32_t k = 0; k < copy.n; k++) {
        struct compact_entry entry = c->entries.at[c->rows.at[row].first + k];
        entry.column = own->place[entry.column];
        part->columns.at[entry.column].cost += dual * entry.value;
        vec_push(&part->entries, entry);
    }
    part->n_choice_rows += row < c->n_choice_rows;
    vec_push(&part->rows, copy);
}

static void own_arrays(struct compact *part)
{
    part->x = xcalloc((size_t)part->columns.n + 1, sizeof *part->x);
    part->reduced = xcalloc((size_t)part->columns.n + 1, sizeof *part->reduced);
    part->row_dual = xcalloc((size_t)part->rows.n + 1, sizeof *part->row_dual);
}

/* Cuts until they are in vain; returns what the value has gained. */
static double own_tighten(struct compact *part, const struct lp_limits *limits)
{
    if (compact_relax(part, limits) != LP_OPTIMAL) {
        return 0;
    }
    double first = part->bound, before = first;
    int32_t vain = 0;
    for (int32_t round = 0; round < ROUNDS_MAX && vain <= ROUNDS_IN_VAIN;
         round++) {
        if (compact_cut_round(part, false) == 0 ||
            compact_relax(part, limits) != LP_OPTIMAL) {
            break;
        }
        vain = part->bound < before + GAIN_LEAST ? vain + 1 : 0;
        before = vain == 0 ? part->bound : before;
    }
    return part->bound - first;
}

/* The cuts that carry the part's value join the whole. */
static int32_t own_hand_over(struct own *own)
{
    struct compact *part = own->part;
    int32_t entered = 0;
    struct entry_vec entries = {0};
    for (int32_t r = own->n_rows; r < part->rows.n; r++) {
        const struct compact_row *row = &part->rows.at[r];
        if (row->lp < 0 || fabs(lp_dual(part->lp, row->lp)) < DUAL_LEAST) {
            continue;
        }
        vec_clear(&entries);
        for (int32_t k = 0; k < row->n; k++) {
            struct compact_entry entry = part->entries.at[row->first + k];
            entry.column = own->column.at[entry.column];
            vec_push(&entries, entry);
        }
        compact_enter_row(own->whole,
                          model_cut(own->whole, &entries, row->low));
        entered++;
    }
    vec_release(&entries);
    return entered;
}

/* The person's program at these costs; `owner`: of each pool row. */
static void own_begin(struct own *own, int32_t person, const int32_t *owner,
                      const double *reduced)
{
    struct compact *c = own->whole;
    own->part = xcalloc(1, sizeof *own->part);
    own->place = xcalloc((size_t)c->columns.n + 1, sizeof *own->place);
    own->part->problem = c->problem;
    own->part->bound = -LP_INFINITY;
    own->part->all_columns = true;
    take_columns(own, person, reduced);
    for (int32_t r = 0; r < own->n_whole; r++) {
        if (owner[r] == person) {
            take_row(own, r);
        }
    }
    own->n_rows = own->part->rows.n;
    own_arrays(own->part);
}

static void own_end(struct own *own)
{
    own->whole->work += own->part->work;
    compact_free(own->part);
    vec_release(&own->column);
    free(own->place);
}

/* The whole's limits are about pivots of its own. */
static bool work_left(const struct compact *c, const struct lp_limits *limits,
                      uint64_t until)
{
    return !(limits->stop && *limits->stop) &&
           (limits->pivots <= 0 || c->work < until);
}

int32_t compact_cut_persons(struct compact *c, const struct lp_limits *limits)
{
    const struct lp_limits none = {.bound_stop = LP_INFINITY,
                                   .seconds = limits->seconds,
                                   .stop = limits->stop};
    uint64_t until =
        c->work + (uint64_t)limits->pivots * compact_pivot_work(c);
    double *reduced = xcalloc((size_t)c->columns.n + 1, sizeof *reduced);
    int32_t *owner = xcalloc((size_t)c->rows.n + 1, sizeof *owner);
    int32_t n_rows = c->rows.n, entered = 0, n_people = c->problem->n_people;
    for (int32_t r = 0; r < n_rows; r++) {
        owner[r] = row_person(c, r);
    }
    compact_lagrange(c, reduced);
    for (int32_t k = 0; k < n_people && work_left(c, limits, until); k++) {
        struct own own = {.whole = c, .n_whole = n_rows};
        own_begin(&own, c->next_person, owner, reduced);
        if (own.part->n_choice_rows > 0 &&
            own_tighten(own.part, &none) > GAIN_LEAST) {
            entered += own_hand_over(&own);
        }
        own_end(&own);
        c->next_person = (c->next_person + 1) % n_people;
    }
    free(reduced);
    free(owner);
    return entered;
}
