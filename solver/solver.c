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
    EPOCH_TICKS = 3000000, /* of a job, in a problem of EPOCH_CHOICES or more */
    EPOCH_CHOICES = 8000, /* people * days * patterns; smaller ones do less */
    HOT_EPOCHS = 4,
    LENGTH_MAX = 16, /* pieces beside one step of bounding */
    BOUND_TICK = 4, /* a tick of bounds takes as long as so many others */
    BOUND_EVERY = 16,
    BOUNDS_FIRST = 40, /* pieces; small problems are proven within them */
    BOUNDS_CLOSE = 1,  /* one of so many, when value and bound are close, */
    BOUNDS_NEAR = 3,   /* or near */
    BOUNDS_FAR = 10,
    PATIENCE_LEAST = 1, /* pieces of work without annealing */
    PATIENCE_MOST = 32,
    ALL_LEVELS_EVERY = 32,
    TICKS_A_MOVE = 6
};

/* One change of some lines in a job, as the merge takes it over. */
struct patch {
    int32_t person, first, n;
    int32_t from;  /* patterns in `patterns` */
    int32_t group; /* those of one group belong together */
};

/* What a kind of work gained lately, for how much. */
struct yield {
    double gain, ticks; /* smoothed sums */
    double keep;        /* smoothing */
};

#define BREACH_GAIN 1000000
#define NEAR_GAP 0.02
#define CLOSE_GAP 0.005
/* Smoothing: annealing by its last time alone. */
#define SOLVING_KEEP 0.8
#define ANNEALING_KEEP 0.0
#define ANNEAL_FADES 0.5 /* an epoch in which it is not tried */

struct worker {
    struct evaluation *evaluation;
    struct window_solver *windows;
    struct neighbour *neighbour;
    struct random random;
    uint64_t ticks; /* since the run began */
    struct VEC_OF(struct patch) patches; /* of this epoch */
    struct VEC_OF(int16_t) patterns;
    int32_t groups;
    struct yield annealing, solving;
    bool annealed;         /* in this epoch */
    int32_t windows_only;  /* pieces since the last annealing */
    int32_t patience;      /* until the next at the latest */
};

struct run {
    const struct problem *problem;
    const struct solver_options *options;
    struct worker worker[JOBS];
    struct bounds *bounds;
    bool open;            /* bounding has work left */
    bool bounding;        /* job 1 of the next epoch does it */
    bool bounded;         /* and of this one */
    bool all_levels;      /* those behind an unproven one too */
    struct roster *best, *start; /* start: of this epoch */
    struct score score;
    bool valid;           /* best breaks nothing hard */
    uint64_t ticks;
    bool priced;          /* the windows have the relaxation's prices */
    uint64_t piece;       /* ticks of one piece of work of this epoch */
    int64_t pieces, bound_pieces; /* in all; of them, spent on bounds */
    int32_t bound_took, bound_length; /* pieces of a step of bounding: the last
                                         one, and as the epoch counts on */
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

static int64_t columns_made(const struct run *run)
{
    int64_t sum = 0;
    for (int32_t j = 0; j < JOBS; j++) {
        sum += window_solver_columns(run->worker[j].windows);
    }
    return sum;
}

static const char *neighbourhood(const struct run *run)
{
    const struct worker *w = &run->worker[0];
    return run->epoch == 0 ? "everything"
           : w->annealed   ? "single days"
                           : neighbour_name(w->neighbour);
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
                                       .columns = columns_made(run),
                                       .neighbourhood = neighbourhood(run),
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
    .rounds = 30, .nodes = 2000, .tries = 8, .labels = 100};

static void log_patch(struct worker *w, int32_t person, int32_t first,
                      int32_t n)
{
    const int16_t *line =
        roster_line(evaluation_roster(w->evaluation), person);
    struct patch patch = {person, first, n, w->patterns.n, w->groups};
    for (int32_t d = first; d < first + n; d++) {
        vec_push(&w->patterns, line[d]);
    }
    vec_push(&w->patches, patch);
}

static void log_window(struct worker *w, const struct window_part *part)
{
    for (int32_t k = 0; k < part->n_people; k++) {
        log_patch(w, part->people[k], part->first,
                  part->last - part->first + 1);
    }
    w->groups++;
}

/* Each line that differs from the epoch's start. */
static void log_lines(struct worker *w, const struct roster *start)
{
    const struct roster *now = evaluation_roster(w->evaluation);
    size_t bytes = (size_t)now->n_days * sizeof *now->pattern;
    for (int32_t i = 0; i < now->n_people; i++) {
        if (memcmp(roster_line(now, i),
                   &start->pattern[(int64_t)i * start->n_days], bytes) != 0) {
            log_patch(w, i, 0, now->n_days);
        }
    }
    w->groups++;
}

/* What is gained by mending a breach is beyond all points. */
static cost gain_since(const struct worker *w, cost before, int32_t breaches)
{
    return evaluation_breaches(w->evaluation) < breaches
               ? BREACH_GAIN
               : before - evaluation_cost(w->evaluation);
}

static void yield_learn(struct yield *yield, cost gained, uint64_t ticks)
{
    double keep = yield->keep;
    yield->gain = keep * yield->gain + (double)gained;
    yield->ticks = keep * yield->ticks + (double)ticks + 1;
}

static void solve_one(struct worker *w, const struct window_part *part)
{
    cost before = evaluation_cost(w->evaluation);
    int32_t breaches = evaluation_breaches(w->evaluation);
    uint64_t start = window_solver_ticks(w->windows);
    enum window_outcome outcome =
        window_solve(w->windows, w->evaluation, part, &EFFORT, &w->random);
    uint64_t used = window_solver_ticks(w->windows) - start + 1;
    w->ticks += used;
    if (outcome == WINDOW_BETTER || outcome == WINDOW_EVEN) {
        log_window(w, part);
    }
    neighbour_learn(w->neighbour, gain_since(w, before, breaches),
                    window_solver_open(w->windows), used);
}

/* From the best roster, warm enough to leave it and cold enough not to forget
 * the levels that are settled. */
static void anneal(struct run *run, struct worker *w)
{
    struct search_options search = {
        .seed = random_next(&w->random),
        .ticks = run->piece / TICKS_A_MOVE + 1,
        .hot = run->cold * (run->epoch < HOT_EPOCHS ? 30 : 10),
        .cold = run->cold / 3,
        .stop = run->options->stop,
    };
    w->ticks += search_run(w->evaluation, &search) * TICKS_A_MOVE;
    w->annealed = true;
}

/* Annealing goes on for as long as it gains as much for its work, and is tried
 * again now and then: the more seldom the more often it was in vain. */
static bool annealing_pays(const struct run *run, const struct worker *w)
{
    if (run->epoch < HOT_EPOCHS) {
        return (run->epoch + (w == &run->worker[1])) % 2 == 0;
    }
    return w->annealing.gain * w->solving.ticks >
               w->solving.gain * w->annealing.ticks ||
           w->windows_only >= w->patience;
}

static void weigh_annealing(struct worker *w, cost gained)
{
    int32_t longer = 2 * w->patience;
    w->windows_only = 0;
    w->patience = gained > 0                ? PATIENCE_LEAST
                  : longer < PATIENCE_MOST ? longer
                                           : PATIENCE_MOST;
}

static void improve(struct run *run, struct worker *w)
{
    uint64_t begun = w->ticks;
    cost before = evaluation_cost(w->evaluation);
    int32_t breaches = evaluation_breaches(w->evaluation);
    struct yield *yield = &w->solving;
    if (annealing_pays(run, w)) {
        yield = &w->annealing;
        anneal(run, w);
        weigh_annealing(w, gain_since(w, before, breaches));
    } else {
        w->windows_only++;
        w->annealing.gain *= ANNEAL_FADES;
        while (w->ticks < begun + run->piece && !job_must_end(run)) {
            solve_one(w, neighbour_choose(w->neighbour, w->evaluation,
                                          &w->random));
        }
    }
    yield_learn(yield, gain_since(w, before, breaches), w->ticks - begun);
}

static void bound(struct run *run)
{
    const struct lines_work work = {
        .best = run->best,
        .score = &run->score,
        .ticks = run->piece / BOUND_TICK + 1,
        .seconds = seconds_left(run),
        .stop = run->options->stop,
    };
    uint64_t before = bounds_ticks(run->bounds);
    run->open = bounds_step(run->bounds, &work, run->all_levels);
    uint64_t pieces =
        (bounds_ticks(run->bounds) - before) * BOUND_TICK / run->piece + 1;
    run->bound_took = pieces < LENGTH_MAX ? (int32_t)pieces : LENGTH_MAX;
}

static void run_job(void *context, int32_t index)
{
    struct run *run = context;
    if (index == 1 && run->bounding) {
        bound(run);
    } else {
        for (int32_t k = run->bounded ? run->bound_length : 1; k > 0; k--) {
            improve(run, &run->worker[index]);
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

/* Offers the other job's changes to a worker one group after the other. */
static void take_patches(struct worker *w, const struct worker *from)
{
    struct VEC_OF(struct change) changes = {0};
    for (int32_t k = 0; k < from->patches.n;) {
        int32_t group = from->patches.at[k].group;
        vec_clear(&changes);
        for (; k < from->patches.n && from->patches.at[k].group == group;
             k++) {
            const struct patch *p = &from->patches.at[k];
            struct change change = {p->person, p->first, p->n,
                                    &from->patterns.at[p->from]};
            vec_push(&changes, change);
        }
        struct delta delta =
            evaluation_delta(w->evaluation, changes.at, changes.n);
        if (delta.breaches < 0 || (delta.breaches == 0 && delta.total < 0)) {
            evaluation_apply(w->evaluation, changes.at, changes.n);
        }
    }
    vec_release(&changes);
}

/* Another roster of the same cost is as good a place to go on; its levels may
 * differ. */
static void drift(struct run *run, const struct worker *w)
{
    struct score score = evaluation_score(w->evaluation);
    if (score.breaches == run->score.breaches &&
        score.total == run->score.total) {
        roster_copy(run->best, evaluation_roster(w->evaluation));
        run->score = score;
    }
}

static bool offer_of(struct run *run, const struct worker *w)
{
    struct score score = evaluation_score(w->evaluation);
    return offer(run, evaluation_roster(w->evaluation), &score);
}

/* The jobs take turns in being the one that the other's changes are laid
 * over. */
static void merge(struct run *run, bool both)
{
    struct worker *first = &run->worker[both ? run->epoch % JOBS : 0];
    struct worker *second = &run->worker[both ? (run->epoch + 1) % JOBS : 1];
    bool gained = both && offer_of(run, second);
    for (int32_t j = 0; j < JOBS; j++) {
        if (run->worker[j].annealed) {
            log_lines(&run->worker[j], run->start);
        }
    }
    if (both) {
        take_patches(first, second);
    }
    gained |= offer_of(run, first);
    if (!gained) {
        drift(run, first);
    }
    if (bounds_roster(run->bounds)) {
        struct score score =
            roster_score(run->problem, bounds_roster(run->bounds));
        gained |= offer(run, bounds_roster(run->bounds), &score);
    }
    report(run, gained);
}

static void start_worker(struct run *run, int32_t job)
{
    struct worker *w = &run->worker[job];
    uint64_t mix = run->options->seed * 0x9E3779B97F4A7C15U +
                   (uint64_t)run->epoch * JOBS + (uint64_t)job;
    random_seed(&w->random, mix);
    evaluation_reset(w->evaluation, run->best);
    vec_clear(&w->patches);
    vec_clear(&w->patterns);
    w->groups = 0;
    w->annealed = false;
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

/* Windows price better from where a relaxation of everything stands. */
static void start_prices(struct run *run)
{
    const double *duals = bounds_duals(run->bounds);
    for (int32_t j = 0; duals && !run->priced && j < JOBS; j++) {
        window_solver_start(run->worker[j].windows, duals);
    }
    run->priced = duals != NULL;
}

static void one_epoch(struct run *run)
{
    run->piece = piece_ticks(run);
    start_prices(run);
    uint64_t before = run->worker[0].ticks + run->worker[1].ticks;
    bool bounded = run->bounded = run->bounding;
    /* What bounding does at a time can't be told beforehand: the other job is
     * given as much as it took the last time. */
    run->bound_length = run->bound_took;
    run->pieces += bounded ? 2 * run->bound_length : JOBS;
    run->bound_pieces += bounded ? run->bound_length : 0;
    for (int32_t j = 0; j < JOBS; j++) {
        start_worker(run, j);
    }
    run->phase = bounded ? "bound" : "improve";
    roster_copy(run->start, run->best);
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
    run->ticks += moves * TICKS_A_MOVE;
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
    run->start = roster_new(run->problem);
    if (start) {
        roster_copy(run->best, start);
    }
    run->score = roster_score(run->problem, run->best);
    run->valid = run->score.breaches == 0;
    run->bounds = bounds_new(run->problem);
    run->open = run->bounding = true;
    for (int32_t j = 0; j < JOBS; j++) {
        struct worker *w = &run->worker[j];
        w->evaluation = evaluation_new(run->problem, run->best);
        w->windows = window_solver_new(run->problem);
        w->neighbour = neighbour_new(run->problem);
        w->solving.keep = SOLVING_KEEP;
        w->annealing.keep = ANNEALING_KEEP;
        w->patience = PATIENCE_LEAST;
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
        struct worker *w = &run->worker[j];
        evaluation_free(w->evaluation);
        window_solver_free(w->windows);
        neighbour_free(w->neighbour);
        vec_release(&w->patches);
        vec_release(&w->patterns);
    }
    roster_free(run->start);
    bounds_free(run->bounds);
}

/* Bounds come first, then they get a share of the work: a large one where they
 * may soon be a proof, a small one while the roster is far from them. */
static bool bounding_fits(const struct run *run)
{
    double gap =
        run->valid ? solver_gap(run->score.total, total_bound(run)) : 1;
    int32_t every = gap < CLOSE_GAP  ? BOUNDS_CLOSE
                    : gap < NEAR_GAP ? BOUNDS_NEAR
                                     : BOUNDS_FAR;
    return bounds_promising(run->bounds) ||
           run->bound_pieces < BOUNDS_FIRST + run->pieces / every;
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
    run.piece = piece_ticks(&run);
    bound(&run); /* of the first level: soon done, and often the proof */
    report(&run, true);
    while (!stopping(&run) && !proven(&run)) {
        one_epoch(&run);
        /* Better values above may call for new bounds below. */
        run.all_levels = run.epoch % ALL_LEVELS_EVERY == 0 ||
                         (run.all_levels && run.open);
        run.open = run.open || run.epoch % BOUND_EVERY == 0;
        run.bounding = run.open && bounding_fits(&run);
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
