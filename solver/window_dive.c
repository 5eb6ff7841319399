/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window_dive.c - whole columns by fixing and pricing in turn. */
#include "solver/window_dive.h"

#include <math.h>

#include "solver/open_cell.h"

enum {
    ROUNDS = 2,     /* of pricing after each fixing */
    STEP_SHARE = 8, /* of the open cells, one in so many is fixed at a time */
    STEPS_MOST = 60
};
/* A share below is none, and so is what is missing to one. */
#define WHOLE 1e-3
/* Cells above are fixed at once. */
#define SURE 0.9
/* Of a point: costs are whole. */
#define SAME 1e-3
/* Between value and best known, in units: less is left to the search over
 * columns. */
#define LEAST_OPEN 3.0

struct dive {
    struct attempt *attempt;
    double best;
    int16_t *fixed;  /* by line and day; -1: open */
    double *share;   /* by line, day, pattern */
    struct VEC_OF(bool) barred; /* columns that break a fixing */
};

/* What is better is this much better. */
static double unit_of(const struct dive *dive)
{
    return dive->attempt->unit - SAME;
}

static void add_shares(struct dive *dive)
{
    const struct attempt *a = dive->attempt;
    const struct columns *columns = &a->columns;
    int32_t n_patterns = a->window->problem->n_patterns;
    int32_t cells = a->window->part.n_people * columns->n_days;
    memset(dive->share, 0,
           (size_t)cells * (size_t)n_patterns * sizeof *dive->share);
    for (int32_t c = 0; c < columns->list.n; c++) {
        double x = master_share(a->master, c);
        const struct column *column = &columns->list.at[c];
        for (int32_t d = 0; x > WHOLE && d < columns->n_days; d++) {
            int32_t cell = column->line * columns->n_days + d;
            dive->share[(int64_t)cell * n_patterns + column->days[d]] += x;
        }
    }
}

/* The surest pattern of each cell that is not settled. */
static struct open_cells open_cells(struct dive *dive)
{
    const struct attempt *a = dive->attempt;
    int32_t n_patterns = a->window->problem->n_patterns;
    int32_t cells = a->window->part.n_people * a->columns.n_days;
    struct open_cells open = {0};
    add_shares(dive);
    for (int32_t c = 0; c < cells; c++) {
        struct open_cell cell = open_cell_of(
            c, &dive->share[(int64_t)c * n_patterns], n_patterns);
        if (dive->fixed[c] < 0 && cell.share > 0) {
            vec_push(&open, cell);
        }
    }
    open_cells_sort(&open);
    return open;
}

/* Columns that break a fixing cost more than any roster is worth. */
static void bar_columns(struct dive *dive)
{
    struct columns *columns = &dive->attempt->columns;
    for (int32_t c = 0; c < columns->list.n; c++) {
        struct column *column = &columns->list.at[c];
        const int16_t *fixed = &dive->fixed[column->line * columns->n_days];
        if (c >= dive->barred.n) {
            vec_push(&dive->barred, false);
        }
        for (int32_t d = 0; !dive->barred.at[c] && d < columns->n_days; d++) {
            if (fixed[d] >= 0 && fixed[d] != column->days[d]) {
                dive->barred.at[c] = true;
                column->value += WINDOW_HARD;
            }
        }
    }
}

static void lift_bars(struct dive *dive)
{
    for (int32_t c = 0; c < dive->barred.n; c++) {
        if (dive->barred.at[c]) {
            dive->attempt->columns.list.at[c].value -= WINDOW_HARD;
        }
    }
}

/* False when every cell is settled. */
static bool fix_some(struct dive *dive)
{
    struct open_cells open = open_cells(dive);
    int32_t unsure = 0;
    for (int32_t i = 0; i < open.n; i++) {
        unsure += open.at[i].share < 1 - WHOLE;
    }
    for (int32_t i = 0, taken = 0; i < open.n && unsure > 0; i++) {
        const struct open_cell *cell = &open.at[i];
        bool whole = cell->share >= 1 - WHOLE;
        if (whole || cell->share > SURE || taken <= unsure / STEP_SHARE) {
            dive->fixed[cell->cell] = (int16_t)cell->pattern;
            taken += !whole;
        }
    }
    vec_release(&open);
    bar_columns(dive);
    return unsure > 0;
}

/* Master, pricing, master, ...; false when no choice below the best is left. */
static bool solve_again(struct dive *dive)
{
    struct attempt *a = dive->attempt;
    if (master_solve(a->master, WINDOW_PIVOTS) == LP_FAILED) {
        return false;
    }
    for (int32_t r = 0; r < ROUNDS; r++) {
        for (int32_t k = 0; k < a->window->n_rows; k++) {
            a->price[k] = master_price(a->master, k);
        }
        if (window_price_lines(a, 0).worth == 0) {
            break;
        }
        if (master_solve(a->master, WINDOW_PIVOTS) == LP_FAILED) {
            return false;
        }
    }
    return master_value(a->master) < dive->best - unit_of(dive);
}

/* Each line's column, when the master's answer is whole. */
static bool take_columns(const struct dive *dive, int32_t *chosen)
{
    const struct attempt *a = dive->attempt;
    int32_t n = 0;
    int32_t *taken =
        xcalloc((size_t)a->window->part.n_people, sizeof *taken);
    for (int32_t c = 0; c < a->columns.list.n; c++) {
        if (master_share(a->master, c) > 1 - WHOLE) {
            taken[a->columns.list.at[c].line] = c;
            n++;
        }
    }
    bool whole = n == a->window->part.n_people &&
                 window_choice_value(a, taken) < dive->best - unit_of(dive);
    for (int32_t k = 0; whole && k < n; k++) {
        chosen[k] = taken[k];
    }
    free(taken);
    return whole;
}

bool window_dive(struct attempt *a, double best, int32_t *chosen)
{
    if (best - master_value(a->master) < LEAST_OPEN * a->unit) {
        return false;
    }
    size_t cells =
        (size_t)a->window->part.n_people * (size_t)a->columns.n_days;
    struct dive dive = {.attempt = a, .best = best};
    dive.fixed = xcalloc(cells, sizeof *dive.fixed);
    memset(dive.fixed, 0xFF, cells * sizeof *dive.fixed);
    dive.share = xcalloc(cells * (size_t)a->window->problem->n_patterns,
                         sizeof *dive.share);
    a->fixed = dive.fixed;
    bool better = true;
    int32_t steps = 0;
    while (better && steps++ < STEPS_MOST && !window_spent(a, 2) &&
           fix_some(&dive)) {
        better = solve_again(&dive);
    }
    a->fixed = NULL;
    lift_bars(&dive);
    better = better && take_columns(&dive, chosen);
    vec_release(&dive.barred);
    free(dive.fixed);
    free(dive.share);
    return better;
}
