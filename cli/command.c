/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command.c - parses a call and runs its verb. */
#include "cli/command.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/norwegian.h"
#include "cli/help.h"

/* Options of every verb. */
static const struct option_def COMMON[] = {
    {"--json", NULL, "print the result as one JSON object", false},
    {"--lang", "nb|en", "language of what is printed", false},
    {"--now", "TIME", "act as of this moment, 2027-03-02T07:10", false},
    {"--help", NULL, "say what the verb does", false},
    {NULL, NULL, NULL, false},
};

const struct option_def *common_options(void)
{
    return COMMON;
}

/* ---- parsing ------------------------------------------------------------------ */

static const struct option_def *find_in(const struct option_def *options,
                                        const char *name, size_t length)
{
    for (; options && options->name; options++) {
        if (strlen(options->name) == length &&
            strncmp(options->name, name, length) == 0) {
            return options;
        }
    }
    return NULL;
}

static enum status take_option(struct invocation *v, const char *word,
                               char **rest, int32_t *used, struct error *err)
{
    size_t length = strcspn(word, "=");
    const struct option_def *def =
        find_in(v->command->options, word, length);
    def = def ? def : find_in(COMMON, word, length);
    if (!def) {
        return error_set(err, STATUS_USAGE, "%s: unknown option '%.*s'%s",
                         v->command->name, (int)length, word,
                         help_nearest_option(v->command, word));
    }
    if (v->n_given == OPTIONS_MAX) {
        return error_set(err, STATUS_USAGE, "too many options");
    }
    const char *value = word[length] == '=' ? word + length + 1 : NULL;
    if (!def->value && value) {
        return error_set(err, STATUS_USAGE, "%s takes no value", def->name);
    }
    if (def->value && !value) {
        value = rest[0];
        *used = 1;
    }
    if (def->value && !value) {
        return error_set(err, STATUS_USAGE, "%s: expected %s, found nothing",
                         def->name, def->value);
    }
    v->given[v->n_given] = def;
    v->values[v->n_given++] = value;
    return STATUS_OK;
}

static enum status parse(struct invocation *v, int argc, char **argv,
                         struct error *err)
{
    bool only_operands = false;
    for (int32_t i = 0; i < argc; i++) {
        int32_t used = 0;
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (!only_operands && strncmp(argv[i], "--", 2) == 0) {
            TRY(take_option(v, argv[i], argv + i + 1, &used, err));
            i += used;
        } else if (v->n_operands == v->command->operands_max) {
            return error_set(err, STATUS_USAGE, "%s: unexpected '%s'",
                             v->command->name, argv[i]);
        } else {
            v->operands[v->n_operands++] = argv[i];
        }
    }
    if (!option(v, "--help") && v->n_operands < v->command->operands_min) {
        return error_set(err, STATUS_USAGE, "%s: expected %s",
                         v->command->name, v->command->operands);
    }
    return STATUS_OK;
}

const char *option(const struct invocation *invocation, const char *name)
{
    for (int32_t i = invocation->n_given - 1; i >= 0; i--) {
        if (strcmp(invocation->given[i]->name, name) == 0) {
            return invocation->values[i] ? invocation->values[i] : "";
        }
    }
    return NULL;
}

enum status option_date(const struct invocation *invocation, const char *name,
                        date_day *result, struct error *err)
{
    const char *text = option(invocation, name);
    if (text && date_parse(text, result, err) != STATUS_OK) {
        return error_in(err->status = STATUS_USAGE, err, "%s: ", name);
    }
    return STATUS_OK;
}

enum status option_int(const struct invocation *invocation, const char *name,
                       int64_t low, int64_t high, int64_t *result,
                       struct error *err)
{
    const char *text = option(invocation, name);
    if (text) {
        char *end;
        long long value = strtoll(text, &end, 10);
        if (end == text || *end || value < low || value > high) {
            return error_set(err, STATUS_USAGE,
                             "%s: expected a whole number from %lld to %lld, "
                             "found '%s'",
                             name, (long long)low, (long long)high, text);
        }
        *result = value;
    }
    return STATUS_OK;
}

enum status option_seconds(const struct invocation *invocation,
                           const char *name, double *result,
                           struct error *err)
{
    const char *text = option(invocation, name);
    if (text) {
        char *end;
        double value = strtod(text, &end);
        if (end == text || *end || !(value > 0) || value > 1e6) {
            return error_set(err, STATUS_USAGE,
                             "%s: expected seconds above 0, found '%s'", name,
                             text);
        }
        *result = value;
    }
    return STATUS_OK;
}

enum status option_horizon(const struct invocation *invocation,
                           struct horizon *result, struct error *err)
{
    int64_t weeks = 0;
    *result = (struct horizon){.from = DATE_NONE};
    TRY(option_date(invocation, "--from", &result->from, err));
    TRY(option_int(invocation, "--weeks", 1, 52, &weeks, err));
    result->weeks = (int32_t)weeks;
    return STATUS_OK;
}

/* ---- running ------------------------------------------------------------------- */

enum status option_rank(const struct invocation *v, struct desk *desk,
                        struct error *err)
{
    const char *as = option(v, "--as");
    if (as && strcmp(as, "manager") != 0 && strcmp(as, "staff") != 0) {
        return error_set(err, STATUS_USAGE,
                         "--as: expected manager or staff, found '%s'", as);
    }
    desk->manager = !as || strcmp(as, "manager") == 0;
    return STATUS_OK;
}

enum status invocation_desk(const struct invocation *invocation,
                            struct desk *desk, struct error *err)
{
    TRY(desk_open(invocation->operands[0], &invocation->act, desk, err));
    desk->norwegian = invocation->norwegian;
    return STATUS_OK;
}

/* A JSON error goes to standard output too, so that a caller of --json always
 * gets one object. */
static int say_failure(const struct invocation *v, enum status status,
                       const struct error *err)
{
    char *said = in_language(v->norwegian, err->text);
    fprintf(stderr, "samvakt: %s\n", said);
    if (v->json) {
        cJSON *object = cJSON_CreateObject();
        cJSON *error = json_add_object(object, "error");
        json_add_string(error, "kind", status_name(status));
        json_add_string(error, "text", said);
        char *text = json_print(object, true);
        fputs(text, stdout);
        free(text);
        cJSON_Delete(object);
    }
    free(said);
    return status_exit_code(status);
}

int invocation_end(const struct invocation *invocation, enum status status,
                   const struct error *err, cJSON *object,
                   print_result *print)
{
    if (status != STATUS_OK) {
        cJSON_Delete(object);
        return say_failure(invocation, status, err);
    }
    if (invocation->json) {
        char *text = json_print(object, true);
        fputs(text, stdout);
        free(text);
    } else if (print) {
        print(invocation, object);
    }
    cJSON_Delete(object);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "samvakt: standard output could not be written\n");
        return status_exit_code(STATUS_FILE);
    }
    return 0;
}

void print_faults(struct faults *faults)
{
    for (int32_t i = 0; i < faults->n; i++) {
        fprintf(stderr, "%s\n", faults->at[i].text);
    }
    if (faults->unkept > 0) {
        fprintf(stderr, "... and %d more\n", faults->unkept);
    }
    faults_release(faults);
}

const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

int64_t int_of(const cJSON *object, const char *key)
{
    return (int64_t)number_of(object, key);
}

double number_of(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(node) ? node->valuedouble : 0.0;
}

const cJSON *list_of(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* Who sits at the keyboard, for the audit log. */
static enum status fill_act(struct invocation *v, struct error *err)
{
    const char *now = option(v, "--now");
    const struct passwd *user = getpwuid(getuid());
    const char *actor = getenv("SAMVAKT_ACTOR"); /* set by the server */
    if (actor) {
        snprintf(v->actor, sizeof v->actor, "%s", actor);
    } else {
        snprintf(v->actor, sizeof v->actor, "cli:%s",
                 user ? user->pw_name : "unknown");
    }
    v->act = (struct act){.actor = v->actor, .at = (instant)time(NULL)};
    if (now && moment_parse(now, &v->act.at, err) != STATUS_OK) {
        return error_in(err->status = STATUS_USAGE, err, "--now: ");
    }
    return STATUS_OK;
}

static void fill_manner(struct invocation *v)
{
    const char *lang = option(v, "--lang");
    const char *locale = getenv("LC_ALL");
    locale = locale && *locale ? locale : getenv("LANG");
    lang = lang ? lang : locale ? locale : "en";
    const char *no_colour = getenv("NO_COLOR");
    v->norwegian = strncmp(lang, "nb", 2) == 0 || strncmp(lang, "nn", 2) == 0 ||
                   strncmp(lang, "no", 2) == 0;
    v->json = option(v, "--json") != NULL;
    v->terminal = isatty(STDOUT_FILENO) == 1;
    v->colour = v->terminal && !(no_colour && *no_colour);
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct invocation v = {.command = command};
    struct error err = {0};
    enum status status = parse(&v, argc, argv, &err);
    if (status == STATUS_OK) {
        status = fill_act(&v, &err);
    }
    fill_manner(&v);
    if (status == STATUS_OK && option(&v, "--help")) {
        help_command(stdout, command);
        return 0;
    }
    if (status != STATUS_OK) {
        int code = say_failure(&v, status, &err);
        fprintf(stderr, "try: samvakt %s --help\n", command->name);
        return code;
    }
    return command->run(&v);
}

int command_main(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "help";
    if (strcmp(verb, "help") == 0 || strcmp(verb, "--help") == 0) {
        return help_main(argc > 2 ? argv[2] : NULL);
    }
    if (strcmp(verb, "--version") == 0) {
        printf("samvakt %s\n", SAMVAKT_VERSION);
        return 0;
    }
    for (int32_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(COMMANDS[i].name, verb) == 0) {
            return run_command(&COMMANDS[i], argc - 2, argv + 2);
        }
    }
    fprintf(stderr, "samvakt: unknown verb '%s'%s\n", verb,
            help_nearest_verb(verb));
    return status_exit_code(STATUS_USAGE);
}
