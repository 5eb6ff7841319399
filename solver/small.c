/* SPDX-License-Identifier: GPL-3.0-or-later */
/* small.c - branch and cut on the open part, then level by level. */
#include "solver/small.h"

#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "solver/compact.h"

enum {
    TICKS_A_PIVOT = 30, /* a pivot takes about as long as so many ticks */
    EXACT_SHARE = 2     /* of the time, for the first attempt: one part in */
};

struct small {
    const struct problem *problem;
    const struct solver_options *options;
    struct solver_result *result;
    struct roster *frozen;
    bool *open; /* [person * n_days + day]: more than one choice */
    double started;
    int64_t pivots;
};

static int32_t choices(const struct problem *p, int32_t person, int32_t day,
                       int16_t *only)
{
    int32_t n = 0;
    for (int16_t pattern = 0; pattern < p->n_patterns; pattern++) {
        if (problem_allows(p, person, day, pattern)) {
            *only = pattern;
            n++;
        }
    }
    return n;
}

static void find_open(struct small *s)
{
    const struct problem *p = s->problem;
    s->frozen = roster_new(p);
    s->open = xcalloc((size_t)p->n_people * (size_t)p->n_days,
                      sizeof *s->open);
    for (int32_t k = 0; k < p->n_people * p->n_days; k++) {
        int16_t only = OFF;
        s->open[k] =
            choices(p, k / p->n_days, k % p->n_days, &only) > 1;
        if (!s->open[k]) {
            s->frozen->pattern[k] = only;
        }
    }
}

static double seconds_left(const struct small *s)
{
    return s->options->seconds > 0
               ? s->options->seconds - (thread_seconds() - s->started)
               : 1e9;
}

static int64_t pivots_left(const struct small *s)
{
    return (int64_t)(s->options->ticks / TICKS_A_PIVOT) - s->pivots;
}

/* Whether any limit still leaves work. */
static bool may_go_on(const struct small *s)
{
    return seconds_left(s) > 0 && (!s->options->ticks || pivots_left(s) > 0) &&
           !(s->options->stop && *s->options->stop);
}

/* The optimum of what the options put into the objective. */
static enum lp_outcome optimise(struct small *s,
                                const struct compact_options *what,
                                double seconds, struct roster *roster,
                                double *bound)
{
    struct mip_limits limits = {
        .seconds = seconds,
        .cutoff = LP_INFINITY,
        .pivots = s->options->ticks ? pivots_left(s) : 0,
        .stop = s->options->stop,
    };
    struct compact *compact = compact_new(s->problem, what);
    enum lp_outcome outcome = compact_mip(compact, &limits, roster, bound);
    s->pivots += compact_ticks(compact);
    compact_free(compact);
    return outcome;
}

/* ---- the first answer ----------------------------------------------------- */

static void keep(struct small *s, const struct roster *roster, double bound)
{
    struct score score = roster_score(s->problem, roster);
    if (score.breaches > 0) {
        return;
    }
    struct solver_result *result = s->result;
    if (!result->roster) {
        result->roster = roster_new(s->problem);
        result->seconds_first = thread_seconds() - s->started;
    }
    roster_copy(result->roster, roster);
    result->score = score;
    cost whole = bound <= 0 ? 0 : (cost)(bound + 0.999);
    result->bound = whole < score.total ? whole : score.total;
    result->outcome = OUTCOME_FEASIBLE;
}

static bool solve_whole(struct small *s)
{
    struct open_part part = {s->open};
    struct compact_options what = {
        .frozen = s->frozen, .open = &part, .levels = UINT32_MAX};
    struct roster *roster = roster_new(s->problem);
    double bound = 0;
    enum lp_outcome outcome = optimise(
        s, &what, seconds_left(s) / EXACT_SHARE, roster, &bound);
    if (outcome == LP_OPTIMAL || outcome == LP_FEASIBLE) {
        keep(s, roster, bound);
    }
    roster_free(roster);
    bool done = outcome == LP_OPTIMAL && s->result->roster;
    if (done) {
        s->result->outcome = OUTCOME_OPTIMAL;
        s->result->bound = s->result->score.total;
    }
    return done;
}

/* ---- level by level --------------------------------------------------------- */

/* The least that level `k` can cost where those before it cost no more than
 * they do. False when the limits came first. */
static bool bound_level(struct small *s, int32_t k, const cost *caps)
{
    struct open_part part = {s->open};
    struct compact_options what = {.frozen = s->frozen,
                                   .open = &part,
                                   .levels = 1U << k,
                                   .level_cap = caps};
    struct roster *roster = roster_new(s->problem);
    double bound = 0;
    enum lp_outcome outcome =
        optimise(s, &what, seconds_left(s), roster, &bound);
    bool sure = outcome == LP_OPTIMAL;
    if (sure) {
        cost least = roster_score(s->problem, roster).level[k];
        cost value = s->result->score.level[k];
        s->result->level_bound[k] = least < value ? least : value;
        s->result->level_proven[k] = least >= value;
    }
    roster_free(roster);
    return sure;
}

static void prove_levels(struct small *s)
{
    cost caps[LEVEL_MAX];
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        caps[k] = COST_MAX;
    }
    for (int32_t k = 0; k < s->problem->n_levels && may_go_on(s); k++) {
        if (s->result->score.level[k] == 0) {
            s->result->level_proven[k] = true;
        } else if (!bound_level(s, k, caps)) {
            return;
        }
        caps[k] = s->result->score.level[k];
    }
}

/* ---- the run ------------------------------------------------------------------ */

static void report(const struct small *s)
{
    const struct solver_options *o = s->options;
    const struct solver_result *r = s->result;
    if (!o->report || !r->roster) {
        return;
    }
    struct solver_progress progress = {
        .seconds = thread_seconds() - s->started,
        .ticks = (uint64_t)s->pivots * TICKS_A_PIVOT,
        .has_roster = true,
        .score = r->score,
        .bound = r->bound,
        .phase = "prove",
    };
    memcpy(progress.level_bound, r->level_bound, sizeof r->level_bound);
    memcpy(progress.level_proven, r->level_proven, sizeof r->level_proven);
    o->report(o->report_context, &progress, r->roster);
}

/* The search goes on from what was found, if anything. */
static enum status search_on(struct small *s, struct error *err)
{
    struct solver_options options = *s->options;
    struct solver_result first = *s->result, second;
    double left = seconds_left(s);
    options.start = first.roster ? first.roster : options.start;
    options.seconds = s->options->seconds > 0 ? (left > 0.1 ? left : 0.1) : 0;
    int64_t used = s->pivots * TICKS_A_PIVOT;
    options.ticks = options.ticks > (uint64_t)used
                        ? options.ticks - (uint64_t)used
                        : options.ticks > 0;
    enum status status = solver_run(s->problem, &options, &second, err);
    if (status == STATUS_OK) {
        second.bound =
            first.bound > second.bound ? first.bound : second.bound;
        if (second.bound >= second.score.total &&
            second.outcome == OUTCOME_FEASIBLE) {
            second.outcome = OUTCOME_OPTIMAL;
        }
        *s->result = second;
        solver_result_release(&first);
    }
    return status;
}

enum status solver_run_small(const struct problem *problem,
                             const struct solver_options *options,
                             struct solver_result *result, struct error *err)
{
    if (options->seconds <= 0 && options->ticks == 0) {
        return error_set(err, STATUS_USAGE,
                         "solver: expected a limit of time or of ticks");
    }
    struct small s = {.problem = problem,
                      .options = options,
                      .result = result,
                      .started = thread_seconds()};
    enum status status = STATUS_OK;
    memset(result, 0, sizeof *result);
    find_open(&s);
    if (solve_whole(&s)) {
        report(&s);
        prove_levels(&s);
        result->ticks = (uint64_t)s.pivots * TICKS_A_PIVOT;
    } else {
        report(&s);
        status = search_on(&s, err);
    }
    result->seconds = thread_seconds() - s.started;
    roster_free(s.frozen);
    free(s.open);
    return status;
}
