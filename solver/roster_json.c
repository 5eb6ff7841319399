/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * roster_json.c - a roster as JSON: the names of the patterns of each person.
 */
#include <string.h>

#include "solver/problem_json.h"
#include "solver/roster.h"

/* More than the largest problem times its longest plausible names. */
#define BYTES_MAX ((size_t)1 << 28)

char *roster_write(const struct problem *problem, const struct roster *roster)
{
    struct text out;
    text_init(&out, BYTES_MAX);
    text_str(&out, "{\"lines\":{");
    for (int32_t i = 0; i < problem->n_people; i++) {
        text_str(&out, i > 0 ? ",\n" : "\n");
        json_text_string(&out, problem->people[i]);
        text_str(&out, ":[");
        for (int32_t d = 0; d < problem->n_days; d++) {
            text_str(&out, d > 0 ? "," : "");
            json_text_string(&out,
                             problem->patterns[roster_line(roster, i)[d]]);
        }
        text_char(&out, ']');
    }
    text_str(&out, "}}\n");
    CHECK(!out.overflow);
    return text_take(&out);
}

static int32_t find_pattern(const struct problem *p, const cJSON *item)
{
    for (int32_t q = 0; cJSON_IsString(item) && q < p->n_patterns; q++) {
        if (!strcmp(p->patterns[q], item->valuestring)) {
            return q;
        }
    }
    return -1;
}

static enum status read_line(const struct json_doc *doc,
                             const struct problem *p, const cJSON *list,
                             int16_t *line, struct error *err)
{
    const cJSON *item;
    int32_t d = 0;
    if (cJSON_GetArraySize(list) != p->n_days) {
        return json_fail(doc, list, err, "expected %d patterns, found %d",
                         p->n_days, cJSON_GetArraySize(list));
    }
    cJSON_ArrayForEach (item, list) {
        char found[JSON_FOUND];
        int32_t pattern = find_pattern(p, item);
        if (pattern < 0) {
            return json_fail(doc, item, err,
                             "expected the name of a pattern, found %s",
                             json_found(item, found));
        }
        line[d++] = (int16_t)pattern;
    }
    return STATUS_OK;
}

static enum status read_lines(const struct json_doc *doc,
                              const struct problem *p, struct roster *roster,
                              struct error *err)
{
    const cJSON *lines, *list;
    TRY(json_get_object(doc, doc->root, "lines", &lines, err));
    for (int32_t i = 0; i < p->n_people; i++) {
        TRY(json_get_list(doc, lines, p->people[i], &list, err));
        TRY(read_line(doc, p, list, roster_line(roster, i), err));
    }
    if (cJSON_GetArraySize(lines) != p->n_people) {
        return json_fail(doc, lines, err, "expected %d people, found %d others",
                         p->n_people, cJSON_GetArraySize(lines) - p->n_people);
    }
    return STATUS_OK;
}

enum status roster_read(const struct problem *problem, const char *file,
                        const char *bytes, size_t length,
                        struct roster **result, struct error *err)
{
    struct json_doc doc;
    TRY(json_parse(&doc, file, bytes, length, err));
    struct roster *roster = roster_new(problem);
    enum status status = read_lines(&doc, problem, roster, err);
    json_doc_release(&doc);
    if (status != STATUS_OK) {
        roster_free(roster);
        return status;
    }
    *result = roster;
    return STATUS_OK;
}
