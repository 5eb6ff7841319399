/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * solver.c - the run: a first roster, then epochs of two jobs side by side.
 *
 * An epoch is two jobs of fixed work, each with its own evaluation, pricing and
 * random numbers drawn from (seed, epoch, job); they start from the same best
 * roster and are merged in the order of the jobs. With one thread the jobs run
 * one after the other, so one and two threads give the same roster for the same
 * tick limit. The second job of the first epochs computes bounds.
 */
#include "solver/solver.h"

#include <string.h>

#include "base/random.h"
#include "base/thread.h"
#include "solver/bounds.h"
#include "solver/construct.h"
#include "solver/neighbour.h"
#include "solver/search.h"
#include "solver/window_solve.h"

enum {
    JOBS = 2,
    EPOCH_TICKS = 300000, /* of a job, in a problem of EPOCH_CHOICES or more */
    EPOCH_CHOICES = 8000, /* people * days * patterns; smaller ones do less */
    ANNEAL_SHARE = 5,     /* moves a tick of an epoch */
    HOT_EPOCHS = 4,
    PIECES_A_BOUND = 1,
    BOUND_EVERY = 16,
    ALL_LEVELS_EVERY = 32,
    MOVES_A_TICK = 10 /* a label costs about as much as ten moves */
};

struct worker {
    struct evaluation *evaluation;
    struct window_solver *windows;
    struct neighbour *neighbour;
    struct random random;
    uint64_t ticks; /* since the run began */
};

struct run {
    const struct problem *problem;
    const struct solver_options *options;
    struct worker worker[JOBS];
    struct bounds *bounds;
    bool bounding;        /* job 1 of the next epoch bounds instead */
    bool bounded;         /* and of this one */
    bool all_levels;      /* those behind an unproven one too */
    struct roster *best;
    struct score score;
    bool valid;           /* best breaks nothing hard */
    uint64_t ticks;
    uint64_t piece;       /* ticks of one piece of work of this epoch */
    int32_t epoch;
    double cold;          /* temperature at which little happens any more */
    double started, reported, first_seconds;
    const char *phase;
};

/* ---- limits ----------------------------------------------------------------------- */

static double seconds_used(const struct run *run)
{
    return thread_seconds() - run->started;
}

static double seconds_left(const struct run *run)
{
    return run->options->seconds > 0
               ? run->options->seconds - seconds_used(run)
               : 1e9;
}

static bool stopping(const struct run *run)
{
    const struct solver_options *o = run->options;
    return (o->stop && *o->stop) || (o->ticks && run->ticks >= o->ticks) ||
           seconds_left(run) <= 0;
}

/* Inside a job only the outermost limits count, so that the work of an epoch
 * is the same on every machine. */
static bool job_must_end(const struct run *run)
{
    return (run->options->stop && *run->options->stop) ||
           seconds_left(run) <= 0;
}

/* ---- reports ------------------------------------------------------------------------ */

static cost total_bound(const struct run *run)
{
    cost bound = bounds_total(run->bounds);
    return run->valid && bound > run->score.total ? run->score.total : bound;
}

static void report(struct run *run, bool now)
{
    const struct solver_options *o = run->options;
    double seconds = seconds_used(run);
    if (!o->report || (!now && seconds - run->reported < 1.0)) {
        return;
    }
    run->reported = seconds;
    struct solver_progress progress = {.seconds = seconds,
                                       .ticks = run->ticks,
                                       .has_roster = true,
                                       .score = run->score,
                                       .bound = total_bound(run),
                                       .phase = run->phase};
    bounds_levels(run->bounds, &run->score, progress.level_bound,
                  progress.level_proven);
    o->report(o->report_context, &progress, run->best);
}

static bool better(const struct score *a, const struct score *b)
{
    return a->breaches != b->breaches ? a->breaches < b->breaches
                                      : a->total < b->total;
}

/* Takes over a roster that is better, and says so. */
static bool offer(struct run *run, const struct roster *roster,
                  const struct score *score)
{
    if (!better(score, &run->score)) {
        return false;
    }
    roster_copy(run->best, roster);
    run->score = *score;
    if (!run->valid && score->breaches == 0) {
        run->valid = true;
        run->first_seconds = seconds_used(run);
    }
    return true;
}

/* ---- jobs --------------------------------------------------------------------------- */

static const struct window_effort EFFORT = {
    .rounds = 30, .nodes = 60, .labels = 20000};

static void solve_one(struct worker *w, const struct window_part *part)
{
    cost before = evaluation_cost(w->evaluation);
    int32_t breaches = evaluation_breaches(w->evaluation);
    uint64_t start = window_solver_ticks(w->windows);
    window_solve(w->windows, w->evaluation, part, &EFFORT, &w->random);
    uint64_t used = window_solver_ticks(w->windows) - start + 1;
    cost gained = before - evaluation_cost(w->evaluation);
    if (evaluation_breaches(w->evaluation) < breaches) {
        gained = COST_MAX;
    }
    w->ticks += used;
    neighbour_learn(w->neighbour, gained, used);
}

/* From the best roster, warm enough to leave it and cold enough not to forget
 * the levels that are settled. */
static void anneal(struct run *run, struct worker *w)
{
    struct search_options search = {
        .seed = random_next(&w->random),
        .ticks = run->piece * ANNEAL_SHARE,
        .hot = run->cold * (run->epoch < HOT_EPOCHS ? 30 : 10),
        .cold = run->cold / 3,
        .stop = run->options->stop,
    };
    w->ticks += search_run(w->evaluation, &search) / MOVES_A_TICK;
}

/* Annealing and windows in turn, the jobs in opposite turns. */
static void improve(struct run *run, struct worker *w, int32_t piece)
{
    uint64_t end = w->ticks + run->piece;
    int32_t job = w == &run->worker[1];
    if ((run->epoch + job + piece) % 2 == 0) {
        anneal(run, w);
        return;
    }
    while (w->ticks < end && !job_must_end(run)) {
        solve_one(w, neighbour_choose(w->neighbour, w->evaluation,
                                      &w->random));
    }
}

static void bound(struct run *run)
{
    const struct lines_work work = {
        .best = run->best,
        .score = &run->score,
        .ticks = run->piece * PIECES_A_BOUND,
        .seconds = seconds_left(run),
        .stop = run->options->stop,
    };
    run->bounding = bounds_step(run->bounds, &work, run->all_levels);
}

static void run_job(void *context, int32_t index)
{
    struct run *run = context;
    if (index == 1 && run->bounding) {
        bound(run);
    } else { /* a relaxation takes about as long as some pieces of work */
        for (int32_t k = run->bounded ? PIECES_A_BOUND : 1; k > 0; k--) {
            improve(run, &run->worker[index], k);
        }
    }
}

/* The bounds keep linear programs from epoch to epoch, which belong to the
 * thread that made them: job 1 is the one that stays on the calling thread. */
static void run_job_aside(void *context, int32_t index)
{
    run_job(context, JOBS - 1 - index);
}

/* ---- epochs ------------------------------------------------------------------------- */

/* What job 1 changed since the epoch began, laid over job 0's roster, is
 * worth a look when both found something. */
static void offer_merged(struct run *run, const struct roster *start)
{
    const struct roster *a = evaluation_roster(run->worker[0].evaluation);
    const struct roster *b = evaluation_roster(run->worker[1].evaluation);
    struct roster *merged = roster_new(run->problem);
    roster_copy(merged, a);
    int64_t cells = (int64_t)start->n_people * start->n_days;
    for (int64_t k = 0; k < cells; k++) {
        if (b->pattern[k] != start->pattern[k]) {
            merged->pattern[k] = b->pattern[k];
        }
    }
    struct score score = roster_score(run->problem, merged);
    offer(run, merged, &score);
    roster_free(merged);
}

static void merge(struct run *run, bool both)
{
    struct roster *start = roster_new(run->problem);
    roster_copy(start, run->best);
    bool gained = false;
    for (int32_t j = 0; j < (both ? JOBS : 1); j++) {
        struct evaluation *e = run->worker[j].evaluation;
        struct score score = evaluation_score(e);
        gained |= offer(run, evaluation_roster(e), &score);
        /* Another roster of the same cost is as good a place to go on; its
         * levels may differ. */
        if (!gained && j == 0 && score.breaches == run->score.breaches &&
            score.total == run->score.total) {
            roster_copy(run->best, evaluation_roster(e));
            run->score = score;
        }
    }
    if (both && gained) {
        offer_merged(run, start);
    }
    if (bounds_roster(run->bounds)) {
        struct score score =
            roster_score(run->problem, bounds_roster(run->bounds));
        gained |= offer(run, bounds_roster(run->bounds), &score);
    }
    roster_free(start);
    report(run, gained);
}

static void seed_worker(struct run *run, int32_t job)
{
    uint64_t mix = run->options->seed * 0x9E3779B97F4A7C15U +
                   (uint64_t)run->epoch * JOBS + (uint64_t)job;
    random_seed(&run->worker[job].random, mix);
}

/* Small problems merge often, and no piece is larger than what is left. */
static uint64_t piece_ticks(const struct run *run)
{
    const struct problem *p = run->problem;
    uint64_t choices = (uint64_t)p->n_people * (uint64_t)p->n_days *
                       (uint64_t)p->n_patterns;
    uint64_t piece = choices >= EPOCH_CHOICES
                         ? EPOCH_TICKS
                         : EPOCH_TICKS * choices / EPOCH_CHOICES + 1;
    uint64_t limit = run->options->ticks;
    return limit && limit - run->ticks < piece ? limit - run->ticks : piece;
}

static void one_epoch(struct run *run)
{
    run->piece = piece_ticks(run);
    uint64_t before = run->worker[0].ticks + run->worker[1].ticks;
    bool bounded = run->bounded = run->bounding;
    for (int32_t j = 0; j < JOBS; j++) {
        seed_worker(run, j);
        evaluation_reset(run->worker[j].evaluation, run->best);
    }
    run->phase = bounded ? "bound" : "improve";
    if (run->options->threads > 1) {
        thread_run(JOBS, run_job_aside, run);
    } else {
        for (int32_t j = 0; j < JOBS; j++) {
            run_job(run, j);
        }
    }
    run->ticks += run->worker[0].ticks + run->worker[1].ticks - before;
    merge(run, !bounded);
    run->epoch++;
}

/* ---- the first roster ------------------------------------------------------------------ */

/* Valid lines, then a short annealing: milliseconds to a plan. */
static void construct(struct run *run)
{
    uint64_t moves = 0;
    struct roster *first =
        construct_roster(run->problem, run->options->seed, &moves);
    struct score score = roster_score(run->problem, first);
    run->ticks += moves / MOVES_A_TICK;
    report(run, offer(run, first, &score));
    roster_free(first);
    struct search_heat heat =
        search_heat(run->worker[0].evaluation, NULL, run->options->seed);
    run->cold = heat.cold;
}

/* ---- the run ------------------------------------------------------------------------------ */

static void begin(struct run *run)
{
    const struct roster *start = run->options->start;
    run->started = thread_seconds();
    run->phase = "start";
    run->best = roster_new(run->problem);
    if (start) {
        roster_copy(run->best, start);
    }
    run->score = roster_score(run->problem, run->best);
    run->valid = run->score.breaches == 0;
    run->bounds = bounds_new(run->problem);
    run->bounding = true;
    for (int32_t j = 0; j < JOBS; j++) {
        struct worker *w = &run->worker[j];
        w->evaluation = evaluation_new(run->problem, run->best);
        w->windows = window_solver_new(run->problem);
        w->neighbour = neighbour_new(run->problem);
    }
}

static void finish(struct run *run, struct solver_result *result)
{
    memset(result, 0, sizeof *result);
    result->roster = run->best;
    result->score = run->score;
    result->bound = total_bound(run);
    result->outcome = !run->valid ? OUTCOME_NONE
                      : result->bound == run->score.total ? OUTCOME_OPTIMAL
                                                          : OUTCOME_FEASIBLE;
    bounds_levels(run->bounds, &run->score, result->level_bound,
                  result->level_proven);
    result->seconds = seconds_used(run);
    result->seconds_first = run->first_seconds;
    result->ticks = run->ticks + bounds_ticks(run->bounds);
    for (int32_t j = 0; j < JOBS; j++) {
        evaluation_free(run->worker[j].evaluation);
        window_solver_free(run->worker[j].windows);
        neighbour_free(run->worker[j].neighbour);
    }
    bounds_free(run->bounds);
}

static bool proven(const struct run *run)
{
    return run->valid && total_bound(run) == run->score.total;
}

enum status solver_run(const struct problem *problem,
                       const struct solver_options *options,
                       struct solver_result *result, struct error *err)
{
    if (options->seconds <= 0 && options->ticks == 0) {
        return error_set(err, STATUS_USAGE,
                         "solver: expected a limit of time or of ticks");
    }
    struct run run = {.problem = problem, .options = options};
    begin(&run);
    construct(&run);
    bound(&run); /* of the first level: soon done, and often the proof */
    report(&run, true);
    while (!stopping(&run) && !proven(&run)) {
        one_epoch(&run);
        /* Better values above may call for new bounds below. */
        run.all_levels = run.epoch % ALL_LEVELS_EVERY == 0 ||
                         (run.all_levels && run.bounding);
        run.bounding = run.bounding || run.epoch % BOUND_EVERY == 0;
    }
    finish(&run, result);
    return STATUS_OK;
}

void solver_result_release(struct solver_result *result)
{
    roster_free(result->roster);
    memset(result, 0, sizeof *result);
}

double solver_gap(cost value, cost bound)
{
    return value <= 0 ? 0.0 : (double)(value - bound) / (double)value;
}
