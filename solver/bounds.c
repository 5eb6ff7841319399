/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bounds.c - relaxations of the total and of each level, in turn. */
#include "solver/bounds.h"

#include <string.h>

#include "base/arena.h"
#include "solver/compact.h"
#include "solver/lower.h"
#include "solver/lower_pieces.h"

enum {
    BRANCHED_LEVELS = 2 /* the first ones: few of their columns cost anything */
};
/* Ticks of a compact LP that no run has the time for. */
#define TOO_MUCH 2e10
/* Of one whose ascent goes before whole lines. */
#define ASCENT_FIRST 5e9
/* Ticks of whole lines where there are several levels: less than a second. */
#define LINES_MOST 1e6
/* LINES_PART ticks of whole lines take as long as so many others. */
enum { LINES_PART = 3, LINES_TICKS = 4 };

/* A level's bound holds for rosters whose earlier levels cost at most `cap`. */
struct level_bound {
    bool known, done, branched;
    cost cap[LEVEL_MAX];
    cost bound;
    struct lower *lower; /* what raises it; NULL once it is done */
};

/* The first `settled` levels are proven to cost `cap`, and what lies below them
 * is being bounded; with none settled, that is the total. */
struct below {
    int32_t settled;
    cost cap[LEVEL_MAX];
    cost beyond; /* rosters that cost more than a cap cost at least this */
    bool done;
    struct lower *lower;
    struct lower_pieces *pieces; /* of the same; NULL before that is done */
    bool pieces_done;
};

struct bounds {
    const struct problem *problem;
    cost total;
    double *duals;
    bool has_duals;
    struct level_bound level[LEVEL_MAX];
    struct below below;
    cost unit[LEVEL_MAX]; /* of a level's costs; -1: not known yet */
    uint64_t ticks;
    uint64_t later; /* of them for levels after the first */
    uint64_t pieces; /* and for pieces of lines */
    struct lines *lines; /* whole lines, NULL until they begin */
    bool lines_done;
    double expected;     /* ticks of the compact LP of all levels */
};

/* About as many pivots as half of the choices, over as many rows. */
static double compact_expected(const struct problem *p)
{
    double choices = 0;
    for (int32_t c = 0; c < p->n_people * p->n_days; c++) {
        for (int32_t w = 0; w < PATTERN_MAX / 64; w++) {
            choices += __builtin_popcountll(p->allowed[c].bits[w]);
        }
    }
    return choices * choices / 4;
}

struct bounds *bounds_new(const struct problem *problem)
{
    struct bounds *b = xcalloc(1, sizeof *b);
    b->problem = problem;
    b->duals = xcalloc((size_t)problem->n_rows + 1, sizeof *b->duals);
    b->expected = compact_expected(problem);
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        b->unit[k] = -1;
    }
    return b;
}

void bounds_free(struct bounds *bounds)
{
    if (bounds) {
        lines_free(bounds->lines);
        lower_free(bounds->below.lower);
        lower_pieces_free(bounds->below.pieces);
        for (int32_t k = 0; k < LEVEL_MAX; k++) {
            lower_free(bounds->level[k].lower);
        }
        free(bounds->duals);
        free(bounds);
    }
}

/* ---- one level ------------------------------------------------------------ */

static bool caps_hold(const struct level_bound *level, int32_t k,
                      const struct score *best)
{
    for (int32_t j = 0; j < k; j++) {
        if (level->cap[j] < best->level[j]) {
            return false; /* made for better rosters than this one */
        }
    }
    return level->known;
}

static bool caps_meet(const struct level_bound *level, int32_t k,
                      const struct score *best)
{
    bool meet = caps_hold(level, k, best);
    for (int32_t j = 0; meet && j < k; j++) {
        meet = level->cap[j] == best->level[j];
    }
    return meet;
}

/* The first level's tree may take long: it waits for the bound of the total. In
 * a large problem any tree does, and most plans reach the bound without. */
static bool may_branch(const struct bounds *b, int32_t k, bool all)
{
    const struct level_bound *level = &b->level[k];
    return k < BRANCHED_LEVELS && !level->branched &&
           (k > 0 || b->below.done) &&
           (all || (level->lower && !lower_large(level->lower)));
}

/* The first of so many levels that is not bounded, or for looser caps; -1:
 * none. `beyond`: those behind an open one too. */
static int32_t open_level(const struct bounds *b, const struct score *best,
                          int32_t n_levels, bool beyond, bool all)
{
    if (best->breaches > 0 || b->problem->n_levels == 1) {
        return -1; /* a single level is the total */
    }
    for (int32_t k = 0; k < n_levels; k++) {
        const struct level_bound *level = &b->level[k];
        bool proven = caps_hold(level, k, best) &&
                      level->bound >= best->level[k];
        if (best->level[k] > 0 && !proven &&
            (!caps_meet(level, k, best) || !level->done ||
             may_branch(b, k, all))) {
            return k;
        }
        if (!beyond && best->level[k] > 0 && !proven) {
            break;
        }
    }
    return -1;
}

static void level_begin(struct bounds *b, int32_t k, const struct score *best)
{
    struct level_bound *level = &b->level[k];
    lower_free(level->lower);
    *level = (struct level_bound){.known = true};
    for (int32_t j = 0; j < LEVEL_MAX; j++) {
        level->cap[j] = j < k ? best->level[j] : COST_MAX;
    }
}

static void level_step(struct bounds *b, int32_t k,
                       const struct lines_work *work)
{
    struct level_bound *level = &b->level[k];
    cost target = work->score->level[k];
    if (!caps_meet(level, k, work->score)) {
        level_begin(b, k, work->score);
    }
    if (!level->lower) {
        level->lower = lower_new(b->problem, 1U << k, level->cap);
    }
    uint64_t before = lower_ticks(level->lower);
    if (level->done) {
        lower_branch(level->lower, work, target);
        level->branched = true;
    } else {
        level->done = !lower_step(level->lower, work, target);
    }
    b->ticks += lower_ticks(level->lower) - before;
    b->later += k < BRANCHED_LEVELS ? 0 : lower_ticks(level->lower) - before;
    cost bound = lower_value(level->lower);
    level->bound = bound > level->bound ? bound : level->bound;
    if (k == 0 && bound > b->total) {
        b->total = bound; /* whatever the other levels cost */
    }
    bool over = level->done && (level->branched || k >= BRANCHED_LEVELS);
    if (over || level->bound >= target) {
        level->done = level->branched = true;
        lower_free(level->lower);
        level->lower = NULL;
    }
}

/* ---- below what is settled ------------------------------------------------ */

static bool is_proven(const struct bounds *b, int32_t k,
                      const struct score *best)
{
    return best->breaches == 0 &&
           (best->level[k] == 0 || (caps_hold(&b->level[k], k, best) &&
                                    b->level[k].bound == best->level[k]));
}

static cost level_unit(struct bounds *b, int32_t k)
{
    if (b->unit[k] < 0) {
        struct compact_options options = {.levels = 1U << k};
        struct compact *compact = compact_new(b->problem, &options);
        b->unit[k] = compact_unit(compact);
        compact_free(compact);
    }
    return b->unit[k];
}

/* A roster that costs one unit more on the level than what is proven up to
 * there, `sum`, is no better than the best, whatever lies below. Where it may be
 * better, settling the level would keep the bound of the total down. */
static bool outweighs(struct bounds *b, int32_t k, cost sum,
                      const struct score *best)
{
    cost unit = level_unit(b, k);
    return unit == 0 || sum + unit >= best->total;
}

/* The last level is never settled: what is left would be nothing. */
static int32_t settled_levels(struct bounds *b, const struct score *best)
{
    int32_t settled = 0;
    cost sum = 0;
    while (settled + 1 < b->problem->n_levels && is_proven(b, settled, best)) {
        sum += best->level[settled];
        if (!outweighs(b, settled, sum, best)) {
            break;
        }
        settled++;
    }
    return settled;
}

/* A roster that differs from the settled values has a first level on which it
 * does, and costs at least one unit more on it. */
static void below_begin(struct bounds *b, int32_t settled,
                        const struct score *best)
{
    struct below *below = &b->below;
    cost sum = 0;
    lower_free(below->lower);
    lower_pieces_free(below->pieces);
    *below = (struct below){.settled = settled, .beyond = COST_MAX};
    uint32_t levels = 0;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        below->cap[k] = COST_MAX;
        levels |= k >= settled && k < b->problem->n_levels ? 1U << k : 0;
    }
    for (int32_t k = 0; k < settled; k++) {
        cost unit = level_unit(b, k);
        below->cap[k] = best->level[k];
        sum += best->level[k];
        if (unit > 0 && sum + unit < below->beyond) {
            below->beyond = sum + unit;
        }
    }
    below->lower = lower_new(b->problem, levels, below->cap);
}

/* Whether it is about the settled values as they are by now. */
static bool below_stands(const struct bounds *b, int32_t settled,
                         const struct score *best)
{
    bool stands = b->below.lower != NULL &&
                  (b->below.settled > 0 || settled == 0);
    for (int32_t k = 0; k < b->below.settled; k++) {
        stands = stands && b->below.cap[k] == best->level[k];
    }
    return stands;
}

static cost settled_cost(const struct below *below)
{
    cost sum = 0;
    for (int32_t k = 0; k < below->settled; k++) {
        sum += below->cap[k];
    }
    return sum;
}

/* What lies below costs at least so much. */
static void below_raise(struct bounds *b, cost value)
{
    cost bound = settled_cost(&b->below) + value;
    bound = bound < b->below.beyond ? bound : b->below.beyond;
    b->total = bound > b->total ? bound : b->total;
}

static void below_step(struct bounds *b, const struct lines_work *work)
{
    const struct score *best = work->score;
    struct below *below = &b->below;
    int32_t settled = settled_levels(b, best);
    if (!below_stands(b, settled, best)) {
        below_begin(b, settled, best);
    }
    cost sum = settled_cost(below);
    uint64_t before = lower_ticks(below->lower);
    cost target = best->breaches > 0 ? COST_MAX : best->total - sum;
    below->done = !lower_step(below->lower, work, target);
    b->ticks += lower_ticks(below->lower) - before;
    below_raise(b, lower_value(below->lower));
    if (lower_duals(below->lower)) {
        b->has_duals = true;
        memcpy(b->duals, lower_duals(below->lower),
               (size_t)b->problem->n_rows * sizeof *b->duals);
    }
}

/* ---- the same by pieces of lines ------------------------------------------ */

/* Once the compact relaxation has come to its end, as cuts say more for the same
 * work than pieces were ever seen to; they get as much work as it took. With
 * nothing settled, upper levels would weigh on the rest. */
static bool pieces_turn(struct bounds *b, const struct score *best)
{
    const struct below *below = &b->below;
    if (below->settled == 0 || !below->done || below->pieces_done ||
        !below_stands(b, settled_levels(b, best), best)) {
        return false;
    }
    uint64_t own = below->pieces ? lower_pieces_ticks(below->pieces) : 0;
    return own < lower_ticks(below->lower) &&
           settled_cost(below) + lower_value(below->lower) < best->total;
}

static void pieces_step(struct bounds *b, const struct lines_work *work)
{
    struct below *below = &b->below;
    if (!below->pieces) {
        struct settled_part part = {below->settled, below->cap, b->unit,
                                    work->score->total - settled_cost(below)};
        lower_settle(below->lower);
        below->pieces = lower_pieces_new(b->problem, &part);
    }
    uint64_t before = lower_pieces_ticks(below->pieces);
    below->pieces_done = !lower_pieces_step(below->pieces, work,
                                            lower_value(below->lower));
    uint64_t ticks = lower_pieces_ticks(below->pieces) - before;
    b->ticks += ticks;
    b->pieces += ticks;
    below_raise(b, lower_pieces_value(below->pieces));
}

/* ---- in turn ---------------------------------------------------------------- */

/* The next piece of a compact relaxation; false when none is left to do. */
static bool compact_step(struct bounds *b, const struct lines_work *work,
                         bool all)
{
    const struct score *best = work->score;
    int32_t n_levels = b->problem->n_levels;
    int32_t n_first = n_levels < BRANCHED_LEVELS ? n_levels : BRANCHED_LEVELS;
    int32_t k = open_level(b, best, n_first, false, all);
    if (k < 0 &&
        !(b->below.done && below_stands(b, settled_levels(b, best), best))) {
        below_step(b, work);
        return true;
    }
    k = k < 0 ? open_level(b, best, n_levels, all, all) : k;
    if (k >= 0) {
        level_step(b, k, work);
    }
    return k >= 0;
}

/* Whole lines; false when they are done with. */
static bool whole_lines_step(struct bounds *b, const struct lines_work *work)
{
    if (!b->lines) {
        b->lines = lines_new(b->problem, work->best);
        if (b->has_duals && b->problem->n_levels > 1) {
            lines_start(b->lines, b->duals);
        }
    }
    uint64_t before = lines_ticks(b->lines);
    struct lines_work part = *work;
    part.ticks = work->ticks * LINES_PART / LINES_TICKS + 1;
    b->lines_done = !lines_step(b->lines, &part);
    b->ticks += (lines_ticks(b->lines) - before) * LINES_TICKS / LINES_PART + 1;
    if (!b->has_duals && lines_rooted(b->lines)) {
        lines_duals(b->lines, b->duals);
        b->has_duals = true;
    }
    return !b->lines_done;
}

/* The root of whole lines takes twice the work that the compact LP is expected
 * to need: both go on side by side then, either with as much work. */
static bool compact_turn(const struct bounds *b)
{
    const struct lower *lower = b->below.lower;
    uint64_t ticks = b->lines ? lines_ticks(b->lines) : 0;
    return b->lines && !lines_rooted(b->lines) && !b->below.done &&
           (double)ticks > 2 * b->expected &&
           (!lower || lower_ticks(lower) < ticks);
}

/* Lines of a year for dozens of people take minutes until their duals are worth
 * anything; by then the ascent of the compact relaxation is over. */
static bool ascent_first(const struct bounds *b)
{
    return b->problem->n_levels == 1 && b->expected > ASCENT_FIRST &&
           !b->below.done;
}

/* Several levels need the compact relaxations for each of them. Where there is
 * one, whole lines give the better bound, and mostly sooner. */
static bool compact_next(const struct bounds *b)
{
    return ascent_first(b) ||
           (b->expected <= TOO_MUCH &&
            (b->problem->n_levels > 1 || b->lines_done || compact_turn(b)));
}

/* With several levels the root of whole lines seldom converges and says less
 * than the cuts below settled levels, but takes hundreds of megabytes: only
 * small problems try, and not for long. A tree above a root that did goes on:
 * nothing else is left to do. */
static bool lines_next(const struct bounds *b)
{
    if (b->lines_done || b->problem->n_levels == 1) {
        return !b->lines_done;
    }
    if (!b->lines) {
        return b->expected <= LINES_MOST;
    }
    return (double)lines_ticks(b->lines) <= LINES_MOST ||
           lines_rooted(b->lines);
}

/* Bounds of later levels say little of the total: whole lines, where they are
 * tried, get as much work. */
static bool lines_turn(const struct bounds *b)
{
    return lines_next(b) &&
           b->later > (b->lines ? lines_ticks(b->lines) : 0);
}

bool bounds_step(struct bounds *bounds, const struct lines_work *work,
                 bool all)
{
    if (lines_turn(bounds) && whole_lines_step(bounds, work)) {
        return true;
    }
    if (pieces_turn(bounds, work->score)) {
        pieces_step(bounds, work);
        return true;
    }
    if (compact_next(bounds) && compact_step(bounds, work, all)) {
        return true;
    }
    return lines_next(bounds) && whole_lines_step(bounds, work);
}

cost bounds_total(const struct bounds *bounds)
{
    cost lines = bounds->lines ? lines_bound(bounds->lines) : 0;
    return bounds->total > lines ? bounds->total : lines;
}

void bounds_levels(const struct bounds *bounds, const struct score *best,
                   cost *bound, bool *proven)
{
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        const struct level_bound *level = &bounds->level[k];
        bool holds = k < bounds->problem->n_levels &&
                     caps_hold(level, k, best);
        bound[k] = holds ? level->bound : 0;
        if (bounds->problem->n_levels == 1 && k == 0) {
            cost total = bounds_total(bounds);
            bound[k] = total > bound[k] ? total : bound[k];
        }
        bound[k] = bound[k] > best->level[k] ? best->level[k] : bound[k];
        proven[k] = best->breaches == 0 && bound[k] == best->level[k];
    }
}

uint64_t bounds_ticks(const struct bounds *bounds)
{
    return bounds->ticks;
}

uint64_t bounds_pieces(const struct bounds *bounds, int32_t *width)
{
    const struct lower_pieces *pieces = bounds->below.pieces;
    bool ahead = pieces && lower_pieces_ahead(pieces);
    *width = ahead ? lower_pieces_width(pieces) : 0;
    return bounds->pieces;
}

bool bounds_promising(const struct bounds *bounds)
{
    const struct bounds *b = bounds;
    if (b->problem->n_levels > 1) {
        return b->below.lower && lower_gains(b->below.lower);
    }
    return !b->lines_done && !ascent_first(b) &&
           (!b->lines || lines_diving(b->lines));
}

const double *bounds_duals(const struct bounds *bounds)
{
    return bounds->has_duals ? bounds->duals : NULL;
}

const struct roster *bounds_roster(const struct bounds *bounds)
{
    return bounds->lines ? lines_found(bounds->lines) : NULL;
}
