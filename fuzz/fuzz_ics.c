/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_ics.c - any bytes as a calendar: the scan is bounded, and our own
 * readers of rules, times and durations take or refuse every line's value.
 * libical is left out: it has a process of its own, and faults of its own.
 */
#include <stdlib.h>

#include "base/text.h"
#include "importers/ics_event.h"
#include "importers/ics_scan.h"
#include "importers/ics_time.h"
#include "importers/recur.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { LINE = 300 };

static void try_rule(const char *value)
{
    const struct recur_window window = {
        date_of(2027, 1, 11), 0, date_of(2027, 1, 1), date_of(2030, 12, 31)};
    struct recur recur;
    struct int_vec dates = {0};
    if (recur_parse(value, &recur, NULL) == STATUS_OK &&
        recur_expand(&recur, &window, &dates, NULL) == STATUS_OK) {
        for (int32_t i = 1; i < dates.n; i++) {
            CHECK(dates.at[i] > dates.at[i - 1]);
        }
        CHECK(dates.n <= RECUR_OCCURRENCES_MAX);
    }
    vec_release(&dates);
}

static void try_value(const char *value)
{
    struct ics_stamp stamp;
    int32_t minutes;
    if (ics_stamp_parse(value, NULL, &stamp, NULL) == STATUS_OK) {
        CHECK(stamp.date >= DATE_MIN - 1 && stamp.date <= DATE_MAX + 1);
        CHECK(stamp.minutes >= 0 && stamp.minutes < 1440);
    }
    if (ics_duration_parse(value, &minutes, NULL) == STATUS_OK) {
        CHECK(minutes >= 0);
    }
    try_rule(value);
}

/* What stands behind the first colon of each line. */
static void try_lines(const char *text)
{
    while (*text) {
        char line[LINE];
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s",
                 (int)(length < LINE - 1 ? length : LINE - 1), text);
        line[strcspn(line, "\r")] = '\0';
        const char *colon = strchr(line, ':');
        try_value(colon ? colon + 1 : line);
        text += length;
        text += *text == '\n';
    }
}

static void try_events(const char *json)
{
    struct arena *arena = arena_new();
    struct ics_found found = {0};
    const struct ics_window window = {date_of(2027, 1, 1),
                                      date_of(2027, 12, 31)};
    enum status status = ics_periods(json, &window, arena, &found, NULL);
    for (int32_t i = 0; status == STATUS_OK && i < found.periods.n; i++) {
        const struct ics_period *period = &found.periods.at[i];
        CHECK(period->from <= period->to);
        CHECK(period->grade == 100 || period->grade == 50);
    }
    ics_found_release(&found);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct error err = {0};
    char *text = xmalloc(size + 1);
    memcpy(text, bytes, size);
    text[size] = '\0';
    if (ics_scan((const char *)bytes, size, &err) != STATUS_OK) {
        CHECK(err.status == STATUS_INPUT && err.text[0]);
    }
    try_lines(text);
    try_events(text);
    free(text);
    return 0;
}
