/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help.c - prints what the tables say. */
#include "cli/help.h"

#include <string.h>

enum { NAME_MAX_BYTES = 40, NEAR = 3 };

/* Edit distance of two short words (Levenshtein). */
static int32_t distance(const char *a, const char *b)
{
    int32_t row[NAME_MAX_BYTES + 1];
    size_t na = strlen(a), nb = strlen(b);
    if (na > NAME_MAX_BYTES || nb > NAME_MAX_BYTES) {
        return NAME_MAX_BYTES;
    }
    for (size_t j = 0; j <= nb; j++) {
        row[j] = (int32_t)j;
    }
    for (size_t i = 1; i <= na; i++) {
        int32_t corner = row[0];
        row[0] = (int32_t)i;
        for (size_t j = 1; j <= nb; j++) {
            int32_t best = corner + (a[i - 1] != b[j - 1]);
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[nb];
}

struct nearest {
    const char *word, *name;
    int32_t distance;
};

static void consider(struct nearest *nearest, const char *name)
{
    int32_t d = distance(nearest->word, name);
    if (d < nearest->distance) {
        nearest->distance = d;
        nearest->name = name;
    }
}

static const char *suggestion(const struct nearest *nearest)
{
    static char words[NAME_MAX_BYTES + 24];
    words[0] = '\0';
    if (nearest->name) {
        snprintf(words, sizeof words, "; did you mean '%s'?", nearest->name);
    }
    return words;
}

const char *help_nearest_verb(const char *word)
{
    struct nearest nearest = {word, NULL, NEAR};
    for (int32_t i = 0; i < N_COMMANDS; i++) {
        consider(&nearest, COMMANDS[i].name);
    }
    return suggestion(&nearest);
}

const char *help_nearest_option(const struct command *command,
                                const char *word)
{
    struct nearest nearest = {word, NULL, NEAR};
    const struct option_def *const tables[] = {command->options,
                                               common_options()};
    for (size_t t = 0; t < COUNT_OF(tables); t++) {
        for (const struct option_def *o = tables[t]; o && o->name; o++) {
            consider(&nearest, o->name);
        }
    }
    return suggestion(&nearest);
}

static void print_options(FILE *out, const struct option_def *options)
{
    for (; options && options->name; options++) {
        char head[60];
        snprintf(head, sizeof head, "%s %s", options->name,
                 options->value ? options->value : "");
        fprintf(out, "  %-22s %s%s\n", head, options->help,
                options->many ? " (may be given several times)" : "");
    }
}

void help_command(FILE *out, const struct command *command)
{
    fprintf(out, "samvakt %s %s\n\n%s\n\nOptions:\n", command->name,
            command->operands, command->summary);
    print_options(out, command->options);
    print_options(out, common_options());
    fprintf(out, "\nExample:\n  %s\n", command->example);
}

int help_main(const char *verb)
{
    for (int32_t i = 0; verb && i < N_COMMANDS; i++) {
        if (strcmp(COMMANDS[i].name, verb) == 0) {
            help_command(stdout, &COMMANDS[i]);
            return 0;
        }
    }
    if (verb) {
        fprintf(stderr, "samvakt: unknown verb '%s'%s\n", verb,
                help_nearest_verb(verb));
        return status_exit_code(STATUS_USAGE);
    }
    printf("samvakt VERB DB ... - joint cover rotas for small teams\n\n");
    for (int32_t i = 0; i < N_COMMANDS; i++) {
        printf("  %-11s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    }
    printf("\nsamvakt VERB --help says more. Exit codes: 0 done; 1 wrong use; "
           "2 input refused;\n3 done, but demand of the highest priority is "
           "uncovered; 4 file or store; 5 internal.\n");
    return 0;
}
