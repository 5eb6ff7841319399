/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_check.c - what is impossible before anything is solved. */
#include <stdio.h>

#include "tests/rota/week.h"

/* Monday: a diver is wanted, and there is none. Tuesday: three duties that two
 * people of Steigen could do, each alone. Wednesday: a meeting of all while
 * Carl is away. */
static const char RECORDS[] =
    "{\"id\": \"two\", \"name\": \"To\", \"profile\": \"no_aml\",\n"
    " \"members\": [{\"id\": \"steigen\", \"name\": \"Steigen\"},\n"
    "  {\"id\": \"hamaroy\", \"name\": \"Hamarøy\"}],\n"
    " \"services\": [{\"id\": \"fact\", \"name\": \"FACT-team\"}],\n"
    " \"competences\": [{\"id\": \"diver\", \"name\": \"Dykker\"}],\n"
    " \"staff\": [\n"
    "  {\"id\": \"anne\", \"name\": \"Anne\", \"member\": \"steigen\"},\n"
    "  {\"id\": \"bo\", \"name\": \"Bo\", \"member\": \"steigen\"},\n"
    "  {\"id\": \"carl\", \"name\": \"Carl\", \"member\": \"hamaroy\"},\n"
    "  {\"id\": \"dora\", \"name\": \"Dora\", \"member\": \"hamaroy\"}],\n"
    " \"shift_types\": [{\"id\": \"day\", \"name\": \"Dag\",\n"
    "   \"title\": \"Oppdrag\", \"kind\": \"work\",\n"
    "   \"start\": \"08:00\", \"end\": \"15:30\"}],\n"
    " \"demands\": [\n"
    "  {\"id\": \"dive\", \"name\": \"Dive\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"mon\", \"competences\": [\"diver\"]},\n"
    "  {\"id\": \"one\", \"name\": \"One\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"tue\", \"members_only\": [\"steigen\"]},\n"
    "  {\"id\": \"two\", \"name\": \"Two\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"tue\", \"members_only\": [\"steigen\"]},\n"
    "  {\"id\": \"three\", \"name\": \"Three\", \"shift_type\": \"day\",\n"
    "   \"service\": \"fact\", \"low\": 1, \"target\": 1, \"high\": 2,\n"
    "   \"priority\": 1, \"weekdays\": \"tue\", \"members_only\": [\"steigen\"]}],\n"
    " \"activities\": [{\"id\": \"meet\", \"name\": \"Tavle\",\n"
    "   \"recurrence\": \"weekly\", \"weekdays\": \"wed\",\n"
    "   \"start\": \"09:00\", \"end\": \"10:00\",\n"
    "   \"min_attendance\": 4, \"cancellable\": \"never\"}],\n"
    " \"absences\": [{\"id\": \"a\", \"staff\": \"carl\",\n"
    "   \"kind\": \"sick-self\", \"from\": \"2027-03-03\",\n"
    "   \"to\": \"2027-03-03\"}]}\n";

static cJSON *check(struct week *week)
{
    const struct horizon horizon = {.from = WEEK_MONDAY, .weeks = 1};
    struct error err = {0};
    cJSON *said = NULL;
    if (rota_check(&week->desk, &horizon, &said, &err) != STATUS_OK) {
        fail_msg("%s", err.text);
    }
    return said;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? text : "";
}

/* The remark of a rule on a date; fails when there is not exactly one. */
static const cJSON *remark(const cJSON *said, const char *rule,
                           const char *date)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(said, "certain");
    const cJSON *found = NULL, *item;
    cJSON_ArrayForEach(item, list) {
        if (strcmp(text_of(item, "rule"), rule) == 0) {
            if (found || strcmp(text_of(item, "from"), date) != 0) {
                fail_msg("%s: %s", rule, cJSON_PrintUnformatted(list));
            }
            found = item;
        }
    }
    if (!found) {
        fail_msg("no %s: %s", rule, cJSON_PrintUnformatted(list));
    }
    return found;
}

static void expect_said(const cJSON *item, const char *words)
{
    assert_string_equal(text_of(item, "words"), words);
}

static int32_t missing(const cJSON *item)
{
    return (int32_t)json_int(
        cJSON_GetObjectItemCaseSensitive(item, "missing"));
}

static void a_manager_reads_what_cannot_be_covered_and_why(void **state)
{
    struct week week;
    (void)state;
    week_open(&week);
    week_replace(&week, RECORDS);
    cJSON *said = check(&week);
    const cJSON *slot = remark(said, "cover", "2027-03-01");
    expect_said(slot, "Dive needs 1, 0 may take it (4 lacks a competence)");
    assert_string_equal(text_of(slot, "slot"), "dive@2027-03-01");
    assert_int_equal(missing(slot), 1);
    const cJSON *crowd = remark(said, "people", "2027-03-02");
    expect_said(crowd, "at 08:00 1 more person is needed than there are for: "
                        "One, Two, Three");
    assert_int_equal(missing(crowd), 1);
    expect_said(remark(said, "quorum", "2027-03-03"),
                 "Tavle needs 4, 3 of the 4 who belong are not away");
    cJSON_Delete(said);
    week_close(&week);
}

static void staff_read_no_reasons_and_no_count_of_the_absent(void **state)
{
    struct week week;
    (void)state;
    week_open(&week);
    week_replace(&week, RECORDS);
    week.desk.manager = false;
    cJSON *said = check(&week);
    expect_said(remark(said, "cover", "2027-03-01"),
                 "Dive needs 1, 0 may take it (the others are not eligible)");
    expect_said(remark(said, "quorum", "2027-03-03"),
                 "Tavle needs 4, too few can come");
    cJSON_Delete(said);
    week_close(&week);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manager_reads_what_cannot_be_covered_and_why),
        cmocka_unit_test(staff_read_no_reasons_and_no_count_of_the_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
