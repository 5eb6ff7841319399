/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * solver.c - the run: a first roster, then streams of work side by side.
 *
 * Two streams improve, each a roster of its own with random numbers drawn from
 * (seed, piece, stream); one computes bounds. They tell each other what they
 * found by way of the bulletin (bulletin.h), which also hands their pieces out to the
 * threads: what a piece knows depends on clocks that count ticks, so one and two
 * threads give the same roster for the same tick limit.
 */
#include "solver/solver.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/bulletin.h"
#include "solver/bounds.h"
#include "solver/construct.h"
#include "solver/improver.h"
#include "solver/search.h"
#include "solver/waves.h"

enum {
    BOUNDING, /* streams: of equal clocks it goes first */
    IMPROVING,
    IMPROVERS = 2,
    STREAMS = IMPROVING + IMPROVERS,
    THREADS = 2,
    PIECE_TICKS = 3000000, /* in a problem of PIECE_CHOICES or more */
    PIECE_CHOICES = 8000,  /* people * days * patterns; smaller ones do less */
    EARLY_SHARE = 4,       /* of the clock, a piece to begin with */
    LAG = 2,               /* pieces until the others know what was found */
    BOUND_EVERY = 2,       /* pieces until bounding looks again for work */
    BOUNDS_FIRST = 10,     /* pieces; small problems are proven within them */
    /* Later: one of so many, when value and bound are close, near, or not. */
    BOUNDS_CLOSE = 2,
    BOUNDS_NEAR = 3,
    BOUNDS_GAINING = 5, /* several levels: points that plans need not wait for */
    BOUNDS_FAR = 8,
    ALL_LEVELS_EVERY = 32, /* pieces */
    LARGE_CHOICES = 250000, /* in whose problems bounds come later: */
    BOUNDS_AFTER = 4, /* pieces, by which most of the first levels cost nothing */
    TICKS_A_MOVE = 4
};
#define TICKS_A_SECOND 1e7
#define WAVES_MOST_TIME 0.3 /* a machine may be slower than its ticks */
#define NEAR_GAP 0.02
#define CLOSE_GAP 0.005

/* The stream of bounds; for its thread alone. */
struct bounding {
    struct bounds *bounds;
    struct roster *best; /* that it knows of */
    struct score score;
    bool open;           /* there is work left */
    bool all_levels;     /* those behind an unproven one too */
    uint64_t all_next;   /* clock at which they have their next turn */
    uint64_t took;       /* ticks of the last step */
    int32_t steps;
    bool priced;         /* the duals are published */
};

struct run {
    const struct problem *problem;
    const struct solver_options *options;
    struct improver *improver[IMPROVERS];
    struct bounding bounding;
    struct bulletin *bulletin;
    uint64_t piece;       /* ticks of a whole one */
    uint64_t origin, end; /* clocks at which a stream begins and ends */

    struct thread_lock *lock; /* of the next ones */
    struct roster *best;
    struct score score;
    uint64_t stamp; /* clock and stream of the best */
    int32_t stream;
    bool valid;     /* best breaks nothing hard */
    bool gained;    /* since the last report */
    uint64_t ticks;
    int64_t columns[IMPROVERS];
    const char *phase;
    char doing[32];
    double first_seconds;

    double started, reported;
    struct roster *shown; /* to the report */
};

/* ---- limits ----------------------------------------------------------------- */

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

static bool must_stop(const struct run *run)
{
    const struct solver_options *o = run->options;
    return (o->stop && *o->stop) || seconds_left(run) <= 0;
}

/* ---- the best so far -------------------------------------------------------- */

/* Of equally good ones the first by clock and stream: whichever thread was
 * faster, the same one. */
static bool takes_over(const struct run *run, const struct score *score,
                       uint64_t stamp, int32_t stream)
{
    if (score_better(score, &run->score)) {
        return true;
    }
    bool equal = !score_better(&run->score, score);
    return equal && (stamp < run->stamp ||
                     (stamp == run->stamp && stream < run->stream));
}

static void offer(struct run *run, const struct roster *roster,
                  const struct score *score, uint64_t stamp, int32_t stream)
{
    thread_lock_take(run->lock);
    if (takes_over(run, score, stamp, stream)) {
        run->gained |= score_better(score, &run->score);
        roster_copy(run->best, roster);
        run->score = *score;
        run->stamp = stamp;
        run->stream = stream;
        if (!run->valid && score->breaches == 0) {
            run->valid = true;
            run->first_seconds = seconds_used(run);
        }
    }
    thread_lock_give(run->lock);
}

static cost total_bound(const struct run *run)
{
    cost bound = bounds_total(run->bounding.bounds);
    return run->valid && bound > run->score.total ? run->score.total : bound;
}

/* On the thread of the bounds, as total_bound(). */
static bool is_proven(struct run *run)
{
    thread_lock_take(run->lock);
    bool proven = run->valid && total_bound(run) == run->score.total;
    thread_lock_give(run->lock);
    return proven;
}

static struct solver_progress progress_now(struct run *run, double seconds)
{
    thread_lock_take(run->lock);
    struct solver_progress progress = {.seconds = seconds,
                                       .ticks = run->ticks,
                                       .has_roster = true,
                                       .score = run->score,
                                       .bound = total_bound(run),
                                       .neighbourhood = run->doing,
                                       .phase = run->phase};
    for (int32_t k = 0; k < IMPROVERS; k++) {
        progress.columns += run->columns[k];
    }
    bounds_levels(run->bounding.bounds, &run->score, progress.level_bound,
                  progress.level_proven);
    roster_copy(run->shown, run->best);
    run->gained = false;
    thread_lock_give(run->lock);
    return progress;
}

/* On the calling thread. */
static void report(struct run *run)
{
    const struct solver_options *o = run->options;
    double seconds = seconds_used(run);
    thread_lock_take(run->lock);
    bool now = run->gained || seconds - run->reported >= 1.0;
    thread_lock_give(run->lock);
    if (o->report && now) {
        struct solver_progress progress = progress_now(run, seconds);
        run->reported = seconds;
        o->report(o->report_context, &progress, run->shown);
    }
}

/* ---- bounding --------------------------------------------------------------- */

/* The rosters of the others, as far as it may know them. */
static void bounding_read(struct run *run)
{
    struct bounding *b = &run->bounding;
    for (int32_t s = IMPROVING; s < STREAMS; s++) {
        const struct news *news = NULL;
        while ((news = bulletin_read(run->bulletin, BOUNDING, s)) != NULL) {
            if (score_better(&news->score, &b->score)) {
                roster_copy(b->best, news->roster);
                b->score = news->score;
            }
        }
    }
}

static bool bounding_over(const struct run *run)
{
    const struct bounding *b = &run->bounding;
    bool proven = b->score.breaches == 0 &&
                  bounds_total(b->bounds) >= b->score.total;
    return b->steps > 0 &&
           (proven || bulletin_clock(run->bulletin, BOUNDING) >= run->end);
}

/* Of what lies below the levels that are proven from the top: their weights
 * would hide it. */
static double open_gap(const struct run *run)
{
    const struct bounding *b = &run->bounding;
    cost bound[LEVEL_MAX], settled = 0;
    bool proven[LEVEL_MAX];
    bounds_levels(b->bounds, &b->score, bound, proven);
    for (int32_t k = 0; k < run->problem->n_levels && proven[k]; k++) {
        settled += b->score.level[k];
    }
    cost total = bounds_total(b->bounds);
    return b->score.breaches > 0 || total < settled
               ? 1
               : solver_gap(b->score.total - settled, total - settled);
}

/* One in so many pieces is bounding's. Bounds come first, then they get a share
 * of the work: a large one where they may soon be a proof or end with a roster,
 * a small one while the roster is far from them. */
static uint64_t bounding_every(const struct run *run)
{
    const struct bounding *b = &run->bounding;
    double gap = open_gap(run);
    if (gap < CLOSE_GAP) {
        return BOUNDS_CLOSE;
    }
    if (bounds_promising(b->bounds)) {
        return run->problem->n_levels > 1 ? BOUNDS_GAINING : BOUNDS_CLOSE;
    }
    if (bounds_ticks(b->bounds) < BOUNDS_FIRST * run->piece) {
        return BOUNDS_CLOSE;
    }
    return gap < NEAR_GAP ? BOUNDS_NEAR : BOUNDS_FAR;
}

/* The improvers' clocks until the next step is due. */
static uint64_t bounding_rest(const struct run *run)
{
    const struct bounding *b = &run->bounding;
    uint64_t every = bounding_every(run);
    return b->open ? b->took * (every - 1) / IMPROVERS + 1
                   : BOUND_EVERY * run->piece;
}

/* Better values above may call for new bounds below. */
static void choose_levels(struct run *run)
{
    struct bounding *b = &run->bounding;
    uint64_t clock = bulletin_clock(run->bulletin, BOUNDING);
    bool due = clock >= b->all_next;
    b->all_levels = due || (b->all_levels && b->open);
    b->all_next = due ? clock + ALL_LEVELS_EVERY * run->piece : b->all_next;
}

static void bounding_found(struct run *run, struct news *news)
{
    struct bounding *b = &run->bounding;
    const struct roster *found = bounds_roster(b->bounds);
    const double *duals = bounds_duals(b->bounds);
    news->bound = bounds_total(b->bounds);
    if (duals && !b->priced) {
        size_t bytes = (size_t)run->problem->n_rows * sizeof *duals;
        news->duals = xmalloc(bytes + 1);
        memcpy(news->duals, duals, bytes);
        b->priced = true;
    }
    if (found) {
        news->score = roster_score(run->problem, found);
        news->roster = roster_new(run->problem);
        roster_copy(news->roster, found);
        offer(run, found, &news->score, bulletin_clock(run->bulletin, BOUNDING),
              BOUNDING);
    }
}

/* What bounding does at a time can't be told beforehand: its news wait for
 * longer than it took the last time. */
static void bounding_piece(struct run *run)
{
    struct bounding *b = &run->bounding;
    struct news news = {.bound = 0};
    bounding_read(run);
    choose_levels(run);
    const struct lines_work work = {
        .best = b->best,
        .score = &b->score,
        .ticks = run->piece,
        .seconds = seconds_left(run),
        .stop = run->options->stop,
    };
    uint64_t before = bounds_ticks(b->bounds);
    b->open = bounds_step(b->bounds, &work, b->all_levels);
    b->took = bounds_ticks(b->bounds) - before;
    b->steps++;
    bounding_found(run, &news);
    uint64_t clock = bulletin_clock(run->bulletin, BOUNDING) + bounding_rest(run);
    uint64_t promise = b->took + LAG * run->piece;
    bulletin_publish(run->bulletin, BOUNDING, &news, clock, promise);
}

/* ---- improving -------------------------------------------------------------- */

static bool improving_over(const struct run *run, int32_t stream)
{
    const struct improver *improver = run->improver[stream - IMPROVING];
    struct score score = improver_score(improver);
    bool proven =
        score.breaches == 0 && improver_bound(improver) >= score.total;
    return proven || bulletin_clock(run->bulletin, stream) >= run->end;
}

/* For the reports. */
static void improving_note(struct run *run, int32_t index, uint64_t ticks)
{
    thread_lock_take(run->lock);
    run->ticks += ticks;
    run->columns[index] = improver_columns(run->improver[index]);
    (void)snprintf(run->doing, sizeof run->doing, "%s",
                   improver_doing(run->improver[index]));
    thread_lock_give(run->lock);
}

/* The first pieces are short, so that what they find spreads at once. */
static uint64_t piece_at(const struct run *run, uint64_t clock)
{
    uint64_t growing = (clock - run->origin) / EARLY_SHARE;
    uint64_t least = run->piece / EARLY_SHARE;
    growing = growing > least ? growing : least;
    return growing < run->piece ? growing : run->piece;
}

static void improving_piece(struct run *run, int32_t stream)
{
    struct improver *improver = run->improver[stream - IMPROVING];
    uint64_t clock = bulletin_clock(run->bulletin, stream);
    uint64_t left = run->end - clock;
    uint64_t piece = piece_at(run, clock);
    uint64_t before = improver_ticks(improver);
    struct news news = {.bound = 0};
    improver_piece(improver, left < piece ? left : piece, &news);
    uint64_t used = improver_ticks(improver) - before;
    improving_note(run, stream - IMPROVING, used);
    offer(run, news.roster, &news.score, clock + used, stream);
    bulletin_publish(run->bulletin, stream, &news, clock + used, 0);
}

/* ---- threads ---------------------------------------------------------------- */

/* One piece, or the end of its stream. */
static void do_piece(struct run *run, int32_t stream)
{
    bool bounding = stream == BOUNDING;
    if (!bounding) {
        improver_read(run->improver[stream - IMPROVING], run->bulletin);
    }
    if (bounding ? bounding_over(run) : improving_over(run, stream)) {
        bulletin_end(run->bulletin, stream);
        return;
    }
    thread_lock_take(run->lock);
    run->phase = bounding ? "bound" : "improve";
    thread_lock_give(run->lock);
    if (bounding) {
        bounding_piece(run);
    } else {
        improving_piece(run, stream);
    }
}

/* The bounds keep linear programs from step to step, which belong to the thread
 * that made them: thread 0, the calling one. A limit of ticks means the same
 * work on every machine, so then a proof ends a stream only once it may know of
 * it. */
static void run_thread(void *context, int32_t index)
{
    struct run *run = context;
    uint32_t all = (1U << STREAMS) - 1;
    uint32_t mask = index == 0 ? all : all & ~(1U << BOUNDING);
    int32_t stream = -1;
    while (!must_stop(run) && (stream = bulletin_take(run->bulletin, mask)) >= 0) {
        do_piece(run, stream);
        if (index == 0) {
            report(run);
        }
        if (index == 0 && !run->options->ticks && is_proven(run)) {
            break;
        }
    }
    if (must_stop(run) || stream >= 0) {
        bulletin_close(run->bulletin);
    }
}

/* ---- the run ---------------------------------------------------------------- */

static uint64_t choices_of(const struct problem *p)
{
    return (uint64_t)p->n_people * (uint64_t)p->n_days *
           (uint64_t)p->n_patterns;
}

/* Small problems tell each other often. */
static uint64_t piece_ticks(const struct problem *p)
{
    uint64_t choices = choices_of(p);
    return choices >= PIECE_CHOICES
               ? PIECE_TICKS
               : PIECE_TICKS * choices / PIECE_CHOICES + 1;
}

static void begin(struct run *run)
{
    const struct roster *start = run->options->start;
    run->started = thread_seconds();
    run->phase = "start";
    (void)snprintf(run->doing, sizeof run->doing, "everything");
    run->lock = thread_lock_new();
    run->best = roster_new(run->problem);
    run->shown = roster_new(run->problem);
    run->bounding.best = roster_new(run->problem);
    if (start) {
        roster_copy(run->best, start);
    }
    run->score = roster_score(run->problem, run->best);
    run->valid = run->score.breaches == 0;
    run->bounding.bounds = bounds_new(run->problem);
    run->bounding.open = true;
    for (int32_t k = 0; k < IMPROVERS; k++) {
        run->improver[k] = improver_new(run->problem, run->best);
    }
}

/* Valid lines, then a short annealing: milliseconds to a plan. */
static void construct(struct run *run)
{
    uint64_t moves = 0;
    struct roster *first =
        construct_roster(run->problem, run->options->seed, &moves);
    struct score score = roster_score(run->problem, first);
    run->ticks += moves * TICKS_A_MOVE;
    offer(run, first, &score, 0, STREAMS);
    report(run);
    roster_free(first);
}

/* What the limits leave to an improver, in ticks. */
static uint64_t ticks_left(const struct run *run)
{
    uint64_t limit = run->options->ticks;
    double by_time = TICKS_A_SECOND * fmax(seconds_left(run), 0);
    double left = !limit              ? by_time
                  : limit > run->ticks ? (double)(limit - run->ticks) / IMPROVERS
                                       : 0;
    return (uint64_t)(left < by_time ? left : by_time);
}

/* Long horizons begin with whole lines. */
static void start_with_waves(struct run *run)
{
    const struct solver_options *o = run->options;
    const struct waves_limits limits = {
        .ticks = ticks_left(run),
        .deadline =
            o->seconds > 0 ? run->started + WAVES_MOST_TIME * o->seconds : 0,
        .stop = o->stop,
    };
    struct evaluation *e = evaluation_new(run->problem, run->best);
    struct window_solver *windows = window_solver_new(run->problem);
    struct random random;
    random_seed(&random, o->seed);
    waves_run(windows, e, &limits, &random);
    struct score score = evaluation_score(e);
    run->ticks += window_solver_ticks(windows);
    offer(run, evaluation_roster(e), &score, 0, STREAMS);
    report(run);
    window_solver_free(windows);
    evaluation_free(e);
}

/* Bounds of the first levels need no work once these cost nothing, and a large
 * problem has come there before a bound of its first roster is anywhere. */
static uint64_t bounding_origin(const struct run *run, uint64_t clock)
{
    bool waits = run->problem->n_levels > 1 &&
                 choices_of(run->problem) >= LARGE_CHOICES;
    return clock + (waits ? BOUNDS_AFTER * run->piece : 0);
}

static void start_streams(struct run *run)
{
    struct search_heat heat =
        search_heat(improver_evaluation(run->improver[0]), NULL,
                    run->options->seed);
    uint64_t clock = run->ticks / IMPROVERS;
    uint64_t limit = run->options->ticks;
    run->piece = piece_ticks(run->problem);
    run->end = limit ? (limit + IMPROVERS - 1) / IMPROVERS : UINT64_MAX / 2;
    run->bounding.all_next = clock + ALL_LEVELS_EVERY * run->piece;
    run->bounding.score = run->score;
    roster_copy(run->bounding.best, run->best);
    run->origin = clock;
    run->bulletin = bulletin_new(STREAMS, clock, LAG * run->piece);
    bulletin_set(run->bulletin, BOUNDING, bounding_origin(run, clock),
                 LAG * run->piece);
    for (int32_t s = IMPROVING; s < STREAMS; s++) {
        const struct improver_options options = {
            .stream = s,
            .n_streams = STREAMS,
            .seed = run->options->seed,
            .cold = heat.cold,
            .seconds = thread_seconds() + seconds_left(run),
            .stop = run->options->stop,
        };
        improver_start(run->improver[s - IMPROVING], run->best, &options);
    }
}

static void finish(struct run *run, struct solver_result *result)
{
    struct bounds *bounds = run->bounding.bounds;
    memset(result, 0, sizeof *result);
    result->roster = run->best;
    result->score = run->score;
    result->bound = total_bound(run);
    result->outcome = !run->valid ? OUTCOME_NONE
                      : result->bound == run->score.total ? OUTCOME_OPTIMAL
                                                          : OUTCOME_FEASIBLE;
    bounds_levels(bounds, &run->score, result->level_bound,
                  result->level_proven);
    result->seconds = seconds_used(run);
    result->seconds_first = run->first_seconds;
    result->seconds_waited = bulletin_waited(run->bulletin);
    result->ticks = run->ticks + bounds_ticks(bounds);
    for (int32_t k = 0; k < IMPROVERS; k++) {
        improver_free(run->improver[k]);
    }
    bulletin_free(run->bulletin);
    bounds_free(bounds);
    roster_free(run->bounding.best);
    roster_free(run->shown);
    thread_lock_free(run->lock);
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
    if (!options->start) {
        start_with_waves(&run);
    }
    start_streams(&run);
    thread_run(options->threads > 1 ? THREADS : 1, run_thread, &run);
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
