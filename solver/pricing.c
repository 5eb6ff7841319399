/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing.c - the cheapest line of one person for given prices. */
#include "solver/pricing.h"

#include <math.h>

#include "solver/pricing_bend.h"
#include "solver/pricing_label.h"

/* A first pass narrow enough to cost little, then ten times wider each. */
enum { WIDTH_FIRST = 24, WIDTH_FACTOR = 10, BEND_ROUNDS = 120 };

struct pricing {
    struct arena *arena;
    const struct problem *problem;
    struct parts parts;
    struct plan plan;
    struct bend *bend;
    struct labels *labels;
    int16_t *line, *draft; /* scratch; frozen days hold in both */
    uint64_t ticks;
};

struct pricing *pricing_new(const struct problem *problem, int32_t person)
{
    struct pricing *pricing = xcalloc(1, sizeof *pricing);
    pricing->arena = arena_new();
    pricing->problem = problem;
    pricing->parts = parts_of(pricing->arena, problem, person);
    pricing->plan =
        plan_of(pricing->arena, problem, person, &pricing->parts);
    pricing->bend = bend_new(pricing->arena, &pricing->plan);
    pricing->labels = labels_new(&pricing->plan);
    size_t n_days = (size_t)problem->n_days;
    pricing->line =
        arena_array(pricing->arena, n_days, sizeof *pricing->line);
    pricing->draft =
        arena_array(pricing->arena, n_days, sizeof *pricing->draft);
    return pricing;
}

void pricing_free(struct pricing *pricing)
{
    if (!pricing) {
        return;
    }
    labels_free(pricing->labels);
    arena_free(pricing->arena);
    free(pricing);
}

uint64_t pricing_ticks(const struct pricing *pricing)
{
    return pricing->ticks + labels_ticks(pricing->labels);
}

struct passes {
    double cut;     /* value of the best line, or the cutoff */
    double dropped; /* least bound of what the last pass dropped */
    bool found;
};

/* Wider and wider, until nothing below the best line was dropped. */
static void run_passes(struct pricing *pricing, int64_t max_labels, bool any,
                       struct passes *passes)
{
    int64_t width = WIDTH_FIRST;
    for (bool bent = false;; bent = true) {
        width = width < max_labels ? width : max_labels;
        struct labels_result result =
            labels_run(pricing->labels, (int32_t)width, passes->cut,
                       pricing->draft);
        if (result.found) {
            passes->found = true;
            passes->cut = result.value;
            memcpy(pricing->line, pricing->draft,
                   (size_t)pricing->problem->n_days * sizeof *pricing->line);
        }
        passes->dropped = result.dropped;
        if (!(result.dropped < passes->cut) || width == max_labels ||
            (any && passes->found)) {
            break;
        }
        if (!bent && isfinite(passes->cut)) {
            pricing->ticks += (uint64_t)bend_run(
                pricing->bend, &pricing->plan, passes->cut, BEND_ROUNDS);
        }
        width *= WIDTH_FACTOR;
    }
}

static double price_of(const struct pricing *pricing, const double *price,
                       const int16_t *line)
{
    double sum = 0;
    for (int32_t d = 0; d < pricing->problem->n_days; d++) {
        sum += price[d * pricing->problem->n_patterns + line[d]];
    }
    return sum;
}

static struct frozen frozen_of(const struct pricing *pricing,
                               const struct pricing_options *options)
{
    struct frozen frozen = {.problem = pricing->problem,
                            .last = pricing->problem->n_days - 1};
    if (options && options->frozen) {
        frozen.line = options->frozen;
        frozen.first = options->first;
        frozen.last = options->last;
    }
    return frozen;
}

struct priced_line pricing_run(struct pricing *pricing, const double *price,
                               const struct pricing_options *options,
                               int16_t *line, double *bound)
{
    int32_t n_days = pricing->problem->n_days;
    int64_t max_labels = options ? options->max_labels : 0;
    struct frozen frozen = frozen_of(pricing, options);
    struct passes passes = {.cut = (double)INFINITY};
    if (options && options->has_cutoff) {
        passes.cut = options->cutoff;
    }
    if (frozen.line) {
        memcpy(pricing->draft, frozen.line,
               (size_t)n_days * sizeof *pricing->draft);
    }
    if (frozen.first != pricing->plan.frozen.first ||
        frozen.last != pricing->plan.frozen.last) {
        bend_forget(&pricing->plan);
    }
    plan_run(&pricing->plan, price, &frozen);
    if (pricing->plan.broken || !(pricing->plan.root < passes.cut)) {
        *bound = passes.cut;
        return (struct priced_line){.exact = true};
    }
    run_passes(pricing, max_labels > 0 ? max_labels : PRICING_LABELS,
               options && options->any, &passes);
    *bound = passes.dropped < passes.cut ? passes.dropped : passes.cut;
    struct priced_line result = {.found = passes.found,
                                 .exact = !(passes.dropped < passes.cut)};
    if (result.found) {
        memcpy(line, pricing->line, (size_t)n_days * sizeof *line);
        result.value = passes.cut;
        result.own = llround(passes.cut - price_of(pricing, price, line));
    }
    return result;
}
