/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_weekdays.c - "mon-fri" and "sat,sun" to a mask and back. */
#include <stdio.h>

#include "model/record.h"

enum { DAYS = 7, DAY_LETTERS = 3 };

static const char DAY_NAMES[DAYS][DAY_LETTERS + 1] = {
    "mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* The weekday whose name begins `text`, or NONE. */
static int day_at(const char *text)
{
    for (int day = 0; day < DAYS; day++) {
        if (strncmp(text, DAY_NAMES[day], DAY_LETTERS) == 0) {
            return day;
        }
    }
    return NONE;
}

/* Reads "mon" or "mon-fri" and moves `*text` behind it. 0: neither. */
static weekday_mask read_range(const char **text)
{
    int first = day_at(*text), last = first;
    if (first == NONE) {
        return 0;
    }
    *text += DAY_LETTERS;
    if (**text == '-') {
        last = day_at(*text + 1);
        *text += 1 + DAY_LETTERS;
        if (last == NONE || last <= first) {
            return 0;
        }
    }
    unsigned upto = (1U << (last + 1)) - 1, before = (1U << first) - 1;
    return (weekday_mask)(upto & ~before);
}

/* 0 when the text is wrong or names a day twice. */
static weekday_mask read_mask(const char *text)
{
    weekday_mask mask = 0;
    for (;;) {
        weekday_mask range = read_range(&text);
        if (!range || (mask & range)) {
            return 0;
        }
        mask |= range;
        if (!*text) {
            return mask;
        }
        if (*text++ != ',') {
            return 0;
        }
    }
}

enum status weekdays_parse(const char *text, weekday_mask *result,
                           struct error *err)
{
    weekday_mask mask = read_mask(text);
    if (!mask) {
        return error_set(err, STATUS_INPUT,
                         "expected weekdays such as mon-fri or mon,wed, found "
                         "'%.40s'",
                         text);
    }
    *result = mask;
    return STATUS_OK;
}

/* The last day of the run of days that begins with `day`. */
static int run_end(weekday_mask mask, int day)
{
    while (day + 1 < DAYS && (mask >> (day + 1) & 1)) {
        day++;
    }
    return day;
}

char *weekdays_format(weekday_mask mask, char out[WEEKDAYS_TEXT])
{
    size_t used = 0;
    out[0] = '\0';
    for (int day = 0; day < DAYS; day++) {
        if (!(mask >> day & 1)) {
            continue;
        }
        int last = run_end(mask, day);
        used += (size_t)snprintf(out + used, WEEKDAYS_TEXT - used, "%s%s",
                                 used ? "," : "", DAY_NAMES[day]);
        if (last > day) {
            used += (size_t)snprintf(out + used, WEEKDAYS_TEXT - used, "-%s",
                                     DAY_NAMES[last]);
        }
        day = last;
    }
    return out;
}
