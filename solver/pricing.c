/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pricing.c - the cheapest line of one person for given prices. */
#include "solver/pricing.h"

#include <math.h>

#include "solver/pricing_bend.h"
#include "solver/pricing_dense.h"
#include "solver/pricing_each.h"
#include "solver/pricing_label.h"

/* A first pass narrow enough to cost little, then ten times wider each. Over
 * few days that is mostly exact as it is; over more, multipliers come first. */
enum {
    WIDTH_FIRST = 24,
    WIDTH_FACTOR = 10,
    BEND_ROUNDS = 20,
    BEND_DAYS = 21,
    /* Of 0.1 us, for each extension of a label, with what a run of labels
     * begins with: measured on the examples' windows. */
    LABEL_TICKS = 3
};

/* Where tables bound a run but leave a gap, labels close it over so many days
 * at most. Beyond they would take seconds: a narrow run looks for a line if
 * there is none. */
enum { CLOSE_DAYS = 60, NARROW_LABELS = 240 };

/* Labels that need more memory are not kept from one run to the next. */
#define LABELS_KEPT ((size_t)16 << 20)

/* Of sums that are equal but for the order of their terms. */
#define ROUNDING 1e-10

struct pricing {
    struct arena *arena;
    const struct problem *problem;
    int32_t person;
    struct parts parts;
    struct dense *dense;  /* made when first needed */
    bool no_dense;        /* the rules have no place in tables */
    struct pricing_room *room; /* NULL: its own */
    struct arena *by_labels; /* what labels need, made when first needed */
    struct plan plan;
    struct bend *bend;
    struct labels *labels;
    uint64_t label_ticks; /* of labels that are gone */
    int16_t *line, *draft; /* scratch; frozen days hold in both */
    uint64_t ticks;
};

struct pricing *pricing_new(const struct problem *problem, int32_t person)
{
    struct pricing *pricing = xcalloc(1, sizeof *pricing);
    pricing->arena = arena_new();
    pricing->problem = problem;
    pricing->person = person;
    pricing->parts = parts_of(pricing->arena, problem, person);
    size_t n_days = (size_t)problem->n_days;
    pricing->line =
        arena_array(pricing->arena, n_days, sizeof *pricing->line);
    pricing->draft =
        arena_array(pricing->arena, n_days, sizeof *pricing->draft);
    return pricing;
}

struct pricing_room {
    struct dense_scratch scratch;
};

struct pricing_room *pricing_room_new(void)
{
    return xcalloc(1, sizeof(struct pricing_room));
}

void pricing_room_free(struct pricing_room *room)
{
    if (room) {
        dense_scratch_release(&room->scratch);
        free(room);
    }
}

void pricing_share(struct pricing *pricing, struct pricing_room *room)
{
    pricing->room = room;
    if (pricing->dense) {
        dense_share(pricing->dense, &room->scratch);
    }
}

static void forget_labels(struct pricing *pricing)
{
    if (pricing->labels) {
        pricing->label_ticks += labels_ticks(pricing->labels);
    }
    labels_free(pricing->labels);
    arena_free(pricing->by_labels);
    pricing->labels = NULL;
    pricing->by_labels = NULL;
}

void pricing_free(struct pricing *pricing)
{
    if (!pricing) {
        return;
    }
    dense_free(pricing->dense);
    forget_labels(pricing);
    arena_free(pricing->arena);
    free(pricing);
}

static void want_labels(struct pricing *pricing)
{
    if (pricing->labels) {
        return;
    }
    struct arena *arena = arena_new();
    pricing->by_labels = arena;
    pricing->plan = plan_of(arena, pricing->problem, pricing->person,
                            &pricing->parts);
    pricing->bend = bend_new(arena, &pricing->plan);
    pricing->labels = labels_new(&pricing->plan);
}

uint64_t pricing_ticks(const struct pricing *pricing)
{
    uint64_t labels = pricing->ticks + pricing->label_ticks;
    labels += pricing->labels ? labels_ticks(pricing->labels) : 0;
    return labels * LABEL_TICKS +
           (pricing->dense ? dense_ticks(pricing->dense) : 0);
}

struct passes {
    double cut;   /* value of the best line, or the cutoff */
    double bound; /* of all lines below the cut; INFINITY: there is none */
    bool found;
    const double *price;
    struct pricing_others *others; /* NULL: none are wanted */
};

static double price_of(const struct pricing *pricing, const double *price,
                       const int16_t *line)
{
    double sum = 0;
    for (int32_t d = 0; d < pricing->problem->n_days; d++) {
        sum += price[d * pricing->problem->n_patterns + line[d]];
    }
    return sum;
}

/* Offers the last pass's lines from the second on. */
static void take_others(struct pricing *pricing, int32_t found,
                        const struct passes *passes)
{
    struct pricing_others *others = passes->others;
    size_t n_days = (size_t)pricing->problem->n_days;
    for (int32_t i = 1; i < found && others->n < others->room; i++) {
        double value = labels_line(pricing->labels, i, pricing->draft);
        double prices = price_of(pricing, passes->price, pricing->draft);
        memcpy(&others->line[(size_t)others->n * n_days], pricing->draft,
               n_days * sizeof *pricing->draft);
        others->own[others->n++] = llround(value - prices);
    }
}

static void run_pass(struct pricing *pricing, int64_t width,
                     struct passes *passes)
{
    const struct labels_wanted wanted = {
        .width = (int32_t)width,
        .cut = passes->cut,
        .lines = 1 + (passes->others ? passes->others->room : 0),
    };
    struct labels_result result = labels_run(pricing->labels, &wanted);
    if (result.found > 0) {
        passes->found = true;
        passes->cut = result.value;
        take_others(pricing, result.found, passes);
        (void)labels_line(pricing->labels, 0, pricing->draft);
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

static struct frozen frozen_of(const struct pricing *pricing,
                               const struct pricing_options *options)
{
    struct frozen frozen = {.problem = pricing->problem,
                            .last = pricing->problem->n_days - 1};
    if (options->frozen) {
        frozen.line = options->frozen;
        frozen.first = options->first;
        frozen.last = options->last;
    }
    return frozen;
}

/* Lays out the run; multipliers go on serving the same range of days. */
static void begin(struct pricing *pricing, const double *price,
                  const struct frozen *frozen)
{
    if (frozen->first != pricing->plan.frozen.first ||
        frozen->last != pricing->plan.frozen.last) {
        bend_forget(&pricing->plan);
    }
    plan_run(&pricing->plan, price, frozen);
}

static struct priced_line run_labels(struct pricing *pricing,
                                     const double *price,
                                     const struct frozen *frozen,
                                     const struct pricing_options *options,
                                     double *bound)
{
    int64_t max =
        options->max_labels > 0 ? options->max_labels : PRICING_LABELS;
    struct passes passes = {.cut = options->has_cutoff ? options->cutoff
                                                       : (double)INFINITY,
                            .price = price,
                            .others = options->others};
    want_labels(pricing);
    begin(pricing, price, frozen);
    if (pricing->plan.broken || !(pricing->plan.root < passes.cut)) {
        *bound = passes.cut;
        return (struct priced_line){.exact = true};
    }
    run_passes(pricing, options, max, &passes);
    *bound = passes.bound < passes.cut ? passes.bound : passes.cut;
    struct priced_line result = {.found = passes.found,
                                 .exact = !(passes.bound < passes.cut)};
    if (result.found) {
        result.value = passes.cut;
        result.own =
            llround(passes.cut - price_of(pricing, price, pricing->line));
    }
    return result;
}

static bool want_dense(struct pricing *pricing)
{
    if (!pricing->dense && !pricing->no_dense) {
        pricing->dense = dense_new(pricing->problem, pricing->person,
                                   &pricing->parts);
        pricing->no_dense = !pricing->dense;
    }
    if (pricing->dense && pricing->room) {
        dense_share(pricing->dense, &pricing->room->scratch);
    }
    return pricing->dense != NULL;
}

/* Gaps have no place in tables: is one within reach of the open days? */
static bool gap_acts(const struct pricing *pricing,
                     const struct frozen *frozen)
{
    for (int32_t i = 0; i < pricing->parts.n; i++) {
        const struct part *part = &pricing->parts.at[i];
        if (part->kind == PART_GAP && part->first <= frozen->last &&
            part->last >= frozen->first) {
            return true;
        }
    }
    return false;
}

static struct dense_result run_dense(struct pricing *pricing,
                                     const double *price,
                                     const struct frozen *frozen,
                                     const struct pricing_options *options)
{
    const struct dense_wanted wanted = {
        .frozen = frozen,
        .cut = options->has_cutoff ? options->cutoff : (double)INFINITY,
        .gap = options->gap,
        .any = options->any,
    };
    if (options->engine == PRICING_BY_LABELS || gap_acts(pricing, frozen) ||
        !want_dense(pricing)) {
        return (struct dense_result){.bound = -(double)INFINITY};
    }
    return dense_run(pricing->dense, price, &wanted, pricing->line);
}

/* Whether what tables found leaves something for labels to do. */
static bool needs_labels(const struct frozen *frozen,
                         const struct pricing_options *options,
                         const struct dense_result *dense)
{
    if (options->rough && isfinite(dense->bound)) {
        return false;
    }
    if (dense->done || !dense->found) {
        return !dense->done;
    }
    bool close = dense->bound + options->gap >= dense->value;
    return !options->any && !close &&
           frozen->last - frozen->first < CLOSE_DAYS;
}

struct priced_line pricing_run(struct pricing *pricing, const double *price,
                               const struct pricing_options *options,
                               int16_t *line, double *bound)
{
    static const struct pricing_options DEFAULTS = {0};
    options = options ? options : &DEFAULTS;
    size_t size = (size_t)pricing->problem->n_days * sizeof *line;
    struct frozen frozen = frozen_of(pricing, options);
    if (options->others) {
        options->others->n = 0;
    }
    if (frozen.line) {
        memcpy(pricing->draft, frozen.line, size);
        memcpy(pricing->line, frozen.line, size);
    }
    struct dense_result dense = run_dense(pricing, price, &frozen, options);
    struct priced_line result = {dense.value, dense.own, dense.found,
                                 dense.done};
    *bound = dense.bound;
    if (needs_labels(&frozen, options, &dense)) {
        struct pricing_options narrow = *options;
        bool many = isfinite(dense.bound) &&
                    frozen.last - frozen.first >= CLOSE_DAYS;
        narrow.max_labels = many ? NARROW_LABELS : options->max_labels;
        result = run_labels(pricing, price, &frozen, &narrow, bound);
        *bound = dense.bound > *bound ? dense.bound : *bound;
        if (arena_used(pricing->by_labels) > LABELS_KEPT) {
            forget_labels(pricing);
        }
    }
    if (options->has_cutoff && options->cutoff < *bound) {
        *bound = options->cutoff;
    }
    if (result.found) {
        memcpy(line, pricing->line, size);
    }
    return result;
}

/* ---- every line ---------------------------------------------------------- */

struct listing {
    const struct pricing *pricing;
    const double *price;
    const struct pricing_list *list;
};

/* What was left out of the tables is looked at by the line itself. */
static bool take_line(void *context, const int16_t *line)
{
    const struct listing *l = context;
    struct score score =
        line_score(l->pricing->problem, l->pricing->person, line);
    double value =
        (double)score.total + price_of(l->pricing, l->price, line);
    return score.breaches > 0 || !(value < l->list->below) ||
           l->list->take(l->list->context, line, score.total, value);
}

static bool each_by_tables(struct pricing *pricing, struct listing *listing,
                           const struct frozen *frozen,
                           struct pricing_list *list)
{
    struct dense_all all = {.below = list->below,
                            .steps = list->steps,
                            .line = pricing->draft,
                            .take = take_line,
                            .context = listing};
    bool whole = dense_list(pricing->dense, listing->price, frozen, &all);
    list->steps = all.steps;
    return whole;
}

static bool each_by_labels(struct pricing *pricing, struct listing *listing,
                           const struct frozen *frozen,
                           struct pricing_list *list)
{
    struct each each = {
        .price = listing->price,
        .below = list->below + ROUNDING * (1 + fabs(list->below)),
        .steps = list->steps,
        .line = pricing->draft,
        .take = take_line,
        .context = listing};
    want_labels(pricing);
    begin(pricing, listing->price, frozen);
    bool whole = each_line(&pricing->plan, &each);
    pricing->ticks += (uint64_t)(list->steps - each.steps);
    list->steps = each.steps;
    return whole;
}

bool pricing_each(struct pricing *pricing, const double *price,
                  const struct pricing_options *options,
                  struct pricing_list *list)
{
    struct listing listing = {pricing, price, list};
    struct frozen frozen = frozen_of(pricing, options);
    if (frozen.line) {
        memcpy(pricing->draft, frozen.line,
               (size_t)pricing->problem->n_days * sizeof *pricing->draft);
    }
    bool by_tables = options->engine == PRICING_BY_EITHER &&
                     !gap_acts(pricing, &frozen) && want_dense(pricing);
    return by_tables ? each_by_tables(pricing, &listing, &frozen, list)
                     : each_by_labels(pricing, &listing, &frozen, list);
}
