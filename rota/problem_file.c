/* SPDX-License-Identifier: GPL-3.0-or-later */
/* problem_file.c - files in, files out. */
#include "rota/problem_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "importers/problem_format.h"
#include "rota/weekly.h"

enum { ROSTER_BYTES_MAX = 256 << 20, BROKEN_MAX = 100 };

static enum status find_format(const char *name,
                               const struct problem_format **result,
                               struct error *err)
{
    *result = problem_format_find(name ? name : "samvakt");
    return *result ? STATUS_OK
                   : error_set(err, STATUS_USAGE,
                               "--format: expected samvakt, curtois or inrc2, "
                               "found '%s'",
                               name);
}

static enum status read_problem(const char *format, const char *path,
                                struct problem **result, struct error *err)
{
    const struct problem_format *known;
    TRY(find_format(format, &known, err));
    return known->read(path, result, err);
}

enum status rota_solve_file(const char *format, const char *path,
                            const char *out,
                            const struct solve_options *options,
                            cJSON **result, struct error *err)
{
    const struct problem_format *known;
    struct problem *problem = NULL;
    struct roster *roster = NULL;
    TRY(find_format(format, &known, err));
    TRY(known->read(path, &problem, err));
    enum status status =
        rota_solve_problem(problem, options, &roster, result, err);
    if (status == STATUS_OK) {
        status = known->write(problem, roster, out, err);
    }
    roster_free(roster);
    problem_free(problem);
    return status;
}

/* ---- the problem as a file -------------------------------------------------- */

static enum status write_problem(const struct problem *problem,
                                 const char *out, cJSON **result,
                                 struct error *err)
{
    char digest[65];
    char *bytes = problem_write(problem);
    enum status status = file_write(out, bytes, strlen(bytes), err);
    free(bytes);
    TRY(status);
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "path", out);
    json_add_string(object, "problem_sha256", problem_digest(problem, digest));
    json_add_int(object, "people", problem->n_people);
    json_add_int(object, "days", problem->n_days);
    json_add_int(object, "patterns", problem->n_patterns);
    json_add_int(object, "rules", problem->n_rules);
    json_add_int(object, "rows", problem->n_rows);
    cJSON *levels = json_add_list(object, "levels");
    for (int32_t k = 0; k < problem->n_levels; k++) {
        cJSON_AddItemToArray(levels,
                             cJSON_CreateString(problem->levels[k].name));
    }
    *result = object;
    return STATUS_OK;
}

enum status rota_problem(struct desk *desk,
                         const struct solve_options *options, const char *out,
                         cJSON **result, struct error *err)
{
    date_day from;
    int32_t days;
    struct run_input input;
    struct compiled *compiled = NULL;
    TRY(horizon_resolve(desk, &options->horizon, &from, &days, err));
    TRY(run_input_load(desk, from, days, &input, err));
    input.compile.open = options->open;
    input.compile.n_open = options->n_open;
    enum status status = compile(&input.compile, &compiled, err);
    if (status == STATUS_OK) {
        status = write_problem(compiled_problem(compiled), out, result, err);
    }
    compiled_free(compiled);
    run_input_release(&input);
    return status;
}

enum status rota_problem_file(const char *format, const char *path,
                              const char *out, cJSON **result,
                              struct error *err)
{
    struct problem *problem = NULL;
    TRY(read_problem(format, path, &problem, err));
    enum status status = write_problem(problem, out, result, err);
    problem_free(problem);
    return status;
}

/* ---- what a roster costs ------------------------------------------------------ */

/* "Kari: rest-daily (AML § 10-8), day 3": what is broken, in order. */
static void add_broken(const struct problem *p, const struct item_vec *items,
                       cJSON *object)
{
    cJSON *list = json_add_list(object, "broken");
    for (int32_t i = 0, n = 0; i < items->n && n < BROKEN_MAX; i++) {
        const struct score_item *item = &items->at[i];
        char words[300];
        if (!item->breach) {
            continue;
        }
        if (item->kind == ITEM_ROW) {
            snprintf(words, sizeof words, "%s (%s)", p->rows[item->index].name,
                     p->rows[item->index].source);
        } else if (item->kind == ITEM_RULE) {
            snprintf(words, sizeof words, "%s: %s (%s)",
                     p->people[item->person], p->rules[item->index].name,
                     p->rules[item->index].source);
        } else {
            snprintf(words, sizeof words, "%s: %s is closed",
                     p->people[item->person], p->days[item->day]);
        }
        cJSON_AddItemToArray(list, cJSON_CreateString(words));
        n++;
    }
}

static cJSON *score_object(const struct problem *problem,
                           const struct roster *roster)
{
    struct score score = roster_score(problem, roster);
    struct item_vec items = {0};
    char digest[65];
    cJSON *object = cJSON_CreateObject();
    roster_items(problem, roster, &items);
    json_add_int(object, "cost", score.total);
    json_add_int(object, "breaches", score.breaches);
    cJSON *levels = json_add_list(object, "levels");
    for (int32_t k = 0; k < problem->n_levels; k++) {
        cJSON *level = json_push_object(levels);
        json_add_string(level, "name", problem->levels[k].name);
        json_add_int(level, "cost", score.level[k]);
    }
    run_add_cost_by_rule(problem, roster, object);
    add_broken(problem, &items, object);
    json_add_string(object, "problem_sha256", problem_digest(problem, digest));
    vec_release(&items);
    return object;
}

enum status rota_score_file(const char *format, const char *path,
                            const char *roster, cJSON **result,
                            struct error *err)
{
    struct problem *problem = NULL;
    struct roster *lines = NULL;
    char *bytes = NULL;
    size_t length = 0;
    TRY(read_problem(format, path, &problem, err));
    enum status status =
        file_read(roster, ROSTER_BYTES_MAX, &bytes, &length, err);
    if (status == STATUS_OK) {
        status = roster_read(problem, roster, bytes, length, &lines, err);
    }
    if (status == STATUS_OK) {
        *result = score_object(problem, lines);
    }
    roster_free(lines);
    free(bytes);
    problem_free(problem);
    return status;
}
