/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lower_pieces.c - pieces of one, two and four weeks in turn, while they gain. */
#include "solver/lower_pieces.h"

#include "base/arena.h"
#include "solver/pieces.h"

static const int32_t WIDTHS[] = {7, 14, 28}; /* days */

enum {
    WEIGHT = 2, /* of a settled unit, in costs of all that lies below: enough
                   not to be worth breaking, and no more */
    TRIAL = 10000000, /* ticks of columns, before they are judged */
    ROWS_MOST = 3000  /* of a program that the simplex can solve (lines.c);
                         an ascent alone never said more than the compact
                         relaxation that it began from */
};

/* One width at work. */
struct trial {
    struct pieces *pieces; /* NULL: none */
    struct lower *compact; /* NULL once its duals are known */
    struct lines *lines;
    struct roster *best; /* of the cut problem */
    cost settled;        /* what settled levels cost in it */
    cost relaxed;        /* the bound of its compact relaxation */
    cost bound;          /* the best of its columns */
    uint64_t judged_at;  /* ticks of columns by then */
    cost judged;         /* the bound when last judged */
};

struct lower_pieces {
    const struct problem *problem;
    struct piece_scale scale[LEVEL_MAX];
    struct settled_part part;
    cost cap[LEVEL_MAX];
    size_t next; /* of WIDTHS */
    struct trial trial;
    int32_t tried; /* the last width */
    cost value, known;
    int32_t width;
    uint64_t ticks;
};

/* ---- weights ---------------------------------------------------------------- */

/* A settled unit weighs WEIGHT times all that lies below, where it is heavier. */
static struct piece_scale scale_of(const struct settled_part *part, int32_t k)
{
    cost weight = WEIGHT * (part->below + 1);
    if (k >= part->settled || part->unit[k] == 0) {
        return (struct piece_scale){k >= part->settled, 1};
    }
    return part->unit[k] > weight
               ? (struct piece_scale){weight, part->unit[k]}
               : (struct piece_scale){1, 1};
}

struct lower_pieces *lower_pieces_new(const struct problem *problem,
                                      const struct settled_part *part)
{
    struct lower_pieces *l = xcalloc(1, sizeof *l);
    l->problem = problem;
    l->part = *part;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        l->cap[k] = k < part->settled ? part->cap[k] : 0;
        l->scale[k] = scale_of(part, k);
    }
    return l;
}

/* ---- one width -------------------------------------------------------------- */

static void trial_end(struct trial *trial)
{
    lines_free(trial->lines);
    lower_free(trial->compact);
    roster_free(trial->best);
    pieces_free(trial->pieces);
    *trial = (struct trial){0};
}

void lower_pieces_free(struct lower_pieces *pieces)
{
    if (pieces) {
        trial_end(&pieces->trial);
        free(pieces);
    }
}

/* One row a piece, beside its own. */
static bool is_too_large(const struct problem *cut)
{
    return cut->n_people + cut->n_rows > ROWS_MOST;
}

/* False when no width is left. */
static bool trial_begin(struct lower_pieces *l)
{
    static const cost NO_CAP[LEVEL_MAX] = {COST_MAX, COST_MAX, COST_MAX,
                                           COST_MAX, COST_MAX, COST_MAX,
                                           COST_MAX, COST_MAX};
    struct trial *t = &l->trial;
    while (!t->pieces && l->next < COUNT_OF(WIDTHS)) {
        int32_t width = WIDTHS[l->next++];
        if (width > l->tried) {
            t->pieces = pieces_new(l->problem, width, l->scale);
        }
        if (t->pieces && is_too_large(pieces_problem(t->pieces))) {
            trial_end(t);
            l->next = COUNT_OF(WIDTHS);
        }
    }
    if (!t->pieces) {
        return false;
    }
    l->tried = pieces_width(t->pieces);
    for (int32_t k = 0; k < l->part.settled; k++) {
        t->settled += piece_scaled(l->scale[k], l->cap[k]);
    }
    t->compact = lower_new(pieces_problem(t->pieces),
                           (1U << l->problem->n_levels) - 1, NO_CAP);
    return true;
}

static void take_value(struct lower_pieces *l, cost bound)
{
    cost value = bound - l->trial.settled;
    l->trial.bound = bound;
    if (value > l->value) {
        l->value = value;
        l->width = pieces_width(l->trial.pieces);
    }
}

/* The compact relaxation of the pieces, until it has duals. */
static bool warm_up(struct lower_pieces *l, const struct lines_work *work)
{
    struct trial *t = &l->trial;
    uint64_t before = lower_ticks(t->compact);
    bool more = lower_step(t->compact, work, COST_MAX);
    const double *duals = lower_duals(t->compact);
    l->ticks += lower_ticks(t->compact) - before;
    if (duals) {
        t->relaxed = lower_value(t->compact);
        t->lines = lines_new(pieces_problem(t->pieces), t->best);
        lines_start(t->lines, duals);
        lower_free(t->compact);
        t->compact = NULL;
    }
    return duals || more;
}

/* Above what is known, or it would be after as much work again. */
static bool is_promising(struct lower_pieces *l)
{
    struct trial *t = &l->trial;
    uint64_t ticks = lines_ticks(t->lines);
    cost value = lines_bound(t->lines) - t->settled;
    if (value > l->known || ticks < TRIAL || ticks < 2 * t->judged_at) {
        return true;
    }
    cost gain = value - t->judged;
    t->judged_at = ticks;
    t->judged = value;
    return value + gain > l->known;
}

static bool price(struct lower_pieces *l, const struct lines_work *work)
{
    struct trial *t = &l->trial;
    uint64_t before = lines_ticks(t->lines);
    bool more = lines_step(t->lines, work);
    l->ticks += lines_ticks(t->lines) - before;
    take_value(l, lines_bound(t->lines));
    return more && is_promising(l);
}

/* Columns over wider pieces take far more work and memory: they are not tried
 * where these hold nothing that the compact relaxation of the same pieces does
 * not. */
static void trial_close(struct lower_pieces *l)
{
    if (l->trial.bound <= l->trial.relaxed) {
        l->next = COUNT_OF(WIDTHS);
    }
    trial_end(&l->trial);
}

bool lower_pieces_step(struct lower_pieces *l, const struct lines_work *work,
                       cost known)
{
    struct trial *t = &l->trial;
    l->known = known;
    if (!t->pieces && !trial_begin(l)) {
        return false;
    }
    roster_free(t->best);
    t->best = pieces_roster(t->pieces, work->best);
    struct score score = roster_score(pieces_problem(t->pieces), t->best);
    struct lines_work part = *work;
    part.best = t->best;
    part.score = &score;
    bool more = t->compact ? warm_up(l, &part) : price(l, &part);
    if (!more) {
        trial_close(l);
    }
    return t->pieces || l->next < COUNT_OF(WIDTHS);
}

cost lower_pieces_value(const struct lower_pieces *pieces)
{
    return pieces->value;
}

uint64_t lower_pieces_ticks(const struct lower_pieces *pieces)
{
    return pieces->ticks;
}

int32_t lower_pieces_width(const struct lower_pieces *pieces)
{
    return pieces->width;
}

int32_t lower_pieces_widest(const struct lower_pieces *pieces)
{
    return pieces->tried;
}

bool lower_pieces_ahead(const struct lower_pieces *pieces)
{
    return pieces->value > pieces->known;
}
