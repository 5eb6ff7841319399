/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_compare.c - two plans side by side. */
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/words.h"

enum { LEVEL_COLUMNS = 11 };

const struct option_def COMPARE_OPTIONS[] = {{NULL, NULL, NULL, false}};

static void print_keys(const cJSON *list, char sign)
{
    const cJSON *key;
    cJSON_ArrayForEach(key, list)
    {
        printf("    %c %s\n", sign, cJSON_GetStringValue(key));
    }
}

static void print_levels(const struct invocation *v, const cJSON *object)
{
    const cJSON *level;
    const cJSON *before = list_of(list_of(object, "before"), "levels");
    int32_t k = 0;
    cJSON_ArrayForEach(level, list_of(list_of(object, "after"), "levels"))
    {
        const cJSON *old = cJSON_GetArrayItem(before, k++);
        fputs("  ", stdout);
        print_cell(key_words(v, text_of(level, "name")), LEVEL_COLUMNS);
        if (old) {
            printf("%10lld -> %lld\n", (long long)int_of(old, "cost"),
                   (long long)int_of(level, "cost"));
        } else {
            printf("%s %lld\n", v->norwegian ? "etter:" : "after:",
                   (long long)int_of(level, "cost"));
        }
    }
}

static void print(const struct invocation *v, const cJSON *object)
{
    const cJSON *person;
    printf(v->norwegian ? "%lld endringer, %s til %s\n"
                        : "%lld changes, %s to %s\n",
           (long long)int_of(object, "changes"), text_of(object, "from"),
           text_of(object, "to"));
    print_levels(v, object);
    cJSON_ArrayForEach(person, list_of(object, "people"))
    {
        printf("  %s: %s -> %s %s, %s %lld -> %lld\n",
               text_of(person, "name"), text_of(person, "hours_before"),
               text_of(person, "hours_after"), v->norwegian ? "t" : "h",
               v->norwegian ? "beredskap" : "standby",
               (long long)int_of(person, "standby_before"),
               (long long)int_of(person, "standby_after"));
        print_keys(list_of(person, "gained"), '+');
        print_keys(list_of(person, "lost"), '-');
    }
}

/* A plan's number, or "published". */
static enum status read_plan(const char *word, int64_t *plan,
                             struct error *err)
{
    char *end;
    *plan = strtoll(word, &end, 10);
    if (strcmp(word, "published") == 0) {
        *plan = 0;
        return STATUS_OK;
    }
    return *end || end == word || *plan <= 0
               ? error_set(err, STATUS_USAGE,
                           "expected the number of a plan or 'published', "
                           "found '%s'",
                           word)
               : STATUS_OK;
}

int cmd_compare(struct invocation *v)
{
    struct error err = {0};
    struct desk desk = {0};
    cJSON *object = NULL;
    int64_t before = 0, after = 0;
    enum status status = read_plan(v->operands[1], &before, &err);
    if (status == STATUS_OK) {
        status = read_plan(v->operands[2], &after, &err);
    }
    if (status == STATUS_OK) {
        status = invocation_desk(v, &desk, &err);
    }
    if (status == STATUS_OK) {
        status = rota_compare(&desk, before, after, &object, &err);
        desk_close(&desk);
    }
    return invocation_end(v, status, &err, object, print);
}
