/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profile_body.c - limits, tiers and pay windows of one profile file. */
#include "importers/profile_body.h"

#include "importers/suggest.h"
#include "model/record.h"

enum { TIERS_MAX = 20 };

static const char *const TESTS[] = {
    "forward_from_start", /* for each start s: [s, s + 24 h) */
    "between_periods",    /* a gap between two main periods */
    "fixed_monday",       /* weeks from Monday 00:00 */
    "rolling",            /* every window of that length */
    "mean",               /* average over weeks or days */
    "count",              /* times or days in a row */
    "notice",             /* days before the first day of a plan */
    "parameter",          /* no limit itself: a window, factor or switch */
    NULL};
static const char *const SEVERITIES[] = {"silent", "warn", "confirm", "forbid",
                                         NULL};
static const char *const ACTORS[] = {"solver", "manager", "staff", NULL};

/* STATUS_INPUT for the first key of `object` that is not in `known`. */
static enum status check_keys(const struct profile_source *source,
                              const cJSON *object, const char *const *known)
{
    const cJSON *child;
    cJSON_ArrayForEach (child, object) {
        if (names_find(known, child->string) != NONE) {
            continue;
        }
        struct suggestion suggestion;
        char words[SUGGEST_TEXT];
        suggest_start(&suggestion, child->string);
        for (int32_t i = 0; known[i]; i++) {
            suggest_try(&suggestion, known[i]);
        }
        return json_fail(source->doc, child, source->err,
                         "expected a known key, found '%.40s'%s", child->string,
                         suggest_words(&suggestion, words));
    }
    return STATUS_OK;
}

static enum status get_text(const struct profile_source *source,
                            const cJSON *object, const char *key,
                            const char **result)
{
    const char *text;
    TRY(json_get_string(source->doc, object, key, &text, source->err));
    *result = arena_strdup(source->arena, text);
    return STATUS_OK;
}

static enum status get_name(const struct profile_source *source,
                            const cJSON *object, const char *key,
                            const char *const *names, int32_t *result)
{
    const char *text;
    TRY(json_get_string(source->doc, object, key, &text, source->err));
    *result = names_find(names, text);
    if (*result == NONE) {
        return json_fail(source->doc, cJSON_GetObjectItem(object, key),
                         source->err, "expected another word, found '%.40s'",
                         text);
    }
    return STATUS_OK;
}

/* ---- limits -------------------------------------------------------------- */

static enum status get_value(const struct profile_source *source,
                             const cJSON *node, enum limit_key key,
                             int64_t *value)
{
    struct error fault = {0};
    if (!cJSON_IsString(node)) {
        char found[JSON_FOUND];
        return json_fail(source->doc, node, source->err,
                         "expected a text, found %s", json_found(node, found));
    }
    if (limit_value_parse(key, node->valuestring, value, &fault) != STATUS_OK) {
        return json_fail(source->doc, node, source->err, "%s", fault.text);
    }
    return STATUS_OK;
}

static enum status read_relaxed(const struct profile_source *source,
                                const cJSON *object, enum limit_key key,
                                struct limit *limit)
{
    const cJSON *node;
    cJSON_ArrayForEach (node, object) {
        int32_t basis = basis_find(node->string);
        if (basis <= BASIS_NONE) {
            return json_fail(source->doc, node, source->err,
                             "expected individual_written, union_local, "
                             "union_national or labour_inspectorate");
        }
        TRY(get_value(source, node, key, &limit->relaxed[basis]));
    }
    return STATUS_OK;
}

static enum status read_severity(const struct profile_source *source,
                                 const cJSON *object, struct limit *limit)
{
    TRY(check_keys(source, object, ACTORS));
    for (int32_t actor = 0; actor < ACTOR_COUNT; actor++) {
        int32_t severity;
        TRY(get_name(source, object, ACTORS[actor], SEVERITIES, &severity));
        limit->severity[actor] = (enum severity)severity;
    }
    return STATUS_OK;
}

static enum status get_date(const struct profile_source *source,
                            const cJSON *object, const char *key,
                            date_day *result)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object, key);
    struct error fault = {0};
    if (!node) {
        return STATUS_OK;
    }
    const char *text = cJSON_IsString(node) ? node->valuestring : "";
    if (date_parse(text, result, &fault) != STATUS_OK) {
        return json_fail(source->doc, node, source->err, "%s", fault.text);
    }
    return STATUS_OK;
}

static enum status read_value(const struct profile_source *source,
                              const cJSON *object, enum limit_key key,
                              struct limit *limit)
{
    TRY(get_value(source, cJSON_GetObjectItemCaseSensitive(object, "value"),
                  key, &limit->value));
    for (int basis = 0; basis < BASIS_COUNT; basis++) {
        limit->relaxed[basis] = limit->value;
    }
    return STATUS_OK;
}

/* A limit that is new must be whole; one that was there is changed. */
static enum status read_limit(const struct profile_source *source,
                              const cJSON *object, enum limit_key key,
                              struct limit *limit)
{
    static const char *const KNOWN[] = {"value",    "relaxed",   "test",
                                        "severity", "reference", "from",
                                        "to",       "note",      NULL};
    TRY(check_keys(source, object, KNOWN));
    bool fresh = !limit->set;
    if (fresh) {
        *limit = (struct limit){.set = true, .from = DATE_MIN, .to = DATE_MAX};
    }
    const cJSON *relaxed = cJSON_GetObjectItem(object, "relaxed");
    const cJSON *severity;
    if (fresh || cJSON_HasObjectItem(object, "value")) {
        TRY(read_value(source, object, key, limit));
    }
    TRY(read_relaxed(source, relaxed, key, limit));
    if (fresh || cJSON_HasObjectItem(object, "test")) {
        int32_t test;
        TRY(get_name(source, object, "test", TESTS, &test));
        limit->test = TESTS[test];
    }
    if (fresh || cJSON_HasObjectItem(object, "severity")) {
        TRY(json_get_object(source->doc, object, "severity", &severity,
                            source->err));
        TRY(read_severity(source, severity, limit));
    }
    if (fresh || cJSON_HasObjectItem(object, "reference")) {
        TRY(get_text(source, object, "reference", &limit->reference));
    }
    TRY(get_date(source, object, "from", &limit->from));
    return get_date(source, object, "to", &limit->to);
}

static enum status read_limits(const struct profile_source *source,
                               const cJSON *object, struct profile *profile)
{
    const cJSON *node;
    cJSON_ArrayForEach (node, object) {
        int32_t key = limit_key_find(node->string);
        if (key == NONE) {
            struct suggestion suggestion;
            char words[SUGGEST_TEXT];
            suggest_start(&suggestion, node->string);
            for (int i = 0; i < LIMIT_KEYS; i++) {
                suggest_try(&suggestion, limit_key_name((enum limit_key)i));
            }
            return json_fail(source->doc, node, source->err,
                             "expected a limit, found '%.40s'%s", node->string,
                             suggest_words(&suggestion, words));
        }
        TRY(read_limit(source, node, (enum limit_key)key,
                       &profile->limits[key]));
    }
    return STATUS_OK;
}

/* ---- tiers and pay ------------------------------------------------------- */

static enum status get_clock(const struct profile_source *source,
                             const cJSON *object, const char *key,
                             int32_t *minutes)
{
    const char *text;
    struct error fault = {0};
    TRY(json_get_string(source->doc, object, key, &text, source->err));
    if (clock_parse(text, minutes, &fault) != STATUS_OK) {
        return json_fail(source->doc, cJSON_GetObjectItem(object, key),
                         source->err, "%s", fault.text);
    }
    return STATUS_OK;
}

static enum status get_small(const struct profile_source *source,
                             const cJSON *object, const char *key,
                             int32_t *result)
{
    int64_t value = 0;
    TRY(json_get_int(source->doc, object, key, 0, 10000, &value, source->err));
    *result = (int32_t)value;
    return STATUS_OK;
}

static enum status read_tier(const struct profile_source *source,
                             const cJSON *object, struct notice_tier *tier)
{
    static const char *const KNOWN[] = {
        "name", "days", "cutoff", "weight", "pay_pct", "consent", "note", NULL};
    TRY(check_keys(source, object, KNOWN));
    const cJSON *consent = cJSON_GetObjectItem(object, "consent");
    tier->consent = cJSON_IsTrue(consent);
    tier->cutoff = NONE;
    TRY(get_text(source, object, "name", &tier->name));
    TRY(get_small(source, object, "days", &tier->days));
    TRY(get_small(source, object, "weight", &tier->weight));
    TRY(get_small(source, object, "pay_pct", &tier->pay_pct));
    if (cJSON_HasObjectItem(object, "cutoff")) {
        TRY(get_clock(source, object, "cutoff", &tier->cutoff));
    }
    if (!cJSON_IsBool(consent)) {
        return json_fail(source->doc, object, source->err,
                         "expected the field 'consent', true or false");
    }
    return STATUS_OK;
}

/* From the longest notice to none, so that each change falls into one. */
static enum status read_tiers(const struct profile_source *source,
                              const cJSON *list, struct profile *profile)
{
    int32_t n = cJSON_GetArraySize(list);
    if (!cJSON_IsArray(list) || n == 0 || n > TIERS_MAX) {
        return json_fail(source->doc, list, source->err,
                         "expected a list of 1 to %d tiers", TIERS_MAX);
    }
    struct tier_list tiers = {
        .at = arena_array(source->arena, (size_t)n, sizeof *tiers.at),
        .n = n,
        .room = n};
    int32_t i = 0;
    const cJSON *node;
    cJSON_ArrayForEach (node, list) {
        TRY(read_tier(source, node, &tiers.at[i]));
        if (i && tiers.at[i].days >= tiers.at[i - 1].days) {
            return json_fail(source->doc, node, source->err,
                             "expected fewer days than in the tier before");
        }
        i++;
    }
    if (tiers.at[n - 1].days != 0) {
        return json_fail(source->doc, list, source->err,
                         "expected a last tier with days 0");
    }
    profile->tiers = tiers;
    return STATUS_OK;
}

enum status profile_body_read(const struct profile_source *source,
                              struct profile *profile)
{
    static const char *const KNOWN[] = {"name",  "title", "extends", "limits",
                                        "tiers", "pay",   "note",    NULL};
    static const char *const PAY[] = {"evening_start", "evening_end", "note",
                                      NULL};
    const cJSON *root = source->doc->root, *limits;
    TRY(check_keys(source, root, KNOWN));
    TRY(get_text(source, root, "title", &profile->title));
    TRY(json_get_object(source->doc, root, "limits", &limits, source->err));
    TRY(read_limits(source, limits, profile));
    const cJSON *tiers = cJSON_GetObjectItem(root, "tiers");
    if (tiers || !profile->tiers.n) {
        TRY(read_tiers(source, tiers, profile));
    }
    const cJSON *pay = cJSON_GetObjectItem(root, "pay");
    if (pay) {
        TRY(check_keys(source, pay, PAY));
        TRY(get_clock(source, pay, "evening_start",
                      &profile->pay_evening_start));
        TRY(get_clock(source, pay, "evening_end", &profile->pay_evening_end));
    }
    return STATUS_OK;
}
