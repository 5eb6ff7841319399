/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.h - one table of verbs, one file a verb (cli/cmd_*.c).
 *
 * A verb reads its options, calls rota/ and prints the JSON object it gets: as
 * text by its print function, or as it is with --json. Nothing is decided
 * here. Help, usage and completion come from the tables.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "base/json.h"
#include "rota/rota.h"

struct option_def {
    const char *name;  /* "--from" */
    const char *value; /* "DATE"; NULL: a flag */
    const char *help;
    bool many;         /* may be given more than once */
};

enum { OPTIONS_MAX = 64, WORDS_MAX = 64 };

struct invocation;

struct command {
    const char *name, *summary;
    const char *operands; /* "DB [FOLDER]" */
    int32_t operands_min, operands_max;
    const struct option_def *options; /* ends with a NULL name */
    const char *example;
    int (*run)(struct invocation *invocation);
};
extern const struct command COMMANDS[];
extern const int32_t N_COMMANDS;

/* One call of a verb, parsed. */
struct invocation {
    const struct command *command;
    const char *operands[WORDS_MAX];
    int32_t n_operands;
    const struct option_def *given[OPTIONS_MAX];
    const char *values[OPTIONS_MAX]; /* NULL for flags */
    int32_t n_given;
    bool json;      /* --json */
    bool norwegian; /* --lang nb, or LANG */
    bool terminal;  /* standard output is one */
    bool colour;    /* terminal, and NO_COLOR is not set */
    struct act act;
    char actor[80];
};

/* NULL when not given; "" for a flag that is. The last one counts. */
const char *option(const struct invocation *invocation, const char *name);
/* Typed readers: the default when not given; STATUS_USAGE naming the option. */
enum status option_date(const struct invocation *invocation, const char *name,
                        date_day *result, struct error *err) MUST_USE;
enum status option_int(const struct invocation *invocation, const char *name,
                       int64_t low, int64_t high, int64_t *result,
                       struct error *err) MUST_USE;
enum status option_seconds(const struct invocation *invocation,
                           const char *name, double *result,
                           struct error *err) MUST_USE;
/* --from and --weeks. */
enum status option_horizon(const struct invocation *invocation,
                           struct horizon *result,
                           struct error *err) MUST_USE;

/* --as manager|staff: whose rights the answer respects. */
enum status option_rank(const struct invocation *invocation,
                        struct desk *desk, struct error *err) MUST_USE;

/* Opens operand 0. */
enum status invocation_desk(const struct invocation *invocation,
                            struct desk *desk, struct error *err) MUST_USE;

/* Prints the object (as JSON, or by `print`) and frees it; exit code 0. On
 * failure prints "samvakt: ..." to standard error and gives the exit code. */
typedef void print_result(const struct invocation *invocation,
                          const cJSON *object);
int invocation_end(const struct invocation *invocation, enum status status,
                   const struct error *err, cJSON *object,
                   print_result *print);

/* Prints every reason to standard error, one a line, and releases the list. */
struct faults;
void print_faults(struct faults *faults);

/* Fields of results: "" or 0 when missing. */
const char *text_of(const cJSON *object, const char *key);
int64_t int_of(const cJSON *object, const char *key);
double number_of(const cJSON *object, const char *key);
const cJSON *list_of(const cJSON *object, const char *key);

/* Parses and runs; the process' exit code. */
int command_main(int argc, char **argv);

#endif
