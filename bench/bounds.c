/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bounds.c - how a bound below settled levels grows, without any search.
 *
 *   bench_bounds FORMAT FILE SECONDS TARGET [CAP...]
 *
 * The first levels cost at most CAP... (as many as are given); what lies below
 * them is bounded for SECONDS of processor time or until TARGET, the cost of a
 * roster that is known. Prints seconds and bound after each piece of work.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "importers/problem_format.h"
#include "solver/lower.h"

static double processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    const struct problem_format *format =
        argc > 4 ? problem_format_find(argv[1]) : NULL;
    struct error err = {0};
    struct problem *p = NULL;
    if (!format || argc - 5 > LEVEL_MAX ||
        format->read(argv[2], &p, &err) != STATUS_OK) {
        fprintf(stderr, "bench_bounds FORMAT FILE SECONDS TARGET [CAP...] %s\n",
                err.text);
        return 1;
    }
    cost cap[LEVEL_MAX];
    uint32_t levels = 0;
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        cap[k] = k < argc - 5 ? strtoll(argv[5 + k], NULL, 10) : COST_MAX;
        levels |= k >= argc - 5 && k < p->n_levels ? 1U << k : 0;
    }
    double seconds = strtod(argv[3], NULL), began = processor_seconds();
    cost target = strtoll(argv[4], NULL, 10);
    struct lower *lower = lower_new(p, levels, cap);
    struct lines_work work = {.ticks = 3000000};
    bool more = true;
    while (more && processor_seconds() - began < seconds) {
        more = lower_step(lower, &work, target);
        printf("%8.2f s  bound %" PRId64 "  ticks %.3g\n",
               processor_seconds() - began, lower_value(lower),
               (double)lower_ticks(lower));
        (void)fflush(stdout);
    }
    lower_free(lower);
    problem_free(p);
    return 0;
}
