/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_read.c - a problem from its file, part by part.
 *
 * What has a place in the file is checked here, with that place; what only
 * the whole can show (sums, overlaps) is left to problem_finish().
 */
#include "solver/problem_json.h"

#include <string.h>

/* ---- levels and names --------------------------------------------------- */

static enum status read_levels(struct problem_reader *r, const cJSON *list)
{
    static const char *const KEYS[] = {"name", "unit", NULL};
    const cJSON *item;
    int32_t n = cJSON_GetArraySize(list);
    if (n < 1 || n > LEVEL_MAX) {
        return json_fail(r->doc, list, r->err,
                         "expected 1 to %d levels, found %d", LEVEL_MAX, n);
    }
    cJSON_ArrayForEach (item, list) {
        const char *name;
        int64_t unit;
        TRY(reader_keys(r, item, KEYS));
        TRY(json_get_string(r->doc, item, "name", &name, r->err));
        TRY(json_get_int(r->doc, item, "unit", 1, COST_MAX, &unit, r->err));
        (void)problem_add_level(r->p, name, unit);
    }
    return STATUS_OK;
}

static enum status count_names(const struct json_doc *doc, const char *key,
                               int32_t most, int32_t *n, struct error *err)
{
    const cJSON *list;
    const cJSON *item;
    TRY(json_get_list(doc, doc->root, key, &list, err));
    *n = cJSON_GetArraySize(list);
    if (*n < 1 || *n > most) {
        return json_fail(doc, list, err, "expected 1 to %d names, found %d",
                         most, *n);
    }
    cJSON_ArrayForEach (item, list) {
        char found[JSON_FOUND];
        if (!cJSON_IsString(item) || !item->valuestring[0]) {
            return json_fail(doc, item, err, "expected a name, found %s",
                             json_found(item, found));
        }
    }
    return STATUS_OK;
}

static void copy_names(struct problem_reader *r, const char *key,
                       void (*give)(struct problem *, int32_t, const char *))
{
    const cJSON *item;
    int32_t k = 0;
    cJSON_ArrayForEach (item,
                        cJSON_GetObjectItemCaseSensitive(r->doc->root, key)) {
        give(r->p, k++, item->valuestring);
    }
}

/* ---- what others refer to ----------------------------------------------- */

static enum status read_masks(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    if (cJSON_GetArraySize(list) >= INT16_MAX) {
        return json_fail(r->doc, list, r->err, "expected fewer than %d masks",
                         INT16_MAX);
    }
    cJSON_ArrayForEach (item, list) {
        bool people[PEOPLE_MAX] = {false};
        TRY(reader_ints(r, item, 0, r->p->n_people - 1));
        for (int32_t k = 0; k < r->ints.n; k++) {
            people[r->ints.at[k]] = true;
        }
        vec_push(&r->masks, problem_add_mask(r->p, people));
    }
    return STATUS_OK;
}

static enum status read_sets(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        struct pattern_set set = {{0}};
        TRY(reader_ints(r, item, 0, r->p->n_patterns - 1));
        for (int32_t k = 0; k < r->ints.n; k++) {
            int32_t q = r->ints.at[k];
            set.bits[q >> 6] |= (uint64_t)1 << (q & 63);
        }
        vec_push(&r->sets, set);
    }
    return STATUS_OK;
}

static enum status read_tables(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        struct int_table table;
        TRY(reader_ints(r, item, INT32_MIN, INT32_MAX));
        table.n = r->ints.n;
        table.values = problem_keep(r->p, r->ints.at, (size_t)r->ints.n,
                                    sizeof *r->ints.at);
        vec_push(&r->tables, table);
    }
    return STATUS_OK;
}

/* ---- choices ------------------------------------------------------------ */

static enum status read_allowed_line(struct problem_reader *r, int32_t person,
                                     const cJSON *line)
{
    TRY(reader_ints(r, line, 0, r->sets.n - 1));
    if (r->ints.n != r->p->n_days) {
        return json_fail(r->doc, line, r->err,
                         "expected one set for each of %d days, found %d",
                         r->p->n_days, r->ints.n);
    }
    for (int32_t d = 0; d < r->p->n_days; d++) {
        for (int32_t q = 0; q < r->p->n_patterns; q++) {
            if (!SET_HAS(&r->sets.at[r->ints.at[d]], q)) {
                problem_forbid(r->p, person, d, q);
            }
        }
    }
    return STATUS_OK;
}

static enum status read_allowed(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    int32_t person = 0;
    if (cJSON_GetArraySize(list) != r->p->n_people) {
        return json_fail(r->doc, list, r->err,
                         "expected one list for each of %d people, found %d",
                         r->p->n_people, cJSON_GetArraySize(list));
    }
    cJSON_ArrayForEach (item, list) {
        TRY(read_allowed_line(r, person++, item));
    }
    return STATUS_OK;
}

static enum status read_reasons(struct problem_reader *r, const cJSON *list)
{
    static const char *const KEYS[] = {"name", "source", "level", NULL};
    const cJSON *item;
    if (cJSON_GetArraySize(list) > INT16_MAX) {
        return json_fail(r->doc, list, r->err, "expected at most %d reasons",
                         INT16_MAX);
    }
    cJSON_ArrayForEach (item, list) {
        const char *name, *source;
        int32_t level;
        TRY(reader_keys(r, item, KEYS));
        TRY(reader_origin(r, item, &name, &source, &level));
        (void)problem_add_reason(r->p, name, source, level);
    }
    return STATUS_OK;
}

/* Whether the first numbers of an item, in r->ints, are below `below`, and
 * those after them patterns. */
static enum status check_item(struct problem_reader *r, const cJSON *item,
                              const int64_t below[], int32_t n,
                              const char *expected)
{
    bool good = r->ints.n > n;
    for (int32_t k = 0; k < r->ints.n && good; k++) {
        int64_t limit = k < n ? below[k] : r->p->n_patterns;
        good =
            limit == INT64_MAX || (r->ints.at[k] >= 0 && r->ints.at[k] < limit);
    }
    return good ? STATUS_OK
                : json_fail(r->doc, item, r->err, "expected %s", expected);
}

static enum status read_charges(struct problem_reader *r, const cJSON *list)
{
    const int32_t n_reasons = cJSON_GetArraySize(
        cJSON_GetObjectItemCaseSensitive(r->doc->root, "reasons"));
    const int64_t below[] = {r->p->n_people, r->p->n_days, n_reasons,
                             (int64_t)INT32_MAX + 1};
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        TRY(reader_ints(r, item, 0, INT32_MAX));
        TRY(check_item(r, item, below, (int32_t)COUNT_OF(below),
                       "[person, day, reason, points, pattern, ...]"));
        const int32_t *at = r->ints.at;
        for (int32_t k = (int32_t)COUNT_OF(below); k < r->ints.n; k++) {
            problem_charge(r->p, at[0], at[1], at[k], at[2], at[3]);
        }
    }
    return STATUS_OK;
}

/* ---- rules and rows ------------------------------------------------------ */

static enum status read_rules(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        TRY(reader_rule(r, item));
    }
    return STATUS_OK;
}

static enum status read_terms(struct problem_reader *r, int32_t row,
                              const cJSON *list)
{
    const int64_t below[] = {r->p->n_days, r->masks.n, INT64_MAX};
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        TRY(reader_ints(r, item, INT32_MIN, INT32_MAX));
        TRY(check_item(r, item, below, (int32_t)COUNT_OF(below),
                       "[day, mask, coefficient, pattern, ...]"));
        const int32_t *at = r->ints.at;
        for (int32_t k = (int32_t)COUNT_OF(below); k < r->ints.n; k++) {
            problem_add_term(r->p, row, at[0], at[k], r->masks.at[at[1]],
                             at[2]);
        }
    }
    return STATUS_OK;
}

static enum status read_row(struct problem_reader *r, const cJSON *object)
{
    static const char *const KEYS[] = {"name",  "source", "level",    "day",
                                       "low",   "high",   "constant", "hinges",
                                       "terms", NULL};
    struct row row = {.day = NONE_DAY};
    const cJSON *terms;
    TRY(reader_keys(r, object, KEYS));
    TRY(reader_origin(r, object, &row.name, &row.source, &row.level));
    if (cJSON_HasObjectItem(object, "day")) {
        TRY(reader_int(r, object, "day", 0, r->p->n_days - 1, &row.day));
    }
    TRY(json_get_int(r->doc, object, "constant", -COST_MAX, COST_MAX,
                     &row.constant, r->err));
    TRY(reader_gauge(r, object, &row.gauge));
    TRY(json_get_list(r->doc, object, "terms", &terms, r->err));
    return read_terms(r, problem_add_row(r->p, &row), terms);
}

static enum status read_rows(struct problem_reader *r, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, list) {
        TRY(read_row(r, item));
    }
    return STATUS_OK;
}

/* ---- the whole ---------------------------------------------------------- */

/* In this order: each refers to parts before it. */
static const struct {
    const char *key;
    enum status (*read)(struct problem_reader *r, const cJSON *list);
} PARTS[] = {
    {"levels", read_levels},   {"masks", read_masks},
    {"sets", read_sets},       {"tables", read_tables},
    {"allowed", read_allowed}, {"reasons", read_reasons},
    {"charges", read_charges}, {"rules", read_rules},
    {"rows", read_rows},
};

static enum status read_parts(struct problem_reader *r)
{
    static const char *const KEYS[] = {
        "format",   "name",    "levels", "people", "days",
        "patterns", "masks",   "sets",   "tables", "allowed",
        "reasons",  "charges", "rules",  "rows",   NULL};
    TRY(reader_keys(r, r->doc->root, KEYS));
    for (size_t k = 0; k < COUNT_OF(PARTS); k++) {
        const cJSON *list;
        TRY(json_get_list(r->doc, r->doc->root, PARTS[k].key, &list, r->err));
        TRY(PARTS[k].read(r, list));
    }
    copy_names(r, "people", problem_name_person);
    copy_names(r, "days", problem_name_day);
    copy_names(r, "patterns", problem_name_pattern);
    return STATUS_OK;
}

static enum status new_problem(const struct json_doc *doc, struct problem **p,
                               struct error *err)
{
    const char *format, *name;
    int32_t n_people = 0, n_days = 0, n_patterns = 0;
    TRY(json_get_string(doc, doc->root, "format", &format, err));
    if (strcmp(format, PROBLEM_FORMAT) != 0) {
        return json_fail(
            doc, cJSON_GetObjectItemCaseSensitive(doc->root, "format"), err,
            "expected '" PROBLEM_FORMAT "', found '%.40s'", format);
    }
    TRY(json_get_string(doc, doc->root, "name", &name, err));
    TRY(count_names(doc, "people", PEOPLE_MAX, &n_people, err));
    TRY(count_names(doc, "days", DAYS_MAX, &n_days, err));
    TRY(count_names(doc, "patterns", PATTERN_MAX, &n_patterns, err));
    *p = problem_new(name, n_people, n_days, n_patterns);
    return STATUS_OK;
}

static enum status read_document(const struct json_doc *doc,
                                 struct problem **result, struct error *err)
{
    struct problem_reader r = {.doc = doc, .err = err};
    TRY(new_problem(doc, &r.p, err));
    enum status status = read_parts(&r);
    if (status == STATUS_OK) {
        status = error_in(problem_finish(r.p, err), err, "%s: ", doc->file);
    }
    vec_release(&r.sets);
    vec_release(&r.tables);
    vec_release(&r.masks);
    vec_release(&r.ints);
    if (status != STATUS_OK) {
        problem_free(r.p);
        return status;
    }
    *result = r.p;
    return STATUS_OK;
}

enum status problem_read(const char *file, const char *bytes, size_t length,
                         struct problem **result, struct error *err)
{
    struct json_doc doc;
    TRY(json_parse(&doc, file, bytes, length, err));
    enum status status = read_document(&doc, result, err);
    json_doc_release(&doc);
    return status;
}
