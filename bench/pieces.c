/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pieces.c - how a bound by pieces of lines grows, without any search.
 *
 *   bench_pieces FORMAT FILE SECONDS WIDTH WEIGHT TARGET [CAP...]
 *
 * Lines are cut into pieces of WIDTH days (0: whole lines). The first levels
 * cost at most CAP... (as many as are given); a unit of theirs weighs WEIGHT
 * points (0: what it does). What lies below them is bounded for SECONDS of
 * processor time or until TARGET, the cost of a roster that is known. Prints
 * the size of the program, then seconds and bound.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "importers/problem_format.h"
#include "solver/lower.h"
#include "solver/pieces.h"

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    const struct problem_format *format =
        argc > 6 ? problem_format_find(argv[1]) : NULL;
    struct error err = {0};
    struct problem *p = NULL;
    if (!format || argc - 7 > LEVEL_MAX ||
        format->read(argv[2], &p, &err) != STATUS_OK) {
        fprintf(stderr,
                "bench_pieces FORMAT FILE SECONDS WIDTH WEIGHT TARGET "
                "[CAP...] %s\n",
                err.text);
        return 1;
    }
    double seconds = strtod(argv[3], NULL), began = processor_seconds();
    cost weight = strtoll(argv[5], NULL, 10), settled = 0;
    struct piece_scale scale[LEVEL_MAX];
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        scale[k] = (struct piece_scale){1, 1};
        if (k < argc - 7) {
            cost unit = p->levels[k].unit;
            if (weight > 0 && unit > weight) {
                scale[k] = (struct piece_scale){weight, unit};
            }
            settled +=
                piece_scaled(scale[k], strtoll(argv[7 + k], NULL, 10));
        }
    }
    int32_t width = (int32_t)strtol(argv[4], NULL, 10);
    struct pieces *pieces =
        width > 0 ? pieces_new(p, width, scale) : NULL;
    const struct problem *cut = pieces ? pieces_problem(pieces) : p;
    printf("%d people, %d days, %d rules, %d rows, %d terms, %d lost\n",
           cut->n_people, cut->n_days, cut->n_rules, cut->n_rows,
           cut->n_terms, pieces ? pieces_lost(pieces) : 0);
    struct roster *start = roster_new(cut);
    struct score score = roster_score(cut, start);
    if (score.breaches == 0) {
        score.total = strtoll(argv[6], NULL, 10) + settled;
    }
    struct lines *lines = lines_new(cut, start);
    struct lines_work work = {
        .best = start, .score = &score, .ticks = 3000000};
    bool more = true;
    const cost none[LEVEL_MAX] = {COST_MAX, COST_MAX, COST_MAX, COST_MAX,
                                  COST_MAX, COST_MAX, COST_MAX, COST_MAX};
    struct lower *lower =
        lower_new(cut, (uint32_t)(1U << p->n_levels) - 1, none);
    while (more && processor_seconds() - began < seconds &&
           !lower_duals(lower)) {
        more = lower_step(lower, &work, COST_MAX);
    }
    if (lower_duals(lower)) {
        lines_start(lines, lower_duals(lower));
    }
    printf("%8.2f s  compact %" PRId64 "  ticks %.3g\n",
           processor_seconds() - began, lower_value(lower) - settled,
           (double)lower_ticks(lower));
    lower_free(lower);
    more = true;
    for (int32_t n = 0; more && processor_seconds() - began < seconds; n++) {
        more = lines_step(lines, &work);
        if (n % 8 == 0 || !more) {
            printf("%8.2f s  bound %" PRId64 "%s  nodes %d  ticks %.3g\n",
                   processor_seconds() - began, lines_bound(lines) - settled,
                   lines_rooted(lines) ? " root" : "", lines_nodes(lines),
                   (double)lines_ticks(lines));
            (void)fflush(stdout);
        }
    }
    lines_free(lines);
    roster_free(start);
    pieces_free(pieces);
    problem_free(p);
    return 0;
}
