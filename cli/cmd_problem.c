/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_problem.c - a problem as a file for other solvers; a roster's cost. */
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "rota/open_key.h"
#include "rota/problem_file.h"

const struct option_def PROBLEM_OPTIONS[] = {
    {"--out", "FILE", "where the problem goes", false},
    {"--from", "DATE", "first Monday (default: behind the freeze)", false},
    {"--weeks", "N", "how many weeks (default 8)", false},
    {"--open", "KEY", "what published may change: SLOT, person:ID, "
                      "week:DATE", true},
    {"--problem", "FILE", "a problem in another format, not a database", false},
    {"--format", "NAME", "of that problem: samvakt, curtois, inrc2", false},
    {NULL, NULL, NULL, false},
};
const struct option_def SCORE_OPTIONS[] = {
    {"--problem", "FILE", "the problem", false},
    {"--format", "NAME", "of the problem: samvakt, curtois, inrc2", false},
    {"--roster", "FILE", "the roster, by names", false},
    {NULL, NULL, NULL, false},
};

enum { OPEN_MAX = OPTIONS_MAX, LEVEL_COLUMNS = 11 };

/* ---- the problem ---------------------------------------------------------- */

static void print_problem(const struct invocation *v, const cJSON *object)
{
    printf(v->norwegian
               ? "%s: %lld linjer, %lld dager, %lld mønstre, %lld regler, "
                 "%lld rader\n"
               : "%s: %lld lines, %lld days, %lld patterns, %lld rules, "
                 "%lld rows\n",
           text_of(object, "path"), (long long)int_of(object, "people"),
           (long long)int_of(object, "days"),
           (long long)int_of(object, "patterns"),
           (long long)int_of(object, "rules"),
           (long long)int_of(object, "rows"));
}

static enum status write_database(struct invocation *v, const char *out,
                                  cJSON **object, struct error *err)
{
    struct desk desk = {0};
    struct opening_key keys[OPEN_MAX];
    struct solve_options options = {.open = keys};
    TRY(option_horizon(v, &options.horizon, err));
    enum status status = invocation_desk(v, &desk, err);
    for (int32_t i = 0; i < v->n_given && status == STATUS_OK; i++) {
        if (strcmp(v->given[i]->name, "--open") == 0) {
            status = open_key_parse(desk.coop, v->values[i],
                                    &keys[options.n_open++], err);
        }
    }
    if (status == STATUS_OK) {
        status = rota_problem(&desk, &options, out, object, err);
    }
    desk_close(&desk);
    return status;
}

int cmd_problem(struct invocation *v)
{
    struct error err = {0};
    cJSON *object = NULL;
    const char *out = option(v, "--out"), *file = option(v, "--problem");
    enum status status = STATUS_OK;
    if (!out) {
        status = error_set(&err, STATUS_USAGE, "problem: expected --out FILE");
    } else if ((file != NULL) == (v->n_operands == 1)) {
        status = error_set(&err, STATUS_USAGE,
                           "problem: expected either DB or --problem FILE");
    } else if (file) {
        status = rota_problem_file(option(v, "--format"), file, out, &object,
                                   &err);
    } else {
        status = write_database(v, out, &object, &err);
    }
    return invocation_end(v, status, &err, object, print_problem);
}

/* ---- a roster of it --------------------------------------------------------- */

static void print_score(const struct invocation *v, const cJSON *object)
{
    const cJSON *item;
    printf(v->norwegian ? "kostnad %lld, %lld brudd\n"
                        : "cost %lld, %lld broken\n",
           (long long)int_of(object, "cost"),
           (long long)int_of(object, "breaches"));
    cJSON_ArrayForEach(item, list_of(object, "levels"))
    {
        fputs("  ", stdout);
        print_cell(key_words(v, text_of(item, "name")), LEVEL_COLUMNS);
        printf("%10lld\n", (long long)int_of(item, "cost"));
    }
    cJSON_ArrayForEach(item, list_of(object, "broken"))
    {
        printf("  ! %s\n", cJSON_GetStringValue(item));
    }
}

int cmd_score(struct invocation *v)
{
    struct error err = {0};
    cJSON *object = NULL;
    const char *file = option(v, "--problem"), *roster = option(v, "--roster");
    enum status status =
        file && roster
            ? rota_score_file(option(v, "--format"), file, roster, &object,
                              &err)
            : error_set(&err, STATUS_USAGE,
                        "score: expected --problem FILE and --roster FILE");
    return invocation_end(v, status, &err, object, print_score);
}
