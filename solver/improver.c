/* SPDX-License-Identifier: GPL-3.0-or-later */
/* improver.c - a stream of windows and annealing. */
#include "solver/improver.h"

#include "base/arena.h"
#include "base/random.h"
#include "base/thread.h"
#include "solver/neighbour.h"
#include "solver/search.h"
#include "solver/window_solve.h"

enum {
    HOT_PIECES = 4,
    PATIENCE_LEAST = 1, /* pieces of work without annealing */
    PATIENCE_MOST = 32,
    TICKS_A_MOVE = 4
};

/* What a kind of work gained lately, for how much. */
struct yield {
    double gain, ticks; /* smoothed sums */
    double keep;        /* smoothing */
};

#define BREACH_GAIN 1000000
/* Smoothing: annealing by its last time alone. */
#define SOLVING_KEEP 0.8
#define ANNEALING_KEEP 0.0
#define ANNEAL_FADES 0.5 /* a piece in which it is not tried */

struct improver {
    struct improver_options options;
    struct evaluation *evaluation;
    struct window_solver *windows;
    struct neighbour *neighbour;
    struct roster *start; /* of this piece */
    struct random random;
    struct patches patches; /* of this piece */
    int32_t pieces;
    uint64_t ticks;
    cost bound;
    bool priced; /* the windows have the relaxation's prices */
    struct yield annealing, solving;
    bool annealed;        /* in this piece */
    int32_t windows_only; /* pieces since the last annealing */
    int32_t patience;     /* until the next at the latest */
};

struct improver *improver_new(const struct problem *problem,
                              const struct roster *start)
{
    struct improver *w = xcalloc(1, sizeof *w);
    w->evaluation = evaluation_new(problem, start);
    w->windows = window_solver_new(problem);
    w->neighbour = neighbour_new(problem);
    w->start = roster_new(problem);
    w->solving.keep = SOLVING_KEEP;
    w->annealing.keep = ANNEALING_KEEP;
    w->patience = PATIENCE_LEAST;
    return w;
}

void improver_free(struct improver *improver)
{
    if (improver) {
        evaluation_free(improver->evaluation);
        window_solver_free(improver->windows);
        neighbour_free(improver->neighbour);
        roster_free(improver->start);
        patches_release(&improver->patches);
        free(improver);
    }
}

struct evaluation *improver_evaluation(struct improver *improver)
{
    return improver->evaluation;
}

void improver_start(struct improver *improver, const struct roster *start,
                    const struct improver_options *options)
{
    improver->options = *options;
    evaluation_reset(improver->evaluation, start);
}

/* ---- what was changed ------------------------------------------------------- */

static void log_patch(struct improver *w, int32_t person, int32_t first,
                      int32_t n)
{
    const int16_t *line = roster_line(improver_roster(w), person);
    struct patch patch = {person, first, n, w->patches.patterns.n,
                          w->patches.groups};
    for (int32_t d = first; d < first + n; d++) {
        vec_push(&w->patches.patterns, line[d]);
    }
    vec_push(&w->patches.list, patch);
}

static void log_window(struct improver *w, const struct window_part *part)
{
    for (int32_t k = 0; k < part->n_people; k++) {
        log_patch(w, part->people[k], part->first,
                  part->last - part->first + 1);
    }
    w->patches.groups++;
}

/* Each line that differs from the piece's start. */
static void log_lines(struct improver *w)
{
    const struct roster *now = improver_roster(w);
    size_t bytes = (size_t)now->n_days * sizeof *now->pattern;
    for (int32_t i = 0; i < now->n_people; i++) {
        if (memcmp(roster_line(now, i), roster_line(w->start, i), bytes) != 0) {
            log_patch(w, i, 0, now->n_days);
        }
    }
    w->patches.groups++;
}

/* ---- what the others found -------------------------------------------------- */

/* One group of changes after the other, as far as they are good. */
static void take_patches(struct improver *w, const struct patches *from)
{
    struct VEC_OF(struct change) changes = {0};
    for (int32_t k = 0; k < from->list.n;) {
        int32_t group = from->list.at[k].group;
        vec_clear(&changes);
        for (; k < from->list.n && from->list.at[k].group == group; k++) {
            const struct patch *p = &from->list.at[k];
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

/* Its own changes of late, over the other's roster: the oldest first. */
static void go_over(struct improver *w, struct bulletin *bulletin,
                    const struct roster *roster)
{
    int32_t back = 0;
    evaluation_reset(w->evaluation, roster);
    while (bulletin_own(bulletin, w->options.stream, back)) {
        back++;
    }
    while (back-- > 0) {
        take_patches(w, &bulletin_own(bulletin, w->options.stream, back)->patches);
    }
}

static void take_news(struct improver *w, struct bulletin *bulletin,
                      const struct news *news)
{
    w->bound = news->bound > w->bound ? news->bound : w->bound;
    if (news->duals && !w->priced) {
        window_solver_start(w->windows, news->duals);
        w->priced = true;
    }
    take_patches(w, &news->patches);
    struct score own = improver_score(w);
    if (news->roster && score_better(&news->score, &own)) {
        go_over(w, bulletin, news->roster);
    }
}

void improver_read(struct improver *improver, struct bulletin *bulletin)
{
    const struct improver_options *o = &improver->options;
    for (int32_t s = 0; s < o->n_streams; s++) {
        const struct news *news = NULL;
        while (s != o->stream &&
               (news = bulletin_read(bulletin, o->stream, s)) != NULL) {
            take_news(improver, bulletin, news);
        }
    }
}

/* ---- a piece of work -------------------------------------------------------- */

static bool must_end(const struct improver *w)
{
    return (w->options.stop && *w->options.stop) ||
           thread_seconds() >= w->options.seconds;
}

/* What is gained by mending a breach is beyond all points. */
static cost gain_since(const struct improver *w, cost before, int32_t breaches)
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

static void solve_one(struct improver *w, const struct window_part *part,
                      uint64_t ticks)
{
    const struct window_effort effort = {
        .rounds = 30, .nodes = 2000, .tries = 8, .labels = 100, .ticks = ticks};
    cost before = evaluation_cost(w->evaluation);
    int32_t breaches = evaluation_breaches(w->evaluation);
    uint64_t start = window_solver_ticks(w->windows);
    enum window_outcome outcome =
        window_solve(w->windows, w->evaluation, part, &effort, &w->random);
    uint64_t used = window_solver_ticks(w->windows) - start + 1;
    w->ticks += used;
    if (outcome == WINDOW_BETTER || outcome == WINDOW_EVEN) {
        log_window(w, part);
    }
    neighbour_learn(w->neighbour, gain_since(w, before, breaches),
                    window_solver_open(w->windows), used);
}

/* From where it stands, warm enough to leave it and cold enough not to forget
 * the levels that are settled. */
static void anneal(struct improver *w, uint64_t ticks)
{
    double cold = w->options.cold;
    struct search_options search = {
        .seed = random_next(&w->random),
        .ticks = ticks / TICKS_A_MOVE + 1,
        .hot = cold * (w->pieces < HOT_PIECES ? 30 : 10),
        .cold = cold / 3,
        .stop = w->options.stop,
    };
    roster_copy(w->start, improver_roster(w));
    w->ticks += search_run(w->evaluation, &search) * TICKS_A_MOVE;
    w->annealed = true;
    log_lines(w);
}

/* Annealing goes on for as long as it gains as much for its work, and is tried
 * again now and then: the more seldom the more often it was in vain. */
static bool annealing_pays(const struct improver *w)
{
    if (w->pieces < HOT_PIECES) {
        return (w->pieces + w->options.stream) % 2 == 0;
    }
    return w->annealing.gain * w->solving.ticks >
               w->solving.gain * w->annealing.ticks ||
           w->windows_only >= w->patience;
}

static void weigh_annealing(struct improver *w, cost gained)
{
    int32_t longer = 2 * w->patience;
    w->windows_only = 0;
    w->patience = gained > 0               ? PATIENCE_LEAST
                  : longer < PATIENCE_MOST ? longer
                                           : PATIENCE_MOST;
}

static void improve(struct improver *w, uint64_t ticks)
{
    uint64_t begun = w->ticks;
    cost before = evaluation_cost(w->evaluation);
    int32_t breaches = evaluation_breaches(w->evaluation);
    struct yield *yield = &w->solving;
    if (annealing_pays(w)) {
        yield = &w->annealing;
        anneal(w, ticks);
        weigh_annealing(w, gain_since(w, before, breaches));
    } else {
        w->windows_only++;
        w->annealing.gain *= ANNEAL_FADES;
        while (w->ticks < begun + ticks && !must_end(w)) {
            solve_one(w,
                      neighbour_choose(w->neighbour, w->evaluation, &w->random),
                      ticks);
        }
    }
    yield_learn(yield, gain_since(w, before, breaches), w->ticks - begun);
}

void improver_piece(struct improver *improver, uint64_t ticks,
                    struct news *news)
{
    struct improver *w = improver;
    random_seed(&w->random,
                w->options.seed * 0x9E3779B97F4A7C15U +
                    (uint64_t)w->pieces * STREAMS_MAX +
                    (uint64_t)w->options.stream);
    w->annealed = false;
    improve(w, ticks);
    w->pieces++;
    news->roster = roster_new(evaluation_problem(w->evaluation));
    roster_copy(news->roster, improver_roster(w));
    news->score = improver_score(w);
    news->patches = w->patches;
    w->patches = (struct patches){.groups = 0};
}

/* ---- what is known of it ---------------------------------------------------- */

const struct roster *improver_roster(const struct improver *improver)
{
    return evaluation_roster(improver->evaluation);
}

struct score improver_score(const struct improver *improver)
{
    return evaluation_score(improver->evaluation);
}

cost improver_bound(const struct improver *improver)
{
    return improver->bound;
}

uint64_t improver_ticks(const struct improver *improver)
{
    return improver->ticks;
}

int64_t improver_columns(const struct improver *improver)
{
    return window_solver_columns(improver->windows);
}

const char *improver_doing(struct improver *improver)
{
    return improver->annealed ? "single days"
                              : neighbour_name(improver->neighbour);
}

bool score_better(const struct score *a, const struct score *b)
{
    return a->breaches != b->breaches ? a->breaches < b->breaches
                                      : a->total < b->total;
}
