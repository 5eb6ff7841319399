/* SPDX-License-Identifier: GPL-3.0-or-later */
/* api_fields.c - what routes read from bodies, paths and queries. */
#include <stdlib.h>
#include <string.h>

#include "server/api.h"

static const cJSON *field(const struct call *call, const char *key)
{
    const cJSON *node =
        cJSON_GetObjectItemCaseSensitive(call->body.root, key);
    return cJSON_IsNull(node) ? NULL : node;
}

enum status call_text(const struct call *call, const char *key,
                      const char **result, struct error *err)
{
    const cJSON *node = field(call, key);
    *result = node ? cJSON_GetStringValue(node) : NULL;
    return !node || *result
               ? STATUS_OK
               : json_fail(&call->body, node, err, "expected text");
}

enum status call_need_text(const struct call *call, const char *key,
                           const char **result, struct error *err)
{
    TRY(call_text(call, key, result, err));
    return *result ? STATUS_OK
                   : error_set(err, STATUS_INPUT,
                               "body: %s: expected text, found nothing", key);
}

enum status call_int(const struct call *call, const char *key, int64_t low,
                     int64_t high, int64_t fallback, int64_t *result,
                     struct error *err)
{
    const cJSON *node = field(call, key);
    *result = fallback;
    if (!node) {
        return STATUS_OK;
    }
    if (!json_is_int(node, low, high)) {
        return json_fail(&call->body, node, err,
                         "expected a whole number from %lld to %lld",
                         (long long)low, (long long)high);
    }
    *result = json_int(node);
    return STATUS_OK;
}

enum status call_texts(const struct call *call, const char *key,
                       const char **result, int32_t max, int32_t *n,
                       struct error *err)
{
    const cJSON *node = field(call, key);
    const cJSON *item;
    *n = 0;
    if (node && (!cJSON_IsArray(node) || cJSON_GetArraySize(node) > max)) {
        return json_fail(&call->body, node, err,
                         "expected a list of at most %d texts", max);
    }
    cJSON_ArrayForEach(item, node)
    {
        if (!cJSON_IsString(item)) {
            return json_fail(&call->body, item, err, "expected text");
        }
        result[(*n)++] = cJSON_GetStringValue(item);
    }
    return STATUS_OK;
}

enum status call_number(const char *text, const char *what, int64_t *result,
                        struct error *err)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 18 || text[digits] != '\0') {
        return error_set(err, STATUS_USAGE,
                         "%s: expected a whole number, found '%.40s'", what,
                         text);
    }
    *result = strtoll(text, NULL, 10);
    return STATUS_OK;
}

static enum status horizon_text(const struct call *call, const char *key,
                                const char **result, struct error *err)
{
    *result = http_query(call->request, key);
    return *result || !call->body.root ? STATUS_OK
                                       : call_text(call, key, result, err);
}

enum status call_horizon(const struct call *call, struct horizon *horizon,
                         struct error *err)
{
    enum { WEEKS_MAX = 52 };
    const char *from, *weeks = http_query(call->request, "weeks");
    int64_t number = 0;
    *horizon = (struct horizon){.from = DATE_NONE};
    TRY(horizon_text(call, "from", &from, err));
    if (from) {
        TRY(error_in(date_parse(from, &horizon->from, err), err, "from: "));
    }
    if (weeks) {
        TRY(call_number(weeks, "weeks", &number, err));
    } else if (call->body.root) {
        TRY(call_int(call, "weeks", 0, WEEKS_MAX, 0, &number, err));
    }
    if (number > WEEKS_MAX) {
        return error_set(err, STATUS_USAGE,
                         "weeks: expected 1 to %d, found %lld", WEEKS_MAX,
                         (long long)number);
    }
    horizon->weeks = (int32_t)number;
    return STATUS_OK;
}
