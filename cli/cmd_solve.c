/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd_solve.c - the weekly run on a database, or a problem file without one.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "rota/open_key.h"
#include "rota/problem_file.h"

const struct option_def SOLVE_OPTIONS[] = {
    {"--from", "DATE", "first Monday (default: behind the freeze)", false},
    {"--weeks", "N", "how many weeks (default 8)", false},
    {"--time", "S", "seconds at most (default 60)", false},
    {"--ticks", "N", "work limit: same plan on every machine", false},
    {"--seed", "N", "seed of the search (default 1)", false},
    {"--threads", "N", "1 or 2 (default 2)", false},
    {"--open", "KEY", "what published may change: SLOT, person:ID, "
                      "week:DATE", true},
    {"--progress", "FORM", "line, json or none", false},
    {"--problem", "FILE", "a problem instead of a database", false},
    {"--format", "NAME", "of the problem: samvakt, curtois, inrc2", false},
    {"--out", "FILE", "where the roster of a problem goes", false},
    {NULL, NULL, NULL, false},
};

enum { OPEN_MAX = OPTIONS_MAX, LEVEL_COLUMNS = 11 };

/* ^C asks the solver to stop and keep its best. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

enum progress_form { PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON };

struct watching {
    const struct invocation *v;
    enum progress_form form;
    bool drawn;
};

static void draw_line(struct watching *w, const cJSON *now)
{
    fprintf(stderr, "\r\033[K%6.1f s  %-8s", number_of(now, "seconds"),
            key_words(w->v, text_of(now, "phase")));
    if (list_of(now, "cost")) {
        fprintf(stderr,
                w->v->norwegian
                    ? " kostnad %lld  grense %lld  avstand %.1f %%  udekket %lld"
                    : " cost %lld  bound %lld  gap %.1f %%  uncovered %lld",
                (long long)int_of(now, "cost"),
                (long long)int_of(now, "bound"),
                100.0 * number_of(now, "gap"),
                (long long)int_of(now, "uncovered"));
    }
    fflush(stderr);
    w->drawn = true;
}

static bool watch(void *context, const cJSON *now)
{
    struct watching *w = context;
    if (now && w->form == PROGRESS_LINE) {
        draw_line(w, now);
    } else if (now && w->form == PROGRESS_JSON) {
        char *line = json_print(now, false);
        fprintf(stderr, "%s\n", line);
        free(line);
    }
    return !interrupted;
}

static enum status read_form(const struct invocation *v,
                             enum progress_form *form, struct error *err)
{
    const char *said = option(v, "--progress");
    *form = isatty(STDERR_FILENO) == 1 && !v->json ? PROGRESS_LINE
                                                   : PROGRESS_NONE;
    if (said) {
        static const char *const FORMS[] = {"none", "line", "json"};
        for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
            if (strcmp(said, FORMS[i]) == 0) {
                *form = (enum progress_form)i;
                return STATUS_OK;
            }
        }
        return error_set(err, STATUS_USAGE,
                         "--progress: expected line, json or none, found "
                         "'%s'",
                         said);
    }
    return STATUS_OK;
}

static enum status read_options(const struct invocation *v,
                                struct solve_options *options,
                                struct error *err)
{
    int64_t seed = 1, ticks = 0, threads = 2;
    TRY(option_horizon(v, &options->horizon, err));
    TRY(option_seconds(v, "--time", &options->seconds, err));
    TRY(option_int(v, "--ticks", 1, INT64_MAX, &ticks, err));
    TRY(option_int(v, "--seed", 0, INT64_MAX, &seed, err));
    TRY(option_int(v, "--threads", 1, 2, &threads, err));
    options->ticks = (uint64_t)ticks;
    options->seed = (uint64_t)seed;
    options->threads = (int32_t)threads;
    return STATUS_OK;
}

/* ---- printing ------------------------------------------------------------------ */

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *level;
    printf("%s %lld: %s, %s %lld, %s %lld (%.2f %%), %.1f s\n",
           v->norwegian ? "Plan" : "plan", (long long)int_of(object, "plan"),
           key_words(v, text_of(object, "status")),
           v->norwegian ? "kostnad" : "cost",
           (long long)int_of(object, "cost"),
           v->norwegian ? "nedre grense" : "bound",
           (long long)int_of(object, "bound"),
           100.0 * number_of(object, "gap"), number_of(object, "seconds"));
    cJSON_ArrayForEach(level, list_of(object, "levels"))
    {
        fputs("  ", stdout);
        print_cell(key_words(v, text_of(level, "name")), LEVEL_COLUMNS);
        printf("%10lld  >= %lld%s\n", (long long)int_of(level, "cost"),
               (long long)int_of(level, "bound"),
               !cJSON_IsTrue(list_of(level, "proven")) ? ""
               : v->norwegian                          ? "  bevist"
                                                       : "  proven");
    }
    print_uncovered(v, object);
}

/* ---- both forms ------------------------------------------------------------------ */

static bool top_uncovered(const cJSON *object)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list_of(object, "uncovered"))
    {
        if (int_of(item, "priority") == 1) {
            return true;
        }
    }
    return false;
}

enum { EXIT_UNCOVERED = 3 };

static int solve_database(struct invocation *v, struct solve_options *options,
                          struct error *err)
{
    struct desk desk = {0};
    struct opening_key keys[OPEN_MAX];
    cJSON *object = NULL;
    enum status status = invocation_desk(v, &desk, err);
    for (int32_t i = 0; i < v->n_given && status == STATUS_OK; i++) {
        if (strcmp(v->given[i]->name, "--open") == 0) {
            status = open_key_parse(desk.coop, v->values[i],
                                    &keys[options->n_open++], err);
        }
    }
    if (status == STATUS_OK) {
        options->open = keys;
        status = rota_solve(&desk, options, &object, err);
    }
    desk_close(&desk);
    int uncovered = object && top_uncovered(object) ? EXIT_UNCOVERED : 0;
    int code = invocation_end(v, status, err, object, print);
    return code ? code : uncovered;
}

static void print_problem(const struct invocation *v, const cJSON *object)
{
    printf(v->norwegian
               ? "%s: kostnad %lld, nedre grense %lld (%.2f %%), %.1f s\n"
               : "%s: cost %lld, bound %lld (%.2f %%), %.1f s\n",
           key_words(v, text_of(object, "status")),
           (long long)int_of(object, "cost"),
           (long long)int_of(object, "bound"),
           100.0 * number_of(object, "gap"), number_of(object, "seconds"));
}

static enum status solve_file(const struct invocation *v,
                              const struct solve_options *options,
                              cJSON **object, struct error *err)
{
    const char *out = option(v, "--out");
    if (!out) {
        return error_set(err, STATUS_USAGE,
                         "--problem: expected --out FILE too");
    }
    return rota_solve_file(option(v, "--format"), option(v, "--problem"),
                           out, options, object, err);
}

int cmd_solve(struct invocation *v)
{
    struct error err = {0};
    struct solve_options options = {.seed = 1};
    struct watching watching = {.v = v};
    bool file = option(v, "--problem") != NULL;
    enum status status = read_options(v, &options, &err);
    if (status == STATUS_OK) {
        status = read_form(v, &watching.form, &err);
    }
    if (status == STATUS_OK && file == (v->n_operands == 1)) {
        status = error_set(&err, STATUS_USAGE,
                           "solve: expected either DB or --problem FILE");
    }
    if (status != STATUS_OK) {
        return invocation_end(v, status, &err, NULL, NULL);
    }
    struct sigaction action = {.sa_handler = on_interrupt};
    (void)sigaction(SIGINT, &action, NULL);
    options.progress = watch;
    options.context = &watching;
    int code;
    if (file) {
        cJSON *object = NULL;
        status = solve_file(v, &options, &object, &err);
        code = invocation_end(v, status, &err, object, print_problem);
    } else {
        code = solve_database(v, &options, &err);
    }
    if (watching.drawn) {
        fprintf(stderr, "\n");
    }
    return code;
}
