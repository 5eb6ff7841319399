/* SPDX-License-Identifier: GPL-3.0-or-later */
/* offer_row.c - what rows of rounds, offers and swaps share. */
#include "store/offer_row.h"

#include <stdio.h>
#include <string.h>

int32_t row_name(struct statement *s, int column, const char *const *names)
{
    const char *text = sql_column_text(s, column);
    for (int32_t i = 0; names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            return i;
        }
    }
    return 0;
}

void row_bind(struct statement *s, int column, int64_t number)
{
    if (number == 0) {
        sql_text(s, column, NULL);
    } else {
        sql_int(s, column, number);
    }
}

enum status row_audit(struct store *store, const struct act *act,
                      const char *action, const char *object, int64_t number,
                      const char *answer, struct error *err)
{
    char name[40], detail[60];
    snprintf(name, sizeof name, "%s %lld", object, (long long)number);
    snprintf(detail, sizeof detail, "{\"answer\": \"%s\"}",
             answer ? answer : "");
    return store_audit(store, act, action, name, answer ? detail : NULL, err);
}
