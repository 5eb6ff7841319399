/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * problem_read_rule.c - line rules from a problem's file, and what all parts
 * of the file are read with.
 */
#include <string.h>

#include "solver/problem_json.h"

/* ---- pieces -------------------------------------------------------------- */

enum status reader_ints(struct problem_reader *r, const cJSON *list,
                        int64_t low, int64_t high)
{
    char found[JSON_FOUND];
    const cJSON *item;
    vec_clear(&r->ints);
    if (!cJSON_IsArray(list)) {
        return json_fail(r->doc, list, r->err,
                         "expected a list of whole numbers, found %s",
                         json_found(list, found));
    }
    cJSON_ArrayForEach (item, list) {
        if (!json_is_int(item, low, high)) {
            return json_fail(r->doc, item, r->err,
                             "expected a whole number from %lld to %lld, "
                             "found %s",
                             (long long)low, (long long)high,
                             json_found(item, found));
        }
        vec_push(&r->ints, (int32_t)json_int(item));
    }
    return STATUS_OK;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; *words; words++) {
        if (!strcmp(*words, word)) {
            return true;
        }
    }
    return false;
}

enum status reader_keys(struct problem_reader *r, const cJSON *object,
                        const char *const *keys)
{
    char found[JSON_FOUND];
    const cJSON *field;
    if (!cJSON_IsObject(object)) {
        return json_fail(r->doc, object, r->err, "expected an object, found %s",
                         json_found(object, found));
    }
    cJSON_ArrayForEach (field, object) {
        if (!has_word(keys, field->string)) {
            return json_fail(r->doc, field, r->err,
                             "expected no field of this name");
        }
    }
    return STATUS_OK;
}

enum status reader_int(struct problem_reader *r, const cJSON *object,
                       const char *key, int64_t low, int64_t high,
                       int32_t *result)
{
    int64_t value;
    TRY(json_get_int(r->doc, object, key, low, high, &value, r->err));
    *result = (int32_t)value;
    return STATUS_OK;
}

static enum status reader_bound(struct problem_reader *r, const cJSON *object,
                                const char *key, int64_t *bound)
{
    if (!cJSON_HasObjectItem(object, key)) {
        return STATUS_OK;
    }
    return json_get_int(r->doc, object, key, -COST_MAX, COST_MAX, bound,
                        r->err);
}

static enum status read_hinge(struct problem_reader *r, const cJSON *item,
                              struct hinge *hinge)
{
    const cJSON *at = cJSON_GetArrayItem(item, 0);
    const cJSON *under = cJSON_GetArrayItem(item, 1);
    const cJSON *over = cJSON_GetArrayItem(item, 2);
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) != 3 ||
        !json_is_int(at, -COST_MAX, COST_MAX) ||
        !json_is_int(under, 0, COST_MAX) || !json_is_int(over, 0, COST_MAX)) {
        return json_fail(r->doc, item, r->err,
                         "expected [mark, cost under it, cost over it]");
    }
    *hinge = (struct hinge){json_int(at), json_int(under), json_int(over)};
    return STATUS_OK;
}

enum status reader_gauge(struct problem_reader *r, const cJSON *object,
                         struct gauge *gauge)
{
    const cJSON *list;
    const cJSON *item;
    *gauge = (struct gauge){BOUND_NONE_LOW, BOUND_NONE_HIGH, NULL, 0};
    TRY(reader_bound(r, object, "low", &gauge->low));
    TRY(reader_bound(r, object, "high", &gauge->high));
    TRY(json_get_list(r->doc, object, "hinges", &list, r->err));
    struct hinge *hinges = arena_array(
        r->p->arena, (size_t)cJSON_GetArraySize(list), sizeof *hinges);
    cJSON_ArrayForEach (item, list) {
        TRY(read_hinge(r, item, &hinges[gauge->n_hinges++]));
    }
    gauge->hinges = hinges;
    return STATUS_OK;
}

enum status reader_origin(struct problem_reader *r, const cJSON *object,
                          const char **name, const char **source,
                          int32_t *level)
{
    const char *words;
    TRY(json_get_string(r->doc, object, "name", &words, r->err));
    *name = arena_strdup(r->p->arena, words);
    TRY(json_get_string(r->doc, object, "source", &words, r->err));
    *source = arena_strdup(r->p->arena, words);
    return reader_int(r, object, "level", 0, r->p->n_levels - 1, level);
}

/* The table that a field names, which must have `n` numbers. */
static enum status get_table(struct problem_reader *r, const cJSON *object,
                             const char *key, int32_t n, const int32_t **values)
{
    int32_t index;
    TRY(reader_int(r, object, key, 0, r->tables.n - 1, &index));
    const struct int_table *table = &r->tables.at[index];
    if (table->n != n) {
        return json_fail(
            r->doc, cJSON_GetObjectItemCaseSensitive(object, key), r->err,
            "expected a table of %d numbers, found one of %d", n, table->n);
    }
    *values = table->values;
    return STATUS_OK;
}

static enum status get_set(struct problem_reader *r, const cJSON *object,
                           struct pattern_set *set)
{
    int32_t index;
    TRY(reader_int(r, object, "set", 0, r->sets.n - 1, &index));
    *set = r->sets.at[index];
    return STATUS_OK;
}

static enum status get_days(struct problem_reader *r, const cJSON *object,
                            int32_t *first, int32_t *last)
{
    TRY(reader_int(r, object, "first", 0, r->p->n_days - 1, first));
    return reader_int(r, object, "last", *first, r->p->n_days - 1, last);
}

static enum status get_ints(struct problem_reader *r, const cJSON *object,
                            const char *key, int64_t low, int64_t high)
{
    const cJSON *list;
    TRY(json_get_list(r->doc, object, key, &list, r->err));
    return reader_ints(r, list, low, high);
}

/* ---- kinds --------------------------------------------------------------- */

static enum status read_transition(struct problem_reader *r,
                                   const cJSON *object, struct line_rule *rule)
{
    int32_t pairs = r->p->n_patterns * r->p->n_patterns;
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, "tables");
    TRY(get_ints(r, object, "tables", 0, r->tables.n - 1));
    if (r->ints.n != r->p->n_days - 1) {
        return json_fail(r->doc, list, r->err,
                         "expected one table for each of %d nights, found %d",
                         r->p->n_days - 1, r->ints.n);
    }
    const int32_t **of_day =
        arena_array(r->p->arena, (size_t)r->p->n_days, sizeof *of_day);
    for (int32_t d = 0; d < r->ints.n; d++) {
        const struct int_table *table = &r->tables.at[r->ints.at[d]];
        if (table->n != pairs) {
            return json_fail(r->doc, cJSON_GetArrayItem(list, d), r->err,
                             "expected a table of %d numbers, found one of %d",
                             pairs, table->n);
        }
        of_day[d] = table->values;
    }
    rule->u.transition.table_of_day = of_day;
    return STATUS_OK;
}

static enum status read_window(struct problem_reader *r, const cJSON *object,
                               struct line_rule *rule)
{
    struct window_sum *w = &rule->u.window;
    const cJSON *by_day = cJSON_GetObjectItemCaseSensitive(object, "by_day");
    if (!cJSON_IsBool(by_day)) {
        return json_fail(r->doc, by_day ? by_day : object, r->err,
                         "expected the field 'by_day', true or false");
    }
    w->weights.by_day = cJSON_IsTrue(by_day);
    TRY(get_days(r, object, &w->first, &w->last));
    TRY(get_table(r, object, "weights",
                  r->p->n_patterns * (w->weights.by_day ? r->p->n_days : 1),
                  &w->weights.weight));
    TRY(json_get_int(r->doc, object, "history", -INT32_MAX, INT32_MAX,
                     &w->history, r->err));
    return reader_gauge(r, object, &w->gauge);
}

static enum status read_groups(struct problem_reader *r, const cJSON *object,
                               struct line_rule *rule)
{
    struct group_count *g = &rule->u.groups;
    TRY(get_set(r, object, &g->set));
    TRY(get_ints(r, object, "start", 0, r->p->n_days - 1));
    g->n_groups = r->ints.n;
    g->start =
        problem_keep(r->p, r->ints.at, (size_t)r->ints.n, sizeof *r->ints.at);
    TRY(get_ints(r, object, "end", 0, r->p->n_days - 1));
    if (r->ints.n != g->n_groups) {
        return json_fail(
            r->doc, cJSON_GetObjectItemCaseSensitive(object, "end"), r->err,
            "expected %d days as in 'start', found %d", g->n_groups, r->ints.n);
    }
    g->end =
        problem_keep(r->p, r->ints.at, (size_t)r->ints.n, sizeof *r->ints.at);
    TRY(json_get_int(r->doc, object, "history", 0, INT32_MAX, &g->history,
                     r->err));
    return reader_gauge(r, object, &g->gauge);
}

static enum status read_run(struct problem_reader *r, const cJSON *object,
                            struct line_rule *rule)
{
    struct run_length *run = &rule->u.run;
    TRY(get_set(r, object, &run->set));
    TRY(reader_int(r, object, "history", RUN_FAVOURABLE, RUN_HISTORY_MAX,
                   &run->history));
    return reader_gauge(r, object, &run->gauge);
}

static enum status read_gap(struct problem_reader *r, const cJSON *object,
                            struct line_rule *rule)
{
    struct free_gap *gap = &rule->u.gap;
    int32_t n = r->p->n_days * r->p->n_patterns;
    TRY(get_table(r, object, "busy_from", n, &gap->busy_from));
    TRY(get_table(r, object, "busy_to", n, &gap->busy_to));
    TRY(get_days(r, object, &gap->first, &gap->last));
    TRY(reader_int(r, object, "open", INT32_MIN, INT32_MAX, &gap->open));
    TRY(reader_int(r, object, "close", gap->open, INT32_MAX, &gap->close));
    TRY(reader_int(r, object, "busy_until", INT32_MIN, INT32_MAX,
                   &gap->busy_until));
    TRY(reader_int(r, object, "need", 1, INT32_MAX, &gap->need));
    gap->cost_missing = GAP_HARD;
    if (cJSON_HasObjectItem(object, "cost_missing")) {
        return json_get_int(r->doc, object, "cost_missing", 0, COST_MAX,
                            &gap->cost_missing, r->err);
    }
    return STATUS_OK;
}

/* ---- all ----------------------------------------------------------------- */

#define COMMON_KEYS "kind", "person", "name", "source", "level"
#define GAUGE_KEYS "low", "high", "hinges"

static const struct {
    enum status (*read)(struct problem_reader *r, const cJSON *object,
                        struct line_rule *rule);
    const char *keys[16];
} READERS[LINE_KINDS] = {
    [LINE_TRANSITION] = {read_transition, {COMMON_KEYS, "tables"}},
    [LINE_WINDOW] = {read_window,
                     {COMMON_KEYS, GAUGE_KEYS, "first", "last", "weights",
                      "by_day", "history"}},
    [LINE_GROUPS] = {read_groups,
                     {COMMON_KEYS, GAUGE_KEYS, "set", "start", "end",
                      "history"}},
    [LINE_RUN] = {read_run, {COMMON_KEYS, GAUGE_KEYS, "set", "history"}},
    [LINE_GAP] = {read_gap,
                  {COMMON_KEYS, "busy_from", "busy_to", "first", "last", "open",
                   "close", "busy_until", "need", "cost_missing"}},
};

static enum status read_kind(struct problem_reader *r, const cJSON *object,
                             enum line_kind *kind)
{
    const char *key;
    TRY(json_get_string(r->doc, object, "kind", &key, r->err));
    for (int32_t k = 0; k < LINE_KINDS; k++) {
        if (!strcmp(key, LINE_KIND_KEYS[k])) {
            *kind = (enum line_kind)k;
            return STATUS_OK;
        }
    }
    return json_fail(r->doc, cJSON_GetObjectItemCaseSensitive(object, "kind"),
                     r->err,
                     "expected transition, window, groups, run or gap, found "
                     "'%.40s'",
                     key);
}

enum status reader_rule(struct problem_reader *r, const cJSON *object)
{
    struct line_rule rule = {0};
    TRY(read_kind(r, object, &rule.kind));
    TRY(reader_keys(r, object, READERS[rule.kind].keys));
    TRY(reader_int(r, object, "person", 0, r->p->n_people - 1, &rule.person));
    TRY(reader_origin(r, object, &rule.name, &rule.source, &rule.level));
    TRY(READERS[rule.kind].read(r, object, &rule));
    problem_add_rule(r->p, &rule);
    return STATUS_OK;
}
