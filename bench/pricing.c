/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pricing.c - how long the cheapest line of a person takes, by tables and by
 * labels.
 *
 *   bench_pricing [-w DAYS] [-n CALLS] [-l] FORMAT PATH
 *
 * FORMAT is one of importers/problem_format.h, or "problem" for our own JSON.
 * Prices are like duals of a column generation: for each day and pattern a
 * price between what one more costs and what one less saves, drawn near those
 * of the calls before. With -w windows of so many days are priced, WINDOW_CALLS
 * times each, around lines that meet the rules; otherwise whole lines. -l
 * compares with labels: values must agree where both are exact.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "base/text.h"
#include "importers/problem_format.h"
#include "solver/pricing.h"

enum { WINDOW_CALLS = 10, CALLS = 2000, PEOPLE = 24 };
#define FILE_MAX ((size_t)1 << 28)

/* Of this process alone: the machine may be busy. */
static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

struct bench {
    const struct problem *problem;
    struct random random;
    int32_t days, calls;
    bool labels;
    double *worth;  /* by cell: a middle for its prices */
    double *price;
    int16_t *line, *frozen;
    double seconds[2]; /* of tables or what is chosen, of labels */
    double slowest, gap;
    int32_t done, found, inexact, differ;
};

/* What the rows of a cell cost for one less and one more, from the middle of
 * their hinges. */
static void find_worth(struct bench *b)
{
    const struct problem *p = b->problem;
    for (int32_t c = 0; c < p->n_days * p->n_patterns; c++) {
        double least = 0, most = 0;
        for (int32_t t = p->touch_first[c]; t < p->touch_first[c + 1]; t++) {
            const struct touch *touch = &p->touches[t];
            const struct gauge *gauge = &p->rows[touch->row].gauge;
            for (int32_t h = 0; h < gauge->n_hinges; h++) {
                least -= (double)gauge->hinges[h].under * touch->coef;
                most += (double)gauge->hinges[h].over * touch->coef;
            }
        }
        /* Most duals lie near the cheap end. */
        double share = random_unit(&b->random);
        b->worth[c] = random_below(&b->random, 3) == 0
                          ? most * share
                          : least * share * share * share;
    }
}

static void draw_prices(struct bench *b, double spread)
{
    int32_t cells = b->problem->n_days * b->problem->n_patterns;
    for (int32_t c = 0; c < cells; c++) {
        double noise = 1 + spread * (random_unit(&b->random) - 0.5);
        b->price[c] = b->worth[c] * noise;
    }
}

static void price_once(struct bench *b, struct pricing *pricing,
                       struct pricing_options *options)
{
    double bound[2];
    struct priced_line got[2];
    for (int32_t e = 0; e < (b->labels ? 2 : 1); e++) {
        options->engine = e == 0 ? PRICING_BY_EITHER : PRICING_BY_LABELS;
        double began = cpu_seconds();
        got[e] = pricing_run(pricing, b->price, options, b->line, &bound[e]);
        double seconds = cpu_seconds() - began;
        b->seconds[e] += seconds;
        if (e == 0 && seconds > b->slowest) {
            b->slowest = seconds;
        }
    }
    b->done++;
    b->found += got[0].found;
    b->inexact += !got[0].exact;
    if (got[0].found && !got[0].exact) {
        b->gap += (got[0].value - bound[0]) / (1 + fabs(bound[0]));
    }
    if (b->labels && got[0].exact && got[1].exact &&
        (got[0].found != got[1].found ||
         (got[0].found && fabs(got[0].value - got[1].value) > 1e-6))) {
        b->differ++;
    }
}

static void price_windows(struct bench *b, struct pricing *pricing)
{
    struct pricing_options options = {.any = true};
    double bound;
    draw_prices(b, 1);
    struct priced_line whole =
        pricing_run(pricing, b->price, &options, b->frozen, &bound);
    if (!whole.found) {
        return;
    }
    int32_t calls = b->calls / PEOPLE / WINDOW_CALLS + 1;
    for (int32_t w = 0; w < calls; w++) {
        options = (struct pricing_options){.frozen = b->frozen};
        options.first =
            random_below(&b->random, b->problem->n_days - b->days + 1);
        options.last = options.first + b->days - 1;
        for (int32_t k = 0; k < WINDOW_CALLS; k++) {
            draw_prices(b, 0.3);
            price_once(b, pricing, &options);
        }
    }
}

static void price_wholes(struct bench *b, struct pricing *pricing)
{
    struct pricing_options options = {0};
    for (int32_t k = 0; k < b->calls / PEOPLE + 1; k++) {
        draw_prices(b, 0.3);
        price_once(b, pricing, &options);
    }
}

static void report(const struct bench *b)
{
    double calls = b->done > 0 ? b->done : 1;
    printf("%-24s %3d days %6d calls  %10.1f us a call (slowest %.0f)",
           b->problem->name, b->days > 0 ? b->days : b->problem->n_days,
           b->done, 1e6 * b->seconds[0] / calls, 1e6 * b->slowest);
    if (b->labels) {
        printf("  labels %10.1f us, %d differ", 1e6 * b->seconds[1] / calls,
               b->differ);
    }
    printf("  found %d", b->found);
    if (b->inexact > 0) {
        printf(", inexact %d by %.2f %%", b->inexact,
               100 * b->gap / b->inexact);
    }
    printf("\n");
}

static void measure(struct bench *b)
{
    const struct problem *p = b->problem;
    size_t cells = (size_t)p->n_days * (size_t)p->n_patterns;
    b->worth = xcalloc(cells, sizeof *b->worth);
    b->price = xcalloc(cells, sizeof *b->price);
    b->line = xcalloc((size_t)p->n_days, sizeof *b->line);
    b->frozen = xcalloc((size_t)p->n_days, sizeof *b->frozen);
    random_seed(&b->random, 1);
    find_worth(b);
    struct pricing_room *room = pricing_room_new();
    for (int32_t k = 0; k < PEOPLE; k++) {
        struct pricing *pricing = pricing_new(p, k * p->n_people / PEOPLE);
        pricing_share(pricing, room);
        if (b->days > 0) {
            price_windows(b, pricing);
        } else {
            price_wholes(b, pricing);
        }
        pricing_free(pricing);
    }
    report(b);
    pricing_room_free(room);
    free(b->worth);
    free(b->price);
    free(b->line);
    free(b->frozen);
}

static enum status read_problem(const char *format, const char *path,
                                struct problem **p, struct error *err)
{
    const struct problem_format *known = problem_format_find(format);
    if (known) {
        return known->read(path, p, err);
    }
    char *bytes;
    size_t length;
    TRY(file_read(path, FILE_MAX, &bytes, &length, err));
    enum status status = problem_read(path, bytes, length, p, err);
    free(bytes);
    return status;
}

int main(int argc, char **argv)
{
    struct bench b = {.calls = CALLS};
    int arg = 1;
    for (; arg < argc && argv[arg][0] == '-'; arg++) {
        if (argv[arg][1] == 'l') {
            b.labels = true;
        } else if (arg + 1 < argc) {
            int32_t *number = argv[arg][1] == 'w' ? &b.days : &b.calls;
            *number = (int32_t)strtol(argv[++arg], NULL, 10);
        }
    }
    if (argc - arg != 2) {
        fprintf(stderr, "usage: bench_pricing [-w DAYS] [-n CALLS] [-l] "
                        "FORMAT PATH\n");
        return 1;
    }
    struct error err = {0};
    struct problem *p;
    enum status status = read_problem(argv[arg], argv[arg + 1], &p, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return status_exit_code(status);
    }
    b.problem = p;
    measure(&b);
    problem_free(p);
    return 0;
}
