/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_limits.c - docs/limits.md says what the headers say. With SAMVAKT_UPDATE
 * set it is written anew instead. */
#include "base/json.h"
#include "exporters/feed.h"
#include "importers/csv.h"
#include "importers/ics_scan.h"
#include "importers/recur.h"
#include "model/limits.h"
#include "model/record.h"
#include "tests/importers/scratch.h"

static const struct {
    const char *what;
    int64_t value;
    const char *unit, *header;
} LIMITS_TOLD[] = {
    {"a file of a co-operation", MAX_FILE_BYTES, "bytes", "model/limits.h"},
    {"JSON: lists and objects inside each other", JSON_DEPTH_MAX, "",
     "base/json.h"},
    {"CSV: cells of a row", CSV_CELLS_MAX, "", "importers/csv.h"},
    {"an id", MAX_ID, "characters", "model/limits.h"},
    {"a name", MAX_NAME, "characters", "model/limits.h"},
    {"an address of mail", MAX_EMAIL, "characters", "model/limits.h"},
    {"a telephone number", MAX_PHONE, "characters", "model/limits.h"},
    {"a reference", MAX_REFERENCE, "characters", "model/limits.h"},
    {"a duty's end after midnight of its first day", MAX_END, "minutes",
     "model/limits.h"},
    {"a duty that is not standby", MAX_WORK_MINUTES, "minutes",
     "model/limits.h"},
    {"a calendar that is read", ICS_BYTES_MAX, "bytes", "importers/ics_scan.h"},
    {"a line of it", ICS_LINE_MAX, "bytes", "importers/ics_scan.h"},
    {"a folded line of it", ICS_CONTENT_MAX, "bytes", "importers/ics_scan.h"},
    {"components inside each other", ICS_DEPTH_MAX, "", "importers/ics_scan.h"},
    {"components", ICS_COMPONENTS_MAX, "", "importers/ics_scan.h"},
    {"properties of a component", ICS_PROPERTIES_MAX, "",
     "importers/ics_scan.h"},
    {"parameters of a property", ICS_PARAMETERS_MAX, "",
     "importers/ics_scan.h"},
    {"EXDATE and RDATE values of an event", ICS_VALUES_MAX, "",
     "importers/ics_scan.h"},
    {"occurrences of an event within what is read", RECUR_OCCURRENCES_MAX, "",
     "importers/recur.h"},
    {"a feed", FEED_BYTES_MAX, "bytes", "exporters/feed.h"},
    {"events of a feed", FEED_EVENTS_MAX, "", "exporters/feed.h"},
};

static void write_limits(struct text *out)
{
    text_str(out, "# Limits\n\n"
                  "Every input has one, so that memory and time are bounded. "
                  "What is over it is refused with the place and the limit. "
                  "Written by a test from the headers; do not edit.\n\n"
                  "| what | at most | where |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < COUNT_OF(LIMITS_TOLD); i++) {
        text_printf(out, "| %s | %" PRId64 "%s%s | `%s` |\n",
                    LIMITS_TOLD[i].what, LIMITS_TOLD[i].value,
                    LIMITS_TOLD[i].unit[0] ? " " : "", LIMITS_TOLD[i].unit,
                    LIMITS_TOLD[i].header);
    }
    text_str(out, "\nRecords of a co-operation (items inside a record: "
                  "`formats-fields.md`):\n\n| list | at most |\n| --- | --- "
                  "|\n");
    for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++) {
        text_printf(out, "| `%s` | %" PRId32 " |\n", RECORD_TABLES[kind]->name,
                    RECORD_TABLES[kind]->max);
    }
}

static void the_document_says_what_the_headers_say(void **state)
{
    (void)state;
    const char *source = getenv("SAMVAKT_SOURCE");
    char path[256], *bytes = NULL;
    size_t length = 0;
    struct text words;
    struct error err = {0};
    text_init(&words, MAX_FILE_BYTES);
    write_limits(&words);
    snprintf(path, sizeof path, "%.180s/docs/limits.md", source ? source : ".");
    if (getenv("SAMVAKT_UPDATE")) {
        expect_int(path, file_write(path, words.bytes, words.length, &err),
                   STATUS_OK);
    }
    expect_int(path, file_read(path, MAX_FILE_BYTES, &bytes, &length, &err),
               STATUS_OK);
    if (strcmp(bytes, text_cstr(&words)) != 0) {
        fail_msg("%s is not what the headers say; run this test with "
                 "SAMVAKT_UPDATE=1",
                 path);
    }
    free(bytes);
    text_release(&words);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_document_says_what_the_headers_say),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
