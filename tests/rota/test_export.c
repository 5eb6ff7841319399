/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_export.c - a plan as files. */
#include <stdio.h>
#include <stdlib.h>

#include "exporters/exporter.h"
#include "tests/rota/week.h"

static const struct held HELD[] = {{ANNE, "errand@2027-03-01"}, {0, NULL}};

/* Exports into a folder beside the file. */
static enum status export_to(struct week *week, const char *format,
                             int64_t plan, cJSON **said, struct error *err)
{
    char folder[96];
    snprintf(folder, sizeof folder, "%s/out", week->folder);
    struct export_options options = {.plan = plan,
                                     .horizon = {.from = DATE_NONE},
                                     .folder = folder,
                                     .format = format};
    return rota_export(&week->desk, &options, said, err);
}

static int32_t count_format(const cJSON *said, const char *format)
{
    const cJSON *file;
    int32_t n = 0;
    cJSON_ArrayForEach(file,
                       cJSON_GetObjectItemCaseSensitive(said, "files"))
    {
        const cJSON *bytes = cJSON_GetObjectItemCaseSensitive(file, "bytes");
        const char *path = cJSON_GetStringValue(
            cJSON_GetObjectItemCaseSensitive(file, "path"));
        assert_true(json_int(bytes) > 0);
        char *found;
        size_t length;
        struct error err = {0};
        assert_int_equal(file_read(path, 1 << 22, &found, &length, &err),
                         STATUS_OK);
        assert_int_equal(length, json_int(bytes));
        free(found);
        n += strcmp(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
                        file, "format")),
                    format) == 0;
    }
    return n;
}

static const char RECORDS[] =
    "{\"id\": \"moved\", \"name\": \"Moved\", \"profile\": \"no_ks_hta\",\n"
    " \"members\": [{\"id\": \"steigen\", \"name\": \"Steigen\"}],\n"
    " \"services\": [{\"id\": \"fact\", \"name\": \"FACT-team\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne\", \"member\": \"steigen\"},\n"
    "  {\"id\": \"bjoern\", \"name\": \"Bo\", \"member\": \"steigen\"}],\n"
    " \"shift_types\": [\n"
    "  {\"id\": \"day\", \"name\": \"Dag\", \"title\": \"Dag\",\n"
    "   \"kind\": \"work\", \"start\": \"08:00\", \"end\": \"15:30\"},\n"
    "  {\"id\": \"late\", \"name\": \"Sen\", \"title\": \"Sen\",\n"
    "   \"kind\": \"work\", \"start\": \"12:00\", \"end\": \"19:30\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"errand\", \"name\": \"Dag\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1},\n"
    "  {\"id\": \"late\", \"name\": \"Sen\", \"shift_type\": \"late\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1}]}\n";

/* Anne's day of Tuesday becomes a late one, told on Monday at 11: only hers is
 * moved time. A draft has moved nobody. */
static void moved_time_is_in_the_hours(void **state)
{
    static const struct held FIRST[] = {{ANNE, "errand@2027-03-02"},
                                        {BJOERN, "errand@2027-03-03"},
                                        {0, NULL}};
    static const struct held SECOND[] = {{ANNE, "late@2027-03-02"},
                                         {BJOERN, "errand@2027-03-03"},
                                         {0, NULL}};
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    char path[120], *bytes = NULL;
    size_t length = 0;
    (void)state;
    week_open(&week);
    week_replace(&week, RECORDS);
    week_publish(&week, WEEK_MONDAY, 7, FIRST, WEEK_NOW);
    week_publish(&week, WEEK_MONDAY, 7, SECOND,
                 zone_instant(WEEK_MONDAY, 660));
    assert_int_equal(export_to(&week, "pay", 0, &said, &err), STATUS_OK);
    snprintf(path, sizeof path, "%s/out/pay.csv", week.folder);
    assert_int_equal(file_read(path, 1 << 20, &bytes, &length, &err),
                     STATUS_OK);
    /* 12:00 to 19:30 in the place of 08:00 to 15:30. */
    assert_non_null(strstr(bytes, "anne,Anne,Steigen,2027,3,450,450,0,150,"
                                  "0,0,0,0,240,"));
    assert_non_null(strstr(bytes, "bjoern,Bo,Steigen,2027,3,450,450,0,0,"
                                  "0,0,0,0,0,"));
    free(bytes);
    cJSON_Delete(said);
    assert_int_equal(export_to(&week, "pay", 2, &said, &err), STATUS_OK);
    assert_int_equal(file_read(path, 1 << 20, &bytes, &length, &err),
                     STATUS_OK);
    assert_non_null(strstr(bytes, "anne,Anne,Steigen,2027,3,450,450,0,150,"
                                  "0,0,0,0,0,"));
    free(bytes);
    cJSON_Delete(said);
    week_close(&week);
}

static void what_stands_becomes_every_document_and_calendar(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, HELD, WEEK_NOW);
    assert_int_equal(export_to(&week, NULL, 0, &said, &err), STATUS_OK);
    for (int32_t i = 0; i < N_EXPORTERS; i++) {
        expect_int(EXPORTERS[i].name, count_format(said, EXPORTERS[i].name),
                   1);
    }
    /* Three people, two members, two services, and what is uncovered. */
    expect_int("calendars", count_format(said, "ics"), 8);
    cJSON_Delete(said);
    week_close(&week);
}

static void one_format_is_one_file(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, HELD, WEEK_NOW);
    assert_int_equal(export_to(&week, "csv", 0, &said, &err), STATUS_OK);
    expect_int("csv", count_format(said, "csv"), 1);
    expect_int("no other",
               cJSON_GetArraySize(
                   cJSON_GetObjectItemCaseSensitive(said, "files")),
               1);
    cJSON_Delete(said);
    week_close(&week);
}

static void a_draft_gets_documents_but_no_calendars(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    (void)state;
    week_open(&week);
    week_publish(&week, WEEK_MONDAY, 7, HELD, WEEK_NOW);
    assert_int_equal(export_to(&week, NULL, 1, &said, &err), STATUS_OK);
    expect_int("calendars", count_format(said, "ics"), 0);
    expect_int("html", count_format(said, "html"), 1);
    cJSON_Delete(said);
    assert_int_equal(export_to(&week, "ics", 1, &said, &err), STATUS_USAGE);
    expect_words("refused", err.text, "only of what is published");
    week_close(&week);
}

static void what_cannot_be_exported_is_refused(void **state)
{
    struct week week;
    struct error err = {0};
    cJSON *said = NULL;
    static char folder[5000];
    (void)state;
    week_open(&week);
    assert_int_equal(export_to(&week, "pdf", 0, &said, &err), STATUS_USAGE);
    expect_words("format", err.text, "found 'pdf'");
    memset(folder, 'x', sizeof folder - 1);
    struct export_options options = {.horizon = {.from = DATE_NONE},
                                     .folder = folder};
    assert_int_equal(rota_export(&week.desk, &options, &said, &err),
                     STATUS_USAGE);
    expect_words("folder", err.text, "found 4999");
    assert_null(said);
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moved_time_is_in_the_hours),
        cmocka_unit_test(what_stands_becomes_every_document_and_calendar),
        cmocka_unit_test(one_format_is_one_file),
        cmocka_unit_test(a_draft_gets_documents_but_no_calendars),
        cmocka_unit_test(what_cannot_be_exported_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
