/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * solve.c - what a run finds by when, with processor time as the clock.
 *
 *   bench_solve FORMAT FILE SECONDS [SEED [THREADS]]
 *
 * SECONDS of processor time for each thread end the run, so that a busy
 * machine tells the same story as an idle one. Prints a line at each doubling
 * of the time: seconds, cost, bound, breaches, ticks, what was at work.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>

#include "base/status.h"
#include "base/thread.h"
#include "importers/problem_format.h"
#include "solver/solver.h"

static volatile int out_of_time;

static void on_time(int number)
{
    (void)number;
    out_of_time = 1;
}

static double processor_seconds(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void print_line(double seconds, const struct score *score, cost bound,
                       uint64_t ticks, const char *phase)
{
    printf("%8.2f s  cost %9" PRId64 "  bound %9" PRId64 "  breaches %d  "
           "ticks %.3g  %s\n",
           seconds, score->total, bound, score->breaches, (double)ticks, phase);
    (void)fflush(stdout);
}

struct watcher {
    double next; /* seconds of a thread */
    int32_t threads;
};

static void watch(void *context, const struct solver_progress *now,
                  const struct roster *best)
{
    struct watcher *w = context;
    double seconds = processor_seconds() / w->threads;
    (void)best;
    if (seconds >= w->next) {
        print_line(seconds, &now->score, now->bound, now->ticks, now->phase);
        while (w->next <= seconds) {
            w->next *= 2;
        }
    }
}

static void limit_processor(double seconds)
{
    struct sigaction action = {.sa_handler = on_time};
    struct itimerval timer = {
        .it_value = {.tv_sec = (time_t)seconds,
                     .tv_usec = (suseconds_t)(1e6 * (seconds -
                                                     (double)(time_t)seconds))}};
    (void)sigaction(SIGPROF, &action, NULL);
    (void)setitimer(ITIMER_PROF, &timer, NULL);
}

static enum status solve(const struct problem *p, double seconds,
                         uint64_t seed, int32_t threads, struct error *err)
{
    struct watcher watcher = {.next = 0.25, .threads = threads};
    const struct solver_options options = {
        .seed = seed,
        .seconds = 100 * seconds,
        .threads = threads,
        .report = watch,
        .report_context = &watcher,
        .stop = &out_of_time,
    };
    struct solver_result result;
    double began = thread_seconds();
    limit_processor(seconds * threads);
    TRY(solver_run(p, &options, &result, err));
    print_line(processor_seconds() / threads, &result.score, result.bound,
               result.ticks, "end");
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("wall %.1f s, processor/wall %.2f, waited %.2f s, %ld MB\n",
           thread_seconds() - began,
           processor_seconds() / (thread_seconds() - began),
           result.seconds_waited, usage.ru_maxrss / 1024);
    solver_result_release(&result);
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    const struct problem_format *format =
        argc >= 4 && argc <= 6 ? problem_format_find(argv[1]) : NULL;
    if (!format) {
        fprintf(stderr, "usage: bench_solve FORMAT FILE SECONDS [SEED "
                        "[THREADS]]\n");
        return 1;
    }
    struct error err = {0};
    struct problem *p = NULL;
    enum status status = format->read(argv[2], &p, &err);
    if (status == STATUS_OK) {
        status = solve(p, strtod(argv[3], NULL),
                       argc > 4 ? strtoull(argv[4], NULL, 10) : 1,
                       argc > 5 ? (int32_t)strtol(argv[5], NULL, 10) : 2, &err);
    }
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
    }
    problem_free(p);
    return status == STATUS_OK ? 0 : status_exit_code(status);
}
