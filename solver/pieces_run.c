/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces_run.c - lengths of runs in lines that are cut.
 *
 * A piece sees the stretches within it: those that touch a cut are never too
 * short there, and their days before it do not count. Rows see the others, as
 * compact_run.c writes them, but only those that have days on both sides of a
 * cut:
 *
 *   too long    t + 1 days that are all in the set, one row for each
 *   too short   a run that begins on s lasts, x[s] - x[s - 1] <= x[k]; where it
 *               is soft, a row for each run s..e that is possible and too short
 */
#include "solver/pieces_parts.h"

/* ---- within a piece --------------------------------------------------------- */

/* One side of the gauge, for one piece. Days behind the piece count for runs
 * that are never too short because they touch its end, not for those that may be
 * too long. */
static void side_rule(struct pieces *pieces, const struct line_rule *rule,
                      int32_t k, enum gauge_side side)
{
    struct line_rule own = *rule;
    struct run_length *run = &own.u.run;
    run->gauge = piece_gauge(pieces, &run->gauge, rule->level, side);
    if (gauge_is_empty(&run->gauge)) {
        return;
    }
    if (side == SIDE_UNDER) {
        run->set.bits[pieces->no >> 6] |= (uint64_t)1 << (pieces->no & 63);
        run->set.bits[pieces->yes >> 6] |= (uint64_t)1 << (pieces->yes & 63);
    }
    run->history = k == 0 ? run->history : RUN_FAVOURABLE;
    piece_rule(pieces, &own, k);
}

/* ---- across cuts ------------------------------------------------------------ */

struct run_cut {
    struct pieces *pieces;
    const struct line_rule *rule;
    const struct run_length *run;
    int32_t n_days;
};

static int32_t run_history(const struct run_length *run)
{
    return run->history > 0 ? run->history : 0;
}

static void count_day(const struct run_cut *c, int32_t row, int32_t day,
                      int32_t coef)
{
    piece_count(c->pieces, row, (struct person_day){c->rule->person, day},
                &c->run->set, coef);
}

/* A row at most `high`, or what each unit more costs; -1: it costs nothing. */
static int32_t row_at_most(const struct run_cut *c, int64_t high, cost points)
{
    struct hinge over = {high, 0, points > 0 ? points : 0};
    struct gauge gauge = {BOUND_NONE_LOW, points < 0 ? high : BOUND_NONE_HIGH,
                          &over, points < 0 ? 0 : 1};
    gauge = piece_gauge(c->pieces, &gauge, c->rule->level, SIDE_BOTH);
    return gauge_is_empty(&gauge) ? -1
                                  : piece_row(c->pieces, c->rule, &gauge, 0);
}

/* More than `longest` days up to day e: forbidden when points < 0. */
static void too_long(const struct run_cut *c, int32_t e, int64_t longest,
                     cost points)
{
    int64_t first = e - longest;
    int32_t from = first < 0 ? 0 : (int32_t)first;
    if (-first > run_history(c->run) || same_piece(c->pieces, from, e)) {
        return;
    }
    int32_t row = row_at_most(c, e - from, points);
    for (int32_t d = from; row >= 0 && d <= e; d++) {
        count_day(c, row, d, 1);
    }
}

static void long_runs(const struct run_cut *c)
{
    const struct gauge *gauge = &c->run->gauge;
    for (int32_t e = 0; e < c->n_days; e++) {
        if (gauge->high < INT32_MAX) {
            too_long(c, e, gauge->high > 0 ? gauge->high : 0, -1);
        }
        for (int32_t i = 0; i < gauge->n_hinges; i++) {
            const struct hinge *h = &gauge->hinges[i];
            if (h->over > 0 && h->at < INT32_MAX) {
                too_long(c, e, h->at > 0 ? h->at : 0, h->over);
            }
        }
    }
}

/* A run is in the set on day `in` although not on `out` (-1: no such day), so it
 * is on `reach` too. */
static void must_reach(const struct run_cut *c, int32_t in, int32_t out,
                       int32_t reach)
{
    out = out < c->n_days ? out : -1;
    if (same_piece(c->pieces, in, reach) &&
        (out < 0 || same_piece(c->pieces, in, out))) {
        return;
    }
    int32_t row = row_at_most(c, 0, -1);
    count_day(c, row, in, 1);
    count_day(c, row, reach, -1);
    if (out >= 0) {
        count_day(c, row, out, -1);
    }
}

static bool never_short(const struct run_cut *c, int32_t s)
{
    return s == 0 && c->run->history == RUN_FAVOURABLE;
}

static int32_t days_before(const struct run_cut *c, int32_t s)
{
    return s == 0 ? run_history(c->run) : 0;
}

/* Runs that begin on s, and the same seen from their end: those that end on s,
 * which is not the last day. The day next to s says the same either way. */
static void must_last(const struct run_cut *c, int32_t s, int64_t low)
{
    int64_t last = s + low - days_before(c, s) - 1;
    for (int32_t k = s + 1;
         k <= last && k < c->n_days && !never_short(c, s); k++) {
        must_reach(c, s, s - 1, k);
    }
    for (int32_t k = s - 2; s + 1 < c->n_days && k > s - low && k >= 0; k--) {
        must_reach(c, s, s + 1, k);
    }
}

static cost short_points(const struct run_cut *c, int32_t length)
{
    const struct gauge *gauge = &c->run->gauge;
    cost points = 0;
    for (int32_t i = 0; i < gauge->n_hinges; i++) {
        const struct hinge *h = &gauge->hinges[i];
        points += length < h->at ? h->under * (h->at - length) : 0;
    }
    return points;
}

/* The run is exactly the days s..e. */
static void short_run(const struct run_cut *c, int32_t s, int32_t e,
                      cost points)
{
    if (same_piece(c->pieces, s > 0 ? s - 1 : s, e + 1)) {
        return;
    }
    int32_t row = row_at_most(c, e - s, points);
    for (int32_t d = s; row >= 0 && d <= e; d++) {
        count_day(c, row, d, 1);
    }
    if (row >= 0) {
        count_day(c, row, e + 1, -1);
    }
    if (row >= 0 && s > 0) {
        count_day(c, row, s - 1, -1);
    }
}

static void short_runs(const struct run_cut *c, int32_t s)
{
    for (int32_t e = s; e + 1 < c->n_days && !never_short(c, s); e++) {
        cost points = short_points(c, days_before(c, s) + e - s + 1);
        if (points == 0) {
            break;
        }
        short_run(c, s, e, points);
    }
}

void pieces_cut_run(struct pieces *pieces, const struct line_rule *rule)
{
    struct run_cut c = {pieces, rule, &rule->u.run, pieces->problem->n_days};
    int64_t most = DAYS_MAX + RUN_HISTORY_MAX;
    int64_t low = c.run->gauge.low < most ? c.run->gauge.low : most;
    for (int32_t k = 0; k < pieces->n_pieces; k++) {
        side_rule(pieces, rule, k, SIDE_UNDER);
        side_rule(pieces, rule, k, SIDE_OVER);
    }
    long_runs(&c);
    for (int32_t s = 0; s < c.n_days; s++) {
        if (low > 1) {
            must_last(&c, s, low);
        }
        short_runs(&c, s);
    }
}
