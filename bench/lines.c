/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.c - the relaxation over whole lines on a problem file, alone.
 *
 *   bench_lines FORMAT FILE [SECONDS]
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "importers/problem_format.h"
#include "solver/construct.h"
#include "solver/lines.h"

/* Of this processor, whatever else the machine does. */
static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct problem *p;
    if (argc < 3) {
        return 1;
    }
    const struct problem_format *format = problem_format_find(argv[1]);
    if (format->read(argv[2], &p, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    uint64_t used;
    double began = processor_seconds();
    struct roster *roster = construct_roster(p, 1, &used);
    struct score score = roster_score(p, roster);
    printf("start %" PRId64 " breaches %d %.3f s\n", score.total, score.breaches,
           processor_seconds() - began);
    began = processor_seconds();
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 10;
    struct lines *l = lines_new(p, roster);
    bool more = true;
    double shown = 0;
    bool rooted = false;
    while (more && processor_seconds() - began < seconds) {
        struct lines_work work = {.best = roster, .score = &score,
                                  .ticks = 20000};
        more = lines_step(l, &work);
        if (lines_found(l)) {
            roster_copy(roster, lines_found(l));
            score = roster_score(p, roster);
        }
        if (processor_seconds() - shown > 1 || !more || rooted != lines_rooted(l)) {
            shown = processor_seconds();
            rooted = lines_rooted(l);
            printf("%8.3f s ticks %" PRIu64 " nodes %d bound %" PRId64
                   " best %" PRId64 " (%d)\n",
                   shown - began, lines_ticks(l), lines_nodes(l), lines_bound(l),
                   score.total, score.breaches);
        }
    }
    lines_free(l);
    roster_free(roster);
    problem_free(p);
    return 0;
}
