/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.c - how fast and how good the local search is on a problem file.
 *
 *   bench_search FILE [TICKS [SEED]]
 *
 * Prints the first roster, the annealed one, moves a second, and for each move
 * how often it proposes something, breaks nothing more, and costs nothing more
 * where the search ended. The shares of solver/move.c and the temperatures of
 * solver/search.c were chosen with it.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "base/thread.h"
#include "solver/construct.h"
#include "solver/move.h"
#include "solver/search.h"

enum { DRAWS = 20000 };
#define FILE_MAX ((size_t)1 << 28)

static void print_score(const char *what, const struct score *score,
                        double seconds, uint64_t ticks)
{
    printf("%-9s %8.3f s %10" PRIu64 " ticks %5.2f M/s  breaches %d  cost "
           "%" PRId64 " =",
           what, seconds, ticks, (double)ticks / seconds / 1e6, score->breaches,
           score->total);
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        printf(" %" PRId64, score->level[k]);
    }
    printf("\n");
}

static void print_move(struct evaluation *e, const struct move_def *def)
{
    struct mover mover;
    int32_t proposed = 0, whole = 0, good = 0;
    mover_init(&mover, e, NULL, 1);
    double began = thread_seconds();
    for (int32_t k = 0; k < DRAWS && mover.n_cells > 0; k++) {
        struct move move = {.n = 0};
        struct delta delta;
        if (def->propose(&mover, &move)) {
            proposed++;
            if (evaluation_try(e, move.changes, move.n, &delta)) {
                whole++;
                good += delta.breaches < 0 || delta.total <= 0;
            }
        }
    }
    double seconds = thread_seconds() - began;
    printf("%-9s share %3d  proposed %5.1f %%  unbroken %5.1f %%  no dearer "
           "%6.2f %%  %5.2f M/s\n",
           def->name, def->share, 100.0 * proposed / DRAWS,
           100.0 * whole / DRAWS, 100.0 * good / DRAWS, DRAWS / seconds / 1e6);
    mover_release(&mover);
}

static void measure(const struct problem *p, uint64_t ticks, uint64_t seed)
{
    printf("%s: %d people, %d days, %d patterns, %d rules, %d rows\n", p->name,
           p->n_people, p->n_days, p->n_patterns, p->n_rules, p->n_rows);
    uint64_t used;
    double began = thread_seconds();
    struct roster *roster = construct_roster(p, seed, &used);
    double seconds = thread_seconds() - began;
    struct score score = roster_score(p, roster);
    print_score("construct", &score, seconds, used);
    struct evaluation *e = evaluation_new(p, roster);
    const struct search_options options = {.seed = seed, .ticks = ticks};
    began = thread_seconds();
    used = search_run(e, &options);
    seconds = thread_seconds() - began;
    score = evaluation_score(e);
    print_score("search", &score, seconds, used);
    for (int32_t k = 0; k < MOVES; k++) {
        print_move(e, &MOVE_TABLE[k]);
    }
    evaluation_free(e);
    roster_free(roster);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: bench_search FILE [TICKS [SEED]]\n");
        return 1;
    }
    struct error err = {0};
    char *bytes;
    size_t length;
    struct problem *p;
    enum status status = file_read(argv[1], FILE_MAX, &bytes, &length, &err);
    if (status == STATUS_OK) {
        status = problem_read(argv[1], bytes, length, &p, &err);
        free(bytes);
    }
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return status_exit_code(status);
    }
    measure(p, argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000,
            argc > 3 ? strtoull(argv[3], NULL, 10) : 1);
    problem_free(p);
    return 0;
}
