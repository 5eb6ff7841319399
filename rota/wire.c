/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wire.c - JSON lines between solver and parent. */
#include "rota/wire.h"

#include <string.h>

cJSON *wire_levels(const struct problem *problem, const struct score *score,
                   const cost *bound, const bool *proven)
{
    cJSON *list = cJSON_CreateArray();
    for (int32_t k = 0; k < problem->n_levels; k++) {
        cJSON *level = json_push_object(list);
        json_add_string(level, "name", problem->levels[k].name);
        json_add_int(level, "cost", score->level[k]);
        json_add_int(level, "bound", bound[k]);
        json_add_bool(level, "proven", proven[k]);
    }
    return list;
}

/* Rows of level 0 that cost something: demand below its low mark. */
static int64_t short_rows(const struct problem *problem,
                          const struct roster *best)
{
    int64_t n = 0;
    for (int32_t r = 0; r < problem->n_rows; r++) {
        const struct row *row = &problem->rows[r];
        n += row->level == 0 &&
             gauge_cost(&row->gauge, row_amount(problem, r, best)) > 0;
    }
    return n;
}

cJSON *wire_progress(const struct problem *problem,
                     const struct solver_progress *now,
                     const struct roster *best)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "type", "progress");
    cJSON_AddNumberToObject(object, "seconds", now->seconds);
    json_add_int(object, "ticks", (int64_t)now->ticks);
    json_add_string(object, "phase", now->phase);
    json_add_int(object, "columns", now->columns);
    json_add_string(object, "neighbourhood", now->neighbourhood);
    json_add_int(object, "bound", now->bound);
    if (now->has_roster) {
        json_add_int(object, "cost", now->score.total);
        json_add_int(object, "breaches", now->score.breaches);
        cJSON_AddNumberToObject(object, "gap",
                                solver_gap(now->score.total, now->bound));
        if (best) {
            json_add_int(object, "uncovered", short_rows(problem, best));
        }
        cJSON_AddItemToObject(object, "levels",
                              wire_levels(problem, &now->score,
                                          now->level_bound,
                                          now->level_proven));
    }
    return object;
}

void wire_add_roster(cJSON *object, const struct roster *roster)
{
    cJSON *lines = json_add_list(object, "lines");
    int *numbers = xcalloc((size_t)roster->n_days, sizeof *numbers);
    for (int32_t i = 0; i < roster->n_people; i++) {
        const int16_t *line = roster_line(roster, i);
        for (int32_t d = 0; d < roster->n_days; d++) {
            numbers[d] = line[d];
        }
        cJSON_AddItemToArray(lines,
                             cJSON_CreateIntArray(numbers, roster->n_days));
    }
    free(numbers);
}

static const char *const OUTCOMES[] = {"optimal", "feasible", "none"};

cJSON *wire_result(const struct solver_result *result)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "type", "result");
    json_add_string(object, "outcome", OUTCOMES[result->outcome]);
    json_add_int(object, "cost", result->score.total);
    json_add_int(object, "breaches", result->score.breaches);
    json_add_int(object, "bound", result->bound);
    cJSON_AddNumberToObject(object, "seconds", result->seconds);
    cJSON_AddNumberToObject(object, "seconds_first", result->seconds_first);
    json_add_int(object, "ticks", (int64_t)result->ticks);
    cJSON *levels = json_add_list(object, "levels");
    for (int32_t k = 0; k < LEVEL_MAX; k++) {
        cJSON *level = json_push_object(levels);
        json_add_int(level, "cost", result->score.level[k]);
        json_add_int(level, "bound", result->level_bound[k]);
        json_add_bool(level, "proven", result->level_proven[k]);
    }
    wire_add_roster(object, result->roster);
    return object;
}

cJSON *wire_failure(enum status status, const struct error *err)
{
    cJSON *object = cJSON_CreateObject();
    json_add_string(object, "type", "failure");
    json_add_int(object, "status", (int64_t)status);
    json_add_string(object, "text", err->text);
    return object;
}

const char *wire_type(const cJSON *object)
{
    const char *type =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "type"));
    return type ? type : "";
}

static int64_t number(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(node) ? (int64_t)node->valuedouble : 0;
}

static double fraction(const cJSON *object, const char *key)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(node) ? node->valuedouble : 0.0;
}

enum status wire_read_failure(const cJSON *object, struct error *err)
{
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(object, "text");
    int64_t said = number(object, "status");
    bool known = said > STATUS_OK && said < STATUS_COUNT;
    return error_set(err, known ? (enum status)said : STATUS_INTERNAL, "%s",
                     cJSON_IsString(text) ? text->valuestring : "");
}

/* NULL when the lines do not fit the problem. */
static struct roster *read_lines(const struct problem *problem,
                                 const cJSON *lines)
{
    if (cJSON_GetArraySize(lines) != problem->n_people) {
        return NULL;
    }
    struct roster *roster = roster_new(problem);
    int32_t person = 0;
    const cJSON *line;
    cJSON_ArrayForEach(line, lines) {
        int32_t day = 0;
        const cJSON *cell;
        cJSON_ArrayForEach(cell, line) {
            if (day >= problem->n_days ||
                !json_is_int(cell, 0, problem->n_patterns - 1)) {
                roster_free(roster);
                return NULL;
            }
            roster_line(roster, person)[day++] = (int16_t)json_int(cell);
        }
        if (day < problem->n_days) {
            roster_free(roster);
            return NULL;
        }
        person++;
    }
    return roster;
}

static void read_levels(const cJSON *object, struct solver_result *result)
{
    const cJSON *levels = cJSON_GetObjectItemCaseSensitive(object, "levels");
    int32_t k = 0;
    const cJSON *level;
    cJSON_ArrayForEach(level, levels) {
        if (k == LEVEL_MAX) {
            break;
        }
        result->score.level[k] = number(level, "cost");
        result->level_bound[k] = number(level, "bound");
        result->level_proven[k] = cJSON_IsTrue(
            cJSON_GetObjectItemCaseSensitive(level, "proven"));
        k++;
    }
}

void wire_read_progress(const struct problem *problem, const cJSON *object,
                        struct solver_result *result)
{
    result->seconds = fraction(object, "seconds");
    result->ticks = (uint64_t)number(object, "ticks");
    result->bound = number(object, "bound");
    const cJSON *lines = cJSON_GetObjectItemCaseSensitive(object, "lines");
    struct roster *roster = lines ? read_lines(problem, lines) : NULL;
    if (roster) {
        if (!result->roster) {
            result->seconds_first = result->seconds;
        }
        roster_free(result->roster);
        result->roster = roster;
        read_levels(object, result);
        result->score.total = number(object, "cost");
        result->score.breaches = (int32_t)number(object, "breaches");
        result->outcome = result->score.breaches > 0 ? OUTCOME_NONE
                                                     : OUTCOME_FEASIBLE;
    }
}

bool wire_read_result(const struct problem *problem, const cJSON *object,
                      struct solver_result *result)
{
    const cJSON *lines = cJSON_GetObjectItemCaseSensitive(object, "lines");
    struct roster *roster = read_lines(problem, lines);
    if (!roster) {
        return false;
    }
    roster_free(result->roster);
    result->roster = roster;
    const char *name = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(object, "outcome"));
    for (size_t i = 0; i < COUNT_OF(OUTCOMES); i++) {
        if (name && strcmp(name, OUTCOMES[i]) == 0) {
            result->outcome = (enum outcome)i;
        }
    }
    read_levels(object, result);
    result->score.total = number(object, "cost");
    result->score.breaches = (int32_t)number(object, "breaches");
    result->bound = number(object, "bound");
    result->seconds = fraction(object, "seconds");
    result->seconds_first = fraction(object, "seconds_first");
    result->ticks = (uint64_t)number(object, "ticks");
    return true;
}
