/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines_dive.c - a roster from the program's solution. */
#include "solver/lines_dive.h"

#include "solver/open_cell.h"

enum {
    STEP_SHARE = 12, /* of the open cells, one in so many is fixed at a time */
    ROUNDS_LEAST = 3 /* after them, what costs no more than before will do */
};
/* A share below is none, and so is what is missing to one. */
#define WHOLE 1e-3
/* Cells above are fixed at once. */
#define SURE 0.95

struct lines_dive {
    struct lines_engine *engine;
    struct VEC_OF(struct lines_decision) decisions;
    struct VEC_OF(const struct lines_decision *) path; /* scratch */
    struct lines_generation generation;
    int32_t rounds;
    double value;
    bool begun;  /* the program of the present decisions is at work */
    bool solved; /* it was solved where the dive began */
};

struct lines_dive *lines_dive_new(struct lines_engine *engine,
                                  const struct lines_decision *const *decisions,
                                  int32_t n, int32_t rounds)
{
    struct lines_dive *dive = xcalloc(1, sizeof *dive);
    dive->engine = engine;
    dive->rounds = rounds;
    for (int32_t i = 0; i < n; i++) {
        vec_push(&dive->decisions, *decisions[i]);
    }
    return dive;
}

void lines_dive_free(struct lines_dive *dive)
{
    if (dive) {
        vec_release(&dive->decisions);
        vec_release(&dive->path);
        free(dive);
    }
}

double lines_dive_value(const struct lines_dive *dive)
{
    return dive->value;
}

/* The surest pattern of each cell that is not settled. */
static struct open_cells open_cells(const struct lines_engine *e)
{
    const struct problem *p = e->problem;
    double *share = lines_engine_shares(e);
    struct open_cells cells = {0};
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        struct open_cell cell = open_cell_of(
            c, &share[(int64_t)c * p->n_patterns], p->n_patterns);
        if (cell.share < 1 - WHOLE) {
            vec_push(&cells, cell);
        }
    }
    free(share);
    open_cells_sort(&cells);
    return cells;
}

/* False when nothing is left to fix: all is whole, or, where nobody's lines
 * fit, all is fixed and still is not. */
static bool fix_some(struct lines_dive *dive)
{
    const struct problem *p = dive->engine->problem;
    if (dive->decisions.n > p->n_people * p->n_days) {
        return false;
    }
    struct open_cells cells = open_cells(dive->engine);
    for (int32_t i = 0; i < cells.n; i++) {
        if (i <= cells.n / STEP_SHARE || cells.at[i].share > SURE) {
            const struct open_cell *cell = &cells.at[i];
            vec_push(&dive->decisions,
                     lines_fixed_cell(p, cell->cell / p->n_days,
                                      cell->cell % p->n_days, cell->pattern));
        }
    }
    bool any = cells.n > 0;
    vec_release(&cells);
    return any;
}

static void begin(struct lines_dive *dive)
{
    vec_clear(&dive->path);
    for (int32_t i = 0; i < dive->decisions.n; i++) {
        vec_push(&dive->path, &dive->decisions.at[i]);
    }
    lines_decide(dive->engine, dive->path.at, dive->path.n);
    lines_generation_begin(&dive->generation);
    dive->generation.max_rounds = dive->rounds;
    dive->generation.min_rounds = ROUNDS_LEAST;
    dive->generation.enough =
        dive->solved ? (double)lines_round(dive->engine, dive->value) : 0;
    dive->begun = true;
}

enum lines_progress lines_dive_work(struct lines_dive *dive, double target,
                                    const struct lines_limits *limits)
{
    for (;;) {
        if (!dive->begun) {
            if (dive->solved && !fix_some(dive)) {
                return LINES_DONE;
            }
            begin(dive);
        }
        enum lines_progress progress = lines_generate(
            dive->engine, &dive->generation, target, limits);
        if (progress != LINES_DONE) {
            return progress;
        }
        dive->begun = false;
        dive->value = dive->generation.value;
        if (dive->value >= target) {
            return LINES_CUT; /* and fixing only makes it worse */
        }
        dive->solved = true;
    }
}
