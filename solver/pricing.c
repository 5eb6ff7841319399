/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing.c - the cheapest line of one person for given prices. */
#include "solver/pricing.h"

#include <math.h>

#include "solver/pricing_bend.h"
#include "solver/pricing_label.h"

/* A first pass narrow enough to cost little, then ten times wider each. Over
 * few days that is mostly exact as it is; over more, multipliers come first. */
enum {
    WIDTH_FIRST = 24,
    WIDTH_FACTOR = 10,
    BEND_ROUNDS = 120,
    BEND_DAYS = 21
};

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
    double cut;   /* value of the best line, or the cutoff */
    double bound; /* of all lines below the cut; INFINITY: there is none */
    bool found;
};

static void run_pass(struct pricing *pricing, int64_t width,
                     struct passes *passes)
{
    struct labels_result result = labels_run(
        pricing->labels, (int32_t)width, passes->cut, pricing->draft);
    if (result.found) {
        passes->found = true;
        passes->cut = result.value;
        memcpy(pricing->line, pricing->draft,
               (size_t)pricing->problem->n_days * sizeof *pricing->line);
    }
    double root = pricing->plan.root;
    passes->bound = result.dropped > root ? result.dropped : root;
}

static void bend(struct pricing *pricing, double target)
{
    pricing->ticks += (uint64_t)bend_run(pricing->bend, &pricing->plan, target,
                                         BEND_ROUNDS);
}

/* Wider and wider, until nothing that matters was dropped. */
static void run_passes(struct pricing *pricing,
                       const struct pricing_options *options, int64_t max,
                       struct passes *passes)
{
    const struct frozen *frozen = &pricing->plan.frozen;
    bool bent = false;
    if (frozen->last - frozen->first >= BEND_DAYS) {
        bend(pricing, passes->cut);
    }
    for (int64_t width = WIDTH_FIRST;; width *= WIDTH_FACTOR) {
        width = width < max ? width : max;
        run_pass(pricing, width, passes);
        if (!(passes->bound + options->gap < passes->cut) || width == max ||
            (options->any && passes->found)) {
            break;
        }
        if (!bent) {
            bend(pricing, passes->cut);
            bent = true;
        }
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

/* Lays out the run; multipliers go on serving the same range of days. */
static void begin(struct pricing *pricing, const double *price,
                  const struct pricing_options *options)
{
    struct frozen frozen = {.problem = pricing->problem,
                            .last = pricing->problem->n_days - 1};
    if (options->frozen) {
        frozen.line = options->frozen;
        frozen.first = options->first;
        frozen.last = options->last;
        memcpy(pricing->draft, frozen.line,
               (size_t)pricing->problem->n_days * sizeof *pricing->draft);
    }
    if (frozen.first != pricing->plan.frozen.first ||
        frozen.last != pricing->plan.frozen.last) {
        bend_forget(&pricing->plan);
    }
    plan_run(&pricing->plan, price, &frozen);
}

struct priced_line pricing_run(struct pricing *pricing, const double *price,
                               const struct pricing_options *options,
                               int16_t *line, double *bound)
{
    static const struct pricing_options DEFAULTS = {0};
    int32_t n_days = pricing->problem->n_days;
    options = options ? options : &DEFAULTS;
    int64_t max =
        options->max_labels > 0 ? options->max_labels : PRICING_LABELS;
    struct passes passes = {.cut = options->has_cutoff ? options->cutoff
                                                       : (double)INFINITY};
    begin(pricing, price, options);
    if (pricing->plan.broken || !(pricing->plan.root < passes.cut)) {
        *bound = passes.cut;
        return (struct priced_line){.exact = true};
    }
    run_passes(pricing, options, max, &passes);
    *bound = passes.bound < passes.cut ? passes.bound : passes.cut;
    struct priced_line result = {.found = passes.found,
                                 .exact = !(passes.bound < passes.cut)};
    if (result.found) {
        memcpy(line, pricing->line, (size_t)n_days * sizeof *line);
        result.value = passes.cut;
        result.own = llround(passes.cut - price_of(pricing, price, line));
    }
    return result;
}
